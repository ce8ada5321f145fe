// Issues, leads, measures and lists over HTTP: nothing closes unseen, no measure unheard, no number in a list, a log or a file
// (SUP-7, SUP-9, ISS-1 to ISS-5).
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssueLine, IssueView } from '../../../contract/supervision-issues.ts'
import type { LeadView } from '../../../contract/supervision-leads.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'
import { superviseToday } from './daily.ts'

let server: TestServer
let unitId: string
beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  unitId = (await send('unit', 'GET', `${inProgramme}/postings`)).json().items[0].unit.id
})
afterAll(() => server.close())

const at = `/api/regions/${REGION}`
const send = async (login: string, ...[method, url, body]: Parameters<TestServer['anonymous']>) =>
  (await server.as(login))(method, url, body)
const seen = { kind: 'statement', text: '现场查看，三间诊室只有一间有人' }
const raised = async (): Promise<string> => {
  const id = uuidv7()
  const answer = await send('bureau', 'PUT', `${at}/issues/${id}`, {
    programmeId: PROGRAMME,
    unitId,
    what: '专家工作室挪作他用',
    evidence: [seen],
  })
  expect(answer.statusCode, answer.body).toBe(204)
  return id
}
const act = (login: string, id: string, body: object) => send(login, 'POST', `${at}/issues/${id}/acts`, body)
const code = async (answer: Promise<{ statusCode: number; json: () => { code: string } }>) => {
  const { statusCode, json } = await answer
  return [statusCode, json().code]
}
const kinds = async (login: string): Promise<string[]> =>
  (await send(login, 'GET', '/api/notices')).json().items.map((one: { kind: string }) => one.kind)
const toUnit = () => ({
  act: 'assign',
  owner: { role: 'receivingUnit', organisationId: unitId },
  measure: '三日内腾退恢复',
  dueOn: '2024-05-31',
})
const mended = { act: 'report', note: '已腾退，恢复为专家工作室', evidence: [seen], results: [] }

