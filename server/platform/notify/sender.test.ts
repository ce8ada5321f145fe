// The outbox on real PostgreSQL: what is told leaves once, nothing taken back leaves, nothing is lost, whatever fails in
// between. Over random sequences with a sender that may die at any point, and with a real process that is killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MOST_ATTEMPTS } from '../../../domain/notices/channels.ts'
import { type Outcome, reason } from '../../../domain/notices/outcomes.ts'
import { startMailServer } from '../../../test/fixtures/mail-server.ts'
import { says, startReceiver } from '../../../test/fixtures/receiver.ts'
import { REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { projectRoot } from '../config.ts'
import { inScope, type Trx } from '../database.ts'
import { tellNotices } from './notices.ts'
import type { Deliver } from './prepare.ts'
import { queueText, takeBackQueued } from './queue.ts'
import { createSender } from './sender.ts'
import { retryParked } from './store-outbox.ts'

let server: TestServer
let by: string
let now = new Date('2024-06-12T10:00:00+08:00')
const clock = { now: () => now }
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms)
}
const system = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  inScope(server.services.db, { kind: 'system' }, work)
const services = () => ({ ...server.services, clock, log: () => undefined })
const channels = `/api/regions/${REGION}/notice-channels`

beforeAll(async () => {
  server = await startServer()
  by = (await (await server.as('bureau'))('GET', '/api/session')).json().accountId
})
afterAll(() => server.close())
beforeEach(() => {
  now = new Date('2024-06-12T10:00:00+08:00')
})

const add = async (kind: string, address: string, more: object = {}): Promise<string> => {
  const id = uuidv7()
  const sent = await (await server.as('bureau'))('PUT', `${channels}/${id}`, {
    of: { role: 'bureau', divisionCode: REGION },
    label: kind,
    target: { kind, address, ...more },
  })
  expect(sent.statusCode, sent.body).toBe(204)
  return id
}
const removeAll = async (): Promise<void> => {
  const send = await server.as('bureau')
  for (const { id } of (await send('GET', channels)).json().channels)
    await send('DELETE', `${channels}/${id}`)
}
const tell = (event: string, takesBack?: string): Promise<void> =>
  inScope(server.services.db, { kind: 'organisations', organisations: [uuidv7()] }, (trx) =>
    tellNotices(
      trx,
      {
        regionId: REGION,
        kind: takesBack ? 'no-show-withdrawn' : 'no-show',
        params: { unit: '甲卫生院', doctor: '医师乙', day: '2024-06-12' },
        event,
        ...(takesBack ? { takesBack } : {}),
        subject: { type: 'duty', id: uuidv7() },
        programmeId: 'yongding-2024',
        recipients: [{ role: 'bureau', divisionCode: REGION }],
        by,
      },
      now,
    ),
  )
type Row = {
  id: string
  event_key: string
  channel_kind: string
  state: string
  attempts: number
  unclear: boolean
  sealed: Buffer | null
  shown: string
  code: string | null
  next_at: Date
}
const rows = (like = '%'): Promise<Row[]> =>
  system(
    async (trx) =>
      (
        await sql<Row>`select *, reason->>'code' code from outbox_messages where event_key like ${like} order by made_at, id`.execute(
          trx,
        )
      ).rows,
  )
const states = async (like: string): Promise<string[]> =>
  (await rows(like))
    .map((row) => [row.channel_kind, row.state, ...(row.code ? [row.code] : [])].join(' '))
    .toSorted()

