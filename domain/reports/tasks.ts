// The tasks of a programme and what the minimum of its rules asks of each doctor (PLN-7, TGT-2, TGT-5, TGT-7, TGT-9): which
// targets cascade, by what weight, how far they are and what is still needed a month to land. All from the plan's rules.
import { type Metric, type Programme, type Rule, type RuleOf, rulesOf } from '../programme/programme.ts'
import { addMonths, daysBetween } from '../shared/calendar.ts'
import { apportion, type Leaf } from './shares.ts'
import { METRIC_NAMES, occasions } from './targets.ts'

/** What day cards count by doctor and unit; other targets have no facts that a person could be held to. */
const TASK_METRICS = [
  'personDays',
  'lectures',
  'traineeVisits',
  'consultations',
  'specialGroupServices',
  'homeVisits',
  'skillTrainings',
] as const satisfies readonly Metric[]
export type TaskMetric = (typeof TASK_METRICS)[number]
const isTaskMetric = (metric: Metric): metric is TaskMetric =>
  (TASK_METRICS as readonly Metric[]).includes(metric)

export type Task = {
  /** The id of the rule it comes from. */
  id: string
  metric: TaskMetric
  name: { zh: string; en: string }
  unit: string
  from: string
  by: string
  /** The plan's number; null where the minimum of the rules makes it. */
  target: number | null
  /** The plan asks it of every receiving unit: each has all of it (TGT-10). */
  each: boolean
  /** As the plan itself reckons, e.g. 146 × 11 = 1606. */
  arithmetic: string | null
  rule: Rule
}

const monthlyMinimum = (programme: Programme): RuleOf<'minimumDuty'> | undefined =>
  rulesOf(programme, 'minimumDuty').find((r) => r.per === 'month' && r.by !== 'keyDoctor')

const isEach = (rule: RuleOf<'target'>): boolean => /^每(个|家|所)/.test(rule.scope ?? '')

/**
 * The targets that cascade, in the plan's order. A plan that states no number of person-days still asks a minimum of each
 * doctor: that is its task, first in the list.
 */
export function tasksOf(programme: Programme): Task[] {
  const { from, to } = programme.period
  const tasks = rulesOf(programme, 'target').flatMap((rule): Task[] =>
    isTaskMetric(rule.metric)
      ? [
          {
            id: rule.id,
            metric: rule.metric,
            name: METRIC_NAMES[rule.metric],
            unit: rule.unit,
            from,
            by: rule.by,
            target: Math.ceil(rule.atLeast * occasions(rule, programme)),
            each: isEach(rule),
            arithmetic: rule.arithmetic ?? null,
            rule,
          },
        ]
      : [],
  )
  const minimum = monthlyMinimum(programme)
  if (!minimum || tasks.some((t) => t.metric === 'personDays')) return tasks
  const derived: Task = {
    id: minimum.id,
    metric: 'personDays',
    name: METRIC_NAMES.personDays,
    unit: '人次',
    from,
    by: to,
    target: null,
    each: false,
    arithmetic: null,
    rule: minimum,
  }
  return [derived, ...tasks]
}

/** Someone posted; days inclusive. `department` is what a department's minimum is shared in (its specialty). */
export type Posted = {
  regionId: string
  unitId: string
  hospitalId: string
  practitionerId: string
  department: string
  startsOn: string
  endsOn: string
}

/** Months from one to another, both included. */
const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7)) +
  1

function monthsFrom(from: string, by: string): string[] {
  const count = Math.max(0, monthsBetween(from, by))
  return Array.from({ length: count }, (_, i) => addMonths(from.slice(0, 7), i))
}

/** Days a month that the rules ask of each doctor; 1 where a plan has no minimum, as 附件1 counts at least a day a visit. */
const DAYS_WITHOUT_RULE = 1

/**
 * What the minimum asks of each doctor at each unit within a task's time: in every month of her posting so many days, at the
 * unit of that month (the earliest posting where there are two: the minimum is the doctor's, not the unit's). A department's
 * minimum is shared by its doctors at the unit (TGT-9).
 */
