// publicity: changes of a published month, and what is done to tell residents of each, channel by channel (PUB-3, LV-7).
import { z } from 'zod'
import { endpoint, id, isoMonth, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)

const taskSchema = z.object({
  channel: z.string(),
  /** What is ready at hand for it. */
  material: z.enum(['poster', 'article', 'message']),
  state: z.enum(['open', 'late', 'done', 'doneLate', 'superseded']),
  done: z
    .object({ id: z.string(), at: z.string(), by: z.string(), note: z.string(), picture: z.boolean() })
    .nullable(),
})
export type TellingTask = z.output<typeof taskSchema>

const unitSchema = z.object({
  unitId: z.string(),
  unit: z.string(),
  lines: z.array(z.object({ kind: z.string(), text: z.string(), superseded: z.boolean() })),
  /** The last day on which telling is in time. */
  tellBy: z.string(),
  superseded: z.boolean(),
  article: z.string(),
  message: z.string(),
  posterUrl: z.string(),
  pageUrl: z.string(),
  tasks: z.array(taskSchema),
})
const noticeSchema = z.object({
  id: z.string(),
  /** Since then the public page carries it. */
  madeAt: z.string(),
  units: z.array(unitSchema),
})
export type ChangeNoticeView = z.output<typeof noticeSchema>

export const listChangeNotices = endpoint({
  id: 'listChangeNotices',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month/change-notices',
  summary: '变更告知 changes of a month and who has been told',
  params: z.object({ regionId, programmeId, month: isoMonth }),
  ok: z.object({
    items: z.array(noticeSchema),
    /** The clause that asks for telling before the duty; null where the programme has none. */
    citation: z.string().nullable(),
  }),
})
export const recordTelling = endpoint({
  id: 'recordTelling',
  method: 'POST',
  path: '/api/regions/:regionId/change-notices/:id/tellings',
  summary: '登记已告知群众 record that residents were told by a channel',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    tellingId: id,
    unitId: id,
    channel: text(40),
    note: z.string().trim().max(200).default(''),
  }),
  ok: z.object({
    /** Somebody had recorded it before: that record stays (P31). */
    already: z.boolean(),
  }),
})
export const undoTelling = endpoint({
  id: 'undoTelling',
  method: 'DELETE',
  path: '/api/regions/:regionId/change-tellings/:id',
  summary: '撤销告知登记 take a record of telling back',
  params: z.object({ regionId, id }),
  ok: 'none',
})
export const putTellingPicture = endpoint({
  id: 'putTellingPicture',
  method: 'PUT',
  path: '/api/regions/:regionId/change-tellings/:id/picture',
  summary: '附上告知照片 add a picture of the telling',
  params: z.object({ regionId, id }),
  body: 'bytes',
  ok: 'none',
})
export const getTellingPicture = endpoint({
  id: 'getTellingPicture',
  method: 'GET',
  path: '/api/regions/:regionId/change-tellings/:id/picture',
  summary: '看告知照片 see the picture of a telling',
  params: z.object({ regionId, id }),
  ok: 'file',
})
