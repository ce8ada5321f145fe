// reports store: the chain's rows. Versions, acts, comments, drafts and scans are only ever added.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

export type ReportKey = {
  regionId: string
  programmeId: string
  packageId: string
  period: string
  part: string
  bodyId: string
}

/** Holds back every other act on this report until this one is done. */
export async function lockReport(trx: Trx, key: ReportKey): Promise<void> {
  const name = Object.values(key).join(' ')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`report ${name}`}, 0))`.execute(trx)
}

export async function reportByKey(db: Db | Trx, key: ReportKey) {
  return db
    .selectFrom('reports')
    .selectAll()
    .where('region_id', '=', key.regionId)
    .where('programme_id', '=', key.programmeId)
    .where('package_id', '=', key.packageId)
    .where('period', '=', key.period)
    .where('part', '=', key.part)
    .where('body_id', '=', key.bodyId)
    .executeTakeFirst()
}
export type ReportRow = NonNullable<Awaited<ReturnType<typeof reportByKey>>>

export async function reportsOf(
  db: Db | Trx,
  { programmeId, regionId }: { programmeId: string; regionId?: string | undefined },
): Promise<ReportRow[]> {
  let query = db.selectFrom('reports').selectAll().where('programme_id', '=', programmeId)
  if (regionId) query = query.where('region_id', '=', regionId)
  return query.execute()
}

/** Makes a report's row; one that somebody else made meanwhile stays. */
export async function insertReport(
  trx: Trx,
  key: ReportKey,
  more: { id: string; level: string; organisationId: string | null; dueOn: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('reports')
    .values({
      region_id: key.regionId,
      id: more.id,
      programme_id: key.programmeId,
      package_id: key.packageId,
      period: key.period,
      part: key.part,
      body_id: key.bodyId,
      level: more.level,
      organisation_id: more.organisationId,
      state: 'draft',
      due_on: more.dueOn,
      created_at: more.now,
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

export type ReportChange = {
  state: string
  version: number
  due_on: string
  resubmit_by: string | null
  submitted_by: string | null
  first_submitted_at: Date | null
  last_submitted_at: Date | null
  last_at: Date
}
export async function updateReport(
  trx: Trx,
  regionId: string,
  id: string,
  change: Partial<ReportChange>,
): Promise<void> {
  await trx
    .updateTable('reports')
    .set(change)
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

type Of = { regionId: string; reportId: string }
export async function actsOf(db: Db | Trx, { regionId, reportId }: Of) {
  return db
    .selectFrom('report_acts as t')
    .innerJoin('accounts as a', 'a.id', 't.by')
    .selectAll('t')
    .select(sql<string>`coalesce(t.by_name, a.name)`.as('actor'))
    .where('t.region_id', '=', regionId)
    .where('t.report_id', '=', reportId)
    .orderBy('t.at')
    .orderBy('t.id')
    .execute()
}

export async function insertAct(
  trx: Trx,
  act: Of & {
    id: string
    act: string
    side: string
    state: string
    version: number
    note: string
    by: string
    at: Date
  },
): Promise<void> {
  const { regionId, reportId, ...rest } = act
  await trx
    .insertInto('report_acts')
    .values({ region_id: regionId, report_id: reportId, ...rest })
    .execute()
}

export async function versionsOf(db: Db | Trx, { regionId, reportId }: Of) {
  return db
    .selectFrom('report_versions as v')
    .innerJoin('accounts as a', 'a.id', 'v.sealed_by')
    .selectAll('v')
    .select(sql<string>`coalesce(v.by_name, a.name)`.as('sealer'))
    .where('v.region_id', '=', regionId)
    .where('v.report_id', '=', reportId)
    .orderBy('v.version')
    .execute()
}

export async function versionOf(db: Db | Trx, { regionId, reportId }: Of, version: number) {
  return db
    .selectFrom('report_versions')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('report_id', '=', reportId)
    .where('version', '=', version)
    .executeTakeFirst()
}

export async function insertVersion(
  trx: Trx,
  v: Of & { version: number; content: string; hash: string; by: string; at: Date },
): Promise<void> {
  await trx
    .insertInto('report_versions')
    .values({
      region_id: v.regionId,
      report_id: v.reportId,
      version: v.version,
      content: v.content,
      hash: v.hash,
      sealed_by: v.by,
      sealed_at: v.at,
    })
    .execute()
}

/** The newest versions of reports by their bodies, for a level that stands on them. */
export async function newestVersions(
  db: Db | Trx,
  key: Omit<ReportKey, 'regionId' | 'bodyId'> & { regionId?: string | undefined; states: readonly string[] },
) {
  let query = db
    .selectFrom('reports as r')
    .innerJoin('report_versions as v', (j) =>
      j
        .onRef('v.region_id', '=', 'r.region_id')
        .onRef('v.report_id', '=', 'r.id')
        .onRef('v.version', '=', 'r.version'),
    )
    .select(['r.region_id', 'r.id', 'r.body_id', 'r.level', 'r.state', 'r.version', 'v.hash'])
    .where('r.programme_id', '=', key.programmeId)
    .where('r.package_id', '=', key.packageId)
    .where('r.period', '=', key.period)
    .where('r.part', '=', key.part)
    .where('r.state', 'in', [...key.states])
    .orderBy('r.body_id')
  if (key.regionId) query = query.where('r.region_id', '=', key.regionId)
  return query.execute()
}

/** The newest sealed content of each unit's report whose period lies in a year. */
export async function newestContents(
  db: Db | Trx,
  { regionId, programmeId, year }: { regionId: string; programmeId: string; year: string },
) {
  return db
    .selectFrom('reports as r')
    .innerJoin('report_versions as v', (j) =>
      j
        .onRef('v.region_id', '=', 'r.region_id')
        .onRef('v.report_id', '=', 'r.id')
        .onRef('v.version', '=', 'r.version'),
    )
    .select(['r.body_id', 'r.version', 'v.content'])
    .where('r.region_id', '=', regionId)
    .where('r.programme_id', '=', programmeId)
    .where('r.level', '=', 'unit')
    .where('r.period', 'like', `${year}-__`)
    .orderBy('r.part')
    .execute()
}

export async function commentsOf(db: Db | Trx, { regionId, reportId }: Of) {
  return db
    .selectFrom('report_comments as c')
    .innerJoin('accounts as a', 'a.id', 'c.by')
    .selectAll('c')
    .select(sql<string>`coalesce(c.by_name, a.name)`.as('author'))
    .where('c.region_id', '=', regionId)
    .where('c.report_id', '=', reportId)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute()
}

export type CommentWrite = {
  id: string
  version: number
  formId: string | null
  rowId: string | null
  field: string | null
  text: string
}
export async function insertComments(
  trx: Trx,
  { regionId, reportId }: Of,
  comments: readonly CommentWrite[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  if (comments.length === 0) return
  await trx
    .insertInto('report_comments')
    .values(
      comments.map((c) => ({
        region_id: regionId,
        report_id: reportId,
        id: c.id,
        version: c.version,
        form_id: c.formId,
        row_id: c.rowId,
        field: c.field,
        text: c.text,
        by,
        at,
      })),
    )
    .execute()
}

export async function draftsOf(db: Db | Trx, { regionId, reportId }: Of) {
  return db
    .selectFrom('report_drafts as d')
    .innerJoin('accounts as a', 'a.id', 'd.by')
    .selectAll('d')
    .select('a.name as author')
    .where('d.region_id', '=', regionId)
    .where('d.report_id', '=', reportId)
    .orderBy('d.revision')
    .execute()
}

export async function insertDraft(
  trx: Trx,
  d: Of & { id: string; revision: number; aside: boolean; words: string; by: string; at: Date },
): Promise<void> {
  const { regionId, reportId, ...rest } = d
  await trx
    .insertInto('report_drafts')
    .values({ region_id: regionId, report_id: reportId, ...rest })
    .execute()
}

export async function exceptionsOf(db: Db | Trx, { regionId, reportId }: Of) {
  return db
    .selectFrom('report_exceptions as e')
    .innerJoin('accounts as a', 'a.id', 'e.asked_by')
    .leftJoin('accounts as d', 'd.id', 'e.decided_by')
    .selectAll('e')
    .select(['a.name as asker', 'd.name as decider'])
    .where('e.region_id', '=', regionId)
    .where('e.report_id', '=', reportId)
    .orderBy('e.asked_at')
    .execute()
}

export async function insertException(
  trx: Trx,
  e: Of & { id: string; reason: string; by: string; at: Date },
): Promise<void> {
  await trx
    .insertInto('report_exceptions')
    .values({
      region_id: e.regionId,
      report_id: e.reportId,
      id: e.id,
      reason: e.reason,
      asked_by: e.by,
      asked_at: e.at,
      state: 'asked',
    })
    .execute()
}

/** Decides an exception that is still open; answers whether it was. */
export async function decideException(
  trx: Trx,
  { regionId, reportId, id }: Of & { id: string },
  d: { state: string; expiresOn: string | null; note: string; by: string; at: Date },
): Promise<boolean> {
  const row = await trx
    .updateTable('report_exceptions')
    .set({ state: d.state, expires_on: d.expiresOn, note: d.note, decided_by: d.by, decided_at: d.at })
    .where('region_id', '=', regionId)
    .where('report_id', '=', reportId)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function scansOf(db: Db | Trx, { regionId, reportId }: Of) {
  return db
    .selectFrom('report_scans as s')
    .innerJoin('accounts as a', 'a.id', 's.by')
    .select(['s.id', 's.version', 's.file_name', 's.media_type', 's.hash', 's.at', 'a.name as author'])
    .select(sql<number>`octet_length(s.bytes)`.as('size'))
    .where('s.region_id', '=', regionId)
    .where('s.report_id', '=', reportId)
    .orderBy('s.at')
    .execute()
}

export async function scanById(db: Db | Trx, { regionId, reportId }: Of, id: string) {
  return db
    .selectFrom('report_scans')
    .select(['file_name', 'media_type', 'bytes'])
    .where('region_id', '=', regionId)
    .where('report_id', '=', reportId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertScan(
  trx: Trx,
  s: Of & {
    id: string
    version: number
    fileName: string
    mediaType: string
    hash: string
    bytes: Uint8Array
    by: string
    at: Date
  },
): Promise<void> {
  await trx
    .insertInto('report_scans')
    .values({
      region_id: s.regionId,
      report_id: s.reportId,
      id: s.id,
      version: s.version,
      file_name: s.fileName,
      media_type: s.mediaType,
      hash: s.hash,
      bytes: Buffer.from(s.bytes),
      by: s.by,
      at: s.at,
    })
    .execute()
}
