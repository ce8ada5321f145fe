// A generated province: units, hospitals, doctors and years of day cards, made inside the database so that millions of rows
// take seconds. Everything hangs on hashes of names and numbers: the same province on every machine. Nobody in it is real.
import { sql } from 'kysely'
import type { Programme } from '../../domain/programme/programme.ts'
import type { Trx } from '../../server/platform/database.ts'
import { insertVersion } from '../../server/rooms/programme/door.ts'
import { addUpAll } from '../../server/rooms/visits/door.ts'

export type Size = {
  /** GB/T 2260 of the province, or of a city, whose counties take part. */
  division: string
  /** One programme a year. */
  years: readonly number[]
  unitsPerCounty: number
  doctorsPerCounty: number
  daysPerMonth: number
  /** What its programmes are called, where there is more than one province. */
  name?: string
}

export const programmeIdOf = (year: number, name = 'generated'): string => `${name}-${year}`

function programmeOf({ division, name }: Size, year: number): Programme {
  const source = { document: 'plan', heading: '一', quote: '每月22日前报送', inferred: false }
  return {
    schema: 1,
    id: programmeIdOf(year, name),
    name: `${year}年度“医师下基层”对口支援工作方案`,
    shortName: `生成 ${year}`,
    division,
    year,
    period: { from: `${year}-01-01`, to: `${year}-12-31` },
    documents: [
      { id: 'plan', number: null, title: '生成的方案', issuer: '生成', issuedOn: null, basedOn: [] },
    ],
    office: { name: '医政处', sections: [] },
    alliance: null,
    supportingUnits: [],
    receivingUnits: { total: null, named: [], exceptions: [] },
    rules: [
      {
        id: 'monthly-return',
        clauses: ['RPT-2'],
        kind: 'report',
        name: '月度工作量',
        forms: ['support-summary', 'workload-return'],
        narratives: [],
        period: 'currentMonth',
        due: { day: 22 },
        from: `${year}-01-01`,
        reporters: ['receivingUnit'],
        recipient: '县卫健局',
        upward: { to: 'province', withinDays: 3 },
        source,
      },
      {
        id: 'person-days',
        clauses: ['TGT-2'],
        kind: 'target',
        metric: 'personDays',
        atLeast: 30_000,
        unit: '人次',
        per: 'programme',
        by: `${year}-12-31`,
        source,
      },
      {
        id: 'consultations',
        clauses: ['TGT-5'],
        kind: 'target',
        metric: 'consultations',
        atLeast: 700_000,
        unit: '人次',
        per: 'programme',
        by: `${year}-12-31`,
        source,
      },
    ],
  }
}

/** A number below `most` that hangs on a text only. */
const pick = (text: string, most: number) => sql.raw(`(abs(hashtextextended(${text}, 7)) % ${most})::int`)

async function makePeople(trx: Trx, size: Size): Promise<void> {
  const like = `${size.division}%`
  await sql`create temp table gen_counties on commit drop as
    select code, name, row_number() over (order by code)::int n from divisions where level = 'county' and code like ${like}`.execute(
    trx,
  )
  await sql`create temp table gen_units on commit drop as
    select gen_random_uuid() id, c.code, c.name || '第' || i || '卫生院' as name, c.n, i
    from gen_counties c, generate_series(1, ${size.unitsPerCounty}) i`.execute(trx)
  await sql`create temp table gen_hospitals on commit drop as
    select gen_random_uuid() id, code, name || '医院' as name, n from gen_counties`.execute(trx)
  await sql`create temp table gen_doctors on commit drop as
    select gen_random_uuid() id, h.id hospital_id, h.code, h.n, i, '医师' || lpad((h.n * 1000 + i)::text, 6, '0') as name
    from gen_hospitals h, generate_series(1, ${size.doctorsPerCounty}) i`.execute(trx)
  await sql`insert into organisations (id, name, kind, division_code, sort_key, expert_studio)
    select id, name, 'townshipHealthCentre', code, lpad(n::text, 4, '0') || lpad(i::text, 4, '0'), i % 2 = 0 from gen_units`.execute(
    trx,
  )
  await sql`insert into organisations (id, name, kind, ownership, division_code, sort_key)
    select id, name, 'countyHospital', case when n % 3 = 0 then 'municipal' else 'county' end, code, lpad(n::text, 4, '0') from gen_hospitals`.execute(
    trx,
  )
  await sql`insert into practitioners (id, name, organisation_id, specialty_code, specialty_text, title_code, title_text, sort_key)
    select id, name, hospital_id, '03', '内科', '233', '主治医师', lpad((n * 1000 + i)::text, 8, '0') from gen_doctors`.execute(
    trx,
  )
}

