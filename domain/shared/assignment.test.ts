import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cheapestAssignment } from './assignment.ts'

const sum = (cost: number[][], taken: readonly number[]) =>
  taken.reduce((total, column, row) => total + (cost[row]?.[column] ?? Number.NaN), 0)

function cheapestByTrying(cost: number[][], row = 0, used: number[] = []): number {
  if (row === cost.length) return 0
  return Math.min(
    ...(cost[row] ?? []).map((price, column) =>
      used.includes(column) ? Infinity : price + cheapestByTrying(cost, row + 1, [...used, column]),
    ),
  )
}

describe('the cheapest assignment', () => {
  it('takes each column once and costs no more than any other', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
      .chain(([rows, more]) =>
        fc.array(
          fc.array(fc.integer({ min: 0, max: 30 }), { minLength: rows + more, maxLength: rows + more }),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
      )
    fc.assert(
      fc.property(table, (cost) => {
        const taken = cheapestAssignment(cost)
        expect(new Set(taken).size).toBe(cost.length)
        expect(sum(cost, taken)).toBe(cheapestByTrying(cost))
      }),
      { numRuns: 300, seed: 11 },
    )
  })
  it('has nothing to do for no rows, and refuses more rows than columns', () => {
    expect(cheapestAssignment([])).toEqual([])
    expect(() => cheapestAssignment([[1], [2]])).toThrow(RangeError)
  })
})
