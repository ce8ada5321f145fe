// 订单式巡诊 (ORD-1): a village clinic records and withdraws its own needs, by the phone's road too; its township's unit sees
// them; nobody's name or number stands there without consent, nor after the need is withdrawn.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallOutput } from '../../../contract/endpoint.ts'
import type { listVisitOrders, VisitOrder } from '../../../contract/referrals.ts'
import type { SyncAnswer } from '../../../contract/sync.ts'
import type { FieldBundle } from '../../../contract/visits-field.ts'
import { REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const need = (over: object = {}) => ({
  group: 'elder',
  problem: '听力差，说话听不清',
  urgency: 'soon',
  wish: 'clinic',
  ...over,
})
const contact = { name: '乐山安', phone: '13800000456', way: 'oral', version: 1 }
const put = async (login: string, body: object, id: string = uuidv7()) =>
  (await server.as(login))('PUT', `/api/regions/${REGION}/visit-orders/${id}`, body)
const withdraw = async (login: string, id: string, reason = '已看过') =>
  (await server.as(login))('PUT', `/api/regions/${REGION}/visit-orders/${id}/withdrawal`, { reason })
const list = async (login: string, query = ''): Promise<CallOutput<typeof listVisitOrders>> => {
  const answer = await (await server.as(login))('GET', `/api/visit-orders${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const order = async (login: string, id: string): Promise<VisitOrder | undefined> =>
  (await list(login)).items.find((one) => one.id === id)

describe('a need of a village (ORD-1)', () => {
  it('is recorded in few fields, goes to the township’s unit, and is seen in words by both', async () => {
    const id = uuidv7()
    expect((await put('village', need({ specialty: '11', initials: '王某' }), id)).statusCode).toBe(204)
    expect(await order('village', id)).toMatchObject({
      state: 'recorded',
      problem: '听力差，说话听不清',
      initials: '王某',
      contact: null,
      age: 0,
    })
    server.setNow('2024-05-23')
    expect(await order('unit', id)).toMatchObject({ unit: '永定区湖雷镇中心卫生院', age: 3 })
    server.setNow('2024-05-20')
    expect((await list('village')).home).toMatchObject({ village: '湖雷镇下寨村卫生所', regionId: REGION })
    expect((await list('unit')).home).toBeNull()
  })
  it('is seen by its county, its alliance and its inspector, and by no other county or hospital', async () => {
    const id = uuidv7()
    await put('village', need(), id)
    for (const login of ['bureau', 'alliance', 'inspector'])
      expect((await order(login, id))?.id, login).toBe(id)
    expect(await order('shishi', id)).toBeUndefined()
    for (const login of ['hospital', 'doctor', 'admin'])
      expect((await (await server.as(login))('GET', '/api/visit-orders')).statusCode, login).toBe(403)
  })
  it.each([
    ['a number among the words', { problem: '请打 13800000456' }],
    ['a number as initials', { initials: '13800' }],
    ['a whole name as initials', { initials: '王某某王某某王' }],
    ['no problem', { problem: ' ' }],
    ['an unknown group', { group: 'rich' }],
    ['an unknown specialty', { specialty: '99' }],
    ['a contact without consent', { contact: { name: '乐山安', phone: null } }],
    ['a consent to nothing', { contact: { ...contact, name: null, phone: null } }],
    ['a wording that never was', { contact: { ...contact, version: 9 } }],
    ['a state of its own choosing', { state: 'accepted' }],
  ])('is refused for %s', async (_, over) => {
    expect((await put('village', need(over))).statusCode).toBe(400)
  })
  it('is recorded by village clinics alone, in their own county, once', async () => {
    for (const login of ['unit', 'bureau', 'doctor', 'hospital', 'inspector', 'admin'])
      expect((await put(login, need())).statusCode, login).toBe(403)
    const away = await (await server.as('village'))(
      'PUT',
      `/api/regions/350581/visit-orders/${uuidv7()}`,
      need(),
    )
    expect(away.statusCode).toBe(404)
    const id = uuidv7()
    await put('village', need(), id)
    expect((await put('village', need({ problem: '别的' }), id)).json().code).toBe('already-exists')
    expect(await order('village', id)).toMatchObject({ problem: '听力差，说话听不清' })
  })
  it('names nobody in clear, and is revealed by a reason that is logged', async () => {
    const id = uuidv7()
    await put('village', need({ contact }), id)
    const seen = JSON.stringify(await list('unit'))
    expect(seen).not.toMatch(/乐山安|13800000456/)
    expect((await order('unit', id))?.contact?.phone).toContain('*')
    const path = `/api/regions/${REGION}/visit-orders/${id}/contact`
    expect((await (await server.as('unit'))('POST', path, { reason: '通知看病时间' })).json()).toEqual({
      name: '乐山安',
      phone: '13800000456',
    })
    expect((await (await server.as('unit'))('POST', path, {})).statusCode).toBe(400)
    for (const [login, status] of [
      ['village', 403],
      ['inspector', 403],
      ['shishi', 404],
    ] as const)
      expect((await (await server.as(login))('POST', path, { reason: 'x' })).statusCode, login).toBe(status)
    expect((await (await server.as('inspector'))('GET', '/api/audit')).body).toContain('通知看病时间')
  })
  it('is withdrawn with a reason, which forgets whom to tell; and not twice', async () => {
    const id = uuidv7()
    await put('village', need({ contact }), id)
    expect((await withdraw('village', id, ' ')).statusCode).toBe(400)
    expect((await withdraw('unit', id)).statusCode).toBe(403)
    expect((await withdraw('village', id, '已到区医院看过')).statusCode).toBe(204)
    expect(await order('unit', id)).toMatchObject({
      state: 'withdrawn',
      reason: '已到区医院看过',
      contact: null,
    })
    const again = await withdraw('village', id)
    expect([again.statusCode, again.json().code]).toEqual([423, 'order-not-movable'])
    const kept = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.selectFrom('visit_orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect([kept.contact_name, kept.contact_phone, kept.problem]).toEqual([null, null, '听力差，说话听不清'])
  })
  it('tells which open needs may be the same, and no closed one', async () => {
    const [a, b, c] = [uuidv7(), uuidv7(), uuidv7()]
    await put('village', need({ problem: '腰腿疼，弯不下腰' }), a)
    await put('village', need({ problem: '腰腿疼弯不下腰半年' }), b)
    await put('village', need({ problem: '牙疼' }), c)
    expect((await order('unit', a))?.doubles).toEqual([b])
    expect((await order('unit', c))?.doubles).toEqual([])
    await withdraw('village', b)
    expect((await order('unit', a))?.doubles).toEqual([])
  })
  it('comes once by the phone’s road, however often it is told', async () => {
    const send = await server.as('village')
    const deviceId = uuidv7()
    await send('PUT', `/api/devices/${deviceId}`, { name: '村卫生所手机' })
    const [id, boot] = [uuidv7(), uuidv7()]
    const op = (seq: number, call: string, params: object, body: object) => ({
      id: uuidv7(),
      seq,
      call,
      params,
      query: {},
      body,
      deviceAt: '2024-05-20T00:30:00.000Z',
      bootId: boot,
      monoAt: seq,
    })
    const ops = [
      op(1, 'recordVisitOrder', { regionId: REGION, id }, need({ problem: '离线登记的需求' })),
      op(2, 'withdrawVisitOrder', { regionId: REGION, id }, { reason: '登错了' }),
    ]
    const batch = {
      deviceId,
      bootId: boot,
      sentAt: '2024-05-20T00:31:00.000Z',
      monoNow: 60_000,
      from: 1,
      ops,
    }
    const outcomes = async (): Promise<string[]> =>
      ((await send('POST', '/api/sync', batch)).json().answers as SyncAnswer[]).map((one) => one.outcome)
    expect(await outcomes()).toEqual(['applied', 'applied'])
    expect(await outcomes()).toEqual(['duplicate', 'duplicate'])
    expect(await order('village', id)).toMatchObject({ state: 'withdrawn', reason: '登错了' })
  })
})

describe('a village clinic’s phone', () => {
  it('carries who comes to its township, and nothing of what was recorded there', async () => {
    const bundle: FieldBundle = (await (await server.as('village'))('GET', '/api/field-bundle')).json()
    expect(bundle.duties.length).toBeGreaterThan(0)
    expect(new Set(bundle.duties.map((duty) => duty.unit.name))).toEqual(new Set(['永定区湖雷镇中心卫生院']))
    expect([bundle.cards, bundle.trainees, bundle.presence]).toEqual([[], [], []])
    for (const duty of bundle.duties) expect([duty.paper, duty.attendanceCode]).toEqual([null, null])
  })
})
