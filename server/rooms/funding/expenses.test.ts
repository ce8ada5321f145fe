// Expenses over HTTP (FIN-1, FIN-2): the card's figures taken over, amounts and receipts that are refused with their reason,
// another person of the home unit approves, the list for finance, who sees what.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClaimView, ExpenseTotal, OpenDay } from '../../../contract/funding-expenses.ts'
import { photoOf } from '../../../test/fixtures/photo.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

const P = 'yongding-2024'
let server: TestServer
let day: OpenDay
let strange: OpenDay
beforeAll(async () => {
  server = await startServer()
  const own = (await list('doctor')).openDays
  const other = (await list('hospital')).openDays.find((d) => d.practitioner.id !== own[0]?.practitioner.id)
  if (!own[0] || !other) throw new Error('no card to claim for')
  day = own[0]
  strange = other
})
afterAll(() => server.close())

type Listed = { items: ClaimView[]; openDays: OpenDay[]; mayClaim: boolean }
const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const list = async (login: string, month = '2024-05'): Promise<Listed> =>
  (await send(login, 'GET', `/api/expense-claims?programmeId=${P}&month=${month}`)).json()
const at = (id: string) => `/api/regions/350803/expense-claims/${id}`
const line = (part: object = {}) => ({
  kind: 'transport',
  amount: '45.00',
  issuer: '永定客运站',
  number: '0571001',
  ...part,
})
const body = (of: OpenDay, lines: object[], part: object = {}) => ({
  programmeId: P,
  practitionerId: of.practitioner.id,
  unitId: of.unit.id,
  day: of.day,
  lines,
  version: null,
  ...part,
})
const save = (login: string, id: string, of: OpenDay, ...[lines, part = {}]: [object[], object?]) =>
  send(login, 'PUT', at(id), body(of, lines, part))
const act = (login: string, id: string, version: number, ...[name, note = '']: [string, string?]) =>
  send(login, 'POST', `${at(id)}/acts`, { act: name, version, note })

