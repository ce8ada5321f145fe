// Walks down the rows below one header: reads the data, skips what is none, and stops where the next
// table of the same sheet begins.
import { kindOf } from '../../organisations/names.ts'
import type { Problem } from '../../shared/problem.ts'
import type { FormField } from '../form.ts'
import { type Table, textOf } from '../grid.ts'
import { say } from '../problems.ts'
import { checkTotals, readTotals } from './checks.ts'
import { labelCount, startsHeader } from './header.ts'
import { INSTITUTION } from './patterns.ts'
import { hasOwnContent, type IngestedRow, mappedOf, ownCount, type Reader, readRecord } from './record.ts'
import { headerWords, kindOfRow, ownTexts, type RowKind, readSection } from './row-kinds.ts'
import type { TableTask } from './task.ts'
import { squeeze } from './text.ts'

type SkipReason = Exclude<RowKind, 'data' | 'blank'> | 'title' | 'stray' | 'below-table' | 'other-form'
export type Skipped = { sheet: string; row: number; text: string; reason: SkipReason }

export type TableReading = {
  rows: IngestedRow[]
  problems: Problem[]
  skipped: Skipped[]
  totals: Record<string, number>
  /** Row where the search for the next table goes on. */
  next: number
}

type Walk = {
  task: TableTask
  reader: Reader
  columns: Map<number, FormField>
  words: Set<string>
  out: TableReading
  /** After a total or a note only rows that are clearly data count. */
  closed: boolean
  section?: { row: number; name: string; people?: number; before: number }
}

const rowText = (table: Table, row: number): string =>
  ownTexts(table, row)
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, 60)

function skip(walk: Walk, row: number, reason: SkipReason): void {
  const { table } = walk.task
  walk.out.skipped.push({ sheet: table.name, row: row + 1, text: rowText(table, row), reason })
}

const sameTexts = (table: Table, a: number, b: number): boolean => {
  const texts = (row: number) =>
    (table.cells[row] ?? []).map((value) => squeeze(textOf(value))).join('\u001f')
  return texts(a) === texts(b)
}

/** Whether the next table's header, other than this one's, begins at a row. */
function nextTableAt(walk: Walk, row: number, kind: RowKind): boolean {
  const { table, header, fields, score } = walk.task
  if (kind !== 'header' && labelCount(table, row, score) < 2) return false
  const repeated = Array.from({ length: header.rows }, (_, i) => header.row + i)
  if (repeated.some((own) => sameTexts(table, own, row))) return false
  return startsHeader(table, row, fields, score)
}

function endSection(walk: Walk): void {
  const { section, out, task } = walk
  if (section?.people === undefined) return
  const computed = out.rows.length - section.before
  if (computed !== section.people) {
    const words = { section: section.name, typed: section.people, computed }
    out.problems.push(say('section-count', words, { sheet: task.table.name, row: section.row + 1 }))
  }
}

function beginSection(walk: Walk, row: number): void {
  endSection(walk)
  const read = readSection(walk.task.table, row)
  walk.section = { row, before: walk.out.rows.length, ...read }
  const kind = kindOf(read.name)
  // A section named after a hospital gives the supporting side, after a health centre the receiving one.
  const receiving = kind !== undefined && !/Hospital$/.test(kind)
  walk.reader.section = { key: receiving ? 'receivingUnit' : 'supportingUnit', name: read.name }
  walk.reader.above.delete(walk.reader.section.key)
}

function takeTotal(walk: Walk, row: number): void {
  const { task, out } = walk
  if (Object.keys(out.totals).length === 0 && task.definition.total) {
    const { totals, problems } = readTotals(task, row)
    Object.assign(out.totals, totals)
    out.problems.push(...problems, ...checkTotals(task, out.rows, totals, row))
  }
  walk.closed = true
}

function takeData(walk: Walk, row: number): void {
  const { task, reader, out } = walk
  if (!hasOwnContent(task.table, row, reader.mapped)) return
  // One cell alone, and no institution: a caption or a watermark between two pages.
  const own = ownTexts(task.table, row).filter((text) => text !== '')
  if (own.length === 1 && reader.mapped.length > 3 && !INSTITUTION.test(own[0] ?? '')) {
    skip(walk, row, 'stray')
    return
  }
  if (walk.closed && ownCount(task.table, row, reader.mapped) < 3) {
    skip(walk, row, 'below-table')
    return
  }
  const { record, problems } = readRecord(reader, row)
  out.rows.push(record)
  out.problems.push(...problems)
}

function takeRow(walk: Walk, row: number, kind: RowKind): void {
  if (kind === 'section') beginSection(walk, row)
  if (kind === 'total') takeTotal(walk, row)
  if (kind === 'note') walk.closed = true
  if (kind === 'header') walk.closed = false
  if (kind === 'data') takeData(walk, row)
  else if (kind !== 'blank') skip(walk, row, kind)
}

/** Reads the rows below a header until the sheet ends or another table begins. */
export function readTable(task: TableTask): TableReading {
  const mapped = mappedOf(task.matches, task.fields)
  const walk: Walk = {
    task,
    reader: { table: task.table, mapped, year: task.year, inferBlanks: !task.template, above: new Map() },
    columns: new Map(mapped.map(({ field, index }) => [index, field])),
    words: headerWords(task.matches, task.header.names),
    out: { rows: [], problems: [], skipped: [], totals: {}, next: task.table.cells.length },
    closed: false,
  }
  for (let row = task.header.row + task.header.rows; row < task.table.cells.length; row++) {
    const kind = kindOfRow(task.table, row, walk.columns, walk.words)
    if (nextTableAt(walk, row, kind)) {
      walk.out.next = row
      break
    }
    takeRow(walk, row, kind)
  }
  endSection(walk)
  return walk.out
}
