// The calendar of duties: which package falls due when, and why (RPT-1 to RPT-6, PLN-5). Pure over the programme, the
// holiday table and the changes of the roster; who owes what and how it stands is in obligations.ts.
import {
  citation,
  type OnHoliday,
  type Period,
  type Programme,
  type Reporter,
  type RuleOf,
  rulesOf,
  type Upward,
} from '../programme/programme.ts'
import {
  addDays,
  addMonths,
  type HolidayTable,
  isWorkday,
  lastDayOf,
  monthOf,
  monthsBetween,
} from '../shared/calendar.ts'

/** A supplement reports the days after the main package was handed in (RPT-2). */
export const PARTS = ['main', 'supplement'] as const
export type Part = (typeof PARTS)[number]
/** A published day that changed: its month, the moment (ISO), its day (Shanghai) and the organisations it concerns. */
export type RosterChange = { month: string; on: string; at: string; organisations: readonly string[] }

export type Due = {
  packageId: string
  name: string
  /** 'YYYY-MM', 'YYYY-Qn' or 'YYYY': what the package reports about. */
  period: string
  part: Part
  dueOn: string
  /** The last day on which it can be handed in without an exception; null where nothing locks it. */
  openUntil: string | null
  forms: string[]
  narratives: string[]
  reporters: Reporter[]
  recipient: string
  upward: Upward | null
  citation: string
  clauses: string[]
  /** Changes that ask for it, where it is asked for by changes (MAT-7). */
  changes: readonly RosterChange[]
}

/** Where a plan names no day: so long after the due day it locks, and corrections need an exception (P9, P12). */
export const LOCK_AFTER_DAYS = 10

type Occurrence = { period: string; dueOn: string; part?: Part; changes?: readonly RosterChange[] }
type ReportRule = RuleOf<'report'>

/** The day of a month, or its last when the month is shorter: the 31st of April is the 30th. */
function dayIn(month: string, day: number): string {
  const last = lastDayOf(month)
  return Number(last.slice(8)) < day ? last : `${month}-${String(day).padStart(2, '0')}`
}

const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
/** RPT-5: a quarter's package falls due in the month after the quarter. */
const startsQuarter = (month: string): boolean => ['01', '04', '07', '10'].includes(month.slice(5))

/** What falls due in a month, on its day `dueOn`. */
function occurrencesIn(month: string, dueOn: string, period: Period): Occurrence[] {
  switch (period) {
    case 'previousMonth':
      return [{ period: addMonths(month, -1), dueOn }]
    case 'quarter':
      return startsQuarter(month) ? [{ period: quarterOf(addMonths(month, -1)), dueOn }] : []
    case 'currentMonth':
    case 'firstMonth':
      return [{ period: month, dueOn }]
    case 'year':
    case 'once':
      return [{ period: month.slice(0, 4), dueOn }]
    case 'onChange':
      return []
  }
}

/** RPT-2: what came after the day of the report is handed in on a day of the next month. */
const withSupplement = (rule: ReportRule, main: Occurrence): Occurrence[] => {
  if (rule.period !== 'currentMonth' || !rule.supplementDay) return [main]
  const dueOn = dayIn(addMonths(main.period, 1), rule.supplementDay)
  return [main, { period: main.period, dueOn, part: 'supplement' }]
}

function monthlyOccurrences(rule: ReportRule, day: number, programme: Programme): Occurrence[] {
  // A previous month's package still falls due after the programme's last month.
  const months = monthsBetween(monthOf(rule.from), addMonths(monthOf(programme.period.to), 1))
  return months.flatMap((month) => occurrencesIn(month, dayIn(month, day), rule.period))
}

/** MAT-7: once a month with changes, so many days after the last of them. */
function changeOccurrences(withinDays: number, changes: readonly RosterChange[]): Occurrence[] {
  return [...Map.groupBy(changes, (change) => change.month)].map(([period, own]) => {
    const last = own.reduce((latest, change) => (change.on > latest ? change.on : latest), '')
    return { period, dueOn: addDays(last, withinDays), changes: own }
  })
}

