// visits actions: the evidence of each duty weighed for readers, and a person settling what contradicts (SCH-3).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-presence.ts'
import { daysOf, lastDayOf } from '../../../domain/shared/calendar.ts'
import { standsAbsent } from '../../../domain/visits/no-show.ts'
import type { PresenceMark } from '../../../domain/visits/presence.ts'
import { type Action, action } from '../../platform/action.ts'
import { markableDuty } from './presence-mark.ts'
import { recordPresence } from './presence-record.ts'
import { presenceSettingsActions } from './presence-settings.ts'
import * as marks from './presence-store.ts'
import { evidenceOf, workKey } from './presence-weighed.ts'
import { witnessPresence } from './presence-witness.ts'
import { getSiteCode } from './site-codes.ts'
import * as store from './store.ts'
import { dutiesBetween } from './store-duties.ts'

/** What the unit said, among all that was said. */
const wordOf = ({ id, kind, at }: PresenceMark) =>
  kind === 'present' || kind === 'absent' ? [{ id, at, verdict: kind }] : []

const MOST_DUTIES = 5000
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