describe('over random sequences', () => {
  type Step =
    | { do: 'tell' | 'takeBack'; event: number }
    | { do: 'run'; outcomes: string[] }
    | { do: 'die' }
    | { do: 'wait'; minutes: number }
    | { do: 'retry' }
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant('tell' as const), event: fc.nat(3) }),
    fc.record({ do: fc.constant('takeBack' as const), event: fc.nat(3) }),
    fc.record({
      do: fc.constant('run' as const),
      outcomes: fc.array(fc.constantFrom('sent', 'later', 'refused', 'unclear', 'away'), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
    fc.record({ do: fc.constant('die' as const) }),
    fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
    fc.record({ do: fc.constant('retry' as const) }),
  )
  it('each leaves once for each answer, none is lost, none leaves after it was taken back', async () => {
    await removeAll()
    await add('mail', 'office@example.cn')
    await add('wecom', 'https://robot.example.cn/send?key=synthetic-key-0001')
    await (await server.as('bureau'))('PUT', `/api/regions/${REGION}/notice-transports/mail`, {
      settings: {
        host: '127.0.0.1',
        port: 25,
        security: 'none',
        user: '',
        fromAddress: 'a@example.cn',
        fromName: '卫健局',
      },
    })
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
        round += 1
        const event = (n: number, back = false): string => `random/${round}/${n}${back ? '/back' : ''}`
        const told = new Set<string>()
        const takenBack = new Set<string>()
        const answered = new Map<string, number>()
        const faults: string[] = []
        const attempt =
          (outcomes: string[]): Deliver =>
          async (row) => {
            if (!row.event_key.startsWith(`random/${round}/`)) return { kind: 'sent' }
            if (takenBack.has(row.event_key)) faults.push(`${row.event_key} was sent after it was taken back`)
            const kind = outcomes.shift() ?? 'sent'
            if (kind === 'sent') answered.set(row.id, (answered.get(row.id) ?? 0) + 1)
            if (kind === 'sent') return { kind: 'sent' }
            return kind === 'away'
              ? { kind: 'later', away: true, reason: reason('not-reached', { host: 'h' }) }
              : { kind: kind as 'later', reason: reason('unclear', { host: 'h' }) }
          }
        for (const one of steps) {
          if (one.do === 'tell' && !takenBack.has(event(one.event))) {
            await tell(event(one.event))
            told.add(event(one.event))
          } else if (one.do === 'takeBack' && told.has(event(one.event))) {
            await tell(event(one.event, true), event(one.event))
            told.add(event(one.event, true))
            takenBack.add(event(one.event))
          } else if (one.do === 'run')
            await createSender(services(), { deliver: attempt([...one.outcomes]), random: () => 0.5 }).wake()
          else if (one.do === 'die') {
            // dies with messages in hand, before what came of them was written down
            const reached = new Promise<void>((resolve) => {
              const dying: Deliver = () => {
                resolve()
                return new Promise<Outcome>(() => undefined)
              }
              void createSender(services(), { deliver: dying }).wake()
              setTimeout(resolve, 300)
            })
            await reached
          } else if (one.do === 'wait') later(one.minutes * 60_000)
          else if (one.do === 'retry') {
            const parked = (await rows(`random/${round}/%`)).filter(({ state }) => state === 'parked')
            if (parked.length)
              await system((trx) =>
                retryParked(
                  trx,
                  REGION,
                  parked.map(({ id }) => id),
                  now,
                ),
              )
          }
          const standing = await rows(`random/${round}/%`)
          for (const row of standing) {
            const count = answered.get(row.id) ?? 0
            if (count > 1) faults.push(`${row.event_key} was taken ${count} times`)
            if (count === 1 && row.state !== 'sent')
              faults.push(`${row.event_key} was taken and is ${row.state}`)
            if (count === 0 && row.state === 'sent')
              faults.push(`${row.event_key} is sent and nobody took it`)
          }
          for (const key of told) {
            const of = standing.filter((row) => row.event_key === key).map((row) => row.channel_kind)
            if (of.toSorted().join() !== 'mail,wecom') faults.push(`${key} stands ${of.length} times`)
          }
        }
        // in the end everything is settled, or waits for a person with its reason
        for (let i = 0; i < MOST_ATTEMPTS + 3; i += 1) {
          later(2 * 3_600_000)
          await createSender(services(), { deliver: attempt([]), random: () => 0.5 }).wake()
        }
        for (const row of await rows(`random/${round}/%`)) {
          if (!['sent', 'cancelled', 'parked'].includes(row.state))
            faults.push(`${row.event_key} ends ${row.state}`)
          if (row.state === 'parked' && !row.code) faults.push(`${row.event_key} is parked without a reason`)
          if (row.state === 'cancelled' && row.code === 'taken-back' && !takenBack.has(row.event_key))
            faults.push('cancelled for nothing')
        }
        expect(faults).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 300_000)
})

describe('the sender', () => {
  it('sends to each channel of the recipient what the kind is told by, once however often it is told', async () => {
    await removeAll()
    const robot = await startReceiver()
    await add('wecom', `${robot.address}/one?key=synthetic-key-0001`)
    const off = await add('dingtalk', `${robot.address}/two?access_token=synthetic-key-0002`)
    await (await server.as('bureau'))('PATCH', `${channels}/${off}`, {
      label: 'x',
      kindsOff: ['no-show'],
      active: true,
    })
    await Promise.all([tell('once/1'), tell('once/1'), tell('once/1')])
    const senders = [1, 2, 3].map(() => createSender(services()))
    await Promise.all(senders.map((sender) => sender.wake()))
    await tell('once/1')
    await createSender(services()).wake()
    expect(robot.received.map(({ path }) => path.split('?')[0])).toEqual(['/one'])
    const { text } = JSON.parse(robot.received[0]?.body ?? '{}')
    expect(text.content).toContain('甲卫生院报告：医师乙 2024-06-12 未到岗')
    expect(text.content).toContain('/desk/cards/presence?duty=')
    await robot.close()
  })
  it('sends one message to one address, though two bodies have it', async () => {
    await removeAll()
    const robot = await startReceiver()
    const address = `${robot.address}/shared?key=synthetic-key-0001`
    await add('wecom', address)
    const { organisation } = (await (await server.as('hospital'))('GET', '/api/session')).json()
    await (await server.as('bureau'))('PUT', `${channels}/${uuidv7()}`, {
      of: { role: 'hospital', organisationId: organisation.id },
      label: 'same group',
      target: { kind: 'wecom', address },
    })
    await system((trx) =>
      tellNotices(
        trx,
        {
          regionId: REGION,
          kind: 'no-show',
          params: { unit: 'u', doctor: 'd', day: '2024-06-12' },
          event: 'shared/1',
          subject: { type: 'duty', id: uuidv7() },
          programmeId: null,
          recipients: [
            { role: 'bureau', divisionCode: REGION },
            { role: 'hospital', organisationId: organisation.id },
          ],
          by,
        },
        now,
      ),
    )
    await createSender(services()).wake()
    expect(robot.received.length).toBe(1)
    await robot.close()
  })
  it('does not send what was taken back in time, nor the taking back; and sends both where it was too late', async () => {
    await removeAll()
    const robot = await startReceiver()
    await add('wecom', `${robot.address}/w?key=synthetic-key-0001`)
    await tell('early/1')
    await tell('early/1/back', 'early/1')
    await createSender(services()).wake()
    expect(robot.received).toEqual([])
    expect(await states('early/%')).toEqual([
      'wecom cancelled first-never-left',
      'wecom cancelled taken-back',
    ])
    await tell('late/1')
    await createSender(services()).wake()
    await tell('late/1/back', 'late/1')
    await createSender(services()).wake()
    expect(robot.received.length).toBe(2)
    expect(robot.received[1]?.body).toContain('撤回 2024-06-12 10:00')
    await robot.close()
  })
  it('waits out a service that is away without using up the tries of what waits behind it', async () => {
    await removeAll()
    await add('wecom', 'http://127.0.0.1:1/w?key=synthetic-key-0001')
    for (const i of [1, 2, 3, 4, 5, 6]) await tell(`away/${i}`)
    const sender = createSender(services(), { random: () => 0.5 })
    await sender.wake()
    const tried = (await rows('away/%')).filter(({ attempts }) => attempts > 0)
    expect(tried.length).toBeLessThan(6)
    expect(await states('away/%')).toEqual(expect.arrayContaining(['wecom waiting not-reached']))
    for (let i = 0; i < 40; i += 1) {
      later(3_600_000)
      await sender.wake()
    }
    expect(new Set(await states('away/%'))).toEqual(new Set(['wecom parked not-reached']))
  })
  it('stops only when what is under way has ended', async () => {
    await removeAll()
    await add('wecom', 'https://robot.example.cn/w?key=synthetic-key-0001')
    await tell('stop/1')
    let ended = false
    const sender = createSender(services(), {
      deliver: async () => {
        await new Promise((resolve) => setTimeout(resolve, 200))
        ended = true
        return { kind: 'sent' }
      },
    })
    void sender.wake()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await sender.stop()
    expect(ended).toBe(true)
    expect(await states('stop/%')).toEqual(['wecom sent'])
    await tell('stop/2')
    await sender.wake()
    expect(await states('stop/2')).toEqual(['wecom waiting'])
    await createSender(services(), { deliver: async () => ({ kind: 'sent' }) }).wake()
  })
})

describe('texts to single persons', () => {
  const text = (event: string, more: object = {}) =>
    inScope(server.services.db, { kind: 'organisations', organisations: [uuidv7()] }, (trx) =>
      queueText(
        trx,
        {
          channel: 'sms',
          regionId: REGION,
          phone: '13800000123',
          text: '原定 6 月 13 日的巡诊改期',
          event,
          kind: 'visit-changed',
          subject: { type: 'duty', id: uuidv7() },
          programmeId: null,
          by,
          ...more,
        },
        { home: server.services.config.home, now },
      ),
    )
  it('are queued only where there is a gateway, sealed, at night only when urgent, and emptied when sent', async () => {
    expect(await text('text/0')).toBe('noGateway')
    const gateway = await startReceiver(says(200, { code: 0 }))
    const saved = await (await server.as('bureau'))('PUT', `/api/regions/${REGION}/notice-transports/sms`, {
      settings: {
        url: `${gateway.address}/sms`,
        method: 'POST',
        bodyKind: 'json',
        template: '{"to":"{phone}","t":"{text}"}',
        success: '"code":0',
        quiet: { from: '21:00', to: '08:00' },
      },
      headers: ['Authorization: Bearer synthetic-gateway-key'],
    })
    expect(saved.statusCode, saved.body).toBe(204)
    now = new Date('2024-06-12T22:30:00+08:00')
    expect(await text('text/1')).toBe('queued')
    expect(await text('text/1')).toBe('queued')
    expect(await text('text/2', { urgent: true, phone: '13800000124' })).toBe('queued')
    const [one] = await rows('text/1')
    expect(one?.shown).toBe('138******23')
    expect(one?.sealed?.toString('latin1')).not.toMatch(/13800000123/)
    await createSender(services()).wake()
    expect(gateway.received.map(({ body }) => JSON.parse(body).to)).toEqual(['13800000124'])
    expect((await rows('text/1'))[0]?.next_at.toISOString()).toBe('2024-06-13T00:00:00.000Z')
    now = new Date('2024-06-13T08:00:00+08:00')
    await createSender(services()).wake()
    expect(gateway.received.map(({ body }) => JSON.parse(body).to)).toEqual(['13800000124', '13800000123'])
    expect((await rows('text/%')).map(({ state, sealed }) => [state, sealed])).toEqual([
      ['sent', null],
      ['sent', null],
    ])
    const list = (await (await server.as('bureau'))('GET', `/api/regions/${REGION}/outbox?show=sent`)).body
    expect(list).toContain('138******23')
    expect(list).not.toMatch(/13800000123|改期/)
    await gateway.close()
  })
  it('are not sent once taken back', async () => {
    await text('text/3')
    await system((trx) => takeBackQueued(trx, REGION, 'text/3', now))
    await createSender(services()).wake()
    expect(await states('text/3')).toEqual(['sms cancelled taken-back'])
  })
})

describe('a sender that is killed', () => {
  /** A process of its own that sends once; the receiver kills it when the message has arrived. */
  const spawnSender = () =>
    spawn(
      process.execPath,
      [
        join(projectRoot, 'test', 'fixtures', 'sender-process.ts'),
        server.url,
        server.services.config.home,
        now.toISOString(),
      ],
      { stdio: 'inherit' },
    )
  it('leaves a mail to be sent again under the same number, and a robot’s message to a person', async () => {
    await removeAll()
    const mail = await startMailServer()
    const robot = await startReceiver()
    await (await server.as('bureau'))('PUT', `/api/regions/${REGION}/notice-transports/mail`, {
      settings: {
        host: '127.0.0.1',
        port: mail.port,
        security: 'none',
        user: '',
        fromAddress: 'a@example.cn',
        fromName: '卫健局',
      },
    })
    await add('mail', 'office@example.cn')
    await add('wecom', `${robot.address}/w?key=synthetic-key-0001`)
    await tell('killed/1')
    const process1 = spawnSender()
    const both = (): void => {
      if (mail.arrived.length && robot.received.length) process1.kill('SIGKILL')
    }
    mail.behave('hang')
    mail.onArrival(both)
    robot.answer(both)
    const [, signal] = await once(process1, 'exit')
    expect(signal).toBe('SIGKILL')
    expect(await states('killed/1')).toEqual(['mail sending', 'wecom sending'])
    mail.behave('accept')
    mail.onArrival(null)
    robot.answer(says(200, { errcode: 0 }))
    // a sender that starts at once leaves alone what may still be in living hands
    await createSender(services()).wake()
    expect(mail.arrived.length).toBe(1)
    later(61_000)
    await createSender(services()).wake()
    expect(await states('killed/1')).toEqual(['mail sent', 'wecom parked unclear'])
    expect(mail.arrived.length).toBe(2)
    expect(new Set(mail.arrived.map(({ messageId }) => messageId)).size).toBe(1)
    expect(robot.received.length).toBe(1)
    await mail.close()
    await robot.close()
  })
})
