// publicity: what residents say without signing in, and how it is answered (PUB-7).
import { z } from 'zod'
import { FEEDBACK_KINDS, FEEDBACK_STATES, MOST_CONTACT, MOST_TEXT } from '../domain/publicity/feedback.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

export const sendFeedback = endpoint({
  id: 'sendFeedback',
  method: 'POST',
  path: '/public/feedback',
  summary: '群众反馈 say something about a unit, without signing in',
  body: z
    .strictObject({
      /** What the form was given: proves when it was opened, and that it is sent once. */
      token: z.string().max(200),
      unitId: id,
      kind: z.enum(FEEDBACK_KINDS),
      text: text(MOST_TEXT),
      contact: z.string().trim().max(MOST_CONTACT).default(''),
      agreed: z.boolean().default(false),
      /** A field no person sees. */
      trap: z.string().max(500).default(''),
    })
    .refine((sent) => sent.contact === '' || sent.agreed, { path: ['agreed'], error: '留联系方式须先同意' }),
  ok: z.object({ receipt: z.string(), already: z.boolean() }),
})

const feedbackSchema = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  kind: z.enum(FEEDBACK_KINDS),
  /** Numbers in it are hidden. */
  text: z.string(),
  hasContact: z.boolean(),
  state: z.enum(FEEDBACK_STATES),
  parkedReason: z.string().nullable(),
  madeAt: z.string(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
})
export type FeedbackView = z.output<typeof feedbackSchema>

const place = z.object({ regionId, id })
export const listFeedback = endpoint({
  id: 'listFeedback',
  method: 'GET',
  path: '/api/regions/:regionId/feedback',
  summary: '群众反馈列表 what residents said, numbers hidden',
  params: z.object({ regionId }),
  query: z.object({ state: z.enum(FEEDBACK_STATES).optional() }),
  ok: z.object({
    items: z.array(feedbackSchema),
    counts: z.object({ new: z.number(), answered: z.number(), parked: z.number() }),
    /** The list was cut here. */
    more: z.boolean(),
  }),
})
export const actOnFeedback = endpoint({
  id: 'actOnFeedback',
  method: 'POST',
  path: '/api/regions/:regionId/feedback/:id/acts',
  summary: '答复、搁置或恢复群众反馈 answer, park or take up a feedback',
  params: place,
  body: z.strictObject({
    act: z.enum(['answer', 'park', 'release']),
    words: z.string().trim().max(500).default(''),
  }),
  ok: feedbackSchema,
})
export const revealFeedback = endpoint({
  id: 'revealFeedback',
  method: 'POST',
  path: '/api/regions/:regionId/feedback/:id/reveal',
  summary: '查看反馈原文和联系方式（留痕） see a feedback whole, logged',
  params: place,
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ text: z.string(), contact: z.string().nullable() }),
})
