// Whatever the problem, the plan keeps every hard rule, names all it leaves uncovered, and its proof holds.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import { exchangesOf } from '../domain/dispatch/exchanges.ts'
import type { Duty, PlacedDuty, Plan, PlanProblem } from '../domain/dispatch/plan.ts'
import { planCost } from '../domain/dispatch/plan-cost.ts'
import { violationsWith } from '../domain/dispatch/remedies.ts'
import { daysOf } from '../domain/shared/calendar.ts'
import { randomProblem } from '../test/fixtures/planner/random-problem.ts'
import { firstPlan } from './first-plan.ts'
import { instanceOf } from './instance.ts'
import { solvePlan } from './solve.ts'

describe('plans of random problems', () => {
  it('break no hard rule, cover or name each unit-month, and account for every point', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem, async (problem) => {
        const plan = await solvePlan(problem)
        expect(checkPlan(problem, plan)).toEqual([])
        for (const unit of problem.units)
          for (const month of problem.months) {
            const days = plan.duties.filter((d) => d.unit === unit.id && d.date.startsWith(month)).length
            const named = plan.uncovered.find((entry) => entry.unit === unit.id && entry.month === month)
            expect(days >= unit.daysPerMonth.min || (named?.conflicts.length ?? 0) > 0).toBe(true)
            if (named) expectRemedy(problem, plan, named)
          }
        expect(['optimal', 'infeasible']).toContain(plan.status)
        expect(plan.objective).toBe(planCost(problem, plan.duties).total)
        expect(firstPlan(instanceOf(problem)).bound).toBeLessThanOrEqual(plan.objective + 1e-6)
        expect(plan.objective - plan.bound).toBeLessThanOrEqual(0.006)
        const { terms } = plan.summary.cost
        const left = terms.uncovered + terms.needUnserved + terms.yearShort + terms.quota + terms.hospitalBand
        const reasons = plan.duties.flatMap((duty) => duty.reasons).reduce((sum, { cost }) => sum + cost, 0)
        expect(left + reasons).toBeCloseTo(plan.objective, 4)
      }),
      { numRuns: 1000, seed: 20240405 },
    )
  })

  it('break no hard rule either when the time is over before the solver starts', async () => {
    await fc.assert(
      fc.asyncProperty(randomProblem, async (problem) => {
        const plan = await solvePlan({ ...problem, timeLimitSeconds: 1e-6 })
        expect(checkPlan(problem, plan)).toEqual([])
        expect(['timeLimit', 'optimal', 'infeasible']).toContain(plan.status)
        expect(plan.bound).toBeLessThanOrEqual(plan.objective)
      }),
      { numRuns: 250, seed: 20240406 },
    )
  })

  it('cost no more than any other plan there is, where all can be counted', async () => {
    await fc.assert(
      fc.asyncProperty(tinyProblem, async (problem) => {
        const plan = await solvePlan(problem)
        let cheapest = Number.POSITIVE_INFINITY
        for (const duties of everyPlan(problem))
          if (breaksNothing(problem, duties)) cheapest = Math.min(cheapest, planCost(problem, duties).total)
        expect(plan.objective).toBeCloseTo(cheapest, 4)
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})

/** Where the named rules give way for the named people, and nothing else, the unit-month is covered. */
function expectRemedy(problem: PlanProblem, plan: Plan, entry: Plan['uncovered'][number]): void {
  const { remedy } = entry
  expect(remedy).toBeTruthy()
  if (!remedy) return
  const [unit] = problem.units.filter(({ id }) => id === entry.unit)
  expect(remedy.duties.length).toBeGreaterThanOrEqual(Math.min(entry.missing, unit?.daysPerMonth.min ?? 0))
  expect(remedy.conflicts.length).toBeGreaterThan(0)
  for (const { rule, who } of violationsWith(problem, plan, remedy.duties, entry)) {
    const named = remedy.conflicts.find((one) => one.rule === rule)
    expect(named?.who).toEqual(expect.arrayContaining(who))
    expect(['unit-min-days', 'unknown-reference', 'outside-months']).not.toContain(rule)
  }
}

const OPEN = ['2024-05-13', '2024-05-14', '2024-05-21']

/** Two units, two doctors with three free days in May 2024: at most 729 plans. */
const tinyProblem = randomProblem.map((problem): PlanProblem => {
  const months = ['2024-05']
  const unavailable = daysOf('2024-05').filter((day) => !OPEN.includes(day))
  return {
    ...problem,
    months,
    units: problem.units.slice(0, 2),
    doctors: problem.doctors.slice(0, 2).map((doctor) => ({ ...doctor, unavailable, ownClinicWeekdays: [] })),
    locks: [],
  }
})

function everyPlan(problem: PlanProblem): Generator<PlacedDuty[]> {
  const spots = problem.doctors.flatMap((doctor) => OPEN.map((date) => ({ doctor: doctor.id, date })))
  function* from(k: number, sofar: PlacedDuty[]): Generator<PlacedDuty[]> {
    const spot = spots[k]
    if (!spot) return yield sofar
    yield* from(k + 1, sofar)
    for (const { id } of problem.units) yield* from(k + 1, [...sofar, { ...spot, unit: id }])
  }
  return from(0, [])
}

/** Minimums apart, which the objective pays for. */
function breaksNothing(problem: PlanProblem, duties: readonly PlacedDuty[]): boolean {
  const uncovered: Plan['uncovered'] = []
  const asIf = duties.map(
    (duty): Duty => ({ ...duty, half: 'day', homeVisit: 'pm', reasons: [], alternatives: [] }),
  )
  const soft = ['unit-min-days', 'year-min-days']
  return checkPlan(problem, {
    duties: asIf,
    uncovered,
    shortfalls: [],
    exchanges: exchangesOf(problem, asIf),
  }).every(({ rule }) => soft.includes(rule))
}
