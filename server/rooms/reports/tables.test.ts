// Tables of a layout of one's own over HTTP (FRM-6): every number against plain SQL and against 附件3, versions, who may, what is
// refused, and the files read again.
import { read as readWorkbook, utils } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FilledTable, KeptTable } from '../../../contract/reports-tables.ts'
import { ROWS_BY } from '../../../domain/forms/custom-fields.ts'
import { CUSTOM_STARTERS, emptyTable } from '../../../domain/forms/custom-starters.ts'
import type { CustomTable } from '../../../domain/forms/custom-table.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const all = '/api/regions/350803/tables'
const filled = (period = '2024-04') => `/api/regions/${REGION}/programmes/${PROGRAMME}/tables/${period}`
const keep = async (name: string, table: CustomTable): Promise<KeptTable> => {
  const answer = await send('bureau', 'POST', all, { name, table })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const fill = async (login: string, id: string, period?: string): Promise<FilledTable> => {
  const answer = await send(login, 'GET', `${filled(period)}?tableId=${id}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const at = (view: FilledTable, row: number, key: string): string | undefined =>
  view.rows[row]?.cells[view.columns.findIndex((c) => c.key === key)]
const column = (view: FilledTable, key: string): number[] =>
  view.rows.map((r) => Number(r.cells[view.columns.findIndex((c) => c.key === key)]))
const total = (view: FilledTable, key: string): number => {
  const at = view.columns.findIndex((c) => c.key === key)
  const cells = view.total?.flatMap((c) => [c.text, ...Array<string>(c.colspan - 1).fill('')]) ?? []
  return Number(cells[at])
}
const withFigures = (rowsBy: CustomTable['rowsBy']): CustomTable => ({
  ...emptyTable(rowsBy),
  columns: [
    ...emptyTable(rowsBy).columns,
    ...['homeVisits', 'lectures', 'trainedStaff', 'skillTrainings', 'roundFunds'].map((field) => ({
      field,
      label: '',
      band: '',
    })),
    ...(['unit', 'hospital', 'county', 'month'].includes(rowsBy)
      ? [{ field: 'doctors', label: '', band: '' }]
      : []),
  ],
})

describe('a table of one’s own', () => {
  it.each(ROWS_BY)('by %s adds up to what plain SQL counts, row by row', async (rowsBy) => {
    const kept = await keep(`按${rowsBy}`, withFigures(rowsBy))
    const view = await fill('bureau', kept.id, rowsBy === 'month' ? '2024' : '2024-04')
    const to = rowsBy === 'month' ? '2024-12-31' : '2024-04-30'
    const from = rowsBy === 'month' ? '2024-01-01' : '2024-04-01'
    const key = {
      unit: sql`c.unit_id::text`,
      hospital: sql`c.hospital_id::text`,
      doctor: sql`c.practitioner_id::text`,
      county: sql`c.region_id`,
      month: sql`to_char(c.day, 'YYYY-MM')`,
      card: sql`c.id::text`,
    }[rowsBy]
    const rows = await oracle(sql<{
      key: string
      consultations: number
      home: number
      fen: number
      days: number
      doctors: number
    }>`
      select ${key} as key, sum((select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind in ('outpatient', 'wardRound', 'surgery')))::int as consultations,
        sum(greatest((select coalesce(sum(a.count), 0) from day_card_activities a where a.day_card_id = c.id and a.kind = 'homeVisit'), (select count(*) from home_visits v where v.day_card_id = c.id)))::int as home,
        sum(c.transport_fen + c.lodging_fen + c.supplies_fen)::int as fen, count(distinct (c.practitioner_id, c.unit_id, c.day))::int as days, count(distinct c.practitioner_id)::int as doctors
      from day_cards c where c.region_id = ${REGION} and c.programme_id = ${PROGRAMME} and c.status in ('submitted', 'confirmed') and c.day between ${from}::date and ${to}::date group by 1`)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const i = view.rows.findIndex((r) => r.id === row.key)
      expect(i, row.key).toBeGreaterThanOrEqual(0)
      expect(Number(at(view, i, 'consultations'))).toBe(row.consultations)
      expect(Number(at(view, i, 'homeVisits'))).toBe(row.home)
      expect(Number(at(view, i, 'roundFunds'))).toBe(row.fen / 100)
      if (rowsBy !== 'card') expect(Number(at(view, i, 'personDays'))).toBe(row.days)
      if (view.columns.some((c) => c.key === 'doctors'))
        expect(Number(at(view, i, 'doctors'))).toBe(row.doctors)
    }
    const known = new Set(rows.map((r) => r.key))
    for (const row of view.rows.filter((r) => !known.has(r.id)))
      expect(row.cells[view.columns.findIndex((c) => c.key === 'consultations')]).toBe('0')
    for (const name of [
      'consultations',
      'homeVisits',
      'lectures',
      'trainedStaff',
      'skillTrainings',
      'roundFunds',
    ])
      expect(total(view, name), name).toBeCloseTo(
        column(view, name).reduce((n, v) => n + v, 0),
        2,
      )
  })
  it('counts a doctor of two units once in the total, says 0 for who did nothing and nothing before the time', async () => {
    const kept = await keep('医师数', withFigures('unit'))
    const view = await fill('bureau', kept.id)
    const [counted] = await oracle(sql<{ n: number }>`
      select count(distinct practitioner_id)::int as n from day_cards where region_id = ${REGION} and programme_id = ${PROGRAMME}
      and status in ('submitted', 'confirmed') and day between '2024-04-01' and '2024-04-30'`)
    expect(total(view, 'doctors')).toBe(counted?.n)
    const later = await fill('bureau', kept.id, '2024-09')
    expect(later.rows.length).toBe(view.rows.length)
    expect(
      new Set(later.rows.map((r) => r.cells[later.columns.findIndex((c) => c.key === 'consultations')])),
    ).toEqual(new Set(['']))
  })
  it('opens each number to its cards', async () => {
    const kept = await keep('事实', withFigures('doctor'))
    const view = await fill('bureau', kept.id)
    const i = column(view, 'consultations').findIndex((n) => n > 0)
    const row = view.rows[i]
    const query = `?tableId=${kept.id}&rowId=${row?.id}&column=consultations`
    const facts = (await send('bureau', 'GET', `${filled()}/facts${query}`)).json()
    expect(facts.total).toBe(Number(at(view, i, 'consultations')))
    expect(facts.facts.reduce((n: number, f: { value: string }) => n + Number(f.value), 0)).toBe(facts.total)
    expect(new Set(facts.facts.map((f: { practitioner: string }) => f.practitioner)).size).toBe(1)
  })
  it('shows a unit its own numbers only', async () => {
    const kept = await keep('各看各的', withFigures('unit'))
    const whole = await fill('bureau', kept.id)
    const own = await fill('unit', kept.id)
    expect(own.rows).toHaveLength(1)
    const same = whole.rows.findIndex((r) => r.id === own.rows[0]?.id)
    expect(at(own, 0, 'consultations')).toBe(at(whole, same, 'consultations'))
    expect(total(own, 'consultations')).toBe(Number(at(own, 0, 'consultations')))
  })
  it('is a workbook and a PDF of the same numbers', async () => {
    const [starter] = CUSTOM_STARTERS as [CustomTable]
    const kept = await keep('文件', starter)
    const view = await fill('bureau', kept.id)
    const answer = await send('bureau', 'GET', `${filled()}/xlsx?tableId=${kept.id}`)
    const book = readWorkbook(answer.rawPayload, { type: 'buffer' })
    const rows = utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, {
      header: 1,
    })
    const first = rows.findIndex((r) => r[0] === 1)
    expect(rows[first]?.map(String).slice(0, 5)).toEqual(view.rows[0]?.cells.slice(0, 5))
    const pdf = await send('bureau', 'GET', `${filled()}/pdf?tableId=${kept.id}`)
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('keeping it', () => {
  it('makes a version of each change, takes out of use and back, and refuses who changed an older one', async () => {
    const table = emptyTable('unit')
    const one = await keep('版本', table)
    const change = (body: object) => send('bureau', 'POST', all, { id: one.id, name: '版本', table, ...body })
    expect((await change({ version: 1, table: { ...table, paper: 'a3' } })).json()).toMatchObject({
      version: 2,
    })
    const late = await change({ version: 1 })
    expect([late.statusCode, late.json().code]).toEqual([409, 'changed-meanwhile'])
    expect((await change({ version: 2, retired: true })).json()).toMatchObject({ version: 3, retired: true })
    expect((await change({ version: 3, retired: false })).json()).toMatchObject({
      version: 4,
      retired: false,
    })
    const [kept] = await oracle(
      sql<{ n: number }>`select count(*)::int as n from custom_tables where id = ${one.id}`,
    )
    expect(kept?.n).toBe(4)
  })
  it('refuses a layout that cannot be filled, column by column, and a name there is', async () => {
    const table = { ...emptyTable('unit'), columns: [{ field: 'dutyDay', label: '', band: '' }] }
    const answer = await send('bureau', 'POST', all, { name: '不行', table })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().problems.map((p: { code: string }) => p.code)).toEqual([
      'table-column-unfit',
      'table-nobody',
    ])
    await keep('同名', emptyTable('unit'))
    expect(
      (await send('bureau', 'POST', all, { name: '同名', table: emptyTable('month') })).json().code,
    ).toBe('already-exists')
  })
  it('is the bureau’s; others read it; no other county sees it', async () => {
    const kept = await keep('谁能看', emptyTable('unit'))
    expect((await send('unit', 'POST', all, { name: '我的', table: emptyTable('unit') })).statusCode).toBe(
      403,
    )
    const seen = (await send('unit', 'GET', all)).json()
    expect(seen).toMatchObject({ mayEdit: false })
    expect(seen.items.map((t: KeptTable) => t.id)).toContain(kept.id)
    expect((await send('sanming', 'GET', all)).statusCode).toBe(404)
    expect((await send('bureau', 'GET', `${filled('2024-13')}?tableId=${kept.id}`)).statusCode).toBe(400)
  })
  it('lets a county use the table of its city and not change it', async () => {
    const answer = await send('city', 'POST', '/api/regions/350800/tables', {
      name: '全市统一',
      table: emptyTable('unit'),
    })
    expect(answer.statusCode, answer.body).toBe(200)
    const [above] = (await send('bureau', 'GET', all))
      .json()
      .items.filter((t: KeptTable) => t.name === '全市统一')
    expect(above).toMatchObject({ own: false })
    expect((await fill('bureau', above.id)).rows.length).toBeGreaterThan(0)
    const change = await send('bureau', 'POST', all, {
      id: above.id,
      version: 1,
      name: '全市统一',
      table: emptyTable('unit'),
    })
    expect(change.statusCode).toBe(404)
  })
})
