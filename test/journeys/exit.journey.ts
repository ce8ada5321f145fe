// Exit to re-match, as each hand does it: the unit reports, the lead hospital acknowledges, the bureau proposes and notices, the
// doctor speaks on her phone, another person decides, and the unit has somebody else (ASM-8, ASM-9, ASM-11).
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
  name = (await (await desk.server.as('doctor'))('GET', '/api/my/credit')).json().practitioner.name
})
afterAll(() => desk.close())

async function as(login: string): Promise<Page> {
  const { page } = desk
  await page.context().clearCookies()
  await desk.signIn(login)
  await page.goto(`${desk.address}/desk/assessments/exit`)
  await page.getByRole('heading', { name: '违规违纪报告' }).waitFor()
  return page
}
const openCase = async (page: Page): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^办理 ${name}`) }).click()
const save = (page: Page) => page.getByRole('button', { name: /保\s*存/ }).click()

it('a breach is reported to the lead hospital, which acknowledges it', async () => {
  let page = await as('unit')
  await page.getByRole('button', { name: '报告牵头医院' }).click()
  await page.getByLabel('派驻医师').click()
  await page.keyboard.press('Enter')
  await page.getByLabel('发生日期').click()
  await page.locator('.ant-picker-cell[title="2024-05-14"] .ant-picker-cell-inner').click()
  await page.getByLabel('经过').fill('上午到岗后离开，通知会诊两次未到')
  await lookAt(page, 'exit-report')
  await save(page)
  await page.getByText('通知会诊两次未到').waitFor()
  await page.getByText(/^2024-05-14 · /).waitFor()
  page = await as('hospital')
  await page.getByRole('button', { name: `签收 ${name}` }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('已约谈本人，科室书面检查')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /签\s*收/ })
    .click()
  await page.getByText('科室书面检查').waitFor()
})

it('the bureau proposes on what is on record, and notices', async () => {
  const page = await as('bureau')
  await page.getByRole('button', { name: new RegExp(`^提出 ${name}`) }).waitFor()
  await lookAt(page, 'exit-page')
  await page.getByRole('button', { name: new RegExp(`^提出 ${name}`) }).click()
  await page.getByLabel('事由').fill('一再不履职，提醒后没有改变')
  await lookAt(page, 'exit-propose')
  await save(page)
  await openCase(page)
  await page.getByRole('button', { name: '发出告知' }).click()
  await save(page)
  await page.getByText(/陈述申辩至 2024-05-27/).waitFor()
  // nobody decides before she was heard, and whoever proposed it never
  await page
    .getByRole('button', { name: '撤 回' })
    .or(page.getByRole('button', { name: '撤回' }))
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: '作出决定' }).count()).toBe(0)
})

it('the doctor speaks on her phone', async () => {
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
  const card = phone.getByRole('region', { name: '退出事项' })
  await card.getByText('可在 2024-05-27 前').waitFor()
  await card.getByLabel('陈述申辩').fill('当天家人急诊，没有来得及请假')
  await card.scrollIntoViewIfNeeded()
  expect(await accessibilityFaults(phone)).toEqual([])
  await phone.screenshot({ path: join(projectRoot, 'test/output/journey/field-exit.png') })
  await card.getByRole('button', { name: '提交', exact: true }).click()
  await card.getByText('已提交，卫健局会审阅').waitFor()
})

it('another person decides, and the unit has somebody else', async () => {
  const page = await as('leader')
  await openCase(page)
  await page.getByText('没有来得及请假').waitFor()
  await page.getByRole('button', { name: '作出决定' }).click()
  await page.getByLabel('决定', { exact: true }).click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByLabel('决定理由').fill('三次提醒未改，解除帮受关系')
  await lookAt(page, 'exit-decide')
  await save(page)
  await page.getByRole('list', { name: '可接替的医师' }).waitFor()
  await lookAt(page, 'exit-rematch')
  await page
    .getByRole('button', { name: /^请其接替/ })
    .first()
    .click()
  await page.getByRole('dialog').last().getByRole('textbox').fill('专业对口，科室同意')
  await page.getByRole('button', { name: '安排接替' }).last().click()
  await page.getByText('由', { exact: false }).filter({ hasText: '接替' }).first().waitFor()
  await page.getByText(/^已办结、已撤回 1 件/).waitFor()
  await lookAt(page, 'exit-closed')
})
