// A problem made ready for the models: which doctor may serve which unit in which month for how many days,
// at what price, and the cheapest calendar days it could get there (the look-ahead).

import { checkDuty } from '../domain/dispatch/check-plan.ts'
import { servedNeed } from '../domain/dispatch/match.ts'
import {
  type Conflict,
  exchangeRoom,
  isResident,
  meetsTitleFloor,
  type PlanDoctor,
  type PlanProblem,
  type PlanUnit,
} from '../domain/dispatch/plan.ts'
import { freeSlots, habitOf, planIndex, type Slot } from '../domain/dispatch/plan-index.ts'
import { conflict, type PlanRule } from '../domain/dispatch/plan-rules.ts'
import { pairTerms } from '../domain/dispatch/plan-targets.ts'
import { monthOf, weekdayOf } from '../domain/shared/calendar.ts'
import { cheapestAhead, NO_DAY, type PricedDay, priceDays } from './look-ahead.ts'

/** One way to serve: doctor `doctor` spends `days` days of month `month` at unit `unit` (all indices). */
export type Option = {
  doctor: number
  unit: number
  month: number
  days: number
  /** Points of the pair for these days. */
  cost: number
  /** Points its days cost in the calendar at least. */
  ahead: number
}

export type Lock = { doctor: number; dates: string[] }

export type Instance = {
  problem: PlanProblem
  doctors: readonly PlanDoctor[]
  units: readonly PlanUnit[]
  months: readonly string[]
  options: readonly Option[]
  /** The fixed times a unit may keep: one when it has a habit, else all that are free to choose. */
  slots: readonly (readonly Slot[])[]
  locks: ReadonlyMap<string, readonly Lock[]>
  /** Unit-months that stay empty because a lock there contradicts a hard rule by itself. */
  closed: ReadonlyMap<string, readonly Conflict[]>
  datesOf(doctor: number, unit: number, month: number): readonly string[]
  refusal(doctor: number, unit: number): PlanRule | null
  /** Week and points of a workday at a unit, for each of the unit's `slots` in turn. */
  priced(unit: number, date: string): PricedDay
}

export const cell = (a: number, b: number): string => `${a}:${b}`
export const lockedDates = (
  instance: Instance,
  doctor: number,
  unit: number,
  month: number,
): readonly string[] =>
  instance.locks.get(cell(unit, month))?.find((lock) => lock.doctor === doctor)?.dates ?? []

/** Days a doctor could be sent out at all: no holiday, no leave, no clinic of their own. */
function doctorDates(problem: PlanProblem): string[][][] {
  const index = planIndex(problem)
  return problem.doctors.map((doctor) =>
    problem.months.map((month) =>
      (index.workdays.get(month) ?? []).filter(
        (date) =>
          !index.unavailable.get(doctor.id)?.has(date) && !doctor.ownClinicWeekdays.includes(weekdayOf(date)),
      ),
    ),
  )
}

function lockTable(problem: PlanProblem): Map<string, Lock[]> {
  const table = new Map<string, Lock[]>()
  for (const lock of problem.locks) {
    const doctor = problem.doctors.findIndex(({ id }) => id === lock.doctor)
    const unit = problem.units.findIndex(({ id }) => id === lock.unit)
    const month = problem.months.indexOf(lock.month ?? monthOf(lock.date ?? ''))
    if (doctor < 0 || unit < 0 || month < 0) continue
    const locks = table.get(cell(unit, month)) ?? []
    table.set(cell(unit, month), locks)
    const entry = locks.find((known) => known.doctor === doctor) ?? { doctor, dates: [] }
    if (!locks.includes(entry)) locks.push(entry)
    if (lock.date !== undefined && !entry.dates.includes(lock.date)) entry.dates.push(lock.date)
  }
  return table
}

type Among = (doctor: number, unit: number) => boolean

/** Prepares a problem, which must have passed its checks; `among` leaves pairs out, all but the same city's say. */
export function instanceOf(problem: PlanProblem, among: Among = () => true): Instance {
  const { doctors, units, months, rules } = problem
  const index = planIndex(problem)
  const dates = doctorDates(problem)
  const slots = units.map((unit) => {
    const habit = habitOf(problem, unit)
    return habit ? [habit.slot] : freeSlots(unit)
  })
  const refusal = (d: number, u: number): PlanRule | null => {
    const doctor = doctors[d]
    const unit = units[u]
    if (!doctor || !unit || !meetsTitleFloor(doctor.title, rules.titleFloor)) return 'title-floor'
    const { score } = servedNeed(index.tree, unit.needs, doctor.specialty)
    return score === 0 && rules.weights.mismatch === null ? 'mismatch-forbidden' : null
  }
  const datesOf = (d: number, u: number, m: number): readonly string[] => {
    const own = dates[d]?.[m] ?? []
    const closed = index.closed.get(units[u]?.id ?? '')
    return closed?.size ? own.filter((date) => !closed.has(date)) : own
  }
  const locks = lockTable(problem)
  const prices = priceDays(problem, slots)
  const priced = (u: number, date: string): PricedDay => prices[u]?.get(date) ?? NO_DAY
  const draft = { problem, doctors, units, months, slots, locks, datesOf, refusal, priced }
  const closed = contradictoryLocks(draft)
  return { ...draft, closed, options: optionsOf(draft, closed, among) }
}

