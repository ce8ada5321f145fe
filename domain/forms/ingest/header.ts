// Finds the header of a table inside a sheet: one to three rows whose words are those of the form.
import type { FormField } from '../form.ts'
import { type Table, textOf } from '../grid.ts'
import { isFigure } from './patterns.ts'
import { labelKey, likeness, squeeze } from './text.ts'

export type Header = {
  /** First header row and number of header rows; the data begin after them. */
  row: number
  rows: number
  /** Per column: the header's whole text, upper rows first. */
  labels: string[]
  /** Per column: the words that may name it, the lowest first. */
  names: string[][]
}

const SEARCH_ROWS = 40
const STRONG = 0.7

export type LabelScore = {
  /** How well a column's names fit a field, 0 to 1. */
  of: (names: readonly string[], field: FormField) => number
  /** Whether a cell is, word for word, a known header. */
  isLabel: (text: string) => boolean
}

/** Scores a column's names against a field; remembers every pair, for sheets may be wide. */
export function labelScorer(fields: readonly FormField[]): LabelScore {
  const keys = new Map(
    fields.map((field) => [field.key, [field.label, ...(field.synonyms ?? [])].map(labelKey)]),
  )
  const known = new Map<string, number>()
  const labels = new Set([...keys.values()].flat())
  const of = (names: readonly string[], field: FormField): number => {
    const memo = `${field.key}\u001f${names.join('\u001f')}`
    const before = known.get(memo)
    if (before !== undefined) return before
    let best = 0
    for (const [place, name] of names.entries())
      for (const key of keys.get(field.key) ?? []) {
        const score = likeness(name, key)
        // Joined words of several rows count only where they are exactly a known header.
        best = Math.max(best, place === 0 ? score : score === 1 ? 0.97 : 0)
      }
    known.set(memo, best)
    return best
  }
  return { of, isLabel: (text) => labels.has(labelKey(text)) }
}

/** How many cells of a row are, word for word, known headers. */
export function labelCount(table: Table, row: number, score: LabelScore): number {
  return (table.cells[row] ?? []).filter((value) => score.isLabel(textOf(value))).length
}

/** The words of a column over the header rows; a blank upper cell belongs to the group on its left. */
function partsOf(table: Table, first: number, rows: number, column: number): string[] {
  const parts: string[] = []
  const lowest = squeeze(textOf(table.cells[first + rows - 1]?.[column]))
  for (let i = 0; i < rows; i++) {
    let text = textOf(table.cells[first + i]?.[column]).trim()
    for (let c = column - 1; text === '' && i < rows - 1 && lowest !== '' && c >= 0; c--)
      text = textOf(table.cells[first + i]?.[c]).trim()
    if (text !== '' && parts.at(-1) !== text) parts.push(text)
  }
  return parts
}

function headerAt(table: Table, row: number, rows: number): Header {
  const labels: string[] = []
  const names: string[][] = []
  for (let c = 0; c < table.width; c++) {
    const parts = partsOf(table, row, rows, c)
    labels.push(parts.join(' / '))
    const joined = parts.map((_, i) => labelKey(parts.slice(i).join(''))).reverse()
    names.push(joined.length > 0 ? joined : [''])
  }
  return { row, rows, labels, names }
}

const distinct = (table: Table, row: number): number =>
  new Set((table.cells[row] ?? []).map((value) => squeeze(textOf(value))).filter((text) => text !== '')).size

/** Best one-to-one score of a header's columns against the fields, with the number of sure hits. */
function rate(header: Header, fields: readonly FormField[], score: LabelScore) {
  const pairs: { s: number; c: number; field: FormField }[] = []
  for (const [c, names] of header.names.entries())
    for (const field of fields) {
      const s = score.of(names, field)
      if (s >= 0.45) pairs.push({ s, c, field })
    }
  pairs.sort((a, b) => b.s - a.s)
  const columns = new Set<number>()
  const used = new Set<string>()
  let sum = 0
  let sure = 0
  let required = false
  for (const { s, c, field } of pairs) {
    if (columns.has(c) || used.has(field.key)) continue
    columns.add(c)
    used.add(field.key)
    sum += s
    if (s >= STRONG) sure++
    if (s >= STRONG && field.required) required = true
  }
  return { sum, sure, required }
}

function candidate(table: Table, row: number, fields: readonly FormField[], score: LabelScore) {
  let best: { header: Header; score: number } | undefined
  for (let rows = 1; rows <= 3 && row + rows <= table.cells.length; rows++) {
    const spans = Array.from({ length: rows }, (_, i) => distinct(table, row + i))
    if ((spans.at(-1) ?? 0) < 2) continue
    const header = headerAt(table, row, rows)
    const { sum, sure, required } = rate(header, fields, score)
    if (sure < 3 || !required) continue
    const figures = table.cells
      .slice(row, row + rows)
      .flat()
      .filter((value) => isFigure(squeeze(textOf(value)))).length
    const bare = spans.slice(0, -1).filter((span) => span < 2).length
    const total = sum - figures * 0.8 - bare * 0.6 - (rows - 1) * 0.05
    if (!best || total > best.score) best = { header, score: total }
  }
  return best && best.score >= 2 ? best : undefined
}

/**
 * The first header at or below row `from`, or undefined. Of overlapping readings the best counts, so that
 * a title above is left out and a second table further down is not preferred. More than 40 rows down
 * (a whole document pasted into a sheet) only a row with three exact header words is looked at.
 */
export function findHeader(
  table: Table,
  from: number,
  fields: readonly FormField[],
  score: LabelScore,
): Header | undefined {
  const last = table.cells.length
  for (let row = from; row < last; row++) {
    if (row - from >= SEARCH_ROWS && labelCount(table, row, score) < 3) continue
    let best = candidate(table, row, fields, score)
    if (!best) continue
    for (let next = row + 1; next < Math.min(last, row + 3); next++) {
      const other = candidate(table, next, fields, score)
      if (other && other.score > best.score) best = other
    }
    return best.header
  }
  return undefined
}

/** Whether a new header begins exactly at a row: cheap enough to ask of every row below a table. */
export function startsHeader(
  table: Table,
  row: number,
  fields: readonly FormField[],
  score: LabelScore,
): boolean {
  if (distinct(table, row) < 3) return false
  const found = candidate(table, row, fields, score)
  if (!found) return false
  const texts = (table.cells[row] ?? []).map((value) => squeeze(textOf(value))).filter((text) => text !== '')
  return texts.filter(isFigure).length * 4 < texts.length
}

/** How well the header at a row (or the one below it) fits a form; 0 when it does not. */
export function headerFit(
  table: Table,
  row: number,
  fields: readonly FormField[],
  score: LabelScore,
): number {
  return Math.max(...[row, row + 1].map((at) => candidate(table, at, fields, score)?.score ?? 0))
}
