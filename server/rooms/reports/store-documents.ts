// reports store of documents: counts of the ledger for a span of days, what people saved about a document, templates.
import { type RawBuilder, sql } from 'kysely'
import type { Edit, Head } from '../../../domain/reports/documents/build.ts'
import type { DocumentKind } from '../../../domain/reports/documents/document.ts'
import type { Db, Trx } from '../../platform/database.ts'

/** Which rows: a programme's, under a division, of one organisation on either side, or all the reader sees. */
export type Sight = {
  programmeId: string
  /** A county's six digits, or the digits of a city. */
  under: string
  organisationId: string | null
  wholeDaysOnly: boolean
}
export type Days = { from: string; to: string }

const likeUnder = (under: string): string => `${under}%`

function seen(alias: string, sight: Sight): RawBuilder<unknown> {
  const at = (column: string) => sql.ref(`${alias}.${column}`)
  const own = sight.organisationId
    ? sql` and (${at('unit_id')} = ${sight.organisationId} or ${at('hospital_id')} = ${sight.organisationId})`
    : sql``
  return sql`${at('programme_id')} = ${sight.programmeId} and ${at('region_id')} like ${likeUnder(sight.under)}${own}`
}
const whole = (sight: Sight) => (sight.wholeDaysOnly ? sql` and d.half = 'day'` : sql``)
// A due duty is recorded when any card that is not merged away answers it, as on the month's overview.
const recorded = sql`exists (select 1 from day_cards c where c.region_id = d.region_id and c.programme_id = d.programme_id
  and c.practitioner_id = d.practitioner_id and c.unit_id = d.unit_id and c.day = d.day and c.status <> 'merged')`

/** Person-days by unit, hospital and month up to a day, with the doctors behind them. */
export async function personDayRows(db: Db | Trx, sight: Sight, until: string) {
  const rows = await sql<{
    unit_id: string
    hospital_id: string
    practitioner_id: string
    month: string
    days: number
  }>`
    select d.unit_id, d.hospital_id, d.practitioner_id, d.month, count(*)::int days from report_person_days d
    where ${seen('d', sight)} and d.day <= ${until}${whole(sight)} group by 1, 2, 3, 4 order by d.month`.execute(
    db,
  )
  return rows.rows
}

/** Person-days between two days by unit and hospital: spans need not be whole months. */
export async function spanRows(db: Db | Trx, sight: Sight, { from, to }: Days) {
  const rows = await sql<{ unit_id: string; hospital_id: string; practitioner_id: string; days: number }>`
    select d.unit_id, d.hospital_id, d.practitioner_id, count(*)::int days from report_person_days d
    where ${seen('d', sight)} and d.day between ${from} and ${to}${whole(sight)} group by 1, 2, 3`.execute(db)
  return rows.rows
}

/** Published duties by unit, hospital and month, those due by a day and those of them without a card. */
export async function dutyRows(db: Db | Trx, sight: Sight, days: Days & { asOf: string }) {
  const rows = await sql<{
    unit_id: string
    hospital_id: string
    month: string
    duties: number
    due: number
    missing: number
  }>`
    select d.unit_id, d.hospital_id, d.month, count(*)::int duties,
      count(*) filter (where d.day <= ${days.asOf})::int due,
      count(*) filter (where d.day <= ${days.asOf} and not ${recorded})::int missing
    from report_duties d where ${seen('d', sight)} and d.status = 'published' and d.day between ${days.from} and ${days.to}
    group by 1, 2, 3 order by d.month`.execute(db)
  return rows.rows
}

