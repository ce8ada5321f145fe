// Reporters (ORG-6): who may name them, that one is in force at a time with the others on record, masked but for a reason.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportersOf } from '../../../contract/organisations-reporters.ts'
import type { Today } from '../../../contract/reports.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const P = 'yongding-2024'
const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const units = async (login = 'bureau', programme = P): Promise<{ id: string; name: string }[]> =>
  (await send(login, 'GET', `/api/organisations?programmeId=${programme}&side=receiving`)).json().items
const ownUnit = async (): Promise<string> => {
  const rows = await inScope(server.services.db, { kind: 'system' }, async (trx) =>
    sql<{
      id: string
    }>`select organisation_id as id from account_roles r join accounts a on a.id = r.account_id
      where a.login = 'unit' and r.role = 'receivingUnit'`.execute(trx),
  )
  return rows.rows[0]?.id ?? ''
}
const named = (after: string | null, name = '林报送', phone = '13800000321') => ({ name, phone, after })
const put = (login: string, id: string, body: object) =>
  send(login, 'PUT', `/api/organisations/${id}/reporter`, body)
const read = async (login: string, id: string): Promise<ReportersOf> =>
  (await send(login, 'GET', `/api/organisations/${id}/reporters`)).json()
const hints = async (login = 'bureau'): Promise<Today['hints']> =>
  (await send(login, 'GET', `/api/today?programmeId=${P}&regionId=350803&month=2024-05`)).json().hints
const unnamed = async (): Promise<string> => (await hints()).find((h) => h.code === 'no-reporter')?.zh ?? ''

describe('naming', () => {
  it('is for the unit itself, its office and its bureau; for nobody else', async () => {
    const own = await ownUnit()
    const other = (await units()).find((u) => u.id !== own)?.id ?? ''
    expect(await unnamed()).toContain('24 家')
    expect((await put('unit', other, named(null))).statusCode).toBe(404)
    expect((await put('hospital', own, named(null))).statusCode).toBe(404)
    expect((await put('shishi', own, named(null))).statusCode).toBe(404)
    for (const login of ['doctor', 'village', 'inspector', 'admin'])
      expect((await put(login, own, named(null))).statusCode, login).toBe(403)
    expect((await put('unit', own, named(null, '林报送', '13800000322'))).statusCode).toBe(200)
    expect((await put('alliance', other, named(null, '陈一', '0597-5800000'))).statusCode).toBe(200)
    expect(await unnamed()).toContain('22 家')
  })
  it('closes the one before and keeps both; an older page is told', async () => {
    const own = await ownUnit()
    const [first] = (await read('unit', own)).reporters
    expect((await put('bureau', own, named(null, '王二'))).json().code).toBe('reporter-changed')
    server.setNow('2024-05-21')
    expect((await put('bureau', own, named(first?.id ?? null, '王二'))).statusCode).toBe(200)
    const { reporters, mayWrite } = await read('unit', own)
    expect(mayWrite).toBe(true)
    expect(reporters.map((r) => [r.name, r.startsOn, r.endsOn])).toEqual([
      ['王二', '2024-05-21', null],
      ['林报送', '2024-05-20', '2024-05-20'],
    ])
    const stored = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .selectFrom('organisation_reporters')
        .select('name')
        .where('organisation_id', '=', own)
        .where('ends_on', 'is', null)
        .execute(),
    )
    expect(stored).toEqual([{ name: '王二' }])
  })
  it('lets no two be in force by naming at once', async () => {
    const free = (await units()).at(-1)?.id ?? ''
    const answers = await Promise.all(
      ['甲一', '乙二', '丙三'].map((n) => put('bureau', free, named(null, n))),
    )
    expect(answers.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409, 409])
    expect((await read('bureau', free)).reporters).toHaveLength(1)
  })
  it.each([
    { name: '', phone: '13800000321', after: null },
    { name: '甲', phone: '打电话给我', after: null },
    { name: '甲', phone: '13800000321' },
    { name: '甲', phone: '13800000321', after: 'x' },
  ])('refuses %j', async (body) => {
    expect((await put('bureau', (await units())[3]?.id ?? '', body)).statusCode).toBe(400)
  })
  it('ends without a successor, with its reason', async () => {
    const id = (await units())[5]?.id ?? ''
    const made = (await put('bureau', id, named(null, '短任'))).json() as ReportersOf
    const reporterId = made.reporters[0]?.id ?? ''
    const end = (body: object) => send('bureau', 'POST', `/api/organisations/${id}/reporter/end`, body)
    expect((await end({ reporterId, reason: '' })).statusCode).toBe(400)
    expect((await end({ reporterId: uuidv7(), reason: '调走' })).statusCode).toBe(409)
    expect((await end({ reporterId, reason: '调走' })).json().reporters[0]).toMatchObject({
      endsOn: '2024-05-21',
      endedReason: '调走',
    })
    expect((await end({ reporterId, reason: '调走' })).statusCode).toBe(409)
  })
  it('is append-only underneath', async () => {
    const change = inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.updateTable('organisation_reporters').set({ name: 'x' }).execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/)
  })
})

describe('the number', () => {
  it('is masked for everybody and shown for a reason, which is logged', async () => {
    const own = await ownUnit()
    const [current] = (await read('bureau', own)).reporters
    expect(current?.phone).toBe('138******21')
    const url = `/api/organisations/${own}/reporters/${current?.id}/phone`
    expect((await send('bureau', 'POST', url, { reason: '' })).statusCode).toBe(400)
    expect((await send('shishi', 'POST', url, { reason: '看看' })).statusCode).toBe(404)
    expect((await send('inspector', 'POST', url, { reason: '看看' })).statusCode).toBe(403)
    expect((await send('bureau', 'POST', url, { reason: '催报' })).json()).toEqual({ phone: '13800000321' })
    const log = await send('admin', 'GET', '/api/audit')
    expect(log.body).toContain('信息报送人 王二 的电话，理由：催报')
    expect(log.body).not.toContain('13800000321')
  })
  it('is listed masked to whoever answers for the body, and to no other unit', async () => {
    const list = async (login: string) =>
      (await send(login, 'GET', `/api/reporters?programmeId=${P}`)).json().items as {
        organisationId: string
        reporter: { name: string } | null
      }[]
    expect((await list('bureau')).filter((i) => i.reporter?.name === '王二')).toHaveLength(1)
    expect((await list('unit')).map((i) => i.organisationId)).toEqual([await ownUnit()])
    expect(await list('shishi')).toEqual([])
  })
})

describe('the report', () => {
  it('is filled in by the reporter unless somebody else is written', async () => {
    const own = await ownUnit()
    const owed = await send('unit', 'GET', `/api/obligations?programmeId=${P}`)
    const mine = (
      owed.json().items as { body: { id: string }; packageId: string; period: string; part: string }[]
    ).find((o) => o.body.id === own)
    expect(mine).toBeDefined()
    const url = `/api/regions/350803/programmes/${P}/reports/${mine?.packageId}/${mine?.period}/${mine?.part}/${own}`
    const report = await send('unit', 'GET', url)
    expect(report.statusCode, report.body).toBe(200)
    expect(report.json().draft.words.signers.filler).toBe('王二')
  })
})
