// people: practitioners with specialty and title; the mobile is masked, its reveal is a logged act (SEC-1).
import { z } from 'zod'
import { endpoint, id, text, weekday } from './endpoint.ts'

const practitionerSchema = z.object({
  id: z.string(),
  name: z.string(),
  sex: z.enum(['男', '女']).nullable(),
  organisation: z.object({ id: z.string(), name: z.string() }),
  specialtyCode: z.string().nullable(),
  specialty: z.string(),
  titleCode: z.string().nullable(),
  title: z.string(),
  mobile: z.string().nullable(),
  active: z.boolean(),
  ownClinicWeekdays: z.array(z.number()),
})
export type PractitionerView = z.output<typeof practitionerSchema>

export const listPractitioners = endpoint({
  id: 'listPractitioners',
  method: 'GET',
  path: '/api/practitioners',
  summary: '医师列表 list practitioners',
  query: z.object({
    programmeId: z.string().max(40).optional(),
    organisationId: id.optional(),
    q: z.string().max(40).optional(),
  }),
  ok: z.object({ items: z.array(practitionerSchema) }),
})
export const savePractitioner = endpoint({
  id: 'savePractitioner',
  method: 'PUT',
  path: '/api/practitioners/:id',
  summary: '保存医师 save a practitioner',
  params: z.object({ id }),
  body: z.strictObject({
    name: text(40),
    sex: z.enum(['男', '女']).nullable(),
    organisationId: id,
    specialty: text(40),
    title: text(40),
    mobile: z
      .string()
      .regex(/^1[3-9]\d{9}$/)
      .nullable()
      .optional(),
    active: z.boolean(),
    ownClinicWeekdays: z.array(weekday).max(7).optional(),
  }),
  ok: practitionerSchema,
})
export const revealMobile = endpoint({
  id: 'revealMobile',
  method: 'POST',
  path: '/api/practitioners/:id/mobile',
  summary: '查看医师手机号（留痕） reveal a mobile, logged',
  params: z.object({ id }),
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ mobile: z.string().nullable() }),
})
export const codeTables = endpoint({
  id: 'codeTables',
  method: 'GET',
  path: '/api/code-tables',
  summary: '诊疗科目与职称代码表 specialties and titles',
  ok: z.object({
    specialties: z.array(z.object({ code: z.string(), name: z.string(), parent: z.string().nullable() })),
    titles: z.array(z.object({ code: z.string(), name: z.string(), level: z.string() })),
  }),
})
