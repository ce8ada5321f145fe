// What changed between two fillings of a form: rows that came, rows that went, cells that differ. A supplement explains
// itself by it (RPT-2), a reviewer sees by it what a new version answers, a year's total is explained by it.
import { type FormDefinition, type FormField, type FormRow, type FormValue, leavesOf } from '../forms/form.ts'
import { cellValue, totalOf } from '../forms/totals.ts'

export type RowChange = {
  kind: 'added' | 'removed' | 'changed'
  rowId: string
  /** Who and when the row is about, in words. */
  label: string
  cells: readonly { column: string; label: string; before: FormValue; after: FormValue }[]
}
export type TotalChange = { column: string; label: string; before: number; after: number }
export type FormDifference = { rows: readonly RowChange[]; totals: readonly TotalChange[] }

export type Filled = {
  rows: readonly FormRow[]
  rowIds: readonly string[]
  totals?: Readonly<Record<string, number>> | undefined
}

const LABELS = ['receivingUnit', 'doctorName', 'dutyDay'] as const
const labelOf = (row: FormRow): string =>
  LABELS.map((key) => row[key])
    .filter((value) => typeof value === 'string' && value !== '')
    .join(' ')

const byId = (filled: Filled): Map<string, FormRow> =>
  new Map(filled.rows.map((row, i) => [filled.rowIds[i] ?? String(i), row]))

function changedCells(fields: readonly FormField[], before: FormRow, after: FormRow): RowChange['cells'] {
  return fields.flatMap((field) => {
    const [was, is] = [cellValue(before, field), cellValue(after, field)]
    return (was ?? '') === (is ?? '')
      ? []
      : [{ column: field.key, label: field.label, before: was, after: is }]
  })
}

const sumOf = (field: FormField, filled: Filled): number => {
  const total = totalOf(field, filled.rows, filled.totals)
  return typeof total === 'number' ? total : 0
}

/** Rows are the same by the fact they stand for, whatever their order. */
export function differenceOf(definition: FormDefinition, before: Filled, after: Filled): FormDifference {
  const fields = leavesOf(definition)
  const [was, is] = [byId(before), byId(after)]
  const added = [...is].flatMap(([rowId, row]): RowChange[] =>
    was.has(rowId) ? [] : [{ kind: 'added', rowId, label: labelOf(row), cells: [] }],
  )
  const removed = [...was].flatMap(([rowId, row]): RowChange[] =>
    is.has(rowId) ? [] : [{ kind: 'removed', rowId, label: labelOf(row), cells: [] }],
  )
  const changed = [...is].flatMap(([rowId, row]): RowChange[] => {
    const old = was.get(rowId)
    const cells = old ? changedCells(fields, old, row) : []
    return cells.length > 0 ? [{ kind: 'changed', rowId, label: labelOf(row), cells }] : []
  })
  const totals = fields
    .map((field) => ({
      column: field.key,
      label: field.label,
      before: sumOf(field, before),
      after: sumOf(field, after),
    }))
    .filter((t) => t.before !== t.after)
  return { rows: [...added, ...removed, ...changed], totals }
}

export const isUnchanged = (difference: FormDifference): boolean =>
  difference.rows.length === 0 && difference.totals.length === 0
