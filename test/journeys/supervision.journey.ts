// Inspection to rectification, complaint to reply, notice to decision, as each role does it at its own desk (SUP-1 to SUP-9,
// ISS-1 to ISS-5), with a look at every screen, wide and narrow.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

async function as(login: string, to: string): Promise<void> {
  const { page } = desk
  await page.context().clearCookies()
  await desk.signIn(login)
  await page.goto(`${desk.address}/desk/supervision${to}`)
}
const WHAT = '公示栏还是上个月的排班'

it('inspects a unit from the queue, on a phone’s width, and cannot leave a finding unproved', async () => {
  const { page } = desk
  await as('bureau', '')
  await page.getByText(/抽中/).first().waitFor()
  await lookAt(page, 'supervision-tasks')
  await page.getByRole('button', { name: '抽取记录' }).click()
  await page.getByText('可复算').first().waitFor()
  await page.getByRole('button', { name: '名单 24 个' }).first().click()
  await page.getByText('种子').first().waitFor()
  await lookAt(page, 'supervision-draws')
  await page
    .getByRole('button', { name: /close|关闭/i })
    .first()
    .click()
  await page.setViewportSize({ width: 390, height: 844 })
  await page
    .getByRole('link', { name: /^去检查/ })
    .first()
    .click()
  await page.getByRole('button', { name: /在显著位置公示.* 不符合$/ }).click()
  await page.getByRole('button', { name: '其余都符合' }).click()
  await page.getByLabel('发现的问题').fill(WHAT)
  await page.getByRole('button', { name: '提交检查' }).click()
  await page.getByText('没有证据，不能登记').waitFor()
  await lookAt(page, 'supervision-check-refused')
  await page.getByLabel('证据（至少一份）').fill('上午九点半到门诊大厅，公示栏张贴的是四月排班')
  await page.getByRole('button', { name: '提交检查' }).click()
  await page.getByText(/得分 90.5，发现问题 1 个/).waitFor()
  await page.goto(`${desk.address}/desk/supervision/checks`)
  await page
    .getByRole('button', { name: /^查看 2024-05-20/ })
    .first()
    .click()
  await page.getByText('检查表').first().waitFor()
  await lookAt(page, 'supervision-check-done')
})

it('classifies it and gives it to the unit, which mends it with evidence', async () => {
  const { page } = desk
  await as('bureau', '/issues')
  await page.getByRole('button', { name: `办理 ${WHAT}`, exact: true }).waitFor()
  await lookAt(page, 'supervision-issues')
  await page.getByRole('button', { name: `办理 ${WHAT}`, exact: true }).click()
  await page.getByRole('button', { name: '定性', exact: true }).click()
  await page.getByRole('button', { name: /确\s*定/ }).click()
  await page.getByRole('button', { name: '分派整改' }).click()
  await page.getByLabel('责任单位', { exact: true }).click()
  await page.keyboard.type('湖雷')
  await page.keyboard.press('Enter')
  await page.getByLabel('整改措施').fill('当天更换公示，明确专人')
  await lookAt(page, 'supervision-assign')
  await page.getByRole('button', { name: /确\s*定/ }).click()
  await page.getByText('整改中').first().waitFor()
  await as('unit', '/issues')
  await page.getByRole('button', { name: `办理 ${WHAT}`, exact: true }).click()
  await page.getByRole('button', { name: '报请复查' }).click()
  await page.getByLabel('整改情况').fill('已更换为五月排班，指定信息员负责')
  await page.getByLabel('整改证据（至少一份）').fill('五月二十日上午更换，公示栏已是五月排班')
  await page.getByLabel('建立的制度（选填）').fill('专家排班公示管理办法')
  await page.getByLabel('取得的成果（选填）').fill('排班公布当天上墙')
  await lookAt(page, 'supervision-report')
  await page.getByRole('button', { name: /确\s*定/ }).click()
  await page.getByText('待复查').first().waitFor()
})

