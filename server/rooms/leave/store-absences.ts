// leave store: what was said and decided about absences without leave.
import type { Db, Trx } from '../../platform/database.ts'

export async function caseActs(db: Db | Trx, regions: readonly string[], duties: readonly string[]) {
  if (duties.length === 0) return []
  return db
    .selectFrom('absence_case_acts as c')
    .innerJoin('accounts as a', 'a.id', 'c.by')
    .select(['c.duty_id', 'c.act', 'c.decision', 'c.words', 'c.at', 'a.name as actor'])
    .where('c.region_id', 'in', regions)
    .where('c.duty_id', 'in', duties)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute()
}
export type CaseAct = Awaited<ReturnType<typeof caseActs>>[number]

type Duty = {
  region_id: string
  id: string
  programme_id: string
  practitioner_id: string
  hospital_id: string
  unit_id: string
}
type Said = { id: string; act: 'reply' | 'decision'; decision: string | null; words: string; by: string }

/** Adds an act; answers false when it is there already, or the case is decided. */
export async function addCaseAct(trx: Trx, duty: Duty, said: Said, now: Date): Promise<boolean> {
  const row = await trx
    .insertInto('absence_case_acts')
    .values({
      region_id: duty.region_id,
      id: said.id,
      programme_id: duty.programme_id,
      duty_id: duty.id,
      practitioner_id: duty.practitioner_id,
      hospital_id: duty.hospital_id,
      unit_id: duty.unit_id,
      act: said.act,
      decision: said.decision,
      words: said.words,
      by: said.by,
      at: now,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Leaves of the duties that were asked for and not granted: evidence too. */
export async function ungrantedLeaves(db: Db | Trx, regions: readonly string[], duties: readonly string[]) {
  if (duties.length === 0) return []
  return db
    .selectFrom('leaves as l')
    .innerJoin('accounts as a', 'a.id', 'l.requested_by')
    .select(['l.duty_id', 'l.state', 'l.reason', 'l.requested_at', 'a.name as requester'])
    .where('l.region_id', 'in', regions)
    .where('l.duty_id', 'in', duties)
    .orderBy('l.requested_at')
    .execute()
}
