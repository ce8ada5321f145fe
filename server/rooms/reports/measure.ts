// Measures a programme's targets from the ledger; what no room records yet is null, never zero.
import type { Metric } from '../../../domain/programme/programme.ts'
import type { Trx } from '../../platform/database.ts'
import * as ledger from './store-ledger.ts'

export type Measures = Partial<Record<Metric, number>>

const share = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 1000

/** The metrics as they stood on `until`; `units` is the number of receiving units, for coverage as a share. */
export async function measure(
  trx: Trx,
  where: ledger.Counting,
  span: { from: string; until: string },
  units: number,
): Promise<Measures> {
  const { from, until } = span
  // Head counts take whoever is posted or has served; a posting counts before its first duty day (on post by …).
  const heads = await ledger.headCounts(trx, where, until)
  // Person-days count from the first; the others from the programme's beginning, before which nothing is the rule.
  const days = await ledger.sumsUntil(trx, { ...where, to: until }, from)
  const sums = days.earlier ? await ledger.sumsBetween(trx, { ...where, from, to: until }) : days
  return {
    doctors: heads.doctors,
    ...(heads.doctors > 0 ? { municipalDoctorShare: share(heads.municipal, heads.doctors) } : {}),
    personDays: where.wholeDaysOnly ? days.whole_days : days.person_days,
    unitsCovered: heads.units,
    ...(units > 0 ? { unitCoverage: share(heads.units, units) } : {}),
    lectures: sums.lectures,
    traineeVisits: sums.trainee_visits,
    consultations: sums.consultations,
    specialGroupServices: sums.special_group_services,
    homeVisits: sums.home_visits,
    skillTrainings: sums.skill_trainings,
  }
}
