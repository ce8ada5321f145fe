// The planner at the desk: a year planned, a duty dragged onto a holiday and refused in words, a leave granted with
// a repair chosen, two plans compared and one taken over.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RosterView } from '../../contract/dispatch.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn('bureau')
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk.picture(`failed-${task.name.replaceAll(/\W+/g, '-')}`)
})
afterAll(() => desk.close())

const MONTHS = '一二三四五六七八九十'
  .split('')
  .concat('十一', '十二')
  .map((name, k) => new RegExp(`^(${name}月|${k + 1}月)$`))
const button = (name: string | RegExp, within: Page | Locator = desk.page): Locator =>
  within.getByRole('button', { name: typeof name === 'string' ? new RegExp(`^(loading )?${name}$`) : name })
const dialog = (): Locator => desk.page.getByRole('dialog').last()
const says = (text: string | RegExp, within: Page | Locator = desk.page): Promise<void> =>
  within.getByText(text).first().waitFor()
const roster = async (month: string): Promise<RosterView> => {
  const send = await desk.server.as('bureau')
  return (await send('GET', `/api/regions/350803/programmes/yongding-2024/rosters/${month}`)).json()
}
async function openMonth(month: string): Promise<void> {
  await desk.page.goto(`${desk.address}/desk/roster`)
  const [year, number] = month.split('-').map(Number)
  // the page settles first: a picker opened while it still builds up is thrown away with its panel
  await says(/排班表$/, desk.page.getByRole('heading', { level: 1 }))
  await desk.page.waitForLoadState('networkidle')
  const title = desk.page.getByText(`${year}年${number}月 排班表`).first()
  const name = MONTHS[(number ?? 1) - 1] ?? /^$/
  // on a busy machine the page may still build up after that; a person would then choose once more
  for (let k = 0; k < 3 && !(await title.isVisible()); k++) {
    await desk.page.getByLabel('月份', { exact: true }).click()
    await desk.page.locator('.ant-picker-dropdown:visible .ant-picker-cell', { hasText: name }).click()
    await title.waitFor({ timeout: 4000 }).catch(() => undefined)
  }
  await says(`${year}年${number}月 排班表`)
}

describe('a year', () => {
  it('is planned in one go, with progress and proof', async () => {
    await openMonth('2024-06')
    await button('自动排班').click()
    const months = dialog().getByRole('combobox', { name: '要排的月份' })
    for (const month of ['2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12']) {
      await months.fill(month)
      await months.press('Enter')
    }
    await months.press('Escape')
    await button('开始排班', dialog()).click()
    await says('排班完成', dialog())
    await desk.picture('year-planned')
    await button(/关\s*闭/, dialog())
      .last()
      .click()
    for (const month of ['2024-06', '2024-10', '2024-12']) {
      const r = await roster(month)
      expect([r.duties.length, r.uncovered.length, r.proof?.status]).toEqual([24, 0, 'optimal'])
    }
  })
})

describe('a drag', () => {
  it('onto a holiday is refused with the rule and its clause, and nothing moves', async () => {
    await openMonth('2024-06')
    const before = (await roster('2024-06')).duties
    const chip = desk.page.locator('.chip').first()
    const row = chip.locator('xpath=ancestor::tr')
    // 2024-06-10 端午节
    const day = await desk.page
      .locator('.matrix thead th')
      .evaluateAll((heads) => heads.findIndex((head) => head.textContent?.includes('端午')))
    expect(day).toBeGreaterThan(0)
    await chip.dragTo(row.locator('th, td').nth(day))
    await says('这样安排会违反')
    await says(/不是工作日/)
    await says('LV-9')
    await desk.picture('drag-refused')
    expect((await roster('2024-06')).duties).toEqual(before)
  })
})

describe('a leave', () => {
  it('shows whom it touches and what can be done; the repair chosen is what happens', async () => {
    await openMonth('2024-05')
    const before = await roster('2024-05')
    const duty = before.duties.find((d) => d.day > '2024-05-20')
    const doctor = before.practitioners.find((p) => p.id === duty?.practitionerId)
    if (!duty || !doctor) throw new Error('no duty to come')
    await button('登记停派').click()
    await dialog().getByRole('combobox', { name: '医师' }).fill(doctor.name)
    await desk.page.locator('.ant-select-item-option', { hasText: doctor.name }).first().click()
    await dialog().getByLabel('从', { exact: true }).fill(duty.day)
    await dialog().getByLabel('到', { exact: true }).fill(duty.day)
    await dialog().getByLabel('原因').fill('家中有事')
    await button('看看有哪些办法', dialog()).click()
    await says('1 个值班受影响', dialog())
    await desk.picture('repair-options')
    const answers = dialog().getByRole('radio')
    expect(await answers.count()).toBeGreaterThan(2)
    await dialog().getByText('原医师改期').nth(1).click()
    await button('按此办法登记并调整', dialog()).click()
    await says('已登记，调整了 1 个值班')
    const after = await roster('2024-05')
    const there = after.duties.find((d) => d.unitId === duty.unitId)
    expect([there?.practitionerId, there?.status]).toEqual([duty.practitionerId, 'published'])
    expect(there?.day).not.toBe(duty.day)
    await says(doctor.name, desk.page.getByRole('region', { name: '停派与停诊' }))
    await desk.picture('after-repair')
  })
  it('is asked about from the duty itself, beside everybody who could stand in', async () => {
    await desk.page.locator('.chip').last().click()
    const panel = desk.page.getByRole('dialog')
    await says('谁可以顶替', panel)
    await button(/其余 \d+ 人及不能去的原因/, panel).click()
    await desk.picture('substitutes')
    await button('登记停派…', panel).click()
    await says('先看会影响谁、有哪些办法', dialog())
    await button('取消', dialog()).click()
  })
})

describe('a trial', () => {
  it('changes a number, is compared with the roster, and is taken over', async () => {
    await openMonth('2024-07')
    const before = await roster('2024-07')
    await button('试算').click()
    await dialog().getByLabel('每单位每月至少（天）').fill('2')
    await dialog().getByLabel('每单位每月至多（天）').fill('2')
    await dialog().getByLabel('每位医师每月至多（天）').fill('2')
    await desk.picture('trial')
    await button('开始试算', dialog()).click()
    await button('看对比', dialog()).click()
    await says('现行排班 → 试算')
    await says('值班日')
    await desk.picture('comparison')
    expect((await roster('2024-07')).duties).toEqual(before.duties)
    await button('采用这个方案').click()
    await button('确认', desk.page.locator('.ant-popover:visible')).click()
    await says('已采用，排班草稿已更新')
    await says('两个方案完全相同。')
    expect((await roster('2024-07')).duties).toHaveLength(48)
  })
  it('compares two earlier plans as well', async () => {
    await desk.page.getByRole('combobox', { name: '与', exact: true }).click()
    await desk.page
      .getByTitle(/^自动排班 /)
      .last()
      .click()
    await says(/24 家单位有变化|家单位有变化/)
    await desk.picture('two-plans')
  })
})
