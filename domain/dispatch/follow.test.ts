// Who takes whose place when a published month changes (PUB-3).
import { describe, expect, it } from 'vitest'
import { followOf } from './follow.ts'

const at = (unitId: string, practitionerId: string, day: string) => ({ unitId, practitionerId, day })

describe('a coming duty', () => {
  it('takes the place of its unit’s leaving one, the likeliest first', () => {
    const gone = [at('u', 'a', '24'), at('u', 'b', '25'), at('v', 'c', '24')]
    const [other, same, far, extra] = [
      at('u', 'x', '25'),
      at('u', 'a', '28'),
      at('v', 'y', '30'),
      at('u', 'z', '31'),
    ]
    const found = followOf(gone, [extra, other, same, far])
    expect([found.get(other), found.get(same), found.get(far), found.get(extra)]).toEqual([
      gone[1],
      gone[0],
      gone[2],
      undefined,
    ])
  })
  it('never takes one of another unit', () => {
    expect(followOf([at('u', 'a', '24')], [at('v', 'a', '24')]).size).toBe(0)
  })
})
