// leave store: requests, the acts on them, and who may act in whose place.
import { sql } from 'kysely'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import type { Db, Trx } from '../../platform/database.ts'

const leaves = (db: Db | Trx) =>
  db
    .selectFrom('leaves as l')
    .innerJoin('practitioners as p', 'p.id', 'l.practitioner_id')
    .innerJoin('organisations as h', 'h.id', 'l.hospital_id')
    .innerJoin('organisations as u', 'u.id', 'l.unit_id')
    .innerJoin('accounts as a', 'a.id', 'l.requested_by')
    .selectAll('l')
    .select([
      'p.name as practitioner',
      'p.title_text',
      'p.specialty_text',
      'h.name as hospital',
      'u.name as unit',
      'a.name as requester',
    ])

export async function leaveById(db: Db | Trx, regionId: string, id: string) {
  return leaves(db).where('l.region_id', '=', regionId).where('l.id', '=', id).executeTakeFirst()
}
export type LeaveRow = NonNullable<Awaited<ReturnType<typeof leaveById>>>

/** Holds back every other act on this leave until this one is done. */
export async function lockLeave(trx: Trx, regionId: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`leave ${regionId} ${id}`}, 0))`.execute(trx)
}

export async function leavesOf(
  db: Db | Trx,
  { month, programmeId }: { month: string; programmeId?: string | undefined },
): Promise<LeaveRow[]> {
  let query = leaves(db)
    .where('l.day', '>=', `${month}-01`)
    .where('l.day', '<=', lastDayOf(month))
    .orderBy('l.day')
    .orderBy('l.id')
    .limit(1000)
  if (programmeId) query = query.where('l.programme_id', '=', programmeId)
  return query.execute()
}

/** Leaves of duties between two days that are not over, for the phone. */
export async function leavesBetween(
  db: Db | Trx,
  { from, to }: { from: string; to: string },
): Promise<LeaveRow[]> {
  return leaves(db)
    .where('l.day', '>=', from)
    .where('l.day', '<=', to)
    .orderBy('l.requested_at')
    .limit(200)
    .execute()
}

/** Leaves of days to come that wait for somebody, the longest waiting first. */
export async function waitingLeaves(db: Db | Trx, today: string): Promise<LeaveRow[]> {
  return leaves(db)
    .where('l.state', 'in', ['consenting', 'exception', 'deciding'])
    .where('l.day', '>=', today)
    .orderBy('l.since')
    .limit(5_000)
    .execute()
}

export async function actsOf(db: Db | Trx, regions: readonly string[], ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('leave_acts as t')
    .innerJoin('accounts as a', 'a.id', 't.by')
    .selectAll('t')
    .select('a.name as actor')
    .where('t.region_id', 'in', regions)
    .where('t.leave_id', 'in', ids)
    .orderBy('t.at')
    .orderBy('t.id')
    .execute()
}
export type ActRow = Awaited<ReturnType<typeof actsOf>>[number]

export type LeaveWrite = {
  regionId: string
  id: string
  programmeId: string
  dutyId: string
  practitionerId: string
  hospitalId: string
  unitId: string
  day: string
  kind: string
  reason: string
  replacementDay: string | null
  handOver: string
  exceptionReason: string
  needed: readonly string[]
  bureauByDay: string
  filingByDay: string
  cutOff: string
  levels: readonly string[]
  by: string
  happenedAt: Date
  deviceAt: Date | null
}

/** Adds a request; answers false when one for the same duty is open or granted already. */
export async function insertLeave(trx: Trx, l: LeaveWrite, now: Date): Promise<boolean> {
  const row = await trx
    .insertInto('leaves')
    .values({
      region_id: l.regionId,
      id: l.id,
      programme_id: l.programmeId,
      duty_id: l.dutyId,
      practitioner_id: l.practitionerId,
      hospital_id: l.hospitalId,
      unit_id: l.unitId,
      day: l.day,
      kind: l.kind,
      reason: l.reason,
      replacement_day: l.replacementDay,
      hand_over: l.handOver,
      exception_reason: l.exceptionReason,
      state: 'consenting',
      needed: [...l.needed],
      bureau_by_day: l.bureauByDay,
      filing_by_day: l.filingByDay,
      cut_off: l.cutOff,
      levels: [...l.levels],
      requested_by: l.by,
      requested_at: now,
      happened_at: l.happenedAt,
      device_at: l.deviceAt,
      since: now,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertAct(
  trx: Trx,
  act: {
    regionId: string
    id: string
    leaveId: string
    act: string
    body: string
    inPlace: boolean
    level: string | null
    note: string
    by: string
  },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('leave_acts')
    .values({
      region_id: act.regionId,
      id: act.id,
      leave_id: act.leaveId,
      act: act.act,
      body: act.body,
      in_place: act.inPlace,
      level: act.level,
      note: act.note,
      by: act.by,
      at: now,
    })
    .execute()
}

export async function setState(
  trx: Trx,
  regionId: string,
  id: string,
  change: { state: string; since: Date; absence_id?: string | null },
): Promise<void> {
  await trx.updateTable('leaves').set(change).where('region_id', '=', regionId).where('id', '=', id).execute()
}

/** Organisations in whose place others may act on a day. */
export async function delegatedOn(db: Db | Trx, regionId: string, day: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('leave_delegations')
    .select('organisation_id')
    .where('region_id', '=', regionId)
    .where('starts_on', '<=', day)
    .where('ends_on', '>=', day)
    .where('ended_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.organisation_id))
}

export async function delegations(db: Db | Trx, today: string) {
  return db
    .selectFrom('leave_delegations as d')
    .innerJoin('organisations as o', 'o.id', 'd.organisation_id')
    .selectAll('d')
    .select('o.name as organisation')
    .where('d.ended_at', 'is', null)
    .where('d.ends_on', '>=', today)
    .orderBy('d.starts_on')
    .limit(200)
    .execute()
}

export async function insertDelegation(
  trx: Trx,
  d: {
    regionId: string
    id: string
    organisationId: string
    from: string
    to: string
    reason: string
    by: string
  },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('leave_delegations')
    .values({
      region_id: d.regionId,
      id: d.id,
      organisation_id: d.organisationId,
      starts_on: d.from,
      ends_on: d.to,
      reason: d.reason,
      made_by: d.by,
      made_at: now,
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function endDelegation(trx: Trx, regionId: string, id: string, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('leave_delegations')
    .set({ ended_at: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
