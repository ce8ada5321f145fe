// Asking for leave: against a published duty of one's own, in writing, with the day it is made up for (LV-1, LV-2, LV-4).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/leave.ts'
import { refuse } from '../../../contract/problems.ts'
import { isAfter, type Moment, replacementDays, replacementFault } from '../../../domain/leave/rules.ts'
import { stateAfterConsent } from '../../../domain/leave/transitions.ts'
import { ruleOf } from '../../../domain/programme/programme.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import { action, type Context } from '../../platform/action.ts'
import { type DutyRow, dutyById, publishedDutiesOf } from '../dispatch/door.ts'
import { programmeOn } from '../programme/door.ts'
import { leaveOf, momentOf, momentsFor, replacementGround, ruleFor } from './facts.ts'
import * as store from './store.ts'
import { tellConsenters } from './tell.ts'

/** The published duty, if it is the actor's own or of a doctor of hers. */
async function ownDuty({ trx, actor }: Context, regionId: string, dutyId: string): Promise<DutyRow> {
  const duty = await dutyById(trx, regionId, dutyId)
  const { scope } = actor
  const own =
    duty?.status === 'published' &&
    ((scope.kind === 'practitioner' && scope.practitioner === duty.practitioner_id) ||
      (scope.kind === 'organisations' && scope.organisations.includes(duty.hospital_id)))
  if (!own) throw refuse('not-found', { what: '自己（或本院医师）已公布的值班' })
  return duty
}

const missing = (code: 'leave-hand-over-missing' | 'leave-replacement-missing', path: string) =>
  refuse(code, {}, { place: { path } })

/** Refuses with the problem as it stands. */
const refusal = (fault: Problem) => refuse('invalid-input', { count: 1 }, { problems: [fault] })

/** The medical office that asks for its doctor has agreed by asking; the other body is still to be heard (LV-3). */
async function consentByAsking(
  { trx, now, actor }: Context,
  at: { regionId: string; id: string },
  bureauBy: Moment,
): Promise<void> {
  const row = await store.leaveById(trx, at.regionId, at.id)
  if (!row?.needed.includes('supportingUnit')) return
  const act = { body: 'supportingUnit', inPlace: false, level: null, note: '医务科代为提出' }
  await store.insertAct(
    trx,
    { regionId: at.regionId, id: uuidv7(), leaveId: at.id, act: 'consent', ...act, by: actor.accountId },
    now,
  )
  const leave = leaveOf(row, await store.actsOf(trx, [at.regionId], [at.id]))
  const state = stateAfterConsent(leave, { now: momentOf(now), bureauBy })
  await store.setState(trx, at.regionId, at.id, { state, since: now })
}

export const requestLeave = action(contract.requestLeave, {
  allow: 'leave.request',
  async run(context, { params, body }) {
    const { trx, now, today, actor, happenedAt } = context
    const duty = await ownDuty(context, params.regionId, body.dutyId)
    if (duty.day < today) throw refuse('leave-day-passed', { day: duty.day })
    const { rule, period } = await ruleFor(context, duty)
    if (rule.handOver && !body.handOver) throw missing('leave-hand-over-missing', 'body.handOver')
    const ground = await replacementGround(context, [duty])
    if (body.replacementDay) {
      const fault = replacementFault(body.replacementDay, { ...ground, dutyDay: duty.day, period })
      if (fault) throw refusal(fault)
    } else if (rule.replacementDate && body.kind !== 'sick')
      throw missing('leave-replacement-missing', 'body.replacementDay')
    const moments = momentsFor(duty, rule, ground.holidays)
    if (isAfter(momentOf(now), moments.bureauBy) && !body.exceptionReason)
      throw refuse('leave-late', { ...moments.bureauBy, clause: 'LV-5' })
    const made = await store.insertLeave(
      trx,
      {
        regionId: params.regionId,
        id: params.id,
        programmeId: duty.programme_id,
        dutyId: duty.id,
        practitionerId: duty.practitioner_id,
        hospitalId: duty.hospital_id,
        unitId: duty.unit_id,
        day: duty.day,
        kind: body.kind,
        reason: body.reason,
        replacementDay: body.replacementDay,
        handOver: body.handOver,
        exceptionReason: body.exceptionReason,
        needed: rule.consents,
        bureauByDay: moments.bureauBy.day,
        filingByDay: moments.filingBy.day,
        cutOff: rule.cutOff,
        levels: moments.levels,
        by: actor.accountId,
        happenedAt,
        deviceAt: body.deviceAt ? new Date(body.deviceAt) : null,
      },
      now,
    )
    // told twice by the same phone it is there already; another request for the day is refused
    if (!made && !(await store.leaveById(trx, params.regionId, params.id)))
      throw refuse('leave-asked-already')
    if (made && actor.role === 'hospital') await consentByAsking(context, params, moments.bureauBy)
    if (made) await tellConsenters(context, params)
    context.say({
      zh: `请假 ${duty.day}：${body.reason}`,
      subject: { type: 'leave', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const previewLeave = action(contract.previewLeave, {
  allow: 'leave.request',
  async run(context, { params }) {
    const duty = await ownDuty(context, params.regionId, params.id)
    const { rule, period } = await ruleFor(context, duty)
    const ground = await replacementGround(context, [duty])
    const { bureauBy, filingBy } = momentsFor(duty, rule, ground.holidays)
    return {
      bureauBy,
      filingBy,
      late: isAfter(momentOf(context.now), bureauBy),
      needed: rule.consents,
      replacementDays: replacementDays({ ...ground, dutyDay: duty.day, period }),
      replacementNeeded: rule.replacementDate,
      handOverNeeded: rule.handOver,
      clause: { quote: rule.source.quote ?? '', ids: rule.clauses },
    }
  },
})

/** What the rules say of each of a doctor's own coming duties; nothing for programmes without a leave rule. */
export async function offersOf(context: Context, ahead: number) {
  const { practitionerId } = context.actor
  if (!practitionerId) return []
  const span = { from: context.today, to: addDays(context.today, ahead) }
  const duties = await publishedDutiesOf(context.trx, practitionerId, span)
  // a doctor who serves two counties has absences in each
  const offers = []
  for (const own of Map.groupBy(duties, (duty) => duty.region_id).values()) {
    const ground = await replacementGround(context, own)
    for (const duty of own) {
      const { document } = await programmeOn(context.trx, duty.programme_id, duty.day)
      const rule = ruleOf(document, 'leave')
      if (!rule) continue
      offers.push({
        dutyId: duty.id,
        bureauBy: momentsFor(duty, rule, ground.holidays).bureauBy,
        replacementDays: replacementDays({ ...ground, dutyDay: duty.day, period: document.period }),
        replacementNeeded: rule.replacementDate,
        handOverNeeded: rule.handOver,
        quote: rule.source.quote ?? '',
      })
    }
  }
  return offers
}
