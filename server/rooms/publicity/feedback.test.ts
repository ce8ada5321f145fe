// What residents say without signing in: taken once, never lost; spam parked with its reason; answered with who and when,
// looked up by the receipt; numbers hidden; a complaint is not read by whom it is about (PUB-7, SEC-1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FeedbackView } from '../../../contract/publicity-feedback.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { REGION, startServer, type TestServer } from '../../../test/harness/server.ts'

const FORM = '/t/350803103/feedback'
const LIST = `/api/regions/${REGION}/feedback`
let server: TestServer
let unitId: string
let seconds = 0
let guest = 0
beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  unitId = /<option value="([0-9a-f-]{36})"/.exec((await get(FORM)).body)?.[1] ?? ''
  expect(unitId).not.toBe('')
})
afterAll(() => server.close())

const get = (url: string) => server.app.inject({ method: 'GET', url })
const pass = (more: number): void => {
  seconds += more
  const at = new Date(Date.UTC(2024, 4, 20, 1, 0, seconds) + 8 * 3_600_000).toISOString()
  server.setNow(at.slice(0, 10), at.slice(11, 19))
}
const token = async (): Promise<string> =>
  /name="token" value="([^"]+)"/.exec((await get(FORM)).body)?.[1] ?? ''
type Form = Record<string, string>
const post = (form: Form, remoteAddress: string) =>
  server.app.inject({
    method: 'POST',
    url: FORM,
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
const stranger = (): string => {
  guest += 1
  return `10.0.0.${guest}`
}
/** Opens the form, takes its time, sends: from an address of its own unless told. */
async function say(part: Form, { wait = 20, from = stranger() } = {}) {
  const form = { token: await token(), unit: unitId, kind: 'praise', text: '医生很耐心', ...part }
  pass(wait)
  return { form, answer: await post(form, from) }
}
const receipt = (body: string): string => /class="receipt">([2-9A-Z]{12})</.exec(body)?.[1] ?? ''
const list = async (login = 'bureau', state = ''): Promise<FeedbackView[]> => {
  const answer = await (await server.as(login))('GET', `${LIST}${state ? `?state=${state}` : ''}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().items
}
const act = async (id: string, body: object, login = 'bureau') =>
  (await server.as(login))('POST', `${LIST}/${id}/acts`, body)

describe('a resident', () => {
  it('says it in a form, gets a receipt, and the bureau answers; the receipt shows the answer alone', async () => {
    const { answer } = await say({ kind: 'noShow', text: '5月20日等到十点没人来，我的电话13800000123' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const code = receipt(answer.body)
    const [item] = await list()
    expect(item).toMatchObject({ kind: 'noShow', state: 'new', unitId, hasContact: false, answer: null })
    expect(item?.text).toBe('5月20日等到十点没人来，我的电话〔号码已隐去〕')
    expect((await get(`/f?receipt=${code}`)).body).toContain('还没有答复')
    const id = item?.id ?? ''
    expect((await act(id, { act: 'answer', words: '' })).json().code).toBe('invalid-value')
    expect((await act(id, { act: 'answer', words: '已核实，专家改到5月28日' })).json()).toMatchObject({
      state: 'answered',
      answeredBy: '永定区卫健局医政股',
    })
    const late = await act(id, { act: 'park', words: '重复' })
    expect([late.statusCode, late.json().code]).toEqual([423, 'feedback-settled'])
    const seen = (await get(`/f?receipt=${code.toLowerCase().replace(/(.{4})/g, '$1 ')}`)).body
    expect(seen).toContain('已核实，专家改到5月28日')
    expect(seen).not.toContain('等到十点')
    expect((await get('/f?receipt=ABCDABCDABCD')).body).toContain('没有找到')
  })
  it('leaves a contact only with consent; it is shown to nobody but the bureau, for a reason, with a trace', async () => {
    const without = await say({ contact: '13800000777' })
    expect(without.answer.body).toContain('请在下面打勾同意')
    expect(without.answer.body).toContain('医生很耐心')
    expect(receipt((await say({ contact: '13800000777', agreed: 'yes' })).answer.body)).not.toBe('')
    const item = (await list()).find((one) => one.hasContact)
    expect(JSON.stringify(await list())).not.toContain('13800000777')
    const reveal = async (login: string) =>
      (await server.as(login))('POST', `${LIST}/${item?.id}/reveal`, { reason: '核实情况' })
    expect((await reveal('unit')).statusCode).toBe(403)
    expect((await reveal('shishi')).statusCode).toBe(404)
    expect((await reveal('bureau')).json()).toEqual({ text: '医生很耐心', contact: '13800000777' })
    expect((await (await server.as('admin'))('GET', '/api/audit?limit=10')).body).toContain('核实情况')
  })
  it('sends once however often the button is pressed', async () => {
    const before = (await list()).length
    const { form, answer } = await say({ text: '只说一遍' })
    const again = await post(form, '10.0.1.1')
    expect(again.body).toContain('已经收到过了')
    expect(receipt(again.body)).toBe(receipt(answer.body))
    expect(await list()).toHaveLength(before + 1)
  })
})

describe('what looks like spam', () => {
  it.each([
    ['markup', { text: '<script>alert(1)</script>' }, 20],
    ['link', { text: '好药 www.buy-med.top' }, 20],
    ['trap', { text: '不错', website: 'http://x' }, 20],
    ['tooFast', { text: '手快说的好话' }, 1],
    ['repeated', { text: '顶顶顶顶顶顶顶顶顶顶顶顶顶顶顶顶顶' }, 20],
  ] as const)('is parked for %s, answered like any other, and lost nowhere', async (_, form, wait) => {
    const { answer } = await say({ ...form }, { wait })
    expect(receipt(answer.body), 'tells a script nothing').not.toBe('')
    const parked = (await list('bureau', 'parked')).find((one) => one.text === form.text)
    expect(parked?.parkedReason).toBeTruthy()
    expect((await act(parked?.id ?? '', { act: 'release' })).json()).toMatchObject({
      state: 'new',
      parkedReason: null,
    })
    const back = await act(parked?.id ?? '', { act: 'park', words: '广告' })
    expect(back.json()).toMatchObject({ state: 'parked', parkedReason: '广告' })
  })
  it('is never drawn unescaped', async () => {
    const { answer } = await say({ text: '"><script>alert(1)</script>', kind: 'nothing' })
    expect(answer.body).toContain('请选好单位和类别')
    expect(answer.body).not.toContain('<script>alert')
    expect((await get(`/f?receipt=${encodeURIComponent('"><script>x')}`)).body).not.toContain('<script')
    expect((await get(`${FORM}?text=${encodeURIComponent('</textarea><script>x')}`)).body).not.toContain(
      '<script>x',
    )
  })
  it('comes from one address a few times only; what was typed stays', async () => {
    const codes = []
    for (let k = 0; k < 8; k++)
      codes.push(receipt((await say({ text: `第${k}条` }, { from: '10.9.9.9' })).answer.body))
    expect(codes.filter(Boolean)).toHaveLength(6)
    const { answer } = await say({ text: '还想说' }, { from: '10.9.9.9' })
    expect(answer.body).toContain('太频繁')
    expect(answer.body).toContain('还想说')
  })
})

describe('a form', () => {
  it.each([
    ['without a token', { token: '' }, '打开太久'],
    ['with a token of its own making', { token: 'lw3z.abcdefghijkl.AAAAAAAAAAAAAAAA' }, '打开太久'],
    ['without words', { text: '  ' }, '请选好单位和类别'],
    ['with too many words', { text: '长'.repeat(501) }, '请选好单位和类别'],
    ['about a unit that is none', { unit: '01a00000-0000-7000-8000-000000000000' }, '请选好单位和类别'],
    ['about nothing', { unit: 'x' }, '请选好单位和类别'],
  ] as const)('%s is not taken, and says what to do', async (_, part, words) => {
    const before = (await list()).length
    const { answer } = await say({ ...part })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain(words)
    expect(await list()).toHaveLength(before)
  })
  it('open for half a day is not taken, and a new one comes with what was typed', async () => {
    const { answer } = await say({ text: '写了很久' }, { wait: 13 * 3600 })
    expect(answer.body).toContain('打开太久')
    expect(answer.body).toContain('写了很久')
  })
  it('takes five hundred characters, lines and all, and never answers with a fault', async () => {
    expect(
      receipt((await say({ text: `${'好'.repeat(249)}\r\n${'医生'.repeat(125)}` })).answer.body),
    ).not.toBe('')
    const raw = (payload: string) =>
      server.app.inject({
        method: 'POST',
        url: FORM,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      })
    for (const payload of ['', '%', 'token=%00&text=%00', 'a'.repeat(20_000), 'text[]=1&text=2'])
      expect((await raw(payload)).statusCode).toBeLessThan(500)
    for (const url of ['/t/999999/feedback', '/t/x/feedback']) expect((await get(url)).statusCode).toBe(404)
  })
})

describe('who reads it', () => {
  it('a unit reads its own but no complaint; another county nothing; a doctor not at all', async () => {
    await say({ kind: 'complaint', text: '态度不好' })
    const own = (await (await server.as('unit'))('GET', '/api/session')).json().organisation.id
    const complaint = (await list()).find((one) => one.kind === 'complaint')
    expect(complaint).toBeDefined()
    const seen = await list('unit')
    expect(seen.every((one) => one.unitId === own && one.kind !== 'complaint')).toBe(true)
    if (own === unitId) expect(seen.length).toBeGreaterThan(0)
    const touched = await act(complaint?.id ?? '', { act: 'answer', words: '没有的事' }, 'unit')
    expect(touched.statusCode).toBe(404)
    expect(await list('shishi')).toEqual([])
    expect((await (await server.as('doctor'))('GET', LIST)).statusCode).toBe(403)
    expect((await act(complaint?.id ?? '', { act: 'answer', words: 'x' }, 'inspector')).statusCode).toBe(403)
  })
  it('the day’s page counts what waits', async () => {
    const { hints } = (
      await (
        await server.as('bureau')
      )('GET', '/api/today?programmeId=yongding-2024&regionId=350803')
    ).json()
    const waiting = (await list('bureau', 'new')).length
    expect(hints.find((one: { code: string }) => one.code === 'feedback').zh).toContain(`${waiting} 条`)
  })
})
