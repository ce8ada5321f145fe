// A day that stands on no roster, written all the same: the places and doctors this phone knows, a day of the last two
// weeks. The card asks why; nobody is locked out (SCH-3, P24).
import { useState } from 'react'
import type { FieldBundle } from '../../../contract/visits-field.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { dayWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { type FieldDay, isOf } from './field-draft.ts'
import { fieldWords } from './field-words.ts'

const BACK = 14
const placeKey = (day: FieldDay): string => `${day.programmeId}:${day.unit.id}:${day.practitioner.id}`

/** Each place with each doctor once, as the duties of these weeks name them. */
function placesOf(bundle: FieldBundle): FieldDay[] {
  const found = new Map<string, FieldDay>()
  for (const { dutyId: _, homeVisitHalf: __, ...duty } of bundle.duties) {
    const place = { ...duty, dutyId: null, half: 'day' as const }
    found.set(placeKey(place), place)
  }
  return [...found.values()]
}

export function FieldOffRoster({ bundle, onOpen }: { bundle: FieldBundle; onOpen: (day: FieldDay) => void }) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const places = placesOf(bundle)
  const [key, setKey] = useState('')
  const [day, setDay] = useState(bundle.today)
  const place = places.find((one) => placeKey(one) === key) ?? places[0]
  const cards = bundle.cards.filter((card) => card.dutyId === null && card.status !== 'duplicate')
  if (!place) return null
  const open = (): void => {
    const chosen = { ...place, day }
    onOpen(bundle.duties.find((duty) => isOfDuty(duty, chosen)) ?? chosen)
  }
  return (
    <details className="f-block">
      <summary>{w.offRoster}</summary>
      <label>
        {w.offRosterWhere}
        <select value={placeKey(place)} onChange={(event) => setKey(event.target.value)}>
          {places.map((one) => (
            <option key={placeKey(one)} value={placeKey(one)}>
              {one.unit.name} {one.practitioner.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.offRosterDay}
        <select value={day} onChange={(event) => setDay(event.target.value)}>
          {Array.from({ length: BACK + 1 }, (_, back) => addDays(bundle.today, -back)).map((one) => (
            <option key={one} value={one}>
              {dayWords(one, language, one.slice(0, 4))}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="f-second wide" onClick={open}>
        {w.begin}
      </button>
      {cards.map((card) => {
        const known = places.find((one) => isOf(card, { ...one, day: card.day }))
        return known ? (
          <p key={card.id}>
            <button
              type="button"
              className="f-link"
              onClick={() => onOpen({ ...known, day: card.day, half: card.half })}
            >
              {dayWords(card.day, language, card.day.slice(0, 4))} {card.unit.name}
            </button>{' '}
            <span className="f-quiet-words">{w.offRosterMark}</span>
          </p>
        ) : null
      })}
    </details>
  )
}

const isOfDuty = (duty: FieldBundle['duties'][number], chosen: FieldDay): boolean =>
  duty.day === chosen.day &&
  duty.unit.id === chosen.unit.id &&
  duty.practitioner.id === chosen.practitioner.id
