// supervision: the three lists and the ledgers, made from what is recorded, signed off and taken away as files (ISS-1 to ISS-4).
import { z } from 'zod'
import { LEDGER_KINDS, LIST_KINDS } from '../domain/supervision/lists.ts'
import { endpoint, regionId, text } from './endpoint.ts'
import { programmeId } from './supervision.ts'

const where = z.object({ regionId, programmeId, kind: z.enum(LIST_KINDS) })
const tableSchema = z.object({
  title: z.string(),
  columns: z.array(z.object({ key: z.string(), label: z.string(), wide: z.boolean() })),
  rows: z.array(z.object({ id: z.string(), cells: z.array(z.string()) })),
})
const listSchema = z.object({
  kind: z.enum(LIST_KINDS),
  /** As it stands now; version 0. */
  now: tableSchema,
  /** Nothing changed since the last one was signed. */
  upToDate: z.boolean(),
  versions: z.array(
    z.object({
      version: z.number(),
      signer: z.string(),
      signedBy: z.string(),
      signedAt: z.string(),
      rows: z.number(),
      hash: z.string(),
      /** Whether its content still gives the hash it was signed with. */
      intact: z.boolean(),
    }),
  ),
})
export type SupervisionList = z.output<typeof listSchema>
export const getSupervisionList = endpoint({
  id: 'getSupervisionList',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/supervision-lists/:kind',
  summary: '整改、制度、成果清单 one of the three lists',
  params: where,
  ok: listSchema,
})
export const signSupervisionList = endpoint({
  id: 'signSupervisionList',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/supervision-lists/:kind/signatures',
  summary: '签发清单 sign a list off',
  params: where,
  body: z.strictObject({ signer: text(40), rows: z.number().int().min(0).max(100_000) }),
  ok: listSchema,
})
export const getSupervisionListFile = endpoint({
  id: 'getSupervisionListFile',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/supervision-lists/:kind/:version/file.:ending',
  summary: '导出清单 a list as a file',
  params: where.extend({
    version: z.coerce.number().int().min(0).max(10_000),
    ending: z.enum(['xlsx', 'docx', 'pdf']),
  }),
  ok: 'file',
})
export const getLedgerFile = endpoint({
  id: 'getLedgerFile',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/supervision-ledgers/:kind/file.:ending',
  summary: '导出台账 a ledger as a file',
  params: z.object({
    regionId,
    programmeId,
    kind: z.enum(LEDGER_KINDS),
    ending: z.enum(['xlsx', 'pdf']),
  }),
  ok: 'file',
})
