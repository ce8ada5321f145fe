// The doctor's own joint assessments on the phone, under 我的, once both sides have signed; an appeal while there is time (ASM-2).
import { useState } from 'react'
import { appealAssessment, getMyAssessments, type MyAssessment } from '../../../contract/assessments-joint.ts'
import { call } from '../../shell/call.ts'
import { useWords } from '../../shell/preferences.tsx'
import { SayForm, useMine } from './field-say.tsx'
import { jointWords } from './joint-words.ts'

function Appeal({ of, onSent }: { of: MyAssessment; onSent: () => void }) {
  const w = useWords(jointWords)
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <button type="button" className="f-link" onClick={() => setOpen(true)}>
        {w.appeal}
      </button>
    )
  return (
    <SayForm
      id="appeal-words"
      label={w.appealWords}
      button={w.appealSend}
      most={500}
      send={(words) =>
        call(appealAssessment, { params: { regionId: of.regionId, id: of.id ?? '' }, body: { words } })
      }
      onSent={onSent}
    />
  )
}

const readAssessments = () => call(getMyAssessments, {})

export function FieldMyAssessments() {
  const w = useWords(jointWords)
  const { mine, again } = useMine(readAssessments)
  const [sent, setSent] = useState(false)
  const afterAppeal = (): void => {
    setSent(true)
    again()
  }
  return (mine?.items ?? []).map((one) => (
    <section key={one.id} className="f-block" aria-label={w.tab}>
      <p>
        <b>{w.mine(one.total ?? 0, one.grade ? w.grades[one.grade] : '')}</b>
      </p>
      <p className="f-quiet-words">
        {one.cycleLabel} · {one.unit} · {w.states[one.state]}
        {one.state === 'published' && one.appealUntil ? `，${w.until(one.appealUntil)}` : ''}
      </p>
      <p className="f-quiet-words">{one.parts.map((p) => `${p.name} ${p.points ?? '—'}`).join('，')}</p>
      {one.steps
        .filter((s) => s.act === 'appeal' || s.act === 'reject' || s.act === 'uphold')
        .map((s) => (
          <p key={s.at} className="f-quiet-words">
            {w.acts[s.act]}：{s.words}
          </p>
        ))}
      {sent && one.state === 'appealed' ? <output className="f-said">{w.appealSent}</output> : null}
      {one.may.includes('appeal') ? <Appeal of={one} onSent={afterAppeal} /> : null}
    </section>
  ))
}
