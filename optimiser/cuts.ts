// What the calendar teaches the matching: sets of options that cost more on days than their look-ahead
// says. Extras add up over doctor-months (units whose times are given) and over units (times still free).

import { cell, type Instance, lockedDates, type Option } from './instance.ts'
import type { Cut } from './matching.ts'
import { aheadOf, doctorMonth, EPSILON, emptyBoard, placeGroup } from './placing.ts'

/** Extra costs that are one doctor's month alone: units with given times that want the same day. */
export async function doctorMonthCuts(
  instance: Instance,
  options: readonly Option[],
  seconds: number,
): Promise<Cut[]> {
  const cuts: Cut[] = []
  for (const [scope, all] of Map.groupBy(options, doctorMonth)) {
    const own = all.filter((option) => instance.slots[option.unit]?.length === 1)
    if (own.length < 2) continue
    const group = await placeGroup(instance, own, emptyBoard(), seconds)
    const extra = group?.proven ? group.cost - aheadOf(own) : 0
    if (extra > EPSILON) cuts.push({ kind: 'dearer', options: own, extra, scope })
  }
  return cuts
}

const isFree = (instance: Instance, unit: number) => (instance.slots[unit]?.length ?? 0) > 1
const unitScope = (unit: number) => `unit ${unit}`

/** Extra costs that are one unit's alone: no single free time suits all of its days. */
export async function unitCuts(
  instance: Instance,
  options: readonly Option[],
  seconds: number,
): Promise<Cut[]> {
  const cuts: Cut[] = []
  for (const [unit, own] of Map.groupBy(options, (option) => option.unit)) {
    if (own.length < 2 || !isFree(instance, unit)) continue
    const group = await placeGroup(instance, own, emptyBoard(), seconds)
    const extra = group?.proven ? group.cost - aheadOf(own) : 0
    if (extra > EPSILON) cuts.push({ kind: 'dearer', options: own, extra, scope: unitScope(unit) })
  }
  return cuts
}

/**
 * The same, foreseen: one doctor at one unit every month on single days. Known before the first matching,
 * it spares a round for each doctor whose own clinics and leave leave no time of the month untouched.
 */
export function foreseenCuts(instance: Instance): Cut[] {
  const cuts: Cut[] = []
  const single = instance.options.filter((o) => o.days === 1 && isFree(instance, o.unit))
  for (const own of Map.groupBy(single, (o) => cell(o.doctor, o.unit)).values()) {
    const [first] = own
    if (!first || own.length < 2 || own.length < instance.months.length) continue
    const extra = leastOverTimes(instance, own) - aheadOf(own)
    if (extra > EPSILON && Number.isFinite(extra))
      cuts.push({ kind: 'dearer', options: own, extra, scope: unitScope(first.unit) })
  }
  return cuts
}

/** The points of options of one unit, a day each in months of their own, at the best fixed time for all. */
function leastOverTimes(instance: Instance, own: readonly Option[]): number {
  const unit = own[0]?.unit ?? -1
  const months = own.map(({ doctor, month }) => {
    const locked = lockedDates(instance, doctor, unit, month)
    const dates = locked.length > 0 ? locked : instance.datesOf(doctor, unit, month)
    return dates.map((date) => instance.priced(unit, date).costs)
  })
  let least = Number.POSITIVE_INFINITY
  for (const s of instance.slots[unit]?.keys() ?? []) {
    let sum = 0
    for (const dates of months) sum += Math.min(...dates.map((costs) => costs[s] ?? 0))
    least = Math.min(least, sum)
  }
  return least
}
