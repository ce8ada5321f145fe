// Day cards on paper: the sheet holds its duty's facts, its code reads back by another program, and typing it in twice or
// on two devices is one card.
import jsQR from 'jsqr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldBundle, FieldDuty } from '../../../contract/visits-field.ts'
import type { PaperCard } from '../../../contract/visits-paper.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { ACTIVITY_NAMES } from '../../../domain/visits/day-card.ts'
import { readPaperCode } from '../../../domain/visits/paper.ts'
import { emptyFacts } from '../../../test/fixtures/day-card.ts'
import { canvasOrNone, pdfFacts, picture } from '../../../test/fixtures/sheets/golden.ts'
import { inProgramme, startServer, type TestServer } from '../../../test/harness/server.ts'
import { inScope } from '../../platform/database.ts'

let server: TestServer
let duty: FieldDuty
const bundle = async (login: string): Promise<FieldBundle> =>
  (await (await server.as(login))('GET', '/api/field-bundle')).json()
beforeAll(async () => {
  server = await startServer()
  const { duties, cards, today } = await bundle('doctor')
  const found = duties.find((one) => one.day <= today && cards.some((card) => card.dutyId === one.dutyId))
  if (!found) throw new Error('the doctor has no recorded duty')
  duty = found
})
afterAll(() => server.close())

const print = async (login: string, query: string) =>
  (await server.as(login))('GET', `${inProgramme}/paper-cards.pdf?month=${monthOf(duty.day)}${query}`)
const find = async (login: string, code: string) =>
  (await server.as(login))('GET', `/api/paper-cards/${encodeURIComponent(code)}`)
const plain = (text: string): string => text.replace(/\s/g, '')

describe('a printed card', () => {
  it('holds the facts of its duty, all kinds of work, and the words to read out', async () => {
    const answer = await print('doctor', `&dutyId=${duty.dutyId}`)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    const { text, pages } = await pdfFacts(new Uint8Array(answer.rawPayload))
    expect(pages).toBe(1)
    for (const words of [
      duty.unit.name,
      duty.practitioner.name,
      duty.practitioner.hospital,
      `${Number(duty.day.slice(5, 7))}月${Number(duty.day.slice(8))}日`,
      duty.paper?.code ?? 'none',
      ...Object.values(ACTIVITY_NAMES).map((one) => one.zh),
      '随时可以撤回',
    ])
      expect(plain(text)).toContain(plain(words))
  })
  it('carries a code that another program reads, with the id and the short code of this duty', async ({
    skip,
  }) => {
    const canvas = await canvasOrNone()
    if (!canvas) return skip('no canvas for this platform')
    const pdf = new Uint8Array((await print('doctor', `&dutyId=${duty.dutyId}`)).rawPayload)
    const image = await canvas.loadImage(Buffer.from(await picture(canvas, pdf, 1400)))
    const surface = canvas.createCanvas(image.width, image.height)
    surface.getContext('2d').drawImage(image, 0, 0)
    const { data } = surface.getContext('2d').getImageData(0, 0, image.width, image.height)
    const address = new URL(jsQR.default(new Uint8ClampedArray(data), image.width, image.height)?.data ?? '')
    expect(address.searchParams.get('card')).toBe(duty.paper?.cardId)
    expect(address.searchParams.get('region')).toBe(duty.regionId)
    expect(readPaperCode(address.href)).toBe(duty.paper?.code)
  })
  it('is printed for a unit’s or a doctor’s month, a page each, and for nobody else’s', async () => {
    const month = (await pdfFacts(new Uint8Array((await print('bureau', '')).rawPayload))).pages
    const unit = await pdfFacts(new Uint8Array((await print('bureau', `&unitId=${duty.unit.id}`)).rawPayload))
    expect(month).toBeGreaterThan(unit.pages)
    const days = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx
        .selectFrom('report_duties')
        .select('id')
        .where('unit_id', '=', duty.unit.id)
        .where('month', '=', monthOf(duty.day))
        .where('status', '=', 'published')
        .execute(),
    )
    expect(unit.pages).toBe(days.length)
    expect((await print('shishi', '')).statusCode).toBe(404)
    expect((await print('village', '')).statusCode).toBe(403)
    expect((await print('bureau', '&unitId=01a00000-0000-7000-8000-000000000000')).statusCode).toBe(404)
  })
})

