// leave actions: absences without leave. The case follows from the unit's report; it is heard, then decided (LV-8).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/leave-absences.ts'
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import {
  ABSENCE_DECISION_NAMES,
  ABSENCE_DECISIONS,
  caseState,
  mayDecide,
  replyUntil,
} from '../../../domain/leave/absence-case.ts'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { marksOfDuties, type NoShow, noShowsBetween } from '../visits/door.ts'
import * as store from './store-absences.ts'

const MARK_WORDS: Record<string, string> = {
  arrival: '医师报到',
  departure: '医师离岗',
  present: '受援单位确认到岗',
  absent: '受援单位报告未到岗',
}

async function casesOf(context: Context, noShows: readonly NoShow[]): Promise<contract.AbsenceCase[]> {
  const { trx, today, actor } = context
  const regions = [...new Set(noShows.map((one) => one.region_id))]
  const duties = noShows.map((one) => one.id)
  const acts = await store.caseActs(trx, regions, duties)
  const marks = await marksOfDuties(trx, regions, duties)
  const leaves = await store.ungrantedLeaves(trx, regions, duties)
  return noShows.map((one) => {
    const own = acts.filter((act) => act.duty_id === one.id)
    const state = caseState(own)
    const reportedOn = shanghaiDay(one.reportedAt)
    const evidence = [
      ...marks
        .filter((mark) => mark.duty_id === one.id)
        .map((mark) => ({
          at: mark.happened_at.toISOString(),
          what: `${MARK_WORDS[mark.kind] ?? mark.kind}${mark.made_up ? '（补记）' : ''}`,
          by: mark.by,
          note: mark.reason,
        })),
      ...leaves
        .filter((leave) => leave.duty_id === one.id)
        .map((leave) => ({
          at: leave.requested_at.toISOString(),
          what: '提出过请假，未获准',
          by: leave.requester,
          note: leave.reason,
        })),
    ]
    return {
      regionId: one.region_id,
      dutyId: one.id,
      day: one.day,
      practitioner: { id: one.practitioner_id, name: one.practitioner },
      hospital: one.hospital,
      unit: one.unit,
      state,
      replyUntil: replyUntil(reportedOn),
      mayReply: may(actor.role, 'absence.reply') && state !== 'decided',
      mayDecide: may(actor.role, 'absence.decide') && mayDecide(state, reportedOn, today),
      evidence: evidence.sort((a, b) => a.at.localeCompare(b.at)),
      acts: own.map((act) => ({
        act: act.act === 'decision' ? 'decision' : 'reply',
        decision: ABSENCE_DECISIONS.find((known) => known === act.decision) ?? null,
        words: act.words,
        by: act.actor,
        at: act.at.toISOString(),
      })),
    }
  })
}

const listAbsenceCases = action(contract.listAbsenceCases, {
  allow: 'leave.read',
  async run(context, { query }) {
    const span = { from: `${query.month}-01`, to: lastDayOf(query.month) }
    const noShows = await noShowsBetween(context.trx, { ...span, programmeId: query.programmeId })
    return { items: await casesOf(context, noShows) }
  },
})

/** The no-show of a duty as it stands; refuses when the unit has not reported one, or has taken it back. */
async function standing(context: Context, regionId: string, dutyId: string) {
  const [noShow] = await noShowsBetween(context.trx, { regionId, dutyId })
  const [one] = noShow ? await casesOf(context, [noShow]) : []
  if (!noShow || !one) throw refuse('not-found', { what: '未到岗的报告' })
  return { noShow, one }
}

const replyToAbsence = action(contract.replyToAbsence, {
  allow: 'absence.reply',
  async run(context, { params, body }) {
    const { noShow, one } = await standing(context, params.regionId, params.id)
    if (one.state === 'decided') throw refuse('absence-decided')
    await store.addCaseAct(
      context.trx,
      noShow,
      { id: params.replyId, act: 'reply', decision: null, words: body.words, by: context.actor.accountId },
      context.now,
    )
    context.say({
      zh: `脱岗情况说明 ${noShow.practitioner} ${noShow.day}`,
      subject: { type: 'duty', id: noShow.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const decideAbsence = action(contract.decideAbsence, {
  allow: 'absence.decide',
  async run(context, { params, body }) {
    const { noShow, one } = await standing(context, params.regionId, params.id)
    if (one.state === 'decided') throw refuse('absence-decided')
    if (!one.mayDecide) throw refuse('absence-unheard', { until: one.replyUntil })
    const { accountId } = context.actor
    const said = {
      id: uuidv7(),
      act: 'decision' as const,
      decision: body.decision,
      words: body.words,
      by: accountId,
    }
    if (!(await store.addCaseAct(context.trx, noShow, said, context.now))) throw refuse('absence-decided')
    const outcome = ABSENCE_DECISION_NAMES[body.decision].zh
    await tellNotices(
      context.trx,
      {
        regionId: params.regionId,
        kind: 'absence-decided',
        params: { doctor: noShow.practitioner, day: noShow.day, unit: noShow.unit, outcome },
        event: `absence-decided/${noShow.id}`,
        subject: { type: 'duty', id: noShow.id },
        programmeId: noShow.programme_id,
        recipients: [
          { role: 'hospital', organisationId: noShow.hospital_id },
          { role: 'receivingUnit', organisationId: noShow.unit_id },
        ],
        by: accountId,
      },
      context.now,
    )
    context.say({
      zh: `脱岗处理意见 ${noShow.practitioner} ${noShow.day}：${outcome}`,
      subject: { type: 'duty', id: noShow.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const absenceActions: Action[] = [listAbsenceCases, replyToAbsence, decideAbsence]
