// What residents get: the pages of county, township and village, the poster, the calendar and the ready text. Nothing
// but what was published is there, and no person's number and no resident's name anywhere (PUB-1, PUB-2, SEC-1).
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayWords } from '../../../domain/publicity/change-words.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
type Shown = {
  unit_id: string
  unit: string
  division: string
  day: string
  half: string
  expert: string
  hospital: string
  practitioner_id: string
}
let published: Shown[]
let residents: { name: string; phone: string }[]
const system = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)

beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  published = await system(sql<Shown>`
    select d.unit_id, u.name as unit, u.division_code as division, d.day, d.half, p.name as expert, h.name as hospital, p.id as practitioner_id
    from duties d join organisations u on u.id = d.unit_id join organisations h on h.id = d.hospital_id join practitioners p on p.id = d.practitioner_id
    where d.region_id = ${REGION} and d.month = '2024-05' and d.status = 'published' order by d.day`)
  residents = await system(
    sql<{
      name: string
      phone: string
    }>`select distinct name, phone from beneficiaries where region_id = ${REGION}`,
  )
})
afterAll(() => server.close())

const page = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'GET', url, headers })
const MOBILE = /1[3-9]\d{9}/
/** Nothing that is not the reader's: no script, no person's number, no resident's name. */
function clean(text: string): void {
  expect(text).not.toMatch(/<script/i)
  expect(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')).not.toMatch(MOBILE)
  const experts = new Set(published.map((d) => d.expert))
  for (const { name, phone } of residents) {
    if (!experts.has(name) && !published.some((d) => d.hospital.includes(name)))
      expect(text).not.toContain(name)
    if (phone) expect(text).not.toContain(phone)
  }
}
const hulei = (): Shown => {
  const found = published.find((d) => d.unit.includes('湖雷'))
  if (!found) throw new Error('no duty at 湖雷')
  return found
}

describe('the pages', () => {
  it.each([
    ['county', () => REGION],
    ['township', () => '350803103'],
  ])('of a %s show who comes when from where', async (level, code) => {
    const answer = await page(`/t/${code()}?month=2024-05`)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const own = published.filter((d) => d.division.startsWith(code()))
    expect(own.length).toBeGreaterThanOrEqual(level === 'county' ? 24 : 1)
    for (const d of own) {
      const weekday = /周./.exec(dayWords(d.day))?.[0] ?? '?'
      for (const word of [d.expert, d.hospital, d.unit, weekday]) expect(answer.body).toContain(word)
    }
    const foreign = published.filter((d) => !d.division.startsWith(code()))
    for (const d of foreign) expect(answer.body).not.toContain(d.expert)
    clean(answer.body)
  })
  it('of a village show the unit of its township', async () => {
    const [village] = await system(
      sql<{
        code: string
      }>`select code from divisions where code like '350803103%' and length(code) = 12 limit 1`,
    )
    // The table ends at the township where villages were not loaded; an added village answers like its township.
    const code = village?.code ?? '350803103201'
    if (!village) {
      const { default: pg } = await import('pg')
      const owner = new pg.Client({ connectionString: server.url })
      await owner.connect()
      await owner.query(`insert into divisions values ('${code}', '桥头村', 'village', '350803103')`)
      await owner.end()
    }
    const answer = await page(`/t/${code}?month=2024-05`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain(hulei().expert)
    clean(answer.body)
  })
  it.each([
    '/t/999999',
    '/t/350803999',
    '/t/abc',
    '/t/35080',
    '/t/350803103999',
    '/t/%00',
    "/t/'%20or%201=1",
  ])('%s leads nowhere, in words', async (url) => {
    const answer = await page(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.body.length).toBeGreaterThan(50)
  })
  it('show published months only, and nothing of a draft', async () => {
    const bureau = await server.as('bureau')
    const roster = (await bureau('GET', `${inProgramme}/rosters/2024-06`)).json()
    const [someone] = roster.practitioners
    const { unitId } = (await bureau('GET', `${inProgramme}/rosters/2024-05`))
      .json()
      .duties.find((d: { practitionerId: string }) => d.practitionerId === someone.id)
    expect(
      (
        await bureau('POST', `${inProgramme}/duties`, {
          unitId,
          practitionerId: someone.id,
          day: '2024-06-12',
          half: 'day',
          mismatchReason: '试排',
        })
      ).statusCode,
    ).toBe(200)
    const answer = await page(`/t/${REGION}?month=2024-06`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain(someone.name)
    const months = [...(await page(`/t/${REGION}`)).body.matchAll(/month=(\d{4}-\d{2})/g)].map((m) => m[1])
    expect(months).not.toContain('2024-06')
    expect((await page(`/public/units/${unitId}/2024-06/poster.pdf`)).statusCode).toBe(404)
    expect((await page(`/public/units/${unitId}/calendar.ics`)).body).not.toContain('20240612')
  })
  it('are sent once: the same content answers 304', async () => {
    const first = await page(`/t/${REGION}?month=2024-05`)
    const etag = String(first.headers.etag)
    expect(etag).toMatch(/^"[\w-]{20,}"$/)
    const again = await page(`/t/${REGION}?month=2024-05`, { 'if-none-match': etag })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect((await page(`/t/${REGION}?month=2024-05&large=1`, { 'if-none-match': etag })).statusCode).toBe(200)
  })
  const words = encodeURIComponent
  it.each([
    `/?q=${words('湖雷')}`,
    `/?q=${words('湖雷')}&q=${words('下洋')}`,
    '/?q=%00',
    '/?q=%25',
    '/?q[a]=b',
    `/?q=${words('长'.repeat(500))}`,
    '/',
    '/?month=x',
    '/t/350803?month=2024-13',
  ])('answer %s without a fault', async (url) => {
    const answer = await page(url)
    expect(answer.statusCode).toBe(200)
    clean(answer.body)
  })
  it('find a township by its name, and a name of two pages by its end', async () => {
    for (const q of ['湖雷', '永定区湖雷镇'])
      expect((await page(`/?q=${encodeURIComponent(q)}`)).body).toContain('/t/350803103')
  })
})

describe('whose name is shown (SEC-4)', () => {
  it('an expert who withdrew her name is shown by the surname', async () => {
    const d = hulei()
    const places = [`/t/${REGION}?month=2024-05`, `/public/units/${d.unit_id}/calendar.ics`]
    for (const url of places) expect((await page(url)).body).toContain(d.expert)
    const bureau = await server.as('bureau')
    const card = `/api/practitioners/${d.practitioner_id}/expert-card`
    expect((await bureau('POST', `${card}/withdrawals`, { purpose: 'name' })).statusCode).toBe(200)
    for (const url of places) {
      const { body } = await page(url)
      expect(body).not.toContain(d.expert)
      expect(body).toContain(`${d.expert[0]}医师`)
    }
    // only she takes it back: the plan's order does not stand in for her
    const byPlan = await bureau('POST', `${card}/consents`, { way: 'plan', programmeId: 'yongding-2024' })
    expect([byPlan.statusCode, byPlan.json().code]).toEqual([409, 'name-withdrawn'])
    const again = await (await server.as('doctor'))('POST', '/api/my-expert-card/consents', {
      purpose: 'name',
      wordingVersion: 1,
    })
    expect(again.statusCode, again.body).toBe(200)
    for (const url of places) expect((await page(url)).body).toContain(d.expert)
  })
  it('a mobile that was entered as a unit’s telephone is shown nowhere', async () => {
    const d = hulei()
    const set = (phone: string) =>
      inScope(server.services.db, { kind: 'system' }, (trx) =>
        trx.updateTable('organisations').set({ phone }).where('id', '=', d.unit_id).execute(),
      )
    const said = async () =>
      [
        (await page('/t/350803103?month=2024-05')).body,
        (
          await (
            await server.as('bureau')
          )('GET', `${inProgramme}/rosters/2024-05/wechat-text?unitId=${d.unit_id}`)
        ).json().text,
      ].join()
    await set('138-0000 0999')
    expect(await said()).not.toMatch(/138-?0000 ?0999/)
    await set('0597-5800123')
    expect(await said()).toContain('0597-5800123')
  })
})

/** RFC 5545, read by hand: unfolded lines, properties without their parameters. */
function events(text: string): Record<string, string>[] {
  const found: Record<string, string>[] = []
  let current: Record<string, string> | undefined
  for (const line of text.replace(/\r\n[ \t]/g, '').split('\r\n')) {
    const colon = line.indexOf(':')
    const [name = '', value] = [line.slice(0, colon).split(';')[0], line.slice(colon + 1)]
    if (line === 'BEGIN:VEVENT') current = {}
    else if (line === 'END:VEVENT' && current) {
      found.push(current)
      current = undefined
    } else if (current) current[name] = value ?? ''
  }
  return found
}

describe('the calendar', () => {
  it('has each published duty once, in UTC, under an id that names nobody', async () => {
    const d = hulei()
    const answer = await page(`/public/units/${d.unit_id}/calendar.ics`)
    expect(answer.headers['content-type']).toContain('text/calendar')
    const list = events(answer.body)
    const duties = await system(
      sql<{
        day: string
        half: string
      }>`select day, half from duties where unit_id = ${d.unit_id} and status = 'published' order by day`,
    )
    expect(list.map((e) => (e.DTSTART ?? '').slice(0, 8)).sort()).toEqual(
      duties.map((x) => x.day.replaceAll('-', '')).sort(),
    )
    for (const e of list) {
      expect(
        [e.DTSTART, e.DTEND, e.DTSTAMP].every((t) => /^\d{8}T\d{6}Z$/.test(t ?? '')),
        JSON.stringify(e),
      ).toBe(true)
      // 08:30 in Shanghai is 00:30 UTC of the same day.
      expect(e.DTSTART?.slice(9)).toBe('003000Z')
      expect(e.UID).toMatch(/^[0-9a-f-]{36}@xunzhen$/)
    }
    expect(new Set(list.map((e) => e.UID)).size).toBe(list.length)
    clean(answer.body)
  })
  it('of nobody is not found', async () => {
    expect((await page('/public/units/01a00000-0000-7000-8000-000000000000/calendar.ics')).statusCode).toBe(
      404,
    )
    expect((await page('/public/units/x/calendar.ics')).statusCode).toBe(400)
  })
})

describe('the poster and the text', () => {
  it('is a PDF with the experts of the month and the mark of its version', async () => {
    const d = hulei()
    const answer = await page(`/public/units/${d.unit_id}/2024-05/poster.pdf`)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    const { text } = await pdfFacts(new Uint8Array(answer.rawPayload))
    for (const word of [d.expert, d.hospital, '湖雷镇中心卫生院', '第1版'])
      expect(text.replace(/\s/g, '')).toContain(word)
    clean(text)
    expect((await page(`/public/units/${d.unit_id}/2024-13/poster.pdf`)).statusCode).toBe(400)
  })
  it('is ready for a 公众号 and speaks of published days only (PUB-2)', async () => {
    const send = await server.as('bureau')
    const { text } = (await send('GET', `${inProgramme}/rosters/2024-05/wechat-text`)).json()
    for (const d of published) expect(text).toContain(`${dayWords(d.day)} `)
    for (const d of published) expect(text).toContain(d.expert)
    expect(text).toContain('2024年5月')
    clean(text)
    expect((await send('GET', `${inProgramme}/rosters/2024-06/wechat-text`)).statusCode).toBe(404)
    expect(
      (await (await server.as('shishi'))('GET', `${inProgramme}/rosters/2024-05/wechat-text`)).statusCode,
    ).toBe(404)
  })
})

describe('what went out (PUB-2)', () => {
  const record = async (login: string, body: object, month = '2024-05') =>
    (await server.as(login))('POST', `${inProgramme}/rosters/${month}/publications`, body)
  it('is recorded by county, alliance and unit with the server’s moment, and seen by the county', async () => {
    expect((await record('bureau', { unitId: null, channel: 'wechat' })).statusCode).toBe(204)
    expect((await record('alliance', { unitId: null, channel: 'screen' })).statusCode).toBe(204)
    expect((await record('unit', { unitId: null, channel: 'poster' })).statusCode).toBe(204)
    const { items, units } = (
      await (
        await server.as('bureau')
      )('GET', `${inProgramme}/rosters/2024-05/publications`)
    ).json()
    expect(items.map((i: { channel: string }) => i.channel).sort()).toEqual(['poster', 'screen', 'wechat'])
    expect(items.find((i: { channel: string }) => i.channel === 'poster').unit).toContain('湖雷')
    expect(items[0]).toMatchObject({ publishedAt: '2024-05-20T01:00:00.000Z', version: 1 })
    expect(units).toHaveLength(24)
  })
  it.each([
    ['a month that is not published', 'bureau', { unitId: null, channel: 'wechat' }, '2024-11', 404],
    ['a channel nobody knows', 'bureau', { unitId: null, channel: 'pigeon' }, '2024-05', 400],
    [
      'a unit of somebody else',
      'unit',
      { unitId: '01a00000-0000-7000-8000-000000000000', channel: 'poster' },
      '2024-05',
      404,
    ],
    ['another county’s month', 'shishi', { unitId: null, channel: 'wechat' }, '2024-05', 404],
    ['a doctor’s word', 'doctor', { unitId: null, channel: 'wechat' }, '2024-05', 403],
  ] as const)('%s is not', async (...[, login, body, month, status]) => {
    expect((await record(login, body, month)).statusCode).toBe(status)
  })
})

describe('before the cycle (PUB-2, PUB-4)', () => {
  type Item = {
    unitId: string
    unit: string
    firstDay: string
    channels: { name: string; state: string; on: string | null }[]
    leafletText: string
    screenText: string
    counters: { leaflets: number; noticeClicks: number; screenNotices: number; otherWork: number }
  }
  const cycle = async (login = 'bureau'): Promise<Item[]> => {
    const answer = await (await server.as(login))('GET', `${inProgramme}/rosters/2024-05/cycle-publicity`)
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json().items
  }
  it('says of each unit what went out before its first day, by the plan’s own channels, and what did not', async () => {
    const at = hulei()
    // a session ends with its day
    const record = async (unitId: string | null, channel: string): Promise<void> => {
      const send = await server.as('bureau')
      const answer = await send('POST', `${inProgramme}/rosters/2024-05/publications`, { unitId, channel })
      expect(answer.statusCode, answer.body).toBe(204)
    }
    server.setNow('2024-04-26')
    await record(null, 'wechat')
    await record(at.unit_id, 'poster')
    server.setNow('2024-05-31')
    await record(at.unit_id, 'leaflet')
    server.setNow('2024-05-20')
    const items = await cycle()
    expect(items).toHaveLength(24)
    const own = items.find((item) => item.unitId === at.unit_id)
    expect(own?.firstDay.localeCompare('2024-05-20'), 'its day is past').toBeLessThanOrEqual(0)
    expect(own?.firstDay).toBe(published.find((d) => d.unit_id === at.unit_id)?.day)
    expect(own?.channels.map(({ name, state }) => [name, state])).toEqual([
      ['显著位置公示', 'inTime'],
      ['公众号', 'inTime'],
      ['传单', 'late'],
      ['电子屏', 'missed'],
    ])
    for (const other of items.filter((item) => item.unitId !== at.unit_id))
      expect(other.channels[1]).toMatchObject({ name: '公众号', state: 'inTime', on: '2024-04-26' })
    for (const text of [own?.leafletText ?? '', own?.screenText ?? '']) {
      expect(text).toContain(at.expert)
      clean(text)
    }
  })
  it('shows beside it what the month’s cards counted, as 附件3 sums it', async () => {
    const sums = await system(
      sql<{ unit_id: string; leaflets: number; clicks: number; screens: number; other: number }>`
        select unit_id, sum(leaflets)::int leaflets, sum(notice_clicks)::int clicks, sum(screen_notices)::int screens,
          sum((other_work <> '')::int)::int other
        from day_cards where region_id = ${REGION} and day between '2024-05-01' and '2024-05-31' and status in ('submitted', 'confirmed')
        group by unit_id`,
    )
    expect(sums.length).toBeGreaterThan(3)
    for (const item of await cycle()) {
      const sum = sums.find((one) => one.unit_id === item.unitId)
      expect(item.counters).toEqual({
        leaflets: sum?.leaflets ?? 0,
        noticeClicks: sum?.clicks ?? 0,
        screenNotices: sum?.screens ?? 0,
        otherWork: sum?.other ?? 0,
      })
    }
  })
  it('is for the bureau, the alliance, a unit’s own rows and the inspector', async () => {
    for (const login of ['doctor', 'hospital', 'village'])
      expect(
        (await (await server.as(login))('GET', `${inProgramme}/rosters/2024-05/cycle-publicity`)).statusCode,
      ).toBe(403)
    expect((await cycle('unit')).length).toBeLessThan(24)
    expect((await cycle('inspector')).length).toBe(24)
  })
})
