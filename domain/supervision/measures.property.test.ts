// Whatever is tried in whatever order: no measure takes effect before a reply came or the days to reply were over, and nobody
// decides about herself (SUP-9).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../shared/calendar.ts'
import {
  decideMeasure,
  MEASURE_ACTS,
  MEASURE_TRANSITIONS,
  type Measure,
  type MeasureActor,
} from './measures.ts'

const NOTICED = '2024-05-20'
const fresh: Measure = {
  state: 'noticed',
  replyBy: '2024-05-27',
  subject: { unitId: null, hospitalId: 'h', practitionerId: 'p' },
}
const actor = fc.record<MeasureActor>({
  role: fc.constantFrom('bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'doctor'),
  organisationId: fc.constantFrom(null, 'h', 'u'),
  practitionerId: fc.constantFrom(null, 'p', 'q'),
})

describe('a measure', () => {
  it('is never in force unheard', () => {
    const seen = { afterReply: 0, afterTerm: 0 }
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            act: fc.constantFrom(...MEASURE_ACTS),
            who: actor,
            later: fc.integer({ min: 0, max: 3 }),
          }),
          { maxLength: 14 },
        ),
        (steps) => {
          let measure = fresh
          let today = NOTICED
          let heard = false
          for (const { act, who, later } of steps) {
            today = addDays(today, later)
            const before = measure.state
            const decision = decideMeasure(measure, act, who, today)
            if (!decision.ok) continue
            measure = decision.measure
            expect(measure.state).toBe(MEASURE_TRANSITIONS[before][act])
            const concerned = who.practitionerId === 'p' || who.organisationId === 'h'
            expect(concerned).toBe(act === 'reply')
            if (act === 'reply') heard = true
            if (measure.state === 'inForce') {
              expect(heard || today > fresh.replyBy).toBe(true)
              if (act === 'impose') seen[heard ? 'afterReply' : 'afterTerm']++
            }
          }
        },
      ),
      { numRuns: 20_000 },
    )
    expect(seen.afterReply).toBeGreaterThan(100)
    expect(seen.afterTerm).toBeGreaterThan(100)
  })
  it.each([
    ['on the last day to reply', 'impose', '2024-05-27', 'measure-unheard'],
    ['of one that was dropped', 'lift', '2024-05-28', 'measure-closed'],
  ] as const)('is not decided %s', (_, act, today, why) => {
    const bureau = { role: 'bureau', organisationId: null, practitionerId: null }
    expect(decideMeasure(fresh, act, bureau, today)).toEqual({ ok: false, why })
  })
})
