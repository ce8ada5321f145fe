// Supervision over HTTP: whom one owes a look and why, checks with their findings, and what bad input is told (SUP-1 to SUP-6).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckDraw, CheckTask, CheckView } from '../../../contract/supervision.ts'
import type { IssueLine } from '../../../contract/supervision-issues.ts'
import { checklistOf } from '../../../domain/supervision/checklists.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'
import { drawDueChecks } from './draws.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const at = `/api/regions/${REGION}`
const send = async (login: string, ...[method, url, body]: Parameters<TestServer['anonymous']>) =>
  (await server.as(login))(method, url, body)
const tasksOf = async (login: string): Promise<CheckTask[]> =>
  (await send(login, 'GET', `/api/check-tasks?programmeId=${PROGRAMME}`)).json().items
const openTask = async (login: string): Promise<CheckTask> => {
  const found = (await tasksOf(login)).find((task) => task.mine && !task.checkId)
  if (!found) throw new Error(`${login} owes nothing`)
  return found
}
const seen = { kind: 'statement', text: '上午九点半到门诊大厅，公示栏是上个月的排班' }
const checkOf = (task: CheckTask, part: object = {}) => ({
  programmeId: PROGRAMME,
  taskId: task.id,
  kind: task.kind,
  unitId: task.unit.id,
  practitionerId: task.practitioner?.id ?? null,
  means: 'visit',
  doneOn: '2024-05-20',
  answers: Object.fromEntries(checklistOf(task.kind).items.map((item) => [item.key, 'yes'])),
  findings: [],
  ...part,
})
const record = (login: string, body: object, id = uuidv7(), region = REGION) =>
  send(login, 'PUT', `/api/regions/${region}/checks/${id}`, body)

describe('four layers (SUP-1)', () => {
  it.each([
    ['bureau', 'regularInspection', 'unit'],
    ['hospital', 'spotCheck', 'doctor'],
    ['unit', 'dailyAssessment', 'doctor'],
    ['doctor', 'peerReview', 'doctor'],
  ])('%s owes a %s', async (login, kind, target) => {
    const own = (await tasksOf(login)).filter((task) => task.mine)
    expect(own.length).toBeGreaterThan(0)
    expect(new Set(own.map((task) => `${task.kind} ${task.target}`))).toEqual(new Set([`${kind} ${target}`]))
    expect(own[0]?.citation).toContain('行政部门定期检查')
  })
  it('is unannounced: who will be looked at does not see it', async () => {
    const units = await tasksOf('unit')
    expect(units.filter((task) => task.kind !== 'dailyAssessment')).toEqual([])
    expect((await tasksOf('doctor')).every((task) => task.kind === 'peerReview' && task.mine)).toBe(true)
  })
  it('draws once a period, reproducibly, with a share by lot', async () => {
    const again = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      drawDueChecks(trx, server.services.clock.now()),
    )
    expect(again).toBe(0)
    const { items } = (await send('bureau', 'GET', `/api/check-draws?programmeId=${PROGRAMME}`)).json() as {
      items: CheckDraw[]
    }
    expect(items.length).toBeGreaterThan(20)
    expect(items.filter((draw) => !draw.reproduced)).toEqual([])
    const quarter = items.find((draw) => draw.kind === 'regularInspection')
    const picked = quarter?.frame.filter((one) => one.picked) ?? []
    expect([quarter?.frame.length, picked.length]).toEqual([24, 6])
    expect(picked.filter((one) => one.picked === 'random').length).toBeGreaterThanOrEqual(3)
  })
  it('keeps every draw asked for, from above over every programme in reach (SUP-3)', async () => {
    const body = {
      programmeId: null,
      kind: 'spotCheck',
      size: 3,
      randomPercent: 50,
      dueOn: '2024-06-20',
      reason: '半年抽查',
    }
    const first = await send('city', 'POST', '/api/check-draws', body)
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json().picked).toHaveLength(3)
    await send('city', 'POST', '/api/check-draws', { ...body, reason: '补抽' })
    const { items } = (await send('city', 'GET', '/api/check-draws')).json() as { items: CheckDraw[] }
    const asked = items.filter((draw) => draw.programmeId === null)
    expect(asked.map((draw) => [draw.sequence, draw.reproduced]).toReversed()).toEqual([
      [1, true],
      [2, true],
    ])
    // what the city drew is not told to the county it looks at
    const county = await tasksOf('bureau')
    expect(county.filter((task) => task.owed.division === '3508')).toEqual([])
    const own = (await tasksOf('city')).filter((task) => task.mine)
    expect(own).toHaveLength(6)
    const done = await record('city', checkOf(own[0] as CheckTask))
    expect(done.statusCode, done.body).toBe(200)
    expect(done.json().score).toBe(100)
  })
})

