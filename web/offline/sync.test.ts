// The runner and its edges one by one: sessions that end, broken answers, slow networks, malformed acts, a full
// phone, lost connections, the lease where there are no Web Locks.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { saveDayCard } from '../../contract/visits.ts'
import { CallRefused } from '../shell/call.ts'
import { FieldDatabase } from './field-database.ts'
import { pendingCount, record, refusedOps, withdraw } from './outbox.ts'
import { isRefusedHere } from './phone-problems.ts'
import { keepBundle, listDrafts, saveDraft, type Unlocked } from './store.ts'
import {
  browserSurroundings,
  type Occasion,
  type Surroundings,
  type SyncReply,
  type SyncRequest,
} from './surroundings.ts'
import { type SyncRunner, startSync } from './sync.ts'
import { runAlone } from './sync-lock.ts'
import { newPace, sendOnce } from './sync-send.ts'
import { ACCOUNT, cardInput, freshPhone, unlockedPhone } from './test-phone.ts'

const SERVER_AT = '2024-07-03T08:00:00.000Z'
const applied = (request: SyncRequest): SyncReply => ({
  serverAt: SERVER_AT,
  answers: request.ops.map(({ id, seq }) => ({ id, seq, outcome: 'applied', problem: null })),
})

/** A browser whose events and timers the test fires. */
function puppet(send: Surroundings['send']) {
  const acts: Record<Occasion, Set<() => void>> = {
    online: new Set(),
    offline: new Set(),
    visible: new Set(),
  }
  const timers = new Map<() => void, number>()
  const around: Surroundings = {
    ...browserSurroundings(),
    isOnline: () => true,
    random: () => 1,
    on: (occasion, act) => {
      acts[occasion].add(act)
      return () => acts[occasion].delete(act)
    },
    after: (ms, act) => {
      timers.set(act, ms)
      return () => timers.delete(act)
    },
    locks: undefined,
    send,
  }
  const fire = (occasion: Occasion): void => {
    for (const act of acts[occasion]) act()
  }
  return { around, timers, fire }
}

const add = (unlocked: Unlocked, n: number): Promise<{ id: string; seq: number }> =>
  record(unlocked, browserSurroundings(), { endpoint: saveDayCard, input: cardInput(n) })
const rests = (runner: SyncRunner): Promise<void> =>
  vi.waitFor(() => {
    expect(runner.getSnapshot().sending).toBe(false)
    expect(runner.getSnapshot().lastSuccessAt ?? runner.getSnapshot().problem).not.toBeNull()
  })
const refusedWith = (status: number, path?: string, code = `status-${status}`): CallRefused =>
  new CallRefused({
    code,
    status,
    zh: '',
    en: '',
    remedyZh: '',
    remedyEn: '',
    severity: 'error',
    problems: path
      ? [
          {
            code: 'invalid-value',
            zh: '',
            en: '',
            remedyZh: '',
            remedyEn: '',
            severity: 'error',
            place: { path },
          },
        ]
      : [],
  })

let runner: SyncRunner | undefined
beforeEach(freshPhone)
afterEach(() => {
  runner?.stop()
  vi.unstubAllGlobals()
})

test('45 acts leave in three requests, in order, from the lowest number', async () => {
  const unlocked = await unlockedPhone()
  for (let n = 1; n <= 45; n++) await add(unlocked, n)
  const requests: SyncRequest[] = []
  const { around } = puppet(async (request) => {
    requests.push(request)
    return applied(request)
  })
  runner = startSync(unlocked, around)
  await vi.waitFor(() =>
    expect(runner?.getSnapshot()).toMatchObject({ pending: 0, lastSuccessAt: SERVER_AT }),
  )
  expect(requests.map((r) => [r.from, r.ops.length])).toEqual([
    [1, 20],
    [21, 20],
    [41, 5],
  ])
  expect(requests.flatMap((r) => r.ops.map((op) => op.seq))).toEqual(
    Array.from({ length: 45 }, (_, at) => at + 1),
  )
})

test('an act recorded while the runner idles is sent at once', async () => {
  const unlocked = await unlockedPhone()
  const { around } = puppet(async (request) => applied(request))
  runner = startSync(unlocked, around)
  await add(unlocked, 1)
  await vi.waitFor(() =>
    expect(runner?.getSnapshot()).toMatchObject({ pending: 0, lastSuccessAt: SERVER_AT }),
  )
})

test('a session that ended keeps everything, asks for signing in, and goes on after it', async () => {
  const unlocked = await unlockedPhone()
  await add(unlocked, 1)
  let signedIn = false
  let requests = 0
  const { around, timers } = puppet(async (request) => {
    requests++
    if (!signedIn) throw refusedWith(401)
    return applied(request)
  })
  runner = startSync(unlocked, around)
  await vi.waitFor(() => expect(runner?.getSnapshot()).toMatchObject({ needsSignIn: true, sending: false }))
  await add(unlocked, 2)
  await vi.waitFor(() => expect(runner?.getSnapshot().pending).toBe(2))
  for (const act of timers.keys()) act()
  expect(requests).toBe(1)
  signedIn = true
  runner.wake()
  await vi.waitFor(() => expect(runner?.getSnapshot()).toMatchObject({ needsSignIn: false, pending: 0 }))
})

