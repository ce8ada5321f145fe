// The problem file of `bin/xunzhen rounds` and the plan it answers with, as schemas; fields left out take the
// defaults named here. docs/rounds-problem.schema.json and docs/rounds.schema.json are made from them.
import { z } from 'zod'
import { DEFAULT_ROUND_WEIGHTS, type RoundsProblem, type RoundTerm } from '../domain/dispatch/rounds.ts'
import { roundsProblemFaults, roundsProblemSays } from '../domain/dispatch/rounds-refusals.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { publishedSchema, shapeFaults } from './problem-file.ts'

const id = z.string().min(1)
const quarter = z.string().regex(/^\d{4}-Q[1-4]$/, 'a quarter is written YYYY-Qn')
const date = z.iso.date()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written HH:MM')
const points = z.number().min(0).max(1_000_000)
const count = z.int().min(0)
const at = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .nullable()
  .default(null)

const eachTerm = <S extends z.ZodType>(make: (term: RoundTerm) => S) =>
  Object.fromEntries(
    (Object.keys(DEFAULT_ROUND_WEIGHTS) as RoundTerm[]).map((term) => [term, make(term)]),
  ) as Record<RoundTerm, S>

const village = z.strictObject({
  id,
  name: z.string().default(''),
  township: id,
  remoteKm: z.number().min(0).max(1000).nullable().default(null),
  remoteLevel: z.int().min(0).max(3).nullable().default(null),
  need: z
    .strictObject({
      weight: z.number().min(0).max(1_000_000).default(1),
      specialties: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  lastVisit: date.nullable().default(null),
  reachableMonths: z.array(z.int().min(1).max(12)).default([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  closedQuarters: z.array(quarter).default([]),
  at,
})

const team = z.strictObject({
  id,
  name: z.string().default(''),
  hospital: z.string().default(''),
  base: at,
  villagesPerQuarter: z
    .strictObject({ min: z.int().min(0).max(50).default(1), max: z.int().min(1).max(50).default(1) })
    .prefault({}),
  specialties: z.array(z.string().min(1)).default([]),
  townships: z.array(id).nullable().default(null),
  closedQuarters: z.array(quarter).default([]),
})

/** A problem of mobile rounds as written in a file; the meaning is in docs/routes.md. */
const roundsProblemSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  timeLimitSeconds: z.number().positive().max(86_400).default(30),
  quarters: z.array(quarter).max(12),
  villages: z.array(village).max(400),
  teams: z.array(team).max(50),
  exceptions: z.array(z.strictObject({ village: id, quarter, reason: z.string().min(1) })).default([]),
  rules: z
    .strictObject({
      turnBegan: date.nullable().default(null),
      remoteKmAtLeast: z.number().min(0).nullable().default(null),
      kmPerLevel: z.number().positive().default(20),
      longAgoMonths: z.int().min(1).max(240).default(24),
      weights: z.strictObject(eachTerm((term) => points.default(DEFAULT_ROUND_WEIGHTS[term]))).prefault({}),
      day: z
        .strictObject({
          from: time.default('08:00'),
          to: time.default('18:00'),
          minutesAtVillage: z.int().min(0).max(600).default(180),
          kmPerHour: z.number().positive().max(200).default(40),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
})

/** Rounds as `bin/xunzhen rounds` writes them. */
export const roundsSchema = z.strictObject({
  version: z.literal(1),
  status: z.enum(['optimal', 'timeLimit']),
  objective: z.number(),
  bound: z.number(),
  gap: z.number(),
  seconds: z.number(),
  choices: z.array(
    z.strictObject({
      team: id,
      quarter,
      village: id,
      exception: z.string().nullable(),
      reasons: z.array(z.strictObject({ code: z.string(), text: z.string(), cost: z.number() })),
      alternatives: z.array(
        z.strictObject({ village: id, extraCost: z.number().nullable(), rule: z.string().optional() }),
      ),
    }),
  ),
  unmet: z.array(
    z.strictObject({
      team: id,
      quarter,
      missing: count,
      conflicts: z.array(
        z.strictObject({ rule: z.string(), clause: z.string(), who: z.array(id), text: z.string() }),
      ),
    }),
  ),
  days: z.array(
    z.strictObject({
      team: id,
      quarter,
      leave: time,
      stops: z.array(z.strictObject({ village: id, arrive: time, leave: time })),
      return: time,
      km: z.number(),
    }),
  ),
  summary: z.strictObject({
    cost: z.strictObject({ total: z.number(), terms: z.strictObject(eachTerm(() => z.number())) }),
    villages: count,
    visited: count,
    townships: z.array(z.strictObject({ township: id, rounds: count })),
  }),
})

type ReadRoundsProblem = { problem: RoundsProblem } | { problem: null; problems: Problem[] }

/** Reads a problem of mobile rounds, or says everything that is wrong with it. */
export function parseRoundsProblem(value: unknown): ReadRoundsProblem {
  const parsed = roundsProblemSchema.safeParse(value)
  if (!parsed.success)
    return {
      problem: null,
      problems: shapeFaults(parsed.error, {
        unknownKey: (values, place) => roundsProblemSays('rounds-unknown-key', values, place),
        invalidValue: (values, place) => roundsProblemSays('rounds-invalid-value', values, place),
      }),
    }
  const problem: RoundsProblem = parsed.data
  const faults = roundsProblemFaults(problem)
  return faults.length > 0 ? { problem: null, problems: faults } : { problem }
}

/** The JSON Schemas published in docs/, by file name. */
export function roundsSchemas(): Record<'rounds-problem.schema.json' | 'rounds.schema.json', object> {
  return {
    'rounds-problem.schema.json': publishedSchema(roundsProblemSchema, 'Xunzhen mobile rounds problem'),
    'rounds.schema.json': publishedSchema(roundsSchema, 'Xunzhen mobile rounds'),
  }
}
