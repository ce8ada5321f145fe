// All ways to spread a village's rounds over the quarters, one column each: what two rounds cost together and
// which of them is a second visit is then exact, where pairs of columns would leave the bound loose.
import type { RoundsProblem } from '../../domain/dispatch/rounds.ts'
import { againCost } from '../../domain/dispatch/rounds-cost.ts'
import type { Column, LinearModel } from '../linear-model.ts'

export type Pattern = { quarters: number[]; column: Column }

/** Quarters up to which all their subsets are written out. */
export const PATTERN_QUARTERS = 8

/**
 * Columns for every non-empty set of the village's open quarters, tied to its visits (`visits[q]`: the columns
 * of all teams in quarter q). They need not be integral: whole visits leave only one pattern.
 */
export function addPatterns(
  problem: RoundsProblem,
  model: LinearModel,
  visits: readonly (readonly Column[])[],
): Pattern[] {
  const open = visits.flatMap((columns, quarter) => (columns.length > 0 ? [quarter] : []))
  const patterns: Pattern[] = []
  for (let set = 1; set < 1 << open.length; set++) {
    const quarters = open.filter((_, k) => set & (1 << k))
    let cost = 0
    quarters.forEach((later, k) => {
      for (const earlier of quarters.slice(0, k))
        cost += againCost(problem, problem.quarters[earlier] ?? '', problem.quarters[later] ?? '')
    })
    patterns.push({ quarters, column: model.column(cost, 1, false) })
  }
  for (const quarter of open) {
    const holding = patterns.filter(({ quarters }) => quarters.includes(quarter))
    model.row('pattern', 0, 0, [
      ...(visits[quarter] ?? []).map((column): [Column, number] => [column, 1]),
      ...holding.map(({ column }): [Column, number] => [column, -1]),
    ])
  }
  model.row(
    'once-a-quarter',
    Number.NEGATIVE_INFINITY,
    1,
    patterns.map(({ column }): [Column, number] => [column, 1]),
  )
  return patterns
}
