// Whatever is tried by whomever in whatever order: nothing is public that another person of the bureau did not approve word by
// word, no text changes on its way, and what is withdrawn says why (PUB-5).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actsOpenTo,
  CASE_ACTS,
  CASE_STATES,
  CASE_TRANSITIONS,
  type CaseAct,
  type CaseActor,
  type CaseState,
  decideCase,
  isOpenText,
} from './cases.ts'

const PEOPLE: CaseActor[] = [
  { accountId: 'unit-1', bodies: ['author'] },
  { accountId: 'unit-2', bodies: ['author'] },
  { accountId: 'bureau-1', bodies: ['bureau'] },
  { accountId: 'bureau-2', bodies: ['author', 'bureau'] },
  { accountId: 'stranger', bodies: [] },
]
const actor = fc.constantFrom(...PEOPLE)
const likely = fc.constantFrom<['write' | CaseAct, string]>(
  ['write', 'unit-1'],
  ['submit', 'unit-1'],
  ['approve', 'bureau-1'],
  ['publish', 'bureau-1'],
)
const step = fc.oneof(
  likely.map(([act, id]) => ({
    act,
    who: PEOPLE.find((one) => one.accountId === id) ?? PEOPLE[0],
    note: '',
  })),
  fc.record({
    act: fc.constantFrom('write' as const, ...CASE_ACTS),
    who: actor,
    note: fc.constantFrom('', ' ', '理由'),
  }),
)

describe('a typical case', () => {
  it('is public only as somebody of the bureau who wrote none of it approved it', () => {
    let published = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: CaseState = 'draft'
        let revision = 1
        let approved: { revision: number; by: string } | null = null
        const writers = new Set(['unit-1'])
        for (const { act, who, note } of steps) {
          if (!who) continue
          if (act === 'write') {
            if (!isOpenText(state) || !who.bodies.includes('author')) continue
            revision += 1
            writers.add(who.accountId)
            continue
          }
          const before: CaseState = state
          const decision = decideCase({ state, writers: [...writers] }, act, who, note)
          if (!decision.ok) continue
          state = decision.state
          expect(CASE_TRANSITIONS[before][act]).toBe(state)
          expect(who.bodies.length).toBeGreaterThan(0)
          if (act === 'return' || act === 'withdraw') expect(note.trim()).not.toBe('')
          if (act === 'approve') approved = { revision, by: who.accountId }
          if (state === 'published') {
            published += 1
            expect(approved?.revision).toBe(revision)
            expect([...writers]).not.toContain(approved?.by)
            expect(who.bodies).toContain('bureau')
          }
        }
      }),
      { numRuns: 5_000 },
    )
    expect(published).toBeGreaterThan(100)
  })
  it('reaches every state of the table and stays in none for good', () => {
    const reached = new Set([
      'draft',
      ...CASE_STATES.flatMap((state) => Object.values(CASE_TRANSITIONS[state])),
    ])
    expect(reached).toEqual(new Set(CASE_STATES))
    for (const state of CASE_STATES) expect(Object.keys(CASE_TRANSITIONS[state]).length).toBeGreaterThan(0)
  })
  it('offers just what would be taken', () => {
    const writers = ['unit-1', 'bureau-2']
    const [unit, , bureau, both, stranger] = PEOPLE as [CaseActor, CaseActor, CaseActor, CaseActor, CaseActor]
    expect(actsOpenTo({ state: 'submitted', writers }, unit)).toEqual(['recall'])
    expect(actsOpenTo({ state: 'submitted', writers }, bureau)).toEqual(['return', 'approve'])
    expect(actsOpenTo({ state: 'submitted', writers }, both)).toEqual(['recall', 'return'])
    for (const state of CASE_STATES) expect(actsOpenTo({ state, writers }, stranger)).toEqual([])
  })
  it.each([
    ['approve what she wrote', { state: 'submitted', act: 'approve', who: 3, note: '', why: 'case-own' }],
    [
      'return without a word',
      { state: 'submitted', act: 'return', who: 2, note: ' ', why: 'case-needs-note' },
    ],
    [
      'withdraw without a reason',
      { state: 'published', act: 'withdraw', who: 2, note: '', why: 'case-needs-note' },
    ],
    ['publish a draft', { state: 'draft', act: 'publish', who: 2, note: '', why: 'case-closed' }],
    ['publish as its unit', { state: 'approved', act: 'publish', who: 0, note: '', why: 'case-not-yours' }],
  ] as const)('lets nobody %s', (_, { state, act, who, note, why }) => {
    const actorOf = PEOPLE[who] ?? { accountId: '', bodies: [] }
    expect(decideCase({ state, writers: ['unit-1', 'bureau-2'] }, act, actorOf, note)).toEqual({
      ok: false,
      why,
    })
  })
})
