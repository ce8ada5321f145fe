// A route problem as numbers: places in a row (stops first, then where vehicles start and end), roads as
// matrices, windows sorted. All that the search and the proof know; benches build it from public instances.
import type { RouteProblem } from '../../domain/dispatch/route.ts'
import { minutesOf, type RoutePosition } from '../../domain/dispatch/route.ts'
import { endOf, lostWithout, roadBetween, roadCost } from '../../domain/dispatch/route-travel.ts'

export type NetworkVehicle = {
  /** Places. */
  start: number
  end: number
  from: number
  to: number
  capacity: number
  maxMinutes: number
  fixed: number
}

export type Network = {
  stops: number
  places: number
  /** cost[from * places + to], in points. */
  cost: Float64Array
  time: Float64Array
  service: Float64Array
  load: Float64Array
  /** Points lost when a stop is left out. */
  prize: Float64Array
  /** Windows of stop v: opens/closes from windowAt[v] up to, not including, windowAt[v + 1]; never none. */
  windowAt: Int32Array
  opens: Float64Array
  closes: Float64Array
  vehicles: NetworkVehicle[]
}

const keyOf = (position: RoutePosition) => JSON.stringify(position)

/** Windows of one stop, sorted and joined where they touch; none means any time. */
function sortedWindows(windows: readonly { from: string; to: string }[]): [number, number][] {
  if (windows.length === 0) return [[0, Number.POSITIVE_INFINITY]]
  const sorted = windows
    .map(({ from, to }): [number, number] => [minutesOf(from), minutesOf(to)])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const joined: [number, number][] = []
  for (const [from, to] of sorted) {
    const last = joined.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** Windows of all stops, one after another. */
export function windowArrays(
  all: readonly (readonly [number, number][])[],
): Pick<Network, 'windowAt' | 'opens' | 'closes'> {
  const windowAt = new Int32Array(all.length + 1)
  all.forEach((windows, v) => {
    windowAt[v + 1] = (windowAt[v] ?? 0) + windows.length
  })
  return {
    windowAt,
    opens: Float64Array.from(all.flatMap((windows) => windows.map(([from]) => from))),
    closes: Float64Array.from(all.flatMap((windows) => windows.map(([, to]) => to))),
  }
}

/** The numbers of a problem. */
export function networkOf(problem: RouteProblem): Network {
  const { stops, vehicles, costs } = problem
  const positions: RoutePosition[] = stops.map(({ at }) => at)
  const ends = new Map<string, number>()
  const placeOf = (position: RoutePosition) => {
    const key = keyOf(position)
    const known = ends.get(key)
    if (known !== undefined) return known
    ends.set(key, positions.length)
    return positions.push(position) - 1
  }
  const taken = vehicles.map((vehicle) => ({
    start: placeOf(vehicle.start),
    end: placeOf(endOf(vehicle)),
    from: minutesOf(vehicle.shift.from),
    to: minutesOf(vehicle.shift.to),
    capacity: vehicle.capacity ?? Number.POSITIVE_INFINITY,
    maxMinutes: vehicle.maxMinutes ?? Number.POSITIVE_INFINITY,
    fixed: costs.perVehicle,
  }))
  const places = positions.length
  const cost = new Float64Array(places * places)
  const time = new Float64Array(places * places)
  positions.forEach((from, i) => {
    positions.forEach((to, j) => {
      const road = roadBetween(problem, from, to)
      cost[i * places + j] = roadCost(problem, road)
      time[i * places + j] = road.minutes
    })
  })
  return {
    stops: stops.length,
    places,
    cost,
    time,
    service: Float64Array.from(stops, ({ serviceMinutes }) => serviceMinutes),
    load: Float64Array.from(stops, ({ load }) => load),
    prize: Float64Array.from(stops, (stop) => lostWithout(problem, stop)),
    ...windowArrays(stops.map(({ windows }) => sortedWindows(windows))),
    vehicles: taken,
  }
}

/** When work can begin at stop v for somebody who arrives at `arrival`; infinite when it is too late. */
export function beginAt(network: Network, v: number, arrival: number): number {
  const { windowAt, opens, closes } = network
  const end = windowAt[v + 1] as number
  for (let w = windowAt[v] as number; w < end; w++)
    if (arrival <= (closes[w] as number)) return Math.max(arrival, opens[w] as number)
  return Number.POSITIVE_INFINITY
}

/** The latest time not after `limit` at which work can begin at stop v; minus infinity when there is none. */
export function latestBegin(network: Network, v: number, limit: number): number {
  const { windowAt, opens, closes } = network
  const first = windowAt[v] as number
  for (let w = (windowAt[v + 1] as number) - 1; w >= first; w--)
    if (limit >= (opens[w] as number)) return Math.min(limit, closes[w] as number)
  return Number.NEGATIVE_INFINITY
}
