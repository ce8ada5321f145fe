// 培训签到 on the phone: the code of the day to be scanned, who has come, and whoever has no phone added by name; all of
// it without a network (WRK-5, WRK-6, TRN-1).
import { useEffect, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { addTrainee, strikeTrainee, type Trainee } from '../../../contract/visits-attendance.ts'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { SESSION_NAMES, SESSIONS, type Session, traineeKey } from '../../../domain/visits/attendance.ts'
import { FieldCode } from '../../kit/field-code.tsx'
import { record } from '../../offline/outbox.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import { fieldWords } from './field-words.ts'

const keyOf = (one: Pick<Trainee, 'session' | 'name' | 'clinic'>): string =>
  `${one.session} ${traineeKey(one.name, one.clinic)}`

function useRoll(duty: FieldDuty) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { language } = usePreferences()
  const { unlocked, around, runner, bundle, withBundle } = usePhone()
  const [problem, setProblem] = useState('')
  const people = (bundle?.trainees ?? []).filter((one) => one.dutyId === duty.dutyId)
  const line = (words: string) => ({ line: `${words} ${dayWords(duty.day, language, duty.day.slice(0, 4))}` })
  const settle = async (work: () => Promise<void>): Promise<boolean> => {
    setProblem('')
    try {
      await work()
      runner.wake()
      return true
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
      return false
    }
  }
  const add = (one: Pick<Trainee, 'session' | 'name' | 'clinic'>): Promise<boolean> =>
    settle(async () => {
      if (people.some((other) => keyOf(other) === keyOf(one))) {
        setProblem(w.roll.already)
        return
      }
      const id = uuidv7()
      const at = new Date(around.now()).toISOString()
      const shown = await withBundle((kept) => ({
        ...kept,
        trainees: [...kept.trainees, { ...one, id, dutyId: duty.dutyId, byName: true, struck: false, at }],
      }))
      await record(
        unlocked,
        around,
        {
          endpoint: addTrainee,
          input: {
            params: { regionId: duty.regionId, id },
            body: { dutyId: duty.dutyId, ...one, deviceAt: at },
          },
        },
        { ...line(w.roll.added), ...shown.keep },
      )
      shown.show()
    })
  const strike = (one: Trainee): Promise<boolean> =>
    settle(async () => {
      const struck = !one.struck
      const shown = await withBundle((kept) => ({
        ...kept,
        trainees: kept.trainees.map((other) => (other.id === one.id ? { ...other, struck } : other)),
      }))
      await record(
        unlocked,
        around,
        {
          endpoint: strikeTrainee,
          input: { params: { regionId: duty.regionId, id: one.id }, body: { struck } },
        },
        { ...line(struck ? w.roll.struck : w.roll.takenUp), ...shown.keep },
      )
      shown.show()
    })
  return { people, add, strike, problem }
}

function AddByName({
  clinics,
  onAdd,
}: {
  clinics: readonly string[]
  onAdd: (one: Pick<Trainee, 'session' | 'name' | 'clinic'>) => Promise<boolean>
}) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const [name, setName] = useState('')
  const [clinic, setClinic] = useState('')
  const [session, setSession] = useState<Session>('training')
  return (
    <form
      className="f-block"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        // the clinic stays: colleagues come together
        void onAdd({ name: name.trim(), clinic: clinic.trim(), session }).then((done) => {
          if (done) setName('')
        })
      }}
    >
      <h2>{w.roll.byName}</h2>
      <label>
        {w.name}
        <input
          autoComplete="off"
          maxLength={20}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label>
        {w.roll.clinic}
        <input
          autoComplete="off"
          maxLength={40}
          required
          list="f-clinics"
          value={clinic}
          onChange={(event) => setClinic(event.target.value)}
        />
      </label>
      <datalist id="f-clinics">
        {clinics.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </datalist>
      <fieldset className="f-plain f-toggles" aria-label={w.roll.session}>
        {SESSIONS.map((one) => (
          <button key={one} type="button" aria-pressed={session === one} onClick={() => setSession(one)}>
            {SESSION_NAMES[one][language]}
          </button>
        ))}
      </fieldset>
      <button type="submit" className="f-second wide" disabled={!name.trim() || !clinic.trim()}>
        {w.roll.add}
      </button>
    </form>
  )
}

export function FieldAttendance({ duty, onClose }: { duty: FieldDuty; onClose: () => void }) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const { bundle, refresh } = usePhone()
  const { people, add, strike, problem } = useRoll(duty)
  // whoever scanned meanwhile is on the server alone
  useEffect(() => {
    void refresh()
  }, [refresh])
  const today = duty.day === bundle?.today
  const counts = SESSIONS.map(
    (session) =>
      `${SESSION_NAMES[session][language]} ${people.filter((one) => one.session === session && !one.struck).length}`,
  )
  return (
    <div className="f-page">
      <header className="f-head">
        <button type="button" className="f-back" aria-label={w.back} onClick={onClose}>
          ‹
        </button>
        <div>
          <h1>{w.roll.title}</h1>
          <p>
            {dayWords(duty.day, language, duty.day.slice(0, 4))} {duty.unit.name}
          </p>
        </div>
      </header>
      {today && duty.attendanceCode ? (
        <section className="f-block f-scan">
          <FieldCode {...duty.attendanceCode} label={w.roll.code} />
          <p>{w.roll.scan}</p>
        </section>
      ) : (
        <p className="f-note">{w.roll.notToday}</p>
      )}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <section>
        <h2 className="f-over">
          {counts.join(' · ')}{' '}
          <button type="button" className="f-link" onClick={() => void refresh()}>
            {w.refresh}
          </button>
        </h2>
        {people.length ? (
          <ul className="f-list">
            {people.map((one) => (
              <li key={one.id}>
                <span className={one.struck ? 'f-struck' : ''}>
                  <b>{one.name}</b> {one.clinic}
                </span>{' '}
                <span className="f-quiet-words">
                  {SESSION_NAMES[one.session][language]} {momentWords(one.at).slice(11)}
                </span>
                <button
                  type="button"
                  className="f-link"
                  aria-label={`${one.struck ? w.roll.takeUp : w.roll.strike} ${one.name}`}
                  onClick={() => void strike(one)}
                >
                  {one.struck ? w.roll.takeUp : w.roll.strike}
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p className="f-empty">{w.roll.none}</p>
        )}
      </section>
      {(bundle?.today ?? '') >= duty.day ? (
        <AddByName clinics={[...new Set(people.map((one) => one.clinic))]} onAdd={add} />
      ) : null}
    </div>
  )
}
