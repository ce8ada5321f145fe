// The official staffing table of a whole county over nine months (S2 附件2, names made up): covered to the
// last unit-month and proven, and at least as good as the table itself (TGT-6, N7).
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsePlanProblem, planSchema } from '../contract/plan-problem.ts'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import { holidayTableOf, type Plan, type PlanProblem } from '../domain/dispatch/plan.ts'
import { comparePlans } from '../domain/dispatch/plan-compare.ts'
import { isWorkday } from '../domain/shared/calendar.ts'
import { solvePlan } from './solve.ts'

function fixture(name: string): PlanProblem {
  const file = new URL(`../test/fixtures/planner/${name}.problem.json`, import.meta.url)
  const parsed = parsePlanProblem(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.problem === null) throw new Error(JSON.stringify(parsed.problems))
  return parsed.problem
}

const free = fixture('yongding-2024')
const official = fixture('yongding-2024-official')
let freePlan: Plan
let officialPlan: Plan

beforeAll(async () => {
  freePlan = await solvePlan(free)
  officialPlan = await solvePlan(official)
  console.log(`county over nine months: ${freePlan.seconds} s free, ${officialPlan.seconds} s locked`)
})

describe('a county of 24 units over nine months', () => {
  it('is covered in every month, proven optimal, in seconds', () => {
    expect(freePlan.status).toBe('optimal')
    expect(freePlan.gap).toBeLessThan(1e-6)
    expect(freePlan.summary.coverage).toHaveLength(9)
    for (const month of freePlan.summary.coverage) expect(month).toMatchObject({ units: 24, covered: 24 })
    expect(freePlan.uncovered).toEqual([])
    expect(freePlan.seconds).toBeLessThan(10)
  })
  it.each(['free', 'official'])('passes the independent check and its own schema: %s', (which) => {
    const [problem, plan] = which === 'free' ? [free, freePlan] : [official, officialPlan]
    expect(checkPlan(problem, plan)).toEqual([])
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(JSON.parse(JSON.stringify(plan)))
  })
  it('keeps to workdays, to one fixed time of the month, and to a home-visit half day (MAT-6, TGT-8)', () => {
    const table = holidayTableOf(free)
    for (const duty of freePlan.duties) expect(isWorkday(duty.date, table)).toBe(true)
    expect(freePlan.summary.drift).toMatchObject({ duties: 216, offWeekday: 0, offOrdinal: 0 })
    expect(freePlan.duties.every((duty) => duty.homeVisit === 'pm')).toBe(true)
  })
  it('never empties a hospital: the days of one spread over the month', () => {
    const sameDay = Map.groupBy(freePlan.duties, (duty) => duty.date)
    expect(Math.max(...[...sameDay.values()].map((duties) => duties.length))).toBeLessThanOrEqual(6)
  })
})

describe('the official table, locked', () => {
  it('shows exactly its two real mismatches, with reasons (N7, MAT-4)', () => {
    expect(officialPlan.status).toBe('optimal')
    expect(
      officialPlan.mismatches.map(({ unit, doctor, need, have }) => ({ unit, doctor, need, have })),
    ).toEqual([
      { unit: 'u08', doctor: 'd08', need: '内科', have: '全科医疗科' },
      { unit: 'u12', doctor: 'd12', need: '中医科', have: '内科' },
    ])
    for (const { months, text } of officialPlan.mismatches) {
      expect(months).toHaveLength(9)
      expect(text).toContain('人工锁定')
    }
  })
  it('keeps every official pair in every month', () => {
    const pairs = new Set(
      officialPlan.duties.map((duty) => `${duty.doctor} ${duty.unit} ${duty.date.slice(0, 7)}`),
    )
    for (const lock of official.locks) expect(pairs).toContain(`${lock.doctor} ${lock.unit} ${lock.month}`)
  })
  it('is no better than the free plan, and the difference is told by unit and term', () => {
    expect(freePlan.objective).toBeLessThanOrEqual(officialPlan.objective)
    const difference = comparePlans(officialPlan, freePlan)
    expect(difference.objective).toBeCloseTo(freePlan.objective - officialPlan.objective, 6)
    expect(difference.units.length).toBeGreaterThan(0)
    expect(difference.terms.find(({ term }) => term === 'mismatch')?.difference).toBeLessThan(0)
  })
})
