// SCH-3 over HTTP: codes of the place, positions and their term, entries made up later, contradictions settled and opened
// again, and what phones with odd clocks tell.
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RosterView } from '../../../contract/dispatch.ts'
import type { SyncOp } from '../../../contract/sync.ts'
import type { FieldBundle } from '../../../contract/visits-field.ts'
import type { PresenceView, SiteCodeUnit } from '../../../contract/visits-presence.ts'
import {
  codeMonth,
  digitsOf,
  monthlyMessage,
  qrText,
  rotatingMessage,
} from '../../../domain/visits/site-code.ts'
import { doctorsDuty } from '../../../test/harness/duty.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { createApp } from '../../app.ts'
import { inScope } from '../../platform/database.ts'
import { emptyPositions } from './presence-settings.ts'

let server: TestServer
let duty: { id: string; day: string; unitId: string }
let unit: SiteCodeUnit

/** The demonstration doctor's duty is at the demonstration unit's place for these tests. */
beforeAll(async () => {
  server = await startServer()
  duty = await doctorsDuty(server)
  server.setNow(duty.day, '08:05')
  const { organisation } = (await (await server.as('unit'))('GET', '/api/session')).json()
  await sendTo(organisation.id)
  ;[unit] = (await (await server.as('unit'))('GET', '/api/site-code')).json().units
})
beforeEach(async () => {
  server.setNow(duty.day, '08:05')
})
afterAll(() => server.close())

/** Beside every rule, by the database's owner: the application itself cannot move a published duty (PUB-3). */
async function sendTo(unitId: string | undefined): Promise<void> {
  const owner = new pg.Client({ connectionString: server.url })
  await owner.connect()
  await owner.query("set app.scope = 'system'")
  await owner.query('update duties set unit_id = $1 where id = $2', [unitId, duty.id])
  await owner.end()
}
const asSystem = (statement: ReturnType<typeof sql>) =>
  inScope(server.services.db, { kind: 'system' }, (trx) => statement.execute(trx))
/** A blank sheet: only the owner of the tables may take marks away. */
async function forget(): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('delete from presence_marks; delete from presence_settlements; delete from sync_ops')
  await client.end()
}
const put = async (login: string, path: string, body: object) =>
  (await server.as(login))('PUT', `/api/regions/${REGION}/presence/${path}`, body)
const arrive = async (body: object, login = 'doctor') => {
  const answer = await put(login, uuidv7(), { dutyId: duty.id, kind: 'arrival', ...body })
  expect(answer.statusCode, answer.body).toBe(204)
}
async function evidence(login = 'bureau'): Promise<PresenceView> {
  const path = `/api/presence?programmeId=${PROGRAMME}&month=2024-05`
  const { items } = (await (await server.as(login))('GET', path)).json()
  return items.find((one: PresenceView) => one.dutyId === duty.id)
}
const part = (found: PresenceView, code: string) => found.parts.find((one) => one.code === code)
const codes = (found: PresenceView) => found.contradictions.map((one) => one.code)

/** What the unit's own device shows, from what it was given, at its own idea of the time. */
function shown(time: number, message = rotatingMessage(time)): string {
  const key = unit.keys.find((one) => one.month === codeMonth(time))?.key ?? ''
  return digitsOf(createHmac('sha256', Buffer.from(key, 'base64')).update(message).digest())
}
const clock = (time: string): number => Date.parse(`${duty.day}T${time}+08:00`)

