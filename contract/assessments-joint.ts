// assessments: the joint assessment at a cycle's end, its signatures, appeals and the list of the excellent (ASM-2, ASM-10).
import { z } from 'zod'
import { ASSESSMENT_ACTS, ASSESSMENT_STATES } from '../domain/assessments/joint.ts'
import { PART_SOURCES, SIGNERS } from '../domain/programme/assessment.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const cycleId = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
const grade = z.enum(['excellent', 'passed', 'failed']).nullable()
const part = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  weight: z.number(),
  from: z.enum(PART_SOURCES),
  points: z.number().nullable(),
  score: z.number().nullable(),
})
const signature = z.object({ side: z.enum(SIGNERS), by: z.string(), on: z.string() })
const step = z.object({ act: z.enum(ASSESSMENT_ACTS), by: z.string(), at: z.string(), words: z.string() })
const row = z.object({
  /** Null while nobody has given a mark. */
  id: z.string().nullable(),
  practitionerId: z.string(),
  name: z.string(),
  title: z.string(),
  hospital: z.string(),
  unitId: z.string(),
  unit: z.string(),
  state: z.enum(ASSESSMENT_STATES),
  parts: z.array(part),
  total: z.number().nullable(),
  grade,
  signed: z.array(signature),
  appealUntil: z.string().nullable(),
  steps: z.array(step),
  /** How the derived points came about: 12 of 13 duties, two checks. */
  basis: z.object({
    duties: z.number(),
    recorded: z.number(),
    checks: z.number(),
    absences: z.number(),
    measures: z.number(),
  }),
  /** What the reader may do next. */
  may: z.array(z.enum(ASSESSMENT_ACTS)),
})
export type AssessmentRow = z.output<typeof row>
const cycle = z.object({ id: z.string(), from: z.string(), to: z.string(), over: z.boolean() })

const where = z.object({ regionId, programmeId })
export const listAssessments = endpoint({
  id: 'listAssessments',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/assessments',
  summary: '联合考核 joint assessments of a cycle',
  params: where,
  /** A cycle, or the one of an assessment somebody was told of. */
  query: z.object({ cycle: cycleId.optional(), assessment: id.optional() }),
  ok: z.object({
    /** Null where the plan has none. */
    rule: z
      .object({
        name: z.string(),
        passAt: z.number(),
        excellentAt: z.number(),
        excellentPercent: z.number(),
        appealDays: z.number(),
        citation: z.string(),
        note: z.string(),
        clauses: z.array(z.string()),
      })
      .nullable(),
    cycles: z.array(cycle),
    cycle: z.string().nullable(),
    items: z.array(row),
    mayApprove: z.boolean(),
  }),
})
export type AssessmentList = z.output<(typeof listAssessments)['ok']>
export const getMyAssessments = endpoint({
  id: 'getMyAssessments',
  method: 'GET',
  path: '/api/my/assessments',
  summary: '我的考核 my assessments',
  ok: z.object({ items: z.array(row.extend({ regionId: z.string(), cycleLabel: z.string() })) }),
})
export type MyAssessment = z.output<(typeof getMyAssessments)['ok']>['items'][number]

export const markAssessment = endpoint({
  id: 'markAssessment',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/assessments',
  summary: '评分 give points',
  params: where,
  body: z.object({
    cycle: cycleId,
    practitionerId: id,
    unitId: id,
    marks: z.record(z.string().max(21), z.number().min(0).max(100).multipleOf(0.5)),
    words: z.string().trim().max(500).default(''),
    /** Steps that were known when the points were given: a later one by somebody else is told. */
    known: z.number().int().min(0),
  }),
  ok: row,
})
const one = z.object({ regionId, id })
export const signAssessment = endpoint({
  id: 'signAssessment',
  method: 'POST',
  path: '/api/regions/:regionId/assessments/:id/signature',
  summary: '签署联合考核 sign an assessment',
  params: one,
  body: z.object({ total: z.number(), words: z.string().trim().max(200).default('') }),
  ok: row,
})
export const appealAssessment = endpoint({
  id: 'appealAssessment',
  method: 'POST',
  path: '/api/regions/:regionId/assessments/:id/appeal',
  summary: '对考核提出申诉 appeal',
  params: one,
  body: z.object({ words: text(500) }),
  ok: row,
})
export const decideAppeal = endpoint({
  id: 'decideAppeal',
  method: 'POST',
  path: '/api/regions/:regionId/assessments/:id/appeal-decision',
  summary: '处理申诉 decide an appeal',
  params: one,
  body: z.object({ upheld: z.boolean(), words: text(500) }),
  ok: row,
})
export const getAssessmentsXlsx = endpoint({
  id: 'getAssessmentsXlsx',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/assessments/xlsx',
  summary: '导出考核结果 results as .xlsx',
  params: where,
  query: z.object({ cycle: cycleId }),
  ok: 'file',
})

const excellent = z.object({
  practitionerId: z.string(),
  name: z.string(),
  hospital: z.string(),
  unit: z.string(),
  total: z.number().nullable(),
  chosen: z.boolean(),
  why: z.enum(['notFinal', 'score', 'absence', 'measure', 'share']).nullable(),
})
export const getExcellence = endpoint({
  id: 'getExcellence',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/excellence/:cycle',
  summary: '优秀人员名单 the excellent by criteria',
  params: where.extend({ cycle: cycleId }),
  ok: z.object({
    criteria: z.string(),
    items: z.array(excellent),
    approved: z
      .object({
        version: z.number(),
        by: z.string(),
        at: z.string(),
        names: z.array(z.string()),
        same: z.boolean(),
      })
      .nullable(),
  }),
})
export const approveExcellence = endpoint({
  id: 'approveExcellence',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/excellence/:cycle',
  summary: '审定优秀人员名单 approve the list',
  params: where.extend({ cycle: cycleId }),
  /** The doctors as they were shown: a list that changed meanwhile is not approved unseen. */
  body: z.object({ practitionerIds: z.array(id).max(2000) }),
  ok: z.object({ version: z.number() }),
})
