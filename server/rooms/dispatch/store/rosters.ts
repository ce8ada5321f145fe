// dispatch store: rosters, duties and planning runs.
import { sql } from 'kysely'
import { addDays } from '../../../../domain/shared/calendar.ts'
import type { Db, Trx } from '../../../platform/database.ts'
import type { Where } from './postings.ts'

export async function rosterOf(db: Db | Trx, { regionId, programmeId }: Where, month: string) {
  return db
    .selectFrom('rosters')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('month', '=', month)
    .executeTakeFirst()
}
export type RosterRow = NonNullable<Awaited<ReturnType<typeof rosterOf>>>

/** The month's heading, locked for the rest of the transaction: publishing and changing it never cross. */
export async function lockRoster(
  trx: Trx,
  { regionId, programmeId }: Where,
  month: string,
): Promise<RosterRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`roster ${regionId} ${programmeId} ${month}`}, 0))`.execute(
    trx,
  )
  return rosterOf(trx, { regionId, programmeId }, month)
}

export async function ensureRoster(
  trx: Trx,
  where: Where,
  month: string,
  v: { programmeVersion: number; now: Date; proof?: unknown },
): Promise<void> {
  const proof = v.proof === undefined ? {} : { proof: JSON.stringify(v.proof) }
  await trx
    .insertInto('rosters')
    .values({
      region_id: where.regionId,
      programme_id: where.programmeId,
      month,
      status: 'draft',
      programme_version: v.programmeVersion,
      updated_at: v.now,
      ...proof,
    })
    .onConflict((c) =>
      c
        .columns(['region_id', 'programme_id', 'month'])
        .doUpdateSet({ updated_at: v.now, programme_version: v.programmeVersion, ...proof }),
    )
    .execute()
}

type Publication = { now: Date; by: string; programmeVersion: number }

/** Publishes the month and freezes the version of the rules it stands under (PLN-1, SCH-2). */
export async function publishRoster(
  trx: Trx,
  where: Where,
  month: string,
  { now, by, programmeVersion }: Publication,
): Promise<void> {
  await trx
    .updateTable('rosters')
    .set({
      status: 'published',
      published_at: now,
      published_by: by,
      updated_at: now,
      programme_version: programmeVersion,
    })
    .where('region_id', '=', where.regionId)
    .where('programme_id', '=', where.programmeId)
    .where('month', '=', month)
    .execute()
  await trx
    .updateTable('duties')
    .set({ status: 'published', updated_at: now })
    .where('region_id', '=', where.regionId)
    .where('programme_id', '=', where.programmeId)
    .where('month', '=', month)
    .where('status', '=', 'planned')
    .execute()
}

export async function dutiesOf(db: Db | Trx, { regionId, programmeId }: Where, months: readonly string[]) {
  if (months.length === 0) return []
  return db
    .selectFrom('duties')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('month', 'in', [...months])
    .where('status', '!=', 'cancelled')
    .orderBy('day')
    .orderBy('id')
    .execute()
}
export type DutyRow = Awaited<ReturnType<typeof dutiesOf>>[number]

export async function dutyById(db: Db | Trx, regionId: string, id: string): Promise<DutyRow | undefined> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export type DutyWrite = Where & {
  id: string
  month: string
  unitId: string
  hospitalId: string
  practitionerId: string
  day: string
  half: 'day' | 'am' | 'pm'
  homeVisitHalf: 'am' | 'pm' | null
  locked: boolean
  mismatchReason: string | null
  reasons: unknown
  alternatives: unknown
  /** Where a repair changes a month the residents know already: the change, and the duty whose place this one takes. */
  entered?: { changeId: string; follows: Followed | null }
}

/** A duty whose place is taken: the line it stands in, and how often that line has changed. */
export type Followed = { id: string; first_id: string | null; sequence: number }

const halvesOf = (half: string): ('am' | 'pm')[] =>
  half === 'day' ? ['am', 'pm'] : [half === 'am' ? 'am' : 'pm']

type DoctorDay = { practitionerId: string; day: string; half: string }

/** Where a doctor is already on a day, in any county; undefined when free. `except` is the duty being moved. */
export async function busyOn(db: Db | Trx, { practitionerId, day, half }: DoctorDay, except: string | null) {
  let query = db
    .selectFrom('practitioner_days')
    .select(['duty_id', 'region_id'])
    .where('practitioner_id', '=', practitionerId)
    .where('day', '=', day)
    .where('half', 'in', halvesOf(half))
  if (except) query = query.where('duty_id', '!=', except)
  return query.executeTakeFirst()
}

/** A doctor's published duties between two days, inclusive, the earliest first. */
export async function publishedDutiesOf(
  db: Db | Trx,
  practitionerId: string,
  { from, to }: { from: string; to: string },
): Promise<DutyRow[]> {
  return db
    .selectFrom('duties')
    .selectAll()
    .where('practitioner_id', '=', practitionerId)
    .where('status', '=', 'published')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('id')
    .limit(60)
    .execute()
}

/** Days between two, inclusive, on which each of the doctors is to be at a unit. */
export async function dutyDaysBetween(
  db: Db | Trx,
  practitioners: readonly string[],
  { from, to }: { from: string; to: string },
) {
  if (practitioners.length === 0) return []
  return db
    .selectFrom('duties')
    .select(['practitioner_id', 'unit_id', 'day'])
    .where('practitioner_id', 'in', practitioners)
    .where('status', '=', 'published')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .limit(5_000)
    .execute()
}

/** Days between two, inclusive, on which a doctor has a duty in any county or is absent. */
export async function daysTaken(
  db: Db | Trx,
  { regionId, practitionerId }: { regionId: string; practitionerId: string },
  { from, to }: { from: string; to: string },
): Promise<Set<string>> {
  const duties = await db
    .selectFrom('practitioner_days')
    .select('day')
    .where('practitioner_id', '=', practitionerId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  const away = await db
    .selectFrom('absences')
    .select(['starts_on', 'ends_on'])
    .where('region_id', '=', regionId)
    .where('practitioner_id', '=', practitionerId)
    .where('withdrawn_at', 'is', null)
    .where('ends_on', '>=', from)
    .where('starts_on', '<=', to)
    .execute()
  const days = new Set(duties.map((row) => row.day))
  for (const { starts_on, ends_on } of away)
    for (let day = starts_on; day <= ends_on && day <= to; day = addDays(day, 1)) days.add(day)
  return days
}

export async function insertDuties(trx: Trx, duties: readonly DutyWrite[], now: Date): Promise<void> {
  for (let i = 0; i < duties.length; i += 500) {
    const part = duties.slice(i, i + 500)
    await trx
      .insertInto('practitioner_days')
      .values(
        part.flatMap((d) =>
          halvesOf(d.half).map((half) => ({
            practitioner_id: d.practitionerId,
            day: d.day,
            half,
            region_id: d.regionId,
            duty_id: d.id,
          })),
        ),
      )
      .execute()
    await trx
      .insertInto('duties')
      .values(
        part.map((d) => ({
          region_id: d.regionId,
          id: d.id,
          programme_id: d.programmeId,
          month: d.month,
          unit_id: d.unitId,
          hospital_id: d.hospitalId,
          practitioner_id: d.practitionerId,
          day: d.day,
          half: d.half,
          home_visit_half: d.homeVisitHalf,
          locked: d.locked,
          status: d.entered ? 'published' : 'planned',
          entered_by: d.entered?.changeId ?? null,
          follows: d.entered?.follows?.id ?? null,
          first_id: d.entered?.follows ? (d.entered.follows.first_id ?? d.entered.follows.id) : null,
          sequence: d.entered?.follows ? d.entered.follows.sequence + 1 : 0,
          mismatch_reason: d.mismatchReason,
          reasons: JSON.stringify(d.reasons),
          alternatives: JSON.stringify(d.alternatives),
          updated_at: now,
        })),
      )
      .execute()
  }
}

export type RosterChange = { id: string; by: string; now: Date }

/** Opens a change of published months: no published duty leaves or enters without one (PUB-3, P31). */
export async function openChange(
  trx: Trx,
  { regionId, programmeId }: Where,
  { id, by, now }: RosterChange,
): Promise<void> {
  await trx
    .insertInto('roster_changes')
    .values({ region_id: regionId, id, programme_id: programmeId, made_by: by, made_at: now })
    .execute()
}

/** SCH-2: a published duty that falls out stays on record with the change that took it; the doctor's day is free again. */
export async function cancelDuties(
  trx: Trx,
  regionId: string,
  ids: readonly string[],
  change: RosterChange,
): Promise<DutyRow[]> {
  if (ids.length === 0) return []
  await freeDays(trx, regionId, ids)
  return trx
    .updateTable('duties')
    .set((e) => ({
      status: 'cancelled',
      left_by: change.id,
      sequence: e('sequence', '+', 1),
      updated_at: change.now,
    }))
    .where('region_id', '=', regionId)
    .where('id', 'in', ids)
    .where('status', '=', 'published')
    .returningAll()
    .execute()
}

/** Cancelled duties to come whose place nobody has taken yet. */
export async function openPlaces(
  trx: Trx,
  { regionId, programmeId }: Where,
  { units, from }: { units: readonly string[]; from: string },
): Promise<DutyRow[]> {
  if (units.length === 0) return []
  return trx
    .selectFrom('duties as d')
    .selectAll('d')
    .where('d.region_id', '=', regionId)
    .where('d.programme_id', '=', programmeId)
    .where('d.status', '=', 'cancelled')
    .where('d.unit_id', 'in', units)
    .where('d.day', '>=', from)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('duties as n')
            .select('n.id')
            .whereRef('n.region_id', '=', 'd.region_id')
            .whereRef('n.follows', '=', 'd.id'),
        ),
      ),
    )
    .orderBy('d.day')
    .orderBy('d.id')
    .execute()
}

async function freeDays(trx: Trx, regionId: string, ids: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('practitioner_days')
    .where('duty_id', 'in', ids)
    .where('region_id', '=', regionId)
    .execute()
}

/** A published month that was changed is a new version of itself (PUB-3). */
export async function raiseVersion(
  trx: Trx,
  { regionId, programmeId }: Where,
  months: readonly string[],
  now: Date,
) {
  if (months.length === 0) return
  await trx
    .updateTable('rosters')
    .set((e) => ({ version: e('version', '+', 1), updated_at: now }))
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('month', 'in', [...months])
    .execute()
}

export async function deleteDuties(trx: Trx, regionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await freeDays(trx, regionId, ids)
  await trx.deleteFrom('duties').where('region_id', '=', regionId).where('id', 'in', ids).execute()
}
