// The reporting calendar: which package is due when, and why (RPT-1…RPT-6, PLN-5). Pure over programme and filings.
import type { Role } from '../access/roles.ts'
import {
  citation,
  type Period,
  type Programme,
  type Reporter,
  type RuleOf,
  rulesOf,
} from '../programme/programme.ts'
import { addDays, addMonths, daysBetween, lastDayOf, monthOf, monthsBetween } from '../shared/calendar.ts'

export type TaskState = 'overdue' | 'dueSoon' | 'upcoming' | 'filed' | 'filedLate' | 'backFilled'
export type Filing = { packageId: string; period: string; filedOn: string; filedAt: string }
/** A published day that changed: its month, the day (Shanghai) and the moment (ISO) of the change. */
export type RosterChange = { month: string; on: string; at: string }

export type Task = {
  packageId: string
  name: string
  /** 'YYYY-MM', 'YYYY-Qn' or 'YYYY': what the package reports about. */
  period: string
  dueOn: string
  state: TaskState
  /** Days until it is due; negative when late. */
  daysLeft: number
  forms: string[]
  narratives: string[]
  reporters: Reporter[]
  recipient: string
  citation: string
  clauses: string[]
  filedOn: string | null
}

type Occurrence = { period: string; dueOn: string }
const SOON_DAYS = 7

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

function monthlyOccurrences(rule: RuleOf<'report'>, day: number, programme: Programme): Occurrence[] {
  // A previous month's package still falls due after the programme's last month.
  const months = monthsBetween(monthOf(rule.from), addMonths(monthOf(programme.period.to), 1))
  return months.flatMap((month) => occurrencesIn(month, dayIn(month, day), rule.period))
}

/** MAT-7: once a month with changes, so many days after the last of them. */
function changeOccurrences(withinDays: number, changes: readonly RosterChange[]): Occurrence[] {
  const months = Map.groupBy(changes, (change) => change.month)
  return [...months].map(([period, own]) => {
    const last =
      own
        .map((change) => change.on)
        .sort()
        .at(-1) ?? ''
    return { period, dueOn: addDays(last, withinDays) }
  })
}

function occurrencesOf(
  rule: RuleOf<'report'>,
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
  return monthlyOccurrences(rule, rule.due.day, programme).filter(
    (o) => o.dueOn >= rule.from && inside(o.period),
  )
}

function stateOf(dueOn: string, filedOn: string | null, today: string, programmeFrom: string): TaskState {
  if (filedOn) return filedOn <= dueOn ? 'filed' : 'filedLate'
  if (dueOn < programmeFrom) return 'backFilled' // N5: due before the programme was issued
  if (dueOn < today) return 'overdue'
  return daysBetween(today, dueOn) <= SOON_DAYS ? 'dueSoon' : 'upcoming'
}

/** Every package and plan of a programme with its state on `today`, by due day. */
export function tasksOf(
  programme: Programme,
  filings: readonly Filing[],
  today: string,
  changes: readonly RosterChange[] = [],
): Task[] {
  // what was filed before the last change of its month says nothing of that change
  const filingOf = (rule: { id: string; period?: Period }, period: string): Filing | undefined =>
    filings.find(
      (f) =>
        f.packageId === rule.id &&
        f.period === period &&
        (rule.period !== 'onChange' || !changes.some((c) => c.month === period && c.at > f.filedAt)),
    )
  const reports = rulesOf(programme, 'report').flatMap((rule) =>
    occurrencesOf(rule, programme, changes).map((o) => ({
      rule,
      ...o,
      forms: rule.forms as string[],
      narratives: rule.narratives,
    })),
  )
  const plans = rulesOf(programme, 'planFiling').map((rule) => ({
    rule,
    period: String(programme.year),
    dueOn: rule.due,
    forms: [] as string[],
    narratives: [rule.name],
  }))
  return [...reports, ...plans]
    .map(({ rule, period, dueOn, forms, narratives }) => {
      const filed = filingOf(rule.kind === 'report' ? rule : { id: rule.id }, period)?.filedOn ?? null
      return {
        packageId: rule.id,
        name: rule.name,
        period,
        dueOn,
        state: stateOf(dueOn, filed, today, programme.period.from),
        daysLeft: daysBetween(today, dueOn),
        forms,
        narratives,
        reporters: rule.reporters,
        recipient: rule.recipient,
        citation: citation(programme, rule),
        clauses: rule.clauses,
        filedOn: filed,
      }
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.packageId.localeCompare(b.packageId))
}

const OWES: Partial<Record<Role, readonly Reporter[]>> = {
  allianceOffice: ['allianceOffice', 'supportingUnit', 'receivingUnit'],
  hospital: ['supportingUnit'],
  receivingUnit: ['receivingUnit'],
}

/** Whether a task is the role's to see and file: its own; the bureau and the inspector see whatever is owed to the county. */
export function concernsRole(role: Role, task: Pick<Task, 'reporters'>): boolean {
  if (role === 'bureau' || role === 'inspector') return true
  return task.reporters.some((r) => OWES[role]?.includes(r) ?? false)
}

/** 2024年5月, 2024年第2季度, 2024年. */
export function periodLabel(period: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(period)
  if (quarter) return `${quarter[1]}年第${quarter[2]}季度`
  const month = /^(\d{4})-(\d{2})$/.exec(period)
  return month ? `${month[1]}年${Number(month[2])}月` : `${period}年`
}
