// visits: coming, going and being witnessed; evidence weighed for a reader, never a lock (SCH-3, SUP-8).
import { z } from 'zod'
import { CODE_VERDICTS } from '../domain/visits/site-code.ts'
import { endpoint, id, isoMonth, regionId, text } from './endpoint.ts'

/** Given freely, for the place of a duty only; emptied after its term. */
const position = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  accuracyMetres: z.number().int().min(0).max(100_000),
})
const reason = z.string().trim().max(200).default('')

export const recordPresence = endpoint({
  id: 'recordPresence',
  method: 'PUT',
  path: '/api/regions/:regionId/presence/:id',
  summary: '报到、离岗 come and go',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    dutyId: id,
    kind: z.enum(['arrival', 'departure']),
    position: position.nullable().default(null),
    /** What was scanned or typed of the unit's code; judged and then forgotten. */
    siteCode: z.string().trim().max(200).nullable().default(null),
    /** 补记: made up later, with a reason; by anybody but the doctor it always is. */
    madeUp: z.boolean().default(false),
    /** When it is said to have been, on the day of the duty. */
    saidTime: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .nullable()
      .default(null),
    reason,
    deviceAt: z.iso.datetime().nullable().default(null),
  }),
  ok: 'none',
})
export const witnessPresence = endpoint({
  id: 'witnessPresence',
  method: 'PUT',
  path: '/api/regions/:regionId/presence/:id/witness',
  summary: '受援单位确认到岗或报告未到岗 the unit says who came',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    dutyId: id,
    verdict: z.enum(['present', 'absent']),
    reason,
    deviceAt: z.iso.datetime().nullable().default(null),
  }),
  ok: 'none',
})

const words = z.object({ code: z.string(), zh: z.string(), en: z.string() })
const part = words.extend({
  points: z.number(),
  of: z.number(),
  note: z.object({ zh: z.string(), en: z.string() }).nullable(),
})
const mark = z.object({
  id: z.string(),
  kind: z.enum(['arrival', 'departure', 'present', 'absent']),
  at: z.string(),
  /** Who said it. */
  by: z.string(),
  madeUp: z.boolean(),
  saidAt: z.string().nullable(),
  reason: z.string(),
  code: z.enum(CODE_VERDICTS).nullable(),
  position: z.enum(['near', 'far', 'unclear']).nullable(),
})
const presenceSchema = z.object({
  regionId: z.string(),
  dutyId: z.string(),
  day: z.string(),
  unit: z.string(),
  practitioner: z.string(),
  practitionerId: z.string(),
  hospital: z.string(),
  absent: z.boolean(),
  score: z.number(),
  parts: z.array(part),
  contradictions: z.array(words),
  marks: z.array(mark),
  /** Names what is known now; sent back when a person settles it. */
  evidence: z.string(),
  /** What a person found; `open` when new evidence has come since. */
  settlement: z.object({ note: z.string(), by: z.string(), at: z.string(), open: z.boolean() }).nullable(),
})
export type PresenceView = z.output<typeof presenceSchema>
export const listPresence = endpoint({
  id: 'listPresence',
  method: 'GET',
  path: '/api/presence',
  summary: '到岗情况 presence of a month',
  query: z.object({ programmeId: z.string().max(40), month: isoMonth }),
  ok: z.object({ items: z.array(presenceSchema) }),
})
export const settlePresence = endpoint({
  id: 'settlePresence',
  method: 'PUT',
  path: '/api/regions/:regionId/presence-settlements/:id',
  summary: '核实到岗矛盾 settle a contradiction',
  params: z.object({ regionId, id }),
  body: z.strictObject({ dutyId: id, evidence: text(400), note: text(500) }),
  ok: 'none',
})

const siteCodeUnit = z.object({
  id: z.string(),
  name: z.string(),
  /** Secrets of the months (base64, HMAC-SHA-256): the codes are worked out from them without a network. */
  keys: z.array(z.object({ month: z.string(), key: z.string() })),
})
export type SiteCodeUnit = z.output<typeof siteCodeUnit>
export const siteCodeUnits = z.array(siteCodeUnit)
export const getSiteCode = endpoint({
  id: 'getSiteCode',
  method: 'GET',
  path: '/api/site-code',
  summary: '本单位到岗码 the code at the place',
  ok: z.object({ serverAt: z.string(), units: siteCodeUnits }),
})

const settings = z.strictObject({
  /** How many minutes the unit's clock and the act may be apart. */
  codeToleranceMinutes: z.number().int().min(1).max(60),
  /** After how many days a position is emptied. */
  positionDays: z.number().int().min(1).max(365),
})
export const getPresenceSettings = endpoint({
  id: 'getPresenceSettings',
  method: 'GET',
  path: '/api/regions/:regionId/presence-settings',
  summary: '到岗设置 settings of presence',
  params: z.object({ regionId }),
  ok: settings,
})
export const savePresenceSettings = endpoint({
  id: 'savePresenceSettings',
  method: 'PUT',
  path: '/api/regions/:regionId/presence-settings',
  summary: '修改到岗设置 change the settings of presence',
  params: z.object({ regionId }),
  body: settings,
  ok: 'none',
})
