// Two boxes and a stick between them (RPT-7): cards are compared, a county's report goes up as a file, comes back returned
// with a comment, goes up again, is accepted; the reviewer's bundle and the reconciliation stand beside it (RPT-2, RPT-8).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/platform/config.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

let desk: Desk
let city: TestServer
let cityUrl = ''
const home = mkdtempSync(join(tmpdir(), 'xunzhen-city-'))
beforeAll(async () => {
  desk = await openDesk()
  city = await startServer({ home, bare: [{ login: 'citybox', role: 'bureau', division: '3508' }] })
  cityUrl = await city.app.listen({ host: '127.0.0.1', port: 0 })
  for (const server of [desk.server, city]) server.setNow('2024-05-22')
}, 60_000)
afterAll(async () => {
  await desk.close()
  await city.close()
  rmSync(home, { recursive: true })
})

const button = (name: string | RegExp) => desk.page.getByRole('button', { name })
const says = (text: string | RegExp) => desk.page.getByText(text).first().waitFor()
const dialog = () => desk.page.getByRole('dialog')
const look = (name: string): Promise<void> => lookAt(desk.page, `federation-${name}`)
/** Sits down at the county's or the city's desk. */
async function at(box: 'county' | 'city', page: string): Promise<void> {
  const address = box === 'county' ? desk.address : cityUrl
  await leave()
  await desk.page.goto(`${address}/desk`)
  await desk.page.evaluate(() => sessionStorage.clear())
  await desk.page.getByLabel('账号', { exact: true }).fill(box === 'county' ? 'bureau' : 'citybox')
  await desk.page.getByLabel('密码', { exact: true }).fill('demo-2024-xunzhen')
  await button(/登\s*录/).click()
  await desk.page.getByLabel('账号', { exact: true }).waitFor({ state: 'detached' })
  await desk.page.goto(`${address}/desk${page}`)
}
/** Cookies belong to a host, not to its port: one desk at a time. */
const leave = () => desk.page.context().clearCookies()
const cards: Record<string, { card: string; fingerprint: string }> = {}
async function readCard(box: 'county' | 'city'): Promise<void> {
  await at(box, '/reports/exchange')
  await says('本机名片')
  const site = await desk.page.evaluate(async () => (await fetch('/api/federation/site')).json())
  cards[box] = { card: JSON.stringify(site.card), fingerprint: site.fingerprint }
  await says(site.fingerprint)
  await leave()
}
async function trust(box: 'county' | 'city'): Promise<void> {
  const other = cards[box === 'county' ? 'city' : 'county']
  await at(box, '/reports/exchange')
  await desk.page.getByLabel('粘贴对方的名片').fill(other?.card ?? '')
  await desk.page.getByLabel('对方电话里读出的指纹').fill(other?.fingerprint ?? '')
  await button('登记名片').click()
  await says('已登记')
}
async function download(name: string | RegExp): Promise<string> {
  const [file] = await Promise.all([desk.page.waitForEvent('download'), button(name).first().click()])
  return file.path()
}
async function take(path: string, name: string): Promise<void> {
  const buffer = readFileSync(path)
  await desk.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await says(/已接收/)
}
async function submitCounty(): Promise<void> {
  await desk.page.goto(`${desk.address}/desk/reports/chain`)
  await desk.page.locator('.ant-segmented-item', { hasText: '本单位要报' }).click()
  await desk.page.getByLabel('按单位、报送、月份查找').fill('月度工作量 2024年5月')
  await desk.page.getByRole('row').filter({ hasNotText: '补充' }).getByRole('button').last().click()
  await says('办理记录')
  for (const box of await desk.page.getByLabel(/^说明 /).all()) await box.fill('属实')
  await button(/^(提\s*交|重新提交)$/).click()
  await says('已提交')
}
async function packageFile(): Promise<string> {
  await desk.page.goto(`${desk.address}/desk/reports/exchange`)
  await desk.page.getByRole('combobox', { name: '报送' }).click()
  await desk.page.locator('.ant-select-item-option', { hasText: '月度工作量（2024年5月）' }).first().click()
  await button('生成数据包').click()
  await says('未回执')
  return download(/^文件 /)
}

describe('two boxes', () => {
  it('know each other by cards whose fingerprints were compared', async () => {
    await readCard('city')
    await readCard('county')
    await trust('county')
    await look('county-cards')
    await leave()
    await trust('city')
    await leave()
  })
  it('carry a report up, a return with its comment down', async () => {
    await at('county', '/reports/chain')
    await submitCounty()
    const up = await packageFile()
    await look('county-sent')
    await leave()
    await at('city', '/reports/exchange')
    await take(up, '上报.xzp')
    await take(up, '上报.xzp')
    await look('city-taken')
    await desk.page.goto(`${cityUrl}/desk/reports/chain`)
    await button('打开 月度工作量 2024年5月 永定区卫健局（委）')
      .or(button(/去审核|打开 月度工作量 2024年5月 永定区/))
      .first()
      .click()
    await says('办理记录')
    await desk.page.getByLabel('总的意见（可不针对某一格）').fill('附件1与附件3不符，请核对')
    await button('退回修改').click()
    await says('已退回')
    await look('city-returned')
    await desk.page.goto(`${cityUrl}/desk/reports/exchange`)
    const down = await download(/的回执$/)
    await leave()
    await at('county', '/reports/exchange')
    await take(down, '回执.xzp')
    await says(/对方已收/)
    await submitCounty()
    await says('附件1与附件3不符，请核对')
    await look('county-again')
  })
})

describe('for the reviewer', () => {
  it('the reported and the ledger’s numbers stand side by side, a difference opens to its days', async () => {
    await desk.page.goto(`${desk.address}/desk/reports/reconciliation`)
    await says('已报 / 台账（人次）')
    await look('reconciliation')
    await desk.page.locator('.reconcile .differs button').first().click()
    await dialog().getByRole('link', { name: '日志卡' }).first().waitFor()
    await desk.page.keyboard.press('Escape')
  })
  it('takes the bundle away', async () => {
    const path = await download(/^检查资料包/)
    const files = Object.keys(unzipSync(readFileSync(path)))
    expect(files).toContain('index.html')
    expect(files.filter((f) => f.endsWith('.pdf')).length).toBeGreaterThan(1)
    const page = await desk.page.context().newPage()
    const index = unzipSync(readFileSync(path))['index.html']
    await page.setContent(new TextDecoder().decode(index))
    await page.screenshot({ path: join(projectRoot, 'test', 'output', 'journey', 'federation-bundle.png') })
    await page.close()
  })
})
