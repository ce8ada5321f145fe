// `bin/xunzhen plan FOLDER --out FOLDER`: many problems, a thread each on all processors, never all of them
// in memory. Stopped at any point it goes on where it was; a plan half written never counts.
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { shareOut } from '../optimiser/scale/pool.ts'
import type { BatchRow, BatchTask } from './plan-thread.ts'

export type BatchOptions = {
  input: string
  output: string
  jobs: number
  gap: number
  signal?: AbortSignal | undefined
  say: (line: string) => void
  /** The thread's module, for tests of its failures. */
  module?: URL
}

export type BatchSummary = {
  problems: number
  planned: number
  skipped: number
  refused: { name: string; why: string }[]
  /** `isFile`: the file could not be read; else an error of ours. */
  failed: { name: string; why: string; isFile: boolean }[]
  objective: number
  bound: number
  gap: number
  provenOptimal: number
  duties: number
  asked: number
  covered: number
  mismatches: number
  wallSeconds: number
  cpuSeconds: number
  peakMegabytes: number
}

/** Whether a path holds many problems: a folder, or JSON lines. */
export function isBatch(input: string): boolean {
  return input.endsWith('.jsonl') || (existsSync(input) && statSync(input).isDirectory())
}

/** Plans all problems and gives the sum; throws on folders that cannot be read or written. */
export async function planBatch(options: BatchOptions): Promise<BatchSummary> {
  const started = performance.now()
  const before = process.cpuUsage()
  mkdirSync(options.output, { recursive: true })
  clearHalves(options.output)
  const sum = emptySummary()
  const pool = {
    module: options.module ?? new URL('./plan-thread.ts', import.meta.url),
    jobs: options.jobs,
    memoryMb: 1024,
    signal: options.signal,
  }
  const crashed: BatchTask[] = []
  const take = (row: BatchRow) => {
    add(sum, row)
    options.say(lineOf(sum, row))
  }
  await shareOut<BatchTask, BatchRow>(tasksOf(options), pool, (task, { result }) => {
    if (result) take(result)
    else crashed.push(task)
  })
  // a thread that died leaves its problem the draft, checked and written like any plan
  const again = crashed.map((task) => ({ ...task, draftOnly: true }))
  await shareOut<BatchTask, BatchRow>(again, { ...pool, jobs: 1 }, (task, answer) =>
    take(answer.result ?? { name: task.name, ended: 'unsound', why: answer.error.message, figures: null }),
  )
  const cpu = process.cpuUsage(before)
  sum.wallSeconds = Math.round(performance.now() - started) / 1000
  sum.cpuSeconds = Math.round((cpu.user + cpu.system) / 1e4) / 100
  sum.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  // threads end in any order, and so do the last digits of a sum
  for (const term of ['objective', 'bound'] as const) sum[term] = Math.round(sum[term] * 1e6) / 1e6
  sum.gap = sum.objective > 0 ? (sum.objective - sum.bound) / sum.objective : 0
  writeFileSync(join(options.output, 'summary.json'), `${JSON.stringify(sum, null, 1)}\n`)
  return sum
}

/** Rests of a run that was killed while it wrote. */
function clearHalves(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.endsWith('.part')) rmSync(join(folder, name), { force: true })
}

async function* tasksOf({ input, output, gap }: BatchOptions): AsyncGenerator<BatchTask> {
  const task = (name: string, source: BatchTask['source']): BatchTask => ({
    name,
    source,
    plan: join(output, `${name}.plan.json`),
    gap,
    draftOnly: false,
  })
  if (!input.endsWith('.jsonl')) {
    const names = readdirSync(input).filter((name) => name.endsWith('.json'))
    for (const name of names.sort()) yield task(basename(name, '.json'), { file: join(input, name) })
    return
  }
  let number = 0
  for await (const line of createInterface({ input: createReadStream(input), crlfDelay: Infinity })) {
    number++
    if (line.trim() !== '') yield task(`line-${String(number).padStart(6, '0')}`, { text: line })
  }
}

function emptySummary(): BatchSummary {
  return {
    problems: 0,
    planned: 0,
    skipped: 0,
    refused: [],
    failed: [],
    objective: 0,
    bound: 0,
    gap: 0,
    provenOptimal: 0,
    duties: 0,
    asked: 0,
    covered: 0,
    mismatches: 0,
    wallSeconds: 0,
    cpuSeconds: 0,
    peakMegabytes: 0,
  }
}

function add(sum: BatchSummary, { name, ended, why, figures }: BatchRow): void {
  sum.problems++
  if (ended === 'planned') sum.planned++
  else if (ended === 'skipped') sum.skipped++
  else if (ended === 'refused') sum.refused.push({ name, why })
  else sum.failed.push({ name, why, isFile: ended === 'unreadable' })
  if (!figures) return
  for (const term of ['objective', 'bound', 'duties', 'asked', 'covered', 'mismatches'] as const)
    sum[term] += figures[term]
  if (figures.status === 'optimal') sum.provenOptimal++
}

const ENDED: Record<BatchRow['ended'], string> = {
  planned: '完成 planned',
  skipped: '已有 skipped',
  refused: '被拒绝 refused',
  unsound: '未写出 not written',
  unreadable: '读写失败 unreadable',
}

function lineOf(sum: BatchSummary, { name, ended, why, figures }: BatchRow): string {
  const gap = figures && figures.objective > 0 ? (1 - figures.bound / figures.objective) * 100 : 0
  const said = figures
    ? `${figures.objective.toFixed(1)}，差距 gap ${gap.toFixed(2)}%，${figures.covered}/${figures.asked}，${figures.seconds} s`
    : why
  return `${sum.problems} ${name} ${ENDED[ended]} ${said}\n`
}

/** The sum of all problems in words. */
export function batchInWords(sum: BatchSummary): string {
  const percent = (share: number) => `${(share * 100).toFixed(3)}%`
  const lines = [
    `问题 problems: ${sum.problems}（完成 planned ${sum.planned}，已有 skipped ${sum.skipped}，拒绝 refused ${sum.refused.length}，失败 failed ${sum.failed.length}）`,
    `目标值 objective: ${sum.objective.toFixed(2)}（下界 bound ${sum.bound.toFixed(2)}，差距 gap ${percent(sum.gap)}；已证明最优 proven optimal ${sum.provenOptimal}）`,
    `覆盖 coverage: ${sum.covered}/${sum.asked} 单位·月 unit-months；下派 duties: ${sum.duties} 天 days；专业不符 mismatches: ${sum.mismatches}`,
    `用时 seconds: ${sum.wallSeconds}，处理器 cpu: ${sum.cpuSeconds}，内存峰值 peak: ${sum.peakMegabytes} MB`,
  ]
  return `${lines.join('\n')}\n`
}