describe('typing it in', () => {
  const facts = (card: PaperCard, outpatient: number) => ({
    ...emptyFacts,
    programmeId: card.programmeId,
    dutyId: card.dutyId,
    unitId: card.unit.id,
    practitionerId: card.practitioner.id,
    day: card.day,
    half: card.half,
    activities: [{ kind: 'outpatient', count: outpatient }],
  })
  const put = async (login: string, card: PaperCard, version: number, outpatient: number) =>
    (await server.as(login))(
      'PUT',
      `/api/regions/${card.regionId}/day-cards/${card.cardId}?version=${version}&submit=yes`,
      facts(card, outpatient),
    )

  it('says that the day is recorded already, and which card that is', async () => {
    const { items } = (await find('doctor', duty.paper?.code ?? '')).json() as { items: PaperCard[] }
    const [card] = items.filter((item) => item.dutyId === duty.dutyId)
    const there = (await bundle('doctor')).cards.find((one) => one.dutyId === duty.dutyId)
    expect(card?.existing).toMatchObject({ id: there?.id, thisSheet: false })
  })
  it('opens the very card of its duty: twice or on two devices it is one, and two versions are a conflict', async () => {
    const missing = (
      await (
        await server.as('bureau')
      )('GET', `/api/day-cards?programmeId=${duty.programmeId}&month=${monthOf(duty.day)}`)
    ).json().missing as { dutyId: string }[]
    const carried = (await bundle('bureau')).duties.find((one) => one.dutyId === missing[0]?.dutyId)
    const code = carried?.paper?.code ?? ''
    const one = (await find('bureau', code.toLowerCase().replace('-', ' '))).json().items as PaperCard[]
    const [sheet] = one.filter((item) => item.dutyId === carried?.dutyId)
    if (!sheet) throw new Error('not found')
    expect(sheet).toMatchObject({ cardId: carried?.paper?.cardId, existing: null })
    expect((await put('bureau', sheet, 0, 21)).statusCode).toBe(200)
    const second = await put('hospital', sheet, 0, 12)
    expect([404, 409]).toContain(second.statusCode)
    const other = await put('alliance', sheet, 0, 12)
    expect([other.statusCode, other.json().code]).toEqual([409, 'changed-meanwhile'])
    const again = ((await find('bureau', code)).json().items as PaperCard[]).find(
      (item) => item.dutyId === sheet.dutyId,
    )
    expect(again?.existing).toEqual({ id: sheet.cardId, status: 'submitted', thisSheet: true })
    const cards = await inScope(server.services.db, { kind: 'system' }, (trx) =>
      trx.selectFrom('day_cards').select(['id', 'status']).where('duty_id', '=', sheet.dutyId).execute(),
    )
    expect(cards).toEqual([{ id: sheet.cardId, status: 'submitted' }])
    expect((await put('bureau', sheet, 1, 22)).json()).toMatchObject({ version: 2, id: sheet.cardId })
  })
  it.each([
    ['bureau', 'nonsense', 400],
    ['bureau', '0516-ZZZZ', 404],
    ['bureau', '1316-7K3Q', 400],
    ['village', '0516-7K3Q', 403],
  ])('as %s, %s is answered %i', async (login, code, status) => {
    expect((await find(login, code)).statusCode).toBe(status)
  })
  it('finds nothing outside the reader’s scope', async () => {
    expect((await find('shishi', duty.paper?.code ?? '')).statusCode).toBe(404)
  })
})
