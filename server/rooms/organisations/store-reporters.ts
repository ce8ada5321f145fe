// organisations store: who hands in an organisation's reports, and who did before (ORG-6). Rows are closed, never changed.
import type { Db, Trx } from '../../platform/database.ts'

const reporters = (db: Db | Trx) =>
  db
    .selectFrom('organisation_reporters as r')
    .innerJoin('accounts as s', 's.id', 'r.set_by')
    .leftJoin('accounts as e', 'e.id', 'r.ended_by')
    .select(['r.region_id', 'r.id', 'r.organisation_id', 'r.name', 'r.phone', 'r.starts_on', 'r.ends_on'])
    .select(['r.set_at', 'r.ended_reason', 's.name as setter', 'e.name as ender'])

/** All of one organisation, the newest first. */
export async function reportersOf(db: Db | Trx, organisationId: string) {
  return reporters(db)
    .where('r.organisation_id', '=', organisationId)
    .orderBy('r.set_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(100)
    .execute()
}
export type ReporterRow = Awaited<ReturnType<typeof reportersOf>>[number]

/** Those in force, of the organisations of a programme, as far as the reader's rows go. */
export async function reportersInForce(db: Db | Trx, programmeId: string) {
  return reporters(db)
    .where('r.ends_on', 'is', null)
    .where('r.organisation_id', 'in', (q) =>
      q
        .selectFrom('programme_organisations')
        .select('organisation_id')
        .where('programme_id', '=', programmeId),
    )
    .execute()
}

/** The name of whoever is in force, or undefined. */
export async function reporterNameOf(db: Db | Trx, organisationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisation_reporters')
    .select('name')
    .where('organisation_id', '=', organisationId)
    .where('ends_on', 'is', null)
    .executeTakeFirst()
  return row?.name
}

/** Serialises what happens to one organisation's reporter. */
export async function lockOrganisation(trx: Trx, id: string): Promise<void> {
  await trx.selectFrom('organisations').select('id').where('id', '=', id).forUpdate().execute()
}

type Ending = { endsOn: string; by: string; at: Date; reason: string }

export async function closeReporter(trx: Trx, of: { regionId: string; id: string }, end: Ending) {
  await trx
    .updateTable('organisation_reporters')
    .set({ ends_on: end.endsOn, ended_by: end.by, ended_at: end.at, ended_reason: end.reason })
    .where('region_id', '=', of.regionId)
    .where('id', '=', of.id)
    .where('ends_on', 'is', null)
    .execute()
}

export async function insertReporter(
  trx: Trx,
  r: {
    regionId: string
    id: string
    organisationId: string
    name: string
    phone: string
    startsOn: string
    by: string
    at: Date
  },
): Promise<void> {
  await trx
    .insertInto('organisation_reporters')
    .values({
      region_id: r.regionId,
      id: r.id,
      organisation_id: r.organisationId,
      name: r.name,
      phone: r.phone,
      starts_on: r.startsOn,
      set_by: r.by,
      set_at: r.at,
    })
    .execute()
}
