// leave: absences without leave, as cases with their evidence and a reply (LV-8).
import { z } from 'zod'
import { ABSENCE_DECISIONS } from '../domain/leave/absence-case.ts'
import { endpoint, id, isoMonth, regionId, text } from './endpoint.ts'

const place = z.object({ regionId, id })
const caseSchema = z.object({
  regionId: z.string(),
  dutyId: z.string(),
  day: z.string(),
  practitioner: z.object({ id: z.string(), name: z.string() }),
  hospital: z.string(),
  unit: z.string(),
  state: z.enum(['open', 'replied', 'decided']),
  replyUntil: z.string(),
  mayReply: z.boolean(),
  mayDecide: z.boolean(),
  /** What speaks for and against: marks of that day, and requests for leave that were not granted. */
  evidence: z.array(z.object({ at: z.string(), what: z.string(), by: z.string(), note: z.string() })),
  acts: z.array(
    z.object({
      act: z.enum(['reply', 'decision']),
      decision: z.enum(ABSENCE_DECISIONS).nullable(),
      words: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
})
export type AbsenceCase = z.output<typeof caseSchema>
export const listAbsenceCases = endpoint({
  id: 'listAbsenceCases',
  method: 'GET',
  path: '/api/absence-cases',
  summary: '脱岗情况 absences without leave',
  query: z.object({ programmeId: z.string().max(40), month: isoMonth }),
  ok: z.object({ items: z.array(caseSchema) }),
})
export const replyToAbsence = endpoint({
  id: 'replyToAbsence',
  method: 'PUT',
  path: '/api/regions/:regionId/duties/:id/absence-replies/:replyId',
  summary: '脱岗情况说明 reply to a report of absence',
  params: place.extend({ replyId: id }),
  body: z.strictObject({ words: text(500) }),
  ok: 'none',
})
export const decideAbsence = endpoint({
  id: 'decideAbsence',
  method: 'POST',
  path: '/api/regions/:regionId/duties/:id/absence-decision',
  summary: '脱岗处理意见 decide about an absence',
  params: place,
  body: z.strictObject({ decision: z.enum(ABSENCE_DECISIONS), words: text(500) }),
  ok: 'none',
})
