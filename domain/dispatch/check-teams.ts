// The checker's half for teams (MAT-9), residents (PLN-8) and exchanges (PLN-9): plain counting over duties.
import { monthOf, weekdayOf } from '../shared/calendar.ts'
import { type Exchange, isResident, type PlacedDuty, type PlanProblem, planWorkdays } from './plan.ts'
import { type Violation, violation } from './violation.ts'

const spot = (unit: string, month: string) => `${unit}\u0000${month}`
const unitMonth = (duty: PlacedDuty) => spot(duty.unit, monthOf(duty.date))

/** MAT-9 · 组团式: the doctors of one unit-month come from one hospital. */
export function checkTeams(problem: PlanProblem, duties: readonly PlacedDuty[]): Violation[] {
  if (problem.rules.team !== 'hospital') return []
  const home = new Map(problem.doctors.map((doctor) => [doctor.id, doctor.hospital]))
  return [...Map.groupBy(duties, unitMonth).values()].flatMap((here) => {
    const [first] = here
    const hospitals = new Set(here.map((duty) => home.get(duty.doctor) ?? ''))
    return first && hospitals.size > 1
      ? [violation('one-team', [first.unit, ...hospitals], monthOf(first.date))]
      : []
  })
}

/** PLN-8: a resident is at the unit on every workday of the month that both of them have open. */
export function checkResidents(problem: PlanProblem, duties: readonly PlacedDuty[]): Violation[] {
  if (!isResident(problem.rules)) return []
  const workdays = planWorkdays(problem)
  return [...Map.groupBy(duties, (duty) => `${duty.doctor}\u0000${unitMonth(duty)}`).values()].flatMap(
    (own) => {
      const [first] = own
      const doctor = problem.doctors.find(({ id }) => id === first?.doctor)
      const unit = problem.units.find(({ id }) => id === first?.unit)
      if (!first || !doctor || !unit) return []
      const open = (workdays.get(monthOf(first.date)) ?? []).filter(
        (date) =>
          !doctor.unavailable.includes(date) &&
          !doctor.ownClinicWeekdays.includes(weekdayOf(date)) &&
          !unit.closedDates.includes(date),
      )
      const there = new Set(own.map((duty) => duty.date))
      return open.every((date) => there.has(date))
        ? []
        : [violation('resident-days', [doctor.id, unit.id], monthOf(first.date))]
    },
  )
}

/** PLN-9 · 等额对调: one up for each one down, everybody known, free and counted once a month. */
export function checkExchanges(
  problem: PlanProblem,
  duties: readonly PlacedDuty[],
  exchanges: readonly Exchange[],
): Violation[] {
  const found: Violation[] = []
  const units = new Map(problem.units.map((unit) => [unit.id, unit]))
  const home = new Map(problem.doctors.map((doctor) => [doctor.id, doctor.hospital]))
  const down = new Map(
    [...Map.groupBy(duties, unitMonth)].map(([key, here]) => [key, new Set(here.map((duty) => duty.doctor))]),
  )
  const up = Map.groupBy(exchanges, (one) => spot(one.unit, one.month))
  for (const key of new Set([...down.keys(), ...up.keys()])) {
    const [unitId = '', month = ''] = key.split('\u0000')
    const unit = units.get(unitId)
    const pairs = up.get(key) ?? []
    if (!unit?.exchange) {
      if (pairs.length > 0) found.push(violation('equal-exchange', [unitId], month))
      continue
    }
    const staff = new Map(unit.exchange.staff.map((one) => [one.id, one]))
    const doctors = down.get(key) ?? new Set()
    const sound =
      pairs.length === doctors.size &&
      new Set(pairs.map((pair) => pair.staff)).size === pairs.length &&
      new Set(pairs.map((pair) => pair.doctor)).size === pairs.length &&
      pairs.every(
        (pair) =>
          doctors.has(pair.doctor) &&
          pair.hospital === home.get(pair.doctor) &&
          staff.get(pair.staff)?.unavailableMonths.includes(month) === false,
      )
    if (!sound) found.push(violation('equal-exchange', [unitId], month))
  }
  return found
}
