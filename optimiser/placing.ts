// Placing matched doctors on days: quickly, one unit after another at its best fixed time, and by a model
// where the quick way misses what the look-ahead promised.
import { weekOfMonth } from '../domain/dispatch/plan-index.ts'
import { calendarModel, datesTaken } from './calendar-model.ts'
import { minimise } from './highs.ts'
import { cell, type Instance, lockedDates, type Option } from './instance.ts'

export type Placed = { option: Option; dates: string[] }

export const EPSILON = 1e-6
export const doctorMonth = (option: Option): string => cell(option.doctor, option.month)

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

export type Board = { busy: Set<string>; away: Map<string, number> }

export const emptyBoard = (): Board => ({ busy: new Set(), away: new Map() })

const awayKey = (instance: Instance, option: Option, date: string) =>
  `${instance.doctors[option.doctor]?.hospital} ${date}`

/** Places one unit's options on days for one fixed time; the cheapest days, then the quietest at home. */
function placeUnit(instance: Instance, options: readonly Option[], slot: number, board: Board) {
  const unit = options[0]?.unit ?? -1
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
        const price = (instance.priced(unit, date).costs[slot] ?? 0) + (crowd.get(week) ?? 0) * spacing
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

export function occupy(instance: Instance, placed: readonly Placed[], board: Board): void {
  for (const { option, dates } of placed)
    for (const date of dates) {
      board.busy.add(`${option.doctor} ${date}`)
      const key = awayKey(instance, option, date)
      board.away.set(key, (board.away.get(key) ?? 0) + 1)
    }
}

type Quick = { placed: Placed[]; cost: number } | null

/** Places a group of units one after another, each at its best fixed time; null when one finds no days. */
export function placeQuickly(instance: Instance, options: readonly Option[], board: Board): Quick {
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

export const aheadOf = (options: readonly Option[]) => options.reduce((sum, option) => sum + option.ahead, 0)

type Group = { placed: Placed[]; cost: number; proven: boolean }

/** The cheapest days of one group: quick placing when it meets the look-ahead, else the model. */
export async function placeGroup(
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
