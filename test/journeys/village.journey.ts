// A village clinic's phone: a need recorded without a network in a few taps, a like one asked about, one withdrawn; the
// township's unit sees it at its desk (ORD-1). XUNZHEN_PICTURES=1 renews docs/pictures/field-village*.png.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

const PIN = '240520'
let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ width: 360, height: 640 })
})
afterAll(() => desk.close())

const button = (name: string | RegExp) => desk.page.getByRole('button', { name })
const says = (text: string | RegExp) => desk.page.getByText(text).first().waitFor()
async function look(screen: string): Promise<void> {
  const { page } = desk
  await page.waitForTimeout(300)
  expect.soft(await accessibilityFaults(page), screen).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0)
  const path = join(projectRoot, 'docs', 'pictures', `${screen}.png`)
  if (process.env.XUNZHEN_PICTURES) await page.screenshot({ path })
}

it('records a need offline in few taps, asks about a like one, withdraws, and is seen at the township', async () => {
  const { page } = desk
  await page.goto(`${desk.address}/field/`)
  await page.getByLabel('账号').fill('village')
  await page.getByLabel('密码').fill(DEMO_PASSWORD)
  await page.getByLabel('PIN').fill(PIN)
  await page.getByLabel('再输一遍').fill(PIN)
  await button('设好，开始使用').click()
  await says('糖尿病多年，脚上伤口不好')
  await says('谁来我镇坐诊')
  await look('field-village')
  await page.context().setOffline(true)
  let taps = 0
  const tap = async (name: string | RegExp): Promise<void> => {
    await button(name).click()
    taps++
  }
  await tap(/登记需求/)
  await tap('慢性病人')
  await page.getByLabel('什么问题（几个字，不写姓名电话）').fill('中风后半年，手不灵便')
  taps++
  await page.getByLabel('想看哪一科').selectOption({ label: '内科' })
  taps++
  await tap('上门')
  await look('field-village-form')
  await tap('保存')
  await says('已登记，有网后自动上传')
  await says(/1 条待上传/)
  expect(taps).toBeLessThanOrEqual(6)
  await tap(/登记需求/)
  await page.getByLabel('什么问题（几个字，不写姓名电话）').fill('膝盖疼，下楼困难')
  await tap('保存')
  await says('以前登记过类似的需求，是同一件事吗？')
  await look('field-village-double')
  await button('取消').click()
  await button('撤回 膝盖疼，下楼困难').last().click()
  await page.getByLabel('为什么撤回').fill('与前一条是同一个人')
  await page.getByRole('alertdialog').getByRole('button', { name: '撤回' }).click()
  await says(/2 条待上传/)
  await page.reload()
  await page.getByLabel('PIN').fill(PIN)
  await button('打开').click()
  await says('中风后半年，手不灵便')
  await says('已撤回：与前一条是同一个人')
  await page.context().setOffline(false)
  await says('已全部上传')
  await button('安排').click()
  await says('近两周没有安排')
  expect(await page.getByText('录入纸质卡').count()).toBe(0)

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.context().clearCookies()
  await desk.signIn('unit')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '记录' }).click()
  await page.getByRole('link', { name: '村里的需求' }).click()
  await says(/条待查看/)
  await says(/中风后半年，手不灵便/)
  await desk.picture('village-orders')
  expect(await accessibilityFaults(page)).toEqual([])
  await button(/^查看联系方式/).click()
  await page.getByRole('dialog').getByRole('textbox').fill('通知看病时间')
  await page.getByRole('dialog').getByRole('button', { name: '查看联系方式' }).click()
  expect(await page.locator('a[href^="tel:"]').innerText()).toBe('13800000618')
})
