// publicity: typical cases, from the draft to the public page and upward; an approved version never changes (PUB-5, PUB-6).
import { z } from 'zod'
import { CASE_FIELDS, MOST_DONE, MOST_EFFECT, MOST_TITLE } from '../domain/publicity/case-check.ts'
import { CASE_ACTS, CASE_STATES } from '../domain/publicity/cases.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const place = z.object({ regionId, id })
const inProgramme = z.object({ regionId, programmeId })

const figureSchema = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  value: z.number(),
  unit: z.string(),
})
export type CaseFigure = z.output<typeof figureSchema>
const figuresSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** When they were read from the day cards. */
  readAt: z.string(),
  /** Day cards they were counted from. */
  cards: z.number(),
  rows: z.array(figureSchema),
})
export type CaseFigures = z.output<typeof figuresSchema>

/** What an approved version holds, just as it is hashed, printed and shown. */
export const caseContentSchema = z.object({
  title: z.string(),
  done: z.string(),
  effect: z.string(),
  county: z.string(),
  author: z.string(),
  units: z.array(z.string()),
  doctors: z.array(z.object({ name: z.string(), title: z.string(), hospital: z.string() })),
  figures: figuresSchema.nullable(),
})
export type CaseContent = z.output<typeof caseContentSchema>

const lineSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(CASE_STATES),
  author: z.string(),
  units: z.array(z.string()),
  since: z.string(),
  /** Of the newest approved version; 0 while there is none. */
  version: z.number(),
  pushes: z.number(),
  /** Public, but out of sight: a resident it names has withdrawn. */
  hidden: z.boolean(),
})
export type CaseLine = z.output<typeof lineSchema>

const caseSchema = z.object({
  ...lineSchema.shape,
  regionId: z.string(),
  programmeId: z.string(),
  revision: z.number(),
  /** The text as its author has it now; of an approved case just what was approved. */
  content: caseContentSchema,
  unitIds: z.array(z.string()),
  practitionerIds: z.array(z.string()),
  cleared: z.array(z.string()),
  /** What stands against it, as far as the reader sees the residents it may name. */
  findings: z.array(
    z.object({ field: z.enum(CASE_FIELDS), kind: z.enum(['number', 'resident']), text: z.string() }),
  ),
  /** Residents named with their consent; withdrawn there, the case is out of sight. */
  restsOnConsents: z.number(),
  mayDo: z.array(z.enum(CASE_ACTS)),
  mayEdit: z.boolean(),
  mayPush: z.boolean(),
  acts: z.array(
    z.object({
      id: z.string(),
      act: z.string(),
      revision: z.number(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  versions: z.array(
    z.object({ version: z.number(), hash: z.string(), approvedBy: z.string(), approvedAt: z.string() }),
  ),
  reports: z.array(
    z.object({
      id: z.string(),
      version: z.number(),
      to: z.string(),
      sentOn: z.string(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  pageUrl: z.string().nullable(),
})
export type CaseView = z.output<typeof caseSchema>

export const listCases = endpoint({
  id: 'listCases',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/cases',
  summary: '典型经验列表 typical cases',
  params: inProgramme,
  ok: z.object({ items: z.array(lineSchema), more: z.boolean() }),
})
export const getCase = endpoint({
  id: 'getCase',
  method: 'GET',
  path: '/api/regions/:regionId/cases/:id',
  summary: '典型经验 a typical case with its way so far',
  params: place,
  ok: caseSchema,
})
export const saveCase = endpoint({
  id: 'saveCase',
  method: 'PUT',
  path: '/api/regions/:regionId/programmes/:programmeId/cases/:id',
  summary: '撰写典型经验 write a typical case',
  params: z.object({ regionId, programmeId, id }),
  body: z.strictObject({
    title: text(MOST_TITLE),
    done: text(MOST_DONE),
    effect: text(MOST_EFFECT),
    unitIds: z.array(id).min(1).max(20),
    practitionerIds: z.array(id).max(20).default([]),
    /** Days whose day cards the figures are read from. */
    figures: z
      .strictObject({ from: isoDate, to: isoDate })
      .refine(({ from, to }) => from <= to, { path: ['to'], error: '止日不能早于起日' })
      .nullable()
      .default(null),
    cleared: z.array(text(40)).max(20).default([]),
    /** The revision it was written on top of; 0 for a new case. */
    after: z.number().int().min(0).max(100_000),
  }),
  ok: caseSchema,
})
export const actOnCase = endpoint({
  id: 'actOnCase',
  method: 'POST',
  path: '/api/regions/:regionId/cases/:id/acts',
  summary: '办理典型经验 submit, return, approve, publish or withdraw a case',
  params: place,
  body: z.strictObject({
    act: z.enum(CASE_ACTS),
    note: z.string().trim().max(500).default(''),
    /** The revision that was read. */
    revision: z.number().int().min(1).max(100_000),
  }),
  ok: caseSchema,
})
export const pushCase = endpoint({
  id: 'pushCase',
  method: 'POST',
  path: '/api/regions/:regionId/cases/:id/reports',
  summary: '登记典型经验上报 record that a version went upward',
  params: place,
  body: z.strictObject({
    version: z.number().int().min(1).max(100_000),
    to: text(60),
    sentOn: isoDate,
    note: z.string().trim().max(200).default(''),
  }),
  ok: caseSchema,
})
export const caseDocument = endpoint({
  id: 'caseDocument',
  method: 'GET',
  path: '/api/regions/:regionId/cases/:id/versions/:version/document.pdf',
  summary: '典型经验材料（PDF） an approved version as a file',
  params: z.object({ regionId, id, version: z.coerce.number().int().min(1).max(100_000) }),
  ok: 'file',
})
