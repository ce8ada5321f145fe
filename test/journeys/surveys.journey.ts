// A survey from the frame to the report: what the plan asks is looked at, a frame is frozen, another person names the seed,
// people are called by the keyboard and with a number shown for a reason, the results stand on the desk and in the files, and
// the draw is drawn again from the public file (SVY-1, SVY-2, SVY-4, PUB-8, R19).
import { readFileSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run } from '../../cli/survey.ts'
import type { SurveyView } from '../../contract/surveys.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

const at = '/api/regions/350803'
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

async function signInAs(login: string): Promise<void> {
  await desk.page.context().clearCookies()
  await desk.signIn(login)
  await desk.page.goto(`${desk.address}/desk/surveys`)
  await desk.page.getByRole('heading', { name: '回访' }).first().waitFor()
}
const button = (name: string | RegExp) => desk.page.getByRole('button', { name })
const dialog = () => desk.page.locator('.ant-modal').last()

it('is frozen by one, drawn by another’s seed, called, closed and reported', async () => {
  const { page, server } = desk
  await signInAs('bureau')
  await page.getByText('2024年4月回访').waitFor()
  await lookAt(page, 'surveys-list')
  // what a year's frame holds is looked at before anything is fixed
  await button('看可以回访多少人').first().click()
  await page
    .getByText(/可以回访 \d+ 人/)
    .first()
    .waitFor()
  await lookAt(page, 'surveys-preview')
  // the frame of May that somebody froze in the morning is cancelled with a reason, and frozen anew
  await page.getByRole('link', { name: '2024年5月回访' }).click()
  await page.getByText('名单校验值').waitFor()
  await lookAt(page, 'surveys-frozen')
  await button(/^作\s*废$/).click()
  await dialog().getByRole('textbox').fill('漏录两家单位的日志卡')
  await dialog()
    .getByRole('button', { name: /^作\s*废$/ })
    .click()
  await page.getByText('已作废').first().waitFor()
  await page.getByRole('link', { name: '全部回访' }).click()
  await button('看可以回访多少人').last().click()
  await button('固定名单').last().click()
  await page.getByText('名单由您固定').waitFor()
  expect(await button('给出种子并抽取').count()).toBe(0)
  const hash = (await page.locator('.survey-facts code').first().innerText()).trim()

  server.setNow('2024-05-20', '10:00:00')
  await signInAs('alliance')
  await page.getByRole('link', { name: '2024年5月回访' }).first().click()
  await button('给出种子并抽取').click()
  await dialog().getByRole('textbox').fill('双色球第2024057期 03 08 19 22 27 30')
  await page.waitForTimeout(300)
  await desk.picture('surveys-seed')
  await dialog().getByRole('button', { name: '给出种子并抽取' }).click()
  await page.getByText('双色球第2024057期').first().waitFor()
  await lookAt(page, 'surveys-drawn')

  await signInAs('bureau')
  await page.getByRole('link', { name: '2024年5月回访' }).first().click()
  await page.getByRole('link', { name: '去拨打' }).click()
  await button(/下一位/).waitFor()
  await lookAt(page, 'surveys-calls-begin')
  await page.keyboard.press('n')
  await page.locator('.call-number').waitFor()
  expect(await page.locator('.call-number').innerText()).toContain('*')
  await page.keyboard.press('s')
  await expect.poll(() => page.locator('.call-number').innerText()).toMatch(/^138\d{8}$/)
  await page.keyboard.press('1')
  await page.getByRole('radio', { name: '有', exact: true }).check()
  await page.getByRole('radio', { name: '很满意' }).check()
  await page.getByRole('radio', { name: '知道', exact: true }).check()
  await page.getByPlaceholder('照原话记，不写姓名和号码').fill('医生看得仔细')
  await lookAt(page, 'surveys-call')
  await page.keyboard.press('Control+Enter')
  await page.getByText('已登记').first().waitFor()
  await expect.poll(() => page.locator('.call-number').innerText()).toContain('*')
  // nobody answers: the next person comes, this one stays on the list
  await page.keyboard.press('2')
  await page.keyboard.press('Control+Enter')
  await page.getByText('无人接听、占线、关机').last().waitFor()
  await lookAt(page, 'surveys-calls')

  // the rest of the days over the same acts
  let bureau = await server.as('bureau')
  const list = (await bureau('GET', `${at}/programmes/yongding-2024/surveys`)).json()
  const id = list.items.find((one: { period: string; state: string }) => one.state === 'drawn').id
  const url = `${at}/surveys/${id}`
  for (const day of ['2024-05-20', '2024-05-21', '2024-05-22', '2024-05-23', '2024-05-24']) {
    server.setNow(day, '15:00:00')
    // a session does not outlive the night
    bureau = await server.as('bureau')
    for (let n = 0; n < 60; n++) {
      const { personId } = (await bureau('POST', `${url}/calls/next`, {})).json()
      if (!personId) break
      const answers = { came: 'yes', satisfaction: n % 7 ? 'quite' : 'fair', awareness: n % 3 ? 'yes' : 'no' }
      const outcome = n % 5 === 4 ? 'noAnswer' : 'completed'
      const body = { personId, outcome, ...(outcome === 'completed' ? { answers } : {}) }
      expect((await bureau('PUT', `${url}/calls/${uuidv7()}`, body)).statusCode).toBe(200)
    }
  }
  const worked = (await bureau('GET', url)).json() as SurveyView
  expect(worked.tally.open).toBe(0)
  await signInAs('bureau')
  await page.goto(`${desk.address}/desk/surveys?survey=${id}`)
  await button('结束回访').click()
  await dialog().getByRole('button', { name: '结束回访' }).click()
  await page.getByText('已结束').first().waitFor()
  await page.getByText('95% 置信区间').first().waitFor()
  await lookAt(page, 'surveys-results')
  const closed = (await bureau('GET', url)).json() as SurveyView
  expect(closed.words).toContain('医生看得仔细')

  for (const name of ['报告（Excel）', '报告（PDF）']) {
    const coming = page.waitForEvent('download')
    await button(name).click()
    expect(readFileSync(await (await coming).path()).length).toBeGreaterThan(2000)
  }

  // anybody takes the public file and draws again
  await page.context().clearCookies()
  await page.goto(`${desk.address}/surveys?region=350803`)
  await page.getByText(hash).waitFor()
  await lookAt(page, 'surveys-public')
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载抽样文件' }).first().click()
  const path = await (await coming).path()
  let said = ''
  const out = (text: string): void => {
    said += text
  }
  expect(await run(['verify', path, '--hash', hash], { out, err: out }), said).toBe(0)
})

it('shows its table and its form also where nothing is there yet', async () => {
  const { page } = desk
  await page.context().clearCookies()
  await desk.signIn('guangshan')
  await page.goto(`${desk.address}/desk/surveys`)
  await page.getByText('还没有回访').waitFor()
  await lookAt(page, 'surveys-empty')
})
