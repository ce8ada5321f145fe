// reports: documents made from the ledger (月度情况、总结、自评、通报), people's words in them, and the bureau's own templates.
import { z } from 'zod'
import { DOCUMENT_KINDS } from '../domain/reports/documents/document.ts'
import { endpoint, id, isoMonth, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const kind = z.enum(DOCUMENT_KINDS)
const period = z.string().regex(/^2\d{3}(-(0[1-9]|1[0-2]))?$/)
const where = z.object({ regionId, programmeId })
const which = z.object({ regionId, programmeId, kind, period })
const whose = z.object({ organisationId: id.optional() })

const offerSchema = z.object({
  kind,
  name: z.string(),
  period: z.string(),
  label: z.string(),
  /** The rule it answers, quoted; null where the programme only implies it. */
  citation: z.string().nullable(),
  clauses: z.array(z.string()),
  titles: z.array(z.string()),
  /** Saved words of the document: who and when; null while nobody wrote. */
  saved: z.object({ by: z.string(), at: z.string(), version: z.number() }).nullable(),
})
export type DocumentOffer = z.output<typeof offerSchema>
export const listDocuments = endpoint({
  id: 'listDocuments',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/documents',
  summary: '公文目录 documents of a month',
  params: where,
  query: whose.extend({ month: isoMonth }),
  ok: z.object({
    body: z.object({ id: z.string().nullable(), name: z.string() }),
    items: z.array(offerSchema),
  }),
})

const figureSchema = z.object({
  path: z.string(),
  value: z.number(),
  text: z.string(),
  metric: z.string(),
  period: z.string(),
  unit: z.string(),
})
const piece = z.union([z.string(), figureSchema])
const edited = z.object({
  text: z.string(),
  by: z.string(),
  at: z.string(),
  drafted: z.string(),
  stale: z.boolean(),
})
const blockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('paragraph'),
    id: z.string(),
    pieces: z.array(piece),
    item: z.boolean().optional(),
    edited: edited.optional(),
  }),
  z.object({ kind: z.literal('blank'), id: z.string(), prompt: z.string(), edited: edited.optional() }),
  z.object({
    kind: z.literal('table'),
    title: z.string(),
    columns: z.array(
      z.object({ label: z.string(), width: z.number(), align: z.enum(['left', 'center', 'right']) }),
    ),
    rows: z.array(z.array(piece)),
    landscape: z.boolean(),
    note: z.string(),
  }),
  z.object({
    kind: z.literal('chart'),
    chart: z.object({
      title: z.string(),
      unit: z.string(),
      categories: z.array(z.string()),
      series: z.array(
        z.object({ name: z.string(), values: z.array(z.number().nullable()), line: z.boolean() }),
      ),
    }),
  }),
  z.object({ kind: z.literal('quote'), title: z.string(), text: z.string(), from: z.string() }),
])

const headSchema = z.object({
  issuer: z.string(),
  redHead: z.boolean(),
  agency: z.string(),
  serial: z.string(),
  recipient: z.string(),
  copies: z.string(),
  printer: z.string(),
  signedOn: z.string(),
})
export type DocumentHead = z.output<typeof headSchema>

