// leave: asked for against a published duty, consented to by both bodies, decided by the bureau, filed upwards (LV-1 to LV-9).
import { z } from 'zod'
import { LEAVE_ACTS, LEAVE_STATES } from '../domain/leave/transitions.ts'
import { half } from './dispatch.ts'
import { endpoint, id, isoDate, isoMonth, regionId, text } from './endpoint.ts'

const moment = z.object({ day: z.string(), time: z.string() })
const body = z.enum(['supportingUnit', 'receivingUnit', 'bureau', 'requester'])
const place = z.object({ regionId, id })

/** LV-2: in writing, with the reason and the day it is made up for. */
export const requestLeave = endpoint({
  id: 'requestLeave',
  method: 'PUT',
  path: '/api/regions/:regionId/leaves/:id',
  summary: '请假 ask for leave',
  params: place,
  body: z.strictObject({
    dutyId: id,
    kind: z.enum(['planned', 'sick']),
    reason: text(300),
    replacementDay: isoDate.nullable(),
    handOver: z.string().trim().max(300).default(''),
    /** Why it comes late; asked for when the last moment has passed. */
    exceptionReason: z.string().trim().max(300).default(''),
    deviceAt: z.iso.datetime().nullable().default(null),
  }),
  ok: 'none',
})

/** What the rules say, before anything is typed. */
export const previewLeave = endpoint({
  id: 'previewLeave',
  method: 'GET',
  path: '/api/regions/:regionId/duties/:id/leave-preview',
  summary: '请假前须知 what a leave would mean',
  params: place,
  ok: z.object({
    bureauBy: moment,
    filingBy: moment,
    late: z.boolean(),
    needed: z.array(body),
    replacementDays: z.array(z.string()),
    replacementNeeded: z.boolean(),
    handOverNeeded: z.boolean(),
    clause: z.object({ quote: z.string(), ids: z.array(z.string()) }),
  }),
})

const leaveSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  dutyId: z.string(),
  day: z.string(),
  kind: z.enum(['planned', 'sick']),
  practitioner: z.object({ id: z.string(), name: z.string(), title: z.string(), specialty: z.string() }),
  hospital: z.object({ id: z.string(), name: z.string() }),
  unit: z.object({ id: z.string(), name: z.string() }),
  reason: z.string(),
  replacementDay: z.string().nullable(),
  handOver: z.string(),
  exceptionReason: z.string(),
  state: z.enum(LEAVE_STATES),
  /** Who has to act, since when, and until when; none once it is settled. */
  holders: z.array(body),
  since: z.string(),
  bureauBy: moment,
  filingBy: moment,
  late: z.boolean(),
  /** Nobody acted for longer than the rules bear: others may act in their place. */
  overdue: z.boolean(),
  levels: z.array(
    z.object({ level: z.string(), filedAt: z.string().nullable(), inTime: z.boolean().nullable() }),
  ),
  /** What the reader may do now. */
  mayDo: z.array(z.object({ act: z.enum(LEAVE_ACTS), body, inPlace: z.boolean() })),
  acts: z.array(
    z.object({
      act: z.string(),
      body: z.string(),
      inPlace: z.boolean(),
      level: z.string().nullable(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  requestedBy: z.string(),
  requestedAt: z.string(),
})
export type LeaveView = z.output<typeof leaveSchema>

export const listLeaves = endpoint({
  id: 'listLeaves',
  method: 'GET',
  path: '/api/leaves',
  summary: '请假列表 leaves of a month',
  query: z.object({ programmeId: z.string().max(40).optional(), month: isoMonth }),
  ok: z.object({ items: z.array(leaveSchema) }),
})
export const getLeave = endpoint({
  id: 'getLeave',
  method: 'GET',
  path: '/api/regions/:regionId/leaves/:id',
  summary: '一次请假 one leave with its timeline',
  params: place,
  ok: leaveSchema,
})
export const actOnLeave = endpoint({
  id: 'actOnLeave',
  method: 'POST',
  path: '/api/regions/:regionId/leaves/:id/acts',
  summary: '同意、不同意、撤回、备案 act on a leave',
  params: place,
  body: z.strictObject({
    act: z.enum(['consent', 'approve', 'refuse', 'withdraw', 'file']),
    body,
    note: z.string().trim().max(300).default(''),
    level: z.enum(['city', 'province']).optional(),
  }),
  ok: leaveSchema,
})
const placed = z.strictObject({ unitId: id, practitionerId: id, day: isoDate, half: half.default('day') })
/** The grant and its repair in one piece: the roster never stands between the two (SCH-2). */
export const grantLeave = endpoint({
  id: 'grantLeave',
  method: 'POST',
  path: '/api/regions/:regionId/leaves/:id/grant',
  summary: '准假并调整排班 grant a leave and repair the roster',
  params: place,
  body: z.strictObject({
    stamp: z.string().max(64),
    out: z.array(id).min(1).max(50),
    into: z.array(placed).max(50),
    note: z.string().trim().max(300).default(''),
  }),
  ok: leaveSchema,
})
export const revokeLeave = endpoint({
  id: 'revokeLeave',
  method: 'POST',
  path: '/api/regions/:regionId/leaves/:id/revocation',
  summary: '撤销已准的假 revoke a granted leave',
  params: place,
  body: z.strictObject({ reason: text(300) }),
  ok: leaveSchema,
})

/** What a doctor's phone carries of leave: the rules of the coming duties worked out, and what was asked for. */
const fieldLeavesSchema = z.object({
  offers: z.array(
    z.object({
      dutyId: z.string(),
      bureauBy: moment,
      replacementDays: z.array(z.string()),
      replacementNeeded: z.boolean(),
      handOverNeeded: z.boolean(),
      quote: z.string(),
    }),
  ),
  leaves: z.array(leaveSchema),
})
export type FieldLeaves = z.output<typeof fieldLeavesSchema>
export const getFieldLeaves = endpoint({
  id: 'getFieldLeaves',
  method: 'GET',
  path: '/api/field-leaves',
  summary: '手机端请假数据 leave as the phone carries it',
  ok: fieldLeavesSchema,
})

const delegationSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  organisationId: z.string(),
  organisation: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  madeAt: z.string(),
})
export const listLeaveDelegations = endpoint({
  id: 'listLeaveDelegations',
  method: 'GET',
  path: '/api/leave-delegations',
  summary: '请假代办 who may act in whose place',
  ok: z.object({ items: z.array(delegationSchema) }),
})
export const delegateLeave = endpoint({
  id: 'delegateLeave',
  method: 'PUT',
  path: '/api/regions/:regionId/leave-delegations/:id',
  summary: '委托代办请假 let others act on leaves in our place',
  params: place,
  body: z.strictObject({ from: isoDate, to: isoDate, reason: text(200) }),
  ok: 'none',
})
export const endLeaveDelegation = endpoint({
  id: 'endLeaveDelegation',
  method: 'DELETE',
  path: '/api/regions/:regionId/leave-delegations/:id',
  summary: '结束委托代办 end it',
  params: place,
  ok: 'none',
})