it('is re-checked by another person, and stands in the lists, which are signed off', async () => {
  const { page } = desk
  await as('leader', '/issues')
  await page.getByRole('button', { name: `办理 ${WHAT}`, exact: true }).click()
  await page.getByRole('button', { name: '复查通过，销号' }).click()
  await page.getByLabel('复查情况').fill('到现场看过，公示为五月排班')
  await page.getByRole('button', { name: /确\s*定/ }).click()
  await page.getByText('已销号').first().waitFor()
  await lookAt(page, 'supervision-closed')
  await as('bureau', '/lists')
  await page.getByRole('cell', { name: WHAT }).first().waitFor()
  await lookAt(page, 'supervision-lists')
  await page.getByRole('button', { name: /签\s*发/ }).click()
  await page.getByLabel('签发人').fill('测试签发人')
  await page.getByRole('button', { name: /保\s*存/ }).click()
  await page.getByText('与最近签发的一版一致').waitFor()
  const href = await page.getByRole('link', { name: '整改清单 第 1 版 docx' }).getAttribute('href')
  expect((await page.request.get(`${desk.address}${href}`)).status()).toBe(200)
  await page.getByText('制度清单').click()
  await page.getByRole('cell', { name: '专家排班公示管理办法' }).waitFor()
  await lookAt(page, 'supervision-institutions')
})

it('takes a complaint in without its numbers, sees its double, and answers within its days', async () => {
  const { page } = desk
  await as('bureau', '/leads')
  await page.getByText('号码已隐去').first().waitFor()
  await lookAt(page, 'supervision-leads')
  await page.getByRole('button', { name: '登记线索' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel('线索内容')
    .fill('5月14日上午在卫生院等了两个小时没有见到内科专家，我的电话13800000361')
  await dialog.getByLabel(/联系方式/).fill('13800000361')
  await dialog.getByText('可能是同一件事').waitFor()
  await lookAt(page, 'supervision-lead-double')
  await dialog.getByLabel('线索内容').fill('专家开的药卫生院没有，身份证350803199001011234')
  await dialog.getByLabel(/联系方式/).fill('')
  await dialog.getByLabel('线索内容').blur()
  await dialog.getByText('可能是同一件事').waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: '登记线索' }).click()
  await page.getByText('线索已登记').waitFor()
  await page.getByText('专家开的药卫生院没有，身份证〔号码已隐去〕').waitFor()
  expect(await page.getByText('350803199001011234').count()).toBe(0)
  await page.getByRole('button', { name: /^答复 2024-05-15/ }).click()
  await page.getByLabel('答复内容').fill('医师当天临时抢救病人，已另约时间并致歉')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /答\s*复/ })
    .click()
  await page.getByText('已保存').waitFor()
  await page.getByText(/^已答复/).click()
  await page.getByText('医师当天临时抢救病人').waitFor()
  await lookAt(page, 'supervision-lead-answered')
})

it('hears a unit before a measure takes effect', async () => {
  const { page } = desk
  const own = '支援专家工作室没有挂牌，群众找不到诊室'
  await as('bureau', '/issues')
  await page.getByText(/^未销号/).click()
  await page.getByRole('button', { name: `查看 ${own}`, exact: true }).click()
  await page.getByRole('button', { name: '拟处理告知' }).click()
  await page.getByLabel('事由和依据').fill('两次提醒后仍未挂牌')
  await lookAt(page, 'supervision-notice')
  await page.getByRole('button', { name: /保\s*存/ }).click()
  await page.getByText('告知已发出').waitFor()
  await page.goto(`${desk.address}/desk/supervision/measures`)
  await page.getByText('已告知，待陈述申辩').first().waitFor()
  expect(await page.getByRole('button', { name: /^作出处理决定/ }).count()).toBe(0)
  await as('unit', '/measures')
  await page.getByRole('button', { name: /^陈述申辩/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('标牌已在制作，五月二十二日前挂好')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /陈述申辩/ })
    .click()
  await page.getByText('已陈述申辩，待决定').waitFor()
  await lookAt(page, 'supervision-measures')
  await as('bureau', '/measures')
  await page
    .getByRole('button', { name: /^不予处理/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('textbox').fill('说明属实，按期挂牌即可')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /不予处理/ })
    .click()
  await page.getByText('已保存').waitFor()
  await page.goto(`${desk.address}/desk/today`)
  await page.getByText('督查待办').waitFor()
  await lookAt(page, 'supervision-today')
})

it('shows each other role its own queue', async () => {
  const { page } = desk
  for (const [login, words] of [
    ['hospital', '抽查督查'],
    ['unit', '日常考核'],
    ['doctor', '队员互查'],
  ] as const) {
    await as(login, '')
    await page.getByRole('heading', { name: words }).first().waitFor()
    await lookAt(page, `supervision-queue-${login}`)
  }
})
