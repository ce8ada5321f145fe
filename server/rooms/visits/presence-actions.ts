// visits actions: coming and going by the doctor, witnessing by the unit, and the evidence weighed for readers.
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-presence.ts'
import { daysOf, lastDayOf } from '../../../domain/shared/calendar.ts'
import { greatCircleKm } from '../../../domain/shared/distance.ts'
import { PRESENCE_KINDS, type PresenceMark, weighPresence } from '../../../domain/visits/presence.ts'
import { type Action, action } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { keepMark, markableDuty } from './presence-mark.ts'
import * as marks from './presence-store.ts'
import { witnessPresence } from './presence-witness.ts'
import * as store from './store.ts'

const recordPresence = action(contract.recordPresence, {
  allow: 'dayCard.write',
  async run(context, { params, body }) {
    const duty = await markableDuty(context, { ...params, dutyId: body.dutyId })
    // a forgotten entry may be made up by others, who say why
    if (context.actor.practitionerId !== duty.practitioner_id && body.reason === '')
      throw refuse(
        'invalid-value',
        { path: 'reason', why: '代为补报须写明原因' },
        { place: { path: 'body.reason' } },
      )
    await keepMark(context, duty, { ...params, ...body })
    context.say({
      zh: `${body.kind === 'arrival' ? '报到' : '离岗'} ${duty.day}${body.reason ? `（${body.reason}）` : ''}`,
      subject: { type: 'duty', id: body.dutyId },
      regionId: params.regionId,
    })
    return undefined
  },
})

const kindOf = (kind: string): PresenceMark['kind'] =>
  PRESENCE_KINDS.find((known) => known === kind) ?? 'arrival'

function markOf(row: marks.MarkRow): PresenceMark {
  const { longitude, latitude, unit_longitude, unit_latitude } = row
  const known = longitude !== null && latitude !== null && unit_longitude !== null && unit_latitude !== null
  return {
    kind: kindOf(row.kind),
    at: row.happened_at.toISOString(),
    kilometres: known ? greatCircleKm([longitude, latitude], [unit_longitude, unit_latitude]) : null,
    accuracyMetres: row.accuracy_metres,
    reason: row.reason,
  }
}

const listPresence = action(contract.listPresence, {
  allow: 'dayCard.read',
  async run({ trx, today }, { query }) {
    const last = lastDayOf(query.month)
    const span = { from: daysOf(query.month)[0] ?? last, to: last < today ? last : today }
    if (span.from > span.to) return { items: [] }
    const duties = (await store.dutiesBetween(trx, span)).filter((d) => d.programme_id === query.programmeId)
    const byDuty = Map.groupBy(await marks.marksBetween(trx, span), (row) => row.duty_id)
    const worked = new Set(
      (await store.cardsBetween(trx, span)).map((card) => `${card.practitioner_id} ${card.day}`),
    )
    return {
      items: duties.flatMap((d) => {
        if (!d.region_id || !d.id || !d.day) return []
        const own = (byDuty.get(d.id) ?? []).map(markOf)
        const evidence = weighPresence({ day: d.day, published: true }, own, {
          worked: worked.has(`${d.practitioner_id} ${d.day}`),
          dayOf: (iso) => shanghaiDay(new Date(iso)),
        })
        return [
          {
            regionId: d.region_id,
            dutyId: d.id,
            day: d.day,
            unit: d.unit,
            practitioner: d.practitioner,
            hospital: d.hospital,
            absent: own.some(({ kind }) => kind === 'absent'),
            ...evidence,
          },
        ]
      }),
    }
  },
})

export const presenceActions: Action[] = [recordPresence, witnessPresence, listPresence]
