// reports store: reads other rooms only through their report_* views; owns the filing marks.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'
import { divisionOf, inRegion } from '../../platform/division-range.ts'

export type Where = { regionId?: string | undefined; programmeId: string }
/** Posted pairs, for head counts and coverage before the first duty day (on post by …). */
export async function posted(db: Db | Trx, { regionId, programmeId }: Where) {
  let query = db
    .selectFrom('report_postings as p')
    .innerJoin('organisations as h', 'h.id', 'p.hospital_id')
    .select(['p.region_id', 'p.practitioner_id', 'p.unit_id', 'p.hospital_id', 'h.ownership'])
    .distinct()
    .where('p.programme_id', '=', programmeId)
  if (regionId) query = query.where(inRegion('p.region_id', regionId))
  return query.execute()
}

export async function dutiesByMonth(db: Db | Trx, { regionId, programmeId }: Where) {
  let query = db
    .selectFrom('report_duties')
    .select(['month', 'status'])
    .select((e) => e.fn.countAll<number>().as('duties'))
    .select(sql<number>`count(distinct unit_id)::int`.as('units'))
    .where('programme_id', '=', programmeId)
    .groupBy(['month', 'status'])
    .orderBy('month')
  if (regionId) query = query.where(inRegion('region_id', regionId))
  return query.execute()
}

/** How a month stands: published duties so far, cards by state. */
export async function monthStanding(
  db: Db | Trx,
  { regionId, programmeId }: Where,
  month: string,
  today: string,
) {
  const region = divisionOf(regionId ?? '')
  // A due duty is recorded when any card that is not merged away answers it: the list of missing cards says the same.
  const result = await sql<{
    duties: number
    due: number
    covered: number
    recorded: number
    duplicates: number
    to_confirm: number
  }>`
    select count(*)::int duties,
      count(*) filter (where d.status = 'published' and d.day <= ${today})::int due,
      count(distinct d.unit_id)::int covered,
      count(*) filter (where d.status = 'published' and d.day <= ${today} and exists (select 1 from day_cards c where c.region_id = d.region_id and c.programme_id = d.programme_id and c.practitioner_id = d.practitioner_id and c.unit_id = d.unit_id and c.day = d.day and c.status <> 'merged'))::int recorded,
      (select count(*)::int from day_cards c where c.programme_id = ${programmeId} and c.region_id like ${`${region}%`} and to_char(c.day, 'YYYY-MM') = ${month} and c.status = 'duplicate') duplicates,
      (select count(*)::int from day_cards c where c.programme_id = ${programmeId} and c.region_id like ${`${region}%`} and to_char(c.day, 'YYYY-MM') = ${month} and c.status = 'submitted') to_confirm
    from report_duties d where d.programme_id = ${programmeId} and d.region_id like ${`${region}%`} and d.month = ${month}`.execute(
    db,
  )
  return result.rows[0]
}

/** What went out or was filed with a duty's day in it, and the unit's days of that month (SCH-2, PUB-3). */
export async function rippleOf(db: Db | Trx, regionId: string, dutyId: string) {
  const duty = await db
    .selectFrom('report_duties')
    .select(['programme_id', 'unit_id', 'practitioner_id', 'month', 'day', 'home_visit_half'])
    .where('region_id', '=', regionId)
    .where('id', '=', dutyId)
    .where('status', '=', 'published')
    .executeTakeFirst()
  if (!duty?.programme_id || !duty.unit_id || !duty.month) return undefined
  const publications = await db
    .selectFrom('report_publications as p')
    .leftJoin('organisations as u', 'u.id', 'p.unit_id')
    .select(['p.channel', 'p.published_at', 'u.name as unit'])
    .where('p.region_id', '=', regionId)
    .where('p.programme_id', '=', duty.programme_id)
    .where('p.month', '=', duty.month)
    .where((e) => e.or([e('p.unit_id', '=', duty.unit_id), e('p.unit_id', 'is', null)]))
    .orderBy('p.published_at')
    .execute()
  const filings = await db
    .selectFrom('reports')
    .select(['package_id', 'last_submitted_at as filed_at'])
    .where('region_id', '=', regionId)
    .where('programme_id', '=', duty.programme_id)
    .where('period', '=', duty.month)
    .where('state', '<>', 'draft')
    .orderBy('last_submitted_at')
    .execute()
  const { count } = await db
    .selectFrom('report_duties')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('region_id', '=', regionId)
    .where('programme_id', '=', duty.programme_id)
    .where('unit_id', '=', duty.unit_id)
    .where('month', '=', duty.month)
    .where('status', '=', 'published')
    .where('id', '!=', dutyId)
    .executeTakeFirstOrThrow()
  return { duty, publications, filings, remaining: count }
}

/** Published days that leaves changed, with the moment of each. */
export async function leaveChanges(db: Db | Trx, { regionId, programmeId }: Where) {
  let query = db
    .selectFrom('report_leaves')
    .select(['day', 'since', 'unit_id', 'hospital_id'])
    .where('programme_id', '=', programmeId)
    .where('state', 'in', ['granted', 'revoked'])
  if (regionId) query = query.where(inRegion('region_id', regionId))
  const rows = await query.execute()
  return rows.flatMap((row) =>
    row.day && row.since
      ? [
          {
            month: row.day.slice(0, 7),
            since: row.since,
            organisations: [row.unit_id, row.hospital_id].filter((id) => id !== null),
          },
        ]
      : [],
  )
}
