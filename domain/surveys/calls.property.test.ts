// Whatever callers do in whatever order: reserves come in order and only for somebody who is lost, nobody is given up early,
// and every person drawn stays in the denominators (P42).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attempt, inTurn, OUTCOMES, STANDINGS, standingOf, tally, triesLeft } from './calls.ts'
import { estimate } from './estimate.ts'
import { countedAs, STANDARD_QUESTIONNAIRE, wrongAnswers } from './questionnaire.ts'
import { decide, SURVEY_ACTS, SURVEY_STATES } from './transitions.ts'

const RULE = { most: 3, days: 2 }
const attempts = fc.array(
  fc.record({
    outcome: fc.constantFrom(...OUTCOMES),
    day: fc.constantFrom('2024-05-20', '2024-05-21', '2024-05-22'),
  }),
  { maxLength: 6 },
)

describe('a person who was drawn', () => {
  it('is given up only after as many calls on as many days as the rule asks, or by what was said', () => {
    fc.assert(
      fc.property(attempts, fc.boolean(), (list, mayCall) => {
        const standing = standingOf(list, mayCall, RULE)
        const days = new Set(list.map(({ day }) => day)).size
        if (standing === 'noAnswer') expect(list.length >= 3 && days >= 2).toBe(true)
        if (standing === 'open') {
          const left = triesLeft(list, RULE)
          expect(left.calls + left.days).toBeGreaterThan(0)
        }
        if (!mayCall) expect(['withdrawn', 'completed']).toContain(standing)
        if (list.some(({ outcome }) => outcome === 'completed')) expect(standing).toBe('completed')
      }),
    )
  })
  it.each<[string, Attempt[], string]>([
    ['nobody tried', [], 'open'],
    [
      'three calls in one day',
      Array.from({ length: 3 }, () => ({ outcome: 'noAnswer' as const, day: '2024-05-20' })),
      'open',
    ],
    ['a wrong number', [{ outcome: 'wrongNumber', day: '2024-05-20' }], 'wrongNumber'],
    ['a call at another time', [{ outcome: 'callLater', day: '2024-05-20' }], 'open'],
  ])('after %s', (_, list, expected) => expect(standingOf(list, true, RULE)).toBe(expected))
})

describe('whose turn it is', () => {
  const list = fc.array(fc.constantFrom(...STANDINGS), { maxLength: 25 })
  it('is a beginning of the list, no longer than the lost ask for', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 0, max: 12 }), (standings, share) => {
        const people = standings.map((standing, i) => ({ standing, reserve: i >= share, i }))
        const turn = inTurn(people, share)
        expect(turn).toEqual(people.slice(0, turn.length))
        const alive = turn.filter(({ standing }) => standing === 'open' || standing === 'completed').length
        expect(alive).toBeLessThanOrEqual(share)
        const lost = turn.length - alive
        expect(turn.length).toBeLessThanOrEqual(share + lost)
        if (turn.length < people.length) expect(alive).toBe(share)
        const t = tally(turn)
        expect(t.drawn + t.reserves).toBe(turn.length)
        expect(t.completed + t.refused + t.unable + t.wrongNumber + t.noAnswer + t.withdrawn + t.open).toBe(
          turn.length,
        )
      }),
    )
  })
})

describe('a survey', () => {
  it('is never seeded by who froze it, drawn anew after a call, or closed with people left to call', () => {
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom(...SURVEY_STATES),
          frozenBy: fc.constantFrom('a', 'b'),
          calls: fc.nat(3),
          open: fc.nat(3),
        }),
        fc.constantFrom(...SURVEY_ACTS),
        fc.constantFrom('a', 'b'),
        (facts, act, by) => {
          const next = decide(facts, act, by)
          if (typeof next !== 'string') return
          if (act === 'seed') expect(by).not.toBe(facts.frozenBy)
          if (act === 'redraw' || act === 'cancel') expect(facts.calls).toBe(0)
          if (act === 'close') expect(facts.open).toBe(0)
          expect(['closed', 'cancelled']).not.toContain(facts.state)
        },
      ),
    )
  })
})

describe('an estimate', () => {
  it.each([
    [95, 100, 1_000_000, 0.8883, 0.9785],
    [0, 10, 1_000_000, 0, 0.2775],
    [10, 10, 1_000_000, 0.7225, 1],
  ])('of %i out of %i has Wilson’s interval', (...[yes, of, population, low, high]) => {
    const { interval } = estimate(yes, of, population)
    expect(interval?.low).toBeCloseTo(low, 3)
    expect(interval?.high).toBeCloseTo(high, 3)
  })
  it('is narrower in a small population, has no width in a census, and none without answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), fc.nat(500), (of, y, more) => {
        const { interval, finite, share } = estimate(y % (of + 1), of, of + more)
        if (!interval || !finite || share === null) throw new Error('nothing')
        expect(finite.high - finite.low).toBeLessThanOrEqual(interval.high - interval.low + 1e-12)
        expect(interval.low <= share + 1e-9 && share - 1e-9 <= interval.high).toBe(true)
        if (more === 0) expect(finite.high - finite.low).toBe(0)
      }),
    )
    expect(estimate(0, 0, 9)).toMatchObject({ share: null, interval: null })
  })
})

describe('answers', () => {
  const q = STANDARD_QUESTIONNAIRE
  const good = { came: 'yes', satisfaction: 'fair', awareness: 'unknown' }
  it('count for what their question stands for', () => {
    expect(wrongAnswers(q, good)).toEqual([])
    expect(['came', 'satisfaction', 'awareness'].map((role) => countedAs(q, good, role as 'came'))).toEqual([
      true,
      false,
      null,
    ])
  })
  it.each([
    ['left out', { came: 'yes', satisfaction: 'very' }, ['awareness']],
    ['not among the options', { ...good, came: 'perhaps' }, ['came']],
    ['of no question', { ...good, age: '70' }, ['age']],
  ])('%s are wrong', (_, answers, wrong) => expect(wrongAnswers(q, answers as never)).toEqual(wrong))
})
