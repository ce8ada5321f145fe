// Coming, going, witnessing: kept as said, weighed with its parts, contradictions named, nobody locked out (SCH-3, SUP-8).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doctorsDuty } from '../../../test/harness/duty.ts'
import { REGION, startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
let duty: { id: string; day: string }
beforeAll(async () => {
  server = await startServer()
  duty = await doctorsDuty(server)
  server.setNow(duty.day, '08:05')
})
afterAll(() => server.close())

const put = async (login: string, path: string, body: object) =>
  (await server.as(login))('PUT', `/api/regions/${REGION}/presence/${path}`, body)
const evidence = async (login = 'bureau') => {
  const { items } = (
    await (
      await server.as(login)
    )('GET', '/api/presence?programmeId=yongding-2024&month=2024-05')
  ).json()
  return items.find((one: { dutyId: string }) => one.dutyId === duty.id)
}
const points = (found: { parts: { code: string; points: number }[] }, code: string) =>
  found.parts.find((part) => part.code === code)?.points

describe('presence', () => {
  it('is told by the doctor, witnessed by the unit, and told twice counts once', async () => {
    const id = uuidv7()
    for (let k = 0; k < 2; k++)
      expect((await put('doctor', id, { dutyId: duty.id, kind: 'arrival' })).statusCode).toBe(204)
    server.setNow(duty.day, '17:00')
    expect((await put('doctor', uuidv7(), { dutyId: duty.id, kind: 'departure' })).statusCode).toBe(204)
    expect(
      (await put('unit', `${uuidv7()}/witness`, { dutyId: duty.id, verdict: 'present' })).statusCode,
    ).toBe(204)
    const found = await evidence()
    expect([points(found, 'arrival'), points(found, 'departure'), points(found, 'witness')]).toEqual([
      15, 10, 25,
    ])
    expect([found.absent, found.contradictions]).toEqual([false, []])
  })
  it('shows the unit’s word against the doctor’s to the hospital and the bureau at once', async () => {
    await put('unit', `${uuidv7()}/witness`, { dutyId: duty.id, verdict: 'absent', reason: '记错了人' })
    for (const login of ['bureau', 'hospital']) {
      const found = await evidence(login)
      expect(found.absent).toBe(true)
      expect(found.contradictions.map((one: { code: string }) => one.code)).toContain('absent-but-there')
    }
  })
  it('is made up by others only with a reason, and not before the day', async () => {
    const without = await put('unit', uuidv7(), { dutyId: duty.id, kind: 'arrival' })
    expect([without.statusCode, without.json().code]).toEqual([400, 'invalid-value'])
    const made = await put('unit', uuidv7(), {
      dutyId: duty.id,
      kind: 'arrival',
      reason: '手机没电，代为补报',
    })
    expect(made.statusCode).toBe(204)
    server.setNow('2024-05-02')
    expect((await put('doctor', uuidv7(), { dutyId: duty.id, kind: 'arrival' })).json().code).toBe(
      'invalid-value',
    )
    server.setNow(duty.day, '17:10')
  })
  it('is nobody else’s: another county sees none, a doctor does not witness herself', async () => {
    expect(
      (await put('shishi', `${uuidv7()}/witness`, { dutyId: duty.id, verdict: 'present' })).statusCode,
    ).toBe(404)
    expect(
      (await put('doctor', `${uuidv7()}/witness`, { dutyId: duty.id, verdict: 'present' })).statusCode,
    ).toBe(403)
    expect(await evidence('shishi')).toBeUndefined()
  })
})
