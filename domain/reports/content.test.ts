import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formDefinition } from '../forms/definitions/registry.ts'
import { canonical } from './content.ts'
import { differenceOf, isUnchanged } from './difference.ts'
import { questionsOf, type ReportFigures } from './questions.ts'

describe('canonical JSON', () => {
  it('is the same text for the same content, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonical(turned)).toBe(canonical(value))
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
  it('leaves out what is undefined and keeps null', () => {
    expect(canonical({ b: undefined, a: null, c: [undefined, '玥'] })).toBe('{"a":null,"c":[null,"玥"]}')
  })
})

describe('what changed between two fillings', () => {
  const definition = formDefinition('workload-return')
  if (!definition) throw new Error('no 附件3')
  const row = (day: string, consultations: number) => ({
    receivingUnit: '甲卫生院',
    doctorName: '李玥',
    dutyDay: day,
    consultations,
  })
  it('names rows that came, went and changed, and what it does to the totals', () => {
    const before = { rows: [row('2024-05-06', 10), row('2024-05-13', 20)], rowIds: ['a', 'b'] }
    const after = { rows: [row('2024-05-27', 7), row('2024-05-06', 12)], rowIds: ['c', 'a'] }
    const found = differenceOf(definition, before, after)
    expect(found.rows.map((r) => [r.kind, r.rowId, r.label])).toEqual([
      ['added', 'c', '甲卫生院 李玥 2024-05-27'],
      ['removed', 'b', '甲卫生院 李玥 2024-05-13'],
      ['changed', 'a', '甲卫生院 李玥 2024-05-06'],
    ])
    expect(found.rows[2]?.cells).toEqual([
      { column: 'consultations', label: expect.stringContaining('诊疗量'), before: 10, after: 12 },
    ])
    expect(found.totals).toEqual([
      { column: 'consultations', label: expect.stringContaining('诊疗量'), before: 30, after: 19 },
    ])
  })
  it('finds nothing between a filling and itself in another order', () => {
    const rows = [row('2024-05-06', 10), row('2024-05-13', 20)]
    const found = differenceOf(
      definition,
      { rows, rowIds: ['a', 'b'] },
      { rows: rows.toReversed(), rowIds: ['b', 'a'] },
    )
    expect(isUnchanged(found)).toBe(true)
  })
})

describe('questions before handing in (WRK-18, RPT-10)', () => {
  const figures = (more: Partial<ReportFigures>): ReportFigures => ({
    totals: { consultations: 60, lectures: 2, homeVisits: 4 },
    labels: { consultations: '诊疗量' },
    earlier: [{ month: '2024-04', totals: { consultations: 50, lectures: 1, homeVisits: 4 } }],
    cards: 5,
    daysWithoutCard: 0,
    unconfirmed: 0,
    ...more,
  })
  const codes = (more: Partial<ReportFigures>) => questionsOf(figures(more)).map((p) => p.code)
  it.each([
    [{}, []],
    [{ cards: 0, totals: {} }, ['report-nothing-done']],
    [{ daysWithoutCard: 2, unconfirmed: 3 }, ['report-days-without-card', 'report-cards-unconfirmed']],
    [
      {
        earlier: [
          { month: '2024-04', totals: { consultations: 60, lectures: 2, homeVisits: 4, leaflets: 0 } },
        ],
      },
      ['report-copies-month'],
    ],
    [{ totals: { consultations: 151 } }, ['report-out-of-proportion']],
    [{ totals: { consultations: 150 } }, []],
    [{ totals: { consultations: 151 }, earlier: [] }, []],
  ] as const)('%j', (more, expected) => {
    expect(codes(more as Partial<ReportFigures>)).toEqual(expected)
  })
  it('says the ledger’s figure beside the one that is asked about', () => {
    expect(questionsOf(figures({ totals: { consultations: 500 } }))[0]?.zh).toContain('此前最多的一个月是 50')
  })
})
