import { describe, expect, it } from 'vitest'
import { smallProblem } from './plan-small-problem.ts'
import { applyWhatIf } from './what-if.ts'

describe('what if', () => {
  const problem = smallProblem({ locks: [{ doctor: 'd1', unit: 'u1', month: '2024-09' }] })
  it('nothing changes, nothing changes', () => {
    expect(applyWhatIf(problem, {})).toEqual(problem)
  })
  it('changes what it names and leaves the problem itself alone', () => {
    const tried = applyWhatIf(problem, {
      unitDays: { min: 2, max: 3 },
      doctorDays: 4,
      titleFloor: null,
      mismatch: 'forbidden',
      municipalShare: 0.3,
      without: ['d1'],
      weights: { fairness: 3 },
    })
    expect(tried.units.map((unit) => unit.daysPerMonth)).toEqual([
      { min: 2, max: 3 },
      { min: 2, max: 3 },
    ])
    expect(tried.doctors.map(({ id, maxDaysPerMonth }) => [id, maxDaysPerMonth])).toEqual([
      ['d2', 4],
      ['d3', 4],
    ])
    expect(tried.locks).toEqual([])
    expect(tried.rules).toMatchObject({ titleFloor: null, weights: { mismatch: null, fairness: 6 } })
    expect(tried.hospitals.map((hospital) => hospital.shareAtLeast)).toEqual([null, 0.3])
    expect(problem.doctors).toHaveLength(3)
    expect(applyWhatIf(tried, { mismatch: 'allowed' }).rules.weights.mismatch).toBe(400)
  })
})
