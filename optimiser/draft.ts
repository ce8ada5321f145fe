// A first plan within milliseconds: what a caller gets when the time or the solver gives out before anything
// better was found. Locked units first, then whom the flow sends, then the cheapest who still have days.
// It keeps every hard rule.
import { exchangeRoom } from '../domain/dispatch/plan.ts'
import { askedDays } from '../domain/dispatch/plan-targets.ts'
import type { MatchingFlow } from './flow/matching-network.ts'
import { cell, type Instance, type Option } from './instance.ts'

/**
 * A bound of the whole at no cost: every day a unit-month asks for costs at least its cheapest option's
 * share, or is missing. What else there is to pay is never below zero.
 */
export function simpleBound(instance: Instance): number {
  const { problem, units, months } = instance
  const { uncovered } = problem.rules.weights
  const least = units.map(() => new Float64Array(months.length).fill(uncovered))
  for (const { unit, month, cost, ahead, days } of instance.options) {
    const own = least[unit]
    if (own) own[month] = Math.min(own[month] ?? 0, (cost + ahead) / days)
  }
  let bound = 0
  for (const [u, unit] of units.entries())
    for (const [m, month] of months.entries()) bound += askedDays(problem, unit, month) * (least[u]?.[m] ?? 0)
  return bound
}

/** The months of a unit that are filled together: each by itself, or all of them with a fixed rotation. */
type Team = {
  unit: number
  months: number[]
  must: ReadonlySet<number>
  byDoctor: ReadonlyMap<number, Option[]>
  chosen: Map<number, Option[]>
  /** Days still asked for, days and doctors still allowed. */
  left: number
  room: number
  seats: number
}
type Load = { days: Map<string, number>; units: Map<string, number> }
type Drafting = { instance: Instance; load: Load }

/** Options of a draft; `flow` says whom to try first, null leaves it to prices alone. */
export function draftOptions(instance: Instance, flow: MatchingFlow | null): Option[] {
  const drafting: Drafting = { instance, load: { days: new Map(), units: new Map() } }
  const teams = teamsInOrder(instance)
  for (const team of teams) seatLocked(drafting, team)
  const sent = new Map<string, number>()
  for (const { doctor, unit, month, days } of flow?.pairs ?? []) sent.set(`${doctor} ${unit} ${month}`, days)
  const wanted = (team: Team, d: number) =>
    team.months.reduce((sum, m) => sum + (sent.get(`${d} ${team.unit} ${m}`) ?? 0), 0) / team.months.length
  if (flow)
    for (const team of teams) {
      const guests = [...team.byDoctor.keys()].filter((d) => wanted(team, d) > 0)
      guests.sort((a, b) => wanted(team, b) - wanted(team, a) || a - b)
      for (const d of guests) if (team.left > 0) seat(drafting, team, d, Math.ceil(wanted(team, d)))
    }
  for (const team of teams) fill(drafting, team)
  return teams.flatMap((team) => [...team.chosen.values()].flat())
}

/** Locked units first, then those with the fewest possible doctors. */
function teamsInOrder(instance: Instance): Team[] {
  const byUnit = Map.groupBy(instance.options, (option) => option.unit)
  const teams = instance.units.flatMap((_, unit) => {
    const open = [...instance.months.keys()].filter((m) => !instance.closed.has(cell(unit, m)))
    const own = byUnit.get(unit) ?? []
    if (instance.problem.rules.rotation === 'fixed')
      return open.length ? [teamOf(instance, unit, open, own)] : []
    const byMonth = Map.groupBy(own, (option) => option.month)
    return open.map((m) => teamOf(instance, unit, [m], byMonth.get(m) ?? []))
  })
  return teams.sort(
    (a, b) => b.must.size - a.must.size || a.byDoctor.size - b.byDoctor.size || a.unit - b.unit,
  )
}

