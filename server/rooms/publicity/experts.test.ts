// An expert's card: drafted by her hospital, agreed to by herself, gone the moment she says so (PUB-1; PIPL 13–15).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExpertCard, ExpertCardLine } from '../../../contract/publicity-experts.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { inProgramme, startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
let mine: ExpertCard
let unitId: string
const INTRODUCTION = '在县医院看了二十年内科，<script>alert(1)</script>说话慢，听得懂乡音。'
const GOOD_AT = '血压高、心慌胸闷'

beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  mine = await own()
  const doctor = await server.as('doctor')
  unitId = (await doctor('GET', `${inProgramme}/postings`)).json().items[0].unit.id
})
afterAll(() => server.close())

async function own(): Promise<ExpertCard> {
  const answer = await (await server.as('doctor'))('GET', '/api/my-expert-card')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const cardPath = (id = mine.practitionerId): string => `/api/practitioners/${id}/expert-card`
const write = async (login: string, change: object = {}, id?: string) =>
  (await server.as(login))('PUT', cardPath(id), {
    introduction: INTRODUCTION,
    goodAt: GOOD_AT,
    after: (await own()).newestVersion,
    ...change,
  })
const agree = async (change: object = {}) =>
  (await server.as('doctor'))('POST', '/api/my-expert-card/consents', {
    purpose: 'introduction',
    cardVersion: (await own()).newestVersion,
    wordingVersion: 1,
    ...change,
  })
const withdraw = async (login: string, purpose: string, id?: string) =>
  (await server.as(login))('POST', `${cardPath(id)}/withdrawals`, { purpose })

/** Everything residents can get of the doctor's unit, with the answers' cache headers. */
async function seen() {
  const page = await server.anonymous('GET', '/t/350803103?month=2024-05')
  const poster = await server.anonymous('GET', `/public/units/${unitId}/2024-05/poster.pdf`)
  const text = await (await server.as('bureau'))('GET', `${inProgramme}/rosters/2024-05/wechat-text`)
  return {
    page,
    all: [page.body, (await pdfFacts(new Uint8Array(poster.rawPayload))).text, text.json().text],
  }
}

describe('consent (PUB-1)', () => {
  it('begins with what the hospital wrote and nobody reads yet', async () => {
    expect(mine).toMatchObject({ state: 'asked', nameShown: true, shownVersion: null, newestVersion: 1 })
    expect(mine.acts.map((one) => one.way)).toEqual(['plan'])
    const draft = mine.versions[0]?.introduction ?? '-'
    for (const text of (await seen()).all) expect(text.replaceAll(/\s/g, '')).not.toContain(draft)
  })
  it('shows just the text she agreed to: on the page, the poster and in the texts', async () => {
    expect((await write('hospital')).statusCode).toBe(200)
    expect((await own()).state).toBe('asked')
    // she read the first version, the hospital has a second by now
    const old = await agree({ cardVersion: 1 })
    expect([old.statusCode, old.json().code]).toEqual([409, 'card-changed'])
    const answer = await agree()
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({ state: 'shown', shownVersion: 2 })
    const { page, all } = await seen()
    for (const text of all) expect(text.replaceAll(/\s/g, '')).toContain('听得懂乡音')
    for (const text of all) expect(text.replaceAll(/\s/g, '')).toContain(GOOD_AT)
    expect(page.body).not.toContain('<script>alert')
    expect(page.body).toContain('&lt;script')
  })
  it('keeps what she agreed to in sight while a newer text waits for her', async () => {
    expect((await write('hospital', { introduction: '新写的介绍，她还没有看过。' })).json().state).toBe(
      'changed',
    )
    expect((await seen()).page.body).toContain('听得懂乡音')
    expect((await seen()).page.body).not.toContain('她还没有看过')
    // she edits it herself and agrees to that
    expect((await write('doctor', { introduction: '我自己改过的介绍。' })).statusCode).toBe(200)
    expect((await agree()).json()).toMatchObject({ state: 'shown', shownVersion: 4 })
    expect((await seen()).page.body).toContain('我自己改过的介绍')
  })
  it('is gone at once after she withdrew, for whoever kept the page too', async () => {
    const { page } = await seen()
    expect(page.headers['cache-control']).toContain('no-cache')
    const again = { 'if-none-match': String(page.headers.etag) }
    const ask = () => server.app.inject({ method: 'GET', url: '/t/350803103?month=2024-05', headers: again })
    expect((await ask()).statusCode).toBe(304)
    expect((await withdraw('doctor', 'introduction')).json()).toMatchObject({
      state: 'withdrawn',
      nameShown: true,
      shownVersion: null,
    })
    const kept = await ask()
    expect(kept.statusCode).toBe(200)
    for (const text of [kept.body, ...(await seen()).all]) {
      expect(text).not.toContain('我自己改过的介绍')
      expect(text.replaceAll(/\s/g, '')).toContain(mine.name)
    }
    // pressed twice it is one withdrawal
    const acts = (await own()).acts.length
    expect((await withdraw('doctor', 'introduction')).statusCode).toBe(200)
    expect((await own()).acts).toHaveLength(acts)
  })
  it('tells her hospital of both, and keeps every version and act', async () => {
    const kinds = (await (await server.as('hospital'))('GET', '/api/notices'))
      .json()
      .items.map((one: { kind: string }) => one.kind)
    expect(kinds.slice(0, 3)).toEqual(['expert-card-withdrawn', 'expert-card-agreed', 'expert-card-agreed'])
    const { versions, acts } = await own()
    expect(versions.map((one) => [one.version, one.writtenAs])).toEqual([
      [4, 'doctor'],
      [3, 'hospital'],
      [2, 'hospital'],
      [1, 'hospital'],
    ])
    expect(acts.map((one) => [one.act, one.purpose, one.way, one.cardVersion])).toEqual([
      ['withdrawn', 'introduction', 'self', 4],
      ['given', 'introduction', 'self', 4],
      ['given', 'introduction', 'self', 2],
      ['given', 'name', 'plan', null],
    ])
    await expect(
      server.services.db.updateTable('expert_consents').set({ note: 'x' }).execute(),
    ).rejects.toThrow(/permission denied/)
    await expect(server.services.db.deleteFrom('expert_cards').execute()).rejects.toThrow(/permission denied/)
  })
  it('takes a card off with the name, and brings the name back with a card', async () => {
    await agree()
    expect((await withdraw('doctor', 'name')).json()).toMatchObject({ nameShown: false, shownVersion: null })
    const { all } = await seen()
    for (const text of all) expect(text.replaceAll(/\s/g, '')).not.toContain(mine.name)
    expect((await seen()).page.body).toContain(mine.shortName)
    expect((await agree()).json()).toMatchObject({ nameShown: true, shownVersion: 4 })
  })
})

describe('on paper', () => {
  const paper = (change: object = {}) => ({
    way: 'paper',
    purpose: 'introduction',
    cardVersion: 4,
    wordingVersion: 1,
    signedOn: '2024-05-18',
    ...change,
  })
  it('is recorded by her hospital with the day it was signed', async () => {
    await withdraw('hospital', 'introduction')
    const answer = await (await server.as('hospital'))('POST', `${cardPath()}/consents`, paper())
    expect(answer.json()).toMatchObject({ state: 'shown', shownVersion: 4 })
    expect(answer.json().acts[0]).toMatchObject({ way: 'paper', signedOn: '2024-05-18', as: 'hospital' })
  })
  it.each([
    ['bureau', {}, 403, 'paper-by-hospital'],
    ['hospital', { signedOn: '2024-05-21' }, 400, 'invalid-value'],
    ['hospital', { cardVersion: 1 }, 409, 'card-changed'],
    ['hospital', { wordingVersion: 2 }, 409, 'wording-changed'],
    ['hospital', { cardVersion: null }, 409, 'card-changed'],
    ['hospital', { signedOn: '2024-02-31' }, 400, 'invalid-input'],
    ['shishi', {}, 404, 'not-found'],
    ['unit', {}, 403, 'forbidden'],
    ['doctor', {}, 403, 'forbidden'],
    ['inspector', {}, 403, 'forbidden'],
  ])('%s with %j is answered %i', async (login, change, status, code) => {
    const answer = await (await server.as(login))('POST', `${cardPath()}/consents`, paper(change))
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })
})

describe('bad input', () => {
  it.each<[string, object, number, string]>([
    ['a mobile in the introduction', { introduction: '预约请打13800000123' }, 400, 'number-in-text'],
    ['an identity number in 擅长', { goodAt: '350803 19900101 1234' }, 400, 'number-in-text'],
    ['301 characters', { introduction: '长'.repeat(301) }, 400, 'invalid-input'],
    ['81 characters of 擅长', { goodAt: '长'.repeat(81) }, 400, 'invalid-input'],
    ['blanks alone', { introduction: '  ' }, 400, 'invalid-input'],
    ['a text written on an older one', { after: 1 }, 409, 'card-changed'],
    ['a version that is none', { after: -1 }, 400, 'invalid-input'],
    ['more than was asked', { photo: 'x' }, 400, 'invalid-input'],
  ])('refuses %s', async (_, change, status, code) => {
    const answer = await write('hospital', change)
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code])
  })
  it('says where the number stands and what to do', async () => {
    const { place, remedyZh } = (await write('hospital', { introduction: '打0597-5800123' })).json()
    expect([place.path, remedyZh]).toEqual(['body.introduction', '请删去这个号码；单位电话公开页上已有。'])
  })
  it('keeps another hospital, another county and other doctors out', async () => {
    const bureau = await server.as('bureau')
    const others = (await bureau('GET', '/api/expert-cards?programmeId=yongding-2024')).json()
      .items as ExpertCardLine[]
    const theirs = others.find((one) => one.hospital === '永定区中医院')
    const another = others.find(
      (one) => one.hospital === mine.hospital && one.practitionerId !== mine.practitionerId,
    )
    expect((await write('hospital', { after: 0 }, theirs?.practitionerId)).statusCode).toBe(404)
    expect((await write('doctor', { after: 1 }, another?.practitionerId)).statusCode).toBe(404)
    expect((await withdraw('doctor', 'introduction', another?.practitionerId)).statusCode).toBe(404)
    expect((await withdraw('shishi', 'name')).statusCode).toBe(404)
    expect((await (await server.as('shishi'))('GET', cardPath())).statusCode).toBe(404)
    expect((await (await server.as('hospital'))('GET', cardPath(uuidv7()))).statusCode).toBe(404)
    expect((await (await server.as('doctor'))('GET', '/api/expert-cards')).json().items).toHaveLength(1)
    expect(
      (await (await server.as('shishi'))('GET', '/api/expert-cards?programmeId=yongding-2024')).json().items,
    ).toEqual([])
    const own = (await (await server.as('hospital'))('GET', '/api/expert-cards')).json()
      .items as ExpertCardLine[]
    expect(new Set(own.map((one) => one.hospital))).toEqual(new Set(['永定区医院']))
  })
  it('ends with the account', async () => {
    const doctor = await server.as('doctor')
    const admin = await server.as('admin')
    const accounts = (await admin('GET', '/api/accounts')).json().items as { id: string; login: string }[]
    const account = accounts.find((one) => one.login === 'doctor')
    const set = (active: boolean) => admin('POST', `/api/accounts/${account?.id}/active`, { active })
    expect((await set(false)).statusCode).toBe(200)
    const consent = { purpose: 'name', wordingVersion: 1 }
    expect((await doctor('POST', '/api/my-expert-card/consents', consent)).statusCode).toBe(401)
    await set(true)
  })
  it('is decided by one at a time', async () => {
    const after = (await own()).newestVersion
    const both = await Promise.all([write('hospital', { after }), write('doctor', { after })])
    expect(both.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
  })
})
