// 培训签到: the code works on its duty's day alone, one person counts once, the number is offered and never forced, names
// are masked where nobody needs them (WRK-5, WRK-6, TRN-1).
import { create } from 'qrcode'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldBundle, FieldDuty } from '../../../contract/visits-field.ts'
import { emptyFacts } from '../../../test/fixtures/day-card.ts'
import { buildPublicPages } from '../../../test/fixtures/public-pages.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'
import { attendanceAddress, attendanceToken, readToken } from './attendance-token.ts'

let server: TestServer
let duty: FieldDuty
let token: string
const bundle = async (login: string): Promise<FieldBundle> =>
  (await (await server.as(login))('GET', '/api/field-bundle')).json()
beforeAll(async () => {
  buildPublicPages()
  server = await startServer()
  const { duties } = await bundle('doctor')
  const [first] = duties
  if (!first) throw new Error('the doctor has no duty')
  duty = first
  token = attendanceToken(server.services.config, duty)
  server.setNow(duty.day)
})
afterAll(() => server.close())

const attend = (body: object, key = token) => server.anonymous('POST', `/public/attendance/${key}`, body)
const one = (name: string, clinic = '下寨村卫生所', session = 'training') => ({ name, clinic, session })
const list = async (login: string) => {
  const answer = await (await server.as(login))(
    'GET',
    `/api/regions/${duty.regionId}/duties/${duty.dutyId}/attendance`,
  )
  return answer.json().items as {
    id: string
    name: string
    clinic: string
    session: string
    struck: boolean
  }[]
}
const form = (text: string, key = token) =>
  server.app.inject({
    method: 'POST',
    url: `/s/${key}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: text,
  })

describe('the code', () => {
  it('is carried by the phone of whoever holds the session, as the dots of its own address', async () => {
    const carried = (await bundle('doctor')).duties.find((d) => d.dutyId === duty.dutyId)?.attendanceCode
    const address = attendanceAddress(server.services.config, duty)
    const { modules } = create(address, { errorCorrectionLevel: 'M' })
    expect(carried?.size).toBe(modules.size)
    const bytes = Buffer.from(carried?.dots ?? '', 'base64')
    const dots = Array.from(
      { length: modules.size ** 2 },
      (_, k) => ((bytes[k >> 3] ?? 0) >> (7 - (k & 7))) & 1,
    )
    expect(dots).toEqual([...modules.data].map(Number))
    for (const login of ['bureau', 'hospital', 'village'])
      for (const { attendanceCode } of (await bundle(login)).duties) expect(attendanceCode).toBeNull()
  })
  it('is none that somebody else made, or changed', () => {
    const { config } = server.services
    expect(readToken(config, token)).toEqual({ regionId: duty.regionId, dutyId: duty.dutyId })
    expect(readToken({ ...config, home: `${config.home}/elsewhere` }, token)).toBeUndefined()
    for (let k = 0; k < token.length - 1; k++) {
      const other = token[k] === '3' ? '4' : '3'
      expect(readToken(config, token.slice(0, k) + other + token.slice(k + 1)), `letter ${k}`).toBeUndefined()
    }
    for (const wrong of ['', 'x', token.slice(0, -1), `${token}A`])
      expect(readToken(config, wrong)).toBeUndefined()
  })
  it.each([
    [-1, 422],
    [0, 200],
    [1, 422],
  ])('%i days from the duty’s day is answered %i', async (away, status) => {
    const on = new Date(Date.parse(duty.day) + away * 86_400_000).toISOString().slice(0, 10)
    server.setNow(on, away < 0 ? '23:59:59' : '00:00:00')
    const answer = await attend(one('日内'))
    expect(answer.statusCode).toBe(status)
    if (status !== 200) expect(answer.json().code).toBe('code-not-today')
    server.setNow(duty.day)
  })
})

describe('signing in', () => {
  it('needs no account, and the same person counts once however it was written or came', async () => {
    expect((await attend(one('安 一', '湖雷镇下寨村卫生室'))).json()).toEqual({ already: false })
    expect((await attend(one('安一'))).json()).toEqual({ already: true })
    const add = await (await server.as('doctor'))(
      'PUT',
      `/api/regions/${duty.regionId}/attendances/${uuidv7()}`,
      { dutyId: duty.dutyId, ...one('安一', '下寨卫生所') },
    )
    expect(add.statusCode, add.body).toBe(204)
    const both = await Promise.all([attend(one('安二')), attend(one('安二')), attend(one('安二'))])
    expect(both.filter((answer) => answer.json().already)).toHaveLength(2)
    expect((await attend(one('安一', '下寨村卫生所', 'lecture'))).json()).toEqual({ already: false })
    const names = (await list('doctor')).filter((p) => p.session === 'training').map((p) => p.name)
    expect(names.filter((name) => name.replace(' ', '') === '安一')).toHaveLength(1)
    expect(names.filter((name) => name === '安二')).toHaveLength(1)
  })
  it('takes a name and a place, and nothing like a number, a tag or an unknown session', async () => {
    for (const body of [
      one('13800000123'),
      one('<b>安'),
      one(''),
      one('安'.repeat(21)),
      one('安三', '卫生所13800000123'),
      one('安三', '下寨村卫生所', 'party'),
      { ...one('安三'), phone: '13800000123' },
    ])
      expect((await attend(body)).statusCode).toBe(400)
    expect((await attend(one('安三'), 'x'.repeat(44))).statusCode).toBe(404)
  })
  it('is a page without JavaScript: a form, its answer, what was typed when it has to be mended', async () => {
    const page = await server.anonymous('GET', `/s/${token}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('培训签到')
    expect(page.body).not.toContain('<script')
    expect(page.headers['cache-control']).toBe('no-store')
    const fields = (name: string) => new URLSearchParams(one(name, '上寨村卫生所')).toString()
    expect((await form(fields('安四'))).body).toContain('签到成功')
    expect((await form(fields('安四'))).body).toContain('已经签过到')
    const wrong = await form(new URLSearchParams(one('安5', '上寨村卫生所')).toString())
    expect(wrong.body).toContain('value="安5"')
    expect(wrong.body).toContain('请填写姓名和单位')
    expect((await form('')).statusCode).toBe(200)
    expect((await form('a'.repeat(5000))).statusCode).toBe(413)
    expect((await server.anonymous('GET', `/s/${'x'.repeat(44)}`)).statusCode).toBe(404)
    server.setNow('2024-01-01')
    const early = await server.anonymous('GET', `/s/${token}`)
    expect(early.body).toContain('当天签到')
    expect(early.body).not.toContain('<form')
    server.setNow(duty.day)
  })
  it('reads nothing: the page and its answers name nobody who came', async () => {
    for (const body of [(await server.anonymous('GET', `/s/${token}`)).body, (await form('')).body])
      expect(body).not.toContain('安一')
  })
  it('stops a script and lets a hall in', async () => {
    const from = (address: string) =>
      server.app.inject({
        method: 'POST',
        url: `/public/attendance/${token}`,
        remoteAddress: address,
        payload: one('安二'),
      })
    const answers: number[] = []
    for (let k = 0; k < 220; k++) answers.push((await from('203.0.113.9')).statusCode)
    expect(answers.slice(0, 200).every((status) => status === 200)).toBe(true)
    expect(answers.at(-1)).toBe(429)
    expect((await from('203.0.113.10')).statusCode).toBe(200)
  })
})

