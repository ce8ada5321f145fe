// The report chain over HTTP (RPT-1, RPT-2, RPT-7, P8 to P12, P17, P19): who owes what, the last minute, returned with
// comments, accepted, opened again from above, behind the lock, two clerks at once; sealed versions against the ledger.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FormView } from '../../../contract/reports.ts'
import type { ObligationView, ReportView } from '../../../contract/reports-chain.ts'
import { canonical } from '../../../domain/reports/content.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'
import { remindOfReports, stepOf } from './remind.ts'

let server: TestServer
let UNIT = ''
let HOSPITAL = ''
beforeAll(async () => {
  server = await startServer()
  UNIT = (await owner('unit'))[0]?.body.id ?? ''
  HOSPITAL = (await owner('hospital'))[0]?.body.id ?? ''
})
afterAll(() => server.close())

const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const listed = async (login: string, query = ''): Promise<ObligationView[]> => {
  const answer = await (await server.as(login))('GET', `/api/obligations?programmeId=${PROGRAMME}${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().items
}
const owner = (login: string) => listed(login, '&side=owner')
const url = (body: string, period: string, part = 'main', pack = 'monthly-return'): string =>
  `/api/regions/${REGION}/programmes/${PROGRAMME}/reports/${pack}/${period}/${part}/${body}`
const view = async (login: string, at: string): Promise<ReportView> => {
  const answer = await (await server.as(login))('GET', at)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const send = async (login: string, at: string, body: object) => (await server.as(login))('POST', at, body)
/** Does an act on the report as it stands, with every question answered. */
const act = async (login: string, at: string, name: string, more: object = {}) => {
  const seen = await view(login, at)
  const answers = seen.questions.map((q) => ({
    code: q.place?.column ? `${q.code}/${q.place.column}` : q.code,
    answer: '已核对，属实',
  }))
  return send(login, `${at}/acts`, { act: name, stamp: seen.stamp, answers, ...more })
}
const done = async (...given: Parameters<typeof act>): Promise<ReportView> => {
  const answer = await act(...given)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

describe('who owes what (RPT-7, ORG-4)', () => {
  it('a unit, a hospital and the alliance owe their own, the bureau reviews them and owes its county’s', async () => {
    const of = async (login: string) => new Set((await listed(login)).map((o) => `${o.side} ${o.body.level}`))
    expect(await of('unit')).toEqual(new Set(['owner unit']))
    expect(await of('hospital')).toEqual(new Set(['owner unit']))
    expect(await of('alliance')).toEqual(new Set(['owner unit']))
    expect(await of('bureau')).toEqual(new Set(['owner county', 'receiver unit']))
    expect(await of('city')).toEqual(new Set(['owner city', 'receiver county', 'above unit']))
    expect(await of('inspector')).toEqual(new Set(['above unit', 'above county', 'above city']))
    expect(await of('shishi')).toEqual(new Set())
  })
  it('every receiving and supporting unit owes the monthly package once', async () => {
    const may = (await listed('bureau')).filter(
      (o) => o.packageId === 'monthly-return' && o.period === '2024-05' && o.part === 'main',
    )
    expect(may.filter((o) => o.side === 'receiver').length).toBe(24 + 3 + 1)
    expect(new Set(may.map((o) => o.body.id)).size).toBe(may.length)
  })
  it.each([
    ['2024-05-14', 'upcoming', 8],
    ['2024-05-15', 'dueSoon', 7],
    ['2024-05-22', 'dueSoon', 0],
    ['2024-05-23', 'overdue', -1],
    ['2024-05-29', 'overdue', -7],
    ['2024-05-30', 'locked', -8],
  ])('on %s the return of May is %s', async (day, timing, daysLeft) => {
    server.setNow(day)
    const may = (await owner('unit')).find(
      (o) => o.packageId === 'monthly-return' && o.period === '2024-05' && o.part === 'main',
    )
    server.setNow('2024-05-20')
    expect(may).toMatchObject({
      timing,
      daysLeft,
      dueOn: '2024-05-22',
      openUntil: '2024-05-29',
      citation: expect.stringContaining('每月22日前'),
    })
  })
  it('knows no package that is not owed, and no foreign hand', async () => {
    const at = url(UNIT, '2024-05')
    expect((await (await server.as('unit'))('GET', url(UNIT, '2031-05'))).statusCode).toBe(404)
    expect((await (await server.as('unit'))('GET', url(HOSPITAL, '2024-05'))).statusCode).toBe(404)
    for (const [login, status] of [
      ['shishi', 404],
      ['sanming', 404],
      ['doctor', 403],
    ] as const)
      expect((await (await server.as(login))('GET', at)).statusCode, login).toBe(status)
    expect((await send('inspector', `${at}/acts`, { act: 'accept', stamp: '0.0.0' })).statusCode).toBe(403)
  })
})

describe('from the unit to the city', () => {
  it('a unit hands in in the last minute; the next is late, by the server’s clock (P10, P11)', async () => {
    server.setNow('2024-05-22', '23:59:30')
    const at = url(UNIT, '2024-05')
    const first = await done('unit', at, 'submit')
    expect(first).toMatchObject({
      state: 'submitted',
      timing: 'onTime',
      submittedOn: '2024-05-22',
      version: 1,
    })
    expect(first.versions[0]).toMatchObject({ coversTo: '2024-05-22', provisional: true })
    server.setNow('2024-05-23', '00:00:30')
    expect(await done('hospital', url(HOSPITAL, '2024-05'), 'submit')).toMatchObject({ timing: 'late' })
  })
  it('asks before it takes the numbers, and seals the answers (WRK-18)', async () => {
    const at = url(HOSPITAL, '2024-04')
    const seen = await view('hospital', at)
    expect(seen.lock).toMatchObject({ locked: true, openUntil: '2024-04-29' })
    server.setNow('2024-04-29')
    const open = await view('hospital', at)
    if (open.questions.length > 0) {
      const refused = await send('hospital', `${at}/acts`, { act: 'submit', stamp: open.stamp })
      expect(refused.statusCode).toBe(409)
      expect(refused.json()).toMatchObject({ code: 'report-questions' })
      expect(refused.json().problems.length).toBe(open.questions.length)
    }
    const handed = await done('hospital', at, 'submit')
    expect(handed.versions.at(-1)?.answers.map((a) => a.answer)).toEqual(
      open.questions.map(() => '已核对，属实'),
    )
    server.setNow('2024-05-23')
  })
  it('is returned with two comments on cells, mended and accepted by another person (P3)', async () => {
    const at = url(UNIT, '2024-05')
    const form: FormView = (
      await (
        await server.as('bureau')
      )('GET', `${at}/versions/1/forms/workload-return`)
    ).json()
    const rowId = form.rows[0]?.id ?? ''
    expect((await act('bureau', at, 'return')).json().code).toBe('report-no-comment')
    const returned = await done('bureau', at, 'return', {
      comments: [
        { formId: 'workload-return', rowId, field: 'consultations', text: '请核对诊疗量' },
        { formId: 'support-summary', rowId: UNIT, field: 'month5', text: '5月人次偏少' },
      ],
    })
    expect(returned).toMatchObject({ state: 'returned', resubmitBy: '2024-05-26' })
    expect(returned.comments.map((c) => [c.version, c.text, c.fieldLabel !== ''])).toEqual([
      [1, '请核对诊疗量', true],
      [1, '5月人次偏少', true],
    ])
    expect(returned.comments[0]?.row).toContain('2024-05')
    const again = await done('unit', at, 'submit')
    expect(again).toMatchObject({
      state: 'submitted',
      version: 2,
      timing: 'onTime',
      submittedOn: '2024-05-22',
    })
    expect((await act('unit', at, 'accept')).json().code).toBe('report-not-yours')
    expect(await done('bureau', at, 'accept')).toMatchObject({ state: 'accepted' })
    expect((await act('bureau', at, 'unaccept', { note: '看错了' })).json().code).toBe('report-not-yours')
  })
  it('the county’s report names what it stands on; what is missing is said, nothing is added up (P17)', async () => {
    const at = url(REGION, '2024-05')
    const county = await done('bureau', at, 'submit')
    const sealed = county.versions[0]
    expect(sealed?.includes.map((i) => [i.bodyId, i.version])).toEqual([[UNIT, 2]])
    expect(sealed?.missing.length).toBe(27)
    expect(await view('unit', url(UNIT, '2024-05'))).toMatchObject({ state: 'filed' })
    const [n] = await oracle(sql<{ days: number }>`
      select count(distinct (practitioner_id, unit_id, day))::int days from day_cards where region_id = ${REGION}
        and programme_id = ${PROGRAMME} and status in ('submitted', 'confirmed') and day between '2024-05-01' and '2024-05-23'`)
    const form: FormView = (
      await (
        await server.as('city')
      )('GET', `${at}/versions/1/forms/support-summary`)
    ).json()
    const column = form.columns.findIndex((c) => c.key === 'month5')
    const sum = form.rows.reduce((all, row) => all + Number(row.cells[column] || 0), 0)
    expect(sum).toBe(n?.days)
  })
  it('the city opens an accepted report again, with a reason; the county reviews it anew (P8)', async () => {
    const at = url(UNIT, '2024-05')
    expect((await act('city', at, 'unaccept')).json().code).toBe('report-no-reason')
    expect(await done('city', at, 'unaccept', { note: '附件1与附件3不符' })).toMatchObject({
      state: 'submitted',
    })
    expect((await act('city', at, 'accept')).json().code).toBe('report-not-yours')
    expect(await done('bureau', at, 'accept')).toMatchObject({ state: 'accepted' })
    const county = url(REGION, '2024-05')
    expect(await done('city', county, 'accept')).toMatchObject({ state: 'accepted' })
    const told = (await (await server.as('unit'))('GET', '/api/notices')).json().items as { kind: string }[]
    expect(told.map((t) => t.kind)).toEqual(
      expect.arrayContaining(['report-returned', 'report-accepted', 'report-unaccepted']),
    )
  })
  it('whoever handed in for another cannot accept it; another person of the bureau can (P3)', async () => {
    const other = (await listed('bureau')).find(
      (o) =>
        o.side === 'receiver' &&
        o.period === '2024-05' &&
        o.part === 'main' &&
        o.packageId === 'monthly-return' &&
        o.state === 'draft',
    )
    const at = url(other?.body.id ?? '', '2024-05')
    expect((await act('bureau', at, 'submit')).json().code).toBe('report-no-reason')
    await done('bureau', at, 'submit', { note: '单位断网，电话核对后代报' })
    expect((await act('bureau', at, 'accept')).json().code).toBe('report-same-person')
    expect(await done('leader', at, 'accept')).toMatchObject({ state: 'accepted' })
  })
})

describe('behind the lock (P9, P12)', () => {
  const at = () => url(UNIT, '2024-04')
  it('says why it is locked and who opens it; an exception opens it until the end of a day', async () => {
    server.setNow('2024-05-23')
    const refused = await act('unit', at(), 'submit')
    expect(refused.statusCode).toBe(423)
    expect(refused.json().zh).toContain('2024-04-29')
    expect(refused.json().remedyZh).toContain('卫健局')
    const asked = await send('unit', `${at()}/exceptions`, { reason: '汛期断网' })
    expect(asked.json()).toMatchObject({ mayAskException: false, exceptions: [{ state: 'asked' }] })
    expect((await send('unit', `${at()}/exceptions`, { reason: '再申请' })).json().code).toBe(
      'report-exception-open',
    )
    const id = asked.json().exceptions[0].id
    const answer = (login: string, body: object) => send(login, `${at()}/exceptions/${id}`, body)
    expect((await answer('unit', { decision: 'granted' })).statusCode).toBe(403)
    expect((await answer('bureau', { decision: 'refused' })).json().code).toBe('report-no-reason')
    expect((await answer('bureau', { decision: 'granted', expiresOn: '2024-07-01' })).statusCode).toBe(400)
    expect((await answer('bureau', { decision: 'granted', expiresOn: '2024-05-24' })).json()).toMatchObject({
      lock: { locked: false },
    })
    expect((await answer('leader', { decision: 'refused', note: '晚了' })).json().code).toBe(
      'report-exception-decided',
    )
    server.setNow('2024-05-24', '23:59:00')
    expect(await done('unit', at(), 'submit')).toMatchObject({ state: 'submitted', timing: 'late' })
    expect(await done('bureau', at(), 'accept')).toMatchObject({ state: 'accepted' })
    server.setNow('2024-05-25')
    expect((await act('unit', at(), 'submit')).json().code).toBe('report-locked')
  })
  it('corrects what was accepted under an exception, in a new version beside the old one', async () => {
    const before = await view('unit', at())
    const asked = (await send('unit', `${at()}/exceptions`, { reason: '补一张日志卡' })).json() as ReportView
    const open = asked.exceptions.find((e) => e.state === 'asked')
    await send('bureau', `${at()}/exceptions/${open?.id}`, { decision: 'granted', expiresOn: '2024-05-26' })
    const after = await done('unit', at(), 'submit')
    expect(after).toMatchObject({
      state: 'submitted',
      version: before.version + 1,
      submittedOn: '2024-05-24',
    })
    expect(after.versions[0]).toEqual(before.versions[0])
    const changed = await (await server.as('unit'))(
      'GET',
      `${at()}/versions/2/forms/workload-return/difference?from=1`,
    )
    expect(changed.json()).toEqual({ rows: [], totals: [] })
  })
  it('asks for nothing where the door is open', async () => {
    expect(
      (await send('unit', `${url(UNIT, '2024-05', 'supplement')}/exceptions`, { reason: 'x' })).json().code,
    ).toBe('report-not-locked')
  })
})

describe('the days after the 22nd (RPT-2)', () => {
  it('come in a supplement whose difference to the first report is named', async () => {
    server.setNow('2024-06-03')
    const at = url(UNIT, '2024-05', 'supplement')
    expect(
      (await owner('unit')).find((o) => o.part === 'supplement' && o.period === '2024-05'),
    ).toMatchObject({
      dueOn: '2024-06-05',
      timing: 'dueSoon',
    })
    const handed = await done('unit', at, 'submit')
    expect(handed.versions[0]).toMatchObject({ coversTo: '2024-05-31', provisional: false })
    server.setNow('2024-05-25')
  })
})

describe('sealed versions', () => {
  it('carry a hash of their content and of the one before', async () => {
    const rows = await oracle(sql<{ report_id: string; version: number; content: unknown; hash: string }>`
      select report_id, version, content, hash from report_versions order by report_id, version`)
    expect(rows.length).toBeGreaterThan(5)
    let before = { id: '', hash: '' }
    for (const row of rows) {
      if (row.report_id !== before.id) before = { id: row.report_id, hash: '' }
      const hash = createHash('sha256')
        .update(`${before.hash}\n${canonical(row.content)}`)
        .digest('hex')
      expect(hash).toBe(row.hash)
      before = { id: row.report_id, hash }
    }
  })
  it('cannot be written over by the application, and are refused when somebody else did', async () => {
    await expect(
      inScope(server.services.db, { kind: 'division', division: REGION }, (trx) =>
        sql`update report_versions set content = '{}'`.execute(trx),
      ),
    ).rejects.toThrow(/permission denied/)
  })
  it('keep their numbers when a day card changes afterwards', async () => {
    const at = url(UNIT, '2024-05')
    const read = async (version: number): Promise<FormView> =>
      (await (await server.as('unit'))('GET', `${at}/versions/${version}/forms/workload-return`)).json()
    const sealed = await read(2)
    const [id] = sealed.rows.map((r) => r.id)
    await oracle(sql`update day_cards set leaflets = coalesce(leaflets, 0) + 41 where id = ${id}`)
    expect(await read(2)).toEqual(sealed)
    const changed = (
      await (
        await server.as('unit')
      )('GET', `${at}/versions/0/forms/workload-return/difference?from=2`)
    ).json()
    expect(changed.rows).toMatchObject([{ kind: 'changed', rowId: id, cells: [{ column: 'leaflets' }] }])
    expect(changed.totals[0].after - changed.totals[0].before).toBe(41)
    await oracle(sql`update day_cards set leaflets = leaflets - 41 where id = ${id}`)
  })
})

describe('two clerks at once (P19)', () => {
  it('keep both texts, and act on nothing they have not seen', async () => {
    const at = url(REGION, '2024', 'main', 'annual-summary')
    const words = (text: string) => ({ narratives: [{ title: '自评', text }] })
    const first = await send('bureau', `${at}/drafts`, { basedOn: 0, words: words('甲写的') })
    expect(first.json().draft).toMatchObject({ revision: 1, aside: [] })
    const second = await send('leader', `${at}/drafts`, { basedOn: 0, words: words('乙写的') })
    expect(second.json().draft).toMatchObject({
      revision: 1,
      words: { narratives: [{ text: '甲写的' }] },
      aside: [{ revision: 2, words: { narratives: [{ text: '乙写的' }] } }],
    })
    const merged = await send('leader', `${at}/drafts`, { basedOn: 1, words: words('甲乙写的') })
    expect(merged.json().draft).toMatchObject({ revision: 3, aside: [] })
    const missing = await act('bureau', at, 'submit')
    expect(missing.json()).toMatchObject({ code: 'report-words-missing' })
    const seen = await view('bureau', url(UNIT, '2024-04'))
    await done('bureau', url(UNIT, '2024-04'), 'accept')
    const stale = await send('leader', `${url(UNIT, '2024-04')}/acts`, {
      act: 'return',
      stamp: seen.stamp,
      comments: [{ text: 'x' }],
    })
    expect(stale.json()).toMatchObject({ code: 'report-changed' })
  })
})

describe('the sealed copy (RPT-9)', () => {
  const PDF = Buffer.from('%PDF-1.7\n%scan\n')
  it('is kept beside its version, once; what is no scan is refused', async () => {
    const at = `${url(UNIT, '2024-05')}/versions/2/scans?fileName=${encodeURIComponent('附件3盖章.pdf')}`
    const up = async (bytes: Uint8Array, where = at) => (await server.as('unit'))('POST', where, bytes)
    const first = await up(PDF)
    expect(first.statusCode, first.body).toBe(200)
    await up(PDF)
    const { scans } = await view('bureau', url(UNIT, '2024-05'))
    expect(scans).toMatchObject([{ version: 2, mediaType: 'application/pdf', size: PDF.length }])
    const file = await (await server.as('bureau'))('GET', `${url(UNIT, '2024-05')}/scans/${scans[0]?.id}`)
    expect(file.rawPayload.equals(PDF)).toBe(true)
    expect((await up(Buffer.from('<html>'))).json().code).toBe('file-refused')
    expect((await up(PDF, at.replace('versions/2', 'versions/9'))).statusCode).toBe(404)
  })
})

describe('reminders (P7, P22)', () => {
  const remindOn = (day: string): Promise<number> =>
    inScope(server.services.db, { kind: 'system' }, (trx) =>
      remindOfReports(trx, new Date(`${day}T00:10:00Z`)),
    )
  const kinds = async (login: string, event: string): Promise<number> =>
    (
      await oracle(sql<{
        n: number
      }>`select count(*)::int n from notices where event_key like ${`report-remind/%/${event}`}
        and role = ${login} and programme_id = ${PROGRAMME}`)
    )[0]?.n ?? 0
  it('go to who owes, once for each step, and to the level above when it is late', async () => {
    expect(await remindOn('2024-06-19')).toBeGreaterThan(20)
    const once = await kinds('receivingUnit', '2024-06-22/3')
    expect(once).toBe(24)
    await remindOn('2024-06-20')
    expect(await kinds('receivingUnit', '2024-06-22/3')).toBe(once)
    expect(await kinds('bureau', '2024-06-22/3')).toBe(0)
    await remindOn('2024-06-25')
    expect(await kinds('receivingUnit', '2024-06-22/-3')).toBe(24)
    await remindOn('2024-06-26')
    const told = await oracle(sql<{ params: object }>`select params from notices where kind = 'report-missing'
      and event_key like ${`report-missing/${PROGRAMME}/${REGION}/%/2024-06-22`}`)
    expect(told.map((t) => t.params)).toEqual([
      { report: '月度工作量（2024年6月）', day: '2024-06-22', count: 24 + 3 + 1 },
    ])
  })
  it.each([
    [4, null],
    [3, 3],
    [1, 3],
    [0, 0],
    [-1, -1],
    [-2, -1],
    [-3, -3],
    [-31, -3],
    [-32, null],
  ])('%i days before the due day it stands at %s', (days, step) => {
    expect(stepOf(days)).toBe(step)
  })
})

describe('bad input', () => {
  it('a server whose clock was set back changes nothing (P11)', async () => {
    const other = (await listed('bureau')).find(
      (o) =>
        o.side === 'receiver' &&
        o.period === '2024-05' &&
        o.part === 'main' &&
        o.packageId === 'monthly-return' &&
        o.state === 'draft',
    )
    const at = url(other?.body.id ?? '', '2024-05')
    await done('bureau', at, 'submit', { note: '单位断网，代报' })
    server.setNow('2024-05-24', '08:00:00')
    const refused = await act('leader', at, 'accept')
    expect(refused.statusCode).toBe(409)
    expect(refused.json()).toMatchObject({ code: 'report-clock-back' })
    server.setNow('2024-05-25')
    expect(await view('leader', at)).toMatchObject({ state: 'submitted' })
  })
  it('signs that no text may hold, absurd days and unknown acts are refused in words', async () => {
    const at = url(REGION, '2024', 'main', 'annual-summary')
    const seen = await view('bureau', at)
    const words = { narratives: [{ title: '自评', text: 'a\u0000b' }] }
    expect((await send('bureau', `${at}/drafts`, { basedOn: seen.draft.revision, words })).statusCode).toBe(
      400,
    )
    for (const body of [
      { act: 'burn', stamp: seen.stamp },
      { act: 'return', stamp: seen.stamp, comments: [{ text: 'x' }], resubmitBy: '2024-13-01' },
      { act: 'submit', stamp: 'x'.repeat(81) },
      { act: 'submit', stamp: seen.stamp, answers: [{ code: 'x', answer: '' }] },
    ])
      expect((await send('bureau', `${at}/acts`, body)).statusCode, body.act).toBe(400)
    for (const path of ['2024-5', '2024-00x', "2024'--"])
      expect(
        (await (await server.as('bureau'))('GET', url(REGION, encodeURIComponent(path)))).statusCode,
        path,
      ).toBeLessThan(500)
  })
})

describe('in no programme of this county', () => {
  it('is nothing to be found', async () => {
    expect(
      (await (await server.as('bureau'))('GET', `${inProgramme}/reports/none/2024/main/${REGION}`))
        .statusCode,
    ).toBe(404)
  })
})
