// R5–R7: what phones tell again takes effect once, in their order, whatever the network does to it; two versions are
// both kept; clocks are noted and never trusted. XUNZHEN_SYNC_DELIVERIES=100000 makes the long run.
import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RosterView } from '../contract/dispatch.ts'
import type { SyncAnswer, SyncOp } from '../contract/sync.ts'
import { addDays } from '../domain/shared/calendar.ts'
import { inScope } from '../server/platform/database.ts'
import { reckonTime } from '../server/platform/sync/sync.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from './harness/server.ts'

let server: TestServer
let roster: RosterView
beforeAll(async () => {
  server = await startServer()
  roster = (await (await server.as('bureau'))('GET', `${inProgramme}/rosters/2024-05`)).json()
})
afterAll(() => server.close())

const DELIVERIES = Number(process.env.XUNZHEN_SYNC_DELIVERIES ?? 10_000)
const BOOT = uuidv7()

/** Mulberry32: the same seed, the same storm. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

async function device(login = 'bureau'): Promise<{ id: string; recoveryKey: string }> {
  const id = uuidv7()
  const answer = await (await server.as(login))('PUT', `/api/devices/${id}`, { name: '测试手机' })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

type Card = { id: string; day: string; unitId: string; practitionerId: string }
const cardOf = (k: number): Card => ({
  id: uuidv7(),
  day: addDays('2024-03-06', k % 75),
  unitId: roster.units[Math.floor(k / 75) % roster.units.length]?.id ?? '',
  practitionerId: roster.practitioners[k % roster.practitioners.length]?.id ?? '',
})

function opOf(seq: number, card: Card, version: number, count: number): SyncOp {
  return {
    id: uuidv7(),
    seq,
    call: 'saveDayCard',
    params: { regionId: REGION, id: card.id },
    query: { version, submit: 'no' },
    body: {
      programmeId: PROGRAMME,
      dutyId: null,
      unitId: card.unitId,
      practitionerId: card.practitionerId,
      day: card.day,
      half: 'day',
      activities: [{ kind: 'outpatient', count }],
      homeVisits: [],
      beneficiaries: [],
      otherServices: '',
      otherWork: '',
      leaflets: 0,
      noticeClicks: 0,
      screenNotices: 0,
      transportFen: 0,
      lodgingFen: 0,
      suppliesFen: 0,
    },
    deviceAt: '2024-05-20T01:00:00.000Z',
    bootId: BOOT,
    monoAt: 1000,
  }
}

async function send(deviceId: string, ops: SyncOp[], from = 1, login = 'bureau'): Promise<SyncAnswer[]> {
  const answer = await (await server.as(login))('POST', '/api/sync', {
    deviceId,
    bootId: BOOT,
    sentAt: '2024-05-20T01:00:00.000Z',
    monoNow: 2000,
    from,
    ops,
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().answers
}

/** What the database holds of cards: version and consultations by id. */
async function stored(): Promise<Map<string, { version: number; count: number; rows: number }>> {
  const { rows } = await inScope(server.services.db, { kind: 'system' }, (trx) =>
    sql<{ id: string; version: number; count: number; rows: number }>`
      select c.id, c.version, sum(a.count)::int count, count(*)::int rows from day_cards c
      join day_card_activities a on a.region_id = c.region_id and a.day_card_id = c.id group by c.id, c.version`.execute(
      trx,
    ),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

describe('a storm of deliveries', () => {
  it(`(${DELIVERIES}) leaves every effect once, in order, equal to the oracle`, {
    timeout: 3_600_000,
  }, async () => {
    const dice = random(20240520)
    const { id } = await device()
    const ops: SyncOp[] = []
    const oracle = new Map<string, { version: number; count: number; rows: number }>()
    const cards: Card[] = []
    for (let seq = 1; seq <= Math.max(40, Math.round(DELIVERIES / 16)); seq++) {
      const again = cards.length > 0 && dice() < 0.3 ? cards[Math.floor(dice() * cards.length)] : undefined
      const card = again ?? cardOf(cards.length)
      if (!again) cards.push(card)
      const version = oracle.get(card.id)?.version ?? 0
      const count = 1 + Math.floor(dice() * 40)
      ops.push(opOf(seq, card, version, count))
      oracle.set(card.id, { version: version + 1, count, rows: 1 })
    }
    const outcomes = new Map<number, string[]>()
    let delivered = 0
    let settled = 0
    const batch = async (start: number, size: number) => {
      const part = ops.slice(start, start + size)
      if (part.length === 0) return
      delivered += part.length
      // a shuffled batch, sometimes with a call twice in it
      const shuffled = part.toSorted(() => dice() - 0.5)
      if (dice() < 0.2 && shuffled[0]) shuffled.splice(Math.floor(dice() * shuffled.length), 0, shuffled[0])
      for (const { seq, outcome } of await send(id, shuffled.slice(0, 20)))
        outcomes.set(seq, [...(outcomes.get(seq) ?? []), outcome])
      while (ops[settled] && outcomes.get(settled + 1)?.some((o) => o === 'applied' || o === 'duplicate'))
        settled++
    }
    while (delivered < DELIVERIES || settled < ops.length) {
      expect(delivered, 'the storm does not end').toBeLessThan(4 * DELIVERIES + 1000)
      const size = 1 + Math.floor(dice() * 20)
      const kind = dice()
      if (kind < 0.5) await batch(settled, size)
      // late copies of what is long done, and calls that overtake others
      else if (kind < 0.8) await batch(Math.floor(dice() * Math.max(1, settled)), size)
      else if (kind < 0.9) await batch(settled + 1 + Math.floor(dice() * 5), size)
      else await Promise.all([batch(settled, size), batch(settled, size)])
    }
    const kept = await stored()
    expect(Object.fromEntries([...kept].filter(([card]) => oracle.has(card)))).toMatchObject(
      Object.fromEntries(oracle),
    )
    for (const [seq, told] of outcomes) {
      expect(told.filter((o) => o === 'applied').length, `${seq}: ${told.join()}`).toBeLessThanOrEqual(1)
      expect(
        told.every((o) => ['applied', 'duplicate', 'wait', 'later'].includes(o)),
        told.join(),
      ).toBe(true)
    }
  })
})

describe('a phone', () => {
  it('waits for what has not arrived, and goes on from where it says', async () => {
    const { id } = await device()
    const ops = [1, 2, 3].map((seq) => opOf(seq, cardOf(900 + seq), 0, 1))
    expect((await send(id, ops.slice(1))).map((a) => a.outcome)).toEqual(['wait', 'wait'])
    expect((await send(id, ops)).map((a) => a.outcome)).toEqual(['applied', 'applied', 'applied'])
    // a phone that has withdrawn number 4 goes on with 5
    expect((await send(id, [opOf(5, cardOf(905), 0, 1)], 5)).map((a) => a.outcome)).toEqual(['applied'])
    expect((await send(id, [opOf(4, cardOf(904), 0, 1)])).map((a) => [a.outcome, a.problem?.code])).toEqual([
      ['conflict', 'sync-number-passed'],
    ])
  })
  it('hears in words what is refused, and the next call is not held up', async () => {
    const { id } = await device()
    const future = { ...cardOf(910), day: '2024-06-03' }
    const answers = await send(id, [opOf(1, future, 0, 1), opOf(2, cardOf(911), 0, 1)])
    expect(answers.map((a) => a.outcome)).toEqual(['refused', 'applied'])
    expect(answers[0]?.problem?.zh).toContain('今天')
    expect((await send(id, [opOf(1, future, 0, 1)]))[0]?.outcome).toBe('conflict')
  })
  it('keeps both versions when one number comes with two contents, and when somebody else was faster', async () => {
    const { id } = await device()
    const card = cardOf(920)
    const first = opOf(1, card, 0, 5)
    await send(id, [first])
    const other = { ...first, body: { ...(first.body as object), leaflets: 9 } }
    expect((await send(id, [other])).map((a) => [a.outcome, a.problem?.code])).toEqual([
      ['conflict', 'sync-content-differs'],
    ])
    const desk = await (await server.as('bureau'))(
      'PUT',
      `/api/regions/${REGION}/day-cards/${card.id}?version=1&submit=no`,
      { ...(first.body as object), leaflets: 3 },
    )
    expect(desk.statusCode, desk.body).toBe(200)
    const late = opOf(2, card, 1, 7)
    expect((await send(id, [late])).map((a) => [a.outcome, a.problem?.code])).toEqual([
      ['conflict', 'changed-meanwhile'],
    ])
    const { rows } = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      sql<{
        body: { body: { activities: { count: number }[] } }
      }>`select body from sync_ops where id = ${late.id}`.execute(trx),
    )
    expect(rows[0]?.body.body.activities[0]?.count).toBe(7)
  })
  it('of one person takes no calls of another, and a revoked one none at all', async () => {
    const { id } = await device('doctor')
    const answer = await (await server.as('bureau'))('POST', '/api/sync', {
      deviceId: id,
      bootId: BOOT,
      sentAt: '2024-05-20T01:00:00.000Z',
      monoNow: 1,
      from: 1,
      ops: [opOf(1, cardOf(930), 0, 1)],
    })
    expect(answer.statusCode).toBe(404)
    await inScope(server.services.db, { kind: 'system' }, (trx) =>
      sql`update devices set revoked_at = now() where id = ${id}`.execute(trx),
    )
    const revoked = await (await server.as('doctor'))('PUT', `/api/devices/${id}`, { name: '手机' })
    expect([revoked.statusCode, revoked.json().code]).toEqual([403, 'device-revoked'])
  })
  it('may not tell of calls that are not for phones', async () => {
    const { id } = await device()
    const answer = await (await server.as('bureau'))('POST', '/api/sync', {
      deviceId: id,
      bootId: BOOT,
      sentAt: '2024-05-20T01:00:00.000Z',
      monoNow: 1,
      from: 1,
      ops: [{ ...opOf(1, cardOf(940), 0, 1), call: 'publishRoster' }],
    })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input'])
  })
  it('opens again after a forgotten PIN, for its own person only', async () => {
    const { id, recoveryKey } = await device('doctor')
    const dataKey = randomBytes(32)
    const key = createPublicKey({ key: Buffer.from(recoveryKey, 'base64'), format: 'der', type: 'spki' })
    const wrapped = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      dataKey,
    ).toString('base64')
    const recover = async (login: string, body: object) =>
      (await server.as(login))('POST', `/api/devices/${id}/recovery`, body)
    expect((await recover('doctor', { wrapped })).json().dataKey).toBe(dataKey.toString('base64'))
    expect((await recover('unit', { wrapped })).statusCode).toBe(404)
    expect((await recover('doctor', { wrapped: randomBytes(384).toString('base64') })).json().code).toBe(
      'invalid-value',
    )
  })
})

