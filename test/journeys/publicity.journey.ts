// A published day changes: residents see it at once, the unit's clerk tells them by each channel and records it with a
// picture (PUB-3, LV-7).
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DutyView, RosterView } from '../../contract/dispatch.ts'
import type { RepairView } from '../../contract/dispatch-repair.ts'
import type { ChangeNoticeView } from '../../contract/publicity-changes.ts'
import { dayWords } from '../../domain/publicity/change-words.ts'
import { canvasOrNone } from '../fixtures/sheets/golden.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
const at = '/api/regions/350803/programmes/yongding-2024'
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

/** The bureau lets somebody else go for a duty, or nobody. */
async function change(duty: DutyView, kind: 'leave-open' | null): Promise<void> {
  const bureau = await desk.server.as('bureau')
  const asked = {
    kind: 'leave',
    practitionerId: duty.practitionerId,
    from: duty.day,
    to: duty.day,
    reason: '家中老人住院',
  }
  const repair: RepairView = (await bureau('POST', `${at}/repair-proposals`, { change: asked })).json()
  const option = kind ? repair.options.find((o) => o.kind === kind) : repair.options[0]
  const answer = await bureau('POST', `${at}/repairs`, {
    change: asked,
    stamp: repair.stamp,
    out: option?.out.map((d) => d.dutyId),
    into: option?.into.map(({ unitId, practitionerId, day }) => ({ unitId, practitionerId, day })),
  })
  expect(answer.statusCode, answer.body).toBe(200)
}
const coming = async (unit?: string): Promise<DutyView> => {
  const roster: RosterView = (await (await desk.server.as('bureau'))('GET', `${at}/rosters/2024-05`)).json()
  const found = roster.duties.find((d) => d.day > '2024-05-21' && (!unit || d.unitId === unit))
  if (!found) throw new Error('no duty to come')
  return found
}

it('shows the change first on the public page, on a phone and on a wide screen', async () => {
  const { page } = desk
  const duty = await coming()
  await change(duty, 'leave-open')
  await change(await coming(), null)
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.goto(`${desk.address}/t/350803?month=2024-05`)
    const banner = page.getByRole('region', { name: '变更通知' })
    await banner
      .getByText(new RegExp(dayWords(duty.day).replace(/[（）]/g, '.')))
      .first()
      .waitFor()
    const box = await banner.boundingBox()
    expect(box?.y, 'seen without scrolling').toBeLessThan(height / 2)
    expect(await page.content()).not.toContain('住院')
    await desk.picture(`publicity-changes-${width}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})

it('lists a task for each channel at the desk, recorded with a note and a picture', async () => {
  const { page } = desk
  await desk.signIn('bureau')
  await page.goto(`${desk.address}/desk/today`)
  await page.getByText(/排班变更还有 \d+ 项没有登记告知群众/).click()
  await page.getByRole('heading', { name: '变更告知' }).waitFor()
  // the ready text's button wakes up with its text
  await page.getByRole('textbox', { name: '公众号文案' }).waitFor()
  await page.waitForTimeout(600)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('publicity-desk')
  await page.getByText(/家各渠道都在周期前发出/).evaluate((seen) => seen.scrollIntoView({ block: 'center' }))
  await desk.picture('publicity-cycle')
  await page
    .getByRole('button', { name: /^登记已告知 公示栏/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('贴在门诊大厅')
  const canvas = await canvasOrNone()
  if (!canvas) throw new Error('no canvas')
  const sheet = canvas.createCanvas(900, 600)
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'board.png', mimeType: 'image/png', buffer: sheet.toBuffer('image/png') })
  await dialog.getByText(/已选一张/).waitFor()
  await page.waitForTimeout(400)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('publicity-telling')
  await dialog.getByRole('button', { name: '登记已告知' }).click()
  await page.getByText('贴在门诊大厅').waitFor()
  const href = await page.getByRole('link', { name: /^看照片/ }).getAttribute('href')
  const picture = await page.request.get(`${desk.address}${href}`)
  expect(picture.headers()['content-type']).toContain('image/jpeg')
  const { items } = (
    await (
      await desk.server.as('bureau')
    )('GET', `${at}/rosters/2024-05/change-notices`)
  ).json()
  const tasks = (items as ChangeNoticeView[]).flatMap((n) => n.units.flatMap((u) => u.tasks))
  expect(tasks.filter((task) => task.state === 'done')).toHaveLength(1)
  await desk.picture('publicity-told')
  await page.setViewportSize({ width: 390, height: 844 })
  await desk.picture('publicity-desk-390')
  await page.getByText(/家各渠道都在周期前发出/).evaluate((seen) => seen.scrollIntoView({ block: 'center' }))
  await desk.picture('publicity-cycle-390')
})

it('takes what a resident says without signing in, and shows the answer by its receipt', async () => {
  const { page } = desk
  await page.goto(`${desk.address}/t/350803103?month=2024-05`)
  await page.getByRole('link', { name: '表扬、投诉、反映情况' }).click()
  await page.getByLabel('专家没有来').check()
  await page.getByLabel(/请写清楚/).fill('5月20日等到十点，内科专家没有来')
  await page
    .getByLabel(/联系方式/)
    .first()
    .fill('13800000456')
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('feedback-form-390')
  desk.server.setNow('2024-05-20', '09:01:00')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('请在下面打勾同意').waitFor()
  await page.getByRole('checkbox').check()
  desk.server.setNow('2024-05-20', '09:02:00')
  await page.getByRole('button', { name: '提交' }).click()
  const receipt = await page.locator('.receipt').innerText()
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('feedback-received-390')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${desk.address}/desk/today`)
  await page.getByText(/1 条群众反馈待答复/).click()
  await page.getByText('5月20日等到十点').waitFor()
  await page.waitForTimeout(600)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('feedback-desk')
  await page.getByRole('button', { name: /^查看原文和联系方式/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('回电核实')
  await page.getByRole('dialog').getByRole('button', { name: '查看原文和联系方式' }).click()
  await page.getByText('13800000456').waitFor()
  await page.getByRole('button', { name: /^答复 / }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('已核实，专家改到5月28日')
  await desk.picture('feedback-answer')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /答\s*复/ })
    .click()
  await page.getByText('这里没有反馈').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${desk.address}/f`)
  await page.getByLabel('查询码').fill(receipt)
  await page.getByRole('button', { name: '查询' }).click()
  await page.getByText('已核实，专家改到5月28日').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('feedback-answered-390')
  await page.goto(`${desk.address}/desk/roster/feedback`)
  await page.getByText('已答复').click()
  await page.getByText('5月20日等到十点').waitFor()
  await desk.picture('feedback-desk-390')
})
