// publicity store: the duties that changes brought or took away, and what was done to tell residents of it.
import type { Db, Trx } from '../../platform/database.ts'
import { PEOPLE_AND_PLACE } from './store.ts'

type Filter = { under?: string; unitId?: string; regionId?: string; programmeId?: string }

/** The history of changed duties of some units, as residents may see them; whose rows, row-level security says. */
export async function changedDuties(db: Db | Trx, filter: Filter) {
  let query = db
    .selectFrom('report_duty_changes as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .innerJoin('organisations as h', 'h.id', 'd.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'd.practitioner_id')
    .innerJoin('report_expert_cards as x', 'x.practitioner_id', 'd.practitioner_id')
    .select([
      'd.id',
      'd.first_id',
      'd.sequence',
      'd.status',
      'd.follows',
      'd.region_id',
      'd.programme_id',
      'd.month',
      'd.day',
      'd.half',
      'd.home_visit_half',
      'd.unit_id',
      'd.practitioner_id',
      'd.entered_by',
      'd.entered_at',
      'd.left_by',
      'd.left_at',
      'd.updated_at',
      'u.division_code',
      ...PEOPLE_AND_PLACE,
    ])
    .orderBy('d.day')
    .orderBy('u.sort_key')
    .orderBy('d.id')
    .limit(5000)
  if (filter.under) query = query.where('u.division_code', 'like', `${filter.under}%`)
  if (filter.unitId) query = query.where('d.unit_id', '=', filter.unitId)
  if (filter.regionId) query = query.where('d.region_id', '=', filter.regionId)
  if (filter.programmeId) query = query.where('d.programme_id', '=', filter.programmeId)
  return query.execute()
}
export type ChangedRow = Awaited<ReturnType<typeof changedDuties>>[number]

/** What was done for some changes and stands; taken back marks stay in the table only. */
export async function tellingsOf(db: Db | Trx, regionId: string, changeIds: readonly string[]) {
  if (changeIds.length === 0) return []
  return db
    .selectFrom('change_tellings as t')
    .innerJoin('accounts as a', 'a.id', 't.done_by')
    .select((e) => [
      't.id',
      't.change_id',
      't.unit_id',
      't.channel',
      't.note',
      't.done_at',
      'a.name as by',
      e('t.picture', 'is not', null).as('has_picture'),
    ])
    .where('t.region_id', '=', regionId)
    .where('t.change_id', 'in', changeIds)
    .where('t.undone_at', 'is', null)
    .execute()
}

export type TellingWrite = {
  regionId: string
  id: string
  changeId: string
  unitId: string
  channel: string
  note: string
  by: string
  now: Date
}

/** Marks a channel as told; false when it was marked already, by whomever (P31). */
export async function insertTelling(trx: Trx, t: TellingWrite): Promise<boolean> {
  const row = await trx
    .insertInto('change_tellings')
    .values({
      region_id: t.regionId,
      id: t.id,
      change_id: t.changeId,
      unit_id: t.unitId,
      channel: t.channel,
      note: t.note,
      done_by: t.by,
      done_at: t.now,
    })
    .onConflict((o) => o.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

type At = { regionId: string; id: string }

export async function tellingById(db: Db | Trx, { regionId, id }: At) {
  return db
    .selectFrom('change_tellings')
    .select(['id', 'unit_id', 'change_id', 'channel', 'done_at', 'undone_at', 'picture'])
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function setPicture(trx: Trx, { regionId, id }: At, picture: Uint8Array): Promise<void> {
  await trx
    .updateTable('change_tellings')
    .set({ picture: Buffer.from(picture) })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

/** Takes a mark back; it stays on record. */
export async function undoTelling(
  trx: Trx,
  { regionId, id }: At,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('change_tellings')
    .set({ undone_by: by, undone_at: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .execute()
}
