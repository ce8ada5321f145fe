// dispatch: demand, the staffing table in, planning, the month's roster, publishing.
import { z } from 'zod'
import { endpoint, id, isoDate, isoMonth, regionId, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
export const inRegion = { regionId, programmeId }
const person = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  specialty: z.string(),
  hospitalId: z.string(),
  hospital: z.string(),
})
const place = z.object({ id: z.string(), name: z.string(), kind: z.string(), need: z.string() })

export const demandSchema = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: z.string(),
  specialty: z.string(),
  specialtyCode: z.string().nullable(),
  weight: z.number(),
  diseases: z.string(),
  monthlyVolume: z.number().nullable(),
  preferredWeekday: z.number().nullable(),
  preferredOrdinal: z.number().nullable(),
})
export const listDemands = endpoint({
  id: 'listDemands',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/demands',
  summary: '专业需求 demands',
  params: z.object(inRegion),
  ok: z.object({ items: z.array(demandSchema) }),
})
export const saveDemand = endpoint({
  id: 'saveDemand',
  method: 'PUT',
  path: '/api/regions/:regionId/programmes/:programmeId/demands/:id',
  summary: '保存专业需求 save a demand',
  params: z.object({ ...inRegion, id }),
  body: z.strictObject({
    unitId: id,
    specialty: text(40),
    weight: z.number().int().min(1).max(9),
    diseases: z.string().trim().max(300),
    monthlyVolume: z.number().int().min(0).max(99_999).nullable(),
    preferredWeekday: z.number().int().min(1).max(7).nullable(),
    preferredOrdinal: z.number().int().min(1).max(5).nullable(),
  }),
  ok: demandSchema,
})

// ---- the staffing table (附件2) comes in
const importCell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const importPreviewSchema = z.object({
  id: z.string(),
  status: z.enum(['previewed', 'confirmed', 'undone']),
  fileName: z.string(),
  fields: z.array(z.object({ key: z.string(), label: z.string(), required: z.boolean() })),
  rows: z.array(
    z.object({
      row: z.number(),
      sheet: z.string(),
      values: z.record(z.string(), importCell),
      effect: z.enum(['new', 'same', 'change', 'skip', 'blocked']),
      skipped: z.boolean(),
    }),
  ),
  problems: z.array(problemSchema),
  mapping: z.array(
    z.object({ column: z.number(), header: z.string(), key: z.string().nullable(), confidence: z.number() }),
  ),
  skipped: z.array(z.object({ row: z.number(), why: z.string() })),
  remembered: z.boolean(),
  counts: z.object({
    rows: z.number(),
    errors: z.number(),
    warnings: z.number(),
    newOrganisations: z.number(),
    newPractitioners: z.number(),
    newPostings: z.number(),
    unchanged: z.number(),
  }),
})
export type ImportPreview = z.output<typeof importPreviewSchema>
export const previewStaffing = endpoint({
  id: 'previewStaffing',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/staffing-imports',
  summary: '上传人员安排表并预览 upload a staffing table and preview',
  params: z.object(inRegion),
  query: z.object({ fileName: text(200) }),
  body: 'bytes',
  ok: importPreviewSchema,
})
export const remapStaffing = endpoint({
  id: 'remapStaffing',
  method: 'PATCH',
  path: '/api/regions/:regionId/staffing-imports/:id',
  summary: '调整列对应或跳过行 change the mapping, skip rows',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    mapping: z.record(z.string(), z.string().nullable()).optional(),
    skipRows: z.array(z.string().max(120)).max(5000).optional(),
  }),
  ok: importPreviewSchema,
})
export const confirmStaffing = endpoint({
  id: 'confirmStaffing',
  method: 'POST',
  path: '/api/regions/:regionId/staffing-imports/:id/confirmation',
  summary: '确认导入 confirm the import',
  params: z.object({ regionId, id }),
  body: z.strictObject({ mismatchReasons: z.record(z.string(), z.string().trim().max(200)).default({}) }),
  ok: importPreviewSchema,
})
export const undoStaffing = endpoint({
  id: 'undoStaffing',
  method: 'DELETE',
  path: '/api/regions/:regionId/staffing-imports/:id/confirmation',
  summary: '撤销导入 undo the import',
  params: z.object({ regionId, id }),
  ok: importPreviewSchema,
})
export const listStaffingImports = endpoint({
  id: 'listStaffingImports',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/staffing-imports',
  summary: '导入记录 imports so far',
  params: z.object(inRegion),
  ok: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        fileName: z.string(),
        status: z.string(),
        createdAt: z.string(),
        rows: z.number(),
        account: z.string(),
      }),
    ),
  }),
})

