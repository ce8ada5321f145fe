// reports: tables of a bureau's own layout (FRM-6), filled from the ledger.
import { z } from 'zod'
import { ROWS_BY } from '../domain/forms/custom-fields.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'
import { cellFactsSchema, formViewSchema } from './reports.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const line = z.string().trim().max(200)
const customTableSchema = z.object({
  title: text(80),
  rowsBy: z.enum(ROWS_BY),
  columns: z
    .array(
      z.object({
        field: z.string().regex(/^[a-zA-Z]{2,30}$/),
        label: z.string().trim().max(40),
        band: z.string().trim().max(20),
      }),
    )
    .min(1)
    .max(40),
  paper: z.enum(['a4', 'a3']),
  withTotal: z.boolean(),
  notes: z.array(line).max(6),
  signs: z.array(z.string().trim().max(30)).max(4),
})

const kept = z.object({
  id: z.string(),
  regionId: z.string(),
  name: z.string(),
  version: z.number(),
  table: customTableSchema,
  by: z.string(),
  at: z.string(),
  retired: z.boolean(),
  /** A body above made it: it may be used and copied, not changed. */
  own: z.boolean(),
})
export type KeptTable = z.output<typeof kept>
export const listCustomTables = endpoint({
  id: 'listCustomTables',
  method: 'GET',
  path: '/api/regions/:regionId/tables',
  summary: '自定义表 tables of a layout of one’s own',
  params: z.object({ regionId }),
  ok: z.object({ items: z.array(kept), mayEdit: z.boolean() }),
})

/** `version` is the one that was changed; a new table has none. */
export const saveCustomTable = endpoint({
  id: 'saveCustomTable',
  method: 'POST',
  path: '/api/regions/:regionId/tables',
  summary: '保存自定义表 keep a layout as its next version',
  params: z.object({ regionId }),
  body: z.object({
    name: text(40),
    table: customTableSchema,
    id: id.optional(),
    version: z.number().int().min(1).optional(),
    retired: z.boolean().default(false),
  }),
  ok: kept,
})

const which = z.object({
  regionId,
  programmeId,
  period: z.string().regex(/^2\d{3}(-(0[1-9]|1[0-2]|Q[1-4]))?$/),
})
const query = z.object({
  tableId: id,
  unitId: id.optional(),
  filler: z.string().trim().max(40).optional(),
})
const filledSchema = formViewSchema.extend({ formId: z.literal('custom-table') })
export type FilledTable = z.output<typeof filledSchema>
const path = '/api/regions/:regionId/programmes/:programmeId/tables/:period'
export const fillCustomTable = endpoint({
  id: 'fillCustomTable',
  method: 'GET',
  path,
  summary: '填好的自定义表 a table of one’s own, filled',
  params: which,
  query: query.extend({
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(10).max(500).default(500),
  }),
  ok: filledSchema,
})
/** A layout that is being drawn, filled as it stands; nothing is kept. */
export const tryCustomTable = endpoint({
  id: 'tryCustomTable',
  method: 'POST',
  path: `${path}/preview`,
  summary: '预览自定义表 a layout filled before it is kept',
  params: which,
  body: z.object({ table: customTableSchema }),
  ok: z.object({
    problems: z.array(problemSchema),
    form: filledSchema.nullable(),
  }),
})
const file = (kind: 'xlsx' | 'pdf') =>
  endpoint({
    id: kind === 'xlsx' ? 'getCustomTableXlsx' : 'getCustomTablePdf',
    method: 'GET',
    path: `${path}/${kind}`,
    summary: `下载自定义表 download as .${kind}`,
    params: which,
    query,
    ok: 'file',
  })
export const getCustomTableXlsx = file('xlsx')
export const getCustomTablePdf = file('pdf')
export const getCustomTableFacts = endpoint({
  id: 'getCustomTableFacts',
  method: 'GET',
  path: `${path}/facts`,
  summary: '单元格背后的事实 the facts behind a cell',
  params: which,
  query: query.extend({ rowId: z.string().min(1).max(80), column: text(40) }),
  ok: cellFactsSchema,
})
