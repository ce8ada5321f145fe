// A photograph from the phone to the desk: taken without a network, sent after its day, seen by the unit; the desk adds
// one of its own and takes it out again.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldBundle } from '../../contract/visits-field.ts'
import { giveDuties, LOGIN } from '../faults/duties.ts'
import { fillDay, setUp } from '../faults/phone.ts'
import { photographOf } from '../faults/photos.ts'
import { chance } from '../faults/random.ts'
import { accessibilityFaults } from './axe.ts'
import { type Desk, openDesk } from './desk.ts'

let desk: Desk
let bundle: FieldBundle
beforeAll(async () => {
  desk = await openDesk({ width: 360, height: 640 })
  bundle = await giveDuties(desk.server, 2)
})
afterAll(() => desk.close())

const photos = async () => {
  const now: FieldBundle = (await (await desk.server.as(LOGIN))('GET', '/api/field-bundle')).json()
  return now.cards.flatMap((card) => card.photos)
}
const file = (number: number) => ({
  name: 'IMG.png',
  mimeType: 'image/png',
  buffer: photographOf(number, chance(number)),
})

it('is taken on the phone without a network and sent after its day', async () => {
  const { page } = desk
  const duty = bundle.duties[0]
  if (!duty) throw new Error('no duty')
  await page.goto(`${desk.address}/field/`)
  await setUp(page, LOGIN)
  await page.context().setOffline(true)
  await fillDay(page, { duty, number: 1, count: 18, photo: photographOf(1, chance(1)) })
  const choose = page.getByLabel('拍照或选照片')
  await choose.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') })
  await page.getByText('这个文件打不开').waitFor()
  await choose.setInputFiles(file(2))
  await page.getByRole('img', { name: '第 2 张照片' }).waitFor()
  await page.getByRole('button', { name: '删除 第 2 张照片' }).click()
  await desk.picture('photo-phone')
  await page.getByRole('button', { name: /^提交$/ }).click()
  await page.getByText('照片 1').waitFor()
  await page.getByRole('button', { name: '确认提交' }).click()
  await page.getByText('1 条、1 张照片待上传').waitFor()
  await page.context().setOffline(false)
  await page.getByText('已全部上传').waitFor()
  expect(await photos()).toMatchObject([{ arrived: true, kind: 'work' }])
})

it('is seen on the desk, which adds one of its own and takes it out again', async () => {
  const { page } = desk
  await page.setViewportSize({ width: 1440, height: 900 })
  const card = (
    (await (await desk.server.as(LOGIN))('GET', '/api/field-bundle')).json() as FieldBundle
  ).cards.find((one) => one.photos.length > 0)
  await page.goto(`${desk.address}/desk/cards/${card?.regionId}/${card?.id}`)
  const first = page.getByRole('img', { name: '第 1 张照片' })
  await first.scrollIntoViewIfNeeded()
  expect(await first.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640)
  await page.getByLabel('添加照片').setInputFiles(file(3))
  await page.getByRole('img', { name: '第 2 张照片' }).waitFor()
  // the button changes its colour slowly once there is something to save
  await page.waitForTimeout(500)
  expect(await accessibilityFaults(page)).toEqual([])
  await desk.picture('photo-desk')
  await page.getByRole('button', { name: /提\s*交/ }).click()
  await expect.poll(async () => (await photos()).map((one) => one.arrived)).toEqual([true, true])
  await page.getByRole('button', { name: '删除 第 2 张照片' }).click()
  await page.getByRole('button', { name: /提\s*交/ }).click()
  await expect.poll(async () => (await photos()).length).toBe(1)
})
