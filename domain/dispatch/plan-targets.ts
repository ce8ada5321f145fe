// What a plan is measured against, pair by pair and doctor by doctor: points of a pair, needs to be met,
// yearly minimums, fair bands and quotas. plan-cost.ts sums them; the optimiser's models use them too.

import { yearOf } from '../shared/calendar.ts'
import { greatCircleKm } from '../shared/distance.ts'
import { servedNeed } from './match.ts'
import {
  meetsTitleFloor,
  type Ownership,
  type PlanDoctor,
  type PlanProblem,
  type PlanUnit,
  stepsBelowChief,
} from './plan.ts'
import { planIndex } from './plan-index.ts'

/** Two decimals: costs are shown to people and must add up on paper. */
const cents = (value: number) => Math.round(value * 100) / 100

/** Road kilometres one way, estimated as 1.35 × the great circle; null when a position is unknown. */
export function roadKm(doctor: PlanDoctor, unit: PlanUnit): number | null {
  if (!doctor.at || !unit.at) return null
  return Math.round(1.35 * greatCircleKm(doctor.at, unit.at) * 10) / 10
}

export type PairTerms = { specialty: number; mismatch: number; title: number; distance: number }

/** Points for each day a doctor spends at a unit. */
export function pairTerms(problem: PlanProblem, doctor: PlanDoctor, unit: PlanUnit): PairTerms {
  const { weights } = problem.rules
  const served = servedNeed(planIndex(problem).tree, unit.needs, doctor.specialty)
  return {
    specialty: cents(served.points * weights.specialty),
    mismatch: served.score === 0 ? (weights.mismatch ?? 0) : 0,
    title: stepsBelowChief(doctor.title) * weights.title,
    distance: cents((roadKm(doctor, unit) ?? 0) * weights.distance),
  }
}

/** Days a unit-month asks for: its minimum, and at least the day that a lock there promises (SCH-2). */
export function askedDays(problem: PlanProblem, unit: PlanUnit, month: string): number {
  const locked = planIndex(problem).locked.has(`${unit.id} ${month}`)
  return Math.max(unit.daysPerMonth.min, locked ? 1 : 0)
}

/** How many of a unit's needs ought to be met in one month: as many as its days and doctors allow. */
function needsToServe(problem: PlanProblem, unit: PlanUnit): number {
  const { rules } = problem
  const teams = Math.floor(unit.daysPerMonth.min / Math.max(1, rules.minDaysPerDoctorAtUnit))
  const most = Math.min(unit.needs.length, teams, rules.maxDoctorsPerUnit)
  return most >= 2 ? most : 0
}

/** The `needsToServe` weightiest needs of a unit with the points for leaving each unserved a month. */
export function namedNeeds(problem: PlanProblem, unit: PlanUnit): { index: number; points: number }[] {
  const heaviest = Math.max(...unit.needs.map((need) => need.weight), 0)
  return unit.needs
    .map((need, index) => ({
      index,
      points: cents(problem.rules.weights.needUnserved * (heaviest > 0 ? need.weight / heaviest : 1)),
    }))
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .slice(0, needsToServe(problem, unit))
}

/** Points of a doctor's nth day of the year so far: rising, so that days spread over the doctors. */
export function fairnessStep(problem: PlanProblem, nth: number): number {
  return (problem.rules.weights.fairness * (2 * nth - 1)) / Math.max(1, problem.months.length)
}

/** Years the plan touches with the days a doctor must do in it: the yearly minimum, pro rata (TGT-13). */
export function yearTargets(problem: PlanProblem, doctor: PlanDoctor): { year: number; required: number }[] {
  if (doctor.minDaysPerYear === null) return []
  return [...new Set(problem.months.map((month) => yearOf(month)))].map((year) => {
    const planned = problem.months.filter((month) => yearOf(month) === year)
    const monthsLeft = 13 - Number((planned[0] ?? '0000-12').slice(5))
    const done = problem.previous
      .filter(
        (past) => past.doctor === doctor.id && yearOf(past.month) === year && past.month < (planned[0] ?? ''),
      )
      .reduce((sum, past) => sum + Math.max(1, new Set(past.dates).size), 0)
    const left = Math.max(0, (doctor.minDaysPerYear ?? 0) - done)
    return { year, required: Math.ceil((left * planned.length) / monthsLeft) }
  })
}

export type HospitalTarget = { hospital: string; low: number; high: number }
export type Quota = { ownership: Ownership; share: number }

const remembered = new WeakMap<PlanProblem, HospitalTarget[]>()

/** Each hospital's fair band of days: its share of all doctors' days, 30 % either way. */
export function hospitalTargets(problem: PlanProblem): HospitalTarget[] {
  const known = remembered.get(problem) ?? countTargets(problem)
  remembered.set(problem, known)
  return known
}

function countTargets(problem: PlanProblem): HospitalTarget[] {
  const able = problem.doctors.filter((doctor) => meetsTitleFloor(doctor.title, problem.rules.titleFloor))
  const all = able.reduce((sum, doctor) => sum + doctor.maxDaysPerMonth, 0)
  const given = new Map<string, number>()
  for (const { hospital, maxDaysPerMonth } of able)
    given.set(hospital, (given.get(hospital) ?? 0) + maxDaysPerMonth)
  const demand = problem.months.length * problem.units.reduce((sum, unit) => sum + unit.daysPerMonth.min, 0)
  return problem.hospitals.map(({ id }) => {
    const own = given.get(id) ?? 0
    const target = all > 0 ? (demand * own) / all : 0
    return { hospital: id, low: Math.floor(target * 0.7), high: Math.ceil(target * 1.3) }
  })
}

/** TGT-1 · 市属占30%: the largest share asked of any hospital holds for its whole class of owners. */
export function quotasOf(problem: PlanProblem): Quota[] {
  const shares = new Map<Ownership, number>()
  for (const { ownership, shareAtLeast } of problem.hospitals)
    if (shareAtLeast !== null) shares.set(ownership, Math.max(shares.get(ownership) ?? 0, shareAtLeast))
  return [...shares].map(([ownership, share]) => ({ ownership, share }))
}
