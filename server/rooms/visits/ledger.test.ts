// The ledger's sums (migration 0028) are what the cards say after every act on a card, whoever does it and however many at
// once; what drifted is named.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../../domain/access/roles.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope, type Trx } from '../../platform/database.ts'
import { addUpAll, ledgerDrift } from './door.ts'

type Posting = { unit: { id: string; name: string }; practitioner: { id: string } }
let server: TestServer
let own: Posting
beforeAll(async () => {
  server = await startServer()
  server.setNow('2024-12-20')
  const all = (await (await server.as('bureau'))('GET', `${inProgramme}/postings`)).json().items as Posting[]
  const hulei = all.find((p) => p.unit.name.includes('湖雷'))
  if (!hulei) throw new Error('no posting')
  own = hulei
})
afterAll(() => server.close())

const inSystem = <T>(work: (trx: Trx) => Promise<T>): Promise<T> =>
  inScope(server.services.db, { kind: 'system' }, work)
const drift = () => inSystem((trx) => ledgerDrift(trx))
const kept = (month: string) =>
  inSystem(async (trx) => {
    const row = await trx
      .selectFrom('ledger_months')
      .select(['cards', 'person_days', 'whole_days', 'consultations', 'home_visits', 'leaflets'])
      .where('unit_id', '=', own.unit.id)
      .where('month', '=', month)
      .executeTakeFirst()
    return row ?? null
  })
const card = (day: string, change: object = {}) => ({
  programmeId: PROGRAMME,
  dutyId: null,
  unitId: own.unit.id,
  practitionerId: own.practitioner.id,
  day,
  half: 'day',
  activities: [{ kind: 'outpatient', count: 12 }],
  homeVisits: [{ specialGroup: 'advancedAge', place: '上村', service: '测血压' }],
  beneficiaries: [],
  otherServices: '',
  otherWork: '',
  leaflets: 10,
  noticeClicks: 3,
  screenNotices: 1,
  transportFen: 4500,
  lodgingFen: 0,
  suppliesFen: 0,
  ...change,
})
const at = (id: string): string => `/api/regions/${REGION}/day-cards/${id}`
async function save(login: string, id: string, body: object, query: string) {
  const answer = await (await server.as(login))('PUT', `${at(id)}?${query}`, body)
  expect(answer.statusCode, answer.body).toBe(200)
}

describe('the sums follow every act', () => {
  it('stand with the demonstration as the cards say', async () => {
    expect(await drift()).toEqual([])
    const { count } = await inSystem((trx) =>
      trx
        .selectFrom('ledger_months')
        .select((e) => e.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    )
    expect(count).toBeGreaterThan(10)
  })
  it('a draft counts nothing, a submitted card counts, a returned one no more, a day moved counts in its new month', async () => {
    const id = uuidv7()
    // a doctor sees but her own cards: the unit's sums are of all of them all the same
    await save('doctor', id, card('2024-10-16'), 'version=0&submit=no')
    expect(await kept('2024-10')).toBeNull()
    await save('doctor', id, card('2024-10-16'), 'version=1&submit=yes')
    expect(await kept('2024-10')).toMatchObject({ cards: 1, consultations: 12, home_visits: 1, leaflets: 10 })
    expect(await drift()).toEqual([])
    await save('doctor', id, card('2024-11-20', { half: 'am', leaflets: 7 }), 'version=2&submit=yes')
    expect([await kept('2024-10'), await kept('2024-11')]).toMatchObject([
      null,
      { cards: 1, person_days: 1, whole_days: 0, leaflets: 7 },
    ])
    await (await server.as('unit'))('POST', `${at(id)}/confirmation`)
    expect(await drift()).toEqual([])
    const back = await (await server.as('unit'))('DELETE', `${at(id)}/confirmation`, { reason: '有误' })
    expect(back.statusCode).toBe(200)
    expect(await kept('2024-11')).toBeNull()
    expect(await drift()).toEqual([])
  })
  it('a double counts nothing until a person merges it, and then once', async () => {
    const [a, b] = [uuidv7(), uuidv7()]
    await save('doctor', a, card('2024-08-14', { half: 'am' }), 'version=0&submit=yes')
    await save('bureau', b, card('2024-08-14', { half: 'pm', leaflets: 5 }), 'version=0&submit=yes')
    expect(await kept('2024-08')).toMatchObject({ cards: 1, leaflets: 10, whole_days: 0 })
    const merged = await (await server.as('unit'))('POST', `${at(b)}/merge`, {
      keep: 'sum',
      reason: '同一天填了两次',
    })
    expect(merged.statusCode, merged.body).toBe(200)
    expect(await kept('2024-08')).toMatchObject({ cards: 1, person_days: 1, leaflets: 15, whole_days: 1 })
    expect(await drift()).toEqual([])
  })
  it('many at once on one unit lose nothing', async () => {
    const [doctor, bureau] = [await server.as('doctor'), await server.as('bureau')]
    const busy = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        (i % 2 ? doctor : bureau)(
          'PUT',
          `${at(uuidv7())}?version=0&submit=yes`,
          card(`2024-09-${String(i + 9).padStart(2, '0')}`, { leaflets: 1 }),
        ),
      ),
    )
    expect(busy.map((a) => a.statusCode)).toEqual(busy.map(() => 200))
    expect(await kept('2024-09')).toMatchObject({ cards: 6, person_days: 6, leaflets: 6 })
    expect(await drift()).toEqual([])
  })
})

describe('a drift', () => {
  it('is named on both sides and mended by adding up anew', async () => {
    const broken = inSystem(async (trx) => {
      await sql`set local role none`.execute(trx)
      await sql`update ledger_months set consultations = consultations + 1 where month = '2024-08' and unit_id = ${own.unit.id}`.execute(
        trx,
      )
      await sql`delete from ledger_doctors where unit_id = ${own.unit.id}`.execute(trx)
      return ledgerDrift(trx)
    })
    const sides = (await broken).map((d) => `${d.table} ${d.side}`)
    expect(sides).toEqual(
      expect.arrayContaining(['ledger_months kept', 'ledger_months cards', 'ledger_doctors cards']),
    )
    await inSystem((trx) => addUpAll(trx))
    expect(await drift()).toEqual([])
  })
  it('cannot be written by a reader: the sums are the system’s alone', async () => {
    const scopes: Scope[] = [
      { kind: 'division', division: '35' },
      { kind: 'organisations', organisations: [own.unit.id] },
    ]
    for (const scope of scopes)
      await inScope(server.services.db, scope, async (trx) => {
        const gone = await trx.deleteFrom('ledger_months').executeTakeFirst()
        expect(Number(gone.numDeletedRows)).toBe(0)
      })
  })
})
