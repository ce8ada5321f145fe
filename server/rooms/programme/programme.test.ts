// The five official plans side by side, each number and date of TGT-* and RPT-* with the clause it comes from,
// versions that leave the past alone, and who may write which plan.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Programme, Rule } from '../../../domain/programme/programme.ts'
import { duesOf } from '../../../domain/reports/dues.ts'
import { type HolidayTable, isWorkday, UnknownHolidayYear } from '../../../domain/shared/calendar.ts'
import { daysOfSpans, HOLIDAY_CN } from '../../../test/fixtures/holidays.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import { projectRoot } from '../../platform/config.ts'
import { holidaysOfYear } from '../../platform/reference-data.ts'

const S0 = 'shishi-2022'
const S1 = 'sanming-2023'
const S2 = 'yongding-2024'
const S3 = 'licheng-2023'
const S4 = 'guangshan-2021'
const PLANS = [S0, S1, S2, S3, S4]

let server: TestServer
const plans = new Map<string, { document: Programme; citations: Record<string, string> }>()
beforeAll(async () => {
  server = await startServer()
  const send = await server.as('bureau')
  for (const id of PLANS) plans.set(id, (await send('GET', `/api/programmes/${id}`)).json())
})
afterAll(() => server.close())

/** One line of requirements.md: the clause, the plan that must carry it, and the fields its rules must show. */
type Line = [clause: string, plan: string, ...expected: Record<string, unknown>[]]
const target = (metric: string, atLeast: number, by: string, more = {}) => ({
  kind: 'target',
  metric,
  atLeast,
  by,
  ...more,
})
const minimum = (days: number, more = {}) => ({
  kind: 'minimumDuty',
  days,
  per: 'month',
  by: 'doctor',
  ...more,
})
const report = (due: object, period: string, more = {}) => ({ kind: 'report', due, period, ...more })

const TABLE: Line[] = [
  ['TGT-1', S1, target('doctors', 146, '2023-12-31'), target('municipalDoctorShare', 0.3, '2023-12-31')],
  ['TGT-2', S1, target('personDays', 1606, '2023-12-31', { per: 'programme' })],
  ['TGT-3', S1, target('mobileRounds', 1, '2023-12-31', { per: 'quarter' })],
  ['TGT-4', S1, target('countyHospitalSupportDays', 20, '2023-12-31')],
  [
    'TGT-5',
    S1,
    target('lectures', 80, '2023-08-31'),
    target('traineeVisits', 800, '2023-08-31'),
    target('consultations', 7000, '2023-08-31'),
    target('specialGroupServices', 800, '2023-08-31'),
    target('homeVisits', 60, '2023-08-31'),
  ],
  ['TGT-6', S0, target('unitsCovered', 9, '2022-05-31')],
  ['TGT-6', S2, target('unitsCovered', 24, '2024-03-31')],
  ['TGT-6', S3, target('unitsCovered', 8, '2023-12-10')],
  ['TGT-7', S0, minimum(1, { upTo: 2 })],
  ['TGT-7', S1, minimum(1)],
  ['TGT-7', S2, minimum(1)],
  ['TGT-7', S3, minimum(1, { upTo: 2 })],
  ['TGT-8', S2, { kind: 'homeVisitHalfDays', halfDays: 1, per: 'month' }],
  ['TGT-9', S4, minimum(4, { dayKind: 'workingDay', by: 'department' })],
  ['TGT-10', S4, target('skillTrainings', 1, '2022-04-30', { per: 'month' })],
  ['TGT-11', S4, target('outpatientGrowth', 0, '2022-04-30'), target('inpatientGrowth', 0, '2022-04-30')],
  ['TGT-12', S4, target('recordQuality', 0, '2022-04-30'), target('infectionControl', 0, '2022-04-30')],
  ['TGT-13', S1, { kind: 'minimumDuty', days: 30, per: 'year', by: 'keyDoctor' }],
  [
    'TGT-14',
    S4,
    target('primaryCareShare', 0, '2022-04-30', { per: 'year' }),
    target('tcmCapability', 1, '2022-04-30'),
    target('nationalIndicators', 1, '2022-04-30', { per: 'year' }),
  ],
  [
    'RPT-1',
    S2,
    report({ date: '2024-03-31' }, 'firstMonth', {
      forms: ['support-summary', 'workload-return', 'narrative'],
    }),
  ],
  ['RPT-2', S2, report({ day: 22 }, 'currentMonth', { forms: ['support-summary', 'workload-return'] })],
  ['RPT-3', S3, report({ day: 1 }, 'previousMonth', { reporters: ['receivingUnit'] })],
  ['RPT-4', S0, report({ day: 2 }, 'previousMonth', { reporters: ['allianceOffice'] })],
  ['RPT-5', S1, { kind: 'report', period: 'quarter' }],
  ['RPT-6', S0, report({ date: '2022-12-31' }, 'year', { from: '2022-10-01' })],
  ['RPT-6', S1, report({ date: '2023-12-18', lastOn: '2023-12-20' }, 'year')],
  ['RPT-6', S2, report({ date: '2024-12-31' }, 'year')],
  ['RPT-6', S3, report({ date: '2023-12-15' }, 'year')],
  ['RPT-7', S1, { kind: 'obligation' }],
  ['RPT-7', S2, { kind: 'obligation' }],
  ['RPT-8', S1, { kind: 'supervision', how: '抽查' }],
  ['RPT-8', S2, { kind: 'supervision', how: '抽查' }],
  ['RPT-9', S2, { kind: 'obligation' }],
  ['RPT-10', S2, { kind: 'obligation' }],
  ['RPT-11', S1, { kind: 'obligation' }],
]

