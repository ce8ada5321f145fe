// A leave as pages read it: where it stands, whose turn it is, what the reader may do, and how it came there.
import type { LeaveView } from '../../../contract/leave.ts'
import { isAfter } from '../../../domain/leave/rules.ts'
import { decide, holdersOfLeave, LEAVE_ACTS, type Leave } from '../../../domain/leave/transitions.ts'
import type { Context } from '../../platform/action.ts'
import { bodiesOf, bureauByOf, isOverdue, leaveOf, momentOf } from './facts.ts'
import type { ActRow, LeaveRow } from './store.ts'

/** The next level a granted leave is filed to: city before province (LV-6). */
export const nextLevel = (row: LeaveRow, { filed }: Pick<Leave, 'filed'>): string | undefined =>
  row.levels.find((level) => !filed.includes(level))

function mayDo(context: Context, row: LeaveRow, leave: Leave, delegated: ReadonlySet<string>) {
  const level = nextLevel(row, leave)
  const at = {
    now: momentOf(context.now),
    bureauBy: bureauByOf(row),
    ...(level ? { level } : {}),
  }
  const { accountId, practitionerId } = context.actor
  return bodiesOf(context, row, delegated).flatMap(({ body, inPlace }) =>
    LEAVE_ACTS.filter((act) => decide(leave, act, { accountId, practitionerId, body }, at).ok)
      // in another body's place one consents or refuses, no more
      .filter((act) => !inPlace || act === 'consent' || act === 'refuse')
      .map((act) => ({ act, body, inPlace })),
  )
}

export function leaveView(
  context: Context,
  row: LeaveRow,
  { acts, delegated }: { acts: readonly ActRow[]; delegated: ReadonlySet<string> },
): LeaveView {
  const leave = leaveOf(row, acts)
  const own = acts.filter((act) => act.leave_id === row.id)
  const filingBy = { day: row.filing_by_day, time: row.cut_off }
  const bureauBy = bureauByOf(row)
  return {
    regionId: row.region_id,
    id: row.id,
    programmeId: row.programme_id,
    dutyId: row.duty_id,
    day: row.day,
    kind: row.kind === 'sick' ? 'sick' : 'planned',
    practitioner: {
      id: row.practitioner_id,
      name: row.practitioner,
      title: row.title_text,
      specialty: row.specialty_text,
    },
    hospital: { id: row.hospital_id, name: row.hospital },
    unit: { id: row.unit_id, name: row.unit },
    reason: row.reason,
    replacementDay: row.replacement_day,
    handOver: row.hand_over,
    exceptionReason: row.exception_reason,
    state: leave.state,
    holders: holdersOfLeave(leave),
    since: row.since.toISOString(),
    bureauBy,
    filingBy,
    late:
      leave.state === 'exception' ||
      leave.approvedBy !== null ||
      (leave.state === 'consenting' && isAfter(momentOf(context.now), bureauBy)),
    overdue: isOverdue(row, context.now),
    levels: row.levels.map((level) => {
      const filed = own.find((act) => act.act === 'file' && act.level === level)
      return {
        level,
        filedAt: filed?.at.toISOString() ?? null,
        inTime: filed ? !isAfter(momentOf(filed.at), filingBy) : null,
      }
    }),
    mayDo: mayDo(context, row, leave, delegated),
    acts: own.map((act) => ({
      act: act.act,
      body: act.body,
      inPlace: act.in_place,
      level: act.level,
      note: act.note,
      by: act.actor,
      at: act.at.toISOString(),
    })),
    requestedBy: row.requester,
    requestedAt: row.requested_at.toISOString(),
  }
}
