import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProgramme, startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('signing in', () => {
  it('refuses a wrong password and an unknown account alike, then slows the guesser down', async () => {
    const tryIt = (login: string) =>
      server.anonymous('POST', '/api/session', { login, password: 'not this one' })
    const [known, unknown] = [await tryIt('inspector'), await tryIt('nobody-here')]
    expect([known.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(known.json().code).toBe('sign-in-failed')
    expect(unknown.json().zh).toBe(known.json().zh)
    for (let i = 0; i < 4; i++) await tryIt('inspector')
    const limited = await tryIt('inspector')
    expect([limited.statusCode, limited.json().code]).toEqual([429, 'too-many-tries'])
  })
  it('keeps only hashes of tokens and ends the session at sign-out', async () => {
    const send = await server.as('bureau')
    expect((await send('GET', '/api/session')).json()).toMatchObject({
      login: 'bureau',
      role: 'bureau',
      demonstration: true,
    })
    const stored = await server.services.db.selectFrom('sessions').select('token_hash').execute()
    expect(stored.every((s) => s.token_hash.length === 43)).toBe(true)
    expect((await send('DELETE', '/api/session')).statusCode).toBe(204)
    expect((await send('GET', '/api/session')).statusCode).toBe(401)
  })
  it('ends a session twelve hours after its last use', async () => {
    const send = await server.as('unit')
    server.setNow('2024-05-21', '08:59:00')
    expect((await send('GET', '/api/session')).statusCode).toBe(401)
    server.setNow('2024-05-20')
  })
  it('refuses a write that comes from another site', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://evil.example', host: 'localhost' },
      payload: { login: 'bureau', password: 'x' },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'wrong-origin'])
  })
})

describe('accounts', () => {
  it('are made by the administrator, must change their password, and end at once when disabled', async () => {
    const admin = await server.as('admin')
    const body = {
      login: 'clerk2',
      name: '测试科员',
      password: 'a-first-password',
      role: 'bureau',
      divisionCode: '350803',
      organisationId: null,
      practitionerId: null,
    }
    const made = await admin('POST', '/api/accounts', body)
    expect(made.statusCode).toBe(200)
    expect((await admin('POST', '/api/accounts', body)).json().code).toBe('already-exists')
    const first = await server.anonymous('POST', '/api/session', {
      login: 'clerk2',
      password: 'a-first-password',
    })
    expect(first.json().mustChangePassword).toBe(true)
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? ''
    const as = (method: 'GET' | 'POST', url: string, payload?: object) =>
      server.app.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) })
    expect(
      (await as('POST', '/api/session/password', { current: 'wrong', next: 'a-second-password' })).statusCode,
    ).toBe(401)
    expect(
      (await as('POST', '/api/session/password', { current: 'a-first-password', next: 'a-second-password' }))
        .statusCode,
    ).toBe(204)
    expect((await as('GET', `${inProgramme}/postings`)).statusCode).toBe(200)
    await admin('POST', `/api/accounts/${made.json().id}/active`, { active: false })
    expect((await as('GET', '/api/session')).statusCode).toBe(401)
  })
  it.each([
    ['bureau', 'divisionCode'],
    ['doctor', 'practitionerId'],
    ['receivingUnit', 'organisationId'],
  ])('are refused to a %s without %s, which would see nothing', async (role, path) => {
    const admin = await server.as('admin')
    const body = {
      login: `x-${role.toLowerCase()}`,
      name: '测试',
      password: 'a-first-password',
      role,
      divisionCode: null,
      organisationId: null,
      practitionerId: null,
    }
    const answer = await admin('POST', '/api/accounts', body)
    expect([answer.statusCode, answer.json().place.path]).toEqual([400, `body.${path}`])
  })
  it('logs a sign-in under the name of who signed in', async () => {
    await server.as('hospital')
    const admin = await server.as('admin')
    const items = (await admin('GET', '/api/audit')).json().items as {
      sentence: string
      account: string
      role: string
    }[]
    expect(items.find((i) => i.sentence === '永定区医院医务科 登录')).toMatchObject({
      account: '永定区医院医务科',
      role: 'hospital',
    })
  })
  it('leaves a sentence in the audit log for each act', async () => {
    const admin = await server.as('admin')
    const sentences = (await admin('GET', '/api/audit'))
      .json()
      .items.map((i: { sentence: string }) => i.sentence)
    expect(sentences).toEqual(expect.arrayContaining(['建立账号 clerk2（bureau）', '停用账号并结束其登录']))
  })
})
