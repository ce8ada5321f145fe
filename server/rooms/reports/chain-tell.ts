// Tells whoever's turn it is after an act on a report; each act once (P5).
import type { Role } from '../../../domain/access/roles.ts'
import type { NoticeKind } from '../../../domain/notices/texts.ts'
import type { ReportAct } from '../../../domain/reports/chain.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import type { Body } from '../../../domain/reports/obligations.ts'
import type { Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { receiverOf } from './bodies.ts'
import type { LoadedReport } from './chain-view.ts'

type Recipient = { role: Role; organisationId: string } | { role: Role; divisionCode: string }

const ROLE_OF = {
  receivingUnit: 'receivingUnit',
  supportingUnit: 'hospital',
  allianceOffice: 'allianceOffice',
} as const

/** The accounts that answer for a body. */
export function ownersOf(body: Body): Recipient[] {
  if (body.level !== 'unit') return [{ role: 'bureau', divisionCode: divisionOf(body.regionId) }]
  return body.reporters.flatMap((r) =>
    r === 'bureau' ? [] : [{ role: ROLE_OF[r], organisationId: body.id }],
  )
}

export function receiversOf(body: Body): Recipient[] {
  const division = receiverOf(body)
  return division ? [{ role: 'bureau', divisionCode: division }] : []
}

type Event = ReportAct | 'submitFor' | 'ask' | 'open' | 'keep'
const KINDS: Partial<Record<Event, { kind: NoticeKind; to: 'owner' | 'receiver' | 'both' }>> = {
  submit: { kind: 'report-submitted', to: 'receiver' },
  // handed in by the receiver itself: whoever owes it hears of it
  submitFor: { kind: 'report-submitted-for', to: 'owner' },
  recall: { kind: 'report-recalled', to: 'receiver' },
  return: { kind: 'report-returned', to: 'owner' },
  accept: { kind: 'report-accepted', to: 'owner' },
  unaccept: { kind: 'report-unaccepted', to: 'both' },
  ask: { kind: 'report-exception-asked', to: 'receiver' },
  open: { kind: 'report-exception-granted', to: 'owner' },
  keep: { kind: 'report-exception-refused', to: 'owner' },
}

/** Tells the other side what happened, in the act's own transaction. */
export async function tellReport(
  { trx, actor, now }: Context,
  { obligation, key, row, acts, exceptions }: LoadedReport,
  event: Event,
  { note, comments }: { note: string; comments: number },
): Promise<void> {
  const told = KINDS[event]
  if (!told || !row) return
  const { body } = obligation
  const recipients =
    told.to === 'owner'
      ? ownersOf(body)
      : told.to === 'receiver'
        ? receiversOf(body)
        : [...ownersOf(body), ...receiversOf(body)]
  await tellNotices(
    trx,
    {
      regionId: key.regionId,
      kind: told.kind,
      params: {
        body: body.name,
        report: `${obligation.name}（${periodLabel(obligation.period)}${obligation.part === 'supplement' ? '补充' : ''}）`,
        note,
        comments,
      },
      event: `report-${event}/${row.id}/${acts.length}.${exceptions.length}`,
      subject: { type: 'report', id: row.id },
      programmeId: key.programmeId,
      recipients,
      by: actor.accountId,
    },
    now,
  )
}
