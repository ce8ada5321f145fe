// Repairs in a thread of its own: a clerk waits a moment, the server's other callers do not.
import { Worker } from 'node:worker_threads'
import type { Repair, RepairTask } from '../domain/dispatch/repair.ts'

/** Seconds the search may take, and those the thread may need to start and to explain beside it. */
const SEARCH_SECONDS = 10
const GRACE_SECONDS = 10

/** Like `repairPlan`. Rejects when the thread dies or outlives its time: nothing was changed, ask again. */
export function repairInWorker(task: RepairTask): Promise<Repair> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./repair-worker.ts', import.meta.url), {
      workerData: { task, seconds: SEARCH_SECONDS },
    })
    const end = (finish: () => void) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      // a terminated thread may still report its end; nobody is to trip over it
      worker.on('error', () => {})
      worker.terminate().then(finish, finish)
    }
    const timer = setTimeout(
      () => end(() => reject(new Error('the repair outlived its time'))),
      (SEARCH_SECONDS + GRACE_SECONDS) * 1000,
    )
    worker.on('message', (repair: Repair) => end(() => resolve(repair)))
    worker.on('error', (error: Error) => end(() => reject(error)))
    worker.on('exit', (code) => end(() => reject(new Error(`the repair's thread ended with ${code}`))))
  })
}
