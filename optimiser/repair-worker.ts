// The repair's own thread: takes a task, posts the answers.
import { parentPort, workerData } from 'node:worker_threads'
import type { RepairTask } from '../domain/dispatch/repair.ts'
import { repairPlan } from './repair.ts'

if (parentPort) {
  const { task, seconds } = workerData as { task: RepairTask; seconds: number }
  parentPort.postMessage(await repairPlan(task, seconds))
}
