// supervision: issues from their finding to their closing (ISS-3, ISS-5).
import { z } from 'zod'
import { ISSUE_ACTS, ISSUE_SCOPES, ISSUE_STATES, OWNER_ROLES } from '../domain/supervision/issues.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'
import { evidenceInput, evidenceSchema, named, programmeId } from './supervision.ts'

const place = z.object({ regionId, id })
const issueSchema = z.object({
  regionId: z.string(),
  id: z.string(),
  programmeId: z.string(),
  source: z.enum(['check', 'lead', 'other']),
  checkId: z.string().nullable(),
  unit: named.nullable(),
  hospital: named.nullable(),
  practitioner: named.nullable(),
  /** Numbers in it are hidden. */
  what: z.string(),
  scope: z.enum(ISSUE_SCOPES).nullable(),
  rootCause: z.string(),
  measure: z.string(),
  owner: z
    .object({ role: z.enum(OWNER_ROLES), organisation: named.nullable(), person: z.string() })
    .nullable(),
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
  state: z.enum(ISSUE_STATES),
  mergedInto: z.string().nullable(),
  raisedOn: z.string(),
  raisedBy: z.string(),
  /** How many are part of it. */
  parts: z.number(),
  /** What the reader may do now. */
  mayDo: z.array(z.enum(ISSUE_ACTS)),
  /** Whose turn it is is the reader's own. */
  mine: z.boolean(),
})
const detailSchema = issueSchema.extend({
  acts: z.array(
    z.object({
      id: z.string(),
      act: z.string(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
      evidence: z.array(evidenceSchema),
      results: z.array(
        z.object({
          kind: z.enum(['institution', 'outcome']),
          name: z.string(),
          number: z.string(),
          madeOn: z.string(),
        }),
      ),
    }),
  ),
  partOf: z.array(z.object({ id: z.string(), what: z.string(), unit: z.string() })),
  /** Whom it may be given to. */
  owners: z.array(z.object({ role: z.enum(OWNER_ROLES), organisation: named.nullable() })),
  /** The term the programme names, as a day from today. */
  usualDueOn: z.string(),
})
export type IssueLine = z.output<typeof issueSchema>
export type IssueView = z.output<typeof detailSchema>

export const listIssues = endpoint({
  id: 'listIssues',
  method: 'GET',
  path: '/api/issues',
  summary: '问题清单 issues',
  query: z.object({ programmeId, regionId: regionId.optional() }),
  ok: z.object({ today: z.string(), items: z.array(issueSchema), more: z.boolean() }),
})
export const getIssue = endpoint({
  id: 'getIssue',
  method: 'GET',
  path: '/api/regions/:regionId/issues/:id',
  summary: '一个问题 one issue with its evidence',
  params: place,
  ok: detailSchema,
})
/** A finding outside a check: from a lead, or seen in the records. */
export const raiseIssue = endpoint({
  id: 'raiseIssue',
  method: 'PUT',
  path: '/api/regions/:regionId/issues/:id',
  summary: '登记问题 raise an issue',
  params: place,
  body: z.strictObject({
    programmeId,
    leadId: id.nullable().default(null),
    unitId: id.nullable(),
    practitionerId: id.nullable().default(null),
    what: text(500).min(2),
    evidence: z.array(evidenceInput).max(20),
  }),
  ok: 'none',
})
const note = z.string().trim().max(500).default('')
const owner = z.strictObject({ role: z.enum(OWNER_ROLES), organisationId: id.nullable() })
const result = z.strictObject({
  kind: z.enum(['institution', 'outcome']),
  name: text(200),
  number: z.string().trim().max(60).default(''),
  madeOn: isoDate,
})
export const actOnIssue = endpoint({
  id: 'actOnIssue',
  method: 'POST',
  path: '/api/regions/:regionId/issues/:id/acts',
  summary: '定性、分派、整改、复查、销号 act on an issue',
  params: place,
  body: z.discriminatedUnion('act', [
    z.strictObject({
      act: z.literal('classify'),
      scope: z.enum(ISSUE_SCOPES),
      rootCause: z.string().trim().max(500).default(''),
      note,
    }),
    z.strictObject({
      act: z.literal('assign'),
      owner,
      ownerName: z.string().trim().max(40).default(''),
      measure: text(500),
      dueOn: isoDate,
      note,
    }),
    z.strictObject({
      act: z.literal('report'),
      note: text(500),
      evidence: z.array(evidenceInput).max(20),
      results: z.array(result).max(10).default([]),
    }),
    z.strictObject({
      act: z.literal('pass'),
      note: text(500),
      evidence: z.array(evidenceInput).max(20).default([]),
    }),
    z.strictObject({
      act: z.literal('fail'),
      note: text(500),
      evidence: z.array(evidenceInput).max(20).default([]),
    }),
    z.strictObject({ act: z.literal('reopen'), dueOn: isoDate, note: text(500) }),
    z.strictObject({ act: z.literal('merge'), into: id, note }),
  ]),
  ok: detailSchema,
})
