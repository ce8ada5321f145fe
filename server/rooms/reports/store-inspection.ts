// reports store: the audit sentences about some reports, for a reviewer.
import type { Db, Trx } from '../../platform/database.ts'

export async function auditOf(db: Db | Trx, regionId: string, reportIds: readonly string[]) {
  if (reportIds.length === 0) return []
  return db
    .selectFrom('audit_events')
    .select(['at', 'account_name', 'role', 'sentence', 'subject_id'])
    .where('region_id', '=', regionId)
    .where('subject_type', '=', 'report')
    .where('subject_id', 'in', [...reportIds])
    .orderBy('at')
    .orderBy('id')
    .limit(20_000)
    .execute()
}
