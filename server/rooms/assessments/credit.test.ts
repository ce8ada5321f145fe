// The account of service over HTTP (ASM-5 … ASM-7): equal to the ledger, each reader her own, certificates that hold and forgeries
// that do not, objections and their answer.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as verify } from '../../../cli/certificate.ts'
import type { CreditAccountView, CreditRow } from '../../../contract/assessments-credit.ts'
import { makeProvince } from '../../../test/build/province.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import type { Context } from '../../platform/action.ts'
import { inScope } from '../../platform/database.ts'
import { reckon } from './credit-view.ts'
import { servedDays } from './store-credit.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const send = async (login: string, ...call: Parameters<Awaited<ReturnType<TestServer['as']>>>) =>
  (await server.as(login))(...call)
const query = `programmeId=${PROGRAMME}&regionId=${REGION}&year=2024`
const list = async (login = 'bureau'): Promise<CreditRow[]> => {
  const answer = await send(login, 'GET', `/api/credits?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().items
}
const account = async (login: string, id: string): Promise<CreditAccountView> => {
  const answer = await send(login, 'GET', `/api/practitioners/${id}/credit`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const doctorOf = async (login: string): Promise<string> => {
  const [row] = await oracle(sql<{ id: string }>`
    select r.practitioner_id as id from account_roles r join accounts a on a.id = r.account_id where a.login = ${login} and r.practitioner_id is not null`)
  return row?.id ?? ''
}

describe('the account', () => {
  it('is the ledger: what counts, what waits and what does not make up every person-day', async () => {
    const rows = await oracle(sql<{ id: string; n: number; confirmed: number; days: number }>`
      select practitioner_id as id, count(*)::int as n, count(*) filter (where status = 'confirmed')::int as confirmed,
        count(distinct day) filter (where status = 'confirmed')::int as days
      from day_cards where region_id = ${REGION} and programme_id = ${PROGRAMME} and status in ('submitted', 'confirmed') group by 1`)
    const items = new Map((await list()).map((row) => [row.practitionerId, row]))
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) {
      const item = items.get(row.id)
      expect([item?.personDays, item?.days]).toEqual([row.confirmed, row.days])
      expect((item?.personDays ?? 0) + (item?.pending ?? 0)).toBe(row.n)
    }
    const ledger = await oracle(sql<{ n: number }>`
      select sum(person_days)::int as n from ledger_months where region_id = ${REGION} and programme_id = ${PROGRAMME}`)
    const all = [...items.values()].reduce((n, row) => n + row.personDays + row.pending, 0)
    expect(all).toBe(ledger[0]?.n)
  })
  it('equals the ledger for every doctor and year of a generated province', async () => {
    const differing = await inScope(server.services.db, { kind: 'system' }, async (trx) => {
      await makeProvince(trx, {
        division: '35',
        name: 'credit',
        years: [2022, 2023],
        unitsPerCounty: 3,
        doctorsPerCounty: 6,
        daysPerMonth: 2,
      })
      const own = { programmeId: 'credit-2023' }
      const rows = [
        ...(await servedDays(trx, own)),
        ...(await servedDays(trx, { programmeId: 'credit-2022' })),
      ]
      const accounts = await reckon({ trx, today: '2024-05-20' } as Context, rows)
      const { rows: days } = await sql<{ id: string; year: number; n: number; days: number }>`
        select practitioner_id as id, extract(year from day)::int as year, count(*)::int as n, count(distinct day)::int as days
        from report_ledger_days where programme_id like 'credit-%' group by 1, 2`.execute(trx)
      expect(days.length).toBeGreaterThan(900)
      return days.filter((day) => {
        const year = accounts.get(day.id)?.account.years.find((y) => y.year === day.year)
        return (
          (year?.personDays ?? 0) + (year?.pending ?? 0) !== day.n ||
          (year?.pending === 0 && year.days !== day.days)
        )
      })
    })
    expect(differing).toEqual([])
  }, 60_000)
  it('is read by the doctor herself, her hospital and the bureau; by no other hospital', async () => {
    const id = await doctorOf('doctor')
    const own = (await send('doctor', 'GET', '/api/my/credit')).json() as CreditAccountView
    expect(own.practitioner.id).toBe(id)
    expect((await account('bureau', id)).total).toEqual(own.total)
    expect((await send('doctor', 'GET', `/api/practitioners/${id}/credit`)).statusCode).toBe(403)
    expect((await send('sanming', 'GET', `/api/practitioners/${id}/credit`)).statusCode).toBe(404)
    expect((await send('unit', 'GET', `/api/credits?${query}`)).statusCode).toBe(403)
    const hospital = await list('hospital')
    const whole = await list()
    expect(hospital.length).toBeLessThan(whole.length)
  })
  it('has three indicators: a share is reckoned from what the cards and the hospital say', async () => {
    const [row] = (await list('hospital')).filter((one) => one.grassrootsConsultations > 0)
    if (!row) throw new Error('no doctor of the hospital has consultations')
    const year = `/api/practitioners/${row.practitionerId}/years/2024`
    const saved = await send('hospital', 'POST', year, { hospitalConsultations: 900, contracts: 12 })
    expect(saved.statusCode, saved.body).toBe(200)
    await send('hospital', 'POST', year, {
      hospitalConsultations: row.grassrootsConsultations * 3,
      contracts: 15,
    })
    const after = (await list('hospital')).find((one) => one.practitionerId === row.practitionerId)
    expect(after).toMatchObject({ grassrootsShare: 25, contracts: 15 })
    const other = (await list()).find((one) => one.hospital !== row.hospital)
    const refused = await send('hospital', 'POST', `/api/practitioners/${other?.practitionerId}/years/2024`, {
      hospitalConsultations: 1,
      contracts: 1,
    })
    expect(refused.statusCode).toBe(404)
  })
})

describe('a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhen-certificate-'))
  const issue = async (row: CreditRow, more: object = {}) =>
    send('bureau', 'POST', `/api/regions/${REGION}/certificates`, {
      practitionerId: row.practitionerId,
      from: '2024-01-01',
      to: '2024-05-20',
      ...more,
    })
  const check = async (bytes: Uint8Array, name: string, ...more: string[]) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    let said = ''
    const take = (text: string): void => {
      said += text
    }
    const code = await verify(['verify', path, ...more], { out: take, err: take })
    return { code, said }
  }

  it('is not issued over days that nobody confirmed without saying so, nor over none', async () => {
    const items = await list()
    const waiting = items.find((row) => row.pending > 0 && row.days > 0)
    if (!waiting) throw new Error('the demonstration has nobody with both')
    expect((await issue(waiting)).json().code).toBe('certificate-pending')
    expect((await issue(waiting, { withoutPending: true })).statusCode).toBe(200)
    const nothing = await issue(waiting, { from: '2020-01-01', to: '2020-12-31' })
    expect([nothing.statusCode, nothing.json().code]).toEqual([409, 'certificate-nothing'])
    expect((await issue(waiting, { to: '2024-05-21' })).statusCode).toBe(400)
    const body = { practitionerId: waiting.practitionerId, from: '2024-01-01', to: '2024-05-20' }
    expect((await send('hospital', 'POST', `/api/regions/${REGION}/certificates`, body)).statusCode).toBe(403)
  })
  it('is numbered in order, holds offline and on the public page, and fails with any figure changed', async () => {
    const [row] = (await list()).filter((one) => one.days > 0)
    if (!row) throw new Error('nobody served')
    const one = (await issue(row, { withoutPending: true })).json()
    const two = (await issue(row, { withoutPending: true })).json()
    const serial = (number: string): number => Number(/〕(\d+)号/.exec(number)?.[1])
    expect(serial(two.number)).toBe(serial(one.number) + 1)
    const at = `/api/regions/${REGION}/certificates/${one.id}`
    const file = (await send('bureau', 'GET', `${at}/file`)).rawPayload
    expect(await check(file, 'good.json')).toMatchObject({ code: 0 })
    const proof = JSON.parse(file.toString())
    expect(proof.content).toMatchObject({ days: row.days, personDays: row.personDays })
    for (const [name, changed] of [
      ['days', { ...proof, content: { ...proof.content, days: row.days + 1 } }],
      [
        'name',
        {
          ...proof,
          content: { ...proof.content, practitioner: { ...proof.content.practitioner, name: '别人' } },
        },
      ],
      ['signature', { ...proof, signature: Buffer.alloc(64).toString('base64') }],
    ] as const)
      expect((await check(Buffer.from(JSON.stringify(changed)), `${name}.json`)).code, name).toBe(1)
    const key = /key ([0-9a-f ]+)/.exec((await check(file, 'key.json')).said)?.[1]?.trim() ?? ''
    expect((await check(file, 'right.json', '--key', key)).code).toBe(0)
    expect((await check(file, 'wrong.json', '--key', 'abcd')).code).toBe(1)

    const pdf = (await send('bureau', 'GET', `${at}/pdf`)).rawPayload
    expect((await check(pdf, 'good.pdf')).said).toContain('签名有效')
    expect((await send('bureau', 'GET', `${at}/pdf`)).rawPayload.equals(pdf)).toBe(true)
    for (const place of [0.3, 0.6, 0.9]) {
      const forged = Buffer.from(pdf)
      const i = Math.floor(forged.length * place)
      forged[i] = (forged[i] ?? 0) ^ 1
      expect((await check(forged, 'forged.pdf')).code, String(place)).not.toBe(0)
    }
    expect((await check(Buffer.from('hello'), 'other.txt')).code).toBe(65)

    const page = await server.anonymous(
      'GET',
      `/certificates/${one.checkCode.toLowerCase().replaceAll('-', '')}`,
    )
    expect(page.body).toContain(one.number)
    expect(page.body).toContain('有效')
    const guess = await server.anonymous('GET', '/certificates?code=2222-2222-2222')
    expect(guess.body).toContain('查无此证')
    expect((await server.anonymous('GET', '/certificates/abc')).body).toContain('校验码不完整')
  })
  it('says that it was revoked, and why, to whoever checks it', async () => {
    const [row] = (await list()).filter((one) => one.days > 0)
    if (!row) throw new Error('nobody served')
    const { id, checkCode } = (await issue(row, { withoutPending: true })).json()
    const at = `/api/regions/${REGION}/certificates/${id}`
    expect((await send('bureau', 'POST', `${at}/revocation`, { reason: '期间填错' })).statusCode).toBe(200)
    expect((await send('bureau', 'POST', `${at}/revocation`, { reason: '再一次' })).json().code).toBe(
      'changed-meanwhile',
    )
    expect((await send('bureau', 'GET', `${at}/pdf`)).json().code).toBe('certificate-revoked')
    const page = await server.anonymous('GET', `/certificates/${checkCode}`)
    expect(page.body).toContain('已作废')
    expect(page.body).toContain('期间填错')
  })
  it('that was changed behind our back is not vouched for', async () => {
    const [row] = (await list()).filter((one) => one.days > 0)
    if (!row) throw new Error('nobody served')
    const { id, checkCode } = (await issue(row, { withoutPending: true })).json()
    await oracle(
      sql`update service_certificates set content = jsonb_set(content, '{days}', '99') where id = ${id}`,
    ).catch(() => undefined)
    const [stored] = await oracle(
      sql<{
        days: number
      }>`select (content->>'days')::int as days from service_certificates where id = ${id}`,
    )
    const page = await server.anonymous('GET', `/certificates/${checkCode}`)
    // the application may not change what was signed; had it been changed, the page would not vouch for it
    if (stored?.days === 99) expect(page.body).toContain('查无此证')
    else expect(page.body).toContain('有效')
  })
})

describe('an objection', () => {
  it('goes to the bureau, is answered once, and stands in the account', async () => {
    const mine = (await send('doctor', 'GET', '/api/my/credit')).json() as CreditAccountView
    const [line] = mine.lines
    const body = { regionId: REGION, day: line?.day, words: '这一天上午和下午都在，只算了半天' }
    const raised = await send('doctor', 'POST', '/api/my/credit/objections', body)
    expect(raised.statusCode, raised.body).toBe(200)
    expect((await send('doctor', 'POST', '/api/my/credit/objections', body)).json().code).toBe(
      'already-exists',
    )
    const notices = (await send('bureau', 'GET', '/api/notices')).json().items
    expect(notices.some((n: { kind: string }) => n.kind === 'credit-objection')).toBe(true)
    const at = `/api/regions/${REGION}/credit-objections/${raised.json().id}/answer`
    expect((await send('hospital', 'POST', at, { upheld: true, answer: '好' })).statusCode).toBe(403)
    expect(
      (await send('bureau', 'POST', at, { upheld: false, answer: '值班表为上午' })).json(),
    ).toMatchObject({ upheld: false })
    expect((await send('bureau', 'POST', at, { upheld: true, answer: '再答' })).json().code).toBe(
      'changed-meanwhile',
    )
    const after = (await send('doctor', 'GET', '/api/my/credit')).json() as CreditAccountView
    expect(after.objections[0]).toMatchObject({ answer: '值班表为上午', upheld: false })
    const elsewhere = await send('doctor', 'POST', '/api/my/credit/objections', {
      ...body,
      regionId: '350402',
    })
    expect(elsewhere.statusCode).toBe(404)
  })
})