const rulesFor = (plan: string, clause: string): Rule[] =>
  (plans.get(plan)?.document.rules ?? []).filter((rule) => rule.clauses.includes(clause))

const NO_HOLIDAYS = {
  holidays: new Set<string>(),
  makeUpWorkdays: new Set<string>(),
  years: new Set<number>(),
}

describe('the five plans as data (PLN-1)', () => {
  it('stand side by side', async () => {
    const items = (await (await server.as('village'))('GET', '/api/programmes')).json().items
    expect(items.map((p: { id: string }) => p.id).sort()).toEqual([...PLANS].sort())
  })
  it.each(TABLE)(
    '%s stands in %s with its numbers, its dates and its clause',
    (clause, plan, ...expected) => {
      const rules = rulesFor(plan, clause)
      for (const fields of expected) {
        const rule = rules.find((r) =>
          Object.entries(fields).every(
            ([k, v]) => JSON.stringify((r as Record<string, unknown>)[k]) === JSON.stringify(v),
          ),
        )
        expect(rule, `${clause} ${JSON.stringify(fields)} among ${JSON.stringify(rules)}`).toBeDefined()
        const words = plans.get(plan)?.citations[rule?.id ?? ''] ?? ''
        expect(words).toContain(rule?.source.quote)
        expect(rule?.source.quote.length).toBeGreaterThan(3)
        expect(words.length).toBeGreaterThan(10)
      }
    },
  )
  it('leaves no id of TGT-1…TGT-14 and RPT-1…RPT-11 out', () => {
    const ids = [
      ...Array.from({ length: 14 }, (_, i) => `TGT-${i + 1}`),
      ...Array.from({ length: 11 }, (_, i) => `RPT-${i + 1}`),
    ]
    expect([...new Set(TABLE.map(([clause]) => clause))].sort()).toEqual([...ids].sort())
  })
  it('RPT-6: work ends on 12-10 in S3, plans are filed on 07-15, 08-25 and 03-31 (PLN-5)', () => {
    expect(rulesFor(S3, 'TGT-6').every((r) => r.kind === 'target' && r.by === '2023-12-10')).toBe(true)
    const filings = [S1, S3, S2].map((plan) =>
      plans.get(plan)?.document.rules.flatMap((r) => (r.kind === 'planFiling' ? [r.due] : [])),
    )
    expect(filings).toEqual([['2023-07-15'], ['2023-08-25'], ['2024-03-31']])
  })
  it('N15: 1606 is 146 × 11, and thirty per cent of 146 are at least 44', () => {
    const [days] = rulesFor(S1, 'TGT-2')
    const of = (metric: string) =>
      rulesFor(S1, 'TGT-1').find((r) => r.kind === 'target' && r.metric === metric)
    const [doctors, share] = [of('doctors'), of('municipalDoctorShare')]
    if (days?.kind !== 'target' || doctors?.kind !== 'target' || share?.kind !== 'target')
      throw new Error('not targets')
    expect(days.atLeast).toBe(doctors.atLeast * 11)
    expect(Math.ceil(doctors.atLeast * share.atLeast)).toBe(44)
  })
  it('N1: nothing of the notice spliced into S3 is quoted or dated', () => {
    const document = plans.get(S3)?.document
    const said = JSON.stringify(document?.rules)
    for (const word of ['雷霆', '非法行医', '打击', '10-15', '09-30', '9月30日', '10月15日'])
      expect(said).not.toContain(word)
    if (!document) throw new Error('no plan')
    const dates = duesOf(document, NO_HOLIDAYS).map((t) => t.dueOn)
    for (const day of ['2023-08-15', '2023-09-30', '2023-10-15']) expect(dates).not.toContain(day)
  })
  it('due days conflict as the plans do: 1, 2 and 22', () => {
    const monthly = (plan: string) =>
      new Set(
        duesOf(plans.get(plan)?.document as Programme, NO_HOLIDAYS)
          .filter(
            (t) => /^\d{4}-\d{2}$/.test(t.period) && t.packageId.startsWith('monthly') && t.part === 'main',
          )
          .map((t) => t.dueOn.slice(8)),
      )
    expect([S0, S2, S3].map((plan) => [...monthly(plan)])).toEqual([['02'], ['22'], ['01']])
  })
})

