// The whole fault test: days written on a phone without a network while its browser is killed, then told over a bad
// network while it is killed again; in the end every day has arrived once, as it was left (R5, R27, R28).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FieldBundle } from '../../contract/visits-field.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { startServer } from '../harness/server.ts'
import { giveDuties, LOGIN } from './duties.ts'
import { type FaultProxy, startFaultProxy, type Weather } from './fault-proxy.ts'
import { cardFaults, numberFaults, type Oracle } from './oracle.ts'
import {
  CANARIES,
  changeDay,
  type DayWork,
  looksUnwritten,
  openPhone,
  type Phone,
  recordDay,
  setUp,
  unlock,
  waitingOn,
} from './phone.ts'
import { keptPhotos, photoFaults, photographOf } from './photos.ts'
import { piecesIn, standsIn } from './profile.ts'
import { type Chance, chance } from './random.ts'

export type Scale = {
  seed: number
  cards: number
  /** On that many of the days a photograph is taken. */
  photos: number
  killsRecording: number
  killsSending: number
  weather: Weather
  /** How long everything may take to arrive in the end. */
  patienceMs: number
}
export type Outcome = { figures: Record<string, number>; faults: string[] }

type Run = {
  scale: Scale
  dice: Chance
  folder: string
  proxy: FaultProxy
  bundle: FieldBundle
  oracle: Oracle
  phone: Phone
  recorded: number
  kills: number
  faults: string[]
  say: (text: string) => void
}

async function reopen(run: Run, offline: boolean): Promise<void> {
  run.phone = await openPhone(run.folder, run.proxy.address, offline)
  await unlock(run.phone.page)
}

/** One act of the day's work and what the oracle will say once it is on the disk. */
type Act = { drive: () => Promise<void>; settle: () => void; shown: () => Promise<boolean> }

function recording(run: Run, number: number): Act {
  const duty = run.bundle.duties[number - 1]
  if (!duty) throw new Error(`no duty ${number}`)
  const { cards, photos } = run.scale
  const work: DayWork = {
    duty,
    number,
    count: 1 + Math.floor(run.dice.below(60)),
    photo: number % Math.floor(cards / photos) === 0 ? photographOf(number, run.dice) : null,
  }
  return {
    drive: () => recordDay(run.phone.page, work),
    settle: () => void run.oracle.set(duty.dutyId, { ...work, version: 1 }),
    shown: async () => !(await looksUnwritten(run.phone.page, duty)),
  }
}

function changing(run: Run): Act {
  const all = [...run.oracle.values()]
  const one = all[Math.floor(run.dice.below(all.length))]
  if (!one) throw new Error('nothing to change yet')
  const count = one.count + 1
  const { duties, today } = run.bundle
  return {
    drive: () => changeDay(run.phone.page, one.duty, { duties, today, count }),
    settle: () => Object.assign(one, { count, version: one.version + 1 }),
    shown: async () => true,
  }
}

/** Does an act; when it is to be killed, the browser dies somewhere in it and the phone says whether it was kept. */
async function perform(run: Run, act: Act, killed: boolean): Promise<'done' | 'again'> {
  if (!killed) {
    await act.drive()
    act.settle()
    run.recorded += 1
    return 'done'
  }
  const driven = act.drive().then(
    () => true,
    () => false,
  )
  await new Promise((resolve) => setTimeout(resolve, run.dice.below(700)))
  await run.phone.kill()
  run.kills += 1
  const finished = await driven
  await reopen(run, true)
  const kept = (await waitingOn(run.phone.page, run.recorded)) - run.recorded
  if (kept !== 0 && kept !== 1) run.faults.push(`after a kill ${kept} more wait than were recorded`)
  if (finished && kept === 0) run.faults.push('what the page called saved was gone after a kill')
  if (kept !== 1) return 'again'
  act.settle()
  run.recorded += 1
  if (!(await act.shown())) run.faults.push('a day waits to be sent, yet the page shows it as not written')
  return 'done'
}

