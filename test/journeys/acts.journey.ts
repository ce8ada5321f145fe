// The desk's lesser acts, clicked through as their people do: undoing, returning, merging, revealing, accounts,
// a broken plan, planning by hand, filing, comparing, the empty and the failing page, language and display.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, write } from '@e965/xlsx'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/platform/config.ts'
import { staffingTable } from '../build/staffing-table.ts'
import { canvasOrNone, picture } from '../fixtures/sheets/golden.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
/** Each group works on its own server, database copy and browser. */
function group(name: string, acts: () => void): void {
  describe(name, () => {
    beforeAll(async () => {
      desk = await openDesk()
    })
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await desk.picture(`failed-${task.name.replaceAll(/\W+/g, '-')}`)
    })
    afterAll(() => desk.close())
    acts()
  })
}

// Ant Design may leave its turning sign, shrunk to nothing but still named, on a button that has finished.
const spaced = (name: string): RegExp => new RegExp(`^(loading )?${name}$`)
const button = (name: string | RegExp, within: Page | Locator = desk.page): Locator =>
  within.getByRole('button', { name: typeof name === 'string' ? spaced(name) : name })
const dialog = (): Locator => desk.page.getByRole('dialog').last()
const says = (text: string | RegExp, within: Page | Locator = desk.page): Promise<void> =>
  within.getByText(text).first().waitFor()
const rail = async (name: string): Promise<void> => {
  await desk.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }).click()
}
/** Confirms what a small question beside a button asks. */
const confirmSmall = (): Promise<void> => button('确认', desk.page.locator('.ant-popover:visible')).click()
const giveReason = async (reason: string, act: string): Promise<void> => {
  await dialog().getByRole('textbox').fill(reason)
  await button(act, dialog()).click()
}
/** The next person at the same computer: the one before signs out by the account menu. */
async function nextPerson(login: string): Promise<void> {
  await desk.page.getByRole('button', { name: /^账号 / }).click()
  await desk.page.getByRole('menuitem', { name: '退出登录' }).click()
  await desk.page.getByLabel('密码', { exact: true }).waitFor()
  await desk.signIn(login)
}
const upload = (name: string, content: Uint8Array | string): Promise<void> =>
  desk.page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
async function get<T>(url: string, login = 'bureau'): Promise<T> {
  const send = await desk.server.as(login)
  return (await send('GET', url)).json() as T
}
const COUNTY = '/api/regions/350803'
const PLAN = `${COUNTY}/programmes/yongding-2024`

