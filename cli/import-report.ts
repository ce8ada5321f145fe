// How a trial import is shown: as JSON for programs, as a table for the person at the keyboard.
import { type FormDefinition, type FormValue, importFieldsOf } from '../domain/forms/form.ts'
import type { IngestResult } from '../domain/forms/ingest/ingest.ts'
import type { Problem } from '../domain/shared/problem.ts'

/** A problem with its place spread out: sheet, row (from 1), column letters, field key. */
function problemJson(problem: Problem): Record<string, unknown> {
  const { code, severity, zh, en, remedyZh, remedyEn, place } = problem
  const { path, ...rest } = place ?? {}
  return { code, severity, zh, en, remedy: remedyZh, remedyEn, ...rest, ...(path ? { field: path } : {}) }
}

/** field key → where it was found; the first table that has it counts. */
function mappingJson(result: IngestResult): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const table of result.mapping)
    for (const { field, column, header, confidence } of table.columns)
      if (field !== null) found[field] ??= { sheet: table.sheet, column, header, confidence }
  return found
}

/** What `--json` prints: rows under English keys, problems, mapping; docs/import.md has the shapes. */
export function importJson(result: IngestResult): string {
  const rows = result.rows.map(({ sheet, row, values, codes, provenance }) => ({
    ...values,
    sheet,
    row,
    codes,
    provenance,
  }))
  const { totals, head, skipped, mapping } = result
  const shown = {
    rows,
    problems: result.problems.map(problemJson),
    mapping: mappingJson(result),
    totals,
    head,
    skipped,
    tables: mapping,
  }
  return `${JSON.stringify(shown, null, 2)}\n`
}

/** A refused file in the same shape. */
export function refusalJson(problem: Problem): string {
  return `${JSON.stringify({ rows: [], problems: [problemJson(problem)], mapping: {} }, null, 2)}\n`
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, char) => sum + (WIDE.test(char) || (char.codePointAt(0) ?? 0) > 0x1ffff ? 2 : 1),
    0,
  )
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

function shown(value: FormValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value).replace(/\s+/g, ' ').slice(0, 20)
}

const MARKS = { error: '✗', warning: '!', note: '·' } as const

/** One problem as a line: mark, place, words, remedy. */
export function problemLine(problem: Problem): string {
  const { sheet, row, column, file } = problem.place ?? {}
  const place = [file, sheet, row === undefined ? undefined : `第${row}行`, column && `${column}列`]
  const where = place.filter((part) => part !== undefined && part !== '').join(' ')
  return `${MARKS[problem.severity]} ${where === '' ? '' : `[${where}] `}${problem.zh}。${problem.remedyZh}\n`
}

/** The readable table: rows with the form's own headings, then the problems and a summary line. */
export function importTable(result: IngestResult, definition: FormDefinition): string {
  const used = importFieldsOf(definition).filter((field) =>
    result.rows.some((row) => (row.values[field.key] ?? null) !== null),
  )
  const head = ['行', ...used.map((field) => field.label.replace(/\(.*$/, '').slice(0, 10))]
  const body = result.rows.map((row) => [
    String(row.row),
    ...used.map((field) => shown(row.values[field.key])),
  ])
  const widths = head.map((label, c) => Math.max(...[label, ...body.map((row) => row[c] ?? '')].map(widthOf)))
  const line = (cells: string[]): string =>
    `${cells
      .map((cell, c) => pad(cell, widths[c] ?? 0))
      .join('  ')
      .trimEnd()}\n`
  const count = (severity: Problem['severity']): number =>
    result.problems.filter((problem) => problem.severity === severity).length
  return [
    result.rows.length > 0 ? [head, ...body].map(line).join('') : '',
    result.problems.map(problemLine).join(''),
    `读出 ${result.rows.length} 行，跳过 ${result.skipped.length} 行；错误 ${count('error')}，提醒 ${count('warning')}，说明 ${count('note')}。未写入任何数据。\n`,
  ].join('\n')
}
