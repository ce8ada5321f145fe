// The whole chain over HTTP in a county that never was: its plan is saved, its table imported, its month planned and
// published, its days recorded, and the three annexes agree about all of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { FormView } from '../contract/reports.ts'
import { projectRoot } from '../server/platform/config.ts'
import { buildPublicPages } from './fixtures/public-pages.ts'
import { type StaffingRow, staffingTable } from './fixtures/staffing-table.ts'
import { startServer, type TestServer } from './harness/server.ts'

const COUNTY = '350899'
const ID = 'invented-2024'
const HERE = `/api/regions/${COUNTY}/programmes/${ID}`
const TOWNS = ['东溪镇', '西岭镇', '南坪乡', '北墩乡', '中洲镇']
const UNITS = TOWNS.map((town) => `试验县${town}卫生院`)
const SPECIALTIES = ['内科', '中医', '儿科', '心血管内科', '全科']

let server: TestServer
let send: (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
) => ReturnType<TestServer['anonymous']>

async function signIn(login: string, password: string): Promise<void> {
  const answer = await server.anonymous('POST', '/api/session', { login, password })
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  send = (method, url, body) => {
    const bytes = body instanceof Uint8Array
    return server.app.inject({
      method,
      url,
      headers: { cookie, ...(bytes ? { 'content-type': 'application/octet-stream' } : {}) },
      ...(body === undefined ? {} : { payload: bytes ? Buffer.from(body) : (body as object) }),
    })
  }
}

beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  const owner = new pg.Client({ connectionString: server.url })
  await owner.connect()
  await owner.query(`insert into divisions values ('${COUNTY}', '试验县', 'county', '3508')`)
  for (const [i, town] of TOWNS.entries())
    await owner.query(`insert into divisions values ('${COUNTY}10${i}', '${town}', 'township', '${COUNTY}')`)
  await owner.end()
  const admin = await server.as('admin')
  const made = await admin('POST', '/api/accounts', {
    login: 'invented',
    name: '试验县卫健局',
    password: 'a-good-password',
    role: 'bureau',
    divisionCode: COUNTY,
    organisationId: null,
    practitionerId: null,
  })
  expect(made.statusCode, made.body).toBe(200)
  await signIn('invented', 'a-good-password')
})
afterAll(() => server.close())

/** An existing plan as this county would write it: another id, division and units; the fifth unit comes with the table. */
function plan(): string {
  const document = parse(readFileSync(join(projectRoot, 'programmes', 'yongding-2024.yaml'), 'utf8'))
  const unit = (name: string, division: string, kind: string) => ({ name, division, kind })
  return stringify({
    ...document,
    id: ID,
    name: '试验县2024年度“医师下基层”对口支援工作方案',
    shortName: '试验 2024',
    division: COUNTY,
    alliance: null,
    supportingUnits: [{ ...unit('试验县医院', `${COUNTY}100`, 'countyHospital'), ownership: 'county' }],
    receivingUnits: {
      total: 5,
      named: UNITS.slice(0, 4).map((name, i) => unit(name, `${COUNTY}10${i}`, 'townshipHealthCentre')),
      exceptions: [],
    },
  })
}
const table: StaffingRow[] = UNITS.map((name, i) => ({
  区县: '试验县',
  受援单位: name,
  需求专业: SPECIALTIES[i] ?? '内科',
  支援单位: '试验县医院',
  专业: SPECIALTIES[i] ?? '内科',
  姓名: ['甲一', '乙二', '丙三', '丁四', '戊五'][i] ?? '',
  职称: i === 0 ? '副主任医师' : '主治医师',
  联系方式: `1380000070${i}`,
}))

const form = async (id: string, period: string): Promise<FormView> =>
  (await send('GET', `${HERE}/forms/${id}/${period}`)).json()
const column = (view: FormView, key: string): number => view.columns.findIndex((c) => c.key === key)
const values = (view: FormView, key: string): string[] =>
  view.rows.map((r) => r.cells[column(view, key)] ?? '')
const total = (view: FormView, key: string): string =>
  view.total?.[column(view, key) - (view.total[0]?.colspan ?? 0) + 1]?.text ?? ''
type Duty = { id: string; unitId: string; practitionerId: string; day: string }
let duties: Duty[] = []

