// reports store: what day cards count by doctor and unit, postings, and splits of targets by hand (PLN-7).
import { type RawBuilder, sql } from 'kysely'
import type { TaskMetric } from '../../../domain/reports/tasks.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'

export async function postedFor(db: Db | Trx, programmeId: string) {
  return db
    .selectFrom('report_postings as p')
    .innerJoin('practitioners as d', 'd.id', 'p.practitioner_id')
    .innerJoin('organisations as h', 'h.id', 'p.hospital_id')
    .select(['p.region_id', 'p.unit_id', 'p.hospital_id', 'p.practitioner_id', 'p.starts_on', 'p.ends_on'])
    .select(['d.name', 'd.specialty_code', 'd.specialty_text', 'h.name as hospital'])
    .where('p.programme_id', '=', programmeId)
    .orderBy('h.sort_key')
    .orderBy('d.sort_key')
    .orderBy('d.id')
    .execute()
}

export type Counted = {
  programmeId: string
  metric: TaskMetric
  wholeDaysOnly: boolean
  from: string
  until: string
}

/** What a metric counts of one card's lines; the same kinds as 附件3's columns. */
const VALUES: Record<Exclude<TaskMetric, 'personDays'>, RawBuilder<number>> = {
  lectures: sql`sum(a.count) filter (where a.kind = 'lecture')`,
  traineeVisits: sql`sum(a.participants) filter (where a.kind = 'training')`,
  skillTrainings: sql`sum(a.count) filter (where a.kind = 'training')`,
  consultations: sql`sum(a.count) filter (where a.kind in ('outpatient', 'wardRound', 'surgery'))`,
  specialGroupServices: sql`sum(a.count) filter (where a.kind = 'specialGroupService')`,
  homeVisits: sql`greatest(coalesce(sum(a.count) filter (where a.kind = 'homeVisit'), 0), max(c.home_visit_records))`,
}

type Fact = {
  region_id: string
  day_card_id: string
  day: string
  unit_id: string
  hospital_id: string
  practitioner_id: string
  value: number
}

/** One row a card that counts. */
function countedDays({ programmeId, metric, wholeDaysOnly, from, until }: Counted): RawBuilder<Fact> {
  if (metric === 'personDays')
    return sql<Fact>`select region_id, day_card_id, day, unit_id, hospital_id, practitioner_id, 1 as value
      from report_person_days where programme_id = ${programmeId} and day <= ${until} ${wholeDaysOnly ? sql`and half = 'day'` : sql``}`
  return sql<Fact>`select c.region_id, c.id as day_card_id, c.day, c.unit_id, c.hospital_id, c.practitioner_id, coalesce(${VALUES[metric]}, 0)::int as value
    from report_day_cards c left join report_day_card_activities a on a.region_id = c.region_id and a.day_card_id = c.id
    where c.programme_id = ${programmeId} and c.day between ${from} and ${until}
    group by c.region_id, c.id, c.day, c.unit_id, c.hospital_id, c.practitioner_id`
}

/** Sums by doctor, unit and hospital, with names for whoever is posted no more. */
export async function doneBy(db: Db | Trx, counted: Counted) {
  const result = await sql<{
    unit_id: string
    hospital_id: string
    practitioner_id: string
    name: string
    hospital: string
    done: number
  }>`select f.unit_id, f.hospital_id, f.practitioner_id, d.name, h.name as hospital, sum(f.value)::int as done
    from (${countedDays(counted)}) f join practitioners d on d.id = f.practitioner_id join organisations h on h.id = f.hospital_id
    group by 1, 2, 3, 4, 5 having sum(f.value) > 0`.execute(db)
  return result.rows
}

export type FactFilter = {
  regionId?: string | undefined
  unitId?: string | undefined
  hospitalId?: string | undefined
  practitionerId?: string | undefined
}

/** The cards behind a number, the newest 500, and the sum of all of them. */
export async function factsOf(db: Db | Trx, counted: Counted, filter: FactFilter) {
  const result = await sql<Fact & { practitioner: string; unit: string; total: number }>`
    select f.*, d.name as practitioner, u.name as unit, sum(f.value) over ()::int as total
    from (${countedDays(counted)}) f join practitioners d on d.id = f.practitioner_id join organisations u on u.id = f.unit_id
    where f.value > 0
      ${filter.regionId ? sql`and ${inRegion('f.region_id', filter.regionId)}` : sql``}
      ${filter.unitId ? sql`and f.unit_id = ${filter.unitId}` : sql``}
      ${filter.hospitalId ? sql`and f.hospital_id = ${filter.hospitalId}` : sql``}
      ${filter.practitionerId ? sql`and f.practitioner_id = ${filter.practitionerId}` : sql``}
    order by f.day desc, f.day_card_id limit 500`.execute(db)
  return { total: result.rows[0]?.total ?? 0, rows: result.rows }
}

/** Every version of a task's splits by hand, of all regions, in order. */
export async function shareVersions(db: Db | Trx, of: { programmeId: string; ruleId: string }) {
  const versions = await db
    .selectFrom('target_share_versions as v')
    .innerJoin('accounts as a', 'a.id', 'v.made_by')
    .select([
      'v.region_id',
      'v.id',
      'v.version',
      'v.effective_from',
      'v.target',
      'v.reason',
      'v.made_at',
      'a.name as maker',
    ])
    .where('v.programme_id', '=', of.programmeId)
    .where('v.rule_id', '=', of.ruleId)
    .orderBy('v.region_id')
    .orderBy('v.version')
    .execute()
  const shares = versions.length
    ? await db
        .selectFrom('target_shares')
        .select(['region_id', 'version_id', 'body_id', 'amount'])
        .where(
          'version_id',
          'in',
          versions.map((v) => v.id),
        )
        .orderBy('body_id')
        .execute()
    : []
  const byVersion = Map.groupBy(shares, (s) => s.version_id)
  return versions.map((v) => ({ ...v, shares: byVersion.get(v.id) ?? [] }))
}
export type ShareVersionRow = Awaited<ReturnType<typeof shareVersions>>[number]

/** Two who split the same target at once come one after the other. */
export async function lockShares(trx: Trx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`shares ${key}`}, 0))`.execute(trx)
}

export async function insertShares(
  trx: Trx,
  v: {
    regionId: string
    id: string
    programmeId: string
    ruleId: string
    version: number
    effectiveFrom: string
    target: number
    reason: string
    by: string
    at: Date
  },
  shares: readonly { bodyId: string; amount: number }[],
): Promise<void> {
  await trx
    .insertInto('target_share_versions')
    .values({
      region_id: v.regionId,
      id: v.id,
      programme_id: v.programmeId,
      rule_id: v.ruleId,
      version: v.version,
      effective_from: v.effectiveFrom,
      target: v.target,
      reason: v.reason,
      made_by: v.by,
      made_at: v.at,
    })
    .execute()
  await trx
    .insertInto('target_shares')
    .values(
      shares.map((s) => ({ region_id: v.regionId, version_id: v.id, body_id: s.bodyId, amount: s.amount })),
    )
    .execute()
}

/** The programmes the reader has postings in, by her own rows. */
export async function myProgrammes(db: Db | Trx): Promise<string[]> {
  const rows = await db.selectFrom('report_postings').select('programme_id').distinct().execute()
  return rows.flatMap((r) => (r.programme_id ? [r.programme_id] : []))
}
