// surveys: the call desk. One person at a time; the number is shown for a logged reason while the caller holds the person.
import { z } from 'zod'
import { OUTCOMES, STANDINGS } from '../domain/surveys/calls.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

const one = z.object({ regionId, id })
const person = z.object({ regionId, id, personId: id })

const callSchema = z.object({
  personId: z.string(),
  unit: z.string(),
  doctor: z.string(),
  /** Day of the service asked about. */
  day: z.string(),
  /** Masked. */
  name: z.string(),
  phone: z.string(),
  reserve: z.boolean(),
  place: z.number(),
  standing: z.enum(STANDINGS),
  attempts: z.array(
    z.object({
      outcome: z.enum(OUTCOMES),
      at: z.string(),
      by: z.string(),
      note: z.string(),
      laterAt: z.string().nullable(),
    }),
  ),
  /** What is left before somebody counts as not reached. */
  left: z.object({ calls: z.number(), days: z.number() }),
  heldBy: z.string().nullable(),
  mine: z.boolean(),
  heldUntil: z.string().nullable(),
})
export type CallView = z.output<typeof callSchema>
export type CallOutcome = (typeof OUTCOMES)[number]

export const listCalls = endpoint({
  id: 'listCalls',
  method: 'GET',
  path: '/api/regions/:regionId/surveys/:id/calls',
  summary: '拨打名单与进度 those in turn, masked, with their attempts',
  params: one,
  ok: z.object({
    items: z.array(callSchema),
    /** The reader's person, if any. */
    current: z.string().nullable(),
    waiting: z.number(),
  }),
})
export const takeCall = endpoint({
  id: 'takeCall',
  method: 'POST',
  path: '/api/regions/:regionId/surveys/:id/calls/next',
  summary: '取下一位群众 take the next person, or one who is named',
  params: one,
  body: z.strictObject({ personId: id.optional() }),
  ok: z.object({ personId: z.string().nullable() }),
})
export const revealNumber = endpoint({
  id: 'revealNumber',
  method: 'POST',
  path: '/api/regions/:regionId/surveys/:id/calls/:personId/reveal',
  summary: '显示号码（留痕） show the number, logged with its reason',
  params: person,
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ name: z.string(), phone: z.string() }),
})
export const recordCall = endpoint({
  id: 'recordCall',
  method: 'PUT',
  path: '/api/regions/:regionId/surveys/:id/calls/:callId',
  summary: '登记一次拨打 record a call',
  params: z.object({ regionId, id, callId: id }),
  body: z.strictObject({
    personId: id,
    outcome: z.enum(OUTCOMES),
    note: z.string().trim().max(200).default(''),
    laterAt: z.iso.datetime().nullable().default(null),
    answers: z
      .record(z.string().max(20), z.string().trim().max(500))
      .refine((given) => Object.keys(given).length <= 20)
      .default({}),
  }),
  ok: z.object({ outcome: z.enum(OUTCOMES) }),
})
export const releaseCall = endpoint({
  id: 'releaseCall',
  method: 'POST',
  path: '/api/regions/:regionId/surveys/:id/calls/:personId/release',
  summary: '放回这位群众 let the person go without a call',
  params: person,
  ok: 'none',
})
