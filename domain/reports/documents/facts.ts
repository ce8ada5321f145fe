// What a document is written from: counts of the ledger, standings of the targets, what is late. The server reads the
// ledger (`Ledger`); everything that can be reckoned from it is reckoned here, once, so that a sentence only prints.
import type { Metric, Reporter } from '../../programme/programme.ts'
import { addMonths, daysBetween, monthOf, monthsBetween } from '../../shared/calendar.ts'
import type { TargetState } from '../targets.ts'

/** Counts of a span of days; what no room records is null, never 0. */
export type Counts = {
  personDays: number
  doctors: number
  unitsServed: number
  duties: number
  due: number
  recorded: number
  missing: number
  toConfirm: number
  consultations: number
  caseDiscussions: number
  teachingRounds: number
  lectures: number
  traineeVisits: number
  specialGroupServices: number
  homeVisits: number
  leaflets: number
  noticeClicks: number
  screenNotices: number
  expensesYuan: number
  leaves: number
  absences: number
}
export type CountName = keyof Counts

export type UnitLedger = {
  id: string
  name: string
  /** The county it lies in; '' when the document is about one county. */
  county: string
  /** Doctors posted to it. */
  posted: number
  personDays: number
  total: number
  duties: number
  missing: number
  nextDuties: number
}
export type HospitalLedger = {
  id: string
  name: string
  doctors: number
  personDays: number
  total: number
  missing: number
}

export type TargetLedger = {
  ruleId: string
  name: string
  metric: Metric
  unit: string
  target: number
  actual: number | null
  pace: number | null
  forecast: number | null
  state: TargetState
  by: string
  arithmetic: string | null
  citation: string
}

/** A package that came late or has not come, and whose it is. */
export type PackageLedger = { name: string; label: string; body: string; state: 'overdue' | 'filedLate' }
/** A typical case that was approved for publication (PUB-5). */
export type CaseQuote = { title: string; text: string; from: string }

export type Ledger = {
  programme: { id: string; name: string; number: string; title: string; from: string; to: string }
  /** The county or city in words, and the body that writes. */
  place: string
  body: { side: Reporter; name: string }
  /** Whether the writer answers for the county: targets, rankings and coverage are the county's. */
  whole: boolean
  period: { key: string; label: string; from: string; to: string }
  /** The last day counted. */
  asOf: string
  span: Counts
  total: Counts
  previous: { label: string; personDays: number } | null
  units: UnitLedger[]
  hospitals: HospitalLedger[]
  targets: TargetLedger[]
  months: { month: string; personDays: number; duties: number }[]
  packages: PackageLedger[]
  next: { month: string; label: string; duties: number } | null
  /** TGT-7: what a doctor owes a month, when the programme says so. */
  minimum: { days: number; citation: string } | null
  feedback: { praise: number; complaints: number; other: number } | null
  cases: CaseQuote[]
  /**
   * SVY-4, PUB-8: how many answered, how many of them judged the service and were satisfied, and knew beforehand that the doctors
   * come; null until a survey was closed.
   */
  survey: { completed: number; judged: number; satisfied: number; askedAware: number; aware: number } | null
}

export type UnitFacts = UnitLedger & {
  rank: number
  /** What the unit would have to reach by the end, and what is left; null where the programme gives no measure. */
  quota: number | null
  gap: number | null
  perMonth: number | null
}
export type TargetFacts = TargetLedger & {
  /** Done as a share of the target. */
  share: number | null
  gap: number | null
  /** How much stands below the straight line today. */
  behind: number | null
  perMonth: number | null
  forecastGap: number | null
}
export type CountyFacts = {
  name: string
  rank: number
  units: number
  covered: number
  personDays: number
  total: number
}

export type DocumentFacts = Omit<Ledger, 'units' | 'targets'> & {
  units: UnitFacts[]
  targets: TargetFacts[]
  counties: CountyFacts[]
  /** Numbers that no table above holds. */
  sums: {
    units: number
    covered: number
    coverage: number | null
    uncovered: number
    idle: number
    unitsMissingCards: number
    late: number
    overdue: number
    monthsLeft: number
    monthsWhole: number
    daysGone: number
    daysWhole: number
    quotaGap: number
    perUnit: number | null
    nextUncovered: number
    /** Person-days above the former span's; negative when there were fewer. */
    change: number | null
    yuanPerDay: number | null
    satisfaction: number | null
    awareness: number | null
  }
  /** How the units' measure was reckoned, as arithmetic a reader can redo; '' without one. */
  quotaArithmetic: string
}

const CUMULATIVE_METRIC: Metric = 'personDays'
const round = (n: number, digits: number): number => Math.round(n * 10 ** digits) / 10 ** digits

/** Competition ranking, 1 2 2 4: equal totals share a place. */
function ranksOf(totals: readonly number[]): number[] {
  return totals.map((total) => totals.filter((other) => other > total).length + 1)
}

type Quota = { of: (unit: UnitLedger) => number | null; arithmetic: string; perUnit: number | null }

/**
 * What each unit would have to reach by the programme's end. A person-day target is shared evenly; without one the
 * monthly minimum of each posted doctor over the programme's months; without either nothing is judged.
 */
