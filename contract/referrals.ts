// referrals: what village clinics ask for (订单式巡诊, ORD-1); the review and the dispatch come later on the same orders.
import { z } from 'zod'
import {
  CONTACT_WORDINGS,
  ORDER_TRANSITIONS,
  type OrderState,
  PATIENT_GROUPS,
  URGENCIES,
  WISHES,
} from '../domain/referrals/visit-order.ts'
import { CONSENT_WAYS } from '../domain/visits/consents.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

const STATES = Object.keys(ORDER_TRANSITIONS) as [OrderState, ...OrderState[]]
/** Words in which no telephone or identity number finds room. */
const NO_NUMBER = /^(?!.*\d{6})/
const at = z.object({ regionId, id })
const deviceAt = z.iso.datetime().nullable().default(null)

const need = {
  group: z.enum(PATIENT_GROUPS),
  /** 王某, W: how the clinic tells its patients apart, never the whole name. */
  initials: z.string().trim().max(6).regex(/^\D*$/).default(''),
  problem: text(100).regex(NO_NUMBER),
  /** A code of the table of specialties; null where the clinic leaves it to the doctors. */
  specialty: z
    .string()
    .regex(/^\d{2}(\.\d{2})?$/)
    .nullable()
    .default(null),
  urgency: z.enum(URGENCIES),
  wish: z.enum(WISHES),
}
export const recordVisitOrder = endpoint({
  id: 'recordVisitOrder',
  method: 'PUT',
  path: '/api/regions/:regionId/visit-orders/:id',
  summary: '登记巡诊需求 record what a village needs',
  params: at,
  body: z.strictObject({
    ...need,
    /** Only with consent, and then with what was read out and how it was given (SEC-4). */
    contact: z
      .strictObject({
        name: z.string().trim().min(1).max(20).nullable(),
        phone: z
          .string()
          .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/)
          .nullable(),
        way: z.enum(CONSENT_WAYS),
        version: z.number().int().min(1).max(CONTACT_WORDINGS.length),
      })
      .refine((contact) => contact.name !== null || contact.phone !== null)
      .nullable()
      .default(null),
    deviceAt,
  }),
  ok: 'none',
})
export const withdrawVisitOrder = endpoint({
  id: 'withdrawVisitOrder',
  method: 'PUT',
  path: '/api/regions/:regionId/visit-orders/:id/withdrawal',
  summary: '撤回巡诊需求 withdraw a need',
  params: at,
  body: z.strictObject({ reason: text(200), deviceAt }),
  ok: 'none',
})

const visitOrderSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  state: z.enum(STATES),
  day: z.string(),
  village: z.object({ id: z.string(), name: z.string() }),
  unit: z.string(),
  group: z.enum(PATIENT_GROUPS),
  initials: z.string(),
  problem: z.string(),
  specialty: z.string().nullable(),
  urgency: z.enum(URGENCIES),
  wish: z.enum(WISHES),
  /** Masked; seen in full by a reason that is logged. */
  contact: z.object({ name: z.string().nullable(), phone: z.string().nullable() }).nullable(),
  reason: z.string(),
  /** Days since it was recorded. */
  age: z.number(),
  /** Other open orders of the village that may be the same need. */
  doubles: z.array(z.string()),
})
export type VisitOrder = z.output<typeof visitOrderSchema>

export const listVisitOrders = endpoint({
  id: 'listVisitOrders',
  method: 'GET',
  path: '/api/visit-orders',
  summary: '巡诊需求列表 list what villages need',
  query: z.object({ regionId: regionId.optional(), state: z.enum(STATES).optional() }),
  ok: z.object({
    /** The server's day, and where a new order of the reader's own clinic goes. */
    today: z.string(),
    home: z
      .object({ regionId: z.string(), villageId: z.string(), village: z.string(), unit: z.string() })
      .nullable(),
    items: z.array(visitOrderSchema),
    more: z.boolean(),
  }),
})
export const revealOrderContact = endpoint({
  id: 'revealOrderContact',
  method: 'POST',
  path: '/api/regions/:regionId/visit-orders/:id/contact',
  summary: '查看需求联系方式（留痕） reveal whom to tell, logged',
  params: at,
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
})