async function recordAll(run: Run): Promise<void> {
  const { cards, killsRecording } = run.scale
  const doomed = new Set(
    Array.from(
      { length: killsRecording },
      (_, k) => Math.floor(((k + run.dice.below(1)) * cards) / killsRecording) + 1,
    ),
  )
  for (let number = 1; number <= cards; number++) {
    const act = recording(run, number)
    if ((await perform(run, act, doomed.has(number))) === 'again') await perform(run, act, false)
    // every fourth day an earlier one is corrected, and sometimes the browser dies in that
    if (number % 4 === 0) {
      const change = changing(run)
      if ((await perform(run, change, number % 40 === 0)) === 'again') await perform(run, change, false)
    }
    if (number % 20 === 0) run.say(`${number} days, ${run.recorded} acts, ${run.kills} kills`)
  }
}

/** Over the bad network: opened and killed again and again, then left alone until nothing waits. */
async function sendAll(run: Run): Promise<number> {
  const started = Date.now()
  run.proxy.set(run.scale.weather)
  await run.phone.close()
  for (let k = 0; k < run.scale.killsSending; k++) {
    await reopen(run, false)
    await new Promise((resolve) => setTimeout(resolve, 200 + run.dice.below(2_500)))
    await run.phone.kill()
    run.kills += 1
    run.say(`killed while sending, ${run.proxy.ledger.deliveries} deliveries so far`)
  }
  await reopen(run, false)
  // two tabs of the same phone: one of them sends
  const other = await run.phone.secondTab()
  await unlock(other)
  for (const page of [run.phone.page, other])
    await page.getByText('已全部上传').waitFor({ timeout: run.scale.patienceMs })
  return Math.round((Date.now() - started) / 1000)
}

async function live(run: Run): Promise<number> {
  await setUp(run.phone.page, LOGIN)
  await run.phone.close()
  run.proxy.set('down')
  await reopen(run, true)
  await recordAll(run)
  await run.phone.kill()
  run.kills += 1
  run.faults.push(...standsIn(run.folder, CANARIES))
  await reopen(run, true)
  return sendAll(run)
}

export async function runStorm(scale: Scale, say: (text: string) => void): Promise<Outcome> {
  const started = Date.now()
  const dice = chance(scale.seed)
  const server = await startServer()
  const bundle = await giveDuties(server, scale.cards)
  const proxy = await startFaultProxy(await server.app.listen({ host: '127.0.0.1', port: 0 }), dice)
  const folder = mkdtempSync(join(tmpdir(), 'xunzhen-phone-'))
  const phone = await openPhone(folder, proxy.address, false)
  const run: Run = {
    scale,
    dice,
    folder,
    proxy,
    bundle,
    oracle: new Map(),
    phone,
    recorded: 0,
    kills: 0,
    faults: [],
    say,
  }
  try {
    const sendSeconds = await live(run)
    // a replayed upload may still be under way
    await new Promise((resolve) => setTimeout(resolve, scale.weather.delayMs))
    const photos = await keptPhotos(server)
    run.faults.push(...(await photoFaults(run.oracle, photos, run.phone.page)))
    await run.phone.close()
    run.faults.push(
      ...(await cardFaults(server, run.oracle, proxy.ledger)),
      ...(await numberFaults(server, run.recorded)),
      ...proxy.ledger.faults,
      ...standsIn(folder, CANARIES),
      ...piecesIn(
        folder,
        photos.map((photo) => photo.bytes),
      ),
    )
    const { deliveries, outcomes } = proxy.ledger
    const figures = {
      cards: run.oracle.size,
      photos: photos.length,
      photoBytes: photos.reduce((sum, photo) => sum + photo.bytes.length, 0),
      recorded: run.recorded,
      kills: run.kills,
      deliveries,
      applied: outcomes.applied ?? 0,
      duplicatesAbsorbed: outcomes.duplicate ?? 0,
      ...proxy.figures,
      sendSeconds,
      seconds: Math.round((Date.now() - started) / 1000),
    }
    return { figures, faults: run.faults }
  } catch (error) {
    await run.phone.page
      .screenshot({ path: join(projectRoot, 'test', 'output', 'faults.png') })
      .catch(() => undefined)
    throw error
  } finally {
    await run.phone.kill()
    await proxy.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
