// visits: the day card, recorded once, from which every form is derived (WRK-18).
import { z } from 'zod'
import { CONSENT_WAYS, PURPOSES } from '../domain/visits/consents.ts'
import { ACTIVITY_KINDS, SPECIAL_GROUPS } from '../domain/visits/day-card.ts'
import { count, endpoint, fen, id, isoDate, isoMonth, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'
import { photoSchema, photosInput } from './visits-photos.ts'

const half = z.enum(['day', 'am', 'pm'])
const activity = z.strictObject({
  kind: z.enum(ACTIVITY_KINDS),
  count,
  title: z.string().trim().max(120).default(''),
  participants: count.default(0),
  online: z.boolean().default(false),
})
const homeVisit = z.strictObject({
  specialGroup: z.enum(SPECIAL_GROUPS),
  place: text(80),
  service: text(200),
  nextStep: z.string().trim().max(200).default(''),
  homeBed: z.boolean().default(false),
})
const grant = z.strictObject({
  purpose: z.enum(PURPOSES),
  /** Of the wording that was read out. */
  version: z.number().int().min(1).max(999),
  way: z.enum(CONSENT_WAYS),
})
const beneficiary = z.strictObject({
  /** Made where the person is written down, so that a masked name says whom it means; without it she is new. */
  id: id.optional(),
  name: text(40),
  phone: z
    .string()
    .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|1\d{2}\*{4,6}\d{2,4})$/)
    .nullable(),
  specialGroup: z.enum(SPECIAL_GROUPS).nullable().default(null),
  consents: z.array(grant).max(PURPOSES.length).default([]),
})

/** What a person fills in; everything else on the forms is derived from it. */
export const dayCardInputSchema = z.strictObject({
  programmeId: z.string().regex(/^[a-z0-9-]{3,40}$/),
  dutyId: id.nullable(),
  unitId: id,
  practitionerId: id,
  day: isoDate,
  half,
  activities: z.array(activity).max(40),
  homeVisits: z.array(homeVisit).max(60),
  beneficiaries: z.array(beneficiary).max(300),
  photos: photosInput,
  otherServices: z.string().trim().max(500),
  otherWork: z.string().trim().max(500),
  leaflets: count,
  noticeClicks: count,
  screenNotices: count,
  transportFen: fen,
  lodgingFen: fen,
  suppliesFen: fen,
  answers: z.record(z.string().max(60), z.string().trim().max(300)).default({}),
  deviceAt: z.iso.datetime().nullable().default(null),
})
export type DayCardInput = z.input<typeof dayCardInputSchema>

/** How a purpose stands for one person; `way` is also 'earlier', from before it was asked. */
export const standingSchema = z.object({
  purpose: z.enum(PURPOSES),
  state: z.enum(['given', 'withdrawn']),
  version: z.number(),
  way: z.string(),
})

export const dayCardSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  version: z.number(),
  status: z.enum(['draft', 'submitted', 'confirmed', 'duplicate', 'merged']),
  duplicateOf: z.string().nullable(),
  programmeId: z.string(),
  dutyId: z.string().nullable(),
  day: z.string(),
  half,
  unit: z.object({ id: z.string(), name: z.string() }),
  practitioner: z.object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    specialty: z.string(),
    hospital: z.string(),
  }),
  activities: z.array(activity),
  homeVisits: z.array(homeVisit),
  beneficiaries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      specialGroup: z.string().nullable(),
      consents: z.array(standingSchema),
    }),
  ),
  photos: z.array(photoSchema),
  otherServices: z.string(),
  otherWork: z.string(),
  leaflets: z.number(),
  noticeClicks: z.number(),
  screenNotices: z.number(),
  transportFen: z.number(),
  lodgingFen: z.number(),
  suppliesFen: z.number(),
  answers: z.record(z.string(), z.string()),
  questions: z.array(problemSchema),
  updatedAt: z.string(),
})
export type DayCardView = z.output<typeof dayCardSchema>

export const listDayCards = endpoint({
  id: 'listDayCards',
  method: 'GET',
  path: '/api/day-cards',
  summary: '日志卡列表 list day cards',
  query: z.object({
    programmeId: z.string().max(40).optional(),
    month: isoMonth,
    unitId: id.optional(),
    status: z.string().max(20).optional(),
  }),
  ok: z.object({
    items: z.array(
      z.object({
        regionId: z.string(),
        id: z.string(),
        status: z.string(),
        day: z.string(),
        unit: z.string(),
        practitioner: z.string(),
        hospital: z.string(),
        duplicateOf: z.string().nullable(),
        consultations: z.number(),
        homeVisits: z.number(),
        lectures: z.number(),
        trainees: z.number(),
        beneficiaries: z.number(),
        questions: z.number(),
      }),
    ),
    missing: z.array(
      z.object({
        regionId: z.string(),
        dutyId: z.string(),
        programmeId: z.string(),
        day: z.string(),
        half,
        unitId: z.string(),
        unit: z.string(),
        practitionerId: z.string(),
        practitioner: z.string(),
      }),
    ),
  }),
})
export const getDayCard = endpoint({
  id: 'getDayCard',
  method: 'GET',
  path: '/api/regions/:regionId/day-cards/:id',
  summary: '一张日志卡 one day card',
  params: z.object({ regionId, id }),
  ok: dayCardSchema,
})
export const saveDayCard = endpoint({
  id: 'saveDayCard',
  method: 'PUT',
  path: '/api/regions/:regionId/day-cards/:id',
  summary: '保存日志卡 save a day card',
  params: z.object({ regionId, id }),
  query: z.object({ version: z.coerce.number().int().min(0), submit: z.enum(['yes', 'no']).default('no') }),
  body: dayCardInputSchema,
  ok: dayCardSchema,
})
export const confirmDayCard = endpoint({
  id: 'confirmDayCard',
  method: 'POST',
  path: '/api/regions/:regionId/day-cards/:id/confirmation',
  summary: '受援单位确认 confirm a day card',
  params: z.object({ regionId, id }),
  ok: dayCardSchema,
})
export const returnDayCard = endpoint({
  id: 'returnDayCard',
  method: 'DELETE',
  path: '/api/regions/:regionId/day-cards/:id/confirmation',
  summary: '退回日志卡 return a day card for correction',
  params: z.object({ regionId, id }),
  body: z.strictObject({ reason: text(200) }),
  ok: dayCardSchema,
})
export const mergeDayCards = endpoint({
  id: 'mergeDayCards',
  method: 'POST',
  path: '/api/regions/:regionId/day-cards/:id/merge',
  summary: '合并重复日志卡 merge a duplicate into the card it doubles',
  params: z.object({ regionId, id }),
  body: z.strictObject({ keep: z.enum(['original', 'duplicate', 'sum']), reason: text(200) }),
  ok: dayCardSchema,
})
export const revealBeneficiary = endpoint({
  id: 'revealBeneficiary',
  method: 'POST',
  path: '/api/regions/:regionId/beneficiaries/:id/phone',
  summary: '查看受益群众电话（留痕） reveal a phone, logged',
  params: z.object({ regionId, id }),
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ phone: z.string().nullable() }),
})
