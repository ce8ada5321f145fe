// A published day that moves is told to residents, whichever road it moved by: page, poster, ready text, calendar; one
// notice a change, a task a channel with who, when and a picture, and never a word of why (PUB-3, LV-7, P28, P31).
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DutyView, RosterView } from '../../../contract/dispatch.ts'
import type { RepairView } from '../../../contract/dispatch-repair.ts'
import type { ChangeNoticeView } from '../../../contract/publicity-changes.ts'
import { dayWords } from '../../../domain/publicity/change-words.ts'
import { photoOf } from '../../../test/fixtures/photo.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
beforeAll(() => buildPublicPages())
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const send = async (method: Method, path: string, body?: unknown, login = 'bureau') =>
  (await server.as(login))(method, path, body)
const month = '2024-05'
const WHY = '住院手术，家属陪护'
const roster = async (): Promise<RosterView> => (await send('GET', `${inProgramme}/rosters/${month}`)).json()
const coming = async (): Promise<DutyView> => {
  const found = (await roster()).duties.filter((d) => d.day > '2024-05-21' && d.day < '2024-05-30')[0]
  if (!found) throw new Error('no duty to come')
  return found
}
type Option = RepairView['options'][number]
/** A leave of the duty's doctor, mended by the option that `choose` picks. */
async function leave(duty: DutyView, choose: (options: Option[]) => Option | undefined): Promise<Option> {
  const change = {
    kind: 'leave',
    practitionerId: duty.practitionerId,
    from: duty.day,
    to: duty.day,
    reason: WHY,
  }
  const repair: RepairView = (await send('POST', `${inProgramme}/repair-proposals`, { change })).json()
  const option = choose(repair.options)
  if (!option) throw new Error(`no such option among ${repair.options.map((o) => o.kind).join(', ')}`)
  const answer = await send('POST', `${inProgramme}/repairs`, {
    change,
    stamp: repair.stamp,
    out: option.out.map((d) => d.dutyId),
    into: option.into.map(({ unitId, practitionerId, day }) => ({ unitId, practitionerId, day })),
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return option
}
const open = (options: Option[]) => options.find((o) => o.kind === 'leave-open')
const mended = (options: Option[]) => options.find((o) => o.into.length === 1 && o.out.length === 1)
const notices = async (login = 'bureau'): Promise<ChangeNoticeView[]> => {
  const answer = await send('GET', `${inProgramme}/rosters/${month}/change-notices`, undefined, login)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().items
}
const page = async (url: string): Promise<string> => (await server.anonymous('GET', url)).body
const townshipOf = async (unitId: string): Promise<string> => {
  const rows = await inScope(server.services.db, { kind: 'system' }, (trx) =>
    trx.selectFrom('organisations').select('division_code').where('id', '=', unitId).execute(),
  )
  return (rows[0]?.division_code ?? '').slice(0, 9)
}

/** RFC 5545, read by hand: unfolded lines, properties without their parameters. */
function events(text: string): Map<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>()
  let current: Record<string, string> = {}
  for (const line of text.replace(/\r\n[ \t]/g, '').split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).split(';')[0] ?? ''
    if (line === 'BEGIN:VEVENT') current = {}
    else if (line === 'END:VEVENT') {
      expect(found.has(current.UID ?? ''), 'a UID twice').toBe(false)
      found.set(current.UID ?? '', current)
    } else current[name] = line.slice(colon + 1)
  }
  return found
}
const feed = async (unitId: string) => events(await page(`/public/units/${unitId}/calendar.ics`))

