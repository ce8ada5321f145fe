// Lead times against an oracle that was written another way: it walks forward from a candidate day and counts (LV-9).
import { describe, expect, it } from 'vitest'
import { addDays, type HolidayTable, isWorkday, weekdayOf } from '../shared/calendar.ts'
import { isAfter, lastMoment, type ReplacementFacts, replacementDays, replacementFault } from './rules.ts'

/** 2024 as announced, as far as the tests look: 五一 and 端午 with their make-up days, 国庆. */
const holidays: HolidayTable = {
  holidays: new Set([
    ...['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05', '2024-06-10'],
    ...['2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04', '2024-10-07'],
  ]),
  makeUpWorkdays: new Set(['2024-04-28', '2024-05-11', '2024-09-29', '2024-10-12']),
  years: new Set([2024]),
}

/** Whether somebody who asks at this moment is in time, counted forward from the asking. */
function inTimeByOracle(
  asked: { day: string; time: string },
  duty: string,
  rule: { lead: number; dayCount: 'calendar' | 'working'; cutOff: string },
): boolean {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  // too late in the day counts as the next day
  let at = new Date(`${asked.day}T00:00:00Z`)
  if (minutes(asked.time) > minutes(rule.cutOff)) at = new Date(at.getTime() + 86_400_000)
  const end = new Date(`${duty}T00:00:00Z`)
  let whole = 0
  for (let day = at; day < end; day = new Date(day.getTime() + 86_400_000)) {
    const text = day.toISOString().slice(0, 10)
    const rest = holidays.holidays.has(text)
      ? true
      : [0, 6].includes(day.getUTCDay()) && !holidays.makeUpWorkdays.has(text)
    if (rule.dayCount === 'calendar' || !rest) whole += 1
  }
  return at <= end && whole >= rule.lead
}

describe('the last moment', () => {
  it('agrees with the oracle over days ahead × weekday × holiday × cut-off × day count', () => {
    let cases = 0
    const disagreements: string[] = []
    const starts = ['2024-04-25', '2024-05-06', '2024-06-04', '2024-09-24', '2024-10-08']
    for (const start of starts)
      for (let d = 0; d < 21; d++)
        for (const dayCount of ['calendar', 'working'] as const)
          for (const cutOff of ['09:00', '12:00', '17:30', '23:59'])
            for (const lead of [0, 1, 2, 3, 5])
              for (let ahead = 0; ahead <= 14; ahead++)
                for (const time of ['00:00', '08:59', '09:00', '09:01', '17:30', '17:31', '23:59']) {
                  const duty = addDays(start, d)
                  const asked = { day: addDays(duty, -ahead), time }
                  const last = lastMoment(duty, lead, { dayCount, cutOff }, holidays)
                  const ours = !isAfter(asked, last)
                  cases++
                  if (ours !== inTimeByOracle(asked, duty, { lead, dayCount, cutOff }))
                    disagreements.push(`${duty} ${JSON.stringify(asked)} ${lead} ${dayCount} ${cutOff}`)
                }
    expect(disagreements.slice(0, 5)).toEqual([])
    expect(cases).toBe(5 * 21 * 2 * 4 * 5 * 15 * 7)
  })
  it.each([
    ['Thursday, three calendar days', '2024-06-13', 'calendar', '2024-06-10'],
    ['Thursday after 端午, three working days', '2024-06-13', 'working', '2024-06-07'],
    ['after 五一, with its make-up Sunday', '2024-05-06', 'working', '2024-04-28'],
  ] as const)('%s', (_, duty, dayCount, day) =>
    expect(lastMoment(duty, 3, { dayCount, cutOff: '17:30' }, holidays)).toEqual({ day, time: '17:30' }),
  )
  it('does not guess a year that nobody announced', () => {
    expect(() => lastMoment('2025-01-03', 3, { dayCount: 'working', cutOff: '17:30' }, holidays)).toThrow(
      '2025',
    )
  })
})

describe('a replacement date', () => {
  const facts: ReplacementFacts = {
    dutyDay: '2024-06-13',
    today: '2024-06-07',
    period: { from: '2024-01-01', to: '2024-12-31' },
    taken: new Set(['2024-06-20']),
    holidays,
  }
  it.each([
    ['2024-06-18', null],
    ['2024-06-13', 'replacement-same-day'],
    ['2024-06-07', 'replacement-past'],
    ['2024-05-30', 'replacement-past'],
    ['2024-06-10', 'replacement-rest-day'],
    ['2024-06-15', 'replacement-rest-day'],
    ['2024-06-20', 'replacement-taken'],
    ['2024-07-02', 'replacement-other-month'],
    ['2025-01-06', 'replacement-outside-programme'],
  ])('%s: %s', (day, code) => expect(replacementFault(day, facts)?.code ?? null).toBe(code))
  it('may lie in the next month only when this one has no day left', () => {
    const late = { ...facts, dutyDay: '2024-06-28', today: '2024-06-28' }
    expect(replacementDays(late)).toEqual([])
    expect(replacementFault('2024-07-02', late)).toBeNull()
  })
  it('offers exactly the days that are taken without a fault', () => {
    const offered = replacementDays(facts)
    expect(offered.every((day) => replacementFault(day, facts) === null)).toBe(true)
    expect(offered.every((day) => isWorkday(day, holidays) && weekdayOf(day) <= 7)).toBe(true)
    expect(offered).toContain('2024-06-18')
  })
})
