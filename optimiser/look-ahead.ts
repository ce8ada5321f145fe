// The look-ahead: what days cost at a unit, and the least that a number of days must cost a pair. Added to
// the matching's prices, it makes the matching's bound a bound of the whole plan.

import type { PlanProblem, PlanUnit } from '../domain/dispatch/plan.ts'
import { dateTerms, planIndex, type Slot, weekOfMonth } from '../domain/dispatch/plan-index.ts'

/** The points of the cheapest `days` days, `forced` ones among them; spacing makes crowded weeks dearer. */
function cheapestDays(
  dates: readonly { week: number; cost: number; forced: boolean }[],
  days: number,
  spacing: number,
): number {
  const inWeek = new Map<number, number>()
  let sum = 0
  const take = (date: { week: number; cost: number }) => {
    const crowd = inWeek.get(date.week) ?? 0
    sum += date.cost + crowd * spacing
    inWeek.set(date.week, crowd + 1)
  }
  for (const date of dates) if (date.forced) take(date)
  const left = dates.filter((date) => !date.forced)
  for (let taken = dates.length - left.length; taken < days; taken++) {
    let best = -1
    let bestCost = Number.POSITIVE_INFINITY
    left.forEach((date, k) => {
      const cost = date.cost + (inWeek.get(date.week) ?? 0) * spacing
      if (cost < bestCost) [best, bestCost] = [k, cost]
    })
    const [date] = best < 0 ? [] : left.splice(best, 1)
    if (!date) return Number.POSITIVE_INFINITY
    take(date)
  }
  return sum
}

/** Points of a day at a unit for a fixed time. */
export function dayCost(problem: PlanProblem, unit: PlanUnit, date: string, slot: Slot): number {
  const terms = dateTerms(problem, unit, date, slot)
  return terms.weekday + terms.ordinal + terms.market + terms.makeUp
}

/** Points of a day for each fixed time its unit may keep. */
export type PricedDay = { week: number; costs: readonly number[] }
export const NO_DAY: PricedDay = { week: 0, costs: [] }

/** Every workday of a unit priced once for each time it may keep. */
export function priceDays(
  problem: PlanProblem,
  slots: readonly (readonly Slot[])[],
): Map<string, PricedDay>[] {
  const { workdaySet } = planIndex(problem)
  return problem.units.map((unit, u) => {
    const priced = new Map<string, PricedDay>()
    for (const date of workdaySet)
      priced.set(date, {
        week: weekOfMonth(date),
        costs: (slots[u] ?? []).map((slot) => dayCost(problem, unit, date, slot)),
      })
    return priced
  })
}

/** The same, at whichever fixed time is cheapest: what a pair's days cost in the calendar at least. */
export function cheapestAhead(
  dates: readonly (PricedDay & { forced: boolean })[],
  days: number,
  spacing: number,
): number {
  const [first] = dates
  let least = Number.POSITIVE_INFINITY
  // most units ask for one day that nobody has fixed: no need to sort anything for them
  if (days === 1 && !dates.some(({ forced }) => forced)) {
    for (const { costs } of dates) for (const cost of costs) if (cost < least) least = cost
    return least
  }
  for (const s of first?.costs.keys() ?? []) {
    const at = dates.map(({ week, costs, forced }) => ({ week, forced, cost: costs[s] ?? 0 }))
    least = Math.min(least, cheapestDays(at, days, spacing))
  }
  return least
}
