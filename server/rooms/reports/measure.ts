// Measures a programme's targets from the ledger; what no room records yet is null, never zero.
import type { Metric } from '../../../domain/programme/programme.ts'
import type { Trx } from '../../platform/database.ts'
import { workloadOfCard } from './form-data.ts'
import * as store from './store.ts'

export type Measures = Partial<Record<Metric, number>>

/** The metrics as they stood on `until`; `units` is the number of receiving units, for coverage as a share. */
export async function measure(
  trx: Trx,
  where: store.Counting,
  span: { from: string; until: string },
  units: number,
): Promise<Measures> {
  const { from, until } = span
  const people = await store.served(trx, where, until)
  const posted = await store.posted(trx, where)
  // Head counts take whoever is posted or has served; a posting counts before its first duty day (on post by …).
  const all = [...people, ...posted]
  const doctors = new Map(all.map((p) => [p.practitioner_id, p.ownership]))
  const municipal = [...doctors.values()].filter((o) => o === 'municipal').length
  const filter = { ...where, from, to: until }
  const cards = await store.countedCards(trx, filter)
  const counts = Map.groupBy(await store.activityCounts(trx, filter), (c) => c.day_card_id)
  const sums = {
    lectures: 0,
    traineeVisits: 0,
    consultations: 0,
    specialGroupServices: 0,
    homeVisits: 0,
    skillTrainings: 0,
  }
  for (const card of cards) {
    const own = counts.get(card.id) ?? []
    const w = workloadOfCard(card, own)
    sums.lectures += w.lectures
    sums.traineeVisits += w.traineeVisits
    sums.consultations += w.consultations
    sums.specialGroupServices += w.specialGroupServices
    sums.homeVisits += w.homeVisits
    sums.skillTrainings += own.filter((c) => c.kind === 'training').reduce((n, c) => n + (c.count ?? 0), 0)
  }
  const days = await store.personDays(trx, where, until)
  const covered = new Set(all.map((p) => p.unit_id)).size
  return {
    doctors: doctors.size,
    ...(doctors.size > 0
      ? { municipalDoctorShare: Math.round((municipal / doctors.size) * 1000) / 1000 }
      : {}),
    personDays: days.reduce((n, d) => n + d.days, 0),
    unitsCovered: covered,
    ...(units > 0 ? { unitCoverage: Math.round((covered / units) * 1000) / 1000 } : {}),
    ...sums,
  }
}
