// What people and programs send by mistake or in malice: each is refused with a code, both languages, the place and
// the remedy, never with a fault of the server; and random bodies at every endpoint never bring one about.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../domain/access/roles.ts'
import { actions } from '../server/app.ts'
import { FORMATS } from './fixtures/sheets/files.ts'
import { HOSTILE } from './fixtures/sheets/hostile.ts'
import type { SheetCell } from './fixtures/sheets/layouts.ts'
import { type StaffingRow, staffingTable } from './fixtures/staffing-table.ts'
import { inProgramme, REGION, startServer, type TestServer } from './harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const IDS: Record<string, string> = {
  regionId: REGION,
  programmeId: 'yongding-2024',
  id: '01a00000-0000-7000-8000-000000000000',
  unitId: '01a00000-0000-7000-8000-000000000000',
  month: '2024-06',
  formId: 'support-summary',
  period: '2024',
  packageId: 'monthly-return',
  year: '2024',
}
const pathOf = (path: string, values: Record<string, string>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
const LOGINS: Partial<Record<Role, string>> = {
  bureau: 'bureau',
  allianceOffice: 'alliance',
  receivingUnit: 'unit',
  doctor: 'doctor',
}

describe('random bodies', () => {
  // Sign-in is left out because tries are limited; planning and files have tests of their own, for they take time.
  const SKIP = [
    'signIn',
    'signOut',
    'changePassword',
    'changeRole',
    'resetPassword',
    'startPlanning',
    'poster',
    'getFormPdf',
  ]
  const open = actions.filter((a) => !SKIP.includes(a.endpoint.id))
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      '\u0000',
      '2024-02-30',
      '9999-12-31',
      '0000-01-01',
      '0001-01',
      '9999-12',
      -1,
      1e308,
      2 ** 53,
      [],
      {},
      true,
      '350803',
      '350803103',
      '𠮷'.repeat(300),
      '%',
      "'; drop table duties; --",
      'yongding-2024',
      'outpatient',
      'day',
      'am',
      '内科',
      '主治医师',
      '2024-06-12',
      '2024-06',
      'no',
      'yes',
    ),
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.integer(),
    fc.double(),
    fc.uuid(),
  )

  /** A body of the endpoint's own keys, some of them right, some odd. */
  const bodyOf = (schema: unknown): fc.Arbitrary<unknown> => {
    const shape = (schema as { shape?: Record<string, unknown> } | undefined)?.shape
    if (!shape) return fc.jsonValue()
    const keys = Object.fromEntries(
      Object.keys(shape).map((k) => [
        k,
        fc.oneof(
          odd,
          fc.array(odd, { maxLength: 3 }),
          fc.dictionary(fc.string({ maxLength: 6 }), odd, { maxKeys: 3 }),
        ),
      ]),
    )
    return fc.oneof(
      { weight: 4, arbitrary: fc.record(keys, { requiredKeys: Object.keys(shape) }) },
      { weight: 1, arbitrary: fc.record(keys, { requiredKeys: [] }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    )
  }
  const query = (schema: unknown): fc.Arbitrary<string> => {
    const keys = Object.keys((schema as { shape?: object } | undefined)?.shape ?? {})
    if (keys.length === 0) return fc.constant('')
    return fc
      .array(fc.tuple(fc.constantFrom(...keys), odd), { maxLength: 4 })
      .map(
        (pairs) =>
          `?${pairs.map(([k, v]) => `${k}=${encodeURIComponent(String(v).toWellFormed())}`).join('&')}`,
      )
  }
  const path = (given: string): fc.Arbitrary<string> => {
    const names = [...given.matchAll(/:(\w+)/g)].flatMap((m) => (m[1] ? [m[1]] : []))
    return fc
      .record(
        Object.fromEntries(
          names.map((n) => [
            n,
            fc.oneof(
              { weight: 5, arbitrary: fc.constant(IDS[n] ?? 'x') },
              { weight: 1, arbitrary: odd.map((v) => String(v).toWellFormed() || 'x') },
            ),
          ]),
        ),
      )
      .map((values) => pathOf(given, values as Record<string, string>))
  }

  it.each(Object.entries(LOGINS))(
    'never bring a fault about (%s)',
    async (_, login) => {
      const send = await server.as(login)
      const faults: string[] = []
      for (const { endpoint } of open)
        await fc
          .assert(
            fc.asyncProperty(
              path(endpoint.path),
              query(endpoint.query),
              endpoint.body === 'bytes' ? fc.uint8Array({ maxLength: 200 }) : bodyOf(endpoint.body),
              async (url, search, body) => {
                const answer = await send(
                  endpoint.method,
                  url + search,
                  endpoint.method === 'GET' ? undefined : body === null ? {} : body,
                )
                if (answer.statusCode >= 500)
                  faults.push(`${endpoint.method} ${url}${search} ${JSON.stringify(body)?.slice(0, 300)}`)
                return answer.statusCode < 500
              },
            ),
            { numRuns: Number(process.env.FUZZ_RUNS ?? 12), seed: 20240520 },
          )
          .catch((error: unknown) => faults.push(`${endpoint.id}: ${String(error).slice(0, 600)}`))
      expect(faults).toEqual([])
    },
    180_000,
  )
})

describe('what is not what it should be', () => {
  const told = (answer: { statusCode: number; body: string }, codes: string[]): void => {
    const said = JSON.parse(answer.body)
    expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode, answer.body).toBeLessThan(500)
    for (const problem of [said, ...said.problems]) {
      expect(problem, JSON.stringify(problem)).toMatchObject({
        code: expect.stringMatching(/^[a-z][a-z-]+$/),
        zh: expect.stringMatching(/[一-龥]/),
        en: expect.stringMatching(/[A-Za-z]/),
        remedyZh: expect.stringMatching(/[一-龥]/),
        remedyEn: expect.stringMatching(/[A-Za-z]/),
      })
      expect(`${problem.zh}${problem.en}${problem.remedyZh}${problem.remedyEn}`).not.toMatch(
        /\{\w+\}|undefined|\[object/,
      )
    }
    expect([said.code, ...said.problems.map((p: { code: string }) => p.code)]).toEqual(
      expect.arrayContaining(codes),
    )
  }

  it.each([
    ['no address', 'not an address'],
    ['the word null', 'null'],
    ['half an address', 'http://'],
    ['an address elsewhere', 'https://elsewhere.example'],
  ])('refuses an Origin that is %s', async (_, origin) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin, host: 'localhost' },
      payload: { login: 'bureau', password: 'x' },
    })
    told(answer, ['wrong-origin'])
  })
  it.each([
    ['broken JSON', 'application/json', '{"login": '],
    ['a prototype', 'application/json', '{"__proto__": {"x": 1}, "login": "a", "password": "b"}'],
    ['a form', 'application/x-www-form-urlencoded', 'login=a'],
    ['nothing at all', 'application/json', ''],
    ['three megabytes', 'application/json', JSON.stringify({ login: 'a'.repeat(3_000_000), password: 'b' })],
  ])('refuses %s', async (_, type, payload) => {
    told(
      await server.app.inject({
        method: 'POST',
        url: '/api/session',
        headers: { 'content-type': type },
        payload,
      }),
      [],
    )
  })
  it('answers an address that leads nowhere', async () => {
    told(await server.anonymous('GET', '/api/nowhere'), ['not-found'])
    told(await server.anonymous('GET', '/no/such/page'), ['not-found'])
  })
  it.each([
    ['a month that is none', 'GET', `${inProgramme}/rosters/2024-13`],
    ['a form’s period that is no month', 'GET', `${inProgramme}/forms/workload-return/2024-13`],
    [
      'a form’s facts for no month',
      'GET',
      `${inProgramme}/forms/workload-return/2024-00/facts?rowId=total&column=lectures`,
    ],
    ['a year for a monthly form', 'GET', `${inProgramme}/forms/workload-return/2024`],
    ['the year 0', 'GET', `${inProgramme}/forms/support-summary/0000`],
    ['a day that is none', 'GET', '/api/today?on=2024-02-30'],
    ['a county in letters', 'GET', '/api/regions/abc/programmes/yongding-2024/postings'],
    ['a programme nobody knows', 'GET', '/api/regions/350803/programmes/nobody-2030/rosters/2024-06'],
    ['a county outside the programme', 'GET', '/api/regions/350581/programmes/yongding-2024/rosters/2024-06'],
  ] as const)('refuses %s', async (_, method, url) => {
    told(await (await server.as('bureau'))(method, url), [])
  })
})

