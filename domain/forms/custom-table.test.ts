// FRM-6: which layouts can be filled, and that any that can is laid out like every other form.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CUSTOM_FIELDS, fitsRows, ROWS_BY } from './custom-fields.ts'
import { CUSTOM_STARTERS, emptyTable } from './custom-starters.ts'
import { type CustomTable, checkCustomTable, columnKey, definitionOf } from './custom-table.ts'
import { leavesOf } from './form.ts'
import { layoutOf } from './layout.ts'

const [byUnit] = CUSTOM_STARTERS as [CustomTable]
const column = (field: string, label = '', band = '') => ({ field, label, band })
const codes = (table: Partial<CustomTable>) =>
  checkCustomTable({ ...byUnit, ...table }).map((p) => [p.code, p.place?.path])

describe('a layout', () => {
  it('is in order for every layout to begin with', () => {
    for (const table of [...CUSTOM_STARTERS, ...ROWS_BY.map(emptyTable)])
      expect(checkCustomTable(table), table.rowsBy).toEqual([])
  })
  it.each([
    [
      'a column of other rows',
      [column('receivingUnit'), column('dutyDay')],
      ['table-column-unfit', 'columns.1'],
    ],
    [
      'a column nobody knows',
      [column('receivingUnit'), column('salary')],
      ['table-column-unfit', 'columns.1'],
    ],
    [
      'a column twice',
      [column('receivingUnit'), column('lectures'), column('lectures', '讲座')],
      ['table-column-twice', 'columns.2'],
    ],
    [
      'two blanks of one heading',
      [column('receivingUnit'), column('blank'), column('blank')],
      ['table-heading-twice', 'columns.2'],
    ],
    ['nobody named', [column('sequence'), column('lectures')], ['table-nobody', 'columns']],
  ])('names %s', (_, columns, found) => {
    expect(codes({ columns })).toEqual([found])
  })
  it('takes blanks told apart by their heading, or by the heading above', () => {
    const columns = [
      column('receivingUnit'),
      column('blank', '存在问题'),
      column('blank', '整改'),
      column('blank', '整改', '下月'),
    ]
    expect(codes({ columns })).toEqual([])
  })
  it('names each wrong column with its number, heading and remedy', () => {
    const [problem] = checkCustomTable({
      ...byUnit,
      columns: [column('receivingUnit'), column('half', '上下午')],
    })
    expect(problem?.zh).toBe('第 2 列“上下午”不能用在“每家受援单位一行”的表里')
    expect(problem?.remedyZh).toContain('删去')
  })
})

const table = fc.constantFrom(...ROWS_BY).chain((rowsBy) =>
  fc
    .shuffledSubarray(
      CUSTOM_FIELDS.filter((f) => fitsRows(f, rowsBy)).map((f) => f.key),
      { minLength: 1 },
    )
    .chain((fields) =>
      fc.tuple(
        ...fields.map((field) => fc.constantFrom('', '业务', '宣传').map((band) => column(field, '', band))),
      ),
    )
    .map((columns): CustomTable => ({ ...emptyTable(rowsBy), columns })),
)

describe('any layout that is in order', () => {
  it('keeps its columns in order, heads each exactly once, and totals numbers only', () => {
    fc.assert(
      fc.property(table, (of) => {
        fc.pre(checkCustomTable(of).length === 0)
        const definition = definitionOf(of, 3, '2024年5月')
        const keys = of.columns.map(columnKey)
        expect(leavesOf(definition).map((f) => f.key)).toEqual(keys)
        const totals = Object.fromEntries(keys.map((key, i) => [key, i + 1]))
        const layout = layoutOf(definition, {
          county: '永定区',
          year: 2024,
          rows: [],
          part: { before: 0, totals },
        })
        expect(layout.title).toBe('永定区2024年5月医师下基层工作情况表')
        expect(layout.annexLabel).toBe('')
        const covered = layout.header.cells.flatMap((h) =>
          Array.from(
            { length: h.rowspan * h.colspan },
            (_, i) => `${h.r + Math.floor(i / h.colspan)} ${h.c + (i % h.colspan)}`,
          ),
        )
        expect(new Set(covered).size).toBe(covered.length)
        expect(covered.length).toBe(keys.length * layout.header.rows)
        const shown = layout.total?.values ?? []
        expect((layout.total?.span ?? 0) + shown.length).toBe(keys.length)
        for (const [i, value] of shown.entries()) {
          const field = CUSTOM_FIELDS.find((f) => f.key === of.columns[i + (layout.total?.span ?? 0)]?.field)
          expect(value !== null, field?.key).toBe(field?.figure === true)
        }
      }),
    )
  })
})
