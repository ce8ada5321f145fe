// The task list over HTTP (PLN-7, P23): shares against the plan, done against plain SQL, each reader her own lines, and a split by
// hand that holds from a month to come, whose sum is asked about.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MyTasks, Tasks } from '../../../contract/reports-tasks.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const read = async (login: string, programme = PROGRAMME, query = ''): Promise<Tasks> => {
  const answer = await send(login, 'GET', `/api/programmes/${programme}/tasks${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const at = (view: Tasks, level: string) => view.lines.filter((l) => l.level === level)
const sum = (lines: { share: number }[]): number => lines.reduce((n, l) => n + l.share, 0)

describe('the cascade', () => {
  it('splits what the minimum asks by county, unit, hospital and doctor, each level the whole', async () => {
    const view = await read('bureau')
    const [task] = view.tasks
    expect(task).toMatchObject({ metric: 'personDays', total: 240, arithmetic: '24 人 × 10 月 × 1 天 = 240' })
    for (const level of ['county', 'unit', 'hospital', 'doctor'])
      expect(sum(at(view, level)), level).toBe(240)
    expect(at(view, 'doctor')).toHaveLength(24)
    expect(at(view, 'doctor')[0]).toMatchObject({ share: 10, minimum: '1 人 × 10 月 × 1 天 = 10', split: '' })
  })
  it('counts what is done as plain SQL does, and opens to those days', async () => {
    const rows = await oracle(sql<{ unit_id: string; n: number }>`
      select unit_id, count(distinct (practitioner_id, day))::int as n from day_cards
      where region_id = ${REGION} and programme_id = ${PROGRAMME} and status in ('submitted', 'confirmed') and day <= '2024-05-20' group by 1`)
    const view = await read('bureau')
    const units = new Map(at(view, 'unit').map((l) => [l.bodyId, l.done]))
    expect(rows.length).toBeGreaterThan(0)
    for (const r of rows) expect(units.get(r.unit_id)).toBe(r.n)
    const [most] = [...rows].sort((a, b) => b.n - a.n)
    const facts = await send(
      'bureau',
      'GET',
      `/api/programmes/${PROGRAMME}/tasks/${view.taskId}/facts?level=unit&bodyId=${most?.unit_id}`,
    )
    expect(facts.json().total).toBe(most?.n)
    expect(facts.json().facts).toHaveLength(most?.n ?? 0)
  })
  it('comes to the plan’s number where it states one, whatever is posted', async () => {
    for (const task of (await read('sanming', 'sanming-2023')).tasks) {
      const view = await read('sanming', 'sanming-2023', `?taskId=${task.id}`)
      expect(task.total).toBeGreaterThan(0)
      for (const level of ['county', 'unit', 'hospital', 'doctor'])
        expect(sum(at(view, level)), `${task.id} ${level}`).toBe(task.total)
    }
    const view = await read('sanming', 'sanming-2023')
    expect(view.tasks[0]).toMatchObject({ total: 1606, arithmetic: '146 × 11 = 1606' })
    expect(view.undivided.map((u) => u.zh)).toEqual(['移动医院巡诊', '三级医院帮扶县医院'])
  })
  it('gives each unit all of what the plan asks of each', async () => {
    const view = await read('guangshan', 'guangshan-2021', '?taskId=skill-training')
    const units = at(view, 'unit')
    expect(units.length).toBeGreaterThan(10)
    expect(units.every((l) => l.share === 12)).toBe(true)
    expect(view.tasks.find((t) => t.id === 'skill-training')?.arithmetic).toBe(
      `${units.length} × 12 = ${units.length * 12}`,
    )
    expect(view.hand).toBeNull()
  })
})

describe('who sees what (SEC-2)', () => {
  it('a unit its own line and its doctors, a hospital its own, a doctor her own', async () => {
    const unit = await read('unit')
    expect(at(unit, 'county')).toEqual([])
    expect(at(unit, 'unit')).toHaveLength(1)
    expect(at(unit, 'doctor').length).toBeGreaterThan(0)
    expect(at(unit, 'doctor').length).toBeLessThan(4)
    const hospital = await read('hospital')
    expect(at(hospital, 'unit')).toEqual([])
    expect(at(hospital, 'hospital')).toHaveLength(1)
    expect(at(hospital, 'doctor')).toHaveLength(15)
    expect(sum(at(hospital, 'hospital'))).toBe(150)
    for (const login of ['unit', 'hospital', 'inspector', 'alliance'])
      expect((await read(login)).hand).toBeNull()
    const mine = (await send('doctor', 'GET', '/api/my-tasks')).json() as MyTasks
    expect(mine.items).toHaveLength(1)
    expect(mine.items[0]).toMatchObject({
      programmeId: PROGRAMME,
      share: 10,
      minimum: '1 人 × 10 月 × 1 天 = 10',
    })
  })
  it('nothing of another county', async () => {
    const url = `/api/programmes/${PROGRAMME}/tasks`
    expect((await send('shishi', 'GET', url)).statusCode).toBe(404)
    expect((await send('bureau', 'GET', `${url}?regionId=350581`)).statusCode).toBe(404)
    expect((await send('bureau', 'GET', `${url}?taskId=no-such`)).statusCode).toBe(404)
    expect((await send('bureau', 'GET', `${url}/monthly-day/facts?level=unit&bodyId=x`)).statusCode).toBe(404)
    const facts = await send('unit', 'GET', `${url}/monthly-day/facts?level=county&bodyId=${REGION}`)
    const own = at(await read('unit'), 'unit')[0]?.done
    expect(facts.json().total).toBe(own)
  })
  it('as a workbook', async () => {
    const answer = await send('unit', 'GET', `/api/programmes/${PROGRAMME}/tasks/xlsx?level=doctor`)
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('a split by hand (P23)', () => {
  const url = `/api/regions/${REGION}/programmes/${PROGRAMME}/tasks/monthly-day/shares`
  type Body = {
    from: string
    reason: string
    after: number
    shares: { bodyId: string; amount: number }[]
    confirmedSum: number | null
  }
  const body = async (change: Partial<Body> = {}): Promise<Body> => {
    const { hand } = await read('bureau')
    const shares = (hand?.bodies ?? []).map((b) => ({ bodyId: b.bodyId, amount: b.amount }))
    return { from: '2024-06', reason: '按人口调整', after: 0, shares, confirmedSum: null, ...change }
  }
  const put = async (change: Partial<Body> = {}, login = 'bureau', to = url) =>
    send(login, 'PUT', to, await body(change))
  const moved = async (by: number): Promise<Body['shares']> =>
    (await body()).shares.map((s, i) => ({ ...s, amount: s.amount + (i === 0 ? by : i === 1 ? -by : 0) }))

  it.each([
    ['the running month', { from: '2024-05' }, 422, 'shares-month'],
    ['a month gone by', { from: '2024-03' }, 422, 'shares-month'],
    ['after the programme', { from: '2025-01' }, 422, 'shares-month'],
    ['no reason', { reason: ' ' }, 400, 'invalid-input'],
    ['an older version', { after: 3 }, 409, 'shares-changed'],
    ['nobody', { shares: [] }, 400, 'invalid-input'],
    ['a stranger', { shares: [{ bodyId: '350581', amount: 240 }] }, 400, 'shares-bodies'],
  ])('refuses %s', async (_, change, status, code) => {
    const answer = await put(change)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
  it('refuses a negative share, one left out, one twice', async () => {
    const { shares } = await body()
    const [first, ...rest] = shares
    if (!first) throw new Error('no shares')
    expect((await put({ shares: [{ ...first, amount: -1 }, ...rest] })).statusCode).toBe(400)
    expect((await put({ shares: rest })).json().code).toBe('shares-bodies')
    expect((await put({ shares: [first, ...shares] })).json().code).toBe('shares-bodies')
  })
  it('is for the county’s bureau alone', async () => {
    for (const login of ['alliance', 'hospital', 'unit', 'doctor', 'inspector'])
      expect((await put({}, login)).statusCode, login).toBe(403)
    expect((await put({}, 'shishi')).statusCode).toBe(404)
    const foreign = `/api/regions/350581/programmes/${PROGRAMME}/tasks/monthly-day/shares`
    expect((await put({}, 'bureau', foreign)).statusCode).toBe(404)
    const city = `/api/regions/350800/programmes/${PROGRAMME}/tasks/monthly-day/shares`
    expect((await put({}, 'bureau', city)).statusCode).toBe(404)
  })
  it('asks about a sum that differs, with both figures', async () => {
    const { shares } = await body()
    const more = shares.map((s, i) => (i === 0 ? { ...s, amount: s.amount + 5 } : s))
    const answer = await put({ shares: more })
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'shares-sum' })
    expect(answer.json().zh).toContain('245')
    expect(answer.json().zh).toContain('240')
    expect((await put({ shares: more, confirmedSum: 240 })).statusCode).toBe(409)
  })
  it('holds from its month on and not before, the newest of a month', async () => {
    const before = at(await read('bureau'), 'unit').map((l) => l.share)
    expect((await put({ shares: await moved(4) })).statusCode).toBe(200)
    expect((await put({ shares: await moved(4) })).json().code).toBe('shares-changed')
    const second = await put({ after: 1, shares: await moved(3), reason: '再核' })
    expect(second.statusCode, second.body).toBe(200)
    const now = await read('bureau')
    expect(at(now, 'unit').map((l) => l.share)).toEqual(before)
    expect(now.versions.map((v) => [v.version, v.effectiveFrom, v.sum, v.inForce])).toEqual([
      [2, '2024-06-01', 240, false],
      [1, '2024-06-01', 240, false],
    ])
    const june = await read('bureau', PROGRAMME, '?on=2024-06-01')
    const shares = new Map(at(june, 'unit').map((l) => [l.bodyId, l.share]))
    for (const { bodyId, amount } of await moved(3)) expect(shares.get(bodyId)).toBe(amount)
    expect(at(june, 'unit').every((l) => l.byHand)).toBe(true)
    expect(sum(at(june, 'doctor'))).toBe(240)
    expect(june.versions.map((v) => v.inForce)).toEqual([true, false])
  })
  it('takes a confirmed sum and says what is nobody’s', async () => {
    const { shares } = await body()
    const more = shares.map((s, i) => (i === 0 ? { ...s, amount: s.amount + 5 } : s))
    expect((await put({ after: 2, from: '2024-07', shares: more, confirmedSum: 245 })).statusCode).toBe(200)
    const july = await read('bureau', PROGRAMME, '?on=2024-07-01')
    expect(sum(at(july, 'unit'))).toBe(245)
    expect(sum(at(july, 'county'))).toBe(240)
  })
  it('lets two at once save one', async () => {
    const answers = await Promise.all(
      [1, 2].map((by) => moved(by).then((shares) => put({ after: 3, from: '2024-08', shares }))),
    )
    expect(answers.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
  })
  it('a city splits among its counties', async () => {
    server.setNow('2023-03-10')
    const view = await read('sanming', 'sanming-2023')
    expect(view.hand?.regionId).toBe('350400')
    const shares = (view.hand?.bodies ?? []).map((b, i) => ({
      bodyId: b.bodyId,
      amount: b.amount + (i === 0 ? 2 : i === 1 ? -2 : 0),
    }))
    const answer = await send(
      'sanming',
      'PUT',
      '/api/regions/350400/programmes/sanming-2023/tasks/person-days/shares',
      {
        from: '2023-04',
        reason: '市里统筹',
        after: 0,
        shares,
        confirmedSum: null,
      },
    )
    expect(answer.statusCode, answer.body).toBe(200)
    const april = await read('sanming', 'sanming-2023', '?on=2023-04-01')
    expect(at(april, 'county').map((l) => l.share)).toEqual(shares.map((s) => s.amount))
    expect(sum(at(april, 'unit'))).toBe(1606)
  })
})
