// publicity: what went out before the month's first day, unit by unit, with the counters of the day cards (PUB-2, PUB-4).
import { z } from 'zod'
import { endpoint, isoMonth, regionId } from './endpoint.ts'

export const getCyclePublicity = endpoint({
  id: 'getCyclePublicity',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month/cycle-publicity',
  summary: '周期前宣传 what went out before the cycle',
  params: z.object({ regionId, programmeId: z.string().regex(/^[a-z0-9-]{3,40}$/), month: isoMonth }),
  ok: z.object({
    /** The public page carries the month since then. */
    pageSince: z.string().nullable(),
    citation: z.string().nullable(),
    items: z.array(
      z.object({
        unitId: z.string(),
        unit: z.string(),
        firstDay: z.string(),
        channels: z.array(
          z.object({
            name: z.string(),
            state: z.enum(['inTime', 'late', 'open', 'missed']),
            on: z.string().nullable(),
          }),
        ),
        leafletText: z.string(),
        screenText: z.string(),
        /** 附件3 columns 20–22 and 24, from the month's day cards. */
        counters: z.object({
          leaflets: z.number(),
          noticeClicks: z.number(),
          screenNotices: z.number(),
          otherWork: z.number(),
        }),
      }),
    ),
  }),
})
export type CyclePublicity = z.output<(typeof getCyclePublicity)['ok']>
