// Turns a workbook (.xlsx, .xls, .et, .ods, HTML or XML saved as .xls) into grids with SheetJS.
// Cells are walked by their keys: the range a file claims is never believed.
import { type CellObject, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx'
import type { Grid, GridValue, Merge } from '../../../domain/forms/grid.ts'
import { LIMITS } from './limits.ts'
import { Refused } from './refusals.ts'

const DAY_MS = 86_400_000
const isDateFormat: (format: string) => boolean = SSF.is_date

/** The calendar day of a spreadsheet date number; times of day are dropped. */
function dayOf(serial: number, from1904: boolean): string {
  const days = Math.floor(serial + (from1904 ? 1462 : 0) + 1e-6)
  return new Date((days - 25_569) * DAY_MS).toISOString().slice(0, 10)
}

function cellValue(cell: CellObject, from1904: boolean): GridValue {
  if (cell.v === undefined || cell.t === 'z' || cell.t === 'e') return null
  if (cell.v instanceof Date) return { date: cell.v.toISOString().slice(0, 10) }
  if (cell.t === 'n' && typeof cell.v === 'number' && typeof cell.z === 'string' && isDateFormat(cell.z)) {
    const sensible = cell.v >= 1 && cell.v < 2_958_466
    return sensible ? { date: dayOf(cell.v, from1904) } : cell.v
  }
  return cell.v
}

function checkSize(rows: number, columns: number, cells: number): void {
  if (columns > LIMITS.columns) throw new Refused('sheet-too-wide', { limit: LIMITS.columns })
  if (rows > LIMITS.rows) throw new Refused('sheet-too-long', { limit: LIMITS.rows })
  if (cells > LIMITS.cells) throw new Refused('sheet-too-many-cells', { limit: LIMITS.cells })
}

function gridOf(name: string, sheet: WorkSheet, hidden: boolean, from1904: boolean): Grid {
  const found: { r: number; c: number; value: GridValue }[] = []
  let rows = 0
  let columns = 0
  for (const key of Object.keys(sheet)) {
    if (key.startsWith('!')) continue
    const { r, c } = utils.decode_cell(key)
    const value = cellValue(sheet[key] as CellObject, from1904)
    if (value === null || value === '') continue
    found.push({ r, c, value })
    rows = Math.max(rows, r + 1)
    columns = Math.max(columns, c + 1)
    checkSize(rows, columns, found.length)
  }
  const cells: GridValue[][] = Array.from({ length: rows }, () => [])
  for (const { r, c, value } of found) {
    const row = cells[r] ?? []
    while (row.length < c) row.push(null)
    row[c] = value
  }
  const merges = (sheet['!merges'] ?? [])
    .slice(0, LIMITS.merges)
    .filter((range) => range.s.r < rows && range.s.c < columns)
    .map((range): Merge => {
      const [last, right] = [Math.min(range.e.r, rows - 1), Math.min(range.e.c, columns - 1)]
      return [range.s.r, range.s.c, last, right]
    })
  return { name, cells: filled(cells), merges, ...(hidden ? { hidden } : {}) }
}

// Sparse rows become plain arrays without holes.
const filled = (rows: GridValue[][]): GridValue[][] =>
  rows.map((row) => Array.from(row, (value) => value ?? null))

function parse(data: Uint8Array | string): WorkBook {
  const options = { cellNF: true, cellFormula: false, cellHTML: false, sheetRows: LIMITS.rows + 1 }
  try {
    return typeof data === 'string'
      ? read(data, { ...options, type: 'string', raw: true })
      : read(data, { ...options, type: 'array' })
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    throw new Refused(/password|encrypt/i.test(message) ? 'file-encrypted' : 'file-damaged')
  }
}

/** All sheets of a workbook, hidden ones marked. Text kinds are handed in decoded. Throws {@link Refused}. */
export function readWorkbook(data: Uint8Array | string): Grid[] {
  const book = parse(data)
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  return book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name]
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0
    return sheet ? [gridOf(name, sheet, hidden, from1904)] : []
  })
}
