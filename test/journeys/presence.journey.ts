// Who was there: a unit reports from its phone that nobody came, and both bodies have it at their desks at once (SUP-8); the
// unit's phone shows its code without a network, the doctor's reads it without one, and the desk weighs it (SCH-3); what is
// forgotten is made up, what contradicts is settled.
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldBundle, FieldDuty } from '../../contract/visits-field.ts'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { giveDuties } from '../faults/duties.ts'
import { setUp } from '../faults/phone.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

let phone: Desk
/** One of the demonstration hospital's doctors, who does not come; and the demonstration doctor, who does. */
let missed: FieldDuty
let kept: FieldDuty
const HERE = { longitude: 116.81, latitude: 24.81, accuracy: 30 }
beforeAll(async () => {
  phone = await openDesk({ width: 360, height: 640 })
  const bundle = await giveDuties(phone.server, 24)
  const { organisation } = (await (await phone.server.as('hospital'))('GET', '/api/session')).json()
  const mine: FieldBundle = (await (await phone.server.as('doctor'))('GET', '/api/field-bundle')).json()
  const own = mine.duties.find((one) => one.day === bundle.today)
  const other = bundle.duties.find(
    (one) =>
      one.day === bundle.today &&
      one.practitioner.hospital === organisation.name &&
      one.practitioner.id !== own?.practitioner.id,
  )
  if (!own || !other) throw new Error('no duty today')
  missed = other
  kept = own
  await phone.server.services.db
    .updateTable('organisations')
    .set({ longitude: HERE.longitude, latitude: HERE.latitude })
    .where('id', '=', own.unit.id)
    .execute()
})
afterAll(() => phone.close())

/** The box of a duty on a phone's first page. */
const box = (page: Page, duty: FieldDuty) =>
  page
    .locator('article.f-duty')
    .filter({ hasText: `${duty.practitioner.name} ` })
    .first()
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  expect.soft(await accessibilityFaults(page), name).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
  await page.screenshot({ path: join(projectRoot, 'test', 'output', 'journey', `presence-${name}.png`) })
  if (process.env.XUNZHEN_PICTURES && name.startsWith('field-'))
    await page.screenshot({ path: join(projectRoot, 'docs', 'pictures', `${name}.png`) })
}

/** Another person's own browser. */
async function elsewhere(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await phone.page
    .context()
    .browser()
    ?.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
  if (!context) throw new Error('no browser')
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  try {
    await work(page)
  } finally {
    await context.close()
  }
}
const atDesk = (login: string, work: (page: Page) => Promise<void>, width = 1440): Promise<void> =>
  elsewhere({ viewport: { width, height: 900 } }, async (page) => {
    await page.goto(`${phone.address}/desk`)
    await page.getByLabel('账号', { exact: true }).fill(login)
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD)
    await page.getByRole('button', { name: /登\s*录/ }).click()
    await page.getByRole('button', { name: /^账号 / }).waitFor()
    await work(page)
  })
const toPresence = async (page: Page): Promise<void> => {
  await page.goto(`${phone.address}/desk/cards/presence`)
  await page.getByText(/共 \d+ 条/).waitFor()
}
const row = (page: Page, duty: FieldDuty) =>
  page.locator('tr.ant-table-row').filter({ hasText: duty.practitioner.name }).first()

describe('nobody came', () => {
  it('is reported by the unit’s phone without a network, and sent when there is one', async () => {
    const { page } = phone
    await page.goto(`${phone.address}/field/`)
    await setUp(page, 'unit')
    await page.context().setOffline(true)
    const duty = box(page, missed)
    await duty.getByRole('button', { name: '没有来' }).click()
    await duty.getByLabel('情况（可不填）').fill('电话没有人接')
    await duty.getByRole('button', { name: /报告未到岗/ }).click()
    await says(page, /✓ 没有来/)
    await says(page, /1 条待上传/)
    await look(page, 'absent')
    await page.context().setOffline(false)
    await says(page, '已全部上传')
  })
  it.each(['bureau', 'hospital'])(
    'reaches %s: a bell with a count, the page, the duty, read apart',
    (login) =>
      atDesk(login, async (page) => {
        // reminders of reports stand beside it; this is the newest
        const bell = page.getByRole('button', { name: /^通知，\d+ 条未阅$/ })
        const unseen = Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0])
        await bell.click()
        await says(page, /未到岗/)
        await look(page, `${login}-bell`)
        await page.getByRole('link', { name: '全部通知' }).click()
        await page.getByRole('heading', { name: '通知' }).waitFor()
        await look(page, `${login}-notices`)
        await page
          .getByRole('row')
          .filter({ hasText: '未到岗' })
          .getByRole('button', { name: '查看' })
          .first()
          .click()
        await says(page, '受援单位报告未到岗')
        await says(page, '电话没有人接')
        const left = unseen > 1 ? `通知，${unseen - 1} 条未阅` : '通知，没有未阅'
        await page.getByRole('button', { name: left }).waitFor()
        await look(page, `${login}-duty`)
      }),
  )
})

