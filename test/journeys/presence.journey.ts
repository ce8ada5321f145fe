// Who was there: a unit reports from its phone that nobody came, and both bodies have it at their desks at once (SUP-8).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldDuty } from '../../contract/visits-field.ts'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { giveDuties } from '../faults/duties.ts'
import { setUp } from '../faults/phone.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

let phone: Desk
let duty: FieldDuty
beforeAll(async () => {
  phone = await openDesk({ width: 360, height: 640 })
  const bundle = await giveDuties(phone.server, 24)
  const { organisation } = (await (await phone.server.as('hospital'))('GET', '/api/session')).json()
  const found = bundle.duties.find(
    (one) => one.day === bundle.today && one.practitioner.hospital === organisation.name,
  )
  if (!found) throw new Error('nobody of the demonstration hospital has a duty today')
  duty = found
})
afterAll(() => phone.close())

const button = (name: string | RegExp) => phone.page.getByRole('button', { name })
/** The box of the duty on the phone's first page. */
const box = () =>
  phone.page
    .locator('article.f-duty')
    .filter({ hasText: `${duty.practitioner.name} ` })
    .first()
const says = (text: string | RegExp) => phone.page.getByText(text).first().waitFor()

async function atDesk(login: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  const context = await phone.page
    .context()
    .browser()
    ?.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
  if (!context) throw new Error('no browser')
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const desk: Desk = {
    ...phone,
    page,
    picture: async (name) => {
      await page.waitForTimeout(400)
      await page.screenshot({ path: `test/output/journey/presence-${name}.png` })
    },
  }
  await page.goto(`${phone.address}/desk`)
  await page.getByLabel('账号', { exact: true }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.getByRole('button', { name: /^账号 / }).waitFor()
  await work(desk)
  await context.close()
}

describe('nobody came', () => {
  it('is reported by the unit’s phone without a network, and sent when there is one', async () => {
    await phone.page.goto(`${phone.address}/field/`)
    await setUp(phone.page, 'unit')
    await phone.page.context().setOffline(true)
    await box().getByRole('button', { name: '没有来' }).click()
    await phone.page.getByLabel('情况（可不填）').fill('电话没有人接')
    await button(/报告未到岗/).click()
    await says(/✓ 没有来/)
    await says(/1 条待上传/)
    await phone.picture('absent')
    await phone.page.context().setOffline(false)
    await says('已全部上传')
  })
  it.each(['bureau', 'hospital'])(
    'reaches %s: a bell with a count, the page, the duty, read apart',
    async (login) => {
      await atDesk(login, async (desk) => {
        const { page } = desk
        await page.getByRole('button', { name: '通知，1 条未阅' }).click()
        await page
          .getByText(/未到岗/)
          .first()
          .waitFor()
        await desk.picture(`${login}-bell`)
        expect(await accessibilityFaults(page)).toEqual([])
        await page.getByRole('link', { name: '全部通知' }).click()
        await page.getByRole('heading', { name: '通知' }).waitFor()
        await desk.picture(`${login}-notices`)
        expect(await accessibilityFaults(page)).toEqual([])
        await page.getByRole('button', { name: '查看' }).click()
        await page.getByText('受援单位报告未到岗').first().waitFor()
        await page.getByRole('button', { name: '通知，没有未阅' }).waitFor()
        await desk.picture(`${login}-duty`)
        expect(await page.getByText(duty.practitioner.name).count()).toBeGreaterThan(0)
      })
    },
  )
})
