// The staffing table from upload to undo over HTTP: nothing is written before it is confirmed, nothing twice, nothing half.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportPreview } from '../../../contract/dispatch.ts'
import { HOSTILE } from '../../../test/fixtures/sheets/hostile.ts'
import { STAFFING_HEAD, type StaffingRow, staffingTable } from '../../../test/fixtures/staffing-table.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const HULEI = '永定区湖雷镇中心卫生院'
const XIAYANG = '永定区下洋镇中心卫生院'
let people = 0
/** A doctor nobody has sent yet. */
const fresh = (row: StaffingRow = {}): StaffingRow => {
  people += 1
  const name = `${['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'][people % 8]}${['安然', '子衿', '敏行', '青松', '远山', '知秋', '亦心'][people % 7]}`
  return { 受援单位: HULEI, 姓名: name, 联系方式: `138000009${String(people).padStart(2, '0')}`, ...row }
}

const upload = async (
  rows: readonly StaffingRow[] | Uint8Array,
  login = 'bureau',
  at = inProgramme,
  fileName = '安排表.xlsx',
) =>
  (await server.as(login))(
    'POST',
    `${at}/staffing-imports?fileName=${encodeURIComponent(fileName)}`,
    rows instanceof Uint8Array ? rows : staffingTable(rows),
  )
const preview = async (
  rows: readonly StaffingRow[] | Uint8Array,
  login = 'bureau',
  at = inProgramme,
): Promise<ImportPreview> => {
  const answer = await upload(rows, login, at)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const confirm = async (
  id: string,
  mismatchReasons: Record<string, string> = {},
  login = 'bureau',
  region = REGION,
) =>
  (await server.as(login))('POST', `/api/regions/${region}/staffing-imports/${id}/confirmation`, {
    mismatchReasons,
  })
const undo = async (id: string) =>
  (await server.as('bureau'))('DELETE', `/api/regions/${REGION}/staffing-imports/${id}/confirmation`)
const remap = async (id: string, change: object) =>
  (await server.as('bureau'))('PATCH', `/api/regions/${REGION}/staffing-imports/${id}`, change)
type Posting = {
  id: string
  unit: { id: string; name: string }
  practitioner: { id: string; name: string; hospital: string }
  mismatchReason: string | null
}
const postings = async (): Promise<Posting[]> =>
  (await (await server.as('bureau'))('GET', `${inProgramme}/postings`)).json().items
const effects = (p: ImportPreview): string[] => p.rows.map((r) => r.effect)
const codes = (p: ImportPreview): string[] => p.problems.map((x) => x.code)

/** How many rows every table holds that an import may touch. */
const counts = () =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => {
    const found: Record<string, number> = {}
    for (const table of [
      'organisations',
      'practitioners',
      'postings',
      'demands',
      'staffing_schedule_versions',
      'programme_organisations',
      'import_mappings',
    ] as const)
      found[table] =
        (
          await trx
            .selectFrom(table)
            .select((e) => e.fn.countAll<number>().as('n'))
            .executeTakeFirst()
        )?.n ?? 0
    return found
  })