describe('the code at the place', () => {
  beforeEach(forget)
  it('is given to accounts of the unit and to nobody else', async () => {
    const carried: FieldBundle = (await (await server.as('unit'))('GET', '/api/field-bundle')).json()
    expect(carried.siteCode.map((one) => one.id)).toEqual([duty.unitId].map(() => unit.id))
    for (const login of ['doctor', 'bureau', 'hospital', 'alliance', 'village', 'inspector']) {
      const other: FieldBundle = (await (await server.as(login))('GET', '/api/field-bundle')).json()
      expect(other.siteCode, login).toEqual([])
      expect((await (await server.as(login))('GET', '/api/site-code')).statusCode, login).toBe(403)
    }
  })
  it.each([
    ['scanned in time', () => qrText(shown(clock('08:05:10'))), 'rotating', 15, []],
    ['the unit’s clock four minutes slow', () => shown(clock('08:01:00')), 'rotating', 15, []],
    ['an hour old', () => shown(clock('07:05:00')), 'stale', 0, ['code-stale']],
    ['the monthly one', () => shown(clock('08:05:00'), monthlyMessage('2024-05')), 'monthly', 6, []],
    ['guessed', () => '00000000', 'unreadable', 0, ['code-unreadable']],
    ['a picture of something else', () => 'https://example.org/menu', 'unreadable', 0, ['code-unreadable']],
  ])('%s', async (...[, text, verdict, points, contradictions]) => {
    await arrive({ siteCode: text() })
    const found = await evidence()
    expect(found.marks.map((one) => one.code)).toEqual([verdict])
    expect([part(found, 'siteCode')?.points, codes(found)]).toEqual([points, contradictions])
    const { rows } = (await asSystem(sql`select to_jsonb(m)::text row from presence_marks m`)) as {
      rows: { row: string }[]
    }
    expect(rows[0]?.row, 'only the verdict is kept').not.toContain(text())
  })
  it('is known for another unit’s', async () => {
    const roster: RosterView = (
      await (
        await server.as('bureau')
      )('GET', `${inProgramme}/rosters/2024-05`)
    ).json()
    const other = roster.units.find((one) => one.id !== unit.id)
    await sendTo(other?.id)
    await arrive({ siteCode: shown(clock('08:05:00')) })
    expect(codes(await evidence())).toEqual(['code-wrong-unit'])
    await sendTo(unit.id)
  })
  it('bears as many minutes as the county sets', async () => {
    const settings = { codeToleranceMinutes: 30, positionDays: 30 }
    const set = async (login: string, body: object) =>
      (await server.as(login))('PUT', `/api/regions/${REGION}/presence-settings`, body)
    expect((await set('hospital', settings)).statusCode).toBe(403)
    expect((await set('shishi', settings)).statusCode).toBe(404)
    expect((await set('bureau', { ...settings, positionDays: 0 })).statusCode).toBe(400)
    expect((await set('bureau', settings)).statusCode).toBe(204)
    await arrive({ siteCode: shown(clock('07:40:00')) })
    expect((await evidence()).marks[0]?.code).toBe('rotating')
    await set('bureau', { codeToleranceMinutes: 5, positionDays: 30 })
  })
})

describe('what phones tell later', () => {
  beforeEach(forget)
  async function sync(login: string, told: Partial<SyncOp> & { body: object }, seen: object = {}) {
    const deviceId = uuidv7()
    await (await server.as(login))('PUT', `/api/devices/${deviceId}`, { name: '测试手机' })
    const op = {
      id: uuidv7(),
      seq: 1,
      call: 'recordPresence',
      params: { regionId: REGION, id: uuidv7() },
      deviceAt: new Date(clock('08:05:00')).toISOString(),
      bootId: deviceId,
      monoAt: 0,
      ...told,
    }
    const answer = await (await server.as(login))('POST', '/api/sync', {
      deviceId,
      bootId: deviceId,
      sentAt: new Date(clock('20:05:00')).toISOString(),
      monoNow: 12 * 3_600_000,
      from: 1,
      ops: [op],
      ...seen,
    })
    return answer.json().answers[0]
  }
  const arrival = (body: object = {}) => ({ dutyId: duty.id, kind: 'arrival', ...body })
  it('is judged by when it was scanned, not by when it was sent', async () => {
    server.setNow(duty.day, '20:05')
    expect((await sync('doctor', { body: arrival({ siteCode: shown(clock('08:05:00')) }) })).outcome).toBe(
      'applied',
    )
    const found = await evidence()
    expect(found.marks.map((one) => [one.code, one.at])).toEqual([
      ['rotating', new Date(clock('08:05:00')).toISOString()],
    ])
    await forget()
    await sync('doctor', { body: arrival({ siteCode: shown(clock('20:05:00')) }) })
    expect(codes(await evidence())).toEqual(['code-stale'])
  })
  it.each([
    ['a year behind', '2023-05-01T00:05:00.000Z', '2023-05-01T12:05:00.000Z'],
    ['a year ahead', '2025-05-01T00:05:00.000Z', '2025-05-01T12:05:00.000Z'],
  ])('has the right day and code from a phone whose clock is %s', async (_, deviceAt, sentAt) => {
    server.setNow(duty.day, '20:05')
    const told = { deviceAt, body: arrival({ siteCode: shown(clock('08:05:00')) }) }
    expect((await sync('doctor', told, { sentAt })).outcome).toBe('applied')
    const found = await evidence()
    expect([found.marks[0]?.at, codes(found)]).toEqual([new Date(clock('08:05:00')).toISOString(), []])
  })
  it('counts once what two phones of one doctor and the unit tell', async () => {
    server.setNow(duty.day, '20:05')
    await sync('doctor', { body: arrival() })
    await sync('doctor', { body: arrival(), monoAt: 60_000 })
    await sync('unit', { body: arrival({ reason: '看到医师到岗，代为补记' }) })
    const found = await evidence()
    expect([found.marks.length, part(found, 'arrival')?.points, codes(found)]).toEqual([3, 15, []])
  })
  it('keeps a departure told before the arrival as a contradiction, and refuses neither', async () => {
    server.setNow(duty.day, '20:05')
    await sync('doctor', { body: arrival(), monoAt: 8 * 3_600_000 })
    expect((await sync('doctor', { body: arrival({ kind: 'departure' }) })).outcome).toBe('applied')
    expect(codes(await evidence())).toEqual(['left-before-arriving'])
  })
  it('says in words that a day is not on the roster', async () => {
    server.setNow(duty.day, '20:05')
    const answer = await sync('doctor', { body: arrival({ dutyId: uuidv7() }) })
    expect([answer.outcome, answer.problem.code]).toEqual(['refused', 'not-found'])
    expect(answer.problem.zh).toContain('已公布的值班')
  })
})

