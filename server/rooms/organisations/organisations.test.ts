// Organisations: who may make and change which, other names, divisions that do not exist.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

type Org = {
  id: string
  name: string
  division: { code: string }
  aliases: string[]
  phone: string | null
  kind: string
  ownership: string | null
  parentId: string | null
  expertStudio: boolean
}
const list = async (login: string, query = ''): Promise<Org[]> =>
  (await (await server.as(login))('GET', `/api/organisations${query}`)).json().items
const body = (change: object = {}) => ({
  name: '测试卫生院',
  kind: 'townshipHealthCentre',
  ownership: null,
  divisionCode: '350803103',
  parentId: null,
  phone: null,
  expertStudio: false,
  aliases: [],
  ...change,
})
const save = async (login: string, id: string, change: object = {}) =>
  (await server.as(login))('PUT', `/api/organisations/${id}`, body(change))
const shown = (o: Org, change: object = {}) => ({
  name: o.name,
  kind: o.kind,
  ownership: o.ownership,
  divisionCode: o.division.code,
  parentId: o.parentId,
  phone: o.phone,
  expertStudio: o.expertStudio,
  aliases: o.aliases,
  ...change,
})

describe('reach (ORG-4, SEC-2)', () => {
  it.each([
    ['bureau', '350803103', 200],
    ['bureau', '350581102', 404],
    ['alliance', '350803103', 200],
    ['alliance', '350581102', 404],
    ['shishi', '350803103', 404],
    ['sanming', '350421100', 200],
    ['admin', '350581102', 200],
    ['hospital', '350803103', 403],
    ['unit', '350803103', 403],
    ['inspector', '350803103', 403],
  ])('%s making a unit in %s is answered %i', async (login, divisionCode, status) => {
    const answer = await save(login, uuidv7(), { name: `测试卫生院${login}${divisionCode}`, divisionCode })
    expect(answer.statusCode, answer.body).toBe(status)
  })
  it('changes nothing of another county, not even by moving it home', async () => {
    const [unit] = await list('shishi', '?programmeId=shishi-2022&side=receiving')
    if (!unit) throw new Error('no unit')
    for (const login of ['bureau', 'alliance'])
      for (const change of [shown(unit, { name: '改名' }), shown(unit, { divisionCode: '350803103' })])
        expect((await save(login, unit.id, change)).statusCode, login).toBe(404)
    expect(
      (await list('shishi', '?programmeId=shishi-2022&side=receiving')).find((o) => o.id === unit.id)?.name,
    ).toBe(unit.name)
  })
  it('lists a county its own and its city’s hospitals of the programme', async () => {
    const own = await list('bureau')
    expect(own.length).toBeGreaterThan(24)
    expect(own.every((o) => o.division.code.startsWith('350803'))).toBe(true)
    expect(await list('bureau', '?programmeId=yongding-2024&side=receiving')).toHaveLength(24)
    expect(await list('bureau', '?programmeId=yongding-2024&side=supporting')).toHaveLength(3)
  })
})

describe('what is refused', () => {
  const parent = { parentId: '01a00000-0000-7000-8000-000000000000' }
  it.each([
    ['a division that does not exist', { divisionCode: '350803999' }, 400, 'invalid-value'],
    ['a kind nobody knows', { kind: 'spaceport' }, 400, 'invalid-value'],
    ['letters as a division', { divisionCode: 'abcdef' }, 400, 'invalid-input'],
    ['a blank name', { name: '  ' }, 400, 'invalid-input'],
    ['an unknown field', { colour: 'red' }, 400, 'invalid-input'],
    ['a parent that is not there', parent, 404, 'not-found'],
    ['a NUL character', { name: '测试\u0000院' }, 400, 'invalid-input'],
  ])('%s', async (_, change, status, code) => {
    const answer = await save('bureau', uuidv7(), change)
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code])
    expect(answer.json()).toMatchObject({
      zh: expect.stringMatching(/[一-龥]/),
      en: expect.stringMatching(/[a-z]/),
      remedyZh: expect.stringMatching(/./),
      remedyEn: expect.stringMatching(/./),
    })
  })
  it('is its own parent', async () => {
    const id = uuidv7()
    expect((await save('bureau', id, { name: '自环卫生院', parentId: id })).statusCode).toBe(400)
  })
  it('has the name of another unit of the same township', async () => {
    expect((await save('bureau', uuidv7(), { name: '同名卫生院' })).statusCode).toBe(200)
    const twin = await save('bureau', uuidv7(), { name: '同名卫生院' })
    expect([twin.statusCode, twin.json().code]).toEqual([409, 'already-exists'])
    expect(
      (await save('bureau', uuidv7(), { name: '同名卫生院', divisionCode: '350803101' })).statusCode,
    ).toBe(200)
  })
  it('comes twice at once: one is saved, the other told so', async () => {
    const both = await Promise.all([1, 2].map(() => save('bureau', uuidv7(), { name: '抢先卫生院' })))
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
  })
})

describe('other names and search', () => {
  it('keeps aliases once, finds a unit by name, alias and pinyin', async () => {
    const id = uuidv7()
    const saved = await save('bureau', id, {
      name: '桃源卫生院',
      aliases: ['桃源分院', '桃源分院', '桃源医院'],
    })
    expect(saved.json().aliases).toEqual(['桃源分院', '桃源医院'])
    for (const q of ['桃源卫生', '桃源医院', 'tao yuan'])
      expect(
        (await list('bureau', `?q=${encodeURIComponent(q)}`)).map((o) => o.id),
        q,
      ).toContain(id)
    for (const q of ['%', '_', '\\'])
      expect(await list('bureau', `?q=${encodeURIComponent(q)}`), q).toEqual([])
    const again = await save('bureau', id, { name: '桃源卫生院', aliases: [] })
    expect(again.json().aliases).toEqual([])
  })
  it('finds divisions with the path above them', async () => {
    const send = await server.as('unit')
    const items = (await send('GET', `/api/divisions?q=${encodeURIComponent('湖雷')}&under=350803`)).json()
      .items
    expect(items[0]).toMatchObject({ code: '350803103', name: '湖雷镇' })
    expect(items[0].path).toContain('龙岩市')
    expect((await send('GET', '/api/divisions?q=')).json().items).toEqual([])
    expect((await send('GET', `/api/divisions?q=${encodeURIComponent('%')}`)).json().items).toEqual([])
  })
})
