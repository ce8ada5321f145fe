// Whatever the problem, the routes keep every rule; few stops are proven against counting all ways there are;
// the search never beats a proof and mostly meets it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRouteProblem } from '../../contract/route-problem.ts'
import { minutesOf, type RouteProblem, type RouteStop } from '../../domain/dispatch/route.ts'
import { checkRoutes } from '../../domain/dispatch/route-check.ts'
import { endOf, lostWithout, roadBetween, roadCost } from '../../domain/dispatch/route-travel.ts'
import { proveOne } from './exact.ts'
import { networkOf } from './network.ts'
import { searchRoutes } from './search.ts'
import { solveRoutes } from './solve-routes.ts'

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const window = (from: number, to: number, shortest: number) =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: shortest, max: 240 }))
    .map(([start, length]) => ({ from: time(start), to: time(Math.min(1439, start + length)) }))

type Sizes = { vehicles: number; stops: number; windows: number }

/** Matrices that know no triangle inequality, nor each other: detours can be shorter, short ways slow. */
const problemOf = (sizes: Sizes): fc.Arbitrary<RouteProblem> =>
  fc
    .tuple(fc.integer({ min: 1, max: sizes.vehicles }), fc.integer({ min: 1, max: sizes.stops }))
    .chain(([vehicles, stops]) => {
      const places = stops + 2
      const row = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: places, maxLength: places })
      return fc.record({
        version: fc.constant(1 as const),
        seed: fc.integer({ min: 0, max: 1000 }),
        iterations: fc.constant(150),
        timeLimitSeconds: fc.constant(60),
        travel: fc.record({
          by: fc.constant('matrix' as const),
          minutes: fc.array(row, { minLength: places, maxLength: places }),
          km: fc.oneof(fc.constant(null), fc.array(row, { minLength: places, maxLength: places })),
          kmPerHour: fc.constantFrom(30, 60),
        }),
        costs: fc.record({
          perKm: fc.constantFrom(0.5, 1),
          perMinute: fc.constantFrom(0, 0.3),
          perVehicle: fc.constantFrom(0, 25),
          missed: fc.constant(5000),
        }),
        vehicles: fc.tuple(
          ...Array.from({ length: vehicles }, (_, k) =>
            fc.record({
              id: fc.constant(`v${k}`),
              name: fc.constant(''),
              start: fc.constant(stops),
              end: fc.constantFrom(null, stops + 1),
              shift: window(420, 600, 200),
              capacity: fc.option(fc.integer({ min: 2, max: 8 })),
              maxMinutes: fc.option(fc.integer({ min: 90, max: 400 })),
            }),
          ),
        ),
        stops: fc.tuple(
          ...Array.from({ length: stops }, (_, k) =>
            fc.record({
              id: fc.constant(`s${k}`),
              name: fc.constant(''),
              at: fc.constant(k),
              serviceMinutes: fc.integer({ min: 0, max: 60 }),
              windows: fc.array(window(420, 900, 0), { maxLength: sizes.windows }),
              load: fc.integer({ min: 0, max: 4 }),
              prize: fc.option(fc.integer({ min: 0, max: 150 })),
            }),
          ),
        ),
      })
    })

/** Points of one vehicle's route leaving at a minute of the day; null when it breaks a rule. Plain counting. */
function priced(problem: RouteProblem, order: readonly RouteStop[], leave: number): number | null {
  const vehicle = problem.vehicles[0] as RouteProblem['vehicles'][number]
  let clock = leave
  let place = vehicle.start
  let cost = problem.costs.perVehicle
  for (const stop of order) {
    const road = roadBetween(problem, place, stop.at)
    clock += road.minutes
    const free = stop.windows.filter(({ to }) => minutesOf(to) >= clock).map(({ from }) => minutesOf(from))
    if (stop.windows.length > 0) clock = Math.max(clock, Math.min(...free))
    clock += stop.serviceMinutes
    cost += roadCost(problem, road)
    place = stop.at
  }
  const home = roadBetween(problem, place, endOf(vehicle))
  const late = clock + home.minutes > minutesOf(vehicle.shift.to)
  const long = vehicle.maxMinutes !== null && clock + home.minutes - leave > vehicle.maxMinutes
  const load = order.reduce((sum, stop) => sum + stop.load, 0)
  const heavy = vehicle.capacity !== null && load > vehicle.capacity
  return late || long || heavy || !Number.isFinite(clock) ? null : cost + roadCost(problem, home)
}

/** The least points of all orders of all choices of stops, of all minutes of leaving. */
function cheapestOfAll(problem: RouteProblem): number {
  const { shift, maxMinutes } = problem.vehicles[0] as RouteProblem['vehicles'][number]
  const lost = (left: RouteStop[]) => left.reduce((sum, stop) => sum + lostWithout(problem, stop), 0)
  let best = lost(problem.stops)
  const last = maxMinutes === null ? minutesOf(shift.from) : minutesOf(shift.to)
  const go = (order: RouteStop[], left: RouteStop[]) => {
    for (let leave = minutesOf(shift.from); order.length > 0 && leave <= last; leave++) {
      const cost = priced(problem, order, leave)
      if (cost === null) continue
      best = Math.min(best, cost + lost(left))
      break
    }
    for (const stop of left)
      go(
        [...order, stop],
        left.filter((other) => other !== stop),
      )
  }
  go([], problem.stops)
  return best
}

