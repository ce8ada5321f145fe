// Coming and going by one button each; at the receiving unit, who came and who did not (SCH-3, SUP-8). Kept on the phone
// first like everything else; a position is never asked for here.
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { recordPresence, witnessPresence } from '../../../contract/visits-presence.ts'
import { record } from '../../offline/outbox.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import { fieldWords } from './field-words.ts'

type Said = 'arrival' | 'departure' | 'present' | 'absent'

export function FieldPresence({ duty }: { duty: FieldDuty }) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { language } = usePreferences()
  const { unlocked, around, runner, bundle, withPresence } = usePhone()
  const [problem, setProblem] = useState('')
  const [missing, setMissing] = useState(false)
  const [why, setWhy] = useState('')
  if (!bundle || duty.day !== bundle.today) return null
  const marks = bundle.presence.filter((mark) => mark.dutyId === duty.dutyId)
  const when = (kind: Said): string | undefined => marks.findLast((mark) => mark.kind === kind)?.at
  const say = async (kind: Said, reason = ''): Promise<void> => {
    const id = uuidv7()
    const at = new Date(around.now()).toISOString()
    const params = { regionId: duty.regionId, id }
    const facts = { dutyId: duty.dutyId, reason, deviceAt: at }
    const line = {
      line: `${w.presence[kind]} ${dayWords(duty.day, language, duty.day.slice(0, 4))} ${duty.unit.name}`,
    }
    try {
      const shown = await withPresence({ id, dutyId: duty.dutyId, kind, at, madeUp: false, withCode: false })
      if (kind === 'arrival' || kind === 'departure')
        await record(
          unlocked,
          around,
          { endpoint: recordPresence, input: { params, body: { ...facts, kind } } },
          { ...line, ...shown.keep },
        )
      else
        await record(
          unlocked,
          around,
          { endpoint: witnessPresence, input: { params, body: { ...facts, verdict: kind } } },
          { ...line, ...shown.keep },
        )
      shown.show()
      runner.wake()
      setMissing(false)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
    }
  }
  const step = (kind: Said) => {
    const at = when(kind)
    return at ? (
      <span key={kind} className="f-state">
        ✓ {w.presence[kind]} {momentWords(at).slice(11)}
      </span>
    ) : (
      <button key={kind} type="button" className="f-second" onClick={() => void say(kind)}>
        {w.presence[kind]}
      </button>
    )
  }
  const isUnit = bundle.account.role === 'receivingUnit'
  return (
    <div className="f-presence">
      {isUnit ? step('present') : step('arrival')}
      {isUnit ? (
        when('absent') ? (
          step('absent')
        ) : when('present') ? null : (
          <button type="button" className="f-link" onClick={() => setMissing(true)}>
            {w.presence.absent}
          </button>
        )
      ) : when('arrival') ? (
        step('departure')
      ) : null}
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
          <button type="button" className="f-first wide" onClick={() => void say('absent', why)}>
            {w.reportAbsent}
          </button>
        </div>
      ) : null}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
