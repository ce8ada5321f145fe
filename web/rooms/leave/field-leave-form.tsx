// Asking for leave with one thumb: the last moment first, then reason, the day it is made up for, who takes over (LV-2).
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { requestLeave } from '../../../contract/leave.ts'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { isAfter } from '../../../domain/leave/rules.ts'
import { record } from '../../offline/outbox.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone } from '../visits/door.ts'
import { useFieldLeaves } from './field-leaves.tsx'
import { leaveWords } from './words.ts'

type Kind = 'planned' | 'sick'
/** The server's moment as far as the phone knows it, in Shanghai. */
const momentOf = (ms: number) => {
  const text = new Date(ms + 8 * 3_600_000).toISOString()
  return { day: text.slice(0, 10), time: text.slice(11, 16) }
}

function useAsking(duty: FieldDuty, onDone: (said: string) => void) {
  const w = useWords(leaveWords)
  const pick = usePick()
  const { unlocked, around, runner } = usePhone()
  const { noteAsked } = useFieldLeaves()
  const { language } = usePreferences()
  const [problem, setProblem] = useState('')
  const ask = async (typed: {
    kind: Kind
    reason: string
    replacementDay: string | null
    handOver: string
    exceptionReason: string
  }): Promise<void> => {
    try {
      await record(
        unlocked,
        around,
        {
          endpoint: requestLeave,
          input: {
            params: { regionId: duty.regionId, id: uuidv7() },
            body: { ...typed, dutyId: duty.dutyId, deviceAt: new Date(around.now()).toISOString() },
          },
        },
        { line: `${w.title} ${dayWords(duty.day, language, duty.day.slice(0, 4))} ${duty.unit.name}` },
      )
      noteAsked(duty.dutyId)
      runner.wake()
      onDone(w.saved)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
    }
  }
  return { ask, problem }
}

export function FieldLeaveForm({ duty, onClose }: { duty: FieldDuty; onClose: (said?: string) => void }) {
  const w = useWords(leaveWords)
  const { language } = usePreferences()
  const { serverNow, bundle } = usePhone()
  const { leaves } = useFieldLeaves()
  const offer = leaves?.offers.find((one) => one.dutyId === duty.dutyId)
  const [kind, setKind] = useState<Kind>('planned')
  const [reason, setReason] = useState('')
  const [day, setDay] = useState(offer?.replacementDays[0] ?? '')
  const [handOver, setHandOver] = useState('')
  const [exceptionReason, setExceptionReason] = useState('')
  const { ask, problem } = useAsking(duty, onClose)
  if (!offer) return null
  const words = (text: string): string => dayWords(text, language, duty.day.slice(0, 4))
  const late = isAfter(momentOf(serverNow()), offer.bureauBy)
  const ready =
    reason.trim() &&
    (!offer.handOverNeeded || handOver.trim()) &&
    (!late || exceptionReason.trim()) &&
    (day || kind === 'sick' || !offer.replacementNeeded)
  return (
    <form
      className="f-page"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        void ask({ kind, reason, replacementDay: day || null, handOver, exceptionReason })
      }}
    >
      <header className="f-head">
        <button type="button" className="f-back" aria-label={w.back} onClick={() => onClose()}>
          ‹
        </button>
        <div>
          <h1>{w.ask}</h1>
          <p>
            {words(duty.day)} {duty.unit.name}
          </p>
        </div>
      </header>
      <p className={late ? 'f-alert' : 'f-note'}>
        {w.bureauBy(words(offer.bureauBy.day), offer.bureauBy.time)}
        {late ? ` ${w.late}` : ''}
      </p>
      <section className="f-block">
        {duty.day === bundle?.today ? (
          <label>
            {w.kind}
            <select value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
              {(['planned', 'sick'] as const).map((one) => (
                <option key={one} value={one}>
                  {w.kinds[one]}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label>
          {w.reason}
          <textarea
            autoComplete="off"
            rows={2}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <label>
          {w.replacement}
          <select value={day} onChange={(event) => setDay(event.target.value)}>
            {kind === 'sick' || offer.replacementDays.length === 0 ? (
              <option value="">{kind === 'sick' ? w.replacementLater : w.noDay}</option>
            ) : null}
            {offer.replacementDays.map((one) => (
              <option key={one} value={one}>
                {words(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {w.handOver}
          <input
            autoComplete="off"
            maxLength={300}
            value={handOver}
            onChange={(event) => setHandOver(event.target.value)}
          />
        </label>
        {late ? (
          <label>
            {w.exceptionReason}
            <input
              autoComplete="off"
              maxLength={300}
              value={exceptionReason}
              onChange={(event) => setExceptionReason(event.target.value)}
            />
          </label>
        ) : null}
      </section>
      <details className="f-block">
        <summary>{w.quote}</summary>
        <p>{offer.quote}</p>
      </details>
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="f-foot">
        <button type="button" className="f-second" onClick={() => onClose()}>
          {w.back}
        </button>
        <button type="submit" className="f-first" disabled={!ready}>
          {w.send}
        </button>
      </div>
    </form>
  )
}
