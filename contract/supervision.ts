// supervision: whom one owes a look, the draws behind it, and checks as they were done (SUP-1 to SUP-6, SUP-10).
import { z } from 'zod'
import { CHECK_KINDS, CHECK_TARGETS, RISK_SIGNALS } from '../domain/programme/oversight.ts'
import { ANSWERS } from '../domain/supervision/checklists.ts'
import { CHECK_MEANS } from '../domain/supervision/checks.ts'
import { EVIDENCE_KINDS, RECORD_TYPES } from '../domain/supervision/evidence.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'

export const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const place = z.object({ regionId, id })
export const named = z.object({ id: z.string(), name: z.string() })

const signals = z.partialRecord(z.enum(RISK_SIGNALS), z.number())
const whySchema = z.object({
  why: z.enum(['all', 'random', 'risk', 'ring']),
  points: z.number(),
  signals,
})
const owedSchema = z.object({ role: z.string(), division: z.string(), organisation: named.nullable() })

const taskSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  ruleId: z.string(),
  kind: z.enum(CHECK_KINDS),
  period: z.string(),
  dueOn: z.string(),
  daysLeft: z.number(),
  owed: owedSchema,
  /** The reader owes it herself. */
  mine: z.boolean(),
  target: z.enum(CHECK_TARGETS),
  unit: named,
  hospital: named.nullable(),
  practitioner: named.nullable(),
  why: whySchema,
  /** Days of the period on which the doctor is to be there: when to look. */
  dutyDays: z.array(z.string()),
  checkId: z.string().nullable(),
  doneOn: z.string().nullable(),
  citation: z.string(),
  clauses: z.array(z.string()),
})
export type CheckTask = z.output<typeof taskSchema>

export const listCheckTasks = endpoint({
  id: 'listCheckTasks',
  method: 'GET',
  path: '/api/check-tasks',
  summary: '待查任务 checks that are owed',
  query: z.object({ programmeId, regionId: regionId.optional() }),
  ok: z.object({ today: z.string(), items: z.array(taskSchema) }),
})

/** What waits for the reader, counted: for the day's page. */
export const getSupervisionTodo = endpoint({
  id: 'getSupervisionTodo',
  method: 'GET',
  path: '/api/supervision-todo',
  summary: '督查待办 what waits for the reader in supervision',
  query: z.object({ programmeId, regionId: regionId.optional() }),
  ok: z.object({
    checks: z.object({ open: z.number(), late: z.number(), dueOn: z.string().nullable() }),
    issues: z.object({ mine: z.number(), overdue: z.number() }),
    leads: z.object({ open: z.number(), late: z.number(), dueOn: z.string().nullable() }),
    measures: z.number(),
  }),
})

const drawSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string().nullable(),
  kind: z.enum(CHECK_KINDS),
  period: z.string(),
  owed: owedSchema,
  sequence: z.number(),
  reason: z.string(),
  seed: z.string(),
  frameHash: z.string(),
  randomPercent: z.number(),
  /** Whether drawing again from what is kept gives the very picks that were told. */
  reproduced: z.boolean(),
  drawnAt: z.string(),
  drawnBy: z.string().nullable(),
  frame: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      points: z.number(),
      signals,
      picked: z.string().nullable(),
    }),
  ),
})
export type CheckDraw = z.output<typeof drawSchema>
export const listCheckDraws = endpoint({
  id: 'listCheckDraws',
  method: 'GET',
  path: '/api/check-draws',
  summary: '抽取记录 draws with their seed and frame',
  query: z.object({ programmeId: programmeId.optional() }),
  ok: z.object({ items: z.array(drawSchema) }),
})
/** Another draw than the calendar's: each stays, with its number and reason; from above over every county in reach (SUP-3). */
export const drawChecks = endpoint({
  id: 'drawChecks',
  method: 'POST',
  path: '/api/check-draws',
  summary: '抽取检查对象 draw who is to be checked',
  body: z.strictObject({
    programmeId: programmeId.nullable(),
    kind: z.enum(['spotCheck', 'reviewRound', 'regularInspection', 'fullInspection']),
    size: z.number().int().min(1).max(200),
    randomPercent: z.number().int().min(1).max(100),
    dueOn: isoDate,
    reason: text(200),
  }),
  ok: z.object({ id: z.string(), picked: z.array(z.string()) }),
})

