// What the rooms above may ask of reports.
import type { Trx } from '../../platform/database.ts'
import { allOwed } from './obligations.ts'

/** The bodies of a programme with a report overdue on a day, each as often as it has one. */
export async function overdueReportsOf(trx: Trx, programmeId: string, today: string): Promise<string[]> {
  const { obligations } = await allOwed(trx, { programmeId }, today)
  return obligations
    .filter((o) => o.submittedOn === null && (o.timing === 'overdue' || o.timing === 'locked'))
    .map((o) => o.body.id)
}
