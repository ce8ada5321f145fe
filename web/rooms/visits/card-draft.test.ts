import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayCardInputSchema } from '../../../contract/visits.ts'
import { ACTIVITY_KINDS } from '../../../domain/visits/day-card.ts'
import { cardLines, countOf, type Draft, emptyDraft, inputOf, withCount } from './card-draft.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const blank: Draft = emptyDraft({
  programmeId: 'demo-2024',
  dutyId: null,
  unitId: ID,
  practitionerId: ID,
  day: '2024-05-20',
  half: 'day',
})

const OTHER = '01900000-0000-7000-8000-00000000000f'
const CALL = { purpose: 'survey' as const, version: 1, way: 'oral' as const }
describe('a card being typed', () => {
  it('counts what was set and keeps all else, in any order', () => {
    const step = fc.record({
      kind: fc.constantFrom(...ACTIVITY_KINDS),
      count: fc.integer({ min: 0, max: 99_999 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const draft = steps.reduce((d, s) => withCount(d, s.kind, s.count), blank)
        const last = new Map(steps.map((s) => [s.kind, s.count]))
        for (const kind of ACTIVITY_KINDS) expect(countOf(draft, kind)).toBe(last.get(kind) ?? 0)
        expect(dayCardInputSchema.safeParse(inputOf(draft)).success).toBe(true)
      }),
    )
  })
  it('keeps the participants that came with a count', () => {
    const given = {
      ...blank,
      activities: [{ kind: 'caseDiscussion' as const, count: 1, participants: 5, title: '', online: false }],
    }
    expect(withCount(given, 'caseDiscussion', 3).activities).toEqual([
      { kind: 'caseDiscussion', count: 3, participants: 5, title: '', online: false },
    ])
  })
  it('sends no empty rows and no blank answers, and says whom it means', () => {
    const typed: Draft = {
      ...blank,
      activities: [{ kind: 'lecture', count: 0, title: ' ', participants: 0, online: false }],
      homeVisits: [{ specialGroup: 'other', place: '', service: ' ', nextStep: '', homeBed: false }],
      beneficiaries: [
        {
          id: ID,
          name: '张*三',
          phone: '138******01',
          specialGroup: null,
          consents: [CALL],
          withdrawn: ['photo'],
        },
        { id: OTHER, name: '', phone: '', specialGroup: null, consents: [], withdrawn: [] },
      ],
      answers: { 'card-nothing-done': ' ' },
    }
    const sent = inputOf(typed)
    expect([sent.activities, sent.homeVisits, sent.answers]).toEqual([[], [], {}])
    expect(sent.beneficiaries).toEqual([
      { id: ID, name: '张*三', phone: '138******01', specialGroup: null, consents: [CALL] },
    ])
  })
  it('lays out the same lines for every card, so that two can be compared', () => {
    const labels = (draft: Draft): string[] => cardLines(draft).map(([label]) => label)
    expect(labels(withCount(blank, 'outpatient', 3))).toEqual(labels(blank))
    expect(new Set(labels(blank)).size).toBe(labels(blank).length)
  })
})
