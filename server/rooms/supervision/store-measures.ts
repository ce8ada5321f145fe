// supervision store: measures with what was said about them, and lists as they were signed.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

export type MeasureWrite = {
  regionId: string
  id: string
  programmeId: string
  kind: string
  unitId: string | null
  hospitalId: string | null
  practitionerId: string | null
  issueId: string
  grounds: string
  replyBy: string
  by: string
}
export async function insertMeasure(trx: Trx, m: MeasureWrite, now: Date): Promise<void> {
  await trx
    .insertInto('measures')
    .values({
      region_id: m.regionId,
      id: m.id,
      programme_id: m.programmeId,
      kind: m.kind,
      unit_id: m.unitId,
      hospital_id: m.hospitalId,
      practitioner_id: m.practitionerId,
      issue_id: m.issueId,
      grounds: m.grounds,
      reply_by: m.replyBy,
      state: 'noticed',
      noticed_by: m.by,
      noticed_at: now,
      since: now,
    })
    .execute()
}

const measures = (db: Db | Trx) =>
  db
    .selectFrom('measures as m')
    .leftJoin('organisations as u', 'u.id', 'm.unit_id')
    .leftJoin('organisations as h', 'h.id', 'm.hospital_id')
    .leftJoin('practitioners as p', 'p.id', 'm.practitioner_id')
    .leftJoin('issues as i', (j) =>
      j.onRef('i.region_id', '=', 'm.region_id').onRef('i.id', '=', 'm.issue_id'),
    )
    .selectAll('m')
    .select(['u.name as unit', 'h.name as hospital', 'p.name as practitioner', 'i.what as issue'])
export type MeasureRow = Awaited<ReturnType<ReturnType<typeof measures>['execute']>>[number]

export async function measuresIn(db: Db | Trx, programmeId: string): Promise<MeasureRow[]> {
  return measures(db)
    .where('m.programme_id', '=', programmeId)
    .orderBy('m.noticed_at', 'desc')
    .orderBy('m.id')
    .limit(500)
    .execute()
}
type At = { regionId: string; id: string }
export async function measureById(db: Db | Trx, { regionId, id }: At): Promise<MeasureRow | undefined> {
  return measures(db).where('m.region_id', '=', regionId).where('m.id', '=', id).executeTakeFirst()
}
export async function lockMeasure(trx: Trx, { regionId, id }: At): Promise<void> {
  await trx
    .selectFrom('measures')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}
export async function setMeasure(
  trx: Trx,
  { regionId, id }: At,
  to: { state: string; in_force_on?: string },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('measures')
    .set({ ...to, since: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

type ActWrite = { id: string; act: string; state: string; words: string; by: string; role: string }
export async function insertMeasureAct(trx: Trx, at: At, a: ActWrite, now: Date): Promise<void> {
  await trx
    .insertInto('measure_acts')
    .values({
      region_id: at.regionId,
      id: a.id,
      measure_id: at.id,
      act: a.act,
      state: a.state,
      words: a.words,
      by: a.by,
      by_role: a.role,
      at: now,
    })
    .execute()
}
export async function actsOfMeasures(db: Db | Trx, regions: readonly string[], ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('measure_acts as t')
    .innerJoin('accounts as a', 'a.id', 't.by')
    .selectAll('t')
    .select('a.name as by_name')
    .where('t.region_id', 'in', regions)
    .where('t.measure_id', 'in', ids)
    .orderBy(sql`t.act = 'notice'`, 'desc')
    .orderBy('t.at')
    .orderBy('t.id')
    .execute()
}
export type MeasureActRow = Awaited<ReturnType<typeof actsOfMeasures>>[number]

type Which = { regionId: string; programmeId: string; kind: string }
type Signing = {
  id: string
  version: number
  content: unknown
  hash: string
  signer: string
  by: string
}
export async function insertSignedList(trx: Trx, of: Which, s: Signing, now: Date): Promise<void> {
  await trx
    .insertInto('signed_lists')
    .values({
      region_id: of.regionId,
      id: s.id,
      programme_id: of.programmeId,
      kind: of.kind,
      version: s.version,
      content: JSON.stringify(s.content),
      hash: s.hash,
      signer: s.signer,
      signed_by: s.by,
      signed_at: now,
    })
    .execute()
}
export async function signedLists(db: Db | Trx, of: Which) {
  return db
    .selectFrom('signed_lists as s')
    .innerJoin('accounts as a', 'a.id', 's.signed_by')
    .selectAll('s')
    .select('a.name as by_name')
    .where('s.region_id', '=', of.regionId)
    .where('s.programme_id', '=', of.programmeId)
    .where('s.kind', '=', of.kind)
    .orderBy('s.version')
    .execute()
}
export type SignedRow = Awaited<ReturnType<typeof signedLists>>[number]
