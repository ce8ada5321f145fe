// The measurements of each entry: desk, phone, public pages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { FieldDuty } from '../../contract/visits-field.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { giveDuties, LOGIN } from '../faults/duties.ts'
import { fillDay, setUp, unlock } from '../faults/phone.ts'
import { launchBrowser } from '../harness/browser.ts'
import type { TestServer } from '../harness/server.ts'
import { median, slowDown, slowProcessor, timed, weigh } from './conditions.ts'

export type Row = { what: string; value: number; unit: 'KB' | 'ms'; goal: number | null }

const ROUNDS = 3
const kilobytes = (bytes: number): number => Math.round(bytes / 102.4) / 10

/** A fresh browser without anything kept, `ROUNDS` times. */
async function inFreshBrowsers<T>(work: (page: Page, context: BrowserContext) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const browser: Browser = await launchBrowser()
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    results.push(await work(page, context))
    await browser.close()
  }
  return results
}

const largestPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(Math.round(list.getEntries().at(-1)?.startTime ?? 0)),
        ).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )

export async function measurePublic(address: string): Promise<Row[]> {
  const found = await inFreshBrowsers(async (page) => {
    const weight = weigh(page)
    await slowDown(page)
    await page.goto(`${address}/t/350803103`)
    return { paint: await largestPaint(page), bytes: await weight() }
  })
  return [
    { what: 'public: first load', value: kilobytes(found[0]?.bytes ?? 0), unit: 'KB', goal: 14 },
    { what: 'public: largest paint, slow', value: median(found.map((f) => f.paint)), unit: 'ms', goal: 1000 },
  ]
}

export async function measureDesk(address: string): Promise<Row[]> {
  const found = await inFreshBrowsers(async (page) => {
    const weight = weigh(page)
    await slowDown(page)
    const open = async (): Promise<void> => {
      await page.goto(`${address}/desk`)
      await page.getByLabel('账号', { exact: true }).waitFor()
    }
    const cold = await timed(open)
    const bytes = await weight()
    return { cold, bytes, warm: await timed(open) }
  })
  return [
    { what: 'desk: first load', value: kilobytes(found[0]?.bytes ?? 0), unit: 'KB', goal: 560 },
    {
      what: 'desk: sign-in usable, slow, cold',
      value: median(found.map((f) => f.cold)),
      unit: 'ms',
      goal: 7000,
    },
    {
      what: 'desk: sign-in usable, slow, warm',
      value: median(found.map((f) => f.warm)),
      unit: 'ms',
      goal: 2500,
    },
  ]
}

const workerBytes = (): number =>
  gzipSync(readFileSync(join(projectRoot, 'dist', 'field', 'service-worker.js')), { level: 9 }).length

/** Opened for the first time until it can be used, and until it would start without a network; then set up. */
async function install(page: Page, address: string) {
  const weight = weigh(page)
  await slowDown(page)
  const began = performance.now()
  const usable = await timed(async () => {
    await page.goto(`${address}/field/`)
    await page.getByLabel('账号').waitFor()
  })
  const bytes = await weight()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const kept = Math.round(performance.now() - began)
  await setUp(page, LOGIN)
  return { usable, kept, bytes }
}

/** Without a network: started, unlocked, and a day saved for each duty. */
async function workOffline(context: BrowserContext, address: string, duties: readonly FieldDuty[]) {
  const page = await context.newPage()
  await slowProcessor(page)
  await context.setOffline(true)
  const start = await timed(async () => {
    await page.goto(`${address}/field/`)
    await page.getByLabel('PIN').waitFor()
  })
  const open = await timed(() => unlock(page))
  const saves: number[] = []
  for (const [at, duty] of duties.entries()) {
    await fillDay(page, { duty, number: at + 1, count: 5, photo: null })
    await page.getByRole('button', { name: /^提交$/ }).click()
    const send = page.getByRole('button', { name: '确认提交' })
    await send.waitFor()
    const save = async (): Promise<void> => {
      await send.click()
      await page.getByText('已保存，有网后自动上传').waitFor()
    }
    saves.push(await timed(save))
  }
  return { start, open, save: median(saves) }
}

export async function measureField(server: TestServer, address: string): Promise<Row[]> {
  const { duties, today } = await giveDuties(server, 12)
  const own = duties.filter((one) => one.day === today).slice(0, 5)
  const found = await inFreshBrowsers(async (page, context) => {
    const first = await install(page, address)
    await page.close()
    return { ...first, ...(await workOffline(context, address, own)) }
  })
  const of = (name: 'usable' | 'kept' | 'start' | 'open' | 'save'): number =>
    median(found.map((f) => f[name]))
  const weight = kilobytes((found[0]?.bytes ?? 0) + workerBytes())
  return [
    { what: 'phone: first load with the service worker', value: weight, unit: 'KB', goal: 130 },
    { what: 'phone: usable, slow, never opened before', value: of('usable'), unit: 'ms', goal: 3000 },
    { what: 'phone: kept for starting offline, slow', value: of('kept'), unit: 'ms', goal: null },
    { what: 'phone: starts offline, slow processor', value: of('start'), unit: 'ms', goal: 2000 },
    { what: 'phone: unlocked with the PIN, slow processor', value: of('open'), unit: 'ms', goal: 1500 },
    { what: 'phone: a day saved, slow processor', value: of('save'), unit: 'ms', goal: 200 },
  ]
}
