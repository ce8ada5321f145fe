// Trials over HTTP: change a number, see the difference, take it over or leave it; nothing is saved before that.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RosterView } from '../../../contract/dispatch.ts'
import type { PlanComparison, PlanningRunView } from '../../../contract/dispatch-planning.ts'
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
const runPath = (id: string) => `/api/regions/${REGION}/planning-runs/${id}`

async function run(body: object): Promise<PlanningRunView> {
  const started = await send('POST', `${inProgramme}/planning-runs`, { keepPostings: true, ...body })
  expect(started.statusCode, started.body).toBe(200)
  for (let i = 0; i < 300; i++) {
    const state: PlanningRunView = (await send('GET', runPath(started.json().id))).json()
    if (state.status !== 'running') return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('planning did not end')
}

describe('a trial', () => {
  it('saves nothing, says what was asked, and keeps its plan', async () => {
    const trial = await run({
      months: ['2024-06'],
      trial: true,
      keepPostings: false,
      change: { unitDays: { min: 2, max: 2 }, doctorDays: 2 },
    })
    expect(trial).toMatchObject({ kind: 'trial', status: 'done', adoptedAt: null })
    expect(trial.wish).toEqual(['重新匹配', '每单位每月2天', '每位医师每月至多2天'])
    expect(trial.headline).toMatchObject({ duties: 48, uncovered: 0 })
    expect((await roster('2024-06')).duties).toEqual([])
  })
  it('may think about a published month, which only leave may change', async () => {
    const trial = await run({ months: ['2024-05'], trial: true, keepPostings: false })
    expect(trial.status).toBe('done')
    const answer = await send('POST', `${runPath(trial.id)}/adoption`)
    expect([answer.statusCode, answer.json().code]).toEqual([423, 'month-published'])
  })
  it('stands beside the roster with its differences, priced by the same rules', async () => {
    const trial = await run({ months: ['2024-05'], trial: true, keepPostings: false })
    const compared: PlanComparison = (await send('GET', `${runPath(trial.id)}/comparison`)).json()
    expect(compared.before).toMatchObject({ label: '现行排班', duties: 24, covered: 24, units: 24 })
    expect(compared.after).toMatchObject({ duties: 24, covered: 24, mismatches: 1 })
    expect(compared.before.mismatches).toBe(2)
    expect(compared.after.objective).toBeLessThan(compared.before.objective)
    const difference = compared.terms.reduce((sum, term) => sum + term.difference, 0)
    expect(difference).toBeCloseTo(compared.after.objective - compared.before.objective, 0)
    expect(compared.units.length + compared.unchangedUnits).toBe(24)
    for (const unit of compared.units) expect(unit.unit).toMatch(/\p{Script=Han}/u)
  })
  it('compares with another run, and with itself shows nothing', async () => {
    const trial = await run({ months: ['2024-06'], trial: true })
    const same: PlanComparison = (
      await send('GET', `${runPath(trial.id)}/comparison?with=${trial.id}`)
    ).json()
    expect([same.terms, same.units, same.unchangedUnits]).toEqual([[], [], 24])
  })
  it('is taken over as it was shown, and stands in the list', async () => {
    const trial = await run({ months: ['2024-07'], trial: true })
    const adopted = await send('POST', `${runPath(trial.id)}/adoption`)
    expect(adopted.statusCode, adopted.body).toBe(200)
    const r = await roster('2024-07')
    expect([r.status, r.duties.length, r.proof?.status]).toEqual(['draft', 24, 'optimal'])
    const { items } = (await send('GET', `${inProgramme}/planning-runs?month=2024-07`)).json()
    expect(items).toMatchObject([{ id: trial.id, kind: 'trial', adoptedAt: expect.any(String) }])
  })
  it('is not taken over when a doctor has gone on leave since', async () => {
    const trial = await run({ months: ['2024-08'], trial: true })
    expect((await send('POST', `${runPath(trial.id)}/adoption`)).statusCode).toBe(200)
    const [duty] = (await roster('2024-08')).duties
    const change = {
      kind: 'leave',
      practitionerId: duty?.practitionerId,
      from: '2024-08-01',
      to: '2024-08-31',
      reason: '进修',
    }
    const repair = (await send('POST', `${inProgramme}/repair-proposals`, { change })).json()
    const taken = await send('POST', `${inProgramme}/repairs`, {
      change,
      stamp: repair.stamp,
      out: repair.options[0].out.map((d: { dutyId: string }) => d.dutyId),
      into: [],
    })
    expect(taken.statusCode, taken.body).toBe(200)
    const stale = await send('POST', `${runPath(trial.id)}/adoption`)
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'plan-outdated'])
  })
  it('leaves out people and numbers as if', async () => {
    const { practitioners } = await roster('2024-06')
    const without = practitioners.slice(0, 3).map((p) => p.id)
    const trial = await run({
      months: ['2024-06'],
      trial: true,
      keepPostings: false,
      change: { without, weights: { fairness: 3 } },
    })
    expect(trial.headline?.uncovered).toBeGreaterThan(0)
    expect(trial.wish.filter((text) => text.includes('不参加'))).toHaveLength(3)
  })
  it.each([
    ['a contradiction', { unitDays: { min: 3, max: 1 } }],
    ['an unknown wish', { luck: 7 }],
    ['a share above one', { municipalShare: 3 }],
  ])('refuses %s', async (_, change) => {
    const answer = await send('POST', `${inProgramme}/planning-runs`, {
      months: ['2024-06'],
      keepPostings: true,
      trial: true,
      change,
    })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input'])
  })
})
