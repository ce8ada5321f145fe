// supervision: measures against units and persons, with the right of reply (SUP-9).
import { z } from 'zod'
import { MEASURE_ACTS, MEASURE_KINDS, MEASURE_STATES } from '../domain/supervision/measures.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'
import { named, programmeId } from './supervision.ts'

const place = z.object({ regionId, id })
const measureSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  kind: z.enum(MEASURE_KINDS),
  /** Whom it is about, in words. */
  subject: z.string(),
  unit: named.nullable(),
  hospital: named.nullable(),
  practitioner: named.nullable(),
  issueId: z.string(),
  issue: z.string(),
  grounds: z.string(),
  replyBy: z.string(),
  daysToReply: z.number(),
  state: z.enum(MEASURE_STATES),
  inForceOn: z.string().nullable(),
  noticedAt: z.string(),
  mayDo: z.array(z.enum(MEASURE_ACTS)),
  acts: z.array(z.object({ act: z.string(), words: z.string(), by: z.string(), at: z.string() })),
})
export type MeasureView = z.output<typeof measureSchema>

export const listMeasures = endpoint({
  id: 'listMeasures',
  method: 'GET',
  path: '/api/measures',
  summary: '措施台账 measures against units and persons',
  query: z.object({ programmeId }),
  ok: z.object({ today: z.string(), items: z.array(measureSchema) }),
})
/** Told beforehand: nothing takes effect by it (SUP-9). */
export const giveNotice = endpoint({
  id: 'giveNotice',
  method: 'PUT',
  path: '/api/regions/:regionId/measures/:id',
  summary: '拟处理告知 give notice of a measure',
  params: place,
  body: z.strictObject({
    programmeId,
    issueId: id,
    kind: z.enum(MEASURE_KINDS),
    against: z.enum(['unit', 'hospital', 'doctor']),
    grounds: text(500),
  }),
  ok: measureSchema,
})
export const actOnMeasure = endpoint({
  id: 'actOnMeasure',
  method: 'POST',
  path: '/api/regions/:regionId/measures/:id/acts',
  summary: '陈述申辩、作出决定 reply to a measure, decide about it',
  params: place,
  body: z.strictObject({ act: z.enum(MEASURE_ACTS), words: text(500) }),
  ok: measureSchema,
})
