// The promise of the offline library, tried against a model: whatever the network, the server, the clock and the
// person do, and wherever a tab dies, every act takes effect exactly once and in order, and nothing is lost (R5, R7).
import { beforeEach, expect, test } from 'vitest'
import { saveDayCard } from '../../contract/visits.ts'
import { PART_BYTES } from '../../domain/visits/photo.ts'
import { type Bytes, createDataKey, importDataKey } from './crypto.ts'
import { FieldDatabase } from './field-database.ts'
import { pendingCount, record, refusedOps } from './outbox.ts'
import { keepPhoto, photoCount } from './photos.ts'
import { openStore, type Unlocked } from './store.ts'
import type { Surroundings } from './surroundings.ts'
import { forgetBackoff } from './sync-batch.ts'
import { newPace, type Pace, sendOnce } from './sync-send.ts'
import { ACCOUNT, cardInput, DEVICE, freshPhone } from './test-phone.ts'
import { type Flaw, ModelNetwork, ModelServer } from './test-server.ts'

/** Chance that can be run again (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

class Killed extends Error {}

const photoBytes = (n: number): Bytes => new Uint8Array(PART_BYTES + 1_000).fill(n % 251)

/** The phone: one store, a wall clock that may be set, tabs that may die after any number of steps. */
class ModelPhone {
  wall = Date.UTC(2024, 6, 3)
  kills = 0
  readonly recorded = new Set<number>()
  /** Photographs of recorded cards by their key. */
  readonly photos = new Map<string, number>()
  readonly #held = new Set<string>()
  readonly chance: () => number
  readonly network: ModelNetwork
  readonly #key: CryptoKey
  readonly #webLocks: boolean
  constructor(chance: () => number, network: ModelNetwork, key: CryptoKey, webLocks: boolean) {
    this.chance = chance
    this.network = network
    this.#key = key
    this.#webLocks = webLocks
  }

