// visits actions: the evidence of each duty weighed for readers, and a person settling what contradicts (SCH-3).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-presence.ts'
import { daysOf, lastDayOf } from '../../../domain/shared/calendar.ts'
import { standsAbsent } from '../../../domain/visits/no-show.ts'
import {
  evidenceKey,
  PRESENCE_KINDS,
  type PresenceMark,
  weighPresence,
} from '../../../domain/visits/presence.ts'
import { CODE_VERDICTS } from '../../../domain/visits/site-code.ts'
import { type Action, action } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { markableDuty } from './presence-mark.ts'
import { recordPresence } from './presence-record.ts'
import { presenceSettingsActions } from './presence-settings.ts'
import * as marks from './presence-store.ts'
import { witnessPresence } from './presence-witness.ts'
import { getSiteCode } from './site-codes.ts'
import * as store from './store.ts'
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

/** What the unit said, among all that was said. */
const wordOf = ({ id, kind, at }: PresenceMark) =>
  kind === 'present' || kind === 'absent' ? [{ id, at, verdict: kind }] : []

/** All that is known of a duty, weighed, and the name of just this knowledge. */
function evidenceOf(day: string, rows: readonly marks.MarkRow[], worked: boolean) {
  const own = rows.map(markOf)
  const weighed = weighPresence({ day, published: true }, own, {
    worked,
    dayOf: (iso) => shanghaiDay(new Date(iso)),
  })
  return { marks: own, ...weighed, evidence: evidenceKey(own, worked, weighed.contradictions) }
}

const MOST_DUTIES = 5000
const workKey = (one: { practitioner_id: string | null; day: string | null }): string =>
  `${one.practitioner_id} ${one.day}`

const listPresence = action(contract.listPresence, {
  allow: 'dayCard.read',
  async run({ trx, today }, { query }) {
    const last = lastDayOf(query.month)
    const span = { from: daysOf(query.month)[0] ?? last, to: last < today ? last : today }
    if (span.from > span.to) return { items: [] }
    const duties = await dutiesBetween(trx, span, MOST_DUTIES)
    const byDuty = Map.groupBy(await marks.marksBetween(trx, span), (row) => row.duty_id)
    const worked = new Set((await store.cardsBetween(trx, span, MOST_DUTIES)).map(workKey))
    const found = new Map((await marks.settlementsBetween(trx, span)).map((row) => [row.duty_id, row]))
    return {
      items: duties.flatMap((d) => {
        if (!d.region_id || !d.id || !d.day || !d.practitioner_id) return []
        if (d.programme_id !== query.programmeId) return []
        const known = evidenceOf(d.day, byDuty.get(d.id) ?? [], worked.has(workKey(d)))
        const settled = found.get(d.id)
        return [
          {
            regionId: d.region_id,
            dutyId: d.id,
            day: d.day,
            unit: d.unit,
            practitioner: d.practitioner,
            practitionerId: d.practitioner_id,
            hospital: d.hospital,
            absent: standsAbsent(known.marks.flatMap(wordOf)),
            ...known,
            settlement: settled
              ? {
                  note: settled.note,
                  by: settled.by,
                  at: settled.settled_at.toISOString(),
                  open: settled.evidence !== known.evidence,
                }
              : null,
          },
        ]
      }),
    }
  },
})

const settlePresence = action(contract.settlePresence, {
  allow: 'presence.settle',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const duty = await markableDuty(context, { ...params, dutyId: body.dutyId })
    const span = { from: duty.day, to: duty.day }
    const rows = await marks.marksBetween(trx, { ...span, dutyId: duty.id })
    const cards = await store.cardsBetween(trx, span, MOST_DUTIES)
    const known = evidenceOf(duty.day, rows, cards.map(workKey).includes(workKey(duty)))
    // whoever settles has seen all there is
    if (known.evidence !== body.evidence) throw refuse('changed-meanwhile', { what: '这一天的到岗佐证' })
    if (known.contradictions.length === 0)
      throw refuse('invalid-value', { path: 'dutyId', why: '没有需要核实的矛盾' })
    await marks.addSettlement(
      trx,
      {
        regionId: duty.region_id,
        id: params.id,
        duty,
        evidence: known.evidence,
        note: body.note,
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: `核实 ${duty.day} 到岗矛盾（${known.contradictions.map(({ zh }) => zh).join('；')}）：${body.note}`,
      subject: { type: 'duty', id: duty.id },
      regionId: duty.region_id,
    })
    return undefined
  },
})

export const presenceActions: Action[] = [
  recordPresence,
  witnessPresence,
  listPresence,
  settlePresence,
  getSiteCode,
  ...presenceSettingsActions,
]
