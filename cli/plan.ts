// `bin/xunzhen plan PROBLEM.json --out PLAN.json`: reads a planning problem, solves it, checks the plan on
// its own road and writes it whole or not at all. `-` stands for standard input or output.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePlanProblem, planSchema, planSchemas } from '../contract/plan-problem.ts'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import type { Plan, PlanProblem } from '../domain/dispatch/plan.ts'
import { planProblemSays } from '../domain/dispatch/plan-refusals.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { solveByCity } from '../optimiser/scale/solve-cities.ts'
import { isLarge } from '../optimiser/scale/split.ts'
import { solvePlan } from '../optimiser/solve.ts'
import { type PlanArguments, planArguments } from './plan-arguments.ts'
import { batchInWords, isBatch, planBatch } from './plan-batch.ts'
import { changesInWords } from './plan-changes.ts'

const USAGE = `用法 usage: xunzhen plan PROBLEM.json --out PLAN.json [--compare OLD.json] [--gap 0.002] [--jobs N]
           xunzhen plan FOLDER --out FOLDER [--gap 0.002] [--jobs N]
  PROBLEM.json  排班问题（格式见 docs/plan-problem.schema.json），- 表示标准输入；超过一个市的规模时按市分解
  FOLDER        一个文件夹的问题，或每行一个问题的 .jsonl 文件；中断后再次运行，已完成的不重算
  --out         方案文件（格式见 docs/plan.schema.json），- 表示标准输出；或方案文件夹
  --gap         允许的相对差距，达到即停，默认 0（证明最优） relative gap at which to stop
  --jobs        同时使用的线程数，默认为处理器数 threads
  --compare     与另一份方案相比，说明改了什么 says what changed against another plan
  --schemas DIR 只写出两个 JSON Schema
退出码 exit codes: 0 完成（含有未覆盖单位）  1 文件读写失败  2 问题被拒绝  3 内部错误  64 用法错误  130 被中断
              （多个问题时取其中最坏的：3、1、2、0 worst of many）
`

/** Where the command writes; the tests listen here. */
export type Streams = { out: (text: string) => void; err: (text: string) => void }

const standard: Streams = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}

/** Runs the command and gives its exit status (see USAGE). */
export async function run(
  args: string[],
  streams: Streams = standard,
  solve: typeof solvePlan = solvePlan,
): Promise<number> {
  const what = planArguments(args)
  if (args.includes('--help')) {
    streams.out(USAGE)
    return 0
  }
  if (!what) {
    streams.err(USAGE)
    return 64
  }
  try {
    if ('schemas' in what) {
      writePlanSchemas(what.schemas)
      return 0
    }
    return await (isBatch(what.input) ? planMany(what, streams) : plan(what, streams, solve))
  } catch (error) {
    streams.err(`${(error as Error).message}\n`)
    return isFileError(error) ? 1 : 3
  }
}

const isFileError = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error

