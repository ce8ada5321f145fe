// Thresholds of the plan, and nothing else, let an exit be proposed (ASM-9).
import { describe, expect, it } from 'vitest'
import type { ExitTerms } from '../programme/exit-terms.ts'
import { type ExitFact, type ExitPosting, exitProposals } from './exit-proposals.ts'

const terms: ExitTerms = {
  replyWorkdays: 5,
  thresholds: { absence: 3, measure: 1 },
  doctorsTogether: 2,
  otherDecides: true,
  inferred: true,
}
const posting = (practitionerId: string, unitId = 'u', department = '内科'): ExitPosting => ({
  unitId,
  hospitalId: 'h',
  practitionerId,
  department,
})
const fact = (
  signal: ExitFact['signal'],
  practitionerId: string | null,
  more: Partial<ExitFact> = {},
): ExitFact => ({
  signal,
  ref: `${signal}-${practitionerId}-${more.day ?? ''}`,
  day: '2024-05-06',
  words: '',
  unitId: 'u',
  hospitalId: 'h',
  practitionerId,
  ...more,
})
const absences = (who: string, n: number): ExitFact[] =>
  Array.from({ length: n }, (_, i) => fact('absence', who, { day: `2024-05-0${i + 1}` }))
const brief = (facts: ExitFact[], postings = [posting('p'), posting('q'), posting('r', 'v')]) =>
  exitProposals(terms, postings, facts).map((one) => [
    one.kind,
    one.unitId,
    one.practitionerId ?? one.department,
  ])

describe('proposals', () => {
  it.each([
    ['below the threshold', absences('p', 2), []],
    ['at the threshold', absences('p', 3), [['doctor', 'u', 'p']]],
    ['at another unit', absences('r', 3), []],
    ['a measure, wherever she serves', [fact('measure', 'r', { unitId: null })], [['doctor', 'v', 'r']]],
    ['a kind the plan does not name', [fact('violation', 'p')], []],
    ['of somebody who is not posted', absences('gone', 3), []],
    ['a measure against the hospital', [fact('measure', null)], [['hospital', 'u', null]]],
  ] as const)('%s', (_, facts, expected) => {
    expect(brief([...facts])).toEqual(expected)
  })
  it('are of the whole where two doctors of a department are past a threshold', () => {
    const facts = [...absences('p', 3), ...absences('q', 3)]
    expect(brief(facts)).toEqual([
      ['doctor', 'u', 'p'],
      ['doctor', 'u', 'q'],
      ['department', 'u', '内科'],
      ['hospital', 'u', null],
    ])
    // of two departments, it is the hospital's alone
    expect(brief(facts, [posting('p'), posting('q', 'u', '外科')]).at(-1)).toEqual(['hospital', 'u', null])
    expect(exitProposals(terms, [posting('p'), posting('q')], facts).at(-1)).toMatchObject({
      doctors: ['p', 'q'],
      facts: { length: 6 },
    })
  })
})