export function leavesOf(
  programme: Programme,
  task: Pick<Task, 'from' | 'by'>,
  posted: readonly Posted[],
): Leaf[] {
  const minimum = monthlyMinimum(programme)
  const days = Math.ceil(minimum?.days ?? DAYS_WITHOUT_RULE)
  const ordered = [...posted].sort(
    (a, b) =>
      a.startsOn.localeCompare(b.startsOn) ||
      a.unitId.localeCompare(b.unitId) ||
      a.practitionerId.localeCompare(b.practitionerId),
  )
  const leaves = new Map<string, Leaf>()
  const give = (p: Posted, month: string, weight: number): void => {
    const key = `${p.regionId} ${p.unitId} ${p.hospitalId} ${p.practitionerId}`
    const { regionId, unitId, hospitalId, practitionerId } = p
    const leaf = leaves.get(key) ?? {
      regionId,
      unitId,
      hospitalId,
      practitionerId,
      weight: 0,
      months: 0,
      since: month,
    }
    leaves.set(key, { ...leaf, weight: leaf.weight + weight, months: leaf.months + 1 })
  }
  for (const month of monthsFrom(task.from, task.by)) {
    const here = ordered.filter((p) => p.startsOn.slice(0, 7) <= month && p.endsOn.slice(0, 7) >= month)
    if (minimum?.by === 'department') {
      for (const group of Map.groupBy(here, (p) => `${p.unitId} ${p.hospitalId} ${p.department}`).values()) {
        const split = apportion(
          days,
          group.map(() => 1),
        )
        for (const [i, p] of group.entries()) give(p, month, split[i] ?? 0)
      }
      continue
    }
    const taken = new Set<string>()
    for (const p of here) {
      if (taken.has(p.practitionerId)) continue
      taken.add(p.practitionerId)
      give(p, month, days)
    }
  }
  return [...leaves.values()]
}

/** How the weights of some leaves come about: 24 人 × 10 月 × 1 天 = 240, or the sum where months differ. */
export function weightWords(leaves: readonly Leaf[]): string {
  const total = leaves.reduce((n, l) => n + l.weight, 0)
  const people = new Map<string, { months: number; weight: number }>()
  for (const l of leaves) {
    const known = people.get(l.practitionerId) ?? { months: 0, weight: 0 }
    people.set(l.practitionerId, { months: known.months + l.months, weight: known.weight + l.weight })
  }
  const [first, ...others] = [...people.values()]
  if (!first) return ''
  const alike = others.every((p) => p.months === first.months && p.weight === first.weight)
  const days = first.months > 0 ? first.weight / first.months : 0
  if (alike && Number.isInteger(days)) return `${people.size} 人 × ${first.months} 月 × ${days} 天 = ${total}`
  const months = [...people.values()].reduce((n, p) => n + p.months, 0)
  const each = total / Math.max(1, months)
  return Number.isInteger(each)
    ? `${people.size} 人共 ${months} 人月 × ${each} 天 = ${total}`
    : `${people.size} 人共 ${months} 人月，合计 ${total} 天`
}

/** How a share follows from its weight; what was set by hand says so itself. */
export function shareWords(amount: number, own: number, whole: { amount: number; weight: number }): string {
  if (amount === own && whole.amount === whole.weight) return ''
  return whole.weight > 0 ? `${whole.amount} × ${own} ÷ ${whole.weight} ≈ ${amount}` : ''
}

export type Landing = {
  share: number
  done: number
  /** Where a straight line from the first day to the last stands today. */
  pace: number
  /** Where today's rate leads; null before the first day. */
  forecast: number | null
  state: 'reached' | 'onPace' | 'behind' | 'missed' | 'none'
  remaining: number
  /** Needed in this month and each after it; null when the time is over. */
  perMonth: number | null
}

/** Where a share stands on `today` (TGT-2). Pace and forecast are straight lines over the bearer's own time. */
export function landingOf(
  { share, done }: { share: number; done: number },
  span: { from: string; by: string },
  today: string,
): Landing {
  const whole = Math.max(1, daysBetween(span.from, span.by) + 1)
  const gone = Math.min(whole, Math.max(0, daysBetween(span.from, today) + 1))
  const pace = Math.round(((share * gone) / whole) * 10) / 10
  const forecast = gone === 0 ? null : Math.round((done * whole) / gone)
  const remaining = Math.max(0, share - done)
  const start = today < span.from ? span.from : today
  const months = Math.max(0, monthsBetween(start, span.by))
  const state =
    share === 0
      ? 'none'
      : remaining === 0
        ? 'reached'
        : today > span.by
          ? 'missed'
          : done >= pace
            ? 'onPace'
            : 'behind'
  return {
    share,
    done,
    pace,
    forecast,
    state,
    remaining,
    perMonth: today > span.by ? null : Math.ceil(remaining / Math.max(1, months)),
  }
}
