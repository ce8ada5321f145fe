// The plans of a problem's cities as one plan of the whole. Every rule holds within a unit or a doctor, and
// no doctor is in two cities, so plans that keep the rules in each keep them in all (checkPlan says so again).
import type { Plan, PlanProblem } from '../../domain/dispatch/plan.ts'
import { summaryOf } from '../explain.ts'
import { matchingFlow } from '../flow/matching-network.ts'
import { instanceOf } from '../instance.ts'
import type { CityPart } from './split.ts'

/**
 * One plan of all cities. Its status is never more than `feasible`, and its bound is the flow's over the
 * whole: the cities' own proofs cannot speak of shares and bands that hospitals of all cities have together.
 */
export function mergePlans(
  problem: PlanProblem,
  parts: readonly CityPart[],
  plans: readonly Plan[],
  seconds: number,
): Plan {
  const order = new Map(problem.units.map((unit, k) => [unit.id, k]))
  const byUnit = <T extends { unit: string }>(list: readonly T[]) =>
    list.toSorted((a, b) => (order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0))
  const duties = byUnit(plans.flatMap((plan) => plan.duties))
  const halves = duties.filter(({ homeVisit }) => homeVisit !== null).length
  const summary = summaryOf(problem, duties, halves)
  const objective = summary.cost.total
  const bound = Math.min(objective, ownCityBound(problem, parts))
  const isCut = plans.some(({ status }) => status === 'timeLimit')
  return {
    version: 1,
    status: isCut ? 'timeLimit' : 'feasible',
    objective,
    bound,
    gap: objective > 0 ? Math.round(((objective - bound) / objective) * 1e8) / 1e8 : 0,
    seconds,
    duties,
    uncovered: byUnit(plans.flatMap((plan) => plan.uncovered)),
    shortfalls: plans.flatMap((plan) => plan.shortfalls),
    mismatches: byUnit(plans.flatMap((plan) => plan.mismatches)),
    exchanges: byUnit(plans.flatMap((plan) => plan.exchanges)),
    summary,
  }
}

/** No plan costs less in which doctors serve the units of their own city. */
function ownCityBound(problem: PlanProblem, parts: readonly CityPart[]): number {
  const home = new Map(parts.flatMap((part) => part.problem.doctors.map(({ id }) => [id, part.city])))
  const place = new Map(parts.flatMap((part) => part.problem.units.map(({ id }) => [id, part.city])))
  const homes = problem.doctors.map(({ id }) => home.get(id))
  const places = problem.units.map(({ id }) => place.get(id))
  return matchingFlow(instanceOf(problem, (d, u) => homes[d] === places[u])).bound
}
