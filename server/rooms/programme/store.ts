// programme store: programmes and their versions, who takes part, holidays.
import type { Programme, Version } from '../../../domain/programme/programme.ts'
import type { HolidayTable } from '../../../domain/shared/calendar.ts'
import type { Db, Trx } from '../../platform/database.ts'

export async function allProgrammes(db: Db | Trx) {
  return db
    .selectFrom('programmes as p')
    .innerJoin('divisions as d', 'd.code', 'p.division_code')
    .select([
      'p.id',
      'p.name',
      'p.division_code',
      'd.name as division',
      'p.year',
      'p.starts_on',
      'p.ends_on',
      'p.demonstration',
    ])
    .orderBy('p.year', 'desc')
    .orderBy('p.id')
    .execute()
}
export type ProgrammeRow = Awaited<ReturnType<typeof allProgrammes>>[number]

export async function versionsOf(
  db: Db | Trx,
  programmeId: string,
): Promise<(Version & { createdAt: Date; source: string })[]> {
  const rows = await db
    .selectFrom('programme_versions')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .orderBy('version')
    .execute()
  return rows.map((r) => ({
    version: r.version,
    effectiveFrom: r.effective_from,
    reason: r.reason,
    document: r.document as unknown as Programme,
    createdAt: r.created_at,
    source: r.source,
  }))
}

export type NewVersion = {
  programme: Programme
  version: number
  effectiveFrom: string
  reason: string
  source: string
  now: Date
  by: string | null
  demonstration: boolean
}

export async function insertVersion(trx: Trx, v: NewVersion): Promise<void> {
  const p = v.programme
  const values = {
    name: p.name,
    division_code: p.division,
    year: p.year,
    starts_on: p.period.from,
    ends_on: p.period.to,
  }
  await trx
    .insertInto('programmes')
    .values({ id: p.id, ...values, demonstration: v.demonstration })
    .onConflict((c) => c.column('id').doUpdateSet(values))
    .execute()
  await trx
    .insertInto('programme_versions')
    .values({
      programme_id: p.id,
      version: v.version,
      effective_from: v.effectiveFrom,
      reason: v.reason,
      document: JSON.stringify(p),
      source: v.source,
      created_at: v.now,
      created_by: v.by,
    })
    .execute()
}

/** Adds organisations to a side of a programme; answers those that were not there before. */
export async function addMembers(
  trx: Trx,
  programmeId: string,
  side: 'supporting' | 'receiving',
  organisationIds: readonly string[],
): Promise<string[]> {
  if (organisationIds.length === 0) return []
  const added = await trx
    .insertInto('programme_organisations')
    .values(organisationIds.map((organisation_id) => ({ programme_id: programmeId, organisation_id, side })))
    .onConflict((c) => c.doNothing())
    .returning('organisation_id')
    .execute()
  return added.map((row) => row.organisation_id)
}

/** Whether one of these organisations takes part in the programme. */
export async function hasMember(
  db: Db | Trx,
  programmeId: string,
  organisationIds: readonly string[],
): Promise<boolean> {
  if (organisationIds.length === 0) return false
  const row = await db
    .selectFrom('programme_organisations')
    .select('side')
    .where('programme_id', '=', programmeId)
    .where('organisation_id', 'in', [...organisationIds])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The division a programme belongs to, or undefined when there is no such programme. */
export async function divisionOf(db: Db | Trx, programmeId: string): Promise<string | undefined> {
  return (
    await db.selectFrom('programmes').select('division_code').where('id', '=', programmeId).executeTakeFirst()
  )?.division_code
}

export async function removeMembers(
  trx: Trx,
  programmeId: string,
  organisationIds: readonly string[],
): Promise<void> {
  if (organisationIds.length)
    await trx
      .deleteFrom('programme_organisations')
      .where('programme_id', '=', programmeId)
      .where('organisation_id', 'in', organisationIds)
      .execute()
}

export async function holidaysOf(db: Db | Trx, year: number) {
  const known = await db
    .selectFrom('holiday_years')
    .select('year')
    .where('year', '=', year)
    .executeTakeFirst()
  const days = await db
    .selectFrom('holidays')
    .selectAll()
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day')
    .execute()
  return {
    known: Boolean(known),
    days: days.map((d) => ({
      day: d.day,
      kind: d.kind === 'holiday' ? ('holiday' as const) : ('makeUpWorkday' as const),
      name: d.name,
    })),
  }
}

export async function replaceHolidays(
  trx: Trx,
  year: number,
  source: string,
  days: readonly { day: string; kind: string; name: string }[],
): Promise<void> {
  await trx
    .deleteFrom('holidays')
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .execute()
  if (days.length)
    await trx
      .insertInto('holidays')
      .values([...days])
      .execute()
  await trx
    .insertInto('holiday_years')
    .values({ year, source })
    .onConflict((c) => c.column('year').doUpdateSet({ source }))
    .execute()
}

/** The holiday table for the rules, with the years it knows and the names of the days. */
export async function holidayTable(db: Db | Trx): Promise<HolidayTable & { names: Map<string, string> }> {
  const years = await db.selectFrom('holiday_years').select('year').execute()
  const days = await db.selectFrom('holidays').selectAll().execute()
  return {
    holidays: new Set(days.filter((d) => d.kind === 'holiday').map((d) => d.day)),
    makeUpWorkdays: new Set(days.filter((d) => d.kind === 'makeUpWorkday').map((d) => d.day)),
    years: new Set(years.map((y) => y.year)),
    names: new Map(days.map((d) => [d.day, d.name])),
  }
}

/** A programme's member organisations with the sides they take. */
export async function membersOf(db: Db | Trx, programmeId: string) {
  return db
    .selectFrom('programme_organisations')
    .select(['organisation_id', 'side'])
    .where('programme_id', '=', programmeId)
    .execute()
}
