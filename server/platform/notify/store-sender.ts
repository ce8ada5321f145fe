// notify store: the outbox as the sender works on it, as the system: claimed by one sender at a time, settled by the same.
import { sql } from 'kysely'
import type { ChannelKind } from '../../../domain/notices/channels.ts'
import type { Reason } from '../../../domain/notices/outcomes.ts'
import type { Trx } from '../database.ts'

export type DueRow = {
  region_id: string
  id: string
  event_key: string
  kind: string
  params: Record<string, string | number>
  channel_kind: ChannelKind
  channel_id: string | null
  shown: string
  sealed: Buffer | null
  urgent: boolean
  subject_type: string
  subject_id: string
  state: 'waiting' | 'sending'
  attempts: number
  unclear: boolean
  county: string
  taken_back: boolean
  first: { id: string; state: string; unclear: boolean; madeAt: string } | null
  channel: { active: boolean; removed: boolean } | null
  channel_sealed: Buffer | null
  transport: object | null
  transport_sealed: Buffer | null
}

/** What is due, oldest first, locked; what another sender holds is passed by. */
export async function lockDue(trx: Trx, now: Date, most: number): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select m.region_id, m.id, m.event_key, m.kind, m.params, m.channel_kind, m.channel_id, m.shown, m.sealed, m.urgent,
      m.subject_type, m.subject_id, m.state, m.attempts, m.unclear,
      coalesce((select d.name from divisions d where d.code = m.region_id), '') county,
      exists (select from outbox_takebacks t where t.region_id = m.region_id and t.event_key = m.event_key) taken_back,
      (select jsonb_build_object('id', f.id, 'state', f.state, 'unclear', f.unclear, 'madeAt', f.made_at)
        from outbox_messages f where f.region_id = m.region_id and f.event_key = m.about_event
        and f.channel_kind = m.channel_kind and f.address_mark = m.address_mark) "first",
      case when c.id is null then null
        else jsonb_build_object('active', c.active, 'removed', c.removed_at is not null) end channel,
      c.sealed channel_sealed, p.settings transport, p.sealed transport_sealed
    from outbox_messages m
    left join notice_channels c on c.region_id = m.region_id and c.id = m.channel_id
    left join notice_transports p on p.region_id = m.region_id and p.kind = m.channel_kind
    where m.state in ('waiting', 'sending') and m.next_at <= ${now} and (m.state = 'waiting' or m.claimed_until < ${now})
    order by m.next_at, m.made_at, m.id limit ${most} for update of m skip locked`.execute(trx)
  return rows
}

type Key = { region_id: string; id: string }
const one = (trx: Trx, { region_id, id }: Key) =>
  trx.updateTable('outbox_messages').where('region_id', '=', region_id).where('id', '=', id)

/** Takes a message in hand until `until`: this counts as an attempt, so that a crash cannot repeat one for ever. */
export async function claim(
  trx: Trx,
  key: Key,
  { token, until }: { token: string; until: Date },
): Promise<void> {
  await one(trx, key)
    .set((e) => ({ state: 'sending', claim: token, claimed_until: until, attempts: e('attempts', '+', 1) }))
    .execute()
}

/** Puts it off; `abandoned`: a sender died with it in hand, so that it may have arrived. */
export async function postpone(trx: Trx, key: Key, until: Date, abandoned: boolean): Promise<void> {
  await one(trx, key)
    .set({
      state: 'waiting',
      claim: null,
      claimed_until: null,
      next_at: until,
      ...(abandoned ? { unclear: true } : {}),
    })
    .execute()
}

export type Ending = {
  state: 'sent' | 'waiting' | 'parked' | 'cancelled'
  unclear: boolean
  reason: Reason | null
  nextAt: Date
}

/** Writes how a message stands now; numbers and texts that nobody needs any more are emptied. */
async function end(
  trx: Trx,
  key: Key,
  ending: Ending,
  { now, token }: { now: Date; token: string | null },
): Promise<boolean> {
  const over = ending.state === 'sent' || ending.state === 'cancelled'
  let query = one(trx, key).set((e) => ({
    state: ending.state,
    claim: null,
    claimed_until: null,
    unclear: ending.unclear ? true : e.ref('unclear'),
    reason: ending.reason ? JSON.stringify(ending.reason) : null,
    next_at: ending.nextAt,
    ...(over ? { sealed: null } : {}),
    ...(over ? { settled_at: now } : {}),
  }))
  if (token) query = query.where('claim', '=', token)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a locked message that is not sent at all. */
export const endLocked = (trx: Trx, key: Key, ending: Ending, now: Date) =>
  end(trx, key, ending, { now, token: null })
/** Ends an attempt; false where the claim has passed to another sender. */
export const endAttempt = (trx: Trx, key: Key, ending: Ending, by: { now: Date; token: string }) =>
  end(trx, key, ending, by)

/** The service is away: whatever else goes through it waits as well, without using up its tries. */
export async function postponeOthers(
  trx: Trx,
  row: Pick<DueRow, 'region_id' | 'channel_kind' | 'channel_id'>,
  until: Date,
): Promise<void> {
  const robot = row.channel_kind === 'wecom' || row.channel_kind === 'dingtalk'
  let query = trx
    .updateTable('outbox_messages')
    .set({ next_at: until })
    .where('region_id', '=', row.region_id)
    .where('channel_kind', '=', row.channel_kind)
    .where('state', '=', 'waiting')
    .where('next_at', '<', until)
    .where('kind', '!=', 'test')
  if (robot) query = query.where('channel_id', '=', row.channel_id)
  await query.execute()
}