describe('the usual mistakes, each with its code, place and remedy', () => {
  type Said = {
    code: string
    zh: string
    en: string
    remedyZh: string
    remedyEn: string
    place?: object
    problems?: Said[]
  }
  /** The problem of that code wherever the answer carries it: as the refusal, beside it, or in a preview. */
  const find = (said: Said & { problems?: Said[] }, code: string): Said | undefined =>
    [said, ...(said.problems ?? [])].find((p) => p.code === code)
  const day = '2024-06-12'
  const people = async () => {
    const send = await server.as('bureau')
    const [a, b] = (await send('GET', `${inProgramme}/postings`)).json().items as {
      unit: { id: string }
      practitioner: { id: string }
    }[]
    if (!a || !b) throw new Error('no postings')
    return { send, a, b }
  }
  const duty = async (unitId: string, practitionerId: string, on: string) =>
    (await server.as('bureau'))('POST', `${inProgramme}/duties`, {
      unitId,
      practitionerId,
      day: on,
      half: 'day',
      mismatchReason: '临时安排',
    })
  const staffing = async (rows: StaffingRow[] | Uint8Array) => {
    const send = await server.as('bureau')
    const shown = await send(
      'POST',
      `${inProgramme}/staffing-imports?fileName=x.xlsx`,
      rows instanceof Uint8Array ? rows : staffingTable(rows),
    )
    if (shown.statusCode !== 200) return shown
    return send('POST', `/api/regions/${REGION}/staffing-imports/${shown.json().id}/confirmation`, {})
  }
  const row: StaffingRow = { 受援单位: '永定区湖雷镇中心卫生院', 姓名: '甲一', 联系方式: '13800000801' }
  const programme = (spoil: (text: string) => string) => async () => {
    const send = await server.as('bureau')
    const source = (await send('GET', '/api/programmes/yongding-2024/source')).body
    return send('POST', '/api/programmes', {
      source: spoil(source),
      reason: '试',
      effectiveFrom: '2024-06-01',
    })
  }
  const CASES: [string, () => ReturnType<TestServer['anonymous']>, string, number, boolean][] = [
    [
      'an unknown division',
      programme((t) => t.replace('"350803110"', '"350803999"')),
      'programme-division-unknown',
      422,
      true,
    ],
    ['a broken YAML', programme((t) => t.replace('rules:', 'rules: [')), 'programme-yaml-broken', 422, true],
    ['a duplicated doctor', () => staffing([row, row]), 'staffing-row-twice', 422, true],
    [
      'a doctor below the floor',
      () => staffing([{ ...row, 职称: '住院医师' }]),
      'staffing-below-floor',
      422,
      true,
    ],
    [
      'an unknown unit',
      () => staffing([{ ...row, 受援单位: '天边镇卫生院' }]),
      'staffing-unit-unknown',
      422,
      true,
    ],
    [
      'a PDF renamed .xlsx',
      () => staffing(new TextEncoder().encode('%PDF-1.7\n')),
      'file-is-pdf',
      422,
      false,
    ],
    [
      'a zip bomb',
      () => staffing(HOSTILE.find((h) => h.name === 'a bomb of 300 MB')?.bytes() ?? new Uint8Array()),
      'zip-bomb',
      422,
      false,
    ],
    ['an empty file', () => staffing(new Uint8Array([32])), 'import-has-errors', 422, false],
    [
      'a day that is a holiday',
      async () => duty((await people()).a.unit.id, (await people()).a.practitioner.id, '2024-06-10'),
      'rule-broken',
      422,
      false,
    ],
    [
      'two units on one day',
      async () => {
        const { a, b } = await people()
        expect((await duty(a.unit.id, a.practitioner.id, day)).statusCode).toBe(200)
        return duty(b.unit.id, a.practitioner.id, day)
      },
      'rule-broken',
      422,
      false,
    ],
    [
      'a negative count',
      async () => {
        const { send, a } = await people()
        return send(
          'PUT',
          `/api/regions/${REGION}/day-cards/01a00000-0000-7000-8000-00000000cccc?version=0`,
          {
            programmeId: 'yongding-2024',
            dutyId: null,
            unitId: a.unit.id,
            practitionerId: a.practitioner.id,
            day: '2024-05-17',
            half: 'day',
            activities: [],
            homeVisits: [],
            beneficiaries: [],
            otherServices: '',
            otherWork: '',
            leaflets: -1,
            noticeClicks: 0,
            screenNotices: 0,
            transportFen: 0,
            lodgingFen: 0,
            suppliesFen: 0,
          },
        )
      },
      'invalid-value',
      400,
      true,
    ],
  ]
  it.each(CASES)('%s', async (...[, act, code, status, placed]) => {
    const answer = await act()
    const problem = find(answer.json(), code)
    expect([answer.statusCode, problem?.code], answer.body.slice(0, 800)).toEqual([status, code])
    expect(problem).toMatchObject({
      zh: expect.stringMatching(/[一-龥]/),
      en: expect.stringMatching(/[a-z]/),
      remedyZh: expect.stringMatching(/[一-龥]/),
      remedyEn: expect.stringMatching(/[a-z]/),
    })
    if (placed) expect(Object.keys(problem?.place ?? {}).length).toBeGreaterThan(0)
  })
  it('a sample row copied as data is left out of the import and named; as a card it is asked about (N9)', async () => {
    const send = await server.as('bureau')
    const bytes = staffingTable([row], {
      extra: [
        [
          '示例',
          '某市',
          '某区',
          '某某卫生院',
          null,
          null,
          '内科',
          '某某医院',
          '县市区属',
          '李三',
          '内科',
          '主治医师',
          '13800000000',
        ],
      ],
    })
    const shown = (await send('POST', `${inProgramme}/staffing-imports?fileName=x.xlsx`, bytes)).json()
    expect([shown.rows.length, shown.skipped.length]).toEqual([1, 1])
  })
  it('a total that disagrees is named with its place, and the ledger stays as it is (RPT-10)', async () => {
    const cells = [
      ['附件1'],
      ['序号', '地市', '区县', '受援单位', '支援人次'],
      [null, null, null, '基层医疗卫生机构名称', ...Array.from({ length: 12 }, (_, i) => `${i + 1}月`)],
      [1, '龙岩市', '永定区', '永定区城郊镇卫生院', 1, 2, 3],
      ['合计', null, null, null, 1, 2, 4],
    ]
    const [format] = FORMATS
    const bytes =
      format?.make({ name: '附件1', cells: cells as SheetCell[][], merges: [] }) ?? new Uint8Array()
    const answer = await (await server.as('bureau'))(
      'POST',
      `${inProgramme}/forms/support-summary/2024/comparison?fileName=x.xlsx`,
      bytes,
    )
    expect(find(answer.json(), 'total-disagrees')).toMatchObject({
      zh: expect.stringContaining('4'),
      remedyZh: expect.stringMatching(/[一-龥]/),
      place: { row: 5, path: 'month3' },
    })
  })
})
