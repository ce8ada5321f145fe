// dispatch actions: demand (PLN-2) and postings (附件2), with the reason of a mismatch (MAT-4).
import * as contract from '../../../contract/dispatch.ts'
import { refuse } from '../../../contract/problems.ts'
import { findSpecialty, matchScore } from '../../../domain/people/specialties.ts'
import { type Action, action } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Trx } from '../../platform/database.ts'
import { organisationById } from '../organisations/door.ts'
import { checkReach } from '../programme/door.ts'
import { recordScheduleVersion } from './schedule.ts'
import * as store from './store/postings.ts'

/** A unit writes its own demand; the county and its alliance office any in their reach. */
async function checkUnit(trx: Trx, actor: Actor, unitId: string, regionId: string): Promise<void> {
  const unit = await organisationById(trx, unitId)
  const own = actor.scope.kind !== 'organisations' || actor.scope.organisations.includes(unitId)
  if (!unit?.division_code.startsWith(regionId) || !own) throw refuse('not-found', { what: '受援单位' })
}

function demandView(d: store.DemandRow) {
  return {
    id: d.id,
    unitId: d.unit_id,
    unit: d.unit,
    specialty: d.specialty_text,
    specialtyCode: d.specialty_code,
    weight: d.weight,
    diseases: d.diseases,
    monthlyVolume: d.monthly_volume,
    preferredWeekday: d.preferred_weekday,
    preferredOrdinal: d.preferred_ordinal,
  }
}

const listDemands = action(contract.listDemands, {
  allow: 'demand.read',
  run: async ({ trx }, { params }) => ({ items: (await store.demandsOf(trx, params)).map(demandView) }),
})

const saveDemand = action(contract.saveDemand, {
  allow: 'demand.write',
  async run({ trx, actor, say }, { params, body }) {
    await checkReach({ trx, actor }, params, 'write')
    await checkUnit(trx, actor, body.unitId, params.regionId)
    const specialty = findSpecialty(body.specialty)
    if (!specialty)
      throw refuse(
        'invalid-value',
        { path: 'specialty', why: `“${body.specialty}”不是诊疗科目或其常用写法` },
        { place: { path: 'body.specialty' } },
      )
    const { specialty: specialtyText, ...rest } = body
    await store.upsertDemand(trx, { ...params, ...rest, specialtyText, specialtyCode: specialty.code })
    const saved = (await store.demandsOf(trx, params)).find((d) => d.id === params.id)
    if (!saved) throw refuse('not-found', { what: '需求' })
    say({
      zh: `${saved.unit} 的专业需求：${saved.specialty_text}`,
      subject: { type: 'organisation', id: body.unitId },
      regionId: params.regionId,
    })
    return demandView(saved)
  },
})

function postingView(p: store.PostingRow) {
  return {
    id: p.id,
    position: p.position,
    unit: { id: p.unit_id, name: p.unit, kind: p.unit_kind, need: p.need_text },
    practitioner: {
      id: p.practitioner_id,
      name: p.practitioner,
      title: p.title_text,
      specialty: p.specialty_text,
      hospitalId: p.hospital_id,
      hospital: p.hospital,
    },
    needCode: p.need_code,
    matchScore: p.need_code && p.specialty_code ? matchScore(p.need_code, p.specialty_code) : null,
    mismatchReason: p.mismatch_reason,
  }
}

const listPostings = action(contract.listPostings, {
  allow: 'posting.read',
  run: async ({ trx }, { params }) => ({ items: (await store.postingsOf(trx, params)).map(postingView) }),
})

const explainMismatch = action(contract.explainMismatch, {
  allow: 'posting.write',
  async run({ trx, say }, { params, body }) {
    const posting = await store.postingById(trx, params.regionId, params.id)
    if (!posting) throw refuse('not-found', { what: '派驻关系' })
    await store.setMismatchReason(trx, params.regionId, params.id, body.reason)
    const shown = (
      await store.postingsOf(trx, { regionId: params.regionId, programmeId: posting.programme_id })
    ).find((p) => p.id === params.id)
    if (!shown) throw refuse('not-found', { what: '派驻关系' })
    say({
      zh: `${shown.unit}：${shown.practitioner} 专业不符的理由——${body.reason}`,
      subject: { type: 'posting', id: params.id },
      regionId: params.regionId,
    })
    return postingView(shown)
  },
})

const endPosting = action(contract.endPosting, {
  allow: 'posting.write',
  async run(context, { params, body }) {
    const posting = await store.postingById(context.trx, params.regionId, params.id)
    if (
      !posting ||
      !(await store.endPosting(context.trx, params.regionId, params.id, {
        reason: body.reason,
        now: context.now,
      }))
    )
      throw refuse('not-found', { what: '派驻关系' })
    const where = { regionId: params.regionId, programmeId: posting.programme_id }
    const version = await recordScheduleVersion(context, where, `结束派驻：${body.reason}`)
    context.say({
      zh: `结束派驻（${body.reason}），附件2 形成第 ${version} 版`,
      subject: { type: 'posting', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const demandActions: Action[] = [listDemands, saveDemand, listPostings, explainMismatch, endPosting]
