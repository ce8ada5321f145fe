// The account of service that counts towards promotion: the doctor reads it on the phone and objects, the bureau answers and
// issues a certificate, anybody checks it (ASM-5, ASM-6).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run as verify } from '../../cli/certificate.ts'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

const PIN = '240520'
let desk: Desk
let phone: Page
let name: string
let code: string
beforeAll(async () => {
  desk = await openDesk()
  name = (await (await desk.server.as('doctor'))('GET', '/api/my/credit')).json().practitioner.name
})
afterAll(() => desk.close())

it('the doctor reads her account on the phone and objects to a day', async () => {
  phone = await desk.secondPhone()
  await phone.setViewportSize({ width: 360, height: 640 })
  await phone.goto(`${desk.address}/field/`)
  await phone.getByLabel('账号').fill('doctor')
  await phone.getByLabel('密码').fill(DEMO_PASSWORD)
  await phone.getByLabel('PIN').fill(PIN)
  await phone.getByLabel('再输一遍').fill(PIN)
  await phone.getByRole('button', { name: '设好，开始使用' }).click()
  await phone.getByText('已全部上传').waitFor()
  await phone.getByRole('button', { name: '我的', exact: true }).click()
  const card = phone.getByRole('region', { name: '基层服务' })
  await card.getByText(/基层服务 \d+ 天，\d+ 人次/).waitFor()
  await card.getByRole('button', { name: '有一天不对' }).click()
  await card.getByLabel('哪里不对').fill('那天下午也在，只记了上午')
  await card.scrollIntoViewIfNeeded()
  expect(await accessibilityFaults(phone)).toEqual([])
  await phone.screenshot({ path: join(projectRoot, 'test/output/journey/field-credit.png') })
  await card.getByRole('button', { name: '提交异议' }).click()
  await card.getByText('已提交，卫健局会答复').waitFor()
})

it('the bureau sees who is short, answers the objection and issues a certificate', async () => {
  const { page } = desk
  await desk.signIn('bureau')
  await page.goto(`${desk.address}/desk/assessments`)
  await page.getByText('1 条异议').waitFor()
  await lookAt(page, 'credit-list')
  await page.getByRole('button', { name, exact: true }).click()
  const drawer = page.getByRole('dialog').filter({ hasText: `${name}的基层服务` })
  await drawer.getByRole('button', { name: /^答\s*复$/ }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '成立的，请按原来的途径改正' })
  await dialog.getByText('不成立').click()
  await dialog.getByRole('textbox').fill('经与受援单位核实，当天下午未到岗')
  await dialog.getByRole('button', { name: /^答\s*复$/ }).click()
  await drawer.getByText('经与受援单位核实，当天下午未到岗').waitFor()
  await lookAt(page, 'credit-account')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `出具证明 ${name}` }).click()
  const issue = page.getByRole('dialog').filter({ hasText: '出具基层服务证明' })
  await lookAt(page, 'credit-issue')
  await issue.getByRole('button', { name: /^保\s*存$/ }).click()
  const pending = issue.getByLabel('不含待确认的人次，现在出具')
  if (await pending.count()) {
    await issue.getByText(/待受援单位确认，不会写进证明/).waitFor()
    await pending.check()
    await issue.getByRole('button', { name: /^保\s*存$/ }).click()
  }
  await page.getByText(/已出具 永定区基层服务〔2024〕1号/).waitFor()
})

it('holds offline, and anybody checks it by its code', async () => {
  const { page } = desk
  const send = await desk.server.as('bureau')
  const doctor = (await (await desk.server.as('doctor'))('GET', '/api/my/credit')).json().practitioner.id
  const made = await send('POST', '/api/regions/350803/certificates', {
    practitionerId: doctor,
    from: '2024-01-01',
    to: '2024-05-20',
    withoutPending: true,
  })
  expect(made.statusCode, made.body).toBe(200)
  code = made.json().checkCode
  await page.goto(`${desk.address}/desk/assessments?doctor=${doctor}`)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: /^PDF .*2号/ }).click()
  const path = await (await coming).path()
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
  let said = ''
  const take = (text: string): void => {
    said += text
  }
  expect(await verify(['verify', path], { out: take, err: take }), said).toBe(0)
  await page.goto(`${desk.address}/certificates`)
  await page.getByLabel('证明上的校验码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '核对' }).click()
  await page.getByRole('heading', { name: '有效' }).waitFor()
  await page.getByText(made.json().number).waitFor()
  await lookAt(page, 'certificate-page')
})
