// A bureau lays out its own 工作情况表 and fills it from the ledger (FRM-6): begin with a proposal, change columns while the sheet
// beside it follows, be told what cannot be filled, open a number, take the file; a unit finds it filled.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

it('the bureau begins with a proposal and changes it while it watches', async () => {
  const { page } = desk
  await desk.signIn('bureau')
  await page.goto(`${desk.address}/desk/reports/tables`)
  await page.getByText('还没有自定义表').waitFor()
  await lookAt(page, 'tables-none')
  await page.getByRole('button', { name: '用这个样式' }).first().click()
  const preview = page.getByRole('region', { name: '预览（前 20 行）' })
  await preview.getByRole('columnheader', { name: '诊疗量（人次）' }).waitFor()
  await page.getByLabel('表头（留空用原名） 5', { exact: true }).fill('看诊人次')
  await preview.getByRole('columnheader', { name: '看诊人次' }).waitFor()
  await page.getByRole('button', { name: '删去第 6 列' }).click()
  await preview.getByRole('columnheader', { name: '病例讨论（次）' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '第 5 列上移' }).click()
  await page.getByLabel('表头（留空用原名） 4', { exact: true }).fill('诊疗人次')
  await preview.getByRole('columnheader', { name: '诊疗人次' }).waitFor()
  await lookAt(page, 'tables-editor')
  await page.getByRole('button', { name: '加一列' }).click()
  await page.getByLabel('表头（留空用原名） 13', { exact: true }).fill('诊疗人次')
  await page.getByLabel('上一层表头 13', { exact: true }).fill('业务工作')
  await preview.getByText(/第 4 列和第 13 列的表头都是“诊疗人次”/).waitFor()
  await page.getByLabel('表头（留空用原名） 13', { exact: true }).fill('县区')
  await page.getByLabel('表名（只用于查找）').fill('月度工作情况')
  await page.getByRole('button', { name: /^保\s*存$/ }).click()
  await page.getByText('“月度工作情况”已存为第 1 版').waitFor()
})

it('fills it for a month, a quarter and a year, and opens a number', async () => {
  const { page } = desk
  await page.locator('.form-table tbody tr').first().waitFor()
  await page.locator('.ant-segmented-item', { hasText: '年' }).click()
  await page.getByRole('heading', { name: /2024年医师下基层工作情况表/ }).waitFor()
  await lookAt(page, 'tables-filled')
  const number = page.locator('.form-table tbody button').first()
  const value = await number.innerText()
  await number.click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('日志卡').first().waitFor()
  expect(await drawer.locator('.figure-value').innerText()).toBe(value)
  await page.keyboard.press('Escape')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: /Excel/ }).click()
  expect((await coming).suggestedFilename()).toBe('月度工作情况 2024.xlsx')
})

it('a unit finds it filled with its own numbers', async () => {
  const { page } = desk
  await page.context().clearCookies()
  await page.goto(`${desk.address}/desk`)
  await page.evaluate(() => sessionStorage.clear())
  await desk.signIn('unit')
  await page.goto(`${desk.address}/desk/reports/tables?span=year`)
  await page.locator('.form-table tbody tr').first().waitFor()
  expect(await page.locator('.form-table tbody tr').count()).toBe(1)
  expect(await page.getByRole('button', { name: '修改样式' }).count()).toBe(0)
})
