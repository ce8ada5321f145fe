// Decides which column of a sheet is which field: by its header (65 %) and by what stands in it (35 %).
import type { FormField } from '../form.ts'
import { columnName, type Table, textOf } from '../grid.ts'
import type { Header, LabelScore } from './header.ts'
import { LOOKS_LIKE, TELLING, TOTAL } from './patterns.ts'
import { labelKey, squeeze } from './text.ts'

export type ColumnMatch = {
  /** Column letters as the spreadsheet shows them. */
  column: string
  index: number
  header: string
  /** Key of the field, or null when the column is not imported. */
  field: string | null
  /** 0 to 1; 1 for our own template and for what a person chose. */
  confidence: number
  by: 'template' | 'choice' | 'recognition' | 'none'
}

/** Choices of the sender by header text: a field's key, or null to leave the column out. */
export type ColumnChoices = Readonly<Record<string, string | null>>

const SAMPLE_ROWS = 60

type Pair = { index: number; field: FormField; score: number }

/** The filled cells of a column from the header to the total, at most sixty rows. */
function sampleOf(table: Table, header: Header, index: number): string[] {
  const from = header.row + header.rows
  const texts: string[] = []
  for (const row of table.cells.slice(from, from + SAMPLE_ROWS)) {
    if (row.slice(0, 3).some((value) => TOTAL.test(squeeze(textOf(value))))) break
    const text = squeeze(textOf(row[index]))
    if (text !== '') texts.push(text)
  }
  return texts
}

/** Share of the sample that looks like the field; undefined when there is nothing to judge by. */
function contentShare(sample: readonly string[], field: FormField): number | undefined {
  if (sample.length === 0) return undefined
  return sample.filter((text) => LOOKS_LIKE[field.type](text)).length / sample.length
}

function pairScore(label: number, content: number | undefined, field: FormField, named: boolean): number {
  const telling = TELLING.has(field.type)
  // A blank column can only be judged by its header.
  if (content === undefined) return label
  if (!named && telling && content >= 0.8) return 0.45
  if (field.type === 'text') return label * 0.65 + (label >= 0.85 ? 0.35 : 0.1)
  const score = label * 0.65 + content * 0.35
  if (label < 0.4 && named) return telling && content >= 0.9 ? score : score * 0.5
  return label >= 0.8 && content < 0.2 ? score - 0.05 : score
}

function assign(pairs: Pair[]): Map<number, Pair> {
  const taken = new Map<number, Pair>()
  const used = new Set<string>()
  for (const pair of pairs.sort((a, b) => b.score - a.score || a.index - b.index)) {
    if (taken.has(pair.index) || used.has(pair.field.key)) continue
    taken.set(pair.index, pair)
    used.add(pair.field.key)
  }
  return taken
}

function chosen(
  header: Header,
  fields: readonly FormField[],
  choices: ColumnChoices,
): Map<number, FormField | null> {
  const byLabel = new Map(Object.entries(choices).map(([label, key]) => [labelKey(label), key]))
  const found = new Map<number, FormField | null>()
  for (const [index, names] of header.names.entries()) {
    const whole = labelKey(header.labels[index] ?? '')
    const label = [whole, ...names].find((name) => name !== '' && byLabel.has(name))
    if (label === undefined) continue
    const key = byLabel.get(label)
    found.set(index, key === null ? null : (fields.find((field) => field.key === key) ?? null))
  }
  return found
}

/** Maps the columns of a table; every column with a header or a field appears in the answer. */
export function mapColumns(
  table: Table,
  header: Header,
  fields: readonly FormField[],
  how: { score: LabelScore; choices?: ColumnChoices },
): ColumnMatch[] {
  const fixed = chosen(header, fields, how.choices ?? {})
  const fixedKeys = new Set([...fixed.values()].map((field) => field?.key))
  const pairs: Pair[] = []
  for (const [index, names] of header.names.entries()) {
    if (fixed.has(index)) continue
    const sample = sampleOf(table, header, index)
    const named = (names[0] ?? '') !== ''
    for (const field of fields) {
      if (fixedKeys.has(field.key)) continue
      const label = how.score.of(names, field)
      if (label < 0.4 && (!TELLING.has(field.type) || sample.length < 3)) continue
      const score = pairScore(label, contentShare(sample, field), field, named)
      if (score >= 0.4) pairs.push({ index, field, score })
    }
  }
  const taken = assign(pairs)
  return header.labels.flatMap((label, index): ColumnMatch[] => {
    const base = { column: columnName(index), index, header: label }
    const choice = fixed.get(index)
    if (choice !== undefined) return [{ ...base, field: choice?.key ?? null, confidence: 1, by: 'choice' }]
    const pair = taken.get(index)
    if (pair) {
      const confidence = Math.round(pair.score * 100) / 100
      return [{ ...base, field: pair.field.key, confidence, by: 'recognition' }]
    }
    return label === '' ? [] : [{ ...base, field: null, confidence: 0, by: 'none' }]
  })
}
