// Consent purpose by purpose: kept with its wording and way, withdrawn with effect at once, and never brought back by an
// old copy or a late card (SEC-4, WRK-10, R22).
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DayCardView } from '../../../contract/visits.ts'
import { addDays, weekdayOf } from '../../../domain/shared/calendar.ts'
import type { Purpose } from '../../../domain/visits/consents.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

type Posting = { unit: { id: string; name: string }; practitioner: { id: string } }
let server: TestServer
let postings: Posting[]
beforeAll(async () => {
  server = await startServer()
  const all = (await (await server.as('bureau'))('GET', `${inProgramme}/postings`)).json().items as Posting[]
  const own = all.filter((p) => p.unit.name.includes('湖雷'))
  postings = [...own, ...all.filter((p) => !own.includes(p))]
})
afterAll(() => server.close())

const grant = (purpose: Purpose, way = 'oral') => ({ purpose, version: 1, way })
type Person = { id: string; name: string; phone: string | null; consents: ReturnType<typeof grant>[] }
const person = (over: Partial<Person> = {}): Person => ({
  id: uuidv7(),
  name: '乐山安',
  phone: '13800000456',
  consents: [grant('survey')],
  ...over,
})
let day = '2024-03-05'
/** A workday of this file alone. */
const nextDay = (): string => {
  do day = addDays(day, 1)
  while (weekdayOf(day) > 5)
  return day
}
const put = async (
  login: string,
  card: { id: string; day: string; people: unknown[]; version?: number; posting?: number },
) => {
  const posting = postings[card.posting ?? 0]
  return (await server.as(login))(
    'PUT',
    `/api/regions/${REGION}/day-cards/${card.id}?version=${card.version ?? 0}&submit=yes`,
    {
      programmeId: PROGRAMME,
      dutyId: null,
      unitId: posting?.unit.id,
      practitionerId: posting?.practitioner.id,
      day: card.day,
      half: 'day',
      activities: [{ kind: 'outpatient', count: 12 }],
      homeVisits: [],
      beneficiaries: card.people,
      otherServices: '',
      otherWork: '',
      leaflets: 0,
      noticeClicks: 0,
      screenNotices: 0,
      transportFen: 0,
      lodgingFen: 0,
      suppliesFen: 0,
    },
  )
}
const saved = async (...args: Parameters<typeof put>): Promise<DayCardView> => {
  const answer = await put(...args)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const withdraw = async (login: string, beneficiaryId: string, purposes: Purpose[], id = uuidv7()) =>
  (await server.as(login))('PUT', `/api/regions/${REGION}/consent-withdrawals/${id}`, {
    beneficiaryId,
    purposes,
    askedBy: 'self',
  })
/** What every list and survey reads. */
const reported = (cardId: string) =>
  inScope(server.services.db, { kind: 'system' }, (trx) =>
    trx
      .selectFrom('report_beneficiaries')
      .select(['name', 'phone', 'survey_consent', 'photo_consent', 'praise_consent'])
      .where('day_card_id', '=', cardId)
      .orderBy('id')
      .execute(),
  )
const storedPhones = (name: string) =>
  inScope(server.services.db, { kind: 'system' }, async (trx) =>
    (await trx.selectFrom('beneficiaries').select('phone').where('name', '=', name).execute()).map(
      (row) => row.phone,
    ),
  )

describe('a consent (PIPL 13–15, 28–30)', () => {
  it('is none unless said, one a purpose, with its wording, its way and who wrote it down', async () => {
    const id = uuidv7()
    const both = person({ name: '和一', consents: [grant('survey'), grant('praise', 'signed')] })
    const none = person({ name: '和二', phone: null, consents: [] })
    await saved('doctor', { id, day: nextDay(), people: [both, none] })
    expect(await reported(id)).toEqual([
      {
        name: '和一',
        phone: '13800000456',
        survey_consent: true,
        photo_consent: false,
        praise_consent: true,
      },
      { name: '和二', phone: null, survey_consent: false, photo_consent: false, praise_consent: false },
    ])
    const { items } = (
      await (
        await server.as('unit')
      )('GET', `/api/regions/${REGION}/beneficiaries/${both.id}/consents`)
    ).json()
    expect(items).toHaveLength(2)
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ purpose: 'survey', act: 'given', version: 1, how: 'oral' }),
        expect.objectContaining({ purpose: 'praise', act: 'given', version: 1, how: 'signed' }),
      ]),
    )
    expect(items[0].by).not.toBe('')
  })
  it('is what a number is kept for: without it the number is refused with a remedy', async () => {
    const refused = await put('doctor', {
      id: uuidv7(),
      day: nextDay(),
      people: [person({ consents: [grant('photo')] })],
    })
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'phone-without-purpose'])
    expect(refused.json().remedyZh).toContain('电话回访')
    expect(refused.body).not.toContain('13800000456')
  })
  it('is taken back by its writer together with the number, and given again by asking again', async () => {
    const id = uuidv7()
    const on = nextDay()
    const one = person({ name: '谢三' })
    const first = await saved('doctor', { id, day: on, people: [one] })
    const shown = { id: one.id, name: first.beneficiaries[0]?.name, phone: first.beneficiaries[0]?.phone }
    await saved('doctor', { id, day: on, version: 1, people: [{ ...shown, consents: [] }] })
    expect(await reported(id)).toMatchObject([{ name: '谢三', phone: null, survey_consent: false }])
    expect(await storedPhones('谢三')).toEqual([null])
    await saved('doctor', { id, day: on, version: 2, people: [one] })
    expect(await reported(id)).toMatchObject([{ phone: '13800000456', survey_consent: true }])
  })
  it.each([
    ['an unknown wording', { consents: [{ ...grant('survey'), version: 9 }] }, 'invalid-value'],
    ['an unknown purpose', { consents: [{ purpose: 'sale', version: 1, way: 'oral' }] }, 'invalid-input'],
    ['stars for nobody', { name: '乐*安' }, 'invalid-value'],
  ])('is refused for %s', async (_, over, code) => {
    const people = [{ ...person(), ...over }]
    const refused = await put('doctor', { id: uuidv7(), day: nextDay(), people })
    expect([refused.statusCode, refused.json().code]).toEqual([400, code])
  })
})

