import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  codeMonth,
  digitsOf,
  judgeSiteCode,
  type KeyOf,
  monthlyMessage,
  qrText,
  readSiteCode,
  rotatingMessage,
  secondsLeft,
} from './site-code.ts'

const keyOf: KeyOf = (unitId, month) => (message) =>
  createHmac('sha256', `secret of ${unitId} in ${month}`).update(message).digest()
const MINUTE = 60_000
const at = Date.parse('2024-06-14T08:05:30+08:00')
/** What a unit's device shows at its own idea of the time. */
const shown = (unitId: string, time: number): string =>
  digitsOf(keyOf(unitId, codeMonth(time))(rotatingMessage(time)))
const hung = (unitId: string, month: string): string => digitsOf(keyOf(unitId, month)(monthlyMessage(month)))
const judge = (text: string, time = at, toleranceMinutes = 5) =>
  judgeSiteCode(text, { at: time, unitId: 'a', otherUnits: ['b', 'c'], toleranceMinutes, keyOf })

describe('site code (SCH-3)', () => {
  it('is truncated as RFC 4226 has it', () => {
    // appendix D: secret "12345678901234567890", counter 0 → 1284755224
    const counter = Buffer.alloc(8)
    const mac = createHmac('sha1', '12345678901234567890').update(counter).digest()
    expect(digitsOf(mac)).toBe('84755224')
  })
  it.each([
    ['in time', shown('a', at), 'rotating'],
    ['the unit’s clock four minutes slow', shown('a', at - 4 * MINUTE), 'rotating'],
    ['the unit’s clock five minutes fast', shown('a', at + 5 * MINUTE), 'rotating'],
    ['the unit’s clock six minutes slow', shown('a', at - 6 * MINUTE), 'stale'],
    ['photographed an hour before', shown('a', at - 60 * MINUTE), 'stale'],
    ['photographed the week before', shown('a', at - 7 * 1440 * MINUTE), 'unreadable'],
    ['another unit’s', shown('b', at + MINUTE), 'wrongUnit'],
    ['the monthly one', hung('a', '2024-06'), 'monthly'],
    ['last month’s', hung('a', '2024-05'), 'stale'],
    ['another unit’s monthly one', hung('c', '2024-06'), 'wrongUnit'],
    ['as the picture holds it', qrText(shown('a', at)), 'rotating'],
    ['typed with a space', `${shown('a', at).slice(0, 4)} ${shown('a', at).slice(4)}`, 'rotating'],
    ['a payment code', 'https://pay.example/8342', 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['seven digits', '1234567', 'unreadable'],
  ])('%s', (_, text, verdict) => {
    expect(judge(text)).toBe(verdict)
  })
  it('goes on over the end of a month, when the secret changes', () => {
    const midnight = Date.parse('2024-07-01T00:00:20+08:00')
    expect(judge(shown('a', midnight - 2 * MINUTE), midnight)).toBe('rotating')
    expect(judge(shown('a', midnight + 2 * MINUTE), midnight - MINUTE)).toBe('rotating')
    expect(judge(hung('a', '2024-06'), midnight)).toBe('stale')
  })
  it('holds for every moment and clock within the tolerance, and for none beyond it', () => {
    const moment = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2026-12-31') })
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: -90, max: 90 }),
        fc.integer({ min: 1, max: 60 }),
        (time, off, tolerance) => {
          const verdict = judge(shown('a', time + off * MINUTE), time, tolerance)
          expect(verdict).toBe(Math.abs(off) <= tolerance ? 'rotating' : 'stale')
        },
      ),
      { numRuns: 60 },
    )
  })
  it('changes every minute', () => {
    expect(new Set(Array.from({ length: 30 }, (_, k) => shown('a', at + k * MINUTE))).size).toBe(30)
    expect([secondsLeft(at), secondsLeft(at + 29_999), secondsLeft(at + 30_000)]).toEqual([30, 1, 60])
  })
  it('reads full-width digits as a Chinese keyboard writes them', () => {
    expect(readSiteCode('１２３４ ５６７８')).toBe('12345678')
  })
})
