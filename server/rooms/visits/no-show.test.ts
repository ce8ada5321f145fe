// SUP-8: an absence reaches the county's health bureau and the doctor's own hospital together, each seen apart, once however
// often it is told; the doctor who came after all takes it back.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RosterView } from '../../../contract/dispatch.ts'
import type { NoticeView } from '../../../contract/notices.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
let duties: { id: string; day: string; unitId: string }[]
beforeAll(async () => {
  server = await startServer()
  const roster: RosterView = (
    await (
      await server.as('bureau')
    )('GET', `${inProgramme}/rosters/2024-05`)
  ).json()
  const { organisation } = (await (await server.as('unit'))('GET', '/api/session')).json()
  const hospital = (await (await server.as('hospital'))('GET', '/api/session')).json().organisation
  duties = roster.duties.filter((one) => one.unitId === organisation.id)
  const home = roster.practitioners.find(
    (one) => one.id === roster.duties.find((d) => d.unitId === organisation.id)?.practitionerId,
  )
  expect(home?.hospital, 'the demonstration unit is helped by the demonstration hospital').toBe(hospital.name)
  server.setNow('2024-05-31', '10:00')
})
afterAll(() => server.close())

/** What was said of presence; the reminders of reports stand beside it. */
const notices = async (login: string): Promise<{ unseen: number; items: NoticeView[] }> => {
  const all = (await (await server.as(login))('GET', '/api/notices')).json()
  const items = (all.items as NoticeView[]).filter((one) => one.kind.startsWith('no-show'))
  return { unseen: items.filter((one) => one.readAt === null).length, items }
}
const witness = async (verdict: 'present' | 'absent', id = uuidv7()) => {
  const sent = await (await server.as('unit'))('PUT', `/api/regions/${REGION}/presence/${id}/witness`, {
    dutyId: duties[0]?.id,
    verdict,
  })
  expect(sent.statusCode, sent.body).toBe(204)
  return id
}

describe('a no-show', () => {
  it('is told to two recipients at once, and to nobody else', async () => {
    const id = await witness('absent')
    // the phone tells it again, a second desk says the same
    await witness('absent', id)
    await witness('absent')
    for (const login of ['bureau', 'hospital']) {
      const { unseen, items } = await notices(login)
      expect([unseen, items.length], login).toEqual([1, 1])
      expect(items[0]).toMatchObject({
        kind: 'no-show',
        zh: expect.stringContaining('未到岗'),
        en: expect.stringContaining('did not come'),
        link: { type: 'duty', id: duties[0]?.id, programmeId: 'yongding-2024', day: duties[0]?.day },
        readAt: null,
        takenBackAt: null,
      })
    }
    for (const login of ['unit', 'doctor', 'shishi', 'sanming', 'alliance', 'inspector', 'admin', 'village'])
      expect((await notices(login)).items, login).toEqual([])
  })
  it('is seen by each apart, the first reader stays, and nobody reads for another', async () => {
    const [one] = (await notices('bureau')).items
    const [other] = (await notices('hospital')).items
    const read = async (login: string, id: string | undefined) =>
      (await server.as(login))('PUT', `/api/regions/${REGION}/notices/${id}/read`)
    expect((await read('hospital', one?.id)).statusCode).toBe(404)
    expect((await read('unit', other?.id)).statusCode).toBe(404)
    expect((await read('bureau', one?.id)).statusCode).toBe(204)
    const readAt = (await notices('bureau')).items[0]?.readAt
    server.setNow('2024-05-31', '11:00')
    expect((await read('bureau', one?.id)).statusCode).toBe(204)
    const bureau = await notices('bureau')
    expect([bureau.unseen, bureau.items[0]?.readAt]).toEqual([0, readAt])
    expect(bureau.items[0]?.readBy).toBeTruthy()
    expect((await notices('hospital')).unseen).toBe(1)
    const left = (await (await server.as('bureau'))('GET', '/api/notices?unseen=yes')).json()
    expect(left.items.filter((one: NoticeView) => one.kind.startsWith('no-show'))).toEqual([])
  })
  it('is taken back by a second notice that names the first, and both stay', async () => {
    await witness('present')
    const { unseen, items } = await notices('bureau')
    expect([unseen, items.map((one) => one.kind)]).toEqual([1, ['no-show-withdrawn', 'no-show']])
    expect(items[0]?.takesBack?.id).toBe(items[1]?.id)
    expect(items[1]?.takenBackAt).toBe(items[0]?.madeAt)
    expect((await notices('hospital')).unseen).toBe(2)
  })
  it('is told in the very transaction of the mark: what fails leaves neither', async () => {
    const id = uuidv7()
    const before = (await notices('bureau')).items.length
    const refused = await (await server.as('unit'))('PUT', `/api/regions/${REGION}/presence/${id}/witness`, {
      dutyId: uuidv7(),
      verdict: 'absent',
    })
    expect(refused.statusCode).toBe(404)
    expect((await notices('bureau')).items.length).toBe(before)
  })
  it('says nothing personal beyond who and when', async () => {
    const { rows } = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      sql<{ params: object }>`select params from notices where kind like 'no-show%'`.execute(trx),
    )
    for (const { params } of rows) expect(Object.keys(params).toSorted()).toEqual(['day', 'doctor', 'unit'])
  })
  it('is told once by two desks at the same moment', async () => {
    const before = (await notices('hospital')).items.length
    await Promise.all([witness('absent'), witness('absent'), witness('absent')])
    expect((await notices('hospital')).items.length).toBe(before + 1)
  })
})
