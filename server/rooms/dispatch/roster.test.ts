// A month from planning to publication over HTTP: the plan is proven, changes by hand obey every rule, and what is
// published is frozen (SCH-1, SCH-2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RosterView } from '../../../contract/dispatch.ts'
import { isWorkday } from '../../../domain/shared/calendar.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'
import { holidayTable } from '../programme/door.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const MONTH = '2024-06'
const send = async (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  login = 'bureau',
) => (await server.as(login))(method, path, body)
const roster = async (month = MONTH, at = inProgramme, login = 'bureau'): Promise<RosterView> =>
  (await send('GET', `${at}/rosters/${month}`, undefined, login)).json()
const duty = (id: string) => `/api/regions/${REGION}/duties/${id}`

async function plan(months: string[], more: object = {}, at = inProgramme, login = 'bureau') {
  const started = await send('POST', `${at}/planning-runs`, { months, keepPostings: true, ...more }, login)
  expect(started.statusCode, started.body).toBe(200)
  const run = `${at.split('/programmes')[0]}/planning-runs/${started.json().id}`
  for (let i = 0; i < 300; i++) {
    const state = (await send('GET', run, undefined, login)).json()
    if (state.status !== 'running') return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('planning did not end')
}

describe('planning a month (SCH-1, TGT-6)', () => {
  it('covers 24 of 24 units, proven best, on workdays, with the official pairs', async () => {
    expect(await plan([MONTH])).toMatchObject({ status: 'done', error: null })
    const r = await roster()
    expect(r.proof).toMatchObject({ status: 'optimal', gap: 0 })
    expect([r.status, r.units.length, new Set(r.duties.map((d) => d.unitId)).size, r.uncovered]).toEqual([
      'draft',
      24,
      24,
      [],
    ])
    const table = await inScope(server.services.db, { kind: 'system' }, holidayTable)
    expect(r.duties.filter((d) => !isWorkday(d.day, table))).toEqual([])
    expect(new Set(r.duties.map((d) => `${d.practitionerId} ${d.day}`)).size).toBe(r.duties.length)
    const posted = (await send('GET', `${inProgramme}/postings`)).json().items as {
      unit: { id: string }
      practitioner: { id: string }
      mismatchReason: string | null
    }[]
    const pairs = posted.map((p) => `${p.practitioner.id} ${p.unit.id}`)
    expect(r.duties.every((d) => pairs.includes(`${d.practitionerId} ${d.unitId}`))).toBe(true)
    // N7: the two real mismatches of the official table carry their reasons.
    const reasons = r.duties.flatMap((d) => (d.mismatchReason ? [d.mismatchReason] : []))
    expect(reasons.sort()).toEqual(posted.flatMap((p) => (p.mismatchReason ? [p.mismatchReason] : [])).sort())
    expect(reasons).toHaveLength(2)
    expect(r.duties.every((d) => d.homeVisitHalf !== null)).toBe(true)
    expect(r.minimum).toMatchObject({
      daysPerMonth: 1,
      citation: expect.stringContaining('每月至少在受援单位工作1天'),
    })
  })
  it('keeps a locked duty where it stands and replaces the others', async () => {
    const before = await roster()
    const [first] = before.duties
    if (!first) throw new Error('no duty')
    expect((await send('PATCH', duty(first.id), { locked: true })).json().locked).toBe(true)
    expect((await plan([MONTH])).status).toBe('done')
    const after = await roster()
    expect(after.duties.find((d) => d.id === first.id)).toMatchObject({ day: first.day, locked: true })
    expect(after.duties.filter((d) => before.duties.some((b) => b.id === d.id))).toHaveLength(1)
    expect(after.duties).toHaveLength(24)
  })
  it('refuses a second run beside the first, however fast it comes, and can be cancelled', async () => {
    const months = ['2024-07', '2024-08', '2024-09', '2024-10', '2024-11', '2024-12']
    const both = await Promise.all(
      ['bureau', 'alliance'].map((login) =>
        send('POST', `${inProgramme}/planning-runs`, { months, keepPostings: false }, login),
      ),
    )
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
    expect(both.find((a) => a.statusCode === 409)?.json().code).toBe('busy-elsewhere')
    const id = both.find((a) => a.statusCode === 200)?.json().id
    const [someone] = (await roster()).practitioners
    const byHand = await send('POST', `${inProgramme}/duties`, {
      unitId: (await roster()).units[0]?.id,
      practitionerId: someone?.id,
      day: '2024-07-03',
      half: 'day',
    })
    expect([byHand.statusCode, byHand.json().code]).toEqual([409, 'busy-elsewhere'])
    expect((await send('DELETE', `/api/regions/${REGION}/planning-runs/${id}`)).json().status).toBe(
      'cancelled',
    )
    for (let i = 0; i < 100; i++) {
      if ((await send('GET', `/api/regions/${REGION}/planning-runs/${id}`)).json().status === 'cancelled')
        break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect((await send('GET', `/api/regions/${REGION}/planning-runs/${id}`)).json().status).toBe('cancelled')
    expect((await roster('2024-07')).duties).toEqual([])
  })
  it.each([
    ['another county', 'shishi', 404],
    ['a hospital', 'hospital', 403],
    ['an inspector', 'inspector', 403],
  ])('is not for %s', async (_, login, status) => {
    expect(
      (await send('POST', `${inProgramme}/planning-runs`, { months: ['2024-07'], keepPostings: true }, login))
        .statusCode,
    ).toBe(status)
  })
  it.each([
    ['a published month', ['2024-05'], 423, 'month-published'],
    ['a month after the programme', ['2025-01'], 422, 'outside-programme'],
    ['a month before it', ['2024-02'], 422, 'outside-programme'],
    ['a year whose holidays nobody knows', ['2027-01'], 422, 'holiday-year-unknown'],
    ['no month', [], 400, 'invalid-input'],
  ])('refuses %s', async (_, months, status, code) => {
    const answer = await send('POST', `${inProgramme}/planning-runs`, { months, keepPostings: true })
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code])
  })
  it('keeps the days before the programme began free (March began on the 5th)', async () => {
    expect((await plan(['2024-03'])).status).toBe('done')
    const days = (await roster('2024-03')).duties.map((d) => d.day)
    expect(days).toHaveLength(24)
    expect(days.filter((d) => d < '2024-03-05')).toEqual([])
  })
})

