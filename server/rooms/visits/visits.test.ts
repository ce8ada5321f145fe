// Day cards over HTTP: saved, submitted, confirmed, returned; two versions are both kept; a double waits for a person;
// each writes only what is hers, and nothing masked ever overwrites what it hides.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DayCardView } from '../../../contract/visits.ts'
import { addDays, weekdayOf } from '../../../domain/shared/calendar.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

type Posting = {
  unit: { id: string; name: string }
  practitioner: { id: string; hospitalId: string; hospital: string }
}
let server: TestServer
let own: Posting
let others: Posting[]
beforeAll(async () => {
  server = await startServer()
  const all = (await (await server.as('bureau'))('GET', `${inProgramme}/postings`)).json().items as Posting[]
  const hulei = all.find((p) => p.unit.name.includes('湖雷'))
  if (!hulei) throw new Error('no posting')
  own = hulei
  others = all.filter((p) => p !== hulei)
  const there = await inScope(server.services.db, { kind: 'system' }, (trx) =>
    trx.selectFrom('day_cards').select('day').where('practitioner_id', '=', hulei.practitioner.id).execute(),
  )
  for (const card of there) taken.add(card.day)
})
afterAll(() => server.close())

const CALL = [{ purpose: 'survey', version: 1, way: 'oral' }]
const card = (change: object = {}, posting: Posting = own) => ({
  programmeId: PROGRAMME,
  dutyId: null,
  unitId: posting.unit.id,
  practitionerId: posting.practitioner.id,
  day: '2024-05-16',
  half: 'day',
  activities: [{ kind: 'outpatient', count: 12 }],
  homeVisits: [{ specialGroup: 'advancedAge', place: '上村', service: '测血压' }],
  beneficiaries: [{ name: '乐山安', phone: '13800000456', specialGroup: 'advancedAge', consents: CALL }],
  otherServices: '',
  otherWork: '',
  leaflets: 10,
  noticeClicks: 3,
  screenNotices: 1,
  transportFen: 4500,
  lodgingFen: 0,
  suppliesFen: 0,
  ...change,
})
const at = (id: string): string => `/api/regions/${REGION}/day-cards/${id}`
const save = async (login: string, id: string, body: object, { version = 0, submit = 'no' } = {}) =>
  (await server.as(login))('PUT', `${at(id)}?version=${version}&submit=${submit}`, body)
type Act = [login: string, method: 'POST' | 'DELETE', id: string, what: string, body?: object]
const act = async (...[login, method, id, what, body]: Act) =>
  (await server.as(login))(method, `${at(id)}/${what}`, body)
const get = async (login: string, id: string) => (await server.as(login))('GET', at(id))
/** What stands in the table, unmasked, by the system's own eyes. */
const stored = (id: string) =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => ({
    card: await trx.selectFrom('day_cards').selectAll().where('id', '=', id).executeTakeFirst(),
    people: await trx
      .selectFrom('beneficiaries')
      .select(['name', 'phone'])
      .where('day_card_id', '=', id)
      .orderBy('id')
      .execute(),
    activities: await trx
      .selectFrom('day_card_activities')
      .select(['kind', 'count'])
      .where('day_card_id', '=', id)
      .execute(),
    visits: await trx.selectFrom('home_visits').select('place').where('day_card_id', '=', id).execute(),
  }))
let day = '2024-03-05'
const taken = new Set<string>([
  '2024-04-04',
  '2024-04-05',
  '2024-05-01',
  '2024-05-02',
  '2024-05-03',
  '2024-05-16',
])
/** A workday that no other test uses and on which the demonstration has no card of this doctor. */
const nextDay = (): string => {
  do day = addDays(day, 1)
  while (taken.has(day) || weekdayOf(day) > 5)
  return day
}

