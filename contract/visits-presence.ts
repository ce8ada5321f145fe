// visits: coming, going and being witnessed; evidence weighed for a reader, never a lock (SCH-3, SUP-8).
import { z } from 'zod'
import { endpoint, id, isoMonth, regionId } from './endpoint.ts'

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
export const listPresence = endpoint({
  id: 'listPresence',
  method: 'GET',
  path: '/api/presence',
  summary: '到岗情况 presence of a month',
  query: z.object({ programmeId: z.string().max(40), month: isoMonth }),
  ok: z.object({
    items: z.array(
      z.object({
        regionId: z.string(),
        dutyId: z.string(),
        day: z.string(),
        unit: z.string(),
        practitioner: z.string(),
        hospital: z.string(),
        absent: z.boolean(),
        score: z.number(),
        parts: z.array(words.extend({ points: z.number(), of: z.number() })),
        contradictions: z.array(words),
      }),
    ),
  }),
})
