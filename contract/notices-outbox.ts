// notices: what was sent, waits or needs a person; addresses masked.
import { z } from 'zod'
import { CHANNEL_KINDS } from '../domain/notices/channels.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'

const STATES = ['waiting', 'sending', 'sent', 'parked', 'cancelled', 'givenUp'] as const
/** What a clerk asks for: `waiting` holds what is being sent, `settled` what was cancelled or given up. */
export const OUTBOX_FILTERS = ['all', 'waiting', 'parked', 'sent', 'settled'] as const

const messageSchema = z.object({
  id: z.string(),
  kind: z.string(),
  /** The sentence; of a text to one person nothing but that it is one. */
  zh: z.string(),
  en: z.string(),
  body: z.string(),
  channelKind: z.enum(CHANNEL_KINDS),
  label: z.string(),
  shown: z.string(),
  state: z.enum(STATES),
  attempts: z.number(),
  madeAt: z.string(),
  nextAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  reason: problemSchema.nullable(),
  unclear: z.boolean(),
  note: z.string().nullable(),
})
export type OutboxView = z.output<typeof messageSchema>

const params = z.object({ regionId })
export const listOutbox = endpoint({
  id: 'listOutbox',
  method: 'GET',
  path: '/api/regions/:regionId/outbox',
  summary: '通知发送 messages of a county, newest first',
  params,
  query: z.object({ show: z.enum(OUTBOX_FILTERS).default('all'), before: id.optional() }),
  /** The newest 200 before the given one; the counts are of all. */
  ok: z.object({
    counts: z.object({ waiting: z.number(), parked: z.number(), sent: z.number(), settled: z.number() }),
    items: z.array(messageSchema),
    more: z.boolean(),
  }),
})
export const getOutboxMessage = endpoint({
  id: 'getOutboxMessage',
  method: 'GET',
  path: '/api/regions/:regionId/outbox/:id',
  summary: '一条通知的发送情况 one message',
  params: z.object({ regionId, id }),
  ok: messageSchema,
})
const ids = z.array(id).min(1).max(200)
export const retryMessages = endpoint({
  id: 'retryMessages',
  method: 'POST',
  path: '/api/regions/:regionId/outbox/retries',
  summary: '重试停发的通知 try parked messages again',
  params,
  body: z.strictObject({ ids }),
  ok: z.object({ count: z.number() }),
})
export const giveUpMessages = endpoint({
  id: 'giveUpMessages',
  method: 'POST',
  path: '/api/regions/:regionId/outbox/given-up',
  summary: '放弃停发的通知 give parked messages up',
  params,
  body: z.strictObject({ ids, reason: text(200) }),
  ok: z.object({ count: z.number() }),
})
