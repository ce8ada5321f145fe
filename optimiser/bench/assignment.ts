// Yagiura's generalised assignment problems, the nearest public relatives of the matching: jobs to agents of
// limited capacity at the least cost, by the planner's solver and by cbc beside it when it is installed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { minimise } from '../highs.ts'
import { LinearModel } from '../linear-model.ts'
import { runPeer } from './peers.ts'

const FOLDER = process.env.XUNZHEN_BENCHMARKS ?? join(import.meta.dirname, '../../../shared/benchmarks')

/** Best known costs: what no solution is below, and what the best solution found by anybody costs. */
const KNOWN: Record<string, { bound: number; best: number }> = {
  c10200: { bound: 2806, best: 2806 },
  d10200: { bound: 12_426, best: 12_432 },
  e10100: { bound: 11_576, best: 11_577 },
  e10200: { bound: 23_305, best: 23_307 },
}

export type AssignmentFigures = {
  name: string
  best: number
  ours: { objective: number; cpu: number }
  cbc: { objective: number | null; cpu: number } | null
}

/** All instances found, each given so many seconds; null without the folder. */
export async function measureAssignments(seconds: number): Promise<AssignmentFigures[] | null> {
  const folder = join(FOLDER, 'gap')
  if (!existsSync(folder)) return null
  const figures: AssignmentFigures[] = []
  for (const [name, { bound, best }] of Object.entries(KNOWN)) {
    const file = join(folder, name)
    if (!existsSync(file)) continue
    const model = assignmentModel(readFileSync(file, 'utf8'))
    const before = process.cpuUsage()
    const { objective } = await minimise(model, { seconds, seed: 1 })
    const { user, system } = process.cpuUsage(before)
    if (objective < bound - 1e-6) throw new Error(`${name}: ${objective} is below the proven ${bound}`)
    const cbc = runPeer('cbc', model, seconds)
    figures.push({ name, best, ours: { objective, cpu: (user + system) / 1e6 }, cbc })
  }
  return figures
}

/** Agents, jobs, the costs by agent, the capacity each job takes of an agent, the capacities. */
function assignmentModel(text: string): LinearModel {
  const numbers = text.trim().split(/\s+/).map(Number)
  const [agents = 0, jobs = 0] = numbers
  const at = (block: number, agent: number, job: number) =>
    numbers[2 + block * agents * jobs + agent * jobs + job] ?? 0
  const model = new LinearModel()
  const range = (count: number) => Array.from({ length: count }, (_, k) => k)
  const columns = range(agents).map((agent) => range(jobs).map((job) => model.column(at(0, agent, job))))
  for (const job of range(jobs))
    model.row(
      `job ${job}`,
      1,
      1,
      columns.map((own) => [own[job] ?? 0, 1] as const),
    )
  for (const [agent, own] of columns.entries())
    model.row(
      `agent ${agent}`,
      Number.NEGATIVE_INFINITY,
      at(2, 0, agent),
      own.map((column, job) => [column, at(1, agent, job)] as const),
    )
  return model
}
