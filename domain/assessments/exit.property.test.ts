// Whatever is tried in whatever order: nobody leaves without a notice, her own word or the days for it, and a decision by another
// hand; and no case is closed while a unit waits for a doctor and nobody said why not (ASM-9).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../shared/calendar.ts'
import {
  decideExit,
  EXIT_ACTS,
  EXIT_OUTCOMES,
  EXIT_TRANSITIONS,
  type ExitActor,
  type ExitCase,
} from './exit.ts'

const fresh: ExitCase = {
  kind: 'doctor',
  state: 'proposed',
  replyBy: null,
  proposedBy: 'a',
  unitId: 'u',
  hospitalId: 'h',
  practitionerId: 'p',
  empty: 0,
}
const actor = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<ExitActor>(
      ...['a', 'b'].map((accountId) => ({
        accountId,
        role: 'bureau',
        organisationId: null,
        practitionerId: null,
      })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<ExitActor>({
      accountId: 'c',
      role: 'doctor',
      organisationId: null,
      practitionerId: 'p',
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record<ExitActor>({
      accountId: fc.constantFrom('a', 'b', 'c'),
      role: fc.constantFrom('bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'doctor'),
      organisationId: fc.constantFrom(null, 'h', 'u', 'x'),
      practitionerId: fc.constantFrom(null, 'p', 'q'),
    }),
  },
)
const step = fc.record({
  act: fc.constantFrom(...EXIT_ACTS),
  outcome: fc.constantFrom(...EXIT_OUTCOMES),
  who: actor,
  later: fc.integer({ min: 0, max: 4 }),
})

describe('an exit', () => {
  it('is never decided unnoticed, unheard, or by whoever proposed it or whom it is about', () => {
    const seen = { heard: 0, termOver: 0, rematched: 0, waived: 0, late: 0, othersWord: 0 }
    fc.assert(
      fc.property(
        fc.constantFrom('doctor', 'hospital' as const),
        fc.array(step, { maxLength: 24, size: 'max' }),
        fc.integer({ min: 1, max: 3 }),
        (kind, steps, places) => {
          let one: ExitCase = { ...fresh, kind, practitionerId: kind === 'doctor' ? 'p' : null }
          let today = '2024-05-20'
          let heard = false
          let noticed = false
          for (const { act, outcome, who, later } of steps) {
            today = addDays(today, later)
            const before = one.state
            const decision = decideExit(one, { act, outcome }, who, { today, otherDecides: true })
            if (!decision.ok) continue
            expect(EXIT_TRANSITIONS[before][act]).toContain(decision.state)
            one = { ...one, state: decision.state }
            const concerned =
              (kind === 'doctor' && who.practitionerId === 'p') ||
              who.organisationId === 'h' ||
              who.organisationId === 'u'
            expect(concerned).toBe(act === 'reply')
            switch (act) {
              case 'notice':
                noticed = true
                one = { ...one, replyBy: addDays(today, 5) }
                break
              case 'reply': {
                const own = kind === 'doctor' ? who.practitionerId === 'p' : who.organisationId === 'h'
                if (!own && before === 'noticed') expect(one.state).toBe('noticed')
                if (!own) seen.othersWord++
                if (own) heard = true
                expect(decision.late).toBe(today > (one.replyBy ?? ''))
                if (decision.late) seen.late++
                break
              }
              case 'decide':
                expect(noticed).toBe(true)
                expect(who.accountId).not.toBe(one.proposedBy)
                expect(heard || today > (one.replyBy ?? '')).toBe(true)
                seen[heard ? 'heard' : 'termOver']++
                if (one.state === 'rematching') one = { ...one, empty: places }
                break
              case 'rematch':
                one = { ...one, empty: one.empty - 1 }
                expect(one.state).toBe(one.empty === 0 ? 'closed' : 'rematching')
                if (one.state === 'closed') seen.rematched++
                break
              case 'waive':
                seen.waived++
                break
              case 'withdraw':
                expect(['proposed', 'noticed', 'replied']).toContain(before)
            }
            // a place stands empty only in a case that is open, or whose waiving stands on record
            if (one.state === 'closed' && act !== 'waive') expect(one.empty).toBe(0)
          }
        },
      ),
      { numRuns: 30_000 },
    )
    for (const [name, n] of Object.entries(seen)) expect(n, name).toBeGreaterThan(50)
  })
  it.each([
    { when: 'on the last day to reply', act: 'decide', by: 'b', today: '2024-05-27', why: 'exit-unheard' },
    { when: 'by whoever proposed it', act: 'decide', by: 'a', today: '2024-05-28', why: 'exit-own-proposal' },
    { when: 'before a decision', act: 'rematch', by: 'b', today: '2024-05-28', why: 'exit-closed' },
  ] as const)('goes nowhere $when', ({ act, by, today, why }) => {
    const one: ExitCase = { ...fresh, state: 'noticed', replyBy: '2024-05-27' }
    const who = { accountId: by, role: 'bureau', organisationId: null, practitionerId: null }
    expect(decideExit(one, { act, outcome: 'end' }, who, { today, otherDecides: true })).toEqual({
      ok: false,
      why,
    })
  })
  it('may be decided by the same hand where the plan does not ask for two', () => {
    const one: ExitCase = { ...fresh, state: 'noticed', replyBy: '2024-05-27' }
    const who = { accountId: 'a', role: 'bureau', organisationId: null, practitionerId: null }
    expect(
      decideExit(one, { act: 'decide', outcome: 'warn' }, who, { today: '2024-05-28', otherDecides: false }),
    ).toEqual({ ok: true, state: 'closed', late: true })
  })
})
