// visits store: who signed in to a duty's lecture or training (WRK-6, TRN-1).
import { sql } from 'kysely'
import { type HeadCounts, headCounts, SESSIONS, type Session } from '../../../domain/visits/attendance.ts'
import type { Db, Trx } from '../../platform/database.ts'

/** A published duty with the names a list or a page shows. */
export async function dutyForAttendance(db: Db | Trx, regionId: string, dutyId: string) {
  return db
    .selectFrom('report_duties as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .innerJoin('organisations as h', 'h.id', 'd.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'd.practitioner_id')
    .select([
      'd.region_id',
      'd.id',
      'd.programme_id',
      'd.unit_id',
      'd.hospital_id',
      'd.practitioner_id',
      'd.day',
      'd.half',
      'u.name as unit',
      'u.division_code',
      'h.name as hospital',
      'p.name as practitioner',
    ])
    .where('d.region_id', '=', regionId)
    .where('d.id', '=', dutyId)
    .where('d.status', '=', 'published')
    .executeTakeFirst()
}
export type AttendanceDuty = NonNullable<Awaited<ReturnType<typeof dutyForAttendance>>>

/** Village clinics of a township, by name. */
export async function clinicsOf(db: Db | Trx, township: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organisations')
    .select('name')
    .where('kind', '=', 'villageClinic')
    .where('active', '=', true)
    .where('division_code', 'like', `${township}%`)
    .orderBy('sort_key')
    .limit(200)
    .execute()
  return rows.map((row) => row.name)
}

export type AttendanceWrite = {
  id: string
  duty: AttendanceDuty
  session: Session
  name: string
  clinic: string
  personKey: string
  source: 'code' | 'byName'
  by: string | null
  at: Date
  deviceAt: Date | null
}
/** Answers whether it is new; the same person is there once a session, however often and from wherever it comes. */
export async function addAttendance(trx: Trx, a: AttendanceWrite): Promise<boolean> {
  const { duty } = a
  if (!duty.region_id || !duty.id || !duty.programme_id || !duty.day) return false
  if (!duty.unit_id || !duty.hospital_id || !duty.practitioner_id) return false
  const result = await trx
    .insertInto('attendances')
    .values({
      region_id: duty.region_id,
      id: a.id,
      programme_id: duty.programme_id,
      duty_id: duty.id,
      unit_id: duty.unit_id,
      hospital_id: duty.hospital_id,
      practitioner_id: duty.practitioner_id,
      day: duty.day,
      session: a.session,
      name: a.name,
      clinic: a.clinic,
      person_key: a.personKey,
      source: a.source,
      made_by: a.by,
      made_at: a.at,
      device_at: a.deviceAt,
    })
    .onConflict((o) => o.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

export async function countOfDuty(db: Db | Trx, regionId: string, dutyId: string): Promise<number> {
  const row = await db
    .selectFrom('attendances')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionId)
    .where('duty_id', '=', dutyId)
    .executeTakeFirstOrThrow()
  return row.n
}

export async function strike(
  trx: Trx,
  where: { regionId: string; id: string },
  by: { struck: boolean; accountId: string; now: Date },
): Promise<{ day: string } | undefined> {
  return trx
    .updateTable('attendances')
    .set({ struck_by: by.struck ? by.accountId : null, struck_at: by.struck ? by.now : null })
    .where('region_id', '=', where.regionId)
    .where('id', '=', where.id)
    .returning('day')
    .executeTakeFirst()
}

const list = (db: Db | Trx) =>
  db
    .selectFrom('attendances')
    .select(['id', 'duty_id', 'session', 'name', 'clinic', 'source', 'struck_at', 'made_at'])
    .orderBy('made_at')
    .orderBy('id')
export type AttendanceRow = Awaited<ReturnType<typeof attendanceOf>>[number]

export async function attendanceOf(db: Db | Trx, regionId: string, dutyId: string) {
  return list(db).where('region_id', '=', regionId).where('duty_id', '=', dutyId).execute()
}
export async function attendanceBetween(
  db: Db | Trx,
  { from, to }: { from: string; to: string },
): Promise<AttendanceRow[]> {
  return list(db).where('day', '>=', from).where('day', '<=', to).limit(3000).execute()
}

/** People signed in, by duty. */
export type SignedIn = ReadonlyMap<string, HeadCounts>
export async function signedInOf(db: Db | Trx, dutyIds: readonly (string | null)[]): Promise<SignedIn> {
  const ids = dutyIds.filter((id) => id !== null)
  const found = new Map<string, HeadCounts>()
  if (ids.length === 0) return found
  const rows = await db
    .selectFrom('attendances')
    .select(['duty_id', 'session'])
    .select(sql<number>`count(*)::int`.as('n'))
    .where('duty_id', 'in', ids)
    .where('struck_at', 'is', null)
    .groupBy(['duty_id', 'session'])
    .execute()
  for (const row of rows) {
    const session = SESSIONS.find((one) => one === row.session)
    if (session) found.set(row.duty_id, { ...found.get(row.duty_id), [session]: row.n })
  }
  return found
}

/** The same from rows that were read already. */
export function headsByDuty(rows: readonly AttendanceRow[]): SignedIn {
  const counted = rows.flatMap((row) => {
    const session = SESSIONS.find((one) => one === row.session)
    return session ? [{ dutyId: row.duty_id, session, struck: row.struck_at !== null }] : []
  })
  const byDuty = Map.groupBy(counted, (one) => one.dutyId)
  return new Map([...byDuty].map(([dutyId, people]) => [dutyId, headCounts(people)]))
}
