// A typical case from its unit's draft to the residents and upward: drafted with figures nobody typed, returned, mended,
// approved by a colleague, public, reported, withdrawn (PUB-5, PUB-6).
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pdfFacts } from '../fixtures/sheets/golden.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

const TITLE = '赶圩日里的专家门诊'
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

async function as(login: string): Promise<void> {
  const { page } = desk
  await page.context().clearCookies()
  await page.setViewportSize({ width: 1440, height: 900 })
  await desk.signIn(login)
  await page.goto(`${desk.address}/desk/roster/cases`)
}
async function look(name: string): Promise<void> {
  await desk.page.waitForTimeout(600)
  expect.soft(await accessibilityFaults(desk.page), name).toEqual([])
  await desk.picture(name)
}
const open = async (): Promise<void> => {
  await desk.page.getByRole('button', { name: `打开 ${TITLE}` }).click()
  await desk.page.locator('.case-detail h2').filter({ hasText: TITLE }).waitFor()
}

it('is drafted by a unit, with figures counted from its day cards', async () => {
  const { page } = desk
  await as('unit')
  await look('cases-unit')
  await page.getByRole('button', { name: '撰写典型经验' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('标题').fill(TITLE)
  await dialog.getByLabel('主要做法').fill('圩日人最多，专家门诊就开在圩日。\n电话13800000123预约。')
  await dialog.getByLabel('取得成效').fill('来一趟圩，病也看了。')
  const [from, to] = [
    dialog.getByLabel('数据取自日志卡').first(),
    dialog.locator('.ant-picker-input input').nth(1),
  ]
  await from.fill('2024-04-01')
  await from.press('Enter')
  await to.fill('2024-05-20')
  await to.press('Enter')
  await dialog.getByLabel('预览').getByText('来一趟圩').waitFor()
  await look('cases-editor')
  await dialog.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('草稿已保存').waitFor()
  await open()
  await page.getByText('号码“13800000123”，请删去').waitFor()
  await page.getByText(/按 \d+ 张日志卡统计/).waitFor()
  await look('cases-finding')
  await page.getByRole('button', { name: '报送审核' }).click()
  await page.getByText(/处不能公开/).waitFor()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const again = page.getByRole('dialog').filter({ hasText: '保存草稿' })
  await again.getByLabel('主要做法').fill('圩日人最多，专家门诊就开在圩日。')
  await again.getByRole('button', { name: '保存草稿' }).click()
  // what stood against it is gone with the text it was about
  await expect.poll(() => page.getByText('13800000123').count()).toBe(0)
  await page.getByRole('button', { name: '报送审核' }).click()
  await page.getByText('已报送，等卫健局审核').waitFor()
})

it('is returned with a word, mended, and approved', async () => {
  const { page } = desk
  await as('bureau')
  await page.goto(`${desk.address}/desk/notices`)
  const told = page.getByRole('row').filter({ hasText: `报来典型经验《${TITLE}》` })
  await told.getByRole('button', { name: /查\s*看/ }).click()
  await page.locator('.case-detail h2').filter({ hasText: TITLE }).waitFor()
  await look('cases-review')
  await page.getByRole('button', { name: '退回修改' }).click()
  await page.getByRole('dialog').getByRole('textbox').last().fill('请写明圩日怎么定的')
  await page.getByRole('dialog').last().getByRole('button', { name: '退回修改' }).click()
  await page.getByText('已退回').waitFor()
  await as('unit')
  await open()
  await page.getByText('请写明圩日怎么定的').waitFor()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '保存草稿' })
  await dialog.getByLabel('主要做法').fill('圩日人最多，由镇里和卫生院商定，专家门诊就开在圩日。')
  await dialog.getByRole('button', { name: '保存草稿' }).click()
  await page.getByText('由镇里和卫生院商定').last().waitFor()
  await page.getByRole('button', { name: '报送审核' }).click()
  await page.getByText('已报送，等卫健局审核').waitFor()
  await as('bureau')
  await open()
  await page.getByRole('button', { name: '审核通过' }).click()
  await page.getByText('已通过，内容从此固定').waitFor()
  await page.getByRole('button', { name: '发布到公开页' }).click()
  await page.getByText('看公开页').waitFor()
  await look('cases-published')
})

it('is read by residents on a phone and on a wide screen, and goes upward as a file', async () => {
  const { page } = desk
  const href = await page.getByRole('link', { name: '看公开页' }).getAttribute('href')
  const file = await page.getByRole('link', { name: /^下载材料/ }).getAttribute('href')
  await page.getByRole('button', { name: '登记上报' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '把材料发给上级' })
  await dialog.getByLabel('报给').fill('龙岩市卫健委')
  await dialog.getByLabel('上报日期').fill('2024-05-20')
  await dialog.getByLabel('上报日期').press('Enter')
  await look('cases-push')
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await page.getByText('第 1 版 报龙岩市卫健委 2024-05-20').waitFor()
  const pdf = await page.request.get(`${desk.address}${file}`)
  const { text } = await pdfFacts(new Uint8Array(await pdf.body()))
  expect(text.replaceAll(/\s/g, '')).toContain(TITLE)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${desk.address}/desk/roster/cases`)
  await page.getByRole('button', { name: `打开 ${TITLE}` }).waitFor()
  await look('cases-list-390')
  await open()
  await look('cases-detail-390')
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.goto(`${desk.address}/`)
    await page.getByRole('link', { name: /^典型经验/ }).click()
    await page.getByRole('link', { name: new RegExp(TITLE) }).waitFor()
    await look(`cases-public-list-${width}`)
    await page.getByRole('link', { name: new RegExp(TITLE) }).click()
    await page.getByRole('heading', { name: TITLE }).waitFor()
    expect(new URL(page.url()).pathname).toBe(href)
    await look(`cases-public-${width}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})

it('is withdrawn at once with its reason', async () => {
  const { page } = desk
  await as('bureau')
  await open()
  const href = await page.getByRole('link', { name: '看公开页' }).getAttribute('href')
  await page.getByRole('button', { name: '撤下', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').last().fill('数据要再核对')
  await page.getByRole('dialog').last().getByRole('button', { name: '撤下' }).click()
  await page.getByText('数据要再核对').waitFor()
  await look('cases-withdrawn')
  expect((await desk.server.anonymous('GET', href ?? '')).statusCode).toBe(404)
})
