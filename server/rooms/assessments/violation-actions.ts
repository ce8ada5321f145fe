// assessments actions: a unit reports a breach to the lead hospital, which acknowledges it (ASM-8, ASM-11).
import * as contract from '../../../contract/assessments-exit.ts'
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import type { Programme } from '../../../domain/programme/programme.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { postingsOf } from '../dispatch/door.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import * as store from './store-exit.ts'

const KIND_NAMES: Record<(typeof contract.VIOLATION_KINDS)[number], string> = {
  discipline: '违规违纪',
  inactive: '工作不主动',
  dereliction: '不履职',
  unfinished: '任务未完成',
}
const kindOf = (row: store.ViolationRow) => row.kind as keyof typeof KIND_NAMES

function viewOf({ actor }: Context, row: store.ViolationRow): contract.ViolationView {
  const { acknowledged_at: at } = row
  return {
    regionId: row.region_id,
    id: row.id,
    kind: kindOf(row),
    unit: row.unit,
    hospital: row.hospital,
    practitioner: { id: row.practitioner_id, name: row.practitioner },
    lead: row.lead,
    happenedOn: row.happened_on,
    what: maskNumbersButDays(row.what),
    by: row.by_name,
    at: row.reported_at.toISOString(),
    acknowledged: at
      ? {
          by: row.acknowledged_name ?? '',
          at: at.toISOString(),
          answer: maskNumbersButDays(row.answer ?? ''),
        }
      : null,
    mayAcknowledge: !at && may(actor.role, 'violation.acknowledge') && actor.organisationId === row.lead_id,
  }
}
async function show(context: Context, at: { regionId: string; id: string }): Promise<contract.ViolationView> {
  const row = await store.violationById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '报告' })
  return viewOf(context, row)
}

const listViolations = action(contract.listViolations, {
  allow: 'violation.read',
  async run(context, { query }) {
    const { actor, trx } = context
    const mayReport = may(actor.role, 'violation.report') && query.regionId !== undefined
    const postings = mayReport
      ? await postingsOf(trx, { programmeId: query.programmeId, regionId: query.regionId ?? '' })
      : []
    return {
      today: context.today,
      items: (await store.violationsIn(trx, query)).map((row) => viewOf(context, row)),
      mayReport,
      doctors: postings.map((p) => ({
        practitionerId: p.practitioner_id,
        name: p.practitioner,
        unitId: p.unit_id,
        unit: p.unit,
      })),
    }
  },
})

/** The lead hospital of the plan's alliance, or the doctor's own hospital where there is none (ASM-11). */
async function leadOf({ trx }: Context, document: Programme, hospitalId: string): Promise<string> {
  const { alliance, division } = document
  const lead = alliance ? await store.organisationNamed(trx, alliance.lead, division) : undefined
  return lead?.id ?? hospitalId
}

const reportViolation = action(contract.reportViolation, {
  allow: 'violation.report',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    const where = { regionId: params.regionId, programmeId: body.programmeId }
    await checkReach(context, where, 'write')
    if (await store.violationById(trx, params)) return show(context, params)
    if (body.happenedOn > today)
      throw refuse('violation-day-to-come', { day: body.happenedOn }, { place: { path: 'body.happenedOn' } })
    // a unit sees its own postings alone: a stranger's doctor is not found here
    const posting = (await postingsOf(trx, where)).find(
      (p) => p.unit_id === body.unitId && p.practitioner_id === body.practitionerId,
    )
    if (!posting) throw refuse('violation-not-posted', {}, { place: { path: 'body.practitionerId' } })
    const { document } = await programmeOn(trx, body.programmeId, today)
    const leadId = await leadOf(context, document, posting.hospital_id)
    await store.insertViolation(
      trx,
      { ...where, ...body, id: params.id, hospitalId: posting.hospital_id, leadId, by: actor.accountId },
      now,
    )
    await tellNotices(
      trx,
      {
        ...where,
        kind: 'violation-reported',
        params: { unit: posting.unit, doctor: posting.practitioner, what: KIND_NAMES[body.kind] },
        event: `violation/${params.id}`,
        subject: { type: 'violation', id: params.id },
        recipients: [
          ...[...new Set([leadId, posting.hospital_id])].map((organisationId) => ({
            role: 'hospital' as const,
            organisationId,
          })),
          { role: 'bureau', divisionCode: params.regionId },
        ],
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: `报告牵头医院：${posting.unit} ${posting.practitioner} ${KIND_NAMES[body.kind]}（${body.happenedOn}）`,
      subject: { type: 'violation', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params)
  },
})

const acknowledgeViolation = action(contract.acknowledgeViolation, {
  allow: 'violation.acknowledge',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const row = await store.violationById(trx, params)
    if (!row || actor.organisationId !== row.lead_id)
      throw refuse('not-found', { what: '交由本院签收的报告' })
    const done = await store.acknowledge(trx, params, { by: actor.accountId, answer: body.answer, now })
    if (!done) throw refuse('violation-acknowledged')
    await tellNotices(
      trx,
      {
        regionId: params.regionId,
        programmeId: row.programme_id,
        kind: 'violation-acknowledged',
        params: { lead: row.lead, doctor: row.practitioner },
        event: `violation-acknowledged/${params.id}`,
        subject: { type: 'violation', id: params.id },
        recipients: [
          { role: 'receivingUnit', organisationId: row.unit_id },
          { role: 'bureau', divisionCode: params.regionId },
        ],
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: `签收报告：${row.practitioner} ${KIND_NAMES[kindOf(row)]}`,
      subject: { type: 'violation', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params)
  },
})

export const violationActions: Action[] = [listViolations, reportViolation, acknowledgeViolation]