describe('the list', () => {
  it('is for those of the duty: names in clear for who holds it, masked for other readers', async () => {
    expect((await list('unit')).some((p) => p.name === '安二')).toBe(true)
    expect((await list('bureau')).some((p) => p.name === '安二')).toBe(true)
    const masked = await list('hospital')
    expect(masked.length).toBeGreaterThan(0)
    expect(masked.map((p) => p.name).join()).not.toContain('安二')
    for (const [login, status] of [
      ['shishi', 404],
      ['village', 403],
      ['admin', 403],
    ] as const) {
      const path = `/api/regions/${duty.regionId}/duties/${duty.dutyId}/attendance`
      expect((await (await server.as(login))('GET', path)).statusCode, login).toBe(status)
    }
  })
  it('loses nobody: a line is struck out and taken up again, by who holds it', async () => {
    const wrong = (await list('unit')).find((p) => p.name === '安四')
    const path = `/api/regions/${duty.regionId}/attendances/${wrong?.id}/struck`
    expect((await (await server.as('hospital'))('PUT', path, { struck: true })).statusCode).toBe(403)
    expect((await (await server.as('doctor'))('PUT', path, { struck: true })).statusCode).toBe(204)
    expect((await list('unit')).find((p) => p.id === wrong?.id)?.struck).toBe(true)
    expect((await (await server.as('unit'))('PUT', path, { struck: false })).statusCode).toBe(204)
    expect((await list('unit')).find((p) => p.id === wrong?.id)?.struck).toBe(false)
  })
  it('asks when the card says another number, and takes any answer', async () => {
    const trained = (await list('doctor')).filter((p) => p.session === 'training' && !p.struck).length
    const id = uuidv7()
    const save = async (participants: number, version: number) =>
      (await server.as('doctor'))(
        'PUT',
        `/api/regions/${duty.regionId}/day-cards/${id}?version=${version}&submit=yes`,
        {
          ...emptyFacts,
          programmeId: duty.programmeId,
          dutyId: duty.dutyId,
          unitId: duty.unit.id,
          practitionerId: duty.practitioner.id,
          day: duty.day,
          half: duty.half,
          activities: [
            { kind: 'training', count: 1, participants },
            { kind: 'lecture', count: 1, participants: 1 },
          ],
        },
      )
    const codes = (answer: { json: () => { questions: { code: string }[] } }): string[] =>
      answer.json().questions.map((question) => question.code)
    const other = await save(trained + 5, 0)
    expect(other.statusCode, other.body).toBe(200)
    expect(codes(other)).toContain('card-training-differs-from-list')
    expect(codes(other)).not.toContain('card-lecture-differs-from-list')
    expect(codes(await save(trained, 1))).not.toContain('card-training-differs-from-list')
  })
  it('prints as a sheet with the code while it may be scanned, and without it afterwards', async () => {
    const path = `/api/regions/${duty.regionId}/duties/${duty.dutyId}/attendance.pdf`
    const print = async (login: string) => {
      const answer = await (await server.as(login))('GET', path)
      expect(answer.statusCode).toBe(200)
      return (await pdfFacts(new Uint8Array(answer.rawPayload))).text
    }
    const text = await print('unit')
    for (const word of ['培训签到表', duty.unit.name, '安二', '下寨村卫生所', '扫码签到'])
      expect(text).toContain(word)
    expect(await print('hospital')).not.toContain('安二')
    server.setNow('2024-12-01')
    expect(await print('unit')).not.toContain('扫码签到')
    server.setNow(duty.day)
  })
})