/** Every way a pair may serve in a month, with its price and look-ahead. */
function optionsOf(draft: Draft, closed: ReadonlyMap<string, unknown>, among: Among): Option[] {
  const { problem, doctors, units, months } = draft
  const { weights } = problem.rules
  const options: Option[] = []
  for (const [d, doctor] of doctors.entries())
    for (const [u, unit] of units.entries()) {
      if (!among(d, u) || draft.refusal(d, u)) continue
      const terms = Object.values(pairTerms(problem, doctor, unit))
      const daily = terms.reduce((sum, points) => sum + points, 0)
      for (const m of months.keys()) {
        if (closed.has(cell(u, m))) continue
        const { low, high } = dayRange(draft, d, u, m)
        if (low > high) continue
        const forced = draft.locks.get(cell(u, m))?.find((lock) => lock.doctor === d)?.dates ?? []
        const dates = draft
          .datesOf(d, u, m)
          .map((date) => ({ ...draft.priced(u, date), forced: forced.includes(date) }))
        for (let days = low; days <= high; days++)
          options.push({
            doctor: d,
            unit: u,
            month: m,
            days,
            cost: days * daily + weights.setup,
            ahead: cheapestAhead(dates, days, weights.spacing),
          })
      }
    }
  return options
}

type Draft = Omit<Instance, 'options' | 'closed'>

/** Most days a pair may have in a month by the rules of the pair alone. */
function dayRange(draft: Draft, d: number, u: number, m: number): { low: number; high: number } {
  const locked = draft.locks.get(cell(u, m))?.find((lock) => lock.doctor === d)?.dates ?? []
  const doctor = draft.doctors[d]
  const unit = draft.units[u]
  // PLN-9: nobody comes down to a unit that can send nobody up
  const room = unit ? exchangeRoom(unit, draft.months[m] ?? '') : null
  const most = room === 0 ? 0 : Math.min(doctor?.maxDaysPerMonth ?? 0, unit?.daysPerMonth.max ?? 0)
  const open = draft.datesOf(d, u, m).length
  const low = Math.max(1, draft.problem.rules.minDaysPerDoctorAtUnit, locked.length)
  // PLN-8: residents have no choice of days
  return isResident(draft.problem.rules)
    ? { low: Math.max(low, open), high: Math.min(most, open) }
    : { low, high: Math.min(most, open) }
}

function contradictoryLocks(draft: Draft): Map<string, Conflict[]> {
  const closed = new Map<string, Conflict[]>()
  for (const [key, locks] of draft.locks) {
    const [u = 0, m = 0] = key.split(':').map(Number)
    for (const { doctor: d, dates } of locks) {
      const doctor = draft.doctors[d]?.id ?? ''
      const unit = draft.units[u]?.id ?? ''
      const rules = new Set<PlanRule>()
      const refused = draft.refusal(d, u)
      if (refused) rules.add(refused)
      for (const date of dates)
        for (const broken of checkDuty(draft.problem, [], { doctor, unit, date })) rules.add(broken.rule)
      const { low, high } = dayRange(draft, d, u, m)
      if (rules.size === 0 && low > high) rules.add(shortOf(draft, d, u, m))
      if (rules.size === 0) continue
      const named = [...rules].map((rule) => conflict(rule, [doctor, unit]))
      closed.set(key, [...(closed.get(key) ?? []), conflict('lock', [doctor, unit]), ...named])
    }
  }
  return closed
}

/** Which rule leaves a pair without a possible number of days. */
function shortOf(draft: Draft, d: number, u: number, m: number): PlanRule {
  const { low } = dayRange(draft, d, u, m)
  const unit = draft.units[u]
  if (unit && exchangeRoom(unit, draft.months[m] ?? '') === 0) return 'equal-exchange'
  if (draft.datesOf(d, u, m).length < low) return 'no-common-day'
  if ((draft.doctors[d]?.maxDaysPerMonth ?? 0) < low) return 'doctor-max-days'
  if ((draft.units[u]?.daysPerMonth.max ?? 0) < low) return 'unit-max-days'
  return 'min-days-per-doctor-at-unit'
}