const itemSchema = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  points: z.number(),
  clause: z.string(),
})
/** The form of a kind, and whom the reader may look at without a task. */
export const getCheckForm = endpoint({
  id: 'getCheckForm',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/check-forms/:kind',
  summary: '检查表 the form of a check',
  params: z.object({ regionId, programmeId, kind: z.enum(CHECK_KINDS) }),
  ok: z.object({
    checklist: z.object({ id: z.string(), version: z.number(), items: z.array(itemSchema) }),
    target: z.enum(CHECK_TARGETS),
    targets: z.array(z.object({ unit: named, hospital: named.nullable(), practitioner: named.nullable() })),
  }),
})

/** Evidence as it is sent. */
export const evidenceInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('statement'), text: text(1000) }),
  z.strictObject({
    kind: z.literal('attachment'),
    fileId: id,
    text: z.string().trim().max(200).default(''),
  }),
  z.strictObject({
    kind: z.literal('record'),
    recordType: z.enum(RECORD_TYPES),
    recordId: id,
    text: z.string().trim().max(200).default(''),
  }),
])
export const evidenceSchema = z.object({
  kind: z.enum(EVIDENCE_KINDS),
  text: z.string(),
  recordType: z.enum(RECORD_TYPES).nullable(),
  recordId: z.string().nullable(),
  file: z.object({ id: z.string(), name: z.string(), type: z.string() }).nullable(),
})
export type EvidenceView = z.output<typeof evidenceSchema>

export const recordCheck = endpoint({
  id: 'recordCheck',
  method: 'PUT',
  path: '/api/regions/:regionId/checks/:id',
  summary: '登记检查 write a check down',
  params: place,
  body: z.strictObject({
    programmeId,
    taskId: id.nullable(),
    kind: z.enum(CHECK_KINDS),
    unitId: id,
    practitionerId: id.nullable(),
    means: z.enum(CHECK_MEANS),
    doneOn: isoDate,
    people: z.string().trim().max(200).default(''),
    answers: z.record(z.string().max(40), z.enum(ANSWERS)),
    findings: z
      .array(
        z.strictObject({
          itemKey: z.string().max(40).nullable(),
          what: text(500).min(2),
          evidence: z.array(evidenceInput).max(20),
        }),
      )
      .max(40),
    note: z.string().trim().max(1000).default(''),
  }),
  ok: z.object({ score: z.number().nullable(), issues: z.array(z.string()) }),
})

const checkSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  kind: z.enum(CHECK_KINDS),
  target: z.enum(CHECK_TARGETS),
  unit: named,
  practitioner: named.nullable(),
  means: z.enum(CHECK_MEANS),
  doneOn: z.string(),
  people: z.string(),
  score: z.number().nullable(),
  note: z.string(),
  byRole: z.string(),
  by: z.string(),
  items: z.array(itemSchema.extend({ answer: z.enum(ANSWERS) })),
  issueIds: z.array(z.string()),
})
export type CheckView = z.output<typeof checkSchema>
export const listChecks = endpoint({
  id: 'listChecks',
  method: 'GET',
  path: '/api/checks',
  summary: '检查记录 checks that were done',
  query: z.object({ programmeId, regionId: regionId.optional() }),
  ok: z.object({ items: z.array(checkSchema), more: z.boolean() }),
})

export const putSupervisionFile = endpoint({
  id: 'putSupervisionFile',
  method: 'PUT',
  path: '/api/regions/:regionId/supervision-files/:id',
  summary: '上传证据照片或材料 send a photograph or paper as evidence',
  params: place,
  query: z.object({ fileName: text(120) }),
  body: 'bytes',
  ok: z.object({ id: z.string(), name: z.string(), type: z.string() }),
})
export const getSupervisionFile = endpoint({
  id: 'getSupervisionFile',
  method: 'GET',
  path: '/api/regions/:regionId/supervision-files/:id',
  summary: '看证据 see a photograph or paper',
  params: place,
  ok: 'file',
})
