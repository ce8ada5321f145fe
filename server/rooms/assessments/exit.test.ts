// Exit over HTTP: from facts to a successor, each hand its own (ASM-8, ASM-9), and reports to the lead hospital (ASM-11).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExitCaseView, ExitProposalView, ViolationView } from '../../../contract/assessments-exit.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
let doctorId: string
let unitId: string
beforeAll(async () => {
  server = await startServer()
  doctorId = (await send('doctor', 'GET', '/api/session')).json().practitionerId
  unitId = (await send('unit', 'GET', `${inProgramme}/postings`)).json().items[0].unit.id
})
afterAll(() => server.close())

const send = async (login: string, ...call: Parameters<TestServer['anonymous']>) =>
  (await server.as(login))(...call)
const at = `/api/regions/${REGION}`
const where = `programmeId=${PROGRAMME}&regionId=${REGION}`
const code = (answer: { statusCode: number; json: () => { code: string } }) => [
  answer.statusCode,
  answer.json().code,
]
const mine = (one: { practitioner: { id: string } | null }) => one.practitioner?.id === doctorId
const proposals = async (): Promise<ExitProposalView[]> =>
  (await send('bureau', 'GET', `/api/exit-proposals?${where}`)).json().items
const list = async (login: string): Promise<ExitCaseView[]> =>
  (await send(login, 'GET', `/api/exits?${where}`)).json().items
const kinds = async (login: string): Promise<string[]> =>
  (await send(login, 'GET', '/api/notices')).json().items.map((one: { kind: string }) => one.kind)
const act = (login: string, id: string, body: object) => send(login, 'POST', `${at}/exits/${id}/acts`, body)
const report = (login: string, body: object = {}, id = uuidv7()) =>
  send(login, 'PUT', `${at}/violations/${id}`, {
    programmeId: PROGRAMME,
    kind: 'dereliction',
    unitId,
    practitionerId: doctorId,
    happenedOn: '2024-05-14',
    what: '上午到岗后离开，通知会诊两次未到',
    ...body,
  })
const propose = (login: string, id: string) =>
  send(login, 'PUT', `${at}/exits/${id}`, {
    programmeId: PROGRAMME,
    kind: 'doctor',
    unitId,
    hospitalId,
    practitionerId: doctorId,
    department: null,
    grounds: '一再不履职，卫生院和医务科提醒后没有改变',
  })
let hospitalId: string | undefined

describe('a report of a breach (ASM-11)', () => {
  it('is refused in words where it cannot be', async () => {
    expect(code(await report('unit', { happenedOn: '2024-05-21' }))).toEqual([422, 'violation-day-to-come'])
    const elsewhere = (await send('bureau', 'GET', `${inProgramme}/postings`))
      .json()
      .items.find((p: { unit: { id: string } }) => p.unit.id !== unitId)
    expect(
      code(await report('unit', { unitId: elsewhere.unit.id, practitionerId: elsewhere.practitioner.id })),
    ).toEqual([422, 'violation-not-posted'])
    expect(code(await report('hospital'))).toEqual([403, 'forbidden'])
    expect((await report('shishi')).statusCode).toBe(404)
  })
  it('reaches the lead hospital, which acknowledges it once', async () => {
    const id = uuidv7()
    const made = await report('unit', {}, id)
    expect(made.statusCode, made.body).toBe(200)
    expect((made.json() as ViolationView).lead).toBe('永定区医院')
    expect(await kinds('hospital')).toContain('violation-reported')
    const answer = { answer: '已约谈本人，科室书面检查' }
    const acknowledge = (login: string) =>
      send(login, 'POST', `${at}/violations/${id}/acknowledgement`, answer)
    expect(code(await acknowledge('alliance'))).toEqual([404, 'not-found'])
    // not a ground before it was acknowledged
    expect((await proposals()).some(mine)).toBe(false)
    expect((await acknowledge('hospital')).statusCode).toBe(200)
    expect(code(await acknowledge('hospital'))).toEqual([409, 'violation-acknowledged'])
    expect(await kinds('unit')).toContain('violation-acknowledged')
  })
})