describe('no code path names a county', () => {
  // Documents are cited by their number; everything else about a place is data.
  const CITATION = /(永|狮总|泉鲤|光)[卫医政管委办]+〔\d{4}〕\d+号/g
  const NAMES = /石狮|三明|永定|鲤城|光山|shishi|sanming|yongding|licheng|guangshan/i
  const files = (folder: string): string[] =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile() && /\.(ts|tsx)$/.test(f.name) && !/\.test\.tsx?$/.test(f.name))
      .map((f) => join(f.parentPath, f.name))
  it.each(['domain', 'contract', 'server', 'optimiser', 'web', 'cli'])('%s', (folder) => {
    const found: string[] = []
    for (const file of files(folder))
      readFileSync(file, 'utf8')
        .split('\n')
        .forEach((line, i) => {
          const isComment = /^\s*(\/\/|\*|\/\*)/.test(line)
          if (!isComment && NAMES.test(line.replace(/\/\/ .*$/, '').replaceAll(CITATION, '')))
            found.push(`${file}:${i + 1} ${line.trim()}`)
        })
    expect(found).toEqual([])
  })
})

const source = (file: string): string => readFileSync(join(projectRoot, 'programmes', `${file}.yaml`), 'utf8')

describe('writing plans', () => {
  const save = async (login: string, text: string, effectiveFrom = '2024-06-01') =>
    (await server.as(login))('POST', '/api/programmes', {
      source: text,
      reason: '调整月最低天数',
      effectiveFrom,
    })

  it.each([
    [
      'a tab in the indentation',
      (t: string) => t.replace('  - id: title-floor', '\t- id: title-floor'),
      'programme-yaml-broken',
    ],
    [
      'an unclosed quote',
      (t: string) => t.replace('name: 局医政股', 'name: "局医政股'),
      'programme-yaml-broken',
    ],
    [
      'an unknown field',
      (t: string) => t.replace('    floor: intermediate', '    flor: intermediate'),
      'programme-field-wrong',
    ],
    [
      'a rule twice',
      (t: string) => t.replace('- id: monthly-day', '- id: title-floor'),
      'programme-rule-twice',
    ],
    [
      'a document nobody listed',
      (t: string) =>
        t.replace(
          'source: { document: plan, heading: "四、工作目标", quote: "抽调',
          'source: { document: other, heading: "四、工作目标", quote: "抽调',
        ),
      'programme-unknown-document',
    ],
    [
      'a reversed period',
      (t: string) => t.replace('to: 2024-12-31 }', 'to: 2023-12-31 }'),
      'programme-period-reversed',
    ],
    [
      'a division that does not exist',
      (t: string) => t.replace('"350803110"', '"350803999"'),
      'programme-division-unknown',
    ],
    [
      'a unit of another county',
      (t: string) => t.replace('"350803110"', '"350581102"'),
      'programme-unit-outside',
    ],
  ])('refuses %s with its line and remedy', async (_, spoil, code) => {
    const spoilt = spoil(source(S2))
    expect(spoilt).not.toBe(source(S2))
    const answer = await save('bureau', spoilt)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'programme-invalid'])
    const found = answer.json().problems.find((p: { code: string }) => p.code === code)
    expect(found, JSON.stringify(answer.json().problems)).toMatchObject({
      zh: expect.any(String),
      en: expect.any(String),
      remedyZh: expect.stringMatching(/./),
      remedyEn: expect.stringMatching(/./),
      place: { line: expect.any(Number) },
    })
    expect((await (await server.as('bureau'))('GET', `/api/programmes/${S2}`)).json().versions).toHaveLength(
      1,
    )
  })
  it('points at the very line', async () => {
    const text = source(S2).replace('    floor: intermediate', '    floor: highest')
    const line = text.split('\n').findIndex((l) => l.includes('floor: highest')) + 1
    const answer = await (await server.as('bureau'))('POST', '/api/programme-checks', {
      source: text,
      file: 'x.yaml',
    })
    expect(answer.json()).toMatchObject({ ok: false, problems: [{ place: { file: 'x.yaml', line } }] })
  })
  it.each([
    ['another county', 'shishi'],
    ['the alliance office of another county', 'alliance'],
  ])('lets %s write no plan but its own', async (_, login) => {
    const foreign = login === 'alliance' ? S0 : S2
    const answer = await save(login, source(foreign))
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found'])
  })
  it('does not let a county take the id of another county’s plan', async () => {
    const mine = source(S0).replace('id: shishi-2022', `id: ${S2}`)
    expect((await save('shishi', mine)).statusCode).toBe(404)
    expect(
      (await (await server.as('bureau'))('GET', `/api/programmes/${S2}`)).json().card.division.code,
    ).toBe('350803')
  })
  it('keeps past months under the version they were published by (PLN-1, SCH-2)', async () => {
    const send = await server.as('bureau')
    const changed = source(S2).replace('    days: 1\n    dayKind: day', '    days: 2\n    dayKind: day')
    // A version that begins inside the published months changes what is planned from now on, not what was published.
    expect((await save('bureau', changed, '2024-04-01')).statusCode).toBe(200)
    const on = async (day: string) =>
      (await send('GET', `/api/programmes/${S2}?on=${day}`))
        .json()
        .document.rules.find((r: Rule) => r.id === 'monthly-day').days
    expect([await on('2024-03-31'), await on('2024-04-01')]).toEqual([1, 2])
    const month = async (m: string) =>
      (await send('GET', `/api/regions/350803/programmes/${S2}/rosters/${m}`)).json().minimum.daysPerMonth
    expect([await month('2024-04'), await month('2024-05'), await month('2024-06')]).toEqual([1, 1, 2])
    // Even a version dated back to the start leaves what is published as it was; behind the newest none may start.
    const back = await save('bureau', changed.replace('days: 2', 'days: 3'), '2024-03-05')
    expect([back.statusCode, back.json().code]).toEqual([422, 'rule-broken'])
    const versions = (await send('GET', `/api/programmes/${S2}`)).json().versions
    expect(
      versions.map((v: { version: number; effectiveFrom: string }) => [v.version, v.effectiveFrom]),
    ).toEqual([
      [1, '2024-03-05'],
      [2, '2024-04-01'],
    ])
  })
  it('enters the named units of a new plan, so that none is forgotten (TGT-6)', async () => {
    const admin = await server.as('admin')
    const fresh = source(S3)
      .replace('id: licheng-2023', 'id: another-2024')
      .replace('name: 海滨街道社区卫生服务中心', 'name: 新建社区卫生服务中心')
    expect(
      (
        await admin('POST', '/api/programmes', {
          source: fresh,
          reason: '新项目',
          effectiveFrom: '2023-08-15',
        })
      ).statusCode,
    ).toBe(200)
    const names = async (side: string) =>
      (await admin('GET', `/api/organisations?programmeId=another-2024&side=${side}`))
        .json()
        .items.map((o: { name: string }) => o.name)
    expect(await names('supporting')).toHaveLength(2)
    expect(await names('receiving')).toEqual(
      expect.arrayContaining(['新建社区卫生服务中心', '临江街道社区卫生服务中心']),
    )
    expect(await names('receiving')).toHaveLength(8)
  })
})

