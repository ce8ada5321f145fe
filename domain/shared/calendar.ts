// Days and months as plain 'YYYY-MM-DD' / 'YYYY-MM' text in Asia/Shanghai; holidays are passed in.
// China keeps one zone without summer time, so a calendar day needs no zone arithmetic.

/** Public holidays and make-up workdays (调休), and the last year the table is known for. */
export type HolidayTable = {
  holidays: ReadonlySet<string>
  makeUpWorkdays: ReadonlySet<string>
  years: ReadonlySet<number>
}

export class UnknownHolidayYear extends Error {
  readonly year: number
  constructor(year: number) {
    super(`no holiday table for ${year}`)
    this.year = year
  }
}

const DAY_MS = 86_400_000
const at = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** True for a real calendar day written 'YYYY-MM-DD'. */
export function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at(value)) && text(at(value)) === value
}

/** True for a month written 'YYYY-MM'. */
export function isMonth(value: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(value)
}

export function addDays(date: string, days: number): string {
  return text(at(date) + days * DAY_MS)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((at(to) - at(from)) / DAY_MS)
}

export function monthOf(date: string): string {
  return date.slice(0, 7)
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

export function lastDayOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1)
}

/** Every day of a month, first to last. */
export function daysOf(month: string): string[] {
  const count = Number(lastDayOf(month).slice(8))
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}

/** Every month from `first` to `last`, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: string): number {
  return new Date(at(date)).getUTCDay() || 7
}

/** Which of its weekday in the month a day is: 2 = the second Tuesday, say. */
export function ordinalOf(date: string): number {
  return Math.ceil(Number(date.slice(8)) / 7)
}

/**
 * A workday is Monday to Friday or a make-up workday, and never a public holiday (LV-9).
 * A year outside the table is an error, not a plain week: its holidays are not yet announced.
 */
export function isWorkday(date: string, table: HolidayTable): boolean {
  if (!table.years.has(yearOf(date))) throw new UnknownHolidayYear(yearOf(date))
  if (table.holidays.has(date)) return false
  return weekdayOf(date) <= 5 || table.makeUpWorkdays.has(date)
}

export function workdaysOf(month: string, table: HolidayTable): string[] {
  return daysOf(month).filter((day) => isWorkday(day, table))
}
