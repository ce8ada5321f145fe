// publicity store: published duties as residents see them, and the record of what went out.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

/** What residents see of a duty's people and place. */
export const PEOPLE_AND_PLACE = [
  'u.name as unit',
  'u.phone',
  'p.name as expert',
  'x.name_shown',
  'x.introduction',
  'x.good_at',
  'p.title_text',
  'p.specialty_text',
  'p.specialty_code',
  'h.name as hospital',
] as const

/** Published duties of the units below a division in a month; reads nothing but public columns. */
export async function publishedDuties(
  db: Db | Trx,
  filter: { under?: string; unitId?: string; programmeId?: string; month?: string },
) {
  let query = db
    .selectFrom('report_duties as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .innerJoin('organisations as h', 'h.id', 'd.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'd.practitioner_id')
    .innerJoin('report_expert_cards as x', 'x.practitioner_id', 'd.practitioner_id')
    .select([
      'd.id',
      'd.practitioner_id',
      'd.region_id',
      'd.programme_id',
      'd.month',
      'd.day',
      'd.half',
      'd.home_visit_half',
      'd.unit_id',
      'd.updated_at',
      'd.first_id',
      'd.sequence',
      'd.status',
      ...PEOPLE_AND_PLACE,
    ])
    .where('d.status', '=', 'published')
    .orderBy('d.day')
    .orderBy('u.sort_key')
    .orderBy('d.id')
    .limit(3000)
  if (filter.under) query = query.where('u.division_code', 'like', `${filter.under}%`)
  if (filter.unitId) query = query.where('d.unit_id', '=', filter.unitId)
  if (filter.month) query = query.where('d.month', '=', filter.month)
  if (filter.programmeId) query = query.where('d.programme_id', '=', filter.programmeId)
  return query.execute()
}
export type PublicDutyRow = Awaited<ReturnType<typeof publishedDuties>>[number]

export async function publishedMonths(db: Db | Trx, under: string): Promise<string[]> {
  const rows = await db
    .selectFrom('report_duties as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .select('d.month')
    .distinct()
    .where('d.status', '=', 'published')
    .where('u.division_code', 'like', `${under}%`)
    .orderBy('d.month')
    .execute()
  return rows.flatMap((r) => (r.month ? [r.month] : []))
}

export async function publishedRoster(db: Db | Trx, regionId: string, month: string) {
  return db
    .selectFrom('rosters')
    .select(['programme_id', 'version', 'published_at', 'updated_at'])
    .where('region_id', '=', regionId)
    .where('month', '=', month)
    .where('status', '=', 'published')
    .orderBy('published_at', 'desc')
    .executeTakeFirst()
}

/** Counties with a published schedule, with how many units it serves. */
export async function publishedCounties(db: Db | Trx) {
  return db
    .selectFrom('report_duties as d')
    .innerJoin('divisions as c', 'c.code', 'd.region_id')
    .select(['c.code', 'c.name'])
    .select(sql<number>`count(distinct d.unit_id)::int`.as('units'))
    .where('d.status', '=', 'published')
    .groupBy(['c.code', 'c.name'])
    .orderBy('c.code')
    .execute()
}

export async function childDivisions(db: Db | Trx, code: string) {
  return db
    .selectFrom('divisions')
    .select(['code', 'name'])
    .where('parent_code', '=', code)
    .orderBy('code')
    .execute()
}

export async function receivingUnits(db: Db | Trx, under: string) {
  return db
    .selectFrom('organisations')
    .select(['id', 'name', 'phone', 'division_code'])
    .where('division_code', 'like', `${under}%`)
    .where('active', '=', true)
    .where('id', 'in', (q) =>
      q.selectFrom('programme_organisations').select('organisation_id').where('side', '=', 'receiving'),
    )
    .orderBy('division_code')
    .orderBy('sort_key')
    .execute()
}

export type PublicationWrite = {
  regionId: string
  id: string
  programmeId: string
  month: string
  unitId: string | null
  channel: string
  version: number
  now: Date
  by: string
}

export async function insertPublication(trx: Trx, p: PublicationWrite): Promise<void> {
  await trx
    .insertInto('publications')
    .values({
      region_id: p.regionId,
      id: p.id,
      programme_id: p.programmeId,
      month: p.month,
      unit_id: p.unitId,
      channel: p.channel,
      version: p.version,
      published_at: p.now,
      published_by: p.by,
    })
    .execute()
}

export async function publicationsOf(
  db: Db | Trx,
  where: { regionId: string; programmeId: string; month: string },
) {
  return db
    .selectFrom('publications as p')
    .leftJoin('organisations as u', 'u.id', 'p.unit_id')
    .select(['p.channel', 'p.unit_id', 'u.name as unit', 'p.published_at', 'p.version'])
    .where('p.region_id', '=', where.regionId)
    .where('p.programme_id', '=', where.programmeId)
    .where('p.month', '=', where.month)
    .orderBy('p.published_at', 'desc')
    .execute()
}

/** What the month's day cards counted of publicity, unit by unit (PUB-4). */
export async function publicityCounters(
  db: Db | Trx,
  where: { regionId: string; programmeId: string; month: string },
) {
  return db
    .selectFrom('report_day_cards')
    .select([
      'unit_id',
      sql<number>`coalesce(sum(leaflets), 0)::int`.as('leaflets'),
      sql<number>`coalesce(sum(notice_clicks), 0)::int`.as('notice_clicks'),
      sql<number>`coalesce(sum(screen_notices), 0)::int`.as('screen_notices'),
      sql<number>`count(*) filter (where other_work <> '')::int`.as('other_work'),
    ])
    .where('region_id', '=', where.regionId)
    .where('programme_id', '=', where.programmeId)
    .where(sql<string>`to_char(day, 'YYYY-MM')`, '=', where.month)
    .groupBy('unit_id')
    .execute()
}
