// What the rows of the planner's bench share: how much to measure, one measurement in a child of its own, and
// how a figure is told. With XUNZHEN_BENCH_KEPT naming a file, measurements are kept there and not repeated.
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Measured, Measurement } from './child.ts'

export type Extent = {
  counties: number
  cities: number
  provinceCities: number
  nationCities: number
  peerSeconds: number
  /** Seconds for each generalised assignment problem; 0 leaves them out. */
  assignmentSeconds: number
  /** Rounds of the route search; 0 leaves it out, null takes as many as the goal allows. */
  routeRounds: number | null
  repairs: number
}
export type Row = { goal: string; measured: string; verdict: 'met' | 'not met' | 'not measured' }
export type Curve = { cities: number; cpu: number }[]
export type Bench = { extent: Extent; say: (line: string) => void; curve: Curve }

const NEUTRAL = { seed: 1, gap: 0, seconds: 30, isWarm: false, draftOnly: false }

/** Runs one measurement in a child. */
export function measured(
  asked: Partial<Measurement> & Pick<Measurement, 'size'>,
  say: Bench['say'],
): Measured {
  const task = JSON.stringify({ ...NEUTRAL, ...asked })
  const found = kept(task) ?? measuredNow(task)
  say(
    `${asked.size} ${asked.city ?? asked.seed ?? 1}: ${found.status} ${gapText(found)}, ${found.seconds.toFixed(2)} s, cpu ${found.cpu.toFixed(2)}, ${Math.round(found.megabytes)} MB`,
  )
  if (found.violations > 0) throw new Error(`${found.violations} hard rules broken: ${task}`)
  return found
}

function measuredNow(task: string): Measured {
  const child = join(import.meta.dirname, 'child.ts')
  const found = JSON.parse(execFileSync(process.execPath, [child, task], { encoding: 'utf8' })) as Measured
  const file = process.env.XUNZHEN_BENCH_KEPT
  if (file) appendFileSync(file, `${JSON.stringify({ task, found })}\n`)
  return found
}

function kept(task: string): Measured | null {
  const file = process.env.XUNZHEN_BENCH_KEPT
  if (!file || !existsSync(file)) return null
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue
    const entry = JSON.parse(line) as { task: string; found: Measured }
    if (entry.task === task) return entry.found
  }
  return null
}

export const gapOf = ({ objective, bound }: Pick<Measured, 'objective' | 'bound'>) =>
  objective > 0 ? 1 - bound / objective : 0
const gapText = (one: Measured) => `${(gapOf(one) * 100).toFixed(3)} %`
export const most = (values: readonly number[]) => Math.max(...values)
export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
export const range = (count: number) => Array.from({ length: count }, (_, k) => k + 1)
export const verdict = (isMet: boolean): Row['verdict'] => (isMet ? 'met' : 'not met')
