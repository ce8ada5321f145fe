// reports store: counted cards with what 附件3 prints beside them, page by page in the form's order, none ever cut off unsaid.
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'
import type { LedgerFilter } from './store-ledger.ts'

type Window = { limit: number; offset?: number }

/** WRK-11: where a lone half day does not count, it is left out. */
type CardFilter = LedgerFilter & { wholeDaysOnly?: boolean }

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
  if (filter.wholeDaysOnly) query = query.where('c.half', '=', 'day')
  if (filter.unitIds?.length) query = query.where('c.unit_id', 'in', [...filter.unitIds])
  return query
}

/** The counted cards between two days in the form's order; all of them, or a window. */
export async function countedCards(db: Db | Trx, filter: CardFilter, window?: Window) {
  const query = cards(db, filter).orderBy('c.day').orderBy('u.sort_key').orderBy('p.sort_key').orderBy('c.id')
  if (!window) return query.execute()
  return query
    .limit(window.limit)
    .offset(window.offset ?? 0)
    .execute()
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
