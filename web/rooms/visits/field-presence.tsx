// Coming and going by one button each; at the receiving unit, who came and who did not (SCH-3, SUP-8). Kept on the phone
// first like everything else; a code and a position may go with an arrival, neither is ever in its way.
import { useState } from 'react'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { FieldCodeInput } from './field-code-input.tsx'
import { FieldMadeUp } from './field-made-up.tsx'
import { usePhone } from './field-phone.tsx'
import { takePosition } from './field-position.ts'
import { presenceWords } from './field-presence-words.ts'
import { type Said, useSayPresence } from './field-say-presence.ts'
import { fieldWords } from './field-words.ts'

type Step = { kind: Said; at: string | undefined; onSay: () => void }

/** One button, or the moment at which it was pressed. */
function StepButton({ kind, at, onSay }: Step) {
  const w = useWords(fieldWords)
  return at ? (
    <span className="f-state">
      ✓ {w.presence[kind]} {momentWords(at).slice(11)}
    </span>
  ) : (
    <button type="button" className="f-second" onClick={onSay}>
      {w.presence[kind]}
    </button>
  )
}

function useMarks(duty: FieldDuty) {
  const { bundle } = usePhone()
  const marks = (bundle?.presence ?? []).filter((mark) => mark.dutyId === duty.dutyId)
  return {
    when: (kind: Said): string | undefined =>
      marks.findLast((mark) => mark.kind === kind && !mark.madeUp)?.at,
    withCode: marks.some((mark) => mark.withCode),
    madeUp: marks.filter((mark) => mark.madeUp),
  }
}

/** What the doctor says of herself. */
function OwnPresence({ duty }: { duty: FieldDuty }) {
  const w = useWords(presenceWords)
  const { gives } = usePhone()
  const { say, problem } = useSayPresence(duty)
  const { when, withCode } = useMarks(duty)
  const [skip, setSkip] = useState<(() => void) | null>(null)
  const arrive = async (siteCode: string | null): Promise<void> => {
    let stop = (): void => undefined
    const skipped = new Promise<void>((resolve) => {
      stop = resolve
    })
    if (gives) setSkip(() => stop)
    const position = gives ? await takePosition(skipped) : null
    setSkip(null)
    await say('arrival', { siteCode, position })
  }
  if (skip)
    return (
      <p>
        {w.takingPlace}{' '}
        <button type="button" className="f-link" onClick={skip}>
          {w.skipPlace}
        </button>
      </p>
    )
  const arrived = when('arrival')
  return (
    <>
      <StepButton kind="arrival" at={arrived} onSay={() => void arrive(null)} />
      {withCode ? <span className="f-state">✓ {w.withCode}</span> : null}
      {arrived ? (
        <StepButton kind="departure" at={when('departure')} onSay={() => void say('departure')} />
      ) : null}
      {withCode ? null : (
        <FieldCodeInput label={arrived ? w.scanLater : w.scan} onCode={(code) => void arrive(code)} />
      )}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  )
}

/** What the unit, or an office, says of the doctor; an absence is reported to the hospital and the bureau at once. */
function Witness({ duty }: { duty: FieldDuty }) {
  const w = useWords(fieldWords)
  const { say, problem } = useSayPresence(duty)
  const { when } = useMarks(duty)
  const [missing, setMissing] = useState(false)
  const [why, setWhy] = useState('')
  const report = async (): Promise<void> => {
    if (await say('absent', { reason: why })) setMissing(false)
  }
  const absent = when('absent')
  return (
    <>
      <StepButton kind="present" at={when('present')} onSay={() => void say('present')} />
      {absent ? (
        <StepButton kind="absent" at={absent} onSay={() => undefined} />
      ) : when('present') ? null : (
        <button type="button" className="f-link" onClick={() => setMissing(true)}>
          {w.presence.absent}
        </button>
      )}
      {missing ? (
        <div className="f-wide" role="alertdialog" aria-label={w.presence.absent}>
          <label>
            {w.absentWhy}
            <input
              autoComplete="off"
              maxLength={200}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          </label>
          <button type="button" className="f-first wide" onClick={() => void report()}>
            {w.reportAbsent}
          </button>
        </div>
      ) : null}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  )
}

export function FieldPresence({ duty }: { duty: FieldDuty }) {
  const w = useWords(presenceWords)
  const words = useWords(fieldWords)
  const { bundle } = usePhone()
  const { madeUp } = useMarks(duty)
  if (!bundle || duty.day > bundle.today) return null
  const today = duty.day === bundle.today
  const { role } = bundle.account
  return (
    <div className="f-presence">
      {today && role === 'doctor' ? <OwnPresence duty={duty} /> : null}
      {today && role === 'receivingUnit' ? <Witness duty={duty} /> : null}
      {madeUp.map((mark) => (
        <span key={mark.id} className="f-state">
          ✓ {w.madeUp}
          {words.presence[mark.kind as Said]}
        </span>
      ))}
      <FieldMadeUp duty={duty} />
    </div>
  )
}
