// The rule models of the five programmes, each on a small problem of its own: a team of one hospital
// (MAT-9), residents for whole months (PLN-8), exchange pairs (PLN-9), a department's four days (TGT-9).
import { describe, expect, it } from 'vitest'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import { type PlanProblem, ruledProblem } from '../domain/dispatch/plan.ts'
import { type Bend, bent, smallProblem } from '../domain/dispatch/plan-small-problem.ts'
import { solvePlan } from './solve.ts'

const { units, doctors } = smallProblem()
async function solved(bend: Bend) {
  const problem: PlanProblem = ruledProblem(smallProblem(bend))
  const plan = await solvePlan(problem)
  expect(checkPlan(problem, plan)).toEqual([])
  expect(plan.status).toBe('optimal')
  return plan
}

describe('a team', () => {
  const bend: Bend = {
    months: ['2024-09'],
    units: bent(units, 'u1', { daysPerMonth: { min: 4, max: 4 } }).slice(0, 1),
    doctors: bent(doctors, 'd3', { hospital: 'h2' }),
    rules: { maxDoctorsPerUnit: 3, minDaysPerDoctorAtUnit: 2 },
  }
  it('shares four working days of a unit among doctors of one hospital (TGT-9, MAT-9)', async () => {
    const free = await solved(bend)
    expect(new Set(free.duties.map(({ doctor }) => doctor))).toEqual(new Set(['d1', 'd3']))
    const team = await solved({ ...bend, rules: { ...bend.rules, team: 'hospital' } })
    expect(new Set(team.duties.map(({ doctor }) => doctor))).toEqual(new Set(['d1', 'd2']))
    expect(team.objective).toBeGreaterThan(free.objective)
  })
})

describe('residents', () => {
  it('are at one unit on every workday both have open, for whole months (PLN-8)', async () => {
    const plan = await solved({
      units: bent(units, 'u1', { daysPerMonth: { min: 4, max: 31 }, closedDates: ['2024-09-10'] }).slice(
        0,
        1,
      ),
      doctors: doctors.map((one) => ({ ...one, maxDaysPerMonth: 31, unavailable: ['2024-10-08'] })),
      rules: { presence: 'resident', rotation: 'fixed', maxUnitsPerDoctor: 1, maxDoctorsPerUnit: 1 },
    })
    expect(new Set(plan.duties.map(({ doctor }) => doctor)).size).toBe(1)
    // September 2024 has 21 workdays, October 18: less the closed one and the day of leave
    expect(plan.duties.filter(({ date }) => date.startsWith('2024-09'))).toHaveLength(20)
    expect(plan.duties.filter(({ date }) => date.startsWith('2024-10'))).toHaveLength(18)
    expect(plan.summary.cost.terms.weekday + plan.summary.cost.terms.spacing).toBe(0)
  })
})

describe('exchange pairs', () => {
  const staff = (id: string, ...unavailableMonths: string[]) => ({ id, specialty: '内科', unavailableMonths })
  it('send one up for each one down, and nobody down when nobody can go up (PLN-9)', async () => {
    const plan = await solved({
      units: bent(units, 'u1', { exchange: { staff: [staff('s1', '2024-10'), staff('s2', '2024-10')] } }),
    })
    const down = new Set(
      plan.duties.filter(({ unit, date }) => unit === 'u1' && date < '2024-10').map(({ doctor }) => doctor),
    )
    expect(plan.exchanges).toHaveLength(down.size)
    expect(plan.uncovered).toMatchObject([{ unit: 'u1', month: '2024-10' }])
    expect(plan.uncovered[0]?.conflicts.map(({ rule }) => rule)).toContain('equal-exchange')
    expect(plan.uncovered[0]?.remedy?.conflicts.map(({ rule }) => rule)).toEqual(['equal-exchange'])
  })
})
