// assessments: exit with due process, and reports of breaches to the lead hospital (ASM-8, ASM-9, ASM-11).
import { z } from 'zod'
import { EXIT_ACTS, EXIT_KINDS, EXIT_OUTCOMES, EXIT_STATES } from '../domain/assessments/exit.ts'
import { EXIT_SIGNALS } from '../domain/programme/exit-terms.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const inCounty = z.object({ programmeId, regionId })
const place = z.object({ regionId, id })
const named = z.object({ id: z.string(), name: z.string() })
const fact = z.object({
  signal: z.enum(EXIT_SIGNALS),
  ref: z.string(),
  day: z.string(),
  words: z.string(),
  doctor: z.string().nullable(),
  /** The desk's page on which the fact stands. */
  page: z.string(),
})
const met = z.object({ signal: z.enum(EXIT_SIGNALS), count: z.number(), threshold: z.number() })
const about = {
  kind: z.enum(EXIT_KINDS),
  unit: named,
  hospital: named,
  practitioner: named.nullable(),
  department: z.string().nullable(),
  /** Whom it is about, in words. */
  subject: z.string(),
  met: z.array(met),
  /** Names of doctors past a threshold, where it is about a department or a hospital. */
  doctors: z.array(z.string()),
  facts: z.array(fact),
}
const rule = z.object({ citation: z.string(), clauses: z.array(z.string()), inferred: z.boolean() })

export const listExitProposals = endpoint({
  id: 'listExitProposals',
  method: 'GET',
  path: '/api/exit-proposals',
  summary: '按方案门槛可提出的退出 of whom the thresholds let an exit be proposed',
  query: inCounty,
  ok: z.object({ items: z.array(z.object(about)), rule: rule.nullable() }),
})

const exitCase = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  ...about,
  grounds: z.string(),
  rule,
  state: z.enum(EXIT_STATES),
  outcome: z.enum(EXIT_OUTCOMES).nullable(),
  replyBy: z.string().nullable(),
  replyWorkdays: z.number(),
  daysToReply: z.number().nullable(),
  proposedAt: z.string(),
  mayDo: z.array(z.enum(EXIT_ACTS)),
  acts: z.array(
    z.object({
      act: z.string(),
      outcome: z.enum(EXIT_OUTCOMES).nullable(),
      words: z.string(),
      late: z.boolean(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  places: z.array(
    z.object({
      id: z.string(),
      doctor: z.string(),
      need: z.string(),
      successor: z.string().nullable(),
      /** Published days to come that still name the doctor who left. */
      daysLeft: z.array(z.string()),
    }),
  ),
})
export type ExitCaseView = z.output<typeof exitCase>
export type ExitProposalView = z.output<typeof listExitProposals.ok>['items'][number]

export const listExits = endpoint({
  id: 'listExits',
  method: 'GET',
  path: '/api/exits',
  summary: '退出与调整 cases of exit',
  query: z.object({ programmeId, regionId: regionId.optional() }),
  ok: z.object({ today: z.string(), items: z.array(exitCase) }),
})
export const listMyExits = endpoint({
  id: 'listMyExits',
  method: 'GET',
  path: '/api/my/exits',
  summary: '与我有关的退出事项 cases about me',
  ok: z.object({ items: z.array(exitCase) }),
})
/** Opened from the facts as the server reads them; nothing takes effect by it. */
export const proposeExit = endpoint({
  id: 'proposeExit',
  method: 'PUT',
  path: '/api/regions/:regionId/exits/:id',
  summary: '提出退出 open a case',
  params: place,
  body: z.strictObject({
    programmeId,
    kind: z.enum(EXIT_KINDS),
    unitId: id,
    hospitalId: id,
    practitionerId: id.nullable(),
    department: text(60).nullable(),
    grounds: text(500),
  }),
  ok: exitCase,
})
export const actOnExit = endpoint({
  id: 'actOnExit',
  method: 'POST',
  path: '/api/regions/:regionId/exits/:id/acts',
  summary: '告知、陈述申辩、决定、不再接替 notice, reply, decide, waive',
  params: place,
  body: z.strictObject({
    act: z.enum(['notice', 'withdraw', 'reply', 'decide', 'waive']),
    outcome: z.enum(EXIT_OUTCOMES).optional(),
    words: text(500),
  }),
  ok: exitCase,
})
export const listExitSuccessors = endpoint({
  id: 'listExitSuccessors',
  method: 'GET',
  path: '/api/regions/:regionId/exits/:id/places/:placeId/successors',
  summary: '可接替的医师 who may come instead',
  params: z.object({ regionId, id, placeId: id }),
  ok: z.object({
    items: z.array(
      z.object({
        practitionerId: z.string(),
        name: z.string(),
        title: z.string(),
        specialty: z.string(),
        hospitalId: z.string(),
        hospital: z.string(),
        score: z.number().nullable(),
        postings: z.number(),
      }),
    ),
  }),
})
export const rematchExit = endpoint({
  id: 'rematchExit',
  method: 'POST',
  path: '/api/regions/:regionId/exits/:id/places/:placeId/successor',
  summary: '安排接替 post a successor',
  params: z.object({ regionId, id, placeId: id }),
  body: z.strictObject({ practitionerId: id, words: text(200) }),
  ok: exitCase,
})

export const VIOLATION_KINDS = ['discipline', 'inactive', 'dereliction', 'unfinished'] as const
const violation = z.object({
  regionId: z.string(),
  id: z.string(),
  kind: z.enum(VIOLATION_KINDS),
  unit: z.string(),
  hospital: z.string(),
  practitioner: named,
  lead: z.string(),
  happenedOn: z.string(),
  what: z.string(),
  by: z.string(),
  at: z.string(),
  acknowledged: z.object({ by: z.string(), at: z.string(), answer: z.string() }).nullable(),
  mayAcknowledge: z.boolean(),
})
export type ViolationView = z.output<typeof violation>
export const listViolations = endpoint({
  id: 'listViolations',
  method: 'GET',
  path: '/api/violations',
  summary: '违规违纪、不履职报告 reports of breaches',
  query: z.object({ programmeId, regionId: regionId.optional() }),
  ok: z.object({
    today: z.string(),
    items: z.array(violation),
    mayReport: z.boolean(),
    doctors: z.array(
      z.object({ practitionerId: z.string(), name: z.string(), unitId: z.string(), unit: z.string() }),
    ),
  }),
})
export const reportViolation = endpoint({
  id: 'reportViolation',
  method: 'PUT',
  path: '/api/regions/:regionId/violations/:id',
  summary: '报告牵头医院 report a breach to the lead hospital',
  params: place,
  body: z.strictObject({
    programmeId,
    kind: z.enum(VIOLATION_KINDS),
    unitId: id,
    practitionerId: id,
    happenedOn: isoDate,
    what: text(500),
  }),
  ok: violation,
})
export const acknowledgeViolation = endpoint({
  id: 'acknowledgeViolation',
  method: 'POST',
  path: '/api/regions/:regionId/violations/:id/acknowledgement',
  summary: '签收并说明处理 acknowledge a report',
  params: place,
  body: z.strictObject({ answer: text(500) }),
  ok: violation,
})
