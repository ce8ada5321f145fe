// assessments: the account of service that counts towards promotion, its gate, certificates, objections (ASM-5 … ASM-7).
import { z } from 'zod'
import { CREDIT_KINDS } from '../domain/assessments/credit.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'

const year = z.coerce.number().int().min(2000).max(2100)
const sums = {
  days: z.number(),
  personDays: z.number(),
  pending: z.number(),
}
const kinds = z.record(z.enum(CREDIT_KINDS), z.number())
const gate = z
  .object({ required: z.number(), missing: z.number(), met: z.boolean(), citation: z.string() })
  .nullable()
const objection = z.object({
  id: z.string(),
  regionId: z.string(),
  day: z.string(),
  words: z.string(),
  at: z.string(),
  upheld: z.boolean().nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
})
export type CreditObjection = z.output<typeof objection>
const line = z.object({
  regionId: z.string(),
  dayCardId: z.string(),
  day: z.string(),
  half: z.enum(['am', 'pm', 'day']),
  unit: z.string(),
  kinds: z.array(z.enum(CREDIT_KINDS)),
  reason: z.enum(['notConfirmed', 'absent', 'loneHalf']).nullable(),
})
const account = z.object({
  practitioner: z.object({ id: z.string(), name: z.string(), title: z.string(), hospital: z.string() }),
  years: z.array(z.object({ year: z.number(), ...sums, kinds, gate })),
  total: z.object({ ...sums, kinds }),
  lines: z.array(line),
  /** Days beyond those listed. */
  more: z.number(),
  objections: z.array(objection),
  certificates: z.array(
    z.object({
      id: z.string(),
      regionId: z.string(),
      number: z.string(),
      checkCode: z.string(),
      issuedOn: z.string(),
      revoked: z.boolean(),
    }),
  ),
  /** By which clause service counts; null where no plan has one. */
  citation: z.string().nullable(),
})
export type CreditAccountView = z.output<typeof account>

export const getMyCredit = endpoint({
  id: 'getMyCredit',
  method: 'GET',
  path: '/api/my/credit',
  summary: '我的基层服务 my service',
  ok: account,
})
export const getCredit = endpoint({
  id: 'getCredit',
  method: 'GET',
  path: '/api/practitioners/:practitionerId/credit',
  summary: '医师基层服务账户 a doctor’s service',
  params: z.object({ practitionerId: id }),
  query: z.object({ regionId: regionId.optional() }),
  ok: account,
})

const row = z.object({
  practitionerId: z.string(),
  name: z.string(),
  title: z.string(),
  hospital: z.string(),
  ...sums,
  kinds,
  gate,
  /** ASM-7; null where nobody entered it. */
  hospitalConsultations: z.number().nullable(),
  contracts: z.number().nullable(),
  grassrootsConsultations: z.number(),
  /** In percent with one decimal. */
  grassrootsShare: z.number().nullable(),
  rounds: z.number(),
  objections: z.number(),
})
export type CreditRow = z.output<typeof row>
const listed = z.object({
  programmeId: z.string().regex(/^[a-z0-9-]{3,40}$/),
  regionId: regionId.optional(),
  year,
})
export const listCredits = endpoint({
  id: 'listCredits',
  method: 'GET',
  path: '/api/credits',
  summary: '基层服务一览 service of all doctors',
  query: listed,
  ok: z.object({
    year: z.number(),
    today: z.string(),
    items: z.array(row),
    mayIssue: z.boolean(),
    mayEnter: z.boolean(),
  }),
})
export const getCreditsXlsx = endpoint({
  id: 'getCreditsXlsx',
  method: 'GET',
  path: '/api/credits/xlsx',
  summary: '下载基层服务一览 download as .xlsx',
  query: listed,
  ok: 'file',
})

export const issueCertificate = endpoint({
  id: 'issueCertificate',
  method: 'POST',
  path: '/api/regions/:regionId/certificates',
  summary: '出具基层服务证明 issue a certificate',
  params: z.object({ regionId }),
  body: z.object({
    practitionerId: id,
    from: isoDate,
    to: isoDate,
    /** Some days still wait for a confirmation, and the certificate leaves them out knowingly. */
    withoutPending: z.boolean().default(false),
  }),
  ok: z.object({ id: z.string(), number: z.string(), checkCode: z.string() }),
})
const certificate = z.object({ regionId, id })
export const getCertificatePdf = endpoint({
  id: 'getCertificatePdf',
  method: 'GET',
  path: '/api/regions/:regionId/certificates/:id/pdf',
  summary: '下载证明 the certificate as PDF',
  params: certificate,
  ok: 'file',
})
export const getCertificateFile = endpoint({
  id: 'getCertificateFile',
  method: 'GET',
  path: '/api/regions/:regionId/certificates/:id/file',
  summary: '下载可离线验证的证明文件 the signed file',
  params: certificate,
  ok: 'file',
})
export const revokeCertificate = endpoint({
  id: 'revokeCertificate',
  method: 'POST',
  path: '/api/regions/:regionId/certificates/:id/revocation',
  summary: '作废证明 revoke a certificate',
  params: certificate,
  body: z.object({ reason: text(200) }),
  ok: z.object({ id: z.string() }),
})

export const raiseCreditObjection = endpoint({
  id: 'raiseCreditObjection',
  method: 'POST',
  path: '/api/my/credit/objections',
  summary: '对账户提出异议 object to the account',
  body: z.object({ regionId, day: isoDate, words: text(300) }),
  ok: objection,
})
export const answerCreditObjection = endpoint({
  id: 'answerCreditObjection',
  method: 'POST',
  path: '/api/regions/:regionId/credit-objections/:id/answer',
  summary: '答复异议 answer an objection',
  params: certificate,
  body: z.object({ upheld: z.boolean(), answer: text(300) }),
  ok: objection,
})
export const saveDoctorYear = endpoint({
  id: 'saveDoctorYear',
  method: 'POST',
  path: '/api/practitioners/:practitionerId/years/:year',
  summary: '登记医师年度指标 a doctor’s figures of a year',
  params: z.object({ practitionerId: id, year }),
  body: z.object({
    hospitalConsultations: z.number().int().min(0).max(200_000).nullable(),
    contracts: z.number().int().min(0).max(20_000).nullable(),
  }),
  ok: z.object({ practitionerId: z.string(), year: z.number() }),
})
