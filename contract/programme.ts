// programme: the plans as data, with the clause behind each rule; holidays.
import { z } from 'zod'
import { endpoint, isoDate, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'
import { programmeFileSchema } from './programme-file.ts'

const programmeId = z.object({ id: z.string().regex(/^[a-z0-9-]{3,40}$/) })

const programmeCardSchema = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  division: z.object({ code: z.string(), name: z.string() }),
  year: z.number(),
  period: z.object({ from: z.string(), to: z.string() }),
  version: z.number(),
  demonstration: z.boolean(),
})
export type ProgrammeCard = z.output<typeof programmeCardSchema>

export const listProgrammes = endpoint({
  id: 'listProgrammes',
  method: 'GET',
  path: '/api/programmes',
  summary: '项目列表 list programmes',
  ok: z.object({ items: z.array(programmeCardSchema) }),
})
export const getProgramme = endpoint({
  id: 'getProgramme',
  method: 'GET',
  path: '/api/programmes/:id',
  summary: '项目与规则 a programme with its rules and clauses',
  params: programmeId,
  query: z.object({ on: isoDate.optional() }),
  ok: z.object({
    card: programmeCardSchema,
    document: programmeFileSchema,
    citations: z.record(z.string(), z.string()),
    versions: z.array(
      z.object({ version: z.number(), effectiveFrom: z.string(), reason: z.string(), createdAt: z.string() }),
    ),
    notes: z.array(problemSchema),
  }),
})
export const checkProgrammeFile = endpoint({
  id: 'checkProgrammeFile',
  method: 'POST',
  path: '/api/programme-checks',
  summary: '检查方案文件 check a programme file',
  body: z.strictObject({ source: z.string().max(1_000_000), file: text(200) }),
  ok: z.object({ ok: z.boolean(), id: z.string().nullable(), problems: z.array(problemSchema) }),
})
export const saveProgramme = endpoint({
  id: 'saveProgramme',
  method: 'POST',
  path: '/api/programmes',
  summary: '新建项目或新版本 create a programme or a new version',
  body: z.strictObject({ source: z.string().max(1_000_000), reason: text(300), effectiveFrom: isoDate }),
  ok: programmeCardSchema,
})
export const programmeSource = endpoint({
  id: 'programmeSource',
  method: 'GET',
  path: '/api/programmes/:id/source',
  summary: '下载方案文件 download the programme file',
  params: programmeId,
  ok: 'file',
})
export const listHolidays = endpoint({
  id: 'listHolidays',
  method: 'GET',
  path: '/api/holidays/:year',
  summary: '节假日与调休 holidays and make-up workdays',
  params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  ok: z.object({
    known: z.boolean(),
    days: z.array(
      z.object({ day: z.string(), kind: z.enum(['holiday', 'makeUpWorkday']), name: z.string() }),
    ),
  }),
})
export const saveHolidays = endpoint({
  id: 'saveHolidays',
  method: 'PUT',
  path: '/api/holidays/:year',
  summary: '录入节假日 enter the holidays of a year',
  params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  body: z.strictObject({
    source: text(200),
    days: z
      .array(z.strictObject({ day: isoDate, kind: z.enum(['holiday', 'makeUpWorkday']), name: text(20) }))
      .max(120),
  }),
  ok: z.object({
    known: z.boolean(),
    days: z.array(
      z.object({ day: z.string(), kind: z.enum(['holiday', 'makeUpWorkday']), name: z.string() }),
    ),
  }),
})
