// surveys: whom a county asks, how they were drawn, and what they said (SVY-1 to SVY-4, PUB-8, R19).
import { z } from 'zod'
import { QUESTION_ROLES } from '../domain/programme/survey-rule.ts'
import { LEFT_OUT } from '../domain/surveys/frame.ts'
import { SURVEY_STATES } from '../domain/surveys/transitions.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

const programmeId = z.string().max(40)
const within = z.object({ regionId, programmeId })
const one = z.object({ regionId, id })
const ruleId = z.string().regex(/^[a-z0-9-]{1,60}$/)
const period = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
const sample = z.number().int().min(1).max(5000)

const questionnaireSchema = z.object({
  version: z.number(),
  opening: z.string(),
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      role: z.enum(QUESTION_ROLES),
      options: z.array(z.object({ id: z.string(), text: z.string(), counts: z.boolean().nullable() })),
      required: z.boolean(),
    }),
  ),
})

const tallySchema = z.object({
  drawn: z.number(),
  reserves: z.number(),
  reached: z.number(),
  completed: z.number(),
  refused: z.number(),
  unable: z.number(),
  wrongNumber: z.number(),
  noAnswer: z.number(),
  withdrawn: z.number(),
  open: z.number(),
})
const leftOutSchema = z.record(z.enum(LEFT_OUT), z.number())

const itemSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  ruleId: z.string(),
  name: z.string(),
  per: z.enum(['month', 'year']),
  period: z.string(),
  state: z.enum(SURVEY_STATES),
  round: z.number(),
  sample: z.number(),
  minimum: z.number().nullable(),
  counts: z.enum(['drawn', 'completed']),
  published: z.boolean(),
  frameSize: z.number(),
  tally: tallySchema,
})
export type SurveyItem = z.output<typeof itemSchema>

const intervalSchema = z.object({ low: z.number(), high: z.number() }).nullable()
const estimateSchema = z.object({
  yes: z.number(),
  of: z.number(),
  share: z.number().nullable(),
  interval: intervalSchema,
  finite: intervalSchema,
})
export type EstimateView = z.output<typeof estimateSchema>

const roundSchema = z.object({
  round: z.number(),
  reason: z.string(),
  frameHash: z.string(),
  frameSize: z.number(),
  leftOut: leftOutSchema,
  frozenBy: z.string(),
  frozenAt: z.string(),
  seed: z.string().nullable(),
  seededBy: z.string().nullable(),
  seededAt: z.string().nullable(),
  shares: z
    .array(z.object({ unit: z.string(), size: z.number(), share: z.number(), arithmetic: z.string() }))
    .nullable(),
})
export type RoundView = z.output<typeof roundSchema>

const unitSchema = z.object({
  unitId: z.string(),
  unit: z.string(),
  size: z.number(),
  share: z.number(),
  tally: tallySchema,
  judged: z.number(),
  /** Null where so few answered that it would tell who said what. */
  satisfied: z.number().nullable(),
  askedAware: z.number(),
  aware: z.number().nullable(),
})
export type UnitResult = z.output<typeof unitSchema>

const surveySchema = itemSchema.extend({
  questionnaire: questionnaireSchema,
  attempts: z.object({ most: z.number(), days: z.number() }),
  reserves: z.number(),
  citation: z.string(),
  rounds: z.array(roundSchema),
  units: z.array(unitSchema),
  /** Called to see or to use: came, satisfied, aware. */
  came: estimateSchema,
  satisfaction: estimateSchema,
  awareness: estimateSchema,
  answers: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      counts: z.array(z.object({ text: z.string(), count: z.number() })),
    }),
  ),
  /** What people said in words, numbers hidden. */
  words: z.array(z.string()),
  /** Days on which somebody said that no doctor came; for whoever calls alone, since it nearly names who said it. */
  notCame: z.array(
    z.object({ unit: z.string(), doctor: z.string(), day: z.string(), dutyId: z.string().nullable() }),
  ),
  calls: z.number(),
  endedBy: z.string().nullable(),
  endedAt: z.string().nullable(),
  endNote: z.string(),
  /** Whether the reader may name the seed, that is, did not freeze the frame. */
  mayDo: z.array(z.enum(['seed', 'call', 'redraw', 'close', 'cancel'])),
  publicHref: z.string().nullable(),
})
export type SurveyView = z.output<typeof surveySchema>

export const listSurveys = endpoint({
  id: 'listSurveys',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/surveys',
  summary: '回访测评列表 list surveys and what the programme asks for',
  params: within,
  ok: z.object({
    items: z.array(itemSchema),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        per: z.enum(['month', 'year']),
        minimum: z.number().nullable(),
        counts: z.enum(['drawn', 'completed']),
        sample: z.number().nullable(),
        /** Reserves, as a multiple of the sample. */
        reserves: z.number(),
        citation: z.string(),
        note: z.string(),
        /** Periods that have begun, newest first. */
        periods: z.array(z.string()),
      }),
    ),
  }),
})
export const previewFrame = endpoint({
  id: 'previewFrame',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/surveys/frame',
  summary: '试算可回访名单 count who may be called, before anything is fixed',
  params: within,
  query: z.object({ ruleId, period }),
  ok: z.object({
    size: z.number(),
    leftOut: leftOutSchema,
    units: z.array(z.object({ unit: z.string(), size: z.number() })),
    from: z.string(),
    to: z.string(),
  }),
})
export const freezeFrame = endpoint({
  id: 'freezeFrame',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/surveys',
  summary: '固定回访名单 freeze the frame of a survey',
  params: within,
  body: z.strictObject({ id, ruleId, period, sample: sample.optional() }),
  ok: surveySchema,
})
export const getSurvey = endpoint({
  id: 'getSurvey',
  method: 'GET',
  path: '/api/regions/:regionId/surveys/:id',
  summary: '回访测评详情与结果 a survey with its draw and its results',
  params: one,
  ok: surveySchema,
})
export const giveSeed = endpoint({
  id: 'giveSeed',
  method: 'POST',
  path: '/api/regions/:regionId/surveys/:id/seed',
  summary: '给出种子并抽取 name the seed and draw',
  params: one,
  body: z.strictObject({ round: z.number().int().min(1).max(99), seed: text(100).min(6) }),
  ok: surveySchema,
})
export const redrawSurvey = endpoint({
  id: 'redrawSurvey',
  method: 'POST',
  path: '/api/regions/:regionId/surveys/:id/redraw',
  summary: '重抽（写明原因，新旧名单都保留） draw anew, with the reason',
  params: one,
  body: z.strictObject({ reason: text(200) }),
  ok: surveySchema,
})
export const endSurvey = endpoint({
  id: 'endSurvey',
  method: 'POST',
  path: '/api/regions/:regionId/surveys/:id/end',
  summary: '结束或作废回访测评 close or cancel a survey',
  params: one,
  body: z.strictObject({ act: z.enum(['close', 'cancel']), note: z.string().trim().max(200).default('') }),
  ok: surveySchema,
})
export const getDrawFile = endpoint({
  id: 'getDrawFile',
  method: 'GET',
  path: '/api/regions/:regionId/surveys/:id/draw-file',
  summary: '下载抽样文件（任何人可重算） download the draw, to be drawn again by anybody',
  params: one,
  ok: 'file',
})
export const getSurveyReport = endpoint({
  id: 'getSurveyReport',
  method: 'GET',
  path: '/api/regions/:regionId/surveys/:id/report',
  summary: '下载测评报告 download the report',
  params: one,
  query: z.object({ format: z.enum(['xlsx', 'pdf']) }),
  ok: 'file',
})
