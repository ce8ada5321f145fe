// supervision store: complaints and leads with what was done about them.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

export type LeadWrite = {
  regionId: string
  id: string
  programmeId: string
  source: string
  sourceNumber: string
  receivedOn: string
  unitId: string | null
  text: string
  contact: string | null
  feedbackId: string | null
  dueOn: string | null
  by: string | null
}

/** Takes a lead in; false when it, its feedback or its number is there already. */
export async function insertLead(trx: Trx, l: LeadWrite, now: Date): Promise<boolean> {
  const done = await trx
    .insertInto('leads')
    .values({
      region_id: l.regionId,
      id: l.id,
      programme_id: l.programmeId,
      source: l.source,
      source_number: l.sourceNumber,
      received_on: l.receivedOn,
      unit_id: l.unitId,
      text: l.text,
      contact: l.contact,
      feedback_id: l.feedbackId,
      due_on: l.dueOn,
      state: 'open',
      taken_by: l.by,
      taken_at: now,
      since: now,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0
}

const leads = (db: Db | Trx) =>
  db
    .selectFrom('leads as l')
    .leftJoin('organisations as u', 'u.id', 'l.unit_id')
    .leftJoin('accounts as a', 'a.id', 'l.taken_by')
    .selectAll('l')
    .select(['u.name as unit', 'a.name as taker'])
export type LeadRow = Awaited<ReturnType<ReturnType<typeof leads>['execute']>>[number]

type Which = { regionId: string; programmeId: string; most: number }
export async function leadsIn(db: Db | Trx, { regionId, programmeId, most }: Which): Promise<LeadRow[]> {
  return leads(db)
    .where('l.region_id', '=', regionId)
    .where('l.programme_id', '=', programmeId)
    .orderBy(sql`l.state = 'open'`, 'desc')
    .orderBy('l.due_on')
    .orderBy('l.received_on', 'desc')
    .orderBy('l.id')
    .limit(most)
    .execute()
}

type At = { regionId: string; id: string }
export async function leadById(db: Db | Trx, { regionId, id }: At): Promise<LeadRow | undefined> {
  return leads(db).where('l.region_id', '=', regionId).where('l.id', '=', id).executeTakeFirst()
}
export async function lockLead(trx: Trx, { regionId, id }: At): Promise<void> {
  await trx
    .selectFrom('leads')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}
export async function leadOfFeedback(
  db: Db | Trx,
  regionId: string,
  feedbackId: string,
): Promise<LeadRow | undefined> {
  return leads(db)
    .where('l.region_id', '=', regionId)
    .where('l.feedback_id', '=', feedbackId)
    .executeTakeFirst()
}
export async function leadOfNumber(
  db: Db | Trx,
  regionId: string,
  of: { source: string; number: string },
): Promise<LeadRow | undefined> {
  return leads(db)
    .where('l.region_id', '=', regionId)
    .where('l.source', '=', of.source)
    .where('l.source_number', '=', of.number)
    .executeTakeFirst()
}

/** Leads that came since a day: among these doubles are looked for. */
export async function leadsSince(db: Db | Trx, regionId: string, from: string): Promise<LeadRow[]> {
  return leads(db)
    .where('l.region_id', '=', regionId)
    .where('l.received_on', '>=', from)
    .where('l.state', '<>', 'duplicate')
    .orderBy('l.received_on', 'desc')
    .limit(1_000)
    .execute()
}

type Standing = {
  state: string
  duplicate_of?: string | null
  outcome?: string | null
  answer?: string
  answered_on?: string | null
}
export async function setLead(trx: Trx, { regionId, id }: At, to: Standing, now: Date): Promise<void> {
  await trx
    .updateTable('leads')
    .set({ ...to, since: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

type ActWrite = {
  regionId: string
  id: string
  leadId: string
  act: string
  state: string
  note: string
  by: string | null
}
export async function insertLeadAct(trx: Trx, a: ActWrite, now: Date): Promise<void> {
  await trx
    .insertInto('lead_acts')
    .values({
      region_id: a.regionId,
      id: a.id,
      lead_id: a.leadId,
      act: a.act,
      state: a.state,
      note: a.note,
      by: a.by,
      at: now,
    })
    .execute()
}
export async function actsOfLeads(db: Db | Trx, regionId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('lead_acts as t')
    .leftJoin('accounts as a', 'a.id', 't.by')
    .selectAll('t')
    .select('a.name as by_name')
    .where('t.region_id', '=', regionId)
    .where('t.lead_id', 'in', ids)
    .orderBy('t.at')
    .orderBy('t.id')
    .execute()
}
export type LeadActRow = Awaited<ReturnType<typeof actsOfLeads>>[number]

export async function issuesOfLeads(db: Db | Trx, regionId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('issues')
    .select(['id', 'lead_id'])
    .where('region_id', '=', regionId)
    .where('lead_id', 'in', ids)
    .orderBy('raised_at')
    .execute()
}

/** How many complaints each unit had since a day that were not unfounded, by unit. */
export async function complaintsByUnit(
  trx: Trx,
  programmeId: string,
  from: string,
): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('leads')
    .select('unit_id')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('programme_id', '=', programmeId)
    .where('received_on', '>=', from)
    .where('state', '<>', 'duplicate')
    .where('unit_id', 'is not', null)
    .where((e) => e.or([e('outcome', 'is', null), e('outcome', 'in', ['verified', 'partly'])]))
    .groupBy('unit_id')
    .execute()
  return new Map(rows.flatMap((row) => (row.unit_id ? [[row.unit_id, Number(row.count)]] : [])))
}

/** Open leads due by a day, counted by county and day. */
export async function leadsDueBy(trx: Trx, { from, to }: { from: string; to: string }) {
  return trx
    .selectFrom('leads')
    .select(['region_id', 'programme_id', 'due_on'])
    .select((e) => [e.fn.countAll<number>().as('count'), sql<string>`min(id::text)`.as('first')])
    .where('state', '=', 'open')
    .where('due_on', '>=', from)
    .where('due_on', '<=', to)
    .groupBy(['region_id', 'programme_id', 'due_on'])
    .execute()
}