describe('a withdrawal (PIPL 15, 47; R22)', () => {
  it('holds at once wherever the person stands, erases the number and says who and when', async () => {
    const [a, b] = [uuidv7(), uuidv7()]
    const mine = person({ name: '平四', phone: '13800000444', consents: [grant('survey'), grant('photo')] })
    const elsewhere = person({ name: '平四', phone: '13800000444' })
    await saved('doctor', { id: a, day: nextDay(), people: [mine] })
    await saved('bureau', { id: b, day: nextDay(), people: [elsewhere], posting: 3 })
    const id = uuidv7()
    expect((await withdraw('doctor', mine.id, ['survey'], id)).statusCode).toBe(204)
    // told again by a phone that heard no answer
    expect((await withdraw('doctor', mine.id, ['survey'], id)).statusCode).toBe(204)
    expect(await reported(a)).toMatchObject([{ phone: null, survey_consent: false, photo_consent: true }])
    expect(await reported(b)).toMatchObject([{ phone: null, survey_consent: false }])
    await expect.poll(() => storedPhones('平四')).toEqual([null, null])
    const reveal = await (await server.as('bureau'))(
      'POST',
      `/api/regions/${REGION}/beneficiaries/${elsewhere.id}/phone`,
      { reason: '回访' },
    )
    expect([reveal.statusCode, reveal.json().code]).toEqual([422, 'consent-missing'])
    const history = (
      await (
        await server.as('bureau')
      )('GET', `/api/regions/${REGION}/beneficiaries/${elsewhere.id}/consents`)
    ).json().items
    expect(history.map((one: { act: string }) => one.act)).toEqual(['given', 'withdrawn'])
  })
  it('leaves a consent given at a later visit alone', async () => {
    const [a, b] = [uuidv7(), uuidv7()]
    const before = person({ name: '后五', phone: '13800000555' })
    await saved('doctor', { id: a, day: nextDay(), people: [before] })
    server.setNow('2024-05-20')
    await withdraw('unit', before.id, ['survey'])
    server.setNow('2024-05-24', '16:00:00')
    await saved('doctor', {
      id: b,
      day: '2024-05-22',
      people: [person({ name: '后五', phone: '13800000555' })],
    })
    expect(await reported(b)).toMatchObject([{ phone: '13800000555', survey_consent: true }])
    server.setNow('2024-05-20')
  })
  it('is nobody’s to write who does not see the person, and nobody changes what was written', async () => {
    const one = person({ name: '外六', phone: '13800000666' })
    await saved('bureau', { id: uuidv7(), day: nextDay(), people: [one], posting: 4 })
    for (const [login, status] of [
      ['doctor', 404],
      ['unit', 404],
      ['shishi', 404],
      ['village', 403],
      ['inspector', 403],
      ['admin', 403],
    ] as const)
      expect((await withdraw(login, one.id, ['survey'])).statusCode, login).toBe(status)
    const erase = inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.deleteFrom('consent_withdrawals').execute(),
    )
    await expect(erase).rejects.toThrow(/permission denied/)
  })

  it('never comes back by an old copy, a second card or a late one, in any order (property)', async () => {
    const send = { unit: 'unit', doctor: 'doctor' } as const
    const step = fc.oneof(
      fc.record({ do: fc.constant('withdraw' as const), who: fc.constantFrom('unit', 'doctor' as const) }),
      fc.record({ do: fc.constant('oldCopy' as const), masked: fc.boolean(), newId: fc.boolean() }),
      fc.record({ do: fc.constant('lateCard' as const), posting: fc.integer({ min: 0, max: 6 }) }),
      fc.record({ do: fc.constant('removeAndAdd' as const) }),
    )
    let n = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        n += 1
        const name = `性质${'甲乙丙丁戊己庚辛壬癸'[n % 10]}${n}`
        const phone = `13800000${String(700 + n).slice(-3)}`
        const id = uuidv7()
        const one = person({ name, phone, consents: [grant('survey'), grant('praise')] })
        const on = nextDay()
        let card = await saved('doctor', { id, day: on, people: [one] })
        const stale = card.beneficiaries[0]
        const cards = [id]
        let gone = false
        for (const act of steps) {
          if (act.do === 'withdraw') {
            expect((await withdraw(send[act.who], one.id, ['survey', 'praise'])).statusCode).toBe(204)
            gone = true
          } else if (act.do === 'oldCopy') {
            const copy = act.masked ? { ...one, name: stale?.name, phone: stale?.phone } : one
            const people = [act.newId && !act.masked ? { ...copy, id: undefined } : copy]
            card = await saved('doctor', { id, day: on, people, version: card.version })
          } else if (act.do === 'removeAndAdd') {
            card = await saved('doctor', { id, day: on, people: [], version: card.version })
            card = await saved('doctor', { id, day: on, people: [one], version: card.version })
          } else {
            const late = uuidv7()
            cards.push(late)
            const people = [person({ name, phone, consents: [grant('survey'), grant('praise')] })]
            await saved('bureau', { id: late, day: nextDay(), people, posting: act.posting })
          }
          for (const each of cards)
            for (const row of await reported(each)) {
              expect([row.survey_consent, row.praise_consent]).toEqual([!gone, !gone])
              expect(row.phone).toBe(gone ? null : phone)
            }
          if (gone) await expect.poll(() => storedPhones(name)).not.toContain(phone)
          // the record that was withdrawn from may have been replaced by one without its id
          if (act.do === 'oldCopy' && act.newId && !act.masked) one.id = card.beneficiaries[0]?.id ?? one.id
        }
      }),
      { numRuns: Number(process.env.XUNZHEN_PROPERTY_RUNS ?? 12) },
    )
  })
})