describe('a doctor who is away', () => {
  it('and nobody instead: the day is struck out everywhere, cancelled in the calendar, and nowhere stands why', async () => {
    const duty = await coming()
    const before = await feed(duty.unitId)
    await leave(duty, open)
    const [notice, ...more] = await notices()
    expect(more).toEqual([])
    expect(notice?.units).toMatchObject([{ unitId: duty.unitId, lines: [{ kind: 'cancelled' }] }])
    const township = `/t/${await townshipOf(duty.unitId)}?month=${month}`
    const html = await page(township)
    expect(html).toContain('变更通知')
    expect(html).toContain(`${dayWords(duty.day)}全天`)
    expect(html).toMatch(/坐诊取消/)
    expect(html).toMatch(/5月20日 09:00 起在本页公告/)
    const uid = `${duty.id}@xunzhen`
    const after = await feed(duty.unitId)
    expect(before.get(uid)).toMatchObject({ STATUS: 'CONFIRMED', SEQUENCE: '0' })
    expect(after.get(uid)?.STATUS).toBe('CANCELLED')
    expect(Number(after.get(uid)?.SEQUENCE)).toBeGreaterThan(0)
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted())
    const { text } = (
      await send('GET', `${inProgramme}/rosters/${month}/wechat-text?unitId=${duty.unitId}`)
    ).json()
    expect(text).toContain('【变更通知】')
    const poster = await server.anonymous('GET', `/public/units/${duty.unitId}/${month}/poster.pdf`)
    const paper = (await pdfFacts(new Uint8Array(poster.rawPayload))).text.replace(/\s/g, '')
    for (const part of ['坐诊取消', '第2版', '变更']) expect(paper).toContain(part)
    const seen = [html, text, paper, JSON.stringify(await notices()), JSON.stringify([...after])].join()
    for (const secret of [WHY, '住院', '手术', '请假']) expect(seen).not.toContain(secret)
    server.setNow(duty.day)
    expect(await page(township)).toContain('变更通知')
    server.setNow('2024-05-31')
    expect(await page(township)).not.toContain('变更通知')
  })
  it('and somebody instead: the calendar keeps its UID, raises SEQUENCE, and says who comes', async () => {
    const duty = await coming()
    const option = await leave(duty, mended)
    const [into] = option.into
    const [line] = (await notices()).flatMap((n) => n.units.flatMap((u) => u.lines))
    expect(['moved', 'replaced', 'movedAndReplaced']).toContain(line?.kind)
    const event = (await feed(duty.unitId)).get(`${duty.id}@xunzhen`)
    expect(event).toMatchObject({ STATUS: 'CONFIRMED', DTSTART: `${into?.day.replaceAll('-', '')}T003000Z` })
    expect(event?.SUMMARY).toContain(into?.name)
    expect(Number(event?.SEQUENCE)).toBeGreaterThan(0)
    const html = await page(`/t/${await townshipOf(duty.unitId)}?month=${month}`)
    expect(html).toContain('有变更')
    const poster = await server.anonymous('GET', `/public/units/${duty.unitId}/${month}/poster.pdf`)
    const text = (await pdfFacts(new Uint8Array(poster.rawPayload))).text.replace(/\s/g, '')
    for (const part of ['改期提醒', into?.name ?? '?', '第2版·2024-05-20变更']) expect(text).toContain(part)
    // the same line again: one more change, one more notice, the first word is told no more
    const second = (await roster()).duties.find((d) => d.unitId === duty.unitId && d.day === into?.day)
    if (!second) throw new Error('the substitute has no duty')
    await leave(second, open)
    const again = await notices()
    expect(again).toHaveLength(2)
    const states = again.flatMap((n) => n.units.flatMap((u) => u.lines.map((l) => l.superseded)))
    expect(states.filter(Boolean)).toHaveLength(1)
    const last = (await feed(duty.unitId)).get(`${duty.id}@xunzhen`)
    expect(last?.STATUS).toBe('CANCELLED')
    expect(Number(last?.SEQUENCE)).toBeGreaterThan(Number(event?.SEQUENCE))
  })
})

