// Why a stop is on no route: the rule against it with every vehicle, or what fitting it in would cost.
import type { RouteReason } from '../../domain/dispatch/route.ts'
import { type RouteRule, routeReason } from '../../domain/dispatch/route-rules.ts'
import { beginAt, type Network } from './network.ts'
import { minutesAway, scheduleOf } from './schedule.ts'

export type LeftOut = { extraCost: number | null; reasons: RouteReason[] }

/** Points of a vehicle's road along a sequence. */
function sequenceCost(network: Network, k: number, sequence: readonly number[]): number {
  const vehicle = network.vehicles[k]
  if (!vehicle || sequence.length === 0) return 0
  let cost = vehicle.fixed
  let place = vehicle.start
  for (const v of [...sequence, vehicle.end]) {
    cost += network.cost[place * network.places + v] as number
    place = v
  }
  return cost
}

/** The rule that keeps a vehicle from a stop even if it goes nowhere else; null when it could go. */
function againstAlone(network: Network, k: number, v: number): RouteRule | null {
  const vehicle = network.vehicles[k]
  if (!vehicle) return 'unknown-reference'
  if ((network.load[v] as number) > vehicle.capacity) return 'capacity'
  const arrival = vehicle.from + (network.time[vehicle.start * network.places + v] as number)
  if (beginAt(network, v, arrival) === Number.POSITIVE_INFINITY) return 'time-window'
  if (!scheduleOf(network, k, [v])) return 'shift'
  return minutesAway(network, k, [v]) > vehicle.maxMinutes ? 'max-minutes' : null
}

/** The rule against a stop at its best place in a route as it is; null when it fits there. */
function againstRoute(
  network: Network,
  k: number,
  sequence: readonly number[],
  v: number,
): { rule: RouteRule | null; extra: number } {
  const vehicle = network.vehicles[k]
  const load = [...sequence, v].reduce((sum, u) => sum + (network.load[u] as number), 0)
  if (!vehicle || load > vehicle.capacity) return { rule: 'capacity', extra: Number.POSITIVE_INFINITY }
  const before = sequenceCost(network, k, sequence)
  let extra = Number.POSITIVE_INFINITY
  let inTime = false
  for (let i = 0; i <= sequence.length; i++) {
    const longer = sequence.toSpliced(i, 0, v)
    if (!scheduleOf(network, k, longer)) continue
    inTime = true
    if (minutesAway(network, k, longer) <= vehicle.maxMinutes)
      extra = Math.min(extra, sequenceCost(network, k, longer) - before)
  }
  if (Number.isFinite(extra)) return { rule: null, extra }
  return { rule: inTime ? 'max-minutes' : 'day-full', extra }
}

/** Why a stop is left out, vehicle by vehicle; one reason for all where it is the same. */
export function whyLeftOut(
  network: Network,
  sequences: readonly (readonly number[])[],
  v: number,
  names: readonly string[],
): LeftOut {
  let cheapest = Number.POSITIVE_INFINITY
  const rules = sequences.map((sequence, k): RouteRule => {
    const alone = againstAlone(network, k, v)
    if (alone) return alone
    const { rule, extra } = againstRoute(network, k, sequence, v)
    cheapest = Math.min(cheapest, extra)
    return rule ?? 'too-dear'
  })
  const [first] = rules
  const same = rules.every((rule) => rule === first)
  return {
    extraCost: Number.isFinite(cheapest) ? cheapest : null,
    reasons:
      same && first !== undefined
        ? [routeReason(first, rules.length === 1 ? (names[0] ?? null) : null)]
        : rules.map((rule, k) => routeReason(rule, names[k] ?? null)),
  }
}
