// Numbers and days as clerks write them: 约３０人次, 十二, 2月10日, 2024/2/10, 45332.
import { addDays, isDate } from '../../shared/calendar.ts'

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** A number below ten thousand in Chinese words, or undefined. */
export function chineseNumber(text: string): number | undefined {
  if (!/^[零〇一二两三四五六七八九十百千]+$/.test(text)) return undefined
  let sum = 0
  let digit = 0
  for (const char of text) {
    const unit = UNITS[char]
    if (unit === undefined) digit = DIGITS[char] ?? 0
    else {
      sum += (digit || 1) * unit
      digit = 0
    }
  }
  return sum + digit
}

export type ReadNumber = { number: number; how: 'plain' | 'approximate' | 'words' }

/** Reads a squeezed cell as a number, with or without its measure word; undefined when it is none. */
export function readNumber(text: string): ReadNumber | undefined {
  const found = /^(约|近|大约)?(-?\d+(?:\.\d+)?)(多|余|左右)?(?:人次|次|人|份|场|元|条|台|户)?(左右)?$/.exec(
    text.replaceAll(',', ''),
  )
  if (found) {
    const loose = found[1] ?? found[3] ?? found[4]
    return { number: Number(found[2]), how: loose === undefined ? 'plain' : 'approximate' }
  }
  const words = chineseNumber(text.replace(/(?:人次|次|人|份|场|元|条|台|户)$/, ''))
  return words === undefined ? undefined : { number: words, how: 'words' }
}

const pad = (text: string): string => text.padStart(2, '0')

const real = (year: string | number, month: string, day: string): string | undefined => {
  const date = `${year}-${pad(month)}-${pad(day)}`
  return isDate(date) ? date : undefined
}

/**
 * Reads a squeezed cell as one day 'YYYY-MM-DD'; a missing year is the report's. `2.1` typed as a number
 * may be the 1st or the 10th of February and is refused by the caller, not here.
 */
export function readDay(text: string, year: number): string | undefined {
  const whole =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:T.*|\d{1,2}:\d{2}.*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (whole) return real(whole[1] ?? '', whole[2] ?? '', whole[3] ?? '')
  const short = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(text)
  return short ? real(year, short[1] ?? '', short[2] ?? '') : undefined
}

/** The day of a spreadsheet date number (days since 1899-12-30) between 1990 and 2079, or undefined. */
export function dayOfSerial(serial: number): string | undefined {
  if (!Number.isInteger(serial) || serial < 32_874 || serial > 65_380) return undefined
  return addDays('1899-12-30', serial)
}