describe('an exit (ASM-9)', () => {
  const id = uuidv7()
  it('is proposed on facts alone, with the clause and its inferred figures named', async () => {
    const answer = (await send('bureau', 'GET', `/api/exit-proposals?${where}`)).json()
    expect(answer.rule).toMatchObject({ inferred: true, citation: expect.stringContaining('（推定）') })
    const one = (answer.items as ExitProposalView[]).find(mine)
    expect(one).toMatchObject({ kind: 'doctor', met: [{ signal: 'violation', count: 1, threshold: 1 }] })
    hospitalId = one?.hospital.id
    const other = await send('bureau', 'PUT', `${at}/exits/${uuidv7()}`, {
      programmeId: PROGRAMME,
      kind: 'hospital',
      unitId,
      hospitalId,
      practitionerId: null,
      department: null,
      grounds: '没有记录的事',
    })
    expect(code(other)).toEqual([409, 'exit-no-ground'])
    expect(code(await propose('hospital', id))).toEqual([403, 'forbidden'])
    expect((await propose('bureau', id)).json()).toMatchObject({
      state: 'proposed',
      mayDo: ['notice', 'withdraw'],
    })
    expect(code(await propose('bureau', uuidv7()))).toEqual([409, 'exit-open-already'])
    expect((await proposals()).some(mine)).toBe(false)
    // nobody else reads it before the notice
    expect((await list('hospital')).filter(mine)).toEqual([])
    expect((await list('inspector')).filter(mine)).toHaveLength(1)
    expect((await act('hospital', id, { act: 'reply', words: '先说一句' })).statusCode).toBe(404)
    expect((await act('shishi', id, { act: 'notice', words: '外县' })).statusCode).toBe(404)
  })
  it('is heard before it is decided, by another hand', async () => {
    expect(code(await act('leader', id, { act: 'decide', outcome: 'end', words: '解除' }))).toEqual([
      409,
      'exit-closed',
    ])
    const noticed = await act('bureau', id, { act: 'notice', words: '拟解除帮受关系，请陈述申辩' })
    expect(noticed.json()).toMatchObject({ state: 'noticed', replyBy: '2024-05-27' })
    expect(await kinds('hospital')).toContain('exit-noticed')
    expect(await kinds('unit')).toContain('exit-noticed')
    expect((await list('unit')).map((one) => one.mayDo)).toEqual([['reply']])
    const own = (await send('doctor', 'GET', '/api/my/exits')).json().items
    expect(own).toMatchObject([{ id, state: 'noticed', mayDo: ['reply'] }])
    expect(code(await act('leader', id, { act: 'decide', words: '解除' }))).toEqual([422, 'exit-no-outcome'])
    expect(code(await act('leader', id, { act: 'decide', outcome: 'end', words: '解除' }))).toEqual([
      409,
      'exit-unheard',
    ])
    // the hospital's word does not stand in for hers
    expect((await act('hospital', id, { act: 'reply', words: '科室人手紧，请从轻' })).json().state).toBe(
      'noticed',
    )
    expect(code(await act('leader', id, { act: 'decide', outcome: 'end', words: '解除' }))).toEqual([
      409,
      'exit-unheard',
    ])
    server.setNow('2024-05-28')
    const late = (await act('doctor', id, { act: 'reply', words: '当天家人急诊，没有来得及请假' })).json()
    expect(late).toMatchObject({ state: 'replied' })
    expect(late.acts.at(-1)).toMatchObject({ act: 'reply', late: true })
    expect(await kinds('bureau')).toContain('exit-replied')
    const end = { act: 'decide', outcome: 'end', words: '三次提醒未改，解除' }
    expect(code(await act('bureau', id, end))).toEqual([403, 'exit-own-proposal'])
    expect(code(await act('hospital', id, end))).toEqual([403, 'exit-not-yours'])
    const versions = async () =>
      (await send('bureau', 'GET', `${inProgramme}/postings`)).json().items.map((p: { id: string }) => p.id)
    const before = await versions()
    const decided = (await act('leader', id, end)).json() as ExitCaseView
    expect(decided).toMatchObject({ state: 'rematching', outcome: 'end', places: [{ successor: null }] })
    expect((await versions()).length).toBe(before.length - 1)
    expect(await kinds('hospital')).toContain('exit-decided')
    expect(code(await act('doctor', id, { act: 'reply', words: '再说一句' }))).toEqual([409, 'exit-closed'])
  })
  it('leaves the unit’s need open and is closed by a successor', async () => {
    const [one] = (await list('bureau')).filter((row) => row.id === id)
    const place = one?.places[0]
    const demands = (await send('bureau', 'GET', `${inProgramme}/demands`)).json().items
    expect(demands).toContainEqual(expect.objectContaining({ unitId, specialty: place?.need }))
    const path = `${at}/exits/${id}/places/${place?.id}`
    const found = (await send('bureau', 'GET', `${path}/successors`)).json().items
    expect(found.length).toBeGreaterThan(1)
    expect(found.some((who: { practitionerId: string }) => who.practitionerId === doctorId)).toBe(false)
    const post = (practitionerId: string, words = '专业对口，科室同意') =>
      send('leader', 'POST', `${path}/successor`, { practitionerId, words })
    expect(code(await post(doctorId))).toEqual([409, 'exit-no-successor'])
    const closed = await post(found[0].practitionerId)
    expect(closed.statusCode, closed.body).toBe(200)
    expect(closed.json()).toMatchObject({
      state: 'closed',
      places: [{ successor: found[0].name }],
      mayDo: [],
    })
    const there = (await send('unit', 'GET', `${inProgramme}/postings`)).json().items
    expect(there.map((p: { practitioner: { id: string } }) => p.practitioner.id)).toEqual([
      found[0].practitionerId,
    ])
    expect(await kinds('unit')).toContain('exit-rematched')
    expect(code(await post(found[1].practitionerId))).toEqual([404, 'not-found'])
    // its facts are spent
    expect((await proposals()).some(mine)).toBe(false)
  })
})
