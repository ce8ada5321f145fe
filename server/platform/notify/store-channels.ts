// notify store: channels and transports, their secrets sealed.
import type { ChannelKind } from '../../../domain/notices/channels.ts'
import type { Db, Trx } from '../database.ts'

export type Body = { role: string; organisationId: string | null; divisionCode: string | null }

/** The channels that tell a body of a kind of notice. */
export async function channelsFor(trx: Trx, regionId: string, body: Body, kind: string) {
  const rows = await trx
    .selectFrom('notice_channels')
    .select(['id', 'kind', 'address_mark', 'shown', 'kinds_off'])
    .where('region_id', '=', regionId)
    .where('role', '=', body.role)
    .where('organisation_id', 'is not distinct from', body.organisationId)
    .where('division_code', 'is not distinct from', body.divisionCode)
    .where('active', '=', true)
    .where('removed_at', 'is', null)
    .execute()
  return rows.filter((row) => !row.kinds_off.includes(kind))
}

const standing = (db: Db | Trx, regionId: string) =>
  db.selectFrom('notice_channels as c').where('c.region_id', '=', regionId).where('c.removed_at', 'is', null)

/** A county's channels in reading order, with the body's name and what last went out on each. */
export async function channelsOf(db: Db | Trx, regionId: string) {
  return standing(db, regionId)
    .leftJoin('organisations as o', 'o.id', 'c.organisation_id')
    .leftJoin('divisions as d', 'd.code', 'c.division_code')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('outbox_messages as m')
          .select(['m.state as last_state', 'm.settled_at', 'm.made_at as last_at'])
          .whereRef('m.region_id', '=', 'c.region_id')
          .whereRef('m.channel_id', '=', 'c.id')
          .where('m.state', 'in', ['sent', 'parked'])
          .orderBy('m.made_at', 'desc')
          .limit(1)
          .as('l'),
      (j) => j.onTrue(),
    )
    .select(['c.id', 'c.role', 'c.kind', 'c.label', 'c.shown', 'c.kinds_off', 'c.active', 'l.last_state'])
    .select((e) => [
      e.fn.coalesce('o.name', 'd.name').as('body'),
      e.fn.coalesce('l.settled_at', 'l.last_at').as('last_at'),
    ])
    .orderBy('c.division_code')
    .orderBy('o.sort_key')
    .orderBy('c.made_at')
    .execute()
}

export const channelById = (db: Db | Trx, regionId: string, id: string) =>
  standing(db, regionId).where('c.id', '=', id).selectAll('c').executeTakeFirst()

export type NewChannel = {
  regionId: string
  id: string
  body: Body
  kind: ChannelKind
  label: string
  shown: string
  addressMark: Buffer
  sealed: Buffer
  by: string
}

export async function insertChannel(trx: Trx, channel: NewChannel, now: Date): Promise<void> {
  await trx
    .insertInto('notice_channels')
    .values({
      region_id: channel.regionId,
      id: channel.id,
      role: channel.body.role,
      organisation_id: channel.body.organisationId,
      division_code: channel.body.divisionCode,
      kind: channel.kind,
      label: channel.label,
      shown: channel.shown,
      address_mark: channel.addressMark,
      sealed: channel.sealed,
      made_by: channel.by,
      made_at: now,
    })
    .execute()
}

type Change = { label?: string; kinds_off?: string[]; active?: boolean; removed_at?: Date }
/** False where there is no such channel. */
export async function updateChannel(
  trx: Trx,
  regionId: string,
  id: string,
  change: Change,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('notice_channels')
    .set(change)
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const transportOf = (db: Db | Trx, regionId: string, kind: 'mail' | 'sms') =>
  db
    .selectFrom('notice_transports')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('kind', '=', kind)
    .executeTakeFirst()

export async function saveTransport(
  trx: Trx,
  given: { regionId: string; kind: 'mail' | 'sms'; settings: object; sealed: Buffer; by: string },
  now: Date,
): Promise<void> {
  const values = {
    settings: JSON.stringify(given.settings),
    sealed: given.sealed,
    updated_by: given.by,
    updated_at: now,
  }
  await trx
    .insertInto('notice_transports')
    .values({ region_id: given.regionId, kind: given.kind, ...values })
    .onConflict((c) => c.columns(['region_id', 'kind']).doUpdateSet(values))
    .execute()
}

export async function deleteTransport(trx: Trx, regionId: string, kind: 'mail' | 'sms'): Promise<void> {
  await trx
    .deleteFrom('notice_transports')
    .where('region_id', '=', regionId)
    .where('kind', '=', kind)
    .execute()
}
