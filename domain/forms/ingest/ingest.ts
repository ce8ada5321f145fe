// From the grids of any file to the rows of a form: finds every table, maps its columns, reads its rows.
// Pure; what a person must look at comes back as problems with sheet, row and column.
import type { Problem } from '../../shared/problem.ts'
import { FORM_DEFINITIONS, formDefinition } from '../definitions/registry.ts'
import { type FormDefinition, type FormField, importFieldsOf } from '../form.ts'
import { type Grid, spreadMerges, type Table, textOf } from '../grid.ts'
import { say } from '../problems.ts'
import { checkRowSums, checkStaffing } from './checks.ts'
import { type ColumnChoices, type ColumnMatch, mapColumns } from './columns.ts'
import { findHeader, type Header, headerFit, type LabelScore, labelScorer } from './header.ts'
import type { IngestedRow } from './record.ts'
import { readHead } from './report-head.ts'
import { readTable, type Skipped } from './table.ts'
import { META_SHEET, readMark, type TemplateMark, templateColumns } from './template.ts'
import { headerFingerprint, labelKey, squeeze } from './text.ts'

type TableMapping = {
  sheet: string
  /** First and last header row as the spreadsheet counts them. */
  headerRows: [number, number]
  /** Key under which a corrected mapping is remembered for the sender. */
  fingerprint: string
  columns: ColumnMatch[]
}

export type IngestOptions = {
  /** Completes days written without a year. */
  year: number
  /** The sender's own choices: header text → field key, or null to leave the column out. */
  mapping?: ColumnChoices
}

export type IngestResult = {
  rows: IngestedRow[]
  problems: Problem[]
  mapping: TableMapping[]
  skipped: Skipped[]
  /** Figures typed into total rows, by field. */
  totals: Record<string, number>
  /** Reporting lines found around the table: unit, reporter, reportedOn. */
  head: Record<string, string>
  /** Present when the file is our own template. */
  template?: TemplateMark
}

type Task = {
  definition: FormDefinition
  fields: FormField[]
  options: IngestOptions
  score: LabelScore
  mark: TemplateMark | undefined
  others: Other[]
  /** Ids of other forms whose tables were met and left alone. */
  seen: Set<string>
  out: IngestResult
}

type Other = { id: string; fields: FormField[]; score: LabelScore }

const SURE = 0.6

function mappingProblems(
  task: Task,
  table: Table,
  matches: readonly ColumnMatch[],
  sections: boolean,
): Problem[] {
  const place = (match: ColumnMatch) => ({ sheet: table.name, column: match.column })
  const found = matches.flatMap((match): Problem[] => {
    if (match.by === 'none')
      return labelKey(match.header) === ''
        ? []
        : [say('unmapped-column', { header: match.header }, place(match))]
    const field = task.fields.find((of) => of.key === match.field)
    if (!field || match.confidence >= SURE) return []
    const header = match.header || match.column
    return [say('unsure-column', { header, label: field.label }, place(match))]
  })
  const mapped = new Set(matches.map((match) => match.field))
  const missing = task.fields.filter(
    (field) => field.required && !mapped.has(field.key) && !(sections && field.type === 'organisation'),
  )
  return [
    ...found,
    ...missing.map((field) =>
      say('missing-column', { label: field.label }, { sheet: table.name, path: field.key }),
    ),
  ]
}

function takeTable(task: Task, table: Table, header: Header, matches: ColumnMatch[]): number {
  const { definition, fields, score, options, out } = task
  const template = matches.every((match) => match.by === 'template')
  const reading = readTable({
    table,
    header,
    matches,
    definition,
    fields,
    score,
    year: options.year,
    template,
  })
  const sections = reading.rows.some((row) => Object.values(row.provenance).includes('section'))
  out.rows.push(...reading.rows)
  out.problems.push(...mappingProblems(task, table, matches, sections), ...reading.problems)
  out.skipped.push(...reading.skipped)
  for (const [key, value] of Object.entries(reading.totals)) out.totals[key] = (out.totals[key] ?? 0) + value
  out.mapping.push({
    sheet: table.name,
    headerRows: [header.row + 1, header.row + header.rows],
    fingerprint: headerFingerprint(header.labels),
    columns: matches,
  })
  return reading.next
}