describe('a card’s way (WRK-18)', () => {
  it('goes from draft to submitted to confirmed, and back when it is returned', async () => {
    const id = uuidv7()
    const body = card({ day: nextDay() })
    expect((await save('doctor', id, body)).json()).toMatchObject({
      status: 'draft',
      version: 1,
      questions: [expect.objectContaining({ code: 'card-off-the-roster' })],
    })
    expect((await act('unit', 'POST', id, 'confirmation')).json().code).toBe('card-closed')
    expect((await save('doctor', id, body, { version: 1, submit: 'yes' })).json()).toMatchObject({
      status: 'submitted',
      version: 2,
    })
    expect((await act('unit', 'POST', id, 'confirmation')).json()).toMatchObject({
      status: 'confirmed',
      version: 3,
    })
    const closed = await save('doctor', id, body, { version: 3 })
    expect([closed.statusCode, closed.json().code]).toEqual([423, 'card-closed'])
    expect((await act('unit', 'DELETE', id, 'confirmation', {})).statusCode).toBe(400)
    expect((await act('unit', 'DELETE', id, 'confirmation', { reason: '诊疗量有误' })).json()).toMatchObject({
      status: 'draft',
      version: 4,
    })
    expect((await save('doctor', id, body, { version: 4, submit: 'yes' })).json().status).toBe('submitted')
  })
  it('is not confirmed by whoever wrote it', async () => {
    const id = uuidv7()
    await save('unit', id, card({ day: nextDay() }), { submit: 'yes' })
    const answer = await act('unit', 'POST', id, 'confirmation')
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'rule-broken'])
    expect((await act('bureau', 'POST', id, 'confirmation')).statusCode).toBe(200)
  })
  it('keeps both when two people changed it: the later save is told and nothing is overwritten (SEC-3)', async () => {
    const id = uuidv7()
    const body = card({ day: nextDay() })
    await save('doctor', id, body)
    expect((await save('unit', id, { ...body, leaflets: 77 }, { version: 1 })).statusCode).toBe(200)
    const late = await save('doctor', id, { ...body, leaflets: 11 }, { version: 1 })
    expect([late.statusCode, late.json().code]).toEqual([409, 'changed-meanwhile'])
    expect((await get('doctor', id)).json()).toMatchObject({ leaflets: 77, version: 2 })
    // Signed in beforehand, so that the saves really meet.
    const senders = await Promise.all(['doctor', 'unit', 'bureau'].map((login) => server.as(login)))
    const all = await Promise.all(
      senders.map((send, i) => send('PUT', `${at(id)}?version=2`, { ...body, leaflets: 20 + i })),
    )
    expect(all.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409, 409])
  })
  it('records the device’s moment and never lets it decide', async () => {
    const id = uuidv7()
    const saved = (
      await save('doctor', id, card({ day: nextDay(), deviceAt: '2031-01-01T00:00:00Z' }))
    ).json()
    expect(saved.updatedAt).toBe('2024-05-20T01:00:00.000Z')
  })
})

describe('a second card for the same doctor, unit and day (P13)', () => {
  const pair = async (second: object = {}) => {
    const [a, b] = [uuidv7(), uuidv7()]
    const date = nextDay()
    await save('doctor', a, card({ day: date, half: 'am' }), { submit: 'yes' })
    const double = await save(
      'unit',
      b,
      card({
        day: date,
        half: 'pm',
        leaflets: 5,
        activities: [{ kind: 'outpatient', count: 30 }],
        beneficiaries: [],
        ...second,
      }),
      { submit: 'yes' },
    )
    expect(double.json()).toMatchObject({ status: 'duplicate', duplicateOf: a })
    return { a, b, date }
  }
  const days = async (date: string): Promise<number> =>
    inScope(
      server.services.db,
      { kind: 'system' },
      async (trx) =>
        (
          await trx
            .selectFrom('report_person_days')
            .select('day')
            .where('day', '=', date)
            .where('unit_id', '=', own.unit.id)
            .execute()
        ).length,
    )

  it.each([
    ['original', 10, 12, 1, 'am'],
    ['duplicate', 5, 30, 0, 'pm'],
    ['sum', 15, 42, 1, 'day'],
  ] as const)(
    'merged by a person as “%s”: the facts add up and the day counts once',
    async (...[keep, leaflets, consultations, people, half]) => {
      const { a, b, date } = await pair()
      expect(await days(date)).toBe(1)
      expect((await act('unit', 'POST', b, 'merge', { keep })).statusCode).toBe(400)
      const merged = await act('unit', 'POST', b, 'merge', { keep, reason: '同一天填了两次' })
      expect(merged.json()).toMatchObject({ id: a, leaflets, half, status: 'submitted' })
      expect(merged.json().activities.reduce((n: number, x: { count: number }) => n + x.count, 0)).toBe(
        consultations,
      )
      expect(merged.json().beneficiaries).toHaveLength(people)
      expect((await stored(b)).card?.status).toBe('merged')
      expect(await days(date)).toBe(1)
      expect((await act('unit', 'POST', b, 'merge', { keep, reason: '再来一次' })).json().code).toBe(
        'card-closed',
      )
      expect((await save('unit', b, card({ day: date }), { version: 2 })).json().code).toBe('card-closed')
    },
  )
  it('is nobody’s to merge but theirs', async () => {
    const { b } = await pair()
    for (const [login, status] of [
      ['doctor', 403],
      ['hospital', 403],
      ['shishi', 404],
    ] as const)
      expect((await act(login, 'POST', b, 'merge', { keep: 'sum', reason: 'x' })).statusCode, login).toBe(
        status,
      )
  })
  it('stands by itself once its day was corrected', async () => {
    const { b } = await pair()
    const mended = await save('unit', b, card({ day: nextDay() }), { version: 1, submit: 'yes' })
    expect(mended.json()).toMatchObject({ status: 'submitted', duplicateOf: null })
  })
  it('is found also when both come at the same moment', async () => {
    const date = nextDay()
    const send = await server.as('doctor')
    const both = await Promise.all(
      [uuidv7(), uuidv7(), uuidv7()].map((id) =>
        send('PUT', `${at(id)}?version=0&submit=yes`, card({ day: date })),
      ),
    )
    expect(both.map((a): string => a.json().status).sort()).toEqual(['duplicate', 'duplicate', 'submitted'])
  })
})