function quotaOf(ledger: Ledger, months: number): Quota {
  const target = ledger.targets.find((t) => t.metric === CUMULATIVE_METRIC)
  const count = ledger.units.length
  if (target && count > 0) {
    const each = Math.ceil(target.target / count)
    const base = target.arithmetic ? `${target.arithmetic}；` : ''
    return {
      of: () => each,
      perUnit: each,
      arithmetic: `${base}${target.target} ÷ ${count} = ${round(target.target / count, 1)}，按每家${each}人次测算`,
    }
  }
  const minimum = ledger.minimum
  if (!minimum) return { of: () => null, arithmetic: '', perUnit: null }
  return {
    of: (unit) => Math.max(1, unit.posted) * minimum.days * months,
    perUnit: null,
    arithmetic: `每名派驻医师每月${minimum.days}天 × ${months}个月，未派驻的按1名计`,
  }
}

function targetFacts(target: TargetLedger, asOf: string): TargetFacts {
  const { actual, pace, forecast } = target
  const share = actual === null || target.target <= 0 ? null : round(actual / target.target, 3)
  const gap = actual === null ? null : round(Math.max(0, target.target - actual), 3)
  const left = monthsAfter(asOf, target.by)
  const counted = pace !== null && forecast !== null
  return {
    ...target,
    share,
    gap,
    behind: counted && actual !== null ? round(Math.max(0, pace - actual), 1) : null,
    perMonth: counted && gap !== null && left > 0 ? Math.ceil(gap / left) : null,
    forecastGap: counted ? Math.max(0, target.target - forecast) : null,
  }
}

/** Whole months that begin after a day and end by another. */
function monthsAfter(day: string, last: string): number {
  return Math.max(0, monthsBetween(addMonths(monthOf(day), 1), monthOf(last)).length)
}

function countiesOf(units: readonly UnitLedger[]): CountyFacts[] {
  const groups = Map.groupBy(
    units.filter((unit) => unit.county !== ''),
    (unit) => unit.county,
  )
  const rows = [...groups].map(([name, own]) => ({
    name,
    units: own.length,
    covered: own.filter((u) => u.total > 0).length,
    personDays: own.reduce((n, u) => n + u.personDays, 0),
    total: own.reduce((n, u) => n + u.total, 0),
  }))
  rows.sort((a, b) => b.total - a.total || a.name.localeCompare(b.name))
  const ranks = ranksOf(rows.map((row) => row.total))
  return rows.map((row, i) => ({ ...row, rank: ranks[i] ?? 0 }))
}

/** Reckons all that documents print from what the ledger says. */
export function factsOf(ledger: Ledger): DocumentFacts {
  const { from, to } = ledger.programme
  const monthsWhole = monthsBetween(monthOf(from), monthOf(to)).length
  const monthsLeft = monthsAfter(ledger.asOf, to)
  const quota = quotaOf(ledger, monthsWhole)
  const ordered = [...ledger.units].sort((a, b) => b.total - a.total || b.personDays - a.personDays)
  const ranks = ranksOf(ordered.map((u) => u.total))
  const units = ordered.map((unit, i): UnitFacts => {
    const own = quota.of(unit)
    const gap = own === null ? null : Math.max(0, own - unit.total)
    const perMonth = gap !== null && monthsLeft > 0 ? Math.ceil(gap / monthsLeft) : null
    return { ...unit, rank: ranks[i] ?? 0, quota: own, gap, perMonth }
  })
  const hospitals = [...ledger.hospitals].sort((a, b) => b.total - a.total)
  const covered = units.filter((u) => u.total > 0 || u.posted > 0).length
  const daysWhole = daysBetween(from, to) + 1
  const { span, survey } = ledger
  return {
    ...ledger,
    units,
    hospitals,
    targets: ledger.targets.map((t) => targetFacts(t, ledger.asOf)),
    counties: countiesOf(ledger.units),
    sums: {
      units: units.length,
      covered,
      coverage: units.length > 0 ? round(covered / units.length, 3) : null,
      uncovered: units.length - covered,
      idle: units.filter((u) => u.personDays === 0).length,
      unitsMissingCards: units.filter((u) => u.missing > 0).length,
      late: ledger.packages.filter((p) => p.state === 'filedLate').length,
      overdue: ledger.packages.filter((p) => p.state === 'overdue').length,
      monthsLeft,
      monthsWhole,
      daysGone: Math.min(daysWhole, Math.max(0, daysBetween(from, ledger.asOf) + 1)),
      daysWhole,
      quotaGap: units.reduce((n, u) => n + (u.gap ?? 0), 0),
      perUnit: quota.perUnit,
      nextUncovered: units.filter((u) => u.nextDuties === 0).length,
      change: ledger.previous ? span.personDays - ledger.previous.personDays : null,
      yuanPerDay: span.personDays > 0 ? round(span.expensesYuan / span.personDays, 1) : null,
      satisfaction: survey && survey.judged > 0 ? round(survey.satisfied / survey.judged, 3) : null,
      awareness: survey && survey.askedAware > 0 ? round(survey.aware / survey.askedAware, 3) : null,
    },
    quotaArithmetic: units.length > 0 ? quota.arithmetic : '',
  }
}
