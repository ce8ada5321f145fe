// Practitioners: a hospital writes its own, a county those it may see; numbers are masked and each reveal is logged.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type Person = {
  id: string
  name: string
  mobile: string | null
  organisation: { id: string; name: string }
  specialtyCode: string | null
  title: string
  titleCode: string | null
}
const people = async (login: string, query = ''): Promise<Person[]> =>
  (await (await server.as(login))('GET', `/api/practitioners${query}`)).json().items
const hospitalId = async (name: string): Promise<string> => {
  const items = (
    await (
      await server.as('admin')
    )('GET', `/api/organisations?q=${encodeURIComponent(name)}`)
  ).json().items as { id: string; name: string }[]
  return items.find((o) => o.name === name)?.id ?? ''
}
const save = async (login: string, id: string, change: object) =>
  (await server.as(login))('PUT', `/api/practitioners/${id}`, {
    name: '甲一凡',
    sex: '女',
    specialty: '内科',
    title: '主治医师',
    mobile: '13800000123',
    active: true,
    ...change,
  })

describe('reach (SEC-2)', () => {
  it.each([
    ['bureau', '永定区医院', 200],
    ['bureau', '龙岩市中医院', 200],
    ['bureau', '石狮市医院', 404],
    ['alliance', '永定区医院', 200],
    ['alliance', '石狮市医院', 404],
    ['hospital', '永定区医院', 200],
    ['hospital', '永定区中医院', 404],
    ['shishi', '永定区医院', 404],
    ['unit', '永定区医院', 403],
    ['admin', '永定区医院', 403],
  ])('%s writing a doctor of %s is answered %i', async (login, hospital, status) => {
    const answer = await save(login, uuidv7(), { organisationId: await hospitalId(hospital) })
    expect(answer.statusCode, answer.body).toBe(status)
  })
  it('does not let a hospital take over a doctor of another', async () => {
    const theirs = (await people('bureau', '?programmeId=yongding-2024')).find(
      (p) => p.organisation.name === '永定区中医院',
    )
    const answer = await save('hospital', theirs?.id ?? '', {
      organisationId: await hospitalId('永定区医院'),
    })
    expect(answer.statusCode).toBe(404)
    expect(
      (await people('bureau', `?organisationId=${theirs?.organisation.id}`)).some((p) => p.id === theirs?.id),
    ).toBe(true)
  })
  it('lists a hospital its own people, a doctor herself, another county nobody', async () => {
    const own = await people('hospital', '?programmeId=yongding-2024')
    expect(new Set(own.map((p) => p.organisation.name))).toEqual(new Set(['永定区医院']))
    expect(await people('doctor')).toHaveLength(1)
    expect(await people('shishi', '?programmeId=yongding-2024')).toEqual([])
    expect((await people('inspector', '?programmeId=yongding-2024')).length).toBeGreaterThan(23)
  })
})

describe('numbers (SEC-1)', () => {
  it('are masked for every role in every answer', async () => {
    for (const login of ['bureau', 'alliance', 'hospital', 'unit', 'doctor', 'inspector']) {
      const answer = await (await server.as(login))('GET', '/api/practitioners?programmeId=yongding-2024')
      expect(answer.statusCode).toBe(200)
      expect(answer.body).not.toMatch(/1[3-9]\d{9}/)
      expect(answer.body).toContain('*')
    }
    expect(
      (await save('hospital', uuidv7(), { organisationId: await hospitalId('永定区医院') })).json().mobile,
    ).toMatch(/^138\*+\d+$/)
  })
  it('are revealed with a reason only, and the log says who and why', async () => {
    const id = uuidv7()
    await save('hospital', id, {
      organisationId: await hospitalId('永定区医院'),
      mobile: '13800000321',
      name: '乙若水',
    })
    const bureau = await server.as('bureau')
    expect((await bureau('POST', `/api/practitioners/${id}/mobile`, { reason: ' ' })).statusCode).toBe(400)
    expect(
      (await bureau('POST', `/api/practitioners/${id}/mobile`, { reason: '电话通知调班' })).json(),
    ).toEqual({ mobile: '13800000321' })
    const sentences = (
      await (
        await server.as('admin')
      )('GET', `/api/audit?subjectType=practitioner&subjectId=${id}`)
    )
      .json()
      .items.map((i: { sentence: string }) => i.sentence)
    expect(sentences[0]).toBe('查看医师 乙若水 的手机号，理由：电话通知调班')
    expect(JSON.stringify(sentences)).not.toContain('13800000321')
    for (const [login, status] of [
      ['shishi', 404],
      ['unit', 404],
      ['doctor', 403],
      ['inspector', 403],
      ['admin', 403],
    ] as const)
      expect(
        (await (await server.as(login))('POST', `/api/practitioners/${id}/mobile`, { reason: '看看' }))
          .statusCode,
        login,
      ).toBe(status)
  })
  it('are revealed to a unit for the doctor posted to it', async () => {
    const unit = await server.as('unit')
    const [posting] = (await unit('GET', '/api/regions/350803/programmes/yongding-2024/postings')).json()
      .items
    const answer = await unit('POST', `/api/practitioners/${posting.practitioner.id}/mobile`, {
      reason: '联系接送',
    })
    expect(answer.json().mobile).toMatch(/^1380000\d+$|^138000\d{5}$/)
  })
  it('stay as they are when an edit sends none', async () => {
    const id = uuidv7()
    const organisationId = await hospitalId('永定区医院')
    await save('hospital', id, { organisationId, mobile: '13800000777' })
    const edit = {
      name: '甲一凡',
      sex: '女',
      specialty: '儿科',
      title: '主治医师',
      organisationId,
      active: true,
    }
    expect((await (await server.as('hospital'))('PUT', `/api/practitioners/${id}`, edit)).statusCode).toBe(
      200,
    )
    expect(
      (
        await (
          await server.as('hospital')
        )('POST', `/api/practitioners/${id}/mobile`, { reason: '核对' })
      ).json().mobile,
    ).toBe('13800000777')
  })
})

describe('what is written down', () => {
  it.each([
    ['心内科', '主治医师', '03.04', '233'],
    ['不知道什么科', '副主任医师', null, '232'],
  ])('%s and %s are read as codes', async (specialty, title, code, titleStart) => {
    const answer = (
      await save('hospital', uuidv7(), { organisationId: await hospitalId('永定区医院'), specialty, title })
    ).json()
    expect(answer.specialtyCode).toBe(code)
    expect(answer.titleCode.startsWith(titleStart)).toBe(true)
  })
  it.each([
    ['a title nobody knows', { title: '大师' }, 'invalid-value'],
    ['a mobile of ten digits', { mobile: '1380000012' }, 'invalid-input'],
    ['a masked mobile', { mobile: '138*****23' }, 'invalid-input'],
    ['a sex of its own', { sex: 'x' }, 'invalid-input'],
  ])('refuses %s', async (_, change, code) => {
    const answer = await save('hospital', uuidv7(), {
      organisationId: await hospitalId('永定区医院'),
      ...change,
    })
    expect([answer.statusCode, answer.json().code]).toEqual([400, code])
  })
})