describe('a leave that is granted', () => {
  it('is told like any other change, with its tasks, without its reason', async () => {
    const june = `${inProgramme}/rosters/2024-06`
    const run = (
      await send('POST', `${inProgramme}/planning-runs`, { months: ['2024-06'], keepPostings: true })
    ).json()
    const state = async () =>
      (await send('GET', `/api/regions/${REGION}/planning-runs/${run.id}`)).json().status
    await expect.poll(state, { timeout: 30_000 }).not.toBe('running')
    await send('POST', `${june}/publication`, {})
    const me = (await (await server.as('doctor'))('GET', '/api/session')).json()
    const duties: DutyView[] = (await send('GET', june)).json().duties
    const duty = duties.find((one) => one.practitionerId === me.practitionerId)
    if (!duty) throw new Error('the doctor has no duty in June')
    const at = `/api/regions/${REGION}`
    const preview = (await send('GET', `${at}/duties/${duty.id}/leave-preview`, undefined, 'doctor')).json()
    const leaveAt = `${at}/leaves/${uuidv7()}`
    const [day] = preview.replacementDays
    const asked = { dutyId: duty.id, kind: 'sick', reason: WHY, replacementDay: day, handOver: '同科医师' }
    await send('PUT', leaveAt, asked, 'doctor')
    await send('POST', `${leaveAt}/acts`, { act: 'consent', body: 'supportingUnit' }, 'hospital')
    await send('POST', `${leaveAt}/acts`, { act: 'consent', body: 'receivingUnit' }, 'unit')
    const { practitionerId, unitId, id } = duty
    const change = { kind: 'leave', practitionerId, from: duty.day, to: duty.day, reason: '请假' }
    const { stamp } = (await send('POST', `${inProgramme}/repair-proposals`, { change })).json()
    const granted = await send('POST', `${leaveAt}/grant`, {
      stamp,
      out: [id],
      into: [{ unitId, practitionerId, day, half: 'day' }],
    })
    expect(granted.statusCode, granted.body).toBe(200)
    for (const login of ['bureau', 'unit']) {
      const { items } = (await send('GET', `${june}/change-notices`, undefined, login)).json()
      expect(items).toHaveLength(1)
      expect(items[0].units).toMatchObject([{ unitId, lines: [{ kind: 'moved', superseded: false }] }])
      expect(items[0].units[0].tasks.map((task: { state: string }) => task.state)).toEqual([
        'open',
        'open',
        'open',
      ])
      expect(JSON.stringify(items)).not.toContain(WHY)
    }
    const html = await page(`/t/${await townshipOf(unitId)}?month=2024-06`)
    expect(html).toContain(`改到${dayWords(day)}`)
    for (const secret of [WHY, '住院', '请假']) expect(html).not.toContain(secret)
    expect((await feed(unitId)).get(`${id}@xunzhen`)).toMatchObject({
      STATUS: 'CONFIRMED',
      DTSTART: `${day.replaceAll('-', '')}T003000Z`,
    })
  })
})

describe('the roster itself', () => {
  const system = (statement: ReturnType<typeof sql>) =>
    inScope(server.services.db, { kind: 'system' }, (trx) => statement.execute(trx))
  it('lets no published day change by another road', async () => {
    const { id } = await coming()
    await expect(system(sql`update duties set day = '2024-05-30' where id = ${id}`)).rejects.toThrow(/denied/)
    await expect(system(sql`update duties set status = 'cancelled' where id = ${id}`)).rejects.toThrow(
      /duties_left_by_a_change/,
    )
    await system(sql`delete from duties where id = ${id}`)
    expect((await coming()).id).toBe(id)
    await expect(
      system(sql`insert into duties (region_id, id, programme_id, month, unit_id, hospital_id, practitioner_id, day, half, status, updated_at)
        select region_id, gen_random_uuid(), programme_id, month, unit_id, hospital_id, practitioner_id, '2024-05-30', half, 'published', now() from duties where id = ${id}`),
    ).rejects.toThrow(/row-level security/)
  })
  it('has one notice for each change in any order of leaves', async () => {
    for (let k = 0; k < 4; k++) {
      await leave(await coming(), k % 2 ? open : (options) => options[0])
      expect(await notices()).toHaveLength(k + 1)
    }
    const rows = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.selectFrom('roster_changes').select('id').execute(),
    )
    const told = (await notices()).map((n) => n.id)
    expect(told.toSorted()).toEqual(rows.map((r) => r.id).toSorted())
  })
})