function occurrencesOf(
  rule: ReportRule,
  programme: Programme,
  changes: readonly RosterChange[],
): Occurrence[] {
  if ('withinDays' in rule.due) return changeOccurrences(rule.due.withinDays, changes)
  const { from, to } = programme.period
  if ('date' in rule.due) {
    const period = rule.period === 'firstMonth' ? monthOf(rule.due.date) : rule.due.date.slice(0, 4)
    return [{ period, dueOn: rule.due.date }]
  }
  const inside = (period: string): boolean =>
    period.length !== 7 || period.includes('Q') || (period >= monthOf(from) && period <= monthOf(to))
  return monthlyOccurrences(rule, rule.due.day, programme)
    .filter((o) => o.dueOn >= rule.from && inside(o.period))
    .flatMap((o) => withSupplement(rule, o))
}

/** A day, or the workday before or after it. @throws UnknownHolidayYear in a year whose holidays nobody entered */
export function workdayFor(day: string, onHoliday: OnHoliday, holidays: HolidayTable): string {
  if (onHoliday === 'keep') return day
  let found = day
  while (!isWorkday(found, holidays)) found = addDays(found, onHoliday === 'after' ? 1 : -1)
  return found
}

/** The outer limit a plan names is the last open day; else so many days after the due day. */
function openUntil(rule: ReportRule, dueOn: string): string {
  const outer = 'date' in rule.due ? rule.due.lastOn : undefined
  return outer ?? addDays(dueOn, rule.lockAfterDays ?? LOCK_AFTER_DAYS)
}

/** Every package and plan of a programme with its due day, by due day. */
export function duesOf(
  programme: Programme,
  holidays: HolidayTable,
  changes: readonly RosterChange[] = [],
): Due[] {
  const reports = rulesOf(programme, 'report').flatMap((rule) =>
    occurrencesOf(rule, programme, changes).map((o): Due => {
      const dueOn = workdayFor(o.dueOn, rule.onHoliday ?? 'keep', holidays)
      return {
        packageId: rule.id,
        name: rule.name,
        period: o.period,
        part: o.part ?? 'main',
        dueOn,
        openUntil: rule.period === 'onChange' ? null : openUntil(rule, dueOn),
        forms: rule.forms.filter((form) => form !== 'narrative'),
        narratives: o.part === 'supplement' ? [] : rule.narratives,
        reporters: rule.reporters,
        recipient: rule.recipient,
        upward: rule.upward ?? null,
        citation: citation(programme, rule),
        clauses: rule.clauses,
        changes: o.changes ?? [],
      }
    }),
  )
  const plans = rulesOf(programme, 'planFiling').map(
    (rule): Due => ({
      packageId: rule.id,
      name: rule.name,
      period: String(programme.year),
      part: 'main',
      dueOn: rule.due,
      openUntil: addDays(rule.due, LOCK_AFTER_DAYS),
      forms: [],
      narratives: [rule.name],
      reporters: rule.reporters,
      recipient: rule.recipient,
      upward: rule.upward ?? null,
      citation: citation(programme, rule),
      clauses: rule.clauses,
      changes: [],
    }),
  )
  return [...reports, ...plans].sort(
    (a, b) => a.dueOn.localeCompare(b.dueOn) || a.packageId.localeCompare(b.packageId),
  )
}

/** The days a period covers, both included; null where it is no calendar period. */
export function spanOf(period: string): { from: string; to: string } | null {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) {
    const first = (Number(quarter[2]) - 1) * 3 + 1
    const month = (n: number): string => `${quarter[1]}-${String(n).padStart(2, '0')}`
    return { from: `${month(first)}-01`, to: lastDayOf(month(first + 2)) }
  }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return { from: `${period}-01`, to: lastDayOf(period) }
  return /^\d{4}$/.test(period) ? { from: `${period}-01-01`, to: `${period}-12-31` } : null
}

/** 2024年5月, 2024年第2季度, 2024年. */
export function periodLabel(period: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(period)
  if (quarter) return `${quarter[1]}年第${quarter[2]}季度`
  const month = /^(\d{4})-(\d{2})$/.exec(period)
  return month ? `${month[1]}年${Number(month[2])}月` : `${period}年`
}
