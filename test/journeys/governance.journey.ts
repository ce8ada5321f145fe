// Who leads and who answers: the bureau reads the group with its history and writes a new version, looks who has named nobody,
// at appointments and facilities (ORG-1, ORG-2, ORG-3, ORG-8, ORG-9, CAP-2, CAP-3).
import { afterAll, beforeAll, it } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

it('is read and written anew, with what was before on record', async () => {
  const { page } = desk
  await desk.signIn('bureau')
  await page.goto(`${desk.address}/desk/people/governance`)
  await page.getByText('医政股负责人').first().waitFor()
  await lookAt(page, 'governance-group')
  await page.getByRole('button', { name: '登记新的一版' }).first().click()
  const dialog = page.locator('.ant-modal').last()
  await dialog.getByLabel('组长', { exact: true }).fill('沈知秋 区卫健局局长')
  await dialog.getByLabel('变动原因').fill('主要领导亲自抓')
  await lookAt(page, 'governance-write')
  await dialog.getByRole('button', { name: /^保\s*存$/ }).click()
  await page.getByText('沈知秋 区卫健局局长').waitFor()
  await page.getByText('历版 3').click()
  await page.getByText('主要领导亲自抓').waitFor()
  for (const [name, text] of [
    ['单位责任人', '家还没有指定主要领导'],
    ['双方共同责任', '共同第一责任人'],
    ['任职', '第一院长'],
    ['设施与达标', '联合病房'],
  ] as const) {
    await page.getByText(name, { exact: true }).first().click()
    await page.getByText(text).first().waitFor()
    await lookAt(page, `governance-${name}`)
  }
})
