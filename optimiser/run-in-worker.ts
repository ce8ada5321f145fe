// Solves in a worker thread, so that a server stays responsive: cancelling ends the thread at once, and a
// crash or a thread that outlives its time still gives the best whole plan found, with its gap.
import { Worker } from 'node:worker_threads'
import type { Plan, PlanProblem } from '../domain/dispatch/plan.ts'
import { firstPlan } from './first-plan.ts'
import { instanceOf } from './instance.ts'
import { completePlan, type Incumbent, type SolveOptions } from './solve.ts'
import type { WorkerMessage } from './worker.ts'

export type WorkerOptions = Omit<SolveOptions, 'onIncumbent'> & {
  /** Told when the thread died; the plan returned is then the best one it had posted. */
  onCrash?: ((error: Error) => void) | undefined
  /** Seconds beyond the problem's time limit before the thread is ended; explaining needs some. */
  graceSeconds?: number | undefined
  /** The thread's module, for tests of its failures. */
  module?: URL | undefined
}

type Ended = { plan: Plan } | { plan: null; error: Error | null }

/**
 * Like `solvePlan`, in a thread of its own. Rejects only with the reason of an aborted signal; status
 * `timeLimit` says that the proof was not finished.
 */
export async function solveInWorker(problem: PlanProblem, options: WorkerOptions = {}): Promise<Plan> {
  options.signal?.throwIfAborted()
  const started = performance.now()
  const found: { best: Incumbent | null } = { best: null }
  const ended = await runWorker(problem, options, (incumbent) => {
    found.best = incumbent
  })
  if (ended.plan) return ended.plan
  if (ended.error) options.onCrash?.(ended.error)
  const best = found.best ?? firstPlan(instanceOf(problem))
  return completePlan(problem, { ...best, status: 'timeLimit', started })
}

function runWorker(
  problem: PlanProblem,
  options: WorkerOptions,
  keep: (incumbent: Incumbent) => void,
): Promise<Ended> {
  const { signal } = options
  return new Promise((resolve, reject) => {
    const worker = new Worker(options.module ?? new URL('./worker.ts', import.meta.url), {
      workerData: { problem },
    })
    const limit = (problem.timeLimitSeconds + (options.graceSeconds ?? 10)) * 1000
    const end = (finish: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      worker.removeAllListeners()
      // a terminated thread may still report its end; nobody is to trip over it
      worker.on('error', () => {})
      worker.terminate().then(finish, finish)
    }
    const abort = () => end(() => reject(signal?.reason))
    const timer = setTimeout(() => end(() => resolve({ plan: null, error: null })), limit)
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') options.onProgress?.(message.progress)
      else if (message.kind === 'incumbent') keep(message.incumbent)
      else end(() => resolve({ plan: message.plan }))
    })
    worker.on('error', (error: Error) => end(() => resolve({ plan: null, error })))
    worker.on('exit', (code) =>
      end(() => resolve({ plan: null, error: new Error(`the solver's thread ended with ${code}`) })),
    )
  })
}