describe('a position', () => {
  beforeEach(forget)
  const place = async (position: [number, number] | null) =>
    asSystem(
      sql`update organisations set longitude = ${position?.[0] ?? null}, latitude = ${position?.[1] ?? null} where id = ${unit.id}`,
    )
  const kept = async () =>
    (
      (await asSystem(
        sql`select longitude, latitude, accuracy_metres, position_verdict from presence_marks`,
      )) as {
        rows: Record<string, unknown>[]
      }
    ).rows
  const here = { longitude: 116.81, latitude: 24.81, accuracyMetres: 40 }
  it('is judged only where the unit’s own is known and the accuracy allows it', async () => {
    await place(null)
    await arrive({ position: here })
    await place([116.815, 24.812])
    await arrive({ position: here })
    await arrive({ position: { ...here, accuracyMetres: 9000 } })
    await arrive({ position: { ...here, longitude: 117.9 } })
    const found = await evidence()
    expect(found.marks.map((one) => one.position)).toEqual(['unclear', 'near', 'unclear', 'far'])
    expect([part(found, 'position')?.points, codes(found)]).toEqual([5, ['far-away']])
    expect(JSON.stringify(found), 'nobody reads where it was').not.toContain('116.8')
  })
  it('is emptied after its term by the daily work, which writes a sentence; what it said stays', async () => {
    await place([116.815, 24.812])
    await arrive({ position: here })
    server.setNow('2024-05-31', '09:00')
    const daily = async (day: string) => {
      server.setNow(day, '00:10')
      await emptyPositions(server.services)
    }
    const term = Date.parse(`${duty.day}T00:10:00+08:00`)
    const dayAfter = (days: number) =>
      new Date(term + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
    await daily(dayAfter(30))
    expect((await kept())[0]).toMatchObject({ longitude: 116.81, accuracy_metres: 40 })
    await daily(dayAfter(31))
    await daily(dayAfter(31))
    expect(await kept()).toEqual([
      { longitude: null, latitude: null, accuracy_metres: null, position_verdict: 'near' },
    ])
    const { rows } = (await asSystem(
      sql`select sentence, account_name, region_id from audit_events where action = 'emptyPositions'`,
    )) as { rows: object[] }
    expect(rows).toEqual([
      { sentence: '报到位置满 30 天，已删除 1 条', account_name: '系统', region_id: REGION },
    ])
  })
  it('is emptied by a server that only now starts, too', async () => {
    await place([116.815, 24.812])
    await arrive({ position: here })
    server.setNow('2024-12-01', '03:00')
    const again = createApp(server.services)
    await again.ready()
    await again.close()
    expect((await kept())[0]).toMatchObject({ longitude: null, position_verdict: 'near' })
  })
})

describe('an entry made up later (补记)', () => {
  beforeEach(forget)
  it.each(['doctor', 'unit', 'hospital', 'bureau'])(
    'by %s asks for a reason, and says who and when',
    async (login) => {
      server.setNow('2024-05-31', '10:00')
      const body = { dutyId: duty.id, kind: 'arrival', madeUp: true, saidTime: '08:00' }
      const without = await put(login, uuidv7(), body)
      expect([without.statusCode, without.json().code]).toEqual([400, 'invalid-value'])
      const made = await put(login, uuidv7(), { ...body, reason: '手机没电' })
      expect(made.statusCode, made.body).toBe(204)
      const found = await evidence()
      expect(found.marks).toEqual([
        expect.objectContaining({
          madeUp: true,
          reason: '手机没电',
          by: expect.stringMatching(/./),
          at: '2024-05-31T02:00:00.000Z',
          saidAt: new Date(clock('08:00')).toISOString(),
        }),
      ])
      expect([part(found, 'arrival')?.points, part(found, 'arrival')?.note?.zh, codes(found)]).toEqual([
        8,
        '补记',
        [],
      ])
    },
  )
  it('says nothing of a place, and nothing of a time that has not come', async () => {
    const late = { dutyId: duty.id, kind: 'departure', reason: '忘记', madeUp: true }
    const soon = await put('doctor', uuidv7(), { ...late, saidTime: '17:00' })
    expect([soon.statusCode, soon.json().place?.path]).toEqual([400, 'body.saidTime'])
    const siteCode = shown(clock('08:05:00'))
    const position = { longitude: 116.8, latitude: 24.8, accuracyMetres: 10 }
    expect((await put('doctor', uuidv7(), { ...late, siteCode, position })).statusCode).toBe(204)
    expect((await evidence()).marks[0]).toMatchObject({ code: null, position: null })
  })
  it('is not for a village clinic or an inspector', async () => {
    const late = { dutyId: duty.id, kind: 'arrival', reason: '忘记', madeUp: true }
    for (const login of ['village', 'inspector', 'admin'])
      expect((await put(login, uuidv7(), late)).statusCode, login).toBe(403)
    expect((await put('shishi', uuidv7(), late)).statusCode).toBe(404)
  })
})

describe('a contradiction', () => {
  beforeAll(forget)
  const settle = async (login: string, evidenceNow: string, note = '电话核实：医师在村里出诊') =>
    (await server.as(login))('PUT', `/api/regions/${REGION}/presence-settlements/${uuidv7()}`, {
      dutyId: duty.id,
      evidence: evidenceNow,
      note,
    })
  it('is settled by a person who manages, with a note', async () => {
    await arrive({})
    expect((await settle('bureau', (await evidence()).evidence)).json().code).toBe('invalid-value')
    await put('unit', `${uuidv7()}/witness`, { dutyId: duty.id, verdict: 'absent' })
    const open = await evidence()
    expect([codes(open), open.settlement]).toEqual([['absent-but-there'], null])
    for (const login of ['unit', 'doctor', 'hospital', 'inspector'])
      expect((await settle(login, open.evidence)).statusCode, login).toBe(403)
    expect((await settle('shishi', open.evidence)).statusCode).toBe(404)
    expect((await settle('bureau', open.evidence, ' ')).statusCode).toBe(400)
    expect((await settle('bureau', open.evidence)).statusCode).toBe(204)
    for (const login of ['bureau', 'hospital', 'unit', 'doctor'])
      expect((await evidence(login)).settlement).toMatchObject({
        note: '电话核实：医师在村里出诊',
        open: false,
        by: expect.stringMatching(/./),
      })
  })
  it('opens again when new evidence arrives, and is not settled by who has not seen it', async () => {
    const before = (await evidence()).evidence
    await arrive({ kind: 'departure' })
    expect((await evidence()).settlement?.open).toBe(true)
    const stale = await settle('alliance', before)
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'changed-meanwhile'])
    expect((await settle('alliance', (await evidence()).evidence)).statusCode).toBe(204)
    expect((await evidence()).settlement?.open).toBe(false)
  })
})
