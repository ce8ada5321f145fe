// Road between two places of a route problem: whole minutes, rounded up because nobody plans in seconds, and
// kilometres to the metre.
import { greatCircleKm } from '../shared/distance.ts'
import type { RoutePosition, RouteProblem, RouteStop, RouteVehicle } from './route.ts'

export type Road = { km: number; minutes: number }

const metres = (km: number) => Math.round(km * 1000) / 1000
/** Up to the next minute; what multiplication adds in the last digits is no minute. */
const wholeMinutes = (minutes: number) => Math.ceil(minutes - 1e-6)

/** The road from one place to another; places of the wrong kind are refused before anybody asks. */
export function roadBetween(problem: RouteProblem, from: RoutePosition, to: RoutePosition): Road {
  const { travel } = problem
  if (travel.by === 'matrix') {
    const minutes = travel.minutes?.[Number(from)]?.[Number(to)]
    const km = travel.km?.[Number(from)]?.[Number(to)]
    return {
      km: metres(km ?? ((minutes ?? 0) * travel.kmPerHour) / 60),
      minutes: wholeMinutes(minutes ?? ((km ?? 0) / travel.kmPerHour) * 60),
    }
  }
  if (typeof from === 'number' || typeof to === 'number') return { km: 0, minutes: 0 }
  const km = metres(travel.roadFactor * greatCircleKm(from, to))
  return { km, minutes: wholeMinutes((km / travel.kmPerHour) * 60) }
}

export const endOf = (vehicle: RouteVehicle): RoutePosition => vehicle.end ?? vehicle.start

/** Points lost when a stop is left out. */
export const lostWithout = (problem: RouteProblem, stop: RouteStop): number =>
  stop.prize ?? problem.costs.missed

export const roadCost = ({ costs }: RouteProblem, road: Road): number =>
  costs.perKm * road.km + costs.perMinute * road.minutes

/** Six decimals: sums of points are compared and shown. */
export const points = (value: number): number => Math.round(value * 1e6) / 1e6
