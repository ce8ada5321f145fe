// dispatch actions: the month's roster, moving and locking duties, publishing (SCH-1, SCH-2).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/dispatch.ts'
import { refuse } from '../../../contract/problems.ts'
import { checkDuty } from '../../../domain/dispatch/check-plan.ts'
import { matchScore } from '../../../domain/people/specialties.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { checkReach } from '../programme/door.ts'
import { refuseOutside, refuseWhenPublished, refuseWhilePlanning } from './frozen.ts'
import { dutyView, rosterView } from './roster-view.ts'
import { needsOf, problemOf, readSituation, type Situation } from './situation.ts'
import * as store from './store/rosters.ts'

const LIMIT_SECONDS = 1

const getRoster = action(contract.getRoster, {
  allow: 'roster.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const situation = await readSituation(context.trx, params, [params.month])
    return rosterView(
      seenBy(context.actor, situation),
      params.month,
      await store.rosterOf(context.trx, params, params.month),
    )
  },
})

/** Who plans and who inspects sees everybody who may be sent; others see the people of the rows they see. */
function seenBy(actor: Actor, s: Situation): Situation {
  if (actor.scope.kind === 'division' || actor.role === 'allianceOffice') return s
  const seen = new Set([...s.duties, ...s.postings].map((row) => row.practitioner_id))
  return { ...s, practitioners: s.practitioners.filter((p) => seen.has(p.id)) }
}

type Placement = {
  unitId: string
  practitionerId: string
  day: string
  half: 'day' | 'am' | 'pm'
  mismatchReason: string | undefined
}

/** Checks one placement against every hard rule, beside the other duties of the month. */
async function checkPlacement(
  context: Context,
  s: Situation,
  place: Placement,
  except: string | null,
): Promise<string | null> {
  const problem = await problemOf(context.trx, s, { keepPostings: false, timeLimitSeconds: LIMIT_SECONDS })
  const others = s.duties
    .filter((d) => d.id !== except)
    .map((d) => ({ doctor: d.practitioner_id, unit: d.unit_id, date: d.day }))
  const broken = checkDuty(problem, others, {
    doctor: place.practitionerId,
    unit: place.unitId,
    date: place.day,
  })
  if (broken.length) {
    const details = broken.map((b) => refuse('rule-broken', { why: `${b.text}（${b.clause}）` }).problem)
    throw refuse(
      'rule-broken',
      { why: broken.map((b) => `${b.text}（${b.clause}）`).join('；') },
      { problems: details },
    )
  }
  if (await store.busyOn(context.trx, place, except))
    throw refuse('rule-broken', { why: '该医师当天已在别处值班（WRK-11）' })
  return mismatchReason(s, place)
}

/** MAT-4: a doctor whose specialty has nothing to do with the need goes only with a reason. */
function mismatchReason(s: Situation, place: Placement): string | null {
  const doctor = s.practitioners.find((p) => p.id === place.practitionerId)
  const needs = needsOf(s, place.unitId)
  const code = doctor?.specialty_code
  if (!doctor || needs.length === 0 || (code && needs.some((n) => matchScore(n.specialtyCode, code) > 0)))
    return null
  const known = s.postings.find(
    (p) => p.practitioner_id === doctor.id && p.unit_id === place.unitId,
  )?.mismatch_reason
  const reason = place.mismatchReason || known
  const need =
    s.postings.find((p) => p.unit_id === place.unitId)?.need_text ??
    s.demands.find((d) => d.unit_id === place.unitId)?.specialty_text ??
    ''
  if (!reason)
    throw refuse('mismatch-needs-reason', { doctor: doctor.name, have: doctor.specialty_text, need })
  return reason
}

const namesOf = (s: Situation): Map<string, string> => new Map(s.practitioners.map((p) => [p.id, p.name]))

const addDuty = action(contract.addDuty, {
  allow: 'roster.plan',
  async run(context, { params, body }) {
    const month = monthOf(body.day)
    await refuseWhenPublished(context, params, month)
    refuseWhilePlanning(params, month)
    const s = await readSituation(context.trx, params, [month])
    refuseOutside(s, body.day)
    const reason = await checkPlacement(context, s, { ...body, mismatchReason: body.mismatchReason }, null)
    const doctor = s.practitioners.find((p) => p.id === body.practitionerId)
    if (!doctor) throw refuse('not-found', { what: '医师' })
    const id = uuidv7()
    await store.ensureRoster(context.trx, params, month, {
      programmeVersion: s.programmeVersion,
      now: context.now,
    })
    await store.insertDuties(
      context.trx,
      [
        {
          ...params,
          ...body,
          id,
          month,
          hospitalId: doctor.organisation_id,
          homeVisitHalf: null,
          locked: true,
          mismatchReason: reason,
          reasons: [{ code: 'manual', text: `${context.actor.name} 手工安排`, cost: 0 }],
          alternatives: [],
        },
      ],
      context.now,
    )
    context.say({
      zh: `手工安排 ${doctor.name} ${body.day}`,
      subject: { type: 'duty', id },
      regionId: params.regionId,
    })
    const row = await store.dutyById(context.trx, params.regionId, id)
    if (!row) throw refuse('not-found', { what: '值班' })
    return dutyView(row, namesOf(s))
  },
})

