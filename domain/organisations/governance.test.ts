// Appointments never overlap in a post, and the version in force is found whatever order versions come in (ORG-1, ORG-9).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../shared/calendar.ts'
import { inForce, inTheWay, overlap, POSTS, subjectKey } from './governance.ts'

const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2024-03-01', n))
const span = fc
  .tuple(day, fc.option(fc.integer({ min: 0, max: 20 })))
  .map(([startsOn, length]) => ({ startsOn, endsOn: length === null ? null : addDays(startsOn, length) }))

describe('appointments', () => {
  it('overlap exactly where they share a day', () => {
    const days = Array.from({ length: 100 }, (_, n) => addDays('2024-03-01', n))
    const covers = (s: { startsOn: string; endsOn: string | null }) => (d: string) =>
      s.startsOn <= d && (s.endsOn === null || d <= s.endsOn)
    fc.assert(
      fc.property(span, span, (a, b) => {
        expect(overlap(a, b)).toBe(days.some((d) => covers(a)(d) && covers(b)(d)))
        expect(overlap(a, b)).toBe(overlap(b, a))
      }),
    )
  })
  it('taken one by one leave no day with two holders of a post', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ span, post: fc.constantFrom(...POSTS), name: fc.constantFrom('甲', '乙', '丙') }),
        ),
        (wishes) => {
          const held: {
            id: string
            post: (typeof POSTS)[number]
            name: string
            startsOn: string
            endsOn: string | null
          }[] = []
          for (const [i, { span: s, post, name }] of wishes.entries())
            if (!inTheWay(held, { ...s, post, name })) held.push({ ...s, post, name, id: String(i) })
          for (const a of held)
            for (const b of held)
              if (a.id !== b.id && a.post === b.post && a.post !== 'deputyDirector')
                expect(overlap(a, b)).toBe(false)
        },
      ),
    )
  })
  it('allow several deputies, but nobody twice', () => {
    const there = [
      { id: '1', post: 'deputyDirector' as const, name: '甲', startsOn: '2024-03-01', endsOn: null },
    ]
    const wanted = { post: 'deputyDirector' as const, startsOn: '2024-04-01', endsOn: null }
    expect(inTheWay(there, { ...wanted, name: '乙' })).toBeNull()
    expect(inTheWay(there, { ...wanted, name: '甲' })?.id).toBe('1')
  })
})

describe('versions', () => {
  it('are in force from their day, the later of one day before the earlier, whatever their order', () => {
    const versions = [
      { version: 1, effectiveFrom: '2024-03-01' },
      { version: 2, effectiveFrom: '2024-06-01' },
      { version: 3, effectiveFrom: '2024-06-01' },
      { version: 4, effectiveFrom: '2024-04-01' },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(versions, { minLength: 4 }), (any) => {
        expect(inForce(any, '2024-02-29')).toBeNull()
        expect(inForce(any, '2024-03-31')?.version).toBe(1)
        expect(inForce(any, '2024-05-31')?.version).toBe(4)
        expect(inForce(any, '2024-07-01')?.version).toBe(3)
      }),
    )
  })
  it('are counted by kind and bodies', () => {
    expect(subjectKey('steeringGroup', null, null)).toBe('steeringGroup')
    expect(subjectKey('pairing', 'u', 'h')).toBe('pairing/u/h')
  })
})
