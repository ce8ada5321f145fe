// dispatch: who could stand in, absences and closings, and the repair of a month they fall into.
import { z } from 'zod'
import { half, inRegion } from './dispatch.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'

const conflictSchema = z.object({ rule: z.string(), clause: z.string(), who: z.string() })

export const listSubstitutes = endpoint({
  id: 'listSubstitutes',
  method: 'GET',
  path: '/api/regions/:regionId/duties/:id/substitutes',
  summary: '谁可以顶替 who could stand in',
  params: z.object({ regionId, id }),
  ok: z.object({
    items: z.array(
      z.object({
        practitionerId: z.string(),
        name: z.string(),
        title: z.string(),
        specialty: z.string(),
        hospital: z.string(),
        extraCost: z.number().nullable(),
        broken: z.array(z.object({ rule: z.string(), text: z.string(), clause: z.string() })),
      }),
    ),
  }),
})

const span = { from: isoDate, to: isoDate, reason: text(200) }
const absentPractitioner = z.strictObject({
  kind: z.enum(['leave', 'training', 'gone']),
  practitionerId: id,
  ...span,
})
const closedUnit = z.strictObject({ kind: z.literal('closure'), unitId: id, ...span })
/** What happened: a doctor away, a unit closed, or only the calendar changed. */
const changeSchema = z.discriminatedUnion('kind', [
  absentPractitioner,
  closedUnit,
  z.strictObject({ kind: z.literal('calendar'), from: isoDate, to: isoDate }),
])
export type Change = z.output<typeof changeSchema>

const absenceSchema = z.object({
  id: z.string(),
  kind: z.enum(['leave', 'training', 'gone', 'closure']),
  subjectId: z.string(),
  subject: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  createdAt: z.string(),
})
export type AbsenceView = z.output<typeof absenceSchema>
export const listAbsences = endpoint({
  id: 'listAbsences',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/absences',
  summary: '停派与停诊 absences and closings',
  params: z.object(inRegion),
  query: z.object({ from: isoDate, to: isoDate }),
  ok: z.object({ items: z.array(absenceSchema) }),
})
export const withdrawAbsence = endpoint({
  id: 'withdrawAbsence',
  method: 'DELETE',
  path: '/api/regions/:regionId/absences/:id',
  summary: '撤销停派 withdraw an absence',
  params: z.object({ regionId, id }),
  ok: 'none',
})

const placed = z.object({
  unitId: z.string(),
  unit: z.string(),
  practitionerId: z.string(),
  name: z.string(),
  day: z.string(),
})
const leaving = placed.extend({ dutyId: z.string(), published: z.boolean() })
const forced = leaving.extend({ why: z.array(z.object({ text: z.string(), clause: z.string() })) })
const optionSchema = z.object({
  kind: z.enum(['another-day', 'another-doctor', 'both', 'chain', 'leave-open']),
  out: z.array(leaving),
  into: z.array(placed),
  counts: z.object({
    forced: z.number(),
    moved: z.number(),
    published: z.number(),
    unitsTold: z.number(),
  }),
  extraCost: z.number(),
  uncovered: z.array(
    z.object({
      unit: z.string(),
      month: z.string(),
      missing: z.number(),
      conflicts: z.array(conflictSchema),
    }),
  ),
})
export type RepairOptionView = z.output<typeof optionSchema>
const repairSchema = z.object({
  /** Changes when the roster does: an answer is taken only beside the roster it was found for. */
  stamp: z.string(),
  forced: z.array(forced),
  stuck: z.array(forced),
  options: z.array(optionSchema),
  seconds: z.number(),
})
export type RepairView = z.output<typeof repairSchema>
export const proposeRepair = endpoint({
  id: 'proposeRepair',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/repair-proposals',
  summary: '查看调整方案 ask for repairs',
  params: z.object(inRegion),
  body: z.strictObject({ change: changeSchema }),
  ok: repairSchema,
})
export const applyRepair = endpoint({
  id: 'applyRepair',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/repairs',
  summary: '登记停派并调整排班 record the change and repair the roster',
  params: z.object(inRegion),
  body: z.strictObject({
    change: changeSchema,
    stamp: z.string().max(64),
    out: z.array(id).max(500),
    into: z
      .array(z.strictObject({ unitId: id, practitionerId: id, day: isoDate, half: half.default('day') }))
      .max(500),
  }),
  ok: z.object({ moved: z.number(), absenceId: z.string().nullable() }),
})
