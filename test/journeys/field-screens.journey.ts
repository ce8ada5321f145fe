// Each screen of the phone at 360 × 640 under axe: no fault. XUNZHEN_PICTURES=1 renews docs/pictures/field-*.png.
import { join } from 'node:path'
import jsQR from 'jsqr'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldBundle, FieldDuty } from '../../contract/visits-field.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { giveDuties, LOGIN } from '../faults/duties.ts'
import { fillDay, setUp, unlock } from '../faults/phone.ts'
import { photographOf } from '../faults/photos.ts'
import { chance } from '../faults/random.ts'
import { canvasOrNone, picture } from '../fixtures/sheets/golden.ts'
import { inProgramme } from '../harness/server.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
let bundle: FieldBundle
beforeAll(async () => {
  desk = await openDesk({ width: 360, height: 640 })
  bundle = await giveDuties(desk.server, 30)
})
afterAll(() => desk.close())

const button = (name: string | RegExp) => desk.page.getByRole('button', { name })

/** `at`: what the picture is about, where that stands further down. */
async function look(screen: string, at?: string): Promise<void> {
  const { page } = desk
  await page.waitForTimeout(300)
  expect.soft(await accessibilityFaults(page), screen).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0)
  await page.evaluate((part) => {
    if (part) document.querySelector(part)?.scrollIntoView({ block: 'center' })
    else scrollTo(0, 0)
  }, at)
  const path = join(projectRoot, 'docs', 'pictures', `field-${screen}.png`)
  if (process.env.XUNZHEN_PICTURES) await page.screenshot({ path })
}

/** The code on the phone's screen is read by another program, and leads a trainee without JavaScript to the list. */
async function signInToTraining(duty: FieldDuty): Promise<void> {
  const { page } = desk
  const box = page.locator('article.f-duty').filter({ hasText: `${duty.practitioner.name} ` })
  await box.getByRole('button', { name: '培训签到' }).first().click()
  const code = page.getByRole('img', { name: '培训签到二维码' })
  const canvas = await canvasOrNone()
  if (canvas) {
    const image = await canvas.loadImage(await code.screenshot())
    const surface = canvas.createCanvas(image.width, image.height)
    surface.getContext('2d').drawImage(image, 0, 0)
    const { data } = surface.getContext('2d').getImageData(0, 0, image.width, image.height)
    const address = jsQR.default(new Uint8ClampedArray(data), image.width, image.height)?.data ?? ''
    const context = await page
      .context()
      .browser()
      ?.newContext({
        javaScriptEnabled: false,
        viewport: { width: 360, height: 640 },
      })
    const trainee = await context?.newPage()
    if (!trainee) throw new Error('the browser is gone')
    await trainee.goto(desk.address + new URL(address).pathname)
    await trainee.getByLabel('姓名').fill('试学员')
    await trainee.getByLabel('单位（村卫生所）').fill('下寨村卫生所')
    if (process.env.XUNZHEN_PICTURES)
      await trainee.screenshot({ path: join(projectRoot, 'docs', 'pictures', 'attendance-page.png') })
    await trainee.getByRole('button', { name: '签到' }).click()
    await trainee.getByText('签到成功').waitFor()
    await context?.close()
    await button('刷新').click()
    await page.getByText('试学员').waitFor()
  }
  await page.context().setOffline(true)
  await page.getByLabel('姓名').fill('补一位')
  await page.getByLabel('单位（村卫生所）').fill('上寨村卫生所')
  await button('补签到').click()
  await page.locator('.f-list').getByText('补一位').waitFor()
  await look('attendance')
  await page.context().setOffline(false)
  await button(/^返回$/).click()
  await page.getByText('已全部上传').waitFor()
}

/** A picture of the printed sheet opens the same day, read on the phone itself. */
async function readSheet(duty: FieldDuty): Promise<void> {
  const { page } = desk
  const canvas = await canvasOrNone()
  if (!canvas) return
  const query = `month=${duty.day.slice(0, 7)}&dutyId=${duty.dutyId}`
  const pdf = await (await desk.server.as(LOGIN))('GET', `${inProgramme}/paper-cards.pdf?${query}`)
  const sheet = await picture(canvas, new Uint8Array(pdf.rawPayload), 1600)
  await page.getByText('录入纸质卡').click()
  await page
    .getByLabel('拍二维码识别')
    .setInputFiles({ name: 'sheet.png', mimeType: 'image/png', buffer: Buffer.from(sheet) })
  await page.getByText('这一天已有电子记录').waitFor()
  await button('先存着').click()
}

it('shows no fault to axe on any screen of the phone', async () => {
  const { page } = desk
  const duty = bundle.duties.find((one) => one.day === bundle.today)
  if (!duty) throw new Error('no duty today')
  await page.goto(`${desk.address}/field/`)
  await page.getByLabel('账号').waitFor()
  await look('set-up')
  await setUp(page, LOGIN)
  await look('today')
  await signInToTraining(duty)
  await fillDay(page, { duty, number: 1, count: 18, photo: photographOf(1, chance(1)) })
  await button(/^按签到名单/).click()
  await page.getByLabel('其他服务').fill('为老年人测血压')
  await page.getByText('更多', { exact: true }).click()
  await look('card')
  await look('photos', '.f-photos')
  expect(await page.getByLabel('电话（只用于回访）').count(), 'no number without a purpose').toBe(0)
  await button('电话回访').click()
  await page.getByLabel('电话（只用于回访）').fill('13800000123')
  await button('要念给本人听的说明').click()
  await look('consents', '.f-toggles')
  await button('要念给本人听的说明').click()
  await button(/^提交$/).click()
  await page.getByText('请核对').waitFor()
  await look('summary')
  await button('确认提交').click()
  await page.getByText('已保存，有网后自动上传').waitFor()
  await page.getByText('已全部上传').waitFor()
  await button('查看或修改').first().click()
  await page.getByText('群众要求撤回同意').click()
  await button(/^撤回同意 /).click()
  await look('withdrawal', '[role=alertdialog]')
  await page.getByRole('alertdialog').getByRole('button', { name: '撤回同意' }).click()
  await button('先存着').click()
  await page.getByText('已全部上传').waitFor()
  const unit = await desk.server.as(LOGIN)
  const { cards }: FieldBundle = (await unit('GET', '/api/field-bundle')).json()
  const [person] = cards.find((card) => card.dutyId === duty.dutyId)?.beneficiaries ?? []
  expect(person).toMatchObject({ phone: null, consents: [{ purpose: 'survey', state: 'withdrawn' }] })
  await button('安排').click()
  await look('schedule')
  await page.getByText('录入纸质卡').click()
  await page.getByLabel('纸上的编号').fill('0101-zzzz')
  await button('打开这一天').click()
  await page.getByText('本机前后两周里没有这张卡').waitFor()
  await page.getByLabel('纸上的编号').fill(duty.paper?.code.toLowerCase() ?? '')
  await look('paper', '.f-paper')
  await button('打开这一天').click()
  await page.getByText('这一天已有电子记录').waitFor()
  await button('先存着').click()
  await readSheet(duty)
  await button('我的').click()
  await look('mine')
  await page.reload()
  await page.getByText(/请输入 PIN/).waitFor()
  await look('gate')
  await unlock(page)
})
