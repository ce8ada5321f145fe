// Turns a definition and its data into the printed page: which text stands in which cell. Workbook, PDF
// and the page's HTML table are drawn from this one layout, so that all three agree cell by cell.
import {
  type FormColumn,
  type FormData,
  type FormDefinition,
  type FormField,
  isGroup,
  leavesOf,
} from './form.ts'
import { cellValue, totalOf, totalOfAll } from './totals.ts'

/** A header cell at row `r` and column `c` of the header, counted from 0. */
type HeaderCell = { r: number; c: number; rowspan: number; colspan: number; label: string }
export type LayoutValue = string | number | null
type LayoutColumn = { key: string; width: number; align: 'left' | 'center'; numeric: boolean }
/** A line `label value stamp`; the parts stay apart so that a page may set them differently. */
export type LayoutLine = { key: string; label: string; value: string; stamp: string }

export type FormLayout = {
  formId: string
  version: number
  /** 附件1; empty where the table is no annex. */
  annexLabel: string
  title: string
  headLines: LayoutLine[]
  columns: LayoutColumn[]
  widths: number[]
  header: { rows: number; cells: HeaderCell[] }
  rows: LayoutValue[][]
  /** `label` spans the first `span` columns; `values` are the cells after it. */
  total: { label: string; span: number; values: LayoutValue[] } | null
  notes: string[]
  signs: LayoutLine[]
  paper: 'a4' | 'a3'
  /** Carried along so that the file can say what it is (the workbook's hidden sheet). */
  meta: {
    county: string
    year: number
    month: string
    activity: string
    /** Id of the programme it was filled for; empty for a template. */
    programme: string
    fields: string[]
  }
}

const DEFAULT_ACTIVITY = '医师下基层'

const keep = (column: FormColumn, withOptional: boolean): FormField[] =>
  (isGroup(column) ? [...column.columns] : [column]).filter((field) => withOptional || !field.optional)

/** The header's cells with their spans; a column outside a group reaches down through both rows. */
export function headerOf(definition: FormDefinition, withOptional = false): FormLayout['header'] {
  const rows = definition.columns.some(isGroup) ? 2 : 1
  const cells: HeaderCell[] = []
  let c = 0
  for (const column of definition.columns) {
    const fields = keep(column, withOptional)
    if (isGroup(column)) {
      cells.push({ r: 0, c, rowspan: 1, colspan: fields.length, label: column.label })
      for (const [i, field] of fields.entries())
        cells.push({ r: 1, c: c + i, rowspan: 1, colspan: 1, label: field.label })
    } else if (fields.length > 0) cells.push({ r: 0, c, rowspan: rows, colspan: 1, label: column.label })
    c += fields.length
  }
  return { rows, cells }
}

/** Masks every mobile number in a text the way the official tables do: 180*****51 (SEC-1). */
export function maskMobiles(text: string): string {
  return text.replace(/(?<!\d)(1[3-9]\d)\d{6}(\d{2})(?!\d)/g, '$1*****$2')
}

/** The text of one cell: 是 and 否, 2月10日, `/` in columns that only the total fills. */
function textOf(field: FormField, value: string | number | boolean | null, masked: boolean): LayoutValue {
  if (field.totalOnly) return '/'
  if (value === null || value === '') return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return value
  const day = field.type === 'monthDay' ? /^\d{4}-(\d\d)-(\d\d)$/.exec(value) : null
  if (day) return `${Number(day[1])}月${Number(day[2])}日`
  return masked && field.personal ? maskMobiles(value) : value
}

const linesOf = (lines: FormDefinition['head'], head: FormData['head']): LayoutLine[] =>
  lines.map(({ key, label, stamp }) => ({ key, label, value: head?.[key] ?? '', stamp: stamp ?? '' }))

const NUMERIC = new Set<FormField['type']>(['sequence', 'integer', 'money'])

const columnOf = (field: FormField): LayoutColumn => ({
  key: field.key,
  width: field.width,
  align: field.prose ? 'left' : 'center',
  numeric: NUMERIC.has(field.type),
})

/** Lays out a form: pure, for every kind of output. */
export function layoutOf(definition: FormDefinition, data: FormData): FormLayout {
  const fields = leavesOf(definition, data.withOptional)
  const activity = data.activity ?? DEFAULT_ACTIVITY
  const words: Record<string, string> = { county: data.county, year: String(data.year), activity }
  const cellsOf = (row: FormData['rows'][number], index: number): LayoutValue[] =>
    fields.map((field) => {
      const value = cellValue(row, field)
      if (field.type === 'sequence' && value === null) return (data.part?.before ?? 0) + index + 1
      return textOf(field, value, data.masked ?? false)
    })
  const total = definition.total && {
    ...definition.total,
    values: fields
      .slice(definition.total.span)
      .map((field) =>
        data.part ? totalOfAll(field, data.part.totals) : totalOf(field, data.rows, data.totals),
      ),
  }
  return {
    formId: definition.id,
    version: definition.version,
    annexLabel: definition.annex === undefined ? '' : `附件${definition.annex}`,
    title: definition.title.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole),
    headLines: linesOf(definition.head, data.head),
    columns: fields.map(columnOf),
    widths: fields.map((field) => field.width),
    header: headerOf(definition, data.withOptional),
    rows: data.rows.map(cellsOf),
    total: total ?? null,
    notes: [...definition.notes],
    signs: linesOf(definition.signs, data.head),
    paper: definition.paper,
    meta: {
      county: data.county,
      year: data.year,
      month: data.month ?? '',
      activity,
      programme: data.programme ?? '',
      fields: fields.map((field) => field.key),
    },
  }
}
