// The evidence of a duty as it is weighed, for pages and for rooms that ask what contradicts (SCH-3).
import {
  evidenceKey,
  PRESENCE_KINDS,
  type PresenceMark,
  weighPresence,
} from '../../../domain/visits/presence.ts'
import { CODE_VERDICTS } from '../../../domain/visits/site-code.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database.ts'
import * as marks from './presence-store.ts'
import { cardsBetween } from './store.ts'
import { dutiesBetween } from './store-duties.ts'

const oneOf = <T extends string>(known: readonly T[], value: string | null): T | null =>
  known.find((one) => one === value) ?? null

function markOf(row: marks.MarkRow): PresenceMark & { by: string } {
  return {
    id: row.id,
    kind: oneOf(PRESENCE_KINDS, row.kind) ?? 'arrival',
    at: row.happened_at.toISOString(),
    by: row.by,
    madeUp: row.made_up,
    saidAt: row.said_at?.toISOString() ?? null,
    reason: row.reason,
    code: oneOf(CODE_VERDICTS, row.code_verdict),
    position: oneOf(['near', 'far', 'unclear'] as const, row.position_verdict),
  }
}

/** All that is known of a duty, weighed, and the name of just this knowledge. */
export function evidenceOf(day: string, rows: readonly marks.MarkRow[], worked: boolean) {
  const own = rows.map(markOf)
  const weighed = weighPresence({ day, published: true }, own, {
    worked,
    dayOf: (iso) => shanghaiDay(new Date(iso)),
  })
  return { marks: own, ...weighed, evidence: evidenceKey(own, worked, weighed.contradictions) }
}

export const workKey = (one: { practitioner_id: string | null; day: string | null }): string =>
  `${one.practitioner_id} ${one.day}`

const MOST = 5_000
export type Contradiction = { dutyId: string; unitId: string | null; practitionerId: string | null }

/** Duties of a programme whose evidence contradicts itself and that nobody settled since. */
export async function contradictionsBetween(
  trx: Trx,
  { from, to, programmeId }: { from: string; to: string; programmeId: string },
): Promise<Contradiction[]> {
  const span = { from, to }
  const byDuty = Map.groupBy(await marks.marksBetween(trx, span), (row) => row.duty_id)
  if (byDuty.size === 0) return []
  const duties = await dutiesBetween(trx, span, MOST)
  const worked = new Set((await cardsBetween(trx, span, MOST)).map(workKey))
  const settled = new Map(
    (await marks.settlementsBetween(trx, span)).map((row) => [row.duty_id, row.evidence]),
  )
  return duties.flatMap((d) => {
    const rows = d.id ? byDuty.get(d.id) : undefined
    if (!rows || !d.id || !d.day || d.programme_id !== programmeId) return []
    const known = evidenceOf(d.day, rows, worked.has(workKey(d)))
    if (known.contradictions.length === 0 || settled.get(d.id) === known.evidence) return []
    return [{ dutyId: d.id, unitId: d.unit_id, practitionerId: d.practitioner_id }]
  })
}
