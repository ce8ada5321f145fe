// Each role signs in and opens every page its rail offers: no refusal, no fault, nothing axe can see;
// a clerk drags a duty onto a holiday and reads the rule; a phone shows the desk without sideways scrolling.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

const settled = async (desk: Desk): Promise<void> => {
  await desk.page.waitForLoadState('networkidle')
  await desk.page.waitForTimeout(400)
}

describe.each([
  'bureau',
  'alliance',
  'hospital',
  'unit',
  'doctor',
  'village',
  'inspector',
  'admin',
  'sanming',
])('%s', (login) => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk.close())
  it('opens every page of the rail', async () => {
    await desk.signIn(login)
    const links = desk.page.getByRole('navigation', { name: '主导航' }).getByRole('link')
    const count = await links.count()
    expect(count).toBeGreaterThan(0)
    for (let i = 0; i < count; i++) {
      await links.nth(i).click()
      await settled(desk)
      const name = await links.nth(i).innerText()
      expect(await desk.page.locator('.ant-alert-error').allInnerTexts(), `${login} ${name}`).toEqual([])
      expect(await accessibilityFaults(desk.page), `${login} ${name}`).toEqual([])
      await desk.picture(`${login}-${i}`)
    }
  })
})

describe('the roster', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk.close())
  it('says which rule forbids a holiday when a duty is dragged there, and lets it go to a workday', async () => {
    const send = await desk.server.as('bureau')
    const started = await send('POST', '/api/regions/350803/programmes/yongding-2024/planning-runs', {
      months: ['2024-06'],
      keepPostings: true,
    })
    const run = `/api/regions/350803/planning-runs/${started.json().id}`
    for (let i = 0; i < 100 && (await send('GET', run)).json().status === 'running'; i++)
      await desk.page.waitForTimeout(100)
    await desk.signIn('bureau')
    await desk.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '排班' }).click()
    await desk.page.getByLabel('月份').click()
    await desk.page
      .locator('.ant-picker-cell', { hasText: '六月' })
      .or(desk.page.locator('.ant-picker-cell', { hasText: '6月' }))
      .first()
      .click()
    await settled(desk)
    await desk.picture('june')
    const duty = desk.page.locator('.chip[draggable=true]').first()
    const row = duty.locator('xpath=ancestor::tr')
    const name = (await row.locator('th').innerText()).split('\n')[0] ?? ''
    // 2024-06-10 is 端午节, a Monday.
    await duty.dragTo(row.locator('td').nth(9))
    await desk.page
      .getByText(/不是工作日/)
      .first()
      .waitFor()
    await desk.picture('dragged-onto-holiday')
    // To a workday without a duty of that doctor it goes, and is locked there.
    const free = row.locator('td.allowed, td:not(.rest)').last()
    await duty.dragTo(free)
    await desk.page.getByText('已调整并锁定').waitFor()
    await desk.page.locator('tr', { hasText: name }).locator('.chip.locked').waitFor()
  })
})

describe('a phone', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk({ width: 390, height: 844 })
  })
  afterAll(() => desk.close())
  it('shows the pages a doctor uses without sideways scrolling', async () => {
    await desk.signIn('doctor')
    for (const path of ['/desk/cards', '/desk/roster', '/desk/programmes', '/desk/settings']) {
      await desk.page.goto(desk.address + path)
      await settled(desk)
      expect(
        await desk.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        path,
      ).toBeLessThanOrEqual(0)
      await desk.picture(`phone${path.replaceAll('/', '-')}`)
    }
  })
})
