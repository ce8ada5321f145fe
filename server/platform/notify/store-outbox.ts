// notify store: the outbox as those who tell write it, and as the desk reads it.
import { sql } from 'kysely'
import type { ChannelKind } from '../../../domain/notices/channels.ts'
import type { Db, Trx } from '../database.ts'

export type NewMessage = {
  regionId: string
  id: string
  eventKey: string
  aboutEvent: string | null
  kind: string
  params: Readonly<Record<string, string | number>>
  channelKind: ChannelKind
  channelId: string | null
  addressMark: Buffer
  shown: string
  sealed: Buffer | null
  urgent: boolean
  subject: { type: string; id: string }
  programmeId: string | null
  by: string
}

/** Adds messages; the same event to the same address is one, however often and by whomever it is told. */
export async function insertMessages(trx: Trx, messages: readonly NewMessage[], now: Date): Promise<void> {
  if (messages.length === 0) return
  await trx
    .insertInto('outbox_messages')
    .values(
      messages.map((one) => ({
        region_id: one.regionId,
        id: one.id,
        event_key: one.eventKey,
        about_event: one.aboutEvent,
        kind: one.kind,
        params: JSON.stringify(one.params),
        channel_kind: one.channelKind,
        channel_id: one.channelId,
        address_mark: one.addressMark,
        shown: one.shown,
        sealed: one.sealed,
        urgent: one.urgent,
        subject_type: one.subject.type,
        subject_id: one.subject.id,
        programme_id: one.programmeId,
        made_at: now,
        made_by: one.by,
        next_at: now,
      })),
    )
    // without naming the columns: the teller may not read what is addressed to others
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Marks an event as taken back: what was not sent of it never is. */
export async function insertTakeback(trx: Trx, regionId: string, eventKey: string, now: Date): Promise<void> {
  await trx
    .insertInto('outbox_takebacks')
    .values({ region_id: regionId, event_key: eventKey, made_at: now })
    .onConflict((c) => c.doNothing())
    .execute()
}

const listed = (db: Db | Trx, regionId: string) =>
  db
    .selectFrom('outbox_messages as m')
    .leftJoin('notice_channels as c', (j) =>
      j.onRef('c.region_id', '=', 'm.region_id').onRef('c.id', '=', 'm.channel_id'),
    )
    .leftJoin('organisations as o', 'o.id', 'c.organisation_id')
    .leftJoin('divisions as d', 'd.code', 'c.division_code')
    .where('m.region_id', '=', regionId)
    .select([
      'm.id',
      'm.kind',
      'm.params',
      'm.channel_kind',
      'm.shown',
      'm.state',
      'm.attempts',
      'm.made_at',
      'm.next_at',
      'm.settled_at',
      'm.reason',
      'm.unclear',
      'm.note',
      'c.label',
      'c.role',
    ])
    .select((e) => e.fn.coalesce('o.name', 'd.name').as('body'))

const SHOWN: Record<string, readonly string[]> = {
  waiting: ['waiting', 'sending'],
  parked: ['parked'],
  sent: ['sent'],
  settled: ['cancelled', 'givenUp'],
}
export type MessageRow = Awaited<ReturnType<typeof messageById>> & object

/** Messages of a county, newest first, before the given one. */
export async function messagesOf(
  db: Db | Trx,
  regionId: string,
  { show, before, most }: { show: string; before: string | undefined; most: number },
) {
  let query = listed(db, regionId).orderBy('m.made_at', 'desc').orderBy('m.id', 'desc').limit(most)
  const states = SHOWN[show]
  if (states) query = query.where('m.state', 'in', states)
  if (before)
    query = query.where(
      sql<boolean>`(m.made_at, m.id) < (select b.made_at, b.id from outbox_messages b where b.region_id = ${regionId} and b.id = ${before})`,
    )
  return query.execute()
}

export const messageById = (db: Db | Trx, regionId: string, id: string) =>
  listed(db, regionId).where('m.id', '=', id).executeTakeFirst()

export async function countsOf(db: Db | Trx, regionId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('outbox_messages')
    .where('region_id', '=', regionId)
    .groupBy('state')
    .select((e) => ['state', e.fn.countAll<number>().as('count')])
    .execute()
  const of = (show: string): number =>
    rows.filter(({ state }) => SHOWN[show]?.includes(state)).reduce((sum, { count }) => sum + count, 0)
  return Object.fromEntries(Object.keys(SHOWN).map((show) => [show, of(show)]))
}

/** Parked messages are due again, with all their tries; how many. */
export async function retryParked(
  trx: Trx,
  regionId: string,
  ids: readonly string[],
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox_messages')
    .set({ state: 'waiting', attempts: 0, next_at: now, reason: null })
    .where('region_id', '=', regionId)
    .where('id', 'in', ids)
    .where('state', '=', 'parked')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Parked messages given up with a person's reason; a number that is no longer needed goes. How many. */
export async function giveUpParked(
  trx: Trx,
  given: { regionId: string; ids: readonly string[]; note: string; by: string },
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox_messages')
    .set({ state: 'givenUp', settled_at: now, settled_by: given.by, note: given.note, sealed: null })
    .where('region_id', '=', given.regionId)
    .where('id', 'in', given.ids)
    .where('state', '=', 'parked')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
