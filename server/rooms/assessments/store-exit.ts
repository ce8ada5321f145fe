// assessments store: facts behind an exit, its cases with what was said and done, and reports of breaches (ASM-8, ASM-9, ASM-11).
import { sql } from 'kysely'
import type { ExitFact } from '../../../domain/assessments/exit-proposals.ts'
import type { Db, Trx } from '../../platform/database.ts'

type Where = { regionId: string; programmeId: string }
type At = { regionId: string; id: string }

/** Facts on record between two days, the newest last. */
export async function exitFacts(
  db: Db | Trx,
  { regionId, programmeId }: Where,
  { from, to }: { from: string; to: string },
): Promise<ExitFact[]> {
  const rows = await db
    .selectFrom('report_exit_facts')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('ref')
    .limit(5000)
    .execute()
  return rows.map((row) => ({
    signal: row.signal as ExitFact['signal'],
    ref: row.ref ?? '',
    day: row.day ?? '',
    words: row.words ?? '',
    // a measure against a doctor is hers wherever she serves
    unitId: row.signal === 'measure' && row.practitioner_id ? null : row.unit_id,
    hospitalId: row.hospital_id ?? '',
    practitionerId: row.practitioner_id,
  }))
}

export type ExitWrite = Where & {
  id: string
  kind: string
  unitId: string
  hospitalId: string
  practitionerId: string | null
  department: string | null
  facts: unknown
  terms: unknown
  citation: string
  grounds: string
  by: string
}
/** False when a case about the same subject is open. */
export async function insertExit(trx: Trx, e: ExitWrite, now: Date): Promise<boolean> {
  const done = await trx
    .insertInto('exit_cases')
    .values({
      region_id: e.regionId,
      id: e.id,
      programme_id: e.programmeId,
      kind: e.kind,
      unit_id: e.unitId,
      hospital_id: e.hospitalId,
      practitioner_id: e.practitionerId,
      department: e.department,
      facts: JSON.stringify(e.facts),
      terms: JSON.stringify(e.terms),
      citation: e.citation,
      grounds: e.grounds,
      state: 'proposed',
      proposed_by: e.by,
      proposed_at: now,
      since: now,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1
}

const cases = (db: Db | Trx) =>
  db
    .selectFrom('exit_cases as c')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .innerJoin('organisations as h', 'h.id', 'c.hospital_id')
    .leftJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .selectAll('c')
    .select(['u.name as unit', 'h.name as hospital', 'p.name as practitioner'])
export type ExitRow = Awaited<ReturnType<ReturnType<typeof cases>['execute']>>[number]

export async function exitsIn(
  db: Db | Trx,
  of: { programmeId?: string; regionId?: string | undefined; practitionerId?: string },
): Promise<ExitRow[]> {
  let query = cases(db).orderBy('c.proposed_at', 'desc').orderBy('c.id').limit(500)
  if (of.programmeId) query = query.where('c.programme_id', '=', of.programmeId)
  if (of.regionId) query = query.where('c.region_id', '=', of.regionId)
  if (of.practitionerId) query = query.where('c.practitioner_id', '=', of.practitionerId)
  return query.execute()
}
export async function exitById(db: Db | Trx, { regionId, id }: At): Promise<ExitRow | undefined> {
  return cases(db).where('c.region_id', '=', regionId).where('c.id', '=', id).executeTakeFirst()
}
export async function lockExit(trx: Trx, { regionId, id }: At): Promise<void> {
  await trx
    .selectFrom('exit_cases')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}
export async function setExit(
  trx: Trx,
  { regionId, id }: At,
  to: { state: string; outcome?: string; reply_by?: string },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('exit_cases')
    .set({ ...to, since: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

type ActWrite = {
  id: string
  act: string
  state: string
  outcome: string | null
  words: string
  late: boolean
  by: string
  role: string
}
/** The caller holds the lock of the case: acts are numbered in their order. */
export async function insertExitAct(trx: Trx, at: At, a: ActWrite, now: Date): Promise<void> {
  const last = await trx
    .selectFrom('exit_acts')
    .select((e) => e.fn.max('sequence').as('last'))
    .where('region_id', '=', at.regionId)
    .where('case_id', '=', at.id)
    .executeTakeFirst()
  await trx
    .insertInto('exit_acts')
    .values({
      region_id: at.regionId,
      id: a.id,
      case_id: at.id,
      act: a.act,
      state: a.state,
      outcome: a.outcome,
      words: a.words,
      late: a.late,
      by: a.by,
      by_role: a.role,
      sequence: (last?.last ?? 0) + 1,
      at: now,
    })
    .execute()
}
export async function actsOfExits(db: Db | Trx, rows: readonly ExitRow[]) {
  if (rows.length === 0) return []
  return db
    .selectFrom('exit_acts as t')
    .innerJoin('accounts as a', 'a.id', 't.by')
    .selectAll('t')
    .select('a.name as by_name')
    .where('t.region_id', 'in', [...new Set(rows.map((row) => row.region_id))])
    .where(
      't.case_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('t.sequence')
    .execute()
}
export type ExitActRow = Awaited<ReturnType<typeof actsOfExits>>[number]

export async function insertPlace(
  trx: Trx,
  at: At,
  p: { id: string; postingId: string; practitionerId: string; needText: string; needCode: string | null },
): Promise<void> {
  await trx
    .insertInto('exit_places')
    .values({
      region_id: at.regionId,
      id: p.id,
      case_id: at.id,
      posting_id: p.postingId,
      practitioner_id: p.practitionerId,
      need_text: p.needText,
      need_code: p.needCode,
    })
    .execute()
}
export async function placesOfExits(db: Db | Trx, rows: readonly ExitRow[]) {
  if (rows.length === 0) return []
  return db
    .selectFrom('exit_places as l')
    .innerJoin('practitioners as p', 'p.id', 'l.practitioner_id')
    .leftJoin('practitioners as s', 's.id', 'l.successor_id')
    .selectAll('l')
    .select(['p.name as doctor', 's.name as successor'])
    .where('l.region_id', 'in', [...new Set(rows.map((row) => row.region_id))])
    .where(
      'l.case_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('p.sort_key')
    .orderBy('l.id')
    .execute()
}
export type PlaceRow = Awaited<ReturnType<typeof placesOfExits>>[number]
export async function fillPlace(
  trx: Trx,
  { regionId, id }: At,
  by: { postingId: string; practitionerId: string },
): Promise<void> {
  await trx
    .updateTable('exit_places')
    .set({ successor_posting_id: by.postingId, successor_id: by.practitionerId })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export async function insertViolation(
  trx: Trx,
  v: Where & {
    id: string
    kind: string
    unitId: string
    hospitalId: string
    practitionerId: string
    leadId: string
    happenedOn: string
    what: string
    by: string
  },
  now: Date,
): Promise<void> {
  await trx
    .insertInto('violation_reports')
    .values({
      region_id: v.regionId,
      id: v.id,
      programme_id: v.programmeId,
      kind: v.kind,
      unit_id: v.unitId,
      hospital_id: v.hospitalId,
      practitioner_id: v.practitionerId,
      lead_id: v.leadId,
      happened_on: v.happenedOn,
      what: v.what,
      reported_by: v.by,
      reported_at: now,
    })
    .execute()
}
const violations = (db: Db | Trx) =>
  db
    .selectFrom('violation_reports as v')
    .innerJoin('organisations as u', 'u.id', 'v.unit_id')
    .innerJoin('organisations as h', 'h.id', 'v.hospital_id')
    .innerJoin('organisations as l', 'l.id', 'v.lead_id')
    .innerJoin('practitioners as p', 'p.id', 'v.practitioner_id')
    .innerJoin('accounts as a', 'a.id', 'v.reported_by')
    .leftJoin('accounts as k', 'k.id', 'v.acknowledged_by')
    .selectAll('v')
    .select([
      'u.name as unit',
      'h.name as hospital',
      'l.name as lead',
      'p.name as practitioner',
      'a.name as by_name',
      'k.name as acknowledged_name',
    ])
export type ViolationRow = Awaited<ReturnType<ReturnType<typeof violations>['execute']>>[number]
export async function violationsIn(
  db: Db | Trx,
  of: { programmeId: string; regionId?: string | undefined },
): Promise<ViolationRow[]> {
  let query = violations(db).where('v.programme_id', '=', of.programmeId)
  if (of.regionId) query = query.where('v.region_id', '=', of.regionId)
  return query.orderBy('v.reported_at', 'desc').orderBy('v.id').limit(500).execute()
}
export async function violationById(db: Db | Trx, { regionId, id }: At): Promise<ViolationRow | undefined> {
  return violations(db).where('v.region_id', '=', regionId).where('v.id', '=', id).executeTakeFirst()
}
/** False when it was acknowledged before. */
export async function acknowledge(
  trx: Trx,
  { regionId, id }: At,
  a: { by: string; answer: string; now: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable('violation_reports')
    .set({ acknowledged_by: a.by, acknowledged_at: a.now, answer: a.answer })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** An organisation by its name among those of a programme or whoever stands beside them. */
export async function organisationNamed(db: Db | Trx, name: string, division: string) {
  return db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('name', '=', name)
    .where(sql<boolean>`starts_with(division_code, ${division})`)
    .executeTakeFirst()
}
