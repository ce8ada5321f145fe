// FRM-6: a table of a bureau's own layout (工作情况表, 台账). The plan asks for them and gives no template, so the layout is data:
// whose rows, which columns under which headings. Its numbers come from the ledger like those of every other form.
import { type Problem, problems } from '../shared/problem.ts'
import { CUSTOM_FIELDS, type CustomField, fitsRows, type RowsBy } from './custom-fields.ts'
import type { FormColumn, FormDefinition, FormField } from './form.ts'

export type CustomColumn = {
  /** A field of the catalogue; `blank` is left empty, to be written by hand or in Excel. */
  field: string
  /** The heading; the field's own where empty. */
  label: string
  /** A heading over several columns that stand side by side; none where empty. */
  band: string
}
export type CustomTable = {
  /** May hold {county}, {year} and {period}. */
  title: string
  rowsBy: RowsBy
  columns: readonly CustomColumn[]
  paper: 'a4' | 'a3'
  withTotal: boolean
  /** The lines below: notes as they print, and who signs. */
  notes: readonly string[]
  signs: readonly string[]
}

const say = problems({
  'table-column-unfit': {
    zh: '第 {at} 列“{label}”不能用在“{rows}”的表里',
    en: 'column {at} “{label}” does not fit rows by {rows}',
    remedyZh: '删去这一列，或换一种行',
    remedyEn: 'take the column out, or choose other rows',
  },
  'table-column-twice': {
    zh: '“{label}”在第 {first} 列和第 {at} 列出现了两次',
    en: '“{label}” stands twice, in columns {first} and {at}',
    remedyZh: '删去其中一列；要留空白栏请用“空白栏”',
    remedyEn: 'take one out; for room to write use “blank”',
  },
  'table-heading-twice': {
    zh: '第 {first} 列和第 {at} 列的表头都是“{label}”，读表的人分不清',
    en: 'columns {first} and {at} both read “{label}”',
    remedyZh: '给其中一列换个表头',
    remedyEn: 'give one of them another heading',
  },
  'table-nobody': {
    zh: '表里没有一列说明每一行是谁的',
    en: 'no column says whose each row is',
    remedyZh: '至少加一列：{columns}',
    remedyEn: 'add at least one of: {columns}',
  },
})

const fieldOf = (column: CustomColumn): CustomField | undefined =>
  CUSTOM_FIELDS.find((f) => f.key === column.field)
export const headingOf = (column: CustomColumn): string =>
  column.label.trim() || (fieldOf(column)?.label ?? column.field)

/** What is wrong with a layout, column by column (counted from 1); an empty list is a table that can be filled. */
export function checkCustomTable(table: CustomTable): Problem[] {
  const found: Problem[] = []
  const fields = new Map<string, number>()
  const headings = new Map<string, number>()
  for (const [i, column] of table.columns.entries()) {
    const at = i + 1
    const label = headingOf(column)
    const place = { path: `columns.${i}` }
    const field = fieldOf(column)
    if (!field || !fitsRows(field, table.rowsBy))
      found.push(say('table-column-unfit', { at, label, rows: ROW_NAMES[table.rowsBy] }, place))
    const before = fields.get(column.field)
    const heading = `${column.band.trim()} ${label}`
    const like = headings.get(heading)
    if (before !== undefined && column.field !== 'blank')
      found.push(say('table-column-twice', { at, first: before, label }, place))
    else if (like !== undefined) found.push(say('table-heading-twice', { at, first: like, label }, place))
    fields.set(column.field, before ?? at)
    headings.set(heading, like ?? at)
  }
  const naming = CUSTOM_FIELDS.filter((f) => f.names?.includes(table.rowsBy))
  if (!naming.some((f) => fields.has(f.key)))
    found.push(say('table-nobody', { columns: naming.map((f) => f.label).join('、') }, { path: 'columns' }))
  return found
}

export const ROW_NAMES: Record<RowsBy, string> = {
  unit: '每家受援单位一行',
  hospital: '每家支援单位一行',
  doctor: '每位医师一行',
  county: '每个县（市、区）一行',
  month: '每个月一行',
  card: '每张日志卡一行（台账）',
}

/** Blank columns are told apart by their place. */
export const columnKey = (column: CustomColumn, index: number): string =>
  column.field === 'blank' ? `blank${index + 1}` : column.field

function leafOf(column: CustomColumn, index: number): FormField {
  const field = fieldOf(column) as CustomField
  return {
    key: columnKey(column, index),
    label: headingOf(column),
    type: field.type,
    width: field.width,
    ...(field.figure ? { total: 'sum' as const } : {}),
    ...(field.prose ? { prose: true } : {}),
  }
}

/** Neighbours under one band become a group; the order of the columns is kept. */
function grouped(table: CustomTable): FormColumn[] {
  const columns: { band: string; leaves: FormField[] }[] = []
  for (const [i, column] of table.columns.entries()) {
    const band = column.band.trim()
    const last = columns.at(-1)
    if (last && band && last.band === band) last.leaves.push(leafOf(column, i))
    else columns.push({ band, leaves: [leafOf(column, i)] })
  }
  return columns.flatMap<FormColumn>(({ band, leaves }) =>
    band ? [{ label: band, columns: leaves }] : leaves,
  )
}

/** How many columns stand before the first number: the total row's label spans them; at least one. */
function spanOfLabel(table: CustomTable): number {
  const first = table.columns.findIndex((column) => fieldOf(column)?.figure)
  return Math.max(1, first < 0 ? table.columns.length : first)
}

/** The table as a form of the house: laid out, printed and exported as any other. `period` is in words: 2024年5月. */
export function definitionOf(table: CustomTable, version: number, period: string): FormDefinition {
  return {
    id: 'custom-table',
    version,
    title: table.title.replaceAll('{period}', period),
    paper: table.paper,
    head: [
      { key: 'unit', label: '填报单位：', stamp: '（盖章）' },
      { key: 'reporter', label: '填报人：' },
      { key: 'reportedOn', label: '填报日期：' },
    ],
    columns: grouped(table),
    extras: [],
    ...(table.withTotal ? { total: { label: '合计', span: spanOfLabel(table) } } : {}),
    notes: table.notes,
    signs: table.signs.map((label, i) => ({ key: `sign${i + 1}`, label })),
  }
}