describe('preview and confirm (FRM-2, SEC-3)', () => {
  it('writes nothing before confirmation, then each row once, and knows the same file again', async () => {
    const rows = [
      fresh(),
      fresh({ 受援单位: XIAYANG, 专业: '中医', 需求专业: '中医', 支援单位: '永定区中医院' }),
    ]
    const before = await counts()
    const shown = await preview(rows)
    expect([shown.status, effects(shown), shown.counts.newPostings, shown.counts.newPractitioners]).toEqual([
      'previewed',
      ['new', 'new'],
      2,
      2,
    ])
    expect(JSON.stringify(shown)).not.toMatch(/1[3-9]\d{9}/)
    expect(await counts()).toEqual(before)
    expect((await confirm(shown.id)).json().status).toBe('confirmed')
    const after = await counts()
    expect(after).toMatchObject({
      practitioners: (before.practitioners ?? 0) + 2,
      postings: (before.postings ?? 0) + 2,
      organisations: before.organisations,
      staffing_schedule_versions: (before.staffing_schedule_versions ?? 0) + 1,
    })
    const again = await preview(rows)
    expect([effects(again), again.counts.newPostings, again.counts.unchanged]).toEqual([
      ['same', 'same'],
      0,
      2,
    ])
    expect((await confirm(again.id)).statusCode).toBe(200)
    expect(await counts()).toEqual(after)
    const twice = await confirm(shown.id)
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'import-not-open'])
  })
  it('is confirmed once when two clerks press at the same moment', async () => {
    const shown = await preview([fresh()])
    const before = await counts()
    const both = await Promise.all([confirm(shown.id), confirm(shown.id, {}, 'alliance')])
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
    expect((await counts()).postings).toBe((before.postings ?? 0) + 1)
  })
  it('reads a .csv like an .xlsx', async () => {
    expect(effects(await preview(staffingTable([fresh()], { as: 'csv' })))).toEqual(['new'])
  })
  it('announces imported experts, as the plan orders it (PUB-1)', async () => {
    const row = fresh()
    await confirm((await preview([row])).id)
    const made = (
      await (
        await server.as('bureau')
      )('GET', `/api/practitioners?q=${encodeURIComponent(String(row.姓名))}`)
    ).json().items
    expect(made[0]).toMatchObject({ title: '主治医师', titleCode: '233' })
    const card = (
      await (
        await server.as('bureau')
      )('GET', `/api/practitioners/${made[0].id}/expert-card`)
    ).json()
    expect(card).toMatchObject({ nameShown: true, shownVersion: null, state: 'none' })
    expect(card.acts).toEqual([
      expect.objectContaining({ purpose: 'name', way: 'plan', note: expect.stringContaining('永卫') }),
    ])
  })
  it('keeps the county’s clerk and others apart', async () => {
    for (const [login, status] of [
      ['shishi', 404],
      ['sanming', 404],
      ['hospital', 403],
      ['unit', 403],
      ['inspector', 403],
    ] as const)
      expect((await upload([fresh()], login)).statusCode, login).toBe(status)
    expect((await upload([fresh()], 'alliance')).statusCode).toBe(200)
    expect(
      (await upload([fresh()], 'alliance', '/api/regions/350581/programmes/shishi-2022')).statusCode,
    ).toBe(404)
    const mine = await preview([fresh()])
    for (const login of ['shishi', 'guangshan'])
      expect((await confirm(mine.id, {}, login)).statusCode).toBe(404)
  })
})

const send = async (method: 'GET', url: string) => (await server.as('bureau'))(method, url)

describe('undo', () => {
  it('takes back the newest confirmed import only, and the table may come again', async () => {
    const row = fresh({ 受援单位: '永定区湖雷镇新设卫生院' })
    const before = await counts()
    const [first, second] = [await preview([fresh()]), await preview([row])]
    await confirm(first.id)
    await confirm(second.id)
    const early = await undo(first.id)
    expect([early.statusCode, early.json().code]).toEqual([422, 'rule-broken'])
    expect((await undo(second.id)).json().status).toBe('undone')
    expect((await postings()).some((p) => p.practitioner.name === row.姓名)).toBe(false)
    expect((await undo(first.id)).statusCode).toBe(200)
    const now = await counts()
    for (const table of ['postings', 'demands', 'programme_organisations'])
      expect(now[table], table).toBe(before[table])
    // The same table after the undo: the unit and the doctor made before serve again instead of being made twice.
    const again = await preview([row])
    expect(effects(again)).toEqual(['new'])
    expect((await confirm(again.id)).statusCode).toBe(200)
    expect(await counts()).toMatchObject({
      organisations: now.organisations,
      practitioners: now.practitioners,
    })
    const [unit] = (
      await (
        await server.as('bureau')
      )('GET', `/api/organisations?q=${encodeURIComponent('湖雷镇新设卫生院')}`)
    ).json().items
    expect(unit.active).toBe(true)
    const back = await send('GET', `/api/practitioners?q=${encodeURIComponent(String(row.姓名))}`)
    expect(back.json().items.filter((p: { active: boolean }) => p.active)).toHaveLength(1)
    expect((await undo(again.id)).statusCode).toBe(200)
  })
  it('moves a moved doctor back', async () => {
    const row = fresh()
    await confirm((await preview([row])).id)
    const moved = await preview([{ ...row, 受援单位: XIAYANG }])
    expect([effects(moved), codes(moved)]).toEqual([['change'], ['staffing-moved']])
    await confirm(moved.id)
    const at = async () =>
      (await postings()).filter((p) => p.practitioner.name === row.姓名).map((p) => p.unit.name)
    expect(await at()).toEqual([XIAYANG])
    expect((await undo(moved.id)).statusCode).toBe(200)
    expect(await at()).toEqual([HULEI])
  })
})

