// A plain table as a laid-out form: one header row, for the lists that are no official form and yet print and export like one.
import type { FormLayout, LayoutValue } from './layout.ts'

export type PlainColumn = {
  key: string
  label: string
  width: number
  /** Words in the middle, words flush left, or a number. */
  kind: 'word' | 'prose' | 'number'
}
export type PlainTable = {
  id: string
  /** Stands where an annex says its number, and names the sheet. */
  label: string
  title: string
  columns: readonly PlainColumn[]
  rows: LayoutValue[][]
  head?: readonly { label: string; value: string }[]
  total?: FormLayout['total']
  notes?: readonly string[]
  signs?: readonly string[]
  paper?: FormLayout['paper']
  meta: Pick<FormLayout['meta'], 'year'> & Partial<FormLayout['meta']>
}

export function plainLayout(table: PlainTable): FormLayout {
  const { columns, head = [], signs = [] } = table
  return {
    formId: table.id,
    version: 1,
    annexLabel: table.label,
    title: table.title,
    headLines: head.map(({ label, value }, i) => ({ key: `head${i + 1}`, label, value, stamp: '' })),
    columns: columns.map(({ key, width, kind }) => ({
      key,
      width,
      align: kind === 'prose' ? 'left' : 'center',
      numeric: kind === 'number',
    })),
    widths: columns.map(({ width }) => width),
    header: {
      rows: 1,
      cells: columns.map(({ label }, c) => ({ r: 0, c, rowspan: 1, colspan: 1, label })),
    },
    rows: table.rows,
    total: table.total ?? null,
    notes: [...(table.notes ?? [])],
    signs: signs.map((label, i) => ({ key: `sign${i + 1}`, label, value: '', stamp: '' })),
    paper: table.paper ?? 'a4',
    meta: {
      county: '',
      month: '',
      activity: '',
      programme: '',
      fields: columns.map(({ key }) => key),
      ...table.meta,
    },
  }
}
