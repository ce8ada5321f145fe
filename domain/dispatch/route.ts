// Day routes: what a team on the road is asked and what it is given back (HOM-2 送医入户, MOB-2 巡诊).
// docs/routes.md says what the fields mean, contract/route-problem.ts gives them bounds and defaults.

/** Longitude and latitude, or the row of a place in the given matrix. */
export type RoutePosition = readonly [number, number] | number

/** A stretch of the day, 'HH:MM' to 'HH:MM'. */
export type RouteWindow = { from: string; to: string }

export type RouteVehicle = {
  id: string
  name: string
  start: RoutePosition
  /** Where the day ends; null: where it began. */
  end: RoutePosition | null
  shift: RouteWindow
  capacity: number | null
  /** Longest time away from leaving to coming back, waiting counted. */
  maxMinutes: number | null
}

export type RouteStop = {
  id: string
  name: string
  at: RoutePosition
  serviceMinutes: number
  /** When work may begin there; none: at any time. */
  windows: RouteWindow[]
  load: number
  /** Points lost when left out; null: it must be visited. */
  prize: number | null
}

export type RouteTravel =
  | { by: 'greatCircle'; roadFactor: number; kmPerHour: number }
  /** Square, row = from; what is not given follows from the other at `kmPerHour`. */
  | { by: 'matrix'; minutes: number[][] | null; km: number[][] | null; kmPerHour: number }

export type RouteCosts = {
  perKm: number
  /** Per minute on the road; waiting and working cost nothing. */
  perMinute: number
  perVehicle: number
  /** Per stop that must be visited and is not. */
  missed: number
}

export type RouteProblem = {
  version: 1
  seed: number
  /** Rounds of the search: the same number gives the same routes. */
  iterations: number
  timeLimitSeconds: number
  travel: RouteTravel
  costs: RouteCosts
  vehicles: RouteVehicle[]
  stops: RouteStop[]
}

export type RoutedStop = {
  stop: string
  arrive: string
  begin: string
  leave: string
  /** Road from the place before. */
  km: number
  minutes: number
}

export type Route = {
  vehicle: string
  leave: string
  stops: RoutedStop[]
  return: string
  /** All road of the day, the last stretch included. */
  km: number
  minutes: number
  load: number
  cost: number
}

export type RouteReason = { rule: string; clause: string | null; text: string; vehicle: string | null }

export type UnservedStop = {
  stop: string
  lost: number
  /** Points that the cheapest way of fitting it in would cost; null when it does not fit. */
  extraCost: number | null
  reasons: RouteReason[]
}

export type Routes = {
  version: 1
  /** optimal: proven; feasible: sound, not proven. */
  status: 'optimal' | 'feasible'
  objective: number
  /** Proven: no routes cost less. Null without a proof. */
  bound: number | null
  iterations: number
  /** True when the time limit ended the search: another run may differ. */
  timeLimit: boolean
  seconds: number
  routes: Route[]
  unserved: UnservedStop[]
  summary: { visited: number; stops: number; km: number; minutes: number; travelCost: number; lost: number }
}

/** Minutes since midnight of a time 'HH:MM' ('24:00' ends the day). */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** 'HH:MM' of whole minutes since midnight. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
