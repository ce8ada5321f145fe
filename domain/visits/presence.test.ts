import { describe, expect, it } from 'vitest'
import {
  evidenceKey,
  judgePosition,
  type PresenceKind,
  type PresenceMark,
  weighPresence,
} from './presence.ts'

const duty = { day: '2024-06-12', published: true }
const dayOf = (iso: string) => iso.slice(0, 10)
const mark = (kind: PresenceKind, part: Partial<PresenceMark> = {}): PresenceMark => ({
  id: `${kind} ${part.at ?? ''}`,
  kind,
  at: '2024-06-12T08:10:00',
  madeUp: false,
  saidAt: null,
  reason: '',
  code: null,
  position: null,
  ...part,
})
const weigh = (marks: PresenceMark[], worked = false) => weighPresence(duty, marks, { worked, dayOf })

describe('presence (SCH-3)', () => {
  it('adds up what speaks for it, every part shown', () => {
    const full = weigh(
      [
        mark('arrival', { position: 'near', code: 'rotating' }),
        mark('departure', { at: '2024-06-12T17:00:00' }),
        mark('present', { at: '2024-06-12T17:05:00' }),
      ],
      true,
    )
    expect([full.score, full.contradictions]).toEqual([100, []])
    expect(full.parts.reduce((sum, part) => sum + part.of, 0)).toBe(100)
    expect(weigh([]).score).toBe(15)
  })
  it('never asks for a position: without one a day can still be nearly certain', () => {
    expect(
      weigh(
        [
          mark('arrival', { code: 'rotating' }),
          mark('departure', { at: '2024-06-12T17:00:00' }),
          mark('present'),
        ],
        true,
      ).score,
    ).toBe(95)
  })
  it.each<[string, PresenceMark[], boolean]>([
    ['absent-but-there', [mark('absent'), mark('arrival')], false],
    ['absent-but-there', [mark('absent')], true],
    ['absent-and-present', [mark('absent'), mark('present')], false],
    ['left-before-arriving', [mark('arrival'), mark('departure', { at: '2024-06-12T07:00:00' })], false],
    ['other-day', [mark('arrival', { at: '2024-06-13T08:00:00' })], false],
    ['far-away', [mark('arrival', { position: 'far' })], false],
    ['code-wrong-unit', [mark('arrival', { code: 'wrongUnit' })], false],
    ['code-stale', [mark('arrival', { code: 'stale' })], false],
    ['code-unreadable', [mark('arrival', { code: 'unreadable' })], false],
  ])('names a contradiction: %s', (code, marks, worked) => {
    expect(weigh(marks, worked).contradictions.map((one) => one.code)).toEqual([code])
  })
  it('takes a late entry with its reason', () => {
    const late = mark('arrival', { at: '2024-06-13T08:00:00', reason: '手机没电，次日补报' })
    expect(weigh([late]).contradictions).toEqual([])
  })
  it('counts one arrival however many phones and people tell it', () => {
    const twice = weigh([
      mark('arrival', { at: '2024-06-12T08:00:00' }),
      mark('arrival', { at: '2024-06-12T08:03:00' }),
      mark('arrival', { at: '2024-06-12T18:00:00', madeUp: true, reason: '代为补记' }),
      mark('departure', { at: '2024-06-12T17:00:00' }),
    ])
    expect([twice.score, twice.contradictions]).toEqual([40, []])
  })
  it('is worth less when made up later, and says so; its order is what is said, not when', () => {
    const late = { madeUp: true, reason: '手机没电' }
    const told = weigh([
      mark('departure', { at: '2024-06-12T17:00:00' }),
      mark('arrival', { at: '2024-06-13T09:00:00', saidAt: '2024-06-12T08:00:00', ...late }),
    ])
    const arrival = told.parts.find((part) => part.code === 'arrival')
    expect([arrival?.points, arrival?.note?.zh, told.contradictions]).toEqual([8, '补记', []])
    const wrong = weigh([
      mark('departure', { at: '2024-06-12T17:00:00' }),
      mark('arrival', { at: '2024-06-13T09:00:00', saidAt: '2024-06-12T18:00:00', ...late }),
    ])
    expect(wrong.contradictions.map(({ code }) => code)).toEqual(['left-before-arriving'])
  })
  it('gives the monthly code less, and forgives a slip that was put right', () => {
    const points = (...codes: PresenceMark['code'][]) =>
      weigh(codes.map((code) => mark('arrival', { code }))).parts.find((part) => part.code === 'siteCode')
        ?.points
    expect([points('monthly'), points('monthly', 'rotating'), points('stale'), points(null)]).toEqual([
      6, 15, 0, 0,
    ])
    expect(
      weigh([mark('arrival', { code: 'unreadable' }), mark('arrival', { code: 'rotating' })]).contradictions,
    ).toEqual([])
  })
  it.each([
    [0.4, 50, 'near'],
    [4.9, 300, 'unclear'],
    [21, 500, 'far'],
    [21, 5_000, 'unclear'],
    [12, 10, 'unclear'],
    [null, 10, 'unclear'],
  ])('says of a position %s km away, exact to %s m: %s', (kilometres, accuracy, verdict) => {
    expect(judgePosition(kilometres, accuracy)).toBe(verdict)
  })
  it('says plainly when a position cannot be judged', () => {
    const part = weigh([mark('arrival', { position: 'unclear' })]).parts.find(
      ({ code }) => code === 'position',
    )
    expect([part?.points, part?.note?.zh]).toEqual([0, '无法判断'])
  })
  it('names what is known, so that anything new is another name', () => {
    const base = [mark('absent'), mark('arrival')]
    const key = (marks: PresenceMark[], worked = false) =>
      evidenceKey(marks, worked, weigh(marks, worked).contradictions)
    expect(key(base)).toBe(key(base.toReversed()))
    const more = [
      [...base, mark('departure')],
      [...base, mark('arrival', { at: '2024-06-12T09:00:00' })],
      base.slice(1),
    ]
    for (const other of more) expect(key(other)).not.toBe(key(base))
    expect(key(base, true)).not.toBe(key(base))
  })
})
