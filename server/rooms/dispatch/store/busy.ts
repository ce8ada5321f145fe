// dispatch store: the days on which doctors are already away, in whatever county or programme.
import type { Db, Trx } from '../../../platform/database.ts'

/** Days per doctor in these months, leaving out the duties named (those being planned anew). */
export async function busyDays(
  db: Db | Trx,
  practitionerIds: readonly string[],
  months: readonly string[],
  except: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (practitionerIds.length === 0 || months.length === 0) return found
  const rows = await db
    .selectFrom('practitioner_days')
    .select(['practitioner_id', 'day', 'duty_id'])
    .where('practitioner_id', 'in', [...practitionerIds])
    .where('day', '>=', `${[...months].sort()[0]}-01`)
    .execute()
  const skip = new Set(except)
  for (const row of rows) {
    if (skip.has(row.duty_id)) continue
    const days = found.get(row.practitioner_id) ?? []
    if (!days.includes(row.day)) days.push(row.day)
    found.set(row.practitioner_id, days)
  }
  return found
}