  tab(): ModelTab {
    return new ModelTab(this, this.#key, this.#webLocks ? this.#locks() : undefined)
  }

  #locks(): Surroundings['locks'] {
    const request = async (name: string, _options: unknown, work: (lock: unknown) => unknown) => {
      if (this.#held.has(name)) return work(null)
      this.#held.add(name)
      // The browser gives a dead tab's lock back; so does this, as dying is an exception here.
      return Promise.resolve(work({})).finally(() => this.#held.delete(name))
    }
    return { request } as unknown as Surroundings['locks']
  }
}

class ModelTab {
  readonly unlocked: Unlocked
  readonly around: Surroundings
  readonly pace: Pace = newPace()
  #stepsLeft = Number.POSITIVE_INFINITY
  readonly #phone: ModelPhone

  constructor(phone: ModelPhone, key: CryptoKey, locks: Surroundings['locks']) {
    this.#phone = phone
    const store = openStore(ACCOUNT, () => this.#connect())
    this.unlocked = { accountId: ACCOUNT, deviceId: DEVICE, store, key }
    this.around = {
      now: () => phone.wall,
      mono: () => 1,
      bootId: DEVICE,
      random: phone.chance,
      isOnline: () => true,
      on: () => () => undefined,
      after: () => () => undefined,
      locks,
      send: async (request) => {
        this.#step()
        const reply = await phone.network.send(request)
        this.#step()
        return reply
      },
      sendPart: async (at, part) => {
        this.#step()
        const reply = await phone.network.sendPart(at, part)
        this.#step()
        return reply
      },
    }
  }

  /** Every access of the tab to its database and to the network is a step before which it may die. */
  #step(): void {
    if (this.#stepsLeft-- <= 0) throw new Killed()
  }

  #connect(): FieldDatabase {
    const db = new FieldDatabase(ACCOUNT)
    db.use({
      stack: 'dbcore',
      name: 'mortal',
      create: (core) => ({
        ...core,
        table: (name) => {
          const table = core.table(name)
          const mortal =
            <A extends unknown[], R>(act: (...given: A) => Promise<R>) =>
            async (...given: A): Promise<R> => {
              this.#step()
              return act(...given)
            }
          return {
            ...table,
            mutate: mortal((request) => table.mutate(request)),
            get: mortal((request) => table.get(request)),
            query: mortal((request) => table.query(request)),
          }
        },
      }),
    })
    return db
  }

  /** Runs work; with `steps`, the tab dies after so many of them. */
  async live(work: () => Promise<unknown>, steps = Number.POSITIVE_INFINITY): Promise<void> {
    this.#stepsLeft = steps
    try {
      await work()
    } catch (error) {
      const killed = (at: unknown): boolean => at instanceof Killed || String(at).includes('Killed')
      if (
        !killed(error) &&
        !killed((error as { inner?: unknown }).inner) &&
        steps === Number.POSITIVE_INFINITY
      )
        throw error
    }
    if (!this.dead) return
    this.#phone.kills++
    this.unlocked.store.close()
  }

  get dead(): boolean {
    return this.#stepsLeft < 0
  }

  async add(n: number): Promise<void> {
    const input = cardInput(n)
    const given = { endpoint: saveDayCard, input }
    const { regionId, id: cardId } = input.params
    // every fifth card has a photograph of two parts
    const named = n % 5 === 0 ? [await keepPhoto(this.unlocked, { regionId, cardId }, photoBytes(n))] : []
    await record(this.unlocked, this.around, given, { draft: `card:${n}`, photos: { cardId, named } })
    this.#phone.recorded.add(n)
    for (const sha256 of named) this.#phone.photos.set(`${cardId}:${sha256}`, n)
  }
}

type Run = { seed: number; ops: number; flaw?: Flaw; webLocks?: boolean }

async function playRun({ seed, ops, flaw = 'none', webLocks = true }: Run) {
  freshPhone()
  const chance = chanceOf(seed)
  const server = new ModelServer(chance, flaw)
  const network = new ModelNetwork(server, chance)
  const phone = new ModelPhone(chance, network, await importDataKey(createDataKey()), webLocks)
  const tabs = [phone.tab(), phone.tab()]
  const some = (): ModelTab => tabs[chance() < 0.8 ? 0 : 1] as ModelTab
  const replaceDead = (): void => {
    for (const [at, tab] of tabs.entries()) if (tab.dead) tabs[at] = phone.tab()
  }
  const steps = (): number | undefined => (chance() < 0.35 ? Math.floor(chance() * 14) : undefined)
  let n = 0
  while (phone.recorded.size < ops) {
    const dice = chance()
    const tab = some()
    if (dice < 0.6) await tab.live(() => tab.add(++n), steps())
    else if (dice < 0.9) await tab.live(() => sendOnce(tab.unlocked, tab.around, tab.pace), steps())
    else if (dice < 0.93) {
      await Promise.all(tabs.map((t) => t.live(() => sendOnce(t.unlocked, t.around, t.pace))))
    } else if (dice < 0.96) phone.wall += (chance() - 0.4) * 4 * 86_400_000
    else if (dice < 0.98) network.signedIn = !network.signedIn
    else await tab.live(() => forgetBackoff(tab.unlocked))
    phone.wall += 1_500
    replaceDead()
  }
  return { phone, server, network, last: n }
}

const waiting = async ({ unlocked }: ModelTab): Promise<number> =>
  (await pendingCount(unlocked)) + (await photoCount(unlocked))

/** The trouble ends: everything must drain by itself, only by time passing. */
async function settle({ phone, network }: Awaited<ReturnType<typeof playRun>>): Promise<ModelTab> {
  network.calm = true
  network.signedIn = true
  const tab = phone.tab()
  for (let turn = 0; turn < 2_000 && (await waiting(tab)) > 0; turn++) {
    await sendOnce(tab.unlocked, tab.around, tab.pace)
    phone.wall += 20_000
  }
  network.flush()
  return tab
}

/** The promise, as facts; the first broken one is said. */
async function judge(run: Awaited<ReturnType<typeof playRun>>, tab: ModelTab): Promise<void> {
  const { phone, server } = run
  expect(await pendingCount(tab.unlocked), 'nothing waits').toBe(0)
  const rows = await tab.unlocked.store.run((db) => db.ops.orderBy('seq').toArray())
  expect(
    rows.map((row) => row.seq),
    'numbers without gaps',
  ).toEqual(rows.map((_, at) => at + 1))
  const effects = server.effects.map((effect) => effect.leaflets)
  expect(new Set(effects).size, 'no effect twice').toBe(effects.length)
  const order = server.effects.map((effect) => effect.seq)
  expect(order, 'in order').toEqual([...order].sort((a, b) => a - b))
  const taken = (n: number): boolean => n % 17 !== 0 && n % 23 !== 0
  const done = new Set(effects)
  for (const n of phone.recorded) expect(done.has(n), `card ${n} took effect`).toBe(taken(n))
  const settled = rows.filter((row) => row.state === 'settled')
  expect(
    settled.map((row) => row.id),
    'told as done: what was done',
  ).toEqual(server.effects.map((e) => e.id))
  expect(
    settled.every((row) => row.content === null),
    'contents purged',
  ).toBe(true)
  const refused = await refusedOps(tab.unlocked)
  expect(refused.length + settled.length, 'each one or the other').toBe(rows.length)
  for (const op of refused) {
    expect(op.problem?.code).toBe('no')
    const card = op.mine?.body as { leaflets: number } | undefined
    expect(op.state).toBe((card?.leaflets ?? 0) % 17 === 0 ? 'refused' : 'conflict')
  }
}

/** Each photograph of a card that took effect is there whole; those of other cards are kept on the phone. */
async function judgePhotos(
  { phone, server }: Awaited<ReturnType<typeof playRun>>,
  tab: ModelTab,
): Promise<void> {
  expect(await photoCount(tab.unlocked), 'no photograph waits').toBe(0)
  for (const [key, n] of phone.photos) {
    const row = await tab.unlocked.store.run((db) => db.photos.get(key))
    if (n % 17 === 0 || n % 23 === 0)
      expect({ state: row?.state, kept: row?.content !== null }).toEqual({ state: 'held', kept: true })
    else {
      expect({ state: row?.state, content: row?.content }).toEqual({ state: 'settled', content: null })
      expect(server.photoBytes(key).equals(photoBytes(n)), `photograph of card ${n}`).toBe(true)
    }
  }
}

/** More for a night: XUNZHEN_OFFLINE_RUNS=1000 is 100,000 acts in about three minutes. */
const RUNS = Number(process.env.XUNZHEN_OFFLINE_RUNS ?? 20)

beforeEach(freshPhone)

test('2,000 acts over a bad network, with dying tabs: each exactly once, in order, none lost', {
  timeout: 30_000 + RUNS * 2_000,
}, async () => {
  const fates: Record<string, number> = {}
  let [deliveries, kills, photographs] = [0, 0, 0]
  for (let seed = 1; seed <= RUNS; seed++) {
    const run = await playRun({ seed, ops: 100, webLocks: seed % 4 !== 0 })
    const tab = await settle(run)
    await judge(run, tab)
    await judgePhotos(run, tab)
    deliveries += run.server.deliveries
    kills += run.phone.kills
    photographs += run.phone.photos.size
    for (const [fate, times] of Object.entries(run.network.fates)) fates[fate] = (fates[fate] ?? 0) + times
  }
  // The trouble did happen.
  expect(Object.keys(fates)).toHaveLength(9)
  expect(deliveries).toBeGreaterThan(2_500)
  expect(kills).toBeGreaterThan(200)
  expect(photographs).toBeGreaterThan(300)
})

test.each(['doubles', 'forgets', 'disorders'] as const)(
  'the model notices a server that %s',
  async (flaw) => {
    let broken = 0
    for (let seed = 1; seed <= 3; seed++) {
      const run = await playRun({ seed, ops: 60, flaw })
      const tab = await settle(run)
      await judge(run, tab).catch(() => broken++)
    }
    expect(broken).toBeGreaterThan(0)
  },
)
