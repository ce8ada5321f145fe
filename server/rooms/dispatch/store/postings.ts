// dispatch store: demands and postings (附件2).
import type { Db, Trx } from '../../../platform/database.ts'
import { inRegion } from '../../../platform/division-range.ts'

export type Where = { regionId: string; programmeId: string }

export async function demandsOf(db: Db | Trx, { regionId, programmeId }: Where) {
  return db
    .selectFrom('demands as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .select([
      'd.id',
      'd.unit_id',
      'u.name as unit',
      'd.specialty_code',
      'd.specialty_text',
      'd.weight',
      'd.diseases',
      'd.monthly_volume',
      'd.preferred_weekday',
      'd.preferred_ordinal',
    ])
    .where('d.region_id', '=', regionId)
    .where('d.programme_id', '=', programmeId)
    .orderBy('u.sort_key')
    .orderBy('d.weight', 'desc')
    .orderBy('d.id')
    .execute()
}
export type DemandRow = Awaited<ReturnType<typeof demandsOf>>[number]

export type DemandWrite = Where & {
  id: string
  unitId: string
  specialtyCode: string | null
  specialtyText: string
  weight: number
  diseases: string
  monthlyVolume: number | null
  preferredWeekday: number | null
  preferredOrdinal: number | null
}

export async function upsertDemand(trx: Trx, d: DemandWrite): Promise<void> {
  const values = {
    unit_id: d.unitId,
    specialty_code: d.specialtyCode,
    specialty_text: d.specialtyText,
    weight: d.weight,
    diseases: d.diseases,
    monthly_volume: d.monthlyVolume,
    preferred_weekday: d.preferredWeekday,
    preferred_ordinal: d.preferredOrdinal,
  }
  await trx
    .insertInto('demands')
    .values({ region_id: d.regionId, id: d.id, programme_id: d.programmeId, ...values })
    .onConflict((c) => c.columns(['region_id', 'id']).doUpdateSet(values))
    .execute()
}

/** Adds a demand unless the unit has one in these words; answers whether it was added. */
export async function addDemandOnce(trx: Trx, d: DemandWrite): Promise<boolean> {
  const made = await trx
    .insertInto('demands')
    .values({
      region_id: d.regionId,
      id: d.id,
      programme_id: d.programmeId,
      unit_id: d.unitId,
      specialty_code: d.specialtyCode,
      specialty_text: d.specialtyText,
      weight: d.weight,
    })
    .onConflict((c) => c.columns(['region_id', 'programme_id', 'unit_id', 'specialty_text']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function deleteDemands(trx: Trx, regionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length)
    await trx.deleteFrom('demands').where('region_id', '=', regionId).where('id', 'in', ids).execute()
}

export async function postingsOf(db: Db | Trx, { regionId, programmeId }: Where) {
  return db
    .selectFrom('postings as p')
    .innerJoin('organisations as u', 'u.id', 'p.unit_id')
    .innerJoin('organisations as h', 'h.id', 'p.hospital_id')
    .innerJoin('practitioners as d', 'd.id', 'p.practitioner_id')
    .select([
      'p.id',
      'p.region_id',
      'p.position',
      'p.unit_id',
      'u.name as unit',
      'u.kind as unit_kind',
      'u.phone as unit_phone',
      'p.hospital_id',
      'h.name as hospital',
      'h.ownership',
      'p.practitioner_id',
      'd.name as practitioner',
      'd.title_text',
      'd.title_code',
      'd.specialty_text',
      'd.specialty_code',
      'd.mobile',
      'p.need_code',
      'p.need_text',
      'p.mismatch_reason',
      'p.starts_on',
      'p.ends_on',
    ])
    .where(inRegion('p.region_id', regionId))
    .where('p.programme_id', '=', programmeId)
    .where('p.ended_at', 'is', null)
    .orderBy('p.region_id')
    .orderBy('p.position')
    .orderBy('p.id')
    .execute()
}
export type PostingRow = Awaited<ReturnType<typeof postingsOf>>[number]

export type PostingWrite = Where & {
  id: string
  unitId: string
  hospitalId: string
  practitionerId: string
  position: number
  needCode: string | null
  needText: string
  mismatchReason: string | null
  startsOn: string
  endsOn: string
  importId: string | null
}

export async function insertPostings(trx: Trx, postings: readonly PostingWrite[]): Promise<void> {
  if (postings.length === 0) return
  const rows = postings.map((p) => ({
    region_id: p.regionId,
    id: p.id,
    programme_id: p.programmeId,
    unit_id: p.unitId,
    hospital_id: p.hospitalId,
    practitioner_id: p.practitionerId,
    position: p.position,
    need_code: p.needCode,
    need_text: p.needText,
    mismatch_reason: p.mismatchReason,
    starts_on: p.startsOn,
    ends_on: p.endsOn,
    import_id: p.importId,
  }))
  await trx.insertInto('postings').values(rows).execute()
}

export async function deletePostings(trx: Trx, regionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length)
    await trx.deleteFrom('postings').where('region_id', '=', regionId).where('id', 'in', ids).execute()
}

export async function postingById(db: Db | Trx, regionId: string, id: string) {
  return db
    .selectFrom('postings')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function setMismatchReason(
  trx: Trx,
  regionId: string,
  id: string,
  reason: string,
): Promise<void> {
  await trx
    .updateTable('postings')
    .set({ mismatch_reason: reason })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export async function endPosting(
  trx: Trx,
  regionId: string,
  id: string,
  end: { reason: string; now: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable('postings')
    .set({ ended_at: end.now, ended_reason: end.reason })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** MAT-7: writes the next version of the staffing schedule as it stands now; answers its number. */
export async function addScheduleVersion(
  trx: Trx,
  where: Where,
  version: { reason: string; rows: unknown; now: Date; by: string },
): Promise<number> {
  const last = await trx
    .selectFrom('staffing_schedule_versions')
    .select((e) => e.fn.max('version').as('version'))
    .where('region_id', '=', where.regionId)
    .where('programme_id', '=', where.programmeId)
    .executeTakeFirst()
  const next = (last?.version ?? 0) + 1
  await trx
    .insertInto('staffing_schedule_versions')
    .values({
      region_id: where.regionId,
      programme_id: where.programmeId,
      version: next,
      reason: version.reason,
      rows: JSON.stringify(version.rows),
      created_at: version.now,
      created_by: version.by,
    })
    .execute()
  return next
}

/** The counties in which a programme has postings. */
export async function postedRegions(db: Db | Trx, programmeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('postings')
    .select('region_id')
    .distinct()
    .where('programme_id', '=', programmeId)
    .where('ended_at', 'is', null)
    .orderBy('region_id')
    .execute()
  return rows.map((r) => r.region_id)
}

export const insertPosting = (trx: Trx, posting: PostingWrite): Promise<void> =>
  insertPostings(trx, [posting])