function skipTitles(task: Task, table: Table, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    const texts = (table.own[row] ?? []).map((value) => squeeze(textOf(value))).filter((text) => text !== '')
    if (texts.length > 0)
      task.out.skipped.push({
        sheet: table.name,
        row: row + 1,
        text: texts.join(' ').slice(0, 60),
        reason: 'title',
      })
  }
}

function templateHeader(task: Task, table: Table): { header: Header; matches: ColumnMatch[] } | undefined {
  if (!task.mark) return undefined
  const matches = templateColumns(table, task.mark, task.definition, task.fields)
  if (!matches) return undefined
  const labels = matches.map((match) => match.header)
  const names = labels.map((label) => [labelKey(label)])
  return { header: { row: task.mark.headerRow, rows: task.mark.headerRows, labels, names }, matches }
}

const nameOf = (id: string): string => formDefinition(id)?.title.replace(/\{\w+\}|年|“|”/g, '') ?? id

/** The form that a header fits clearly better than the wanted one: annexes often share a file. */
function fitsOther(task: Task, table: Table, row: number): string | undefined {
  const own = headerFit(table, row, task.fields, task.score)
  const fits = task.others.map(({ id, fields, score }) => ({ id, fit: headerFit(table, row, fields, score) }))
  const best = fits.reduce((a, b) => (b.fit > a.fit ? b : a), { id: '', fit: 0 })
  return best.fit > own + 2 ? best.id : undefined
}

function takeSheet(task: Task, table: Table): void {
  let from = 0
  const own = templateHeader(task, table)
  if (own) {
    skipTitles(task, table, 0, own.header.row)
    from = takeTable(task, table, own.header, own.matches)
  }
  while (from < table.cells.length) {
    const header = findHeader(table, from, task.fields, task.score)
    if (!header) return
    skipTitles(task, table, from, header.row)
    const other = fitsOther(task, table, header.row)
    if (other !== undefined) {
      task.seen.add(other)
      from = header.row + header.rows
      task.out.skipped.push({
        sheet: table.name,
        row: header.row + 1,
        text: nameOf(other),
        reason: 'other-form',
      })
      continue
    }
    const how = { score: task.score, ...(task.options.mapping ? { choices: task.options.mapping } : {}) }
    const matches = mapColumns(table, header, task.fields, how)
    from = Math.max(takeTable(task, table, header, matches), header.row + header.rows)
  }
}

function refuse(task: Task, grids: readonly Grid[]): Problem {
  const { definition, mark } = task
  const found = mark && mark.formId !== definition.id ? mark.formId : [...task.seen][0]
  if (found !== undefined) return say('other-form', { found: nameOf(found), wanted: nameOf(definition.id) })
  const required = task.fields.filter((field) => field.required).map((field) => field.label)
  const sheets = grids.map((grid) => grid.name).join('、')
  return say('no-table-found', { sheets: sheets || '—', required: required.join('、') })
}

/**
 * Reads a form out of grids. Rows come back even when they have errors, for a person decides; a file
 * without any table of the form gives no rows and the reason as first problem.
 */
export function ingest(
  grids: readonly Grid[],
  definition: FormDefinition,
  options: IngestOptions,
): IngestResult {
  const fields = importFieldsOf(definition)
  const mark = readMark(grids)
  const out: IngestResult = { rows: [], problems: [], mapping: [], skipped: [], totals: {}, head: {} }
  const others = FORM_DEFINITIONS.filter((of) => of.id !== definition.id).map((of): Other => {
    const theirs = importFieldsOf(of)
    return { id: of.id, fields: theirs, score: labelScorer(theirs) }
  })
  const task: Task = {
    definition,
    fields,
    options,
    score: labelScorer(fields),
    mark,
    others,
    seen: new Set(),
    out,
  }
  const sheets = grids.filter((grid) => grid.name !== META_SHEET && !grid.hidden)
  if (mark && mark.formId !== definition.id) {
    out.problems.push(refuse(task, sheets))
    return out
  }
  if (mark) out.template = mark
  for (const grid of sheets) {
    const table = spreadMerges(grid)
    takeSheet(task, table)
    Object.assign(out.head, readHead(definition, grid))
  }
  if (out.mapping.length === 0) out.problems.push(refuse(task, sheets))
  out.problems.push(...checkRowSums(fields, out.rows))
  if (fields.some((field) => field.key === 'needSpecialty')) out.problems.push(...checkStaffing(out.rows))
  return out
}
