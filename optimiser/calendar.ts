// P2, the calendar: which days the matched doctors go. A quick placing settles most units at the cheapest
// days the look-ahead promised; only where that fails does a model decide, and what it learns goes back
// to the matching as a cut.
import type { PlacedDuty } from '../domain/dispatch/plan.ts'
import { cutsOfGroup } from './cuts.ts'
import type { Instance, Option } from './instance.ts'
import type { Cut } from './matching.ts'
import {
  aheadOf,
  daysSuffice,
  doctorMonth,
  EPSILON,
  emptyBoard,
  groupsOf,
  occupy,
  type Placed,
  placeGroup,
  placeQuickly,
} from './placing.ts'

export type Calendar = {
  placed: Placed[]
  /** Options that could not be placed on any days; their unit-months are short. */
  dropped: Option[]
  cuts: Cut[]
  proven: boolean
}

/** Splits off options whose doctor has too few days in a month, with a cut for each such month. */
function withoutImpossible(instance: Instance, options: readonly Option[]) {
  const kept: Option[] = []
  const dropped: Option[] = []
  const cuts: Cut[] = []
  for (const own of Map.groupBy(options, doctorMonth).values()) {
    if (own.length > 1 && !daysSuffice(instance, own)) cuts.push({ kind: 'forbidden', options: own })
    const fits: Option[] = []
    for (const option of own)
      if (own.length === 1 || daysSuffice(instance, [...fits, option])) fits.push(option)
      else dropped.push(option)
    kept.push(...fits)
  }
  return { kept, dropped, cuts }
}

/** Places all options on days; `remaining` tells the seconds that models may still take. */
export async function placeDays(
  instance: Instance,
  options: readonly Option[],
  remaining: () => number,
): Promise<Calendar> {
  const { kept, dropped, cuts } = withoutImpossible(instance, options)
  const board = emptyBoard()
  const placed: Placed[] = []
  let proven = true
  for (const group of groupsOf(kept)) {
    const best = await placeGroup(instance, group, board, remaining())
    if (!best) {
      dropped.push(...group)
      proven = false
      continue
    }
    occupy(instance, best.placed, board)
    placed.push(...best.placed)
    proven &&= best.proven
    const more = best.cost - aheadOf(group)
    if (more <= EPSILON || !best.proven) continue
    cuts.push(...(await cutsOfGroup(instance, group, more, remaining)))
  }
  return { placed, dropped, cuts, proven }
}

/** Days without any model, for drafts and for plans in progress. */
export function placeDaysQuickly(instance: Instance, options: readonly Option[]): Placed[] {
  const { kept } = withoutImpossible(instance, options)
  const board = emptyBoard()
  const placed: Placed[] = []
  for (const group of groupsOf(kept)) {
    const quick = placeQuickly(instance, group, board)
    for (const own of quick ? [quick] : group.map((option) => placeQuickly(instance, [option], board))) {
      if (!own) continue
      occupy(instance, own.placed, board)
      placed.push(...own.placed)
    }
  }
  return placed
}

/** Placed options as duties, in the order of the problem's units, then by day. */
export function dutiesOf(instance: Instance, placed: readonly Placed[]): PlacedDuty[] {
  return placed
    .flatMap(({ option, dates }) => dates.map((date) => ({ option, date })))
    .sort((a, b) => a.option.unit - b.option.unit || (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map(({ option, date }) => ({
      doctor: instance.doctors[option.doctor]?.id ?? '',
      unit: instance.units[option.unit]?.id ?? '',
      date,
    }))
}
