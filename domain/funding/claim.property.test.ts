// Whoever tries whatever in whatever order: no claim is approved or paid by a hand that was in it, by its own doctor or by
// another hospital, and none is paid that was not approved (FIN-1).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLAIM_ACTS,
  CLAIM_STATES,
  CLAIM_TRANSITIONS,
  type ClaimAct,
  type ClaimFacts,
  claimActsOf,
  decideClaim,
} from './claim.ts'

const fresh: ClaimFacts = { state: 'draft', practitionerId: 'p1', hospitalId: 'h1', hands: ['doctor-1'] }
const people = [
  { accountId: 'doctor-1', practitionerId: 'p1', hospitalId: null },
  { accountId: 'doctor-2', practitionerId: 'p2', hospitalId: null },
  { accountId: 'office-1', practitionerId: null, hospitalId: 'h1' },
  { accountId: 'finance-1', practitionerId: null, hospitalId: 'h1' },
  { accountId: 'office-2', practitionerId: null, hospitalId: 'h2' },
  // somebody who is both doctor and office of her own hospital
  { accountId: 'both', practitionerId: 'p1', hospitalId: 'h1' },
] as const
/** Steps that people would take, and any nonsense between them. */
const step = fc.oneof(
  fc.constantFrom(
    { act: 'submit' as const, who: people[0] },
    { act: 'approve' as const, who: people[3] },
    { act: 'pay' as const, who: people[3] },
  ),
  fc.record({ act: fc.constantFrom(...CLAIM_ACTS), who: fc.constantFrom(...people) }),
)

describe('a claim', () => {
  it('is never approved by a hand in it, its doctor or a stranger, nor paid without an approval', () => {
    let paid = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let claim = fresh
        const log: ClaimAct[] = []
        for (const { act, who } of steps) {
          const next = decideClaim(claim, act, who)
          if (typeof next !== 'string') continue
          expect(CLAIM_TRANSITIONS[claim.state][act]).toBe(next)
          if (act === 'approve' || act === 'pay') {
            expect(claim.hands).not.toContain(who.accountId)
            expect(who.practitionerId).not.toBe('p1')
            expect(who.hospitalId).toBe('h1')
          }
          if (act === 'pay') {
            paid++
            const last = log.filter((one) => ['approve', 'return', 'submit'].includes(one)).at(-1)
            expect(last).toBe('approve')
          }
          if (act === 'save' || act === 'submit') expect(['draft', 'returned']).toContain(claim.state)
          log.push(act)
          const hands = act === 'save' || act === 'submit' ? [...claim.hands, who.accountId] : claim.hands
          claim = { ...claim, state: next, hands }
        }
      }),
      { numRuns: 5_000 },
    )
    expect(paid).toBeGreaterThan(50)
  })
  it('has every state of the table within reach', () => {
    const reached = new Set(
      CLAIM_STATES.flatMap((state) => Object.values(CLAIM_TRANSITIONS[state])).concat('draft'),
    )
    expect(reached).toEqual(new Set(CLAIM_STATES))
  })
  it.each([
    [people[0], 'submitted', 'approve', 'claim-own'],
    [people[5], 'submitted', 'approve', 'claim-own'],
    [people[4], 'submitted', 'approve', 'claim-not-yours'],
    [people[1], 'draft', 'submit', 'claim-not-yours'],
    [people[2], 'draft', 'pay', 'claim-wrong-state'],
  ] as const)('%j in %s doing %s is refused: %s', (who, state, act, refused) => {
    expect(decideClaim({ ...fresh, state }, act, who)).toEqual({ refused })
  })
  it('offers what the table allows and nothing else', () => {
    expect(claimActsOf({ ...fresh, state: 'submitted' }, people[0])).toEqual(['recall'])
    expect(claimActsOf({ ...fresh, state: 'submitted' }, people[3])).toEqual(['recall', 'approve', 'return'])
    expect(claimActsOf({ ...fresh, state: 'cancelled' }, people[3])).toEqual([])
  })
})