async function makeYear(trx: Trx, size: Size, year: number): Promise<void> {
  const programmeId = programmeIdOf(year, size.name)
  await insertVersion(trx, {
    programme: programmeOf(size, year),
    version: 1,
    effectiveFrom: `${year}-01-01`,
    reason: '生成',
    source: '',
    now: new Date(`${year}-01-01T00:00:00Z`),
    by: null,
    demonstration: true,
  })
  await sql`insert into programme_organisations (programme_id, organisation_id, side)
    select ${programmeId}, id, 'receiving' from gen_units union all select ${programmeId}, id, 'supporting' from gen_hospitals`.execute(
    trx,
  )
  await sql`insert into day_cards (region_id, id, programme_id, unit_id, hospital_id, practitioner_id, day, half, status, leaflets, notice_clicks,
      screen_notices, transport_fen, lodging_fen, supplies_fen, created_by, created_at, updated_at)
    select d.code, gen_random_uuid(), ${programmeId}, u.id, d.hospital_id, d.id,
      make_date(${year}, m, 1 + (k * 3 + d.i) % 27),
      (array['day', 'day', 'day', 'day', 'am', 'pm'])[1 + ${pick('x.key', 6)}],
      (array['confirmed', 'confirmed', 'confirmed', 'submitted', 'draft'])[1 + ${pick("x.key || 's'", 5)}],
      ${pick("x.key || 'l'", 50)}, ${pick("x.key || 'c'", 300)}, ${pick("x.key || 'n'", 4)},
      ${pick("x.key || 't'", 9000)}, ${pick("x.key || 'o'", 3)} * 12345, ${pick("x.key || 'p'", 700)},
      '00000000-0000-0000-0000-000000000000', make_date(${year}, m, 1), make_date(${year}, m, 1)
    from gen_doctors d cross join generate_series(1, 12) m cross join generate_series(1, ${size.daysPerMonth}) k
    cross join lateral (select d.n || ' ' || d.i || ' ' || m || ' ' || k || ' ' || ${year}::text as key) x
    join gen_units u on u.code = d.code and u.i = 1 + (d.i + m + k) % ${size.unitsPerCounty}`.execute(trx)
  await sql`insert into day_card_activities (region_id, id, day_card_id, kind, count, participants)
    select c.region_id, gen_random_uuid(), c.id, a.kind, ${pick('c.leaflets || a.kind || c.transport_fen', 40)}, ${pick("c.notice_clicks || a.kind || 'p'", 25)}
    from day_cards c
    cross join lateral (values ('outpatient', 1), ('wardRound', 2), ('caseDiscussion', 3), ('lecture', 4), ('training', 3), ('specialGroupService', 2), ('homeVisit', 5), ('teachingRound', 4), ('surgery', 9)) a(kind, every)
    where c.programme_id = ${programmeId} and c.leaflets % a.every = 0`.execute(trx)
  await sql`insert into home_visits (region_id, id, day_card_id, special_group, place, service)
    select c.region_id, gen_random_uuid(), c.id, 'elder', '村', '随访' from day_cards c, generate_series(1, 3) i
    where c.programme_id = ${programmeId} and c.leaflets % 7 >= i + 3`.execute(trx)
}

/** Makes the province in one transaction of the system scope. */
export async function makeProvince(trx: Trx, ...sizes: Size[]): Promise<void> {
  for (const size of sizes) {
    await sql`drop table if exists pg_temp.gen_counties, pg_temp.gen_units, pg_temp.gen_hospitals, pg_temp.gen_doctors`.execute(
      trx,
    )
    await makePeople(trx, size)
    for (const year of size.years) await makeYear(trx, size, year)
  }
  await addUpAll(trx)
}
