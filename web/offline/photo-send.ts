// Sending photographs: one part a request, when no day waits any more, so that the facts never wait for a picture.
import type { Problem } from '../../domain/shared/problem.ts'
import { PART_BYTES, partsOfSize } from '../../domain/visits/photo.ts'
import { CallRefused } from '../shell/call.ts'
import { openBytes, seal } from './crypto.ts'
import type { PhotoRow } from './field-database.ts'
import { phoneProblem } from './phone-problems.ts'
import { keyOf, type Unlocked } from './store.ts'
import type { PartReply, Surroundings } from './surroundings.ts'
import { backoffMs, MOST_BACKOFF_MS } from './sync-batch.ts'

/** A whole that was wrong so often will not get right by itself. */
const MOST_BROKEN = 3
type Rest = { attempts: number; nextAt: number }
const REST = 'photosRest'

export type PhotoSent =
  | { kind: 'idle' }
  | { kind: 'progress' }
  | { kind: 'resting'; waitMs: number }
  | { kind: 'failed'; error: unknown }

const readRest = async (unlocked: Unlocked): Promise<Rest> =>
  ((await unlocked.store.run((db) => db.meta.get(REST)))?.value as Rest | undefined) ?? {
    attempts: 0,
    nextAt: 0,
  }

async function rest(unlocked: Unlocked, around: Surroundings): Promise<void> {
  const { attempts } = await readRest(unlocked)
  const value: Rest = {
    attempts: attempts + 1,
    nextAt: around.now() + backoffMs(attempts, around.random()),
  }
  await unlocked.store.run((db) => db.meta.put({ name: REST, value }))
}

/** Photographs rest no more: the network came back, or a part got through. */
export const forgetPhotoRest = async (unlocked: Unlocked): Promise<void> => {
  await unlocked.store.run((db) => db.meta.delete(REST))
}

async function change(unlocked: Unlocked, key: string, part: Partial<PhotoRow>): Promise<void> {
  await unlocked.store.run((db) =>
    db.transaction('rw', db.photos, async () => {
      if ((await db.photos.get(key))?.state === 'pending') await db.photos.update(key, part)
    }),
  )
}

async function turnDown(unlocked: Unlocked, row: PhotoRow, problem: Problem): Promise<void> {
  const sealed = await seal(keyOf(unlocked), problem, `problem:${row.key}`)
  await change(unlocked, row.key, { state: 'refused', problem: sealed })
}

/** Writes down what the server says of a part; all parts missing again means that the whole was wrong. */
async function settle(unlocked: Unlocked, row: PhotoRow, told: PartReply): Promise<void> {
  if (told.problem) return turnDown(unlocked, row, told.problem as Problem)
  if (told.missing.length === 0)
    return change(unlocked, row.key, { state: 'settled', content: null, missing: [] })
  const broken =
    row.broken + (row.missing?.length === 1 && told.missing.length === partsOfSize(row.size) ? 1 : 0)
  if (broken >= MOST_BROKEN) return turnDown(unlocked, row, phoneProblem('photo-broken'))
  return change(unlocked, row.key, { missing: told.missing, broken })
}

/** What a refusal means for the photograph: its day is not there, or it is wrong itself; null for a fault that may pass. */
function verdictOf(error: unknown): Partial<PhotoRow> | Problem | null {
  if (!(error instanceof CallRefused)) return null
  const { status, problems, ...problem } = error.refusal
  if (status === 404) return { state: 'held' }
  return status === 400 || status === 413 ? ((problems[0] as Problem) ?? (problem as Problem)) : null
}

/** Sends the next part of the first photograph that waits. @throws CallRefused `phone-locked`, `phone-full` */
export async function sendPart(
  unlocked: Unlocked,
  around: Surroundings,
  send: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>,
): Promise<PhotoSent> {
  const row = await unlocked.store.run((db) => db.photos.where('state').equals('pending').first())
  if (!row) return { kind: 'idle' }
  const wait = (await readRest(unlocked)).nextAt - around.now()
  // later than any backoff could set: written before the clock was set back
  if (wait > 0 && wait <= MOST_BACKOFF_MS) return { kind: 'resting', waitMs: wait }
  const bytes = row.content
    ? await openBytes(keyOf(unlocked), row.content, `photo:${row.key}`).catch(() => null)
    : null
  if (!bytes) {
    await turnDown(unlocked, row, phoneProblem('record-unreadable'))
    return { kind: 'progress' }
  }
  const part = row.missing?.[0] ?? 0
  const at = { regionId: row.regionId, id: row.cardId, sha256: row.sha256, part }
  const content = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES)
  try {
    await settle(unlocked, row, await send((signal) => around.sendPart(at, content, signal)))
    await forgetPhotoRest(unlocked)
    return { kind: 'progress' }
  } catch (error) {
    const verdict = verdictOf(error)
    if (!verdict) {
      await rest(unlocked, around)
      return { kind: 'failed', error }
    }
    if ('code' in verdict) await turnDown(unlocked, row, verdict)
    else await change(unlocked, row.key, verdict)
    return { kind: 'progress' }
  }
}
