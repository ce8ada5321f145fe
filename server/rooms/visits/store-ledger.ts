// visits store: the ledger's months and doctors added up (migration 0028), computed anew from the cards in the transaction of
// the act that changed them, and compared with the cards by whoever wants to know.
import { type RawBuilder, sql } from 'kysely'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import { asSystem, type Db, type Trx } from '../../platform/database.ts'

/** What of a card says where it counts. */
export type LedgerPlace = {
  region_id: string
  programme_id: string
  unit_id: string
  hospital_id: string
  practitioner_id: string
  day: string
}
/** Whether a card is in the ledger's numbers. */
export const isCounted = ({ status }: { status: string }): boolean =>
  status === 'submitted' || status === 'confirmed'

type County = { regionId: string; programmeId: string; from: string; to: string }

const SUMS = sql`sum(cards), count(*), count(*) filter (where half = 'day'), sum(expenses_fen), sum(consultations),
  sum(case_discussions), sum(teaching_rounds), sum(lectures), sum(trainee_visits), sum(special_group_services),
  sum(home_visits), sum(skill_trainings), sum(leaflets), sum(notice_clicks), sum(screen_notices)`

/** The months as the cards say them now; `where` narrows the days that are read. */
const monthsNow = (where: RawBuilder<unknown>) => sql`
  select region_id, programme_id, to_char(day, 'YYYY-MM') as month, unit_id, hospital_id, min(day), max(day), ${SUMS}
  from report_ledger_days where ${where} group by 1, 2, 3, 4, 5`
const doctorsNow = (where: RawBuilder<unknown>) => sql`
  select region_id, programme_id, practitioner_id, unit_id, hospital_id, min(day)
  from report_person_days where ${where} group by 1, 2, 3, 4, 5`

const lock = (name: string, shared = false) =>
  shared
    ? sql`select pg_advisory_xact_lock_shared(hashtextextended(${name}, 1))`
    : sql`select pg_advisory_xact_lock(hashtextextended(${name}, 1))`

async function addUpPlace(trx: Trx, place: LedgerPlace): Promise<void> {
  const month = place.day.slice(0, 7)
  const own = sql`region_id = ${place.region_id} and programme_id = ${place.programme_id} and unit_id = ${place.unit_id}
    and hospital_id = ${place.hospital_id}`
  await sql`delete from ledger_months where ${own} and month = ${month}`.execute(trx)
  await sql`insert into ledger_months ${monthsNow(sql`${own} and day between ${`${month}-01`} and ${lastDayOf(month)}`)}`.execute(
    trx,
  )
  const doctor = sql`${own} and practitioner_id = ${place.practitioner_id}`
  await sql`delete from ledger_doctors where ${doctor}`.execute(trx)
  await sql`insert into ledger_doctors ${doctorsNow(doctor)}`.execute(trx)
}

/**
 * Adds up the months that these cards count in. Two acts on one unit wait for each other: each is to see what the other
 * wrote, whatever came first.
 */
export async function addUp(trx: Trx, places: readonly LedgerPlace[]): Promise<void> {
  if (places.length === 0) return
  const keyOf = (p: LedgerPlace): string =>
    [p.region_id, p.programme_id, p.unit_id, p.hospital_id, p.practitioner_id, p.day.slice(0, 7)].join(' ')
  const unique = [...new Map(places.map((p) => [keyOf(p), p]))].sort(([a], [b]) => (a < b ? -1 : 1))
  await asSystem(trx, async () => {
    for (const [, p] of unique) await lock(`ledger ${p.region_id} ${p.programme_id}`, true).execute(trx)
    for (const [, p] of unique)
      await lock(`ledger ${p.region_id} ${p.programme_id} ${p.unit_id} ${p.hospital_id}`).execute(trx)
    for (const [, p] of unique) await addUpPlace(trx, p)
  })
}

/** Adds up all units of a county over whole months: after facts came in from elsewhere, or a batch was written. */
export async function addUpCounty(trx: Trx, { regionId, programmeId, from, to }: County): Promise<void> {
  const own = sql`region_id = ${regionId} and programme_id = ${programmeId}`
  const first = `${from.slice(0, 7)}-01`
  const last = lastDayOf(to.slice(0, 7))
  await asSystem(trx, async () => {
    await lock(`ledger ${regionId} ${programmeId}`).execute(trx)
    await sql`delete from ledger_months where ${own} and month between ${from.slice(0, 7)} and ${to.slice(0, 7)}`.execute(
      trx,
    )
    await sql`insert into ledger_months ${monthsNow(sql`${own} and day between ${first} and ${last}`)}`.execute(
      trx,
    )
    await sql`delete from ledger_doctors where ${own}`.execute(trx)
    await sql`insert into ledger_doctors ${doctorsNow(own)}`.execute(trx)
  })
}

/** Adds up everything anew. */
export async function addUpAll(trx: Trx): Promise<void> {
  await asSystem(trx, async () => {
    await sql`lock table ledger_months, ledger_doctors in share row exclusive mode`.execute(trx)
    await sql`delete from ledger_months`.execute(trx)
    await sql`insert into ledger_months ${monthsNow(sql`true`)}`.execute(trx)
    await sql`delete from ledger_doctors`.execute(trx)
    await sql`insert into ledger_doctors ${doctorsNow(sql`true`)}`.execute(trx)
  })
}

export type LedgerDrift = { table: string; side: 'kept' | 'cards'; row: unknown }

/** Every row in which what is kept and what the cards say differ; nothing where all is well. */
export async function ledgerDrift(db: Db | Trx): Promise<LedgerDrift[]> {
  const apart = (table: 'ledger_months' | 'ledger_doctors', now: RawBuilder<unknown>) => sql<LedgerDrift>`
    with fresh as (${now})
    select ${table} as "table", 'kept' as side, to_jsonb(a) as row from (select * from ${sql.table(table)} except all select * from fresh) a
    union all
    select ${table}, 'cards', to_jsonb(b) from (select * from fresh except all select * from ${sql.table(table)}) b
    limit 200`
  const months = await apart('ledger_months', monthsNow(sql`true`)).execute(db)
  const doctors = await apart('ledger_doctors', doctorsNow(sql`true`)).execute(db)
  return [...months.rows, ...doctors.rows]
}
