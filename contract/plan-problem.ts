// The problem file of `bin/xunzhen plan` and the plan it answers with, as schemas; fields left out take
// the defaults named here. docs/plan-problem.schema.json and docs/plan.schema.json are made from them.
import { z } from 'zod'
import {
  DEFAULT_WEIGHTS,
  LADDER,
  OWNERSHIPS,
  type PlanProblem,
  ruledProblem,
  TITLES,
} from '../domain/dispatch/plan.ts'
import { planProblemFaults, planProblemSays } from '../domain/dispatch/plan-refusals.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { publishedSchema, shapeFaults } from './problem-file.ts'

const id = z.string().min(1)
const date = z.iso.date()
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is written YYYY-MM')
const weekday = z.int().min(1).max(7)
const count = z.int().min(0)
const points = z.number().min(0).max(1_000_000)
const at = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .nullable()
  .default(null)

const weights = z.strictObject({
  uncovered: points.default(DEFAULT_WEIGHTS.uncovered),
  yearShort: points.default(DEFAULT_WEIGHTS.yearShort),
  quota: points.default(DEFAULT_WEIGHTS.quota),
  mismatch: points.nullable().default(DEFAULT_WEIGHTS.mismatch),
  specialty: points.default(DEFAULT_WEIGHTS.specialty),
  needUnserved: points.default(DEFAULT_WEIGHTS.needUnserved),
  title: points.default(DEFAULT_WEIGHTS.title),
  distance: points.default(DEFAULT_WEIGHTS.distance),
  setup: points.default(DEFAULT_WEIGHTS.setup),
  continuity: points.default(DEFAULT_WEIGHTS.continuity),
  fairness: points.default(DEFAULT_WEIGHTS.fairness),
  hospitalBand: points.default(DEFAULT_WEIGHTS.hospitalBand),
  weekday: points.default(DEFAULT_WEIGHTS.weekday),
  ordinal: points.default(DEFAULT_WEIGHTS.ordinal),
  market: points.default(DEFAULT_WEIGHTS.market),
  makeUp: points.default(DEFAULT_WEIGHTS.makeUp),
  spacing: points.default(DEFAULT_WEIGHTS.spacing),
})

const unit = z.strictObject({
  id,
  name: z.string(),
  region: z.string().default(''),
  needs: z.array(z.strictObject({ specialty: id, weight: z.number().positive().default(1) })).default([]),
  daysPerMonth: z.strictObject({ min: count, max: count }),
  closedDates: z.array(date).default([]),
  preferred: z
    .strictObject({ weekday, ordinal: z.int().min(1).max(5) })
    .nullable()
    .default(null),
  marketDays: z.array(z.union([weekday, date])).default([]),
  at,
  exchange: z
    .strictObject({
      staff: z.array(z.strictObject({ id, specialty: id, unavailableMonths: z.array(month).default([]) })),
    })
    .nullable()
    .optional(),
})

const doctor = z.strictObject({
  id,
  hospital: id,
  specialty: id,
  title: z.enum(TITLES),
  maxDaysPerMonth: z.int().min(0).max(31),
  minDaysPerYear: z.int().min(0).max(366).nullable().default(null),
  unavailable: z.array(date).default([]),
  ownClinicWeekdays: z.array(weekday).default([]),
  at,
})

/** A planning problem as written in a file or sent by the server; the meaning is in docs/planner.md. */
const planProblemSchema = z.strictObject({
  version: z.literal(1),
  months: z.array(month),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  timeLimitSeconds: z.number().positive().max(86_400).default(30),
  calendar: z.strictObject({ holidays: z.array(date), makeUpWorkdays: z.array(date).default([]) }),
  specialties: z.array(
    z.strictObject({
      id,
      name: z.string().min(1),
      parent: id.nullable().default(null),
      aliases: z.array(z.string().min(1)).default([]),
    }),
  ),
  hospitals: z.array(
    z.strictObject({
      id,
      name: z.string(),
      ownership: z.enum(OWNERSHIPS),
      shareAtLeast: z.number().min(0).max(1).nullable().default(null),
      region: z.string().optional(),
    }),
  ),
  units: z.array(unit),
  doctors: z.array(doctor),
  locks: z
    .array(z.strictObject({ doctor: id, unit: id, month: month.optional(), date: date.optional() }))
    .default([]),
  previous: z
    .array(z.strictObject({ doctor: id, unit: id, month, dates: z.array(date).default([]) }))
    .default([]),
  rules: z.strictObject({
    titleFloor: z.enum(LADDER).nullable(),
    homeVisitHalfDaysPerMonth: count.default(0),
    maxUnitsPerDoctor: z.int().min(1).default(1),
    maxDoctorsPerUnit: z.int().min(1).default(1),
    minDaysPerDoctorAtUnit: z.int().min(1).default(1),
    rotation: z.enum(['fixed', 'monthly']).default('monthly'),
    presence: z.enum(['days', 'resident']).optional(),
    team: z.literal('hospital').nullable().optional(),
    weights: weights.prefault({}),
  }),
})

