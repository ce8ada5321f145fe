// supervision store: issues with their acts, evidence and results.
import { sql } from 'kysely'
import type { Evidence } from '../../../domain/supervision/evidence.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'

export type IssueWrite = {
  regionId: string
  id: string
  programmeId: string
  source: 'check' | 'lead' | 'other'
  checkId: string | null
  leadId: string | null
  itemKey: string | null
  unitId: string | null
  hospitalId: string | null
  practitionerId: string | null
  what: string
  raisedOn: string
  by: { accountId: string; role: string; organisationId: string | null; practitionerId: string | null }
}

/** Raises an issue; false when it is there already. */
export async function insertIssue(trx: Trx, i: IssueWrite, now: Date): Promise<boolean> {
  const done = await trx
    .insertInto('issues')
    .values({
      region_id: i.regionId,
      id: i.id,
      programme_id: i.programmeId,
      source: i.source,
      check_id: i.checkId,
      lead_id: i.leadId,
      item_key: i.itemKey,
      unit_id: i.unitId,
      hospital_id: i.hospitalId,
      practitioner_id: i.practitionerId,
      what: i.what,
      state: 'open',
      raised_on: i.raisedOn,
      raised_by: i.by.accountId,
      raised_role: i.by.role,
      raised_organisation_id: i.by.organisationId,
      raised_practitioner_id: i.by.practitionerId,
      raised_at: now,
      since: now,
    })
    .onConflict((c) => c.columns(['region_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0
}

type ActWrite = {
  regionId: string
  id: string
  issueId: string
  act: string
  state: string
  note: string
  by: string
  role: string
}
export async function insertIssueAct(trx: Trx, a: ActWrite, now: Date): Promise<void> {
  await trx
    .insertInto('issue_acts')
    .values({
      region_id: a.regionId,
      id: a.id,
      issue_id: a.issueId,
      act: a.act,
      state: a.state,
      note: a.note,
      by: a.by,
      by_role: a.role,
      at: now,
    })
    .execute()
}

type Of = { regionId: string; issueId: string; actId: string }
export async function insertEvidence(
  trx: Trx,
  of: Of,
  evidence: readonly (Evidence & { id: string })[],
): Promise<void> {
  if (evidence.length === 0) return
  await trx
    .insertInto('issue_evidence')
    .values(
      evidence.map((e) => ({
        region_id: of.regionId,
        id: e.id,
        issue_id: of.issueId,
        act_id: of.actId,
        kind: e.kind,
        text: e.text,
        record_type: e.kind === 'record' ? e.recordType : null,
        record_id: e.kind === 'record' ? e.recordId : null,
        file_id: e.kind === 'attachment' ? e.fileId : null,
      })),
    )
    .execute()
}

type Result = { id: string; kind: 'institution' | 'outcome'; name: string; number: string; madeOn: string }
export async function insertResults(trx: Trx, of: Of, results: readonly Result[]): Promise<void> {
  if (results.length === 0) return
  await trx
    .insertInto('issue_results')
    .values(
      results.map((r) => ({
        region_id: of.regionId,
        id: r.id,
        issue_id: of.issueId,
        act_id: of.actId,
        kind: r.kind,
        name: r.name,
        number: r.number,
        made_on: r.madeOn,
      })),
    )
    .execute()
}

const issues = (db: Db | Trx) =>
  db
    .selectFrom('issues as i')
    .leftJoin('organisations as u', 'u.id', 'i.unit_id')
    .leftJoin('organisations as h', 'h.id', 'i.hospital_id')
    .leftJoin('practitioners as p', 'p.id', 'i.practitioner_id')
    .leftJoin('organisations as o', 'o.id', 'i.owner_organisation_id')
    .leftJoin('checks as c', (j) =>
      j.onRef('c.region_id', '=', 'i.region_id').onRef('c.id', '=', 'i.check_id'),
    )
    .innerJoin('accounts as a', 'a.id', 'i.raised_by')
    .selectAll('i')
    .select([
      'u.name as unit',
      'h.name as hospital',
      'p.name as practitioner',
      'o.name as owner_organisation',
      'c.kind as check_kind',
      'a.name as raiser',
    ])

type Which = { programmeId: string; regionId?: string | undefined; most: number }
export async function issuesIn(db: Db | Trx, { programmeId, regionId, most }: Which) {
  let query = issues(db)
    .where('i.programme_id', '=', programmeId)
    .orderBy('i.raised_at', 'desc')
    .orderBy('i.id')
    .limit(most)
  if (regionId) query = query.where(inRegion('i.region_id', regionId))
  return query.execute()
}
export type IssueRow = Awaited<ReturnType<typeof issuesIn>>[number]

type At = { regionId: string; id: string }
export async function issueById(db: Db | Trx, { regionId, id }: At): Promise<IssueRow | undefined> {
  return issues(db).where('i.region_id', '=', regionId).where('i.id', '=', id).executeTakeFirst()
}

export async function lockIssue(trx: Trx, { regionId, id }: At): Promise<void> {
  await trx
    .selectFrom('issues')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

type Standing = Partial<{
  scope: string | null
  root_cause: string
  measure: string
  owner_role: string
  owner_organisation_id: string | null
  owner_name: string
  due_on: string | null
  merged_into: string
}>
export async function setIssue(
  trx: Trx,
  { regionId, id }: At,
  to: Standing & { state: string },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('issues')
    .set({ ...to, since: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export async function actsOfIssues(db: Db | Trx, regions: readonly string[], ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('issue_acts as t')
    .innerJoin('accounts as a', 'a.id', 't.by')
    .selectAll('t')
    .select('a.name as by_name')
    .where('t.region_id', 'in', regions)
    .where('t.issue_id', 'in', ids)
    .orderBy(sql`t.act = 'raise'`, 'desc')
    .orderBy('t.at')
    .orderBy('t.id')
    .execute()
}
export type IssueActRow = Awaited<ReturnType<typeof actsOfIssues>>[number]

export async function evidenceOfIssues(db: Db | Trx, regions: readonly string[], ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('issue_evidence as e')
    .leftJoin('supervision_files as f', (j) =>
      j.onRef('f.region_id', '=', 'e.region_id').onRef('f.id', '=', 'e.file_id'),
    )
    .selectAll('e')
    .select(['f.file_name', 'f.media_type'])
    .where('e.region_id', 'in', regions)
    .where('e.issue_id', 'in', ids)
    .orderBy('e.id')
    .execute()
}
export type EvidenceRow = Awaited<ReturnType<typeof evidenceOfIssues>>[number]

export async function resultsOfIssues(db: Db | Trx, regions: readonly string[], ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('issue_results')
    .selectAll()
    .where('region_id', 'in', regions)
    .where('issue_id', 'in', ids)
    .orderBy('made_on')
    .orderBy('id')
    .execute()
}
export type ResultRow = Awaited<ReturnType<typeof resultsOfIssues>>[number]

/** The issues that became part of a common one. */
export async function partsOf(db: Db | Trx, regionId: string, id: string) {
  return db
    .selectFrom('issues as i')
    .leftJoin('organisations as u', 'u.id', 'i.unit_id')
    .select(['i.id', 'i.what', 'u.name as unit'])
    .where('i.region_id', '=', regionId)
    .where('i.merged_into', '=', id)
    .orderBy('i.raised_at')
    .limit(200)
    .execute()
}

/** How many late issues each unit and doctor has, by id. */
export async function overdueIssuesByBody(
  trx: Trx,
  programmeId: string,
  today: string,
): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('issues')
    .select(['unit_id', 'practitioner_id'])
    .where('programme_id', '=', programmeId)
    .where('state', '=', 'assigned')
    .where('due_on', '<', today)
    .execute()
  const found = new Map<string, number>()
  for (const row of rows)
    for (const id of [row.unit_id, row.practitioner_id]) if (id) found.set(id, (found.get(id) ?? 0) + 1)
  return found
}

/** Issues whose term passed between two days with nothing reported. */
export async function issuesDueBetween(trx: Trx, { from, to }: { from: string; to: string }) {
  return issues(trx)
    .where('i.state', '=', 'assigned')
    .where('i.due_on', '>=', from)
    .where('i.due_on', '<', to)
    .execute()
}

export type FileWrite = {
  regionId: string
  id: string
  fileName: string
  mediaType: string
  hash: string
  bytes: Uint8Array
  organisationId: string | null
  practitionerId: string | null
  by: string
}
export async function insertFile(trx: Trx, f: FileWrite, now: Date): Promise<void> {
  await trx
    .insertInto('supervision_files')
    .values({
      region_id: f.regionId,
      id: f.id,
      file_name: f.fileName,
      media_type: f.mediaType,
      hash: f.hash,
      bytes: Buffer.from(f.bytes),
      organisation_id: f.organisationId,
      practitioner_id: f.practitionerId,
      by: f.by,
      at: now,
    })
    .onConflict((c) => c.columns(['region_id', 'id']).doNothing())
    .execute()
}
export async function fileById(db: Db | Trx, { regionId, id }: At) {
  return db
    .selectFrom('supervision_files')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}
export async function filesThere(db: Db | Trx, regionId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('supervision_files')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', 'in', ids)
    .execute()
  return rows.map((row) => row.id)
}
/** How many bytes an account has sent since a moment. */
export async function bytesSince(db: Db | Trx, by: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('supervision_files')
    .select((e) => e.fn.sum<number>(e.fn('length', ['bytes'])).as('bytes'))
    .where('by', '=', by)
    .where('at', '>=', since)
    .executeTakeFirst()
  return Number(row?.bytes ?? 0)
}
