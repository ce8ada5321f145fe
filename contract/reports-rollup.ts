// reports: a region's numbers added up from the ledger, city by city or county by county (RPT-10, R20), and how what its
// levels owe stands, counted where the rows are (RPT-7).
import { z } from 'zod'
import { PARTS } from '../domain/reports/dues.ts'
import { LEVELS } from '../domain/reports/obligations.ts'
import { endpoint, isoDate, regionId } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const figures = z.record(z.string(), z.number())

const rollUpSchema = z.object({
  regionId: z.string(),
  name: z.string(),
  period: z.string(),
  columns: z.array(z.object({ key: z.string(), label: z.string() })),
  rows: z.array(
    z.object({
      regionId: z.string(),
      name: z.string(),
      level: z.enum(['city', 'county']),
      /** Receiving units of the programme, and those of them with a counted day. */
      units: z.number(),
      active: z.number(),
      figures,
    }),
  ),
  total: z.object({ units: z.number(), active: z.number(), figures }),
})
export type RollUp = z.output<typeof rollUpSchema>
/** A month ('2024-05') or a year ('2024'); what a reader may not see is not in her sums. */
export const getRollUp = endpoint({
  id: 'getRollUp',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/rollup/:period',
  summary: '逐级汇总 a region’s numbers level by level',
  params: z.object({ regionId, programmeId, period: z.string().regex(/^2\d{3}(-(0[1-9]|1[0-2]))?$/) }),
  ok: rollUpSchema,
})

const collectingSchema = z.object({
  key: z.string(),
  programmeId: z.string(),
  packageId: z.string(),
  name: z.string(),
  period: z.string(),
  periodLabel: z.string(),
  part: z.enum(PARTS),
  level: z.enum(LEVELS),
  dueOn: z.string(),
  daysLeft: z.number(),
  /** Whether these reports are handed to the reader herself, not only to a level below hers. */
  toReader: z.boolean(),
  owed: z.number(),
  handedIn: z.number(),
  onTime: z.number(),
  accepted: z.number(),
  returned: z.number(),
  /** Handed in to the reader and not reviewed yet. */
  toReview: z.number(),
  missing: z.number(),
  /** The first 50 of those missing. */
  missingNames: z.array(z.string()),
})
export type Collecting = z.output<typeof collectingSchema>
/** What a level collects, by package, period and level, newest due day first. */
export const getCollecting = endpoint({
  id: 'getCollecting',
  method: 'GET',
  path: '/api/obligations/collecting',
  summary: '收报情况 how what is owed stands, counted',
  query: z.object({
    programmeId: programmeId.optional(),
    regionId: regionId.optional(),
    on: isoDate.optional(),
  }),
  ok: z.object({ today: z.string(), items: z.array(collectingSchema) }),
})
