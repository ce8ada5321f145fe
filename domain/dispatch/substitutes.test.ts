// Stand-ins for a day: who may, at what price; who may not, by which rule.
import { describe, expect, it } from 'vitest'
import { planBoard } from './plan-board.ts'
import { planCost } from './plan-cost.ts'
import { bent, duty, smallProblem, soundDuties } from './plan-small-problem.ts'
import { substitutesFor } from './substitutes.ts'

const { doctors } = smallProblem()
const first = soundDuties[0] ?? duty('', '', '')

describe('substitutes', () => {
  it('name everybody else: those who may first with what it costs, the others with the rule', () => {
    const problem = smallProblem({ doctors: bent(doctors, 'd2', { unavailable: ['2024-09-10'] }) })
    const found = substitutesFor(planBoard(problem, soundDuties), first)
    expect(found.map(({ doctor }) => doctor)).toEqual(['d3', 'd2'])
    expect(found[0]?.broken).toEqual([])
    expect(found[1]?.broken.map(({ rule }) => rule)).toEqual(['unavailable', 'one-unit-a-day'])
    expect(found[1]?.extraCost).toBeNull()
  })
  it('price a change as the whole plan would', () => {
    const problem = smallProblem()
    const board = planBoard(problem, soundDuties)
    const into = { ...first, doctor: 'd3' }
    const after = soundDuties.map((one) => (one === first ? into : one))
    const difference = planCost(problem, after).total - planCost(problem, soundDuties).total
    expect(board.extraCost([first], [into])).toBeCloseTo(difference, 6)
    expect(substitutesFor(board, first).find(({ doctor }) => doctor === 'd3')?.extraCost).toBeCloseTo(
      difference,
      2,
    )
  })
})
