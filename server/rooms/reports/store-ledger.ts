// reports store: the ledger's sums (migration 0028). A month that lies wholly within the asked span is taken as it was added
// up; of one that the span cuts, the days themselves are read.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'
import type { Where } from './store.ts'

/** WRK-11: whether a lone half day counts as a person-day is the programme's to say. */
export type Counting = Where & { wholeDaysOnly: boolean; hospitalId?: string | undefined }
export type LedgerFilter = Where & {
  from: string
  to: string
  unitId?: string | undefined
  hospitalId?: string | undefined
  unitIds?: readonly string[] | undefined
}

/** The numbers of 附件3 and of the targets; money in fen. */
export const FIGURES = [
  'cards',
  'expenses_fen',
  'consultations',
  'case_discussions',
  'teaching_rounds',
  'lectures',
  'trainee_visits',
  'special_group_services',
  'home_visits',
  'skill_trainings',
  'leaflets',
  'notice_clicks',
  'screen_notices',
] as const
export type LedgerFigures = Record<(typeof FIGURES)[number] | 'person_days' | 'whole_days', number>
/** With the cards of units that hold an expert studio, which 附件3 counts. */
type AllFigures = LedgerFigures & { studio_cards: number }

const list = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)))
const summed = (names: readonly string[]) =>
  sql.join(names.map((name) => sql`coalesce(sum(${sql.ref(name)}), 0)::float8 as ${sql.ref(name)}`))

/** Every figure of the ledger added up. */
export const summedFigures = summed([...FIGURES, 'person_days', 'whole_days'])

/** Which rows of a view are asked for; `x` is its name in the statement. */
export function within(filter: Omit<LedgerFilter, 'from' | 'to'>) {
  const { regionId, programmeId, unitId, hospitalId, unitIds } = filter
  return sql.join(
    [
      sql`x.programme_id = ${programmeId}`,
      ...(regionId ? [inRegion('x.region_id', regionId)] : []),
      ...(unitId ? [sql`x.unit_id = ${unitId}::uuid`] : []),
      ...(hospitalId ? [sql`x.hospital_id = ${hospitalId}::uuid`] : []),
      ...(unitIds?.length ? [sql`x.unit_id = any (${[...unitIds]}::uuid[])`] : []),
    ],
    sql` and `,
  )
}

/** Rows by county, unit and month between two days, as one subquery to group further. */
export function monthsBetween(filter: LedgerFilter) {
  const { from, to } = filter
  const own = within(filter)
  const kept = [...FIGURES, 'person_days', 'whole_days']
  return sql`(
    with cut as materialized (
      select x.region_id, x.programme_id, x.unit_id, x.hospital_id, x.month, greatest(x.first_day, ${from}::date) as first_day, least(x.last_day, ${to}::date) as last_day
      from report_ledger_months x where ${own} and x.first_day <= ${to}::date and x.last_day >= ${from}::date and (x.first_day < ${from}::date or x.last_day > ${to}::date)
    )
    select x.region_id, x.unit_id, x.hospital_id, x.month, ${list(kept.map((name) => `x.${name}`))}
    from report_ledger_months x where ${own} and x.first_day >= ${from}::date and x.last_day <= ${to}::date
    union all
    select c.region_id, c.unit_id, c.hospital_id, c.month, ${list(FIGURES.map((name) => `d.${name}`))}, d.person_days, d.whole_days
    from cut c cross join lateral (
      select ${sql.join(FIGURES.map((name) => sql`sum(${sql.ref(`y.${name}`)})::bigint as ${sql.ref(name)}`))}, count(*)::int as person_days, (count(*) filter (where y.half = 'day'))::int as whole_days
      from report_ledger_days y where y.region_id = c.region_id and y.programme_id = c.programme_id and y.unit_id = c.unit_id
        and y.hospital_id = c.hospital_id and y.day between c.first_day and c.last_day
    ) d where d.person_days > 0
  ) months`
}

