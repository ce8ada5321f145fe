// Photographs over HTTP: in parts, in any order, twice, cut off and gone on with; whole or not at all; seen by whoever
// sees the card and by nobody else (R28, SEC-1).
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DayCardView } from '../../../contract/visits.ts'
import { PART_BYTES, partsOfSize } from '../../../domain/visits/photo.ts'
import { emptyFacts } from '../../../test/fixtures/day-card.ts'
import { photoOf } from '../../../test/fixtures/photo.ts'
import { inProgramme, PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

type Posting = { unit: { id: string; name: string }; practitioner: { id: string } }
let server: TestServer
let own: Posting
beforeAll(async () => {
  server = await startServer()
  const all = (await (await server.as('bureau'))('GET', `${inProgramme}/postings`)).json().items as Posting[]
  const found = all.find((p) => p.unit.name.includes('湖雷'))
  if (!found) throw new Error('no posting')
  own = found
})
afterAll(() => server.close())

type Named = { sha256: string; size: number; kind: 'work' }
const body = (day: string, photos?: Named[]) => ({
  ...emptyFacts,
  programmeId: PROGRAMME,
  dutyId: null,
  unitId: own.unit.id,
  practitionerId: own.practitioner.id,
  day,
  half: 'day',
  activities: [{ kind: 'outpatient', count: 12 }],
  ...(photos ? { photos: photos.map(({ sha256, size, kind }) => ({ sha256, size, kind })) } : {}),
})
const cardAt = (id: string): string => `/api/regions/${REGION}/day-cards/${id}`
const save = async (id: string, day: string, photos?: Named[], { version = 0, login = 'doctor' } = {}) =>
  (await server.as(login))('PUT', `${cardAt(id)}?version=${version}&submit=yes`, body(day, photos))
const send = async (id: string, photo: ReturnType<typeof photoOf>, part: number, login = 'doctor') =>
  (await server.as(login))(
    'PUT',
    `${cardAt(id)}/photos/${photo.sha256}/parts/${part}`,
    photo.bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES),
  )
const look = async (id: string, sha256: string, login: string) =>
  (await server.as(login))('GET', `${cardAt(id)}/photos/${sha256}`)
const shown = async (id: string) =>
  ((await (await server.as('bureau'))('GET', cardAt(id))).json() as DayCardView).photos
const partsStored = () =>
  inScope(server.services.db, { kind: 'system' }, (trx) =>
    trx.selectFrom('day_card_photo_parts').select('part').execute(),
  )

