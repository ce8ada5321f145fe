// Telling the bodies of a leave whose turn it is and how it ended; nobody is told "granted" before it is (P5).
import type { Role } from '../../../domain/access/roles.ts'
import type { NoticeKind, NoticeParams } from '../../../domain/notices/texts.ts'
import type { Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { type LeaveRow, leaveById } from './store.ts'

type Recipient = { role: Role; organisationId: string } | { role: Role; divisionCode: string }
type Told = { kind: NoticeKind; params: NoticeParams; event: string; recipients: readonly Recipient[] }

const hospitalOf = (row: LeaveRow): Recipient => ({ role: 'hospital', organisationId: row.hospital_id })
const unitOf = (row: LeaveRow): Recipient => ({ role: 'receivingUnit', organisationId: row.unit_id })
const bureauOf = (row: LeaveRow): Recipient => ({ role: 'bureau', divisionCode: row.region_id })

const tell = ({ trx, actor, now }: Context, row: LeaveRow, told: Told): Promise<void> =>
  tellNotices(
    trx,
    {
      regionId: row.region_id,
      ...told,
      params: { doctor: row.practitioner, day: row.day, unit: row.unit, ...told.params },
      subject: { type: 'leave', id: row.id },
      programmeId: row.programme_id,
      by: actor.accountId,
    },
    now,
  )

export async function tellConsenters(
  context: Context,
  { regionId, id }: { regionId: string; id: string },
): Promise<void> {
  const row = await leaveById(context.trx, regionId, id)
  if (!row) return
  if (row.state !== 'consenting') return tellStanding(context, row, row.state)
  const recipients = row.needed.flatMap((body) =>
    body === 'supportingUnit' && context.actor.role !== 'hospital'
      ? [hospitalOf(row)]
      : body === 'receivingUnit'
        ? [unitOf(row)]
        : [],
  )
  await tell(context, row, {
    kind: 'leave-asked',
    params: { by: `${row.bureau_by_day} ${row.cut_off}` },
    event: `leave-asked/${row.id}`,
    recipients,
  })
}

const OUTCOMES: Record<string, string> = {
  granted: '已准假',
  refused: '未同意',
  withdrawn: '已撤回',
  revoked: '已撤销准假',
}

/** What follows from an act for those who did not do it. */
export async function tellStanding(context: Context, row: LeaveRow, state: string): Promise<void> {
  if (state === 'deciding' || state === 'exception')
    return tell(context, row, {
      kind: 'leave-at-bureau',
      params: { late: state === 'exception' ? '（已过最晚时间，须先批准例外）' : '' },
      event: `leave-${state}/${row.id}`,
      recipients: [bureauOf(row)],
    })
  const outcome = OUTCOMES[state]
  if (!outcome) return
  return tell(context, row, {
    kind: 'leave-settled',
    params: { outcome },
    event: `leave-${state}/${row.id}`,
    recipients: [hospitalOf(row), unitOf(row), bureauOf(row)],
  })
}
