// sync store: phones, and the calls of theirs that are settled.
import { sql } from 'kysely'
import type { Problem } from '../../../domain/shared/problem.ts'
import type { Db, Trx } from '../database.ts'

export async function deviceById(db: Db | Trx, id: string) {
  return db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function saveDevice(
  trx: Trx,
  device: { id: string; accountId: string; name: string },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('devices')
    .values({
      id: device.id,
      account_id: device.accountId,
      name: device.name,
      registered_at: now,
      seen_at: now,
    })
    .onConflict((c) => c.column('id').doUpdateSet({ name: device.name, seen_at: now }))
    .execute()
}

/** The highest settled number of a phone, 0 for none. */
export async function lastSettled(db: Db | Trx, deviceId: string): Promise<number> {
  const row = await db
    .selectFrom('sync_ops')
    .select((e) => e.fn.max('seq').as('last'))
    .where('device_id', '=', deviceId)
    .executeTakeFirst()
  return row?.last ?? 0
}

export type SettledOp = {
  deviceId: string
  seq: number
  id: string
  accountId: string
  call: string
  contentHash: string
  outcome: 'applied' | 'refused' | 'conflict'
  problem: Problem | null
  body: unknown
  deviceAt: Date
  happenedAt: Date
  clock: 'monotonic' | 'wall'
  skewSeconds: number
}

/** Settles a call once; answers false when its number or its id is settled already. */
export async function settleOp(trx: Trx, op: SettledOp, now: Date): Promise<boolean> {
  const row = await trx
    .insertInto('sync_ops')
    .values({
      device_id: op.deviceId,
      seq: op.seq,
      id: op.id,
      account_id: op.accountId,
      call: op.call,
      content_hash: op.contentHash,
      outcome: op.outcome,
      problem: op.problem ? JSON.stringify(op.problem) : null,
      body: op.body === null ? null : JSON.stringify(op.body),
      device_at: op.deviceAt,
      happened_at: op.happenedAt,
      clock: op.clock,
      skew_seconds: op.skewSeconds,
      received_at: now,
    })
    .onConflict((c) => c.doNothing())
    .returning(sql<number>`1`.as('one'))
    .executeTakeFirst()
  return row !== undefined
}

export async function settledOp(db: Db | Trx, deviceId: string, op: { seq: number; id: string }) {
  return db
    .selectFrom('sync_ops')
    .select(['device_id', 'seq', 'id', 'content_hash', 'outcome', 'problem'])
    .where((e) => e.or([e.and([e('device_id', '=', deviceId), e('seq', '=', op.seq)]), e('id', '=', op.id)]))
    .executeTakeFirst()
}
