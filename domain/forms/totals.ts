// The total row of a form: always computed from the rows, never typed (RPT-10).
import type { FormField, FormRow, FormValue } from './form.ts'

/** Adds in whole 分, so that money does not gather binary dust. */
const addUp = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100

/** What a row holds in a column, with the computed columns worked out; null is blank. */
export function cellValue(row: FormRow, field: FormField): FormValue {
  if (!field.sumOf) return row[field.key] ?? null
  const parts = field.sumOf.map((key) => row[key]).filter((value) => typeof value === 'number')
  return parts.length > 0 ? addUp(parts) : null
}

/**
 * The total of one column: a number, or `/` where the form strikes the cell out. A `totalOnly` column
 * takes the rows' sum, or the sum handed in where no row carries an amount (FRM-4).
 */
export function totalOf(
  field: FormField,
  rows: readonly FormRow[],
  handedIn?: Readonly<Record<string, number>>,
): number | '/' | null {
  if (field.total === 'slash') return '/'
  if (field.total === 'countYes') return rows.filter((row) => row[field.key] === true).length
  if (field.total !== 'sum') return null
  const numbers = rows.map((row) => cellValue(row, field)).filter((value) => typeof value === 'number')
  if (field.totalOnly && numbers.length === 0) return handedIn?.[field.key] ?? null
  // Officials tell 0 from blank: a month that no row states yet has no total either.
  if (rows.length > 0 && numbers.length === 0) return null
  return addUp(numbers)
}

/** The same for a form of which only a part is at hand: `sums` are of all its rows, by column. */
export function totalOfAll(field: FormField, sums: Readonly<Record<string, number>>): number | '/' | null {
  if (field.total === 'slash') return '/'
  if (!field.total) return null
  const keys = field.sumOf ?? [field.key]
  const numbers = keys.flatMap((key) => sums[key] ?? [])
  return numbers.length > 0 ? addUp(numbers) : null
}
