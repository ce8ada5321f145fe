// The task list and the reporters through the screen: the bureau reads where each unit stands, splits by hand and is asked about
// the sum; a unit names its reporter, whom the bureau finds beside a missing report; a doctor's own days on the phone (PLN-7, ORG-6).
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

async function look(page: Page, name: string, widths: readonly number[]): Promise<void> {
  await page.mouse.move(0, 0)
  for (const width of widths) {
    await page.setViewportSize({ width, height: width === 360 ? 640 : 900 })
    await page.waitForTimeout(500)
    expect.soft(await accessibilityFaults(page), `${name} ${width}`).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(wide, `${name} ${width} scrolls sideways`).toBeLessThanOrEqual(0)
    await page.screenshot({ path: join(projectRoot, 'test/output/journey', `tasks-${name}-${width}.png`) })
  }
}
const BOTH = [390, 1440]

it('a unit names its reporter, and the bureau finds whom to call', async () => {
  const { page } = desk
  await desk.signIn('unit')
  await page.goto(`${desk.address}/desk/people`)
  await page.getByRole('button', { name: /^信息报送人：/ }).click()
  await page.getByLabel('姓名').fill('林报送')
  await page.getByLabel('联系电话').fill('13800000321')
  await page.getByRole('button', { name: /^保\s*存$/ }).click()
  await page.getByText('138******21').first().waitFor()
  await look(page, 'reporter', BOTH)
  await page.context().clearCookies()
  await page.goto(`${desk.address}/desk`)
  await page.evaluate(() => sessionStorage.clear())
  await desk.signIn('bureau')
  await page.getByText(/23 家受援单位还没有指定信息报送人/).waitFor()
  await page.goto(`${desk.address}/desk/reports/completeness`)
  await page.getByRole('button', { name: '查看电话 林报送' }).first().click()
  await page.getByRole('dialog').getByRole('textbox').fill('催报五月月报')
  await page.getByRole('dialog').getByRole('button', { name: '查看电话' }).click()
  await page.getByRole('link', { name: '13800000321' }).waitFor()
  await look(page, 'completeness', BOTH)
})

it('the bureau reads the cascade, opens the days behind it, and splits by hand', async () => {
  const { page } = desk
  await page.goto(`${desk.address}/desk/reports`)
  await page.getByRole('link', { name: '任务清单' }).click()
  await page.getByText('24 人 × 10 月 × 1 天 = 240').first().waitFor()
  await look(page, 'units', BOTH)
  await page.locator('.ant-segmented-item', { hasText: '医师' }).click()
  await page.getByText('1 人 × 10 月 × 1 天 = 10').first().waitFor()
  await look(page, 'doctors', [1440])
  await page
    .getByRole('button', { name: /的日志卡 [1-9]/ })
    .first()
    .click()
  await page
    .getByRole('link', { name: /^日志卡 / })
    .first()
    .waitFor()
  await look(page, 'facts', [1440])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '调整分解' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '应分解' })
  const first = dialog.getByRole('spinbutton').first()
  const before = Number(await first.inputValue())
  await first.fill(String(before + 5))
  await first.press('Tab')
  await dialog.getByText('合计 245，应分解 240，相差 5').waitFor()
  await dialog.getByLabel('理由').fill('赶圩日群众多')
  const save = dialog.getByRole('button', { name: /^保\s*存$/ })
  expect(await save.isDisabled()).toBe(true)
  await look(page, 'split', BOTH)
  const second = dialog.getByRole('spinbutton').nth(1)
  await second.fill(String(Number(await second.inputValue()) - 5))
  await second.press('Tab')
  await save.click()
  await page.getByText('第 1 版').waitFor()
  await look(page, 'versions', [1440])
})

it('a doctor reads her own days on the phone', async () => {
  const phone = await desk.secondPhone()
  await phone.setViewportSize({ width: 360, height: 640 })
  await phone.goto(`${desk.address}/field/`)
  await phone.getByLabel('账号').fill('doctor')
  await phone.getByLabel('密码').fill(DEMO_PASSWORD)
  await phone.getByLabel('PIN').fill('240520')
  await phone.getByLabel('再输一遍').fill('240520')
  await phone.getByRole('button', { name: '设好，开始使用' }).click()
  await phone.getByText('已全部上传').waitFor()
  await phone.getByRole('button', { name: '我的' }).click()
  await phone.getByText(/^本年任务 10 天，已完成 \d+ 天$/).waitFor()
  await look(phone, 'phone', [360])
})
