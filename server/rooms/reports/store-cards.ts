// reports store: counted cards with what 附件3 prints beside them, page by page in the form's order, none ever cut off unsaid.
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'
import type { LedgerFilter } from './store-ledger.ts'

type Window = { limit: number; offset?: number }

/** WRK-11: where a lone half day does not count, it is left out. */
type CardFilter = LedgerFilter & { wholeDaysOnly?: boolean; practitionerId?: string }

const cards = (db: Db | Trx, filter: CardFilter) => {
  let query = db
    .selectFrom('report_card_figures as c')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .innerJoin('organisations as h', 'h.id', 'c.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .selectAll('c')
    .select([
      'u.name as unit',
      'u.expert_studio',
      'h.name as hospital',
      'h.ownership',
      'p.name as practitioner',
      'p.title_text',
      'p.specialty_text',
    ])
    .where('c.programme_id', '=', filter.programmeId)
    .where('c.day', '>=', filter.from)
    .where('c.day', '<=', filter.to)
  if (filter.regionId) query = query.where(inRegion('c.region_id', filter.regionId))
  if (filter.unitId) query = query.where('c.unit_id', '=', filter.unitId)
  if (filter.hospitalId) query = query.where('c.hospital_id', '=', filter.hospitalId)
  if (filter.practitionerId) query = query.where('c.practitioner_id', '=', filter.practitionerId)
  if (filter.wholeDaysOnly) query = query.where('c.half', '=', 'day')
  if (filter.unitIds?.length) query = query.where('c.unit_id', 'in', [...filter.unitIds])
  return query
}

/** The counted cards between two days in the form's order; all of them, or a window. */
export async function countedCards(db: Db | Trx, filter: CardFilter, window?: Window) {
  const query = cards(db, filter).orderBy('c.day').orderBy('u.sort_key').orderBy('p.sort_key').orderBy('c.id')
  if (!window) return query.execute()
  // the numbers are worked out for the window's cards only, not for all that are put in order
  const found = await windowOf(db, filter, window)
  const [first, last] = [found.at(0), found.at(-1)]
  if (!first || !last) return []
  return query
    .where('c.day', '>=', first.day)
    .where('c.day', '<=', last.day)
    .where(
      'c.id',
      'in',
      found.map((row) => row.id),
    )
    .execute()
}

/** Which cards stand in a window of the order. */
async function windowOf(
  db: Db | Trx,
  filter: CardFilter,
  { limit, offset = 0 }: Window,
): Promise<{ id: string; day: string }[]> {
  const { regionId, programmeId, from, to, unitId, hospitalId, unitIds } = filter
  let query = db
    .selectFrom('report_day_cards as c')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .select(['c.id', 'c.day'])
    .where('c.programme_id', '=', programmeId)
    .where('c.day', '>=', from)
    .where('c.day', '<=', to)
    .orderBy('c.day')
    .orderBy('u.sort_key')
    .orderBy('p.sort_key')
    .orderBy('c.id')
    .limit(limit)
    .offset(offset)
  if (regionId) query = query.where(inRegion('c.region_id', regionId))
  if (unitId) query = query.where('c.unit_id', '=', unitId)
  if (hospitalId) query = query.where('c.hospital_id', '=', hospitalId)
  if (filter.practitionerId) query = query.where('c.practitioner_id', '=', filter.practitionerId)
  if (filter.wholeDaysOnly) query = query.where('c.half', '=', 'day')
  if (unitIds?.length) query = query.where('c.unit_id', 'in', [...unitIds])
  const rows = await query.execute()
  return rows.flatMap(({ id, day }) => (id && day ? [{ id, day }] : []))
}
export type CountedCard = Awaited<ReturnType<typeof countedCards>>[number]

export async function countedCard(
  db: Db | Trx,
  filter: LedgerFilter,
  id: string,
): Promise<CountedCard | undefined> {
  return cards(db, filter).where('c.id', '=', id).executeTakeFirst()
}

export async function beneficiariesOf(db: Db | Trx, regionId: string, cardIds: readonly string[]) {
  if (cardIds.length === 0) return []
  return db
    .selectFrom('report_beneficiaries')
    .select(['day_card_id', 'name', 'phone'])
    .where(inRegion('region_id', regionId))
    .where('day_card_id', 'in', [...cardIds])
    .orderBy('id')
    .execute()
}
