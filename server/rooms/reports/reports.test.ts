// Every number of the forms and the board against plain SQL over the base tables; files against the screen; due
// packages against the server's clock; each reader against the rows that are hers.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Board, FormView, Today } from '../../../contract/reports.ts'
import { secondProgram } from '../../../test/fixtures/sheets/golden.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type Place = { region: string; programme: string; login: string }
const YD: Place = { region: REGION, programme: PROGRAMME, login: 'bureau' }
const PLACES: (Place & { year: string; months: string[] })[] = [
  { ...YD, year: '2024', months: ['2024-03', '2024-04', '2024-05', '2024-06'] },
  {
    region: '350581',
    programme: 'shishi-2022',
    login: 'shishi',
    year: '2022',
    months: ['2022-06', '2022-09'],
  },
  {
    region: '350421',
    programme: 'sanming-2023',
    login: 'sanming',
    year: '2023',
    months: ['2023-02', '2023-11'],
  },
  {
    region: '411522',
    programme: 'guangshan-2021',
    login: 'guangshan',
    year: '2021',
    months: ['2021-05', '2021-12'],
  },
]
const at = (p: Place, form: string, period: string) =>
  `/api/regions/${p.region}/programmes/${p.programme}/forms/${form}/${period}`
const get = async (login: string, url: string) => (await server.as(login))('GET', url)
const form = async (p: Place, id: string, period: string, login = p.login): Promise<FormView> => {
  const answer = await get(login, `${at(p, id, period)}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
/** Plain SQL over the tables themselves, past every view and scope. */
const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const column = (view: FormView, key: string): number => {
  const i = view.columns.findIndex((c) => c.key === key)
  if (i < 0) throw new Error(`no column ${key}`)
  return i
}
/** The total under a column: the first total cell spans several. */
const totalOf = (view: FormView, key: string): string => {
  const [label, ...values] = view.total ?? []
  return values[column(view, key) - (label?.colspan ?? 0)]?.text ?? ''
}

describe('附件1 against the base tables (FRM-1, WRK-11, RPT-10)', () => {
  it.each(PLACES)('$programme', async (p) => {
    const view = await form(p, 'support-summary', p.year)
    const counted = await oracle(sql<{ unit_id: string; month: number; n: number }>`
      select unit_id, extract(month from day)::int as month, count(distinct (practitioner_id, day))::int as n from day_cards
      where region_id = ${p.region} and programme_id = ${p.programme} and status in ('submitted', 'confirmed') and extract(year from day) = ${Number(p.year)} group by 1, 2`)
    expect(counted.length).toBeGreaterThan(0)
    const shown = view.rows
      .flatMap((row) =>
        Array.from({ length: 12 }, (_, i) => ({
          unit_id: row.id,
          month: i + 1,
          n: Number(row.cells[column(view, `month${i + 1}`)] || 0),
        })),
      )
      .filter((c) => c.n > 0)
    const sort = (list: typeof shown) => list.map((c) => `${c.unit_id} ${c.month} ${c.n}`).sort()
    expect(sort(shown)).toEqual(sort(counted))
    for (let month = 1; month <= 12; month++) {
      const sum = counted.filter((c) => c.month === month).reduce((n, c) => n + c.n, 0)
      expect(Number(totalOf(view, `month${month}`) || 0), `month ${month}`).toBe(sum)
    }
    expect(view.columns).toHaveLength(16)
    expect(view.notes.join()).toContain('记为1人次')
  })
  it('tells a month gone by without a visit (0) from a month to come (blank)', async () => {
    const view = await form(YD, 'support-summary', '2024')
    const [row] = view.rows
    expect([row?.cells[column(view, 'month1')], row?.cells[column(view, 'month12')]]).toEqual(['0', ''])
  })
})

const SUMS: Record<string, string> = {
  consultations: `(select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind in ('outpatient', 'wardRound', 'surgery'))`,
  caseDiscussions: `(select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'caseDiscussion')`,
  teachingRounds: `(select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'teachingRound')`,
  lectures: `(select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'lecture')`,
  trainedStaff: `(select coalesce(sum(a.participants), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'training')`,
  specialGroupServed: `(select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'specialGroupService')`,
  homeVisits: `greatest((select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'homeVisit'), (select count(*) from home_visits v where v.day_card_id = c.id))`,
  leaflets: 'c.leaflets',
  noticeClicks: 'c.notice_clicks',
  screenNotices: 'c.screen_notices',
}

describe('附件3 against the base tables (FRM-3, FRM-4)', () => {
  const months = PLACES.flatMap((p) => p.months.map((month) => ({ ...p, month })))
  it.each(months)('$programme $month', async (p) => {
    const view = await form(p, 'workload-return', p.month)
    const list = Object.entries(SUMS)
      .map(([key, text]) => `(${text})::int as "${key}"`)
      .join(', ')
    const cards = await oracle(sql<Record<string, number> & { id: string; fen: number }>`
      select c.id, (c.transport_fen + c.lodging_fen + c.supplies_fen)::int as fen, ${sql.raw(list)} from day_cards c
      where c.region_id = ${p.region} and c.programme_id = ${p.programme} and to_char(c.day, 'YYYY-MM') = ${p.month} and c.status in ('submitted', 'confirmed')`)
    expect(view.rows.map((r) => r.id).sort()).toEqual(cards.map((c) => c.id).sort())
    for (const key of Object.keys(SUMS)) {
      for (const row of view.rows)
        expect(Number(row.cells[column(view, key)]), `${key} ${row.id}`).toBe(
          cards.find((c) => c.id === row.id)?.[key],
        )
      expect(Number(totalOf(view, key)), key).toBe(cards.reduce((n, c) => n + (c[key] ?? 0), 0))
    }
    // FRM-4: money stands in the total only, in yuan.
    expect(new Set(view.rows.map((r) => r.cells[column(view, 'roundFunds')]))).toEqual(
      new Set(view.rows.length ? ['/'] : []),
    )
    expect(Number(totalOf(view, 'roundFunds'))).toBe(cards.reduce((n, c) => n + c.fen, 0) / 100)
    expect(Number(totalOf(view, 'expertStudio'))).toBe(
      view.rows.filter((r) => r.cells[column(view, 'expertStudio')] === '是').length,
    )
    for (const key of [
      'city',
      'county',
      'receivingUnit',
      'dutyDay',
      'otherServices',
      'beneficiaries',
      'otherWork',
    ])
      expect(totalOf(view, key), key).toBe('/')
  })
})

describe('the facts behind a cell (RPT-8)', () => {
  it('add up to the cell, row by row and in the totals', async () => {
    const open = async (id: string, period: string, rowId: string, key: string) =>
      (await get('bureau', `${at(YD, id, period)}/facts?rowId=${rowId}&column=${key}`)).json()
    const year = await form(YD, 'support-summary', '2024')
    for (const row of [...year.rows.slice(0, 4), { id: 'total', cells: [] }]) {
      const facts = await open('support-summary', '2024', row.id, 'month5')
      const cell = row.id === 'total' ? totalOf(year, 'month5') : (row.cells[column(year, 'month5')] ?? '')
      expect([facts.total, facts.facts.length]).toEqual([Number(cell), Number(cell)])
      expect(facts.citation).toContain('记为 1 人次')
    }
    const month = await form(YD, 'workload-return', '2024-05')
    for (const key of [...Object.keys(SUMS), 'roundFunds']) {
      const facts = await open('workload-return', '2024-05', 'total', key)
      const sum =
        facts.facts.reduce((n: number, f: { value: string }) => n + Math.round(Number(f.value) * 100), 0) /
        100
      expect([facts.total, sum], key).toEqual([Number(totalOf(month, key)), Number(totalOf(month, key))])
      const [row] = month.rows
      if (key === 'roundFunds' || !row) continue
      const one = await open('workload-return', '2024-05', row.id, key)
      expect([one.total, one.facts.length, one.facts[0].dayCardId], key).toEqual([
        Number(row.cells[column(month, key)]),
        1,
        row.id,
      ])
    }
  })
  it('open no card outside the reader’s rows', async () => {
    const facts = (
      await get('unit', `${at(YD, 'workload-return', '2024-05')}/facts?rowId=total&column=consultations`)
    ).json()
    expect(new Set(facts.facts.map((f: { unit: string }) => f.unit)).size).toBeLessThan(2)
    expect(
      (await get('shishi', `${at(YD, 'workload-return', '2024-05')}/facts?rowId=total&column=consultations`))
        .statusCode,
    ).toBe(404)
  })
})

const xlsx = async (p: Place, id: string, period: string, login = p.login) => {
  const answer = await get(login, `${at(p, id, period)}/xlsx`)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return new Uint8Array(answer.rawPayload)
}
type Compared = [p: Place, id: string, period: string, bytes: Uint8Array, login?: string]
const compare = async (...[p, id, period, bytes, login = p.login]: Compared) =>
  (await server.as(login))('POST', `${at(p, id, period)}/comparison?fileName=x.xlsx`, bytes)
const FORMS = [
  ['support-summary', '2024'],
  ['staffing-schedule', '2024'],
  ['workload-return', '2024-05'],
] as const

describe('files (P9: what is exported is read again)', () => {
  it.each(FORMS)('%s %s as .xlsx, read by a second program, is the preview', async (id, period) => {
    const view = await form(YD, id, period)
    const { cells } = secondProgram(await xlsx(YD, id, period))
    const text = (cell: string | number | null | undefined): string => String(cell ?? '')
    const first = cells.findIndex((row) => text(row[0]) === '1' || text(row[0]) === view.rows[0]?.cells[0])
    const read = cells
      .slice(first, first + view.rows.length)
      .map((row) => view.columns.map((_, i) => text(row[i])))
    expect(read).toEqual(view.rows.map((r) => r.cells))
  })
  it.each(FORMS)('%s %s compared with the ledger shows no difference', async (id, period) => {
    const answer = await compare(YD, id, period, await xlsx(YD, id, period))
    const view = await form(YD, id, period)
    expect(answer.json()).toEqual({ rows: view.rows.length, matched: view.rows.length, problems: [] })
  })
  it('names a changed cell with its row and column, and a total that disagrees (RPT-10)', async () => {
    const { read, utils, write } = await import('@e965/xlsx')
    const book = read(await xlsx(YD, 'support-summary', '2024'), { type: 'array' })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    if (!sheet) throw new Error('no sheet')
    const [address] = Object.keys(sheet).filter((k) => /^I\d+$/.test(k) && sheet[k].v === 1)
    if (!address) throw new Error('no May figure')
    const row = Number(address.slice(1))
    utils.sheet_add_aoa(sheet, [[7]], { origin: address })
    const made: unknown = write(book, { type: 'array', bookType: 'xlsx' })
    const { problems } = (
      await compare(YD, 'support-summary', '2024', new Uint8Array(made as ArrayBuffer))
    ).json()
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'comparison-differs',
          place: expect.objectContaining({ row, column: 'month5' }),
        }),
        expect.objectContaining({ code: 'total-disagrees' }),
      ]),
    )
    expect(problems).toHaveLength(2)
    for (const p of problems)
      expect(p).toMatchObject({
        zh: expect.stringMatching(/7/),
        remedyZh: expect.stringMatching(/./),
        remedyEn: expect.stringMatching(/./),
      })
  })
  it('refuses a file that is none, and readers who may not compare', async () => {
    const pdf = await compare(YD, 'support-summary', '2024', new TextEncoder().encode('%PDF-1.7 x'))
    expect([pdf.statusCode, pdf.json().problems[0].code]).toEqual([422, 'file-is-pdf'])
    expect((await compare(YD, 'support-summary', '2024', new Uint8Array([1]), 'hospital')).statusCode).toBe(
      403,
    )
    expect((await compare(YD, 'support-summary', '2024', new Uint8Array([1]), 'shishi')).statusCode).toBe(404)
  })
  it('prints a PDF of the same', async () => {
    const answer = await get('bureau', `${at(YD, 'support-summary', '2024')}/pdf`)
    expect([
      answer.statusCode,
      answer.headers['content-type'],
      answer.rawPayload.subarray(0, 5).toString(),
    ]).toEqual([200, 'application/pdf', '%PDF-'])
  })
})

describe('the same rows on screen and in the file (SEC-1, SEC-2)', () => {
  it.each([
    [
      'unit',
      (v: FormView) => new Set(v.rows.map((r) => r.cells[column(v, 'receivingUnit')])),
      ['永定区湖雷镇中心卫生院'],
    ],
    [
      'hospital',
      (v: FormView) => new Set(v.rows.map((r) => r.cells[column(v, 'supportingUnit')])),
      ['永定区医院'],
    ],
  ] as const)('%s', async (login, of, expected) => {
    const period = login === 'unit' ? '2024-04' : '2024-05'
    const view = await form(YD, 'workload-return', period, login)
    expect(view.rows.length).toBeGreaterThan(0)
    expect([...of(view)]).toEqual(expected)
    const cells = secondProgram(await xlsx(YD, 'workload-return', period, login))
      .cells.map((r) => r.join('|'))
      .join('\n')
    const all = await form(YD, 'workload-return', period)
    const names = (v: FormView) => new Set(v.rows.map((r) => r.cells[0] ?? ''))
    const foreign = [...names(all)].filter((n) => !names(view).has(n))
    expect(foreign.length).toBeGreaterThan(0)
    for (const name of foreign) expect(cells).not.toContain(name)
  })
  it('no export carries a number of a doctor or the name or number of a resident', async () => {
    const people = await oracle(
      sql<{
        name: string
        phone: string
      }>`select b.name, b.phone from beneficiaries b join day_cards c on c.id = b.day_card_id where c.region_id = ${REGION} and to_char(c.day, 'YYYY-MM') = '2024-05'`,
    )
    expect(people.length).toBeGreaterThan(10)
    for (const [id, period] of FORMS) {
      const text = secondProgram(await xlsx(YD, id, period))
        .cells.flat()
        .join('|')
      expect(text).not.toMatch(/1[3-9]\d{9}/)
      const schedule = await form(YD, 'staffing-schedule', '2024')
      const doctors = new Set(schedule.rows.map((r) => r.cells[column(schedule, 'doctorName')]))
      for (const person of people) if (!doctors.has(person.name)) expect(text).not.toContain(person.name)
    }
  })
  it('another county sees neither form nor board', async () => {
    for (const url of [
      at(YD, 'support-summary', '2024'),
      `${at(YD, 'support-summary', '2024')}/xlsx`,
      `/api/programmes/${PROGRAMME}/board`,
    ])
      expect((await get('shishi', url)).statusCode, url).toBe(404)
  })
})

describe('a file of something else (bad input)', () => {
  const compare = async (p: Place, period: string, file: Uint8Array) =>
    (await server.as(p.login))('POST', `${at(p, 'workload-return', period)}/comparison?fileName=a.xlsx`, file)
  const exported = async (p: Place, period: string): Promise<Uint8Array> =>
    new Uint8Array((await get(p.login, `${at(p, 'workload-return', period)}/xlsx`)).rawPayload)
  const SS = { region: '350581', programme: 'shishi-2022', login: 'shishi' }
  it.each([
    ['another month', YD, '2024-04', 'comparison-other-month'],
    ['another programme', SS, '2022-06', 'comparison-other-programme'],
    ['the same', YD, '2024-05', undefined],
  ] as const)('%s is named, and not compared row by row', async (_, p, period, code) => {
    const answer = (await compare(YD, '2024-05', await exported(p, period))).json()
    expect(answer.problems[0]?.code).toBe(code)
    if (code) expect([answer.matched, answer.problems.length]).toEqual([0, 1])
    else expect(answer.matched).toBeGreaterThan(0)
  })
  it('another county of the same programme is named', async () => {
    const [here, there] = ['350421', '350423'].map((region) => ({
      region,
      programme: 'sanming-2023',
      login: 'sanming',
    }))
    if (!here || !there) throw new Error('two counties')
    const answer = (await compare(here, '2023-02', await exported(there, '2023-02'))).json()
    expect(answer.problems[0]?.code).toBe('comparison-other-county')
  })
})

describe('how a month stands', () => {
  const today = async (login = 'bureau', query = `?programmeId=${PROGRAMME}`): Promise<Today> =>
    (await get(login, `/api/today${query}`)).json()
  it('says how a month stands, in SQL’s own numbers, for a county and for a whole city', async () => {
    for (const p of [
      { ...YD, month: '2024-05', like: REGION },
      { region: '', programme: 'sanming-2023', login: 'sanming', month: '2023-06', like: '3504' },
    ]) {
      const { month } = await today(p.login, `?programmeId=${p.programme}&month=${p.month}`)
      const [n] = await oracle(sql<{
        duties: number
        covered: number
        missing: number
        duplicates: number
        waiting: number
      }>`
        select (select count(*)::int from duties where programme_id = ${p.programme} and month = ${p.month}) duties,
          (select count(distinct unit_id)::int from duties where programme_id = ${p.programme} and month = ${p.month}) covered,
          (select count(*)::int from duties d where programme_id = ${p.programme} and month = ${p.month} and status = 'published' and day <= '2024-05-20'
            and not exists (select 1 from day_cards c where c.practitioner_id = d.practitioner_id and c.unit_id = d.unit_id and c.day = d.day and c.status <> 'merged')) missing,
          (select count(*)::int from day_cards where programme_id = ${p.programme} and to_char(day, 'YYYY-MM') = ${p.month} and status = 'duplicate') duplicates,
          (select count(*)::int from day_cards where programme_id = ${p.programme} and to_char(day, 'YYYY-MM') = ${p.month} and status = 'submitted') waiting`)
      expect(month).toMatchObject({
        duties: n?.duties,
        covered: n?.covered,
        missingCards: n?.missing,
        duplicates: n?.duplicates,
        toConfirm: n?.waiting,
      })
      expect(n?.duties).toBeGreaterThan(20)
    }
  })
})

describe('the board (TGT-*)', () => {
  it.each(PLACES)('$programme in SQL’s own numbers', async (p) => {
    const board: Board = (
      await get(p.login, `/api/programmes/${p.programme}/board?on=${p.year}-12-31`)
    ).json()
    const until = `${p.year}-12-31`
    const [n] = await oracle(sql<{ days: number; doctors: number; units: number }>`
      select (select count(distinct (practitioner_id, unit_id, day))::int from day_cards where programme_id = ${p.programme} and status in ('submitted', 'confirmed') and day <= ${until}) days,
        (select count(distinct practitioner_id)::int from (select practitioner_id from postings where programme_id = ${p.programme} and ended_at is null union select practitioner_id from day_cards where programme_id = ${p.programme} and status in ('submitted', 'confirmed') and day <= ${until}) d) doctors,
        (select count(distinct unit_id)::int from postings where programme_id = ${p.programme} and ended_at is null) units`)
    expect(board.months.reduce((sum, m) => sum + m.personDays, 0)).toBe(n?.days)
    expect(board.units.reduce((sum, u) => sum + u.total, 0)).toBe(n?.days)
    for (const t of board.targets) {
      if (t.metric === 'doctors') expect(t.actual).toBe(n?.doctors)
      if (t.metric === 'unitsCovered') expect(t.actual).toBe(n?.units)
      if (t.metric === 'personDays') expect(t.actual).toBe(n?.days)
      if (t.metric === 'mobileRounds') expect([t.actual, t.state]).toEqual([null, 'notMeasured'])
      expect(t.citation.length).toBeGreaterThan(10)
    }
  })
  it('counts a milestone by its date, whenever it is looked at (TGT-5)', async () => {
    const on = async (day: string): Promise<number | null | undefined> =>
      ((await get('sanming', `/api/programmes/sanming-2023/board?on=${day}`)).json() as Board).targets.find(
        (t) => t.metric === 'consultations',
      )?.actual
    const [n] = await oracle(
      sql<{
        n: number
      }>`select sum(a.count)::int n from day_card_activities a join day_cards c on c.id = a.day_card_id where c.programme_id = 'sanming-2023' and c.status in ('submitted', 'confirmed') and c.day <= '2023-08-31' and a.kind in ('outpatient', 'wardRound', 'surgery')`,
    )
    expect([await on('2023-08-31'), await on('2023-12-31')]).toEqual([n?.n, n?.n])
  })
  it('leaves lone half days out where the plan says so, on board, form and facts alike (WRK-11)', async () => {
    const bureau = await server.as('bureau')
    const [p] = (await bureau('GET', `/api/regions/${REGION}/programmes/${PROGRAMME}/postings`)).json().items
    const card = {
      programmeId: PROGRAMME,
      dutyId: null,
      unitId: p.unit.id,
      practitionerId: p.practitioner.id,
      day: '2024-05-06',
      half: 'am',
      activities: [],
      homeVisits: [],
      beneficiaries: [],
      otherServices: '指导',
      otherWork: '',
      leaflets: 0,
      noticeClicks: 0,
      screenNotices: 0,
      transportFen: 0,
      lodgingFen: 0,
      suppliesFen: 0,
    }
    expect(
      (await bureau('PUT', `/api/regions/${REGION}/day-cards/${uuidv7()}?version=0&submit=yes`, card))
        .statusCode,
    ).toBe(200)
    const count = async () => {
      const view = await form(YD, 'support-summary', '2024')
      const board: Board = (await get('bureau', `/api/programmes/${PROGRAMME}/board`)).json()
      const facts = (
        await get('bureau', `${at(YD, 'support-summary', '2024')}/facts?rowId=total&column=month5`)
      ).json()
      return [
        Number(totalOf(view, 'month5')),
        board.months.find((m) => m.month === '2024-05')?.personDays,
        facts.total,
      ]
    }
    const [before] = await count()
    expect(await count()).toEqual([before, before, before])
    const source = (await bureau('GET', `/api/programmes/${PROGRAMME}/source`)).body.replace(
      'halfDay: countsAsDay',
      'halfDay: notCounted',
    )
    expect(
      (await bureau('POST', '/api/programmes', { source, reason: '半天不计', effectiveFrom: '2024-05-01' }))
        .statusCode,
    ).toBe(200)
    const without = Number(before) - 1
    expect(await count()).toEqual([without, without, without])
  })
})