describe('telling residents', () => {
  const record = (id: string, body: object, login = 'bureau') =>
    send('POST', `/api/regions/${REGION}/change-notices/${id}/tellings`, body, login)
  const tasks = async (login?: string) =>
    (await notices(login)).flatMap((n) => n.units.flatMap((u) => u.tasks))
  const change = async () => {
    const duty = await coming()
    await leave(duty, open)
    const [notice] = await notices()
    if (!notice) throw new Error('no notice')
    return { duty, notice }
  }
  it('is a task a channel of the programme, once, with who, when and a picture', async () => {
    const { duty, notice } = await change()
    expect((await tasks()).map(({ channel, state }) => [channel, state])).toEqual([
      ['公示栏', 'open'],
      ['公众号', 'open'],
      ['短信', 'open'],
    ])
    const telling = { tellingId: uuidv7(), unitId: duty.unitId, channel: '公示栏', note: '贴在门诊大厅' }
    expect((await record(notice.id, telling)).json()).toEqual({ already: false })
    expect((await record(notice.id, telling)).json(), 'the same record').toEqual({ already: false })
    server.setNow('2024-05-21')
    expect((await record(notice.id, { ...telling, tellingId: uuidv7() }, 'alliance')).json()).toEqual({
      already: true,
    })
    const picture = `/api/regions/${REGION}/change-tellings/${telling.tellingId}/picture`
    expect((await send('GET', picture)).statusCode).toBe(404)
    expect((await send('PUT', picture, new Uint8Array([1, 2, 3]))).json().code).toBe('photo-not-jpeg')
    const jpeg = photoOf(1).bytes
    expect((await send('PUT', picture, jpeg)).statusCode).toBe(204)
    expect(new Uint8Array((await send('GET', picture)).rawPayload)).toEqual(jpeg)
    const [done, ...rest] = await tasks()
    expect(done).toMatchObject({
      state: 'done',
      done: { at: '2024-05-20T01:00:00.000Z', note: '贴在门诊大厅', picture: true },
    })
    expect(rest.every((task) => task.state === 'open')).toBe(true)
    const undone = await send('DELETE', `/api/regions/${REGION}/change-tellings/${telling.tellingId}`)
    expect(undone.statusCode).toBe(204)
    expect((await tasks())[0]?.state).toBe('open')
    expect((await record(notice.id, { ...telling, tellingId: uuidv7() })).json()).toEqual({ already: false })
  })
  it('is late from the day itself on, and stands on the day’s page', async () => {
    const { duty, notice } = await change()
    const hints = async () =>
      (await send('GET', '/api/today?programmeId=yongding-2024&regionId=350803')).json().hints as {
        code: string
        zh: string
      }[]
    expect((await hints()).find((h) => h.code === 'untold')?.zh).toContain('3 项')
    server.setNow(duty.day)
    expect((await tasks()).every((task) => task.state === 'late')).toBe(true)
    expect((await hints()).find((h) => h.code === 'untold')?.zh).toContain('逾期')
    await record(notice.id, { tellingId: uuidv7(), unitId: duty.unitId, channel: '短信' })
    expect((await tasks()).map((task) => task.state)).toEqual(['late', 'late', 'doneLate'])
  })
  it('is nobody’s but the unit’s, its county’s and its alliance’s, and by no other channel', async () => {
    const { duty, notice } = await change()
    const body = { tellingId: uuidv7(), unitId: duty.unitId, channel: '短信' }
    expect((await record(notice.id, { ...body, channel: '信鸽' })).json().code).toBe('invalid-value')
    expect((await record(uuidv7(), body)).statusCode).toBe(404)
    for (const [login, status] of [
      ['doctor', 403],
      ['hospital', 403],
      ['inspector', 403],
      ['shishi', 404],
    ] as const)
      expect((await record(notice.id, body, login)).statusCode, login).toBe(status)
    const own = (await (await server.as('unit'))('GET', '/api/session')).json().organisation.id
    expect((await notices('unit')).every((n) => n.units.every((u) => u.unitId === own))).toBe(true)
    if (duty.unitId !== own) expect((await record(notice.id, body, 'unit')).statusCode).toBe(404)
    expect((await record(notice.id, body)).statusCode).toBe(200)
  })
})
