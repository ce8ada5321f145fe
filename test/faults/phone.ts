// A phone in a doctor's hand: the field pages in a real browser whose folder outlives it, driven by what stands on them.
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import type { FieldDuty } from '../../contract/visits-field.ts'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { dayWords } from '../../web/shell/format.ts'
import { browserOptions } from '../harness/browser.ts'
import { killOn } from './profile.ts'

const PIN = '240520'
/** What is typed into the fields that name people or speak freely: to be found nowhere in the browser's folder. */
export const CANARIES = ['机密居民', '机密备注', '机密村组', '机密随访', DEMO_PASSWORD]

export type Phone = {
  page: Page
  /** The same pages once more, in another tab. */
  secondTab: () => Promise<Page>
  kill: () => Promise<number>
  close: () => Promise<void>
}

export async function openPhone(folder: string, address: string, offline: boolean): Promise<Phone> {
  const context: BrowserContext = await chromium.launchPersistentContext(folder, {
    ...browserOptions(),
    viewport: { width: 360, height: 640 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const close = (): Promise<void> => context.close()
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(20_000)
  await context.setOffline(offline)
  await page.goto(`${address}/field/`)
  return {
    page,
    secondTab: async () => {
      const other = await context.newPage()
      await other.goto(`${address}/field/`)
      return other
    },
    close,
    kill: async () => {
      const count = killOn(folder)
      await close().catch(() => undefined)
      return count
    },
  }
}

const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name })

/** Signs in, sets the PIN, waits until the pages are kept for starting without a network. */
export async function setUp(page: Page, login: string): Promise<void> {
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(DEMO_PASSWORD)
  await page.getByLabel('PIN').fill(PIN)
  await page.getByLabel('再输一遍').fill(PIN)
  await button(page, '设好，开始使用').click()
  await page.getByText('已全部上传').waitFor()
  await page.locator('article.f-duty').first().waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('PIN').fill(PIN)
  await button(page, '打开').click()
  await page.locator('output.f-sync').waitFor()
}

/** How many the sync line says are waiting, once it says so steadily. */
export async function waitingOn(page: Page, atLeast: number): Promise<number> {
  const line = page.locator('output.f-sync')
  const read = async (): Promise<number> => Number(/(\d+) 条/.exec(await line.innerText())?.[1] ?? 0)
  const until = Date.now() + 8_000
  let found = await read()
  for (let steady = 0; steady < 5 && Date.now() < until; ) {
    await page.waitForTimeout(100)
    const now = await read()
    steady =
      now === found && now >= atLeast && !(await line.innerText()).includes('正在上传') ? steady + 1 : 0
    found = now
  }
  return found
}

const boxOf = (page: Page, duty: FieldDuty): Locator =>
  page
    .locator('article.f-duty')
    .filter({ hasText: dayWords(duty.day, 'zh', duty.day.slice(0, 4)) })
    .filter({ hasText: `${duty.practitioner.name} ` })

/** Whether the first page offers this day as one nobody has written yet. */
export const looksUnwritten = async (page: Page, duty: FieldDuty): Promise<boolean> =>
  (await button(boxOf(page, duty), /记录这一天|接着填/).count()) > 0

/** Hands in what stands on the card, and waits until the phone calls it saved. */
async function handIn(page: Page): Promise<void> {
  await button(page, /^提交$/).click()
  await button(page, '确认提交').click()
  await page.getByText('已保存，有网后自动上传').waitFor()
}

export type DayWork = { duty: FieldDuty; number: number; count: number; photo: Buffer | null }

/** Fills a day in; what a killed browser left half done is gone on with. */
export async function fillDay(page: Page, { duty, number, count, photo }: DayWork): Promise<void> {
  await button(boxOf(page, duty), /记录这一天|接着填/).click()
  await page.getByLabel('门诊诊疗', { exact: true }).fill(String(count))
  const name = page.getByLabel('姓名')
  if ((await name.count()) === 0) await button(page, /加一位/).click()
  await name.fill(`机密居民${number}`)
  const place = page.getByLabel('地点（村、组）')
  if ((await place.count()) === 0) await button(page, /加一次上门/).click()
  await place.fill(`机密村组${number}`)
  await page.getByLabel('做了什么').fill(`机密随访${number}`)
  if (photo && (await page.locator('.f-photos li').count()) === 0) {
    const file = { name: `IMG_${number}.png`, mimeType: 'image/png', buffer: photo }
    await page.getByLabel('拍照或选照片').setInputFiles(file)
    await page.locator('.f-photos img').waitFor()
  }
  await page.getByText('更多', { exact: true }).click()
  await page.getByLabel('其他服务').fill(`机密备注${number}`)
}

export async function recordDay(page: Page, work: DayWork): Promise<void> {
  await fillDay(page, work)
  await handIn(page)
}

/** Opens a day that was handed in, from the first page when it is today's, else from the list of days. */
async function reopen(
  page: Page,
  duty: FieldDuty,
  duties: readonly FieldDuty[],
  today: string,
): Promise<void> {
  if (duty.day === today) {
    await button(boxOf(page, duty), '查看或修改').click()
    return
  }
  await button(page, '安排').click()
  const written = duties.filter((one) => one.day < today).toReversed()
  await page.locator('.f-list li button').nth(written.indexOf(duty)).click()
}

export async function changeDay(
  page: Page,
  duty: FieldDuty,
  { duties, today, count }: { duties: readonly FieldDuty[]; today: string; count: number },
): Promise<void> {
  await reopen(page, duty, duties, today)
  await page.getByLabel('门诊诊疗', { exact: true }).fill(String(count))
  await handIn(page)
  await button(page, '今天').click()
}
