// A planning problem prepared for look-ups, made once per problem object and remembered by it, so that
// a page may check every move of a drag without paying for the whole problem again.
import { addMonths, monthOf, ordinalOf, weekdayOf } from '../shared/calendar.ts'
import { type SpecialtyTree, specialtyTree } from './match.ts'
import { type PlanDoctor, type PlanHospital, type PlanProblem, type PlanUnit, planWorkdays } from './plan.ts'

export type PlanIndex = {
  tree: SpecialtyTree
  units: Map<string, PlanUnit>
  doctors: Map<string, PlanDoctor>
  hospitals: Map<string, PlanHospital>
  workdays: ReadonlyMap<string, readonly string[]>
  workdaySet: ReadonlySet<string>
  makeUp: ReadonlySet<string>
  unavailable: Map<string, ReadonlySet<string>>
  closed: Map<string, ReadonlySet<string>>
  /** 'unit month' of each unit-month that holds a lock. */
  locked: ReadonlySet<string>
  /** 'doctor unit' of each pair that worked together in the last month before the plan (MAT-6). */
  lastPairs: ReadonlySet<string>
  /** Days each doctor already did in `previous`. */
  daysBefore: Map<string, number>
}

export const pairKey = (doctor: string, unit: string): string => `${doctor}\u0000${unit}`

const remembered = new WeakMap<PlanProblem, PlanIndex>()

/** Look-ups of a problem; the problem must not be changed afterwards. */
export function planIndex(problem: PlanProblem): PlanIndex {
  const known = remembered.get(problem)
  if (known) return known
  const workdays = planWorkdays(problem)
  const index: PlanIndex = {
    tree: specialtyTree(problem.specialties),
    units: new Map(problem.units.map((unit) => [unit.id, unit])),
    doctors: new Map(problem.doctors.map((doctor) => [doctor.id, doctor])),
    hospitals: new Map(problem.hospitals.map((hospital) => [hospital.id, hospital])),
    workdays,
    workdaySet: new Set([...workdays.values()].flat()),
    makeUp: new Set(problem.calendar.makeUpWorkdays),
    unavailable: new Map(problem.doctors.map((doctor) => [doctor.id, new Set(doctor.unavailable)])),
    closed: new Map(problem.units.map((unit) => [unit.id, new Set(unit.closedDates)])),
    locked: new Set(problem.locks.map((l) => `${l.unit} ${l.month ?? monthOf(l.date ?? '')}`)),
    lastPairs: pairsBefore(problem),
    daysBefore: daysBefore(problem),
  }
  remembered.set(problem, index)
  return index
}

function pairsBefore(problem: PlanProblem): Set<string> {
  const before = addMonths(problem.months[0] ?? '0000-01', -1)
  return new Set(problem.previous.filter((p) => p.month === before).map((p) => pairKey(p.doctor, p.unit)))
}

function daysBefore(problem: PlanProblem): Map<string, number> {
  const days = new Map<string, number>()
  const first = problem.months[0] ?? ''
  for (const { doctor, month, dates } of problem.previous)
    if (month < first) days.set(doctor, (days.get(doctor) ?? 0) + Math.max(1, new Set(dates).size))
  return days
}

/** A fixed time of the month: the nth such weekday, or every such weekday when `ordinal` is null. */
export type Slot = { weekday: number; ordinal: number | null }
export type Habit = { slot: Slot; source: 'preferred' | 'previous' } | null

/** Units of about a day a month keep the nth weekday; units of more days keep the weekday only. */
function keepsOrdinal(unit: PlanUnit): boolean {
  return unit.daysPerMonth.min <= 1
}

/** The time a unit's people are used to (MAT-6 · 相对固定的时间): as asked, or as in the past months. */
export function habitOf(problem: PlanProblem, unit: PlanUnit): Habit {
  const ordinal = (value: number) => (keepsOrdinal(unit) ? value : null)
  if (unit.preferred)
    return {
      slot: { weekday: unit.preferred.weekday, ordinal: ordinal(unit.preferred.ordinal) },
      source: 'preferred',
    }
  const first = problem.months[0] ?? ''
  const dates = problem.previous
    .filter((past) => past.unit === unit.id && past.month < first)
    .flatMap((past) => past.dates)
    .sort()
  const counts = new Map<string, { slot: Slot; times: number }>()
  for (const date of dates) {
    const slot = { weekday: weekdayOf(date), ordinal: ordinal(ordinalOf(date)) }
    const key = `${slot.weekday}/${slot.ordinal}`
    // deleting first moves a slot met again to the end, so that ties go to the latest habit
    const times = (counts.get(key)?.times ?? 0) + 1
    counts.delete(key)
    counts.set(key, { slot, times })
  }
  const most = [...counts.values()].reverse().sort((a, b) => b.times - a.times)[0]
  return most ? { slot: most.slot, source: 'previous' } : null
}

/** The times a unit without a habit may settle on: Monday to Friday, first to fourth of the month. */
export function freeSlots(unit: PlanUnit): Slot[] {
  const ordinals = keepsOrdinal(unit) ? [1, 2, 3, 4] : [null]
  return ordinals.flatMap((ordinal) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ordinal })))
}

/** Calendar costs of one day at a unit, by term; `spacing` is counted by unit and week elsewhere. */
export function dateTerms(
  problem: PlanProblem,
  unit: PlanUnit,
  date: string,
  slot: Slot,
): { weekday: number; ordinal: number; market: number; makeUp: number } {
  const { weights } = problem.rules
  const weekday = weekdayOf(date)
  const market =
    unit.marketDays.length > 0 && !unit.marketDays.includes(weekday) && !unit.marketDays.includes(date)
  return {
    weekday: weekday === slot.weekday ? 0 : weights.weekday,
    ordinal: slot.ordinal === null || ordinalOf(date) === slot.ordinal ? 0 : weights.ordinal,
    market: market ? weights.market : 0,
    makeUp: planIndex(problem).makeUp.has(date) ? weights.makeUp : 0,
  }
}

/** Monday-to-Sunday week of a day within its month, 0 … 5; spacing counts days in one such week. */
export function weekOfMonth(date: string): number {
  const first = `${monthOf(date)}-01`
  return Math.floor((Number(date.slice(8)) + weekdayOf(first) - 2) / 7)
}
