// visits store: what a county sets for presence; emptying positions.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

/** Where a county has set nothing. */
const DEFAULTS = { codeToleranceMinutes: 5, positionDays: 30 } as const

export async function settingsOf(
  db: Db | Trx,
  regionId: string,
): Promise<{ codeToleranceMinutes: number; positionDays: number }> {
  const row = await db
    .selectFrom('presence_settings')
    .select(['code_tolerance_minutes', 'position_days'])
    .where('region_id', '=', regionId)
    .executeTakeFirst()
  return row
    ? { codeToleranceMinutes: row.code_tolerance_minutes, positionDays: row.position_days }
    : DEFAULTS
}

export async function saveSettings(
  trx: Trx,
  given: { regionId: string; codeToleranceMinutes: number; positionDays: number; by: string },
  now: Date,
): Promise<void> {
  const values = {
    code_tolerance_minutes: given.codeToleranceMinutes,
    position_days: given.positionDays,
    updated_by: given.by,
    updated_at: now,
  }
  await trx
    .insertInto('presence_settings')
    .values({ region_id: given.regionId, ...values })
    .onConflict((c) => c.column('region_id').doUpdateSet(values))
    .execute()
}

/** The same term for positions in calls that were not accepted, which are kept whole beside (sync_ops). */
async function emptyRefused(trx: Trx, now: Date): Promise<void> {
  await sql`update sync_ops o set body = o.body #- '{body,position}'
    where o.call = 'recordPresence' and o.body #> '{body,position}' is not null
    and o.happened_at < ${now}::timestamptz - make_interval(days => coalesce(
      (select s.position_days from presence_settings s where s.region_id = o.body #>> '{params,regionId}'),
      ${DEFAULTS.positionDays}::int))`.execute(trx)
}

/** Empties positions older than their county's term; how many in each county. */
export async function emptyPositions(
  trx: Trx,
  now: Date,
): Promise<{ regionId: string; days: number; count: number }[]> {
  const { rows } = await sql<{ region_id: string; days: number }>`
    select m.region_id, coalesce(s.position_days, ${DEFAULTS.positionDays}::int) days
    from presence_marks m left join presence_settings s on s.region_id = m.region_id
    where m.longitude is not null group by m.region_id, s.position_days`.execute(trx)
  await emptyRefused(trx, now)
  const emptied = []
  for (const { region_id, days } of rows) {
    const { numUpdatedRows } = await trx
      .updateTable('presence_marks')
      .set({ longitude: null, latitude: null, accuracy_metres: null })
      .where('region_id', '=', region_id)
      .where('longitude', 'is not', null)
      .where('happened_at', '<', new Date(now.getTime() - days * 86_400_000))
      .executeTakeFirst()
    if (numUpdatedRows > 0n) emptied.push({ regionId: region_id, days, count: Number(numUpdatedRows) })
  }
  return emptied
}
