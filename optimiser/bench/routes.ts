// Measures the route search on public instances, next to the best known costs. `node optimiser/bench/routes.ts
// [solomon|prizes] [rounds]` runs it by itself; XUNZHEN_BENCHMARKS names the folder with the instances.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { searchRoutes } from '../routes/search.ts'
import {
  countedCost,
  type Instance,
  knownRoutes,
  networkOfInstance,
  readInstances,
} from './routes-instances.ts'

/** The instances are not part of the repository: a folder beside it, or wherever the variable points. */
const FOLDER = process.env.XUNZHEN_BENCHMARKS ?? join(import.meta.dirname, '../../../shared/benchmarks')

type Kind = 'solomon' | 'prizes'
type Measured = { name: string; cost: number; gap: number; cpu: number; wall: number }

const TITLES: Record<Kind, string> = {
  solomon: 'Solomon, 100 customers, distance',
  prizes: 'Prize-collecting, 1,000 customers, distance and prizes lost',
}

/** Rounds that end within 5 cpu seconds an instance on the machine measured on, or 40 with prizes. */
const ROUNDS: Record<Kind, number> = { solomon: 300_000, prizes: 1_000_000 }

const columns = ['instance', 'cost', 'best', 'gap %', 'cpu s', 'wall s', 'rounds', 'MB', 'checked']
const widths = [10, 10, 10, 8, 8, 8, 10, 6, 8]
const line = (cells: readonly (string | number)[]) =>
  cells
    .map((cell, k) => (k === 0 ? String(cell).padEnd(widths[k] ?? 8) : String(cell).padStart(widths[k] ?? 8)))
    .join(' ')

function measure(instance: Instance, rounds: number, say: (text: string) => void): Measured {
  const network = networkOfInstance(instance)
  const wallBefore = performance.now()
  const before = process.cpuUsage()
  const found = searchRoutes(network, { seed: 1, iterations: rounds, seconds: 3600 })
  const { user, system } = process.cpuUsage(before)
  const wall = (performance.now() - wallBefore) / 1000
  const cpu = (user + system) / 1e6
  const cost = countedCost(
    instance,
    found.sequences.map((sequence) => sequence.map((v) => v + 1)),
  )
  if (Math.abs(cost - found.cost) > 1e-3)
    throw new Error(`${instance.name}: ${found.cost} counted as ${cost}`)
  const gap = (cost / instance.best - 1) * 100
  const memory = Math.round(process.memoryUsage().rss / 1e6)
  const shown = [cost / 10, instance.best / 10].map((value) => value.toFixed(1))
  say(
    line([
      instance.name,
      ...shown,
      gap.toFixed(3),
      cpu.toFixed(1),
      wall.toFixed(1),
      found.iterations,
      memory,
      'yes',
    ]),
  )
  if (gap < 0 && !instance.prize) say(`  below the value quoted as best: that value is wrong`)
  return { name: instance.name, cost, gap, cpu, wall }
}

/** The stored routes must cost what their file claims, or the instance was not read as it was meant. */
function checkReading(instance: Instance): void {
  if (!instance.prize) return
  const known = knownRoutes(FOLDER, instance.name)
  const counted = countedCost(instance, known.routes)
  if (counted !== known.cost) throw new Error(`${instance.name}: ${known.cost} claimed, ${counted} counted`)
}

/** Runs the instances of one kind and prints a line for each; says so where there are none. */
export function benchRoutes(
  kind: Kind,
  rounds: number = ROUNDS[kind],
  say: (text: string) => void = console.log,
): Measured[] {
  say(TITLES[kind])
  if (!existsSync(FOLDER)) {
    say(`  skipped: no instances in ${FOLDER} (XUNZHEN_BENCHMARKS)`)
    return []
  }
  say(line(columns))
  const measured = readInstances(FOLDER, kind).map((instance) => {
    checkReading(instance)
    return measure(instance, rounds, say)
  })
  const mean = (pick: (one: Measured) => number) =>
    measured.reduce((sum, one) => sum + pick(one), 0) / Math.max(1, measured.length)
  say(
    line([
      'mean',
      '',
      '',
      mean((one) => one.gap).toFixed(3),
      mean((one) => one.cpu).toFixed(1),
      mean((one) => one.wall).toFixed(1),
    ]),
  )
  return measured
}

if (import.meta.main) {
  const [kind, rounds] = process.argv.slice(2)
  for (const one of ['solomon', 'prizes'] as const)
    if (kind === undefined || kind === one)
      benchRoutes(one, rounds === undefined ? ROUNDS[one] : Number(rounds))
}