describe('changes by hand', () => {
  /** A duty of June and a free workday of its doctor. */
  const one = async () => {
    const r = await roster()
    const chosen = r.duties.find((d) => !d.locked && !d.mismatchReason)
    const free = r.days.find(
      (d) =>
        d.workday &&
        d.day !== chosen?.day &&
        !r.duties.some((o) => o.practitionerId === chosen?.practitionerId && o.day === d.day),
    )
    if (!chosen || !free) throw new Error('nothing to move')
    return { r, chosen, free: free.day }
  }
  const refused = async (change: object, word: string | RegExp) => {
    const { chosen } = await one()
    const answer = await send('PATCH', duty(chosen.id), change)
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([422, 'rule-broken'])
    expect(answer.json().zh).toMatch(word)
    expect((await roster()).duties.find((d) => d.id === chosen.id)?.day).toBe(chosen.day)
  }
  it('move a duty, which is then locked', async () => {
    const { chosen, free } = await one()
    const moved = await send('PATCH', duty(chosen.id), { day: free })
    expect(moved.json()).toMatchObject({ day: free, locked: true })
    expect((await send('PATCH', duty(chosen.id), { locked: false })).json().locked).toBe(false)
  })
  it('refuse a holiday and a weekend with the clause (LV-9)', async () => {
    await refused({ day: '2024-06-10' }, /LV-9/)
    await refused({ day: '2024-06-08' }, /LV-9/)
  })
  it('refuse another month', () => refused({ day: '2024-07-01' }, '2024-06'))
  it('refuse a day outside the programme', async () => {
    const { r, chosen } = await one()
    const answer = await send('POST', `${inProgramme}/duties`, {
      unitId: r.units[0]?.id,
      practitionerId: chosen.practitionerId,
      day: '2025-01-02',
      half: 'day',
    })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'outside-programme'])
  })
  it('refuse two units on one day, and more days than a doctor gives (WRK-11, TGT-7)', async () => {
    const { r, chosen, free } = await one()
    const other = r.units.find((u) => u.id !== chosen.unitId)
    for (const day of [chosen.day, free]) {
      const answer = await send('POST', `${inProgramme}/duties`, {
        unitId: other?.id,
        practitionerId: chosen.practitionerId,
        day,
        half: 'day',
        mismatchReason: '临时',
      })
      expect([answer.statusCode, answer.json().code], answer.body).toEqual([422, 'rule-broken'])
      expect(answer.json().problems[0].zh).toMatch(/（[A-Z]+-\d+.*）/)
    }
  })
  it('refuse a doctor who is elsewhere that day, in another county’s programme too', async () => {
    const { chosen, free } = await one()
    await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .insertInto('practitioner_days')
        .values([
          {
            practitioner_id: chosen.practitionerId,
            day: free,
            half: 'am',
            region_id: '350581',
            duty_id: '01a00000-0000-7000-8000-000000000001',
          },
        ])
        .execute(),
    )
    await refused({ day: free }, /./)
    await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .deleteFrom('practitioner_days')
        .where('region_id', '=', '350581')
        .where('day', '=', free)
        .where('practitioner_id', '=', chosen.practitionerId)
        .execute(),
    )
  })
  it('want a reason where the specialty does not fit (MAT-4)', async () => {
    const { r, chosen, free } = await one()
    const unit = r.units.find((u) => u.need === '中医')
    const there = r.duties.find((d) => d.unitId === unit?.id)
    const medicine = r.practitioners.find((p) => p.specialty === '内科')
    await send('DELETE', duty(there?.id ?? ''))
    const gone = r.duties.find((d) => d.practitionerId === medicine?.id)
    if (gone) await send('DELETE', duty(gone.id))
    const body = { unitId: unit?.id, practitionerId: medicine?.id, day: free, half: 'day' }
    const without = await send('POST', `${inProgramme}/duties`, body)
    expect([without.statusCode, without.json().code], without.body).toEqual([422, 'mismatch-needs-reason'])
    const withReason = await send('POST', `${inProgramme}/duties`, {
      ...body,
      mismatchReason: '中医师全部外出培训',
    })
    expect([withReason.statusCode, withReason.json().mismatchReason]).toEqual([200, '中医师全部外出培训'])
    expect(chosen.id).toBeTruthy()
  })
  it('refuse ids of nobody', async () => {
    const answer = await send('POST', `${inProgramme}/duties`, {
      unitId: '01a00000-0000-7000-8000-000000000000',
      practitionerId: '01a00000-0000-7000-8000-000000000000',
      day: '2024-06-12',
      half: 'day',
    })
    expect(answer.statusCode).toBe(422)
    expect(
      (await send('PATCH', duty('01a00000-0000-7000-8000-000000000000'), { locked: true })).statusCode,
    ).toBe(404)
  })
  it('come to nothing for those who may not plan', async () => {
    const { chosen } = await one()
    for (const [login, status] of [
      ['shishi', 404],
      ['hospital', 403],
      ['unit', 403],
      ['doctor', 403],
    ] as const)
      expect((await send('DELETE', duty(chosen.id), undefined, login)).statusCode, login).toBe(status)
  })
})