/** What the counted cards of a span add up to; home visits count once, by record or by typed number (WRK-8). */
export async function cardSums(db: Db | Trx, sight: Sight, { from, to }: Days) {
  const rows = await sql<{
    leaflets: number
    notice_clicks: number
    screen_notices: number
    expenses_fen: number
    to_confirm: number
    home_visits: number
  }>`
    select coalesce(sum(d.leaflets), 0)::int leaflets, coalesce(sum(d.notice_clicks), 0)::int notice_clicks,
      coalesce(sum(d.screen_notices), 0)::int screen_notices, coalesce(sum(d.expenses_fen), 0)::bigint expenses_fen,
      count(*) filter (where d.status = 'submitted')::int to_confirm,
      coalesce(sum(greatest(d.home_visit_records, coalesce(v.count, 0))), 0)::int home_visits
    from report_day_cards d
    left join report_day_card_activities v on v.region_id = d.region_id and v.day_card_id = d.id and v.kind = 'homeVisit'
    where ${seen('d', sight)} and d.day between ${from} and ${to}`.execute(db)
  const activities = await sql<{ kind: string; count: number; participants: number }>`
    select a.kind, sum(a.count)::int count, sum(a.participants)::int participants
    from report_day_card_activities a join report_day_cards d on d.region_id = a.region_id and d.id = a.day_card_id
    where ${seen('d', sight)} and d.day between ${from} and ${to} group by a.kind`.execute(db)
  const sums = rows.rows[0]
  if (!sums) throw new Error('an aggregate answers one row')
  return { ...sums, activities: activities.rows }
}

/** Granted leaves and counted absences of a span. */
export async function awayCounts(db: Db | Trx, sight: Sight, { from, to }: Days) {
  const leaves = await sql<{ count: number }>`
    select count(*)::int count from report_leaves d where ${seen('d', sight)} and d.state = 'granted' and d.day between ${from} and ${to}`.execute(
    db,
  )
  const absences = await sql<{ count: number }>`
    select count(*)::int count from report_counted_absences d join report_duties u on u.region_id = d.region_id and u.id = d.duty_id
    where ${seen('d', sight)} and u.day between ${from} and ${to}`.execute(db)
  return { leaves: leaves.rows[0]?.count ?? 0, absences: absences.rows[0]?.count ?? 0 }
}

/** Doctors posted to each unit. */
export async function postedByUnit(db: Db | Trx, sight: Sight) {
  const rows = await sql<{ unit_id: string; doctors: number }>`
    select d.unit_id, count(distinct d.practitioner_id)::int doctors from report_postings d where ${seen('d', sight)} group by 1`.execute(
    db,
  )
  return new Map(rows.rows.map((row) => [row.unit_id, row.doctors]))
}