group('import', () => {
  type People = { items: { name: string; active: boolean }[] }
  const names = async (): Promise<string[]> =>
    (await get<People>('/api/practitioners?programmeId=yongding-2024')).items
      .filter((p) => p.active)
      .map((p) => p.name)
      .toSorted()
  it('refuses a PDF under a table’s name, with code, reason and remedy in place', async () => {
    await desk.signIn('bureau')
    await desk.page.goto(`${desk.address}/desk/roster/import`)
    await upload('人员安排表.xlsx', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')
    const alert = await desk.page.getByRole('alert').innerText()
    expect(alert).toMatch(/PDF/)
    expect(alert).toMatch(/请上传表格原文件/)
    expect(alert).toMatch(/代码 [a-z-]+/)
  })
  it('skips a row, imports the rest and takes it all back', async () => {
    const before = await names()
    await upload('2024年人员安排表.xlsx', staffingTable())
    await says('尚未写入任何数据')
    await button('跳过 行 4').click()
    await button('恢复 行 4').waitFor()
    for (const reason of await desk.page.getByLabel(/^不符理由 /).all())
      await reason.fill('本院对口专科已派满')
    expect(await names()).toEqual(before)
    await button('确认导入').click()
    await says('导入完成')
    const between = await names()
    expect(between.length).toBe(before.length + 23)
    await button('撤销这次导入').first().click()
    await confirmSmall()
    await says('已撤销', desk.page.locator('.ant-result'))
    await says('已撤销', desk.page.locator('tr', { hasText: '2024年人员安排表.xlsx' }))
    expect(await button('撤销这次导入').count()).toBe(0)
    expect(await names()).toEqual(before)
  })
})

group('day cards', () => {
  type Cards = { items: { id: string; status: string; practitioner: string; day: string }[] }
  type Card = { status: string; duplicateOf: string | null; leaflets: number; beneficiaries: unknown[] }
  const cards = async (): Promise<Cards['items']> =>
    (await get<Cards>('/api/day-cards?programmeId=yongding-2024&month=2024-05')).items
  const stateOf = async (who: string): Promise<string[]> =>
    (await cards())
      .filter((c) => c.practitioner === who)
      .map((c) => c.status)
      .toSorted()
  const open = async (status: string): Promise<void> => {
    const row = desk.page.locator('tr', { hasText: status }).first()
    await row.getByRole('link').click()
  }
  const count = (name: string): Locator => desk.page.getByRole('spinbutton', { name })
  const written: string[] = []
  async function fillMissing(consultations: string): Promise<void> {
    await rail('记录')
    const fill = button(/^补记 /).first()
    written.push((await fill.getAttribute('aria-label'))?.split(' ')[1] ?? '')
    await fill.click()
    await count('门诊诊疗').fill(consultations)
  }
  it('asks about an absurd number in place and takes no negative one', async () => {
    await desk.signIn('hospital')
    await fillMissing('-5')
    await count('服务特殊人群').fill('3')
    expect(await count('门诊诊疗').inputValue()).toBe('0')
    await count('门诊诊疗').fill('900')
    await button('提交').click()
    await says('已提交，等受援单位确认')
    await says(/一天诊疗 900 人次/)
    await desk.page.getByLabel(/^说明：一天诊疗 900 人次/).fill('当天联合义诊')
    await button('保存说明').click()
    await says('已保存')
    await desk.page.reload()
    expect(await desk.page.getByLabel(/^说明：一天诊疗/).inputValue()).toBe('当天联合义诊')
    expect(await stateOf(written[0] ?? '')).toEqual(['submitted'])
  })
  it('keeps the keyboard’s way: Ctrl+Enter submits the next card', async () => {
    await fillMissing('18')
    await desk.page.keyboard.press('Control+Enter')
    await says('已提交，等受援单位确认')
    expect(await stateOf(written[1] ?? '')).toEqual(['submitted'])
  })
  it('is confirmed by one office and given back with a reason', async () => {
    await nextPerson('alliance')
    await rail('记录')
    await open(written[0] ?? '')
    await button('确认').click()
    await says('已确认的日志卡不能直接修改')
    await desk.page.getByRole('link', { name: '返回列表' }).click()
    await open(written[1] ?? '')
    await button('退回').click()
    expect(await button('退回', dialog()).isDisabled()).toBe(true)
    await giveReason('诊疗量与登记本不符', '退回')
    await says('草稿', desk.page.getByRole('heading', { level: 1 }))
    expect(await stateOf(written[0] ?? '')).toEqual(['confirmed'])
    expect(await stateOf(written[1] ?? '')).toEqual(['draft'])
  })
  it('merges a day entered twice, two alike side by side', async () => {
    const double = (await cards()).find((c) => c.status === 'duplicate')
    const first = (await get<Card>(`${COUNTY}/day-cards/${double?.id}`)).duplicateOf
    const before = await get<Card>(`${COUNTY}/day-cards/${first}`)
    await nextPerson('bureau')
    await rail('记录')
    await open('重复待合并')
    await says('同一位医师、同一单位、同一天已有一张日志卡')
    await button('合并').click()
    await dialog().locator('tr.differs', { hasText: '传单' }).waitFor()
    // on a busy machine the group settles a frame after the click, which check() takes for a refusal
    const both = dialog().getByRole('radio', { name: '两张相加' })
    await both.click()
    await expect.poll(() => both.isChecked()).toBe(true)
    await desk.picture('merge')
    await button('合并', dialog()).click()
    await giveReason('上下午分开填写', '合并')
    await says('这张卡已并入另一张')
    // The sum stays with the card entered first; the other is kept, out of the list.
    expect(await stateOf(double?.practitioner ?? '')).toEqual(['submitted'])
    const [sum, kept] = await Promise.all([
      get<Card>(`${COUNTY}/day-cards/${first}`),
      get<Card>(`${COUNTY}/day-cards/${double?.id}`),
    ])
    expect(sum.leaflets).toBe(before.leaflets + kept.leaflets)
    expect(sum.beneficiaries.length).toBe(before.beneficiaries.length + kept.beneficiaries.length)
    expect(kept.status).toBe('merged')
    expect(kept.duplicateOf).toBe(first)
  })
  it('shows a resident’s telephone for a reason, and leaves a trace', async () => {
    await desk.page.getByRole('link', { name: '返回列表' }).click()
    await open('已确认')
    const phone = desk.page.getByLabel('受益群众 1 电话', { exact: true })
    expect(await phone.inputValue()).toContain('*')
    await button(/^查看电话 /)
      .first()
      .click()
    await giveReason('满意度回访', '查看电话')
    expect(await desk.page.locator('a[href^="tel:"]').innerText()).toMatch(/^1\d{10}$/)
    const trace = await get<{ items: { text?: string }[] }>('/api/audit', 'admin')
    expect(JSON.stringify(trace)).toContain('满意度回访')
    await says('这一天还没有人签到')
    const sheet = await desk.page.getByRole('link', { name: '打印签到表' }).getAttribute('href')
    const printed = await desk.page.request.get(`${desk.address}${sheet}`)
    expect(printed.headers()['content-type']).toContain('application/pdf')
  })
  it('types a printed card in from a picture of its sheet, and says what is recorded already', async () => {
    const missing = (
      await get<{ missing: { dutyId: string; day: string; practitioner: string }[] }>(
        '/api/day-cards?programmeId=yongding-2024&month=2024-05',
      )
    ).missing.at(-1)
    const canvas = await canvasOrNone()
    if (!missing || !canvas) throw new Error('nothing is missing, or no canvas')
    const pdf = await (await desk.server.as('bureau'))(
      'GET',
      `${PLAN}/paper-cards.pdf?month=2024-05&dutyId=${missing.dutyId}`,
    )
    const sheet = await picture(canvas, new Uint8Array(pdf.rawPayload), 1600)
    await desk.page.getByRole('link', { name: '返回列表' }).click()
    await desk.page.getByRole('link', { name: '纸质卡', exact: true }).click()
    await desk.page
      .getByLabel('从照片识别')
      .setInputFiles({ name: 'sheet.png', mimeType: 'image/png', buffer: Buffer.from(sheet) })
    await desk.page.locator('.missing-list').getByText(missing.practitioner).waitFor()
    await desk.picture('paper')
    await button('录入').click()
    await count('门诊诊疗').fill('17')
    await button('提交').click()
    await says('已提交，等受援单位确认')
    await desk.page.goBack()
    await says('这张纸质卡已录入')
    await desk.picture('paper-typed-in')
    await button('打开已有的卡').click()
    expect(await count('门诊诊疗').inputValue()).toBe('17')
  })
  it('withdraws a resident’s consent at once, and shows who wrote it down', async () => {
    await desk.page.getByRole('link', { name: '返回列表' }).click()
    await desk.page.getByRole('link', { name: '受益群众' }).click()
    await button(/^撤回同意 /)
      .first()
      .click()
    await desk.picture('residents-withdraw')
    await button('撤回同意', dialog()).click()
    await says('已撤回，马上生效')
    await says(/电话回访 · 已撤回/)
    await desk.picture('residents')
  })
})

group('accounts', () => {
  const FIRST = 'first-password-2024'
  const OWN = 'my-own-sentence-2024'
  /** Somebody at another computer. */
  async function elsewhere(login: string, password: string): Promise<Page> {
    const context = await desk.page.context().browser()?.newContext({ locale: 'zh-CN' })
    if (!context) throw new Error('the browser is gone')
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(`${desk.address}/desk`)
    await page.getByLabel('账号', { exact: true }).fill(login)
    await page.getByLabel('密码', { exact: true }).fill(password)
    await button('登录', page).click()
    return page
  }
  async function change(page: Page, current: string, next: string): Promise<void> {
    await page.getByLabel('当前密码').fill(current)
    await page.getByLabel('新密码', { exact: true }).fill(next)
    await page.getByLabel('再输一遍新密码').fill(next)
    await button('修改密码', page).click()
  }
  let clerk: Page
  it('says what is wrong with a password and what to do', async () => {
    const page = await elsewhere('bureau', 'not-the-password')
    const alert = await page.getByRole('alert').innerText()
    expect(alert).toMatch(/密码不正确|密码错误|账号或密码/)
    expect(alert).toMatch(/代码 [a-z-]+/)
    await page.context().close()
  })
  it('makes an account whose owner must choose a password of his own', async () => {
    await desk.signIn('admin')
    await desk.page.goto(`${desk.address}/desk/settings/accounts`)
    await button('新建账号').click()
    await dialog().getByLabel('账号', { exact: true }).fill('clerk-two')
    await dialog().getByLabel('姓名或岗位').fill('医政股第二人')
    await dialog().getByLabel('角色').click()
    await desk.page.locator('.ant-select-item-option', { hasText: '卫健局' }).click()
    await dialog().getByLabel('区划代码').fill('350803')
    await dialog().getByLabel('初始密码').fill(FIRST)
    await button('保存', dialog()).click()
    await says('账号已建立')
    await button('停用 clerk-two').waitFor()
    clerk = await elsewhere('clerk-two', FIRST)
    await says('首次登录，请先修改密码', clerk)
    await change(clerk, FIRST, OWN)
    await clerk.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  })
  it('lets the owner change it again, but not with a wrong present one', async () => {
    await clerk.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '设置' }).click()
    await change(clerk, 'not-the-password', `${OWN}-b`)
    await says(/代码 [a-z-]+/, clerk.getByRole('alert'))
    await change(clerk, OWN, `${OWN}-b`)
    await says('密码已修改', clerk)
  })
  it('shuts a disabled account out at once', async () => {
    await button('停用 clerk-two').click()
    await confirmSmall()
    await button('启用 clerk-two').waitFor()
    await clerk.reload()
    await clerk.getByLabel('密码', { exact: true }).waitFor()
    const again = await elsewhere('clerk-two', `${OWN}-b`)
    await says(/代码 [a-z-]+/, again.getByRole('alert'))
    await again.context().close()
    await clerk.context().close()
  })
})