describe('publishing (SCH-2)', () => {
  it('wants a decision about uncovered units (TGT-6)', async () => {
    await plan([MONTH])
    const [first] = (await roster()).duties.filter((d) => !d.locked)
    await send('DELETE', duty(first?.id ?? ''))
    const path = `${inProgramme}/rosters/${MONTH}/publication`
    const refused = await send('POST', path, {})
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'rule-broken'])
    expect(refused.json().zh).toContain('TGT-6')
    expect((await roster()).status).toBe('draft')
    expect((await send('POST', path, { acceptUncovered: true }, 'shishi')).statusCode).toBe(404)
    const done = await send('POST', path, { acceptUncovered: true })
    expect([done.statusCode, done.json().status, done.json().publishedAt]).toEqual([
      200,
      'published',
      '2024-05-20T01:00:00.000Z',
    ])
    expect(done.json().duties.every((d: { status: string }) => d.status === 'published')).toBe(true)
  })
  it('freezes every change and says since when and who can help', async () => {
    const r = await roster()
    const [first] = r.duties
    const attempts = [
      ['PATCH', duty(first?.id ?? ''), { locked: true }],
      ['PATCH', duty(first?.id ?? ''), { day: '2024-06-12' }],
      ['DELETE', duty(first?.id ?? ''), undefined],
      [
        'POST',
        `${inProgramme}/duties`,
        { unitId: first?.unitId, practitionerId: first?.practitionerId, day: '2024-06-12', half: 'day' },
      ],
      ['POST', `${inProgramme}/planning-runs`, { months: [MONTH], keepPostings: true }],
      ['POST', `${inProgramme}/rosters/${MONTH}/publication`, { acceptUncovered: true }],
    ] as const
    for (const [method, path, body] of attempts) {
      const answer = await send(method, path, body)
      expect([answer.statusCode, answer.json().code], path).toEqual([423, 'month-published'])
      expect(answer.json().zh).toContain('2024-05-20 09:00')
      expect(answer.json().remedyZh).toContain('卫健局')
    }
    expect(await roster()).toEqual(r)
  })
  it('refuses an empty month', async () => {
    const answer = await send('POST', `${inProgramme}/rosters/2024-12/publication`, { acceptUncovered: true })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'nothing-to-plan'])
  })
  it('shows the month to those it concerns, and to each no more people than are theirs', async () => {
    const all = (await roster()).practitioners.length
    expect((await roster(MONTH, inProgramme, 'unit')).duties.length).toBeLessThan(2)
    for (const login of ['unit', 'doctor', 'village', 'hospital'])
      expect((await roster(MONTH, inProgramme, login)).practitioners.length, login).toBeLessThan(all)
    expect((await roster(MONTH, inProgramme, 'inspector')).duties).toHaveLength(23)
    expect((await send('GET', `${inProgramme}/rosters/${MONTH}`, undefined, 'shishi')).statusCode).toBe(404)
  })
})

