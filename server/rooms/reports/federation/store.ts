// federation store: known boxes, packages sent and taken, and what a package carries out of and into the tables.
import { type Insertable, sql } from 'kysely'
import type { DB } from '../../../../database/types.ts'
import type { Db, Trx } from '../../../platform/database.ts'

const peers = (db: Db | Trx) =>
  db
    .selectFrom('federation_peers as p')
    .leftJoin('accounts as a', 'a.id', 'p.added_by')
    .selectAll('p')
    .select('a.name as adder')
    .where('p.revoked_at', 'is', null)

export async function peersOf(db: Db | Trx, regionId: string) {
  return peers(db).where('p.region_id', '=', regionId).orderBy('p.name').execute()
}
export async function peerById(db: Db | Trx, regionId: string, id: string) {
  return peers(db).where('p.region_id', '=', regionId).where('p.id', '=', id).executeTakeFirst()
}
/** The box a package names, in whatever division of this box it is known. */
export async function peerBySite(db: Db | Trx, siteId: string, regionId?: string) {
  let query = peers(db).where('p.site_id', '=', siteId)
  if (regionId) query = query.where('p.region_id', '=', regionId)
  return query.executeTakeFirst()
}
export type PeerRow = NonNullable<Awaited<ReturnType<typeof peerById>>>

export async function insertPeer(trx: Trx, row: Insertable<DB['federation_peers']>): Promise<void> {
  await trx.insertInto('federation_peers').values(row).execute()
}

