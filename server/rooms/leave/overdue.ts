// Once a day: leaves on which nobody acted for longer than the rules bear are told to those who may act in their place (P7).
import { holdersOfLeave } from '../../../domain/leave/transitions.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { bodyWords, isOverdue, leaveOf } from './facts.ts'
import * as store from './store.ts'

/** Tells the bureau of each, once for each step it waits at; answers how many wait. */
export async function tellOverdueLeaves(trx: Trx, now: Date): Promise<number> {
  const waiting = (await store.waitingLeaves(trx, shanghaiDay(now))).filter((row) => isOverdue(row, now))
  const acts = await store.actsOf(
    trx,
    [...new Set(waiting.map((row) => row.region_id))],
    waiting.map((row) => row.id),
  )
  for (const row of waiting) {
    const holders = holdersOfLeave(leaveOf(row, acts))
    await tellNotices(
      trx,
      {
        regionId: row.region_id,
        kind: 'leave-waiting',
        params: {
          doctor: row.practitioner,
          day: row.day,
          unit: row.unit,
          who: bodyWords(holders),
        },
        event: `leave-waiting/${row.id}/${row.since.toISOString()}`,
        subject: { type: 'leave', id: row.id },
        programmeId: row.programme_id,
        recipients: [{ role: 'bureau', divisionCode: row.region_id }],
        by: row.requested_by,
      },
      now,
    )
  }
  return waiting.length
}