/** All there is between two days, as one row. */
export async function sumsBetween(db: Db | Trx, filter: LedgerFilter): Promise<AllFigures> {
  const result = await sql<AllFigures>`
    select ${summedFigures}, coalesce(sum(cards) filter (where o.expert_studio), 0)::float8 as studio_cards
    from ${monthsBetween(filter)} join organisations o on o.id = unit_id`.execute(db)
  return result.rows[0] as AllFigures
}

/** All there is up to a day, and whether any of it may lie before `since`. */
export async function sumsUntil(
  db: Db | Trx,
  filter: Omit<LedgerFilter, 'from'>,
  since: string,
): Promise<LedgerFigures & { earlier: boolean }> {
  const month = since.slice(0, 7)
  // of a month that `since` cuts, some days may lie before it
  const before = since.endsWith('-01') ? sql`month < ${month}` : sql`month <= ${month}`
  const result = await sql<LedgerFigures & { earlier: boolean }>`
    select ${summedFigures}, coalesce(bool_or(${before}), false) as earlier
    from ${monthsBetween({ ...filter, from: '2000-01-01' })}`.execute(db)
  return result.rows[0] as LedgerFigures & { earlier: boolean }
}

export type RolledUp = LedgerFigures & { division: string; units: number }

/** The same by county, or by city; `digits` of the code tell which. */
export async function sumsByDivision(db: Db | Trx, filter: LedgerFilter, digits: 4 | 6): Promise<RolledUp[]> {
  const result = await sql<RolledUp>`
    select left(region_id, ${sql.lit(digits)}) as division, count(distinct unit_id)::int as units, ${summedFigures}
    from ${monthsBetween(filter)} group by 1 order by 1`.execute(db)
  return result.rows
}

/** The counties that have any counted card between two days, and about how many each. */
export async function countiesWithCards(
  db: Db | Trx,
  filter: LedgerFilter,
): Promise<{ region_id: string; cards: number }[]> {
  const result = await sql<{ region_id: string; cards: number }>`
    select x.region_id, sum(x.cards)::float8 as cards from report_ledger_months x
    where ${within(filter)} and x.first_day <= ${filter.to}::date and x.last_day >= ${filter.from}::date group by 1 order by 1`.execute(
    db,
  )
  return result.rows
}

export type UnitMonths = { unit_id: string; months: Record<string, number> }

/** Person-days by unit and month (WRK-11), a row a unit; `until` leaves out later days. */
export async function personDays(db: Db | Trx, counting: Counting, until: string): Promise<UnitMonths[]> {
  const days = counting.wholeDaysOnly ? sql`whole_days` : sql`person_days`
  const filter = { ...counting, from: '2000-01-01', to: until }
  // a province has thousands of months: a row a unit travels and is read much faster than a row a month
  const result = await sql<UnitMonths>`
    select unit_id, jsonb_object_agg(month, days) as months
    from (select unit_id, month, sum(${days})::float8 as days from ${monthsBetween(filter)} group by 1, 2 having sum(${days}) > 0) by_month
    group by 1`.execute(db)
  return result.rows
}

/** Who is posted or has served, each doctor once, and the units they stand at; municipal by the home hospital's owner. */
export async function headCounts(
  db: Db | Trx,
  where: Where,
  until: string,
): Promise<{ doctors: number; municipal: number; units: number }> {
  const own = within(where)
  // A doctor is of one hospital; where two are known, one municipal post makes her a municipal doctor.
  const result = await sql<{ doctors: number; municipal: number; units: number }>`
    with who as materialized (
      select x.practitioner_id, x.unit_id, x.hospital_id from report_ledger_doctors x where ${own} and x.first_day <= ${until}::date
      union all select x.practitioner_id, x.unit_id, x.hospital_id from report_postings x where ${own}
    ), people as (select practitioner_id, hospital_id from who group by 1, 2)
    select (select count(*)::int from (select practitioner_id from people group by 1) doctors) as doctors,
      (select count(distinct p.practitioner_id)::int from people p join organisations h on h.id = p.hospital_id where h.ownership = 'municipal') as municipal,
      (select count(*)::int from (select unit_id from who group by 1) places) as units`.execute(db)
  return result.rows[0] ?? { doctors: 0, municipal: 0, units: 0 }
}
