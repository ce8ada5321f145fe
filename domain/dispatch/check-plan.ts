// Checks a plan against every hard rule by plain counting over its duties, on a road of its own: nothing
// here knows how the optimiser thinks. `checkDuty` looks at one move only, quick enough for a drag.
import { monthOf, weekdayOf, yearOf } from '../shared/calendar.ts'
import { checkExchanges, checkResidents, checkTeams } from './check-teams.ts'
import { isMismatch } from './match.ts'
import {
  type Duty,
  exchangeRoom,
  meetsTitleFloor,
  type PlacedDuty,
  type Plan,
  type PlanProblem,
} from './plan.ts'
import { type PlanIndex, planIndex } from './plan-index.ts'
import type { PlanRule } from './plan-rules.ts'
import { yearTargets } from './plan-targets.ts'
import { type Violation, violation } from './violation.ts'

/** Rules that one duty breaks by itself, whatever else is planned. */
function ofDutyAlone(problem: PlanProblem, index: PlanIndex, duty: PlacedDuty): Violation[] {
  const doctor = index.doctors.get(duty.doctor)
  const unit = index.units.get(duty.unit)
  const who = [duty.doctor, duty.unit]
  if (!doctor || !unit) return [violation('unknown-reference', who, duty.date)]
  const broken: PlanRule[] = []
  if (!index.workdays.has(monthOf(duty.date))) broken.push('outside-months')
  else if (!index.workdaySet.has(duty.date)) broken.push('workday') // LV-9
  if (index.unavailable.get(doctor.id)?.has(duty.date)) broken.push('unavailable')
  if (doctor.ownClinicWeekdays.includes(weekdayOf(duty.date))) broken.push('own-clinic')
  if (index.closed.get(unit.id)?.has(duty.date)) broken.push('closed-date')
  if (!meetsTitleFloor(doctor.title, problem.rules.titleFloor)) broken.push('title-floor') // MAT-1
  if (problem.rules.weights.mismatch === null && isMismatch(index.tree, unit.needs, doctor.specialty))
    broken.push('mismatch-forbidden') // MAT-4
  return broken.map((rule) => violation(rule, who, duty.date))
}

const same = (a: PlacedDuty, b: PlacedDuty) => a.doctor === b.doctor && a.unit === b.unit && a.date === b.date
const distinct = (values: Iterable<string>) => new Set(values).size

/**
 * The hard rules that one duty would break beside the others (`duties` may already hold it). Minimums,
 * which a plan in the making has not reached yet, are left to `checkPlan`.
 */
export function checkDuty(
  problem: PlanProblem,
  duties: readonly PlacedDuty[],
  duty: PlacedDuty,
): Violation[] {
  const index = planIndex(problem)
  const found = ofDutyAlone(problem, index, duty)
  const doctor = index.doctors.get(duty.doctor)
  const unit = index.units.get(duty.unit)
  if (!doctor || !unit) return found
  const month = monthOf(duty.date)
  const others = duties.filter((other) => !same(other, duty))
  const ofDoctor = others.filter((o) => o.doctor === duty.doctor && monthOf(o.date) === month)
  const ofUnit = others.filter((o) => o.unit === duty.unit && monthOf(o.date) === month)
  const { rules } = problem
  const say = (rule: PlanRule, who: string[]) => found.push(violation(rule, who, month))

  const elsewhere = ofDoctor.find((other) => other.date === duty.date)
  if (elsewhere) found.push(violation('one-unit-a-day', [doctor.id, unit.id, elsewhere.unit], duty.date))
  if (ofDoctor.length + 1 > doctor.maxDaysPerMonth) say('doctor-max-days', [doctor.id])
  if (ofUnit.length + 1 > unit.daysPerMonth.max) say('unit-max-days', [unit.id])
  if (distinct([...ofDoctor.map((o) => o.unit), unit.id]) > rules.maxUnitsPerDoctor)
    say('max-units-per-doctor', [doctor.id])
  if (distinct([...ofUnit.map((o) => o.doctor), doctor.id]) > rules.maxDoctorsPerUnit)
    say('max-doctors-per-unit', [unit.id])
  const here = new Set([...ofUnit.map((o) => o.doctor), doctor.id])
  const hospitals = [...here].map((id) => index.doctors.get(id)?.hospital ?? '')
  if (rules.team === 'hospital' && distinct(hospitals) > 1) say('one-team', [unit.id, ...new Set(hospitals)]) // MAT-9
  const room = exchangeRoom(unit, month)
  if (room !== null && here.size > room) say('equal-exchange', [unit.id]) // PLN-9
  const months = others.filter((o) => o.unit === duty.unit && monthOf(o.date) !== month)
  if (rules.rotation === 'fixed' && months.length > 0 && !months.some((o) => o.doctor === duty.doctor))
    found.push(violation('rotation-fixed', [unit.id, ...new Set(months.map((o) => o.doctor))], null))
  return found
}

type Checked = Pick<Plan, 'duties' | 'uncovered' | 'shortfalls' | 'exchanges'>

/** Every hard rule that a plan breaks; none for a sound plan. */
export function checkPlan(problem: PlanProblem, plan: Checked): Violation[] {
  const index = planIndex(problem)
  const known = plan.duties.filter((duty) => index.doctors.has(duty.doctor) && index.units.has(duty.unit))
  return [
    ...plan.duties.flatMap((duty) => ofDutyAlone(problem, index, duty)),
    ...checkDays(known),
    ...checkDoctorMonths(problem, index, known),
    ...checkUnitMonths(problem, known, plan.uncovered),
    ...checkRotation(problem, known, plan.uncovered),
    ...checkLocks(problem, known, plan.uncovered),
    ...checkYears(problem, known, plan.shortfalls),
    ...checkTeams(problem, known),
    ...checkResidents(problem, known),
    ...checkExchanges(problem, known, plan.exchanges),
  ]
}

