// Solves a planning problem to a proven optimum: matching with look-ahead, then days, then again with what
// the days taught, until the cost of the best plan meets the bound of the matching (docs/planner.md).
import type { PlacedDuty, Plan, PlanProblem, PlanStatus } from '../domain/dispatch/plan.ts'
import { planCost } from '../domain/dispatch/plan-cost.ts'
import { dutiesOf, placeDays, placeDaysQuickly } from './calendar.ts'
import { findConflicts } from './conflicts.ts'
import { foreseenCuts } from './cuts.ts'
import { explainPlan } from './explain.ts'
import { firstPlan } from './first-plan.ts'
import { type Instance, instanceOf, type Option } from './instance.ts'
import { type Cut, matchingModel, optionsTaken } from './matching.ts'
import { minimiseSifted } from './sift.ts'

export type Progress = {
  stage: 'draft' | 'matching' | 'calendar' | 'explanation'
  /** Points of the best plan so far, and the bound below which none can fall. */
  objective: number
  bound: number
  seconds: number
  /** One line for people. */
  text: string
}

/** The best plan so far as bare duties, from which `completePlan` makes a whole one. */
export type Incumbent = { duties: readonly PlacedDuty[]; objective: number; bound: number }

export type SolveOptions = {
  onProgress?: ((progress: Progress) => void) | undefined
  onIncumbent?: ((incumbent: Incumbent) => void) | undefined
  signal?: AbortSignal | undefined
  /** Relative gap at which the search may stop (status `feasible`); 0, the default, proves the optimum. */
  gap?: number | undefined
}

/** Costs are counted in hundredths of a point; half of one separates equal from different. */
const TOLERANCE = 0.005
const MAX_ROUNDS = 40
/** From this many options on, the first matchings may stop at a gap, which later rounds close. */
const LARGE = 8000
const FIRST_SLACK = 0.0005
/** Nodes of the search tree that such a matching may look at. */
const LOOSE_NODES = 20
const LEAST_SLACK = 1e-4

const STAGES: Record<Progress['stage'], string> = {
  draft: '初步方案',
  matching: '匹配医师与受援单位',
  calendar: '安排日期',
  explanation: '整理理由',
}

type Search = {
  instance: Instance
  options: SolveOptions
  started: number
  best: { duties: readonly PlacedDuty[]; objective: number }
  bound: number
}

const elapsed = (search: Search) => (performance.now() - search.started) / 1000
const remaining = (search: Search) => search.instance.problem.timeLimitSeconds - elapsed(search)
const isProven = (search: Search) => search.best.objective - search.bound <= TOLERANCE
const isEnough = ({ best, bound, options }: Search) =>
  best.objective - bound <= Math.max(TOLERANCE, (options.gap ?? 0) * best.objective)

function report(search: Search, stage: Progress['stage']): void {
  const { objective } = search.best
  const gap = objective > 0 ? Math.max(0, (objective - search.bound) / objective) : 0
  const text = `${STAGES[stage]}：目标值${Math.round(objective)}，差距不超过${(gap * 100).toFixed(2)}%`
  search.options.onProgress?.({ stage, objective, bound: search.bound, seconds: elapsed(search), text })
}

/** Keeps a plan that is better than all before; gives what it costs. */
function offer(search: Search, duties: readonly PlacedDuty[]): number {
  const objective = planCost(search.instance.problem, duties).total
  if (search.best.duties.length > 0 && objective >= search.best.objective) return objective
  search.best = { duties, objective }
  search.options.onIncumbent?.({ duties, objective, bound: search.bound })
  return objective
}

/**
 * The cheapest plan that keeps every hard rule, with its proof. The problem must have passed its checks
 * (contract/plan-problem.ts). Uncovered unit-months are named, never an error. Blocks its thread while the
 * solver runs: servers call `solveInWorker`. An aborted signal rejects with its reason.
 */
