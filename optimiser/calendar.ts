// P2, the calendar: which days the matched doctors go. A quick placing settles most units at the cheapest
// days the look-ahead promised; only where that fails does a model decide, and what it learns goes back
// to the matching as a cut.
import type { PlacedDuty } from '../domain/dispatch/plan.ts'
import { weekOfMonth } from '../domain/dispatch/plan-index.ts'
import { calendarModel, datesTaken } from './calendar-model.ts'
import { minimise } from './highs.ts'
import { cell, dayCost, type Instance, lockedDates, type Option } from './instance.ts'
import type { Cut } from './matching.ts'

export type Placed = { option: Option; dates: string[] }
export type Calendar = {
  placed: Placed[]
  /** Options that could not be placed on any days; their unit-months are short. */
  dropped: Option[]
  cuts: Cut[]
  proven: boolean
}

const EPSILON = 1e-6
const doctorMonth = (option: Option) => cell(option.doctor, option.month)

/** Whether a doctor's options of one month all find their days: augmenting paths from days asked to dates. */
export function daysSuffice(instance: Instance, options: readonly Option[]): boolean {
  const owner = new Map<string, number>()
  const copies = options.flatMap((option) => Array.from({ length: option.days }, () => option))
  const forced = options.flatMap((o) => lockedDates(instance, o.doctor, o.unit, o.month))
  if (new Set(forced).size < forced.length) return false
  const datesOf = (option: Option) => {
    const own = lockedDates(instance, option.doctor, option.unit, option.month)
    const all = instance.datesOf(option.doctor, option.unit, option.month)
    return all.filter((date) => own.includes(date) || !forced.includes(date))
  }
  const place = (k: number, seen: Set<string>): boolean => {
    const option = copies[k]
    if (!option) return false
    for (const date of datesOf(option)) {
      if (seen.has(date)) continue
      seen.add(date)
      const current = owner.get(date)
      if (current === undefined || place(current, seen)) {
        owner.set(date, k)
        return true
      }
    }
    return false
  }
  return copies.every((_, k) => place(k, new Set()))
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

type Board = { busy: Set<string>; away: Map<string, number> }

const awayKey = (instance: Instance, option: Option, date: string) =>
  `${instance.doctors[option.doctor]?.hospital} ${date}`

/** Places one unit's options on days for one fixed time; the cheapest days, then the quietest at home. */
function placeUnit(instance: Instance, options: readonly Option[], slot: number, board: Board) {
  const unit = instance.units[options[0]?.unit ?? -1]
  const time = instance.slots[options[0]?.unit ?? -1]?.[slot]
  if (!unit || !time) return null
  const { spacing } = instance.problem.rules.weights
  const crowd = new Map<string, number>()
  const placed: Placed[] = []
  let cost = 0
  let away = 0
  for (const option of options) {
    const dates: string[] = []
    const locked = lockedDates(instance, option.doctor, option.unit, option.month)
    const open = instance.datesOf(option.doctor, option.unit, option.month)
    while (dates.length < option.days) {
      let best: { date: string; cost: number; away: number } | null = null
      for (const date of dates.length < locked.length ? locked : open) {
        if (dates.includes(date) || board.busy.has(`${option.doctor} ${date}`)) continue
        const week = cell(option.month, weekOfMonth(date))
        const price = dayCost(instance.problem, unit, date, time) + (crowd.get(week) ?? 0) * spacing
        const others = board.away.get(awayKey(instance, option, date)) ?? 0
        if (!best || price < best.cost - EPSILON || (price < best.cost + EPSILON && others < best.away))
          best = { date, cost: price, away: others }
      }
      if (!best) return null
      dates.push(best.date)
      cost += best.cost
      away += best.away
      const week = cell(option.month, weekOfMonth(best.date))
      crowd.set(week, (crowd.get(week) ?? 0) + 1)
    }
    placed.push({ option, dates: dates.sort() })
  }
  return { placed, cost, away }
}

function occupy(instance: Instance, placed: readonly Placed[], board: Board): void {
  for (const { option, dates } of placed)
    for (const date of dates) {
      board.busy.add(`${option.doctor} ${date}`)
      const key = awayKey(instance, option, date)
      board.away.set(key, (board.away.get(key) ?? 0) + 1)
    }
}

type Quick = { placed: Placed[]; cost: number } | null

/** Places a group of units one after another, each at its best fixed time; null when one finds no days. */
function placeQuickly(instance: Instance, options: readonly Option[], board: Board): Quick {
  const own: Board = { busy: new Set(board.busy), away: new Map(board.away) }
  const units = [...Map.groupBy(options, (option) => option.unit).entries()]
  const width = (unit: number) => instance.slots[unit]?.length ?? 0
  // locked days first, then units whose time is given: the others can still choose around them
  const isLocked = (list: readonly Option[]) =>
    list.some((o) => lockedDates(instance, o.doctor, o.unit, o.month).length > 0)
  units.sort(([a, x], [b, y]) => +isLocked(y) - +isLocked(x) || width(a) - width(b) || a - b)
  const result: { placed: Placed[]; cost: number } = { placed: [], cost: 0 }
  for (const [unit, list] of units) {
    let best: NonNullable<ReturnType<typeof placeUnit>> | null = null
    for (let slot = 0; slot < width(unit); slot++) {
      const tried = placeUnit(instance, list, slot, own)
      if (!tried) continue
      const cheaper = !best || tried.cost < best.cost - EPSILON
      if (cheaper || (best && tried.cost < best.cost + EPSILON && tried.away < best.away)) best = tried
    }
    if (!best) return null
    occupy(instance, best.placed, own)
    result.placed.push(...best.placed)
    result.cost += best.cost
  }
  return result
}

/** Units bound together by a doctor who serves several of them in one month. */
export function groupsOf(options: readonly Option[]): Option[][] {
  const root = new Map<number, number>()
  const find = (unit: number): number => {
    const up = root.get(unit) ?? unit
    return up === unit ? unit : find(up)
  }
  for (const own of Map.groupBy(options, doctorMonth).values())
    for (const option of own) {
      const [a, b] = [find(own[0]?.unit ?? option.unit), find(option.unit)]
      root.set(Math.max(a, b), Math.min(a, b))
    }
  return [...Map.groupBy(options, (option) => find(option.unit)).values()]
}

const aheadOf = (options: readonly Option[]) => options.reduce((sum, option) => sum + option.ahead, 0)

type Group = { placed: Placed[]; cost: number; proven: boolean }

/** The cheapest days of one group: quick placing when it meets the look-ahead, else the model. */
async function placeGroup(
  instance: Instance,
  options: readonly Option[],
  board: Board,
  seconds: number,
): Promise<Group | null> {
  const quick = placeQuickly(instance, options, board)
  if (quick && quick.cost <= aheadOf(options) + EPSILON) return { ...quick, proven: true }
  if (seconds <= 0) return quick && { ...quick, proven: false }
  const built = calendarModel(instance, options)
  const outcome = await minimise(built.model, { seconds, seed: instance.problem.seed })
  if (!outcome.values) return quick && { ...quick, proven: false }
  if (quick && quick.cost <= outcome.objective + EPSILON)
    return { ...quick, proven: outcome.status === 'optimal' }
  const placed = datesTaken(built, outcome.values)
  return { placed, cost: outcome.objective, proven: outcome.status === 'optimal' }
}

/** Extra costs that are one doctor's month alone: units with given times that want the same day. */
async function doctorMonthCuts(
  instance: Instance,
  options: readonly Option[],
  seconds: number,
): Promise<Cut[]> {
  const cuts: Cut[] = []
  const empty: Board = { busy: new Set(), away: new Map() }
  for (const [scope, all] of Map.groupBy(options, doctorMonth)) {
    const own = all.filter((option) => instance.slots[option.unit]?.length === 1)
    if (own.length < 2) continue
    const group = await placeGroup(instance, own, empty, seconds)
    const extra = group?.proven ? group.cost - aheadOf(own) : 0
    if (extra > EPSILON) cuts.push({ kind: 'dearer', options: own, extra, scope })
  }
  return cuts
}

/** Places all options on days; `remaining` tells the seconds that models may still take. */
export async function placeDays(
  instance: Instance,
  options: readonly Option[],
  remaining: () => number,
): Promise<Calendar> {
  const { kept, dropped, cuts } = withoutImpossible(instance, options)
  const board: Board = { busy: new Set(), away: new Map() }
  const placed: Placed[] = []
  const dear: Option[] = []
  let extra = 0
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
    dear.push(...group)
    extra += more
  }
  const own = await doctorMonthCuts(instance, dear, remaining())
  const explained = own.reduce((sum, cut) => sum + (cut.kind === 'dearer' ? cut.extra : 0), 0)
  if (extra > explained + EPSILON) own.push({ kind: 'dearer', options: dear, extra, scope: null })
  return { placed, dropped, cuts: [...cuts, ...own], proven }
}

/** Days without any model, for drafts and for plans in progress. */
export function placeDaysQuickly(instance: Instance, options: readonly Option[]): Placed[] {
  const { kept } = withoutImpossible(instance, options)
  const board: Board = { busy: new Set(), away: new Map() }
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