describe('an issue (ISS-3, ISS-5)', () => {
  it('goes from its finding to its closing by other people, and stands in the lists', async () => {
    const id = await raised()
    expect(await code(act('bureau', id, toUnit()))).toEqual([422, 'issue-unclassified'])
    expect(await code(act('bureau', id, { act: 'classify', scope: 'common' }))).toEqual([
      422,
      'issue-no-root-cause',
    ])
    await act('bureau', id, { act: 'classify', scope: 'individual' })
    expect(await code(act('bureau', id, { ...toUnit(), dueOn: '2024-05-19' }))).toEqual([
      422,
      'issue-due-passed',
    ])
    const given = await act('bureau', id, toUnit())
    expect(given.statusCode, given.body).toBe(200)
    expect(await kinds('unit')).toContain('issue-assigned')
    expect(await code(act('hospital', id, mended))).toEqual([404, 'not-found'])
    expect(await code(act('bureau', id, mended))).toEqual([403, 'issue-not-yours'])
    expect(await code(act('unit', id, { ...mended, evidence: [] }))).toEqual([
      422,
      'mending-without-evidence',
    ])
    const reported = await act('unit', id, {
      ...mended,
      results: [
        { kind: 'institution', name: '专家工作室管理办法', number: '湖卫〔2024〕3号', madeOn: '2024-05-20' },
        { kind: 'outcome', name: '专家工作室恢复使用', madeOn: '2024-05-20' },
      ],
    })
    expect(reported.json().state).toBe('reported')
    // its owner does not close it
    expect(await code(act('unit', id, { act: 'pass', note: '我们改好了' }))).toEqual([
      403,
      'issue-own-recheck',
    ])
    await act('bureau', id, { act: 'fail', note: '还堆着纸箱' })
    await act('unit', id, mended)
    const closed = await act('leader', id, { act: 'pass', note: '现场看过' })
    expect((closed.json() as IssueView).acts.map((one) => one.act)).toEqual([
      'raise',
      'classify',
      'assign',
      'report',
      'fail',
      'report',
      'pass',
    ])
    expect(await code(act('bureau', id, mended))).toEqual([409, 'issue-closed'])
    for (const [kind, words] of [
      ['rectification', '专家工作室挪作他用'],
      ['institution', '专家工作室管理办法'],
      ['outcome', '专家工作室恢复使用'],
    ]) {
      const list = (await send('bureau', 'GET', `${inProgramme}/supervision-lists/${kind}`)).json()
      expect(JSON.stringify(list.now.rows)).toContain(words)
    }
  })
  it('is raised by a body of whom it works with alone', async () => {
    const elsewhere = (await send('bureau', 'GET', `${inProgramme}/postings`))
      .json()
      .items.find((one: { unit: { id: string } }) => one.unit.id !== unitId)
    const answer = await send('unit', 'PUT', `${at}/issues/${uuidv7()}`, {
      programmeId: PROGRAMME,
      unitId: elsewhere.unit.id,
      what: '听说那边也没有挂牌',
      evidence: [seen],
    })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found'])
  })
  it('of the bureau itself is re-checked by another person there', async () => {
    const id = await raised()
    await act('bureau', id, { act: 'classify', scope: 'individual' })
    await act('bureau', id, { ...toUnit(), owner: { role: 'bureau', organisationId: null } })
    await act('bureau', id, mended)
    expect(await code(act('bureau', id, { act: 'pass', note: '好了' }))).toEqual([403, 'issue-own-recheck'])
    expect((await act('leader', id, { act: 'pass', note: '好了' })).statusCode).toBe(200)
  })
  it('becomes part of a common one, and its finding with it', async () => {
    const [one, other] = [await raised(), await raised()]
    expect(await code(act('bureau', one, { act: 'merge', into: other }))).toEqual([422, 'issue-merge-wrong'])
    await act('bureau', other, { act: 'classify', scope: 'common', rootCause: '没有专人管' })
    expect((await act('bureau', one, { act: 'merge', into: other })).json().state).toBe('merged')
    const view = (await send('bureau', 'GET', `${at}/issues/${other}`)).json() as IssueView
    expect(view.partOf.map((part) => part.id)).toEqual([one])
    const { rows } = (await send('bureau', 'GET', `${inProgramme}/supervision-lists/rectification`)).json()
      .now
    expect(rows.find((row: { id: string }) => row.id === other).cells[2]).toContain('含并入问题 1 个')
    expect(rows.some((row: { id: string }) => row.id === one)).toBe(false)
  })
  it('past its term is told once to its owner and the bureau', async () => {
    const id = await raised()
    await act('bureau', id, { act: 'classify', scope: 'individual' })
    await act('bureau', id, { ...toUnit(), dueOn: '2024-05-20' })
    for (const day of ['2024-05-21', '2024-05-22'])
      await inScope(server.services.db, { kind: 'system' }, (trx) =>
        superviseToday(trx, new Date(`${day}T09:00:00+08:00`)),
      )
    const told = (await send('unit', 'GET', '/api/notices'))
      .json()
      .items.filter(
        (one: { kind: string; link: { id: string } }) => one.kind === 'issue-overdue' && one.link.id === id,
      )
    expect(told).toHaveLength(1)
  })
})

describe('the demonstration', () => {
  it('ends every finding in a list, with its evidence', async () => {
    const { items } = (await send('bureau', 'GET', `/api/issues?programmeId=${PROGRAMME}`)).json() as {
      items: IssueLine[]
    }
    const { rows } = (await send('bureau', 'GET', `${inProgramme}/supervision-lists/rectification`)).json()
      .now as {
      rows: { id: string; cells: string[] }[]
    }
    expect(items.length).toBeGreaterThan(4)
    for (const issue of items) expect(rows.map((row) => row.id)).toContain(issue.mergedInto ?? issue.id)
    for (const row of rows)
      expect(Number.parseInt(row.cells[11] ?? '0', 10), row.cells.join()).toBeGreaterThan(0)
  })
})

describe('a list', () => {
  it('is signed as it was seen, keeps its hash, and prints from what was signed', async () => {
    const path = `${inProgramme}/supervision-lists/rectification`
    const { now } = (await send('bureau', 'GET', path)).json()
    expect(
      await code(send('bureau', 'POST', `${path}/signatures`, { signer: '测试签发人', rows: 0 })),
    ).toEqual([409, 'list-changed'])
    const signed = await send('bureau', 'POST', `${path}/signatures`, {
      signer: '测试签发人',
      rows: now.rows.length,
    })
    expect(signed.json()).toMatchObject({
      upToDate: true,
      versions: [{ version: 1, intact: true, signer: '测试签发人' }],
    })
    await raised()
    expect((await send('bureau', 'GET', path)).json().upToDate).toBe(false)
    for (const ending of ['xlsx', 'docx', 'pdf']) {
      const file = await send('bureau', 'GET', `${path}/1/file.${ending}`)
      expect(file.statusCode, file.body.slice(0, 300)).toBe(200)
      expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain('整改清单（第1版）')
      if (ending === 'pdf') {
        const text = (await pdfFacts(new Uint8Array(file.rawPayload))).text.replaceAll(/\s/g, '')
        expect(text).toContain('整改清单')
        expect(text).toContain('签发人：测试签发人')
      }
    }
    const change = inScope(server.services.db, { kind: 'system' }, (trx) =>
      sql`update signed_lists set signer = 'x'`.execute(trx),
    )
    await expect(change).rejects.toThrow(/permission denied/)
    expect((await send('unit', 'GET', path)).statusCode).toBe(403)
  })
})

