// publicity store: typical cases, their acts, versions and reports upward; and the day cards their figures come from.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { NamedResident } from '../../../domain/publicity/case-check.ts'
import type { CaseState } from '../../../domain/publicity/cases.ts'
import type { ActivityKind } from '../../../domain/visits/day-card.ts'
import type { Db, Trx } from '../../platform/database.ts'

type At = { regionId: string; id: string }

const read = (db: Db | Trx) =>
  db
    .selectFrom('typical_cases as c')
    .leftJoin('organisations as o', 'o.id', 'c.organisation_id')
    .innerJoin('divisions as d', 'd.code', 'c.region_id')
    .selectAll('c')
    .select(['o.name as organisation', 'd.name as county'])
export type CaseRow = Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number]

export async function caseById(db: Db | Trx, { regionId, id }: At): Promise<CaseRow | undefined> {
  return read(db).where('c.region_id', '=', regionId).where('c.id', '=', id).executeTakeFirst()
}

/** One writer at a time decides about a case. */
export async function lockCase(trx: Trx, { regionId, id }: At): Promise<void> {
  await trx
    .selectFrom('typical_cases')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

export async function casesOf(
  db: Db | Trx,
  where: { regionId: string; programmeId: string; most: number },
): Promise<CaseRow[]> {
  return read(db)
    .where('c.region_id', '=', where.regionId)
    .where('c.programme_id', '=', where.programmeId)
    .orderBy('c.since', 'desc')
    .orderBy('c.id')
    .limit(where.most)
    .execute()
}

export type CaseWrite = {
  title: string
  done: string
  effect: string
  unitIds: string[]
  practitionerIds: string[]
  figures: { from: string; to: string } | null
  cleared: string[]
  now: Date
}
const textOf = (c: CaseWrite) => ({
  title: c.title,
  done: c.done,
  effect: c.effect,
  unit_ids: c.unitIds,
  practitioner_ids: c.practitionerIds,
  figures_from: c.figures?.from ?? null,
  figures_to: c.figures?.to ?? null,
  cleared: c.cleared,
  since: c.now,
})

export async function insertCase(
  trx: Trx,
  c: CaseWrite & At & { programmeId: string; authorRole: string; organisationId: string | null; by: string },
): Promise<void> {
  await trx
    .insertInto('typical_cases')
    .values({
      ...textOf(c),
      region_id: c.regionId,
      id: c.id,
      programme_id: c.programmeId,
      author_role: c.authorRole,
      organisation_id: c.organisationId,
      state: 'draft',
      revision: 1,
      made_by: c.by,
    })
    .execute()
}

export async function updateCase(trx: Trx, at: At, c: CaseWrite): Promise<void> {
  await trx
    .updateTable('typical_cases')
    .set((e) => ({ ...textOf(c), revision: e('revision', '+', 1) }))
    .where('region_id', '=', at.regionId)
    .where('id', '=', at.id)
    .execute()
}

export async function setCaseState(trx: Trx, at: At, to: { state: CaseState; now: Date }): Promise<void> {
  await trx
    .updateTable('typical_cases')
    .set({ state: to.state, since: to.now })
    .where('region_id', '=', at.regionId)
    .where('id', '=', at.id)
    .execute()
}

type ActWrite = { act: string; revision: number; version: number | null; note: string; by: string; now: Date }

export async function insertCaseAct(trx: Trx, at: At, a: ActWrite): Promise<void> {
  await trx
    .insertInto('typical_case_acts')
    .values({
      region_id: at.regionId,
      id: uuidv7(),
      case_id: at.id,
      act: a.act,
      revision: a.revision,
      version: a.version,
      note: a.note,
      by: a.by,
      at: a.now,
    })
    .execute()
}

/** Acts of some cases, oldest first. */
export async function caseActs(db: Db | Trx, regionId: string, caseIds: readonly string[]) {
  if (caseIds.length === 0) return []
  return db
    .selectFrom('typical_case_acts as a')
    .innerJoin('accounts as p', 'p.id', 'a.by')
    .select(['a.id', 'a.case_id', 'a.act', 'a.revision', 'a.version', 'a.note', 'a.by', 'p.name', 'a.at'])
    .where('a.region_id', '=', regionId)
    .where('a.case_id', 'in', [...caseIds])
    .orderBy('a.at')
    .orderBy('a.id')
    .execute()
}

/** Approved versions of some cases, newest first. */
export async function caseVersions(db: Db | Trx, regionId: string, caseIds: readonly string[]) {
  if (caseIds.length === 0) return []
  return db
    .selectFrom('typical_case_versions as v')
    .innerJoin('accounts as p', 'p.id', 'v.approved_by')
    .select(['v.case_id', 'v.version', 'v.content', 'v.hash', 'v.approved_at', 'p.name as approver'])
    .where('v.region_id', '=', regionId)
    .where('v.case_id', 'in', [...caseIds])
    .orderBy('v.version', 'desc')
    .execute()
}

type VersionWrite = {
  version: number
  content: string
  hash: string
  by: string
  now: Date
  residents: string[]
}

export async function insertCaseVersion(trx: Trx, at: At, v: VersionWrite): Promise<void> {
  const key = { region_id: at.regionId, case_id: at.id, version: v.version }
  await trx
    .insertInto('typical_case_versions')
    .values({ ...key, content: v.content, hash: v.hash, approved_by: v.by, approved_at: v.now })
    .execute()
  if (v.residents.length)
    await trx
      .insertInto('typical_case_residents')
      .values(v.residents.map((id) => ({ ...key, beneficiary_id: id })))
      .execute()
}

export async function casePushes(db: Db | Trx, regionId: string, caseIds: readonly string[]) {
  if (caseIds.length === 0) return []
  return db
    .selectFrom('typical_case_pushes as s')
    .innerJoin('accounts as p', 'p.id', 's.by')
    .select(['s.id', 's.case_id', 's.version', 's.sent_to', 's.sent_on', 's.note', 'p.name', 's.at'])
    .where('s.region_id', '=', regionId)
    .where('s.case_id', 'in', [...caseIds])
    .orderBy('s.at', 'desc')
    .execute()
}

type PushWrite = { version: number; to: string; sentOn: string; note: string; by: string; now: Date }

export async function insertCasePush(trx: Trx, at: At, s: PushWrite): Promise<void> {
  await trx
    .insertInto('typical_case_pushes')
    .values({
      region_id: at.regionId,
      id: uuidv7(),
      case_id: at.id,
      version: s.version,
      sent_to: s.to,
      sent_on: s.sentOn,
      note: s.note,
      by: s.by,
      at: s.now,
    })
    .execute()
}

/** Residents of a county whose name occurs in a text, within the reader's row scope (SEC-4). */
export async function residentsNamedIn(
  db: Db | Trx,
  regionId: string,
  text: string,
): Promise<NamedResident[]> {
  const rows = await db
    .selectFrom('report_beneficiaries as b')
    .select(['b.id', 'b.name', 'b.praise_consent'])
    .where('b.region_id', '=', regionId)
    .where(sql<boolean>`length(b.name) >= 2 and position(b.name in ${text}) > 0`)
    .limit(500)
    .execute()
  return rows.map((row) => ({ id: row.id ?? '', name: row.name ?? '', praised: row.praise_consent === true }))
}

type Counting = {
  regionId: string
  programmeId: string
  from: string
  to: string
  unitIds: readonly string[]
  practitionerIds: readonly string[]
  hospitalId: string | null
}

/** The day cards that a case's figures are counted from, each with its activities. */
export async function caseCards(db: Db | Trx, c: Counting) {
  let query = db
    .selectFrom('report_day_cards as c')
    .select(['c.id', 'c.unit_id', 'c.practitioner_id', 'c.day', 'c.home_visit_records'])
    .select((e) =>
      sql<{ kind: ActivityKind; count: number; participants: number }[]>`coalesce((${e
        .selectFrom('report_day_card_activities as a')
        .select(
          sql`jsonb_agg(jsonb_build_object('kind', a.kind, 'count', a.count, 'participants', a.participants))`.as(
            'all',
          ),
        )
        .whereRef('a.region_id', '=', 'c.region_id')
        .whereRef('a.day_card_id', '=', 'c.id')}), '[]')`.as('activities'),
    )
    .where('c.region_id', '=', c.regionId)
    .where('c.programme_id', '=', c.programmeId)
    .where('c.day', '>=', c.from)
    .where('c.day', '<=', c.to)
    .where('c.unit_id', 'in', [...c.unitIds])
    .limit(20_000)
  if (c.practitionerIds.length) query = query.where('c.practitioner_id', 'in', [...c.practitionerIds])
  if (c.hospitalId) query = query.where('c.hospital_id', '=', c.hospitalId)
  return query.execute()
}

/** Approved cases as they may be shown or quoted: newest version each, while every resident named still agrees. */
export async function quotableCases(
  db: Db | Trx,
  where: { regionId?: string; id?: string; state?: CaseState },
) {
  let query = db
    .selectFrom('report_typical_cases as c')
    .innerJoin('divisions as d', 'd.code', 'c.region_id')
    .select([
      'c.region_id',
      'c.case_id',
      'c.state',
      'c.version',
      'c.content',
      'c.published_at',
      'd.name as county',
    ])
    .orderBy('c.published_at', 'desc')
    .orderBy('c.case_id')
    .limit(300)
  if (where.regionId) query = query.where('c.region_id', '=', where.regionId)
  if (where.id) query = query.where('c.case_id', '=', where.id)
  if (where.state) query = query.where('c.state', '=', where.state)
  return query.execute()
}

/** Cases that residents can read. */
export async function countPublicCases(db: Db | Trx, regionId?: string): Promise<number> {
  let query = db
    .selectFrom('report_typical_cases')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '=', 'published')
  if (regionId) query = query.where('region_id', '=', regionId)
  return (await query.executeTakeFirstOrThrow()).count
}
