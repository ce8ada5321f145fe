// Carrying out a change of a month with the repair that was chosen for it: absence and roster in one piece (SCH-2, LV-4).
import { v7 as uuidv7 } from 'uuid'
import type { Change } from '../../../contract/dispatch-repair.ts'
import { refuse } from '../../../contract/problems.ts'
import type { Context } from '../../platform/action.ts'
import { checkReach } from '../programme/door.ts'
import { refuseWhilePlanning } from './frozen.ts'
import { monthsOfChange, repairSituation, type Struck } from './repair.ts'
import { saveRepair, type Taken } from './save-repair.ts'
import * as absences from './store/absences.ts'
import type { Where } from './store/postings.ts'
import * as rosters from './store/rosters.ts'

export async function struckBy(context: Context, where: Where, change: Change): Promise<Struck> {
  await checkReach(context, where, 'write')
  if (change.from > change.to)
    throw refuse(
      'invalid-value',
      { path: 'to', why: '结束日期早于开始日期' },
      { place: { path: 'body.change.to' } },
    )
  return repairSituation(context, where, change)
}

/** @throws Refused `changed-meanwhile` when the roster is another than the repair was found for, and what a repair refuses */
export async function applyChange(
  context: Context,
  where: Where,
  taken: Taken & { stamp: string },
): Promise<{ moved: number; absenceId: string | null }> {
  const { change } = taken
  for (const month of monthsOfChange(change)) {
    refuseWhilePlanning(where, month)
    await rosters.lockRoster(context.trx, where, month)
  }
  const struck = await struckBy(context, where, change)
  if (struck.stamp !== taken.stamp) throw refuse('changed-meanwhile', { what: '排班' })
  const moved = await saveRepair(context, struck, taken)
  if (change.kind === 'calendar') return { moved, absenceId: null }
  const absenceId = uuidv7()
  await absences.insertAbsence(
    context.trx,
    {
      regionId: where.regionId,
      id: absenceId,
      kind: change.kind,
      practitionerId: change.kind === 'closure' ? null : change.practitionerId,
      unitId: change.kind === 'closure' ? change.unitId : null,
      from: change.from,
      to: change.to,
      reason: change.reason,
      by: context.actor.accountId,
    },
    context.now,
  )
  return { moved, absenceId }
}