describe('other plans', () => {
  it('owes a full inspection of every unit each quarter, and one by the function departments (SUP-4, SUP-5)', async () => {
    const day = '2022-02-10'
    await inScope(server.services.db, { kind: 'system' }, (trx) =>
      drawDueChecks(trx, new Date(`${day}T09:00:00+08:00`)),
    )
    server.setNow(day)
    const { items } = (
      await send('guangshan', 'GET', '/api/check-tasks?programmeId=guangshan-2021')
    ).json() as {
      items: CheckTask[]
    }
    const full = items.filter((task) => task.kind === 'fullInspection')
    expect(full.length).toBeGreaterThan(5)
    expect(new Set(full.map((task) => `${task.period} ${task.dueOn} ${task.why.why} ${task.mine}`))).toEqual(
      new Set(['2022-Q1 2022-03-31 all true']),
    )
    const carpet = items.filter((task) => task.kind === 'functionInspection')
    expect([carpet.length > 5, carpet[0]?.owed.role, carpet[0]?.period]).toEqual([true, 'hospital', '2022'])
    server.setNow('2024-05-20')
  })
  it('keeps the log of a leader’s visit, without a score (SUP-6)', async () => {
    const task = (await tasksOf('bureau')).find((one) => one.kind === 'regularInspection')
    const done = await record('bureau', {
      ...checkOf(task as CheckTask, { taskId: null, kind: 'leaderVisit', answers: {} }),
      people: '分管领导带队，医政股 2 人',
      note: '走访门诊和两户送医对象',
    })
    expect([done.statusCode, done.json().score], done.body).toEqual([200, null])
  })
  it('counts what waits for each role', async () => {
    const waits = async (login: string) =>
      (await send(login, 'GET', `/api/supervision-todo?programmeId=${PROGRAMME}&regionId=${REGION}`)).json()
    expect(await waits('bureau')).toMatchObject({ leads: { open: 2, late: 0, dueOn: '2024-05-22' } })
    expect((await waits('bureau')).checks.open).toBeGreaterThan(0)
    expect(await waits('unit')).toMatchObject({
      issues: { mine: 1, overdue: 0 },
      leads: { open: 0 },
      measures: 0,
    })
  })
})

