// The bureau's clerk sets a group robot and the mail server, sees a test arrive at real receivers on this machine, and deals
// with a robot that is gone: nothing is lost, the reason stands on the desk, one key press tries again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MailFixture, startMailServer } from '../fixtures/mail-server.ts'
import { type ReceiverFixture, says, startReceiver } from '../fixtures/receiver.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
let group: ReceiverFixture
let mail: MailFixture
beforeAll(async () => {
  desk = await openDesk()
  group = await startReceiver()
  mail = await startMailServer()
})
afterAll(async () => {
  await desk.close()
  await group.close()
  await mail.close()
})

const look = (name: string): Promise<void> => lookAt(desk.page, `notices-${name}`)
const button = (name: string | RegExp) => desk.page.getByRole('button', { name })
const dialog = () => desk.page.getByRole('dialog')
const closeDialog = async (): Promise<void> => {
  await dialog()
    .getByRole('button', { name: /关\s*闭/ })
    .last()
    .click()
  await dialog().waitFor({ state: 'hidden' })
}
const choose = async (label: string, option: string): Promise<void> => {
  await dialog().getByLabel(label, { exact: true }).click()
  await desk.page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click()
}

describe('channels', () => {
  it('are none to begin with, and the page says that nothing leaves', async () => {
    await desk.signIn('bureau')
    await desk.page.goto(`${desk.address}/desk/settings/channels`)
    await desk.page.getByText('还没有渠道').waitFor()
    await look('none')
    await desk.page.goto(`${desk.address}/desk/settings/outbox`)
    await desk.page.getByText('这里没有通知').waitFor()
    await look('outbox-none')
  })
  it('get a group robot, whose test arrives', async () => {
    const { page } = desk
    await page.goto(`${desk.address}/desk/settings/channels`)
    await button('添加渠道').click()
    await dialog()
      .getByLabel('机器人地址')
      .fill(`${group.address}/cgi-bin/webhook/send?key=synthetic-robot-key`)
    await dialog().getByLabel('名称').fill('医政股值班群')
    await look('add')
    await dialog()
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await button('发送测试 医政股值班群').click()
    await dialog().getByText('测试消息已发出').waitFor()
    expect(group.received.map(({ body }) => JSON.parse(body).text.content)).toEqual([
      expect.stringContaining('测试消息'),
    ])
    await look('test-sent')
    await closeDialog()
    expect(await page.content()).not.toContain('synthetic-robot-key')
  })
  it('get the county’s mail server and an address, whose test arrives', async () => {
    const { page } = desk
    await button('设置 邮件服务器').click()
    await choose('加密方式', '不加密')
    await dialog().getByLabel('服务器地址').fill('127.0.0.1')
    await dialog().getByLabel('端口').fill(String(mail.port))
    await dialog().getByLabel('发件地址').fill('xunzhen@example.cn')
    await dialog().getByLabel('发件人名称').fill('永定区卫健局')
    await look('mail-server')
    await dialog()
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.getByText(`127.0.0.1:${mail.port}`).waitFor()
    await button('添加渠道').click()
    await choose('方式', '邮箱')
    await dialog().getByLabel('收件邮箱').fill('office@example.cn')
    await dialog().getByLabel('名称').fill('医政股邮箱')
    await dialog()
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await button('发送测试 医政股邮箱').click()
    await dialog().getByText('测试消息已发出').waitFor()
    expect(mail.arrived.map(({ to }) => to)).toEqual([['office@example.cn']])
    await closeDialog()
    await look('channels')
  })
  it('say what is wrong with a robot that is gone, and what to do', async () => {
    group.answer(says(200, { errcode: 93000, errmsg: 'invalid webhook url' }))
    await button('发送测试 医政股值班群').click()
    await dialog().getByText('群机器人已不存在或被停用').waitFor()
    await dialog().getByText('在群里重新添加机器人').waitFor()
    await look('test-failed')
    await closeDialog()
  })
})

describe('the outbox', () => {
  it('shows what stopped, tries it again by keyboard, and lets it be given up with a reason', async () => {
    const { page } = desk
    await page.goto(`${desk.address}/desk/settings/outbox`)
    await page.getByText('已停发', { exact: true }).waitFor()
    await page.locator('.ant-segmented-item').filter({ hasText: '需要处理' }).click()
    await page.getByText('群机器人已不存在').waitFor()
    await look('outbox')
    const retry = button(/^重试 企业微信/)
    await retry.focus()
    await page.keyboard.press('Enter')
    await page.getByText('1 条已重新排队').waitFor()
    await page.getByText('群机器人已不存在').waitFor({ timeout: 20_000 })
    await button(/^放弃 企业微信/).click()
    await dialog().getByLabel('理由').fill('群已解散，改用邮箱')
    await dialog()
      .getByRole('button', { name: /放\s*弃/ })
      .click()
    await page.getByText('这里没有通知').waitFor()
    await page.locator('.ant-segmented-item').filter({ hasText: '未发出已了结' }).click()
    await page.getByText('说明：群已解散，改用邮箱').waitFor()
    await page.locator('.ant-segmented-item').filter({ hasText: '全部' }).click()
    await look('outbox-all')
    expect(group.received.length).toBe(3)
  })
})
