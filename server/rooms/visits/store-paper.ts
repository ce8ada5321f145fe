// visits store: duties to be printed as paper cards, or found again by a sheet's code.
import { sql } from 'kysely'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { publishedDuties } from './store-duties.ts'

const duties = (db: Db | Trx) => publishedDuties(db).orderBy('d.day').orderBy('u.sort_key').orderBy('d.id')
export type PaperDuty = Awaited<ReturnType<typeof dutiesToPrint>>[number]

type Wanted = {
  regionId: string
  programmeId: string
  month: string
  unitId?: string | undefined
  practitionerId?: string | undefined
  dutyId?: string | undefined
}
export async function dutiesToPrint(db: Db | Trx, wanted: Wanted, most: number) {
  let query = duties(db)
    .where('d.region_id', '=', wanted.regionId)
    .where('d.programme_id', '=', wanted.programmeId)
    .where('d.day', '>=', `${wanted.month}-01`)
    .where('d.day', '<=', lastDayOf(wanted.month))
    .limit(most)
  if (wanted.unitId) query = query.where('d.unit_id', '=', wanted.unitId)
  if (wanted.practitionerId) query = query.where('d.practitioner_id', '=', wanted.practitionerId)
  if (wanted.dutyId) query = query.where('d.id', '=', wanted.dutyId)
  return query.execute()
}

/** Duties of a month and day ('MM-DD') in any year up to `today`, newest first. */
export async function dutiesOfDate(db: Db | Trx, date: string, today: string): Promise<PaperDuty[]> {
  return duties(db)
    .clearOrderBy()
    .where(sql<string>`to_char(d.day, 'MM-DD')`, '=', date)
    .where('d.day', '<=', today)
    .orderBy('d.day', 'desc')
    .orderBy('d.id')
    .limit(20_000)
    .execute()
}

/** The card that stands for a duty: of its own, or of its doctor, unit and day. */
export async function cardOfDuty(db: Db | Trx, duty: PaperDuty, paperId: string) {
  const rows = await db
    .selectFrom('day_cards as c')
    .select(['c.id', 'c.status'])
    .where('c.region_id', '=', duty.region_id)
    .where('c.status', '!=', 'merged')
    .where((e) =>
      e.or([
        e('c.id', '=', paperId),
        e('c.duty_id', '=', duty.id),
        e.and([
          e('c.programme_id', '=', duty.programme_id),
          e('c.practitioner_id', '=', duty.practitioner_id),
          e('c.unit_id', '=', duty.unit_id),
          e('c.day', '=', duty.day),
        ]),
      ]),
    )
    .execute()
  return rows.find((row) => row.id === paperId) ?? rows.find((row) => row.status !== 'duplicate') ?? rows[0]
}
