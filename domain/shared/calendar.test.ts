import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  daysOf,
  type HolidayTable,
  isDate,
  isWorkday,
  lastDayOf,
  monthsBetween,
  ordinalOf,
  UnknownHolidayYear,
  weekdayOf,
  workdaysOf,
} from './calendar.ts'

const table: HolidayTable = {
  holidays: new Set([
    '2024-10-01',
    '2024-10-02',
    '2024-10-03',
    '2024-10-04',
    '2024-10-05',
    '2024-10-06',
    '2024-10-07',
  ]),
  makeUpWorkdays: new Set(['2024-10-12']),
  years: new Set([2024]),
}

describe('calendar', () => {
  it('knows real days only', () => {
    expect(isDate('2024-02-29')).toBe(true)
    for (const wrong of ['2023-02-29', '2024-13-01', '2024-1-1', '2024-00-10', '', '2024-04-31'])
      expect(isDate(wrong)).toBe(false)
  })
  it('counts the nineteen workdays of October 2024, the make-up Saturday among them', () => {
    const workdays = workdaysOf('2024-10', table)
    expect(workdays).toHaveLength(19)
    expect(workdays).toContain('2024-10-12')
    expect(isWorkday('2024-10-01', table)).toBe(false)
  })
  it('refuses a year whose holidays are not announced', () => {
    expect(() => isWorkday('2027-01-04', table)).toThrow(UnknownHolidayYear)
  })
  it('names weekday and ordinal', () => {
    expect([weekdayOf('2024-04-09'), ordinalOf('2024-04-09')]).toEqual([2, 2])
    expect(monthsBetween('2023-11', '2024-02')).toEqual(['2023-11', '2023-12', '2024-01', '2024-02'])
    expect(lastDayOf('2024-02')).toBe('2024-02-29')
  })
  it('adds and subtracts without losing a day', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('2000-01-01', n))
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: -4000, max: 4000 }),
        (date, n) => daysBetween(date, addDays(date, n)) === n,
      ),
    )
    fc.assert(
      fc.property(day, fc.integer({ min: -200, max: 200 }), (date, n) => {
        const month = addMonths(date.slice(0, 7), n)
        return addMonths(month, -n) === date.slice(0, 7) && daysOf(month).every(isDate)
      }),
    )
  })
})
