// Leave over HTTP on real PostgreSQL: the plain road, the late one, the refusal; who may not; and what a grant does to the
// roster in the same transaction (LV-1 to LV-7, P1 to P8).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RosterView } from '../../../contract/dispatch.ts'
import type { RepairView } from '../../../contract/dispatch-repair.ts'
import type { LeaveView } from '../../../contract/leave.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { doctorsDuty } from '../../../test/harness/duty.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'
import { tellOverdueLeaves } from './overdue.ts'

let server: TestServer
let duty: { id: string; day: string; practitionerId: string; unitId: string }
let days: string[]
const at = (path: string): string => `/api/regions/${REGION}/${path}`
const send = async (login: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
  (await server.as(login))(method, path, body)

async function start(): Promise<void> {
  server = await startServer()
  const bureau = await server.as('bureau')
  const run = (
    await bureau('POST', `${inProgramme}/planning-runs`, { months: ['2024-06'], keepPostings: true })
  ).json()
  const path = `/api/regions/${REGION}/planning-runs/${run.id}`
  for (let k = 0; k < 300 && (await bureau('GET', path)).json().status === 'running'; k++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  await bureau('POST', `${inProgramme}/rosters/2024-06/publication`, {})
  duty = await doctorsDuty(server, '2024-06')
  server.setNow('2024-05-20')
  await offeredNow()
}
beforeAll(start)
afterAll(() => server.close())
beforeEach(async () => {
  server.setNow('2024-05-20')
  await offeredNow()
})

const offeredNow = async (): Promise<void> => {
  const preview = await send('doctor', 'GET', at(`duties/${duty.id}/leave-preview`))
  days = preview.json().replacementDays
}
const request = (part: object = {}) => ({
  dutyId: duty.id,
  kind: 'planned',
  reason: '家中有事',
  replacementDay: days[0] ?? null,
  handOver: '门诊由同科室医师顶替',
  ...part,
})
const ask = async (part: object = {}, login = 'doctor', id: string = uuidv7()) => ({
  id,
  answer: await send(login, 'PUT', at(`leaves/${id}`), request(part)),
})
const act = (login: string, id: string, body: object) => send(login, 'POST', at(`leaves/${id}/acts`), body)
const see = async (login: string, id: string): Promise<LeaveView> =>
  (await send(login, 'GET', at(`leaves/${id}`))).json()
const consent = (body: string) => ({ act: 'consent', body })
const withdraw = (id: string) => act('doctor', id, { act: 'withdraw', body: 'requester' })

describe('asking', () => {
  it('says the last moment, the days offered and the clause before anything is typed', async () => {
    const preview = (await send('doctor', 'GET', at(`duties/${duty.id}/leave-preview`))).json()
    expect(preview).toMatchObject({
      bureauBy: { day: addDays(duty.day, -3), time: '17:30' },
      filingBy: { day: addDays(duty.day, -1), time: '17:30' },
      late: false,
      needed: ['supportingUnit', 'receivingUnit'],
      handOverNeeded: true,
    })
    expect(preview.clause.quote).toContain('提前3天')
    expect(preview.replacementDays).not.toContain(duty.day)
  })
  it.each([
    ['a day in the past', { replacementDay: '2024-05-13' }, 'replacement-past'],
    ['a rest day', { replacementDay: '2024-06-08' }, 'replacement-rest-day'],
    ['another month', { replacementDay: '2024-07-03' }, 'replacement-other-month'],
    ['no day', { replacementDay: null }, 'leave-replacement-missing'],
    ['nobody who takes over', { handOver: '' }, 'leave-hand-over-missing'],
    ['no reason', { reason: ' ' }, 'invalid-value'],
    ['a duty that is not there', { dutyId: uuidv7() }, 'not-found'],
  ])('with %s is refused with its reason', async (_, part, code) => {
    const { answer } = await ask(part)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    const said = answer.json()
    expect([said.code, ...said.problems.map((one: { code: string }) => one.code)]).toContain(code)
  })
  it('is nobody’s for another: another hospital, another county', async () => {
    for (const login of ['shishi', 'unit', 'village'])
      expect([403, 404]).toContain((await ask({}, login)).answer.statusCode)
  })
  it('told twice by a phone is one; a second request for the day is refused until the first is withdrawn', async () => {
    const first = await ask()
    expect(first.answer.statusCode, first.answer.body).toBe(204)
    expect((await ask({}, 'doctor', first.id)).answer.statusCode).toBe(204)
    expect((await ask()).answer.json().code).toBe('leave-asked-already')
    expect((await withdraw(first.id)).json().state).toBe('withdrawn')
    const late = await act('hospital', first.id, consent('supportingUnit'))
    expect([late.statusCode, late.json().code]).toEqual([423, 'leave-closed'])
  })
})

describe('consent', () => {
  it('comes from both bodies in any order, from each once, never from the bureau in their place unless delegated', async () => {
    const { id } = await ask()
    expect((await see('unit', id)).mayDo).toEqual(
      expect.arrayContaining([{ act: 'consent', body: 'receivingUnit', inPlace: false }]),
    )
    expect((await act('unit', id, consent('receivingUnit'))).json().holders).toEqual(['supportingUnit'])
    expect((await act('unit', id, consent('receivingUnit'))).json().code).toBe('leave-said-already')
    expect((await act('unit', id, consent('supportingUnit'))).json().code).toBe('leave-not-yours')
    expect((await act('doctor', id, consent('supportingUnit'))).json().code).toBe('leave-not-yours')
    expect((await act('bureau', id, consent('supportingUnit'))).json().code).toBe('leave-not-yours')
    expect((await act('shishi', id, consent('supportingUnit'))).statusCode).toBe(404)
    const delegation = uuidv7()
    const lent = { from: '2024-05-19', to: '2024-05-21', reason: '医务科外出学习' }
    expect((await send('hospital', 'PUT', at(`leave-delegations/${delegation}`), lent)).statusCode).toBe(204)
    expect((await act('bureau', id, consent('supportingUnit'))).json().code).toBe('invalid-value')
    const done = await act('bureau', id, { ...consent('supportingUnit'), note: '医务科外出，电话核实' })
    expect(done.json()).toMatchObject({ state: 'deciding', holders: ['bureau'] })
    expect(done.json().acts.at(-1)).toMatchObject({ body: 'supportingUnit', inPlace: true })
    await send('hospital', 'DELETE', at(`leave-delegations/${delegation}`))
    await withdraw(id)
  })
  it('that nobody gives for a day may be given in their place, with a reason (P7)', async () => {
    const { id } = await ask()
    server.setNow('2024-05-21', '09:30')
    const seen = await see('bureau', id)
    expect(seen.overdue).toBe(true)
    expect(seen.mayDo).toContainEqual({ act: 'consent', body: 'receivingUnit', inPlace: true })
    const tell = () =>
      inScope(server.services.db, { kind: 'system' }, (trx) =>
        tellOverdueLeaves(trx, server.services.clock.now()),
      )
    expect([await tell(), await tell()]).toEqual([1, 1])
    const { items } = (await send('bureau', 'GET', '/api/notices')).json()
    expect(items.filter((one: { kind: string }) => one.kind === 'leave-waiting')).toHaveLength(1)
    await withdraw(id)
  })
})

const proposal = async (): Promise<RepairView> =>
  (
    await send('bureau', 'POST', `${inProgramme}/repair-proposals`, {
      change: {
        kind: 'leave',
        practitionerId: duty.practitionerId,
        from: duty.day,
        to: duty.day,
        reason: '请假',
      },
    })
  ).json()
const toReplacement = (day: string) => ({
  out: [duty.id],
  into: [{ unitId: duty.unitId, practitionerId: duty.practitionerId, day, half: 'day' }],
})
const both = async (id: string): Promise<void> => {
  await act('hospital', id, consent('supportingUnit'))
  await act('unit', id, consent('receivingUnit'))
}

describe('too late', () => {
  it('needs a reason, then an approver of its own, who is not the one that grants', async () => {
    server.setNow(addDays(duty.day, -2))
    await offeredNow()
    const without = (await ask()).answer
    expect([without.statusCode, without.json().code]).toEqual([409, 'leave-late'])
    const { id } = await ask({ exceptionReason: '突发急事' })
    await both(id)
    expect(await see('bureau', id)).toMatchObject({ state: 'exception', late: true })
    const { stamp } = await proposal()
    const grant = { stamp, ...toReplacement(days[0] ?? '') }
    expect((await send('bureau', 'POST', at(`leaves/${id}/grant`), grant)).json().code).toBe('leave-closed')
    expect((await act('leader', id, { act: 'approve', body: 'bureau' })).json().state).toBe('deciding')
    const same = await send('leader', 'POST', at(`leaves/${id}/grant`), grant)
    expect([same.statusCode, same.json().code]).toEqual([403, 'leave-same-person'])
    expect((await see('bureau', id)).state).toBe('deciding')
    expect((await act('bureau', id, { act: 'refuse', body: 'bureau' })).json().code).toBe('invalid-value')
    const refused = await act('bureau', id, { act: 'refuse', body: 'bureau', note: '当天无人顶替' })
    expect(refused.json()).toMatchObject({ state: 'refused', mayDo: [] })
  })
  it('counts the moment of the last consent, not of the asking', async () => {
    server.setNow(addDays(duty.day, -3), '17:00')
    await offeredNow()
    const { id } = await ask()
    await act('hospital', id, consent('supportingUnit'))
    server.setNow(addDays(duty.day, -3), '17:31')
    expect((await act('unit', id, consent('receivingUnit'))).json().state).toBe('exception')
    await withdraw(id)
  })
})

describe('asked for by the medical office', () => {
  it('has its consent by that, and waits for the unit alone', async () => {
    const { id, answer } = await ask({}, 'hospital')
    expect(answer.statusCode, answer.body).toBe(204)
    const seen = await see('unit', id)
    expect(seen).toMatchObject({ state: 'consenting', holders: ['receivingUnit'] })
    expect(seen.acts).toMatchObject([{ act: 'consent', body: 'supportingUnit', note: '医务科代为提出' }])
    expect((await act('hospital', id, consent('supportingUnit'))).json().code).toBe('leave-own')
    expect((await act('unit', id, consent('receivingUnit'))).json().state).toBe('deciding')
    expect((await act('hospital', id, { act: 'withdraw', body: 'requester' })).json().state).toBe('withdrawn')
  })
})

describe('sick on the day', () => {
  it('is asked for without a replacement day, and is an exception like every late one', async () => {
    server.setNow(duty.day, '07:30')
    const part = { kind: 'sick', replacementDay: null, reason: '突发急性阑尾炎', exceptionReason: '当天发病' }
    const { id, answer } = await ask(part)
    expect(answer.statusCode, answer.body).toBe(204)
    await both(id)
    expect(await see('bureau', id)).toMatchObject({ state: 'exception', kind: 'sick', replacementDay: null })
    await withdraw(id)
    server.setNow(addDays(duty.day, 1))
    expect((await ask(part)).answer.json().code).toBe('leave-day-passed')
  })
})

describe('the grant', () => {
  it('repairs the roster in the same piece, is filed upwards in order, and can be revoked', async () => {
    const { id } = await ask()
    await both(id)
    const { stamp, forced } = await proposal()
    expect(forced.map((one) => one.dutyId)).toContain(duty.id)
    const wrong = await send('bureau', 'POST', at(`leaves/${id}/grant`), {
      stamp: 'another',
      ...toReplacement(days[0] ?? ''),
    })
    expect(wrong.json().code).toBe('changed-meanwhile')
    expect((await see('bureau', id)).state, 'nothing half-written').toBe('deciding')
    const kept = await send('bureau', 'POST', at(`leaves/${id}/grant`), { stamp, out: [uuidv7()], into: [] })
    expect(kept.json().code).toBe('rule-broken')
    const owed = async () =>
      (await send('hospital', 'GET', '/api/obligations?side=owner'))
        .json()
        .items.find(
          (one: { forms: string[]; period: string }) =>
            one.period === '2024-06' && one.forms.includes('staffing-schedule'),
        )
    expect(await owed()).toBeUndefined()
    const granted = await send('bureau', 'POST', at(`leaves/${id}/grant`), {
      stamp,
      ...toReplacement(days[0] ?? ''),
    })
    expect(granted.statusCode, granted.body).toBe(200)
    expect(granted.json()).toMatchObject({ state: 'granted', holders: [], late: false })
    // MAT-7: 附件2 is owed anew from the moment of the grant
    expect(await owed()).toMatchObject({ timing: 'dueSoon', dueOn: '2024-05-23' })
    server.setNow('2024-05-20', '09:40')
    const { packageId, body } = await owed()
    const report = `${inProgramme}/reports/${packageId}/2024-06/main/${body.id}`
    const { stamp: seen } = (await send('hospital', 'GET', report)).json()
    const handedIn = await send('hospital', 'POST', `${report}/acts`, { act: 'submit', stamp: seen })
    expect(handedIn.statusCode, handedIn.body).toBe(200)
    expect(await owed()).toMatchObject({ state: 'submitted', timing: 'onTime' })
    const roster: RosterView = (await send('bureau', 'GET', `${inProgramme}/rosters/2024-06`)).json()
    const mine = roster.duties.filter((one) => one.practitionerId === duty.practitionerId)
    expect(mine.map((one) => one.day)).toEqual([days[0]])
    expect((await act('bureau', id, { act: 'file', body: 'bureau', level: 'province' })).json().code).toBe(
      'leave-said-already',
    )
    const filed = await act('bureau', id, {
      act: 'file',
      body: 'bureau',
      level: 'city',
      note: '市卫健委 5月20日回执',
    })
    expect(filed.json().levels).toMatchObject([{ level: 'city', inTime: true }, { filedAt: null }])
    for (const login of ['hospital', 'unit']) {
      const { items } = (await send(login, 'GET', '/api/notices')).json()
      expect(items.map((one: { kind: string }) => one.kind)).toContain('leave-settled')
    }
    expect(
      (await send('bureau', 'POST', at(`leaves/${id}/revocation`), { reason: '疫情防控需要' })).json().state,
    ).toBe('revoked')
    const { items } = (
      await send('bureau', 'GET', `${inProgramme}/absences?from=2024-06-01&to=2024-06-30`)
    ).json()
    expect(items).toEqual([])
  })
})
