// dispatch store: absences of doctors and closings of units.
import type { Db, Trx } from '../../../platform/database.ts'

type Span = { from: string; to: string }

/** Spans that touch the days given, withdrawn ones left out, the earliest first. */
export async function absencesIn(db: Db | Trx, regionId: string, { from, to }: Span) {
  return db
    .selectFrom('absences as a')
    .leftJoin('practitioners as p', 'p.id', 'a.practitioner_id')
    .leftJoin('organisations as u', 'u.id', 'a.unit_id')
    .select([
      'a.id',
      'a.kind',
      'a.practitioner_id',
      'a.unit_id',
      'a.starts_on',
      'a.ends_on',
      'a.reason',
      'a.created_at',
      'p.name as practitioner',
      'u.name as unit',
    ])
    .where('a.region_id', '=', regionId)
    .where('a.withdrawn_at', 'is', null)
    .where('a.ends_on', '>=', from)
    .where('a.starts_on', '<=', to)
    .orderBy('a.starts_on')
    .orderBy('a.id')
    .execute()
}
export type AbsenceRow = Awaited<ReturnType<typeof absencesIn>>[number]

export type AbsenceWrite = Span & {
  regionId: string
  id: string
  kind: string
  practitionerId: string | null
  unitId: string | null
  reason: string
  by: string
}

export async function insertAbsence(trx: Trx, a: AbsenceWrite, now: Date): Promise<void> {
  await trx
    .insertInto('absences')
    .values({
      region_id: a.regionId,
      id: a.id,
      kind: a.kind,
      practitioner_id: a.practitionerId,
      unit_id: a.unitId,
      starts_on: a.from,
      ends_on: a.to,
      reason: a.reason,
      created_by: a.by,
      created_at: now,
    })
    .execute()
}

/** Takes an absence back; answers what it was, or undefined when there is none. */
export async function withdrawAbsence(trx: Trx, regionId: string, id: string, now: Date) {
  return trx
    .updateTable('absences')
    .set({ withdrawn_at: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning(['kind', 'practitioner_id', 'unit_id', 'starts_on', 'ends_on'])
    .executeTakeFirst()
}
