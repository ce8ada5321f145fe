// A first plan within milliseconds, by taking the scarcest units first: what a caller gets when the time
// or the solver gives out before anything better was found. It keeps every hard rule.
import { exchangeRoom } from '../domain/dispatch/plan.ts'
import { askedDays } from '../domain/dispatch/plan-targets.ts'
import { cell, type Instance, type Option } from './instance.ts'

/**
 * A bound of the whole at no cost, for plans whose proof never began: every day a unit-month asks for costs
 * at least its cheapest option's share, or is missing. What else there is to pay is never below zero.
 */
export function simpleBound(instance: Instance): number {
  const { problem, units, months } = instance
  const byCell = Map.groupBy(instance.options, (option) => cell(option.unit, option.month))
  let bound = 0
  for (const [u, unit] of units.entries())
    for (const [m, month] of months.entries()) {
      let least = problem.rules.weights.uncovered
      for (const { cost, ahead, days } of byCell.get(cell(u, m)) ?? [])
        least = Math.min(least, (cost + ahead) / days)
      bound += askedDays(problem, unit, month) * least
    }
  return bound
}

type Load = { days: Map<string, number>; units: Map<string, number> }
type Group = { unit: number; months: number[] }

/** Options of a greedy plan; places on days are found afterwards. */
export function draftOptions(instance: Instance): Option[] {
  const byUnit = Map.groupBy(instance.options, (option) => option.unit)
  const load: Load = { days: new Map(), units: new Map() }
  const taken: Option[] = []
  for (const group of groupsInOrder(instance, byUnit))
    taken.push(...fill(instance, group, byUnit.get(group.unit) ?? [], load))
  return taken
}

/** Locked units first, then those with the fewest possible doctors; fixed rotation fills all months at once. */
function groupsInOrder(instance: Instance, byUnit: ReadonlyMap<number, Option[]>): Group[] {
  const open = (u: number, m: number) => !instance.closed.has(cell(u, m))
  const groups = instance.units.flatMap((_, unit): Group[] => {
    const months = instance.months.map((_month, m) => m).filter((m) => open(unit, m))
    return instance.problem.rules.rotation === 'fixed'
      ? [{ unit, months }]
      : months.map((m) => ({ unit, months: [m] }))
  })
  const locked = (g: Group) => +g.months.some((m) => instance.locks.has(cell(g.unit, m)))
  const choice = (g: Group) => new Set((byUnit.get(g.unit) ?? []).map((o) => o.doctor)).size
  return groups.sort((a, b) => locked(b) - locked(a) || choice(a) - choice(b) || a.unit - b.unit)
}

function fill(instance: Instance, group: Group, options: readonly Option[], load: Load): Option[] {
  const { rules } = instance.problem
  const unit = instance.units[group.unit]
  if (!unit || group.months.length === 0) return []
  const must = new Set(
    group.months.flatMap((m) => (instance.locks.get(cell(group.unit, m)) ?? []).map((lock) => lock.doctor)),
  )
  // PLN-9: as many as may go up in the leanest of the months; MAT-9: all from one hospital
  const rooms = group.months.map((m) => exchangeRoom(unit, instance.months[m] ?? '') ?? Infinity)
  const most = Math.min(rules.maxDoctorsPerUnit, ...rooms)
  const homeOf = (d: number) => instance.doctors[d]?.hospital ?? ''
  if (must.size > most || (rules.team === 'hospital' && new Set([...must].map(homeOf)).size > 1)) return []
  const byDoctor = Map.groupBy(options, (option) => option.doctor)
  const price = (d: number) => {
    const own = byDoctor.get(d) ?? []
    const each = own.reduce((sum, o) => sum + (o.cost + o.ahead) / o.days, 0) / Math.max(1, own.length)
    const busy = group.months.reduce((sum, m) => sum + (load.days.get(cell(d, m)) ?? 0), 0)
    return each + 50 * busy
  }
  const order = [...byDoctor.keys()]
    .map((d) => ({ d, price: price(d) }))
    .sort((a, b) => +must.has(b.d) - +must.has(a.d) || a.price - b.price || a.d - b.d)
  let left = Math.max(...group.months.map((m) => askedDays(instance.problem, unit, instance.months[m] ?? '')))
  let room = unit.daysPerMonth.max
  let team = 0
  const chosen: Option[] = []
  for (const { d } of order) {
    if (team >= most || (left <= 0 && !must.has(d))) continue
    const [other] = chosen
    if (rules.team === 'hospital' && other && homeOf(other.doctor) !== homeOf(d)) continue
    const picked = pick(instance, group, byDoctor.get(d) ?? [], { load, want: Math.max(1, left), room })
    if (!picked) {
      if (must.has(d)) return []
      continue
    }
    const days = Math.max(...picked.map((option) => option.days))
    chosen.push(...picked)
    left -= Math.min(...picked.map((option) => option.days))
    room -= days
    team++
  }
  if ([...must].some((d) => !chosen.some((option) => option.doctor === d))) return []
  for (const option of chosen) {
    const key = cell(option.doctor, option.month)
    load.days.set(key, (load.days.get(key) ?? 0) + option.days)
    load.units.set(key, (load.units.get(key) ?? 0) + 1)
  }
  return chosen
}

/** One doctor's option for each month of the group, near the days wanted; null when a month has none. */
function pick(
  instance: Instance,
  group: Group,
  own: readonly Option[],
  { load, want, room }: { load: Load; want: number; room: number },
): Option[] | null {
  const { maxUnitsPerDoctor } = instance.problem.rules
  const picked: Option[] = []
  for (const m of group.months) {
    const fits = own.filter((option) => {
      const key = cell(option.doctor, m)
      const most = instance.doctors[option.doctor]?.maxDaysPerMonth ?? 0
      return (
        option.month === m &&
        option.days <= room &&
        (load.days.get(key) ?? 0) + option.days <= most &&
        (load.units.get(key) ?? 0) < maxUnitsPerDoctor
      )
    })
    const [best] = fits.sort((a, b) => Math.abs(a.days - want) - Math.abs(b.days - want))
    if (!best) return null
    picked.push(best)
  }
  return picked
}
