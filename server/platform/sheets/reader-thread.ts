// The thread in which uploaded files are read: whatever a hostile file does, it does to this thread,
// which has a small heap and is ended when its time is up (see read-sheets.ts).
import { parentPort, workerData } from 'node:worker_threads'
import type { Grid } from '../../../domain/forms/grid.ts'
import { readContent } from './read-content.ts'
import { type RefusalCode, Refused } from './refusals.ts'

export type ReaderAnswer =
  | { grids: Grid[] }
  | { refused: RefusalCode; values: Record<string, string | number> }

const { bytes, name } = workerData as { bytes: Uint8Array; name: string }

async function answer(): Promise<ReaderAnswer> {
  try {
    return { grids: await readContent(bytes, name) }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.code, values: error.values }
    return { refused: 'file-damaged', values: {} }
  }
}

parentPort?.postMessage(await answer())
