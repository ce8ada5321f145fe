// Our network simplex beside the minimum-cost flow of or-tools-wasm, on a city's matching: the same cost,
// and at what share of its cpu time. The peer is 318 MB and never part of the product; without it, no row.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { matchingNetwork } from '../flow/matching-network.ts'
import { minimumCostFlow, type Network } from '../flow/network-simplex.ts'
import { instanceOf } from '../instance.ts'
import { generateProblem, type SizeName } from './generate.ts'

const PEERS = join(import.meta.dirname, 'peers')
/** The peer takes whole costs only: hundredths of a point. */
const HUNDREDTHS = 100
const MOST = 1_000_000

export type FlowFigures = {
  arcs: number
  ours: { cost: number; cold: number; warm: number }
  theirs: { cost: number; cold: number; warm: number }
}

/** Cold and warm cpu seconds of both on one network; null when the peer is not installed. */
export function measureFlow(size: SizeName): FlowFigures | null {
  if (!existsSync(join(PEERS, 'node_modules/or-tools-wasm'))) return null
  const network = wholeNetwork(matchingNetwork(instanceOf(generateProblem({ size, seed: 1 }))).network)
  const { tail, head, capacity, cost, supply } = network
  const task = JSON.stringify({
    tail: [...tail],
    head: [...head],
    capacity: [...capacity],
    cost: [...cost],
    supply: [...supply],
  })
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(PEERS, 'flow.ts')], {
    input: task,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(`or-tools-wasm failed: ${stderr.slice(-2000)}`)
  const theirs = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FlowFigures['theirs']
  const runs = Array.from({ length: 4 }, () => ownRun(network))
  const [cold] = runs as [ReturnType<typeof ownRun>]
  const warm = Math.min(...runs.slice(1).map(({ cpu }) => cpu))
  return { arcs: tail.length, ours: { cost: cold.cost, cold: cold.cpu, warm }, theirs }
}

function ownRun(network: Network): { cost: number; cpu: number } {
  const before = process.cpuUsage()
  const { cost } = minimumCostFlow(network)
  const { user, system } = process.cpuUsage(before)
  return { cost, cpu: (user + system) / 1e6 }
}

function wholeNetwork(network: Network): Network {
  return {
    ...network,
    capacity: network.capacity.map((most) => Math.min(most, MOST)),
    cost: network.cost.map((points) => Math.round(points * HUNDREDTHS)),
  }
}
