// Reads the tables of a .docx with their merges and the paragraphs before each (its title, 填报单位 …).

import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import type { Grid, Merge } from '../../../domain/forms/grid.ts'
import { Refused } from './refusals.ts'

type Cell = { column: number; span: number; text: string; merge: 'none' | 'start' | 'continue' }
type OpenTable = { caption: string[]; rows: Cell[][]; next: number; cell: Cell | undefined }

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Cells that go on downwards (vMerge) join the one that began above them in the same column. */
function toGrid(table: OpenTable, index: number): Grid {
  const width = Math.max(0, ...table.rows.flat().map((cell) => cell.column + cell.span))
  const cells = table.rows.map(() => Array.from({ length: width }, (): string | null => null))
  const open = new Map<number, [number, number, number, number]>()
  const merges: [number, number, number, number][] = []
  for (const [r, row] of table.rows.entries())
    for (const cell of row) {
      const above = open.get(cell.column)
      if (cell.merge === 'continue' && above) {
        above[2] = r
        continue
      }
      const line = cells[r]
      if (line) line[cell.column] = cell.text === '' ? null : cell.text
      const merge: [number, number, number, number] = [r, cell.column, r, cell.column + cell.span - 1]
      if (cell.merge === 'start') open.set(cell.column, merge)
      else open.delete(cell.column)
      merges.push(merge)
    }
  const real: Merge[] = merges.filter(([r1, c1, r2, c2]) => r1 !== r2 || c1 !== c2)
  return { name: `表${index + 1}`, cells, merges: real, caption: table.caption }
}

class DocumentReader {
  readonly grids: Grid[] = []
  private readonly stack: OpenTable[] = []
  private caption: string[] = []
  private paragraph = ''
  private inText = false

  open(name: string, value: string | undefined): void {
    const table = this.stack.at(-1)
    if (name === 'tbl') {
      this.stack.push({ caption: this.caption, rows: [], next: 0, cell: undefined })
      this.caption = []
    } else if (name === 'tr' && table) {
      table.rows.push([])
      table.next = 0
    } else if (name === 'gridBefore' && table) table.next += Number(value ?? 0)
    else if (name === 'tc' && table) table.cell = { column: table.next, span: 1, text: '', merge: 'none' }
    else if (name === 'gridSpan' && table?.cell) table.cell.span = Math.max(1, Number(value ?? 1))
    else if (name === 'vMerge' && table?.cell) table.cell.merge = value === 'restart' ? 'start' : 'continue'
    else if (name === 't') this.inText = true
    else if (name === 'tab' || name === 'br') this.paragraph += ' '
  }

  text(text: string): void {
    if (this.inText) this.paragraph += text
  }

  close(name: string): void {
    if (name === 't') this.inText = false
    if (name === 'p') this.endParagraph()
    const table = this.stack.at(-1)
    if (!table) return
    if (name === 'tc' && table.cell) {
      const cell = { ...table.cell, text: table.cell.text.trim() }
      table.rows.at(-1)?.push(cell)
      table.next = cell.column + cell.span
      table.cell = undefined
    } else if (name === 'tbl') {
      this.stack.pop()
      this.grids.push(toGrid(table, this.grids.length))
    }
  }

  private endParagraph(): void {
    const text = this.paragraph.trim()
    this.paragraph = ''
    if (text === '') return
    const cell = this.stack.at(-1)?.cell
    if (cell) cell.text += (cell.text === '' ? '' : '\n') + text
    else this.caption = [...this.caption.slice(-9), text]
  }
}

/** The tables of a text document, in order. Throws {@link Refused} when it has no body. */
export function readTextDocument(bytes: Uint8Array): Grid[] {
  const body = unzipSync(bytes, { filter: (file) => file.name === 'word/document.xml' })['word/document.xml']
  if (!body) throw new Refused('file-damaged')
  const reader = new DocumentReader()
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => {
    const value = Object.entries(tag.attributes).find(([key]) => local(key) === 'val')?.[1]
    reader.open(local(tag.name), value)
    if (tag.isSelfClosing && local(tag.name) === 'p') reader.text('')
  })
  parser.on('text', (text) => reader.text(text))
  parser.on('closetag', (tag) => reader.close(local(tag.name)))
  parser.write(strFromU8(body)).close()
  return reader.grids
}
