// publicity: what residents see, and the record of when it went out (PUB-1, PUB-2).
import { z } from 'zod'
import { PUBLICATION_CHANNELS } from '../domain/publicity/cycle.ts'
import { endpoint, id, isoMonth, regionId } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
export const poster = endpoint({
  id: 'poster',
  method: 'GET',
  path: '/public/units/:unitId/:month/poster.pdf',
  summary: '坐诊海报 poster of a unit',
  params: z.object({ unitId: id, month: isoMonth }),
  ok: 'file',
})
export const calendarFeed = endpoint({
  id: 'calendarFeed',
  method: 'GET',
  path: '/public/units/:unitId/calendar.ics',
  summary: '坐诊日历 calendar feed of a unit',
  params: z.object({ unitId: id }),
  ok: 'file',
})
export const wechatText = endpoint({
  id: 'wechatText',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month/wechat-text',
  summary: '公众号文案 ready text for 公众号',
  params: z.object({ regionId, programmeId, month: isoMonth }),
  query: z.object({ unitId: id.optional() }),
  ok: z.object({ text: z.string() }),
})
export const recordPublication = endpoint({
  id: 'recordPublication',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month/publications',
  summary: '登记已发布渠道 record that it went out',
  params: z.object({ regionId, programmeId, month: isoMonth }),
  body: z.strictObject({ unitId: id.nullable(), channel: z.enum(PUBLICATION_CHANNELS) }),
  ok: 'none',
})
export const listPublications = endpoint({
  id: 'listPublications',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month/publications',
  summary: '发布记录 what went out and when',
  params: z.object({ regionId, programmeId, month: isoMonth }),
  ok: z.object({
    items: z.array(
      z.object({
        channel: z.string(),
        unit: z.string().nullable(),
        unitId: z.string().nullable(),
        publishedAt: z.string(),
        version: z.number(),
      }),
    ),
    units: z.array(
      z.object({
        unitId: z.string(),
        unit: z.string(),
        pageUrl: z.string(),
        posterUrl: z.string(),
        calendarUrl: z.string(),
      }),
    ),
  }),
})
