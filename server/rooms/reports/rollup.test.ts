// R20 over HTTP: a province's, a city's and a county's numbers come from the same ledger and add up level by level, each
// reader within her own; a long form comes in pages with the sums of all, and whole as a file; what is collected is counted.
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { read, utils } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FormView } from '../../../contract/reports.ts'
import type { ObligationView } from '../../../contract/reports-chain.ts'
import type { Collecting, RollUp } from '../../../contract/reports-rollup.ts'
import { makeProvince, programmeIdOf } from '../../../test/build/province.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

const YEAR = 2024
const SIZE = { division: '35', years: [YEAR], unitsPerCounty: 2, doctorsPerCounty: 5, daysPerMonth: 2 }
const PROGRAMME = programmeIdOf(YEAR)
let server: TestServer
beforeAll(async () => {
  server = await startServer({
    bare: [
      { login: 'province', role: 'bureau', division: '35' },
      { login: 'city', role: 'bureau', division: '3508' },
      { login: 'county', role: 'bureau', division: '350803' },
    ],
  })
  await inScope(server.services.db, { kind: 'system' }, (trx) => makeProvince(trx, SIZE))
  server.setNow('2024-12-20')
}, 120_000)
afterAll(() => server.close())

const at = (region: string) => `/api/regions/${region}/programmes/${PROGRAMME}`
async function get<T>(login: string, url: string): Promise<T> {
  const answer = await (await server.as(login))('GET', url)
  expect(answer.statusCode, `${login} ${url} ${answer.body.slice(0, 300)}`).toBe(200)
  return answer.json<T>()
}
const status = async (login: string, url: string) => (await (await server.as(login))('GET', url)).statusCode
const rollUp = (login: string, region: string, period: string) =>
  get<RollUp>(login, `${at(region)}/rollup/${period}`)
const one = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
  (await inScope(server.services.db, { kind: 'system' }, (trx) => query.execute(trx))).rows[0]?.n ?? -1

describe('level by level', () => {
  it.each(['2024-05', '2024'])(
    '%s: counties add up to their city, cities to the province',
    async (period) => {
      const province = await rollUp('province', '350000', period)
      expect(province.rows.length).toBeGreaterThan(8)
      for (const city of province.rows) {
        const below = await rollUp('province', city.regionId, period)
        expect(below.total.figures, city.name).toEqual(city.figures)
        expect([below.total.units, below.total.active]).toEqual([city.units, city.active])
      }
      const days = await one(
        sql`select count(distinct (practitioner_id, unit_id, day))::int n from day_cards where programme_id = ${PROGRAMME}
        and status in ('submitted', 'confirmed') and to_char(day, 'YYYY-MM') like ${`${period}%`}`,
      )
      expect(province.total.figures.personDays).toBe(days)
    },
  )
  it('a county’s line is the total row of its own form', async () => {
    const city = await rollUp('city', '350800', '2024-05')
    const county = city.rows.find((r) => r.regionId === '350803')
    const form = await get<FormView>('county', `${at('350803')}/forms/workload-return/2024-05`)
    const texts = form.total?.flatMap((cell) => [
      cell.text,
      ...Array.from({ length: cell.colspan - 1 }, () => ''),
    ])
    for (const [i, column] of form.columns.entries()) {
      const figure = county?.figures[column.key]
      if (figure !== undefined && i >= 5) expect(texts?.[i], column.key).toBe(String(figure))
    }
    expect(form.count).toBe(county?.figures.cards)
  })
  it('is each reader’s own and nobody else’s', async () => {
    expect(await status('city', `${at('350000')}/rollup/2024`)).toBe(404)
    expect(await status('city', `${at('350100')}/rollup/2024`)).toBe(404)
    expect(await status('county', `${at('350800')}/rollup/2024`)).toBe(404)
    expect((await rollUp('county', '350803', '2024')).rows.map((r) => r.regionId)).toEqual(['350803'])
  })
})