describe('day routes', () => {
  it('break no rule, and name every stop left out', () => {
    const limits: number[] = []
    fc.assert(
      fc.property(problemOf({ vehicles: 3, stops: 14, windows: 3 }), (problem) => {
        expect(parseRouteProblem(problem)).toEqual({ problem })
        const routes = solveRoutes(problem)
        expect(checkRoutes(problem, routes)).toEqual([])
        limits.push(routes.summary.visited)
        for (const { reasons, extraCost, lost } of routes.unserved) {
          expect(reasons.length).toBeGreaterThan(0)
          // a proof leaves nothing out that pays
          if (routes.status === 'optimal' && extraCost !== null)
            expect(extraCost).toBeGreaterThanOrEqual(lost - 1e-6)
        }
      }),
      { numRuns: 400, seed: 20241101 },
    )
    // the problems are not all impossible
    expect(limits.filter((visited) => visited > 3).length).toBeGreaterThan(100)
  })

  it('of one vehicle and few stops cost what the cheapest of all ways costs', () => {
    let proven = 0
    fc.assert(
      fc.property(problemOf({ vehicles: 1, stops: 4, windows: 2 }), (problem) => {
        const routes = solveRoutes(problem)
        const cheapest = cheapestOfAll(problem)
        if (routes.status === 'optimal') {
          proven++
          expect(routes.objective).toBeCloseTo(cheapest, 5)
        } else expect(routes.objective).toBeGreaterThanOrEqual(cheapest - 1e-6)
      }),
      { numRuns: 300, seed: 20241102 },
    )
    expect(proven).toBeGreaterThan(270)
  })

  it('found by the search are never below the proof, and mostly equal to it', () => {
    let met = 0
    const runs = 120
    fc.assert(
      fc.property(problemOf({ vehicles: 1, stops: 10, windows: 2 }), (problem) => {
        const network = networkOf(problem)
        const proof = proveOne(network)
        if (!proof) return
        const { cost } = searchRoutes(network, { seed: problem.seed, iterations: 1000, seconds: 60 })
        expect(cost).toBeGreaterThanOrEqual(proof.cost - 1e-6)
        if (cost <= proof.cost + 1e-6) met++
      }),
      { numRuns: runs, seed: 20241103 },
    )
    expect(met / runs).toBeGreaterThan(0.9)
  })

  it('are the same for the same problem', () => {
    fc.assert(
      fc.property(problemOf({ vehicles: 3, stops: 16, windows: 1 }), (problem) => {
        const again = { ...solveRoutes(problem), seconds: 0 }
        expect({ ...solveRoutes(structuredClone(problem)), seconds: 0 }).toEqual(again)
      }),
      { numRuns: 40, seed: 20241104 },
    )
  })
})

const base: RouteProblem = {
  version: 1,
  seed: 1,
  iterations: 500,
  timeLimitSeconds: 30,
  travel: { by: 'greatCircle', roadFactor: 1.35, kmPerHour: 40 },
  costs: { perKm: 1, perMinute: 0, perVehicle: 0, missed: 20_000 },
  vehicles: [
    {
      id: 'team',
      name: '一组',
      start: [117, 24.7],
      end: null,
      shift: { from: '08:00', to: '17:30' },
      capacity: 10,
      maxMinutes: 480,
    },
  ],
  stops: [],
}
const stop = (id: string, given: Partial<RouteStop> = {}): RouteStop => ({
  id,
  name: id,
  at: [117.1, 24.75],
  serviceMinutes: 60,
  windows: [],
  load: 1,
  prize: null,
  ...given,
})

describe('a stop left out', () => {
  it.each([
    ['time-window', stop('x', { windows: [{ from: '07:00', to: '08:05' }] })],
    ['shift', stop('x', { windows: [{ from: '17:10', to: '17:20' }] })],
    ['max-minutes', stop('x', { serviceMinutes: 470 })],
    ['capacity', stop('x', { load: 11 })],
    ['too-dear', stop('x', { prize: 3 })],
  ])('names %s', (rule, left) => {
    const routes = solveRoutes({ ...base, stops: [stop('y', { at: [117.01, 24.7] }), left] })
    expect(routes.unserved.map(({ stop: id, reasons }) => [id, reasons.map((one) => one.rule)])).toEqual([
      ['x', [rule]],
    ])
    expect(routes.routes[0]?.stops.map((one) => one.stop)).toEqual(['y'])
  })
  it('names the full day when it could be reached alone', () => {
    const windows = [{ from: '08:30', to: '09:00' }]
    const far = { windows, serviceMinutes: 300 }
    const routes = solveRoutes({ ...base, stops: [stop('a', far), stop('b', { ...far, prize: 100 })] })
    expect(routes.unserved).toMatchObject([
      { stop: 'b', lost: 100, extraCost: null, reasons: [{ rule: 'day-full' }] },
    ])
  })
  it('keeps the mandatory one when only one fits', () => {
    const stops = [stop('a', { serviceMinutes: 300, prize: 9999 }), stop('b', { serviceMinutes: 300 })]
    expect(solveRoutes({ ...base, stops }).routes[0]?.stops.map((one) => one.stop)).toEqual(['b'])
  })
})

describe('the timetable', () => {
  it('leaves late rather than waiting on the road', () => {
    const stops = [stop('a', { windows: [{ from: '14:00', to: '15:00' }] })]
    const [route] = solveRoutes({ ...base, stops }).routes
    expect(route?.stops[0]).toMatchObject({ arrive: '14:00', begin: '14:00', leave: '15:00' })
  })
  it('says when the time limit ended the search', () => {
    const stops = Array.from({ length: 20 }, (_, k) => stop(`s${k}`, { at: [117 + k / 100, 24.8] }))
    const problem = { ...base, stops, iterations: 10_000_000, timeLimitSeconds: 0.05 }
    const routes = solveRoutes(problem)
    expect(routes).toMatchObject({ status: 'feasible', bound: null, timeLimit: true })
    expect(checkRoutes(problem, routes)).toEqual([])
  })
})
