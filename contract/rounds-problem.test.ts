// Problems of mobile rounds that cannot be solved are refused with every fault named; the schemas are fresh.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRoundsProblem, roundsSchemas } from './rounds-problem.ts'

const sound = {
  version: 1,
  quarters: ['2024-Q3', '2024-Q4'],
  villages: [{ id: 'a', township: 'x' }],
  teams: [{ id: 't' }],
}
const faultsOf = (value: unknown) => {
  const read = parseRoundsProblem(value)
  return 'problems' in read ? read.problems.map(({ code, place }) => [code, place?.path]) : []
}

describe('a problem of mobile rounds', () => {
  it('takes the defaults of what it leaves out', () => {
    expect(parseRoundsProblem(sound).problem).toMatchObject({
      villages: [{ lastVisit: null, need: { weight: 1, specialties: [] }, at: null }],
      teams: [{ villagesPerQuarter: { min: 1, max: 1 }, townships: null }],
      rules: { longAgoMonths: 24, weights: { unmet: 20_000, need: 100 }, day: null },
    })
  })
  it.each<[string, object, unknown[]]>([
    ['nothing to visit', { villages: [] }, [['rounds-empty', 'villages']]],
    ['an unknown key', { colour: 1 }, [['rounds-unknown-key', '.']]],
    ['a quarter written otherwise', { quarters: ['2024Q3'] }, [['rounds-invalid-value', 'quarters[0]']]],
    [
      'quarters out of order',
      { quarters: ['2024-Q4', '2024-Q3'] },
      [['rounds-quarters-order', 'quarters[1]']],
    ],
    ['two of one id', { teams: [{ id: 't' }, { id: 't' }] }, [['rounds-duplicate-id', 'teams[1].id']]],
    [
      'a visit that has not been yet',
      { villages: [{ id: 'a', township: 'x', lastVisit: '2024-07-01' }] },
      [['rounds-last-visit-late', 'villages[0].lastVisit']],
    ],
    [
      'a minimum above the maximum',
      { teams: [{ id: 't', villagesPerQuarter: { min: 2 } }] },
      [['rounds-range', 'teams[0].villagesPerQuarter']],
    ],
    [
      'a township nobody knows',
      { teams: [{ id: 't', townships: ['z'] }] },
      [['rounds-unknown-id', 'teams[0].townships[0]']],
    ],
    [
      'an exception for nobody',
      { exceptions: [{ village: 'z', quarter: '2025-Q1', reason: '急' }] },
      [
        ['rounds-unknown-id', 'exceptions[0].village'],
        ['rounds-unknown-id', 'exceptions[0].quarter'],
      ],
    ],
    [
      'an exception without a reason',
      { exceptions: [{ village: 'a', quarter: '2024-Q3', reason: '' }] },
      [['rounds-invalid-value', 'exceptions[0].reason']],
    ],
    [
      'a day that ends before it begins',
      { rules: { day: { from: '12:00', to: '08:00' } } },
      [['rounds-day-order', 'rules.day']],
    ],
  ])('with %s is refused', (_, given, expected) => {
    expect(faultsOf({ ...sound, ...given })).toEqual(expected)
  })
  it('has the schemas that docs/ publishes', () => {
    for (const [file, schema] of Object.entries(roundsSchemas()))
      expect(JSON.parse(readFileSync(`docs/${file}`, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
  })
})
