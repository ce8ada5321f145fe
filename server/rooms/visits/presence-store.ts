// visits store: marks of coming, going and being witnessed; only ever added to.
import type { Told, Verdict } from '../../../domain/visits/no-show.ts'
import type { Db, Trx } from '../../platform/database.ts'

export type PresenceWrite = {
  regionId: string
  id: string
  programmeId: string
  dutyId: string
  unitId: string
  hospitalId: string
  practitionerId: string
  day: string
  kind: string
  position: { longitude: number; latitude: number; accuracyMetres: number } | null
  reason: string
  deviceAt: Date | null
  /** By the server's reckoning (R7). */
  happenedAt: Date
  told: Told | null
  by: string
}

/** Adds a mark; the same mark told twice is one. */
export async function addMark(trx: Trx, mark: PresenceWrite, now: Date): Promise<void> {
  await trx
    .insertInto('presence_marks')
    .values({
      region_id: mark.regionId,
      id: mark.id,
      programme_id: mark.programmeId,
      duty_id: mark.dutyId,
      unit_id: mark.unitId,
      hospital_id: mark.hospitalId,
      practitioner_id: mark.practitionerId,
      day: mark.day,
      kind: mark.kind,
      longitude: mark.position?.longitude ?? null,
      latitude: mark.position?.latitude ?? null,
      accuracy_metres: mark.position?.accuracyMetres ?? null,
      reason: mark.reason,
      device_at: mark.deviceAt,
      made_by: mark.by,
      happened_at: mark.happenedAt,
      told: mark.told?.kind ?? null,
      told_opened: mark.told?.opened ?? null,
      made_at: now,
    })
    .onConflict((c) => c.columns(['region_id', 'id']).doNothing())
    .execute()
}

/** Marks of the days given, with the place's own position beside each. */
export async function marksBetween(db: Db | Trx, { from, to }: { from: string; to: string }) {
  return db
    .selectFrom('presence_marks as m')
    .innerJoin('organisations as u', 'u.id', 'm.unit_id')
    .selectAll('m')
    .select(['u.longitude as unit_longitude', 'u.latitude as unit_latitude'])
    .where('m.day', '>=', from)
    .where('m.day', '<=', to)
    .orderBy('m.happened_at')
    .orderBy('m.id')
    .limit(5000)
    .execute()
}
export type MarkRow = Awaited<ReturnType<typeof marksBetween>>[number]

/** What the unit has said of a duty, and what each word told. */
export async function wordsOfUnit(trx: Trx, duty: { region_id: string; id: string }): Promise<Verdict[]> {
  const rows = await trx
    .selectFrom('presence_marks')
    .select(['id', 'kind', 'happened_at', 'told', 'told_opened'])
    .where('region_id', '=', duty.region_id)
    .where('duty_id', '=', duty.id)
    .where('kind', 'in', ['present', 'absent'])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    verdict: row.kind === 'present' ? 'present' : 'absent',
    at: row.happened_at.toISOString(),
    told:
      row.told_opened && row.told
        ? { kind: row.told === 'no-show' ? 'no-show' : 'no-show-withdrawn', opened: row.told_opened }
        : null,
  }))
}

/** The names that a notice about a duty says. */
export async function namesOf(trx: Trx, duty: { unit_id: string; practitioner_id: string }) {
  return trx
    .selectFrom('organisations as u')
    .innerJoin('practitioners as p', (j) => j.on('p.id', '=', duty.practitioner_id))
    .select(['u.name as unit', 'p.name as doctor'])
    .where('u.id', '=', duty.unit_id)
    .executeTakeFirstOrThrow()
}
