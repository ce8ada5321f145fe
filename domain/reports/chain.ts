// A report's way from the body that owes it to the level above, as a table anybody can read (RPT-7, P8, P12): draft,
// submitted, returned with comments, accepted, filed upward. What was accepted is opened again only from above it.
import { addDays } from '../shared/calendar.ts'

export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted', 'filed'] as const
export type ReportState = (typeof REPORT_STATES)[number]
export const REPORT_ACTS = ['submit', 'recall', 'return', 'accept', 'unaccept', 'file'] as const
export type ReportAct = (typeof REPORT_ACTS)[number]

/** Who stands towards a report: the body that owes it, the level it is handed to, and the levels above that one. */
export type Side = 'owner' | 'receiver' | 'above'

/** From a state, what may be done, by whom, and where it leads. */
export const TRANSITIONS: Record<
  ReportState,
  Partial<Record<ReportAct, { to: ReportState; by: readonly Side[] }>>
> = {
  draft: { submit: { to: 'submitted', by: ['owner', 'receiver'] } },
  submitted: {
    recall: { to: 'draft', by: ['owner'] },
    return: { to: 'returned', by: ['receiver'] },
    accept: { to: 'accepted', by: ['receiver'] },
  },
  returned: { submit: { to: 'submitted', by: ['owner', 'receiver'] } },
  // An accepted report is handed in again only for what changed since (MAT-7) or under an exception (P12).
  accepted: {
    submit: { to: 'submitted', by: ['owner', 'receiver'] },
    file: { to: 'filed', by: ['receiver'] },
    unaccept: { to: 'submitted', by: ['above'] },
  },
  filed: {
    submit: { to: 'submitted', by: ['owner', 'receiver'] },
    file: { to: 'filed', by: ['receiver'] },
    unaccept: { to: 'submitted', by: ['above'] },
  },
}

/** A window through a lock: asked for with a reason, granted by another person, over at the end of its last day. */
export type ReportException = { expiresOn: string }

export type ReportStanding = {
  state: ReportState
  /** Who handed the version in that is under review. */
  submittedBy: string | null
  /** The moment (ISO) of the last act. */
  lastAt: string | null
  /** Until when (closed) a returned report may be handed in again, also behind its lock. */
  resubmitBy: string | null
}
export type ReportActor = { accountId: string; side: Side }
export type ReportFacts = {
  today: string
  /** The server's moment (ISO). */
  now: string
  openUntil: string | null
  exceptions: readonly ReportException[]
  /** What it reports changed since it was handed in, so that it is owed anew (MAT-7). */
  owedAnew: boolean
  comments: number
  note: string
}
export type ReportRefusal =
  | 'report-closed'
  | 'report-not-yours'
  | 'report-locked'
  | 'report-same-person'
  | 'report-no-comment'
  | 'report-no-reason'
  | 'report-clock-back'

/** Days a returned report has where the reviewer names none. */
export const RESUBMIT_DAYS = 3

const withinException = ({ exceptions, today }: Pick<ReportFacts, 'exceptions' | 'today'>): boolean =>
  exceptions.some((e) => today <= e.expiresOn)

/** Whether handing in needs an exception now; the last open day itself is open (P10). */
export function isLocked(
  report: Pick<ReportStanding, 'state' | 'resubmitBy'>,
  facts: Pick<ReportFacts, 'today' | 'openUntil' | 'exceptions' | 'owedAnew'>,
): boolean {
  if (withinException(facts)) return false
  if (report.state === 'accepted' || report.state === 'filed') return !facts.owedAnew
  if (report.state === 'returned' && report.resubmitBy && facts.today <= report.resubmitBy) return false
  return facts.openUntil !== null && facts.today > facts.openUntil
}

/** Why an act cannot be done, or null. Server time decides: a clock set back changes nothing (P11). */
export function whyNot(
  report: ReportStanding,
  act: ReportAct,
  actor: ReportActor,
  facts: ReportFacts,
): ReportRefusal | null {
  const way = TRANSITIONS[report.state][act]
  if (!way) return 'report-closed'
  if (!way.by.includes(actor.side)) return 'report-not-yours'
  if (report.lastAt !== null && facts.now < report.lastAt) return 'report-clock-back'
  if (act === 'submit' && isLocked(report, facts)) return 'report-locked'
  // what is recalled behind the lock could not be handed in again
  if (act === 'recall' && facts.openUntil !== null && facts.today > facts.openUntil) return 'report-locked'
  if (act === 'submit' && actor.side === 'receiver' && !facts.note) return 'report-no-reason'
  if (act === 'unaccept' && !facts.note) return 'report-no-reason'
  if (act === 'return' && facts.comments === 0) return 'report-no-comment'
  // P3: nobody accepts what she handed in herself, also in another's place
  if (act === 'accept' && report.submittedBy === actor.accountId) return 'report-same-person'
  return null
}

export type ReportDecision = { ok: true; report: ReportStanding } | { ok: false; why: ReportRefusal }

/** Where an act leads. `resubmitBy` is the day a reviewer gives with a return. */
export function decideReport(
  report: ReportStanding,
  act: ReportAct,
  actor: ReportActor,
  facts: ReportFacts & { resubmitBy?: string | undefined },
): ReportDecision {
  const why = whyNot(report, act, actor, facts)
  if (why) return { ok: false, why }
  const state = TRANSITIONS[report.state][act]?.to ?? report.state
  return {
    ok: true,
    report: {
      state,
      lastAt: facts.now,
      submittedBy: act === 'submit' ? actor.accountId : report.submittedBy,
      resubmitBy: act === 'return' ? (facts.resubmitBy ?? addDays(facts.today, RESUBMIT_DAYS)) : null,
    },
  }
}

/** The acts open to somebody now, for the page to show; the server asks again. */
export function openActs(report: ReportStanding, actor: ReportActor, facts: ReportFacts): ReportAct[] {
  const eased = { ...facts, comments: 1, note: '·' }
  return REPORT_ACTS.filter((act) => whyNot(report, act, actor, eased) === null)
}
