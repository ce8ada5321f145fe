// visits store: duties whose unit last said that nobody came, and all that was said of their coming (SUP-8, LV-8).
import { standsAbsent } from '../../../domain/visits/no-show.ts'
import type { Db, Trx } from '../../platform/database.ts'

type Which = { from: string; to: string; programmeId: string } | { regionId: string; dutyId: string }

const wordsOf = (db: Db | Trx, which: Which) => {
  const all = db
    .selectFrom('presence_marks')
    .select(['region_id', 'id', 'duty_id', 'kind', 'happened_at'])
    .where('kind', 'in', ['present', 'absent'])
    .limit(20_000)
  return 'dutyId' in which
    ? all.where('region_id', '=', which.regionId).where('duty_id', '=', which.dutyId).execute()
    : all
        .where('programme_id', '=', which.programmeId)
        .where('day', '>=', which.from)
        .where('day', '<=', which.to)
        .execute()
}

const dutiesOf = (db: Db | Trx, ids: readonly string[]) =>
  db
    .selectFrom('duties as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .innerJoin('organisations as h', 'h.id', 'd.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'd.practitioner_id')
    .select([
      'd.region_id',
      'd.id',
      'd.programme_id',
      'd.practitioner_id',
      'd.hospital_id',
      'd.unit_id',
      'd.day',
      'u.name as unit',
      'h.name as hospital',
      'p.name as practitioner',
    ])
    .where('d.id', 'in', ids)
    // a duty that was taken away by a leave was not missed
    .where('d.status', '=', 'published')
    .orderBy('d.day')
    .orderBy('d.id')
    .execute()

export type NoShow = Awaited<ReturnType<typeof dutiesOf>>[number] & { reportedAt: Date }

export async function noShowsBetween(db: Db | Trx, which: Which): Promise<NoShow[]> {
  const words = Map.groupBy(await wordsOf(db, which), (word) => word.duty_id)
  const reported = new Map<string, Date>()
  for (const [duty, said] of words) {
    const verdicts = said.map((word) => ({
      id: word.id,
      verdict: word.kind === 'present' ? ('present' as const) : ('absent' as const),
      at: word.happened_at.toISOString(),
    }))
    const first = said
      .filter((word) => word.kind === 'absent')
      .map((word) => word.happened_at)
      .sort((a, b) => a.getTime() - b.getTime())[0]
    if (first && standsAbsent(verdicts)) reported.set(duty, first)
  }
  if (reported.size === 0) return []
  const duties = await dutiesOf(db, [...reported.keys()])
  return duties.map((duty) => ({ ...duty, reportedAt: reported.get(duty.id) ?? new Date(0) }))
}

export async function marksOfDuties(db: Db | Trx, regions: readonly string[], duties: readonly string[]) {
  if (duties.length === 0) return []
  return db
    .selectFrom('presence_marks as m')
    .innerJoin('accounts as a', 'a.id', 'm.made_by')
    .select(['m.duty_id', 'm.kind', 'm.happened_at', 'm.made_up', 'm.reason', 'a.name as by'])
    .where('m.region_id', 'in', regions)
    .where('m.duty_id', 'in', duties)
    .orderBy('m.happened_at')
    .limit(5_000)
    .execute()
}
