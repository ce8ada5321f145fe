// LV-8 over HTTP: reported, heard, decided; taken back when the unit says that somebody came after all.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AbsenceCase } from '../../../contract/leave-absences.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { doctorsDuty } from '../../../test/harness/duty.ts'
import { REGION, startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
let duty: { id: string; day: string }
beforeAll(async () => {
  server = await startServer()
  duty = await doctorsDuty(server)
  server.setNow(duty.day, '10:00')
})
afterAll(() => server.close())

const at = (path: string): string => `/api/regions/${REGION}/${path}`
const witness = async (verdict: 'present' | 'absent', reason: string) =>
  (await server.as('unit'))('PUT', at(`presence/${uuidv7()}/witness`), { dutyId: duty.id, verdict, reason })
const cases = async (login = 'bureau'): Promise<AbsenceCase[]> =>
  (await (await server.as(login))('GET', '/api/absence-cases?programmeId=yongding-2024&month=2024-05')).json()
    .items
const reply = async (login: string, words: string) =>
  (await server.as(login))('PUT', at(`duties/${duty.id}/absence-replies/${uuidv7()}`), { words })
const decide = async (login: string, decision = 'counted') =>
  (await server.as(login))('POST', at(`duties/${duty.id}/absence-decision`), {
    decision,
    words: '无正当理由',
  })

it('follows from the unit’s report, and is gone when the unit takes it back', async () => {
  expect(await cases()).toEqual([])
  expect((await reply('doctor', '我在')).json().code).toBe('not-found')
  await witness('absent', '全天未到')
  expect(await cases()).toMatchObject([{ dutyId: duty.id, state: 'open', mayDecide: false }])
  expect(await cases('shishi')).toEqual([])
  server.setNow(duty.day, '11:00')
  await witness('present', '已到，登记有误')
  expect(await cases()).toEqual([])
  server.setNow(duty.day, '12:00')
  await witness('absent', '到后即离开')
  expect((await cases())[0]?.evidence.map((one) => one.what)).toEqual([
    '受援单位报告未到岗',
    '受援单位确认到岗',
    '受援单位报告未到岗',
  ])
})
it('is not decided unheard, before its days are over', async () => {
  const early = await decide('bureau')
  expect([early.statusCode, early.json().code]).toEqual([409, 'absence-unheard'])
  server.setNow(addDays(duty.day, 3), '23:00')
  expect((await decide('bureau')).json().code).toBe('absence-unheard')
  expect((await reply('unit', '不该由我说')).statusCode).toBe(403)
  expect((await reply('doctor', '路上塌方，已电话告知')).statusCode).toBe(204)
  expect(await cases('hospital')).toMatchObject([{ state: 'replied', mayReply: true }])
})
it('is decided once, told to both bodies, and closed', async () => {
  expect((await decide('hospital')).statusCode).toBe(403)
  expect((await decide('bureau', 'excused')).statusCode).toBe(204)
  expect((await decide('bureau')).json().code).toBe('absence-decided')
  expect((await reply('doctor', '还有一句')).json().code).toBe('absence-decided')
  expect((await cases())[0]?.acts).toMatchObject([{ act: 'reply' }, { act: 'decision', decision: 'excused' }])
  for (const login of ['hospital', 'unit']) {
    const { items } = (await (await server.as(login))('GET', '/api/notices')).json()
    expect(items.map((one: { kind: string }) => one.kind)).toContain('absence-decided')
  }
})
