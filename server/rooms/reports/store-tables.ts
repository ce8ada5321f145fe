// reports store: tables of a layout of one's own (FRM-6): their versions, and the ledger's sums by whatever their rows are.
import { sql } from 'kysely'
import type { CustomTable } from '../../../domain/forms/custom-table.ts'
import type { Db, Trx } from '../../platform/database.ts'
import {
  FIGURES,
  type LedgerFigures,
  type LedgerFilter,
  monthsBetween,
  summedFigures,
  within,
} from './store-ledger.ts'

/** The newest version of each table of a county and of the city and province above it. */
export async function tablesOf(db: Db | Trx, regionId: string) {
  const above = [regionId, `${regionId.slice(0, 4)}00`, `${regionId.slice(0, 2)}0000`]
  const rows = await db
    .selectFrom('custom_tables as t')
    .innerJoin('accounts as a', 'a.id', 't.made_by')
    .select(['t.region_id', 't.id', 't.version', 't.name', 't.layout', 't.retired', 't.made_at'])
    .select('a.name as by')
    .distinctOn(['t.region_id', 't.id'])
    .where('t.region_id', 'in', [...above, ...above.map((code) => code.replace(/(00)+$/, ''))])
    .orderBy('t.region_id')
    .orderBy('t.id')
    .orderBy('t.version', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, layout: row.layout as unknown as CustomTable }))
}
export type TableRow = Awaited<ReturnType<typeof tablesOf>>[number]

export async function insertTable(
  trx: Trx,
  row: {
    regionId: string
    id: string
    version: number
    name: string
    table: CustomTable
    retired: boolean
    by: string
    now: Date
  },
): Promise<boolean> {
  const done = await trx
    .insertInto('custom_tables')
    .values({
      region_id: row.regionId,
      id: row.id,
      version: row.version,
      name: row.name,
      layout: JSON.stringify(row.table),
      retired: row.retired,
      made_by: row.by,
      made_at: row.now,
    })
    // two who changed the same version: the second is told
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1
}

const KEYS = {
  unit: sql`unit_id::text`,
  hospital: sql`hospital_id::text`,
  county: sql`left(region_id, 6)`,
  month: sql`month`,
} as const
type AddedUp = keyof typeof KEYS

export type Sums = LedgerFigures & { key: string }
/** The ledger's sums between two days by unit, hospital, county or month; a key without any card has no row. */
export async function sumsBy(db: Db | Trx, filter: LedgerFilter, by: AddedUp): Promise<Sums[]> {
  const result = await sql<Sums>`
    select ${KEYS[by]} as key, ${summedFigures} from ${monthsBetween(filter)} group by 1`.execute(db)
  return result.rows
}

export type DoctorSums = Sums & {
  name: string
  title_text: string | null
  specialty_text: string | null
  hospital_id: string
  units: string[]
}
/** The same by doctor, each once, with where she served. */
export async function sumsByDoctor(db: Db | Trx, filter: LedgerFilter): Promise<DoctorSums[]> {
  const result = await sql<DoctorSums>`
    with sums as (
      select x.practitioner_id, min(x.hospital_id::text) as hospital_id, array_agg(distinct o.name) as units,
        ${sql.join(FIGURES.map((name) => sql`sum(x.${sql.ref(name)})::float8 as ${sql.ref(name)}`))},
        count(*)::float8 as person_days, (count(*) filter (where x.half = 'day'))::float8 as whole_days
      from report_ledger_days x join organisations o on o.id = x.unit_id
      where ${within(filter)} and x.day between ${filter.from}::date and ${filter.to}::date group by 1
    )
    select s.*, s.practitioner_id::text as key, p.name, p.title_text, p.specialty_text
    from sums s join practitioners p on p.id = s.practitioner_id order by p.sort_key, p.id`.execute(db)
  return result.rows
}
const served = (filter: LedgerFilter) =>
  sql`from report_person_days x where ${within(filter)} and x.day between ${filter.from}::date and ${filter.to}::date`

/** How many doctors served between two days, each counted once. */
export async function doctorsIn(db: Db | Trx, filter: LedgerFilter): Promise<number> {
  const result = await sql<{
    doctors: number
  }>`select count(distinct practitioner_id)::int as doctors ${served(filter)}`.execute(db)
  return result.rows[0]?.doctors ?? 0
}

/** The same by unit, hospital, county or month, once in each. */
export async function doctorsBy(
  db: Db | Trx,
  filter: LedgerFilter,
  by: AddedUp,
): Promise<Map<string, number>> {
  const result = await sql<{ key: string; doctors: number }>`
    select ${KEYS[by]} as key, count(distinct practitioner_id)::int as doctors ${served(filter)} group by 1`.execute(
    db,
  )
  return new Map(result.rows.map((row) => [row.key, row.doctors]))
}

/** The units at which doctors of each hospital served. */
export async function unitsByHospital(db: Db | Trx, filter: LedgerFilter): Promise<Map<string, string[]>> {
  const result = await sql<{ hospital_id: string; units: string[] }>`
    select hospital_id::text, array_agg(distinct o.name order by o.name) as units
    from ${monthsBetween(filter)} join organisations o on o.id = unit_id group by 1`.execute(db)
  return new Map(result.rows.map((row) => [row.hospital_id, row.units]))
}
