// visits store: whom the counted days served, as the surveys room may ask: a number stands here only while the consent to be
// called is in force (SEC-4, SVY-1).
import type { Db, Trx } from '../../platform/database.ts'

/** Every record of a resident on a programme's counted cards in a span of days; one person may stand on several. */
export async function servedBetween(
  db: Db | Trx,
  at: { regionId: string; programmeId: string },
  { from, to }: { from: string; to: string },
) {
  return db
    .selectFrom('report_beneficiaries as b')
    .innerJoin('report_day_cards as c', (j) =>
      j.onRef('c.region_id', '=', 'b.region_id').onRef('c.id', '=', 'b.day_card_id'),
    )
    .select(['b.id', 'b.day_card_id', 'b.name', 'b.phone', 'b.survey_consent', 'c.day', 'c.unit_id'])
    .where('c.region_id', '=', at.regionId)
    .where('c.programme_id', '=', at.programmeId)
    .where('c.day', '>=', from)
    .where('c.day', '<=', to)
    .execute()
}

/** Some records with unit and doctor, as they stand now, whatever became of the card; a deleted one is not among them. */
export async function servedByIds(db: Db | Trx, regionId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('report_beneficiaries as b')
    .innerJoin('day_cards as c', (j) =>
      j.onRef('c.region_id', '=', 'b.region_id').onRef('c.id', '=', 'b.day_card_id'),
    )
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .select(['b.id', 'b.name', 'b.phone', 'b.survey_consent', 'c.day', 'c.duty_id', 'p.name as practitioner'])
    .where('b.region_id', '=', regionId)
    .where('b.id', 'in', [...ids])
    .execute()
}
