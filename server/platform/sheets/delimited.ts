// Reads comma, tab and semicolon separated text into a grid; quotes may hold separators and line breaks.
import type { Grid } from '../../../domain/forms/grid.ts'
import { LIMITS } from './limits.ts'
import { Refused } from './refusals.ts'

const SEPARATORS = ['\t', ',', ';', '，', '|']

/** The separator that most often and most evenly divides the first lines. */
function separatorOf(text: string): string {
  const lines = text.split(/\r\n?|\n/, 30).filter((line) => line.trim() !== '')
  const score = (separator: string): number => {
    const counts = lines.map((line) => line.split(separator).length - 1)
    const most = Math.max(0, ...counts)
    return most === 0 ? 0 : counts.filter((count) => count === most).length * most
  }
  return SEPARATORS.reduce((best, each) => (score(each) > score(best) ? each : best), '\t')
}

function hold(cells: number, columns: number, rows: number): void {
  if (columns > LIMITS.columns) throw new Refused('sheet-too-wide', { limit: LIMITS.columns })
  if (rows > LIMITS.rows) throw new Refused('sheet-too-long', { limit: LIMITS.rows })
  if (cells > LIMITS.cells) throw new Refused('sheet-too-many-cells', { limit: LIMITS.cells })
}

/** Splits delimited text; a quote opens a cell only at its beginning, as spreadsheets write them. */
export function readDelimited(text: string, name: string): Grid {
  const separator = separatorOf(text)
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  let cell = ''
  let quoted = false
  let count = 0
  const endCell = (): void => {
    row.push(cell === '' ? null : cell)
    cell = ''
    count++
    hold(count, row.length, rows.length + 1)
  }
  const endRow = (): void => {
    endCell()
    rows.push(row)
    row = []
  }
  const body = text.replace(/^\ufeff/, '')
  for (let i = 0; i < body.length; i++) {
    const char = body[i] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (body[i + 1] === '"') cell += body[i++]
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) endCell()
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && body[i + 1] === '\n') i++
      endRow()
    } else cell += char
  }
  if (cell !== '' || row.length > 0) endRow()
  return { name, cells: rows, merges: [] }
}