group('programme', () => {
  const source = readFileSync(join(projectRoot, 'programmes', 'yongding-2024.yaml'), 'utf8')
  const at = source.split('\n').findIndex((line) => line.includes('due: { day: 22 }')) + 1
  it('names the line and the remedy of a broken plan', async () => {
    await desk.signIn('bureau')
    await rail('项目')
    await button('上传新版本').click()
    await upload('yongding-2024.yaml', source.replace('due: { day: 22 }', 'due: { day: 42 }'))
    await says(`第 ${at} 行`, dialog())
    await says(/有 \d+ 处要改/, dialog())
    expect(await dialog().locator('.problem-lines li .quiet').first().innerText()).not.toBe('')
    expect(await button('保存为新版本', dialog()).isDisabled()).toBe(true)
    await upload('yongding-2024.yaml', source.replace('due: { day: 22 }', 'due: { day: 22'))
    await says(new RegExp(`第 (${at}|${at + 1}|${at + 2}) 行`), dialog())
    await button('取消', dialog()).click()
  })
  it('quotes the clause of the 22nd', async () => {
    await desk.page.getByRole('link', { name: '查看 永定 2024' }).click()
    await says('此后每月22日前')
    await says('每月 22 日前由')
  })
})

group('planning', () => {
  type Duty = { id: string; unitId: string; practitionerId: string; day: string; locked: boolean }
  type Roster = { status: string; duties: Duty[]; units: { id: string; name: string }[] }
  const roster = (month: string): Promise<Roster> => get<Roster>(`${PLAN}/rosters/${month}`)
  const REST = ['2024-06', '2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12']
  async function planRest(): Promise<void> {
    await button('自动排班').first().click()
    const months = dialog().getByRole('combobox', { name: '要排的月份' })
    for (const month of REST.slice(1)) {
      await months.fill(month)
      await months.press('Enter')
    }
    await months.press('Escape')
    expect(await dialog().locator('.ant-select-selection-item').count()).toBe(REST.length)
    await button('开始排班', dialog()).click()
  }
  const closePlan = async (): Promise<void> => {
    await dialog()
      .locator('.ant-alert')
      .getByRole('button', { name: spaced('关闭') })
      .click()
    await dialog().waitFor({ state: 'hidden' })
  }
  it('starts all months that are left and stops when told to, leaving the roster as it was', async () => {
    await desk.signIn('bureau')
    await rail('排班')
    await desk.page.getByLabel('月份').click()
    await desk.page.locator('.ant-picker-cell', { hasText: /^(六月|6月)$/ }).click()
    await says('2024年6月 排班表')
    await planRest()
    const ended = desk.page.getByText(/^(排班完成|已取消，原有排班未改动)$/)
    await ended.or(button('取消排班')).first().waitFor()
    if (await button('取消排班').isVisible()) await button('取消排班').click()
    await ended.waitFor({ timeout: 60_000 })
    const cancelled = (await ended.innerText()).startsWith('已取消')
    await closePlan()
    expect((await roster('2024-12')).duties.length > 0).toBe(!cancelled)
    if (cancelled) {
      await planRest()
      await says('排班完成')
      await closePlan()
    }
    for (const month of REST) expect((await roster(month)).status).toBe('draft')
  })
  const chipOf = async (duty: Duty): Promise<Locator> => {
    const unit = (await roster('2024-06')).units.find((u) => u.id === duty.unitId)?.name ?? ''
    const day = `6月${Number(duty.day.slice(8))}日`
    return desk.page
      .locator(`.chip[aria-label*="${day}"]`, {})
      .and(desk.page.locator(`.chip[aria-label*="${unit.replace('永定区', '')}"]`))
  }
  let alone: Duty
  it('locks and unlocks a duty, and takes one away', async () => {
    const { duties } = await roster('2024-06')
    const found = duties.find((d) => duties.filter((o) => o.unitId === d.unitId).length === 1)
    if (!found) throw new Error('every unit has several duties')
    alone = found
    const chip = await chipOf(alone)
    await chip.click()
    await button('锁定', dialog()).click()
    await button('解除锁定', dialog()).waitFor()
    expect((await roster('2024-06')).duties.find((d) => d.id === alone.id)?.locked).toBe(true)
    await button('解除锁定', dialog()).click()
    await button('锁定', dialog()).waitFor()
    await button('删除值班', dialog()).click()
    await confirmSmall()
    await says('已删除')
    await says('1 家受援单位没有排上')
  })
  it('publishes a month with an uncovered unit only with the tick', async () => {
    await button('公布').click()
    await says('还有 1 家受援单位本月没有值班', dialog())
    expect(await button('公布', dialog()).isDisabled()).toBe(true)
    await dialog().getByRole('checkbox', { name: '我知道有单位未安排，仍要公布' }).check()
    expect(await button('公布', dialog()).isEnabled()).toBe(true)
    await button('取消', dialog()).click()
    await dialog().waitFor({ state: 'hidden' })
  })
  it('adds the duty again by hand and publishes without a gap', async () => {
    const { units } = await roster('2024-06')
    const name = units.find((u) => u.id === alone.unitId)?.name.replace('永定区', '') ?? ''
    const people = await get<{ practitioners: { id: string; name: string }[] }>(`${PLAN}/rosters/2024-06`)
    const doctor = people.practitioners.find((p) => p.id === alone.practitionerId)?.name ?? ''
    await button('新增值班').click()
    for (const [field, words] of [
      ['受援单位', name],
      ['医师', doctor],
      ['日期', `6月${Number(alone.day.slice(8))}日`],
    ] as const) {
      const choice = dialog().getByRole('combobox', { name: field })
      await choice.fill(words)
      await choice.press('Enter')
    }
    await button('保存', dialog()).click()
    await says('已新增')
    await (await chipOf(alone)).waitFor()
    await button('公布').click()
    expect(await dialog().getByRole('checkbox').count()).toBe(0)
    await button('公布', dialog()).click()
    await says('公布并锁定')
    expect((await roster('2024-06')).status).toBe('published')
  })
})