describe('clocks (R7)', () => {
  const now = new Date('2024-05-20T09:00:00Z')
  it.each([
    ['a phone a year ahead, same boot', 365, true],
    ['a phone a year behind, same boot', -365, true],
    ['a phone a day ahead, after a restart', 1, false],
  ])('%s: the server reckons by elapsed time', (_, days, sameBoot) => {
    const wall = (ms: number) => new Date(now.getTime() + days * 86_400_000 + ms).toISOString()
    const told = reckonTime(
      { bootId: sameBoot ? 'b' : 'a', deviceAt: wall(-3_600_000), monoAt: 1_000 },
      { bootId: 'b', sentAt: wall(0), monoNow: 3_601_000 },
      now,
    )
    expect(told.happenedAt.toISOString()).toBe('2024-05-20T08:00:00.000Z')
    expect(told.clock).toBe(sameBoot ? 'monotonic' : 'wall')
    expect(Math.round(told.skewSeconds / 86_400)).toBe(days)
  })
  it('believes no phone that says it was done tomorrow', () => {
    const told = reckonTime(
      { bootId: 'a', deviceAt: '2024-05-21T09:00:00Z', monoAt: 5 },
      { bootId: 'b', sentAt: '2024-05-20T09:00:00Z', monoNow: 1 },
      now,
    )
    expect(told.happenedAt).toEqual(now)
  })
})
