// When leave must be asked for, and where a duty may be put instead (LV-1, LV-2, LV-5, LV-6, LV-9): moments are days and
// minutes of Asia/Shanghai, intervals are closed, holidays are passed in.
import { addDays, daysOf, type HolidayTable, isWorkday, monthOf } from '../shared/calendar.ts'
import { problems } from '../shared/problem.ts'

export type Moment = { day: string; time: string }
export type DayCount = 'calendar' | 'working'
export type LeaveRule = {
  consents: readonly Consenter[]
  bureauLeadDays: number
  filingLeadDays: number
  filingUpTo: 'county' | 'city' | 'province'
  dayCount: DayCount
  cutOff: string
  replacementDate: boolean
  handOver: boolean
}
export const CONSENTERS = ['supportingUnit', 'receivingUnit'] as const
export type Consenter = (typeof CONSENTERS)[number]

/**
 * The last moment `leadDays` ahead of a duty: that day's cut-off minute still counts (LV-9). Working days are those
 * before the duty's own day. @throws UnknownHolidayYear where working days are counted in a year nobody announced
 */
export function lastMoment(
  dutyDay: string,
  leadDays: number,
  { dayCount, cutOff }: Pick<LeaveRule, 'dayCount' | 'cutOff'>,
  holidays: HolidayTable,
): Moment {
  if (dayCount === 'calendar') return { day: addDays(dutyDay, -leadDays), time: cutOff }
  let day = dutyDay
  for (let left = leadDays; left > 0; ) {
    day = addDays(day, -1)
    if (isWorkday(day, holidays)) left--
  }
  return { day, time: cutOff }
}

/** Whether a moment is after the last one; the minute of the cut-off itself is in time. */
export const isAfter = (now: Moment, last: Moment): boolean =>
  now.day > last.day || (now.day === last.day && now.time > last.time)

/** LV-6: the levels that a granted leave is filed to, upwards; filing is no approval. */
export function filingLevels({ filingUpTo }: Pick<LeaveRule, 'filingUpTo'>): ('city' | 'province')[] {
  if (filingUpTo === 'county') return []
  return filingUpTo === 'city' ? ['city'] : ['city', 'province']
}

const say = problems({
  'replacement-past': {
    zh: '补派日 {day} 已经过去，或就是今天。',
    en: 'The replacement date {day} has passed or is today.',
    remedyZh: '请另选今天以后的工作日（LV-2）。',
    remedyEn: 'Choose a workday after today (LV-2).',
  },
  'replacement-same-day': {
    zh: '补派日就是要请假的那一天。',
    en: 'The replacement date is the day of the leave itself.',
    remedyZh: '请另选一天（LV-2）。',
    remedyEn: 'Choose another day (LV-2).',
  },
  'replacement-rest-day': {
    zh: '补派日 {day} 是休息日或节假日。',
    en: 'The replacement date {day} is no workday.',
    remedyZh: '请选工作日；调休上班的周末可以（LV-2）。',
    remedyEn: 'Choose a workday; a make-up workday counts (LV-2).',
  },
  'replacement-taken': {
    zh: '补派日 {day} 您已有别的值班或已停派。',
    en: 'On {day} there is another duty or an absence already.',
    remedyZh: '请另选一天（WRK-11：一人一天只记一次）。',
    remedyEn: 'Choose another day (WRK-11).',
  },
  'replacement-other-month': {
    zh: '补派日 {day} 不在请假当月，当月的天数会不够。',
    en: 'The replacement date {day} lies in another month: the month’s minimum would be missed.',
    remedyZh: '请在当月选一天；当月确实没有可选的工作日时才可以跨月（LV-2）。',
    remedyEn: 'Choose a day of the same month; another one only when that has no workday left (LV-2).',
  },
  'replacement-outside-programme': {
    zh: '补派日 {day} 不在方案期限内。',
    en: 'The replacement date {day} lies outside the programme.',
    remedyZh: '请在方案期限内选一天。',
    remedyEn: 'Choose a day within the programme.',
  },
})

export type ReplacementFacts = {
  dutyDay: string
  today: string
  period: { from: string; to: string }
  /** Days on which the doctor has another duty or is absent. */
  taken: ReadonlySet<string>
  holidays: HolidayTable
}

const free = (day: string, f: ReplacementFacts): boolean =>
  day > f.today &&
  day !== f.dutyDay &&
  day >= f.period.from &&
  day <= f.period.to &&
  !f.taken.has(day) &&
  isWorkday(day, f.holidays)

/** Days of the duty's month on which it can be made up for, first to last. */
export const replacementDays = (f: ReplacementFacts): string[] =>
  daysOf(monthOf(f.dutyDay)).filter((day) => free(day, f))

/** Why a replacement date cannot be taken; null when it can. */
export function replacementFault(day: string, f: ReplacementFacts) {
  const fault = (code: Parameters<typeof say>[0]) => say(code, { day }, { path: 'body.replacementDay' })
  if (day === f.dutyDay) return fault('replacement-same-day')
  if (day <= f.today) return fault('replacement-past')
  if (day < f.period.from || day > f.period.to) return fault('replacement-outside-programme')
  if (!isWorkday(day, f.holidays)) return fault('replacement-rest-day')
  if (f.taken.has(day)) return fault('replacement-taken')
  if (monthOf(day) !== monthOf(f.dutyDay) && replacementDays(f).length > 0)
    return fault('replacement-other-month')
  return null
}
