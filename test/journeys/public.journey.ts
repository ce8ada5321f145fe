// Residents' pages in a real browser without JavaScript: search, township, village, large type, accessibility.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldBundle } from '../../contract/visits-field.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { attendanceToken } from '../../server/rooms/visits/attendance-token.ts'
import { launchBrowser } from '../harness/browser.ts'
import { startServer, type TestServer } from '../harness/server.ts'

let browser: Browser
let server: TestServer
let address: string
beforeAll(async () => {
  server = await startServer()
  address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const open = async (path: string, options: { width?: number; script?: boolean } = {}): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width: options.width ?? 390, height: 844 },
    javaScriptEnabled: options.script ?? false,
  })
  await page.goto(address + path)
  return page
}

/** The page behind a doctor's code, on its day. */
async function attendancePath(): Promise<string> {
  const bundle: FieldBundle = (await (await server.as('doctor'))('GET', '/api/field-bundle')).json()
  const duty = bundle.duties.find((one) => one.day <= bundle.today)
  if (!duty) throw new Error('the doctor has no duty')
  server.setNow(duty.day)
  return `/s/${attendanceToken(server.services.config, duty)}`
}

describe('the public pages', () => {
  it('find a township by a part of its name and show its month, without JavaScript', async () => {
    const page = await open('/')
    await page.getByLabel('乡镇、街道或村名').fill('湖雷')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByRole('link', { name: /湖雷镇 龙岩市 永定区/ }).click()
    expect(await page.locator('h1').innerText()).toContain('湖雷镇')
    expect(await page.locator('h1').innerText()).toContain('2024年5月')
    expect(await page.getByText('永定区湖雷镇中心卫生院').count()).toBeGreaterThan(0)
    expect(await page.locator('.duty').count()).toBeGreaterThan(0)
    await page.getByRole('link', { name: '2024年4月' }).click()
    expect(await page.locator('.duty time').first().innerText()).toMatch(/^4月/)
    await page.close()
  })
  it('lead from a township to its villages, which show the same unit', async () => {
    const page = await open('/t/350803103')
    await page.locator('summary').click()
    await page.locator('details a').first().click()
    expect(page.url()).toMatch(/\/t\/350803103\d{3}/)
    expect(await page.getByText('永定区湖雷镇中心卫生院').count()).toBeGreaterThan(0)
    await page.close()
  })
  it('keep large type over a click and say so when a place is unknown', async () => {
    const page = await open('/t/350803103')
    await page.getByRole('link', { name: '大字' }).click()
    expect(await page.locator('html').getAttribute('class')).toContain('large')
    const answer = await page.goto(`${address}/t/999999`)
    expect(answer?.status()).toBe(404)
    expect(await page.locator('h1').innerText()).toContain('没有找到')
    await page.close()
  })
  it.each([
    ['front page', '/?q=湖雷', 390],
    ['township', '/t/350803103', 390],
    ['township, large and high contrast', '/t/350803103?large=1&contrast=1', 390],
    ['county', '/t/350803', 1440],
    ['signing in to a training', 'attendance', 390],
  ])('have no accessibility fault axe can see: %s', async (_, path, width) => {
    const page = await open(path === 'attendance' ? await attendancePath() : path, { width, script: true })
    // The pages' own policy forbids scripts; axe is put in by the browser's debugger.
    const axe = readFileSync(
      createRequire(join(projectRoot, 'package.json')).resolve('axe-core/axe.min.js'),
      'utf8',
    )
    await page.evaluate(axe)
    const faults = await page.evaluate(async () => {
      const run = (
        globalThis as unknown as {
          axe: {
            run: (
              d: Document,
              o: object,
            ) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
          }
        }
      ).axe
      const { violations } = await run.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      })
      return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
    })
    expect(faults).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.close()
  })
  it('never carry a script or a mobile number', async () => {
    for (const path of ['/', '/t/350803', '/t/350803103', '/t/350803103?month=2024-04']) {
      const html = await (await fetch(address + path)).text()
      expect(html).not.toMatch(/<script/i)
      expect(html).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/)
    }
  })
})
