import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconcileMonth } from './reconcile.ts'

const days = (ids: readonly string[]) => new Map(ids.map((id) => [id, `医师 ${id}`]))
const ledger = (ids: readonly string[]) => ids.map((id) => ({ id, label: `医师 ${id}`, counts: true }))

describe('reported numbers against the ledger (RPT-2)', () => {
  it('explains the days after the 22nd, and a day that was taken back', () => {
    const found = reconcileMonth(
      '2024-05',
      { version: 1, part: 'main', count: 2, days: days(['a', 'b']) },
      ledger(['b', 'c', 'd']),
    )
    expect(found).toMatchObject({ reported: 2, ledger: 3, version: 1 })
    expect(found.explained.map((e) => [e.why, e.dayCardId])).toEqual([
      ['added', 'c'],
      ['added', 'd'],
      ['removed', 'a'],
    ])
  })
  it('names a month nobody reported', () => {
    expect(reconcileMonth('2024-05', null, ledger(['a']))).toMatchObject({
      reported: null,
      ledger: 1,
      explained: [{ why: 'added' }],
    })
  })
  it('always comes out even: reported + added − removed = ledger', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'))
    fc.assert(
      fc.property(ids, ids, (before, now) => {
        const found = reconcileMonth(
          '2024-05',
          { version: 1, part: 'main', count: before.length, days: days(before) },
          ledger(now),
        )
        const added = found.explained.filter((e) => e.why === 'added').length
        expect((found.reported ?? 0) + added - (found.explained.length - added)).toBe(found.ledger)
      }),
    )
  })
})
