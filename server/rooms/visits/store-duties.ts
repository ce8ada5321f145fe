// visits store: published duties with the people and places that pages and papers name.
import type { Db, Trx } from '../../platform/database.ts'

/** Published duties with their names; in no order yet. */
export const publishedDuties = (db: Db | Trx) =>
  db
    .selectFrom('report_duties as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .innerJoin('organisations as h', 'h.id', 'd.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'd.practitioner_id')
    .innerJoin('programmes as g', 'g.id', 'd.programme_id')
    .select([
      'd.region_id',
      'd.id',
      'd.programme_id',
      'g.name as programme',
      'd.day',
      'd.half',
      'd.home_visit_half',
      'd.unit_id',
      'u.name as unit',
      'u.phone as unit_phone',
      'd.practitioner_id',
      'p.name as practitioner',
      'p.title_text',
      'p.specialty_text',
      'h.name as hospital',
    ])
    .where('d.status', '=', 'published')

/** Published duties between two days, inclusive, as a phone shows them. */
export async function dutiesBetween(
  db: Db | Trx,
  { from, to, under }: { from: string; to: string; under?: string },
  most = 500,
) {
  let query = publishedDuties(db)
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .orderBy('d.day')
    .orderBy('d.id')
    .limit(most)
  if (under) query = query.where('u.division_code', 'like', `${under}%`)
  return query.execute()
}

/** The published duty that a card without one belongs to, null when the day stands on no roster. */
export async function dutyOn(
  db: Db | Trx,
  key: { regionId: string; programmeId: string; practitionerId: string; unitId: string; day: string },
): Promise<string | null> {
  const duty = await db
    .selectFrom('report_duties')
    .select('id')
    .where('region_id', '=', key.regionId)
    .where('programme_id', '=', key.programmeId)
    .where('practitioner_id', '=', key.practitionerId)
    .where('unit_id', '=', key.unitId)
    .where('day', '=', key.day)
    .where('status', '=', 'published')
    .orderBy('id')
    .executeTakeFirst()
  return duty?.id ?? null
}
