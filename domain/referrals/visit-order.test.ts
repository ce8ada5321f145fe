import { describe, expect, it } from 'vitest'
import {
  likelyDoubles,
  mayOrderMove,
  ORDER_STATE_NAMES,
  ORDER_TRANSITIONS,
  type OrderState,
} from './visit-order.ts'

const STATES = Object.keys(ORDER_TRANSITIONS) as OrderState[]

describe('an order’s way (ORD-1)', () => {
  it.each([
    ['recorded', 'withdrawn', true],
    ['recorded', 'accepted', true],
    ['accepted', 'dispatched', true],
    ['dispatched', 'closed', true],
    ['dispatched', 'withdrawn', false],
    ['withdrawn', 'recorded', false],
    ['closed', 'withdrawn', false],
    ['merged', 'accepted', false],
  ] as const)('%s → %s: %s', (from, to, may) => expect(mayOrderMove(from, to)).toBe(may))
  it('leads from recorded to every state, and every state has its words', () => {
    const reached = new Set<OrderState>(['recorded'])
    for (let size = 0; size !== reached.size; ) {
      size = reached.size
      for (const from of reached) for (const to of STATES) if (mayOrderMove(from, to)) reached.add(to)
    }
    expect([...reached].sort()).toEqual([...STATES].sort())
    for (const state of STATES) expect(ORDER_STATE_NAMES[state].zh).not.toBe('')
  })
})

describe('a need told twice', () => {
  const need = { village: 'a', group: 'elder', problem: '膝盖疼，走路困难', day: '2024-05-16' }
  it.each([
    [{}, true],
    [{ problem: '膝盖疼 走路困难半年' }, true],
    [{ problem: '血糖高，想看内分泌' }, false],
    [{ village: 'b' }, false],
    [{ group: 'disabled' }, false],
    [{ day: '2024-05-02' }, true],
    [{ day: '2024-05-01' }, false],
    [{ day: '2024-05-31' }, false],
  ])('%o is asked about: %s', (over, asked) => {
    expect(likelyDoubles(need, [{ ...need, ...over }]).length > 0).toBe(asked)
  })
})