describe('a claim', () => {
  const id = uuidv7()
  it.each([
    ['0.005', '最多两位小数'],
    ['1e12', '不是普通写法'],
    ['1000000000000', '上限'],
    ['0', '大于零'],
    ['-3', '不是普通写法'],
  ])('is not written with an amount of %s', async (amount, why) => {
    const answer = await save('doctor', uuidv7(), day, [line(), line({ amount, number: '2' })])
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'amount-wrong'])
    expect(answer.json().zh).toContain(why)
    expect(answer.json().place).toEqual({ path: 'lines.1.amount' })
    expect((await list('doctor')).items).toEqual([])
  })
  it('is the doctor’s or her hospital’s to write, for a day that was', async () => {
    for (const login of ['bureau', 'unit', 'village', 'inspector', 'admin', 'alliance'])
      expect((await save(login, uuidv7(), day, [line()])).statusCode, login).toBe(403)
    expect((await save('doctor', uuidv7(), strange, [line()])).statusCode).toBe(404)
    expect((await save('doctor', uuidv7(), { ...day, day: '2024-06-20' }, [line()])).json().code).toBe(
      'claim-future',
    )
    expect(
      (await save('doctor', uuidv7(), { ...day, unit: { id: uuidv7(), name: '' } }, [line()])).statusCode,
    ).toBe(404)
  })
  it('differs from its card only with a reason, and lacks nothing when handed in', async () => {
    const first = (
      await save('doctor', id, day, [line({ amount: '４５．５元', number: '' })])
    ).json() as ClaimView
    expect(first).toMatchObject({
      state: 'draft',
      totalFen: 4550,
      version: 2,
      differs: true,
      cardId: day.cardId,
    })
    expect((await act('doctor', id, 2, 'submit')).json()).toMatchObject({
      code: 'claim-incomplete',
      problems: [{ code: 'claim-line-receipt', place: { path: 'lines.0' } }],
    })
    const second = await save('doctor', id, day, [line({ amount: '45.5' })], { version: 2 })
    expect(second.statusCode, second.body).toBe(200)
    const refused = (await act('doctor', id, 3, 'submit')).json()
    expect([refused.code, refused.zh]).toEqual(['claim-differs', expect.stringContaining('报销 45.50 元')])
    expect((await save('doctor', id, day, [line()], { version: 2 })).json().code).toBe('changed-meanwhile')
    const third = await save('doctor', id, day, [line({ amount: '45.5' })], {
      version: 3,
      difference: '返程改乘客车',
    })
    expect(third.json().version).toBe(4)
    expect((await act('doctor', id, 4, 'submit')).json()).toMatchObject({
      state: 'submitted',
      mayDo: ['recall'],
    })
  })
  it('is one a day', async () => {
    const answer = await save('hospital', uuidv7(), day, [line({ number: '9' })])
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'claim-there'])
    expect(answer.json().zh).toContain('待审核')
  })
  it('is approved by another of the home unit and by nobody else', async () => {
    for (const login of ['bureau', 'alliance', 'unit', 'inspector'])
      expect((await act(login, id, 5, 'approve')).statusCode, login).toBe(403)
    expect((await act('doctor', id, 5, 'approve')).json().code).toBe('claim-own')
    expect((await act('hospital', id, 5, 'return')).json().code).toBe('claim-note-missing')
    const notices = (await send('finance', 'GET', '/api/notices')).json().items as { zh: string }[]
    expect(notices.some((n) => n.zh.includes('下乡费用报销单，请审核'))).toBe(true)
    const back = await act('hospital', id, 5, 'return', '请补住宿发票')
    expect(back.json()).toMatchObject({ state: 'returned', last: { note: '请补住宿发票', act: 'return' } })
    // whoever mends it for the doctor does not approve it
    const mended = await save('hospital', id, day, [line({ amount: '45.5' })], {
      version: 6,
      difference: '返程改乘客车',
    })
    expect(mended.statusCode, mended.body).toBe(200)
    expect((await act('hospital', id, 7, 'submit')).statusCode).toBe(200)
    expect((await act('hospital', id, 8, 'approve')).json().code).toBe('claim-own')
    expect((await act('finance', id, 8, 'pay')).json().code).toBe('claim-wrong-state')
    expect((await act('finance', id, 8, 'approve')).json()).toMatchObject({ state: 'approved' })
    expect((await act('finance', id, 9, 'pay')).json()).toMatchObject({ state: 'paid' })
    expect((await act('finance', id, 10, 'unpay')).json().code).toBe('claim-note-missing')
    expect((await act('finance', id, 10, 'unpay', '点错')).json()).toMatchObject({ state: 'approved' })
    expect((await act('finance', id, 11, 'pay')).json().moves).toHaveLength(11)
  })
  it('takes a receipt once, whoever claims it, and says where it stands', async () => {
    const other = uuidv7()
    const twice = await save('hospital', other, strange, [
      line({ number: ' ０５７１－００１ ', issuer: '永定 客运站' }),
    ])
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'receipt-twice'])
    expect(twice.json().zh).toContain(`${day.practitioner.name} ${day.day}`)
    // nothing is half written
    expect((await send('hospital', 'GET', at(other))).statusCode).toBe(404)
    // the same number under another issuer is asked about when it is handed in
    const like = (
      await save('hospital', other, strange, [line({ issuer: '龙岩客运' })], { difference: '实报' })
    ).json()
    const asked = await act('hospital', other, like.version, 'submit')
    expect([asked.statusCode, asked.json().code]).toEqual([422, 'receipt-like-another'])
    const noted = await save(
      'hospital',
      other,
      strange,
      [line({ issuer: '龙岩客运', note: '两家车站各一张' })],
      {
        difference: '实报',
        version: like.version,
      },
    )
    expect((await act('hospital', other, noted.json().version, 'submit')).statusCode).toBe(200)
  })
  it('lets two at once take a receipt but once', async () => {
    const free = (await list('hospital')).openDays.slice(0, 2)
    expect(free).toHaveLength(2)
    const answers = await Promise.all(
      free.map((of) => save('hospital', uuidv7(), of, [line({ number: 'RACE-1' })])),
    )
    expect(answers.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
  })
  it('gives a receipt back when it is cancelled', async () => {
    const [of, next] = (await list('hospital')).openDays
    if (!of || !next) throw new Error('no open day')
    const [one, two] = [uuidv7(), uuidv7()]
    const made = (await save('hospital', one, of, [line({ number: 'BACK-1' })])).json()
    expect((await save('hospital', two, next, [line({ number: 'BACK-1' })])).json().code).toBe(
      'receipt-twice',
    )
    expect((await act('hospital', one, made.version, 'cancel', '填错日期')).json().state).toBe('cancelled')
    expect((await save('hospital', two, next, [line({ number: 'BACK-1' })])).statusCode).toBe(200)
    expect((await list('hospital')).openDays.some((d) => d.cardId === of.cardId)).toBe(true)
  })
})