describe('a long form', () => {
  const path = `${at('350000')}/forms/workload-return/2024-05`
  it('comes in pages: every row once, numbered through, the total of all on each', async () => {
    const seen = new Set<string>()
    let totals: string | null = null
    const first = await get<FormView>('province', `${path}?pageSize=100`)
    expect(first.count).toBeGreaterThan(500)
    for (let page = 1; page <= Math.ceil(first.count / 100); page++) {
      const part = await get<FormView>('province', `${path}?pageSize=100&page=${page}`)
      for (const row of part.rows) seen.add(row.id)
      totals ??= JSON.stringify(part.total)
      expect(JSON.stringify(part.total)).toBe(totals)
    }
    expect(seen.size).toBe(first.count)
    expect(await get<FormView>('province', `${path}?pageSize=100&page=999`)).toMatchObject({ rows: [] })
  })
  it('pages of 附件1 carry the total of all units', async () => {
    const url = `${at('350000')}/forms/support-summary/2024`
    const [a, b] = [
      await get<FormView>('province', `${url}?pageSize=50`),
      await get<FormView>('province', `${url}?pageSize=50&page=2`),
    ]
    expect(a.rows.length).toBe(50)
    expect(a.total).toEqual(b.total)
    const province = await rollUp('province', '350000', '2024')
    const months = (a.total ?? []).slice(-12).reduce((n, cell) => n + Number(cell.text), 0)
    expect(months).toBe(province.total.figures.personDays)
  })
  it('is downloaded whole, a year of a province too, and leaves no file behind', async () => {
    const answer = await (await server.as('province'))(
      'GET',
      `${at('350000')}/forms/workload-return/2024/xlsx`,
    )
    expect(answer.statusCode).toBe(200)
    const sheet = Object.values(read(answer.rawPayload).Sheets)[0]
    const rows = utils.sheet_to_json<(string | number)[]>(sheet ?? {}, { header: 1 })
    const province = await rollUp('province', '350000', '2024')
    const cards = province.total.figures.cards ?? 0
    expect(cards).toBeGreaterThan(2000)
    const total = rows.findIndex((r) => String(r[0]).startsWith('合计'))
    expect(total).toBe(cards + 2)
    const at3 = rows[1]?.indexOf('诊疗量(人次)') ?? -1
    const sum = rows.slice(2, total).reduce((n, r) => n + Number(r[at3] ?? 0), 0)
    expect([sum, rows[total]?.[at3]]).toEqual([
      province.total.figures.consultations,
      province.total.figures.consultations,
    ])
    expect(readdirSync(tmpdir()).filter((f) => /^xunzhen-[0-9a-f-]{36}\.xlsx$/.test(f))).toEqual([])
  })
  it('is not typeset beyond what paper holds, and says what to do', async () => {
    const answer = await (await server.as('province'))(
      'GET',
      `${at('350000')}/forms/workload-return/2024/pdf`,
    )
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'form-too-long'])
  })
})

describe('collected', () => {
  it('is counted for a province as its list says, in few bytes', async () => {
    const counted = await get<{ items: Collecting[] }>(
      'province',
      `/api/obligations/collecting?programmeId=${PROGRAMME}`,
    )
    const query = `programmeId=${PROGRAMME}&packageId=monthly-return&period=2024-05`
    for (const level of ['unit', 'county', 'city']) {
      const listed = await get<{ items: ObligationView[] }>(
        'province',
        `/api/obligations?${query}&level=${level}`,
      )
      const one = counted.items.find((c) => c.period === '2024-05' && c.level === level)
      expect(one).toMatchObject({ owed: listed.items.length, missing: listed.items.length, handedIn: 0 })
      expect(one?.missingNames.length).toBe(Math.min(50, listed.items.length))
      expect(one?.toReader).toBe(level === 'city')
    }
    expect(JSON.stringify(counted).length).toBeLessThan(120_000)
  })
})