const viewSchema = z.object({
  kind,
  period: z.string(),
  label: z.string(),
  asOf: z.string(),
  body: z.object({ id: z.string().nullable(), name: z.string() }),
  head: headSchema,
  number: z.string(),
  titleLines: z.array(z.string()),
  blocks: z.array(blockSchema),
  attachments: z.array(z.object({ title: z.string(), blocks: z.array(blockSchema) })),
  openBlanks: z.number(),
  /** 0 while nothing was saved; sent back with the next saving. */
  version: z.number(),
  mayEdit: z.boolean(),
})
export type DocumentView = z.output<typeof viewSchema>
export const getDocument = endpoint({
  id: 'getDocument',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/documents/:kind/:period',
  summary: '公文预览 a document as it will print',
  params: which,
  query: whose,
  ok: viewSchema,
})
export const saveDocument = endpoint({
  id: 'saveDocument',
  method: 'PUT',
  path: '/api/regions/:regionId/programmes/:programmeId/documents/:kind/:period',
  summary: '保存公文的改动 save words and head of a document',
  params: which,
  body: z.strictObject({
    version: z.number().int().min(0).max(100_000),
    head: z
      .strictObject({
        issuer: text(40),
        redHead: z.boolean(),
        agency: z.string().trim().max(20),
        serial: z
          .string()
          .trim()
          .regex(/^\d{0,5}$/),
        recipient: z.string().trim().max(120),
        copies: z.string().trim().max(200),
        printer: z.string().trim().max(40),
        signedOn: z.iso.date(),
      })
      .optional(),
    /** A paragraph's own words; null takes them back to the draft, '' leaves the paragraph out. */
    edits: z
      .array(z.strictObject({ block: z.string().max(120), text: z.string().trim().max(4000).nullable() }))
      .max(200)
      .default([]),
  }),
  ok: viewSchema,
})
export const getDocumentDocx = endpoint({
  id: 'getDocumentDocx',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/documents/:kind/:period/docx',
  summary: '下载 Word download as .docx',
  params: which,
  query: whose,
  ok: 'file',
})
export const getDocumentPdf = endpoint({
  id: 'getDocumentPdf',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/documents/:kind/:period/pdf',
  summary: '下载红头 PDF download as red-head PDF/A',
  params: which,
  query: whose,
  ok: 'file',
})
export const fillDocumentTemplate = endpoint({
  id: 'fillDocumentTemplate',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/documents/:kind/:period/filled/:templateId',
  summary: '套用本局模板 fill the bureau’s template',
  params: which.extend({ templateId: id }),
  query: whose,
  ok: 'file',
})

const templateSchema = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  version: z.number(),
  fileName: z.string(),
  size: z.number(),
  sha256: z.string(),
  tags: z.array(z.string()),
  by: z.string(),
  at: z.string(),
  retired: z.boolean(),
})
export type DocumentTemplate = z.output<typeof templateSchema>
const tagSchema = z.object({ name: z.string(), meaning: z.string() })
export const listDocumentTemplates = endpoint({
  id: 'listDocumentTemplates',
  method: 'GET',
  path: '/api/regions/:regionId/document-templates',
  summary: '本局模板 the bureau’s Word templates',
  params: z.object({ regionId }),
  ok: z.object({
    items: z.array(templateSchema),
    tags: z.array(tagSchema),
    loops: z.array(tagSchema.extend({ tags: z.array(tagSchema) })),
    mayEdit: z.boolean(),
  }),
})
const found = z.object({
  tags: z.array(z.object({ name: z.string(), loop: z.string().nullable(), place: z.string() })),
  problems: z.array(problemSchema),
})
export type TemplateCheck = z.output<typeof found>
export const checkDocumentTemplate = endpoint({
  id: 'checkDocumentTemplate',
  method: 'POST',
  path: '/api/regions/:regionId/document-templates/check',
  summary: '检查模板 check a template before keeping it',
  params: z.object({ regionId }),
  body: 'bytes',
  ok: found,
})
export const addDocumentTemplate = endpoint({
  id: 'addDocumentTemplate',
  method: 'POST',
  path: '/api/regions/:regionId/document-templates',
  summary: '保存模板 keep a template',
  params: z.object({ regionId }),
  query: z.object({ kind, name: text(40), fileName: text(120) }),
  body: 'bytes',
  ok: templateSchema,
})
export const getDocumentTemplate = endpoint({
  id: 'getDocumentTemplate',
  method: 'GET',
  path: '/api/regions/:regionId/document-templates/:id/file',
  summary: '下载模板原件 download a template',
  params: z.object({ regionId, id }),
  ok: 'file',
})
export const retireDocumentTemplate = endpoint({
  id: 'retireDocumentTemplate',
  method: 'PATCH',
  path: '/api/regions/:regionId/document-templates/:id',
  summary: '停用或启用模板 take a template out of use',
  params: z.object({ regionId, id }),
  body: z.strictObject({ retired: z.boolean() }),
  ok: templateSchema,
})
