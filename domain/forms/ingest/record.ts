// Reads one data row of a table into the form's fields and says where each value came from.
import type { Place, Problem } from '../../shared/problem.ts'
import type { FormField, FormValue } from '../form.ts'
import { columnName, type GridValue, type Table, textOf } from '../grid.ts'
import { say } from '../problems.ts'
import { coerce } from './coerce.ts'
import type { ColumnMatch } from './columns.ts'
import { squeeze } from './text.ts'

/** `merged` is certain, `inferred` was blank and taken from above, `section` from the line over the section. */
type Provenance = 'merged' | 'inferred' | 'section'

export type IngestedRow = {
  sheet: string
  /** Row number as the spreadsheet shows it. */
  row: number
  values: Record<string, FormValue>
  /** Codes of our own tables where the words are known: title, specialty, ownership, kind. */
  codes: Record<string, string>
  provenance: Record<string, Provenance>
}

export type Mapped = { field: FormField; index: number }

/** The mapped columns in field form, left to right. */
export function mappedOf(matches: readonly ColumnMatch[], fields: readonly FormField[]): Mapped[] {
  return matches.flatMap((match) => {
    const field = fields.find((of) => of.key === match.field)
    return field ? [{ field, index: match.index }] : []
  })
}

export type Reader = {
  table: Table
  mapped: readonly Mapped[]
  year: number
  /** Whether a blank cell may stand for the one above; not in our own template. */
  inferBlanks: boolean
  /** The latest values of columns that are filled down. */
  above: Map<string, GridValue>
  section?: { key: string; name: string }
}

const hasText = (value: GridValue | undefined): boolean => squeeze(textOf(value)) !== ''

/** Whether a row has something of its own beyond a running number and what is repeated from above. */
export function hasOwnContent(table: Table, row: number, mapped: readonly Mapped[]): boolean {
  return mapped.some(
    ({ field, index }) =>
      field.type !== 'sequence' &&
      (!field.fillDown || field.required === true) &&
      hasText(table.own[row]?.[index]),
  )
}

/** How many mapped cells a row fills itself. */
export function ownCount(table: Table, row: number, mapped: readonly Mapped[]): number {
  return mapped.filter(({ index }) => hasText(table.own[row]?.[index])).length
}

function source(
  reader: Reader,
  row: number,
  { field, index }: Mapped,
): { raw: GridValue; from?: Provenance } {
  const raw = reader.table.cells[row]?.[index] ?? null
  if (hasText(raw)) {
    if (field.fillDown) reader.above.set(field.key, raw)
    return reader.table.isMerged(row, index) ? { raw, from: 'merged' } : { raw }
  }
  if (reader.section?.key === field.key) return { raw: reader.section.name, from: 'section' }
  const above = reader.above.get(field.key)
  return reader.inferBlanks && field.fillDown && above !== undefined
    ? { raw: above, from: 'inferred' }
    : { raw }
}

/** Reads a data row; problems carry sheet, row and column letters. */
export function readRecord(reader: Reader, row: number): { record: IngestedRow; problems: Problem[] } {
  const { table, mapped, year } = reader
  const record: IngestedRow = { sheet: table.name, row: row + 1, values: {}, codes: {}, provenance: {} }
  const problems: Problem[] = []
  let phone: string | undefined
  for (const each of mapped) {
    const { field, index } = each
    const place: Place = { sheet: table.name, row: row + 1, column: columnName(index), path: field.key }
    const { raw, from } = source(reader, row, each)
    const read = coerce(raw, field, year)
    record.values[field.key] = read.value
    if (read.code !== undefined) record.codes[field.key] = read.code
    if (from !== undefined && read.value !== null) record.provenance[field.key] = from
    phone = read.phone ?? phone
    problems.push(...read.problems.map((problem) => ({ ...problem, place })))
    if (from === 'inferred' && field.type === 'organisation')
      problems.push(say('filled-down', { label: field.label, value: String(read.value) }, place))
    if (field.required && read.value === null && read.problems.length === 0)
      problems.push(say('missing-required', { label: field.label }, place))
  }
  if (reader.section && !(reader.section.key in record.values)) {
    record.values[reader.section.key] = reader.section.name
    record.provenance[reader.section.key] = 'section'
  }
  if (phone !== undefined && (record.values.mobile ?? null) === null) record.values.mobile = phone
  return { record, problems }
}
