// A survey over HTTP on real PostgreSQL: frozen by one, seeded by another, called in order, closed, reported (SVY-1 to SVY-4).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SurveyItem, SurveyView } from '../../../contract/surveys.ts'
import type { CallView } from '../../../contract/surveys-calls.ts'
import { checkDrawFile, type DrawFile } from '../../../domain/surveys/draw-file.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'
import { hmacSm3, sm3 } from '../../platform/sm3.ts'

const LIST = `${inProgramme}/surveys`
const RULE = 'monthly-callback'
const of = (id: string): string => `/api/regions/${REGION}/surveys/${id}`
const ANSWERS = {
  came: 'yes',
  satisfaction: 'very',
  awareness: 'no',
  words: '药费能便宜些吗？电话13800000999',
}

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  // the demonstration's own frame of May makes way
  const { items } = (await (await server.as('bureau'))('GET', LIST)).json()
  const may = items.find((one: { period: string }) => one.period === '2024-05')
  const answer = await (await server.as('bureau'))('POST', `${of(may.id)}/end`, {
    act: 'cancel',
    note: '另做测试',
  })
  expect(answer.json()).toMatchObject({ state: 'cancelled' })
})
afterAll(() => server.close())

const as = async (login: string) => server.as(login)
async function post<T>(
  login: string,
  url: string,
  body: object,
): Promise<{ status: number; code: string; json: T }> {
  const answer = await (await as(login))('POST', url, body)
  const json = answer.body ? answer.json() : {}
  return { status: answer.statusCode, code: json.code ?? '', json: json as T }
}
const freeze = (more: object = {}, login = 'bureau') =>
  post<SurveyView>(login, LIST, { id: uuidv7(), ruleId: RULE, period: '2024-05', ...more })
const view = async (id: string): Promise<SurveyView> => (await (await as('bureau'))('GET', of(id))).json()
const calls = async (id: string, login = 'bureau'): Promise<{ items: CallView[]; current: string | null }> =>
  (await (await as(login))('GET', `${of(id)}/calls`)).json()
const take = async (id: string, body: object = {}, login = 'bureau') =>
  post<{ personId: string | null }>(login, `${of(id)}/calls/next`, body)
const record = async (id: string, body: object, login = 'bureau', callId = uuidv7()) => {
  const answer = await (await as(login))('PUT', `${of(id)}/calls/${callId}`, body)
  return { status: answer.statusCode, code: answer.json().code ?? '', json: answer.json() }
}
/** Takes whoever is next (or the person named) and records what came of the call. */
async function call(id: string, outcome: string, personId?: string): Promise<string | null> {
  const next = await take(id, personId ? { personId } : {})
  const who = next.json.personId
  if (who) {
    const answers = outcome === 'completed' ? { answers: ANSWERS } : {}
    expect(await record(id, { personId: who, outcome, ...answers })).toMatchObject({ status: 200 })
  }
  return who
}

let survey: SurveyView

