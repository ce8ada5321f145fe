import { describe, expect, it } from 'vitest'
import { type PresenceKind, type PresenceMark, weighPresence } from './presence.ts'

const duty = { day: '2024-06-12', published: true }
const dayOf = (iso: string) => iso.slice(0, 10)
const mark = (kind: PresenceKind, part: Partial<PresenceMark> = {}): PresenceMark => ({
  kind,
  at: '2024-06-12T08:10:00',
  kilometres: null,
  accuracyMetres: null,
  reason: '',
  ...part,
})
const weigh = (marks: PresenceMark[], worked = false) => weighPresence(duty, marks, { worked, dayOf })

describe('presence (SCH-3)', () => {
  it('adds up what speaks for it, every part shown', () => {
    const full = weigh(
      [
        mark('arrival', { kilometres: 0.4 }),
        mark('departure', { at: '2024-06-12T17:00:00' }),
        mark('present', { at: '2024-06-12T17:05:00' }),
      ],
      true,
    )
    expect([full.score, full.contradictions]).toEqual([100, []])
    expect(full.parts.reduce((sum, part) => sum + part.of, 0)).toBe(100)
    expect(weigh([]).score).toBe(20)
  })
  it('never asks for a position: without one a day can still be nearly certain', () => {
    expect(
      weigh([mark('arrival'), mark('departure', { at: '2024-06-12T17:00:00' }), mark('present')], true).score,
    ).toBe(90)
  })
  it.each<[string, PresenceMark[], boolean]>([
    ['absent-but-there', [mark('absent'), mark('arrival')], false],
    ['absent-but-there', [mark('absent')], true],
    ['absent-and-present', [mark('absent'), mark('present')], false],
    ['left-before-arriving', [mark('arrival'), mark('departure', { at: '2024-06-12T07:00:00' })], false],
    ['other-day', [mark('arrival', { at: '2024-06-13T08:00:00' })], false],
    ['far-away', [mark('arrival', { kilometres: 42 })], false],
  ])('names a contradiction: %s', (code, marks, worked) => {
    expect(weigh(marks, worked).contradictions.map((one) => one.code)).toEqual([code])
  })
  it('takes a late entry with its reason', () => {
    const late = mark('arrival', { at: '2024-06-13T08:00:00', reason: '手机没电，次日补报' })
    expect(weigh([late]).contradictions).toEqual([])
  })
})
