// What keeps a month from being changed: its publication, a run under way, the programme's period.
import { refuse } from '../../../contract/problems.ts'
import type { Context } from '../../platform/action.ts'
import { checkReach } from '../programme/door.ts'
import { runningIn } from './planning.ts'
import type { Situation } from './situation.ts'
import type { Where } from './store/postings.ts'
import * as store from './store/rosters.ts'

/** SCH-2: a published month is frozen; the refusal says since when and who can help. */
export async function refuseWhenPublished(context: Context, where: Where, month: string): Promise<void> {
  await checkReach(context, where, 'write')
  const roster = await store.lockRoster(context.trx, where, month)
  if (roster?.status !== 'published') return
  const when = roster.published_at
    ? new Date(roster.published_at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    : ''
  throw refuse('month-published', { month, when, who: '卫健局' })
}

/** A run that is under way decides these months; a change by hand beside it would be lost or break its plan. */
export function refuseWhilePlanning(where: Where, month: string): void {
  const busy = runningIn(where)
  if (busy?.months.includes(month)) throw refuse('busy-elsewhere', { month: busy.months.join('、') })
}

export function refuseOutside(s: Situation, day: string): void {
  const { from, to } = s.programme.period
  if (day < from || day > to) throw refuse('outside-programme', { date: day, from, to })
}