// ---- postings (附件2)
export const postingSchema = z.object({
  id: z.string(),
  position: z.number(),
  unit: place,
  practitioner: person,
  needCode: z.string().nullable(),
  matchScore: z.number().nullable(),
  mismatchReason: z.string().nullable(),
})
export const listPostings = endpoint({
  id: 'listPostings',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/postings',
  summary: '派驻关系 postings',
  params: z.object(inRegion),
  ok: z.object({ items: z.array(postingSchema) }),
})
export const explainMismatch = endpoint({
  id: 'explainMismatch',
  method: 'PUT',
  path: '/api/regions/:regionId/postings/:id/mismatch-reason',
  summary: '填写专业不符的理由 give the reason of a mismatch',
  params: z.object({ regionId, id }),
  body: z.strictObject({ reason: text(200) }),
  ok: postingSchema,
})
export const endPosting = endpoint({
  id: 'endPosting',
  method: 'POST',
  path: '/api/regions/:regionId/postings/:id/end',
  summary: '结束派驻 end a posting',
  params: z.object({ regionId, id }),
  body: z.strictObject({ reason: text(200) }),
  ok: 'none',
})

// ---- the roster
export const half = z.enum(['day', 'am', 'pm'])
const dutySchema = z.object({
  id: z.string(),
  unitId: z.string(),
  practitionerId: z.string(),
  hospitalId: z.string(),
  day: z.string(),
  half,
  homeVisitHalf: z.enum(['am', 'pm']).nullable(),
  locked: z.boolean(),
  status: z.enum(['planned', 'published', 'cancelled']),
  mismatchReason: z.string().nullable(),
  reasons: z.array(z.object({ code: z.string(), text: z.string(), cost: z.number() })),
  alternatives: z.array(
    z.object({
      practitionerId: z.string(),
      name: z.string(),
      extraCost: z.number().nullable(),
      rule: z.string().nullable(),
    }),
  ),
})
export type DutyView = z.output<typeof dutySchema>
const rosterSchema = z.object({
  programmeId: z.string(),
  regionId: z.string(),
  month: z.string(),
  status: z.enum(['none', 'draft', 'published']),
  version: z.number(),
  publishedAt: z.string().nullable(),
  proof: z
    .object({
      status: z.string(),
      objective: z.number().nullable(),
      bound: z.number().nullable(),
      gap: z.number().nullable(),
      seconds: z.number(),
    })
    .nullable(),
  days: z.array(z.object({ day: z.string(), workday: z.boolean(), holiday: z.string().nullable() })),
  units: z.array(place),
  practitioners: z.array(person),
  duties: z.array(dutySchema),
  uncovered: z.array(
    z.object({
      unitId: z.string(),
      conflicts: z.array(z.object({ rule: z.string(), clause: z.string(), who: z.string() })),
      remedy: z.string().nullable(),
    }),
  ),
  minimum: z
    .object({ daysPerMonth: z.number(), upTo: z.number().nullable(), citation: z.string() })
    .nullable(),
})
export type RosterView = z.output<typeof rosterSchema>
export const getRoster = endpoint({
  id: 'getRoster',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month',
  summary: '某月排班 the roster of a month',
  params: z.object({ ...inRegion, month: isoMonth }),
  ok: rosterSchema,
})
export const addDuty = endpoint({
  id: 'addDuty',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/duties',
  summary: '新增值班 add a duty',
  params: z.object(inRegion),
  body: z.strictObject({
    unitId: id,
    practitionerId: id,
    day: isoDate,
    half,
    mismatchReason: z.string().trim().max(200).optional(),
  }),
  ok: dutySchema,
})
export const moveDuty = endpoint({
  id: 'moveDuty',
  method: 'PATCH',
  path: '/api/regions/:regionId/duties/:id',
  summary: '调整值班 move or lock a duty',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    day: isoDate.optional(),
    practitionerId: id.optional(),
    half: half.optional(),
    locked: z.boolean().optional(),
    mismatchReason: z.string().trim().max(200).optional(),
  }),
  ok: dutySchema,
})
export const removeDuty = endpoint({
  id: 'removeDuty',
  method: 'DELETE',
  path: '/api/regions/:regionId/duties/:id',
  summary: '删除值班 remove a duty',
  params: z.object({ regionId, id }),
  ok: 'none',
})
export const publishRoster = endpoint({
  id: 'publishRoster',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/rosters/:month/publication',
  summary: '公布排班 publish the month',
  params: z.object({ ...inRegion, month: isoMonth }),
  body: z.strictObject({ acceptUncovered: z.boolean().default(false) }),
  ok: rosterSchema,
})