function checkDays(duties: readonly Duty[]): Violation[] {
  const found: Violation[] = []
  for (const [, onDay] of Map.groupBy(duties, (duty) => `${duty.doctor} ${duty.date}`)) {
    const [first] = onDay
    if (!first || onDay.length < 2) continue
    const units = [...new Set(onDay.map((duty) => duty.unit))]
    if (units.length > 1) found.push(violation('one-unit-a-day', [first.doctor, ...units], first.date))
    if (units.length < onDay.length)
      found.push(violation('duplicate-duty', [first.doctor, first.unit], first.date))
  }
  return found
}

function checkDoctorMonths(problem: PlanProblem, index: PlanIndex, duties: readonly Duty[]): Violation[] {
  const found: Violation[] = []
  const { rules } = problem
  for (const [, own] of Map.groupBy(duties, (duty) => `${duty.doctor} ${monthOf(duty.date)}`)) {
    const [first] = own
    const doctor = first && index.doctors.get(first.doctor)
    if (!doctor) continue
    const month = monthOf(first.date)
    if (own.length > doctor.maxDaysPerMonth) found.push(violation('doctor-max-days', [doctor.id], month))
    if (distinct(own.map((duty) => duty.unit)) > rules.maxUnitsPerDoctor)
      found.push(violation('max-units-per-doctor', [doctor.id], month))
    // TGT-8 · 每月至少半天送医上门, as far as the doctor's days of the month reach
    const halves = own.filter((duty) => duty.homeVisit !== null).length
    if (halves < Math.min(rules.homeVisitHalfDaysPerMonth, own.length))
      found.push(violation('home-visit', [doctor.id], month))
  }
  return found
}

type Listed = Checked['uncovered']
const listedAs = (listed: Listed, unit: string, month: string) =>
  listed.find((entry) => entry.unit === unit && entry.month === month)

function checkUnitMonths(problem: PlanProblem, duties: readonly Duty[], listed: Listed): Violation[] {
  const found: Violation[] = []
  const { rules } = problem
  const byUnitMonth = Map.groupBy(duties, (duty) => `${duty.unit} ${monthOf(duty.date)}`)
  for (const unit of problem.units)
    for (const month of problem.months) {
      const here = byUnitMonth.get(`${unit.id} ${month}`) ?? []
      const promised = problem.locks.some(
        (lock) => lock.unit === unit.id && (lock.month ?? monthOf(lock.date ?? '')) === month,
      )
      const missing = Math.max(0, Math.max(unit.daysPerMonth.min, promised ? 1 : 0) - here.length)
      const entry = listedAs(listed, unit.id, month)
      if (missing !== (entry?.missing ?? 0) || (entry && entry.conflicts.length === 0))
        found.push(violation('unit-min-days', [unit.id], month))
      if (here.length > unit.daysPerMonth.max) found.push(violation('unit-max-days', [unit.id], month))
      const byDoctor = Map.groupBy(here, (duty) => duty.doctor)
      if (byDoctor.size > rules.maxDoctorsPerUnit)
        found.push(violation('max-doctors-per-unit', [unit.id], month))
      for (const [doctor, own] of byDoctor)
        if (own.length < rules.minDaysPerDoctorAtUnit)
          found.push(violation('min-days-per-doctor-at-unit', [doctor, unit.id], month))
    }
  return found
}

/** PLN-8: one and the same group of doctors in every month that is not listed as uncovered. */
function checkRotation(problem: PlanProblem, duties: readonly Duty[], listed: Listed): Violation[] {
  if (problem.rules.rotation !== 'fixed') return []
  const found: Violation[] = []
  for (const [unit, own] of Map.groupBy(duties, (duty) => duty.unit)) {
    const all = new Set(own.map((duty) => duty.doctor))
    if (all.size > problem.rules.maxDoctorsPerUnit)
      found.push(violation('rotation-fixed', [unit, ...all], null))
    for (const month of problem.months) {
      const here = distinct(own.filter((duty) => monthOf(duty.date) === month).map((duty) => duty.doctor))

      if (here !== all.size && !listedAs(listed, unit, month))
        found.push(violation('rotation-fixed', [unit, ...all], month))
    }
  }
  return found
}

function checkLocks(problem: PlanProblem, duties: readonly Duty[], listed: Listed): Violation[] {
  return problem.locks
    .filter((lock) => {
      const month = lock.month ?? monthOf(lock.date ?? '')
      const kept = duties.some(
        (duty) =>
          duty.doctor === lock.doctor &&
          duty.unit === lock.unit &&
          (lock.date === undefined ? monthOf(duty.date) === month : duty.date === lock.date),
      )
      return !kept && !listedAs(listed, lock.unit, month)
    })
    .map((lock) => violation('lock', [lock.doctor, lock.unit], lock.date ?? lock.month ?? null))
}

function checkYears(
  problem: PlanProblem,
  duties: readonly Duty[],
  shortfalls: Checked['shortfalls'],
): Violation[] {
  const found: Violation[] = []
  for (const doctor of problem.doctors)
    for (const { year, required } of yearTargets(problem, doctor)) {
      const planned = duties.filter((duty) => duty.doctor === doctor.id && yearOf(duty.date) === year).length
      const listed = shortfalls.find((entry) => entry.doctor === doctor.id && entry.year === year)
      const short = planned < required
      if (short !== (listed !== undefined) || (listed && listed.planned !== planned))
        found.push(violation('year-min-days', [doctor.id], String(year)))
    }
  return found
}
