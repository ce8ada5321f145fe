// Typical cases: drafted by a unit, returned, approved by a bureau's person who wrote none of it, public, reported upward,
// withdrawn (PUB-5, PUB-6). No number, no resident without her consent, nothing changed after approval.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseLine, CaseView } from '../../../contract/publicity-cases.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
let unitId: string
let otherUnit: string
let doctorId: string
const at = `/api/regions/${REGION}/cases`
const DONE = '每周三上午固定坐诊。\n<script>alert(1)</script>下午带着家庭医生团队入户。'

beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  const postings = (await (await server.as('unit'))('GET', `${inProgramme}/postings`)).json().items
  unitId = postings[0].unit.id
  doctorId = postings[0].practitioner.id
  const all = (await (await server.as('bureau'))('GET', `${inProgramme}/postings`)).json().items as {
    unit: { id: string }
  }[]
  otherUnit = all.find((one) => one.unit.id !== unitId)?.unit.id ?? ''
})
afterAll(() => server.close())

const words = (change: object = {}) => ({
  title: '流动的专家门诊',
  done: DONE,
  effect: '群众在家门口看上了专家。',
  unitIds: [unitId],
  practitionerIds: [doctorId],
  figures: { from: '2024-04-01', to: '2024-05-31' },
  cleared: [],
  after: 0,
  ...change,
})
const write = async (login: string, id: string, change: object = {}) =>
  (await server.as(login))('PUT', `${inProgramme}/cases/${id}`, words(change))
const act = async (login: string, id: string, doing: string, more: object = {}) =>
  (await server.as(login))('POST', `${at}/${id}/acts`, {
    act: doing,
    revision: (await read(id)).revision,
    ...more,
  })
const read = async (id: string, login = 'bureau'): Promise<CaseView> =>
  (await (await server.as(login))('GET', `${at}/${id}`)).json()
const page = (id: string) => server.anonymous('GET', `/cases/${REGION}/${id}`)
const kindsFor = async (login: string): Promise<string[]> =>
  (await (await server.as(login))('GET', '/api/notices'))
    .json()
    .items.map((one: { kind: string }) => one.kind)
/** A new case of the unit, brought to a state. */
async function made(...acts: [string, string][]): Promise<string> {
  const id = uuidv7()
  expect((await write('unit', id)).statusCode).toBe(200)
  for (const [login, doing] of acts) {
    const answer = await act(login, id, doing)
    expect(answer.statusCode, answer.body).toBe(200)
  }
  return id
}
const asSystem = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)

