// visits: whom the days served and what each agreed to; withdrawn at the desk or on the phone, at once (SEC-4, R22).
import { z } from 'zod'
import { PURPOSES } from '../domain/visits/consents.ts'
import { endpoint, id, isoMonth, regionId, text } from './endpoint.ts'
import { standingSchema } from './visits.ts'

const within = z.object({ regionId, programmeId: z.string().max(40) })
const people = z.object({
  items: z.array(
    z.object({
      regionId: z.string(),
      id: z.string(),
      cardId: z.string(),
      day: z.string(),
      unit: z.string(),
      practitioner: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      consents: z.array(standingSchema),
    }),
  ),
  /** The list was cut here: narrow it. */
  more: z.boolean(),
})
export type PersonItem = z.output<typeof people>['items'][number]

export const listBeneficiaries = endpoint({
  id: 'listBeneficiaries',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/beneficiaries',
  summary: '受益群众名单（脱敏） list the residents of a month, masked',
  params: within,
  query: z.object({ month: isoMonth }),
  ok: people,
})
/** A POST, so that a number never stands in an address or a log of addresses. */
export const findBeneficiaries = endpoint({
  id: 'findBeneficiaries',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/beneficiaries/search',
  summary: '按姓名或电话查找受益群众（留痕） find a resident by exact name or phone, logged',
  params: within,
  body: z
    .strictObject({ name: text(40).optional(), phone: text(20).optional() })
    .refine((asked) => asked.name !== undefined || asked.phone !== undefined),
  ok: people,
})
export const getConsentHistory = endpoint({
  id: 'getConsentHistory',
  method: 'GET',
  path: '/api/regions/:regionId/beneficiaries/:id/consents',
  summary: '一位群众的同意与撤回记录 what a resident agreed to and withdrew',
  params: z.object({ regionId, id }),
  ok: z.object({
    items: z.array(
      z.object({
        purpose: z.enum(PURPOSES),
        act: z.enum(['given', 'removed', 'withdrawn']),
        version: z.number().nullable(),
        how: z.string(),
        note: z.string(),
        by: z.string(),
        at: z.string(),
      }),
    ),
  }),
})
export const withdrawConsent = endpoint({
  id: 'withdrawConsent',
  method: 'PUT',
  path: '/api/regions/:regionId/consent-withdrawals/:id',
  summary: '撤回同意 withdraw consent',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    beneficiaryId: id,
    purposes: z.array(z.enum(PURPOSES)).min(1).max(PURPOSES.length),
    askedBy: z.enum(['self', 'guardian', 'family']),
    note: z.string().trim().max(200).default(''),
    deviceAt: z.iso.datetime().nullable().default(null),
  }),
  ok: 'none',
})