describe('holidays (LV-9)', () => {
  it.each(Object.keys(HOLIDAY_CN).map(Number))('%i agrees day by day with an independent list', (year) => {
    const ours = holidaysOfYear(year)
    const table: HolidayTable = {
      holidays: new Set(ours.filter((d) => d.kind === 'holiday').map((d) => d.day)),
      makeUpWorkdays: new Set(ours.filter((d) => d.kind === 'makeUpWorkday').map((d) => d.day)),
      years: new Set([year]),
    }
    const theirs = HOLIDAY_CN[year]
    const [off, work] = [daysOfSpans(year, theirs?.off ?? ''), daysOfSpans(year, theirs?.work ?? '')]
    const wrong: string[] = []
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10)
      const weekend = [0, 6].includes(new Date(at).getUTCDay())
      if (isWorkday(day, table) !== (work.has(day) || (!weekend && !off.has(day)))) wrong.push(day)
    }
    expect(wrong).toEqual([])
  })
  it('2027 is unknown, an error and not a weekend, until somebody enters it', async () => {
    const send = await server.as('bureau')
    expect((await send('GET', '/api/holidays/2027')).json()).toEqual({ known: false, days: [] })
    const roster = await send('GET', `/api/regions/350803/programmes/${S2}/rosters/2027-01`)
    expect([roster.statusCode, roster.json().code]).toEqual([422, 'holiday-year-unknown'])
    expect(() =>
      isWorkday('2027-01-04', { holidays: new Set(), makeUpWorkdays: new Set(), years: new Set([2026]) }),
    ).toThrow(UnknownHolidayYear)
    const admin = await server.as('admin')
    const wrong = await admin('PUT', '/api/holidays/2027', {
      source: '国办通知',
      days: [{ day: '2028-01-01', kind: 'holiday', name: '元旦' }],
    })
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'invalid-value'])
    const twice = await admin('PUT', '/api/holidays/2027', {
      source: '国办通知',
      days: [1, 2].map(() => ({ day: '2027-01-01', kind: 'holiday', name: '元旦' })),
    })
    expect(twice.statusCode).toBe(400)
    expect(
      (
        await admin('PUT', '/api/holidays/2027', {
          source: '国办通知',
          days: [{ day: '2027-01-01', kind: 'holiday', name: '元旦' }],
        })
      ).json().known,
    ).toBe(true)
    expect((await send('GET', `/api/regions/350803/programmes/${S2}/rosters/2027-01`)).statusCode).toBe(200)
  })
})
