// funding: claims of expenses of a duty day, their receipts, the list for finance, and the month beside the day cards (FIN-1, FIN-2).
import { z } from 'zod'
import { CLAIM_ACTS, CLAIM_STATES } from '../domain/funding/claim.ts'
import { EXPENSE_KINDS, MOST_LINES } from '../domain/funding/expenses.ts'
import { endpoint, id, isoDate, isoMonth, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const words = (max: number) => z.string().trim().max(max).default('')
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const party = z.object({ id: z.string(), name: z.string() })
const figures = z.object({ transport: z.number(), lodging: z.number(), supplies: z.number() })
const sums = z.record(z.enum(EXPENSE_KINDS), z.number())

const row = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  day: z.string(),
  practitioner: party,
  hospital: party,
  unit: party,
  state: z.enum(CLAIM_STATES),
  totalFen: z.number(),
  kinds: sums,
  /** What the day card says, in fen; null without a card. */
  card: figures.nullable(),
  differs: z.boolean(),
  difference: z.string(),
  photos: z.number(),
  mayDo: z.array(z.enum(CLAIM_ACTS)),
  /** The newest step: who, when, with which words. */
  last: z.object({ act: z.enum(CLAIM_ACTS), by: z.string(), at: z.string(), note: z.string() }).nullable(),
})
export type ClaimRow = z.output<typeof row>

const claim = row.extend({
  version: z.number(),
  cardId: z.string().nullable(),
  lines: z.array(
    z.object({
      kind: z.enum(EXPENSE_KINDS),
      fen: z.number(),
      issuer: z.string(),
      number: z.string(),
      note: z.string(),
    }),
  ),
  pictures: z.array(z.object({ sha256: z.string(), size: z.number() })),
  moves: z.array(
    z.object({
      act: z.enum(CLAIM_ACTS),
      state: z.enum(CLAIM_STATES),
      by: z.string(),
      at: z.string(),
      note: z.string(),
      totalFen: z.number(),
    }),
  ),
})
export type ClaimView = z.output<typeof claim>

const listed = z.object({
  programmeId,
  regionId: regionId.optional(),
  month: isoMonth,
  state: z.enum(CLAIM_STATES).optional(),
})
const openDay = z.object({
  regionId: z.string(),
  cardId: z.string(),
  day: z.string(),
  practitioner: party,
  hospital: party,
  unit: party,
  card: figures,
})
export type OpenDay = z.output<typeof openDay>

export const listClaims = endpoint({
  id: 'listClaims',
  method: 'GET',
  path: '/api/expense-claims',
  summary: '报销单 claims of a month',
  query: listed,
  ok: z.object({
    items: z.array(row),
    /** Days with a day card and no claim yet that the reader may claim. */
    openDays: z.array(openDay),
    mayClaim: z.boolean(),
  }),
})
export const getClaimsXlsx = endpoint({
  id: 'getClaimsXlsx',
  method: 'GET',
  path: '/api/expense-claims/xlsx',
  summary: '下载报销清单 the list for finance as .xlsx',
  query: listed,
  ok: 'file',
})

const total = z.object({
  hospital: party,
  /** Counted day cards, and what they say (FIN-2), in fen. */
  cards: z.number(),
  cardFen: figures,
  claims: z.number(),
  /** Of claims that are not cancelled. */
  kinds: sums,
  /** In fen, by how far claims have come. */
  states: z.object({ open: z.number(), submitted: z.number(), approved: z.number(), paid: z.number() }),
})
export type ExpenseTotal = z.output<typeof total>
export const getExpenseTotals = endpoint({
  id: 'getExpenseTotals',
  method: 'GET',
  path: '/api/expense-totals',
  summary: '巡诊经费与报销对照 day cards and claims of a month',
  query: z.object({ programmeId, regionId: regionId.optional(), month: isoMonth }),
  ok: z.object({ items: z.array(total) }),
})

const at = z.object({ regionId, id })
export const getClaim = endpoint({
  id: 'getClaim',
  method: 'GET',
  path: '/api/regions/:regionId/expense-claims/:id',
  summary: '一份报销单 a claim',
  params: at,
  ok: claim,
})
/** Amounts travel as they were typed: the server says which cannot be used and why. */
const lineInput = z.strictObject({
  kind: z.enum(EXPENSE_KINDS),
  amount: z.string().max(40),
  issuer: words(60),
  number: words(40),
  note: words(120),
})
export const saveClaim = endpoint({
  id: 'saveClaim',
  method: 'PUT',
  path: '/api/regions/:regionId/expense-claims/:id',
  summary: '填写报销单 write a claim',
  params: at,
  body: z.strictObject({
    programmeId,
    practitionerId: id,
    unitId: id,
    day: isoDate,
    difference: words(200),
    lines: z.array(lineInput).max(MOST_LINES),
    /** The version it was written upon; null for a new one. */
    version: z.number().int().min(1).nullable(),
  }),
  ok: claim,
})
export const actOnClaim = endpoint({
  id: 'actOnClaim',
  method: 'POST',
  path: '/api/regions/:regionId/expense-claims/:id/acts',
  summary: '提交、审核、付款 hand in, approve, pay',
  params: at,
  body: z.strictObject({
    act: z.enum(CLAIM_ACTS).exclude(['save']),
    version: z.number().int().min(1),
    note: words(200),
  }),
  ok: claim,
})

const picture = at.extend({ sha256 })
export const putReceiptPhoto = endpoint({
  id: 'putReceiptPhoto',
  method: 'PUT',
  path: '/api/regions/:regionId/expense-claims/:id/photos/:sha256',
  summary: '上传票据照片 add a picture of receipts',
  params: picture,
  body: 'bytes',
  ok: claim,
})
export const getReceiptPhoto = endpoint({
  id: 'getReceiptPhoto',
  method: 'GET',
  path: '/api/regions/:regionId/expense-claims/:id/photos/:sha256',
  summary: '看票据照片 see a picture of receipts',
  params: picture,
  ok: 'file',
})
export const dropReceiptPhoto = endpoint({
  id: 'dropReceiptPhoto',
  method: 'POST',
  path: '/api/regions/:regionId/expense-claims/:id/photos/:sha256/removal',
  summary: '删去票据照片 take a picture out',
  params: picture,
  body: z.strictObject({ reason: text(120).optional() }),
  ok: claim,
})