/** What residents said in a span, by kind; null where nobody ever said anything, so that 0 means none in this span. */
export async function feedbackCounts(db: Db | Trx, under: string, { from, to }: Days) {
  const ever = await sql<{ n: number }>`
    select count(*)::int n from report_feedbacks where region_id like ${likeUnder(under)} and state <> 'parked'`.execute(
    db,
  )
  if ((ever.rows[0]?.n ?? 0) === 0) return null
  const rows = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int n from report_feedbacks where region_id like ${likeUnder(under)} and state <> 'parked'
    and (made_at at time zone 'Asia/Shanghai')::date between ${from} and ${to} group by kind`.execute(db)
  const of = (kind: string): number => rows.rows.find((row) => row.kind === kind)?.n ?? 0
  return { praise: of('praise'), complaints: of('complaint'), other: of('noShow') + of('wrongInformation') }
}

/**
 * What surveys that ended in a span found; the year's measurement where there was one, else the monthly call-backs together.
 * Null where none ended.
 */
export async function surveyFigures(db: Db | Trx, sight: Sight, { from, to }: Days) {
  const rows = await sql<{
    per: string
    completed: number
    judged: number
    satisfied: number
    askedAware: number
    aware: number
  }>`
    select per, sum(completed)::int completed, sum(judged)::int judged, sum(satisfied)::int satisfied,
      sum(asked_aware)::int "askedAware", sum(aware)::int aware
    from report_survey_units
    where programme_id = ${sight.programmeId} and region_id like ${likeUnder(sight.under)}
      and (ended_at at time zone 'Asia/Shanghai')::date between ${from} and ${to}
    group by per order by per desc`.execute(db)
  const [found] = rows.rows
  if (!found) return null
  const { per: _per, ...figures } = found
  return figures
}

/** Typical cases approved in a span, newest first, as they were frozen; a case whose resident withdrew is not among them. */
export async function approvedCases(db: Db | Trx, sight: Sight, { from, to }: Days) {
  const own = sight.organisationId ? sql` and ${sight.organisationId} = any (d.unit_ids)` : sql``
  const rows = await sql<{ title: string; done: string; effect: string; units: string[] }>`
    select d.title, d.content::jsonb ->> 'done' done, d.content::jsonb ->> 'effect' effect,
      array(select o.name from organisations o where o.id = any (d.unit_ids) order by o.sort_key) units
    from report_typical_cases d
    where d.programme_id = ${sight.programmeId} and d.region_id like ${likeUnder(sight.under)}${own}
      and (d.approved_at at time zone 'Asia/Shanghai')::date between ${from} and ${to}
    order by d.approved_at desc, d.case_id limit 5`.execute(db)
  return rows.rows
}

export type RecordKey = {
  regionId: string
  programmeId: string
  kind: DocumentKind
  period: string
  organisationId: string | null
}
export type SavedHead = Partial<Omit<Head, 'signedOn'>> & { signedOn?: string | undefined }
export type SavedEdit = Omit<Edit, 'by'> & { accountId: string; name: string }

/** What was saved last about a document, with who saved it. */
export async function savedRecord(db: Db | Trx, key: RecordKey) {
  let query = db
    .selectFrom('document_records as r')
    .innerJoin('accounts as a', 'a.id', 'r.made_by')
    .select(['r.head', 'r.edits', 'r.version', 'r.made_at', 'a.name as by'])
    .where('r.region_id', '=', key.regionId)
    .where('r.programme_id', '=', key.programmeId)
    .where('r.kind', '=', key.kind)
    .where('r.period', '=', key.period)
    .orderBy('r.version', 'desc')
    .limit(1)
  query = key.organisationId
    ? query.where('r.organisation_id', '=', key.organisationId)
    : query.where('r.organisation_id', 'is', null)
  const row = await query.executeTakeFirst()
  if (!row) return undefined
  return {
    head: row.head as SavedHead,
    edits: row.edits as unknown as SavedEdit[],
    version: row.version,
    at: row.made_at,
    by: row.by,
  }
}

export async function insertRecord(
  trx: Trx,
  key: RecordKey,
  saved: { id: string; head: SavedHead; edits: SavedEdit[]; version: number; by: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('document_records')
    .values({
      region_id: key.regionId,
      id: saved.id,
      programme_id: key.programmeId,
      kind: key.kind,
      period: key.period,
      organisation_id: key.organisationId,
      head: JSON.stringify(saved.head),
      edits: JSON.stringify(saved.edits),
      version: saved.version,
      made_by: saved.by,
      made_at: saved.now,
    })
    .execute()
}

const templateColumns = [
  't.id',
  't.kind',
  't.name',
  't.version',
  't.file_name',
  't.size',
  't.sha256',
  't.tags',
  't.made_at',
  't.retired_at',
  'a.name as by',
] as const

/** The templates of a county, newest version first, without their bytes. */
export async function templatesOf(db: Db | Trx, regionId: string) {
  return db
    .selectFrom('document_templates as t')
    .innerJoin('accounts as a', 'a.id', 't.made_by')
    .select(templateColumns)
    .where('t.region_id', '=', regionId)
    .orderBy('t.kind')
    .orderBy('t.name')
    .orderBy('t.version', 'desc')
    .limit(500)
    .execute()
}

export async function templateFile(db: Db | Trx, regionId: string, id: string) {
  return db
    .selectFrom('document_templates')
    .select(['id', 'kind', 'name', 'version', 'file', 'file_name', 'retired_at'])
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export type NewTemplate = {
  regionId: string
  id: string
  kind: DocumentKind
  name: string
  version: number
  file: Uint8Array
  fileName: string
  sha256: string
  tags: string[]
  by: string
  now: Date
}

export async function insertTemplate(trx: Trx, t: NewTemplate): Promise<void> {
  await trx
    .insertInto('document_templates')
    .values({
      region_id: t.regionId,
      id: t.id,
      kind: t.kind,
      name: t.name,
      version: t.version,
      file: Buffer.from(t.file),
      file_name: t.fileName,
      size: t.file.length,
      sha256: t.sha256,
      tags: t.tags,
      made_by: t.by,
      made_at: t.now,
    })
    .execute()
}

/** Takes a template out of use, or back into it. */
export async function setRetired(
  trx: Trx,
  at: { regionId: string; id: string },
  retired: { by: string; now: Date } | null,
): Promise<void> {
  await trx
    .updateTable('document_templates')
    .set({ retired_by: retired?.by ?? null, retired_at: retired?.now ?? null })
    .where('region_id', '=', at.regionId)
    .where('id', '=', at.id)
    .execute()
}
