// dispatch: planning runs and trials, comparing two plans, taking a trial over.
import { z } from 'zod'
import { LADDER } from '../domain/dispatch/plan.ts'
import { TRIED_WEIGHTS } from '../domain/dispatch/what-if.ts'
import { inRegion } from './dispatch.ts'
import { endpoint, id, isoMonth, regionId } from './endpoint.ts'

const days = z.number().int().min(0).max(31)
/** What a trial may change (domain/dispatch/what-if.ts); nothing of it is saved with the programme. */
const whatIfSchema = z.strictObject({
  unitDays: z
    .strictObject({ min: days, max: days })
    .refine(({ min, max }) => min <= max, 'min 不能大于 max')
    .optional(),
  doctorDays: days.optional(),
  maxUnitsPerDoctor: z.number().int().min(1).max(31).optional(),
  maxDoctorsPerUnit: z.number().int().min(1).max(31).optional(),
  titleFloor: z.enum(LADDER).nullable().optional(),
  mismatch: z.enum(['allowed', 'forbidden']).optional(),
  municipalShare: z.number().min(0).max(1).nullable().optional(),
  without: z.array(id).max(500).optional(),
  weights: z.partialRecord(z.enum(TRIED_WEIGHTS), z.number().min(0).max(10)).optional(),
})

const headline = z.object({
  status: z.string(),
  objective: z.number(),
  gap: z.number(),
  seconds: z.number(),
  duties: z.number(),
  uncovered: z.number(),
  mismatches: z.number(),
})
const planningRunSchema = z.object({
  id: z.string(),
  kind: z.enum(['plan', 'trial']),
  months: z.array(z.string()),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: z.string(),
  error: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  adoptedAt: z.string().nullable(),
  /** What was asked for, in words. */
  wish: z.array(z.string()),
  headline: headline.nullable(),
})
export type PlanningRunView = z.output<typeof planningRunSchema>

export const startPlanning = endpoint({
  id: 'startPlanning',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/planning-runs',
  summary: '自动排班 plan months',
  params: z.object(inRegion),
  body: z.strictObject({
    months: z.array(isoMonth).min(1).max(12),
    rotation: z.enum(['fixed', 'monthly']).optional(),
    keepPostings: z.boolean().describe('true: the pairs of 附件2 are locked'),
    trial: z.boolean().default(false).describe('true: nothing is saved; the plan waits to be compared'),
    change: whatIfSchema.optional().describe('only with trial'),
  }),
  ok: planningRunSchema,
})
export const listPlanningRuns = endpoint({
  id: 'listPlanningRuns',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/planning-runs',
  summary: '排班与试算记录 planning runs and trials',
  params: z.object(inRegion),
  query: z.object({ month: isoMonth }),
  ok: z.object({ items: z.array(planningRunSchema) }),
})
export const getPlanningRun = endpoint({
  id: 'getPlanningRun',
  method: 'GET',
  path: '/api/regions/:regionId/planning-runs/:id',
  summary: '排班进度 progress of a planning run',
  params: z.object({ regionId, id }),
  ok: planningRunSchema,
})
export const cancelPlanning = endpoint({
  id: 'cancelPlanning',
  method: 'DELETE',
  path: '/api/regions/:regionId/planning-runs/:id',
  summary: '取消排班 cancel a planning run',
  params: z.object({ regionId, id }),
  ok: planningRunSchema,
})

const figures = z.object({
  label: z.string(),
  objective: z.number(),
  duties: z.number(),
  covered: z.number(),
  units: z.number(),
  mismatches: z.number(),
  kilometres: z.number().nullable(),
  fairness: z.object({ min: z.number(), max: z.number() }),
})
const sides = z.object({ before: z.array(z.string()), after: z.array(z.string()) })
/** What the plan itself has to say: how fair, how far, how true to the fixed times. */
const planSummarySchema = z.object({
  doctors: z.object({ min: z.number(), max: z.number(), mean: z.number(), idle: z.number() }),
  hospitals: z.array(z.object({ hospital: z.string(), days: z.number(), share: z.number() })),
  quotas: z.array(
    z.object({ ownership: z.string(), required: z.number(), share: z.number(), met: z.boolean() }),
  ),
  travel: z.object({ roundTripKm: z.number(), dutiesWithoutPosition: z.number() }),
  drift: z.object({ duties: z.number(), offWeekday: z.number(), offOrdinal: z.number() }),
  homeVisitHalfDays: z.number(),
  mismatches: z.array(z.string()),
})
export type PlanSummaryView = z.output<typeof planSummarySchema>
const comparisonSchema = z.object({
  summary: planSummarySchema,
  before: figures,
  after: figures,
  terms: z.array(
    z.object({ term: z.string(), before: z.number(), after: z.number(), difference: z.number() }),
  ),
  units: z.array(
    z.object({
      unitId: z.string(),
      unit: z.string(),
      months: z.array(z.object({ month: z.string(), doctors: sides, dates: sides })),
    }),
  ),
  unchangedUnits: z.number(),
  newlyUncovered: z.array(z.object({ unit: z.string(), month: z.string() })),
  newlyCovered: z.array(z.object({ unit: z.string(), month: z.string() })),
})
export type PlanComparison = z.output<typeof comparisonSchema>
export const comparePlanningRun = endpoint({
  id: 'comparePlanningRun',
  method: 'GET',
  path: '/api/regions/:regionId/planning-runs/:id/comparison',
  summary: '对比两个排班方案 compare two plans',
  params: z.object({ regionId, id }),
  query: z.object({ with: z.union([z.literal('roster'), id]).default('roster') }),
  ok: comparisonSchema,
})
export const adoptPlanningRun = endpoint({
  id: 'adoptPlanningRun',
  method: 'POST',
  path: '/api/regions/:regionId/planning-runs/:id/adoption',
  summary: '采用试算方案 take a trial over',
  params: z.object({ regionId, id }),
  ok: planningRunSchema,
})
