// Checks day routes against every rule by plain counting over what is written in them, on a road of its own:
// nothing here knows how the routes were found.
import {
  minutesOf,
  type Route,
  type RouteProblem,
  type RouteStop,
  type Routes,
  type RouteVehicle,
} from './route.ts'
import { ROUTE_RULES, type RouteRule } from './route-rules.ts'
import { endOf, lostWithout, roadBetween, roadCost } from './route-travel.ts'

export type RouteViolation = { rule: RouteRule; clause: string | null; who: string[]; text: string }

type Checked = Pick<Routes, 'routes' | 'unserved' | 'objective' | 'bound' | 'status' | 'summary'>

function violation(rule: RouteRule, who: string[], text: string = ROUTE_RULES[rule].zh): RouteViolation {
  return { rule, clause: ROUTE_RULES[rule].clause, who, text }
}

const differ = (a: number, b: number) => Math.abs(a - b) > 1e-4

/** Every rule that day routes break; none for sound ones. */
export function checkRoutes(problem: RouteProblem, routes: Checked): RouteViolation[] {
  const stops = new Map(problem.stops.map((stop) => [stop.id, stop]))
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]))
  return [
    ...checkOnce(problem, routes),
    ...routes.routes.flatMap((route) => {
      const vehicle = vehicles.get(route.vehicle)
      if (!vehicle) return [violation('unknown-reference', [route.vehicle])]
      const unknown = route.stops.filter(({ stop }) => !stops.has(stop))
      if (unknown.length > 0)
        return [
          violation(
            'unknown-reference',
            unknown.map(({ stop }) => stop),
          ),
        ]
      return checkRoute(
        problem,
        vehicle,
        route,
        route.stops.map(({ stop }) => stops.get(stop) as RouteStop),
      )
    }),
    ...checkSums(problem, routes, stops),
  ]
}

/** HOM-2: each stop is on one route, or stands among the unserved with a reason; each vehicle goes once. */
function checkOnce(problem: RouteProblem, { routes, unserved }: Checked): RouteViolation[] {
  const found: RouteViolation[] = []
  const times = new Map<string, number>()
  const met = (id: string) => times.set(id, (times.get(id) ?? 0) + 1)
  for (const route of routes) for (const { stop } of route.stops) met(stop)
  const named = new Set<string>()
  for (const { stop, reasons } of unserved) {
    met(stop)
    if (reasons.length > 0) named.add(stop)
  }
  for (const { id } of problem.stops) {
    const count = times.get(id) ?? 0
    if (count > 1) found.push(violation('visited-twice', [id]))
    const unnamed = unserved.some(({ stop }) => stop === id) && !named.has(id)
    if (count === 0 || unnamed) found.push(violation('left-out-silently', [id]))
    times.delete(id)
  }
  for (const id of times.keys()) found.push(violation('unknown-reference', [id]))
  const gone = new Set<string>()
  for (const { vehicle } of routes) {
    if (gone.has(vehicle)) found.push(violation('vehicle-twice', [vehicle]))
    gone.add(vehicle)
  }
  return found
}

function checkRoute(
  problem: RouteProblem,
  vehicle: RouteVehicle,
  route: Route,
  stops: RouteStop[],
): RouteViolation[] {
  const found: RouteViolation[] = []
  const wrong = (who: string[], text: string) => found.push(violation('arithmetic', who, text))
  let place = vehicle.start
  let clock = minutesOf(route.leave)
  let km = 0
  let minutes = 0
  let cost = problem.costs.perVehicle
  let load = 0
  if (clock < minutesOf(vehicle.shift.from)) found.push(violation('shift', [vehicle.id]))
  stops.forEach((stop, k) => {
    const written = route.stops[k]
    if (!written) return
    const road = roadBetween(problem, place, stop.at)
    const begin = minutesOf(written.begin)
    if (minutesOf(written.arrive) !== clock + road.minutes) wrong([vehicle.id, stop.id], '到达时间不符')
    if (begin < minutesOf(written.arrive)) wrong([vehicle.id, stop.id], '未到达即开始')
    if (minutesOf(written.leave) !== begin + stop.serviceMinutes) wrong([vehicle.id, stop.id], '离开时间不符')
    if (differ(written.km, road.km) || written.minutes !== road.minutes)
      wrong([vehicle.id, stop.id], '路程不符')
    const { windows } = stop
    if (windows.length > 0 && !windows.some((w) => minutesOf(w.from) <= begin && begin <= minutesOf(w.to)))
      found.push(violation('time-window', [vehicle.id, stop.id]))
    km += road.km
    minutes += road.minutes
    cost += roadCost(problem, road)
    load += stop.load
    clock = minutesOf(written.leave)
    place = stop.at
  })
  const home = roadBetween(problem, place, endOf(vehicle))
  const back = minutesOf(route.return)
  if (back !== clock + home.minutes) wrong([vehicle.id], '返回时间不符')
  if (back > minutesOf(vehicle.shift.to)) found.push(violation('shift', [vehicle.id]))
  if (vehicle.maxMinutes !== null && back - minutesOf(route.leave) > vehicle.maxMinutes)
    found.push(violation('max-minutes', [vehicle.id]))
  if (vehicle.capacity !== null && load > vehicle.capacity + 1e-9)
    found.push(violation('capacity', [vehicle.id]))
  if (differ(route.km, km + home.km) || route.minutes !== minutes + home.minutes)
    wrong([vehicle.id], '全程里程不符')
  if (differ(route.cost, cost + roadCost(problem, home))) wrong([vehicle.id], '路线分值不符')
  if (differ(route.load, load)) wrong([vehicle.id], '承载量不符')
  if (stops.length === 0) wrong([vehicle.id], '空路线')
  return found
}

function checkSums(problem: RouteProblem, routes: Checked, stops: Map<string, RouteStop>): RouteViolation[] {
  const found: RouteViolation[] = []
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const { summary } = routes
  const lost = sum(
    routes.unserved.map(({ stop }) => {
      const known = stops.get(stop)
      return known ? lostWithout(problem, known) : 0
    }),
  )
  const pairs: [string, number, number][] = [
    ['目标值不符', routes.objective, sum(routes.routes.map(({ cost }) => cost)) + lost],
    ['损失分值不符', summary.lost, lost],
    ['路线分值合计不符', summary.travelCost, sum(routes.routes.map(({ cost }) => cost))],
    ['里程合计不符', summary.km, sum(routes.routes.map(({ km }) => km))],
    ['行车时间合计不符', summary.minutes, sum(routes.routes.map(({ minutes }) => minutes))],
    ['到访数不符', summary.visited, sum(routes.routes.map((route) => route.stops.length))],
    ['地点数不符', summary.stops, problem.stops.length],
  ]
  for (const [text, written, counted] of pairs)
    if (differ(written, counted)) found.push(violation('arithmetic', [], text))
  // a proof of optimality is a bound that equals the objective
  if (routes.status === 'optimal' && (routes.bound === null || differ(routes.bound, routes.objective)))
    found.push(violation('arithmetic', [], '已证明最优但下界不等于目标值'))
  return found
}
