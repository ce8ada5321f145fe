// Drives the desk as a clerk would, counting clicks and typed characters' fields, with a picture of each step.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { launchBrowser } from '../harness/browser.ts'
import { startServer, type TestServer } from '../harness/server.ts'

export type Burden = { clicks: number; fields: number }

export type Desk = {
  page: Page
  server: TestServer
  address: string
  burden: Burden
  click: (what: Locator) => Promise<void>
  fill: (what: Locator, text: string) => Promise<void>
  picture: (name: string) => Promise<void>
  signIn: (login: string) => Promise<void>
  /** Another phone at the same server: nothing of the first is on it. */
  secondPhone: () => Promise<Page>
  close: () => Promise<void>
}

const pictures = join(projectRoot, 'test', 'output', 'journey')

/** A server on its own copy of the template database, listening, with a browser at its desk. */
export async function openDesk(viewport = { width: 1440, height: 900 }): Promise<Desk> {
  mkdirSync(pictures, { recursive: true })
  const server = await startServer()
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const browser: Browser = await launchBrowser()
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  const burden: Burden = { clicks: 0, fields: 0 }
  let step = 0
  const click = async (what: Locator): Promise<void> => {
    await what.click()
    burden.clicks += 1
  }
  const fill = async (what: Locator, text: string): Promise<void> => {
    await what.fill(text)
    burden.fields += 1
  }
  const signIn = async (login: string): Promise<void> => {
    await page.goto(`${address}/desk`)
    await fill(page.getByLabel('账号', { exact: true }), login)
    await fill(page.getByLabel('密码', { exact: true }), DEMO_PASSWORD)
    await click(page.getByRole('button', { name: /登\s*录/ }))
    // On a phone the rail is a drawer; the account's button stands on every screen.
    await page
      .getByRole('button', { name: /^账号 / })
      .first()
      .waitFor()
  }
  return {
    page,
    server,
    address,
    burden,
    click,
    fill,
    signIn,
    secondPhone: async () => {
      const other = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
      const second = await other.newPage()
      second.setDefaultTimeout(15_000)
      return second
    },
    picture: async (name) => {
      step += 1
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(pictures, `${String(step).padStart(2, '0')}-${name}.png`) })
    },
    close: async () => {
      await browser.close()
      await server.close()
      if (faults.length) throw new Error(`the page or the server failed: ${faults.join('; ')}`)
    },
  }
}