const lead = (part: object = {}) => ({
  programmeId: PROGRAMME,
  source: 'hotline',
  sourceNumber: '',
  receivedOn: '2024-05-20',
  unitId,
  text: '本人身份证350803199001011234，电话13800000789，上周二到卫生院没有见到骨科专家',
  contact: '13800000789',
  ...part,
})
const take = (body: object, id = uuidv7()) => send('bureau', 'PUT', `${at}/leads/${id}`, body)

describe('a lead (SUP-7)', () => {
  it('hides every number, in lists, exports and the log, and shows them only with a reason', async () => {
    const id = uuidv7()
    const taken = await take(lead({ sourceNumber: 'A-1' }), id)
    expect(taken.statusCode, taken.body).toBe(200)
    expect(taken.json()).toMatchObject({ hidden: true, dueOn: '2024-05-27', state: 'open', hasContact: true })
    const list = (await send('bureau', 'GET', `${at}/leads?programmeId=${PROGRAMME}`)).body
    const pdf = await send('bureau', 'GET', `${inProgramme}/supervision-ledgers/leads/file.pdf`)
    const { text } = await pdfFacts(new Uint8Array(pdf.rawPayload))
    const log = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      sql<{
        all: string
      }>`select string_agg(sentence || details::text, ' ') as all from audit_events`.execute(trx),
    )
    for (const words of [list, text.replaceAll(/\s/g, ''), log.rows[0]?.all ?? '', taken.body])
      for (const number of ['350803199001011234', '13800000789']) expect(words).not.toContain(number)
    expect(list).toContain('骨科专家')
    const whole = await send('bureau', 'POST', `${at}/leads/${id}/reveal`, { reason: '回电核实' })
    expect(whole.json()).toEqual({ text: lead().text, contact: '13800000789' })
    expect((await send('inspector', 'POST', `${at}/leads/${id}/reveal`, { reason: '看' })).statusCode).toBe(
      403,
    )
    for (const login of ['unit', 'hospital', 'alliance'])
      expect((await send(login, 'GET', `${at}/leads?programmeId=${PROGRAMME}`)).statusCode).toBe(403)
  })
  it('is asked about when it comes twice', async () => {
    expect(await code(take(lead({ sourceNumber: 'A-1' })))).toEqual([409, 'lead-known'])
    const again = lead({ source: 'letter', text: '上周二我到卫生院没有见到骨科专家，电话13800000789' })
    expect(await code(take(again))).toEqual([409, 'lead-alike'])
    const found = await send('bureau', 'POST', `${at}/lead-doubles`, {
      unitId,
      text: again.text,
      contact: '',
    })
    expect(found.json().items[0].likeness).toBeGreaterThan(40)
    const id = uuidv7()
    expect((await take({ ...again, distinct: true }, id)).statusCode).toBe(200)
    const of = found.json().items[0].id
    const double = await send('bureau', 'POST', `${at}/leads/${id}/acts`, { act: 'double', of })
    expect(double.json()).toMatchObject({ state: 'duplicate', duplicateOf: of })
    expect(await code(send('bureau', 'POST', `${at}/leads/${of}/acts`, { act: 'double', of: id }))).toEqual([
      422,
      'lead-double-wrong',
    ])
    expect((await send('bureau', 'POST', `${at}/leads/${id}/acts`, { act: 'undouble' })).json().state).toBe(
      'open',
    )
  })
  it.each([
    ['of a day to come', { receivedOn: '2024-05-21' }, 'check-day-to-come'],
    ['of a unit elsewhere', { unitId: '01a00000-0000-7000-8000-000000000001' }, 'check-other-county'],
  ])('is refused %s', async (_, part, why) => {
    expect((await take(lead({ text: '另一件事，从没说过', ...part }))).json().code).toBe(why)
  })
  it('comes from the public page by itself, and keeps step with the feedback', async () => {
    const page = (await server.anonymous('GET', '/t/350803103/feedback')).body
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
    server.setNow('2024-05-20', '09:05:00')
    const said = await server.anonymous('POST', '/public/feedback', {
      token,
      unitId,
      kind: 'complaint',
      text: '挂号窗口下午三点就关了，老人白跑一趟',
    })
    expect(said.statusCode, said.body).toBe(200)
    const leads = async (): Promise<LeadView[]> =>
      (await send('bureau', 'GET', `${at}/leads?programmeId=${PROGRAMME}`)).json().items
    const found = (await leads()).find((one) => one.source === 'publicPage')
    expect(found).toMatchObject({ state: 'open', unit: { id: unitId }, dueOn: '2024-06-11' })
    expect(await kinds('bureau')).toContain('lead-taken')
    const answered = await send('bureau', 'POST', `${at}/leads/${found?.id}/acts`, {
      act: 'answer',
      outcome: 'verified',
      words: '已要求延长到下班',
    })
    expect(answered.json()).toMatchObject({ state: 'answered', inTime: true })
    const feedback = (await send('bureau', 'GET', `${at}/feedback?state=answered`)).json().items
    expect(feedback[0]).toMatchObject({ answer: '已要求延长到下班', state: 'answered' })
    // one that is true becomes an issue, with the lead for its evidence
    const issue = uuidv7()
    const raisedOf = await send('bureau', 'PUT', `${at}/issues/${issue}`, {
      programmeId: PROGRAMME,
      leadId: found?.id,
      unitId,
      what: '挂号窗口提前关闭',
      evidence: [{ kind: 'record', recordType: 'lead', recordId: found?.id }],
    })
    expect(raisedOf.statusCode, raisedOf.body).toBe(204)
    expect((await leads()).find((one) => one.id === found?.id)?.issueIds).toEqual([issue])
  })
})

