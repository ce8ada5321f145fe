// RPT-10, R20: every number of 附件1 and 附件3 over 1,008 generated county-months against plain SQL over the base tables,
// written apart from the forms; counties add up to their city and cities to their province.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { leavesOf } from '../../../domain/forms/form.ts'
import { totalOf } from '../../../domain/forms/totals.ts'
import { makeProvince, programmeIdOf } from '../../../test/build/province.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import type { Context } from '../../platform/action.ts'
import { inScope, type Trx } from '../../platform/database.ts'
import { fillForm } from './form-data.ts'

const YEAR = 2024
const SIZE = { division: '35', years: [YEAR], unitsPerCounty: 3, doctorsPerCounty: 4, daysPerMonth: 2 }
let server: TestServer
beforeAll(async () => {
  server = await startServer({ bare: [] })
  await inScope(server.services.db, { kind: 'system' }, (trx) => makeProvince(trx, SIZE))
}, 120_000)
afterAll(() => server.close())

const COLUMNS = [
  'consultations',
  'caseDiscussions',
  'teachingRounds',
  'lectures',
  'trainedStaff',
  'specialGroupServed',
  'homeVisits',
  'leaflets',
  'noticeClicks',
  'screenNotices',
] as const
type Row = Record<(typeof COLUMNS)[number], number> & {
  region: string
  month: number
  cards: number
  fen: number
}

/** The second implementation: one statement over the base tables, sharing nothing with the first. */
const workload = (trx: Trx) =>
  sql<Row>`
    with counted as (
      select c.region_id region, extract(month from c.day)::int as month, c.id, c.leaflets, c.notice_clicks, c.screen_notices,
        c.transport_fen + c.lodging_fen + c.supplies_fen fen,
        (select count(*) from home_visits h where h.region_id = c.region_id and h.day_card_id = c.id) visits
      from day_cards c where c.programme_id = ${programmeIdOf(YEAR)} and c.status in ('submitted', 'confirmed')
    ), per_card as (
      select k.*, a.* from counted k left join lateral (
        select coalesce(sum(count) filter (where kind in ('outpatient', 'wardRound', 'surgery')), 0) seen,
          coalesce(sum(count) filter (where kind = 'caseDiscussion'), 0) discussed,
          coalesce(sum(count) filter (where kind = 'teachingRound'), 0) rounds,
          coalesce(sum(count) filter (where kind = 'lecture'), 0) lectures,
          coalesce(sum(participants) filter (where kind = 'training'), 0) trained,
          coalesce(sum(count) filter (where kind = 'specialGroupService'), 0) special,
          coalesce(sum(count) filter (where kind = 'homeVisit'), 0) typed
        from day_card_activities x where x.region_id = k.region and x.day_card_id = k.id) a on true
    )
    select region, month, count(*)::int cards, sum(fen)::int fen, sum(seen)::int consultations, sum(discussed)::int "caseDiscussions",
      sum(rounds)::int "teachingRounds", sum(lectures)::int lectures, sum(trained)::int "trainedStaff", sum(special)::int "specialGroupServed",
      sum(greatest(typed, visits))::int "homeVisits", sum(leaflets)::int leaflets, sum(notice_clicks)::int "noticeClicks",
      sum(screen_notices)::int "screenNotices"
    from per_card group by region, month order by region, month`.execute(trx)

const days = (trx: Trx) =>
  sql<{ unit: string; region: string; month: number; n: number }>`
    select unit_id unit, region_id region, extract(month from day)::int as month, count(distinct (practitioner_id, day))::int n
    from day_cards where programme_id = ${programmeIdOf(YEAR)} and status in ('submitted', 'confirmed') group by 1, 2, 3`.execute(
    trx,
  )

/** The forms' own way, as the actions go it. */
async function totals(trx: Trx, regionId: string, formId: string, period: string) {
  const context = { trx, today: `${YEAR + 1}-02-01`, actor: { role: 'bureau' } } as unknown as Context
  const { data } = await fillForm(context, { regionId, programmeId: programmeIdOf(YEAR), formId, period })
  const definition = formDefinition(formId)
  const fields = definition ? leavesOf(definition) : []
  const total = Object.fromEntries(fields.map((f) => [f.key, totalOf(f, data.rows, data.totals)]))
  return { rows: data.rows, total }
}
const monthOf = (month: number): string => `${YEAR}-${String(month).padStart(2, '0')}`
const inSystem = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  inScope(server.services.db, { kind: 'system' }, work)

describe('1,008 county-months', () => {
  it('附件3 adds up to plain SQL in every column', async () => {
    const { different, seen } = await inSystem(async (trx) => {
      const oracle = (await workload(trx)).rows
      const wrong: string[] = []
      for (const row of oracle) {
        const { rows, total } = await totals(trx, row.region, 'workload-return', monthOf(row.month))
        if (rows.length !== row.cards)
          wrong.push(`${row.region} ${row.month} rows ${rows.length} ${row.cards}`)
        if (Math.round(Number(total.roundFunds) * 100) !== row.fen)
          wrong.push(`${row.region} ${row.month} fen`)
        for (const column of COLUMNS)
          if (Number(total[column] ?? 0) !== row[column])
            wrong.push(`${row.region} ${row.month} ${column}: ${total[column]} ${row[column]}`)
      }
      return { different: wrong, seen: oracle.length }
    })
    expect(different).toEqual([])
    expect(seen).toBeGreaterThanOrEqual(1000)
  }, 300_000)
  it('附件1 gives each unit’s months as plain SQL does, and adds up level by level', async () => {
    await inSystem(async (trx) => {
      const oracle = (await days(trx)).rows
      const regions = [...new Set(oracle.map((d) => d.region))]
      const sums = new Map<string, number>()
      for (const region of regions) {
        const { rows, total } = await totals(trx, region, 'support-summary', String(YEAR))
        const own = oracle.filter((d) => d.region === region)
        expect(rows.length, region).toBe(SIZE.unitsPerCounty)
        for (let month = 1; month <= 12; month++) {
          const expected = own.filter((d) => d.month === month).reduce((n, d) => n + d.n, 0)
          expect(total[`month${month}`], `${region} ${month}`).toBe(expected)
          for (const level of [region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`])
            sums.set(`${level} ${month}`, (sums.get(`${level} ${month}`) ?? 0) + expected)
        }
      }
      for (const level of [...new Set([...sums.keys()].map((k) => k.split(' ')[0] ?? ''))]) {
        if (!level.endsWith('00')) continue
        const { total } = await totals(trx, level, 'support-summary', String(YEAR))
        for (let month = 1; month <= 12; month++)
          expect(total[`month${month}`], `${level} ${month}`).toBe(sums.get(`${level} ${month}`))
      }
    })
  }, 300_000)
})
