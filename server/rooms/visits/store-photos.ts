// visits store: photographs of day cards and their parts.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Trx } from '../../platform/database.ts'

type Named = { sha256: string; size: number; kind: string }

export async function photosOf(db: Db | Trx, regions: readonly string[], cardIds: readonly string[]) {
  if (cardIds.length === 0) return []
  return db
    .selectFrom('day_card_photos')
    .select(['day_card_id', 'sha256', 'size', 'kind', 'arrived_at'])
    .where('region_id', 'in', regions)
    .where('day_card_id', 'in', cardIds)
    .orderBy('id')
    .execute()
}

/** Makes a card's photographs the named ones: those that stay keep what has come of them, those left out are gone. */
export async function namePhotos(
  trx: Trx,
  card: { regionId: string; id: string },
  named: readonly Named[],
  by: { accountId: string; now: Date },
): Promise<void> {
  const hashes = named.map((one) => one.sha256)
  let gone = trx
    .deleteFrom('day_card_photos')
    .where('region_id', '=', card.regionId)
    .where('day_card_id', '=', card.id)
  if (hashes.length) gone = gone.where('sha256', 'not in', hashes)
  await gone.execute()
  for (const { sha256, size, kind } of named)
    await trx
      .insertInto('day_card_photos')
      .values({
        region_id: card.regionId,
        id: uuidv7(),
        day_card_id: card.id,
        sha256,
        size,
        kind,
        added_by: by.accountId,
        added_at: by.now,
      })
      .onConflict((o) => o.columns(['region_id', 'day_card_id', 'sha256']).doUpdateSet({ kind }))
      .execute()
}

/** After a merge the photographs of both cards stand with the one that stays. */
export async function movePhotos(trx: Trx, regionId: string, from: string, to: string): Promise<void> {
  await sql`update day_card_photos p set day_card_id = ${to}
    where p.region_id = ${regionId} and p.day_card_id = ${from}
      and not exists (select 1 from day_card_photos q where q.region_id = p.region_id and q.day_card_id = ${to} and q.sha256 = p.sha256)`.execute(
    trx,
  )
}

export type PhotoAt = { regionId: string; id: string; sha256: string }

/** The photograph of a card, also under the name of a card that was merged into it; held for this transaction if asked. */
export async function photoAt(db: Db | Trx, { regionId, id, sha256 }: PhotoAt, hold = false) {
  let query = db
    .selectFrom('day_card_photos as p')
    .innerJoin('day_cards as c', (j) =>
      j.onRef('c.region_id', '=', 'p.region_id').onRef('c.id', '=', 'p.day_card_id'),
    )
    .select(['p.id', 'p.day_card_id', 'p.size', 'p.kind', 'p.arrived_at', 'c.day'])
    .where('p.region_id', '=', regionId)
    .where('p.sha256', '=', sha256)
    .where((e) =>
      e.or([
        e('p.day_card_id', '=', id),
        e(
          'p.day_card_id',
          '=',
          e
            .selectFrom('day_cards as m')
            .select('m.duplicate_of')
            .where('m.region_id', '=', regionId)
            .where('m.id', '=', id)
            .where('m.status', '=', 'merged'),
        ),
      ]),
    )
  if (hold) query = query.forUpdate('p')
  return query.executeTakeFirst()
}

export async function addPart(
  trx: Trx,
  regionId: string,
  photoId: string,
  part: { part: number; content: Uint8Array },
): Promise<void> {
  await trx
    .insertInto('day_card_photo_parts')
    .values({ region_id: regionId, photo_id: photoId, part: part.part, content: Buffer.from(part.content) })
    .onConflict((o) => o.columns(['region_id', 'photo_id', 'part']).doNothing())
    .execute()
}

export async function partsThere(db: Db | Trx, regionId: string, photoId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('day_card_photo_parts')
    .select('part')
    .where('region_id', '=', regionId)
    .where('photo_id', '=', photoId)
    .orderBy('part')
    .execute()
  return rows.map((row) => row.part)
}

/** The bytes of a photograph, as far as they have come. */
export async function bytesOf(db: Db | Trx, regionId: string, photoId: string): Promise<Uint8Array> {
  const rows = await db
    .selectFrom('day_card_photo_parts')
    .select('content')
    .where('region_id', '=', regionId)
    .where('photo_id', '=', photoId)
    .orderBy('part')
    .execute()
  return Buffer.concat(rows.map((row) => row.content))
}

export async function dropParts(trx: Trx, regionId: string, photoId: string): Promise<void> {
  await trx
    .deleteFrom('day_card_photo_parts')
    .where('region_id', '=', regionId)
    .where('photo_id', '=', photoId)
    .execute()
}

export async function settlePhoto(
  trx: Trx,
  regionId: string,
  photoId: string,
  found: { width: number; height: number; arrived_at: Date },
): Promise<void> {
  await trx
    .updateTable('day_card_photos')
    .set(found)
    .where('region_id', '=', regionId)
    .where('id', '=', photoId)
    .execute()
}
