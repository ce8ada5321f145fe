// The problem file of `bin/xunzhen routes` and the routes it answers with, as schemas; fields left out take
// the defaults named here. docs/route-problem.schema.json and docs/routes.schema.json are made from them.
import { z } from 'zod'
import type { RouteProblem } from '../domain/dispatch/route.ts'
import { routeProblemFaults, routeProblemSays } from '../domain/dispatch/route-refusals.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { publishedSchema, shapeFaults } from './problem-file.ts'

const id = z.string().min(1)
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time is written HH:MM')
const window = z.strictObject({ from: time, to: time })
const points = z.number().min(0).max(1_000_000)
const row = z.int().min(0)
const position = z.union([z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]), row])
const matrix = z.array(z.array(z.number().min(0).max(100_000)).max(1_500)).max(1_500)
const kmPerHour = z.number().positive().max(200).default(40)

const travel = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('greatCircle'),
    roadFactor: z.number().min(1).max(10).default(1.35),
    kmPerHour,
  }),
  z.strictObject({
    by: z.literal('matrix'),
    minutes: matrix.nullable().default(null),
    km: matrix.nullable().default(null),
    kmPerHour,
  }),
])

const vehicle = z.strictObject({
  id,
  name: z.string().default(''),
  start: position,
  end: position.nullable().default(null),
  shift: window,
  capacity: z.number().min(0).nullable().default(null),
  maxMinutes: z.int().min(0).max(1440).nullable().default(null),
})

const stop = z.strictObject({
  id,
  name: z.string().default(''),
  at: position,
  serviceMinutes: z.int().min(0).max(1440).default(0),
  windows: z.array(window).max(20).default([]),
  load: z.number().min(0).max(1_000_000).default(0),
  prize: points.nullable().default(null),
})

/** A route problem as written in a file; the meaning is in docs/routes.md. */
const routeProblemSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  iterations: z.int().min(0).max(100_000_000).default(20_000),
  timeLimitSeconds: z.number().positive().max(86_400).default(30),
  travel: travel.default({ by: 'greatCircle', roadFactor: 1.35, kmPerHour: 40 }),
  costs: z
    .strictObject({
      perKm: points.default(1),
      perMinute: points.default(0),
      perVehicle: points.default(0),
      missed: points.default(20_000),
    })
    .prefault({}),
  vehicles: z.array(vehicle).max(500),
  stops: z.array(stop).max(1_000),
})

const reason = z.strictObject({
  rule: z.string(),
  clause: z.string().nullable(),
  text: z.string(),
  vehicle: id.nullable(),
})

/** Routes as `bin/xunzhen routes` writes them. */
export const routesSchema = z.strictObject({
  version: z.literal(1),
  status: z.enum(['optimal', 'feasible']),
  objective: z.number(),
  bound: z.number().nullable(),
  iterations: z.int(),
  timeLimit: z.boolean(),
  seconds: z.number(),
  routes: z.array(
    z.strictObject({
      vehicle: id,
      leave: time,
      stops: z.array(
        z.strictObject({
          stop: id,
          arrive: time,
          begin: time,
          leave: time,
          km: z.number(),
          minutes: z.int(),
        }),
      ),
      return: time,
      km: z.number(),
      minutes: z.int(),
      load: z.number(),
      cost: z.number(),
    }),
  ),
  unserved: z.array(
    z.strictObject({
      stop: id,
      lost: z.number(),
      extraCost: z.number().nullable(),
      reasons: z.array(reason),
    }),
  ),
  summary: z.strictObject({
    visited: z.int(),
    stops: z.int(),
    km: z.number(),
    minutes: z.int(),
    travelCost: z.number(),
    lost: z.number(),
  }),
})

type ReadRouteProblem = { problem: RouteProblem } | { problem: null; problems: Problem[] }

/** Reads a route problem, or says everything that is wrong with it. */
export function parseRouteProblem(value: unknown): ReadRouteProblem {
  const parsed = routeProblemSchema.safeParse(value)
  if (!parsed.success)
    return {
      problem: null,
      problems: shapeFaults(parsed.error, {
        unknownKey: (values, place) => routeProblemSays('routes-unknown-key', values, place),
        invalidValue: (values, place) => routeProblemSays('routes-invalid-value', values, place),
      }),
    }
  const problem: RouteProblem = parsed.data
  const faults = routeProblemFaults(problem)
  return faults.length > 0 ? { problem: null, problems: faults } : { problem }
}

/** The JSON Schemas published in docs/, by file name. */
export function routeSchemas(): Record<'route-problem.schema.json' | 'routes.schema.json', object> {
  return {
    'route-problem.schema.json': publishedSchema(routeProblemSchema, 'Xunzhen route problem'),
    'routes.schema.json': publishedSchema(routesSchema, 'Xunzhen day routes'),
  }
}