describe('a photograph', () => {
  it('arrives in parts, in any order and twice, and is seen by those who see the card', async () => {
    const [id, photo] = [uuidv7(), photoOf(1)]
    expect((await save(id, '2024-05-06', [photo])).statusCode).toBe(200)
    expect(await shown(id)).toMatchObject([{ sha256: photo.sha256, arrived: false }])
    expect((await look(id, photo.sha256, 'bureau')).json().code).toBe('photo-awaited')
    expect((await send(id, photo, 2)).json().missing).toEqual([0, 1])
    expect((await send(id, photo, 0)).json().missing).toEqual([1])
    expect((await send(id, photo, 0)).json().missing).toEqual([1])
    expect((await send(id, photo, 1)).json()).toEqual({ missing: [], problem: null })
    // a part told once more, and a late one, change nothing
    expect((await send(id, photo, 1)).json()).toEqual({ missing: [], problem: null })
    expect(await shown(id)).toMatchObject([{ arrived: true }])
    for (const login of ['bureau', 'unit', 'hospital', 'doctor']) {
      const seen = await look(id, photo.sha256, login)
      expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/jpeg'])
      expect(Buffer.from(photo.bytes).equals(seen.rawPayload)).toBe(true)
    }
    const foreign = await look(id, photo.sha256, 'shishi')
    expect([foreign.statusCode, foreign.json().code]).toEqual([404, 'not-found'])
    expect((await look(id, photo.sha256, 'admin')).statusCode).toBe(403)
  })
  it('is left as it is by a page that knows nothing of it, and gone with its bytes when it is taken out', async () => {
    const [id, photo] = [uuidv7(), photoOf(2, 70_000)]
    const before = (await partsStored()).length
    await save(id, '2024-05-07', [photo])
    for (const part of [0, 1]) await send(id, photo, part)
    expect((await save(id, '2024-05-07', undefined, { version: 1 })).json().photos).toMatchObject([
      { arrived: true },
    ])
    expect((await partsStored()).length).toBe(before + 2)
    expect((await save(id, '2024-05-07', [], { version: 2 })).json().photos).toEqual([])
    expect((await partsStored()).length).toBe(before)
  })
  it('whose parts make another whole is asked for again, all of it', async () => {
    const [id, photo] = [uuidv7(), photoOf(3, 70_000)]
    await save(id, '2024-05-08', [photo])
    const wrong = { ...photo, bytes: photo.bytes.map((byte, at) => (at === 69_999 ? byte ^ 1 : byte)) }
    await send(id, photo, 0)
    expect((await send(id, wrong, 1)).json()).toEqual({ missing: [0, 1], problem: null })
    await send(id, photo, 1)
    expect((await send(id, photo, 0)).json()).toEqual({ missing: [], problem: null })
  })
  it.each([
    ['photo-carries-exif', photoOf(4, 5_000, { exif: true })],
    ['photo-too-large', photoOf(5, 5_000, { width: 60_000 })],
  ])('%s: not kept, and said why', async (code, photo) => {
    const id = uuidv7()
    const day = code === 'photo-too-large' ? '2024-05-09' : '2024-05-10'
    const before = (await partsStored()).length
    await save(id, day, [photo])
    expect((await send(id, photo, 0)).json().problem.code).toBe(code)
    expect((await partsStored()).length).toBe(before)
    expect(await shown(id)).toMatchObject([{ arrived: false }])
  })
  it('of a merged card stands with the card that stays, also when it comes after the merge', async () => {
    const [first, second] = [uuidv7(), uuidv7()]
    const [photo, late] = [photoOf(6, 5_000), photoOf(7, 5_000)]
    await save(first, '2024-05-13', [])
    expect((await save(second, '2024-05-13', [photo, late], { login: 'unit' })).json().status).toBe(
      'duplicate',
    )
    await send(second, photo, 0, 'unit')
    const merged = await (await server.as('bureau'))('POST', `${cardAt(second)}/merge`, {
      keep: 'sum',
      reason: '同一天',
    })
    expect(merged.json().photos).toMatchObject([{ arrived: true }, { arrived: false }])
    expect((await send(second, late, 0, 'unit')).json().missing).toEqual([])
    expect(await shown(first)).toMatchObject([{ arrived: true }, { arrived: true }])
  })
})

describe('what is no part of a card’s photograph', () => {
  it('is refused with its reason: unknown, too short, beyond the end, of another county', async () => {
    const [id, photo] = [uuidv7(), photoOf(8, 70_000)]
    await save(id, '2024-05-14', [photo])
    expect((await send(id, photoOf(9), 0)).json().code).toBe('not-found')
    expect((await send(uuidv7(), photo, 0)).json().code).toBe('not-found')
    expect((await send(id, photo, 5)).json().code).toBe('invalid-value')
    const short = { ...photo, bytes: photo.bytes.slice(0, 60_000) }
    expect((await send(id, short, 0)).json().code).toBe('invalid-value')
    expect((await send(id, photo, 0, 'shishi')).json().code).toBe('not-found')
    expect(partsOfSize(photo.size)).toBe(2)
  })
  it('too many on a card, or the same twice, is said before anything is kept', async () => {
    const many = Array.from({ length: 19 }, (_, k) => photoOf(20 + k, 3_000))
    expect((await save(uuidv7(), '2024-05-15', many)).json().code).toBe('invalid-input')
    const one = photoOf(40, 3_000)
    expect((await save(uuidv7(), '2024-05-15', [one, one])).json().code).toBe('invalid-input')
  })
})