/** Many problems; an interruption ends the threads, and the next run goes on from there. */
async function planMany({ input, output, jobs, gap }: PlanArguments, streams: Streams): Promise<number> {
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Error('已中断，再次运行即可继续 interrupted: run again to go on'))
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    const sum = await planBatch({ input, output, jobs, gap, signal: stop.signal, say: streams.out })
    streams.out(batchInWords(sum))
    for (const { name, why } of [...sum.refused, ...sum.failed]) streams.err(`${name}: ${why}\n`)
    if (sum.failed.length > 0) return sum.failed.some(({ isFile }) => !isFile) ? 3 : 1
    return sum.refused.length > 0 ? 2 : 0
  } catch (error) {
    if (!stop.signal.aborted) throw error
    streams.err(`${(stop.signal.reason as Error).message}\n`)
    return 130
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

async function plan(
  { input, output, compare, jobs, gap }: PlanArguments,
  streams: Streams,
  solve: typeof solvePlan,
): Promise<number> {
  const text = readFileSync(input === '-' ? 0 : input, 'utf8')
  const read = readProblem(text)
  if (read.problem === null) return refuse(read.problems, streams)
  for (const warning of read.warnings) streams.err(inWords(warning))
  const before = compare ? planSchema.parse(JSON.parse(readFileSync(compare, 'utf8'))) : null
  const onCity = (city: string, one: Plan, done: number, of: number) =>
    streams.err(`${done}/${of} ${city} ${one.objective.toFixed(1)}\n`)
  const solved = isLarge(read.problem)
    ? await solveByCity(read.problem, { jobs, gap, onCity })
    : await solve(read.problem, { gap })
  const violations = checkPlan(read.problem, solved)
  if (violations.length > 0) {
    streams.err('内部错误：方案未通过独立检查，未写出。Internal error: the plan failed its check.\n')
    for (const { rule, clause, who, text: words } of violations)
      streams.err(`  ${rule} (${clause}) ${who.join(' ')} ${words}\n`)
    return 3
  }
  const json = `${JSON.stringify(solved, null, 1)}\n`
  if (output === '-') streams.out(json)
  else writeWhole(output, json)
  const say = output === '-' ? streams.err : streams.out
  say(summaryOf(read.problem, solved))
  if (before) say(changesInWords(read.problem, before as Plan, solved))
  return 0
}

function readProblem(text: string): ReturnType<typeof parsePlanProblem> {
  let value: unknown
  try {
    // a byte-order mark is how some editors on Windows begin a UTF-8 file
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { problem: null, problems: [planProblemSays('plan-not-json', { why: (error as Error).message })] }
  }
  return parsePlanProblem(value)
}

const inWords = ({ code, zh, en, remedyZh, place }: Problem) =>
  `${place?.path ? `${place.path}: ` : ''}${zh} ${remedyZh}\n  ${en} [${code}]\n`

function refuse(problems: Problem[], streams: Streams): number {
  streams.out(`${JSON.stringify({ problems }, null, 1)}\n`)
  for (const problem of problems) streams.err(inWords(problem))
  return 2
}

/** Writes beside the target and renames: readers see the old file or the new one, never half. */
function writeWhole(file: string, text: string): void {
  const beside = `${file}.${randomUUID()}.part`
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

const STATUS: Record<Plan['status'], string> = {
  optimal: '已证明最优 proven optimal',
  feasible: '可行，未证明最优 feasible, not proven',
  infeasible: '没有可行安排 nothing can be planned',
  timeLimit: '到达时限 time limit reached',
}

function summaryOf(problem: PlanProblem, solved: Plan): string {
  const { coverage, fairness } = solved.summary
  const asked = coverage.reduce((sum, month) => sum + month.units, 0)
  const covered = coverage.reduce((sum, month) => sum + month.covered, 0)
  const names = new Map(problem.units.map((unit) => [unit.id, unit.name]))
  const lines = [
    `状态 status: ${STATUS[solved.status]}`,
    `目标值 objective: ${solved.objective}（下界 bound ${solved.bound}，差距 gap ${(solved.gap * 100).toFixed(3)}%）`,
    `用时 seconds: ${solved.seconds}`,
    `覆盖 coverage: ${covered}/${asked} 单位·月 unit-months`,
    `下派 duties: ${solved.duties.length} 天 days；每位医师 per doctor ${fairness.doctors.min}–${fairness.doctors.max}`,
    `专业不符 mismatches: ${solved.mismatches.length}`,
    ...solved.uncovered.map(
      ({ unit, month, conflicts }) =>
        `未覆盖 uncovered: ${names.get(unit) ?? unit} ${month} — ${conflicts.map((c) => `${c.text}（${c.clause}）`).join('；')}`,
    ),
    ...solved.shortfalls.map(
      ({ doctor, year, planned, required }) =>
        `年度不足 short of the year: ${doctor} ${year} ${planned}/${required}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** Writes the JSON Schemas of problem and plan into a folder (docs/). */
function writePlanSchemas(folder: string): void {
  for (const [file, schema] of Object.entries(planSchemas()))
    writeWhole(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`)
}
