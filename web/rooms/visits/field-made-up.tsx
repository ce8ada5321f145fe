// 补记: a coming or going that nobody reported then, made up later with its reason (SCH-3).
import { useState } from 'react'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { useWords } from '../../shell/preferences.tsx'
import { presenceWords } from './field-presence-words.ts'
import { useSayPresence } from './field-say-presence.ts'
import { fieldWords } from './field-words.ts'

export function FieldMadeUp({ duty }: { duty: FieldDuty }) {
  const w = useWords(presenceWords)
  const words = useWords(fieldWords)
  const { say, problem, setProblem } = useSayPresence(duty)
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<'arrival' | 'departure'>('arrival')
  const [time, setTime] = useState('')
  const [why, setWhy] = useState('')
  const save = async (): Promise<void> => {
    if (!why.trim()) return setProblem(w.whyNeeded)
    if (await say(kind, { reason: why.trim(), madeUp: true, saidTime: time || null })) setOpen(false)
  }
  if (!open)
    return (
      <button type="button" className="f-link" onClick={() => setOpen(true)}>
        {w.madeUp}
      </button>
    )
  return (
    <div className="f-wide" role="alertdialog" aria-label={w.madeUpTitle}>
      <p className="f-quiet-words">{w.madeUpNote}</p>
      <label>
        {w.kind}
        <select
          value={kind}
          onChange={(event) => setKind(event.target.value === 'departure' ? 'departure' : 'arrival')}
        >
          <option value="arrival">{words.presence.arrival}</option>
          <option value="departure">{words.presence.departure}</option>
        </select>
      </label>
      <label>
        {w.time}
        <input
          type="time"
          autoComplete="off"
          value={time}
          onChange={(event) => setTime(event.target.value)}
        />
      </label>
      <label>
        {w.why}
        <input
          autoComplete="off"
          maxLength={200}
          value={why}
          onChange={(event) => {
            setWhy(event.target.value)
            setProblem('')
          }}
        />
      </label>
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="f-foot-plain">
        <button type="button" className="f-second" onClick={() => setOpen(false)}>
          {words.cancel}
        </button>
        <button type="button" className="f-first" onClick={() => void save()}>
          {w.save}
        </button>
      </div>
    </div>
  )
}