describe('one transaction', () => {
  it('leaves nothing half written when a row in the middle lacks its reason (MAT-4)', async () => {
    const rows = [
      fresh({ 受援单位: '永定区湖雷镇某新卫生院' }),
      fresh({ 需求专业: '内科', 专业: '中医' }),
      fresh(),
    ]
    const shown = await preview(rows)
    expect(codes(shown)).toContain('specialty-mismatch')
    const before = await counts()
    const answer = await confirm(shown.id)
    expect([answer.statusCode, answer.json().code, answer.json().place.row]).toEqual([
      422,
      'mismatch-needs-reason',
      3,
    ])
    expect(await counts()).toEqual(before)
    const [, mismatch] = shown.rows
    const done = await confirm(shown.id, { [`${mismatch?.sheet}!${mismatch?.row}`]: '中医师兼看内科' })
    expect(done.statusCode, done.body).toBe(200)
    expect((await postings()).filter((p) => p.mismatchReason === '中医师兼看内科')).toHaveLength(1)
    await undo(shown.id)
  })
})

describe('rows that a person must settle', () => {
  const bad: [string, StaffingRow, string, string][] = [
    ['an unknown unit', { 受援单位: '东海镇卫生院' }, 'staffing-unit-unknown', 'receivingUnit'],
    ['a title below the floor', { 职称: '住院医师' }, 'staffing-below-floor', 'title'],
    ['a title nobody knows', { 职称: '大师' }, 'staffing-title-unknown', 'title'],
    [
      'a hospital nobody knows',
      { 支援单位: '某某医院', 所属情况: null },
      'staffing-hospital-unknown',
      'supportingUnit',
    ],
  ]
  it.each(bad)('%s blocks the import until its row is skipped', async (_, change, code, column) => {
    const shown = await preview([fresh(), fresh(change)])
    const problem = shown.problems.find((p) => p.code === code)
    expect(problem).toMatchObject({
      severity: 'error',
      place: { row: 3, column },
      remedyZh: expect.stringMatching(/./),
      remedyEn: expect.stringMatching(/./),
    })
    expect(effects(shown)).toEqual(['new', 'blocked'])
    const refused = await confirm(shown.id)
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'import-has-errors'])
    const [, row] = shown.rows
    const skipped = (await remap(shown.id, { skipRows: [`${row?.sheet}!${row?.row}`] })).json()
    expect([skipped.counts.errors, effects(skipped), skipped.rows[1].skipped]).toEqual([
      0,
      ['new', 'skip'],
      true,
    ])
    expect((await confirm(shown.id)).statusCode).toBe(200)
    await undo(shown.id)
  })
  it('one doctor twice at one unit is blocked; at two units she serves both', async () => {
    const row = fresh()
    const twice = await preview([row, row])
    expect([effects(twice), codes(twice)]).toEqual([
      ['new', 'blocked'],
      expect.arrayContaining(['duplicate-doctor', 'staffing-row-twice']),
    ])
    expect((await confirm(twice.id)).json().code).toBe('import-has-errors')
    const two = await preview([row, { ...row, 受援单位: XIAYANG }])
    expect(codes(two)).toEqual(['duplicate-doctor'])
    expect((await confirm(two.id)).statusCode).toBe(200)
    const added = await preview([
      row,
      { ...row, 受援单位: XIAYANG },
      { ...row, 受援单位: '永定区坎市镇中心卫生院' },
    ])
    expect(effects(added)).toEqual(['same', 'same', 'new'])
    expect(codes(added)).not.toContain('staffing-moved')
    await undo(two.id)
  })
  it('a new unit is made in its township, with a warning that says which', async () => {
    const shown = await preview([fresh({ 受援单位: '永定区高陂镇第二卫生院' })])
    expect(shown.problems.find((p) => p.code === 'staffing-unit-new')).toMatchObject({
      severity: 'warning',
      zh: expect.stringContaining('高陂镇'),
    })
    await confirm(shown.id)
    const [unit] = (
      await (
        await server.as('bureau')
      )('GET', `/api/organisations?q=${encodeURIComponent('高陂镇第二')}`)
    ).json().items
    expect(unit).toMatchObject({ division: { code: '350803104' }, kind: 'townshipHealthCentre' })
    await undo(shown.id)
  })
  it('a known person written otherwise is shown, and left as she is', async () => {
    const row = fresh()
    await confirm((await preview([row])).id)
    const again = await preview([{ ...row, 职称: '主任医师', 专业: '中医' }])
    expect(effects(again)).toEqual(['same'])
    expect(
      again.problems.filter((p) => p.code === 'staffing-person-differs').map((p) => p.place?.column),
    ).toEqual(['title', 'specialty'])
  })
  it('a unit written by its alias is that unit', async () => {
    const shown = await preview([fresh({ 受援单位: '永定区洪山镇卫生院' })])
    expect([shown.counts.newOrganisations, codes(shown)]).toEqual([0, []])
  })
  it('a sample row copied as data is left out and named (N9)', async () => {
    const shown = await preview(
      staffingTable([fresh()], {
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
      }),
    )
    expect(shown.rows).toHaveLength(1)
    expect(shown.skipped).toEqual([
      expect.objectContaining({ row: 2, why: expect.stringContaining('example') }),
    ])
  })
  it('another county’s table is noticed', async () => {
    expect(codes(await preview([fresh({ 区县: '上杭县' })]))).toContain('staffing-county-differs')
  })
  it('a plan without a title floor takes every title (MAT-1, S4)', async () => {
    const at = '/api/regions/411522/programmes/guangshan-2021'
    const rows = ['住院医师', '护士', '检验师'].map((title) =>
      fresh({
        区县: '光山县',
        受援单位: '砖桥镇卫生院',
        支援单位: '光山县人民医院',
        需求专业: null,
        职称: title,
      }),
    )
    const shown = await preview(rows, 'guangshan', at)
    expect([effects(shown), shown.counts.errors], JSON.stringify(shown.problems)).toEqual([
      ['new', 'new', 'new'],
      0,
    ])
    expect((await confirm(shown.id, {}, 'guangshan', '411522')).statusCode).toBe(200)
  })
})