test('after a failure it rests longer each time; the network coming back ends the rest', async () => {
  const unlocked = await unlockedPhone()
  await add(unlocked, 1)
  let broken = true
  const { around, timers, fire } = puppet(async (request) => {
    if (broken) throw refusedWith(503)
    return applied(request)
  })
  runner = startSync(unlocked, around)
  await rests(runner)
  await vi.waitFor(() => expect(timers.size).toBe(1))
  const [first] = timers.values()
  expect(first).toBeGreaterThan(500)
  expect(first).toBeLessThanOrEqual(1_000)
  expect(runner.getSnapshot()).toMatchObject({ pending: 1, problem: { code: 'status-503' } })
  broken = false
  fire('online')
  await vi.waitFor(() => expect(runner?.getSnapshot()).toMatchObject({ pending: 0, problem: null }))
})

test.each([
  ['half an answer', '{"serverAt":"20', 'application/json'],
  ['the sign-in page of a public network', '<html>welcome</html>', 'text/html'],
  ['an answer of another shape', '{"ok":true}', 'application/json'],
])('%s settles nothing', async (_, text, type) => {
  vi.stubGlobal('fetch', async () => new Response(text, { headers: { 'content-type': type } }))
  const unlocked = await unlockedPhone()
  await add(unlocked, 1)
  const sent = await sendOnce(unlocked, { ...browserSurroundings(), locks: undefined }, newPace())
  expect(sent).toMatchObject({ kind: 'failed', problem: { code: 'broken-answer' } })
  expect(await pendingCount(unlocked)).toBe(1)
})

test('answers to other acts, or with another number, settle nothing', async () => {
  const unlocked = await unlockedPhone()
  const { id } = await add(unlocked, 1)
  const { around } = puppet(async () => ({
    serverAt: SERVER_AT,
    answers: [
      { id, seq: 2, outcome: 'applied', problem: null },
      { id: crypto.randomUUID(), seq: 1, outcome: 'applied', problem: null },
    ],
  }))
  expect(await sendOnce(unlocked, around, newPace())).toMatchObject({ problem: { code: 'not-taken' } })
  expect(await pendingCount(unlocked)).toBe(1)
})

test('a clock set back after a failure does not hold the acts back', async () => {
  const unlocked = await unlockedPhone()
  await add(unlocked, 1)
  let broken = true
  let now = Date.now()
  const { around } = puppet(async (request) => {
    if (broken) throw refusedWith(503)
    return applied(request)
  })
  const clocked: Surroundings = { ...around, now: () => now }
  expect((await sendOnce(unlocked, clocked, newPace())).kind).toBe('failed')
  expect((await sendOnce(unlocked, clocked, newPace())).kind).toBe('resting')
  broken = false
  now -= 30 * 86_400_000
  expect((await sendOnce(unlocked, clocked, newPace())).kind).toBe('progress')
})

test('a request that takes too long is given up, and the next one is smaller', async () => {
  const unlocked = await unlockedPhone()
  for (let n = 1; n <= 8; n++) await add(unlocked, n)
  let aborted = false
  const { around, timers } = puppet((_, signal) => {
    signal.addEventListener('abort', () => {
      aborted = true
    })
    return new Promise(() => undefined)
  })
  const pace = newPace()
  const sent = sendOnce(unlocked, around, pace)
  await vi.waitFor(() => expect(timers.size).toBe(1))
  for (const act of timers.keys()) act()
  expect(await sent).toMatchObject({ kind: 'failed', problem: { code: 'slow-network' } })
  expect([aborted, pace.most]).toEqual([true, 4])
  expect(await pendingCount(unlocked)).toBe(8)
})

test('one malformed act is set aside with its problem; those before and behind it go through', async () => {
  const unlocked = await unlockedPhone()
  for (let n = 1; n <= 9; n++) await add(unlocked, n)
  const { around } = puppet(async (request) => {
    const at = request.ops.findIndex((op) => op.seq === 4)
    if (at >= 0) throw refusedWith(400, `body.ops.${at}.body`)
    return applied(request)
  })
  runner = startSync(unlocked, around)
  await vi.waitFor(() => expect(runner?.getSnapshot()).toMatchObject({ pending: 0, refused: 1 }))
  const [op] = await refusedOps(unlocked)
  expect(op).toMatchObject({
    seq: 4,
    state: 'refused',
    problem: { code: 'invalid-value' },
    mine: cardInput(4),
  })
})

