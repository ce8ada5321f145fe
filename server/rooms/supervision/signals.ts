// What the other rooms know of units and doctors that makes a look worth while: facts counted, never an opinion (SUP-2, SUP-8).
import type { RuleOf } from '../../../domain/programme/programme.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import type { Signals } from '../../../domain/supervision/picks.ts'
import type { Trx } from '../../platform/database.ts'
import { overdueReportsOf } from '../reports/door.ts'
import { contradictionsBetween, noShowsBetween } from '../visits/door.ts'
import { lastLookedAt } from './store-checks.ts'
import { overdueIssuesByBody } from './store-issues.ts'
import { complaintsByUnit } from './store-leads.ts'

export type SignalsOf = (id: string) => Signals

const count = <T>(items: readonly T[], key: (item: T) => string | null): Map<string, number> => {
  const found = new Map<string, number>()
  for (const item of items) {
    const of = key(item)
    if (of) found.set(of, (found.get(of) ?? 0) + 1)
  }
  return found
}

/** What is known of each unit and each doctor of a programme, by id. */
export async function signalsOf(
  trx: Trx,
  programmeId: string,
  terms: RuleOf<'oversight'>,
  today: string,
): Promise<SignalsOf> {
  const from = addDays(today, -terms.riskDays)
  const span = { from, to: today, programmeId }
  const noShows = await noShowsBetween(trx, span)
  const contradictions = await contradictionsBetween(trx, span)
  const reports = await overdueReportsOf(trx, programmeId, today)
  const [complaints, issues] = [
    await complaintsByUnit(trx, programmeId, from),
    await overdueIssuesByBody(trx, programmeId, today),
  ]
  const looked = await lastLookedAt(trx, programmeId)
  const oldest = addDays(today, -terms.uncheckedDays)
  const tables = {
    noShow: [count(noShows, (one) => one.unit_id), count(noShows, (one) => one.practitioner_id)],
    contradiction: [
      count(contradictions, (one) => one.unitId),
      count(contradictions, (one) => one.practitionerId),
    ],
    overdueReport: [count(reports, (one) => one)],
    complaint: [complaints],
    overdueIssue: [issues],
  }
  return (id) => {
    const signals: Signals = {}
    for (const [name, maps] of Object.entries(tables) as [keyof typeof tables, Map<string, number>[]][]) {
      const n = maps.reduce((sum, map) => sum + (map.get(id) ?? 0), 0)
      if (n) signals[name] = n
    }
    if ((looked.get(id) ?? '') < oldest) signals.unchecked = 1
    return signals
  }
}