describe('the frame', () => {
  it('is counted before anything is fixed: consent, number, one person once', async () => {
    const preview = (await (await as('bureau'))('GET', `${LIST}/frame?ruleId=${RULE}&period=2024-05`)).json()
    const rows = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .selectFrom('report_beneficiaries as b')
        .innerJoin('report_day_cards as c', 'c.id', 'b.day_card_id')
        .select(['b.name', 'b.phone', 'b.survey_consent'])
        .where('c.region_id', '=', REGION)
        .where('c.programme_id', '=', PROGRAMME)
        .where('c.day', '>=', '2024-05-01')
        .where('c.day', '<=', '2024-05-31')
        .execute(),
    )
    const callable = rows.filter(({ survey_consent }) => survey_consent)
    expect(preview.size).toBe(new Set(callable.map(({ name, phone }) => `${name} ${phone}`)).size)
    expect(preview.size).toBeGreaterThan(30)
    expect(preview.leftOut).toEqual({
      noConsent: rows.length - callable.length,
      noPhone: 0,
      double: callable.length - preview.size,
    })
    expect(preview.leftOut.noConsent).toBeGreaterThan(0)
    expect(preview.units.length).toBeGreaterThan(15)
  })
  it('refuses a year whose frame is smaller than the hundred the plan asks for, with the counts', async () => {
    const refused = await freeze({ ruleId: 'annual-survey', period: '2024', sample: 5000 })
    expect([refused.status, refused.code]).toEqual([409, 'survey-frame-too-small'])
    expect(JSON.stringify(refused.json)).toMatch(/不够抽 5000 人/)
    const below = await freeze({ ruleId: 'annual-survey', period: '2024', sample: 50 })
    expect([below.status, below.code]).toEqual([422, 'survey-sample-below'])
  })
  it.each([
    ['a period that has not begun', { period: '2024-07' }, 422, 'survey-outside'],
    ['a year for a monthly rule', { period: '2024' }, 422, 'survey-outside'],
    ['no such rule', { ruleId: 'no-such' }, 422, 'survey-no-rule'],
    ['nobody', { sample: 0 }, 400, 'invalid-input'],
    ['no month', { period: '2024-13' }, 400, 'invalid-input'],
  ])('refuses %s', async (_, body, status, code) => {
    const refused = await freeze(body)
    expect([refused.status, refused.code]).toEqual([status, code])
  })
  it('is frozen with its hash, and a second one for the same month is refused', async () => {
    const made = await freeze()
    expect(made.status).toBe(200)
    survey = made.json
    expect(survey).toMatchObject({ state: 'frozen', sample: 24, round: 1, mayDo: ['cancel'] })
    expect(survey.rounds[0]?.frameHash).toMatch(/^[0-9a-f]{64}$/)
    const twice = await freeze()
    expect([twice.status, twice.code]).toEqual([409, 'survey-there'])
    const again = await freeze({ id: survey.id })
    expect(again.json.rounds).toHaveLength(1)
  })
  it('keeps its keys to itself until it was drawn', async () => {
    const file: DrawFile = (await (await as('bureau'))('GET', `${of(survey.id)}/draw-file`)).json()
    expect(file.rounds[0]?.frame.rows).toBeNull()
    expect(file.rounds[0]?.list).toBeNull()
  })
})

describe('the seed', () => {
  const seed = (login: string, text = '双色球 2024057 期 03 08 19', round = 1) =>
    post<SurveyView>(login, `${of(survey.id)}/seed`, { round, seed: text })
  it('is asked for by notice and never comes from whoever froze the frame', async () => {
    for (const login of ['leader', 'alliance']) {
      const { items } = (await (await as(login))('GET', '/api/notices')).json()
      expect(items.map((one: { kind: string }) => one.kind)).toContain('survey-seed-asked')
    }
    const own = await seed('bureau')
    expect([own.status, own.code]).toEqual([403, 'survey-same-person'])
    expect((await seed('unit')).status).toBe(403)
    expect((await seed('shishi')).status).toBe(404)
    expect((await seed('leader', 'short')).status).toBe(400)
  })
  it('of the alliance office draws once; a draw asked twice is refused in words', async () => {
    server.setNow('2024-05-20', '09:01:00')
    const drawn = await seed('alliance')
    expect(drawn.status).toBe(200)
    expect(drawn.json).toMatchObject({ state: 'drawn', tally: { drawn: 24, reserves: 0, open: 24 } })
    expect(drawn.json.rounds[0]?.shares?.reduce((n, { share }) => n + share, 0)).toBe(24)
    const twice = await seed('leader')
    expect([twice.status, twice.code]).toEqual([409, 'survey-drawn-already'])
  })
  it('is drawn anew with a reason while nobody was called; both lists stay', async () => {
    const no = await post('bureau', `${of(survey.id)}/redraw`, { reason: ' ' })
    expect(no.status).toBe(400)
    const again = await post<SurveyView>('bureau', `${of(survey.id)}/redraw`, { reason: '漏了补录的日志卡' })
    expect(again.json).toMatchObject({ state: 'frozen', round: 2 })
    expect((await seed('leader', '双色球 2024058 期', 1)).code).toBe('changed-meanwhile')
    server.setNow('2024-05-20', '09:02:00')
    const drawn = await seed('leader', '双色球 2024058 期 11 20 31', 2)
    expect(drawn.json.rounds.map(({ seed: text }) => text)).toHaveLength(2)
    survey = drawn.json
  })
  it('and its file stand to be drawn again by anybody, without a name or a number', async () => {
    const text = (await (await as('inspector'))('GET', `${of(survey.id)}/draw-file`)).body
    const file = JSON.parse(text) as DrawFile
    const found = checkDrawFile(file, { hash: sm3, keyed: hmacSm3, announced: survey.rounds[0]?.frameHash })
    expect(found.filter(({ ok }) => !ok)).toEqual([])
    expect(file.rounds).toHaveLength(2)
    expect(text).not.toMatch(/1380000|beneficiar/)
    const [first, second] = file.rounds.map((round) => new Set(round.frame.rows?.map(({ key }) => key)))
    expect([...(first ?? [])].some((key) => second?.has(key))).toBe(false)
  })
})

