// The report chain through the screen (RPT-1, RPT-7, P8 to P12): a unit hands in on the last minute, is returned with two
// comments, hands in again, the county accepts, the city opens it again; another month behind its lock by an exception.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const UNIT = '湖雷'
const look = (name: string): Promise<void> => lookAt(desk.page, `chain-${name}`)
const button = (name: string | RegExp) => desk.page.getByRole('button', { name })
const dialog = () => desk.page.getByRole('dialog')
const says = (text: string | RegExp) => desk.page.getByText(text).first().waitFor()
async function as(login: string, page = ''): Promise<void> {
  await desk.page.context().clearCookies()
  await desk.page.goto(`${desk.address}/desk`)
  await desk.page.evaluate(() => sessionStorage.clear())
  await desk.signIn(login)
  if (page) await desk.page.goto(`${desk.address}/desk${page}`)
}
/** Opens the report of a month and body from the list of all. */
async function openReport(period: string, body: string): Promise<void> {
  await desk.page.goto(`${desk.address}/desk/reports/chain`)
  await desk.page.locator('.ant-segmented-item', { hasText: '全部' }).click()
  await desk.page.getByLabel('按单位、报送、月份查找').fill(`月度工作量 ${period} ${body}`)
  const row = desk.page
    .getByRole('row')
    .filter({ hasText: '月度工作量' })
    .filter({ hasNotText: '补充' })
    .filter({ hasText: period })
    .filter({ hasText: body })
  await row.getByRole('button').click()
  await says('办理记录')
}
async function answerAll(): Promise<void> {
  for (const box of await desk.page.getByLabel(/^说明 /).all()) await box.fill('已逐张核对，属实')
}

describe('the monthly return', () => {
  it('is handed in by the unit in the last minute of the 22nd', async () => {
    desk.server.setNow('2024-05-22', '23:59:00')
    await as('unit')
    const { page } = desk
    await page.getByRole('link', { name: /^去提交 月度工作量（2024年5月）$/ }).click()
    await says('台账现状（未封存）')
    await answerAll()
    await look('unit-before')
    await button(/^提\s*交$/).click()
    await says('已提交')
    await says('待审核')
    await says(/第 1 版/)
    await look('unit-after')
  })
  it('is returned with two comments on its cells', async () => {
    desk.server.setNow('2024-05-23', '09:00:00')
    await as('bureau')
    await look('bureau-today')
    await openReport('2024年5月', UNIT)
    const { page } = desk
    const cells = page.locator('.form-table tbody button')
    await cells.filter({ hasText: /^\d+$/ }).first().click()
    await dialog().getByRole('textbox').fill('请核对诊疗量')
    await button('记下意见').click()
    await cells.filter({ hasText: /^\d+$/ }).nth(1).click()
    await dialog().getByRole('textbox').fill('与签到名单不符')
    await button('记下意见').click()
    await look('bureau-review')
    await button('退回修改').click()
    await page.locator('.report-timeline').getByText('与签到名单不符').waitFor()
    expect(await page.locator('.report-timeline > li').last().locator('.report-remarks li').count()).toBe(2)
  })
  it('is mended and handed in again, and accepted', async () => {
    await as('unit', '/reports/chain')
    await says('已退回')
    await openReport('2024年5月', UNIT)
    await says(/请在 2024-05-26 前/)
    await look('unit-returned')
    await answerAll()
    await button('重新提交').click()
    await says('已提交')
    await as('bureau')
    await openReport('2024年5月', UNIT)
    await button(/^通\s*过$/).click()
    await says('已通过')
    await look('bureau-accepted')
  })
  it('is opened again by the city, with its reason', async () => {
    await as('city')
    await openReport('2024年5月', UNIT)
    await button('撤销通过').click()
    await dialog().getByRole('textbox').fill('附件1与附件3人次不符')
    await dialog().getByRole('button', { name: '撤销通过' }).click()
    await says('待审核')
    await look('city')
    await as('bureau')
    await openReport('2024年5月', UNIT)
    await says('附件1与附件3人次不符')
    await button(/^通\s*过$/).click()
    await says('已通过')
  })
})

describe('behind the lock', () => {
  it('asks for an exception, gets it until a day, and is late', async () => {
    await as('unit')
    await openReport('2024年4月', UNIT)
    await says(/已于 2024-04-29 锁定/)
    await look('unit-locked')
    await button('申请逾期或更正').click()
    await dialog().getByRole('textbox').fill('汛期断网，未能按时提交')
    await dialog().getByRole('button', { name: '申请逾期或更正' }).click()
    await says('已申请，等待答复')
    await as('bureau')
    await openReport('2024年4月', UNIT)
    await says('汛期断网，未能按时提交')
    await look('bureau-exception')
    await button(/^批\s*准$/).click()
    await says(/已批准，开放到 2024-05-26/)
    await as('unit')
    await openReport('2024年4月', UNIT)
    await answerAll()
    await button(/^提\s*交$/).click()
    await says('已提交')
    await says('迟报')
  })
})

describe('who is missing', () => {
  it('stands beside who is in, and a body opens its report', async () => {
    await as('bureau', '/reports/completeness')
    await says('缺报')
    await look('completeness')
    await desk.page.getByRole('link', { name: /湖雷/ }).first().click()
    await says('办理记录')
  })
})
