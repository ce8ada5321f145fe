// assessments store: who is to be assessed in a cycle and what the records say of each, assessments with their steps, lists of
// the excellent as they were approved.
import { sql } from 'kysely'
import type { Step } from '../../../domain/assessments/joint.ts'
import type { AssessmentPlan } from '../../../domain/programme/assessment.ts'
import type { Db, Trx } from '../../platform/database.ts'

export type Where = { regionId: string; programmeId: string }

export type CandidateRow = {
  practitioner_id: string
  unit_id: string
  hospital_id: string
  duties: number
  recorded: number
  checks: number
  score: number | null
  absences: number
  measures: number
}

/** Doctors with a published duty or a counted card at a unit between two days, with what the records say (ASM-1, ASM-2). */
export async function candidates(
  db: Db | Trx,
  { regionId, programmeId }: Where,
  { from, to }: { from: string; to: string },
): Promise<CandidateRow[]> {
  const here = sql`region_id = ${regionId} and programme_id = ${programmeId}`
  const result = await sql<CandidateRow>`
    with due as (
      select d.id, d.practitioner_id, d.unit_id, d.hospital_id, exists (select 1 from day_cards c where c.region_id = d.region_id
        and c.programme_id = d.programme_id and c.practitioner_id = d.practitioner_id and c.unit_id = d.unit_id and c.day = d.day
        and c.status in ('submitted', 'confirmed')) as recorded,
        exists (select 1 from report_counted_absences x where x.region_id = d.region_id and x.duty_id = d.id) as absent
      from report_duties d where d.region_id = ${regionId} and d.programme_id = ${programmeId} and d.status = 'published'
        and d.day between ${from}::date and ${to}::date
    ), who as (
      select practitioner_id, unit_id, hospital_id from due
      union select practitioner_id, unit_id, hospital_id from report_served_days where ${here} and day between ${from}::date and ${to}::date
    ), sums as (
      select practitioner_id, unit_id, count(*)::int as duties, (count(*) filter (where recorded and not absent))::int as recorded,
        (count(*) filter (where absent))::int as absences from due group by 1, 2
    ), monthly as (
      select practitioner_id, unit_id, count(*)::int as checks, avg(score)::float8 as score from report_daily_assessments
      where ${here} and done_on between ${from}::date and ${to}::date group by 1, 2
    ), measured as (
      select practitioner_id, count(*)::int as measures from report_measures_in_force
      where ${here} and practitioner_id is not null and in_force_on between ${from}::date and ${to}::date group by 1
    )
    select w.practitioner_id, w.unit_id, min(w.hospital_id::text)::uuid as hospital_id, coalesce(max(s.duties), 0)::int as duties,
      coalesce(max(s.recorded), 0)::int as recorded, coalesce(max(s.absences), 0)::int as absences, coalesce(max(m.checks), 0)::int as checks,
      max(m.score) as score, coalesce(max(x.measures), 0)::int as measures
    from who w left join sums s using (practitioner_id, unit_id) left join monthly m using (practitioner_id, unit_id)
      left join measured x using (practitioner_id) group by 1, 2`.execute(db)
  return result.rows
}

export type AssessmentRow = {
  region_id: string
  id: string
  programme_id: string
  cycle: string
  practitioner_id: string
  unit_id: string
  hospital_id: string
  rule: AssessmentPlan
}

export async function assessmentsOf(
  db: Db | Trx,
  which: Partial<Where> & { cycle?: string; id?: string; practitionerId?: string },
): Promise<AssessmentRow[]> {
  let query = db
    .selectFrom('assessments')
    .select(['region_id', 'id', 'programme_id', 'cycle', 'practitioner_id', 'unit_id', 'hospital_id', 'rule'])
    .orderBy('cycle', 'desc')
  if (which.regionId) query = query.where('region_id', '=', which.regionId)
  if (which.programmeId) query = query.where('programme_id', '=', which.programmeId)
  if (which.cycle) query = query.where('cycle', '=', which.cycle)
  if (which.id) query = query.where('id', '=', which.id)
  if (which.practitionerId) query = query.where('practitioner_id', '=', which.practitionerId)
  const rows = await query.limit(5000).execute()
  return rows.map((row) => ({ ...row, rule: row.rule as unknown as AssessmentPlan }))
}

export type StepRow = {
  assessment_id: string
  act: Step['act']
  side: Step['side']
  content: { marks?: Record<string, number> }
  words: string
  by: string
  name: string
  at: Date
}
/** The steps of some assessments in their order, with who took them. */
export async function stepsOf(db: Db | Trx, regionId: string, ids: readonly string[]): Promise<StepRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('assessment_steps as s')
    .innerJoin('accounts as a', 'a.id', 's.by')
    .select(['s.assessment_id', 's.act', 's.side', 's.content', 's.words', 's.by', 's.at', 'a.name'])
    .where('s.region_id', '=', regionId)
    .where('s.assessment_id', 'in', [...ids])
    .orderBy('s.assessment_id')
    .orderBy('s.sequence')
    .execute()
  return rows.map((row) => ({ ...row, content: row.content as StepRow['content'] })) as StepRow[]
}

export async function insertAssessment(
  trx: Trx,
  a: AssessmentRow & { by: string; now: Date },
): Promise<boolean> {
  const done = await trx
    .insertInto('assessments')
    .values({
      region_id: a.region_id,
      id: a.id,
      programme_id: a.programme_id,
      cycle: a.cycle,
      practitioner_id: a.practitioner_id,
      unit_id: a.unit_id,
      hospital_id: a.hospital_id,
      rule: JSON.stringify(a.rule),
      begun_by: a.by,
      begun_at: a.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1
}

/** False when somebody took a step meanwhile: the place in the order is taken. */
export async function insertStep(
  trx: Trx,
  s: {
    regionId: string
    id: string
    assessmentId: string
    act: Step['act']
    side: Step['side']
    content: object
    words: string
    by: string
    sequence: number
    now: Date
  },
): Promise<boolean> {
  const done = await trx
    .insertInto('assessment_steps')
    .values({
      region_id: s.regionId,
      id: s.id,
      assessment_id: s.assessmentId,
      act: s.act,
      side: s.side,
      content: JSON.stringify(s.content),
      words: s.words,
      by: s.by,
      sequence: s.sequence,
      at: s.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1
}

export type ExcellenceContent = {
  practitionerId: string
  name: string
  hospital: string
  unit: string
  total: number | null
}[]
export async function newestExcellence(db: Db | Trx, { regionId, programmeId }: Where, cycle: string) {
  const row = await db
    .selectFrom('excellence_lists as e')
    .innerJoin('accounts as a', 'a.id', 'e.approved_by')
    .select(['e.version', 'e.content', 'e.approved_at', 'a.name'])
    .where('e.region_id', '=', regionId)
    .where('e.programme_id', '=', programmeId)
    .where('e.cycle', '=', cycle)
    .orderBy('e.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, content: row.content as unknown as ExcellenceContent }
}

export async function insertExcellence(
  trx: Trx,
  e: Where & {
    id: string
    cycle: string
    version: number
    content: ExcellenceContent
    by: string
    now: Date
  },
): Promise<boolean> {
  const done = await trx
    .insertInto('excellence_lists')
    .values({
      region_id: e.regionId,
      id: e.id,
      programme_id: e.programmeId,
      cycle: e.cycle,
      version: e.version,
      content: JSON.stringify(e.content),
      approved_by: e.by,
      approved_at: e.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1
}