test('a refusal that does not speak of an act sets nothing aside', async () => {
  const unlocked = await unlockedPhone()
  await add(unlocked, 1)
  for (const error of [
    refusedWith(400, 'body.deviceId'),
    refusedWith(403),
    refusedWith(404),
    refusedWith(409),
  ]) {
    const { around } = puppet(() => Promise.reject(error))
    await unlocked.store.run((db) => db.ops.toCollection().modify({ nextAt: 0 }))
    expect(await sendOnce(unlocked, around, newPace())).toMatchObject({ kind: 'failed' })
  }
  expect(await pendingCount(unlocked)).toBe(1)
})

test('a phone that was reported lost closes itself at the first contact; unsent work stays sealed', async () => {
  const unlocked = await unlockedPhone()
  await add(unlocked, 1)
  await keepBundle(unlocked, 'duties', [])
  const { around } = puppet(() => Promise.reject(refusedWith(403, undefined, 'device-revoked')))
  runner = startSync(unlocked, around)
  await vi.waitFor(() => expect(runner?.getSnapshot().problem?.code).toBe('device-revoked'))
  await vi.waitFor(() => expect(unlocked.key).toBeNull())
  const again = await unlockedPhone()
  expect(await pendingCount(again)).toBe(1)
  expect(await again.store.run((db) => db.bundle.count())).toBe(0)
})

test('only what was refused can be withdrawn, with a reason, and it stays on the phone', async () => {
  const unlocked = await unlockedPhone()
  const { id } = await add(unlocked, 1)
  const code = (act: Promise<void>) =>
    act.then(
      () => '',
      (e: CallRefused) => e.refusal.code,
    )
  expect(await code(withdraw(unlocked, id, '重复'))).toBe('not-withdrawable')
  await unlocked.store.run((db) => db.ops.update(id, { state: 'conflict' }))
  expect(await code(withdraw(unlocked, id, ' '))).toBe('reason-needed')
  await withdraw(unlocked, id, '重复')
  expect(await refusedOps(unlocked)).toEqual([])
  const row = await unlocked.store.run((db) => db.ops.get(id))
  expect([row?.state, row?.content !== null, row?.reason !== null]).toEqual(['withdrawn', true, true])
})

test('a damaged record does not block what comes after it, and is told', async () => {
  const unlocked = await unlockedPhone()
  const { id } = await add(unlocked, 1)
  await add(unlocked, 2)
  await unlocked.store.run((db) =>
    db.ops
      .where('id')
      .equals(id)
      .modify((row) => {
        if (row.content) row.content.data = new ArrayBuffer(40)
      }),
  )
  const { around } = puppet(async (request) => applied(request))
  runner = startSync(unlocked, around)
  await vi.waitFor(() => expect(runner?.getSnapshot()).toMatchObject({ pending: 0, refused: 1 }))
  expect((await refusedOps(unlocked))[0]).toMatchObject({
    mine: null,
    problem: { code: 'record-unreadable' },
  })
})

/** A database that fails so many writes with an error of this name. */
function failing(name: string, times: number): () => FieldDatabase {
  let left = times
  return () => {
    const db = new FieldDatabase(ACCOUNT)
    db.use({
      stack: 'dbcore',
      name: 'failing',
      create: (core) => ({
        ...core,
        table: (at) => ({
          ...core.table(at),
          mutate: (request) =>
            left-- > 0 ? Promise.reject(new DOMException('no', name)) : core.table(at).mutate(request),
        }),
      }),
    })
    return db
  }
}

test('a full phone is told as such, and nothing of before is lost', async () => {
  const before = await unlockedPhone()
  await add(before, 1)
  await saveDraft(before, 'day-card:2', { text: '半张' })
  const full = await unlockedPhone(failing('QuotaExceededError', 9))
  const given = { endpoint: saveDayCard, input: cardInput(2) }
  const error: unknown = await record(full, browserSurroundings(), given, { draft: 'day-card:2' }).catch(
    (e) => e,
  )
  expect(isRefusedHere(error, 'phone-full')).toBe(true)
  expect(await pendingCount(before)).toBe(1)
  expect(await listDrafts(before)).toHaveLength(1)
  expect(await add(before, 2)).toMatchObject({ seq: 2 })
})

test.each(['UnknownError', 'DatabaseClosedError'])(
  'a connection lost to %s is opened anew, once recorded',
  async (name) => {
    const unlocked = await unlockedPhone(failing(name, 2))
    expect(await add(unlocked, 1)).toMatchObject({ seq: 1 })
    expect(await pendingCount(unlocked)).toBe(1)
  },
)

test('without Web Locks a lease lets one tab send; it ends by itself, also when the clock was set back', async () => {
  const unlocked = await unlockedPhone()
  const { around } = puppet(async (request) => applied(request))
  let now = Date.now()
  const clocked: Surroundings = { ...around, now: () => now }
  const dead = new Promise<never>(() => undefined)
  void runAlone(unlocked, clocked, () => dead)
  await vi.waitFor(async () => expect(await unlocked.store.run((db) => db.meta.get('lease'))).toBeDefined())
  expect(await runAlone(unlocked, clocked, async () => 'sent')).toBeNull()
  now -= 86_400_000
  expect(await runAlone(unlocked, clocked, async () => 'sent')).toBe('sent')
})
