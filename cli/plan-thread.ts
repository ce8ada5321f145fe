// A thread of `bin/xunzhen plan FOLDER`: reads one problem, plans it, checks the plan on its own road and
// writes it whole. What was finished before, and is still there unchanged, is not planned again.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { parsePlanProblem } from '../contract/plan-problem.ts'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import type { Plan, PlanProblem } from '../domain/dispatch/plan.ts'
import { draftOf, solveHere } from '../optimiser/scale/solve-cities.ts'

export type BatchTask = {
  name: string
  /** The problem as text, or the file it stands in. */
  source: { text: string } | { file: string }
  /** The plan's file; what is known of it stands beside it in `${plan}.done`. */
  plan: string
  gap: number
  /** After the solver took its thread down with it: the draft instead. */
  draftOnly: boolean
}

export type BatchRow = {
  name: string
  ended: 'planned' | 'skipped' | 'refused' | 'unsound' | 'unreadable'
  why: string
  figures: Figures | null
}

export type Figures = {
  status: Plan['status']
  objective: number
  bound: number
  seconds: number
  duties: number
  asked: number
  covered: number
  mismatches: number
}

type Done = { problem: string; plan: string; figures: Figures }

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** Plans one problem; never throws but for errors of ours. */
export async function planOne({ name, source, plan, gap, draftOnly }: BatchTask): Promise<BatchRow> {
  const row = (ended: BatchRow['ended'], why = '', figures: Figures | null = null) => ({
    name,
    ended,
    why,
    figures,
  })
  let text: string
  try {
    text = 'text' in source ? source.text : readFileSync(source.file, 'utf8')
  } catch (error) {
    return row('unreadable', (error as Error).message)
  }
  const problemHash = hashOf(`${gap}\n${text}`)
  const known = finished(plan, problemHash)
  if (known) return row('skipped', '', known)
  const read = parsed(text)
  if ('why' in read) return row('refused', read.why)
  const solved = await (draftOnly ? draftOf(read.problem) : solveHere(read.problem, gap))
  const violations = checkPlan(read.problem, solved)
  if (violations.length > 0)
    return row('unsound', violations.map(({ rule, who }) => `${rule} ${who.join(' ')}`).join('; '))
  const figures = figuresOf(solved)
  const json = `${JSON.stringify(solved)}\n`
  writeWhole(plan, json)
  // last of all: a plan without this line beside it counts as never made
  const done: Done = { problem: problemHash, plan: hashOf(json), figures }
  writeWhole(`${plan}.done`, `${JSON.stringify(done)}\n`)
  return row('planned', '', figures)
}

/** The figures of a plan that is there, whole, and of this very problem. */
function finished(plan: string, problemHash: string): Figures | null {
  if (!existsSync(`${plan}.done`) || !existsSync(plan)) return null
  try {
    const done = JSON.parse(readFileSync(`${plan}.done`, 'utf8')) as Done
    const isSame = done.problem === problemHash && done.plan === hashOf(readFileSync(plan, 'utf8'))
    return isSame ? done.figures : null
  } catch {
    return null
  }
}

function parsed(text: string): { problem: PlanProblem } | { why: string } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { why: (error as Error).message }
  }
  const read = parsePlanProblem(value)
  if (read.problem !== null) return { problem: read.problem }
  return {
    why: read.problems.map(({ code, place, en }) => `${place?.path ?? ''} ${en} [${code}]`).join('; '),
  }
}

function figuresOf(plan: Plan): Figures {
  const { coverage } = plan.summary
  return {
    status: plan.status,
    objective: plan.objective,
    bound: plan.bound,
    seconds: plan.seconds,
    duties: plan.duties.length,
    asked: coverage.reduce((sum, month) => sum + month.units, 0),
    covered: coverage.reduce((sum, month) => sum + month.covered, 0),
    mismatches: plan.mismatches.length,
  }
}

/** Readers see the old file or the new one, never half. */
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

parentPort?.on('message', (task: BatchTask) => {
  planOne(task).then(
    (row) => parentPort?.postMessage(row),
    // thrown outside the promise, so that the thread ends and its lane learns why
    (error: unknown) =>
      setImmediate(() => {
        throw error
      }),
  )
})