describe('columns', () => {
  it('are mapped by hand once and remembered for the sender', async () => {
    const head = STAFFING_HEAD.map((h) => (h === '姓名' ? '甲乙丙丁' : h))
    const shown = await preview(staffingTable([fresh({ 姓名: 'Dr A' })], { head }))
    expect(codes(shown)).toContain('missing-column')
    const mapped = (await remap(shown.id, { mapping: { 甲乙丙丁: 'doctorName' } })).json() as ImportPreview
    expect([mapped.rows[0]?.values.doctorName, mapped.counts.errors, mapped.remembered]).toEqual([
      'DrA',
      0,
      false,
    ])
    expect((await confirm(shown.id)).statusCode).toBe(200)
    const next = await preview(staffingTable([fresh({ 姓名: 'Dr B' })], { head }))
    expect([next.remembered, next.rows[0]?.values.doctorName, next.counts.errors]).toEqual([true, 'DrB', 0])
    const other = await preview(staffingTable([fresh({ 姓名: 'Dr C' })], { head }), 'alliance')
    expect(other.remembered).toBe(false)
    await undo(shown.id)
  })
})

describe('files that are not what they say', () => {
  it.each(HOSTILE.filter((h) => h.name !== 'more than ten megabytes'))(
    '$name is refused with its code and remedy',
    async ({ bytes, codes: expected }) => {
      const answer = await upload(bytes())
      const said = answer.json()
      expect([answer.statusCode, said.code]).toEqual([422, 'file-refused'])
      expect(expected).toContain(said.problems[0].code)
      expect(said).toMatchObject({
        zh: expect.stringMatching(/[一-龥]/),
        remedyZh: expect.stringMatching(/[一-龥]/),
        remedyEn: expect.stringMatching(/[a-z]/),
      })
    },
  )
  it('more than ten megabytes are not even taken in', async () => {
    const answer = await upload(new Uint8Array(11 * 1024 * 1024))
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too-large'])
  })
  it('a form of another kind is named', async () => {
    const shown = await preview(new TextEncoder().encode('备注\n没有表\n'))
    expect([shown.rows, codes(shown)]).toEqual([[], ['no-table-found']])
    expect((await confirm(shown.id)).json().code).toBe('import-has-errors')
  })
  it('stays listed with who sent it and what became of it', async () => {
    const items = (await (await server.as('bureau'))('GET', `${inProgramme}/staffing-imports`)).json().items
    expect(new Set(items.map((i: { status: string }) => i.status))).toEqual(
      new Set(['previewed', 'confirmed', 'undone']),
    )
    expect((await (await server.as('shishi'))('GET', `${inProgramme}/staffing-imports`)).statusCode).toBe(404)
  })
})
