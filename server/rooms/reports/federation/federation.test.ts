// Two boxes: a county's with the demonstration's year, a city's that knows nothing yet. Packages go up by file and over HTTP,
// are taken once however often they come, reviewed, and answered; what is forged, altered, foreign or older is refused or
// changes nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FormView } from '../../../../contract/reports.ts'
import type { ReportView } from '../../../../contract/reports-chain.ts'
import type { PackageView, PeerView, SiteCard } from '../../../../contract/reports-federation.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../../test/harness/server.ts'
import { inScope } from '../../../platform/database.ts'
import {
  openPackage,
  publicKeys,
  readPackage,
  sealPackage,
  siteKeys,
} from '../../../platform/sealed-package.ts'

const homes = ['county', 'city', 'stranger'].map((name) =>
  mkdtempSync(join(tmpdir(), `xunzhen-fed-${name}-`)),
)
const [COUNTY_HOME = '', CITY_HOME = '', STRANGER_HOME = ''] = homes
let county: TestServer
let city: TestServer
let cityUrl = ''
beforeAll(async () => {
  county = await startServer({ home: COUNTY_HOME })
  city = await startServer({
    home: CITY_HOME,
    bare: [
      { login: 'citybureau', role: 'bureau', division: '3508' },
      { login: 'cityleader', role: 'bureau', division: '3508' },
      { login: 'neighbour', role: 'bureau', division: '3507' },
    ],
  })
  cityUrl = await city.app.listen({ host: '127.0.0.1', port: 0 })
  for (const server of [county, city]) server.setNow('2024-05-22')
})
afterAll(async () => {
  await county.close()
  await city.close()
  for (const home of homes) rmSync(home, { recursive: true })
})

type Method = 'GET' | 'POST' | 'DELETE'
type Who = readonly [TestServer, string]
const call = async ([server, login]: Who, method: Method, url: string, body?: unknown) =>
  (await server.as(login))(method, url, body)
