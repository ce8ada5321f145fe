// organisations store: versions of who leads and answers, appointments, facilities. Rows are added and closed, never changed.
import type { GovernanceKind } from '../../../domain/organisations/governance.ts'
import type { Db, Trx } from '../../platform/database.ts'

type At = { regionId: string; programmeId: string }

export async function programmeDivision(db: Db | Trx, programmeId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('programmes')
    .select('division_code')
    .where('id', '=', programmeId)
    .executeTakeFirst()
  return row?.division_code
}

/** All versions of a programme in the reader's sight, newest first; a body's stand in its own county's rows. */
export async function versionsOf(db: Db | Trx, programmeId: string) {
  return db
    .selectFrom('governance_versions as v')
    .innerJoin('accounts as a', 'a.id', 'v.made_by')
    .select(['v.region_id', 'v.id', 'v.kind', 'v.organisation_id', 'v.partner_id', 'v.subject_key'])
    .select(['v.version', 'v.effective_from', 'v.content', 'v.document', 'v.reason', 'v.made_at'])
    .select('a.name as maker')
    .where('v.programme_id', '=', programmeId)
    .orderBy('v.version', 'desc')
    .limit(20_000)
    .execute()
}
export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number]

type Fresh = At & {
  id: string
  kind: GovernanceKind
  organisationId: string | null
  partnerId: string | null
  subjectKey: string
  version: number
  effectiveFrom: string
  content: object
  document: string
  reason: string
  by: string
  now: Date
}

/** Adds a version; false when its number is taken by another that came first. */
export async function insertVersion(trx: Trx, v: Fresh): Promise<boolean> {
  const made = await trx
    .insertInto('governance_versions')
    .values({
      region_id: v.regionId,
      id: v.id,
      programme_id: v.programmeId,
      kind: v.kind,
      organisation_id: v.organisationId,
      partner_id: v.partnerId,
      subject_key: v.subjectKey,
      version: v.version,
      effective_from: v.effectiveFrom,
      content: JSON.stringify(v.content),
      document: v.document,
      reason: v.reason,
      made_by: v.by,
      made_at: v.now,
    })
    .onConflict((o) => o.columns(['region_id', 'programme_id', 'subject_key', 'version']).doNothing())
    .executeTakeFirst()
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n
}

const appointments = (db: Db | Trx) =>
  db
    .selectFrom('appointments as a')
    .innerJoin('organisations as u', 'u.id', 'a.unit_id')
    .innerJoin('organisations as h', 'h.id', 'a.hospital_id')
    .innerJoin('accounts as m', 'm.id', 'a.made_by')
    .select(['a.region_id', 'a.id', 'a.unit_id', 'u.name as unit', 'a.hospital_id', 'h.name as hospital'])
    .select(['a.name', 'a.post', 'a.department', 'a.document', 'a.starts_on', 'a.ends_on', 'a.ended_reason'])
    .select('m.name as maker')

export async function appointmentsOf(db: Db | Trx, { regionId, programmeId }: At) {
  return appointments(db)
    .where('a.region_id', '=', regionId)
    .where('a.programme_id', '=', programmeId)
    .orderBy('u.sort_key')
    .orderBy('a.starts_on', 'desc')
    .limit(2000)
    .execute()
}
export type AppointmentRow = Awaited<ReturnType<typeof appointmentsOf>>[number]

export async function appointmentsAt(db: Db | Trx, regionId: string, unitId: string) {
  return appointments(db).where('a.region_id', '=', regionId).where('a.unit_id', '=', unitId).execute()
}

export async function appointmentById(db: Db | Trx, { regionId, id }: { regionId: string; id: string }) {
  return appointments(db).where('a.region_id', '=', regionId).where('a.id', '=', id).executeTakeFirst()
}

export async function insertAppointment(
  trx: Trx,
  a: At & {
    id: string
    unitId: string
    hospitalId: string
    practitionerId: string | null
    name: string
    post: string
    department: string
    document: string
    startsOn: string
    endsOn: string | null
    by: string
    now: Date
  },
): Promise<void> {
  await trx
    .insertInto('appointments')
    .values({
      region_id: a.regionId,
      id: a.id,
      programme_id: a.programmeId,
      unit_id: a.unitId,
      hospital_id: a.hospitalId,
      practitioner_id: a.practitionerId,
      name: a.name,
      post: a.post,
      department: a.department,
      document: a.document,
      starts_on: a.startsOn,
      ends_on: a.endsOn,
      made_by: a.by,
      made_at: a.now,
    })
    .execute()
}

type Ending = { endsOn: string; reason: string; by: string; now: Date }
const ended = (end: Ending) => ({
  ends_on: end.endsOn,
  ended_reason: end.reason,
  ended_by: end.by,
  ended_at: end.now,
})

export async function closeAppointment(
  trx: Trx,
  { regionId, id }: { regionId: string; id: string },
  end: Ending,
): Promise<void> {
  await trx
    .updateTable('appointments')
    .set(ended(end))
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

const facilities = (db: Db | Trx) =>
  db
    .selectFrom('unit_facilities as f')
    .innerJoin('organisations as u', 'u.id', 'f.unit_id')
    .leftJoin('organisations as p', 'p.id', 'f.partner_id')
    .select(['f.region_id', 'f.id', 'f.unit_id', 'u.name as unit', 'f.partner_id', 'p.name as partner'])
    .select(['f.kind', 'f.name', 'f.document', 'f.since', 'f.ends_on', 'f.ended_reason'])

/** Those of a county's units that take part in a programme. */
export async function facilitiesOf(db: Db | Trx, { regionId, programmeId }: At) {
  return facilities(db)
    .where('f.region_id', '=', regionId)
    .where('f.unit_id', 'in', (q) =>
      q
        .selectFrom('programme_organisations')
        .select('organisation_id')
        .where('programme_id', '=', programmeId),
    )
    .orderBy('u.sort_key')
    .orderBy('f.since', 'desc')
    .limit(5000)
    .execute()
}
export type FacilityRow = Awaited<ReturnType<typeof facilitiesOf>>[number]

export async function facilitiesAt(db: Db | Trx, regionId: string, unitId: string) {
  return facilities(db).where('f.region_id', '=', regionId).where('f.unit_id', '=', unitId).execute()
}

export async function facilityById(db: Db | Trx, { regionId, id }: { regionId: string; id: string }) {
  return facilities(db).where('f.region_id', '=', regionId).where('f.id', '=', id).executeTakeFirst()
}

export async function insertFacility(
  trx: Trx,
  f: {
    regionId: string
    id: string
    unitId: string
    partnerId: string | null
    kind: string
    name: string
    document: string
    since: string
    by: string
    now: Date
  },
): Promise<void> {
  await trx
    .insertInto('unit_facilities')
    .values({
      region_id: f.regionId,
      id: f.id,
      unit_id: f.unitId,
      partner_id: f.partnerId,
      kind: f.kind,
      name: f.name,
      document: f.document,
      since: f.since,
      made_by: f.by,
      made_at: f.now,
    })
    .execute()
}

export async function closeFacility(
  trx: Trx,
  { regionId, id }: { regionId: string; id: string },
  end: Ending,
): Promise<void> {
  await trx
    .updateTable('unit_facilities')
    .set(ended(end))
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}
