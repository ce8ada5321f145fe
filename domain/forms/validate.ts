// Checks the rows of a form before they are stored or printed; the same rule serves page and server.
import { isDate } from '../shared/calendar.ts'
import type { Place, Problem } from '../shared/problem.ts'
import { type FormData, type FormDefinition, type FormField, type FormRow, importFieldsOf } from './form.ts'
import { say } from './problems.ts'

function checkNumber(field: FormField, value: number, place: Place): Problem[] {
  const words = { label: field.label, value }
  if (!Number.isFinite(value)) return [say('not-a-number', words, place)]
  const found: Problem[] = []
  if (field.type !== 'money' && !Number.isInteger(value)) found.push(say('not-whole', words, place))
  if (field.min !== undefined && value < field.min)
    found.push(say('below-minimum', { ...words, min: field.min }, place))
  return found
}

function checkValue(field: FormField, value: FormRow[string], place: Place): Problem[] {
  if (value === undefined || value === null || value === '')
    return field.required ? [say('missing-required', { label: field.label }, place)] : []
  const numeric = field.type === 'integer' || field.type === 'money' || field.type === 'sequence'
  if (numeric)
    return typeof value === 'number'
      ? checkNumber(field, value, place)
      : [say('wrong-type', { label: field.label }, place)]
  if (field.type === 'yesNo')
    return typeof value === 'boolean' ? [] : [say('wrong-type', { label: field.label }, place)]
  if (typeof value !== 'string') return [say('wrong-type', { label: field.label }, place)]
  if (field.type === 'monthDay' && !isDate(value))
    return [say('unreadable-date', { label: field.label, value }, place)]
  return []
}

/** Problems of all rows; `place.row` counts rows from 1, `place.path` is the field's key. */
export function validateForm(definition: FormDefinition, data: Pick<FormData, 'rows'>): Problem[] {
  const fields = new Map(importFieldsOf(definition).map((field) => [field.key, field]))
  return data.rows.flatMap((row, index) => {
    const at = (path: string): Place => ({ row: index + 1, path })
    const strange = Object.keys(row).filter((key) => !fields.has(key))
    return [
      ...strange.map((key) => say('not-a-field', { key }, at(key))),
      ...[...fields.values()].flatMap((field) => checkValue(field, row[field.key] ?? null, at(field.key))),
    ]
  })
}