const ok = async <T>(...given: Parameters<typeof call>): Promise<T> => {
  const answer = await call(...given)
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}
const bytes = async (...given: Parameters<typeof call>): Promise<Buffer> => {
  const answer = await call(...given)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.rawPayload
}
const code = async (...given: Parameters<typeof call>): Promise<string> => (await call(...given)).json().code
const rows = <T>(server: TestServer, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const counts = (server: TestServer) =>
  rows(
    server,
    sql`select (select count(*)::int from reports where region_id like '3508%') reports, (select count(*)::int from report_versions) versions,
      (select count(*)::int from report_acts) acts, (select count(*)::int from federated_days) days, (select count(*)::int from federation_packages where kind = 'reports') packages, (select count(*)::int from organisations) organisations`,
  )
const at = (body: string) =>
  `/api/regions/${REGION}/programmes/${PROGRAMME}/reports/monthly-return/2024-05/main/${body}`
const act = async (who: Who, body: string, name: string, more: object = {}): Promise<ReportView> => {
  const seen = await ok<ReportView>(who, 'GET', at(body))
  const answers = seen.questions.map((q) => ({
    code: q.place?.column ? `${q.code}/${q.place.column}` : q.code,
    answer: '属实',
  }))
  return ok(who, 'POST', `${at(body)}/acts`, { act: name, stamp: seen.stamp, answers, ...more })
}
const card = (who: Who) => ok<{ card: SiteCard; fingerprint: string }>(who, 'GET', '/api/federation/site')
const add = (who: Who, of: { card: SiteCard; fingerprint: string }, url: string | null = null) =>
  call(who, 'POST', '/api/federation/peers', { ...of, url })

let above: PeerView
let below: PeerView
let unit = ''
const KEY = {
  regionId: REGION,
  programmeId: PROGRAMME,
  packageId: 'monthly-return',
  period: '2024-05',
  part: 'main',
}
const make = () =>
  ok<PackageView>([county, 'bureau'], 'POST', '/api/federation/packages', { peerId: above.id, ...KEY })
const fileOf = (p: PackageView) =>
  bytes([county, 'bureau'], 'GET', `/api/federation/packages/out/${p.id}/file`)

describe('cards', () => {
  it('are trusted only with the fingerprint that was read out, above or below, and once', async () => {
    const [ours, theirs] = [await card([county, 'bureau']), await card([city, 'citybureau'])]
    expect((await add([county, 'bureau'], { ...theirs, fingerprint: ours.fingerprint })).json().code).toBe(
      'federation-fingerprint',
    )
    const renamed = { ...theirs, card: { ...theirs.card, division: '35' } }
    expect((await add([county, 'bureau'], renamed)).json().code).toBe('federation-card-false')
    expect((await add([city, 'neighbour'], ours)).json().code).toBe('federation-not-related')
    expect((await add([county, 'unit'], theirs)).statusCode).toBe(403)
    above = (await add([county, 'bureau'], theirs, cityUrl)).json()
    below = (await add([city, 'citybureau'], ours)).json()
    expect([above.direction, below.direction, below.division]).toEqual(['above', 'below', REGION])
    expect((await add([city, 'citybureau'], ours)).json().code).toBe('already-exists')
  })
  it('of strangers open nothing', async () => {
    expect(await code([city, 'citybureau'], 'POST', '/api/federation/incoming', Buffer.from('hello'))).toBe(
      'federation-no-package',
    )
    const to = publicKeys(siteKeys(CITY_HOME))
    const alien = sealPackage(
      siteKeys(STRANGER_HOME),
      to,
      {
        id: '01900000-0000-7000-8000-000000000001',
        kind: 'reports',
        sequence: 1,
        madeAt: '2024-05-22T01:00:00.000Z',
      },
      {},
    )
    expect(await code([city, 'citybureau'], 'POST', '/api/federation/incoming', alien)).toBe(
      'federation-unknown-sender',
    )
    expect((await city.anonymous('POST', '/api/federation/inbox', alien)).json().code).toBe(
      'federation-unknown-sender',
    )
  })
})

let first: Buffer
describe('a package by file', () => {
  it('is made once a report was handed in, and says nothing in clear', async () => {
    expect(
      await code([county, 'bureau'], 'POST', '/api/federation/packages', { peerId: above.id, ...KEY }),
    ).toBe('not-found')
    unit =
      (
        await ok<{ items: { body: { id: string } }[] }>(
          [county, 'unit'],
          'GET',
          '/api/obligations?side=owner',
        )
      ).items[0]?.body.id ?? ''
    await act([county, 'unit'], unit, 'submit')
    await act([county, 'bureau'], unit, 'accept')
    await act([county, 'bureau'], REGION, 'submit')
    first = await fileOf(await make())
    for (const word of ['永定', '卫生院', 'monthly-return', REGION])
      expect(first.includes(Buffer.from(word)), word).toBe(false)
  })
  it('brings reports, versions and facts; the city reckons the same numbers from them', async () => {
    const taken = await ok<PackageView>([city, 'citybureau'], 'POST', '/api/federation/incoming', first)
    expect(taken.taken).toMatchObject({ reports: 2, versions: 2 })
    expect(taken.taken.days).toBeGreaterThan(10)
    const form = (who: Who, id: string, period: string): Promise<FormView> =>
      ok(who, 'GET', `/api/regions/${REGION}/programmes/${PROGRAMME}/forms/${id}/${period}`)
    const [here, there] = [
      await form([city, 'citybureau'], 'workload-return', '2024-05'),
      await form([county, 'bureau'], 'workload-return', '2024-05'),
    ]
    expect(here.total).toEqual(there.total)
    expect(new Set(here.rows.map((r) => r.id))).toEqual(new Set(there.rows.map((r) => r.id)))
    const report = await ok<ReportView>([city, 'citybureau'], 'GET', at(REGION))
    expect(report).toMatchObject({
      state: 'submitted',
      side: 'receiver',
      version: 1,
      acts: expect.arrayContaining(['return', 'accept']),
    })
    expect(report.timeline[0]?.by).toBe('永定区卫健局医政股')
    expect(await ok([city, 'citybureau'], 'GET', `${at(REGION)}/versions/1/forms/support-summary`)).toEqual(
      await ok([county, 'bureau'], 'GET', `${at(REGION)}/versions/1/forms/support-summary`),
    )
  })
  it('changes nothing when it comes again, by file or by the inbox', async () => {
    const before = await counts(city)
    for (let i = 0; i < 3; i++) await ok([city, 'citybureau'], 'POST', '/api/federation/incoming', first)
    const knock = () => city.anonymous('POST', '/api/federation/inbox', first)
    const [once, again] = [await knock(), await knock()]
    expect(once.statusCode).toBe(200)
    // nothing new to say is said by the same package: whoever sends it over and over fills nothing up
    expect(again.rawPayload.equals(once.rawPayload)).toBe(true)
    expect(await counts(city)).toEqual(before)
  })
  it('carries no telephone and no resident', async () => {
    const read = readPackage(first)
    if (typeof read === 'string') throw new Error(read)
    const opened = openPackage(siteKeys(CITY_HOME), publicKeys(siteKeys(COUNTY_HOME)), read)
    const said = JSON.stringify(opened)
    expect(said.length).toBeGreaterThan(10_000)
    expect(said).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/)
    const names = await rows(
      county,
      sql<{ name: string }>`select name from beneficiaries where region_id = ${REGION}
        and name not in (select name from practitioners) and length(name) > 2`,
    )
    expect(names.length).toBeGreaterThan(0)
    // 附件3 names residents masked; the whole name of none goes along
    expect(names.filter((n) => said.includes(n.name))).toEqual([])
  })
  it('is refused when it was altered, cut short or is for another box', async () => {
    const before = await counts(city)
    const changed = Buffer.from(first)
    changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 1
    const take = (file: Buffer) => code([city, 'citybureau'], 'POST', '/api/federation/incoming', file)
    expect(await take(changed)).toBe('federation-altered')
    expect(await take(first.subarray(0, first.length - 1))).toBe('federation-cut-short')
    expect(await code([county, 'bureau'], 'POST', '/api/federation/incoming', first)).toBe(
      'federation-unknown-sender',
    )
    const about = {
      id: '01900000-0000-7000-8000-000000000002',
      kind: 'reports',
      sequence: 99,
      madeAt: '2024-05-22T01:00:00.000Z',
    }
    const elsewhere = sealPackage(siteKeys(COUNTY_HOME), publicKeys(siteKeys(STRANGER_HOME)), about, {})
    expect(await take(elsewhere)).toBe('federation-not-for-us')
    expect(await counts(city)).toEqual(before)
  })
  it('is refused whole when it holds what is not the sender’s, or not what was sealed', async () => {
    const read = readPackage(first)
    if (typeof read === 'string') throw new Error(read)
    const opened = openPackage(siteKeys(CITY_HOME), publicKeys(siteKeys(COUNTY_HOME)), read)
    if (typeof opened === 'string') throw new Error(opened)
    const before = await counts(city)
    let n = 10
    // biome-ignore lint/suspicious/noExplicitAny: a forger writes what he likes
    const forge = async (change: (payload: any) => void): Promise<string> => {
      const payload = structuredClone(opened.payload)
      change(payload)
      n += 1
      const about = {
        id: `01900000-0000-7000-8000-0000000000${n}`,
        kind: 'reports',
        sequence: 100 + n,
        madeAt: '2024-05-22T01:00:00.000Z',
      }
      const file = sealPackage(siteKeys(COUNTY_HOME), publicKeys(siteKeys(CITY_HOME)), about, payload)
      return code([city, 'citybureau'], 'POST', '/api/federation/incoming', file)
    }
    expect(
      await forge((p) => {
        p.reports[0].regionId = '350802'
      }),
    ).toBe('federation-foreign')
    expect(
      await forge((p) => {
        p.facts.regionId = '350802'
      }),
    ).toBe('federation-foreign')
    expect(
      await forge((p) => {
        p.organisations[0].division = '350802'
        p.organisations[0].id = p.organisations[0].id.replace(/^./, '0')
        p.organisations[0].name = '乙县卫生院'
        p.organisations[0].kind = 'townshipHealthCentre'
      }),
    ).toBe('federation-foreign')
    expect(
      await forge((p) => {
        p.reports[0].versions[0].content.coversTo = '2024-05-31'
      }),
    ).toBe('federation-broken-content')
    expect(
      await forge((p) => {
        p.facts.days[0].leaflets = -1
      }),
    ).toBe('federation-broken-content')
    expect(
      await forge((p) => {
        p.facts.days[0].day = '2023-01-01'
      }),
    ).toBe('federation-broken-content')
    expect(
      await forge((p) => {
        p.programme.versions[0].source += '\n# x'
      }),
    ).toBe('federation-conflict')
    expect(
      await forge((p) => {
        p.extra = 1
      }),
    ).toBe('federation-broken-content')
    expect(await counts(city)).toEqual(before)
  })
})

