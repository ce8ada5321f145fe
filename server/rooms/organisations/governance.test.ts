// Who leads and who answers over HTTP (ORG-1, ORG-2, ORG-3, ORG-8, ORG-9, CAP-2, CAP-3): versions that are never changed, who
// may name whom, appointments that do not overlap, facilities closed with a reason.
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GovernanceView } from '../../../contract/organisations-governance.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
let unitId: string
let otherUnit: string
let hospitalId: string
beforeAll(async () => {
  server = await startServer()
  const own = await read('unit')
  unitId = own.responsible.find((b) => b.mayWrite)?.organisation.id ?? ''
  const all = await read('bureau')
  otherUnit =
    all.responsible.find((b) => b.organisation.side === 'receiving' && b.organisation.id !== unitId)
      ?.organisation.id ?? ''
  hospitalId = (await read('hospital')).responsible.find((b) => b.mayWrite)?.organisation.id ?? ''
})
afterAll(() => server.close())

const url = '/api/regions/350803/programmes/yongding-2024'
const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const read = async (login: string): Promise<GovernanceView> =>
  (await send(login, 'GET', `${url}/governance`)).json()
const save = (login: string, body: object) => send(login, 'POST', `${url}/governance`, body)
const who = (name: string, post = '') => ({ name, post })
const group = (name: string, part: object = {}) => ({
  kind: 'steeringGroup',
  content: {
    chair: who(name, '区卫健局党组成员'),
    viceChairs: [],
    members: [who('钱二', '医政股负责人')],
    office: '区卫健局医政股',
    officeHead: who('钱二'),
  },
  effectiveFrom: '2024-05-20',
  document: '',
  reason: '人员变动',
  after: 0,
  ...part,
})
const newest = async () => (await read('bureau')).steeringGroup.versions[0]?.version ?? 0

describe('the steering group', () => {
  it('is the bureau’s to write, and every body of the programme reads it', async () => {
    const before = await newest()
    for (const login of ['unit', 'hospital', 'alliance', 'shishi'])
      expect((await save(login, group('赵一', { after: before }))).statusCode, login).toBe(404)
    for (const login of ['inspector', 'doctor', 'village', 'admin'])
      expect((await save(login, group('赵一', { after: before }))).statusCode, login).toBe(403)
    expect((await save('bureau', group('赵一', { after: before }))).json()).toEqual({ version: before + 1 })
    for (const login of ['unit', 'hospital', 'inspector', 'alliance', 'city'])
      expect((await read(login)).steeringGroup.versions[0]?.content.chair.name, login).toBe('赵一')
    expect((await send('shishi', 'GET', `${url}/governance`)).statusCode).toBe(404)
  })
  it('keeps every version, in force from its day', async () => {
    const before = await newest()
    expect((await save('bureau', group('孙三', { after: before - 1 }))).json().code).toBe('changed-meanwhile')
    const both = await Promise.all(
      ['孙三', '李四'].map((n) => save('bureau', group(n, { after: before, effectiveFrom: '2024-06-01' }))),
    )
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
    const now = await read('bureau')
    expect(now.steeringGroup.inForce).toBe(before)
    expect(now.steeringGroup.versions).toHaveLength(before + 1)
    server.setNow('2024-06-02')
    expect((await read('bureau')).steeringGroup.inForce).toBe(before + 1)
    server.setNow('2024-05-20')
    const change = inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.updateTable('governance_versions').set({ reason: 'x' }).execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/)
  })
  it.each([
    ['nobody', { content: { chair: who(''), viceChairs: [], members: [], office: '', officeHead: null } }],
    ['no reason', { reason: ' ' }],
    ['no such day', { effectiveFrom: '2024-02-31' }],
    ['another kind', { kind: 'sections' }],
  ])('is not written with %s', async (_, part) => {
    expect((await save('bureau', group('赵一', part))).statusCode).toBe(400)
  })
})