async function draftDuty(context: Context, regionId: string, id: string): Promise<store.DutyRow> {
  const duty = await store.dutyById(context.trx, regionId, id)
  if (!duty) throw refuse('not-found', { what: '值班' })
  const where = { regionId, programmeId: duty.programme_id }
  await refuseWhenPublished(context, where, duty.month)
  refuseWhilePlanning(where, duty.month)
  // Read again under the month's lock: somebody may have moved it while this act was waiting.
  const now = await store.dutyById(context.trx, regionId, id)
  if (!now) throw refuse('not-found', { what: '值班' })
  return now
}

const moveDuty = action(contract.moveDuty, {
  allow: 'roster.plan',
  async run(context, { params, body }) {
    const duty = await draftDuty(context, params.regionId, params.id)
    const where = { regionId: params.regionId, programmeId: duty.programme_id }
    const s = await readSituation(context.trx, where, [duty.month])
    const day = body.day ?? duty.day
    if (monthOf(day) !== duty.month) throw refuse('rule-broken', { why: `只能在 ${duty.month} 之内移动` })
    refuseOutside(s, day)
    const practitionerId = body.practitionerId ?? duty.practitioner_id
    const half = body.half ?? (duty.half === 'am' || duty.half === 'pm' ? duty.half : 'day')
    const moved = day !== duty.day || practitionerId !== duty.practitioner_id || half !== duty.half
    const reason = moved
      ? await checkPlacement(
          context,
          s,
          { unitId: duty.unit_id, practitionerId, day, half, mismatchReason: body.mismatchReason },
          duty.id,
        )
      : (body.mismatchReason ?? duty.mismatch_reason)
    const hospitalId =
      s.practitioners.find((p) => p.id === practitionerId)?.organisation_id ?? duty.hospital_id
    await store.deleteDuties(context.trx, params.regionId, [duty.id])
    const homeVisitHalf =
      duty.home_visit_half === 'am' || duty.home_visit_half === 'pm' ? duty.home_visit_half : null
    const reasons = moved
      ? [{ code: 'manual', text: `${context.actor.name} 由 ${duty.day} 调整`, cost: 0 }]
      : duty.reasons
    // A duty moved by hand is locked: the next planning run keeps what a person decided.
    const locked = body.locked ?? (moved ? true : duty.locked)
    await store.insertDuties(
      context.trx,
      [
        {
          ...where,
          id: duty.id,
          month: duty.month,
          unitId: duty.unit_id,
          hospitalId,
          practitionerId,
          day,
          half,
          homeVisitHalf,
          locked,
          mismatchReason: reason,
          reasons,
          alternatives: moved ? [] : duty.alternatives,
        },
      ],
      context.now,
    )
    context.say({
      zh: moved ? `值班由 ${duty.day} 调整到 ${day}` : locked ? '锁定值班' : '解除锁定',
      subject: { type: 'duty', id: duty.id },
      regionId: params.regionId,
    })
    const row = await store.dutyById(context.trx, params.regionId, duty.id)
    if (!row) throw refuse('not-found', { what: '值班' })
    return dutyView(row, namesOf(s))
  },
})

const removeDuty = action(contract.removeDuty, {
  allow: 'roster.plan',
  async run(context, { params }) {
    const duty = await draftDuty(context, params.regionId, params.id)
    await store.deleteDuties(context.trx, params.regionId, [duty.id])
    context.say({
      zh: `删除 ${duty.day} 的值班`,
      subject: { type: 'duty', id: duty.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const publishRoster = action(contract.publishRoster, {
  allow: 'roster.publish',
  async run(context, { params, body }) {
    await refuseWhenPublished(context, params, params.month)
    refuseWhilePlanning(params, params.month)
    const s = await readSituation(context.trx, params, [params.month])
    if (s.duties.length === 0) throw refuse('nothing-to-plan', { why: `${params.month} 还没有任何值班` })
    const covered = new Set(s.duties.map((d) => d.unit_id))
    const missing = s.units.filter((u) => !covered.has(u.id))
    // TGT-6: every unit is covered; publishing with a gap is a decision of a person, never an oversight.
    if (missing.length && !body.acceptUncovered)
      throw refuse('rule-broken', {
        why: `还有 ${missing.length} 家受援单位未安排：${missing
          .slice(0, 5)
          .map((u) => u.name)
          .join('、')}（TGT-6）`,
      })
    await store.publishRoster(context.trx, params, params.month, {
      now: context.now,
      by: context.actor.accountId,
      programmeVersion: s.programmeVersion,
    })
    context.say({
      zh: `公布 ${params.month} 排班：${s.duties.length} 个值班日，覆盖 ${covered.size} / ${s.units.length} 家`,
      subject: { type: 'roster', id: `${params.programmeId}/${params.month}` },
      regionId: params.regionId,
    })
    const after = await readSituation(context.trx, params, [params.month])
    return rosterView(after, params.month, await store.rosterOf(context.trx, params, params.month))
  },
})

export const rosterActions: Action[] = [getRoster, addDuty, moveDuty, removeDuty, publishRoster]