describe('the code at the place', () => {
  let picture: Buffer
  it('is shown by the unit’s phone without a network', async () => {
    const { page } = phone
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '出示到岗码' }).click()
    const code = page.getByRole('img', { name: /^到岗码 / })
    await code.waitFor()
    expect(await page.locator('.f-digits').innerText()).toMatch(/^\d{4} \d{4}$/)
    await look(page, 'field-code')
    picture = await code.screenshot()
    await page.getByRole('button', { name: '返回 Back' }).click()
    await page.context().setOffline(false)
  })
  it('is read from a picture by the doctor’s phone without a network, with a position she has switched on', () =>
    elsewhere(
      { viewport: { width: 360, height: 640 }, permissions: ['geolocation'], geolocation: HERE },
      async (page) => {
        await page.goto(`${phone.address}/field/`)
        await setUp(page, 'doctor')
        await page.getByRole('button', { name: '我的' }).click()
        await says(page, /30 天后自动删除/)
        await page.getByLabel('开启（自愿）').check()
        await look(page, 'field-position')
        await page.getByRole('button', { name: '今天' }).click()
        await page.context().setOffline(true)
        await look(page, 'field-arrival')
        await page.getByRole('button', { name: '输 8 位码' }).click()
        await page.getByLabel('到岗码（8 位数字）').fill('1234')
        await page.getByRole('button', { name: '用这个码报到' }).click()
        await says(page, /要 8 位数字/)
        const camera = box(page, kept).locator('input[type=file]')
        const shot = (buffer: Buffer) => ({ name: 'code.png', mimeType: 'image/png', buffer })
        await camera.setInputFiles(shot(await page.screenshot()))
        await says(page, /没认出到岗码/)
        await camera.setInputFiles(shot(picture))
        await says(page, '✓ 已扫到岗码')
        await says(page, /✓ 报到/)
        await look(page, 'arrived')
        await page.context().setOffline(false)
        await says(page, '已全部上传')
      },
    ))
  it('goes with an arrival; a departure that was forgotten is made up', () =>
    elsewhere({ viewport: { width: 360, height: 640 } }, async (page) => {
      phone.server.setNow(kept.day, '16:00')
      await page.goto(`${phone.address}/field/`)
      await setUp(page, 'doctor')
      await box(page, kept).getByRole('button', { name: '补记' }).click()
      await page.getByLabel('补什么').selectOption('departure')
      await page.getByLabel('当时的时间（可不填）').fill('15:30')
      await page.getByRole('button', { name: '保存补记' }).click()
      await says(page, '请写明原因')
      await page.getByLabel('原因', { exact: true }).fill('下村出诊，直接回院')
      await look(page, 'field-made-up')
      await page.getByRole('button', { name: '保存补记' }).click()
      await says(page, '✓ 补记离岗')
      await says(page, '已全部上传')
    }))
  it('is weighed at the desk, part by part', () =>
    atDesk('bureau', async (page) => {
      await toPresence(page)
      const duty = row(page, kept)
      await duty.getByRole('button', { name: /展开|Expand/ }).click()
      await says(page, '到岗码相符')
      await says(page, '位置在附近')
      await says(page, '下村出诊，直接回院')
      await duty.getByRole('button', { name: / \/ 100$/ }).hover()
      await says(page, '扫受援单位到岗码')
      await look(page, 'desk-evidence')
    }))
  it('hangs on the wall where there is no screen, printed for the month', () =>
    atDesk('unit', async (page) => {
      await page.goto(`${phone.address}/desk/cards/site-code`)
      await page.getByRole('img', { name: /^到岗码 / }).waitFor()
      await page.getByRole('img', { name: /^2024-06 到岗码 / }).waitFor()
      await look(page, 'desk-code')
      await page.emulateMedia({ media: 'print' })
      await page.screenshot({
        path: join(projectRoot, 'test', 'output', 'journey', 'presence-desk-print.png'),
      })
    }))
})

describe('a contradiction', () => {
  it('is counted, settled with a note, and found again among the settled', () =>
    atDesk('bureau', async (page) => {
      // the unit says present after all: both words stand against each other
      const said = await (await phone.server.as('unit'))(
        'PUT',
        `/api/regions/${missed.regionId}/presence/01a00000-0000-7000-8000-00000000000a/witness`,
        { dutyId: missed.dutyId, verdict: 'present' },
      )
      expect(said.statusCode, said.body).toBe(204)
      await toPresence(page)
      await page.getByText('待核实 1').click()
      await look(page, 'desk-open')
      await row(page, missed).getByRole('button', { name: '核实' }).click()
      await page.getByRole('dialog').getByRole('textbox').fill('电话核实：医师迟到一小时，已到岗')
      await look(page, 'desk-settle')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /核\s*实/ })
        .click()
      await says(page, '没有待核实的矛盾')
      await page.getByText('已核实 1').click()
      await row(page, missed)
        .getByRole('button', { name: /展开|Expand/ })
        .click()
      await says(page, '电话核实：医师迟到一小时，已到岗')
      await look(page, 'desk-settled')
      await page.getByRole('button', { name: '到岗设置' }).click()
      await page.getByLabel('位置保存天数').fill('14')
      await look(page, 'desk-settings')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /保\s*存/ })
        .click()
      await says(page, '已保存')
    }))
  it('fits a phone’s width at the desk too', () =>
    atDesk(
      'hospital',
      async (page) => {
        await toPresence(page)
        await look(page, 'desk-narrow')
        await page.goto(`${phone.address}/desk/notices`)
        await page.getByRole('heading', { name: '通知' }).waitFor()
        await look(page, 'notices-narrow')
      },
      390,
    ))
})
