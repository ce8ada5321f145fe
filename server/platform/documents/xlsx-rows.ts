// A long table as a plain workbook, row by row into a file: flat memory however many rows there are. Without the official
// form's merged header and print layout, which the library writes in memory only (xlsx.ts).
import { createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import { writeXlsxStream } from 'hucre/xlsx'
import type { LayoutValue } from '../../../domain/forms/layout.ts'
import { literal } from './xlsx.ts'

export type LongTable = {
  name: string
  widths: readonly number[]
  /** Lines above the header, the header last; they stay in sight. */
  head: readonly (readonly LayoutValue[])[]
  /** Rows in parts; the next part is fetched while one is written. */
  parts: AsyncIterable<readonly (readonly LayoutValue[])[]>
  foot: readonly (readonly LayoutValue[])[]
}

async function* rowsOf(
  { head, parts, foot }: LongTable,
  signal: AbortSignal | undefined,
): AsyncGenerator<LayoutValue[]> {
  for (const row of head) yield row.map(literal)
  for await (const part of parts) {
    signal?.throwIfAborted()
    for (const row of part) yield row.map(literal)
  }
  for (const row of foot) yield row.map(literal)
}

/** Writes the table to `path`. @throws the signal's reason when nobody waits for it any more */
export async function writeLongXlsx(path: string, table: LongTable, signal?: AbortSignal): Promise<void> {
  const stream = writeXlsxStream(rowsOf(table, signal), {
    name: table.name,
    columns: table.widths.map((width) => ({ width })),
    freezePane: { rows: table.head.length },
  })
  await stream.pipeTo(Writable.toWeb(createWriteStream(path, { mode: 0o600 })))
}
