// An expert's card from her hospital's draft to the residents and back: drafted at the desk, agreed to on the phone, shown on
// the public page, withdrawn on the phone without a network, gone (PUB-1).
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

const PIN = '240520'
const TEXT = '在县医院看了二十年内科，说话慢，听得懂乡音。'
let desk: Desk
let phone: Page
let name: string
beforeAll(async () => {
  desk = await openDesk()
  name = (await (await desk.server.as('doctor'))('GET', '/api/my-expert-card')).json().name
})
afterAll(() => desk.close())

const publicPage = async (): Promise<string> =>
  (await desk.server.anonymous('GET', '/t/350803103?month=2024-05')).body

async function look(screen: string): Promise<void> {
  await phone.waitForTimeout(300)
  expect.soft(await accessibilityFaults(phone), screen).toEqual([])
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0)
  const folder =
    process.env.XUNZHEN_PICTURES && screen === 'expert-ask' ? 'docs/pictures' : 'test/output/journey'
  await phone.screenshot({ path: join(projectRoot, folder, `field-${screen}.png`) })
}

it('is drafted by her hospital, and waits', async () => {
  const { page } = desk
  await desk.signIn('hospital')
  await page.goto(`${desk.address}/desk/people/experts`)
  await page.getByText(/待本人同意 \d/).click()
  await page.getByRole('button', { name: `打开 ${name}` }).waitFor()
  await page.waitForTimeout(600)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('experts-list')
  await page.getByRole('button', { name: `打开 ${name}` }).click()
  await page.getByText('群众现在看到的').waitFor()
  await page.waitForTimeout(600)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('experts-card')
  await page.getByRole('button', { name: '修改文字' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '保存后仍待本人同意' })
  await dialog.getByLabel('介绍', { exact: true }).fill(`${TEXT}电话13800000123`)
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await dialog.getByText(/公开的文字里不能有/).waitFor()
  await page.waitForTimeout(600)
  await desk.picture('experts-number')
  await dialog.getByLabel('介绍', { exact: true }).fill(TEXT)
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await page.getByText('已保存，待本人同意').waitFor()
  await page.getByText('第 2 版，待本人同意').waitFor()
  await page.getByRole('button', { name: '登记纸质同意书' }).click()
  await page.getByLabel('签字日期').waitFor()
  await page.waitForTimeout(600)
  await desk.picture('experts-paper')
  expect(await publicPage()).not.toContain(TEXT)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${desk.address}/desk/people/experts`)
  await page.getByRole('button', { name: `打开 ${name}` }).click()
  await page.getByText('群众现在看到的').waitFor()
  await page.waitForTimeout(600)
  await desk.picture('experts-card-390')
})

it('is read and agreed to on her phone, and stands on the public page', async () => {
  phone = await desk.secondPhone()
  await phone.setViewportSize({ width: 360, height: 640 })
  await phone.goto(`${desk.address}/field/`)
  await phone.getByLabel('账号').fill('doctor')
  await phone.getByLabel('密码').fill(DEMO_PASSWORD)
  await phone.getByLabel('PIN').fill(PIN)
  await phone.getByLabel('再输一遍').fill(PIN)
  await phone.getByRole('button', { name: '设好，开始使用' }).click()
  await phone.getByText('已全部上传').waitFor()
  await phone.getByText('您的专家名片等您看过、同意').waitFor()
  await look('expert-teaser')
  await phone.getByRole('button', { name: '我的' }).click()
  await phone.getByText('我的专家名片').waitFor()
  await look('expert-mine')
  await phone.getByRole('button', { name: '打开' }).click()
  await phone.getByText(TEXT).waitFor()
  await look('expert-ask')
  await phone.getByRole('button', { name: '同意公示第 2 版' }).click()
  await phone.getByText('已同意，公开页已显示').waitFor()
  await look('expert-agreed')
  const { page } = desk
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.goto(`${desk.address}/t/350803103?month=2024-05`)
    await page.getByText(TEXT).scrollIntoViewIfNeeded()
    expect(await accessibilityFaults(page)).toEqual([])
    await desk.picture(`experts-public-${width}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})

it('is withdrawn on the phone without a network, and gone with the network', async () => {
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: '撤回介绍' }).click()
  await look('expert-withdraw')
  await phone.getByRole('button', { name: '确定撤回' }).click()
  await phone.getByText('已撤回，联网后立即生效').waitFor()
  expect(await publicPage()).toContain(TEXT)
  await phone.context().setOffline(false)
  await expect.poll(publicPage, { timeout: 15_000 }).not.toContain(TEXT)
  expect(await publicPage()).toContain(name)
  await phone.context().close()
  const { page } = desk
  await page.context().clearCookies()
  await desk.signIn('doctor')
  await page.goto(`${desk.address}/desk/settings/expert-card`)
  await page.getByText('撤回介绍').first().waitFor()
  await page.waitForTimeout(600)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('experts-own')
  const notices = (await (await desk.server.as('hospital'))('GET', '/api/notices')).json().items
  expect(notices.map((one: { kind: string }) => one.kind)).toEqual(
    expect.arrayContaining(['expert-card-agreed', 'expert-card-withdrawn']),
  )
})