/** Somebody to call whose unit still has a reserve that was not brought. */
async function openWithReserve(): Promise<CallView | undefined> {
  const { units } = await view(survey.id)
  const spare = new Set(
    units
      .filter(({ size, share, tally }) => size > share && tally.reserves === 0 && share > 0)
      .map(({ unit }) => unit),
  )
  const { items } = await calls(survey.id)
  return items.find(({ standing, unit }) => standing === 'open' && spare.has(unit))
}

describe('the published file', () => {
  it('is anybody’s to take, the same as at the desk; of a survey that is not published there is none', async () => {
    const url = `/surveys/${REGION}/${survey.id}.json`
    const answer = await server.anonymous('GET', url)
    expect([answer.statusCode, answer.body]).toEqual([
      200,
      (await (await as('bureau'))('GET', `${of(survey.id)}/draw-file`)).body,
    ])
    await inScope(server.services.db, { kind: 'public' }, async (trx) => {
      expect(await trx.selectFrom('survey_calls').selectAll().execute()).toEqual([])
      expect(await trx.selectFrom('survey_reveals').selectAll().execute()).toEqual([])
    })
  })
})

describe('a cancelled draw', () => {
  it('stays public with its reason', async () => {
    const { items } = (await (await as('bureau'))('GET', LIST)).json() as { items: SurveyItem[] }
    const gone = items.find(({ state }) => state === 'cancelled')
    expect((await view(gone?.id ?? '')).endNote).toBe('另做测试')
    expect((await server.anonymous('GET', `/surveys/${REGION}/${gone?.id}.json`)).statusCode).toBe(200)
  })
})

