// The goals of the planner's bench as a list of rows; a new goal is a new entry. Each measures and judges.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { LinearModel } from '../linear-model.ts'
import type { Measured, Measurement } from './child.ts'
import { generateProblem, NATION_CITIES } from './generate.ts'
import { type PeerName, runPeer } from './peers.ts'
import { referenceModel } from './reference.ts'

export type Extent = {
  counties: number
  cities: number
  provinceCities: number
  nationCities: number
  peerSeconds: number
}
export type Row = { goal: string; measured: string; verdict: 'met' | 'not met' | 'not measured' }
export type Curve = { cities: number; cpu: number }[]
type Bench = { extent: Extent; say: (line: string) => void; curve: Curve }

const NEUTRAL = { seed: 1, gap: 0, seconds: 30, isWarm: false, draftOnly: false }

/** Runs one measurement in a child. */
function measured(asked: Partial<Measurement> & Pick<Measurement, 'size'>, say: Bench['say']): Measured {
  const child = join(import.meta.dirname, 'child.ts')
  const text = execFileSync(process.execPath, [child, JSON.stringify({ ...NEUTRAL, ...asked })], {
    encoding: 'utf8',
  })
  const found = JSON.parse(text) as Measured
  say(
    `${asked.size} ${asked.city ?? asked.seed ?? 1}: ${found.status} ${gapText(found)}, ${found.seconds.toFixed(2)} s, cpu ${found.cpu.toFixed(2)}, ${Math.round(found.megabytes)} MB`,
  )
  if (found.violations > 0) throw new Error(`${found.violations} hard rules broken: ${JSON.stringify(asked)}`)
  return found
}

const gapOf = ({ objective, bound }: Pick<Measured, 'objective' | 'bound'>) =>
  objective > 0 ? 1 - bound / objective : 0
const gapText = (one: Measured) => `${(gapOf(one) * 100).toFixed(3)} %`
const most = (values: readonly number[]) => Math.max(...values)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const range = (count: number) => Array.from({ length: count }, (_, k) => k + 1)
const verdict = (isMet: boolean): Row['verdict'] => (isMet ? 'met' : 'not met')

function counties({ extent, say }: Bench): Row {
  const cold = range(extent.counties).map((seed) => measured({ size: 'county', seed: 100 + seed }, say))
  const warm = range(Math.min(5, extent.counties)).map((seed) =>
    measured({ size: 'county', seed: 100 + seed, isWarm: true }, say),
  )
  const proven = cold.filter(({ status }) => status === 'optimal').length
  const [slow, quick] = [most(cold.map(({ seconds }) => seconds)), mean(warm.map(({ seconds }) => seconds))]
  return {
    goal: '1. county, unseen seeds: the joint optimum on 95 %; 1 s cold, 0.1 s warm',
    measured: `${proven} of ${cold.length} proven; cold at most ${slow.toFixed(2)} s, warm ${quick.toFixed(2)} s on average`,
    verdict: verdict(proven >= 0.95 * cold.length && slow <= 1 && quick <= 0.1),
  }
}

function cities({ extent, say }: Bench): Row {
  const goal = '2. city: within 1.002 of the bound in 10 s (matching proven in 15 s)'
  if (extent.cities === 0) return { goal, measured: '', verdict: 'not measured' }
  const runs = range(extent.cities).map((seed) =>
    measured({ size: 'city', seed, gap: 0.002, seconds: 30 }, say),
  )
  const worst = most(runs.map(gapOf))
  const slow = most(runs.map(({ seconds }) => seconds))
  return {
    goal,
    measured: `gap at most ${(worst * 100).toFixed(2)} %, ${slow.toFixed(1)} s, ${Math.round(most(runs.map((r) => r.megabytes)))} MB`,
    verdict: verdict(worst <= 0.002 && slow <= 10),
  }
}

function province(bench: Bench, withLongStays: boolean): Row {
  const { extent, say } = bench
  const goal = withLongStays
    ? '4. province with stays of four days: every city within 1.002 in 10 s on 2 cores'
    : '3. province, stays of up to two days: every city proven in 7 s on 2 cores'
  if (extent.provinceCities === 0) return { goal, measured: '', verdict: 'not measured' }
  const asked = { size: 'provinceCity' as const, withLongStays, gap: withLongStays ? 0.002 : 0, seconds: 30 }
  const runs = range(extent.provinceCities).map((city) => measured({ ...asked, city }, say))
  const cpu = (9 * mean(runs.map((one) => one.cpu))) / 2
  const worst = most(runs.map(gapOf))
  return {
    goal,
    measured: `${runs.length} of nine cities: gap at most ${(worst * 100).toFixed(2)} %, ${mean(runs.map((one) => one.cpu)).toFixed(1)} cpu s each, so ${cpu.toFixed(0)} s for nine on 2 cores`,
    verdict: verdict(withLongStays ? worst <= 0.002 && cpu <= 10 : worst <= 1e-6 && cpu <= 7),
  }
}

function nation({ extent, say, curve }: Bench): Row {
  const goal = '5. nation, 340 cities: draft in 20 s, the whole within 1.002 in 10 min on 2 cores and 2 GB'
  if (extent.nationCities === 0) return { goal, measured: '', verdict: 'not measured' }
  const runs = range(extent.nationCities).map((city) =>
    measured({ size: 'nation', city, gap: 0.002, seconds: 20 }, say),
  )
  const drafts = range(extent.nationCities).map((city) =>
    measured({ size: 'nation', city, draftOnly: true }, say),
  )
  let cpu = 0
  runs.forEach((one, k) => {
    cpu += one.cpu
    curve.push({ cities: k + 1, cpu })
  })
  const whole = (NATION_CITIES * cpu) / runs.length / 2
  const draft = (NATION_CITIES * mean(drafts.map((one) => one.cpu))) / 2
  const objective = runs.reduce((sum, one) => sum + one.objective, 0)
  const bound = runs.reduce((sum, one) => sum + one.bound, 0)
  const gap = gapOf({ objective, bound })
  return {
    goal,
    measured: `${runs.length} cities: gap ${(gap * 100).toFixed(2)} % together, ${(cpu / runs.length).toFixed(1)} cpu s each; 340 by that: draft ${draft.toFixed(0)} s, whole ${(whole / 60).toFixed(0)} min; ${Math.round(most(runs.map((r) => r.megabytes)))} MB a thread`,
    verdict: verdict(gap <= 0.002 && whole <= 600 && draft <= 20),
  }
}

function peers({ extent, say }: Bench): Row {
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

/** All rows in order. */
export function measureRows(bench: Bench): Row[] {
  return [
    counties(bench),
    cities(bench),
    province(bench, false),
    province(bench, true),
    nation(bench),
    peers(bench),
    {
      goal: '6. native HiGHS, Timefold, or-tools-wasm',
      measured: 'not reachable or not installed here',
      verdict: 'not measured',
    },
    {
      goal: '8. repair, conflict, what-if',
      measured: 'see `optimiser/bench/repair.ts`',
      verdict: 'not measured',
    },
  ]
}
