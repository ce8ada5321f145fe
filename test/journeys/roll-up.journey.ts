// A city reads its counties' numbers from one table, goes down to a county's form, a cell and the day card behind it, and comes
// back (RPT-10, R20); what is collected is counted for a whole city (RPT-7).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { inScope } from '../../server/platform/database.ts'
import { addAccount } from '../../server/rooms/access/door.ts'
import { makeProvince } from '../build/province.ts'
import { type Desk, openDesk } from './desk.ts'
import { lookAt } from './look.ts'

const SIZE = { division: '3508', years: [2024], unitsPerCounty: 4, doctorsPerCounty: 30, daysPerMonth: 6 }
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  await inScope(desk.server.services.db, { kind: 'system' }, async (trx) => {
    await makeProvince(trx, SIZE)
    await addAccount(trx, {
      id: uuidv7(),
      login: 'rollup',
      name: '龙岩市卫健委医政科',
      password: DEMO_PASSWORD,
      role: 'bureau',
      mustChange: false,
      demonstration: true,
      divisionCode: '3508',
      organisationId: null,
      practitionerId: null,
    })
  })
}, 120_000)
afterAll(() => desk.close())

const says = (text: string | RegExp) => desk.page.getByText(text).first().waitFor()

describe('a city’s numbers', () => {
  it('stand county by county, and lead down to the day card', async () => {
    const { page } = desk
    await desk.signIn('rollup')
    await page.goto(`${desk.address}/desk/reports`)
    const table = page.getByRole('table', { name: /逐级汇总/ })
    await table.waitFor()
    expect(await table.getByRole('row').count()).toBe(9)
    await lookAt(page, 'roll-up')
    await desk.click(table.getByRole('button', { name: '永定区' }))
    const sheet = page.getByRole('article')
    await sheet.waitFor()
    const cell = sheet.locator('tbody').getByRole('button').first()
    await desk.click(cell)
    await says(/由下列日志卡汇总/)
    await page.getByRole('dialog').getByRole('link').first().click()
    await page.waitForURL(/\/cards\/350803\//)
    await page.goto(`${desk.address}/desk/reports`)
    await desk.click(page.getByRole('button', { name: '逐级汇总' }))
    await table.waitFor()
  })
  it('is collected level by level, counted on the server', async () => {
    const { page } = desk
    await page.goto(`${desk.address}/desk/reports/completeness`)
    await says('缺报')
    await lookAt(page, 'roll-up-completeness')
  })
})
