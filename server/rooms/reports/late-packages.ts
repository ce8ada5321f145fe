// Which packages came late or are overdue in a span of days, for the documents that say so (RPT-11).
import type { PackageLedger } from '../../../domain/reports/documents/facts.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import type { Timing } from '../../../domain/reports/obligations.ts'
import type { Context } from '../../platform/action.ts'
import { owedIn } from './obligations.ts'

const STATES: Partial<Record<Timing, PackageLedger['state']>> = {
  overdue: 'overdue',
  locked: 'overdue',
  late: 'filedLate',
}

/** An organisation's own, or those of every body the reader answers for. */
export async function latePackages(
  context: Context,
  programmeId: string,
  writer: { organisationId: string | null; whole: boolean; under: string },
  days: { from: string; asOf: string },
): Promise<PackageLedger[]> {
  const county = writer.under.length === 6 ? { regionId: writer.under } : {}
  const { seen } = await owedIn(context, { programmeId, ...county }, days.asOf)
  return seen
    .filter(({ obligation: o }) => o.dueOn >= days.from && o.dueOn <= days.asOf)
    .filter(({ obligation: o }) => writer.whole || o.body.id === writer.organisationId)
    .flatMap(({ obligation: o }) => {
      const state = STATES[o.timing]
      return state ? [{ name: o.name, label: periodLabel(o.period), body: o.body.name, state }] : []
    })
}
