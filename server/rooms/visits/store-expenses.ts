// visits store: what day cards say that a day cost, as the funding room may ask (FIN-1, FIN-2).
import type { Db, Trx } from '../../platform/database.ts'

type Filter = {
  programmeId: string
  regionId?: string | undefined
  from: string
  to: string
  practitionerId?: string | undefined
  unitId?: string | undefined
}

/** The counted cards of a span with their figures in fen, as far as the reader's rows go. */
export async function cardExpenses(db: Db | Trx, filter: Filter) {
  let query = db
    .selectFrom('day_cards as c')
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .innerJoin('organisations as h', 'h.id', 'c.hospital_id')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .select(['c.region_id', 'c.id', 'c.day', 'c.practitioner_id', 'p.name as practitioner'])
    .select(['c.hospital_id', 'h.name as hospital', 'c.unit_id', 'u.name as unit'])
    .select(['c.transport_fen', 'c.lodging_fen', 'c.supplies_fen'])
    .where('c.programme_id', '=', filter.programmeId)
    .where('c.status', 'in', ['submitted', 'confirmed'])
    .where('c.day', '>=', filter.from)
    .where('c.day', '<=', filter.to)
    .orderBy('c.day')
    .orderBy('c.id')
    .limit(20_000)
  if (filter.regionId) query = query.where('c.region_id', '=', filter.regionId)
  if (filter.practitionerId) query = query.where('c.practitioner_id', '=', filter.practitionerId)
  if (filter.unitId) query = query.where('c.unit_id', '=', filter.unitId)
  return query.execute()
}
