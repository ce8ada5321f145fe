// organisations: who of an organisation hands in its reports, with whoever did before; the number is masked (ORG-6, SEC-1).
import { z } from 'zod'
import { endpoint, id, text } from './endpoint.ts'

const phone = z
  .string()
  .trim()
  .regex(/^[\d\-()（） ]{6,20}$/)
const reporterSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  startsOn: z.string(),
  /** The last day; null while in force. */
  endsOn: z.string().nullable(),
  setBy: z.string(),
  setAt: z.string(),
  endedBy: z.string().nullable(),
  endedReason: z.string(),
})
export type ReporterView = z.output<typeof reporterSchema>

const ofOrganisation = z.object({
  organisationId: z.string(),
  /** Whether the reader may set or end it. */
  mayWrite: z.boolean(),
  /** Newest first; the first one without `endsOn` is in force. */
  reporters: z.array(reporterSchema),
})
export type ReportersOf = z.output<typeof ofOrganisation>

export const listReporters = endpoint({
  id: 'listReporters',
  method: 'GET',
  path: '/api/reporters',
  summary: '信息报送人 reporters in force by organisation',
  query: z.object({ programmeId: z.string().max(40) }),
  ok: z.object({
    /** One line for each organisation in the reader's sight, null where none is named. */
    items: z.array(
      z.object({
        organisationId: z.string(),
        reporter: z.object({ id: z.string(), name: z.string(), phone: z.string() }).nullable(),
      }),
    ),
  }),
})
export const getReporters = endpoint({
  id: 'getReporters',
  method: 'GET',
  path: '/api/organisations/:id/reporters',
  summary: '历任信息报送人 reporters of an organisation',
  params: z.object({ id }),
  ok: ofOrganisation,
})
export const setReporter = endpoint({
  id: 'setReporter',
  method: 'PUT',
  path: '/api/organisations/:id/reporter',
  summary: '指定信息报送人 name the reporter',
  params: z.object({ id }),
  /** `after`: the one in force when the page was opened, null for none. */
  body: z.strictObject({ name: text(40), phone, after: id.nullable() }),
  ok: ofOrganisation,
})
export const endReporter = endpoint({
  id: 'endReporter',
  method: 'POST',
  path: '/api/organisations/:id/reporter/end',
  summary: '结束信息报送人 end without a successor',
  params: z.object({ id }),
  body: z.strictObject({ reporterId: id, reason: text(200) }),
  ok: ofOrganisation,
})
export const revealReporter = endpoint({
  id: 'revealReporter',
  method: 'POST',
  path: '/api/organisations/:id/reporters/:reporterId/phone',
  summary: '查看信息报送人电话（留痕） reveal the number, logged',
  params: z.object({ id, reporterId: id }),
  body: z.strictObject({ reason: text(200) }),
  ok: z.object({ phone: z.string() }),
})