describe('whose card (SEC-2)', () => {
  const elsewhere = (): Posting => others.find((p) => p.practitioner.hospital === '永定区中医院') ?? own
  it.each([
    ['doctor', () => own, 200],
    ['doctor', () => elsewhere(), 404],
    ['unit', () => own, 200],
    ['unit', () => elsewhere(), 404],
    ['hospital', () => own, 200],
    ['hospital', () => elsewhere(), 404],
    ['alliance', () => elsewhere(), 200],
    ['bureau', () => elsewhere(), 200],
    ['shishi', () => own, 404],
    ['inspector', () => own, 403],
    ['village', () => own, 403],
    ['admin', () => own, 403],
  ])('%s writing it is answered as the scope says', async (login, posting, status) => {
    const answer = await save(login, uuidv7(), card({ day: nextDay() }, posting()))
    expect(answer.statusCode, answer.body).toBe(status)
  })
  it('is seen by its doctor, unit, hospital and county, and by nobody else', async () => {
    const id = uuidv7()
    await save('doctor', id, card({ day: nextDay() }), { submit: 'yes' })
    for (const login of ['doctor', 'unit', 'hospital', 'alliance', 'bureau', 'inspector'])
      expect((await get(login, id)).statusCode, login).toBe(200)
    for (const login of ['shishi', 'sanming', 'guangshan'])
      expect((await get(login, id)).statusCode, login).toBe(404)
    const units = async (login: string): Promise<Set<string>> =>
      new Set(
        (await (await server.as(login))('GET', '/api/day-cards?month=2024-05'))
          .json()
          .items.map((i: { unit: string }) => i.unit),
      )
    expect(await units('unit')).toEqual(new Set([own.unit.name]))
    expect(await units('doctor')).toEqual(new Set([own.unit.name]))
    const hospital = (await (await server.as('hospital'))('GET', '/api/day-cards?month=2024-05')).json().items
    expect(new Set(hospital.map((i: { hospital: string }) => i.hospital))).toEqual(new Set(['永定区医院']))
    expect((await units('shishi')).size).toBe(0)
  })
  it('cannot be taken over under another county’s id', async () => {
    const id = uuidv7()
    await save('doctor', id, card({ day: nextDay() }))
    expect((await save('shishi', id, card({ day: nextDay() }), { version: 1 })).statusCode).toBe(404)
    expect(
      (
        await (
          await server.as('shishi')
        )('PUT', `/api/regions/350581/day-cards/${id}?version=0`, card({ day: nextDay() }))
      ).statusCode,
    ).toBe(404)
  })
})

