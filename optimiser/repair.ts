// Repairs a plan with the least change: first by filling the gaps beside everything that stands, then by moving
// drafts, and only when that is not enough by moving published days. Several answers to choose from (LV-4, SCH-2).
import { checkDuty } from '../domain/dispatch/check-plan.ts'
import type { PlacedDuty } from '../domain/dispatch/plan.ts'
import { type PlanBoard, planBoard } from '../domain/dispatch/plan-board.ts'
import { planIndex } from '../domain/dispatch/plan-index.ts'
import { conflict } from '../domain/dispatch/plan-rules.ts'
import { pairTerms } from '../domain/dispatch/plan-targets.ts'
import { remedyFor } from '../domain/dispatch/remedies.ts'
import {
  compareRepairs,
  countRepair,
  forcedDuties,
  kindOfRepair,
  mayPlace,
  type Repair,
  type RepairDuty,
  type RepairOption,
  type RepairTask,
  shortAfter,
} from '../domain/dispatch/repair.ts'
import { monthOf } from '../domain/shared/calendar.ts'
import { minimise } from './highs.ts'
import { type RepairWish, repairModel } from './repair-model.ts'

/** Doctors asked for each unit: more never changed an answer, and models stay small. */
const ASKED = 30
/** Further answers besides the best of each kind. */
const FURTHER = 2

type Search = {
  task: RepairTask
  board: PlanBoard
  forced: readonly RepairDuty[]
  seconds: number
  started: number
  asked: Map<string, string[]>
  refused: Map<string, boolean>
}

/** All repairs worth choosing between, the best first; the same task gives the same answers. */
export async function repairPlan(task: RepairTask, seconds = 10): Promise<Repair> {
  const { forced, stuck } = forcedDuties(task)
  const board = planBoard(task.problem, task.duties)
  const search: Search = {
    task,
    board,
    forced: forced.map(({ duty }) => duty),
    seconds,
    started: performance.now(),
    asked: new Map(),
    refused: new Map(),
  }
  if (forced.length === 0) return { forced, stuck, options: [] }
  const options: RepairOption[] = []
  const offer = (option: RepairOption | null) => {
    if (option && !options.some((known) => isSameChange(known, option))) options.push(option)
  }
  offer(await answer(search, { only: 'same-doctor' }))
  offer(await answer(search, { only: 'same-day' }))
  const cheapest = await answer(search, {})
  const short = !cheapest || cheapest.uncovered.length > 0 || cheapest.into.length < cheapest.out.length
  offer(short ? await answer(search, { whole: true }) : cheapest)
  const best = [...options].sort(compareRepairs)[0]
  if (!best || best.uncovered.length > 0)
    for (const step of widerSteps(search)) offer(await widen(search, options, step))
  for (let k = 0; k < FURTHER; k++) {
    const unlike = options.filter(({ kind }) => kind !== 'leave-open').map(({ into }) => into)
    offer(await answer(search, { unlike, whole: short }))
  }
  offer(leaveOpen(search))
  return { forced, stuck, options: options.sort(compareRepairs) }
}

const keyOf = (duties: readonly PlacedDuty[]) =>
  duties
    .map(({ doctor, unit, date }) => `${doctor} ${unit} ${date}`)
    .sort()
    .join('|')
const isSameChange = (a: RepairOption, b: RepairOption) =>
  keyOf(a.out) === keyOf(b.out) && keyOf(a.into) === keyOf(b.into)

/** The doctors who fit a unit best, those who could never go left out. */
function doctorsFor(search: Search, unitId: string): string[] {
  const known = search.asked.get(unitId)
  if (known) return known
  const { problem } = search.task
  const unit = planIndex(problem).units.get(unitId)
  const found = problem.doctors
    .map((doctor) => ({
      id: doctor.id,
      points: unit ? Object.values(pairTerms(problem, doctor, unit)).reduce((sum, p) => sum + p, 0) : 0,
    }))
    .sort((a, b) => a.points - b.points || (a.id < b.id ? -1 : 1))
    .slice(0, ASKED)
    .map(({ id }) => id)
  search.asked.set(unitId, found)
  return found
}

/** Which duties may move, step by step: drafts of the doctors who could help, then published ones as well. */
function widerSteps({ task, forced }: Search): RepairDuty[][] {
  const months = new Set(forced.map((duty) => monthOf(duty.date)))
  const movable = task.duties.filter(
    (duty) =>
      !duty.fixed && duty.date > task.today && months.has(monthOf(duty.date)) && !forced.includes(duty),
  )
  const drafts = movable.filter((duty) => !duty.published)
  return [drafts, movable].filter((step, k, all) => step.length > (all[k - 1]?.length ?? 0))
}

async function widen(
  search: Search,
  options: readonly RepairOption[],
  free: readonly RepairDuty[],
): Promise<RepairOption | null> {
  // an earlier step may have done
  if (options.some(({ uncovered }) => uncovered.length === 0)) return null
  return answer(search, { free, whole: true })
}

async function answer(search: Search, change: Partial<RepairWish>): Promise<RepairOption | null> {
  const left = search.seconds - (performance.now() - search.started) / 1000
  if (left <= 0) return null
  const wish: RepairWish = {
    forced: search.forced,
    free: [],
    only: null,
    unlike: [],
    whole: false,
    refused: search.refused,
    doctorsFor: (unit) => doctorsFor(search, unit),
    ...change,
  }
  const built = repairModel(search.task, wish)
  const outcome = await minimise(built.model, { seconds: left, seed: search.task.problem.seed })
  if (!outcome.values) return null
  const taken = built.places.filter(({ column }) => (outcome.values?.[column] ?? 0) > 0.5)
  const kept = new Set(taken.flatMap(({ keeps }) => (keeps ? [keeps] : [])))
  const out = [...search.forced, ...wish.free.filter((duty) => !kept.has(duty))]
  const into = taken.filter(({ keeps }) => !keeps).map(({ doctor, unit, date }) => ({ doctor, unit, date }))
  if (into.length === 0) return null
  return isSound(search, out, into) ? optionOf(search, { out, into }) : null
}

/** The checker's word on every new duty beside all that stays: the model is not its own judge. */
function isSound({ task, forced }: Search, out: readonly RepairDuty[], into: readonly PlacedDuty[]): boolean {
  const gone = new Set<PlacedDuty>(out)
  const after = [...task.duties.filter((duty) => !gone.has(duty)), ...into]
  return into.every(
    (duty) => mayPlace(task.today, forced, duty) && checkDuty(task.problem, after, duty).length === 0,
  )
}

const leaveOpen = (search: Search): RepairOption => optionOf(search, { out: [...search.forced], into: [] })

function optionOf(
  { task, board, forced }: Search,
  { out, into }: { out: RepairDuty[]; into: PlacedDuty[] },
): RepairOption {
  const gone = new Set<PlacedDuty>(out)
  const after = [...task.duties.filter((duty) => !gone.has(duty)), ...into]
  const uncovered = shortAfter(board, out, into).map((spot) => {
    const plan = { duties: after, uncovered: [{ ...spot, conflicts: [] }], shortfalls: [] }
    const remedy = remedyFor(task.problem, plan, spot)
    const conflicts = remedy?.conflicts.length ? remedy.conflicts : [conflict('unit-min-days', [spot.unit])]
    return { ...spot, conflicts }
  })
  return {
    kind: kindOfRepair(new Set(forced), out, into),
    out,
    into,
    counts: countRepair(new Set(forced), out, into),
    extraCost: Math.round(board.extraCost(out, into) * 100) / 100,
    uncovered,
  }
}
