// What a phone carries: the reader's own duties and cards around today, masked like everywhere (SEC-1, SEC-2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIELD_DAYS, type FieldBundle } from '../../../contract/visits-field.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { startServer, type TestServer } from '../../../test/harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const bundle = async (login: string): Promise<FieldBundle> => {
  const answer = await (await server.as(login))('GET', '/api/field-bundle')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

describe('what a phone carries', () => {
  it('is a doctor’s own: published duties two weeks back and ahead, with the cards there are', async () => {
    const own = await bundle('doctor')
    expect(own.today).toBe('2024-05-20')
    expect(own.duties.length).toBeGreaterThan(0)
    expect(new Set(own.duties.map((d) => d.practitioner.id)).size).toBe(1)
    const [from, to] = [addDays(own.today, -FIELD_DAYS.back), addDays(own.today, FIELD_DAYS.ahead)]
    for (const { day } of own.duties) expect(day >= from && day <= to).toBe(true)
    expect(own.cards.every((card) => card.practitioner.id === own.duties[0]?.practitioner.id)).toBe(true)
    expect(own.restDays).toContain('2024-05-25')
    expect(own.restDays).not.toContain('2024-05-11')
  })
  it('is a unit’s own place, and for a village what comes to its township', async () => {
    const unit = await bundle('unit')
    expect(new Set(unit.duties.map((d) => d.unit.id)).size).toBe(1)
    const village = await bundle('village')
    expect(village.cards).toEqual([])
  })
  it('holds no full phone number of anybody', async () => {
    for (const login of ['doctor', 'unit', 'bureau']) {
      const people = (await bundle(login)).cards.flatMap((card) => card.beneficiaries)
      for (const { phone } of people) expect(phone ?? '').not.toMatch(/1[3-9]\d{9}/)
    }
  })
})