export async function solvePlan(problem: PlanProblem, options: SolveOptions = {}): Promise<Plan> {
  const started = performance.now()
  options.signal?.throwIfAborted()
  const instance = instanceOf(problem)
  const { duties, bound } = firstPlan(instance)
  const search: Search = {
    instance,
    options,
    started,
    best: { duties: [], objective: Infinity },
    bound,
  }
  offer(search, duties)
  report(search, 'draft')
  const ended = await improve(search)
  options.signal?.throwIfAborted()
  report(search, 'explanation')
  const asked = problem.units.some((unit) => unit.daysPerMonth.min > 0)
  const status = search.best.duties.length === 0 && asked && ended === 'optimal' ? 'infeasible' : ended
  return completePlan(problem, { ...search.best, bound: search.bound, status, started }, instance)
}

/**
 * Matching and calendar in turn until the bound is met, nothing more is learnt, or the time is over. Large
 * problems begin with loose matchings: a proof to the last point is wasted on days that nobody knows yet.
 */
async function improve(search: Search): Promise<PlanStatus> {
  const cuts: Cut[] = foreseenCuts(search.instance)
  let slack = search.instance.options.length < LARGE ? 0 : FIRST_SLACK
  for (let round = 0; round < MAX_ROUNDS && !isEnough(search); round++) {
    if (remaining(search) <= 0) return 'timeLimit'
    const taken = await match(search, cuts, slack)
    search.options.signal?.throwIfAborted()
    if (!taken) return isProven(search) ? 'optimal' : 'timeLimit'
    const calendar = await placeDays(search.instance, taken.options, () => remaining(search))
    const cost = offer(search, dutiesOf(search.instance, calendar.placed))
    report(search, 'calendar')
    if (isEnough(search)) break
    if (!(taken.proven || slack > 0) || !calendar.proven) return 'timeLimit'
    if (calendar.cuts.length === 0 && slack === 0) return 'feasible'
    cuts.push(...calendar.cuts)
    // as long as the days cost more than the matching leaves open, learning them comes first
    if (cost - taken.objective < slack * cost) slack = slack < LEAST_SLACK ? 0 : slack / 4
  }
  return isProven(search) ? 'optimal' : 'feasible'
}

/** Every cut holds for every plan, so each round's bound is a bound of the whole. */
function raiseBound(search: Search, bound: number): void {
  if (Number.isFinite(bound)) search.bound = Math.max(search.bound, bound)
}

type Taken = { options: Option[]; objective: number; proven: boolean }

async function match(search: Search, cuts: readonly Cut[], slack: number): Promise<Taken | null> {
  const { instance, options } = search
  const matching = matchingModel(instance, cuts)
  const outcome = await minimiseSifted(matching.model, {
    seconds: remaining(search),
    seed: instance.problem.seed,
    gap: slack,
    nodes: slack > 0 ? LOOSE_NODES : undefined,
    upper: search.best.objective,
    stop: () => options.signal?.aborted ?? false,
    onSolution: (values) =>
      offer(search, dutiesOf(instance, placeDaysQuickly(instance, optionsTaken(matching, values)))),
    onProgress: (_, bound) => {
      raiseBound(search, bound)
      report(search, 'matching')
    },
  })
  raiseBound(search, outcome.bound)
  if (!outcome.values) return null
  return {
    options: optionsTaken(matching, outcome.values),
    objective: outcome.objective,
    proven: outcome.status === 'optimal',
  }
}

type Ending = Incumbent & { status: PlanStatus; started: number }

/** A whole plan from bare duties: conflicts of what is uncovered, reasons, alternatives, summary. */
export async function completePlan(
  problem: PlanProblem,
  ending: Ending,
  instance: Instance = instanceOf(problem),
): Promise<Plan> {
  const inTime = ending.status !== 'timeLimit'
  const findings = await findConflicts(instance, ending.duties, inTime)
  const plan = explainPlan(instance, ending.duties, findings, { ...ending, seconds: 0 })
  const seconds = Math.round(performance.now() - ending.started) / 1000
  return { ...plan, seconds }
}
