// MAT-7: every change of staff makes a new version of the staffing schedule (附件2), rows as they stood.
import type { Context } from '../../platform/action.ts'
import * as store from './store/postings.ts'

/** Writes the version; answers its number. */
export async function recordScheduleVersion(
  context: Pick<Context, 'trx' | 'now' | 'actor'>,
  where: store.Where,
  reason: string,
): Promise<number> {
  const rows = (await store.postingsOf(context.trx, where)).map((p) => ({
    unit: p.unit,
    need: p.need_text,
    hospital: p.hospital,
    practitionerId: p.practitioner_id,
    practitioner: p.practitioner,
    specialty: p.specialty_text,
    title: p.title_text,
  }))
  return store.addScheduleVersion(context.trx, where, {
    reason,
    rows,
    now: context.now,
    by: context.actor.accountId,
  })
}
