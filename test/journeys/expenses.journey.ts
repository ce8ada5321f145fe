// Expenses: the doctor's hospital claims from the day card, another person of it approves, the list goes to finance; the same
// receipt twice is refused with where it stands (FIN-1, FIN-2).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

async function signInAs(login: string): Promise<void> {
  await desk.page.context().clearCookies()
  await desk.signIn(login)
  await desk.page.goto(`${desk.address}/desk/funding`)
  await desk.page.getByRole('heading', { name: '经费' }).first().waitFor()
}
const button = (name: string | RegExp) => desk.page.getByRole('button', { name })
const drawer = () => desk.page.locator('.ant-drawer').last()

it('is claimed from the card, refused where a receipt stands twice, approved by another and exported', async () => {
  const { page } = desk
  await signInAs('doctor')
  await page.getByText(/有日志卡、还没有报销：\d+ 天/).waitFor()
  await lookAt(page, 'expenses-doctor')
  await button(/^报销 /)
    .first()
    .click()
  await drawer().getByLabel('第 1 行金额（元）').waitFor()
  const lines = await drawer()
    .getByLabel(/第 \d+ 行金额/)
    .count()
  // the card's figures stand there already: only the receipts are written
  for (let n = 1; n <= lines; n++) {
    await drawer().getByLabel(`第 ${n} 行开票单位`).fill('龙岩汽车运输公司')
    await drawer().getByLabel(`第 ${n} 行票据号`).fill(`3508${n}`)
  }
  await drawer().getByText('与日志卡一致').waitFor()
  await lookAt(page, 'expenses-claim')
  await drawer().getByLabel('第 1 行金额（元）').fill('0.005')
  await drawer().getByText('元以下最多两位小数（分）').waitFor()
  await drawer().getByRole('button', { name: '提交审核' }).click()
  await drawer().getByText('金额“0.005”不能用').waitFor()
  await lookAt(page, 'expenses-amount')
  await drawer().getByLabel('第 1 行金额（元）').fill('38.50')
  await drawer().getByLabel('与日志卡不一致的原因').fill('返程改乘客车')
  await drawer().getByRole('button', { name: '提交审核' }).click()
  await drawer().getByText('撤回修改').waitFor()
  await lookAt(page, 'expenses-handed-in')

  await signInAs('hospital')
  await button(/^报销 /)
    .first()
    .click()
  await drawer().getByLabel('第 1 行开票单位').fill('龙岩汽车 运输公司')
  await drawer().getByLabel('第 1 行票据号').fill('３５０８１')
  await drawer().getByRole('button', { name: '提交审核' }).click()
  await drawer()
    .getByText(/已经报过：/)
    .waitFor()
  await lookAt(page, 'expenses-twice')

  await signInAs('finance')
  await page.getByText('待审核').first().waitFor()
  await lookAt(page, 'expenses-list')
  const bell = await (await desk.server.as('finance'))('GET', '/api/notices')
  expect(bell.body).toContain('下乡费用报销单，请审核')
  const { items } = (
    await (
      await desk.server.as('finance')
    )('GET', '/api/expense-claims?programmeId=yongding-2024&month=2024-05')
  ).json()
  const asked = items.find((c: { difference: string }) => c.difference === '返程改乘客车')
  await page.goto(`${desk.address}/desk/funding?claim=${asked.id}`)
  await drawer().getByRole('button', { name: '审核通过' }).click()
  await drawer().getByRole('button', { name: '登记付款' }).waitFor()
  await lookAt(page, 'expenses-approved')
  await page.keyboard.press('Escape')
  const coming = page.waitForEvent('download')
  await button('报销清单（Excel）').click()
  expect(readFileSync(await (await coming).path()).length).toBeGreaterThan(2000)

  await signInAs('bureau')
  await page.getByText('巡诊经费与报销对照').waitFor()
  await lookAt(page, 'expenses-bureau')
})

it('says so where nothing is there yet', async () => {
  await signInAs('guangshan')
  await desk.page.getByText('这个月还没有报销单').waitFor()
  await lookAt(desk.page, 'expenses-empty')
})
