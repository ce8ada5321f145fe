// The joint assessment over HTTP (ASM-2, ASM-4, ASM-10, ASM-12): derived points against plain SQL, two signatures over what was
// seen, appeal and decision, the list of the excellent, and who may do none of it.
import { read as readWorkbook, utils } from '@e965/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssessmentList, AssessmentRow } from '../../../contract/assessments-joint.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const CYCLE = '2024-03'
const base = `/api/regions/${REGION}/programmes/${PROGRAMME}/assessments`
const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const list = async (login = 'bureau', cycle = CYCLE): Promise<AssessmentList> => {
  const answer = await send(login, 'GET', `${base}?cycle=${cycle}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
/** The unit's own doctor whose hospital is the demonstration's hospital account. */
const own = async (): Promise<AssessmentRow> => {
  const hospital = new Set((await list('hospital')).items.map((r) => `${r.practitionerId} ${r.unitId}`))
  const row = (await list('unit')).items.find((r) => hospital.has(`${r.practitionerId} ${r.unitId}`))
  if (!row) throw new Error('no doctor of both accounts in the demonstration')
  return row
}
const mark = (login: string, row: AssessmentRow, more: object = {}) =>
  send(login, 'POST', base, {
    cycle: CYCLE,
    practitionerId: row.practitionerId,
    unitId: row.unitId,
    marks: { work: 92, safety: 95.5, complaints: 100 },
    known: row.steps.length,
    ...more,
  })
const sign = (login: string, row: AssessmentRow, total = row.total) =>
  send(login, 'POST', `/api/regions/${REGION}/assessments/${row.id}/signature`, { total })
/** A monthly check of each doctor, as the unit records it; the demonstration may hold some already. */
const ensureChecks = async (row: AssessmentRow): Promise<void> => {
  if (row.basis.checks > 0) return
  await oracle(sql`insert into checks (region_id, id, programme_id, kind, target, unit_id, hospital_id, practitioner_id, means, done_on, checklist, answers, score, by_role, made_by, made_at)
    select ${REGION}, gen_random_uuid(), ${PROGRAMME}, 'dailyAssessment', 'doctor', ${row.unitId}::uuid, p.organisation_id, p.id, 'visit', '2024-04-26', '{}', '{}', 90, 'receivingUnit', a.id, now()
    from practitioners p, accounts a where p.id = ${row.practitionerId}::uuid and a.login = 'unit'`)
}

describe('what the records say', () => {
  it('is the share of published duties that have a card, and the mean of the monthly checks', async () => {
    const { items, cycles } = await list()
    expect(cycles.map((c) => c.id)).toEqual(['2024-03', '2024-05'])
    const rows = await oracle(sql<{ id: string; unit: string; n: number; done: number }>`
      select d.practitioner_id as id, d.unit_id as unit, count(*)::int as n, count(c.id)::int as done
      from duties d left join day_cards c on c.region_id = d.region_id and c.practitioner_id = d.practitioner_id and c.unit_id = d.unit_id and c.day = d.day and c.status in ('submitted', 'confirmed')
      where d.region_id = ${REGION} and d.programme_id = ${PROGRAMME} and d.status = 'published' and d.day between '2024-03-01' and '2024-04-30' group by 1, 2`)
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) {
      const item = items.find((one) => one.practitionerId === row.id && one.unitId === row.unit)
      expect([item?.basis.duties, item?.basis.recorded]).toEqual([row.n, row.done])
      expect(item?.parts.find((p) => p.from === 'attendance')?.points).toBe(
        Math.round((row.done / row.n) * 1000) / 10,
      )
    }
    const scores = await oracle(sql<{ id: string; unit: string; score: number }>`
      select practitioner_id as id, unit_id as unit, round(avg(score), 1)::float8 as score from checks
      where kind = 'dailyAssessment' and region_id = ${REGION} and done_on between '2024-03-01' and '2024-04-30' group by 1, 2`)
    for (const row of scores)
      expect(
        items
          .find((one) => one.practitionerId === row.id && one.unitId === row.unit)
          ?.parts.find((p) => p.from === 'monthly')?.points,
      ).toBe(row.score)
  })
  it('is shown to each body for its own, and not to a doctor before both have signed', async () => {
    const whole = (await list()).items.length
    expect((await list('unit')).items.length).toBeLessThan(whole)
    expect((await list('hospital')).items.length).toBeLessThan(whole)
    expect((await send('doctor', 'GET', base)).statusCode).toBe(403)
    expect((await send('doctor', 'GET', '/api/my/assessments')).json()).toEqual({ items: [] })
    expect((await send('sanming', 'GET', base)).statusCode).toBe(404)
  })
})

describe('from points to the end', () => {
  it('is marked, signed by two hands over what they saw, published, appealed, and decided', async () => {
    let row = await own()
    await ensureChecks(row)
    expect((await mark('unit', row, { marks: { duty: 100 } })).statusCode).toBe(400)
    expect((await mark('unit', row, { marks: { work: 101 } })).statusCode).toBe(400)
    expect((await mark('bureau', row)).statusCode).toBe(403)
    const first = await mark('unit', row, { marks: { work: 92 } })
    expect(first.statusCode, first.body).toBe(200)
    const missing = await sign('unit', first.json(), 0)
    expect(missing.json().code).toBe('changed-meanwhile')
    expect((await mark('unit', row)).json().code).toBe('changed-meanwhile')
    row = first.json()
    row = (await mark('hospital', row, { marks: { safety: 95.5, complaints: 100 } })).json()
    expect(row.total).not.toBeNull()
    expect((await sign('unit', row, (row.total ?? 0) + 1)).json().code).toBe('changed-meanwhile')
    row = (await sign('unit', row)).json()
    expect([row.state, row.signed.map((s) => s.side)]).toEqual(['signing', ['receivingUnit']])
    expect((await sign('unit', row)).json()).toMatchObject({ code: 'assessment-refused' })
    const both = await sign('hospital', row)
    expect(both.statusCode, both.body).toBe(200)
    row = both.json()
    expect([row.state, row.appealUntil]).toEqual(['published', '2024-05-27'])
    const kinds = (await send('hospital', 'GET', '/api/notices'))
      .json()
      .items.map((n: { kind: string }) => n.kind)
    expect(kinds).toContain('assessment-published')
    expect((await mark('unit', row)).json().code).toBe('assessment-refused')

    const [mine] = (await send('doctor', 'GET', '/api/my/assessments')).json().items
    // the demonstration's doctor account is this doctor, or another one's result stays hidden
    if (mine) {
      expect(mine.total).toBe(row.total)
      const appeal = await send('doctor', 'POST', `/api/regions/${REGION}/assessments/${row.id}/appeal`, {
        words: '四月的讲座没有算进去',
      })
      expect(appeal.json().state).toBe('appealed')
      const decide = { upheld: false, words: '讲座记在五月，下期计入' }
      expect(
        (
          await send(
            'hospital',
            'POST',
            `/api/regions/${REGION}/assessments/${row.id}/appeal-decision`,
            decide,
          )
        ).statusCode,
      ).toBe(403)
      const ended = await send(
        'bureau',
        'POST',
        `/api/regions/${REGION}/assessments/${row.id}/appeal-decision`,
        decide,
      )
      expect(ended.json().state).toBe('final')
    }
  })
  it('is final when the days for an appeal have passed', async () => {
    const row = (await list('unit')).items.find((r) => r.state === 'published' || r.state === 'final')
    expect(row).toBeDefined()
    server.setNow('2024-05-28')
    expect((await list('unit')).items.find((r) => r.id === row?.id)?.state).toBe('final')
    server.setNow('2024-05-20')
  })
  it('goes out as a workbook of the same figures', async () => {
    const answer = await send('bureau', 'GET', `${base}/xlsx?cycle=${CYCLE}`)
    const book = readWorkbook(answer.rawPayload, { type: 'buffer' })
    const rows = utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, {
      header: 1,
    })
    const { items } = await list()
    const done = items.find((r) => r.signed.length === 2)
    expect(rows.find((r) => r[1] === done?.name && r[4] === done?.unit)?.[10]).toBe(done?.total)
  })
})

describe('the excellent', () => {
  const at = `/api/regions/${REGION}/programmes/${PROGRAMME}/excellence/${CYCLE}`
  it('stand in a list with everybody’s reason, approved only as it was seen', async () => {
    server.setNow('2024-05-28')
    const seen = (await send('bureau', 'GET', at)).json()
    expect(seen.items.length).toBeGreaterThan(10)
    for (const one of seen.items) expect(one.chosen).toBe(one.why === null)
    const ids = seen.items
      .filter((one: { chosen: boolean }) => one.chosen)
      .map((one: { practitionerId: string }) => one.practitionerId)
    const strange = await send('bureau', 'POST', at, { practitionerIds: [seen.items.at(-1).practitionerId] })
    expect(strange.json().code).toBe('changed-meanwhile')
    const answer = await send('bureau', 'POST', at, { practitionerIds: ids })
    if (ids.length === 0) expect(answer.json().code).toBe('excellence-nobody')
    else {
      expect(answer.json()).toEqual({ version: 1 })
      expect((await send('bureau', 'GET', at)).json().approved).toMatchObject({ version: 1, same: true })
    }
    expect((await send('hospital', 'GET', at)).statusCode).toBe(403)
    server.setNow('2024-05-20')
  })
})
