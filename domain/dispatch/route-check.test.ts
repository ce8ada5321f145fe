// The checker finds what is wrong with a day's routes: one sound day, bent in every way a rule forbids.
import { describe, expect, it } from 'vitest'
import type { Route, RoutedStop, RouteProblem, Routes } from './route.ts'
import { checkRoutes } from './route-check.ts'
import { routeReason } from './route-rules.ts'

const problem: RouteProblem = {
  version: 1,
  seed: 1,
  iterations: 0,
  timeLimitSeconds: 1,
  travel: {
    by: 'matrix',
    minutes: [
      [0, 20, 30],
      [20, 0, 15],
      [30, 15, 0],
    ],
    km: null,
    kmPerHour: 60,
  },
  costs: { perKm: 1, perMinute: 0.5, perVehicle: 10, missed: 500 },
  vehicles: [
    {
      id: 'v',
      name: '一组',
      start: 0,
      end: null,
      shift: { from: '08:00', to: '12:00' },
      capacity: 3,
      maxMinutes: 200,
    },
  ],
  stops: [
    {
      id: 'a',
      name: '甲村',
      at: 1,
      serviceMinutes: 30,
      windows: [{ from: '09:00', to: '10:00' }],
      load: 2,
      prize: null,
    },
    { id: 'b', name: '乙村', at: 2, serviceMinutes: 30, windows: [], load: 1, prize: 40 },
    { id: 'c', name: '丙村', at: 2, serviceMinutes: 30, windows: [], load: 1, prize: 40 },
  ],
}
const first: RoutedStop = {
  stop: 'a',
  arrive: '09:00',
  begin: '09:00',
  leave: '09:30',
  km: 20,
  minutes: 20,
}
const second: RoutedStop = {
  stop: 'b',
  arrive: '09:45',
  begin: '09:45',
  leave: '10:15',
  km: 15,
  minutes: 15,
}
const route: Route = {
  vehicle: 'v',
  leave: '08:40',
  stops: [first, second],
  return: '10:45',
  km: 65,
  minutes: 65,
  load: 3,
  cost: 107.5,
}
const sound: Routes = {
  version: 1,
  status: 'feasible',
  objective: 147.5,
  bound: null,
  iterations: 0,
  timeLimit: false,
  seconds: 0,
  routes: [route],
  unserved: [{ stop: 'c', lost: 40, extraCost: null, reasons: [routeReason('capacity', 'v')] }],
  summary: { visited: 2, stops: 3, km: 65, minutes: 65, travelCost: 107.5, lost: 40 },
}

const withRoute = (given: Partial<Route>): Routes => ({ ...sound, routes: [{ ...route, ...given }] })
const withFirst = (given: Partial<RoutedStop>): Routes =>
  withRoute({ stops: [{ ...first, ...given }, second] })
const [vehicle] = problem.vehicles
const withVehicle = (given: object): RouteProblem => ({
  ...problem,
  vehicles: [{ ...(vehicle as RouteProblem['vehicles'][number]), ...given }],
})

describe('checkRoutes', () => {
  it('finds nothing in sound routes', () => {
    expect(checkRoutes(problem, sound)).toEqual([])
    expect(checkRoutes(problem, { ...sound, status: 'optimal', bound: 147.5 })).toEqual([])
  })
  it.each<[string, string, Routes]>([
    ['an arrival that does not add up', 'arithmetic', withFirst({ arrive: '08:59' })],
    ['work before the arrival', 'arithmetic', withFirst({ begin: '08:59' })],
    ['work cut short', 'arithmetic', withFirst({ leave: '09:29' })],
    ['a shortened road', 'arithmetic', withFirst({ km: 19 })],
    ['a shortened drive', 'arithmetic', withFirst({ minutes: 19 })],
    ['a return that does not add up', 'arithmetic', withRoute({ return: '10:44' })],
    ['kilometres that do not add up', 'arithmetic', withRoute({ km: 64 })],
    ['minutes that do not add up', 'arithmetic', withRoute({ minutes: 64 })],
    ['points that do not add up', 'arithmetic', withRoute({ cost: 100 })],
    ['a load that does not add up', 'arithmetic', withRoute({ load: 2 })],
    ['an objective of its own', 'arithmetic', { ...sound, objective: 140 }],
    ['a proof without a bound', 'arithmetic', { ...sound, status: 'optimal' }],
    ['a summary of its own', 'arithmetic', { ...sound, summary: { ...sound.summary, visited: 3 } }],
    ['a stop nobody asked for', 'unknown-reference', withFirst({ stop: 'z' })],
    ['an unknown vehicle', 'unknown-reference', withRoute({ vehicle: 'w' })],
    ['a stop twice', 'visited-twice', withRoute({ stops: [first, { ...second, stop: 'a' }] })],
    ['a stop both visited and left out', 'visited-twice', withFirst({ stop: 'c' })],
    ['a stop left out silently', 'left-out-silently', { ...sound, unserved: [] }],
    [
      'a stop left out for no reason',
      'left-out-silently',
      { ...sound, unserved: [{ stop: 'c', lost: 40, extraCost: null, reasons: [] }] },
    ],
    ['a vehicle on two routes', 'vehicle-twice', { ...sound, routes: [route, { ...route, stops: [] }] }],
  ])('finds %s', (_, rule, bent) => {
    expect(checkRoutes(problem, bent).map((found) => found.rule)).toContain(rule)
  })
  it.each([
    ['leaving before the shift', 'shift', { shift: { from: '08:41', to: '12:00' } }],
    ['coming back after it', 'shift', { shift: { from: '08:00', to: '10:44' } }],
    ['staying away too long', 'max-minutes', { maxMinutes: 124 }],
    ['carrying too much', 'capacity', { capacity: 2 }],
  ])('finds %s', (_, rule, given) => {
    expect(checkRoutes(withVehicle(given), sound).map((found) => found.rule)).toEqual([rule])
  })
  it('finds work outside every window, with the clause', () => {
    const windows = [
      { from: '08:00', to: '08:59' },
      { from: '09:01', to: '12:00' },
    ]
    const stops = problem.stops.map((stop) => (stop.id === 'a' ? { ...stop, windows } : stop))
    expect(checkRoutes({ ...problem, stops }, sound)).toMatchObject([
      { rule: 'time-window', clause: 'HOM-2', who: ['v', 'a'] },
    ])
  })
})