describe('the residents’ list', () => {
  it('is masked, and found by exact name or number only by whoever may reveal', async () => {
    const one = person({ name: '寻七', phone: '13800000777' })
    await saved('doctor', { id: uuidv7(), day: nextDay(), people: [one] })
    const list = await (await server.as('hospital'))(
      'GET',
      `${inProgramme}/beneficiaries?month=${day.slice(0, 7)}`,
    )
    expect(list.json().items.some((item: { id: string }) => item.id === one.id)).toBe(true)
    expect(list.body).not.toMatch(/寻七|1[3-9]\d{9}/)
    const search = async (login: string, body: object) =>
      (await server.as(login))('POST', `${inProgramme}/beneficiaries/search`, body)
    for (const body of [{ name: '寻七' }, { phone: '13800000777' }, { name: '寻七', phone: '13800000777' }]) {
      const found = await search('unit', body)
      expect(found.json().items.map((item: { id: string }) => item.id)).toEqual([one.id])
      expect(found.body).not.toContain('13800000777')
    }
    expect((await search('unit', { phone: '1380000077' })).json().items).toEqual([])
    expect((await search('unit', {})).statusCode).toBe(400)
    for (const login of ['doctor', 'hospital', 'inspector', 'village'])
      expect((await search(login, { name: '寻七' })).statusCode, login).toBe(403)
    const log = (await (await server.as('inspector'))('GET', '/api/audit')).body
    expect(log).toContain('按姓名和电话查找受益群众')
    expect(log).not.toContain('寻七')
  })
})
