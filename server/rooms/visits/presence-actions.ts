// visits actions: coming and going by the doctor, witnessing by the unit, and the evidence weighed for readers.
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-presence.ts'
import { daysOf, lastDayOf } from '../../../domain/shared/calendar.ts'
import { greatCircleKm } from '../../../domain/shared/distance.ts'
import { PRESENCE_KINDS, type PresenceMark, weighPresence } from '../../../domain/visits/presence.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { dutyById } from '../dispatch/door.ts'
import * as marks from './presence-store.ts'
import * as store from './store.ts'

type Given = {
  regionId: string
  id: string
  dutyId: string
  kind: string
  reason: string
  deviceAt: string | null
}

async function publishedDuty({ trx }: Context, regionId: string, dutyId: string) {
  const duty = await dutyById(trx, regionId, dutyId)
  if (duty?.status !== 'published') throw refuse('not-found', { what: '已公布的值班' })
  return duty
}

/** Writes a mark on a duty the actor sees; row-level security refuses what lies outside. */
async function addMark(
  context: Context,
  given: Given,
  position: marks.PresenceWrite['position'],
): Promise<{ day: string }> {
  const duty = await publishedDuty(context, given.regionId, given.dutyId)
  await marks.addMark(
    context.trx,
    {
      regionId: given.regionId,
      id: given.id,
      programmeId: duty.programme_id,
      dutyId: duty.id,
      unitId: duty.unit_id,
      hospitalId: duty.hospital_id,
      practitionerId: duty.practitioner_id,
      day: duty.day,
      kind: given.kind,
      position,
      reason: given.reason,
      deviceAt: given.deviceAt ? new Date(given.deviceAt) : null,
      by: context.actor.accountId,
    },
    context.now,
  )
  return { day: duty.day }
}

const recordPresence = action(contract.recordPresence, {
  allow: 'dayCard.write',
  async run(context, { params, body }) {
    const duty = await publishedDuty(context, params.regionId, body.dutyId)
    if (duty.day > context.today)
      throw refuse(
        'invalid-value',
        { path: 'dutyId', why: `${duty.day} 还没有到` },
        { place: { path: 'body.dutyId' } },
      )
    // a forgotten entry may be made up by others, who say why
    if (context.actor.practitionerId !== duty.practitioner_id && body.reason === '')
      throw refuse(
        'invalid-value',
        { path: 'reason', why: '代为补报须写明原因' },
        { place: { path: 'body.reason' } },
      )
    const { day } = await addMark(context, { ...params, ...body }, body.position)
    context.say({
      zh: `${body.kind === 'arrival' ? '报到' : '离岗'} ${day}${body.reason ? `（${body.reason}）` : ''}`,
      subject: { type: 'duty', id: body.dutyId },
      regionId: params.regionId,
    })
    return undefined
  },
})

const witnessPresence = action(contract.witnessPresence, {
  allow: 'dayCard.confirm',
  async run(context, { params, body }) {
    const duty = await publishedDuty(context, params.regionId, body.dutyId)
    if (duty.day > context.today)
      throw refuse(
        'invalid-value',
        { path: 'dutyId', why: `${duty.day} 还没有到` },
        { place: { path: 'body.dutyId' } },
      )
    const { day } = await addMark(context, { ...params, ...body, kind: body.verdict }, null)
    // SUP-8: the hospital and the bureau see it at once, in their own lists
    context.say({
      zh:
        body.verdict === 'present'
          ? `受援单位确认到岗 ${day}`
          : `受援单位报告未到岗 ${day}${body.reason ? `：${body.reason}` : ''}`,
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
    at: row.made_at.toISOString(),
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
