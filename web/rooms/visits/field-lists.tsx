// The home visits of a day, by special group (HOM-1, HOM-2).
import { SPECIAL_GROUP_NAMES, SPECIAL_GROUPS, type SpecialGroup } from '../../../domain/visits/day-card.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import type { FieldDraft } from './field-draft.ts'
import { fieldWords } from './field-words.ts'

type Visit = FieldDraft['homeVisits'][number]

const replaced = <T,>(list: readonly T[], at: number, part: Partial<T>): T[] =>
  list.map((one, k) => (k === at ? { ...one, ...part } : one))
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, k) => k !== at)

export function HomeVisitList({
  visits,
  onChange,
}: {
  visits: readonly Visit[]
  onChange: (visits: Visit[]) => void
}) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const last = visits.at(-1)
  // the last place and group first: a round of visits stays in one village
  const add = (): void =>
    onChange([
      ...visits,
      {
        group: last?.group ?? 'advancedAge',
        place: last?.place ?? '',
        service: '',
        nextStep: '',
        homeBed: false,
      },
    ])
  return (
    <section className="f-block">
      <h2>{w.homeVisits}</h2>
      {visits.map((visit, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity before they are saved
        <fieldset key={k} className="f-row">
          <label>
            {w.group}
            <select
              value={visit.group}
              onChange={(event) =>
                onChange(replaced(visits, k, { group: event.target.value as SpecialGroup }))
              }
            >
              {SPECIAL_GROUPS.map((group) => (
                <option key={group} value={group}>
                  {SPECIAL_GROUP_NAMES[group][language]}
                </option>
              ))}
            </select>
          </label>
          {(['place', 'service', 'nextStep'] as const).map((name) => (
            <label key={name}>
              {w[name]}
              <input
                autoComplete="off"
                maxLength={name === 'place' ? 80 : 200}
                value={visit[name]}
                onChange={(event) => onChange(replaced(visits, k, { [name]: event.target.value }))}
              />
            </label>
          ))}
          <label className="f-check">
            <input
              type="checkbox"
              checked={visit.homeBed}
              onChange={(event) => onChange(replaced(visits, k, { homeBed: event.target.checked }))}
            />
            {w.homeBed}
          </label>
          <button type="button" className="f-quiet" onClick={() => onChange(without(visits, k))}>
            {w.remove}
          </button>
        </fieldset>
      ))}
      <button type="button" className="f-add" onClick={add}>
        ＋ {w.addHomeVisit}
      </button>
    </section>
  )
}