describe('a plan of another kind', () => {
  it('plans a county of a city-wide programme by the city’s bureau (S1)', async () => {
    server.setNow('2022-12-20')
    const at = '/api/regions/350421/programmes/sanming-2023'
    const r = await roster('2023-03', at, 'sanming')
    expect(r.status).toBe('published')
    expect(r.units.length).toBeGreaterThan(5)
    expect(new Set(r.duties.map((d) => d.unitId)).size).toBe(r.units.length)
    server.setNow('2024-05-20')
  })
  it('records demand in the reach of the unit only (PLN-2)', async () => {
    const r = await roster()
    const hulei = r.units.find((u) => u.name.includes('湖雷'))
    const other = r.units.find((u) => !u.name.includes('湖雷'))
    const save = async (id: string, unitId: string | undefined, change: object = {}, login = 'unit') =>
      (await server.as(login))('PUT', `${inProgramme}/demands/${id}`, {
        unitId,
        specialty: '心内科',
        weight: 5,
        diseases: '高血压',
        monthlyVolume: 40,
        preferredWeekday: 2,
        preferredOrdinal: 2,
        ...change,
      })
    const [a, b] = ['01a00000-0000-7000-8000-00000000aaaa', '01a00000-0000-7000-8000-00000000bbbb']
    expect((await save(a, hulei?.id)).json()).toMatchObject({ specialtyCode: '03.04', weight: 5 })
    expect((await save(b, other?.id)).statusCode).toBe(404)
    expect((await save(b, hulei?.id)).statusCode).toBe(409)
    expect((await save(b, hulei?.id, { specialty: '修车' })).json().code).toBe('invalid-value')
    expect((await save(b, hulei?.id, { monthlyVolume: -1 })).statusCode).toBe(400)
    expect((await save(b, hulei?.id, { specialty: '儿科' }, 'shishi')).statusCode).toBe(404)
    expect((await (await server.as('unit'))('GET', `${inProgramme}/demands`)).json().items).toHaveLength(1)
  })
})
