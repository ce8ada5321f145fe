// The outbox: what was done offline, each act a contract call kept sealed in order until the server has taken it.
// What the server does not take stays here, with the reason in words, until a person withdraws it.
import { v7 } from 'uuid'
import type { CallInput, Endpoint } from '../../contract/endpoint.ts'
import type { SyncedCall } from '../../contract/sync.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { open, type Sealed, seal } from './crypto.ts'
import type { BundleRow, OpRow } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'
import { handInPhotos } from './photos.ts'
import { bundleRow, keyOf, type Unlocked } from './store.ts'
import type { Surroundings } from './surroundings.ts'

export type OpContent = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown }
type Recordable = Endpoint & { id: SyncedCall }

/** `line`: one line for the history (kept sealed after upload). `draft`: the draft that this record replaces. */
export type RecordOptions = {
  line?: string
  draft?: string
  /** What the pages show from now on: on the disk together with the record, or neither is. */
  bundle?: { key: string; value: unknown }
  /** The photographs that the recorded day names: from now on they are to be sent after it. */
  photos?: { cardId: string; named: readonly string[] }
}
type Clock = Pick<Surroundings, 'now' | 'mono' | 'bootId'>

/** Refuses here what the server would refuse for its shape: nothing unsendable is ever queued. */
function checkShape(endpoint: Endpoint, content: OpContent): void {
  for (const name of ['params', 'query', 'body'] as const) {
    const schema = endpoint[name]
    if (!schema || schema === 'bytes') continue
    const issue = schema.safeParse(content[name]).error?.issues[0]
    if (issue)
      throw refuseHere('not-recordable', { path: [name, ...issue.path].join('.'), why: issue.message })
  }
}

/**
 * Records an act. When this returns it is on the disk, sealed, and will be sent once, in order.
 * @throws CallRefused `phone-full` (nothing was kept), `phone-locked`, `not-recordable`
 */
export async function record<E extends Recordable>(
  unlocked: Unlocked,
  clock: Clock,
  act: { endpoint: E; input: CallInput<E> },
  options: RecordOptions = {},
): Promise<{ id: string; seq: number }> {
  const given = act.input as Partial<OpContent>
  const content: OpContent = {
    params: given.params ?? {},
    query: given.query ?? {},
    body: given.body ?? null,
  }
  checkShape(act.endpoint, content)
  const id = v7()
  const key = keyOf(unlocked)
  const row: Omit<OpRow, 'seq'> = {
    id,
    call: act.endpoint.id,
    content: await seal(key, content, `op:${id}`),
    line: await seal(key, options.line ?? '', `line:${id}`),
    deviceAt: new Date(clock.now()).toISOString(),
    bootId: clock.bootId,
    monoAt: clock.mono(),
    state: 'pending',
    attempts: 0,
    nextAt: 0,
    problem: null,
    reason: null,
    settledAt: null,
  }
  const seq = await addOp(unlocked, row, {
    draft: options.draft,
    bundle: await sealBundle(key, options),
    photos: options.photos,
  })
  unlocked.store.announce()
  return { id, seq }
}

const sealBundle = async (key: CryptoKey, { bundle }: RecordOptions): Promise<BundleRow | null> =>
  bundle ? bundleRow(key, bundle.key, bundle.value) : null

/** The number is taken in the transaction that keeps the op: no gaps, even when the tab dies. */
function addOp(
  unlocked: Unlocked,
  row: Omit<OpRow, 'seq'>,
  beside: {
    draft: string | undefined
    bundle: BundleRow | null
    photos: RecordOptions['photos'] | undefined
  },
): Promise<number> {
  const { draft, bundle, photos } = beside
  return unlocked.store.run((db) =>
    db.transaction('rw', [db.ops, db.meta, db.drafts, db.bundle, db.photos], async () => {
      // The work runs again after a lost connection; the first run may have been committed all the same.
      const there = await db.ops.get(row.id)
      if (there) return there.seq
      const seq = (((await db.meta.get('seq'))?.value as number | undefined) ?? 0) + 1
      await db.meta.put({ name: 'seq', value: seq })
      await db.ops.add({ ...row, seq })
      if (draft !== undefined) await db.drafts.delete(draft)
      if (bundle) await db.bundle.put(bundle)
      if (photos) await handInPhotos(db, photos.cardId, photos.named)
      return seq
    }),
  )
}

/** What is still to be told to the server; needs no key. */
export const pendingCount = (unlocked: Pick<Unlocked, 'store'>): Promise<number> =>
  unlocked.store.run((db) => db.ops.where('state').equals('pending').count())

/** What the server did not take and nobody has withdrawn yet. */
export const refusedCount = (unlocked: Pick<Unlocked, 'store'>): Promise<number> =>
  unlocked.store.run((db) => db.ops.where('state').anyOf('refused', 'conflict').count())

export type RefusedOp = {
  id: string
  seq: number
  call: SyncedCall
  state: 'refused' | 'conflict'
  deviceAt: string
  line: string
  problem: Problem | null
  /** What was entered here; null when it cannot be read any more. */
  mine: OpContent | null
}

const opened = async <T>(
  key: CryptoKey,
  sealed: Sealed | null | undefined,
  aad: string,
): Promise<T | null> => (sealed ? open<T>(key, sealed, aad).catch(() => null) : null)

/** The acts that were not accepted, oldest first, with the problem in words and what was entered. */
export async function refusedOps(unlocked: Unlocked): Promise<RefusedOp[]> {
  const key = keyOf(unlocked)
  const rows = await unlocked.store.run((db) =>
    db.ops.where('state').anyOf('refused', 'conflict').sortBy('seq'),
  )
  return Promise.all(
    rows.map(async (op) => ({
      id: op.id,
      seq: op.seq,
      call: op.call,
      state: op.state as 'refused' | 'conflict',
      deviceAt: op.deviceAt,
      line: (await opened<string>(key, op.line, `line:${op.id}`)) ?? '',
      problem: await opened<Problem>(key, op.problem, `problem:${op.id}`),
      mine: await opened<OpContent>(key, op.content, `op:${op.id}`),
    })),
  )
}

export type HistoryLine = { id: string; seq: number; state: OpRow['state']; deviceAt: string; line: string }

/** The last acts of this phone, newest first; contents that were uploaded are gone, the lines stay. */
export async function readHistory(unlocked: Unlocked, most = 50): Promise<HistoryLine[]> {
  const key = keyOf(unlocked)
  const rows = await unlocked.store.run((db) => db.ops.orderBy('seq').reverse().limit(most).toArray())
  return Promise.all(
    rows.map(async ({ id, seq, state, deviceAt, line }) => ({
      id,
      seq,
      state,
      deviceAt,
      line: (await opened<string>(key, line, `line:${id}`)) ?? '',
    })),
  )
}

/**
 * Gives up an act that the server did not take; it stays on the phone with the reason.
 * @throws CallRefused `not-withdrawable`, `reason-needed`
 */
export async function withdraw(unlocked: Unlocked, id: string, reason: string): Promise<void> {
  if (!reason.trim()) throw refuseHere('reason-needed')
  const sealed = await seal(keyOf(unlocked), reason.trim(), `reason:${id}`)
  await unlocked.store.run((db) =>
    db.transaction('rw', db.ops, async () => {
      const op = await db.ops.get(id)
      if (op?.state === 'withdrawn') return
      if (op?.state !== 'refused' && op?.state !== 'conflict') throw refuseHere('not-withdrawable')
      await db.ops.update(id, { state: 'withdrawn', reason: sealed })
    }),
  )
  unlocked.store.announce()
}
