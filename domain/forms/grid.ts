// A sheet as read from any file: plain cells and merges, before anything is known of its meaning.

export type GridValue = string | number | boolean | { date: string } | null
/** First row, first column, last row, last column; counted from 0, both ends included. */
export type Merge = readonly [number, number, number, number]

export type Grid = {
  name: string
  cells: readonly (readonly GridValue[])[]
  merges: readonly Merge[]
  hidden?: boolean
  /** Paragraphs that stood before a table of a text document: its title and reporting lines. */
  caption?: readonly string[]
}

/** Column letters as a spreadsheet shows them: 0 is A, 26 is AA. */
export function columnName(index: number): string {
  let rest = index + 1
  let name = ''
  while (rest > 0) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
    rest = Math.floor((rest - 1) / 26)
  }
  return name
}

/** A cell as text; blank is ''. */
export function textOf(value: GridValue | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? value.date : String(value)
}

/** A grid whose merged cells all carry the text of their first cell. */
export type Table = {
  name: string
  cells: GridValue[][]
  own: readonly (readonly GridValue[])[]
  width: number
  isMerged: (row: number, column: number) => boolean
}

/** Spreads every merge over its cells; merges that reach beyond the sheet are cut to it. */
export function spreadMerges(grid: Grid): Table {
  const width = grid.cells.reduce((most, row) => Math.max(most, row.length), 0)
  const cells = grid.cells.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? null))
  const merged = new Set<number>()
  for (const [r1, c1, r2, c2] of grid.merges) {
    const value = cells[r1]?.[c1] ?? null
    for (let r = r1; r <= Math.min(r2, cells.length - 1); r++)
      for (let c = c1; c <= Math.min(c2, width - 1); c++) {
        const row = cells[r]
        if (!row || (r === r1 && c === c1)) continue
        merged.add(r * width + c)
        if (textOf(row[c] ?? null) === '') row[c] = value
      }
  }
  return {
    name: grid.name,
    cells,
    own: grid.cells,
    width,
    isMerged: (row, column) => merged.has(row * width + column),
  }
}
