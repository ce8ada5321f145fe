// What changed between two plans of the same units: pairs and days unit by unit, and points term by term.
import { monthOf } from '../shared/calendar.ts'
import type { CostTerm, PlacedDuty, Plan } from './plan.ts'

export type ChangedMonth = {
  month: string
  doctors: { before: string[]; after: string[] }
  dates: { before: string[]; after: string[] }
}
export type ChangedUnit = {
  unit: string
  /** Months in which other doctors come, and months in which the same ones come on other days. */
  doctorsChanged: number
  daysChanged: number
  months: ChangedMonth[]
}
export type PlanDifference = {
  /** Points of `after` less those of `before`: below zero is better. */
  objective: number
  terms: { term: CostTerm; before: number; after: number; difference: number }[]
  units: ChangedUnit[]
  newlyUncovered: { unit: string; month: string }[]
  newlyCovered: { unit: string; month: string }[]
}

type Comparable = {
  duties: readonly PlacedDuty[]
  uncovered: Plan['uncovered']
  summary: Pick<Plan['summary'], 'cost'>
}

const rounded = (value: number) => Math.round(value * 1e6) / 1e6
const sorted = (values: Iterable<string>) => [...new Set(values)].sort()
const keyOf = (duty: PlacedDuty) => `${duty.unit}\u0000${monthOf(duty.date)}`

/** Compares two plans; an unchanged unit is left out. Both may be plans of `solvePlan` or edited ones. */
export function comparePlans(before: Comparable, after: Comparable): PlanDifference {
  const old = Map.groupBy(before.duties, keyOf)
  const now = Map.groupBy(after.duties, keyOf)
  const units = new Map<string, ChangedUnit>()
  for (const key of sorted([...old.keys(), ...now.keys()])) {
    const [unit = '', month = ''] = key.split('\u0000')
    const doctors = {
      before: sorted((old.get(key) ?? []).map((duty) => duty.doctor)),
      after: sorted((now.get(key) ?? []).map((duty) => duty.doctor)),
    }
    const dates = {
      before: sorted((old.get(key) ?? []).map((duty) => `${duty.date}`)),
      after: sorted((now.get(key) ?? []).map((duty) => `${duty.date}`)),
    }
    const otherDoctors = doctors.before.join() !== doctors.after.join()
    const who = (duties: readonly PlacedDuty[] | undefined) =>
      sorted((duties ?? []).map((duty) => `${duty.date} ${duty.doctor}`)).join()
    if (!otherDoctors && who(old.get(key)) === who(now.get(key))) continue
    const changed = units.get(unit) ?? { unit, doctorsChanged: 0, daysChanged: 0, months: [] }
    if (otherDoctors) changed.doctorsChanged++
    else changed.daysChanged++
    changed.months.push({ month, doctors, dates })
    units.set(unit, changed)
  }
  const terms = (Object.keys(before.summary.cost.terms) as CostTerm[]).map((term) => {
    const [a, b] = [before.summary.cost.terms[term], after.summary.cost.terms[term]]
    return { term, before: a, after: b, difference: rounded(b - a) }
  })
  const spot = ({ unit, month }: { unit: string; month: string }) => `${unit}\u0000${month}`
  const bare = ({ unit, month }: { unit: string; month: string }) => ({ unit, month })
  const was = new Set(before.uncovered.map(spot))
  const is = new Set(after.uncovered.map(spot))
  return {
    objective: rounded(after.summary.cost.total - before.summary.cost.total),
    terms: terms.filter(({ difference }) => difference !== 0),
    units: [...units.values()],
    newlyUncovered: after.uncovered.filter((entry) => !was.has(spot(entry))).map(bare),
    newlyCovered: before.uncovered.filter((entry) => !is.has(spot(entry))).map(bare),
  }
}
