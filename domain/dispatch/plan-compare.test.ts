import { describe, expect, it } from 'vitest'
import type { Duty, Plan } from './plan.ts'
import { comparePlans } from './plan-compare.ts'
import { planCost } from './plan-cost.ts'
import { duty, smallProblem, soundDuties } from './plan-small-problem.ts'

const problem = smallProblem()
const plan = (duties: Duty[], uncovered: Plan['uncovered'] = []) => ({
  duties,
  uncovered,
  summary: { cost: planCost(problem, duties) },
})

describe('two plans', () => {
  it('of the same duties differ in nothing, in any order', () => {
    expect(comparePlans(plan(soundDuties), plan([...soundDuties].reverse()))).toEqual({
      objective: 0,
      terms: [],
      units: [],
      newlyUncovered: [],
      newlyCovered: [],
    })
  })
  it('name other doctors, other days and points by term', () => {
    const [, second, third, fourth] = soundDuties
    const after = [duty('d3', 'u1', '2024-09-10'), second, third, { ...fourth, date: '2024-10-09' }] as Duty[]
    const difference = comparePlans(plan(soundDuties), plan(after))
    expect(
      difference.units.map(({ unit, doctorsChanged, daysChanged }) => [unit, doctorsChanged, daysChanged]),
    ).toEqual([
      ['u1', 1, 0],
      ['u2', 0, 1],
    ])
    expect(difference.units[0]?.months[0]?.doctors).toEqual({ before: ['d1'], after: ['d3'] })
    expect(difference.units[1]?.months[0]?.dates).toEqual({ before: ['2024-10-08'], after: ['2024-10-09'] })
    const terms = Object.fromEntries(difference.terms.map((term) => [term.term, term.difference]))
    expect(terms).toMatchObject({ specialty: 10, weekday: 12 })
    expect(difference.objective).toBeCloseTo(
      difference.terms.reduce((sum, term) => sum + term.difference, 0),
      6,
    )
  })
  it('tell what became uncovered and what did not stay so', () => {
    const uncovered = [{ unit: 'u1', month: '2024-09', missing: 1, conflicts: [] }]
    const short = plan(soundDuties.slice(1), uncovered)
    expect(comparePlans(plan(soundDuties), short).newlyUncovered).toEqual([{ unit: 'u1', month: '2024-09' }])
    expect(comparePlans(short, plan(soundDuties)).newlyCovered).toEqual([{ unit: 'u1', month: '2024-09' }])
  })
})
