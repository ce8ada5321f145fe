// supervision store: draws, the tasks that follow from them, and checks as they were done.
import { sql } from 'kysely'
import type { ChecklistAnswer, ChecklistItem } from '../../../domain/supervision/checklists.ts'
import type { FrameEntry, Picked } from '../../../domain/supervision/picks.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'

export type Owed = { role: string; division: string; organisationId: string | null }
export type DrawWrite = {
  regionId: string
  id: string
  programmeId: string | null
  ruleId: string
  kind: string
  period: string
  owed: Owed
  sequence: number
  dueOn: string
  seed: string
  frame: readonly FrameEntry[]
  frameHash: string
  size: number
  randomPercent: number
  reason: string
  by: string | null
}

/** Keeps a draw; false when this one was drawn already. */
export async function insertDraw(trx: Trx, d: DrawWrite, now: Date): Promise<boolean> {
  const done = await trx
    .insertInto('check_draws')
    .values({
      region_id: d.regionId,
      id: d.id,
      programme_id: d.programmeId,
      rule_id: d.ruleId,
      kind: d.kind,
      period: d.period,
      owed_role: d.owed.role,
      owed_division: d.owed.division,
      owed_organisation_id: d.owed.organisationId,
      sequence: d.sequence,
      due_on: d.dueOn,
      seed: d.seed,
      frame: JSON.stringify(d.frame),
      frame_hash: d.frameHash,
      size: d.size,
      random_percent: d.randomPercent,
      reason: d.reason,
      drawn_by: d.by,
      drawn_at: now,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0
}

const drawKey = (d: {
  region_id: string
  rule_id: string
  period: string
  owed_role: string
  owed_organisation_id: string | null
}): string => [d.region_id, d.rule_id, d.period, d.owed_role, d.owed_organisation_id ?? ''].join('/')

/** The calendar's draws that are there, by region, rule, period and who owes. */
export async function drawnKeys(db: Db | Trx, programmeId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('check_draws')
    .select(['region_id', 'rule_id', 'period', 'owed_role', 'owed_organisation_id'])
    .where('programme_id', '=', programmeId)
    .where('sequence', '=', 1)
    .execute()
  return new Set(rows.map(drawKey))
}

export async function drawsIn(db: Db | Trx, programmeId: string | undefined, most: number) {
  let query = db
    .selectFrom('check_draws as d')
    .leftJoin('organisations as o', 'o.id', 'd.owed_organisation_id')
    .leftJoin('accounts as a', 'a.id', 'd.drawn_by')
    .selectAll('d')
    .select(['o.name as owed_organisation', 'a.name as drawer'])
    .orderBy('d.drawn_at', 'desc')
    .orderBy('d.sequence', 'desc')
    .orderBy('d.id')
    .limit(most)
  if (programmeId)
    query = query.where((e) => e.or([e('d.programme_id', '=', programmeId), e('d.programme_id', 'is', null)]))
  return query.execute()
}
export type DrawRow = Awaited<ReturnType<typeof drawsIn>>[number]

/** How many draws of a rule and period there are for a body. */
export async function countDraws(
  trx: Trx,
  of: { regionId: string; ruleId: string; period: string; owed: Owed },
): Promise<number> {
  const row = await trx
    .selectFrom('check_draws')
    .select((e) => e.fn.max('sequence').as('last'))
    .where('region_id', '=', of.regionId)
    .where('rule_id', '=', of.ruleId)
    .where('period', '=', of.period)
    .where('owed_role', '=', of.owed.role)
    .executeTakeFirst()
  return row?.last ?? 0
}

export type TaskWrite = {
  regionId: string
  id: string
  drawId: string
  programmeId: string
  ruleId: string
  kind: string
  period: string
  dueOn: string
  owed: Owed & { practitionerId: string | null }
  unitId: string
  hospitalId: string | null
  practitionerId: string | null
  why: Omit<Picked, 'id'>
}

export async function insertTasks(trx: Trx, tasks: readonly TaskWrite[]): Promise<void> {
  if (tasks.length === 0) return
  await trx
    .insertInto('check_tasks')
    .values(
      tasks.map((t) => ({
        region_id: t.regionId,
        id: t.id,
        draw_id: t.drawId,
        programme_id: t.programmeId,
        rule_id: t.ruleId,
        kind: t.kind,
        period: t.period,
        due_on: t.dueOn,
        owed_role: t.owed.role,
        owed_division: t.owed.division,
        owed_organisation_id: t.owed.organisationId,
        owed_practitioner_id: t.owed.practitionerId,
        target: t.practitionerId ? 'doctor' : 'unit',
        unit_id: t.unitId,
        hospital_id: t.hospitalId,
        practitioner_id: t.practitionerId,
        why: JSON.stringify(t.why),
      })),
    )
    .execute()
}

const tasks = (db: Db | Trx) =>
  db
    .selectFrom('check_tasks as t')
    .innerJoin('organisations as u', 'u.id', 't.unit_id')
    .leftJoin('organisations as h', 'h.id', 't.hospital_id')
    .leftJoin('practitioners as p', 'p.id', 't.practitioner_id')
    .leftJoin('organisations as o', 'o.id', 't.owed_organisation_id')
    .leftJoin('checks as c', (j) =>
      j.onRef('c.region_id', '=', 't.region_id').onRef('c.task_id', '=', 't.id'),
    )
    .selectAll('t')
    .select([
      'u.name as unit',
      'h.name as hospital',
      'p.name as practitioner',
      'o.name as owed_organisation',
      'c.id as check_id',
      'c.done_on',
    ])

const MOST_TASKS = 2_000
export async function tasksIn(
  db: Db | Trx,
  { programmeId, regionId, from }: { programmeId: string; regionId?: string | undefined; from: string },
) {
  let query = tasks(db)
    .where('t.programme_id', '=', programmeId)
    .where('t.due_on', '>=', from)
    .orderBy('t.due_on')
    .orderBy('u.sort_key')
    .orderBy('t.id')
    .limit(MOST_TASKS)
  if (regionId) query = query.where(inRegion('t.region_id', regionId))
  return query.execute()
}
export type TaskRow = Awaited<ReturnType<typeof tasksIn>>[number]

export async function taskById(db: Db | Trx, regionId: string, id: string): Promise<TaskRow | undefined> {
  return tasks(db).where('t.region_id', '=', regionId).where('t.id', '=', id).executeTakeFirst()
}

/** Whom each draw picked, with why. */
export async function pickedIn(db: Db | Trx, draws: readonly string[]) {
  if (draws.length === 0) return []
  return db
    .selectFrom('check_tasks')
    .select(['draw_id', 'unit_id', 'practitioner_id', 'why'])
    .where('draw_id', 'in', draws)
    .execute()
}

/** Tasks of a day's past that nobody did, by draw: for telling those who owe them. */
export async function lateTasks(trx: Trx, { from, to }: { from: string; to: string }) {
  return trx
    .selectFrom('check_tasks as t')
    .leftJoin('checks as c', (j) =>
      j.onRef('c.region_id', '=', 't.region_id').onRef('c.task_id', '=', 't.id'),
    )
    .select([
      't.region_id',
      't.draw_id',
      't.programme_id',
      't.kind',
      't.period',
      't.due_on',
      't.owed_role',
      't.owed_division',
      't.owed_organisation_id',
    ])
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('c.id', 'is', null)
    .where('t.due_on', '>=', from)
    .where('t.due_on', '<', to)
    .where('t.owed_role', '<>', 'doctor')
    .groupBy([
      't.region_id',
      't.draw_id',
      't.programme_id',
      't.kind',
      't.period',
      't.due_on',
      't.owed_role',
      't.owed_division',
      't.owed_organisation_id',
    ])
    .execute()
}

export type CheckWrite = {
  regionId: string
  id: string
  programmeId: string
  taskId: string | null
  kind: string
  unitId: string
  hospitalId: string | null
  practitionerId: string | null
  means: string
  doneOn: string
  people: string
  checklist: { id: string; version: number; items: readonly ChecklistItem[] }
  answers: Readonly<Record<string, ChecklistAnswer>>
  score: number | null
  note: string
  by: {
    role: string
    division: string | null
    organisationId: string | null
    practitionerId: string | null
    accountId: string
  }
}

export async function insertCheck(trx: Trx, c: CheckWrite, now: Date): Promise<void> {
  await trx
    .insertInto('checks')
    .values({
      region_id: c.regionId,
      id: c.id,
      programme_id: c.programmeId,
      task_id: c.taskId,
      kind: c.kind,
      target: c.practitionerId ? 'doctor' : 'unit',
      unit_id: c.unitId,
      hospital_id: c.hospitalId,
      practitioner_id: c.practitionerId,
      means: c.means,
      done_on: c.doneOn,
      people: c.people,
      checklist: JSON.stringify(c.checklist),
      answers: JSON.stringify(c.answers),
      score: c.score,
      note: c.note,
      by_role: c.by.role,
      by_division: c.by.division,
      by_organisation_id: c.by.organisationId,
      by_practitioner_id: c.by.practitionerId,
      made_by: c.by.accountId,
      made_at: now,
    })
    .execute()
}

const checks = (db: Db | Trx) =>
  db
    .selectFrom('checks as c')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .leftJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .innerJoin('accounts as a', 'a.id', 'c.made_by')
    .selectAll('c')
    .select(['u.name as unit', 'p.name as practitioner', 'a.name as by_name'])

type Which = { programmeId: string; regionId?: string | undefined; most: number }
export async function checksIn(db: Db | Trx, { programmeId, regionId, most }: Which) {
  let query = checks(db)
    .where('c.programme_id', '=', programmeId)
    .orderBy('c.done_on', 'desc')
    .orderBy('c.id', 'desc')
    .limit(most)
  if (regionId) query = query.where(inRegion('c.region_id', regionId))
  return query.execute()
}
export type CheckRow = Awaited<ReturnType<typeof checksIn>>[number]

export async function checkById(db: Db | Trx, regionId: string, id: string): Promise<CheckRow | undefined> {
  return checks(db).where('c.region_id', '=', regionId).where('c.id', '=', id).executeTakeFirst()
}

/** The last day on which each unit and each doctor was looked at, by id. */
export async function lastLookedAt(trx: Trx, programmeId: string): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('checks')
    .select(['target', 'unit_id', 'practitioner_id'])
    .select((e) => e.fn.max('done_on').as('last'))
    .where('programme_id', '=', programmeId)
    .groupBy(['target', 'unit_id', 'practitioner_id'])
    .execute()
  const found = new Map<string, string>()
  for (const row of rows) {
    const of = row.target === 'doctor' ? row.practitioner_id : row.unit_id
    if (of && (found.get(of) ?? '') < row.last) found.set(of, row.last)
  }
  return found
}

/** Ids of the issues that came of each check. */
export async function issuesOfChecks(db: Db | Trx, regions: readonly string[], ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('issues')
    .select(['id', 'check_id'])
    .where('region_id', 'in', regions)
    .where('check_id', 'in', ids)
    .orderBy('raised_at')
    .orderBy('id')
    .execute()
}

/** Serialises draws asked for at once. */
export async function lockDraws(trx: Trx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`supervision/${key}`}))`.execute(trx)
}
