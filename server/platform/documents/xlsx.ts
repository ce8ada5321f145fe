// Writes a laid-out form as a workbook that prints like the official one: cell-exact merges, borders,
// the bureau's own font names, paper, repeated header, notes, reporting lines. The only file that knows
// the spreadsheet library; what it must not be trusted with is worked around here and named.
import type { Cell, CellStyle, CellValue, MergeRange, NamedRange, WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'
import { META_SHEET, markRows } from '../../../domain/forms/ingest/template.ts'
import type { FormLayout, LayoutLine, LayoutValue } from '../../../domain/forms/layout.ts'

const SONG = '宋体'
const HEI = '黑体'
const TITLE = '方正小标宋简体'
const thin = { style: 'thin' as const }
const BORDER = { top: thin, right: thin, bottom: thin, left: thin }

const style = (
  name: string,
  size: number,
  horizontal: 'left' | 'center',
  more: Partial<CellStyle> = {},
): CellStyle => ({
  font: { name, size },
  alignment: { horizontal, vertical: 'center', wrapText: true },
  ...more,
})

const STYLES = {
  annex: style(HEI, 14, 'left'),
  title: style(TITLE, 20, 'center'),
  line: style(SONG, 11, 'left'),
  header: style(HEI, 10, 'center', { border: BORDER }),
  // Text format keeps =1+1, +86 and 0597 what they are, also after someone edits the cell (R11).
  text: style(SONG, 10, 'center', { border: BORDER, numFmt: '@' }),
  prose: style(SONG, 10, 'left', { border: BORDER, numFmt: '@' }),
  number: style(SONG, 10, 'center', { border: BORDER, numFmt: '0' }),
  money: style(SONG, 10, 'center', { border: BORDER, numFmt: '0.##' }),
  total: style(HEI, 10, 'center', { border: BORDER }),
  note: style(SONG, 10, 'left'),
} satisfies Record<string, CellStyle>

/** Cells, merges and row heights as they are put down, row by row. */
type Sheet = {
  rows: CellValue[][]
  cells: Map<string, Partial<Cell>>
  merges: MergeRange[]
  heights: Map<number, { height: number }>
  width: number
}

// In a workbook _x000D_ means a character by its number, so text that reads like that must say so; the
// library leaves it as it is.
export const literal = (value: LayoutValue): LayoutValue =>
  typeof value === 'string' ? value.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_') : value

function put(sheet: Sheet, r: number, c: number, cell: { value: LayoutValue; style: CellStyle }): void {
  while (sheet.rows.length <= r) sheet.rows.push(Array.from({ length: sheet.width }, () => null))
  const value = literal(cell.value)
  sheet.rows[r]?.splice(c, 1, value)
  // Saying that it is text keeps a leading = from becoming a formula.
  const type = typeof cell.value === 'string' ? ({ type: 'string' } as const) : {}
  sheet.cells.set(`${r},${c}`, { value, style: cell.style, ...type })
}

function putSpan(sheet: Sheet, area: MergeRange, value: LayoutValue, look: CellStyle): void {
  for (let r = area.startRow; r <= area.endRow; r++)
    for (let c = area.startCol; c <= area.endCol; c++) {
      const first = r === area.startRow && c === area.startCol
      put(sheet, r, c, { value: first ? value : null, style: look })
    }
  if (area.endRow > area.startRow || area.endCol > area.startCol) sheet.merges.push(area)
}

const wholeRow = (sheet: Sheet, row: number): MergeRange => ({
  startRow: row,
  startCol: 0,
  endRow: row,
  endCol: sheet.width - 1,
})

function putLines(sheet: Sheet, row: number, lines: readonly LayoutLine[]): void {
  const share = sheet.width / lines.length
  for (const [i, line] of lines.entries()) {
    const area = {
      startRow: row,
      endRow: row,
      startCol: Math.round(i * share),
      endCol: Math.round((i + 1) * share) - 1,
    }
    putSpan(sheet, area, `${line.label}${line.value}${line.stamp}`, STYLES.line)
  }
  sheet.heights.set(row, { height: 24 })
}

function putHeader(sheet: Sheet, layout: FormLayout, top: number): void {
  for (const cell of layout.header.cells) {
    const area = {
      startRow: top + cell.r,
      startCol: cell.c,
      endRow: top + cell.r + cell.rowspan - 1,
      endCol: cell.c + cell.colspan - 1,
    }
    putSpan(sheet, area, cell.label, STYLES.header)
  }
  // The lowest header row grows with its longest label, as the columns are narrow.
  const lines = layout.header.cells
    .filter((cell) => cell.colspan === 1)
    .map((cell) => Math.ceil((cell.label.length * 2.2) / (layout.widths[cell.c] ?? 8)))
  for (let r = 0; r < layout.header.rows - 1; r++) sheet.heights.set(top + r, { height: 22 })
  sheet.heights.set(top + layout.header.rows - 1, { height: Math.max(22, Math.max(...lines) * 14) })
}

function bodyStyle(layout: FormLayout, c: number, value: LayoutValue): CellStyle {
  const column = layout.columns[c]
  if (typeof value === 'number') return Number.isInteger(value) ? STYLES.number : STYLES.money
  return column?.align === 'left' ? STYLES.prose : STYLES.text
}

function putRows(sheet: Sheet, layout: FormLayout, top: number): number {
  for (const [i, cells] of layout.rows.entries()) {
    for (const [c, value] of cells.entries())
      put(sheet, top + i, c, { value, style: bodyStyle(layout, c, value) })
    const lines = cells.map((value, c) =>
      Math.ceil((String(value ?? '').length * 2.1) / (layout.widths[c] ?? 8)),
    )
    sheet.heights.set(top + i, { height: Math.max(20, Math.max(...lines) * 14 + 4) })
  }
  return top + layout.rows.length
}

function putTotal(sheet: Sheet, layout: FormLayout, row: number): number {
  if (!layout.total) return row
  const { label, span, values } = layout.total
  putSpan(sheet, { startRow: row, startCol: 0, endRow: row, endCol: span - 1 }, label, STYLES.total)
  for (const [i, value] of values.entries()) put(sheet, row, span + i, { value, style: STYLES.total })
  sheet.heights.set(row, { height: 22 })
  return row + 1
}

function putFoot(sheet: Sheet, layout: FormLayout, top: number): void {
  let row = top
  for (const [i, note] of layout.notes.entries()) {
    putSpan(sheet, wholeRow(sheet, row), i === 0 ? `备注：${note}` : `　　　${note}`, STYLES.note)
    sheet.heights.set(row++, { height: 18 })
  }
  if (layout.signs.length > 0) putLines(sheet, row, layout.signs)
}

function build(layout: FormLayout): { sheet: Sheet; headerTop: number } {
  const sheet: Sheet = {
    rows: [],
    cells: new Map(),
    merges: [],
    heights: new Map(),
    width: layout.columns.length,
  }
  putSpan(sheet, wholeRow(sheet, 0), layout.annexLabel, STYLES.annex)
  sheet.heights.set(0, { height: 22 })
  putSpan(sheet, wholeRow(sheet, 1), layout.title, STYLES.title)
  sheet.heights.set(1, { height: 36 })
  const headerTop = layout.headLines.length > 0 ? 3 : 2
  if (layout.headLines.length > 0) putLines(sheet, 2, layout.headLines)
  putHeader(sheet, layout, headerTop)
  const afterRows = putRows(sheet, layout, headerTop + layout.header.rows)
  putFoot(sheet, layout, putTotal(sheet, layout, afterRows))
  return { sheet, headerTop }
}

// Sheet names: at most 31 characters and none of : \ / ? * [ ]. A table that is no annex is called by its title.
const sheetName = (layout: FormLayout): string =>
  `${layout.annexLabel || layout.title.replace(/[:\\/?*[\]']/g, ' ').slice(0, 22)}${layout.meta.month === '' ? '' : `_${layout.meta.month}`}`.slice(
    0,
    31,
  )

function pageOf(layout: FormLayout): Pick<WriteSheet, 'pageSetup' | 'headerFooter' | 'view'> {
  return {
    pageSetup: {
      paperSize: layout.paper,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      // A page for short forms, else as many as it takes; 0 alone pushes a sign line onto a second page.
      fitToHeight: layout.rows.length <= 30 ? 1 : 0,
      horizontalCentered: true,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第&P页 共&N页' },
    view: { showGridLines: false },
  }
}

/**
 * Writes a form as .xlsx. A hidden sheet says which form and version it is and which column is which
 * field, so that the file comes back through the import without guessing.
 */
export async function writeFormXlsx(layout: FormLayout): Promise<Uint8Array> {
  const { sheet, headerTop } = build(layout)
  const name = sheetName(layout)
  const last = headerTop + layout.header.rows
  // The library leaves sheet names in its own print titles unquoted, which spreadsheets then repair.
  const titles: NamedRange = {
    name: '_xlnm.Print_Titles',
    range: `'${name}'!$${headerTop + 1}:$${last}`,
    scope: name,
  }
  const form: WriteSheet = {
    name,
    columns: layout.widths.map((width) => ({ width })),
    rows: sheet.rows,
    cells: sheet.cells,
    merges: sheet.merges,
    rowDefs: sheet.heights,
    freezePane: { rows: last },
    ...pageOf(layout),
  }
  const meta: WriteSheet = { name: META_SHEET, rows: markRows(layout, headerTop), hidden: true }
  return writeXlsx({
    sheets: [form, meta],
    namedRanges: [titles],
    defaultFont: { name: SONG, size: 10 },
    properties: { title: layout.title, creator: 'Xunzhen' },
  })
}