describe('a check', () => {
  it('is written down once, with its score and the issues it found', async () => {
    const task = await openTask('bureau')
    const id = uuidv7()
    const file = uuidv7()
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
    const sent = await send('bureau', 'PUT', `${at}/supervision-files/${file}?fileName=wall.png`, png)
    expect(sent.statusCode, sent.body).toBe(200)
    const body = checkOf(task, {
      answers: { ...checkOf(task).answers, posted: 'no' },
      findings: [
        {
          itemKey: 'posted',
          what: '公示是上月的，咨询电话13800000456没人接',
          evidence: [seen, { kind: 'attachment', fileId: file }],
        },
      ],
    })
    const first = await record('bureau', body, id)
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json().score).toBe(90.5)
    expect((await record('bureau', body, id)).json()).toEqual(first.json())
    const checks = (await send('bureau', 'GET', `/api/checks?programmeId=${PROGRAMME}`)).json()
      .items as CheckView[]
    expect(checks.find((one) => one.id === id)?.issueIds).toEqual(first.json().issues)
    const issue = await send('bureau', 'GET', `${at}/issues/${first.json().issues[0]}`)
    expect(issue.json().what).toBe('公示是上月的，咨询电话〔号码已隐去〕没人接')
    expect(issue.json().acts[0].evidence).toHaveLength(2)
    const picture = await send('inspector', 'GET', `${at}/supervision-files/${file}`)
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/png'])
    expect((await tasksOf('bureau')).find((one) => one.id === task.id)?.doneOn).toBe('2024-05-20')
    expect((await record('bureau', checkOf(task))).json().code).toBe('check-done-already')
  })
  it('is read by who was looked at, and raises what it found to the bureau', async () => {
    const task = await openTask('hospital')
    const done = await record(
      'hospital',
      checkOf(task, {
        means: 'phone',
        answers: { ...checkOf(task).answers, onPost: 'no' },
        findings: [{ itemKey: 'onPost', what: '当天没有到岗', evidence: [seen] }],
      }),
    )
    expect(done.statusCode, done.body).toBe(200)
    const kinds = (await send('bureau', 'GET', '/api/notices'))
      .json()
      .items.map((one: { kind: string }) => one.kind)
    expect(kinds).toContain('check-found')
    const issues = (await send('bureau', 'GET', `/api/issues?programmeId=${PROGRAMME}`)).json()
      .items as IssueLine[]
    expect(issues.find((one) => one.id === done.json().issues[0])).toMatchObject({
      state: 'open',
      mine: true,
      practitioner: { id: task.practitioner?.id },
    })
  })
  it('of a colleague is done from the ring', async () => {
    const task = await openTask('doctor')
    const done = await record('doctor', checkOf(task))
    expect(done.statusCode, done.body).toBe(200)
    expect((await openTask('doctor').catch(() => null))?.id).not.toBe(task.id)
  })
  it.each([
    [
      'a finding without evidence',
      { findings: [{ itemKey: null, what: '管理松散', evidence: [] }] },
      422,
      'finding-without-evidence',
    ],
    [
      'an opinion for evidence',
      { findings: [{ itemKey: null, what: '管理松散', evidence: [{ kind: 'statement', text: '很差' }] }] },
      422,
      'finding-without-evidence',
    ],
    [
      'a file nobody sent',
      {
        findings: [
          {
            itemKey: null,
            what: '管理松散',
            evidence: [{ kind: 'attachment', fileId: '01a00000-0000-7000-8000-000000000001' }],
          },
        ],
      },
      404,
      'not-found',
    ],
    ['a day to come', { doneOn: '2024-05-21' }, 422, 'check-day-to-come'],
    ['an item left open', { answers: {} }, 422, 'check-refused'],
    ['a kind of another layer', { kind: 'dailyAssessment' }, 403, 'check-not-owed'],
    ['a task of another unit', { unitId: '01a00000-0000-7000-8000-000000000001' }, 403, 'check-not-owed'],
  ])('is refused with %s', async (_, part, status, code) => {
    const answer = await record('bureau', checkOf(await openTask('bureau'), part))
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code])
    expect(answer.json().remedyZh.length).toBeGreaterThan(5)
  })
  it('is refused for another county, and of oneself', async () => {
    const task = await openTask('bureau')
    const elsewhere = await record(
      'city',
      checkOf({ ...task, kind: 'spotCheck' }, { taskId: null }),
      uuidv7(),
      '350825',
    )
    expect([elsewhere.statusCode >= 400 && elsewhere.statusCode < 500, elsewhere.json().code]).toEqual([
      true,
      'not-found',
    ])
    const own = (
      await send('doctor', 'GET', `/api/regions/${REGION}/programmes/${PROGRAMME}/postings`)
    ).json().items[0]
    const herself = await record('doctor', {
      ...checkOf(await openTask('hospital').catch(() => task)),
      taskId: null,
      kind: 'peerReview',
      unitId: own.unit.id,
      practitionerId: own.practitioner.id,
      answers: Object.fromEntries(checklistOf('peerReview').items.map((item) => [item.key, 'yes'])),
    })
    expect([herself.statusCode, herself.json().code]).toEqual([403, 'check-of-oneself'])
  })
  it('is refused where a file is no picture', async () => {
    const answer = await send(
      'bureau',
      'PUT',
      `${at}/supervision-files/${uuidv7()}?fileName=a.exe`,
      new Uint8Array([77, 90, 1]),
    )
    expect([answer.statusCode >= 400, answer.json().code]).toEqual([true, 'file-refused'])
  })
})
