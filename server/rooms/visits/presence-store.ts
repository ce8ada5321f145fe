// visits store: marks of coming, going and being witnessed; only ever added to.

import type { Told, Verdict } from '../../../domain/visits/no-show.ts'
import type { PositionVerdict } from '../../../domain/visits/presence.ts'
import type { CodeVerdict } from '../../../domain/visits/site-code.ts'
import type { Db, Trx } from '../../platform/database.ts'
import type { DutyRow as Duty } from '../dispatch/door.ts'

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
  positionVerdict: PositionVerdict | null
  codeVerdict: CodeVerdict | null
  madeUp: boolean
  saidAt: Date | null
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
      position_verdict: mark.positionVerdict,
      code_verdict: mark.codeVerdict,
      made_up: mark.madeUp,
      said_at: mark.saidAt,
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

/** Marks of the days given, or of one duty of them, with who said each. */
export async function marksBetween(
  db: Db | Trx,
  { from, to, dutyId }: { from: string; to: string; dutyId?: string },
) {
  let query = db
    .selectFrom('presence_marks as m')
    .innerJoin('accounts as a', 'a.id', 'm.made_by')
    .select([
      'm.id',
      'm.duty_id',
      'm.kind',
      'm.happened_at',
      'm.made_up',
      'm.said_at',
      'm.reason',
      'm.code_verdict',
      'm.position_verdict',
      'a.name as by',
    ])
    .where('m.day', '>=', from)
    .where('m.day', '<=', to)
    .orderBy('m.happened_at')
    .orderBy('m.id')
    .limit(20_000)
  if (dutyId) query = query.where('m.duty_id', '=', dutyId)
  return query.execute()
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

export type Settlement = {
  regionId: string
  id: string
  duty: Pick<Duty, 'id' | 'unit_id' | 'hospital_id' | 'practitioner_id' | 'day'>
  evidence: string
  note: string
  by: string
}

/** Keeps what a person found; the same told twice is one. */
export async function addSettlement(trx: Trx, given: Settlement, now: Date): Promise<void> {
  await trx
    .insertInto('presence_settlements')
    .values({
      region_id: given.regionId,
      id: given.id,
      duty_id: given.duty.id,
      unit_id: given.duty.unit_id,
      hospital_id: given.duty.hospital_id,
      practitioner_id: given.duty.practitioner_id,
      day: given.duty.day,
      evidence: given.evidence,
      note: given.note,
      settled_by: given.by,
      settled_at: now,
    })
    .onConflict((c) => c.columns(['region_id', 'id']).doNothing())
    .execute()
}

/** What people found of the days given, the latest of each duty last. */
export async function settlementsBetween(db: Db | Trx, { from, to }: { from: string; to: string }) {
  return db
    .selectFrom('presence_settlements as s')
    .innerJoin('accounts as a', 'a.id', 's.settled_by')
    .select(['s.duty_id', 's.evidence', 's.note', 's.settled_at', 'a.name as by'])
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .orderBy('s.settled_at')
    .orderBy('s.id')
    .execute()
}
