// notify store: notices, one row for each recipient.
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'

export type NoticeRow = {
  regionId: string
  id: string
  eventKey: string
  aboutEvent: string | null
  kind: string
  params: Readonly<Record<string, string | number>>
  role: string
  organisationId: string | null
  divisionCode: string | null
  subject: { type: string; id: string }
  programmeId: string | null
  by: string
}

/** Adds a notice; the same event for the same recipient is one, however often it is told: false where it was told before. */
export async function insertNotice(trx: Trx, row: NoticeRow, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('notices')
    .values({
      region_id: row.regionId,
      id: row.id,
      event_key: row.eventKey,
      about_event: row.aboutEvent,
      kind: row.kind,
      params: JSON.stringify(row.params),
      role: row.role,
      organisation_id: row.organisationId,
      division_code: row.divisionCode,
      subject_type: row.subject.type,
      subject_id: row.subject.id,
      programme_id: row.programmeId,
      made_at: now,
      made_by: row.by,
    })
    // without naming the columns: the teller may not read what is addressed to others
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

const addressed = (db: Db | Trx, role: string) => db.selectFrom('notices as n').where('n.role', '=', role)

/** Notices to the reader's role within its row scope, newest first. */
export async function noticesFor(db: Db | Trx, role: string, unseenOnly: boolean, most: number) {
  let query = addressed(db, role)
    .leftJoin('accounts as a', 'a.id', 'n.read_by')
    .selectAll('n')
    .select('a.name as reader')
    .select((e) => [
      sql<{ id: string; madeAt: string } | null>`(select jsonb_build_object('id', f.id, 'madeAt', f.made_at)
        from notices f where f.region_id = n.region_id and f.event_key = n.about_event and f.role = n.role
        and f.organisation_id is not distinct from n.organisation_id and f.division_code is not distinct from n.division_code)`.as(
        'takes_back',
      ),
      e
        .selectFrom('notices as l')
        .select((m) => m.fn.min('l.made_at').as('at'))
        .whereRef('l.region_id', '=', 'n.region_id')
        .whereRef('l.about_event', '=', 'n.event_key')
        .whereRef('l.role', '=', 'n.role')
        .where(
          sql<boolean>`l.organisation_id is not distinct from n.organisation_id and l.division_code is not distinct from n.division_code`,
        )
        .as('taken_back_at'),
    ])
    .orderBy('n.made_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(most)
  if (unseenOnly) query = query.where('n.read_at', 'is', null)
  return query.execute()
}

export async function countUnseen(db: Db | Trx, role: string): Promise<number> {
  const { count } = await addressed(db, role)
    .where('n.read_at', 'is', null)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** One notice to the reader's role; undefined outside its scope. */
export async function noticeById(db: Db | Trx, role: string, where: { regionId: string; id: string }) {
  return addressed(db, role)
    .selectAll('n')
    .where('n.region_id', '=', where.regionId)
    .where('n.id', '=', where.id)
    .executeTakeFirst()
}

/** The first reader stays. */
export async function setRead(
  trx: Trx,
  where: { regionId: string; id: string },
  by: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('notices')
    .set({ read_at: now, read_by: by })
    .where('region_id', '=', where.regionId)
    .where('id', '=', where.id)
    .where('read_at', 'is', null)
    .execute()
}
