// reports store: how far the days behind a package are recorded and confirmed.
import { sql } from 'kysely'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import type { Db, Trx } from '../../platform/database.ts'

type Where = {
  programmeId: string
  regionId: string
  month: string
  until: string
  unitId?: string | undefined
  hospitalId?: string | undefined
  unitIds?: readonly string[] | undefined
}

/** Published duty days up to `until` without a card, and counted cards the unit has not confirmed. */
export async function packageStanding(
  db: Db | Trx,
  where: Where,
): Promise<{ daysWithoutCard: number; unconfirmed: number }> {
  const { programmeId, month, unitId = null, hospitalId = null, unitIds = null } = where
  const region = `${where.regionId.replace(/(00)+$/, '')}%`
  const to = where.until < lastDayOf(month) ? where.until : lastDayOf(month)
  const units = unitIds === null ? null : [...unitIds]
  const result = await sql<{ uncarded: number; unconfirmed: number }>`
    select
      (select count(*)::int from report_duties d
        where d.programme_id = ${programmeId} and d.region_id like ${region} and d.status = 'published'
          and d.day between ${`${month}-01`} and ${to}
          and (${unitId}::uuid is null or d.unit_id = ${unitId}::uuid)
          and (${hospitalId}::uuid is null or d.hospital_id = ${hospitalId}::uuid)
          and (${units}::uuid[] is null or d.unit_id = any (${units}::uuid[]))
          and not exists (select 1 from report_day_cards c where c.region_id = d.region_id and c.programme_id = d.programme_id
            and c.practitioner_id = d.practitioner_id and c.unit_id = d.unit_id and c.day = d.day)) as uncarded,
      (select count(*)::int from report_day_cards c
        where c.programme_id = ${programmeId} and c.region_id like ${region} and c.status = 'submitted'
          and c.day between ${`${month}-01`} and ${to}
          and (${unitId}::uuid is null or c.unit_id = ${unitId}::uuid)
          and (${hospitalId}::uuid is null or c.hospital_id = ${hospitalId}::uuid)
          and (${units}::uuid[] is null or c.unit_id = any (${units}::uuid[]))) unconfirmed`.execute(db)
  const row = result.rows[0]
  return { daysWithoutCard: row?.uncarded ?? 0, unconfirmed: row?.unconfirmed ?? 0 }
}
