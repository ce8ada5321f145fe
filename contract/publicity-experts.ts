// publicity: an expert's card, what residents read of a doctor beyond the duty itself, and her consent to it (PUB-1).
import { z } from 'zod'
import { CARD_PURPOSES, MOST_GOOD_AT, MOST_INTRODUCTION } from '../domain/people/expert-cards.ts'
import { endpoint, id, isoDate, text } from './endpoint.ts'

const standing = {
  practitionerId: z.string(),
  name: z.string(),
  title: z.string(),
  specialty: z.string(),
  hospital: z.string(),
  /** The full name stands on public pages; without it the surname alone. */
  nameShown: z.boolean(),
  /** The version residents read now. */
  shownVersion: z.number().nullable(),
  newestVersion: z.number(),
  state: z.enum(['none', 'asked', 'shown', 'changed', 'withdrawn']),
}
const summarySchema = z.object(standing)
export type ExpertCardLine = z.output<typeof summarySchema>

const wordingSchema = z.object({ version: z.number(), zh: z.string(), en: z.string() })
const cardSchema = z.object({
  ...standing,
  versions: z.array(
    z.object({
      version: z.number(),
      introduction: z.string(),
      goodAt: z.string(),
      writtenBy: z.string(),
      writtenAs: z.string(),
      writtenAt: z.string(),
    }),
  ),
  /** Newest first. */
  acts: z.array(
    z.object({
      id: z.string(),
      purpose: z.enum(CARD_PURPOSES),
      act: z.enum(['given', 'withdrawn']),
      way: z.enum(['self', 'paper', 'plan', 'earlier']),
      cardVersion: z.number().nullable(),
      wordingVersion: z.number().nullable(),
      signedOn: z.string().nullable(),
      note: z.string(),
      by: z.string().nullable(),
      as: z.string().nullable(),
      at: z.string(),
    }),
  ),
  wordings: z.object({ name: wordingSchema, introduction: wordingSchema }),
  /** How the doctor is called on public pages while her name is not shown. */
  shortName: z.string(),
})
export type ExpertCard = z.output<typeof cardSchema>

export const listExpertCards = endpoint({
  id: 'listExpertCards',
  method: 'GET',
  path: '/api/expert-cards',
  summary: '专家名片列表 experts’ cards and how they stand',
  query: z.object({ programmeId: z.string().max(40).optional(), q: z.string().max(40).optional() }),
  ok: z.object({ items: z.array(summarySchema) }),
})
export const getExpertCard = endpoint({
  id: 'getExpertCard',
  method: 'GET',
  path: '/api/practitioners/:id/expert-card',
  summary: '专家名片 one expert’s card with its versions and acts',
  params: z.object({ id }),
  ok: cardSchema,
})
export const getMyExpertCard = endpoint({
  id: 'getMyExpertCard',
  method: 'GET',
  path: '/api/my-expert-card',
  summary: '我的专家名片 the signed-in doctor’s own card',
  ok: cardSchema,
})
export const saveExpertCard = endpoint({
  id: 'saveExpertCard',
  method: 'PUT',
  path: '/api/practitioners/:id/expert-card',
  summary: '拟写专家名片 write a new version of a card',
  params: z.object({ id }),
  body: z.strictObject({
    introduction: text(MOST_INTRODUCTION),
    goodAt: z.string().trim().max(MOST_GOOD_AT).default(''),
    /** The version this one was written on top of; 0 for the first. */
    after: z.number().int().min(0).max(100_000),
  }),
  ok: cardSchema,
})

const agreed = {
  purpose: z.enum(CARD_PURPOSES),
  /** The version that was read; for an introduction. */
  cardVersion: z.number().int().min(1).max(100_000).nullable().default(null),
  wordingVersion: z.number().int().min(1).max(1000),
}
export const consentToExpertCard = endpoint({
  id: 'consentToExpertCard',
  method: 'POST',
  path: '/api/my-expert-card/consents',
  summary: '本人同意公示 agree to be shown, by the doctor herself',
  body: z.strictObject(agreed),
  ok: cardSchema,
})
export const recordExpertConsent = endpoint({
  id: 'recordExpertConsent',
  method: 'POST',
  path: '/api/practitioners/:id/expert-card/consents',
  summary: '登记公示依据 record a consent signed on paper, or the plan’s order',
  params: z.object({ id }),
  body: z.discriminatedUnion('way', [
    z.strictObject({
      way: z.literal('paper'),
      ...agreed,
      signedOn: isoDate,
      note: z.string().trim().max(200).default(''),
    }),
    z.strictObject({ way: z.literal('plan'), programmeId: z.string().regex(/^[a-z0-9-]{3,40}$/) }),
  ]),
  ok: cardSchema,
})
export const withdrawExpertConsent = endpoint({
  id: 'withdrawExpertConsent',
  method: 'POST',
  path: '/api/practitioners/:id/expert-card/withdrawals',
  summary: '撤回公示 withdraw what is shown of an expert, at once',
  params: z.object({ id }),
  body: z.strictObject({
    purpose: z.enum(CARD_PURPOSES),
    note: z.string().trim().max(200).default(''),
  }),
  ok: cardSchema,
})
