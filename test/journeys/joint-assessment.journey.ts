// A joint assessment from two signatures to the certificate (ASM-2, ASM-5): the unit has marked and signed, the hospital signs what
// it sees, the doctor reads it on the phone and appeals, the bureau decides, the excellent are listed with reasons.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

const PIN = '240520'
let desk: Desk
let name: string
beforeAll(async () => {
  desk = await openDesk()
  const list = (
    await (
      await desk.server.as('unit')
    )('GET', '/api/regions/350803/programmes/yongding-2024/assessments?cycle=2024-03')
  ).json()
  name = list.items.find((row: { state: string }) => row.state === 'signing').name
})
afterAll(() => desk.close())

const again = async (login: string): Promise<Page> => {
  const { page } = desk
  await page.context().clearCookies()
  await page.goto(`${desk.address}/desk`)
  await page.evaluate(() => sessionStorage.clear())
  await desk.signIn(login)
  return page
}
const open = async (page: Page): Promise<void> => {
  await page.goto(`${desk.address}/desk/assessments/joint?cycle=2024-03`)
  await page.getByRole('button', { name: new RegExp(`^打开 ${name} `) }).click()
}

it('the unit gives points, which takes its signature off, and signs again', async () => {
  const { page } = desk
  await desk.signIn('unit')
  await open(page)
  const drawer = page.getByRole('dialog')
  await drawer.getByText('待另一方签署').waitFor()
  await lookAt(page, 'joint-case')
  await drawer.getByLabel('业务情况 得分（百分制）').fill('95')
  await drawer.getByRole('button', { name: '保存评分' }).click()
  await page.getByText('已保存评分').waitFor()
  await drawer.getByRole('button', { name: /^签\s*署$/ }).click()
  await page.getByText(/以受援单位名义签署总分/).waitFor()
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /^签\s*署$/ })
    .click()
  await page.getByText('已签署').waitFor()
})

it('the hospital signs, and it is published', async () => {
  const page = await again('hospital')
  await open(page)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^签\s*署$/ })
    .click()
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /^签\s*署$/ })
    .click()
  await page.getByRole('dialog').getByText('申诉期内').waitFor()
  await page.keyboard.press('Escape')
  await lookAt(page, 'joint-list')
})

it('the doctor reads it on the phone and appeals; the bureau decides', async () => {
  const phone = await desk.secondPhone()
  await phone.setViewportSize({ width: 360, height: 640 })
  await phone.goto(`${desk.address}/field/`)
  await phone.getByLabel('账号').fill('doctor')
  await phone.getByLabel('密码').fill(DEMO_PASSWORD)
  await phone.getByLabel('PIN').fill(PIN)
  await phone.getByLabel('再输一遍').fill(PIN)
  await phone.getByRole('button', { name: '设好，开始使用' }).click()
  await phone.getByText('已全部上传').waitFor()
  await phone.getByRole('button', { name: '我的', exact: true }).click()
  const card = phone.getByRole('region', { name: '联合考核' })
  await card.getByText(/联合考核 \d+(\.\d)? 分/).waitFor()
  await card.getByRole('button', { name: '我要申诉' }).click()
  await card.getByLabel('申诉的理由').fill('四月的讲座没有算进去')
  await card.scrollIntoViewIfNeeded()
  expect(await accessibilityFaults(phone)).toEqual([])
  await phone.screenshot({ path: join(projectRoot, 'test/output/journey/field-joint.png') })
  await card.getByRole('button', { name: '提交申诉' }).click()
  await card.getByText('已提交，卫健局会处理').waitFor()

  const page = await again('bureau')
  await open(page)
  const drawer = page.getByRole('dialog')
  await drawer.getByText('申诉中').waitFor()
  await drawer.getByLabel('理由').fill('讲座记在五月，下期计入')
  await drawer.getByRole('button', { name: '不成立，维持' }).click()
  await drawer.getByText('已生效').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '优秀名单' }).click()
  await page
    .getByRole('dialog')
    .getByText(/考核已生效、总分不低于 90 分/)
    .waitFor()
  await lookAt(page, 'joint-excellence')
  await page.getByRole('button', { name: '审定 1 人' }).click()
  await page.getByText(/第 1 版已由/).waitFor()
})
