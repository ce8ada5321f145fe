// The doctor's own joint assessments on the phone, under 我的, once both sides have signed; an appeal while there is time (ASM-2).
import { useEffect, useState } from 'react'
import { appealAssessment, getMyAssessments, type MyAssessment } from '../../../contract/assessments-joint.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useSync } from '../visits/door.ts'
import { jointWords } from './joint-words.ts'

function Appeal({ of, onSent }: { of: MyAssessment; onSent: () => void }) {
  const w = useWords(jointWords)
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const send = async (): Promise<void> => {
    setProblem('')
    try {
      await call(appealAssessment, {
        params: { regionId: of.regionId, id: of.id ?? '' },
        body: { words: words.trim() },
      })
      onSent()
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      const { zh, en, remedyZh, remedyEn } = error.refusal
      setProblem(`${pick(zh, en)} ${pick(remedyZh, remedyEn)}`)
    }
  }
  if (!open)
    return (
      <button type="button" className="f-link" onClick={() => setOpen(true)}>
        {w.appeal}
      </button>
    )
  return (
    <form
      autoComplete="off"
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
    >
      <label className="f-label" htmlFor="appeal-words">
        {w.appealWords}
      </label>
      <textarea
        id="appeal-words"
        className="f-input"
        autoComplete="off"
        rows={3}
        maxLength={500}
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      {problem ? (
        <p className="f-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" className="f-first wide" disabled={!words.trim()}>
        {w.appealSend}
      </button>
    </form>
  )
}

/** Without a network there are none to show: they are the server's. */
const readMine = (): Promise<MyAssessment[]> =>
  call(getMyAssessments, {}).then(
    (read) => read.items,
    () => [],
  )

export function FieldMyAssessments() {
  const w = useWords(jointWords)
  const { pending, online } = useSync()
  const [items, setItems] = useState<MyAssessment[]>([])
  const [sent, setSent] = useState(false)
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    void readMine().then((read) => {
      if (!gone) setItems(read)
    })
    return () => {
      gone = true
    }
  }, [pending, online])
  const afterAppeal = (): void => {
    setSent(true)
    void readMine().then(setItems)
  }
  return items.map((one) => (
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
