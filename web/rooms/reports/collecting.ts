// What a level collects: its obligations by package and period, counted as completeness and timeliness.
import type { ObligationView } from '../../../contract/reports-chain.ts'
import { isOpen } from './obligation-standing.ts'

export type Collecting = {
  key: string
  name: string
  packageId: string
  period: string
  periodLabel: string
  part: 'main' | 'supplement'
  dueOn: string
  daysLeft: number
  items: ObligationView[]
  owed: number
  handedIn: number
  onTime: number
  accepted: number
  toReview: number
  missing: ObligationView[]
}

/** One entry for each package and period of one level, newest due day first. */
export function collectingOf(
  items: readonly ObligationView[],
  level: ObligationView['body']['level'],
): Collecting[] {
  const own = items.filter((o) => o.side !== 'owner' && o.body.level === level)
  return [...Map.groupBy(own, (o) => `${o.programmeId}/${o.packageId}/${o.period}/${o.part}`)]
    .flatMap(([key, group]) => {
      const [first] = group
      if (!first) return []
      const handedIn = group.filter((o) => o.submittedOn !== null)
      return [
        {
          key,
          name: first.name,
          packageId: first.packageId,
          period: first.period,
          periodLabel: first.periodLabel,
          part: first.part,
          dueOn: first.dueOn,
          daysLeft: first.daysLeft,
          items: group,
          owed: group.length,
          handedIn: handedIn.length,
          onTime: handedIn.filter((o) => o.timing === 'onTime').length,
          accepted: group.filter((o) => o.state === 'accepted' || o.state === 'filed').length,
          toReview: group.filter((o) => o.state === 'submitted').length,
          missing: group.filter((o) => isOpen(o)),
        },
      ]
    })
    .sort((a, b) => b.dueOn.localeCompare(a.dueOn) || a.name.localeCompare(b.name))
}