export async function revokePeer(trx: Trx, regionId: string, id: string, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('federation_peers')
    .set({ revoked_at: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Packages of one box follow each other: two at once would share a number. */
export async function lockPeer(trx: Trx, peerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`federation ${peerId}`}, 0))`.execute(trx)
}

export async function lastSequence(
  db: Db | Trx,
  { region_id, id }: Pick<PeerRow, 'region_id' | 'id'>,
  direction: 'out' | 'in',
): Promise<number> {
  const row = await db
    .selectFrom('federation_packages')
    .select((e) => e.fn.max<number | null>('sequence').as('last'))
    .where('region_id', '=', region_id)
    .where('peer_id', '=', id)
    .where('direction', '=', direction)
    .executeTakeFirst()
  return row?.last ?? 0
}

export async function insertPackage(trx: Trx, row: Insertable<DB['federation_packages']>): Promise<void> {
  await trx.insertInto('federation_packages').values(row).execute()
}

export async function packageById(db: Db | Trx, regionId: string, direction: string, id: string) {
  return db
    .selectFrom('federation_packages as k')
    .innerJoin('federation_peers as p', (j) =>
      j.onRef('p.region_id', '=', 'k.region_id').onRef('p.id', '=', 'k.peer_id'),
    )
    .selectAll('k')
    .select('p.name as peer')
    .where('k.region_id', '=', regionId)
    .where('k.direction', '=', direction)
    .where('k.id', '=', id)
    .executeTakeFirst()
}
export type PackageRow = NonNullable<Awaited<ReturnType<typeof packageById>>>

/** The newest package of answers to a box. */
export async function lastAnswers(
  db: Db | Trx,
  { region_id, id }: Pick<PeerRow, 'region_id' | 'id'>,
): Promise<PackageRow | undefined> {
  const row = await db
    .selectFrom('federation_packages')
    .select('id')
    .where('region_id', '=', region_id)
    .where('peer_id', '=', id)
    .where('direction', '=', 'out')
    .where('kind', '=', 'answers')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && packageById(db, region_id, 'out', row.id)
}

export async function packagesOf(db: Db | Trx, regionId: string) {
  return db
    .selectFrom('federation_packages as k')
    .innerJoin('federation_peers as p', (j) =>
      j.onRef('p.region_id', '=', 'k.region_id').onRef('p.id', '=', 'k.peer_id'),
    )
    .select([
      'k.id',
      'k.direction',
      'k.kind',
      'k.sequence',
      'k.hash',
      'k.summary',
      'k.at',
      'k.acknowledged_at',
      'p.name as peer',
    ])
    .where('k.region_id', '=', regionId)
    .orderBy('k.at', 'desc')
    .limit(500)
    .execute()
}

export async function takenFrom(db: Db | Trx, { region_id, id }: Pick<PeerRow, 'region_id' | 'id'>) {
  return db
    .selectFrom('federation_packages')
    .select(['id', 'hash', 'at'])
    .where('region_id', '=', region_id)
    .where('peer_id', '=', id)
    .where('direction', '=', 'in')
    .where('kind', '=', 'reports')
    .orderBy('sequence')
    .execute()
}

export async function acknowledge(
  trx: Trx,
  regionId: string,
  taken: { id: string; hash: string },
  at: Date,
): Promise<void> {
  await trx
    .updateTable('federation_packages')
    .set({ acknowledged_at: at })
    .where('region_id', '=', regionId)
    .where('direction', '=', 'out')
    .where('id', '=', taken.id)
    .where('hash', '=', taken.hash)
    .where('acknowledged_at', 'is', null)
    .execute()
}

/** The counted days of a county and programme between two days, with their activities (report_* views). */
export async function factsOf(
  db: Db | Trx,
  { regionId, programmeId, from, to }: { regionId: string; programmeId: string; from: string; to: string },
) {
  const days = await db
    .selectFrom('report_day_cards')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('id')
    .execute()
  const activities = await db
    .selectFrom('report_day_card_activities as a')
    .innerJoin('report_day_cards as c', (j) =>
      j.onRef('c.region_id', '=', 'a.region_id').onRef('c.id', '=', 'a.day_card_id'),
    )
    .select(['a.day_card_id', 'a.kind', 'a.count', 'a.participants'])
    .where('c.region_id', '=', regionId)
    .where('c.programme_id', '=', programmeId)
    .where('c.day', '>=', from)
    .where('c.day', '<=', to)
    .execute()
  return { days, activities }
}

/** Whether a county's days of a programme are recorded on this box itself. */
export async function isRecordedHere(db: Db | Trx, regionId: string, programmeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('day_cards')
    .select('id')
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The highest sequence of the packages whose facts of these days stand here. */
export async function factsSequence(
  db: Db | Trx,
  peer: Pick<PeerRow, 'region_id'>,
  { regionId, programmeId, from, to }: { regionId: string; programmeId: string; from: string; to: string },
): Promise<number> {
  const row = await db
    .selectFrom('federated_days as d')
    .innerJoin('federation_packages as k', 'k.id', 'd.package_id')
    .select((e) => e.fn.max<number | null>('k.sequence').as('last'))
    .where('k.region_id', '=', peer.region_id)
    .where('k.direction', '=', 'in')
    .where('d.region_id', '=', regionId)
    .where('d.programme_id', '=', programmeId)
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .executeTakeFirst()
  return row?.last ?? 0
}

export async function replaceFacts(
  trx: Trx,
  { regionId, programmeId, from, to }: { regionId: string; programmeId: string; from: string; to: string },
  days: readonly Insertable<DB['federated_days']>[],
  activities: readonly Insertable<DB['federated_activities']>[],
): Promise<void> {
  await trx
    .deleteFrom('federated_days')
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  for (let i = 0; i < days.length; i += 1000)
    await trx
      .insertInto('federated_days')
      .values(days.slice(i, i + 1000))
      .execute()
  for (let i = 0; i < activities.length; i += 1000)
    await trx
      .insertInto('federated_activities')
      .values(activities.slice(i, i + 1000))
      .execute()
}

/** What of these ids is here already. */
export async function knownRows(
  db: Db | Trx,
  table: 'report_acts' | 'report_comments',
  regionId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map((r) => r.id))
}

export async function insertCarried(
  trx: Trx,
  rows: {
    report?: Insertable<DB['reports']>
    versions: readonly Insertable<DB['report_versions']>[]
    acts: readonly Insertable<DB['report_acts']>[]
    comments: readonly Insertable<DB['report_comments']>[]
  },
): Promise<void> {
  if (rows.report) await trx.insertInto('reports').values(rows.report).execute()
  if (rows.versions.length)
    await trx
      .insertInto('report_versions')
      .values([...rows.versions])
      .execute()
  if (rows.acts.length)
    await trx
      .insertInto('report_acts')
      .values([...rows.acts])
      .execute()
  if (rows.comments.length)
    await trx
      .insertInto('report_comments')
      .values([...rows.comments])
      .execute()
}

export async function reportById(db: Db | Trx, regionId: string, id: string) {
  return db
    .selectFrom('reports')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Reports below a division of one programme's package and period, for a package upward. */
export async function reportsBelow(
  db: Db | Trx,
  key: { regionId: string; programmeId: string; packageId: string; period: string; part: string },
) {
  return db
    .selectFrom('reports')
    .selectAll()
    .where('region_id', '=', key.regionId)
    .where('programme_id', '=', key.programmeId)
    .where('package_id', '=', key.packageId)
    .where('period', '=', key.period)
    .where('part', '=', key.part)
    .where('version', '>', 0)
    .orderBy('level')
    .orderBy('id')
    .execute()
}

/** Reviews made here on reports that came from below a division. */
export async function reportsFrom(db: Db | Trx, accountId: string, division: string) {
  return db
    .selectFrom('reports as r')
    .selectAll('r')
    .where('r.region_id', 'like', `${division}%`)
    .where((e) =>
      e.exists(
        e
          .selectFrom('report_versions as v')
          .select('v.version')
          .whereRef('v.region_id', '=', 'r.region_id')
          .whereRef('v.report_id', '=', 'r.id')
          .where('v.sealed_by', '=', accountId),
      ),
    )
    .execute()
}