function teamOf(instance: Instance, u: number, months: number[], options: readonly Option[]): Team {
  const unit = instance.units[u] as Instance['units'][number]
  const name = (m: number) => instance.months[m] ?? ''
  const must = new Set(
    months.flatMap((m) => (instance.locks.get(cell(u, m)) ?? []).map((lock) => lock.doctor)),
  )
  // PLN-9: as many of the unit's own staff must be free to go up
  const rooms = months.map((m) => exchangeRoom(unit, name(m)) ?? Number.POSITIVE_INFINITY)
  return {
    unit: u,
    months,
    must,
    byDoctor: Map.groupBy(options, (option) => option.doctor),
    chosen: new Map(),
    left: Math.max(...months.map((m) => askedDays(instance.problem, unit, name(m)))),
    room: unit.daysPerMonth.max,
    seats: Math.min(instance.problem.rules.maxDoctorsPerUnit, ...rooms),
  }
}

/** SCH-2: all locks of a team, or nobody at all. */
function seatLocked(drafting: Drafting, team: Team): void {
  for (const d of team.must)
    if (!seat(drafting, team, d, Math.max(1, team.left))) {
      dismiss(drafting, team)
      return
    }
}

/** The cheapest doctors for the days still missing; busy ones later. */
function fill(drafting: Drafting, team: Team): void {
  if (team.left <= 0 || team.seats <= 0) return
  const { load } = drafting
  const price = (d: number, own: readonly Option[]) => {
    const each = own.reduce((sum, o) => sum + (o.cost + o.ahead) / o.days, 0) / Math.max(1, own.length)
    return each + 50 * team.months.reduce((sum, m) => sum + (load.days.get(cell(d, m)) ?? 0), 0)
  }
  const order = [...team.byDoctor].map(([d, own]) => ({ d, price: price(d, own) }))
  order.sort((a, b) => a.price - b.price || a.d - b.d)
  for (const { d } of order) {
    if (team.left <= 0 || team.seats <= 0) return
    seat(drafting, team, d, team.left)
  }
}

/** Gives a doctor a seat in a team for about the days wanted, in every month of it; false when they cannot. */
function seat({ instance, load }: Drafting, team: Team, d: number, want: number): boolean {
  if (team.chosen.has(d)) return true
  if (team.seats <= 0 || !isOfTeam(instance, team, d)) return false
  const picked: Option[] = []
  for (const m of team.months) {
    const best = pick(instance, load, team, { d, m, want })
    if (!best) return false
    picked.push(best)
  }
  team.chosen.set(d, picked)
  team.left -= Math.min(...picked.map((option) => option.days))
  team.room -= Math.max(...picked.map((option) => option.days))
  team.seats--
  count(load, picked, 1)
  return true
}

function dismiss({ load }: Drafting, team: Team): void {
  for (const picked of team.chosen.values()) count(load, picked, -1)
  team.chosen.clear()
  team.left = 0
  team.seats = 0
}

function count(load: Load, picked: readonly Option[], times: number): void {
  for (const { doctor, month, days } of picked) {
    const key = cell(doctor, month)
    load.days.set(key, (load.days.get(key) ?? 0) + times * days)
    load.units.set(key, (load.units.get(key) ?? 0) + times)
  }
}

/** MAT-9 · 组团式: one hospital, where the programme asks for it. */
function isOfTeam(instance: Instance, team: Team, d: number): boolean {
  if (instance.problem.rules.team !== 'hospital') return true
  const home = instance.doctors[d]?.hospital
  return [...team.chosen.keys()].every((other) => instance.doctors[other]?.hospital === home)
}

/** A doctor's visit in one month nearest to the days wanted, within what both sides still have. */
function pick(
  instance: Instance,
  load: Load,
  team: Team,
  { d, m, want }: { d: number; m: number; want: number },
): Option | null {
  const key = cell(d, m)
  const most = (instance.doctors[d]?.maxDaysPerMonth ?? 0) - (load.days.get(key) ?? 0)
  if ((load.units.get(key) ?? 0) >= instance.problem.rules.maxUnitsPerDoctor) return null
  let best: Option | null = null
  for (const option of team.byDoctor.get(d) ?? []) {
    if (option.month !== m || option.days > most || option.days > team.room) continue
    if (!best || Math.abs(option.days - want) < Math.abs(best.days - want)) best = option
  }
  return best
}
