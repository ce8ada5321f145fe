// sync: what a phone did without a network, told again: contract calls with the device's own sequence numbers.
// Each takes effect once however often it arrives (R5); what is not accepted comes back in words (P16).
import { z } from 'zod'
import { endpoint, id, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'

/** Calls a phone may keep for later; the server refuses all others by this road. */
export const SYNCED_CALLS = [
  'saveDayCard',
  'recordPresence',
  'witnessPresence',
  'withdrawConsent',
  'addTrainee',
  'strikeTrainee',
  'recordVisitOrder',
  'withdrawVisitOrder',
  'requestLeave',
  'withdrawExpertConsent',
] as const
export type SyncedCall = (typeof SYNCED_CALLS)[number]

const values = z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()]))
const syncOpSchema = z.strictObject({
  id,
  /** Counts up by one on a device; calls take effect in this order. */
  seq: z.number().int().min(1).max(2_000_000_000),
  call: z.enum(SYNCED_CALLS),
  params: values.default({}),
  query: values.default({}),
  body: z.unknown(),
  /** The device's wall clock, kept and never trusted; and its monotonic clock with the boot it belongs to. */
  deviceAt: z.iso.datetime(),
  bootId: id,
  monoAt: z.number().min(0),
})
export type SyncOp = z.input<typeof syncOpSchema>

const OUTCOMES = ['applied', 'duplicate', 'refused', 'conflict', 'wait', 'later'] as const
const syncAnswerSchema = z.object({
  id: z.string(),
  seq: z.number(),
  /**
   * applied: it took effect now · duplicate: it had already · refused, conflict: it will not, see `problem`; both
   * versions are kept · wait: an earlier call has not arrived · later: the server could not, send it again.
   */
  outcome: z.enum(OUTCOMES),
  problem: problemSchema.nullable(),
})
export type SyncAnswer = z.output<typeof syncAnswerSchema>

export const sync = endpoint({
  id: 'sync',
  method: 'POST',
  path: '/api/sync',
  summary: '上传离线记录 tell what was done offline',
  body: z.strictObject({
    deviceId: id,
    bootId: id,
    sentAt: z.iso.datetime(),
    monoNow: z.number().min(0),
    /** The lowest sequence number the device still waits for; earlier ones are settled or were never made. */
    from: z.number().int().min(1),
    ops: z.array(syncOpSchema).min(1).max(20),
  }),
  ok: z.object({ serverAt: z.string(), answers: z.array(syncAnswerSchema) }),
})

export const registerDevice = endpoint({
  id: 'registerDevice',
  method: 'PUT',
  path: '/api/devices/:id',
  summary: '登记手机 register a phone',
  params: z.object({ id }),
  body: z.strictObject({ name: text(80) }),
  ok: z.object({
    id: z.string(),
    /** SPKI of the server's RSA-OAEP key (base64): the phone's data key is wrapped for it, so that a forgotten PIN loses nothing. */
    recoveryKey: z.string(),
  }),
})
export const recoverDevice = endpoint({
  id: 'recoverDevice',
  method: 'POST',
  path: '/api/devices/:id/recovery',
  summary: '忘记 PIN 后取回本机数据 open a phone whose PIN is forgotten',
  params: z.object({ id }),
  /** The data key as the phone wrapped it when it was registered (base64). */
  body: z.strictObject({ wrapped: z.string().min(100).max(2000) }),
  ok: z.object({ dataKey: z.string() }),
})
