// The transition table against random histories (P3, P8, P12): nothing is accepted unseen, by whoever handed it in, or
// opened again from its own level; nothing passes a lock without another person's word.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../shared/calendar.ts'
import {
  decideReport,
  openActs,
  REPORT_ACTS,
  REPORT_STATES,
  type ReportAct,
  type ReportFacts,
  type ReportStanding,
  type Side,
  TRANSITIONS,
  whyNot,
} from './chain.ts'

const START: ReportStanding = { state: 'draft', submittedBy: null, lastAt: null, resubmitBy: null }
const facts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  today: '2024-05-20',
  now: '2024-05-20T01:00:00.000Z',
  openUntil: '2024-05-29',
  exceptions: [],
  owedAnew: false,
  comments: 1,
  note: '原因',
  ...more,
})
const SIDES: readonly Side[] = ['owner', 'receiver', 'above']
/** Two people on each side. */
const people = SIDES.flatMap((side) => [1, 2].map((n) => ({ accountId: `${side}${n}`, side })))

type Step = {
  act: ReportAct
  person: (typeof people)[number]
  hours: number
  comments: number
  note: string
  open: boolean
}
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...REPORT_ACTS),
  person: fc.constantFrom(...people),
  hours: fc.integer({ min: 0, max: 12 }),
  comments: fc.integer({ min: 0, max: 2 }),
  note: fc.constantFrom('', '原因'),
  open: fc.boolean(),
})

describe('the table', () => {
  it('leads from every state only to states it knows, and every state can be reached', () => {
    const reached = new Set<string>(['draft'])
    for (const state of REPORT_STATES)
      for (const way of Object.values(TRANSITIONS[state])) {
        expect(REPORT_STATES).toContain(way.to)
        reached.add(way.to)
      }
    expect([...reached].sort()).toEqual([...REPORT_STATES].sort())
  })
  it('opens what was accepted only from above (P8)', () => {
    for (const state of ['accepted', 'filed'] as const)
      expect(TRANSITIONS[state].unaccept?.by, state).toEqual(['above'])
  })
})

describe('5,000 random histories', () => {
  it('hold every promise of the table', () => {
    let accepted = 0
    let refusals = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 40 }), (steps) => {
        let report = START
        let at = Date.UTC(2024, 4, 18)
        for (const s of steps) {
          at += s.hours * 3_600_000
          const now = new Date(at).toISOString()
          const today = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
          const given = facts({
            today,
            now,
            comments: s.comments,
            note: s.note,
            exceptions: s.open ? [{ expiresOn: addDays(today, 1) }] : [],
          })
          const before = report
          const decision = decideReport(before, s.act, s.person, given)
          const why = whyNot(before, s.act, s.person, given)
          expect(decision.ok).toBe(why === null)
          if (!decision.ok) {
            refusals += 1
            continue
          }
          report = decision.report
          const locked = today > '2024-05-29' && !s.open
          if (s.act === 'accept') {
            accepted += 1
            expect(before.state).toBe('submitted')
            expect(s.person.side).toBe('receiver')
            expect(s.person.accountId).not.toBe(before.submittedBy)
          }
          if (s.act === 'unaccept') expect(s.person.side).toBe('above')
          if (s.act === 'return') expect(s.comments).toBeGreaterThan(0)
          if (s.act === 'submit') {
            if (before.state === 'draft') expect(locked).toBe(false)
            if (before.state === 'returned' && locked) expect(today <= (before.resubmitBy ?? '')).toBe(true)
            if (before.state === 'accepted' || before.state === 'filed') expect(s.open).toBe(true)
            if (s.person.side === 'receiver') expect(s.note).not.toBe('')
          }
        }
      }),
      { numRuns: 5000 },
    )
    expect(accepted).toBeGreaterThan(300)
    expect(refusals).toBeGreaterThan(5000)
  })
})

describe('the lock (P9, P10, P12)', () => {
  const owner = { accountId: 'o', side: 'owner' as const }
  it('opens on its last day until midnight and not the day after', () => {
    expect(whyNot(START, 'submit', owner, facts({ today: '2024-05-29' }))).toBeNull()
    expect(whyNot(START, 'submit', owner, facts({ today: '2024-05-30' }))).toBe('report-locked')
    expect(
      whyNot(
        START,
        'submit',
        owner,
        facts({ today: '2024-05-30', exceptions: [{ expiresOn: '2024-05-30' }] }),
      ),
    ).toBeNull()
    expect(
      whyNot(
        START,
        'submit',
        owner,
        facts({ today: '2024-05-31', exceptions: [{ expiresOn: '2024-05-30' }] }),
      ),
    ).toBe('report-locked')
  })
  it('lets a returned report in until the day its reviewer named', () => {
    const returned: ReportStanding = { ...START, state: 'returned', resubmitBy: '2024-06-02' }
    expect(whyNot(returned, 'submit', owner, facts({ today: '2024-06-02' }))).toBeNull()
    expect(whyNot(returned, 'submit', owner, facts({ today: '2024-06-03' }))).toBe('report-locked')
  })
  it('gives an accepted report back only for what changed or under an exception', () => {
    const accepted: ReportStanding = { ...START, state: 'accepted' }
    expect(whyNot(accepted, 'submit', owner, facts())).toBe('report-locked')
    expect(whyNot(accepted, 'submit', owner, facts({ owedAnew: true }))).toBeNull()
    expect(openActs(accepted, owner, facts({ owedAnew: true }))).toEqual(['submit'])
  })
  it('is not recalled behind the lock, where it could not come back', () => {
    const submitted: ReportStanding = { ...START, state: 'submitted', submittedBy: 'o' }
    expect(whyNot(submitted, 'recall', owner, facts({ today: '2024-05-30' }))).toBe('report-locked')
    expect(openActs(submitted, owner, facts())).toEqual(['recall'])
  })
  it('refuses a server whose clock was set back (P11)', () => {
    const later: ReportStanding = { ...START, lastAt: '2024-05-20T02:00:00.000Z' }
    expect(whyNot(later, 'submit', owner, facts())).toBe('report-clock-back')
  })
})