const reason = z.strictObject({ code: z.string(), text: z.string(), cost: z.number() })
const conflicts = z.array(
  z.strictObject({ rule: z.string(), clause: z.string(), who: z.array(id), text: z.string() }),
)
const terms = z.strictObject(
  Object.fromEntries(Object.keys(DEFAULT_WEIGHTS).map((term) => [term, z.number()])) as Record<
    keyof typeof DEFAULT_WEIGHTS,
    z.ZodNumber
  >,
)

const summary = z.strictObject({
  cost: z.strictObject({ total: z.number(), terms }),
  coverage: z.array(z.strictObject({ month, units: count, covered: count, share: z.number() })),
  fairness: z.strictObject({
    doctors: z.strictObject({ min: z.number(), max: z.number(), mean: z.number(), idle: count }),
    hospitals: z.array(z.strictObject({ hospital: id, days: count, share: z.number() })),
    quotas: z.array(
      z.strictObject({
        ownership: z.enum(OWNERSHIPS),
        required: z.number(),
        share: z.number(),
        met: z.boolean(),
      }),
    ),
  }),
  travel: z.strictObject({ roundTripKm: z.number(), dutiesWithoutPosition: count }),
  drift: z.strictObject({
    duties: count,
    offWeekday: count,
    offOrdinal: count,
    units: z.array(
      z.strictObject({
        unit: id,
        weekday,
        ordinal: z.int().nullable(),
        source: z.string(),
        kept: count,
        of: count,
      }),
    ),
  }),
  homeVisitHalfDays: count,
})

/** A plan as `bin/xunzhen plan` writes it. */
export const planSchema = z.strictObject({
  version: z.literal(1),
  status: z.enum(['optimal', 'feasible', 'infeasible', 'timeLimit']),
  objective: z.number(),
  bound: z.number(),
  gap: z.number(),
  seconds: z.number(),
  duties: z.array(
    z.strictObject({
      doctor: id,
      unit: id,
      date,
      half: z.enum(['day', 'am', 'pm']),
      homeVisit: z.enum(['am', 'pm']).nullable(),
      reasons: z.array(reason),
      alternatives: z.array(
        z.strictObject({
          doctor: id,
          extraCost: z.number().nullable(),
          by: z.enum(['replace', 'exchange']).optional(),
          rule: z.string().optional(),
        }),
      ),
    }),
  ),
  uncovered: z.array(
    z.strictObject({
      unit: id,
      month,
      missing: count,
      conflicts,
      remedy: z
        .strictObject({ duties: z.array(z.strictObject({ doctor: id, unit: id, date })), conflicts })
        .nullable()
        .optional(),
    }),
  ),
  shortfalls: z.array(
    z.strictObject({ doctor: id, year: z.int(), required: count, planned: count, conflicts }),
  ),
  mismatches: z.array(
    z.strictObject({
      unit: id,
      doctor: id,
      months: z.array(month),
      need: z.string(),
      have: z.string(),
      text: z.string(),
    }),
  ),
  exchanges: z.array(z.strictObject({ unit: id, month, doctor: id, staff: id, hospital: id })),
  summary,
})

export type ParsedPlanProblem =
  | { problem: PlanProblem; warnings: Problem[] }
  | { problem: null; problems: Problem[] }

/** Reads a problem from parsed JSON: sound with its defaults filled in, or all that is wrong with it. */
export function parsePlanProblem(value: unknown): ParsedPlanProblem {
  const parsed = planProblemSchema.safeParse(value)
  if (!parsed.success)
    return {
      problem: null,
      problems: shapeFaults(
        parsed.error,
        {
          unknownKey: (values, place) => planProblemSays('plan-unknown-key', values, place),
          invalidValue: (values, place) => planProblemSays('plan-invalid-value', values, place),
        },
        '/',
      ),
    }
  const problem: PlanProblem = ruledProblem(parsed.data)
  const faults = planProblemFaults(problem)
  const refused = faults.filter(({ severity }) => severity === 'error')
  return refused.length > 0 ? { problem: null, problems: refused } : { problem, warnings: faults }
}

/** The JSON Schemas published in docs/, by file name. */
export function planSchemas(): Record<'plan-problem.schema.json' | 'plan.schema.json', object> {
  return {
    'plan-problem.schema.json': publishedSchema(planProblemSchema, 'Xunzhen planning problem'),
    'plan.schema.json': publishedSchema(planSchema, 'Xunzhen plan'),
  }
}
