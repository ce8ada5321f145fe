// reports: what a reviewer takes away — the inspection bundle (RPT-8) — and how reported numbers stand to the ledger (RPT-2).
import { z } from 'zod'
import { endpoint, regionId } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const period = z.string().regex(/^\d{4}(-\d{2}|-Q[1-4])?$/)

export const getInspectionBundle = endpoint({
  id: 'getInspectionBundle',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/inspection-bundles/:period',
  summary: '生成检查资料包 an inspection bundle',
  params: z.object({ regionId, programmeId, period }),
  ok: 'file',
})

const fact = z.object({
  dayCardId: z.string(),
  label: z.string(),
  /** Handed in afterwards, taken back since, or a lone half day the programme does not count. */
  why: z.enum(['added', 'removed', 'half']),
})
const cell = z.object({
  month: z.string(),
  /** What the newest report of the month says; null where none was handed in. */
  reported: z.number().nullable(),
  version: z.number().nullable(),
  part: z.enum(['main', 'supplement']).nullable(),
  ledger: z.number(),
  explained: z.array(fact),
})
export const getReconciliation = endpoint({
  id: 'getReconciliation',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/reconciliation/:year',
  summary: '已报数与台账核对 reported numbers against the ledger',
  params: z.object({ regionId, programmeId, year: z.string().regex(/^2\d{3}$/) }),
  ok: z.object({
    year: z.string(),
    months: z.array(z.string()),
    units: z.array(
      z.object({
        unitId: z.string(),
        unit: z.string(),
        months: z.array(cell),
        reported: z.number(),
        ledger: z.number(),
      }),
    ),
    reported: z.number(),
    ledger: z.number(),
  }),
})
export type Reconciliation = z.output<typeof getReconciliation.ok>
