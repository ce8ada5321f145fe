// Photographs on the phone: sealed as they are taken, given to their day when it is handed in, sent part by part after
// it, and gone from here once the server has them whole.
import type { Problem } from '../../domain/shared/problem.ts'
import { type Bytes, hashBytes, open, openBytes, sealBytes } from './crypto.ts'
import type { FieldDatabase, PhotoRow } from './field-database.ts'
import { keyOf, type Unlocked } from './store.ts'

export type CardAt = { regionId: string; cardId: string }

const photoKey = (cardId: string, sha256: string): string => `${cardId}:${sha256}`
const aadOf = (key: string): string => `photo:${key}`

/** Keeps a photograph of a day that is being written; the same one twice is one. Answers its hash. @throws CallRefused `phone-full` */
export async function keepPhoto(unlocked: Unlocked, at: CardAt, bytes: Bytes): Promise<string> {
  const sha256 = await hashBytes(bytes)
  const key = photoKey(at.cardId, sha256)
  const content = await sealBytes(keyOf(unlocked), bytes, aadOf(key))
  const row: PhotoRow = {
    key,
    ...at,
    sha256,
    size: bytes.length,
    content,
    state: 'draft',
    missing: null,
    broken: 0,
    problem: null,
  }
  await unlocked.store.run((db) =>
    db.transaction('rw', db.photos, async () => {
      if (!(await db.photos.get(key))?.content) await db.photos.put(row)
    }),
  )
  return sha256
}

/** A photograph's bytes, null when they are not here (any more). */
export async function readPhoto(unlocked: Unlocked, cardId: string, sha256: string): Promise<Bytes | null> {
  const key = photoKey(cardId, sha256)
  const row = await unlocked.store.run((db) => db.photos.get(key))
  return row?.content ? openBytes(keyOf(unlocked), row.content, aadOf(key)) : null
}

/** Within the transaction of a record: the photographs it names are to be sent, others of its card are given up. */
export async function handInPhotos(
  db: FieldDatabase,
  cardId: string,
  named: readonly string[],
): Promise<void> {
  for (const row of await db.photos.where('cardId').equals(cardId).toArray()) {
    if (!named.includes(row.sha256)) await db.photos.delete(row.key)
    else if (row.state === 'draft' || row.state === 'held')
      await db.photos.update(row.key, { state: 'pending', missing: null })
  }
}

/** Photographs that wait to be sent. */
export const photoCount = (unlocked: Pick<Unlocked, 'store'>): Promise<number> =>
  unlocked.store.run((db) => db.photos.where('state').equals('pending').count())

export type RefusedPhoto = { key: string; problem: Problem | null }

/** Photographs that the server will not keep, with the reason. */
export async function refusedPhotos(unlocked: Unlocked): Promise<RefusedPhoto[]> {
  const rows = await unlocked.store.run((db) => db.photos.where('state').equals('refused').toArray())
  return Promise.all(
    rows.map(async ({ key, problem }) => ({
      key,
      problem: problem
        ? await open<Problem>(keyOf(unlocked), problem, `problem:${key}`).catch(() => null)
        : null,
    })),
  )
}

/** Gives up a photograph that was refused; others are given up with their day. */
export async function dropRefusedPhoto(unlocked: Unlocked, key: string): Promise<void> {
  await unlocked.store.run((db) =>
    db.transaction('rw', db.photos, async () => {
      if ((await db.photos.get(key))?.state === 'refused') await db.photos.delete(key)
    }),
  )
  unlocked.store.announce()
}