describe('the way of a case (PUB-5)', () => {
  const id = uuidv7()
  it('begins with its unit, with figures that were counted and not typed', async () => {
    const answer = await write('unit', id)
    expect(answer.statusCode, answer.body).toBe(200)
    const view = answer.json() as CaseView
    expect(view).toMatchObject({
      state: 'draft',
      revision: 1,
      mayEdit: true,
      mayDo: ['submit'],
      findings: [],
    })
    const [counted] = await asSystem(sql<{ days: number; seen: number }>`
      select count(distinct (c.practitioner_id, c.day))::int days,
        coalesce(sum((select sum(a.count) from day_card_activities a where a.region_id = c.region_id and a.day_card_id = c.id
          and a.kind in ('outpatient', 'wardRound', 'surgery'))), 0)::int seen
      from day_cards c where c.unit_id = ${unitId} and c.practitioner_id = ${doctorId}
        and c.day between '2024-04-01' and '2024-05-31' and c.status in ('submitted', 'confirmed')`)
    const value = (key: string) => view.content.figures?.rows.find((row) => row.key === key)?.value
    expect(counted?.days).toBeGreaterThan(0)
    expect([value('dutyDays'), value('consultations')]).toEqual([counted?.days, counted?.seen])
  })
  it('goes to the bureau, comes back with a word, and is mended', async () => {
    expect((await act('unit', id, 'submit')).json().state).toBe('submitted')
    expect((await kindsFor('bureau'))[0]).toBe('case-submitted')
    const silent = await act('bureau', id, 'return')
    expect([silent.statusCode, silent.json().code, silent.json().place.path]).toEqual([
      400,
      'case-needs-note',
      'body.note',
    ])
    expect((await act('bureau', id, 'return', { note: '请写明入户做了什么' })).json().state).toBe('returned')
    expect((await kindsFor('unit'))[0]).toBe('case-returned')
    const mended = await write('unit', id, { after: 1, done: `${DONE}\n入户量血压、调药。` })
    expect(mended.json()).toMatchObject({ revision: 2, state: 'returned' })
    expect((await act('unit', id, 'submit')).statusCode).toBe(200)
  })
  it('is approved by the bureau, as a version known by its hash that nothing changes', async () => {
    // the bureau read the text before it was mended
    const stale = await (await server.as('bureau'))('POST', `${at}/${id}/acts`, {
      act: 'approve',
      revision: 1,
    })
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'case-changed'])
    const view = (await act('bureau', id, 'approve')).json() as CaseView
    expect(view).toMatchObject({ state: 'approved', version: 1, mayEdit: false })
    expect((await page(id)).statusCode).toBe(404)
    const [kept] = await asSystem(
      sql<{
        content: string
        hash: string
      }>`select content, hash from typical_case_versions where case_id = ${id}`,
    )
    expect(
      createHash('sha256')
        .update(kept?.content ?? '')
        .digest('hex'),
    ).toBe(kept?.hash)
    expect(view.versions[0]?.hash).toBe(kept?.hash)
    expect(JSON.parse(kept?.content ?? '')).toEqual(view.content)
    await expect(
      server.services.db.updateTable('typical_case_versions').set({ hash: '0' }).execute(),
    ).rejects.toThrow(/permission denied/)
    const late = await write('unit', id, { after: 2 })
    expect([late.statusCode, late.json().code]).toEqual([409, 'case-closed'])
  })
  it('is public as it was approved, for everybody, without a script', async () => {
    expect((await act('bureau', id, 'publish')).json().pageUrl).toBe(`/cases/${REGION}/${id}`)
    const { body, statusCode, headers } = await page(id)
    expect(statusCode).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(body).not.toMatch(/<script/i)
    expect(body).toContain('&lt;script')
    for (const text of ['流动的专家门诊', '入户量血压、调药', '湖雷镇中心卫生院', '下基层'])
      expect(body).toContain(text)
    for (const list of ['/cases', `/cases?region=${REGION}`])
      expect((await server.anonymous('GET', list)).body).toContain(`/cases/${REGION}/${id}`)
    expect((await server.anonymous('GET', '/cases?region=350581')).body).not.toContain(id)
    expect((await server.anonymous('GET', '/t/350803?month=2024-05')).body).toContain('本县典型经验')
    expect((await server.anonymous('GET', '/')).body).toMatch(/典型经验（\d+ 篇）/)
    // what is approved may be quoted by a report
    const quotable = await asSystem(
      sql<{
        title: string
        version: number
      }>`select title, version from report_typical_cases where case_id = ${id}`,
    )
    expect(quotable).toEqual([{ title: '流动的专家门诊', version: 1 }])
  })
  it('goes upward as a file of that version, each time on record (PUB-6)', async () => {
    const bureau = await server.as('bureau')
    const push = (change: object) =>
      bureau('POST', `${at}/${id}/reports`, {
        version: 1,
        to: '龙岩市卫健委',
        sentOn: '2024-05-20',
        ...change,
      })
    expect((await push({ version: 2 })).json().code).toBe('case-changed')
    expect((await push({ sentOn: '2024-05-21' })).json().code).toBe('invalid-value')
    expect((await push({ to: ' ' })).json().code).toBe('invalid-input')
    const view = (await push({ note: '随五月月报' })).json() as CaseView
    expect(view.reports).toEqual([
      expect.objectContaining({ version: 1, to: '龙岩市卫健委', sentOn: '2024-05-20', note: '随五月月报' }),
    ])
    expect(
      (
        await (
          await server.as('unit')
        )('POST', `${at}/${id}/reports`, { version: 1, to: '市', sentOn: '2024-05-20' })
      ).statusCode,
    ).toBe(403)
    const file = await bureau('GET', `${at}/${id}/versions/1/document.pdf`)
    const { text } = await pdfFacts(new Uint8Array(file.rawPayload))
    const plain = text.replaceAll(/\s/g, '')
    for (const part of [
      '流动的专家门诊',
      '入户量血压、调药',
      '第1版',
      view.versions[0]?.hash.slice(0, 16) ?? '-',
    ])
      expect(plain).toContain(part)
    expect((await bureau('GET', `${at}/${id}/versions/2/document.pdf`)).statusCode).toBe(404)
  })
  it('is withdrawn at once with its reason, and comes back as a new version alone', async () => {
    expect((await act('bureau', id, 'withdraw')).json().code).toBe('case-needs-note')
    expect((await act('bureau', id, 'withdraw', { note: '数据有误' })).json().state).toBe('withdrawn')
    expect((await page(id)).statusCode).toBe(404)
    expect((await server.anonymous('GET', '/cases')).body).not.toContain(id)
    expect((await kindsFor('unit')).slice(0, 3)).toEqual([
      'case-withdrawn',
      'case-published',
      'case-approved',
    ])
    expect((await act('unit', id, 'revise')).json().state).toBe('draft')
    expect((await write('unit', id, { after: 2, title: '流动的专家门诊（修订）' })).statusCode).toBe(200)
    await act('unit', id, 'submit')
    expect((await act('bureau', id, 'approve')).json().version).toBe(2)
    expect((await read(id)).versions.map((one) => one.version)).toEqual([2, 1])
    expect((await read(id)).acts.map((one) => one.act).toReversed()).toEqual([
      'write',
      'submit',
      'return',
      'write',
      'submit',
      'approve',
      'publish',
      'withdraw',
      'revise',
      'write',
      'submit',
      'approve',
    ])
  })
  it('of the bureau is approved by a colleague, not by who wrote it', async () => {
    const own = uuidv7()
    expect((await write('bureau', own)).statusCode).toBe(200)
    await act('bureau', own, 'submit')
    const self = await act('bureau', own, 'approve')
    expect([self.statusCode, self.json().code]).toEqual([403, 'case-own'])
    expect((await act('leader', own, 'approve')).json().state).toBe('approved')
  })
})

