// visits actions: signing in to a training by its code or by name, striking out, the list and its printed sheet (TRN-1).
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-attendance.ts'
import { may, type Role } from '../../../domain/access/roles.ts'
import { maskName } from '../../../domain/people/masking.ts'
import { SESSION_NAMES, SESSIONS, traineeKey } from '../../../domain/visits/attendance.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { enterScope } from '../../platform/database.ts'
import { writeAttendanceSheet } from '../../platform/documents/attendance-sheet.ts'
import { attendanceAddress, readToken } from './attendance-token.ts'
import * as store from './store-attendance.ts'

/** A hall full of people comes from one address within minutes; a script comes on and on. */
const WINDOW_SECONDS = 10 * 60
const perAddress = new RateLimiterMemory({
  points: 200,
  duration: WINDOW_SECONDS,
  keyPrefix: 'attend-address',
})
const perToken = new RateLimiterMemory({ points: 400, duration: WINDOW_SECONDS, keyPrefix: 'attend-token' })
/** More than any township's hall holds. */
const MOST_OF_A_DUTY = 500

async function refuseWhenTooMany(token: string, address: string): Promise<void> {
  try {
    await perAddress.consume(address)
    await perToken.consume(token)
  } catch (error) {
    const wait = (error as { msBeforeNext?: number }).msBeforeNext
    if (wait === undefined) throw error
    throw refuse('too-many-tries', { minutes: Math.ceil(wait / 60_000) })
  }
}

/** The duty behind a code, as everybody may see it. @throws Refused `not-found` for a token that is none of ours */
export async function dutyOfToken({ trx, services }: Pick<Context, 'trx' | 'services'>, token: string) {
  const named = readToken(services.config, token)
  const duty = named && (await store.dutyForAttendance(trx, named.regionId, named.dutyId))
  if (!duty?.unit_id || !duty.region_id || !duty.id || !duty.day)
    throw refuse('not-found', { what: '这次培训' })
  return { ...duty, region_id: duty.region_id, id: duty.id, day: duty.day, unit_id: duty.unit_id }
}

export const attend = action(contract.attend, {
  allow: 'anyone',
  async run(context, { params, body }) {
    const { trx, now, today, request } = context
    await refuseWhenTooMany(params.token, request.ip)
    const duty = await dutyOfToken(context, params.token)
    if (duty.day !== today) throw refuse('code-not-today', { day: duty.day })
    // the code stands in the unit's room: whoever holds it writes into the unit's list, and reads nothing
    await enterScope(trx, { kind: 'organisations', organisations: [duty.unit_id] })
    if ((await store.countOfDuty(trx, duty.region_id, duty.id)) >= MOST_OF_A_DUTY)
      throw refuse('attendance-full', { most: MOST_OF_A_DUTY })
    const isNew = await store.addAttendance(trx, {
      id: uuidv7(),
      duty,
      ...body,
      personKey: traineeKey(body.name, body.clinic),
      source: 'code',
      by: null,
      at: now,
      deviceAt: null,
    })
    context.say({
      zh: `扫码签到 ${SESSION_NAMES[body.session].zh} ${duty.day}${isNew ? '' : '（已签过）'}`,
      subject: { type: 'duty', id: duty.id },
      regionId: duty.region_id,
    })
    return { already: !isNew }
  },
})

async function ownDuty(context: Context, regionId: string, dutyId: string): Promise<store.AttendanceDuty> {
  const duty = await store.dutyForAttendance(context.trx, regionId, dutyId)
  if (!duty) throw refuse('not-found', { what: '值班' })
  return duty
}

const addTrainee = action(contract.addTrainee, {
  allow: 'attendance.lead',
  async run(context, { params, body }) {
    const duty = await ownDuty(context, params.regionId, body.dutyId)
    if ((duty.day ?? '') > context.today) throw refuse('code-not-today', { day: duty.day ?? '' })
    if ((await store.countOfDuty(context.trx, params.regionId, body.dutyId)) >= MOST_OF_A_DUTY)
      throw refuse('attendance-full', { most: MOST_OF_A_DUTY })
    const isNew = await store.addAttendance(context.trx, {
      id: params.id,
      duty,
      session: body.session,
      name: body.name,
      clinic: body.clinic,
      personKey: traineeKey(body.name, body.clinic),
      source: 'byName',
      by: context.actor.accountId,
      at: context.now,
      deviceAt: body.deviceAt ? new Date(body.deviceAt) : null,
    })
    context.say({
      zh: `按姓名补签到 ${SESSION_NAMES[body.session].zh} ${duty.day}${isNew ? '' : '（已签过）'}`,
      subject: { type: 'duty', id: body.dutyId },
      regionId: params.regionId,
    })
    return undefined
  },
})

const strikeTrainee = action(contract.strikeTrainee, {
  allow: 'attendance.lead',
  async run(context, { params, body }) {
    const { accountId } = context.actor
    const row = await store.strike(context.trx, params, { struck: body.struck, accountId, now: context.now })
    if (!row) throw refuse('not-found', { what: '这条签到' })
    context.say({
      zh: `${body.struck ? '划去' : '恢复'}一条签到 ${row.day}`,
      subject: { type: 'attendance', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

/** As a reader sees it: names in clear for those who hold or print the list (SEC-1). */
export function traineeView(row: store.AttendanceRow, role: Role): contract.Trainee {
  return {
    id: row.id,
    dutyId: row.duty_id,
    session: SESSIONS.find((one) => one === row.session) ?? 'training',
    name: may(role, 'attendance.names') ? row.name : maskName(row.name),
    clinic: row.clinic,
    byName: row.source === 'byName',
    struck: row.struck_at !== null,
    at: row.made_at.toISOString(),
  }
}

const listAttendance = action(contract.listAttendance, {
  allow: 'dayCard.read',
  async run(context, { params }) {
    await ownDuty(context, params.regionId, params.dutyId)
    const rows = await store.attendanceOf(context.trx, params.regionId, params.dutyId)
    return { items: rows.map((row) => traineeView(row, context.actor.role)) }
  },
})

const attendanceSheet = action(contract.attendanceSheet, {
  allow: 'dayCard.read',
  async run(context, { params }) {
    const { trx, actor, today, services } = context
    const duty = await ownDuty(context, params.regionId, params.dutyId)
    const rows = await store.attendanceOf(trx, params.regionId, params.dutyId)
    const bytes = await writeAttendanceSheet({
      unit: duty.unit,
      day: duty.day ?? '',
      doctor: duty.practitioner,
      hospital: duty.hospital,
      people: rows
        .filter((row) => row.struck_at === null)
        .map((row) => traineeView(row, actor.role))
        .map((one) => ({
          name: one.name,
          clinic: one.clinic,
          session: SESSION_NAMES[one.session].zh,
          at: one.byName ? '' : one.at,
        })),
      // on the wall before and during the day; worth nothing afterwards
      link: (duty.day ?? '') >= today ? attendanceAddress(services.config, params) : null,
    })
    context.say({
      zh: `打印签到表 ${duty.practitioner} ${duty.day}`,
      subject: { type: 'duty', id: params.dutyId },
      regionId: params.regionId,
    })
    return { bytes, fileName: `${duty.unit}${duty.day}培训签到表.pdf`, type: 'application/pdf' }
  },
})

export const attendanceActions: Action[] = [
  attend,
  addTrainee,
  strikeTrainee,
  listAttendance,
  attendanceSheet,
]
