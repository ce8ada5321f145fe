// Day routes for a problem: proven where one vehicle has few stops, searched where there are more.
import {
  type Route,
  type RouteProblem,
  type RouteStop,
  type Routes,
  type RouteVehicle,
  timeOf,
  type UnservedStop,
} from '../../domain/dispatch/route.ts'
import { endOf, lostWithout, points, roadBetween, roadCost } from '../../domain/dispatch/route-travel.ts'
import { proveOne } from './exact.ts'
import { whyLeftOut } from './left-out.ts'
import { type Network, networkOf } from './network.ts'
import { scheduleOf } from './schedule.ts'
import { searchRoutes } from './search.ts'

type Answer = { sequences: number[][]; proven: boolean; iterations: number; timeLimit: boolean }

function answerFor(problem: RouteProblem, network: Network): Answer {
  const proof = proveOne(network)
  if (proof) return { sequences: [proof.sequence], proven: true, iterations: 0, timeLimit: false }
  const { seed, iterations, timeLimitSeconds } = problem
  const found = searchRoutes(network, { seed, iterations, seconds: timeLimitSeconds })
  return { ...found, proven: false }
}

/** Routes for a sound problem (`parseRouteProblem`); the same problem gives the same routes. */
export function solveRoutes(problem: RouteProblem): Routes {
  const started = performance.now()
  const network = networkOf(problem)
  const { sequences, proven, iterations, timeLimit } = answerFor(problem, network)
  const routes = sequences.flatMap((sequence, k) => {
    const vehicle = problem.vehicles[k]
    return vehicle && sequence.length > 0 ? [writeRoute(problem, network, [k, vehicle], sequence)] : []
  })
  const visited = new Set(sequences.flat())
  const names = problem.vehicles.map(({ id }) => id)
  const unserved = problem.stops.flatMap((stop, v): UnservedStop[] => {
    if (visited.has(v)) return []
    const { extraCost, reasons } = whyLeftOut(network, sequences, v, names)
    const extra = extraCost === null ? null : points(extraCost)
    return [{ stop: stop.id, lost: lostWithout(problem, stop), extraCost: extra, reasons }]
  })
  const sum = (values: number[]) => points(values.reduce((total, value) => total + value, 0))
  const travelCost = sum(routes.map(({ cost }) => cost))
  const lost = sum(unserved.map((entry) => entry.lost))
  const objective = points(travelCost + lost)
  return {
    version: 1,
    status: proven ? 'optimal' : 'feasible',
    objective,
    bound: proven ? objective : null,
    iterations,
    timeLimit,
    seconds: Math.round(performance.now() - started) / 1000,
    routes,
    unserved,
    summary: {
      visited: visited.size,
      stops: problem.stops.length,
      km: sum(routes.map(({ km }) => km)),
      minutes: sum(routes.map(({ minutes }) => minutes)),
      travelCost,
      lost,
    },
  }
}

function writeRoute(
  problem: RouteProblem,
  network: Network,
  [k, vehicle]: readonly [number, RouteVehicle],
  sequence: readonly number[],
): Route {
  const day = scheduleOf(network, k, sequence)
  if (!day) throw new Error(`the route of vehicle ${vehicle.id} cannot be driven`)
  const stops = sequence.map((v) => problem.stops[v] as RouteStop)
  const places = [vehicle.start, ...stops.map(({ at }) => at), endOf(vehicle)]
  const roads = places.slice(1).map((to, i) => roadBetween(problem, places[i] ?? to, to))
  let clock = day.leave
  const written = stops.map((stop, i) => {
    const road = roads[i] ?? { km: 0, minutes: 0 }
    const begin = day.begins[i] ?? clock
    const arrive = timeOf(clock + road.minutes)
    clock = begin + stop.serviceMinutes
    return { stop: stop.id, arrive, begin: timeOf(begin), leave: timeOf(clock), ...road }
  })
  return {
    vehicle: vehicle.id,
    leave: timeOf(day.leave),
    stops: written,
    return: timeOf(day.back),
    km: points(roads.reduce((sum, { km }) => sum + km, 0)),
    minutes: roads.reduce((sum, { minutes }) => sum + minutes, 0),
    load: points(stops.reduce((sum, { load }) => sum + load, 0)),
    cost: points(roads.reduce((sum, road) => sum + roadCost(problem, road), problem.costs.perVehicle)),
  }
}