group('filing and reports', () => {
  it('hands the county’s return in and takes it back', async () => {
    await desk.signIn('bureau')
    await desk.page.getByRole('link', { name: '去提交 月度工作量（2024年5月）' }).click()
    await says('台账现状（未封存）')
    for (const box of await desk.page.getByLabel(/^说明 /).all()) await box.fill('已核对，属实')
    await button(/^提\s*交$/).click()
    await says('已提交')
    await says('待审核')
    await button(/^撤\s*回$/).click()
    await says('已撤回')
    await says('快到期')
  })
  it('finds a returned 附件3 the same, and names the number that was changed', async () => {
    await rail('报表')
    await says('附件3')
    const [download] = await Promise.all([desk.page.waitForEvent('download'), button('下载 Excel').click()])
    const path = await download.path()
    const bytes = readFileSync(path)
    await button('核对已有表格').click()
    await upload('附件3.xlsx', bytes)
    await says(/对上 \d+ 行，完全一致/, dialog())
    const book = read(bytes)
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {}
    const rows = utils.sheet_to_json<(string | number | null)[]>(sheet, { header: 1, defval: null })
    const at = rows.findIndex((row) => row.filter((v) => typeof v === 'number').length > 5)
    const column = (rows[at] ?? []).findLastIndex((v, i) => i < 12 && typeof v === 'number' && v > 9)
    const was = rows[at]?.[column]
    utils.sheet_add_aoa(sheet, [[987]], { origin: { r: at, c: column } })
    await upload('附件3改.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
    await says(/[1-9] 处不一致/, dialog())
    const lines = await dialog().locator('.problem-lines li').allInnerTexts()
    expect(lines.join('\n')).toContain('987')
    expect(lines.join('\n')).toContain(String(was))
    await desk.page.keyboard.press('Escape')
  })
  it('says what to do where there is nothing yet', async () => {
    await desk.page.getByLabel('月份', { exact: true }).click()
    await desk.page.locator('.ant-picker-cell', { hasText: /^(十二月|12月)$/ }).click()
    await rail('记录')
    await says('本月还没有日志卡')
    await says('值班日过后由医师、受援单位或医务科填写。')
  })
  it('shows a failing call as a problem and reads it again on request', async () => {
    // A page of its own: this failure is meant, any other would fail the journey.
    const page = await desk.page.context().newPage()
    await page.route('**/api/day-cards?*', (route) => route.fulfill({ status: 500, body: 'no' }))
    await page.goto(`${desk.address}/desk/cards`)
    const alert = page.getByRole('alert')
    await says('服务器没有正常回应', alert)
    await says('代码 server-fault', alert)
    await page.unroute('**/api/day-cards?*')
    await button('重试', alert).click()
    await page.getByRole('table', { name: '日志卡' }).or(page.locator('table')).first().waitFor()
    expect(await alert.count()).toBe(0)
    await page.close()
  })
})

group('language and display', () => {
  const look = (): Promise<{ ground: string; type: string; lang: string; colour: string; size: number }> =>
    desk.page.evaluate(() => {
      const root = document.documentElement
      const heading = document.querySelector('.page p')
      const body = getComputedStyle(document.body)
      return {
        ground: root.dataset.ground ?? '',
        type: root.dataset.type ?? '',
        lang: root.lang,
        colour: body.backgroundColor,
        size: Number.parseFloat(heading ? getComputedStyle(heading).fontSize : '0'),
      }
    })
  const title = (name: string): Promise<void> => desk.page.getByRole('heading', { level: 1, name }).waitFor()
  it('turns to English and back on the same page', async () => {
    await desk.signIn('bureau')
    await rail('报表')
    await title('报表')
    const { href } = new URL(desk.page.url())
    await button('English').click()
    await title('Reports')
    expect(desk.page.url()).toBe(href)
    expect((await look()).lang).toBe('en')
    await button('中文').click()
    await title('报表')
    expect(desk.page.url()).toBe(href)
  })
  it('applies dark ground and large type, and remembers them', async () => {
    const before = await look()
    await button('深色').click()
    await button('大字').click()
    await desk.page.locator('html[data-ground=dark][data-type=large]').waitFor()
    await desk.page.reload()
    await title('报表')
    const after = await look()
    await desk.picture('dark-large')
    expect(after).toMatchObject({ ground: 'dark', type: 'large' })
    expect(after.colour).not.toBe(before.colour)
    expect(after.size).toBeGreaterThan(before.size)
  })
})
