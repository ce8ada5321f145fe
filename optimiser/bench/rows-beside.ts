// The rows of the bench beside the planner's own sizes: other solvers, public instances, routes and repairs.
import type { LinearModel } from '../linear-model.ts'
import { measureAssignments } from './assignment.ts'
import { generateProblem } from './generate.ts'
import { type Bench, mean, measured, most, type Row, verdict } from './measuring.ts'
import { measureFlow } from './or-tools.ts'
import { type PeerName, runPeer } from './peers.ts'
import { referenceModel } from './reference.ts'
import { measureRepair, type RepairFigures } from './repair.ts'
import { benchRoutes } from './routes.ts'

/** The planner's whole problem of a county, written down a second time, in other solvers. */
export function models({ extent, say }: Bench): Row {
  const problem = generateProblem({ size: 'county', seed: 2 })
  const model: LinearModel = referenceModel(problem)
  const ours = measured({ size: 'county', seed: 2 }, say)
  const told = (['cbc', 'glpsol', 'minizinc'] as PeerName[]).map((peer) => {
    const run = runPeer(peer, model, extent.peerSeconds)
    if (!run) return { text: `${peer} skipped: not installed`, agrees: true, proven: false }
    const agrees = !run.proven || Math.abs((run.objective ?? 0) - ours.objective) < 0.01
    say(`${peer}: ${run.objective} proven ${run.proven}, cpu ${run.cpu.toFixed(1)}`)
    const text = `${peer} ${run.objective ?? 'nothing'}${run.proven ? ' (proven)' : ''} in ${run.cpu.toFixed(1)} cpu s, ${Math.round(run.megabytes)} MB`
    return { text, agrees, proven: run.proven }
  })
  return {
    goal: `6. against peers on an independent model of a county (${model.size.columns} columns): the same optimum`,
    measured: `ours ${ours.objective} in ${ours.cpu.toFixed(1)} cpu s; ${told.map(({ text }) => text).join('; ')}`,
    verdict: told.some((one) => one.proven) ? verdict(told.every(({ agrees }) => agrees)) : 'not measured',
  }
}

/** How far above the best known, in percent. */
const above = (value: number, best: number) => `+${((value / best - 1) * 100).toFixed(2)} %`

export async function assignments({ extent, say }: Bench): Promise<Row> {
  const seconds = extent.assignmentSeconds
  const goal = `6. generalised assignment (Yagiura), ${seconds} s each: no worse than cbc`
  const figures = seconds > 0 ? await measureAssignments(seconds) : null
  if (!figures) return { goal, measured: 'skipped: no instances', verdict: 'not measured' }
  const told = figures.map(({ name, best, ours, cbc }) => {
    const beside = cbc
      ? `cbc ${cbc.objective === null ? 'nothing' : above(cbc.objective, best)}`
      : 'cbc not installed'
    return `${name} ${above(ours.objective, best)} in ${ours.cpu.toFixed(1)} cpu s, ${beside}`
  })
  for (const line of told) say(line)
  const compared = figures.filter(({ cbc }) => cbc)
  const isMet = compared.every(({ ours, cbc }) => ours.objective <= (cbc?.objective ?? Infinity))
  return {
    goal,
    measured: `above the best known: ${told.join('; ')}`,
    verdict: compared.length > 0 ? verdict(isMet) : 'not measured',
  }
}

export function flow({ say }: Bench): Row {
  const goal = '6. flow of a city of the nation: the cost of or-tools-wasm at no more than 0.25 × its cpu'
  const figures = measureFlow('nation')
  if (!figures) return { goal, measured: 'skipped: not installed', verdict: 'not measured' }
  const { arcs, ours, theirs } = figures
  const ratio = ours.warm / theirs.warm
  const measuredText = `${arcs} arcs, warm: ours ${(ours.warm * 1000).toFixed(0)} ms, theirs ${(theirs.warm * 1000).toFixed(0)} ms, so ${ratio.toFixed(2)}; cold ${(ours.cold * 1000).toFixed(0)} and ${(theirs.cold * 1000).toFixed(0)} ms; costs ${ours.cost === theirs.cost ? 'equal' : `${ours.cost} and ${theirs.cost}`}`
  say(measuredText)
  return { goal, measured: measuredText, verdict: verdict(ours.cost === theirs.cost && ratio <= 0.25) }
}

export function routes({ extent, say }: Bench, kind: 'solomon' | 'prizes'): Row {
  const goal =
    kind === 'solomon'
      ? '7. routes, Solomon 100: mean gap of 0.3 % in 5 cpu s'
      : '7. routes, prizes, 1,000 customers: the best known'
  const rounds = extent.routeRounds
  const figures = rounds === 0 ? [] : benchRoutes(kind, rounds ?? undefined, say)
  if (figures.length === 0) return { goal, measured: 'skipped: no instances', verdict: 'not measured' }
  const gap = mean(figures.map((one) => one.gap))
  const cpu = mean(figures.map((one) => one.cpu))
  const isMet = kind === 'solomon' ? gap <= 0.3 && cpu <= 5 : gap <= 0
  return {
    goal,
    measured: `${figures.length} instances: mean gap ${gap.toFixed(2)} %, worst ${most(figures.map((one) => one.gap)).toFixed(2)} %, ${cpu.toFixed(1)} cpu s each${rounds === null ? '' : ` (${rounds} rounds; --routes full for all)`}`,
    verdict: verdict(isMet),
  }
}

/** Goals in milliseconds. */
const MENDED = 100
const LISTED = 10

export async function repairs({ extent, say }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const size of ['county', 'province'] as const) {
    const goal = `8. repair, ${size}: one leave in 0.1 s, forced moves only; substitutes in 10 ms`
    const figures = extent.repairs > 0 ? await measureRepair(size, extent.repairs) : null
    if (figures) say(repairText(figures))
    rows.push(
      figures
        ? { goal, measured: repairText(figures), verdict: verdict(isMended(figures)) }
        : { goal, measured: 'left out', verdict: 'not measured' },
    )
  }
  return rows
}

const isMended = ({ leave, substitutes, forced, moved }: RepairFigures) =>
  leave <= MENDED && substitutes <= LISTED && moved <= forced

function repairText(one: RepairFigures): string {
  const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
  return `${one.duties} duties: one leave ${ms(one.leave)}, ${one.size === 'county' ? 'three' : 'twenty'} leaves ${ms(one.leaves)} (${one.forced} duties forced, ${one.moved} others moved), substitutes ${ms(one.substitutes)}, remedy ${ms(one.remedy)}`
}
