// Tables for programs and for a look in Excel: UTF-8 with its mark, a formula never starts by itself.
import { writeCsv } from 'hucre'

type Cell = string | number | null

export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const text = writeCsv([[...head], ...rows.map((row) => [...row])], { bom: true, escapeFormulae: true })
  return new TextEncoder().encode(text)
}
