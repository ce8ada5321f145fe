// reports: the chain from the body that owes a report to the level above (RPT-7): obligations, one report with its
// versions, acts, comments, exceptions and scans, completeness of a period.
import { z } from 'zod'
import { REPORT_ACTS, REPORT_STATES } from '../domain/reports/chain.ts'
import { PARTS } from '../domain/reports/dues.ts'
import { LEVELS } from '../domain/reports/obligations.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'
import { formViewSchema } from './reports.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const packageId = z.string().regex(/^[a-z0-9-]{1,60}$/)
const period = z.string().regex(/^\d{4}(-\d{2}|-Q[1-4])?$/)
const bodyId = z.union([id, regionId])
const formId = z.enum(['support-summary', 'staffing-schedule', 'workload-return'])
const timing = z.enum(['backFilled', 'upcoming', 'dueSoon', 'overdue', 'locked', 'onTime', 'late'])
const at = z.object({ regionId, programmeId, packageId, period, part: z.enum(PARTS), bodyId })
const PATH = '/api/regions/:regionId/programmes/:programmeId/reports/:packageId/:period/:part/:bodyId'

const bodySchema = z.object({ id: z.string(), name: z.string(), level: z.enum(LEVELS), regionId: z.string() })
const obligationSchema = z.object({
  key: z.string(),
  programmeId: z.string(),
  programme: z.string(),
  regionId: z.string(),
  packageId: z.string(),
  reportId: z.string().nullable(),
  name: z.string(),
  period: z.string(),
  periodLabel: z.string(),
  part: z.enum(PARTS),
  dueOn: z.string(),
  openUntil: z.string().nullable(),
  daysLeft: z.number(),
  state: z.enum(REPORT_STATES),
  timing,
  owedAnew: z.boolean(),
  submittedOn: z.string().nullable(),
  body: bodySchema,
  /** Own: to be handed in; receiver: to be reviewed; above: to be looked at. */
  side: z.enum(['owner', 'receiver', 'above']),
  forms: z.array(z.string()),
  narratives: z.array(z.string()),
  recipient: z.string(),
  citation: z.string(),
  clauses: z.array(z.string()),
})
export type ObligationView = z.output<typeof obligationSchema>

/** What is owed and how it stands; the reader's own first, then what she reviews. */
export const listObligations = endpoint({
  id: 'listObligations',
  method: 'GET',
  path: '/api/obligations',
  summary: '报送任务 what is owed, by whom',
  query: z.object({
    programmeId: programmeId.optional(),
    regionId: regionId.optional(),
    on: isoDate.optional(),
    side: z.enum(['owner', 'receiver', 'above']).optional(),
    /** Only the reader's own and what is handed to her, not what levels between take. */
    direct: z.literal('yes').optional(),
    packageId: packageId.optional(),
    period: period.optional(),
    part: z.enum(PARTS).optional(),
    level: z.enum(LEVELS).optional(),
  }),
  ok: z.object({
    today: z.string(),
    items: z.array(obligationSchema),
    /** Packages that nobody owes because the programme names a body nobody has registered. */
    unowned: z.array(z.object({ programmeId: z.string(), packageId: z.string(), reporter: z.string() })),
  }),
})

const words = z.strictObject({
  narratives: z
    .array(z.strictObject({ title: text(60), text: z.string().trim().max(8000) }))
    .max(12)
    .default([]),
  signers: z
    .strictObject({
      filler: z.string().trim().max(40).default(''),
      reviewer: z.string().trim().max(40).default(''),
      leader: z.string().trim().max(40).default(''),
    })
    .default({ filler: '', reviewer: '', leader: '' }),
})
export type ReportWords = z.output<typeof words>