describe('residents (SEC-1, WRK-10)', () => {
  it('are masked on every page and stay whole underneath when the page is saved back', async () => {
    const id = uuidv7()
    const body = card({
      day: nextDay(),
      beneficiaries: [
        { name: '乐山安', phone: '13800000456', specialGroup: null, consents: CALL },
        { name: '乐山和', phone: null, specialGroup: 'other', consents: [] },
      ],
    })
    const saved = (await save('unit', id, body)).json() as DayCardView
    expect(JSON.stringify(saved)).not.toMatch(/乐山|1[3-9]\d{9}/)
    const back = saved.beneficiaries.map(({ id: person, name, phone, specialGroup, consents }) => ({
      id: person,
      name,
      phone,
      specialGroup,
      consents: consents.map(({ purpose, version, way }) => ({ purpose, version, way })),
    }))
    const edited = await save(
      'unit',
      id,
      {
        ...body,
        leaflets: 42,
        beneficiaries: [...back, { name: '怀瑾', phone: '13800000457', specialGroup: null, consents: CALL }],
      },
      { version: 1 },
    )
    expect(edited.statusCode, edited.body).toBe(200)
    expect((await stored(id)).people.map((p) => [p.name, p.phone])).toEqual(
      expect.arrayContaining([
        ['乐山安', '13800000456'],
        ['乐山和', null],
        ['怀瑾', '13800000457'],
      ]),
    )
    expect((await stored(id)).people).toHaveLength(3)
    const made = await save(
      'unit',
      id,
      { ...body, beneficiaries: [{ name: '新**', phone: null, consents: CALL }] },
      { version: 2 },
    )
    expect([made.statusCode, made.json().code]).toEqual([400, 'invalid-value'])
    expect((await stored(id)).people).toHaveLength(3)
  })
  it('are called with a reason that is logged', async () => {
    const id = uuidv7()
    const saved = (await save('unit', id, card({ day: nextDay() }))).json()
    const path = `/api/regions/${REGION}/beneficiaries/${saved.beneficiaries[0].id}/phone`
    expect((await (await server.as('unit'))('POST', path, { reason: '回访' })).json()).toEqual({
      phone: '13800000456',
    })
    for (const [login, status] of [
      ['doctor', 403],
      ['hospital', 403],
      ['inspector', 403],
      ['shishi', 404],
    ] as const)
      expect((await (await server.as(login))('POST', path, { reason: '看看' })).statusCode, login).toBe(
        status,
      )
    const log = (
      await (
        await server.as('admin')
      )('GET', `/api/audit?subjectType=beneficiary&subjectId=${saved.beneficiaries[0].id}`)
    ).json().items
    expect(log).toHaveLength(1)
    expect(JSON.stringify(log)).not.toMatch(/乐山|13800000456/)
  })
})

