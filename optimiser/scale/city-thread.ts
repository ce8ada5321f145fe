// A thread of `solveByCity`: a city's problem in, its plan out, one after another.
import { parentPort } from 'node:worker_threads'
import { solvePlan } from '../solve.ts'
import type { CityTask } from './solve-cities.ts'

parentPort?.on('message', ({ problem, gap }: CityTask) => {
  solvePlan(problem, { gap }).then(
    (plan) => parentPort?.postMessage(plan),
    // thrown outside the promise, so that the thread ends and its lane learns why
    (error: unknown) =>
      setImmediate(() => {
        throw error
      }),
  )
})
