// The one way uploaded sheets come in: checked for size, read in a thread of its own under limits of time
// and memory (R11). Nothing in a file is executed, followed or fetched.
import { Worker } from 'node:worker_threads'
import type { Grid } from '../../../domain/forms/grid.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import { LIMITS } from './limits.ts'
import type { ReaderAnswer } from './reader-thread.ts'
import { refusal } from './refusals.ts'

export type SheetsRead = { sheets: Grid[] } | { problem: Problem }

type Refusal = Extract<ReaderAnswer, { refused: unknown }>

const refused = (code: Refusal['refused'], values: Refusal['values'] = {}): Refusal => ({
  refused: code,
  values,
})

function readInThread(bytes: Uint8Array, name: string, milliseconds: number): Promise<ReaderAnswer> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: { bytes, name },
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    })
    const end = (answer: ReaderAnswer): void => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(
      () => end(refused('file-too-slow', { seconds: milliseconds / 1000 })),
      milliseconds,
    )
    worker.once('message', (message: ReaderAnswer) => end(message))
    worker.once('error', (error: Error & { code?: string }) =>
      end(refused(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'file-too-heavy' : 'file-damaged')),
    )
    worker.once('exit', () => end(refused('file-damaged')))
  })
}

/**
 * Reads an uploaded file into grids: .xlsx .xls .et .ods .csv .txt .docx, and HTML or XML saved as .xls.
 * `fileName` only names the place of a problem; the content decides what the file is.
 */
export async function readSheets(
  bytes: Uint8Array,
  fileName: string,
  options: { milliseconds?: number } = {},
): Promise<SheetsRead> {
  const milliseconds = options.milliseconds ?? LIMITS.milliseconds
  const megabytes = (size: number): string => (size / 1e6).toFixed(1)
  const answer =
    bytes.length > LIMITS.fileBytes
      ? refused('file-too-large', { size: megabytes(bytes.length), limit: megabytes(LIMITS.fileBytes) })
      : await readInThread(bytes, fileName, milliseconds)
  if ('grids' in answer) return { sheets: answer.grids }
  return { problem: refusal(answer.refused, answer.values, { file: fileName }) }
}
