// organisations: divisions, the tree of organisations, aliases.
import { z } from 'zod'
import { endpoint, id, text, weekday } from './endpoint.ts'

const organisationSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  ownership: z.enum(['provincial', 'municipal', 'county']).nullable(),
  division: z.object({ code: z.string(), name: z.string() }),
  parentId: z.string().nullable(),
  phone: z.string().nullable(),
  expertStudio: z.boolean(),
  position: z.tuple([z.number(), z.number()]).nullable(),
  marketWeekdays: z.array(z.number()),
  active: z.boolean(),
  aliases: z.array(z.string()),
})
export type OrganisationView = z.output<typeof organisationSchema>

export const listOrganisations = endpoint({
  id: 'listOrganisations',
  method: 'GET',
  path: '/api/organisations',
  summary: '机构列表 list organisations',
  query: z.object({
    programmeId: z.string().max(40).optional(),
    side: z.enum(['supporting', 'receiving']).optional(),
    q: z.string().max(60).optional(),
  }),
  ok: z.object({ items: z.array(organisationSchema) }),
})
export const saveOrganisation = endpoint({
  id: 'saveOrganisation',
  method: 'PUT',
  path: '/api/organisations/:id',
  summary: '保存机构 save an organisation',
  params: z.object({ id }),
  body: z.strictObject({
    name: text(80),
    kind: text(40),
    ownership: z.enum(['provincial', 'municipal', 'county']).nullable(),
    divisionCode: z.string().regex(/^\d{6,12}$/),
    parentId: id.nullable(),
    phone: z
      .string()
      .regex(/^[\d\-()（） ]{6,20}$/)
      .nullable(),
    expertStudio: z.boolean(),
    position: z
      .tuple([z.number().min(73).max(136), z.number().min(3).max(54)])
      .nullable()
      .optional(),
    marketWeekdays: z.array(weekday).max(7).optional(),
    aliases: z.array(text(80)).max(20),
  }),
  ok: organisationSchema,
})
export const searchDivisions = endpoint({
  id: 'searchDivisions',
  method: 'GET',
  path: '/api/divisions',
  summary: '查找行政区划 search divisions',
  query: z.object({
    q: z.string().trim().max(30).default(''),
    under: z
      .string()
      .regex(/^\d{0,12}$/)
      .default(''),
  }),
  ok: z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), path: z.string() })) }),
})
