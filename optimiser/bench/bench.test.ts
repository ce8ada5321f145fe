// The bench itself: its independent model of the whole objective has the planner's optimum, and its shortest
// form runs. How quick anything is, only the bench says.
import { describe, expect, it } from 'vitest'
import { smallProblem } from '../../domain/dispatch/plan-small-problem.ts'
import { minimise } from '../highs.ts'
import { solvePlan } from '../solve.ts'
import { generateProblem } from './generate.ts'
import { referenceModel } from './reference.ts'
import { measureRows } from './rows.ts'

describe('the reference model', () => {
  const tight = smallProblem({ rules: { minDaysPerDoctorAtUnit: 2, maxUnitsPerDoctor: 1 } })
  it.each([
    ['small', smallProblem()],
    ['with visits of two days', tight],
  ])('has the planner’s optimum: %s', async (_, problem) => {
    const [reference, plan] = [
      await minimise(referenceModel(problem), { seconds: 20, seed: 1 }),
      await solvePlan(problem),
    ]
    expect(reference.status).toBe('optimal')
    expect(reference.objective).toBeCloseTo(plan.objective, 4)
  })
})

describe('the generator', () => {
  it('makes the same problem from the same seed, and another from another', () => {
    const asked = { size: 'county', seed: 7 } as const
    expect(generateProblem(asked)).toEqual(generateProblem(asked))
    expect(generateProblem(asked)).not.toEqual(generateProblem({ ...asked, seed: 8 }))
  })
})

describe('the shortest bench', () => {
  it('gives every goal a row', async () => {
    const none = {
      cities: 0,
      provinceCities: 0,
      nationCities: 0,
      assignmentSeconds: 0,
      routeRounds: 0,
      repairs: 0,
    }
    const extent = { ...none, counties: 1, peerSeconds: 1 }
    const rows = await measureRows({ extent, say: () => {}, curve: [] })
    for (const number of ['1', '2', '3', '4', '5', '6', '7', '8'])
      expect(rows.some(({ goal }) => goal.startsWith(`${number}.`))).toBe(true)
  })
})