describe('calling', () => {
  it('shows those in turn masked; a number only to whoever holds the person, with a reason', async () => {
    const { items } = await calls(survey.id)
    expect(items).toHaveLength(24)
    expect(items.every(({ name, phone }) => name.includes('*') && phone.includes('*'))).toBe(true)
    const first = items[0]?.personId ?? ''
    const reveal = (login: string, reason = '电话回访') =>
      post<{ phone: string }>(login, `${of(survey.id)}/calls/${first}/reveal`, { reason })
    expect((await reveal('bureau')).code).toBe('survey-not-held')
    await take(survey.id, { personId: first })
    expect((await reveal('bureau', '')).status).toBe(400)
    expect((await reveal('bureau')).json.phone).toMatch(/^138\d{8}$/)
    expect((await reveal('leader')).code).toBe('survey-held')
    expect((await (await as('admin'))('GET', '/api/audit?limit=10')).body).toContain('查看一位回访群众的电话')
  })
  it('gives a person to one caller at a time, and back after a while', async () => {
    const mine = (await calls(survey.id)).current
    const taken = await take(survey.id, { personId: mine ?? '' }, 'leader')
    expect([taken.status, taken.code]).toEqual([409, 'survey-held'])
    const other = await take(survey.id, {}, 'leader')
    expect(other.json.personId).not.toBe(mine)
    expect((await record(survey.id, { personId: mine, outcome: 'refused' }, 'leader')).code).toBe(
      'survey-held',
    )
    await post('leader', `${of(survey.id)}/calls/${other.json.personId}/release`, {})
    server.setNow('2024-05-20', '09:30:00')
    expect((await record(survey.id, { personId: mine, outcome: 'refused' })).code).toBe('survey-not-held')
    server.setNow('2024-05-20', '09:31:00')
  })
  it('is refused where answers are missing or an appointment lies behind', async () => {
    const { personId } = (await take(survey.id)).json
    const bad = await record(survey.id, { personId, outcome: 'completed', answers: { came: 'yes' } })
    expect([bad.status, bad.code]).toEqual([422, 'survey-answers-wrong'])
    expect(bad.json.zh).toContain('满意')
    const late = await record(survey.id, {
      personId,
      outcome: 'callLater',
      laterAt: '2024-05-01T00:00:00.000Z',
    })
    expect(late.code).toBe('invalid-value')
    const id = uuidv7()
    const good = { personId, outcome: 'completed', answers: ANSWERS }
    expect((await record(survey.id, good, 'bureau', id)).status).toBe(200)
    expect((await record(survey.id, good, 'bureau', id)).status, 'told twice is one').toBe(200)
    expect((await view(survey.id)).tally).toMatchObject({ completed: 1, reached: 1, open: 23 })
    const again = await take(survey.id, { personId: personId ?? '' })
    expect(again.code, 'answered once').toBe('survey-not-their-turn')
  })
  it('brings a reserve of the same unit only once somebody is lost, in order', async () => {
    const hit = await openWithReserve()
    await call(survey.id, 'noAnswer', hit?.personId)
    await call(survey.id, 'noAnswer', hit?.personId)
    await call(survey.id, 'noAnswer', hit?.personId)
    expect(
      (await calls(survey.id)).items.some(({ reserve }) => reserve),
      'three calls in one day',
    ).toBe(false)
    server.setNow('2024-05-21')
    await call(survey.id, 'noAnswer', hit?.personId)
    const { items } = await calls(survey.id)
    expect(items.filter(({ reserve }) => reserve)).toHaveLength(1)
    expect(items.find(({ reserve }) => reserve)).toMatchObject({ unit: hit?.unit, standing: 'open' })
    expect((await view(survey.id)).tally).toMatchObject({ drawn: 24, reserves: 1, noAnswer: 1 })
  })
  it('skips whoever withdrew between draw and call, at once and for good', async () => {
    const who = await openWithReserve()
    await take(survey.id, { personId: who?.personId ?? '' })
    const person = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .selectFrom('survey_people')
        .select('beneficiary_id')
        .where('id', '=', who?.personId ?? '')
        .executeTakeFirstOrThrow(),
    )
    const withdrawn = await (await as('bureau'))(
      'PUT',
      `/api/regions/${REGION}/consent-withdrawals/${uuidv7()}`,
      {
        beneficiaryId: person.beneficiary_id,
        purposes: ['survey'],
        askedBy: 'self',
      },
    )
    expect(withdrawn.statusCode).toBeLessThan(300)
    const reveal = await post('bureau', `${of(survey.id)}/calls/${who?.personId}/reveal`, {
      reason: '电话回访',
    })
    expect([reveal.status, reveal.code]).toEqual([409, 'survey-consent-withdrawn'])
    expect((await record(survey.id, { personId: who?.personId, outcome: 'refused' })).code).toBe(
      'survey-consent-withdrawn',
    )
    const { items } = await calls(survey.id)
    expect(items.find(({ personId }) => personId === who?.personId)).toMatchObject({
      standing: 'withdrawn',
      phone: '',
    })
    expect((await view(survey.id)).tally).toMatchObject({ withdrawn: 1, reserves: 2 })
  })
  it('keeps an appointment: not before its hour, first after it', async () => {
    const { personId } = (await take(survey.id)).json
    await record(survey.id, { personId, outcome: 'callLater', laterAt: '2024-05-21T07:00:00.000Z' })
    expect((await take(survey.id)).json.personId).not.toBe(personId)
    server.setNow('2024-05-21', '15:01:00')
    expect((await take(survey.id)).json.personId).toBe(personId)
    await record(survey.id, { personId, outcome: 'completed', answers: { ...ANSWERS, satisfaction: 'poor' } })
  })
  it('gives two callers who ask at once two people', async () => {
    const [one, two] = await Promise.all([take(survey.id), take(survey.id, {}, 'leader')])
    expect([one.status, two.status]).toEqual([200, 200])
    expect(one.json.personId).not.toBe(two.json.personId)
    const same = (await calls(survey.id)).items.find(
      ({ standing, heldBy }) => standing === 'open' && heldBy === null,
    )
    const both = await Promise.all([
      take(survey.id, { personId: same?.personId ?? '' }),
      take(survey.id, { personId: same?.personId ?? '' }, 'leader'),
    ])
    expect(both.map(({ code }) => code).sort()).toEqual(['', 'survey-held'])
    const free = { personId: same?.personId }
    for (const login of ['bureau', 'leader'])
      await post(login, `${of(survey.id)}/calls/${free.personId}/release`, {})
  })
  it('tells callers alone of a day on which no doctor came', async () => {
    const { personId } = (await take(survey.id)).json
    await record(survey.id, { personId, outcome: 'completed', answers: { ...ANSWERS, came: 'no' } })
    expect((await view(survey.id)).notCame).toHaveLength(1)
    const others = (await (await as('inspector'))('GET', of(survey.id))).json() as SurveyView
    expect(others.notCame).toEqual([])
  })
  it('cannot be drawn anew, cancelled or closed in the middle', async () => {
    expect((await post('bureau', `${of(survey.id)}/redraw`, { reason: '不满意' })).code).toBe('survey-called')
    expect((await post('bureau', `${of(survey.id)}/end`, { act: 'cancel', note: 'x' })).code).toBe(
      'survey-called',
    )
    expect((await post('bureau', `${of(survey.id)}/end`, { act: 'close' })).code).toBe('survey-open-people')
  })
})

