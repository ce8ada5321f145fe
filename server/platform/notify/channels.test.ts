// Setting channels over HTTP: by the bureau of the county alone; what is secret goes in and never comes out, in no answer and
// in no table; a test message takes the real way and says in words what came of it.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutboxView } from '../../../contract/notices-outbox.ts'
import { MAIL_PASSWORD, startMailServer } from '../../../test/fixtures/mail-server.ts'
import { says, startReceiver } from '../../../test/fixtures/receiver.ts'
import { REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const base = `/api/regions/${REGION}`
type Send = Awaited<ReturnType<TestServer['as']>>
const add = async (
  send: Send,
  target: object,
  of: object = { role: 'bureau', divisionCode: REGION },
  id: string = uuidv7(),
) => ({
  id,
  answer: await send('PUT', `${base}/notice-channels/${id}`, { of, label: '值班', target }),
})
const robot = (address: string) => ({ kind: 'wecom', address: `${address}/w?key=synthetic-robot-key` })
const everythingStored = () =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => {
    const parts = await Promise.all(
      ['notice_channels', 'notice_transports', 'outbox_messages', 'audit_events'].map(
        async (table) =>
          (await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(trx)).rows,
      ),
    )
    return parts
      .flat()
      .map(({ row }) => row)
      .join('\n')
  })
