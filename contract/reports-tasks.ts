// reports: the task list — a programme's targets cascaded to county, unit, hospital and doctor, where each stands, and a split
// by the bureau's own hand (PLN-7, TGT-2, P23).
import { z } from 'zod'
import { count, endpoint, isoMonth, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const taskId = z.string().regex(/^[a-z0-9-]{1,60}$/)
export const TASK_LEVELS = ['county', 'unit', 'hospital', 'doctor'] as const
export type TaskLevel = (typeof TASK_LEVELS)[number]
const level = z.enum(TASK_LEVELS)

const taskSchema = z.object({
  id: z.string(),
  metric: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  unit: z.string(),
  from: z.string(),
  by: z.string(),
  total: z.number(),
  /** How the total comes about. */
  arithmetic: z.string(),
  citation: z.string(),
  clauses: z.array(z.string()),
  /** The plan asks all of it of every receiving unit. */
  each: z.boolean(),
})
export type TaskView = z.output<typeof taskSchema>

const standing = {
  share: z.number(),
  done: z.number(),
  pace: z.number(),
  forecast: z.number().nullable(),
  state: z.enum(['reached', 'onPace', 'behind', 'missed', 'none']),
  remaining: z.number(),
  perMonth: z.number().nullable(),
}
const lineSchema = z.object({
  level,
  bodyId: z.string(),
  name: z.string(),
  /** Where it belongs: the county of a unit, the hospital and units of a doctor. */
  of: z.string(),
  /** Set by a bureau's hand, not derived. */
  byHand: z.boolean(),
  /** What the programme's minimum asks, in words: 24 人 × 10 月 × 1 天 = 240. */
  minimum: z.string(),
  /** How the share follows from it where it is another number; empty otherwise. */
  split: z.string(),
  /** Of its share nobody is posted to do: a unit without doctors. */
  unassigned: z.number(),
  ...standing,
})
export type TaskLine = z.output<typeof lineSchema>

const versionSchema = z.object({
  version: z.number(),
  effectiveFrom: z.string(),
  target: z.number(),
  sum: z.number(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  inForce: z.boolean(),
  shares: z.array(z.object({ bodyId: z.string(), amount: z.number() })),
})
export type ShareVersion = z.output<typeof versionSchema>

const tasksSchema = z.object({
  today: z.string(),
  tasks: z.array(taskSchema),
  /** The task whose lines follow; null where the programme has none. */
  taskId: z.string().nullable(),
  lines: z.array(lineSchema),
  /** Targets that no facts of a person or unit stand behind: they are not cascaded. */
  undivided: z.array(z.object({ zh: z.string(), en: z.string() })),
  /** The split of the region that was asked for, and what may be set; null where the reader sets none. */
  hand: z
    .object({
      regionId: z.string(),
      target: z.number(),
      firstMonth: z.string(),
      lastMonth: z.string(),
      bodies: z.array(
        z.object({ bodyId: z.string(), name: z.string(), amount: z.number(), minimum: z.string() }),
      ),
    })
    .nullable(),
  versions: z.array(versionSchema),
})
export type Tasks = z.output<typeof tasksSchema>

const query = z.object({
  taskId: taskId.optional(),
  regionId: regionId.optional(),
  on: z.iso.date().optional(),
})
export const getTasks = endpoint({
  id: 'getTasks',
  method: 'GET',
  path: '/api/programmes/:programmeId/tasks',
  summary: '任务清单 targets cascaded',
  params: z.object({ programmeId }),
  query,
  ok: tasksSchema,
})
export const getTasksXlsx = endpoint({
  id: 'getTasksXlsx',
  method: 'GET',
  path: '/api/programmes/:programmeId/tasks/xlsx',
  summary: '下载任务清单 download as .xlsx',
  params: z.object({ programmeId }),
  query: query.extend({ level }),
  ok: 'file',
})
export const getTaskFacts = endpoint({
  id: 'getTaskFacts',
  method: 'GET',
  path: '/api/programmes/:programmeId/tasks/:taskId/facts',
  summary: '任务完成数背后的日志卡 the days behind a task',
  params: z.object({ programmeId, taskId }),
  query: z.object({
    level,
    bodyId: z.string().max(40),
    regionId: regionId.optional(),
    on: z.iso.date().optional(),
  }),
  ok: z.object({
    total: z.number(),
    /** The newest 500 of them. */
    facts: z.array(
      z.object({
        regionId: z.string(),
        dayCardId: z.string(),
        day: z.string(),
        practitioner: z.string(),
        unit: z.string(),
        value: z.number(),
      }),
    ),
  }),
})
export const saveTaskShares = endpoint({
  id: 'saveTaskShares',
  method: 'PUT',
  path: '/api/regions/:regionId/programmes/:programmeId/tasks/:taskId/shares',
  summary: '调整任务分解 split a target by hand',
  params: z.object({ regionId, programmeId, taskId }),
  body: z.strictObject({
    /** The month from whose first day it holds. */
    from: isoMonth,
    reason: text(200),
    /** The newest version the writer saw; 0 for none. */
    after: z.number().int().min(0).max(9999),
    shares: z
      .array(z.strictObject({ bodyId: z.string().max(40), amount: count }))
      .min(1)
      .max(500),
    /** The sum the writer was asked about and means, where it is not the target. */
    confirmedSum: z.number().int().min(0).max(50_000_000).nullable(),
  }),
  ok: tasksSchema,
})
export const getMyTasks = endpoint({
  id: 'getMyTasks',
  method: 'GET',
  path: '/api/my-tasks',
  summary: '我的任务 my own task',
  ok: z.object({
    items: z.array(
      z.object({
        programmeId: z.string(),
        programme: z.string(),
        by: z.string(),
        minimum: z.string(),
        split: z.string(),
        byHand: z.boolean(),
        ...standing,
      }),
    ),
  }),
})
export type MyTasks = { items: z.output<(typeof getMyTasks)['ok']>['items'] }
