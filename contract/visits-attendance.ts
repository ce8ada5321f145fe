// visits: trainees of a duty's lecture or training sign in by the code of the day, or are added by name (WRK-6, TRN-1).
import { z } from 'zod'
import { SESSIONS } from '../domain/visits/attendance.ts'
import { endpoint, id, regionId } from './endpoint.ts'

/** A person's name and place of work; nothing that could be a number finds room here. */
const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\d<>@\p{C}]+$/u)
const who = { session: z.enum(SESSIONS), name: words(20), clinic: words(40) }

export const attend = endpoint({
  id: 'attend',
  method: 'POST',
  path: '/public/attendance/:token',
  summary: '培训签到（扫码，不用登录） sign in to a training by its code',
  params: z.object({ token: z.string().regex(/^[\w-]{20,100}$/) }),
  body: z.strictObject(who),
  ok: z.object({ already: z.boolean() }),
})
export const addTrainee = endpoint({
  id: 'addTrainee',
  method: 'PUT',
  path: '/api/regions/:regionId/attendances/:id',
  summary: '按姓名补签到 add a trainee by name',
  params: z.object({ regionId, id }),
  body: z.strictObject({ dutyId: id, ...who, deviceAt: z.iso.datetime().nullable().default(null) }),
  ok: 'none',
})
export const strikeTrainee = endpoint({
  id: 'strikeTrainee',
  method: 'PUT',
  path: '/api/regions/:regionId/attendances/:id/struck',
  summary: '划去或恢复一条签到 strike out a sign-in, or take it up again',
  params: z.object({ regionId, id }),
  body: z.strictObject({ struck: z.boolean() }),
  ok: 'none',
})

export const traineeSchema = z.object({
  id: z.string(),
  dutyId: z.string(),
  session: z.enum(SESSIONS),
  name: z.string(),
  clinic: z.string(),
  byName: z.boolean(),
  struck: z.boolean(),
  at: z.string(),
})
export type Trainee = z.output<typeof traineeSchema>

const ofDuty = z.object({ regionId, dutyId: id })
export const listAttendance = endpoint({
  id: 'listAttendance',
  method: 'GET',
  path: '/api/regions/:regionId/duties/:dutyId/attendance',
  summary: '一个值班日的签到名单 who signed in on a duty day',
  params: ofDuty,
  ok: z.object({ items: z.array(traineeSchema) }),
})
export const attendanceSheet = endpoint({
  id: 'attendanceSheet',
  method: 'GET',
  path: '/api/regions/:regionId/duties/:dutyId/attendance.pdf',
  summary: '签到表 PDF the sign-in sheet',
  params: ofDuty,
  ok: 'file',
})
