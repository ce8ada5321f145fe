// The solver's own thread: takes a problem, posts progress, each better plan as bare duties, and the end.
import { parentPort, workerData } from 'node:worker_threads'
import type { Plan, PlanProblem } from '../domain/dispatch/plan.ts'
import { type Incumbent, type Progress, solvePlan } from './solve.ts'

export type WorkerMessage =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'incumbent'; incumbent: Incumbent }
  | { kind: 'plan'; plan: Plan }

const post = (message: WorkerMessage) => parentPort?.postMessage(message)

if (parentPort) {
  const { problem } = workerData as { problem: PlanProblem }
  const plan = await solvePlan(problem, {
    onProgress: (progress) => post({ kind: 'progress', progress }),
    onIncumbent: (incumbent) => post({ kind: 'incumbent', incumbent }),
  })
  post({ kind: 'plan', plan })
}