describe('what comes back', () => {
  it('is the receipt, and the review with its comments', async () => {
    await act([city, 'citybureau'], REGION, 'return', {
      comments: [{ formId: 'support-summary', rowId: unit, field: 'month5', text: '人次与附件3不符' }],
    })
    const answer = await bytes([city, 'citybureau'], 'POST', `/api/federation/peers/${below.id}/answers`)
    const taken = await ok<PackageView>([county, 'bureau'], 'POST', '/api/federation/incoming', answer)
    expect(taken).toMatchObject({ kind: 'answers', taken: { acts: 1 } })
    const report = await ok<ReportView>([county, 'bureau'], 'GET', at(REGION))
    expect(report).toMatchObject({ state: 'returned', resubmitBy: '2024-05-25' })
    expect(report.comments.map((c) => [c.text, c.by])).toEqual([['人次与附件3不符', 'citybureau']])
    const sent = (await ok<{ items: PackageView[] }>([county, 'bureau'], 'GET', '/api/federation/packages'))
      .items
    expect(sent.find((p) => p.direction === 'out')?.acknowledgedAt).not.toBeNull()
  })
  it('goes up again over HTTP, is accepted there and accepted here by the next answer', async () => {
    await act([county, 'bureau'], REGION, 'submit')
    const second = await make()
    const sent = await ok<PackageView>(
      [county, 'bureau'],
      'POST',
      `/api/federation/packages/${second.id}/sending`,
    )
    expect(sent.acknowledgedAt).not.toBeNull()
    expect(await ok<ReportView>([city, 'citybureau'], 'GET', at(REGION))).toMatchObject({
      state: 'submitted',
      version: 2,
    })
    await act([city, 'cityleader'], REGION, 'accept')
    await ok([county, 'bureau'], 'POST', `/api/federation/packages/${second.id}/sending`)
    expect(await ok<ReportView>([county, 'bureau'], 'GET', at(REGION))).toMatchObject({
      state: 'accepted',
      version: 2,
    })
  })
  it('an older package after a newer one moves nothing back', async () => {
    const days = await rows(city, sql`select id, leaflets from federated_days order by id`)
    const read = readPackage(first)
    if (typeof read === 'string') throw new Error(read)
    const opened = openPackage(siteKeys(CITY_HOME), publicKeys(siteKeys(COUNTY_HOME)), read)
    if (typeof opened === 'string') throw new Error(opened)
    const about = {
      id: '01900000-0000-7000-8000-000000000099',
      kind: 'reports',
      sequence: 1,
      madeAt: '2024-05-22T01:00:00.000Z',
    }
    const late = sealPackage(siteKeys(COUNTY_HOME), publicKeys(siteKeys(CITY_HOME)), about, opened.payload)
    const taken = await ok<PackageView>([city, 'citybureau'], 'POST', '/api/federation/incoming', late)
    expect(taken.taken).toEqual({ reports: 0, versions: 0, acts: 0, days: 0 })
    expect(await ok<ReportView>([city, 'citybureau'], 'GET', at(REGION))).toMatchObject({
      state: 'accepted',
      version: 2,
    })
    expect(await rows(city, sql`select id, leaflets from federated_days order by id`)).toEqual(days)
  })
  it('a box that is not there loses nothing; a revoked card opens nothing more', async () => {
    const third = await make()
    await city.app.close()
    expect(await code([county, 'bureau'], 'POST', `/api/federation/packages/${third.id}/sending`)).toBe(
      'federation-unreached',
    )
    expect((await call([county, 'bureau'], 'DELETE', `/api/federation/peers/${above.id}`)).statusCode).toBe(
      204,
    )
    expect(
      await code([county, 'bureau'], 'POST', '/api/federation/packages', { peerId: above.id, ...KEY }),
    ).toBe('not-found')
  })
})