const versionSchema = z.object({
  version: z.number(),
  hash: z.string(),
  sealedAt: z.string(),
  sealedBy: z.string(),
  coversTo: z.string(),
  provisional: z.boolean(),
  narratives: z.array(z.object({ title: z.string(), text: z.string() })),
  signers: z.object({ filler: z.string(), reviewer: z.string(), leader: z.string() }),
  answers: z.array(z.object({ code: z.string(), question: z.string(), answer: z.string() })),
  includes: z.array(
    z.object({ bodyId: z.string(), name: z.string(), version: z.number(), hash: z.string() }),
  ),
  missing: z.array(z.string()),
})
const exceptionSchema = z.object({
  id: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  state: z.enum(['asked', 'granted', 'refused']),
  expiresOn: z.string().nullable(),
  decidedBy: z.string().nullable(),
  note: z.string(),
})
const reportViewSchema = obligationSchema.extend({
  /** What this view was made from; an act made on an older one is refused. */
  stamp: z.string(),
  lock: z.object({ locked: z.boolean(), openUntil: z.string().nullable(), opensBy: z.string() }),
  acts: z.array(z.enum(REPORT_ACTS)),
  mayAskException: z.boolean(),
  mayDecideException: z.boolean(),
  resubmitBy: z.string().nullable(),
  version: z.number(),
  versions: z.array(versionSchema),
  timeline: z.array(
    z.object({
      act: z.enum(REPORT_ACTS),
      side: z.enum(['owner', 'receiver', 'above']),
      state: z.enum(REPORT_STATES),
      version: z.number(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  comments: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      formId: z.string().nullable(),
      rowId: z.string().nullable(),
      row: z.string(),
      field: z.string().nullable(),
      fieldLabel: z.string(),
      text: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  exceptions: z.array(exceptionSchema),
  scans: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      fileName: z.string(),
      mediaType: z.string(),
      size: z.number(),
      hash: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  draft: z.object({
    revision: z.number(),
    words,
    by: z.string().nullable(),
    at: z.string().nullable(),
    /** Kept beside: written at the same time on an older revision. */
    aside: z.array(z.object({ revision: z.number(), words, by: z.string(), at: z.string() })),
  }),
  /** What the ledger would say under each title, to be made one's own. */
  drafted: z.array(z.object({ title: z.string(), text: z.string() })),
  questions: z.array(problemSchema),
  coversTo: z.string(),
  provisional: z.boolean(),
})
export type ReportView = z.output<typeof reportViewSchema>

export const getReport = endpoint({
  id: 'getReport',
  method: 'GET',
  path: PATH,
  summary: '一份报送 one report',
  params: at,
  ok: reportViewSchema,
})

export const saveReportDraft = endpoint({
  id: 'saveReportDraft',
  method: 'POST',
  path: `${PATH}/drafts`,
  summary: '保存报送文字 save what is written to a report',
  params: at,
  body: z.strictObject({ basedOn: z.number().int().min(0), words }),
  ok: reportViewSchema,
})

const comment = z.strictObject({
  formId: formId.nullable().default(null),
  rowId: z.string().max(80).nullable().default(null),
  /** Key of a form's column, or the title of a narrative. */
  field: z.string().max(60).nullable().default(null),
  text: text(500),
})
export const actOnReport = endpoint({
  id: 'actOnReport',
  method: 'POST',
  path: `${PATH}/acts`,
  summary: '报送办理 hand in, return, accept, open again',
  params: at,
  body: z.strictObject({
    act: z.enum(REPORT_ACTS),
    stamp: z.string().max(80),
    note: z.string().trim().max(500).default(''),
    comments: z.array(comment).max(200).default([]),
    /** With a return: the last day to hand it in again. */
    resubmitBy: isoDate.optional(),
    /** With a submission: the words that go with it and the answers to what was asked. */
    words: words.optional(),
    answers: z
      .array(z.strictObject({ code: z.string().max(60), answer: text(300) }))
      .max(50)
      .default([]),
  }),
  ok: reportViewSchema,
})

export const askReportException = endpoint({
  id: 'askReportException',
  method: 'POST',
  path: `${PATH}/exceptions`,
  summary: '申请逾期或更正 ask to hand in behind the lock',
  params: at,
  body: z.strictObject({ reason: text(500) }),
  ok: reportViewSchema,
})
export const decideReportException = endpoint({
  id: 'decideReportException',
  method: 'POST',
  path: `${PATH}/exceptions/:exceptionId`,
  summary: '答复逾期或更正申请 decide an exception',
  params: at.extend({ exceptionId: id }),
  body: z.strictObject({
    decision: z.enum(['granted', 'refused']),
    expiresOn: isoDate.optional(),
    note: z.string().trim().max(300).default(''),
  }),
  ok: reportViewSchema,
})

const versionParams = at.extend({ version: z.coerce.number().int().min(0).max(10_000), formId })
/** Version 0 is the ledger as it stands now. */
export const getReportForm = endpoint({
  id: 'getReportForm',
  method: 'GET',
  path: `${PATH}/versions/:version/forms/:formId`,
  summary: '报送中的表 a form of a report',
  params: versionParams,
  ok: formViewSchema,
})
export const getReportFormXlsx = endpoint({
  id: 'getReportFormXlsx',
  method: 'GET',
  path: `${PATH}/versions/:version/forms/:formId/xlsx`,
  summary: '下载报送的 Excel a form of a report as .xlsx',
  params: versionParams,
  ok: 'file',
})
export const getReportFormPdf = endpoint({
  id: 'getReportFormPdf',
  method: 'GET',
  path: `${PATH}/versions/:version/forms/:formId/pdf`,
  summary: '下载报送的 PDF a form of a report as .pdf',
  params: versionParams,
  ok: 'file',
})
const value = z.union([z.string(), z.number(), z.boolean()]).nullable()
/** What changed from an earlier version to this one; 0 is the ledger as it stands now. */
export const getReportDifference = endpoint({
  id: 'getReportDifference',
  method: 'GET',
  path: `${PATH}/versions/:version/forms/:formId/difference`,
  summary: '两版之间的差异 what changed between two versions',
  params: versionParams,
  query: z.object({ from: z.coerce.number().int().min(1).max(10_000) }),
  ok: z.object({
    rows: z.array(
      z.object({
        kind: z.enum(['added', 'removed', 'changed']),
        rowId: z.string(),
        label: z.string(),
        cells: z.array(z.object({ column: z.string(), label: z.string(), before: value, after: value })),
      }),
    ),
    totals: z.array(
      z.object({ column: z.string(), label: z.string(), before: z.number(), after: z.number() }),
    ),
  }),
})

export const addReportScan = endpoint({
  id: 'addReportScan',
  method: 'POST',
  path: `${PATH}/versions/:version/scans`,
  summary: '上传盖章扫描件 add the scan of the sealed copy',
  params: at.extend({ version: z.coerce.number().int().min(1).max(10_000) }),
  query: z.object({ fileName: text(120) }),
  body: 'bytes',
  ok: reportViewSchema,
})
export const getReportScan = endpoint({
  id: 'getReportScan',
  method: 'GET',
  path: `${PATH}/scans/:scanId`,
  summary: '查看盖章扫描件 the scan of the sealed copy',
  params: at.extend({ scanId: id }),
  ok: 'file',
})