describe('responsible persons', () => {
  const responsible = (organisationId: string, after: number) => ({
    kind: 'responsible',
    organisationId,
    content: { leader: who('周五', '院长'), deputy: null, department: '公卫科', departmentHead: null },
    effectiveFrom: '2024-05-20',
    document: '',
    reason: '登记',
    after,
  })
  const versionOf = async (id: string) =>
    (await read('bureau')).responsible.find((b) => b.organisation.id === id)?.versions[0]?.version ?? 0
  it('are named by the body itself or its bureau, and stand beside the reporter', async () => {
    expect((await save('unit', responsible(otherUnit, await versionOf(otherUnit)))).statusCode).toBe(404)
    expect((await save('unit', responsible(unitId, await versionOf(unitId)))).statusCode).toBe(200)
    expect((await save('bureau', responsible(otherUnit, await versionOf(otherUnit)))).statusCode).toBe(200)
    expect((await save('hospital', responsible(hospitalId, await versionOf(hospitalId)))).statusCode).toBe(
      200,
    )
    await send('unit', 'PUT', `/api/organisations/${unitId}/reporter`, {
      name: '吴六',
      phone: '13800000321',
      after: null,
    })
    const own = (await read('unit')).responsible.find((b) => b.organisation.id === unitId)
    expect(own).toMatchObject({
      reporter: '吴六',
      mayWrite: true,
      versions: [{ content: { leader: { name: '周五' } } }, ...(own?.versions.slice(1) ?? [])],
    })
    expect((await read('unit')).responsible.filter((b) => b.mayWrite)).toHaveLength(1)
  })
  it('share responsibility in pairs of a unit and a hospital', async () => {
    const pairing = (organisationId: string, partnerId: string, after = 0) => ({
      kind: 'pairing',
      organisationId,
      partnerId,
      content: {
        unitLeader: who('周五', '院长'),
        hospitalLeader: who('郑七', '院长'),
        department: '内科',
        departmentHead: who('王八', '主任'),
        unitDepartmentHead: null,
        annualTasks: [{ name: '王八', task: '每月带教 1 次' }],
      },
      effectiveFrom: '2024-05-20',
      document: '',
      reason: '签订责任书',
      after,
    })
    expect((await save('unit', pairing(otherUnit, hospitalId))).statusCode).toBe(404)
    expect((await save('unit', pairing(unitId, otherUnit))).statusCode).toBe(404)
    const known = (await read('bureau')).pairings.find(
      (p) => p.unit.id === unitId && p.hospital.id === hospitalId,
    )
    const after = known?.versions[0]?.version ?? 0
    expect((await save('unit', pairing(unitId, hospitalId, after))).statusCode).toBe(200)
    expect(
      (await read('hospital')).pairings.find((p) => p.unit.id === unitId)?.versions[0]?.content.department,
    ).toBe('内科')
  })
})

describe('appointments and facilities', () => {
  const appointment = (part: object = {}) => ({
    unitId: otherUnit,
    hospitalId,
    name: '冯九',
    post: 'director',
    startsOn: '2024-06-01',
    endsOn: '2024-12-31',
    ...part,
  })
  const put = (login: string, id: string, body: object) =>
    send(login, 'PUT', `${url}/appointments/${id}`, body)
  it('are made by the bureau or the sending hospital, and do not overlap', async () => {
    const id = uuidv7()
    expect((await put('unit', id, appointment({ unitId }))).statusCode).toBe(404)
    expect((await put('hospital', id, appointment())).statusCode).toBe(200)
    expect((await put('hospital', id, appointment())).statusCode).toBe(200)
    const twice = await put(
      'bureau',
      uuidv7(),
      appointment({ name: '陈十', startsOn: '2024-12-31', endsOn: null }),
    )
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'appointment-overlap'])
    expect(twice.json().zh).toContain('冯九已任院长')
    expect((await put('bureau', uuidv7(), appointment({ endsOn: '2024-05-01' }))).json().code).toBe(
      'days-reversed',
    )
    const end = `/api/regions/350803/appointments/${id}/end`
    expect((await send('unit', 'POST', end, { endsOn: '2024-07-01', reason: '调回' })).statusCode).toBe(404)
    expect((await send('hospital', 'POST', end, { endsOn: '2024-07-01', reason: '调回' })).statusCode).toBe(
      200,
    )
    expect(
      (await put('bureau', uuidv7(), appointment({ name: '陈十', startsOn: '2024-07-02', endsOn: null })))
        .statusCode,
    ).toBe(200)
  })
  it('are the unit’s own to register, once, and closed with a reason', async () => {
    const facility = (id: string) => ({
      unitId: id,
      partnerId: null,
      kind: 'jointWard',
      name: '内科联合病房',
      since: '2024-04-01',
    })
    const add = (login: string, id: string, body: object) =>
      send(login, 'PUT', `/api/regions/350803/facilities/${id}`, body)
    const id = uuidv7()
    expect((await add('unit', uuidv7(), facility(otherUnit))).statusCode).toBe(404)
    expect((await add('hospital', uuidv7(), facility(unitId))).statusCode).toBe(404)
    expect((await add('unit', id, facility(unitId))).statusCode).toBe(200)
    expect((await add('unit', uuidv7(), facility(unitId))).json().code).toBe('facility-there')
    expect((await add('unit', uuidv7(), { ...facility(unitId), since: '2024-06-01' })).statusCode).toBe(400)
    const end = (reason: string) =>
      send('unit', 'POST', `/api/regions/350803/facilities/${id}/end`, { endsOn: '2024-05-20', reason })
    expect((await end('')).statusCode).toBe(400)
    expect((await end('科室合并')).statusCode).toBe(200)
    expect((await add('unit', uuidv7(), facility(unitId))).statusCode).toBe(200)
  })
})
