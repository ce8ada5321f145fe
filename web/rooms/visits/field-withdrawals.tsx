// A resident says no more: withdrawn from a card that was saved, also one the unit has confirmed; kept on the phone first
// like everything else, and with effect wherever the same person stands once it has arrived (SEC-4, R22).
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { DayCardView } from '../../../contract/visits.ts'
import { withdrawConsent } from '../../../contract/visits-consents.ts'
import { PURPOSE_TEXTS, type Purpose } from '../../../domain/visits/consents.ts'
import { record } from '../../offline/outbox.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import { fieldWords } from './field-words.ts'

const ASKED_BY = ['self', 'guardian', 'family'] as const
type AskedBy = (typeof ASKED_BY)[number]
type Person = DayCardView['beneficiaries'][number]
type Props = { card: DayCardView; onWithdrawn: (id: string, purposes: Purpose[]) => void }

const given = (person: Person): Purpose[] =>
  person.consents.filter((one) => one.state === 'given').map((one) => one.purpose)

function PersonLine({ card, person, onWithdrawn }: Props & { person: Person }) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { language } = usePreferences()
  const { unlocked, around, runner, withCard } = usePhone()
  const [asking, setAsking] = useState(false)
  const [askedBy, setAskedBy] = useState<AskedBy>('self')
  const [problem, setProblem] = useState('')
  const purposes = given(person)
  const names = purposes.map((purpose) => PURPOSE_TEXTS[purpose][language]).join('、')
  const withdraw = async (): Promise<void> => {
    const deviceAt = new Date(around.now()).toISOString()
    try {
      const shown = await withCard({
        ...card,
        beneficiaries: card.beneficiaries.map((one) =>
          one.id === person.id
            ? {
                ...one,
                phone: purposes.includes('survey') ? null : one.phone,
                consents: one.consents.map((consent) => ({ ...consent, state: 'withdrawn' as const })),
              }
            : one,
        ),
      })
      await record(
        unlocked,
        around,
        {
          endpoint: withdrawConsent,
          input: {
            params: { regionId: card.regionId, id: uuidv7() },
            body: { beneficiaryId: person.id, purposes, askedBy, deviceAt },
          },
        },
        { line: `${w.withdraw} ${dayWords(card.day, language, card.day.slice(0, 4))}`, ...shown.keep },
      )
      shown.show()
      runner.wake()
      onWithdrawn(person.id, purposes)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
    }
  }
  return (
    <li>
      {person.name} <span className="f-quiet-words">{names}</span>
      {asking ? (
        <div role="alertdialog" aria-label={w.withdraw}>
          <p>{w.withdrawNote}</p>
          <label>
            {w.askedBy}
            <select value={askedBy} onChange={(event) => setAskedBy(event.target.value as AskedBy)}>
              {ASKED_BY.map((who) => (
                <option key={who} value={who}>
                  {w.askers[who]}
                </option>
              ))}
            </select>
          </label>
          <div className="f-foot">
            <button type="button" className="f-second" onClick={() => setAsking(false)}>
              {w.cancel}
            </button>
            <button type="button" className="f-first" onClick={() => void withdraw()}>
              {w.withdraw}
            </button>
          </div>
        </div>
      ) : (
        <button
          type="button"
          className="f-link"
          aria-label={`${w.withdraw} ${person.name}`}
          onClick={() => setAsking(true)}
        >
          {w.withdraw}
        </button>
      )}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
    </li>
  )
}

export function FieldWithdrawals({ card, onWithdrawn }: Props) {
  const w = useWords(fieldWords)
  const people = card.beneficiaries.filter((person) => given(person).length > 0)
  if (people.length === 0) return null
  return (
    <details className="f-block">
      <summary>{w.withdrawTitle}</summary>
      <ul className="f-list">
        {people.map((person) => (
          <PersonLine key={person.id} card={card} person={person} onWithdrawn={onWithdrawn} />
        ))}
      </ul>
    </details>
  )
}
