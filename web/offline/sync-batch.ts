// One batch of the outbox: which acts are due, as what they travel, and what each answer does to its row.
import type { SyncAnswer, SyncOp } from '../../contract/sync.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { open, type Sealed, seal } from './crypto.ts'
import type { OpRow } from './field-database.ts'
import type { OpContent } from './outbox.ts'
import { phoneProblem } from './phone-problems.ts'
import { keyOf, type Unlocked } from './store.ts'

export const MOST_OPS = 20
const BACKOFF_MS = 1_000
export const MOST_BACKOFF_MS = 60_000

export type Batch = { from: number; ops: SyncOp[] }
export type Due = { batch: Batch } | { waitMs: number } | null

/** 1 s, 2 s, 4 s … at most a minute, shortened by chance so that many phones do not come back as one. */
export const backoffMs = (attempts: number, random: number): number =>
  Math.min(MOST_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(attempts, 10)) * (0.5 + random / 2)

/**
 * The waiting acts from the lowest number on. Order is kept by letting the first decide for all: while it waits,
 * nothing behind it is sent. A time later than any backoff could set is from before the clock was set back: due.
 */
async function findDue(unlocked: Unlocked, now: number, most: number): Promise<OpRow[] | { waitMs: number }> {
  const rows = await unlocked.store.run((db) =>
    db.ops.where('[state+seq]').between(['pending', 0], ['pending', Infinity]).limit(most).toArray(),
  )
  const wait = (rows[0]?.nextAt ?? 0) - now
  return wait > 0 && wait <= MOST_BACKOFF_MS ? { waitMs: wait } : rows
}

async function openOp(key: CryptoKey, row: OpRow): Promise<SyncOp | null> {
  const { id, seq, call, deviceAt, bootId, monoAt } = row
  try {
    if (!row.content) return null
    const content = await open<OpContent>(key, row.content, `op:${id}`)
    return { id, seq, call, ...content, deviceAt, bootId, monoAt } as SyncOp
  } catch {
    return null
  }
}

/**
 * The next batch, how long to wait for it, or null when nothing waits. A row that cannot be opened (damaged
 * storage) is set aside with its problem, so that it does not block what comes after it.
 */
export async function takeBatch(unlocked: Unlocked, now: number, most: number): Promise<Due> {
  for (;;) {
    const rows = await findDue(unlocked, now, most)
    if (!Array.isArray(rows)) return rows
    const first = rows[0]
    if (!first) return null
    const key = keyOf(unlocked)
    const ops = await Promise.all(rows.map((row) => openOp(key, row)))
    const damaged = rows.filter((_, at) => !ops[at])
    if (damaged.length === 0) return { batch: { from: first.seq, ops: ops.filter((op) => op !== null) } }
    for (const row of damaged) await setAside(unlocked, row.id, phoneProblem('record-unreadable'))
  }
}

/** Takes an act out of the way of the others; it stays on the phone with its content and its problem. */
export async function setAside(unlocked: Unlocked, id: string, problem: Problem): Promise<void> {
  const sealed = await seal(keyOf(unlocked), problem, `problem:${id}`)
  await unlocked.store.run((db) =>
    db.transaction('rw', db.ops, async () => {
      if ((await db.ops.get(id))?.state === 'pending')
        await db.ops.update(id, { state: 'refused', problem: sealed })
    }),
  )
}

type Change = { id: string; seq: number; part: Partial<OpRow> }

/** What an answer changes; null for `wait` and `later`, which leave the act waiting. */
async function changeOf(key: CryptoKey, answer: SyncAnswer, serverAt: string): Promise<Change | null> {
  const { id, seq, outcome } = answer
  switch (outcome) {
    case 'applied':
    case 'duplicate':
      return { id, seq, part: { state: 'settled', content: null, problem: null, settledAt: serverAt } }
    case 'refused':
    case 'conflict': {
      const problem: Sealed | null = answer.problem ? await seal(key, answer.problem, `problem:${id}`) : null
      return { id, seq, part: { state: outcome, problem } }
    }
    case 'wait':
    case 'later':
      return null
  }
}

/**
 * Writes the answers down. Only an act of this batch that still waits is touched, so that a late answer to an
 * earlier try changes nothing. Returns how many left the waiting.
 */
export async function applyAnswers(
  unlocked: Unlocked,
  batch: Batch,
  reply: { serverAt: string; answers: SyncAnswer[] },
): Promise<number> {
  const sent = new Map(batch.ops.map((op) => [op.id, op.seq]))
  const ours = reply.answers.filter((answer) => sent.get(answer.id) === answer.seq)
  const key = keyOf(unlocked)
  const found = await Promise.all(ours.map((answer) => changeOf(key, answer, reply.serverAt)))
  const changes = found.filter((change) => change !== null)
  return unlocked.store.run((db) =>
    db.transaction('rw', db.ops, async () => {
      let left = 0
      for (const { id, seq, part } of changes) {
        const row = await db.ops.get(id)
        if (row?.state !== 'pending' || row.seq !== seq) continue
        await db.ops.update(id, part)
        left++
      }
      return left
    }),
  )
}

/** After a failure: the first waiting act, and with it all behind, rests for a while. */
export async function postpone(unlocked: Unlocked, now: number, random: number): Promise<void> {
  await unlocked.store.run((db) =>
    db.transaction('rw', db.ops, async () => {
      const head = await db.ops.where('[state+seq]').between(['pending', 0], ['pending', Infinity]).first()
      if (!head) return
      const nextAt = now + backoffMs(head.attempts, random)
      await db.ops.update(head.id, { attempts: head.attempts + 1, nextAt })
    }),
  )
}

/** The network came back: whatever rested is due again, with its patience restored. */
export async function forgetBackoff(unlocked: Unlocked): Promise<void> {
  await unlocked.store.run((db) => db.ops.where('state').equals('pending').modify({ nextAt: 0, attempts: 0 }))
}
