// What the calendar teaches the matching: sets of options that cost more on days than their look-ahead
// says. All calendar costs are some unit's own, so what a set costs beyond falls on the units it touches;
// cuts on the same units therefore never count a point twice, however they overlap.

import { cell, type Instance, type Option } from './instance.ts'
import type { Cut } from './matching.ts'
import { aheadOf, doctorMonth, EPSILON, emptyBoard, placeGroup } from './placing.ts'

/** Sets larger than this are kept whole: shrinking them asks for a placing each. */
const MOST_SHRUNK = 12

/** Cuts for a group that costs `extra` beyond its look-ahead, as small as they can be told apart. */
export async function cutsOfGroup(
  instance: Instance,
  group: readonly Option[],
  extra: number,
  remaining: () => number,
): Promise<Cut[]> {
  const extraOf = async (options: readonly Option[]): Promise<number> => {
    if (options.length < 2 && options[0]?.days === 1) return 0
    const placed = await placeGroup(instance, options, emptyBoard(), remaining())
    return placed?.proven ? placed.cost - aheadOf(options) : 0
  }
  const cuts: Cut[] = []
  let explained = 0
  const parts = [
    ...Map.groupBy(group, (option) => option.unit).values(),
    ...Map.groupBy(group, doctorMonth).values(),
  ]
  for (const part of parts) {
    if (part.length < 2 || part.length === group.length) continue
    const own = await extraOf(part)
    if (own <= EPSILON) continue
    cuts.push({ kind: 'dearer', options: await shrunk(part, own, extraOf), extra: own })
    explained += own
  }
  if (extra > explained + EPSILON)
    cuts.push({ kind: 'dearer', options: await shrunk(group, extra, extraOf), extra })
  return cuts
}

/** Leaves out options without which the rest costs as much beyond its look-ahead. */
async function shrunk(
  options: readonly Option[],
  extra: number,
  extraOf: (options: readonly Option[]) => Promise<number>,
): Promise<readonly Option[]> {
  if (options.length > MOST_SHRUNK) return options
  let left = options
  for (const option of options) {
    const without = left.filter((other) => other !== option)
    if (without.length > 1 && (await extraOf(without)) >= extra - EPSILON) left = without
  }
  return left
}

/**
 * The same, foreseen: one doctor at one unit every month on single days. Known before the first matching,
 * it spares a round for each doctor whose own clinics and leave leave no time of the month untouched.
 */
export function foreseenCuts(instance: Instance): Cut[] {
  if (instance.months.length < 2) return []
  const cuts: Cut[] = []
  const isFree = (unit: number) => (instance.slots[unit]?.length ?? 0) > 1
  const single = instance.options.filter((o) => o.days === 1 && isFree(o.unit))
  for (const own of Map.groupBy(single, (o) => cell(o.doctor, o.unit)).values()) {
    if (own.length < instance.months.length) continue
    const extra = leastOverTimes(instance, own) - aheadOf(own)
    if (extra > EPSILON && Number.isFinite(extra)) cuts.push({ kind: 'dearer', options: own, extra })
  }
  return cuts
}

/** The points of options of one unit, a day each in months of their own, at the best fixed time for all. */
function leastOverTimes(instance: Instance, own: readonly Option[]): number {
  const unit = own[0]?.unit ?? -1
  const sums = new Float64Array(instance.slots[unit]?.length ?? 0)
  for (const { doctor, month } of own) {
    const locked = instance.locks.get(cell(unit, month))?.find((lock) => lock.doctor === doctor)?.dates ?? []
    const dates = locked.length > 0 ? locked : instance.datesOf(doctor, unit, month)
    const least = new Float64Array(sums.length).fill(Number.POSITIVE_INFINITY)
    for (const date of dates)
      instance.priced(unit, date).costs.forEach((cost, s) => {
        if (cost < (least[s] ?? 0)) least[s] = cost
      })
    least.forEach((cost, s) => {
      sums[s] = (sums[s] ?? 0) + cost
    })
  }
  return Math.min(...sums)
}
