// ASM-5, ASM-6: the account against another way of counting over 10,000 generated years, and its edges one by one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountOf, gateOf, type ServedDay } from './credit.ts'

const UNITS = ['u1', 'u2', 'u3']
let serial = 0
const day = (on: string, change: Partial<ServedDay> = {}): ServedDay => ({
  regionId: '350803',
  programmeId: 'p-2024',
  dayCardId: `card-${serial++}`,
  unitId: 'u1',
  unit: '卫生院',
  day: on,
  half: 'day',
  activities: ['outpatient'],
  confirmed: true,
  absent: false,
  halfCounts: true,
  ...change,
})
const sums = (days: ServedDay[]) => {
  const { total } = accountOf(days)
  return [total.days, total.personDays, total.pending]
}

describe('the account', () => {
  it.each<[string, ServedDay[], number[]]>([
    ['a day is one day and one person-day', [day('2024-05-06')], [1, 1, 0]],
    [
      'two units on one day are one day and two person-days',
      [day('2024-05-06'), day('2024-05-06', { unitId: 'u2' })],
      [1, 2, 0],
    ],
    ['a lone half counts where the plan counts it', [day('2024-05-06', { half: 'am' })], [1, 1, 0]],
    [
      'a lone half is nothing where it does not',
      [day('2024-05-06', { half: 'am', halfCounts: false })],
      [0, 0, 0],
    ],
    [
      'morning here and afternoon there are a day, though no person-day of either',
      [
        day('2024-05-06', { half: 'am', halfCounts: false }),
        day('2024-05-06', { unitId: 'u2', half: 'pm', halfCounts: false }),
      ],
      [1, 0, 0],
    ],
    ['what nobody confirmed waits', [day('2024-05-06', { confirmed: false })], [0, 0, 1]],
    ['an absence counts nothing, confirmed or not', [day('2024-05-06', { absent: true })], [0, 0, 0]],
  ])('%s', (_, days, expected) => {
    expect(sums(days)).toEqual(expected)
  })
  it('says why a day is not in it, newest first', () => {
    const { lines } = accountOf([
      day('2024-05-06', { confirmed: false }),
      day('2024-05-07', { half: 'pm', halfCounts: false }),
      day('2024-05-08', { absent: true }),
    ])
    expect(lines.map((l) => [l.day, l.reason])).toEqual([
      ['2024-05-08', 'absent'],
      ['2024-05-07', 'loneHalf'],
      ['2024-05-06', 'notConfirmed'],
    ])
  })
  it('counts a day under each kind of work that was done on it, once', () => {
    const { total } = accountOf([
      day('2024-05-06', { activities: ['outpatient', 'wardRound', 'lecture'] }),
      day('2024-05-07', { activities: ['homeVisit'] }),
      day('2024-05-08', { activities: [] }),
    ])
    expect(total.kinds).toEqual({ clinic: 1, teaching: 1, homeVisit: 1, other: 1 })
  })
})

const year = fc.uniqueArray(
  fc.record({
    offset: fc.integer({ min: 0, max: 365 }),
    unitId: fc.constantFrom(...UNITS),
    half: fc.constantFrom('am' as const, 'pm' as const, 'day' as const),
    confirmed: fc.boolean(),
    absent: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { selector: (c) => `${c.offset} ${c.unitId}`, maxLength: 60 },
)
const dayAt = (offset: number): string => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10)

it('equals another way of counting over 10,000 generated years', () => {
  fc.assert(
    fc.property(year, fc.boolean(), (cards, halfCounts) => {
      const account = accountOf(
        cards.map(({ offset, ...card }) => day(dayAt(offset), { ...card, halfCounts })),
      )
      // counted by walking the calendar, hour by hour of the two halves of each day
      let days = 0
      let personDays = 0
      for (let offset = 0; offset <= 365; offset++) {
        const good = cards.filter((c) => c.offset === offset && c.confirmed && !c.absent)
        const halves = new Set(good.flatMap((c) => (c.half === 'day' ? ['am', 'pm'] : [c.half])))
        days += (halfCounts ? halves.size > 0 : halves.size === 2) ? 1 : 0
        personDays += good.filter((c) => halfCounts || c.half === 'day').length
      }
      expect([account.total.days, account.total.personDays]).toEqual([days, personDays])
      expect(account.years.reduce((n, y) => n + y.days, 0)).toBe(days)
      expect(account.years.reduce((n, y) => n + y.personDays, 0)).toBe(personDays)
      // each card is either counted or says why not
      const open = account.lines.filter((l) => l.reason !== null)
      expect(account.lines.length).toBe(cards.length)
      expect(open.length + account.total.personDays).toBe(cards.length)
    }),
    { numRuns: 10_000 },
  )
}, 60_000)

it('a gate says what is missing, to the day', () => {
  expect(gateOf(30, { year: 2023, days: 29 })).toEqual({
    year: 2023,
    required: 30,
    days: 29,
    missing: 1,
    met: false,
  })
  expect(gateOf(30, { year: 2023, days: 30 })).toMatchObject({ missing: 0, met: true })
})
