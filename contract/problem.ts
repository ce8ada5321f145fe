// How every refusal travels: a stable code, both languages, the remedy and the places.
import { z } from 'zod'

const placeSchema = z.object({
  file: z.string().optional(),
  sheet: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  line: z.number().optional(),
  path: z.string().optional(),
})

export const problemSchema = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  remedyZh: z.string(),
  remedyEn: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  place: placeSchema.optional(),
})

/** The body of every 4xx and 5xx answer. `requestId` finds the act in the server's log. */
export const refusalSchema = problemSchema.extend({
  status: z.number().int(),
  requestId: z.string().optional(),
  problems: z.array(problemSchema).default([]),
})
export type Refusal = z.output<typeof refusalSchema>
