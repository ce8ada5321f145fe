// Once a day: who owes a report soon or late is told, and after some days the level above with it (P7, P22). Each reminder
// goes out once; a server that was off on a day tells what is true now, never what has passed.
import { v7 as uuidv7 } from 'uuid'
import { periodLabel } from '../../../domain/reports/dues.ts'
import type { Obligation } from '../../../domain/reports/obligations.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { allProgrammes } from '../programme/door.ts'
import { receiverOf } from './bodies.ts'
import { ownersOf, receiversOf } from './chain-tell.ts'
import { allOwed } from './obligations.ts'
import { insertReport, type ReportKey, reportByKey } from './store-chain.ts'

/** Days before (positive) and after (negative) the due day on which owners are told; the last one tells the level above too. */
const STEPS = [3, 0, -1, -3] as const
const ESCALATES = -3
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The step a day stands at: the nearest one that has come, none before the first or more than a month after. */
export function stepOf(daysLeft: number): number | null {
  if (daysLeft > STEPS[0] || daysLeft < -31) return null
  return [...STEPS].filter((step) => daysLeft <= step).at(-1) ?? null
}

async function reportIdOf(trx: Trx, key: ReportKey, o: Obligation, now: Date): Promise<string> {
  if (o.reportId) return o.reportId
  const organisationId = o.body.level === 'unit' ? o.body.id : null
  await insertReport(trx, key, { id: uuidv7(), level: o.body.level, organisationId, dueOn: o.dueOn, now })
  // somebody who began it meanwhile gave it its id
  return (await reportByKey(trx, key))?.id ?? ''
}

const keyOf = (programmeId: string, o: Obligation): ReportKey => ({
  regionId: o.body.regionId,
  programmeId,
  packageId: o.packageId,
  period: o.period,
  part: o.part,
  bodyId: o.body.id,
})
const nameOf = (o: Obligation): string =>
  `${o.name}（${periodLabel(o.period)}${o.part === 'supplement' ? '补充' : ''}）`

async function remindOwner(trx: Trx, programmeId: string, o: Obligation, now: Date): Promise<void> {
  const key = keyOf(programmeId, o)
  const id = await reportIdOf(trx, key, o, now)
  await tellNotices(
    trx,
    {
      regionId: key.regionId,
      kind: o.daysLeft >= 0 ? 'report-due' : 'report-overdue',
      params: { body: o.body.name, report: nameOf(o), day: o.dueOn, days: Math.abs(o.daysLeft) },
      event: `report-remind/${id}/${o.dueOn}/${stepOf(o.daysLeft)}`,
      subject: { type: 'report', id },
      programmeId,
      recipients: ownersOf(o.body),
      by: NOBODY,
    },
    now,
  )
}

/** The level above is told once of a package how many are late, not once of each. */
async function escalate(
  trx: Trx,
  programmeId: string,
  late: readonly Obligation[],
  now: Date,
): Promise<void> {
  const groups = Map.groupBy(late, (o) =>
    [receiverOf(o.body), o.packageId, o.period, o.part, o.dueOn].join('/'),
  )
  for (const [group, [first, ...rest]] of groups) {
    if (!first) continue
    await tellNotices(
      trx,
      {
        regionId: first.body.regionId,
        kind: 'report-missing',
        params: { report: nameOf(first), day: first.dueOn, count: rest.length + 1 },
        event: `report-missing/${programmeId}/${group}`,
        subject: { type: 'completeness', id: await reportIdOf(trx, keyOf(programmeId, first), first, now) },
        programmeId,
        recipients: receiversOf(first.body),
        by: NOBODY,
      },
      now,
    )
  }
}

/** Reminds of every programme's reports; answers how many obligations stand at a step. */
export async function remindOfReports(trx: Trx, now: Date): Promise<number> {
  const today = shanghaiDay(now)
  let count = 0
  for (const programme of await allProgrammes(trx)) {
    const { obligations } = await allOwed(trx, { programmeId: programme.id }, today)
    const waiting = obligations.filter(
      (o) =>
        (o.state === 'returned' || o.submittedOn === null) &&
        o.timing !== 'backFilled' &&
        stepOf(o.daysLeft) !== null,
    )
    for (const o of waiting) await remindOwner(trx, programme.id, o, now)
    await escalate(
      trx,
      programme.id,
      waiting.filter((o) => stepOf(o.daysLeft) === ESCALATES),
      now,
    )
    count += waiting.length
  }
  return count
}
