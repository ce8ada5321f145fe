// Leave from the phone to the residents: asked for without a network, both bodies consent, the bureau grants with a repair,
// the public page shows the new day; the late road; and the refusal (LV-1 to LV-7).
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RosterView } from '../../contract/dispatch.ts'
import type { LeaveView } from '../../contract/leave.ts'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { addDays } from '../../domain/shared/calendar.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { pdfFacts } from '../fixtures/sheets/golden.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

const at = '/api/regions/350803/programmes/yongding-2024'
const PIN = '240520'
let desk: Desk
let duty: RosterView['duties'][number]
beforeAll(async () => {
  desk = await openDesk()
  const bureau = await desk.server.as('bureau')
  const run = (
    await bureau('POST', `${at}/planning-runs`, { months: ['2024-06'], keepPostings: true })
  ).json()
  const path = `/api/regions/350803/planning-runs/${run.id}`
  for (let k = 0; k < 300 && (await bureau('GET', path)).json().status === 'running'; k++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  await bureau('POST', `${at}/rosters/2024-06/publication`, {})
  const roster: RosterView = (await bureau('GET', `${at}/rosters/2024-06`)).json()
  const me = (await (await desk.server.as('doctor'))('GET', '/api/session')).json()
  const own = roster.duties.find((one) => one.practitionerId === me.practitionerId)
  if (!own) throw new Error('no duty')
  duty = own
  // in time, and in the month of the duty, which the desk then opens by itself
  desk.server.setNow(addDays(duty.day, -4))
})
afterAll(() => desk.close())

const leaves = async (): Promise<LeaveView[]> =>
  (await (await desk.server.as('bureau'))('GET', '/api/leaves?month=2024-06')).json().items
const latest = async (): Promise<LeaveView | undefined> =>
  (await leaves()).toSorted((a, b) => a.id.localeCompare(b.id)).at(-1)

const dayOf = (day: string): RegExp => new RegExp(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`)

/** Asks on the phone; `late`: also why it comes so late. */
async function askOnPhone(late?: string): Promise<void> {
  const phone = await desk.secondPhone()
  await phone.setViewportSize({ width: 360, height: 640 })
  await phone.goto(`${desk.address}/field/`)
  await phone.getByLabel('账号').fill('doctor')
  await phone.getByLabel('密码').fill(DEMO_PASSWORD)
  await phone.getByLabel('PIN').fill(PIN)
  await phone.getByLabel('再输一遍').fill(PIN)
  await phone.getByRole('button', { name: '设好，开始使用' }).click()
  await phone.getByText('已全部上传').waitFor()
  await phone.getByRole('button', { name: '安排' }).click()
  await phone.getByRole('button', { name: '请假' }).waitFor()
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: '请假' }).click()
  await phone.getByText(/最晚 .* 17:30 前/).waitFor()
  await phone.getByLabel('请假原因').fill('家中有事')
  await phone.getByLabel('工作交接（由谁顶替）').fill('同科室医师顶替')
  if (late) await phone.getByLabel('迟请的原因').fill(late)
  expect(await accessibilityFaults(phone)).toEqual([])
  const name = late ? 'field-leave-late' : 'field-leave'
  const folder = process.env.XUNZHEN_PICTURES ? 'docs/pictures' : 'test/output/journey'
  await phone.screenshot({ path: join(projectRoot, folder, `${name}.png`) })
  await phone.getByRole('button', { name: '提交请假' }).click()
  await phone.getByText('请假已保存').waitFor()
  await phone.getByText('1 条待上传').waitFor()
  await phone.context().setOffline(false)
  await phone.getByText('已全部上传').waitFor()
  await phone.getByText('请假：征求同意中').waitFor()
  await phone.context().close()
}

/** Signs in at the desk and opens the leave that waits for this role. */
async function openAs(login: string): Promise<void> {
  const { page } = desk
  await page.context().clearCookies()
  await desk.signIn(login)
  await page.goto(`${desk.address}/desk/roster/leave`)
  await page.getByRole('button', { name: /^办理/ }).first().click()
  await page.getByRole('heading', { name: '办理经过' }).waitFor()
}
async function act(name: string, note?: string): Promise<void> {
  const { page } = desk
  const drawer = page.locator('.ant-drawer')
  await drawer.getByRole('button', { name, exact: true }).click()
  if (note) await drawer.getByRole('textbox').fill(note)
  await drawer.getByRole('button', { name, exact: true }).click()
}

it('goes from the phone over both consents and the grant with its repair to the public page', async () => {
  const { page } = desk
  await askOnPhone()
  await openAs('hospital')
  await desk.picture('leave-hospital')
  await act('同意')
  await expect.poll(async () => (await latest())?.holders).toEqual(['receivingUnit'])
  await openAs('unit')
  await act('同意')
  await expect.poll(async () => (await latest())?.state).toBe('deciding')
  await openAs('bureau')
  // the drawer slides in first
  await page.waitForTimeout(600)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('leave-bureau')
  await page.locator('.ant-drawer').getByRole('button', { name: '准假' }).click()
  await page.locator('.repair-option').first().waitFor()
  await desk.picture('leave-grant')
  await page.locator('.ant-modal').getByRole('button', { name: '准假' }).click()
  await expect.poll(async () => (await latest())?.state).toBe('granted')
  const replacement = (await latest())?.replacementDay ?? ''
  // PUB-3: the page says it first, the poster is another version, the calendar moves the event under its old name
  await page.goto(`${desk.address}/t/350803103?month=2024-06`)
  const banner = page.getByRole('region', { name: '变更通知' })
  await banner.getByText(dayOf(duty.day)).first().waitFor()
  await banner.getByText(dayOf(replacement)).first().waitFor()
  expect(await banner.innerText()).not.toContain('家中有事')
  expect(await accessibilityFaults(page)).toEqual([])
  const sent = async (path: string) =>
    new Uint8Array(await (await fetch(`${desk.address}/public/units/${duty.unitId}/${path}`)).arrayBuffer())
  const { text } = await pdfFacts(await sent('2024-06/poster.pdf'))
  expect(text.replace(/\s/g, '')).toContain('第2版')
  const feed = new TextDecoder().decode(await sent('calendar.ics'))
  expect(feed).toContain(`DTSTART:${replacement.replaceAll('-', '')}`)
  expect(feed).toMatch(/SEQUENCE:[1-9]/)
  await desk.picture('leave-public')
  // LV-6: filed upwards, with the receipt
  await openGranted()
  await act('登记已报市备案', '回执 2024-06')
  await expect.poll(async () => (await latest())?.levels[0]?.inTime).toBe(true)
})

async function openGranted(): Promise<void> {
  const { page } = desk
  await page.goto(`${desk.address}/desk/roster/leave`)
  await page.getByRole('button', { name: /^办理/ }).first().click()
  await page.getByRole('heading', { name: '办理经过' }).waitFor()
}

it('takes the late road with a reason and an approver of its own, and ends in a refusal in words', async () => {
  const bureau = await desk.server.as('bureau')
  const [one] = await leaves()
  await bureau('POST', `/api/regions/350803/leaves/${one?.id}/revocation`, { reason: '医师可以按新日期到岗' })
  const roster: RosterView = (await bureau('GET', `${at}/rosters/2024-06`)).json()
  const now = roster.duties.find((own) => own.practitionerId === duty.practitionerId)
  desk.server.setNow(addDays(now?.day ?? duty.day, -1))
  await askOnPhone('老人突发住院')
  await openAs('unit')
  await act('同意')
  await openAs('hospital')
  await act('同意')
  await expect.poll(async () => (await latest())?.state).toBe('exception')
  await openAs('leader')
  await act('批准例外')
  await expect.poll(async () => (await latest())?.state).toBe('deciding')
  await openAs('bureau')
  await act('不同意', '当天无人顶替')
  await expect.poll(async () => (await latest())?.state).toBe('refused')
  await desk.picture('leave-refused')
})

it('hears whom the unit reports as absent before it decides (LV-8)', async () => {
  const { page } = desk
  const roster: RosterView = (await (await desk.server.as('bureau'))('GET', `${at}/rosters/2024-06`)).json()
  const missed = roster.duties.find((one) => one.practitionerId === duty.practitionerId)
  if (!missed) throw new Error('no duty')
  desk.server.setNow(missed.day, '17:00')
  const unit = await desk.server.as('unit')
  const said = { dutyId: missed.id, verdict: 'absent', reason: '全天未到' }
  const mark = '/api/regions/350803/presence/01a20000-0000-7000-8000-000000000001/witness'
  expect((await unit('PUT', mark, said)).statusCode).toBe(204)
  const openCases = async (login: string): Promise<void> => {
    await page.context().clearCookies()
    await desk.signIn(login)
    await page.goto(`${desk.address}/desk/roster/leave/absences`)
    await page.getByText('受援单位报告未到岗').first().waitFor()
  }
  await openCases('bureau')
  await page.getByText(/等待医师或派出单位说明/).waitFor()
  await openCases('hospital')
  await page.getByLabel('情况说明').fill('途中塌方，已电话告知卫生院')
  await page.getByRole('button', { name: '提交说明' }).click()
  await page.getByText('已说明，待处理').waitFor()
  await openCases('bureau')
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('absence-case')
  await page.getByLabel('情况属实，不作处理').check()
  await page.getByLabel('理由（依据什么）').fill('有塌方通报为证')
  await page.getByRole('button', { name: '作出处理' }).click()
  await page.getByText('已处理', { exact: true }).waitFor()
})
