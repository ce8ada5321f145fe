// What would have to give way so that a day left uncovered could be served after all: the duties that would
// serve it, and exactly the rules, by name and person, that stand against them. The rest of the plan stays.
import { checkPlan } from './check-plan.ts'
import { exchangesOf } from './exchanges.ts'
import {
  type Conflict,
  type Duty,
  isResident,
  type PlacedDuty,
  type Plan,
  type PlanDoctor,
  type PlanProblem,
  type Remedy,
} from './plan.ts'
import { inMonth, type PlanBoard, planBoard } from './plan-board.ts'
import { planIndex } from './plan-index.ts'
import { conflict, PLAN_RULES, type PlanRule } from './plan-rules.ts'
import { pairTerms } from './plan-targets.ts'

/** Doctors asked for one day: those with most room left, and those who fit best. */
const ASKED = 20

type Spot = { unit: string; month: string; missing: number }

/** How hard a rule is to bend: a doctor's extra day is asked for before a holiday is worked. */
const HARDNESS: Partial<Record<PlanRule, number>> = {
  'doctor-max-days': 1,
  'unit-max-days': 1,
  'max-units-per-doctor': 2,
  'max-doctors-per-unit': 2,
  'own-clinic': 3,
  'rotation-fixed': 3,
  'one-team': 4,
  'equal-exchange': 4,
  unavailable: 8,
  'closed-date': 8,
  'mismatch-forbidden': 10,
  'title-floor': 20,
  'one-unit-a-day': 30,
  workday: 40,
}
const hardness = (rules: readonly { rule: PlanRule }[]) =>
  rules.reduce((sum, { rule }) => sum + (HARDNESS[rule] ?? 10), 0)

/** The cheapest way to serve the missing days, one after another; null when there is nobody at all. */
export function remedyFor(problem: PlanProblem, plan: Unfinished, spot: Spot): Remedy | null {
  const duties: PlacedDuty[] = []
  let board = planBoard(problem, plan.duties)
  for (let day = 0; day < Math.max(1, spot.missing); day++) {
    const next = easiestDuties(board, spot, duties)
    if (next.length === 0) return null
    duties.push(...next)
    board = planBoard(problem, [...plan.duties, ...duties])
    if (duties.length >= spot.missing) break
  }
  return { duties, conflicts: brokenBy(problem, plan, duties, spot) }
}

/** The plan in the making: bare duties do, what is left undone must be listed. */
type Unfinished = Pick<Plan, 'uncovered' | 'shortfalls'> & { duties: readonly PlacedDuty[] }

/** One doctor's easiest day, or, for a doctor new there, as many as the least stay asks for. */
function easiestDuties(board: PlanBoard, spot: Spot, added: readonly PlacedDuty[]): PlacedDuty[] {
  const { problem } = board
  const index = planIndex(problem)
  const unit = index.units.get(spot.unit)
  const workdays = index.workdays.get(spot.month) ?? []
  if (!unit) return []
  const fitOf = (doctor: PlanDoctor) =>
    Object.values(pairTerms(problem, doctor, unit)).reduce((sum, points) => sum + points, 0)
  const nearest = problem.doctors
    .map((doctor) => ({
      doctor,
      fit: fitOf(doctor),
      load: inMonth(board.ofDoctor(doctor.id), spot.month).length,
    }))
    .sort((a, b) => a.load - a.doctor.maxDaysPerMonth - (b.load - b.doctor.maxDaysPerMonth) || a.fit - b.fit)
  let best: { duties: PlacedDuty[]; price: number } | null = null
  for (const { doctor, fit } of [
    ...nearest.slice(0, ASKED),
    ...nearest
      .slice(ASKED)
      .sort((a, b) => a.fit - b.fit)
      .slice(0, ASKED),
  ]) {
    const here = inMonth(board.ofUnit(unit.id), spot.month).filter((duty) => duty.doctor === doctor.id)
    const days = workdays
      .filter((date) => !here.some((duty) => duty.date === date))
      .map((date) => {
        const duty = { doctor: doctor.id, unit: unit.id, date }
        return { duty, price: hardness(board.broken(duty)) * 1e6 + fit }
      })
      .sort((a, b) => a.price - b.price || (a.duty.date < b.duty.date ? -1 : 1))
    const least = isResident(problem.rules)
      ? days.filter(({ price }) => price < 1e6).length
      : problem.rules.minDaysPerDoctorAtUnit - here.length
    const taken = days.slice(0, Math.max(1, least))
    const price = taken.reduce((sum, day) => sum + day.price, 0) / Math.max(1, taken.length)
    // a doctor who is helping already comes before a further one
    const known = added.some((duty) => duty.doctor === doctor.id) ? 0 : 1
    if (taken.length > 0 && (!best || price + known < best.price))
      best = { duties: taken.map(({ duty }) => duty), price: price + known }
  }
  return best?.duties ?? []
}

/** Every rule that the plan with the added duties breaks, seen by the checker, gathered by name. */
function brokenBy(
  problem: PlanProblem,
  plan: Unfinished,
  duties: readonly PlacedDuty[],
  spot: Spot,
): Conflict[] {
  const found = Map.groupBy(
    violationsWith(problem, plan, duties, spot).filter(({ rule }) => rule in PLAN_RULES),
    ({ rule }) => rule,
  )
  return [...found].map(([rule, same]) => conflict(rule, [...new Set(same.flatMap(({ who }) => who))]))
}

/** What the checker says of the plan once the duties are in it and the unit-month counts as covered. */
export function violationsWith(
  problem: PlanProblem,
  plan: Unfinished,
  duties: readonly PlacedDuty[],
  { unit, month }: { unit: string; month: string },
) {
  // home-visit halves are given out afterwards, one a duty day at most: here each day may have one
  const all = [...plan.duties, ...duties].map(
    ({ doctor, unit: at, date }): Duty => ({
      doctor,
      unit: at,
      date,
      half: 'day',
      homeVisit: 'pm',
      reasons: [],
      alternatives: [],
    }),
  )
  const years = plan.shortfalls.map((entry) => {
    const gained = duties.filter(
      (duty) => duty.doctor === entry.doctor && duty.date.startsWith(`${entry.year}-`),
    ).length
    return { ...entry, planned: entry.planned + gained }
  })
  return checkPlan(problem, {
    duties: all,
    uncovered: plan.uncovered.filter((entry) => entry.unit !== unit || entry.month !== month),
    shortfalls: years.filter((entry) => entry.planned < entry.required),
    exchanges: exchangesOf(problem, all),
  })
}