describe('the chain', () => {
  it('1 · the county saves its plan, whose units are members at once', async () => {
    const saved = await send('POST', '/api/programmes', {
      source: plan(),
      reason: '方案印发',
      effectiveFrom: '2024-03-05',
    })
    expect([saved.statusCode, saved.json().id], saved.body).toEqual([200, ID])
    expect(
      (await send('GET', `/api/organisations?programmeId=${ID}&side=receiving`)).json().items,
    ).toHaveLength(4)
  })
  it('2 · imports its staffing table; the fifth unit and all doctors are made', async () => {
    const preview = (
      await send('POST', `${HERE}/staffing-imports?fileName=a.xlsx`, staffingTable(table))
    ).json()
    expect(preview.counts, JSON.stringify(preview.problems)).toMatchObject({
      rows: 5,
      errors: 0,
      newOrganisations: 1,
      newPractitioners: 5,
      newPostings: 5,
    })
    expect(
      (await send('POST', `/api/regions/${COUNTY}/staffing-imports/${preview.id}/confirmation`, {}))
        .statusCode,
    ).toBe(200)
    const schedule = await form('staffing-schedule', '2024')
    expect(values(schedule, 'receivingUnit')).toEqual(UNITS)
    expect(values(schedule, 'doctorName')).toEqual(table.map((r) => r.姓名))
  })
  it('3 · plans June until it is proven', async () => {
    const run = (
      await send('POST', `${HERE}/planning-runs`, { months: ['2024-06'], keepPostings: true })
    ).json()
    let state = run
    for (let i = 0; i < 300 && state.status === 'running'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      state = (await send('GET', `/api/regions/${COUNTY}/planning-runs/${run.id}`)).json()
    }
    expect(state).toMatchObject({ status: 'done', error: null })
    const roster = (await send('GET', `${HERE}/rosters/2024-06`)).json()
    expect([roster.proof.status, roster.uncovered, roster.duties.length]).toEqual(['optimal', [], 5])
  })
  it('4 · publishes it, and residents see it', async () => {
    const published = (await send('POST', `${HERE}/rosters/2024-06/publication`, {})).json()
    expect(published.status).toBe('published')
    duties = published.duties
    const page = await server.anonymous('GET', `/t/${COUNTY}?month=2024-06`)
    expect(page.statusCode).toBe(200)
    for (const row of table) expect(page.body).toContain(row.姓名)
    const { text } = (await send('GET', `${HERE}/rosters/2024-06/wechat-text`)).json()
    for (const row of table) expect(text).toContain(row.姓名)
  })
  it('5 · records every day once', async () => {
    server.setNow('2024-06-30')
    await signIn('invented', 'a-good-password')
    for (const [i, d] of duties.entries()) {
      const card = {
        programmeId: ID,
        dutyId: d.id,
        unitId: d.unitId,
        practitionerId: d.practitionerId,
        day: d.day,
        half: 'day',
        activities: [
          { kind: 'outpatient', count: 10 + i },
          { kind: 'training', count: 1, participants: 6 },
        ],
        homeVisits: [{ specialGroup: 'advancedAge', place: '上村', service: '随访' }],
        beneficiaries: [
          {
            name: '乐山和',
            phone: '13800000999',
            consents: [{ purpose: 'survey', version: 1, way: 'oral' }],
          },
        ],
        otherServices: '',
        otherWork: '',
        leaflets: 20,
        noticeClicks: 5,
        screenNotices: 1,
        transportFen: 1050,
        lodgingFen: 0,
        suppliesFen: 25,
      }
      const saved = await send(
        'PUT',
        `/api/regions/${COUNTY}/day-cards/${uuidv7()}?version=0&submit=yes`,
        card,
      )
      expect([saved.statusCode, saved.json().status], saved.body).toEqual([200, 'submitted'])
    }
    expect((await send('GET', `/api/today?programmeId=${ID}&month=2024-06`)).json().month).toMatchObject({
      units: 5,
      covered: 5,
      duties: 5,
      recorded: 5,
      missingCards: 0,
      toConfirm: 5,
    })
  })
  it('6 · 附件1, 附件2 and 附件3 agree', async () => {
    const [summary, schedule, returned] = [
      await form('support-summary', '2024'),
      await form('staffing-schedule', '2024'),
      await form('workload-return', '2024-06'),
    ]
    expect(summary.title).toContain('试验县2024年')
    expect(new Set(values(summary, 'receivingUnit'))).toEqual(new Set(values(schedule, 'receivingUnit')))
    for (const unit of UNITS) {
      const days = Number(
        summary.rows.find((r) => r.cells[column(summary, 'receivingUnit')] === unit)?.cells[
          column(summary, 'month6')
        ],
      )
      expect(days, unit).toBe(values(returned, 'receivingUnit').filter((u) => u === unit).length)
    }
    expect(total(summary, 'month6')).toBe('5')
    expect(values(returned, 'doctorName').sort()).toEqual(values(schedule, 'doctorName').sort())
    expect([
      total(returned, 'consultations'),
      total(returned, 'trainedStaff'),
      total(returned, 'homeVisits'),
      total(returned, 'roundFunds'),
      total(returned, 'leaflets'),
    ]).toEqual(['60', '30', '5', '53.75', '100'])
    const board = (await send('GET', `/api/programmes/${ID}/board`)).json()
    expect(board.months).toEqual([{ month: '2024-06', personDays: 5, duties: 5 }])
  })
  it('7 · what was exported comes back as nothing new', async () => {
    const exported = new Uint8Array(
      (await send('GET', `${HERE}/forms/staffing-schedule/2024/xlsx`)).rawPayload,
    )
    const again = (await send('POST', `${HERE}/staffing-imports?fileName=b.xlsx`, exported)).json()
    expect(again.counts, JSON.stringify(again.problems)).toMatchObject({
      rows: 5,
      errors: 0,
      newPostings: 0,
      unchanged: 5,
    })
  })
  it('8 · files the month and is in time or late by the clock', async () => {
    const { items } = (await send('GET', `/api/obligations?programmeId=${ID}&side=owner`)).json()
    const own = items.find(
      (o: { packageId: string; period: string; part: string }) =>
        o.packageId === 'monthly-return' && o.period === '2024-06' && o.part === 'main',
    )
    const at = `${HERE}/reports/monthly-return/2024-06/main/${own.body.id}`
    const seen = (await send('GET', at)).json()
    const answers = seen.questions.map((q: { code: string }) => ({ code: q.code, answer: '属实' }))
    const filed = await send('POST', `${at}/acts`, { act: 'submit', stamp: seen.stamp, answers })
    expect([filed.statusCode, filed.json().timing], filed.body).toEqual([200, 'late'])
  })
  it('and the neighbour knows nothing of it', async () => {
    const other = await server.as('bureau')
    for (const url of [
      `${HERE}/rosters/2024-06`,
      `${HERE}/forms/support-summary/2024`,
      `/api/programmes/${ID}/board`,
    ])
      expect((await other('GET', url)).statusCode, url).toBe(404)
    expect((await other('GET', `${HERE}/postings`)).json().items).toEqual([])
  })
})