describe('what no card says', () => {
  const nobody = '01a00000-0000-7000-8000-000000000000'
  it.each([
    ['a negative count', { leaflets: -1 }, 400, 'body.leaflets'],
    [
      'a negative activity',
      { activities: [{ kind: 'outpatient', count: -3 }] },
      400,
      'body.activities.0.count',
    ],
    ['half a patient', { activities: [{ kind: 'outpatient', count: 1.5 }] }, 400, 'body.activities.0.count'],
    [
      'a million patients',
      { activities: [{ kind: 'outpatient', count: 1_000_000 }] },
      400,
      'body.activities.0.count',
    ],
    [
      'an activity nobody knows',
      { activities: [{ kind: 'magic', count: 1 }] },
      400,
      'body.activities.0.kind',
    ],
    [
      'a group nobody knows',
      { homeVisits: [{ specialGroup: 'x', place: 'a', service: 'b' }] },
      400,
      'body.homeVisits.0.specialGroup',
    ],
    [
      'three hundred and one residents',
      { beneficiaries: Array(301).fill({ name: '甲', phone: null, consents: CALL }) },
      400,
      'body.beneficiaries',
    ],
    ['a day to come', { day: '2024-05-21' }, 400, 'body.day'],
    ['a day that is none', { day: '2024-02-30' }, 400, 'body.day'],
    ['a day before the programme', { day: '2024-03-04' }, 422, null],
    ['another county’s programme', { programmeId: 'shishi-2022', day: '2024-05-16' }, 422, null],
    ['a programme nobody knows', { programmeId: 'nobody-2030' }, 404, null],
    ['a unit nobody knows', { unitId: nobody }, 404, null],
    ['a doctor nobody knows', { practitionerId: nobody }, 404, null],
    ['a duty nobody knows', { dutyId: nobody }, 404, null],
    ['a field nobody knows', { mood: 'good' }, 400, 'body'],
    ['a NUL character', { otherWork: 'a\u0000b' }, 400, null],
  ])('%s is refused with its place and nothing is written', async (_, change, status, place) => {
    const id = uuidv7()
    const answer = await save('bureau', id, card(change))
    expect(answer.statusCode, answer.body).toBe(status)
    const places = [answer.json(), ...answer.json().problems].map((p) => p.place?.path)
    if (place) expect(places).toContain(place)
    expect((await stored(id)).card).toBeUndefined()
  })
  it('leaves the whole card as it was when one part cannot be stored', async () => {
    const id = uuidv7()
    const body = card({ day: nextDay() })
    await save('unit', id, body)
    const broken = await save(
      'unit',
      id,
      { ...body, leaflets: 99, homeVisits: [], activities: [{ kind: 'lecture', count: 1, title: '\u0000' }] },
      { version: 1 },
    )
    expect(broken.statusCode).toBe(400)
    expect(await stored(id)).toMatchObject({
      card: { leaflets: 10, version: 1 },
      activities: [{ kind: 'outpatient', count: 12 }],
      visits: [{ place: '上村' }],
    })
  })
  it('refuses a unit that takes no part: 附件1 and 附件3 count the same cards', async () => {
    const clinic = (
      await (
        await server.as('bureau')
      )('GET', `/api/organisations?q=${encodeURIComponent('下寨村卫生所')}`)
    ).json().items[0]
    expect((await save('bureau', uuidv7(), card({ unitId: clinic.id }))).statusCode).toBe(404)
  })
  it('is asked about when it looks odd, and keeps the answer', async () => {
    const id = uuidv7()
    const odd = { ...card({ activities: [{ kind: 'outpatient', count: 300 }] }), day: nextDay() }
    const saved = (await save('unit', id, odd)).json()
    expect(saved.questions.map((q: { code: string }) => q.code)).toEqual([
      'card-off-the-roster',
      'card-too-many-consultations',
    ])
    await save(
      'unit',
      id,
      { ...odd, answers: { 'card-too-many-consultations': '义诊活动', 'card-off-the-roster': '义诊' } },
      { version: 1, submit: 'yes' },
    )
    const item = (await (await server.as('unit'))('GET', `/api/day-cards?month=${odd.day.slice(0, 7)}`))
      .json()
      .items.find((i: { id: string }) => i.id === id)
    expect(item).toMatchObject({ questions: 0, consultations: 300, status: 'submitted' })
  })
  it('is asked about when it repeats an earlier day', async () => {
    const activities = [
      { kind: 'outpatient', count: 17 },
      { kind: 'teachingRound', count: 2 },
      { kind: 'training', count: 1, participants: 11 },
    ]
    const first = { ...card({ activities }), day: nextDay() }
    await save('unit', uuidv7(), first)
    const second = { ...first, day: nextDay() }
    const saved = (await save('unit', uuidv7(), second)).json()
    expect(saved.questions.map((q: { code: string; zh: string }) => [q.code, q.zh])).toEqual([
      expect.arrayContaining(['card-off-the-roster']),
      ['card-copies-another-day', `数字与 ${first.day} 的日志完全相同，是否照抄？`],
    ])
  })
})

describe('what is still missing', () => {
  it('lists the published duties without a card until one is there', async () => {
    const bureau = await server.as('bureau')
    const list = async () =>
      (await bureau('GET', `/api/day-cards?month=2024-05&programmeId=${PROGRAMME}`)).json()
    const standing = async () => (await bureau('GET', `/api/today?programmeId=${PROGRAMME}`)).json().month
    const before = await list()
    expect(before.missing.length).toBeGreaterThan(0)
    expect((await standing()).missingCards).toBe(before.missing.length)
    const [gap] = before.missing
    expect(
      (
        await save(
          'bureau',
          uuidv7(),
          card({ day: gap.day, unitId: gap.unitId, practitionerId: gap.practitionerId, dutyId: gap.dutyId }),
        )
      ).statusCode,
    ).toBe(200)
    expect((await list()).missing).toHaveLength(before.missing.length - 1)
    expect((await standing()).missingCards).toBe(before.missing.length - 1)
  })
})
