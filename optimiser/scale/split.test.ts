// Taking a problem apart by city and putting the plans together keeps every rule, every unit and every doctor.
import { describe, expect, it } from 'vitest'
import { checkPlan } from '../../domain/dispatch/check-plan.ts'
import type { PlanProblem } from '../../domain/dispatch/plan.ts'
import { planCost } from '../../domain/dispatch/plan-cost.ts'
import { generateProblem } from '../bench/generate.ts'
import { shareOut } from './pool.ts'
import { solveByCity, solveHere } from './solve-cities.ts'
import { isLarge, splitByCity } from './split.ts'

/** Two counties of two cities as one problem, with a provincial hospital that belongs to neither. */
function twoCities(): PlanProblem {
  const [first, second] = [0, 1].map((city) => generateProblem({ size: 'county', seed: 5, city })) as [
    PlanProblem,
    PlanProblem,
  ]
  const renamed = (id: string) => `second-${id}`
  const [one = first.doctors[0], two = first.doctors[1]] = first.doctors
  return {
    ...first,
    hospitals: [
      ...first.hospitals,
      ...second.hospitals.map((h) => ({ ...h, id: renamed(h.id) })),
      { id: 'province', name: '省医院', ownership: 'provincial', shareAtLeast: null, region: '350000' },
    ],
    units: [...first.units, ...second.units.map((unit) => ({ ...unit, id: renamed(unit.id) }))],
    doctors: [
      ...first.doctors,
      ...second.doctors.map((d) => ({ ...d, id: renamed(d.id), hospital: renamed(d.hospital) })),
      ...[one, two].flatMap((d, k) => (d ? [{ ...d, id: `guest-${k}`, hospital: 'province' }] : [])),
    ],
    locks: [{ doctor: renamed('d0001'), unit: renamed('u0001'), month: '2024-10' }],
  }
}

describe('a problem of two cities', () => {
  const problem = twoCities()
  it('splits into parts that hold every unit and every doctor once', () => {
    const parts = splitByCity(problem)
    expect(parts.map(({ city }) => city)).toEqual(['1101', '1102'])
    for (const list of ['units', 'doctors', 'locks'] as const)
      expect(parts.reduce((sum, part) => sum + part.problem[list].length, 0)).toBe(problem[list].length)
    expect(isLarge(problem)).toBe(false)
  })
  it('is planned in threads to one plan that keeps every rule', async () => {
    const done: string[] = []
    const plan = await solveByCity(problem, { gap: 0, jobs: 2, onCity: (city) => done.push(city) })
    expect(checkPlan(problem, plan)).toEqual([])
    expect(done.toSorted()).toEqual(['1101', '1102'])
    expect(plan.objective).toBe(planCost(problem, plan.duties).total)
    expect(plan.bound).toBeLessThanOrEqual(plan.objective)
    expect(plan.status).toBe('feasible')
  })
  it('stays together where a doctor is locked in both', async () => {
    const locks = ['u0001', 'second-u0001'].map((unit) => ({ doctor: 'd0001', unit, month: '2024-10' }))
    expect(splitByCity({ ...problem, locks })).toHaveLength(1)
    const plan = await solveHere({ ...problem, locks, timeLimitSeconds: 5 }, 0.01)
    expect(checkPlan({ ...problem, locks }, plan)).toEqual([])
  })
  it('can be cancelled', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const asked = { module: new URL('./city-thread.ts', import.meta.url), jobs: 2, signal }
    await expect(shareOut([problem], asked, () => {})).rejects.toThrow('enough')
  })
})
