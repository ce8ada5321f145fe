// What only shows when rows are seen together: totals that disagree, doctors listed twice, needs that
// the doctor's specialty does not meet.

import { sameOrganisation } from '../../organisations/names.ts'
import { findSpecialties, matchScore } from '../../people/specialties.ts'
import type { Place, Problem } from '../../shared/problem.ts'
import type { FormRow } from '../form.ts'
import { columnName } from '../grid.ts'
import { say } from '../problems.ts'
import { totalOf } from '../totals.ts'
import { coerce } from './coerce.ts'
import { type IngestedRow, mappedOf } from './record.ts'
import type { TableTask } from './task.ts'

/** Reads the figures typed into a total row; a yes/no column's total is a count. */
export function readTotals(
  task: TableTask,
  row: number,
): { totals: Record<string, number>; problems: Problem[] } {
  const totals: Record<string, number> = {}
  const problems: Problem[] = []
  for (const { field, index } of mappedOf(task.matches, task.fields)) {
    if (field.total !== 'sum' && field.total !== 'countYes') continue
    const raw = task.table.cells[row]?.[index] ?? null
    const { value, problems: found } = coerce(
      raw,
      { ...field, type: field.type === 'money' ? 'money' : 'integer' },
      task.year,
    )
    if (typeof value === 'number') totals[field.key] = value
    const place: Place = { sheet: task.table.name, row: row + 1, column: columnName(index), path: field.key }
    problems.push(...found.map((problem) => ({ ...problem, place })))
  }
  return { totals, problems }
}

/** RPT-10: totals are computed; one that was typed differently is shown. */
export function checkTotals(
  task: TableTask,
  rows: readonly IngestedRow[],
  totals: Readonly<Record<string, number>>,
  row: number,
): Problem[] {
  // The empty form shows an example with its total; there is nothing to compare then.
  if (rows.length === 0) return []
  const values: FormRow[] = rows.map((of) => of.values)
  return mappedOf(task.matches, task.fields).flatMap(({ field, index }) => {
    const typed = totals[field.key]
    const computed = totalOf(field.sumOf ? withoutSum(field) : field, values, totals)
    if (typed === undefined || typeof computed !== 'number' || computed === typed) return []
    const place = { sheet: task.table.name, row: row + 1, column: columnName(index), path: field.key }
    return [say('total-disagrees', { label: field.label, typed, computed }, place)]
  })
}

type Field = TableTask['fields'][number]

// A typed yearly total is compared as typed; whether it fits its months is checked row by row.
function withoutSum(field: Field): Field {
  const { sumOf: _, ...rest } = field
  return rest
}

/** The yearly figure of a row against its months (N8, RPT-10). */
export function checkRowSums(fields: readonly Field[], rows: readonly IngestedRow[]): Problem[] {
  return fields.flatMap((field) => {
    const keys = field.sumOf
    if (!keys) return []
    return rows.flatMap((row) => {
      const typed = row.values[field.key]
      if (typeof typed !== 'number') return []
      const computed = keys.reduce((sum, key) => sum + Number(row.values[key] ?? 0), 0)
      const place = { sheet: row.sheet, row: row.row, path: field.key }
      return typed === computed
        ? []
        : [say('total-disagrees', { label: field.label, typed, computed }, place)]
    })
  })
}

const text = (row: IngestedRow, key: string): string => String(row.values[key] ?? '')
const placeOf = (row: IngestedRow, path: string): Place => ({ sheet: row.sheet, row: row.row, path })

/** N7: a need that no specialty of the doctor meets wants a reason; unknown words are reported elsewhere. */
function checkMatch(row: IngestedRow): Problem[] {
  const needs = findSpecialties(text(row, 'needSpecialty'))
  const haves = findSpecialties(text(row, 'specialty'))
  if (needs.length === 0 || haves.length === 0) return []
  if (needs.some((need) => haves.some((have) => matchScore(need.code, have.code) > 0))) return []
  const words = { need: text(row, 'needSpecialty'), have: text(row, 'specialty') }
  return [say('specialty-mismatch', words, placeOf(row, 'specialty'))]
}

/** The staffing schedule as a whole: each doctor once, each telephone one person's. */
export function checkStaffing(rows: readonly IngestedRow[]): Problem[] {
  const byName = new Map<string, IngestedRow[]>()
  const byPhone = new Map<string, IngestedRow>()
  const problems: Problem[] = []
  for (const row of rows) {
    problems.push(...checkMatch(row))
    const name = text(row, 'doctorName')
    const phone = text(row, 'mobile')
    const same = byName.get(name) ?? []
    const unit = text(row, 'supportingUnit')
    const twin = same.find((other) => {
      const theirs = text(other, 'supportingUnit')
      return theirs === unit || sameOrganisation(theirs, unit)
    })
    if (name !== '' && twin)
      problems.push(say('duplicate-doctor', { name, unit, other: twin.row }, placeOf(row, 'doctorName')))
    byName.set(name, [...same, row])
    // Masked numbers of two people may well look alike.
    if (phone === '' || phone.includes('*')) continue
    const owner = byPhone.get(phone)
    if (owner && text(owner, 'doctorName') !== name)
      problems.push(
        say('duplicate-phone', { name: text(owner, 'doctorName'), other: owner.row }, placeOf(row, 'mobile')),
      )
    else if (owner && !twin)
      problems.push(say('duplicate-doctor', { name, unit, other: owner.row }, placeOf(row, 'mobile')))
    if (!owner) byPhone.set(phone, row)
  }
  return problems
}
