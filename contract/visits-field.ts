// visits, for the phone: what a person needs in a village without signal, in one answer to be kept sealed.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { dayCardSchema } from './visits.ts'
import { traineeSchema } from './visits-attendance.ts'
import { siteCodeUnits } from './visits-presence.ts'

const fieldDutySchema = z.object({
  regionId: z.string(),
  programmeId: z.string(),
  programme: z.string(),
  dutyId: z.string(),
  day: z.string(),
  half: z.enum(['day', 'am', 'pm']),
  homeVisitHalf: z.enum(['am', 'pm']).nullable(),
  unit: z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() }),
  practitioner: z.object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    specialty: z.string(),
    hospital: z.string(),
  }),
  /** What a printed card of this duty is known by, for whoever may type it in. */
  paper: z.object({ code: z.string(), cardId: z.string() }).nullable(),
  /** The dots of the code by which trainees sign in on that day, for whoever holds the session (TRN-1). */
  attendanceCode: z.object({ size: z.number(), dots: z.string() }).nullable(),
})
export type FieldDuty = z.output<typeof fieldDutySchema>

/** Days back and ahead that a phone holds: what may still be written down, and what is to come. */
export const FIELD_DAYS = { back: 14, ahead: 14 } as const

const fieldBundleSchema = z.object({
  today: z.string(),
  /** When the server said so; the phone shows how old its copy is. */
  readAt: z.string(),
  account: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  duties: z.array(fieldDutySchema),
  /** Cards of those days as they stand, so that a day is gone on with and not begun twice. */
  cards: z.array(dayCardSchema),
  /** Who signed in to the lectures and trainings of those days. */
  trainees: z.array(traineeSchema),
  /** What was said of coming and going on those days. */
  presence: z.array(
    z.object({
      id: z.string(),
      dutyId: z.string(),
      kind: z.string(),
      at: z.string(),
      madeUp: z.boolean().default(false),
      /** Whether a code of the place came with it, whatever it was found to be. */
      withCode: z.boolean().default(false),
    }),
  ),
  /** A unit's own device shows its codes from these; nobody else receives them. */
  siteCode: siteCodeUnits,
  /** After how many days a position given at 报到 is emptied. */
  positionDays: z.number(),
  /** What was told to the reader's body and nobody there has read, newest first (SUP-8). */
  notices: z.array(
    z.object({ regionId: z.string(), id: z.string(), zh: z.string(), en: z.string(), madeAt: z.string() }),
  ),
  /** Days of the span that are no workdays; null for years nobody has announced. */
  restDays: z.array(z.string()).nullable(),
})
export type FieldBundle = z.output<typeof fieldBundleSchema>
export const getFieldBundle = endpoint({
  id: 'getFieldBundle',
  method: 'GET',
  path: '/api/field-bundle',
  summary: '手机端随身数据 what the phone carries',
  ok: fieldBundleSchema,
})
