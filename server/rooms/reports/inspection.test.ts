// What a reviewer takes away (RPT-8): a bundle that proves itself without this system; and how what was reported stands to
// the ledger (RPT-2): the year's total is the ledger's, each difference has its days.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../cli/bundle.ts'
import type { ReportView } from '../../../contract/reports-chain.ts'
import type { Reconciliation } from '../../../contract/reports-inspection.ts'
import { inProgramme, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
let UNIT = ''
const folder = mkdtempSync(join(tmpdir(), 'xunzhen-bundle-'))
beforeAll(async () => {
  server = await startServer()
  const owed = (await (await server.as('unit'))('GET', '/api/obligations?side=owner')).json()
  UNIT = owed.items[0].body.id
  server.setNow('2024-05-22')
  await act('unit', UNIT, 'submit')
  await act('bureau', UNIT, 'return', { comments: [{ text: '=SUM(A1) 请核对' }] })
  await act('unit', UNIT, 'submit')
  await act('bureau', UNIT, 'accept')
  await act('bureau', REGION, 'submit')
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
async function act(login: string, body: string, name: string, more: object = {}): Promise<void> {
  const send = await server.as(login)
  const at = `${inProgramme}/reports/monthly-return/2024-05/main/${body}`
  const seen: ReportView = (await send('GET', at)).json()
  const answers = seen.questions.map((q) => ({
    code: q.place?.column ? `${q.code}/${q.place.column}` : q.code,
    answer: '属实',
  }))
  const answer = await send('POST', `${at}/acts`, { act: name, stamp: seen.stamp, answers, ...more })
  expect(answer.statusCode, answer.body).toBe(200)
}
const bundle = async (login: string, period = '2024-05') =>
  (await server.as(login))('POST', `${inProgramme}/inspection-bundles/${period}`)
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

describe('the inspection bundle', () => {
  let files: Record<string, Uint8Array>
  let bytes: Buffer
  it('is for the bureau and the inspector, within their reach', async () => {
    for (const [login, status] of [
      ['unit', 403],
      ['hospital', 403],
      ['shishi', 404],
      ['bureau', 200],
    ] as const)
      expect((await bundle(login)).statusCode, login).toBe(status)
    const answer = await bundle('inspector')
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
    bytes = answer.rawPayload
    files = unzipSync(bytes)
  }, 60_000)
  it('holds every version, the forms, the facts, the acts and the plan', () => {
    const paths = Object.keys(files)
    const has = (pattern: RegExp): number => paths.filter((p) => pattern.test(p)).length
    expect(has(/湖雷.*\/v1\/content\.json$/)).toBe(1)
    expect(has(/湖雷.*\/v2\/content\.json$/)).toBe(1)
    expect(has(/\/附件[13]\.pdf$/)).toBe(4)
    expect(has(/\/附件[13]\.xlsx$/)).toBe(4)
    for (const path of [
      'index.html',
      'facts/day-cards.csv',
      'audit.csv',
      'plan/version-1.yaml',
      'SHA256SUMS',
      '说明.txt',
    ])
      expect(paths).toContain(path)
    expect(text(files['plan/version-1.yaml'])).toContain('永卫〔2024〕13号')
    // a comment that looks like a formula does not become one
    const comments = text(files[paths.find((p) => p.endsWith('comments.csv')) ?? ''])
    expect(comments).toContain("'=SUM")
  })
  it('leads each row of 附件3 to its day card, offline', () => {
    const page = text(files['index.html'])
    const links = [...page.matchAll(/href="#([0-9a-f-]{36})"/g)].map((m) => m[1] ?? '')
    expect(links.length).toBeGreaterThan(5)
    for (const id of links) expect(page).toContain(`<tr id="${id}">`)
    expect(page).not.toMatch(/https?:\/\//)
  })
  it('carries no telephone and no whole name of a resident', async () => {
    const names = await oracle(sql<{ name: string }>`select distinct name from beneficiaries
      where region_id = ${REGION} and length(name) > 2 and name not in (select name from practitioners)`)
    for (const [path, file] of Object.entries(files).filter(([p]) => /\.(csv|json|html|txt)$/.test(p))) {
      const said = text(file)
      expect(said, path).not.toMatch(/(?<![\dA-Fa-f-])1[3-9]\d{9}(?![\dA-Fa-f])/)
      expect(
        names.filter((n) => said.includes(n.name)),
        path,
      ).toEqual([])
    }
  })
  it('proves itself, and shows what was altered, added or taken away', async () => {
    const check = async (changed: Record<string, Uint8Array>): Promise<number> => {
      const path = join(folder, 'bundle.zip')
      writeFileSync(path, zipSync(changed))
      return run(['verify', path])
    }
    writeFileSync(join(folder, 'whole.zip'), bytes)
    expect(await run(['verify', join(folder, 'whole.zip')])).toBe(0)
    const facts = 'facts/day-cards.csv'
    const altered = new Uint8Array(files[facts] ?? [])
    altered[altered.length - 3] = (altered[altered.length - 3] ?? 0) ^ 1
    expect(await check({ ...files, [facts]: altered })).toBe(1)
    const { [facts]: _, ...rest } = files
    expect(await check(rest)).toBe(1)
    expect(await check({ ...files, 'reports/x.txt': new Uint8Array([1]) })).toBe(1)
    expect(await run(['verify', join(folder, 'none.zip')])).toBe(66)
    expect(await run([])).toBe(64)
  })
  it('finds a sealed version that was rewritten together with its sums', async () => {
    const path = Object.keys(files).find((p) => /湖雷.*\/v1\/content\.json$/.test(p)) ?? ''
    const forged = new TextEncoder().encode(
      text(files[path]).replace('"provisional":true', '"provisional":false'),
    )
    const { sumsOf } = await import('../../platform/documents/sums.ts')
    const all = new Map(Object.entries({ ...files, [path]: forged }).filter(([p]) => p !== 'SHA256SUMS'))
    const sums = new TextEncoder().encode(sumsOf(all))
    const file = join(folder, 'forged.zip')
    writeFileSync(file, zipSync({ ...Object.fromEntries(all), SHA256SUMS: sums }))
    expect(await run(['verify', file])).toBe(1)
  })
})

describe('reported and ledger (RPT-2)', () => {
  const read = async (login = 'bureau'): Promise<Reconciliation> =>
    (await (await server.as(login))('GET', `${inProgramme}/reconciliation/2024`)).json()
  const ledger = async (): Promise<number> =>
    (
      await oracle(sql<{
        n: number
      }>`select count(distinct (practitioner_id, unit_id, day))::int n from day_cards where region_id = ${REGION}
        and programme_id = 'yongding-2024' and status in ('submitted', 'confirmed')`)
    )[0]?.n ?? 0
  const even = (r: Reconciliation): void => {
    for (const unit of r.units)
      for (const c of unit.months) {
        const added = c.explained.filter((e) => e.why === 'added').length
        expect((c.reported ?? 0) + added - (c.explained.length - added), `${unit.unit} ${c.month}`).toBe(
          c.ledger,
        )
      }
  }
  it('the year’s total is the ledger’s, and every month comes out even', async () => {
    const found = await read()
    expect(found.ledger).toBe(await ledger())
    even(found)
    const own = found.units.find((u) => u.unitId === UNIT)
    expect(own?.months.find((m) => m.month === '2024-05')).toMatchObject({
      version: 2,
      part: 'main',
      explained: [],
    })
    expect(own?.months.find((m) => m.month === '2024-04')).toMatchObject({ reported: null })
  })
  it('a day taken back after the report is named as such', async () => {
    const [card] = await oracle(
      sql<{
        id: string
      }>`select id from day_cards where unit_id = ${UNIT} and to_char(day, 'YYYY-MM') = '2024-05' and status in ('submitted', 'confirmed') limit 1`,
    )
    await oracle(sql`update day_cards set status = 'draft' where id = ${card?.id}`)
    const found = await read()
    even(found)
    expect(found.ledger).toBe(await ledger())
    const may = found.units.find((u) => u.unitId === UNIT)?.months.find((m) => m.month === '2024-05')
    expect(may?.explained).toMatchObject([{ dayCardId: card?.id, why: 'removed' }])
    await oracle(sql`update day_cards set status = 'confirmed' where id = ${card?.id}`)
  })
  it('a unit sees its own line only', async () => {
    expect((await read('unit')).units.map((u) => u.unitId)).toEqual([UNIT])
  })
})
