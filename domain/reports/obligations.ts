// Who owes which package, to whom, and how it stands (RPT-7, P10, P11, N5): each due package becomes one obligation for
// each body that owes it, level by level. A fact is owned once: a county's report comes from the ledger, never from sums of
// its units' reports (P17).
import type { Reporter } from '../programme/programme.ts'
import { addDays, daysBetween } from '../shared/calendar.ts'
import type { ReportState } from './chain.ts'
import type { Due, Part } from './dues.ts'

export const LEVELS = ['unit', 'county', 'city', 'province'] as const
export type Level = (typeof LEVELS)[number]

/** A body that owes reports: an organisation of the programme, or a division's bureau. */
export type Body = {
  /** The organisation's id, or the division's code filled up to six digits. */
  id: string
  name: string
  level: Level
  /** In whose name it owes; empty for a division that only hands on. */
  reporters: readonly Reporter[]
  /** The county, or the division itself, in whose rows its reports stand. */
  regionId: string
}

export type Timing = 'backFilled' | 'upcoming' | 'dueSoon' | 'overdue' | 'locked' | 'onTime' | 'late'

/** What is known of a report that exists. */
export type ReportFact = {
  reportId: string
  packageId: string
  period: string
  part: Part
  bodyId: string
  state: ReportState
  /** The moments (ISO) and days (Shanghai) it was first and last handed in. */
  firstOn: string | null
  lastAt: string | null
}

export type Obligation = Omit<Due, 'changes' | 'reporters' | 'upward'> & {
  body: Body
  /** The report's id once something was done to it. */
  reportId: string | null
  state: ReportState
  timing: Timing
  /** Days until it is due; negative when late. */
  daysLeft: number
  submittedOn: string | null
  /** Asked for again because what it reports changed since (MAT-7). */
  owedAnew: boolean
}

const SOON_DAYS = 7
const rank = (level: Level): number => LEVELS.indexOf(level)
/** The level a body's reports are handed to. */
export const levelAbove = (level: Level): Level | null => LEVELS[rank(level) + 1] ?? null

/** How many steps of `withinDays` a level has after the package's own day; null where the level owes nothing. */
function stepsFor(due: Due, level: Level): number | null {
  const bureauOwes = due.reporters.includes('bureau')
  if (level === 'unit' || (level === 'county' && bureauOwes)) return 0
  // the top takes, it does not owe
  if (!due.upward || rank(level) >= rank(due.upward.to)) return null
  return rank(level) - rank(bureauOwes ? 'county' : 'unit')
}

const owes = (due: Due, body: Body): boolean =>
  body.level === 'unit'
    ? body.reporters.some((r) => due.reporters.includes(r))
    : stepsFor(due, body.level) !== null

/** MAT-7: a change is told again by the bodies it concerns; an office answers for all of its members. */
const concerned = (due: Due, body: Body): boolean =>
  due.changes.length === 0 ||
  body.level !== 'unit' ||
  body.reporters.includes('allianceOffice') ||
  due.changes.some((change) => change.organisations.includes(body.id))

function timingOf(due: LevelDue, submittedOn: string | null, today: string, programmeFrom: string): Timing {
  if (submittedOn) return submittedOn <= due.dueOn ? 'onTime' : 'late'
  if (due.dueOn < programmeFrom) return 'backFilled' // N5: due before the programme was issued
  if (due.openUntil && today > due.openUntil) return 'locked'
  if (due.dueOn < today) return 'overdue'
  return due.daysLeft <= SOON_DAYS ? 'dueSoon' : 'upcoming'
}

/** A due of a level: the same days for each of its bodies, thousands of them in a province. */
type LevelDue = Omit<Due, 'changes' | 'reporters' | 'upward'> & { daysLeft: number }

function dueOfLevel(due: Due, level: Level, today: string): LevelDue {
  const { changes: _changes, reporters: _reporters, upward, ...about } = due
  const days = (stepsFor(due, level) ?? 0) * (upward?.withinDays ?? 0)
  const dueOn = addDays(due.dueOn, days)
  const openUntil = due.openUntil === null ? null : addDays(due.openUntil, days)
  return { ...about, dueOn, openUntil, daysLeft: daysBetween(today, dueOn) }
}

function obligationOf(
  due: Due,
  about: LevelDue,
  { body, reports }: { body: Body; reports: readonly ReportFact[] },
  { today, programmeFrom }: { today: string; programmeFrom: string },
): Obligation {
  const report = reports.find(
    (r) => r.packageId === due.packageId && r.period === due.period && r.part === due.part,
  )
  const lastAt = report?.lastAt ?? null
  // what was handed in before the last change says nothing of that change
  const owedAnew =
    lastAt !== null && report?.state !== 'draft' && due.changes.some((change) => change.at > lastAt)
  // a recalled report was not handed in
  const submittedOn = owedAnew || !report || report.state === 'draft' ? null : report.firstOn
  return {
    ...about,
    body,
    reportId: report?.reportId ?? null,
    state: report?.state ?? 'draft',
    timing: timingOf(about, submittedOn, today, programmeFrom),
    submittedOn,
    owedAnew,
  }
}

const NONE: readonly ReportFact[] = []
/** By due day, then package; days and ids are plain ASCII, which compares much faster than words do. */
const inOrder = (a: Obligation, b: Obligation): number => {
  const [x, y] = a.dueOn === b.dueOn ? [a.packageId, b.packageId] : [a.dueOn, b.dueOn]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Every obligation of the bodies with its state on `today`, by due day. */
export function obligationsOf(
  dues: readonly Due[],
  bodies: readonly Body[],
  reports: readonly ReportFact[],
  on: { today: string; programmeFrom: string },
): Obligation[] {
  const byBody = Map.groupBy(reports, (r) => r.bodyId)
  return dues
    .flatMap((due) => {
      const levels = new Map(LEVELS.map((level) => [level, dueOfLevel(due, level, on.today)]))
      return bodies
        .filter((body) => owes(due, body) && concerned(due, body))
        .map((body) => {
          const about = levels.get(body.level) ?? dueOfLevel(due, body.level, on.today)
          return obligationOf(due, about, { body, reports: byBody.get(body.id) ?? NONE }, on)
        })
    })
    .sort(inOrder)
}

/** Completeness and timeliness of one package of one period, as the level above counts them. */
export type Completeness = {
  owed: number
  submitted: number
  onTime: number
  accepted: number
  returned: number
  missing: string[]
}

/** Counts obligations of one package and period; shares are of what is owed. */
export function completenessOf(obligations: readonly Obligation[]): Completeness {
  const handedIn = obligations.filter((o) => o.submittedOn !== null)
  return {
    owed: obligations.length,
    submitted: handedIn.length,
    onTime: handedIn.filter((o) => o.timing === 'onTime').length,
    accepted: handedIn.filter((o) => o.state === 'accepted' || o.state === 'filed').length,
    returned: handedIn.filter((o) => o.state === 'returned').length,
    missing: obligations.filter((o) => o.submittedOn === null).map((o) => o.body.name),
  }
}
