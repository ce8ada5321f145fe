// reports: what is due and why, how the year stands, the official forms and the facts behind each cell.
import { z } from 'zod'
import { endpoint, id, isoMonth, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const formId = z.enum(['support-summary', 'staffing-schedule', 'workload-return'])
const formParams = z.object({ regionId, programmeId, formId, period: z.string().regex(/^\d{4}(-\d{2})?$/) })

const todaySchema = z.object({
  today: z.string(),
  month: z
    .object({
      month: z.string(),
      units: z.number(),
      covered: z.number(),
      duties: z.number(),
      recorded: z.number(),
      missingCards: z.number(),
      duplicates: z.number(),
      toConfirm: z.number(),
    })
    .nullable(),
  hints: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), link: z.string() })),
})
export type Today = z.output<typeof todaySchema>
const filter = z.object({
  programmeId: z.string().max(40).optional(),
  regionId: regionId.optional(),
  month: isoMonth.optional(),
  on: z.iso.date().optional(),
})
export const getToday = endpoint({
  id: 'getToday',
  method: 'GET',
  path: '/api/today',
  summary: '今日待办 what is due',
  query: filter,
  ok: todaySchema,
})

const boardSchema = z.object({
  programmeId: z.string(),
  targets: z.array(
    z.object({
      ruleId: z.string(),
      name: z.string(),
      metric: z.string(),
      target: z.number(),
      actual: z.number().nullable(),
      unit: z.string(),
      by: z.string(),
      per: z.string(),
      pace: z.number().nullable(),
      forecast: z.number().nullable(),
      state: z.enum(['reached', 'onPace', 'behind', 'missed', 'notMeasured']),
      arithmetic: z.string().nullable(),
      citation: z.string(),
      clauses: z.array(z.string()),
    }),
  ),
  months: z.array(z.object({ month: z.string(), personDays: z.number(), duties: z.number() })),
  units: z.array(
    z.object({
      unitId: z.string(),
      unit: z.string(),
      months: z.record(z.string(), z.number()),
      total: z.number(),
    }),
  ),
})
export type Board = z.output<typeof boardSchema>
export const getBoard = endpoint({
  id: 'getBoard',
  method: 'GET',
  path: '/api/programmes/:programmeId/board',
  summary: '项目进度 targets against pace',
  params: z.object({ programmeId }),
  query: z.object({ regionId: regionId.optional(), on: z.iso.date().optional() }),
  ok: boardSchema,
})

const headCell = z.object({
  r: z.number(),
  c: z.number(),
  rowspan: z.number(),
  colspan: z.number(),
  label: z.string(),
})
export const formViewSchema = z.object({
  formId,
  title: z.string(),
  period: z.string(),
  headLines: z.array(z.object({ label: z.string(), value: z.string(), stamp: z.string().nullable() })),
  header: z.array(headCell),
  headerRows: z.number(),
  columns: z.array(
    z.object({ key: z.string(), label: z.string(), align: z.enum(['left', 'center']), width: z.number() }),
  ),
  rows: z.array(z.object({ id: z.string(), cells: z.array(z.string()) })),
  total: z.array(z.object({ colspan: z.number(), text: z.string() })).nullable(),
  notes: z.array(z.string()),
  signs: z.array(z.string()),
  mismatches: z.array(problemSchema),
  /** Which rows these are of how many; the total row is of all of them. */
  count: z.number(),
  page: z.number(),
  pageSize: z.number(),
})
export type FormView = z.output<typeof formViewSchema>
const formQuery = z.object({
  unitId: id.optional(),
  filler: z.string().trim().max(40).optional(),
  filledOn: z.iso.date().optional(),
})
export const getForm = endpoint({
  id: 'getForm',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/forms/:formId/:period',
  summary: '表格预览 an official form',
  params: formParams,
  /** Pages count from 1; a form of up to 500 rows is one page unless asked otherwise. */
  query: formQuery.extend({
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(10).max(500).default(500),
  }),
  ok: formViewSchema,
})
export const getFormXlsx = endpoint({
  id: 'getFormXlsx',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/forms/:formId/:period/xlsx',
  summary: '下载 Excel download as .xlsx',
  params: formParams,
  query: formQuery,
  ok: 'file',
})
export const getFormPdf = endpoint({
  id: 'getFormPdf',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/forms/:formId/:period/pdf',
  summary: '下载 PDF download as .pdf',
  params: formParams,
  query: formQuery,
  ok: 'file',
})
export const cellFactsSchema = z.object({
  explanation: z.string(),
  citation: z.string().nullable(),
  total: z.number().nullable(),
  /** How many day cards there are; the facts are the first 500. */
  cards: z.number(),
  facts: z.array(
    z.object({
      regionId: z.string(),
      dayCardId: z.string(),
      day: z.string(),
      practitioner: z.string(),
      unit: z.string(),
      value: z.string(),
      status: z.string(),
    }),
  ),
})
export type CellFacts = z.output<typeof cellFactsSchema>
export const getCellFacts = endpoint({
  id: 'getCellFacts',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/forms/:formId/:period/facts',
  summary: '单元格背后的事实 the facts behind a cell',
  params: formParams,
  query: z.object({ rowId: z.string().max(80), column: text(40), unitId: id.optional() }),
  ok: cellFactsSchema,
})
export const compareForm = endpoint({
  id: 'compareForm',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/forms/:formId/:period/comparison',
  summary: '用已有表格核对 compare a file with the ledger',
  params: formParams,
  query: z.object({ fileName: text(200) }),
  body: 'bytes',
  ok: z.object({ rows: z.number(), matched: z.number(), problems: z.array(problemSchema) }),
})
/** What a change of a published day touches, said before it is made (SCH-2, PUB-3). */
export const getDutyRipple = endpoint({
  id: 'getDutyRipple',
  method: 'GET',
  path: '/api/regions/:regionId/duties/:id/ripple',
  summary: '变更会牵涉什么 what a change of a duty touches',
  params: z.object({ regionId, id }),
  ok: z.object({
    homeVisitHalf: z.enum(['am', 'pm']).nullable(),
    /** What went out with this day in it. */
    publications: z.array(z.object({ channel: z.string(), unit: z.string().nullable(), at: z.string() })),
    /** Reports of this month that were filed already. */
    filings: z.array(z.object({ packageId: z.string(), filedAt: z.string() })),
    /** The unit's days of the month that stay without this one. */
    remaining: z.number(),
  }),
})
