// 登记需求: who, what, which specialty, how urgent, where; a name or a number only after the consent (ORD-1, SEC-4).
import { useState } from 'react'
import type { VisitOrder } from '../../../contract/referrals.ts'
import { SPECIALTY_ROWS } from '../../../domain/people/specialties-table.ts'
import {
  CONTACT_WORDINGS,
  likelyDoubles,
  PATIENT_GROUP_NAMES,
  PATIENT_GROUPS,
  type PatientGroup,
  URGENCIES,
  URGENCY_NAMES,
  type Urgency,
  WISH_NAMES,
  WISHES,
  type Wish,
} from '../../../domain/referrals/visit-order.ts'
import { CONSENT_WAY_NAMES, CONSENT_WAYS, type ConsentWay } from '../../../domain/visits/consents.ts'
import { CallRefused } from '../../shell/call.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import type { NewOrder } from './field-orders.ts'
import { referralWords } from './words.ts'

function Choice<T extends string>({
  label,
  names,
  values,
  value,
  onChange,
}: {
  label: string
  names: Record<T, { zh: string; en: string }>
  values: readonly T[]
  value: T
  onChange: (value: T) => void
}) {
  const { language } = usePreferences()
  return (
    <>
      <p className="f-quiet-words">{label}</p>
      <fieldset className="f-plain f-toggles" aria-label={label}>
        {values.map((one) => (
          <button key={one} type="button" aria-pressed={value === one} onClick={() => onChange(one)}>
            {names[one][language]}
          </button>
        ))}
      </fieldset>
    </>
  )
}

type Contact = { agreed: boolean; name: string; phone: string; way: ConsentWay }

function ContactFields({ value, onChange }: { value: Contact; onChange: (part: Partial<Contact>) => void }) {
  const w = useWords(referralWords)
  const pick = usePick()
  const { language } = usePreferences()
  const wording = CONTACT_WORDINGS.at(-1) ?? CONTACT_WORDINGS[0]
  return (
    <details className="f-block">
      <summary>{w.contact}</summary>
      <p>
        <b>{w.readOut}</b> {pick(wording.zh, wording.en)}
      </p>
      <label className="f-check">
        <input
          type="checkbox"
          checked={value.agreed}
          onChange={(event) => onChange({ agreed: event.target.checked })}
        />
        {w.agreed}
      </label>
      {value.agreed ? (
        <>
          <label>
            {w.way}
            <select
              value={value.way}
              onChange={(event) => onChange({ way: event.target.value as ConsentWay })}
            >
              {CONSENT_WAYS.map((way) => (
                <option key={way} value={way}>
                  {CONSENT_WAY_NAMES[way][language]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {w.name}
            <input
              autoComplete="off"
              maxLength={20}
              value={value.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          </label>
          <label>
            {w.phone}
            <input
              autoComplete="off"
              inputMode="tel"
              maxLength={13}
              value={value.phone}
              onChange={(event) => onChange({ phone: event.target.value })}
            />
          </label>
        </>
      ) : null}
    </details>
  )
}

type Form = {
  group: PatientGroup
  initials: string
  problem: string
  specialty: string
  urgency: Urgency
  wish: Wish
  contact: Contact
}
const EMPTY: Form = {
  group: 'elder',
  initials: '',
  problem: '',
  specialty: '',
  urgency: 'routine',
  wish: 'clinic',
  contact: { agreed: false, name: '', phone: '', way: 'oral' },
}

function orderOf({ contact, specialty, ...form }: Form): NewOrder {
  const [name, phone] = [contact.name.trim(), contact.phone.trim()]
  const version = CONTACT_WORDINGS.at(-1)?.version ?? 1
  return {
    ...form,
    specialty: specialty || null,
    contact:
      contact.agreed && (name || phone)
        ? { name: name || null, phone: phone || null, way: contact.way, version }
        : null,
  }
}

export function FieldOrderForm({
  home,
  today,
  mine,
  onAdd,
  onClose,
}: {
  home: { villageId: string; unit: string }
  today: string
  mine: readonly VisitOrder[]
  onAdd: (order: NewOrder) => Promise<void>
  onClose: (said?: string) => void
}) {
  const w = useWords(referralWords)
  const pick = usePick()
  const { language } = usePreferences()
  const [form, setForm] = useState<Form>(EMPTY)
  const [asked, setAsked] = useState<VisitOrder[]>([])
  const [problem, setProblem] = useState('')
  const set = (part: Partial<Form>): void => {
    setForm({ ...form, ...part })
    setAsked([])
  }
  const save = async (): Promise<void> => {
    const open = mine
      .filter((one) => ['recorded', 'returned', 'accepted'].includes(one.state))
      .map((one) => ({ ...one, village: one.village.id, order: one }))
    const need = { village: home.villageId, group: form.group, problem: form.problem, day: today }
    const doubles = likelyDoubles(need, open).map(({ order }) => order)
    if (doubles.length && asked.length === 0) {
      setAsked(doubles)
      return
    }
    try {
      await onAdd(orderOf(form))
      onClose(w.saved)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
    }
  }
  return (
    <form
      className="f-page"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <header className="f-head">
        <button type="button" className="f-back" aria-label={w.back} onClick={() => onClose()}>
          ‹
        </button>
        <div>
          <h1>{w.title}</h1>
          <p>{w.goesTo(home.unit)}</p>
        </div>
      </header>
      <section className="f-block">
        <Choice
          label={w.group}
          names={PATIENT_GROUP_NAMES}
          values={PATIENT_GROUPS}
          value={form.group}
          onChange={(group) => set({ group })}
        />
        <label>
          {w.problem}
          <textarea
            autoComplete="off"
            required
            maxLength={100}
            rows={2}
            value={form.problem}
            onChange={(event) => set({ problem: event.target.value })}
          />
        </label>
        <label>
          {w.specialty}
          <select value={form.specialty} onChange={(event) => set({ specialty: event.target.value })}>
            <option value="">{w.anySpecialty}</option>
            {SPECIALTY_ROWS.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Choice
          label={w.urgency}
          names={URGENCY_NAMES}
          values={URGENCIES}
          value={form.urgency}
          onChange={(urgency) => set({ urgency })}
        />
        <Choice
          label={w.wish}
          names={WISH_NAMES}
          values={WISHES}
          value={form.wish}
          onChange={(wish) => set({ wish })}
        />
        <label>
          {w.initials}
          <input
            autoComplete="off"
            maxLength={6}
            value={form.initials}
            onChange={(event) => set({ initials: event.target.value })}
          />
        </label>
      </section>
      <ContactFields
        value={form.contact}
        onChange={(part) => set({ contact: { ...form.contact, ...part } })}
      />
      {asked.length ? (
        <section
          className="f-block f-asks"
          role="alert"
          // the question stands below the fields: it comes into sight by itself
          ref={(box: HTMLElement | null) => box?.scrollIntoView({ block: 'center' })}
        >
          <b>{w.doubled}</b>
          <ul className="f-lines">
            {asked.map((one) => (
              <li key={one.id}>
                {one.day} {PATIENT_GROUP_NAMES[one.group][language]} {one.problem}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <div className="f-foot">
        <button type="button" className="f-second" onClick={() => onClose()}>
          {w.cancel}
        </button>
        <button type="submit" className="f-first" disabled={!form.problem.trim()}>
          {asked.length ? w.doubledSave : w.save}
        </button>
      </div>
    </form>
  )
}