describe('the end', () => {
  it('closes when everybody in turn was tried, with fixed denominators and estimates', async () => {
    for (let i = 0; i < 60; i++) {
      const who = await call(survey.id, i % 6 === 5 ? 'refused' : 'completed')
      if (!who) break
    }
    const closed = await post<SurveyView>('bureau', `${of(survey.id)}/end`, { act: 'close' })
    expect(closed.status).toBe(200)
    const { tally, satisfaction, awareness, came, units, words } = closed.json
    expect(tally.open).toBe(0)
    expect(tally.drawn).toBe(24)
    expect(tally.reached).toBe(tally.completed + tally.refused)
    expect(satisfaction).toMatchObject({ yes: tally.completed - 1, of: tally.completed })
    expect(awareness.yes).toBe(0)
    expect(came).toMatchObject({ yes: tally.completed - 1, of: tally.completed })
    expect(units.reduce((n, unit) => n + unit.tally.completed, 0)).toBe(tally.completed)
    expect(words[0]).toContain('号码已隐去')
    expect((await take(survey.id)).code).toBe('survey-wrong-state')
    expect((await post('bureau', `${of(survey.id)}/end`, { act: 'close' })).code).toBe('survey-wrong-state')
  })
  it('shows a unit’s share to others than callers only where several answered', async () => {
    const seen = (await (await as('inspector'))('GET', of(survey.id))).json() as SurveyView
    const few = seen.units.filter(({ judged }) => judged > 0 && judged < 5)
    expect(few.length).toBeGreaterThan(0)
    expect(few.every(({ satisfied, aware }) => satisfied === null && aware === null)).toBe(true)
    expect(seen.satisfaction.of).toBe((await view(survey.id)).satisfaction.of)
  })
  it('is a workbook and a PDF without a person in it', async () => {
    const bureau = await as('inspector')
    const xlsx = await bureau('GET', `${of(survey.id)}/report?format=xlsx`)
    expect([xlsx.statusCode, xlsx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    const pdf = await bureau('GET', `${of(survey.id)}/report?format=pdf`)
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  })
})

describe('the effect report (SVY-4)', () => {
  it('says what the closed survey found, not 尚无数据', async () => {
    const { items } = (await (await as('bureau'))('GET', LIST)).json() as { items: SurveyItem[] }
    const closed = items.filter(({ state }) => state === 'closed')
    expect(closed).toHaveLength(2)
    const { body } = await (await as('bureau'))('GET', `${inProgramme}/documents/effectReport/2024`)
    const found = /"path":"survey.completed","value":(\d+),/.exec(body)
    expect(Number(found?.[1])).toBe(closed.reduce((n, { tally }) => n + tally.completed, 0))
  })
})

describe('who sees it', () => {
  it('another county finds nothing, a unit is refused, a body is no caller', async () => {
    expect((await (await as('shishi'))('GET', of(survey.id))).statusCode).toBe(404)
    expect((await (await as('shishi'))('GET', LIST)).statusCode).toBe(404)
    expect((await (await as('unit'))('GET', LIST)).statusCode).toBe(403)
    expect((await (await as('inspector'))('GET', `${of(survey.id)}/calls`)).statusCode).toBe(403)
    expect((await (await as('alliance'))('GET', `${of(survey.id)}/calls`)).statusCode).toBe(403)
    expect((await (await as('alliance'))('GET', of(survey.id))).statusCode).toBe(200)
  })
  it('a connection without a context sees no row of it', async () => {
    for (const table of [
      'surveys',
      'survey_rounds',
      'survey_people',
      'survey_calls',
      'survey_reveals',
    ] as const)
      expect(await server.services.db.selectFrom(table).selectAll().execute(), table).toEqual([])
  })
})
