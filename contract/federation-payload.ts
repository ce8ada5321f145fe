// What stands inside a package between boxes, checked byte for byte when it arrives: nothing is believed because it is signed.
import { z } from 'zod'
import { REPORT_ACTS, REPORT_STATES } from '../domain/reports/chain.ts'
import { PARTS } from '../domain/reports/dues.ts'
import { LEVELS } from '../domain/reports/obligations.ts'
import { id, isoDate, regionId, text } from './endpoint.ts'

const moment = z.iso.datetime()
const words = (max: number) => z.string().max(max)
const count = z.number().int().min(0).max(10_000_000)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const act = z.strictObject({
  id,
  act: z.enum(REPORT_ACTS),
  side: z.enum(['owner', 'receiver', 'above']),
  state: z.enum(REPORT_STATES),
  version: z.number().int().min(0).max(10_000),
  note: words(500),
  by: text(60),
  at: moment,
})
const comment = z.strictObject({
  id,
  version: z.number().int().min(0).max(10_000),
  formId: words(60).nullable(),
  rowId: words(80).nullable(),
  field: words(60).nullable(),
  text: text(500),
  by: text(60),
  at: moment,
})
const content = z.looseObject({
  schema: z.literal(1),
  programmeId: words(40),
  packageId: words(60),
  period: words(20),
  part: z.enum(PARTS),
  coversTo: isoDate,
})
const report = z.strictObject({
  regionId,
  id,
  packageId: words(60),
  period: z.string().regex(/^\d{4}(-\d{2}|-Q[1-4])?$/),
  part: z.enum(PARTS),
  bodyId: z.union([id, regionId]),
  level: z.enum(LEVELS),
  state: z.enum(REPORT_STATES),
  dueOn: isoDate,
  resubmitBy: isoDate.nullable(),
  firstSubmittedAt: moment.nullable(),
  lastSubmittedAt: moment.nullable(),
  lastAt: moment,
  versions: z
    .array(
      z.strictObject({
        version: z.number().int().min(1).max(10_000),
        content,
        hash,
        by: text(60),
        at: moment,
      }),
    )
    .max(200),
  acts: z.array(act).max(2000),
  comments: z.array(comment).max(5000),
})
export type CarriedReport = z.output<typeof report>

const day = z.strictObject({
  id,
  unitId: id,
  hospitalId: id,
  practitionerId: id,
  day: isoDate,
  half: z.enum(['day', 'am', 'pm']),
  status: z.enum(['submitted', 'confirmed']),
  otherServices: words(2000),
  otherWork: words(2000),
  leaflets: count,
  noticeClicks: count,
  screenNotices: count,
  expensesFen: z.number().int().min(0).max(100_000_000_00),
  homeVisitRecords: count,
  activities: z.array(z.strictObject({ kind: text(40), count, participants: count })).max(60),
})

export const reportsPayload = z.strictObject({
  programme: z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{3,40}$/),
    versions: z
      .array(
        z.strictObject({
          version: z.number().int().min(1).max(1000),
          effectiveFrom: isoDate,
          reason: words(500),
          source: words(400_000),
        }),
      )
      .min(1)
      .max(200),
  }),
  organisations: z
    .array(
      z.strictObject({
        id,
        name: text(100),
        kind: text(60),
        ownership: z.enum(['provincial', 'municipal', 'county']).nullable(),
        division: z.string().regex(/^\d{2,12}$/),
        expertStudio: z.boolean(),
        sides: z.array(z.enum(['supporting', 'receiving', 'steering'])),
      }),
    )
    .max(3000),
  alliances: z
    .array(
      z.strictObject({
        id,
        name: text(100),
        officeId: id,
        members: z.array(id).max(3000),
      }),
    )
    .max(50),
  practitioners: z
    .array(
      z.strictObject({
        id,
        name: text(40),
        organisationId: id,
        titleCode: words(40).nullable(),
        titleText: words(60),
        specialtyCode: words(40).nullable(),
        specialtyText: words(60),
      }),
    )
    .max(20_000),
  reports: z.array(report).min(1).max(3000),
  facts: z.strictObject({ regionId, from: isoDate, to: isoDate, days: z.array(day).max(60_000) }).nullable(),
})
export type ReportsPayload = z.output<typeof reportsPayload>

export const answersPayload = z.strictObject({
  /** Packages that were taken, with the hash each had. */
  taken: z.array(z.strictObject({ id, hash, at: moment })).max(10_000),
  reports: z
    .array(
      z.strictObject({
        regionId,
        reportId: id,
        resubmitBy: isoDate.nullable(),
        acts: z.array(act).max(2000),
        comments: z.array(comment).max(5000),
      }),
    )
    .max(3000),
})
export type AnswersPayload = z.output<typeof answersPayload>