describe('people in it (SEC-4)', () => {
  let resident: { id: string; name: string; day_card_id: string }
  beforeAll(async () => {
    // of one of the unit's own people, whom no doctor is called after
    const [found] = await asSystem(sql<typeof resident>`
      select b.id, b.name, b.day_card_id from beneficiaries b
      join day_cards c on c.region_id = b.region_id and c.id = b.day_card_id
      where c.unit_id = ${unitId} and not exists (select from practitioners p where position(b.name in p.name) > 0)
        and not exists (select from consent_standings s where s.region_id = b.region_id and s.beneficiary_id = b.id and s.purpose = 'praise')
        and (select count(*) from beneficiaries x where x.region_id = b.region_id and x.name = b.name) = 1
      order by b.id limit 1`)
    if (!found) throw new Error('no resident')
    resident = found
  })
  const consent = () =>
    asSystem(sql`insert into beneficiary_consents (region_id, id, day_card_id, beneficiary_id, purpose, act, wording_version, way, made_by, made_at)
      values (${REGION}, ${uuidv7()}, ${resident.day_card_id}, ${resident.id}, 'praise', 'given', 1, 'oral', ${resident.id}, clock_timestamp())`)

  it('a resident who did not agree is not named; the author may say that nobody is meant', async () => {
    const id = uuidv7()
    const done = `专家为${resident.name}调整了用药。`
    const view = (await write('unit', id, { done })).json() as CaseView
    expect(view.findings).toEqual([{ field: 'done', kind: 'resident', text: resident.name }])
    const refused = await act('unit', id, 'submit')
    expect([refused.statusCode, refused.json().code, refused.json().place.path]).toEqual([
      409,
      'case-has-findings',
      'content.done',
    ])
    await write('unit', id, { done, cleared: [resident.name], after: 1 })
    expect((await act('unit', id, 'submit')).statusCode).toBe(200)
    expect((await read(id)).cleared).toEqual([resident.name])
  })
  it('what its author cannot see is seen by the bureau', async () => {
    const id = uuidv7()
    // a hospital sees the residents of its own day cards alone
    const hospital = await server.as('hospital')
    const theirs = (await hospital('GET', `${inProgramme}/postings`)).json().items as {
      unit: { id: string }
    }[]
    const unit = theirs.find((one) => one.unit.id !== unitId)?.unit.id
    const [far] = await asSystem(sql<{ name: string }>`
      select b.name from beneficiaries b join day_cards c on c.region_id = b.region_id and c.id = b.day_card_id
      join organisations h on h.id = c.hospital_id
      where c.region_id = ${REGION} and h.name <> '永定区医院'
        and not exists (select from practitioners p where position(b.name in p.name) > 0)
        and not exists (select from beneficiaries x join day_cards y on y.region_id = x.region_id and y.id = x.day_card_id
          join organisations z on z.id = y.hospital_id where x.name = b.name and z.name = '永定区医院')
        and not exists (select from consent_standings s where s.beneficiary_id = b.id and s.purpose = 'praise') limit 1`)
    const done = `为${far?.name}送医上门。`
    const made = await write('hospital', id, { done, unitIds: [unit], practitionerIds: [] })
    expect(made.json().findings, made.body).toEqual([])
    expect((await act('hospital', id, 'submit')).statusCode).toBe(200)
    const refused = await act('bureau', id, 'approve')
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'case-has-findings'])
  })
  it('one who agreed is named, and the case is out of sight the moment she withdraws', async () => {
    await consent()
    const id = uuidv7()
    const view = (await write('unit', id, { done: `专家为${resident.name}调整了用药。` })).json() as CaseView
    expect([view.findings, view.restsOnConsents]).toEqual([[], 1])
    await act('unit', id, 'submit')
    await act('bureau', id, 'approve')
    await act('bureau', id, 'publish')
    const { body, headers } = await page(id)
    expect(body).toContain(resident.name)
    const unit = await server.as('unit')
    const gone = await unit('PUT', `/api/regions/${REGION}/consent-withdrawals/${uuidv7()}`, {
      beneficiaryId: resident.id,
      purposes: ['praise'],
      askedBy: 'self',
    })
    expect(gone.statusCode, gone.body).toBeLessThan(300)
    const again = await server.app.inject({
      method: 'GET',
      url: `/cases/${REGION}/${id}`,
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect(again.statusCode).toBe(404)
    expect((await server.anonymous('GET', '/cases')).body).not.toContain(id)
    expect((await read(id)).hidden).toBe(true)
    expect(await asSystem(sql`select 1 from report_typical_cases where case_id = ${id}`)).toEqual([])
    const push = { version: 1, to: '市卫健委', sentOn: '2024-05-20' }
    expect((await (await server.as('bureau'))('POST', `${at}/${id}/reports`, push)).json().code).toBe(
      'case-has-findings',
    )
  })
  it.each([
    ['title', '预约打13800000123'],
    ['done', '身份证350803199001011234'],
    ['effect', '电话0597-5800123'],
  ])('a number in the %s is not submitted', async (field, text) => {
    const id = uuidv7()
    expect((await write('unit', id, { [field]: text })).json().findings).toMatchObject([
      { field, kind: 'number' },
    ])
    const refused = await act('unit', id, 'submit')
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'case-has-findings'])
  })
})

