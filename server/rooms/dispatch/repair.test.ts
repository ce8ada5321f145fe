// A leave over HTTP: who could stand in, what the answers cost, taking one; nothing past or locked moves, nothing
// is half written, and an answer for another roster is refused (LV-4, SCH-2, PLN-11).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DutyView, RosterView } from '../../../contract/dispatch.ts'
import type { RepairView } from '../../../contract/dispatch-repair.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
const send = async (method: Method, path: string, body?: unknown, login = 'bureau') =>
  (await server.as(login))(method, path, body)
const roster = async (month: string): Promise<RosterView> =>
  (await send('GET', `${inProgramme}/rosters/${month}`)).json()
/** May 2024 is published in the demonstration; today is the 20th. */
const coming = async (): Promise<DutyView> => {
  const found = (await roster('2024-05')).duties.find((d) => d.day > '2024-05-21' && d.day < '2024-05-30')
  if (!found) throw new Error('no duty to come')
  return found
}
const leaveOf = (duty: DutyView, from = duty.day, to = duty.day) => ({
  kind: 'leave',
  practitionerId: duty.practitionerId,
  from,
  to,
  reason: '家中有事',
})
const propose = async (change: object): Promise<RepairView> => {
  const answer = await send('POST', `${inProgramme}/repair-proposals`, { change })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const take = (change: object, repair: RepairView, k = 0) => {
  const option = repair.options[k]
  return send('POST', `${inProgramme}/repairs`, {
    change,
    stamp: repair.stamp,
    out: option?.out.map((d) => d.dutyId),
    into: option?.into.map(({ unitId, practitionerId, day }) => ({ unitId, practitionerId, day })),
  })
}

describe('who could stand in', () => {
  it('is everybody else, those who may first, with points or with the rule', async () => {
    const duty = await coming()
    const { items } = (await send('GET', `/api/regions/${REGION}/duties/${duty.id}/substitutes`)).json()
    const { practitioners } = await roster('2024-05')
    expect(items).toHaveLength(practitioners.length - 1)
    for (const item of items) expect(item.broken.length > 0).toBe(item.extraCost === null)
    const refusals = items.map((item: { broken: unknown[] }) => item.broken.length)
    expect(refusals).toEqual([...refusals].sort((a, b) => a - b))
  })
  it('is nobody’s business in another county', async () => {
    const duty = await coming()
    const path = `/api/regions/${REGION}/duties/${duty.id}/substitutes`
    expect((await send('GET', path, undefined, 'shishi')).statusCode).toBe(404)
    expect((await send('GET', path, undefined, 'doctor')).statusCode).toBe(403)
  })
})

describe('a leave in a published month', () => {
  it('offers several repairs, and nothing is changed by asking', async () => {
    const duty = await coming()
    const before = await roster('2024-05')
    const repair = await propose(leaveOf(duty))
    expect(repair.forced).toMatchObject([{ dutyId: duty.id, published: true }])
    expect(repair.forced[0]?.why.map(({ clause }) => clause)).toContain('LV-1')
    expect(repair.options.length).toBeGreaterThan(1)
    expect(repair.options.at(-1)?.kind).toBe('leave-open')
    expect(repair.options[0]).toMatchObject({ uncovered: [], counts: { forced: 1, moved: 0, published: 1 } })
    expect((await roster('2024-05')).duties).toEqual(before.duties)
  })
  it('is recorded with the repair taken: one duty goes, one comes, the month has a new version', async () => {
    const duty = await coming()
    const before = await roster('2024-05')
    const repair = await propose(leaveOf(duty))
    expect((await take(leaveOf(duty), repair)).json()).toMatchObject({ moved: 1 })
    const after = await roster('2024-05')
    expect(after.version).toBe(before.version + 1)
    expect(after.duties.some((d) => d.id === duty.id)).toBe(false)
    expect(after.duties).toHaveLength(before.duties.length)
    const fresh = after.duties.filter((d) => !before.duties.some((b) => b.id === d.id))
    expect(fresh).toMatchObject([{ unitId: duty.unitId, status: 'published' }])
    expect(fresh[0]?.reasons[0]?.text).toContain('请假')
    // the doctor is away on that day for every plan to come
    const { items } = (await send('GET', `${inProgramme}/absences?from=2024-05-01&to=2024-05-31`)).json()
    expect(items).toMatchObject([{ kind: 'leave', subjectId: duty.practitionerId, from: duty.day }])
    const log = (await send('GET', '/api/audit?limit=20', undefined, 'admin')).body
    expect(log).toContain('家中有事')
    expect((await send('DELETE', `/api/regions/${REGION}/absences/${items[0].id}`)).statusCode).toBeLessThan(
      300,
    )
    expect((await send('DELETE', `/api/regions/${REGION}/absences/${items[0].id}`)).statusCode).toBe(404)
  })
  it('refuses an answer that was found for another roster, and writes nothing', async () => {
    const duty = await coming()
    const repair = await propose(leaveOf(duty))
    const other = (await roster('2024-05')).duties.find((d) => d.day > '2024-05-20' && d.id !== duty.id)
    if (!other) throw new Error('no other duty')
    const meanwhile = await propose(leaveOf(other))
    expect((await take(leaveOf(other), meanwhile)).statusCode).toBe(200)
    const late = await take(leaveOf(duty), repair)
    expect([late.statusCode, late.json().code]).toEqual([409, 'changed-meanwhile'])
    expect((await roster('2024-05')).duties.some((d) => d.id === duty.id)).toBe(true)
  })
  it('refuses answers nobody proposed: a past duty, a holiday, a forced duty left where it is', async () => {
    const duty = await coming()
    const { stamp, options } = await propose(leaveOf(duty))
    const past = (await roster('2024-05')).duties.find((d) => d.day < '2024-05-20')
    const apply = (out: string[], into: object[]) =>
      send('POST', `${inProgramme}/repairs`, { change: leaveOf(duty), stamp, out, into })
    const there = options[0]?.into[0]
    const place = { unitId: there?.unitId, practitionerId: there?.practitionerId }
    const wrong: [string, Promise<{ statusCode: number; json: () => { code: string } }>][] = [
      ['duty-not-movable', apply([duty.id, past?.id ?? ''], [])],
      ['rule-broken', apply([duty.id], [{ ...place, day: '2024-05-26' }])],
      ['rule-broken', apply([duty.id], [{ ...place, day: '2024-05-07' }])],
      ['rule-broken', apply([], [])],
    ]
    for (const [code, answer] of wrong) expect((await answer).json().code).toBe(code)
    expect((await roster('2024-05')).duties.some((d) => d.id === duty.id)).toBe(true)
    const backwards = await send('POST', `${inProgramme}/repair-proposals`, {
      change: leaveOf(duty, '2024-05-30', '2024-05-21'),
    })
    expect([backwards.statusCode, backwards.json().code]).toEqual([400, 'invalid-value'])
  })
  it('is not for a hospital, nor for another county', async () => {
    const change = leaveOf(await coming())
    const path = `${inProgramme}/repair-proposals`
    expect((await send('POST', path, { change }, 'hospital')).statusCode).toBe(403)
    expect((await send('POST', path, { change }, 'shishi')).statusCode).toBe(404)
  })
})

describe('a closed unit', () => {
  it('gets its day on another date, by the same doctor', async () => {
    const duty = await coming()
    const change = { kind: 'closure', unitId: duty.unitId, from: duty.day, to: duty.day, reason: '停电检修' }
    const repair = await propose(change)
    expect(repair.options[0]).toMatchObject({
      kind: 'another-day',
      into: [{ unitId: duty.unitId, practitionerId: duty.practitionerId }],
    })
    expect((await take(change, repair)).statusCode).toBe(200)
    const again = (await roster('2024-05')).duties.filter((d) => d.unitId === duty.unitId)
    expect(again.every((d) => d.day !== duty.day)).toBe(true)
  })
})
