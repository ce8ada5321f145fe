// The short form of `npm run faults:offline`: twelve days on a phone that dies three times, told over a bad network;
// and one death at the worst moment, which chance would hardly find.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { giveDuties, LOGIN } from '../faults/duties.ts'
import { looksUnwritten, openPhone, recordDay, setUp, unlock, waitingOn } from '../faults/phone.ts'
import { SHORT } from '../faults/scales.ts'
import { runStorm } from '../faults/storm.ts'
import { startServer } from '../harness/server.ts'

it('twelve days and three photographs arrive once through killed browsers and a bad network, sealed on the phone (R5, R27, R28)', async () => {
  const { figures, faults } = await runStorm(SHORT, () => undefined)
  expect(faults).toEqual([])
  expect(figures).toMatchObject({ cards: SHORT.cards, photos: SHORT.photos, kills: 3 })
})

it('a death while the page’s own copy is written leaves no day waiting that the page shows as unwritten', async () => {
  const server = await startServer()
  const bundle = await giveDuties(server, 2)
  const duty = bundle.duties[0]
  if (!duty) throw new Error('no duty')
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const folder = mkdtempSync(join(tmpdir(), 'xunzhen-phone-'))
  const phone = await openPhone(folder, address, false)
  const { page } = phone
  await setUp(page, LOGIN)
  await page.context().setOffline(true)
  // from now on nothing more is written to what the phone carries: the browser dies there
  await page.evaluate(() => {
    const { put } = Object.getOwnPropertyDescriptors(IDBObjectStore.prototype)
    IDBObjectStore.prototype.put = function (
      this: IDBObjectStore,
      ...given: Parameters<IDBObjectStore['put']>
    ) {
      if (this.name === 'bundle') throw new DOMException('the browser dies here', 'AbortError')
      return Reflect.apply(put.value as IDBObjectStore['put'], this, given)
    }
  })
  page.setDefaultTimeout(3_000)
  await recordDay(page, { duty, number: 1, count: 5, photo: null }).catch(() => undefined)
  await phone.kill()
  const again = await openPhone(folder, address, true)
  await unlock(again.page)
  const waiting = await waitingOn(again.page, 0)
  await again.page.locator('article.f-duty').first().waitFor()
  const unwritten = await looksUnwritten(again.page, duty)
  await again.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  expect({ waiting, unwritten }).toEqual(
    waiting ? { waiting: 1, unwritten: false } : { waiting: 0, unwritten: true },
  )
})
