// notices: what concerns a body, told to it in the transaction of the act, seen or unseen by each recipient apart (SUP-8).
import { z } from 'zod'
import { endpoint, id, regionId } from './endpoint.ts'

const noticeSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  kind: z.string(),
  zh: z.string(),
  en: z.string(),
  madeAt: z.string(),
  /** What it is about; the desk leads there. `day` where it is about a day. */
  link: z.object({
    type: z.string(),
    id: z.string(),
    programmeId: z.string().nullable(),
    day: z.string().nullable(),
  }),
  /** The earlier notice that this one takes back. */
  takesBack: z.object({ id: z.string(), madeAt: z.string() }).nullable(),
  /** When a later notice took this one back. */
  takenBackAt: z.string().nullable(),
  readAt: z.string().nullable(),
  readBy: z.string().nullable(),
})
export type NoticeView = z.output<typeof noticeSchema>

export const listNotices = endpoint({
  id: 'listNotices',
  method: 'GET',
  path: '/api/notices',
  summary: '通知 notices to my body in my role',
  query: z.object({ unseen: z.enum(['yes', 'no']).default('no') }),
  /** The newest 200; `unseen` counts all that nobody of the recipient has read. */
  ok: z.object({ unseen: z.number(), items: z.array(noticeSchema) }),
})
export const markNoticeRead = endpoint({
  id: 'markNoticeRead',
  method: 'PUT',
  path: '/api/regions/:regionId/notices/:id/read',
  summary: '已阅通知 mark a notice as read',
  params: z.object({ regionId, id }),
  ok: 'none',
})
