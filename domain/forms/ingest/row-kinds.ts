// Tells the rows of people's tables apart: data, totals, notes, examples, repeated headers, section lines.
import type { FormField } from '../form.ts'
import { type Table, textOf } from '../grid.ts'
import type { ColumnMatch } from './columns.ts'
import { INSTITUTION, TOTAL } from './patterns.ts'
import { labelKey, squeeze } from './text.ts'

export type RowKind = 'blank' | 'total' | 'subtotal' | 'note' | 'example' | 'header' | 'section' | 'data'

const SUBTOTAL = /^(?:小计|其中)/
const NOTE =
  /^(?:备注|注[:：.]|填表说明|说明[:：]|负责人|单位负责人|审核人|填表人|填报人|填报单位|填报日期|制表|联系人[:：]|\d+[.、].{8,})/
const EXAMPLE = /^[(（【]?(?:示例|样例|例[:：]|填写示例|填表示例)/

/** What the file itself has in a row, without what merges spread into it. */
export function ownTexts(table: Table, row: number): string[] {
  return (table.own[row] ?? []).map((value) => squeeze(textOf(value)))
}

/** How the words of a header repeat in a row: most of its cells are words of the header. */
function repeatsHeader(texts: readonly string[], words: ReadonlySet<string>): boolean {
  const filled = texts.filter((text) => text !== '')
  const hits = filled.filter((text) => words.has(labelKey(text))).length
  return hits >= 2 && hits >= filled.length * 0.6
}

/** The line that heads a section: 某县人民医院（2人）, alone in its row. */
function isSection(table: Table, row: number, columns: ReadonlyMap<number, FormField>): boolean {
  const own = ownTexts(table, row)
  const at = own.flatMap((text, index) =>
    text !== '' && !/^[\d一二三四五六七八九十]+[、.]?$/.test(text) ? [index] : [],
  )
  const index = at[0]
  if (index === undefined || at.length > 1) return false
  const text = (own[index] ?? '').replace(/^(?:[一二三四五六七八九十]+|\d+)[、.]/, '').replace(/[:：]$/, '')
  if (!INSTITUTION.test(text)) return false
  if (/\(\d+[人名]\)$/.test(text)) return true
  const wide = table.isMerged(row, index + 1) && table.isMerged(row, index + 2)
  return wide || columns.get(index)?.type !== 'organisation'
}

/** Says what a row below a header is. */
export function kindOfRow(
  table: Table,
  row: number,
  columns: ReadonlyMap<number, FormField>,
  words: ReadonlySet<string>,
): RowKind {
  const own = ownTexts(table, row)
  const filled = own.filter((text) => text !== '')
  if (filled.length === 0) return 'blank'
  const first = filled.slice(0, 3)
  if (first.some((text) => EXAMPLE.test(text))) return 'example'
  if (first.some((text) => TOTAL.test(text))) return 'total'
  if (first.some((text) => SUBTOTAL.test(text))) return 'subtotal'
  if (filled.length <= 4 && NOTE.test(filled[0] ?? '')) return 'note'
  const spread = (table.cells[row] ?? []).map((value) => squeeze(textOf(value)))
  if (repeatsHeader(spread, words)) return 'header'
  return isSection(table, row, columns) ? 'section' : 'data'
}

/** Institution and number of people of a section line. */
export function readSection(table: Table, row: number): { name: string; people?: number } {
  const text = ownTexts(table, row).find((part) => INSTITUTION.test(part.replace(/[:：]$/, ''))) ?? ''
  const plain = text.replace(/^(?:[一二三四五六七八九十]+|\d+)[、.]/, '').replace(/[:：]$/, '')
  const count = /\((\d+)[人名]\)$/.exec(plain)
  const name = plain.replace(/\(\d+[人名]\)$/, '')
  return count ? { name, people: Number(count[1]) } : { name }
}

/** The words of a header's columns, to know it again when a page break repeats it. */
export function headerWords(
  matches: readonly ColumnMatch[],
  names: readonly (readonly string[])[],
): Set<string> {
  const words = new Set<string>()
  for (const match of matches) for (const name of names[match.index] ?? []) if (name !== '') words.add(name)
  for (const match of matches) for (const part of match.header.split(' / ')) words.add(labelKey(part))
  words.delete('')
  return words
}
