// supervision: complaints and leads with their clock, doubles, outcome (SUP-7, ISS-2). Numbers in them are hidden unless
// somebody reveals them with a reason.
import { z } from 'zod'
import { LEAD_OUTCOMES, LEAD_SOURCES, LEAD_STATES } from '../domain/supervision/leads.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'
import { named, programmeId } from './supervision.ts'

const place = z.object({ regionId, id })
const leadSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  source: z.enum(LEAD_SOURCES),
  sourceNumber: z.string(),
  receivedOn: z.string(),
  unit: named.nullable(),
  text: z.string(),
  /** A number in the text is out of sight. */
  hidden: z.boolean(),
  hasContact: z.boolean(),
  dueOn: z.string().nullable(),
  daysLeft: z.number().nullable(),
  state: z.enum(LEAD_STATES),
  duplicateOf: z.string().nullable(),
  outcome: z.enum(LEAD_OUTCOMES).nullable(),
  answer: z.string(),
  answeredOn: z.string().nullable(),
  inTime: z.boolean().nullable(),
  issueIds: z.array(z.string()),
  takenBy: z.string().nullable(),
  acts: z.array(z.object({ act: z.string(), note: z.string(), by: z.string().nullable(), at: z.string() })),
})
export type LeadView = z.output<typeof leadSchema>

export const listLeads = endpoint({
  id: 'listLeads',
  method: 'GET',
  path: '/api/regions/:regionId/leads',
  summary: '问题线索 leads and complaints, numbers hidden',
  params: z.object({ regionId }),
  query: z.object({ programmeId }),
  ok: z.object({ today: z.string(), items: z.array(leadSchema), more: z.boolean() }),
})
/** Which earlier ones may say the same; the text goes in the body, where no log keeps it. */
export const findSimilarLeads = endpoint({
  id: 'findSimilarLeads',
  method: 'POST',
  path: '/api/regions/:regionId/lead-doubles',
  summary: '查重 look for doubles of a lead',
  params: z.object({ regionId }),
  body: z.strictObject({
    unitId: id.nullable(),
    text: z.string().trim().max(2000),
    contact: z.string().trim().max(60).default(''),
  }),
  ok: z.object({ items: z.array(leadSchema.extend({ likeness: z.number() })) }),
})
export const takeLead = endpoint({
  id: 'takeLead',
  method: 'PUT',
  path: '/api/regions/:regionId/leads/:id',
  summary: '登记线索 take a lead in',
  params: place,
  body: z.strictObject({
    programmeId,
    source: z.enum(LEAD_SOURCES).exclude(['publicPage']),
    sourceNumber: z.string().trim().max(60).default(''),
    receivedOn: isoDate,
    unitId: id.nullable(),
    text: text(2000),
    contact: z.string().trim().max(60).default(''),
    /** Somebody looked at those that are alike and says that this is another. */
    distinct: z.boolean().default(false),
  }),
  ok: leadSchema,
})
export const actOnLead = endpoint({
  id: 'actOnLead',
  method: 'POST',
  path: '/api/regions/:regionId/leads/:id/acts',
  summary: '答复线索、标记重复 answer a lead, or say that it is a double',
  params: place,
  body: z.discriminatedUnion('act', [
    z.strictObject({ act: z.literal('answer'), outcome: z.enum(LEAD_OUTCOMES), words: text(500) }),
    z.strictObject({ act: z.literal('double'), of: id }),
    z.strictObject({ act: z.literal('undouble') }),
    z.strictObject({ act: z.literal('reopen'), words: text(500) }),
  ]),
  ok: leadSchema,
})
export const revealLead = endpoint({
  id: 'revealLead',
  method: 'POST',
  path: '/api/regions/:regionId/leads/:id/reveal',
  summary: '查看线索原文和联系方式（留痕） see a lead whole, logged',
  params: place,
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ text: z.string(), contact: z.string().nullable() }),
})