describe('a measure (SUP-9)', () => {
  const put = (issueId: string, part: object = {}, id = uuidv7()) =>
    send('bureau', 'PUT', `${at}/measures/${id}`, {
      programmeId: PROGRAMME,
      issueId,
      kind: 'orderedRectification',
      against: 'unit',
      grounds: '专家工作室长期挪作他用',
      ...part,
    })
  const say = (login: string, id: string, doing: string) =>
    send(login, 'POST', `${at}/measures/${id}/acts`, { act: doing, words: '说明' })
  it('takes effect after a reply only, or when its days are over', async () => {
    const issue = await raised()
    const given = await put(issue)
    expect(given.json(), given.body).toMatchObject({ state: 'noticed', replyBy: '2024-05-27' })
    const { id } = given.json()
    expect(await kinds('unit')).toContain('measure-noticed')
    expect(await code(say('bureau', id, 'impose'))).toEqual([409, 'measure-unheard'])
    expect(await code(say('hospital', id, 'reply'))).toEqual([404, 'not-found'])
    expect(await code(say('bureau', id, 'reply'))).toEqual([403, 'measure-not-yours'])
    expect((await say('unit', id, 'reply')).json().state).toBe('replied')
    expect(await code(say('unit', id, 'drop'))).toEqual([403, 'measure-not-yours'])
    expect((await say('bureau', id, 'impose')).json()).toMatchObject({
      state: 'inForce',
      inForceOn: '2024-05-20',
    })
    expect((await say('bureau', id, 'lift')).json().state).toBe('lifted')
    const late = (await put(issue)).json()
    server.setNow('2024-05-27')
    expect(await code(say('bureau', late.id, 'impose'))).toEqual([409, 'measure-unheard'])
    server.setNow('2024-05-28')
    expect((await say('bureau', late.id, 'impose')).json().state).toBe('inForce')
    server.setNow('2024-05-20')
  })
  it('is refused against somebody whom the issue does not concern', async () => {
    expect((await put(await raised(), { against: 'doctor' })).json().code).toBe('measure-no-subject')
  })
})

it.each(['work', 'leads', 'measures', 'checks'])('the ledger %s goes out as a workbook', async (kind) => {
  const file = await send('bureau', 'GET', `${inProgramme}/supervision-ledgers/${kind}/file.xlsx`)
  expect([file.statusCode, file.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
})
