// Whom the day served: a name, and what the person agrees to by one tap a purpose; none to begin with (WRK-10, SEC-4).
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  CONSENT_WAY_NAMES,
  CONSENT_WAYS,
  type ConsentWay,
  PURPOSE_TEXTS,
  PURPOSES,
  wordingOf,
} from '../../../domain/visits/consents.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { noConsents, wayOf, withPurpose, withWay } from './consent-draft.ts'
import type { FieldDraft } from './field-draft.ts'
import { fieldWords } from './field-words.ts'

type Person = FieldDraft['beneficiaries'][number]
type PersonProps = { person: Person; onChange: (part: Partial<Person>) => void }

function Consents({ person, onChange }: PersonProps) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const [wordings, setWordings] = useState(false)
  const { consents, withdrawn } = person
  return (
    <>
      <fieldset className="f-plain f-toggles" aria-label={w.agreesTo}>
        {PURPOSES.map((purpose) => {
          const on = consents.some((one) => one.purpose === purpose)
          return (
            <button
              key={purpose}
              type="button"
              aria-pressed={on}
              disabled={withdrawn.includes(purpose)}
              onClick={() => onChange({ consents: withPurpose(consents, purpose, !on) })}
            >
              {on ? '✓ ' : ''}
              {PURPOSE_TEXTS[purpose][language]}
              {withdrawn.includes(purpose) ? ` · ${w.withdrawn}` : ''}
            </button>
          )
        })}
      </fieldset>
      {consents.length ? (
        <label>
          {w.consentWay}
          <select
            value={wayOf(consents)}
            onChange={(event) => onChange({ consents: withWay(consents, event.target.value as ConsentWay) })}
          >
            {CONSENT_WAYS.map((way) => (
              <option key={way} value={way}>
                {CONSENT_WAY_NAMES[way][language]}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <button
        type="button"
        className="f-link"
        aria-expanded={wordings}
        onClick={() => setWordings(!wordings)}
      >
        {w.wordings}
      </button>
      {wordings ? (
        <dl className="f-wordings">
          {PURPOSES.map((purpose) => (
            <div key={purpose}>
              <dt>{PURPOSE_TEXTS[purpose][language]}</dt>
              <dd>{wordingOf(purpose)[language]}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  )
}

function PersonRow({ person, onChange, onRemove }: PersonProps & { onRemove: () => void }) {
  const w = useWords(fieldWords)
  return (
    <fieldset className="f-row">
      <label>
        {w.name}
        <input
          autoComplete="off"
          maxLength={40}
          value={person.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </label>
      <p className="f-quiet-words">{w.agreesTo}</p>
      <Consents person={person} onChange={onChange} />
      {person.consents.some((one) => one.purpose === 'survey') || person.phone ? (
        <label>
          {w.phone}
          <input
            autoComplete="off"
            inputMode="tel"
            maxLength={16}
            value={person.phone}
            onChange={(event) => onChange({ phone: event.target.value })}
          />
        </label>
      ) : null}
      <button type="button" className="f-quiet" onClick={onRemove}>
        {w.remove}
      </button>
    </fieldset>
  )
}

export function BeneficiaryList({
  people,
  onChange,
}: {
  people: readonly Person[]
  onChange: (people: Person[]) => void
}) {
  const w = useWords(fieldWords)
  return (
    <section className="f-block">
      <h2>{w.beneficiaries}</h2>
      {people.map((person) => (
        <PersonRow
          key={person.id}
          person={person}
          onChange={(part) =>
            onChange(people.map((one) => (one.id === person.id ? { ...one, ...part } : one)))
          }
          onRemove={() => onChange(people.filter((one) => one.id !== person.id))}
        />
      ))}
      <button
        type="button"
        className="f-add"
        onClick={() => onChange([...people, { id: uuidv7(), name: '', phone: '', ...noConsents() }])}
      >
        ＋ {w.addBeneficiary}
      </button>
    </section>
  )
}
