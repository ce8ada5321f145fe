// dispatch store: planning runs and trials.
import { sql } from 'kysely'
import type { Db, Trx } from '../../../platform/database.ts'
import type { Where } from './postings.ts'

/** The running planning of a programme in a county, if any; the lock keeps two from starting at once. */
export async function openRun(
  trx: Trx,
  { regionId, programmeId }: Where,
): Promise<{ months: string[] } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`planning ${regionId} ${programmeId}`}, 0))`.execute(
    trx,
  )
  return trx
    .selectFrom('planning_runs')
    .select('months')
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('status', '=', 'running')
    .executeTakeFirst()
}

export async function insertRun(
  trx: Trx,
  where: Where,
  run: { id: string; kind: 'plan' | 'trial'; wish: unknown; months: string[]; by: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('planning_runs')
    .values({
      region_id: where.regionId,
      id: run.id,
      programme_id: where.programmeId,
      kind: run.kind,
      wish: JSON.stringify(run.wish),
      months: run.months,
      status: 'running',
      progress: '准备数据',
      created_by: run.by,
      created_at: run.now,
    })
    .execute()
}

export async function runById(db: Db | Trx, regionId: string, id: string) {
  return db
    .selectFrom('planning_runs')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}
export type RunRow = NonNullable<Awaited<ReturnType<typeof runById>>>

export async function updateRun(
  db: Db | Trx,
  regionId: string,
  id: string,
  change: { status?: string; progress?: string; plan?: unknown; error?: string; ended_at?: Date },
): Promise<void> {
  const { plan, ...rest } = change
  await db
    .updateTable('planning_runs')
    .set({ ...rest, ...(plan === undefined ? {} : { plan: JSON.stringify(plan) }) })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute()
}

/** The latest runs and trials of a month, newest first. */
export async function runsOf(db: Db | Trx, { regionId, programmeId }: Where, month: string) {
  return db
    .selectFrom('planning_runs')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where(sql<boolean>`${month} = any(months)`)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute()
}

export async function markAdopted(trx: Trx, regionId: string, id: string, now: Date): Promise<void> {
  await trx
    .updateTable('planning_runs')
    .set({ adopted_at: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

/** Runs that a stopped server left behind are marked as failed, so that nobody waits for them. */
export async function failAbandonedRuns(db: Db | Trx): Promise<void> {
  await db
    .updateTable('planning_runs')
    .set({ status: 'failed', error: '服务重启，本次排班已中断，请重新开始', ended_at: sql`now()` })
    .where('status', '=', 'running')
    .execute()
}
