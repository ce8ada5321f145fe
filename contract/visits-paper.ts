// visits: day cards on paper, printed with their duty's facts and typed in later as the very card they are.
import { z } from 'zod'
import { endpoint, id, isoMonth, regionId } from './endpoint.ts'

export const printPaperCards = endpoint({
  id: 'printPaperCards',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/paper-cards.pdf',
  summary: '打印空白日志卡 PDF print day cards to fill in by hand',
  params: z.object({ regionId, programmeId: z.string().max(40) }),
  query: z.object({
    month: isoMonth,
    unitId: id.optional(),
    practitionerId: id.optional(),
    dutyId: id.optional(),
  }),
  ok: 'file',
})

const paperCardSchema = z.object({
  regionId: z.string(),
  programmeId: z.string(),
  /** The id that this sheet has wherever it is typed in. */
  cardId: z.string(),
  dutyId: z.string(),
  day: z.string(),
  half: z.enum(['day', 'am', 'pm']),
  unit: z.object({ id: z.string(), name: z.string() }),
  practitioner: z.object({ id: z.string(), name: z.string(), hospital: z.string() }),
  /** What is there already of this day: this very sheet, or a card that was recorded otherwise. */
  existing: z.object({ id: z.string(), status: z.string(), thisSheet: z.boolean() }).nullable(),
})
export type PaperCard = z.output<typeof paperCardSchema>

export const findPaperCard = endpoint({
  id: 'findPaperCard',
  method: 'GET',
  path: '/api/paper-cards/:code',
  summary: '按编号找纸质卡 find the duty of a printed card by its code',
  params: z.object({ code: z.string().min(4).max(20) }),
  /** More than one when two duties of a day share their letters: a person chooses. */
  ok: z.object({ items: z.array(paperCardSchema) }),
})
