// A problem larger than a city, planned city by city on all processors and put together again.
import type { Plan, PlanProblem } from '../../domain/dispatch/plan.ts'
import { firstPlan } from '../first-plan.ts'
import { instanceOf } from '../instance.ts'
import { completePlan, solvePlan } from '../solve.ts'
import { mergePlans } from './merge.ts'
import { shareOut } from './pool.ts'
import { type CityPart, isLarge, splitByCity } from './split.ts'

export type CityTask = { problem: PlanProblem; gap: number }

export type CitiesOptions = {
  gap: number
  jobs: number
  signal?: AbortSignal | undefined
  /** Told of each city that is done. */
  onCity?: ((city: string, plan: Plan, done: number, of: number) => void) | undefined
}

/** Plans in threads, a city each; a thread that dies leaves its city the draft. */
export async function solveByCity(problem: PlanProblem, options: CitiesOptions): Promise<Plan> {
  const started = performance.now()
  const parts = splitByCity(problem)
  const seconds = secondsEach(problem, parts, options.jobs)
  const plans = new Map<CityPart, Plan>()
  const tasks = parts.map((part) => ({ part, problem: { ...part.problem, timeLimitSeconds: seconds } }))
  const { gap, jobs, signal } = options
  await shareOut<CityTask & { part: CityPart }, Plan>(
    tasks.map((task) => ({ ...task, gap })),
    { module: new URL('./city-thread.ts', import.meta.url), jobs: Math.min(jobs, parts.length), signal },
    async ({ part }, { result }) => {
      const plan = result ?? (await draftOf(part.problem))
      plans.set(part, plan)
      options.onCity?.(part.city, plan, plans.size, parts.length)
    },
  )
  return merged(
    problem,
    parts,
    parts.map((part) => plans.get(part) as Plan),
    started,
  )
}

/** The same in this thread, and any problem of one city as it is. */
export async function solveHere(problem: PlanProblem, gap: number): Promise<Plan> {
  if (!isLarge(problem)) return solvePlan(problem, { gap })
  const started = performance.now()
  const parts = splitByCity(problem)
  const timeLimitSeconds = secondsEach(problem, parts, 1)
  const plans: Plan[] = []
  for (const part of parts) plans.push(await solvePlan({ ...part.problem, timeLimitSeconds }, { gap }))
  return merged(problem, parts, plans, started)
}

/** What a caller gets when the solver itself gave out. */
export function draftOf(problem: PlanProblem): Promise<Plan> {
  const started = performance.now()
  return completePlan(problem, { ...firstPlan(instanceOf(problem)), status: 'timeLimit', started })
}

/** A city's fair part of the time that the whole may take. */
const secondsEach = (problem: PlanProblem, parts: readonly CityPart[], jobs: number) =>
  (problem.timeLimitSeconds * Math.min(jobs, parts.length)) / Math.max(1, parts.length)

function merged(
  problem: PlanProblem,
  parts: readonly CityPart[],
  plans: readonly Plan[],
  started: number,
): Plan {
  const plan = mergePlans(problem, parts, plans, 0)
  return { ...plan, seconds: Math.round(performance.now() - started) / 1000 }
}