describe('pictures of receipts', () => {
  it('are kept once in the house, and seen by whoever sees the claim', async () => {
    const [of, next] = (await list('hospital', '2024-04')).openDays
    if (!of || !next) throw new Error('no open day')
    const [one, two] = [uuidv7(), uuidv7()]
    await save('hospital', one, of, [])
    await save('hospital', two, next, [])
    const { bytes, sha256 } = photoOf(1, 4000)
    const url = (id: string, hash = sha256) => `${at(id)}/photos/${hash}`
    expect((await send('hospital', 'PUT', url(one), new Uint8Array([1, 2, 3]))).json().code).toBe(
      'photo-not-jpeg',
    )
    expect((await send('hospital', 'PUT', url(one, 'a'.repeat(64)), bytes)).statusCode).toBe(400)
    expect((await send('hospital', 'PUT', url(one), bytes)).json().pictures).toHaveLength(1)
    expect((await send('hospital', 'PUT', url(one), bytes)).json().pictures).toHaveLength(1)
    const twice = await send('hospital', 'PUT', url(two), bytes)
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'receipt-photo-twice'])
    expect((await send('bureau', 'GET', url(one))).headers['content-type']).toBe('image/jpeg')
    for (const login of ['doctor', 'shishi'])
      expect((await send(login, 'GET', url(one))).statusCode, login).toBe(404)
    expect((await send('hospital', 'POST', `${url(one)}/removal`, {})).json().pictures).toEqual([])
    expect((await send('hospital', 'PUT', url(two), bytes)).statusCode).toBe(200)
  })
})

describe('lists', () => {
  it('show each reader her own, nothing to the unit', async () => {
    const mine = await list('doctor')
    expect(mine.items.length).toBeGreaterThan(0)
    expect(mine.items.every((c) => c.practitioner.id === day.practitioner.id)).toBe(true)
    expect((await list('bureau')).items.length).toBeGreaterThan(mine.items.length)
    expect((await list('bureau')).openDays).toEqual([])
    expect((await send('unit', 'GET', `/api/expense-claims?programmeId=${P}&month=2024-05`)).statusCode).toBe(
      403,
    )
    expect(
      (await send('shishi', 'GET', `/api/expense-claims?programmeId=${P}&month=2024-05`)).statusCode,
    ).toBe(404)
  })
  it('put claims beside the cards and count nothing twice', async () => {
    const totals = (await send('bureau', 'GET', `/api/expense-totals?programmeId=${P}&month=2024-05`)).json()
      .items as ExpenseTotal[]
    const cards = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .selectFrom('report_day_cards')
        .select((e) => e.fn.sum<number>('expenses_fen').as('fen'))
        .where('programme_id', '=', P)
        .where('day', '>=', '2024-05-01')
        .where('day', '<=', '2024-05-31')
        .executeTakeFirstOrThrow(),
    )
    const all = (of: (t: ExpenseTotal) => number) => totals.reduce((sum, t) => sum + of(t), 0)
    expect(all((t) => t.cardFen.transport + t.cardFen.lodging + t.cardFen.supplies)).toBe(Number(cards.fen))
    const claimed = all((t) => Object.values(t.kinds).reduce((sum, fen) => sum + fen, 0))
    expect(claimed).toBe(all((t) => Object.values(t.states).reduce((sum, fen) => sum + fen, 0)))
    const listed = (await list('bureau')).items.filter((c) => c.state !== 'cancelled')
    expect(claimed).toBe(listed.reduce((sum, c) => sum + c.totalFen, 0))
    expect(all((t) => t.states.paid)).toBe(4550)
  })
  it('go to finance as a workbook', async () => {
    const file = await send(
      'finance',
      'GET',
      `/api/expense-claims/xlsx?programmeId=${P}&month=2024-05&state=paid`,
    )
    expect(file.statusCode).toBe(200)
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect(
      (await send('unit', 'GET', `/api/expense-claims/xlsx?programmeId=${P}&month=2024-05`)).statusCode,
    ).toBe(403)
  })
  it('keep what was done: moves are append-only', async () => {
    const change = inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.updateTable('expense_moves').set({ note: 'x' }).execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/)
  })
})