describe('bad input and reach (SEC-2)', () => {
  it.each<[string, object]>([
    ['no title', { title: ' ' }],
    ['a title of 61', { title: '长'.repeat(61) }],
    ['2001 characters of what was done', { done: '长'.repeat(2001) }],
    ['no unit', { unitIds: [] }],
    ['21 units', { unitIds: Array.from({ length: 21 }, () => uuidv7()) }],
    ['figures that end before they begin', { figures: { from: '2024-05-31', to: '2024-05-01' } }],
    ['a day that is none', { figures: { from: '2024-02-30', to: '2024-05-01' } }],
    [
      'figures that were typed',
      { figures: { from: '2024-05-01', to: '2024-05-31', rows: [{ value: 999 }] } },
    ],
    ['more than was asked', { state: 'published' }],
  ])('refuses %s', async (_, change) => {
    const answer = await write('unit', uuidv7(), change)
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input'])
  })
  it('takes a unit at its own word alone, and doctors of the programme', async () => {
    const of = async (login: string, change: object) => (await write(login, uuidv7(), change)).statusCode
    expect(await of('unit', { unitIds: [otherUnit] })).toBe(400)
    expect(await of('unit', { unitIds: [unitId, unitId] })).toBe(200)
    expect(await of('unit', { practitionerIds: [uuidv7()] })).toBe(400)
    expect(await of('bureau', { unitIds: [unitId, otherUnit] })).toBe(200)
    for (const login of ['shishi', 'sanming']) expect(await of(login, {})).toBe(404)
    for (const login of ['doctor', 'village', 'inspector', 'admin']) expect(await of(login, {})).toBe(403)
  })
  it('keeps other counties and other bodies out', async () => {
    const id = await made(['unit', 'submit'])
    for (const login of ['shishi', 'hospital']) {
      expect((await (await server.as(login))('GET', `${at}/${id}`)).statusCode, login).toBe(404)
      expect((await act(login, id, 'approve')).statusCode, login).toBe(404)
    }
    expect(
      (await write('hospital', id, { after: 1, practitionerIds: [] })).statusCode,
    ).toBeGreaterThanOrEqual(400)
    expect((await act('unit', id, 'approve')).json().code).toBe('case-not-yours')
    expect((await act('inspector', id, 'approve')).statusCode).toBe(403)
    expect((await read(id, 'inspector')).mayDo).toEqual([])
    const items = (await (await server.as('unit'))('GET', `${inProgramme}/cases`)).json().items as CaseLine[]
    expect(new Set(items.map((one) => one.author))).toEqual(new Set(['永定区湖雷镇中心卫生院']))
    for (const url of ['/cases/350803/x', '/cases/x/y', `/cases/350803/${uuidv7()}`, `/cases/350803/${id}`])
      expect((await server.anonymous('GET', url)).statusCode, url).toBe(404)
    expect((await server.anonymous('GET', '/cases?region=%00')).statusCode).toBe(200)
  })
  it('is decided once when two press at the same moment', async () => {
    const id = await made(['unit', 'submit'])
    const both = await Promise.all([act('bureau', id, 'approve'), act('leader', id, 'approve')])
    expect(both.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    const saved = await Promise.all([write('unit', uuidv7()), write('unit', uuidv7())])
    expect(saved.map((one) => one.statusCode)).toEqual([200, 200])
  })
  it('ends with the account', async () => {
    const id = await made(['unit', 'submit'])
    const leader = await server.as('leader')
    const admin = await server.as('admin')
    const accounts = (await admin('GET', '/api/accounts')).json().items as { id: string; login: string }[]
    const account = accounts.find((one) => one.login === 'leader')
    await admin('POST', `/api/accounts/${account?.id}/active`, { active: false })
    expect((await leader('POST', `${at}/${id}/acts`, { act: 'approve', revision: 1 })).statusCode).toBe(401)
    await admin('POST', `/api/accounts/${account?.id}/active`, { active: true })
  })
})