/** Follows a test message until it is clear what came of it. */
async function tested(send: Send, id: string): Promise<OutboxView> {
  const { messageId } = (await send('POST', `${base}/notice-channels/${id}/tests`, {})).json()
  for (let i = 0; i < 100; i += 1) {
    const message: OutboxView = (await send('GET', `${base}/outbox/${messageId}`)).json()
    if (!['waiting', 'sending'].includes(message.state)) return message
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the test message never settled')
}

describe('channels', () => {
  it('are set by the bureau of the county and nobody else', async () => {
    for (const login of ['alliance', 'hospital', 'unit', 'doctor', 'village', 'inspector', 'admin'])
      expect((await (await server.as(login))('GET', `${base}/notice-channels`)).statusCode, login).toBe(403)
    // the bureau of another county finds nothing here and leaves nothing here
    const other = await server.as('shishi')
    expect((await other('GET', `${base}/notice-channels`)).json().channels).toEqual([])
    expect((await add(other, robot('https://robot.example.cn'))).answer.statusCode).toBe(404)
  })
  it('hold one address once for a body, and no address that is none', async () => {
    const send = await server.as('bureau')
    const { answer, id } = await add(send, robot('https://robot.example.cn'))
    expect(answer.statusCode, answer.body).toBe(204)
    expect((await add(send, robot('https://robot.example.cn'))).answer.statusCode).toBe(409)
    for (const target of [
      { kind: 'wecom', address: 'ftp://robot.example.cn/' },
      { kind: 'wecom', address: 'javascript:alert(1)' },
      { kind: 'mail', address: 'a@b.cn\r\nBcc: c@d.cn' },
      { kind: 'sms', address: '12345' },
    ])
      expect((await add(send, target)).answer.statusCode, JSON.stringify(target)).toBe(400)
    expect(
      (await add(send, robot('https://x.example.cn'), { role: 'hospital', organisationId: uuidv7() })).answer
        .statusCode,
    ).toBe(404)
    expect((await send('DELETE', `${base}/notice-channels/${id}`)).statusCode).toBe(204)
    expect((await send('DELETE', `${base}/notice-channels/${id}`)).statusCode).toBe(404)
    expect((await add(send, robot('https://robot.example.cn'))).answer.statusCode).toBe(204)
  })
  it('keep what is secret to themselves', async () => {
    const send = await server.as('bureau')
    await add(send, {
      kind: 'dingtalk',
      address: 'https://oapi.example.cn/robot/send?access_token=synthetic-token-77',
      secret: 'SEC-synthetic-88',
    })
    await send('PUT', `${base}/notice-transports/mail`, {
      settings: {
        host: 'smtp.example.cn',
        port: 465,
        security: 'tls',
        user: 'notice',
        fromAddress: 'a@example.cn',
        fromName: '卫健局',
      },
      password: MAIL_PASSWORD,
    })
    const listed = await send('GET', `${base}/notice-channels`)
    expect(listed.json().mail).toMatchObject({
      hasSecret: true,
      settings: { host: 'smtp.example.cn', user: 'notice' },
    })
    const seen = `${listed.body}\n${await everythingStored()}`
    expect(seen).not.toMatch(/synthetic-token-77|SEC-synthetic-88|synthetic-robot-key/)
    expect(seen).not.toContain(MAIL_PASSWORD)
  })
  it('never send a stored password to another server than it was given for', async () => {
    const send = await server.as('bureau')
    const settings = {
      host: 'smtp.example.cn',
      port: 465,
      security: 'tls',
      user: 'notice',
      fromAddress: 'a@example.cn',
      fromName: '永定区卫健局',
    }
    expect((await send('PUT', `${base}/notice-transports/mail`, { settings })).statusCode).toBe(204)
    const moved = await send('PUT', `${base}/notice-transports/mail`, {
      settings: { ...settings, host: 'elsewhere.example.cn' },
    })
    expect(moved.statusCode).toBe(400)
    expect(moved.json().problems[0].zh).toContain('须重新填写')
    const open = await send('PUT', `${base}/notice-transports/mail`, {
      settings: { ...settings, security: 'none' },
      password: 'x',
    })
    expect(open.statusCode).toBe(400)
  })
})

describe('a test', () => {
  it('arrives at a robot, at a mail server and at a gateway, and says so', async () => {
    const send = await server.as('bureau')
    const group = await startReceiver()
    const gateway = await startReceiver(says(200, { code: 0 }))
    const mail = await startMailServer({ signIn: true })
    await send('PUT', `${base}/notice-transports/mail`, {
      settings: {
        host: '127.0.0.1',
        port: mail.port,
        security: 'none',
        user: '',
        fromAddress: 'a@example.cn',
        fromName: '卫健局',
      },
      password: '',
    })
    await send('PUT', `${base}/notice-transports/sms`, {
      settings: {
        url: `${gateway.address}/s`,
        method: 'POST',
        bodyKind: 'json',
        template: '{"to":"{phone}","t":"{text}"}',
        success: '"code":0',
        quiet: { from: '00:00', to: '23:59' },
      },
      headers: ['X-Key: synthetic-gateway-key'],
    })
    const ids = await Promise.all(
      [
        robot(group.address),
        { kind: 'mail', address: 'office@example.cn' },
        { kind: 'sms', address: '13800000123' },
      ].map(async (target) => (await add(send, target)).id),
    )
    const [byRobot, byMail, bySms] = [
      await tested(send, ids[0] ?? ''),
      await tested(send, ids[1] ?? ''),
      await tested(send, ids[2] ?? ''),
    ]
    expect(byRobot.state).toBe('sent')
    expect(group.received[0]?.body).toContain('测试消息')
    // this server wants an account, none is set: told as it is, once
    expect(byMail).toMatchObject({
      state: 'parked',
      reason: { code: 'mail-refused' },
      shown: 'o***@example.cn',
    })
    expect(bySms.state).toBe('sent')
    expect(JSON.parse(gateway.received[0]?.body ?? '{}')).toMatchObject({ to: '13800000123' })
    expect(gateway.received[0]?.headers['x-key']).toBe('synthetic-gateway-key')
    const listed = (await send('GET', `${base}/outbox`)).body
    expect(listed).not.toMatch(/13800000123|office@example/)
    for (const fixture of [group, gateway, mail]) await fixture.close()
  })
  it('that fails is tried again or given up by a person, with a reason', async () => {
    const send = await server.as('bureau')
    const group = await startReceiver(says(410, 'gone'))
    const { id } = await add(send, robot(group.address))
    const message = await tested(send, id)
    expect(message).toMatchObject({
      state: 'parked',
      reason: { code: 'robot-gone', remedyZh: expect.stringContaining('重新添加机器人') },
    })
    group.answer(says(200, { errcode: 0 }))
    expect((await send('POST', `${base}/outbox/retries`, { ids: [message.id] })).json()).toEqual({ count: 1 })
    let state = ''
    for (let i = 0; i < 100 && state !== 'sent'; i += 1) {
      state = (await send('GET', `${base}/outbox/${message.id}`)).json().state
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(state).toBe('sent')
    expect((await send('POST', `${base}/outbox/retries`, { ids: [message.id] })).json()).toEqual({ count: 0 })
    group.answer(says(403, 'no'))
    const second = await tested(send, id)
    expect((await send('POST', `${base}/outbox/given-up`, { ids: [second.id], reason: '' })).statusCode).toBe(
      400,
    )
    expect(
      (
        await (
          await server.as('shishi')
        )('POST', `${base}/outbox/given-up`, { ids: [second.id], reason: 'x' })
      ).json(),
    ).toEqual({ count: 0 })
    expect(
      (await send('POST', `${base}/outbox/given-up`, { ids: [second.id], reason: '已电话告知' })).json(),
    ).toEqual({ count: 1 })
    const settled = (await send('GET', `${base}/outbox?show=settled`)).json()
    expect(settled.items[0]).toMatchObject({ id: second.id, state: 'givenUp', note: '已电话告知' })
    await group.close()
  })
})

describe('an act', () => {
  it('leaves by the channels of both bodies once it is committed, and not at all where it fails', async () => {
    const bureau = await server.as('bureau')
    const group = await startReceiver()
    const { organisation } = (await (await server.as('hospital'))('GET', '/api/session')).json()
    await add(bureau, robot(`${group.address}/bureau`))
    await add(bureau, robot(`${group.address}/hospital`), {
      role: 'hospital',
      organisationId: organisation.id,
    })
    const roster = (await bureau('GET', `${base}/programmes/yongding-2024/rosters/2024-05`)).json()
    const unit = (await (await server.as('unit'))('GET', '/api/session')).json().organisation
    const duty = roster.duties.find((one: { unitId: string }) => one.unitId === unit.id)
    server.setNow('2024-05-31', '10:00')
    const send = await server.as('unit')
    const witness = (dutyId: string) =>
      send('PUT', `${base}/presence/${uuidv7()}/witness`, { dutyId, verdict: 'absent' })
    expect((await witness(uuidv7())).statusCode).toBe(404)
    expect((await witness(duty.id)).statusCode).toBe(204)
    await witness(duty.id)
    for (let i = 0; i < 60 && group.received.length < 2; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(group.received.map(({ path }) => path.split('?')[0] ?? '').toSorted()).toEqual([
      '/bureau/w',
      '/hospital/w',
    ])
    expect(group.received[0]?.body).toContain('未到岗')
    await group.close()
  })
})
