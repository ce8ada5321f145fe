// organisations actions: appointments from a day to a day (ORG-9), facilities and standards of units (CAP-2, CAP-3).
import * as contract from '../../../contract/organisations-governance.ts'
import { refuse } from '../../../contract/problems.ts'
import {
  FACILITIES,
  type FacilityKind,
  inTheWay,
  POST_NAMES,
  type Post,
} from '../../../domain/organisations/governance.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { organisationById } from './door.ts'
import { membersInReach, ofBody, ofCounty, regionOfBody } from './governance-reach.ts'
import * as store from './store-governance.ts'
import { lockOrganisation } from './store-reporters.ts'

/** The bureau of the county, or whoever holds the sending hospital; a unit appoints nobody. */
const appoints = (actor: Actor, regionId: string, hospital: { id: string; division_code: string }): boolean =>
  ofCounty(actor, regionId) || (actor.role !== 'receivingUnit' && ofBody(actor, hospital))

const holds = ({ scope }: Actor, id: string): boolean =>
  scope.kind === 'organisations' && scope.organisations.includes(id)

export const appointmentView = ({ actor }: Context, row: store.AppointmentRow): contract.AppointmentView => ({
  regionId: row.region_id,
  id: row.id,
  unit: { id: row.unit_id, name: row.unit },
  hospital: { id: row.hospital_id, name: row.hospital },
  name: row.name,
  post: row.post as Post,
  department: row.department,
  document: row.document,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  endedReason: row.ended_reason,
  madeBy: row.maker,
  mayEnd:
    ofCounty(actor, row.region_id) ||
    (actor.role === 'hospital' && holds(actor, row.hospital_id)) ||
    (actor.role === 'allianceOffice' && holds(actor, row.hospital_id)),
})

export const facilityView = ({ actor }: Context, row: store.FacilityRow): contract.FacilityView => ({
  regionId: row.region_id,
  id: row.id,
  unit: { id: row.unit_id, name: row.unit },
  partner: row.partner_id ? { id: row.partner_id, name: row.partner ?? '' } : null,
  kind: row.kind as FacilityKind,
  name: row.name,
  document: row.document,
  since: row.since,
  endsOn: row.ends_on,
  endedReason: row.ended_reason,
  mayEnd:
    ofCounty(actor, row.region_id) ||
    (['receivingUnit', 'allianceOffice'].includes(actor.role) && holds(actor, row.unit_id)),
})

function checkDays(from: string, to: string | null): void {
  if (to !== null && to < from) throw refuse('days-reversed', { from, to }, { place: { path: 'endsOn' } })
}

const addAppointment = action(contract.addAppointment, {
  allow: 'governance.write',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const members = await membersInReach(context, params)
    const unit = members.find((m) => m.id === body.unitId && m.side === 'receiving')
    const hospital = members.find((m) => m.id === body.hospitalId && m.side === 'supporting')
    if (
      !unit ||
      !hospital ||
      regionOfBody(unit) !== params.regionId ||
      !appoints(actor, params.regionId, hospital)
    )
      throw refuse('not-found', { what: '本单位可任命的支受援双方' })
    checkDays(body.startsOn, body.endsOn)
    await lockOrganisation(trx, unit.id)
    const there = await store.appointmentsAt(trx, params.regionId, unit.id)
    // told again, it is one
    if (there.some((a) => a.id === params.id)) return { id: params.id }
    const held = there.map((a) => ({
      id: a.id,
      post: a.post as Post,
      name: a.name,
      startsOn: a.starts_on,
      endsOn: a.ends_on,
    }))
    const other = inTheWay(held, body)
    if (other)
      throw refuse('appointment-overlap', {
        name: other.name,
        post: POST_NAMES[other.post].zh,
        from: other.startsOn,
        to: other.endsOn ?? '今后',
      })
    await store.insertAppointment(trx, { ...params, ...body, by: actor.accountId, now })
    context.say({
      zh: `登记任职：${body.name} 任${unit.name}${POST_NAMES[body.post].zh}，${body.startsOn} 起`,
      subject: { type: 'organisation', id: unit.id },
      regionId: params.regionId,
    })
    return { id: params.id }
  },
})

const endAppointment = action(contract.endAppointment, {
  allow: 'governance.write',
  async run(context, { params, body }) {
    const row = await store.appointmentById(context.trx, params)
    if (!row || !appointmentView(context, row).mayEnd) throw refuse('not-found', { what: '任职' })
    checkDays(row.starts_on, body.endsOn)
    if (row.ends_on !== null && row.ends_on < body.endsOn)
      throw refuse('invalid-value', { path: 'endsOn', why: `原定到 ${row.ends_on}，延长请另行登记` })
    await store.closeAppointment(context.trx, params, {
      ...body,
      by: context.actor.accountId,
      now: context.now,
    })
    context.say({
      zh: `结束任职：${row.name} ${row.unit}${POST_NAMES[row.post as Post].zh}，到 ${body.endsOn}，${body.reason}`,
      subject: { type: 'organisation', id: row.unit_id },
      regionId: params.regionId,
    })
    return { id: params.id }
  },
})

const addFacility = action(contract.addFacility, {
  allow: 'governance.write',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const unit = await organisationById(trx, body.unitId)
    const mine =
      unit && regionOfBody(unit) === params.regionId && ofBody(actor, unit) && actor.role !== 'hospital'
    if (!unit || !mine) throw refuse('not-found', { what: '本单位或本县的受援单位' })
    if (body.partnerId && !(await organisationById(trx, body.partnerId)))
      throw refuse('not-found', { what: '支援单位' })
    if (body.since > context.today)
      throw refuse('invalid-value', { path: 'since', why: '日期还没有到' }, { place: { path: 'since' } })
    await lockOrganisation(trx, unit.id)
    const there = await store.facilitiesAt(trx, params.regionId, unit.id)
    if (there.some((f) => f.id === params.id)) return { id: params.id }
    const what = FACILITIES[body.kind].zh
    const twin = there.find((f) => f.ends_on === null && f.kind === body.kind && f.name === body.name)
    if (twin)
      throw refuse('facility-there', { unit: unit.name, what: `${what}${body.name}`, since: twin.since })
    await store.insertFacility(trx, { ...params, ...body, by: actor.accountId, now })
    context.say({
      zh: `登记 ${unit.name} ${what} ${body.name}，${body.since} 起`,
      subject: { type: 'organisation', id: unit.id },
      regionId: params.regionId,
    })
    return { id: params.id }
  },
})

const endFacility = action(contract.endFacility, {
  allow: 'governance.write',
  async run(context, { params, body }) {
    const row = await store.facilityById(context.trx, params)
    if (!row || !facilityView(context, row).mayEnd || row.ends_on !== null)
      throw refuse('not-found', { what: '设施' })
    checkDays(row.since, body.endsOn)
    await store.closeFacility(context.trx, params, { ...body, by: context.actor.accountId, now: context.now })
    context.say({
      zh: `停用 ${row.unit} ${FACILITIES[row.kind as FacilityKind].zh} ${row.name}：${body.reason}`,
      subject: { type: 'organisation', id: row.unit_id },
      regionId: params.regionId,
    })
    return { id: params.id }
  },
})

export const facilityActions: Action[] = [addAppointment, endAppointment, addFacility, endFacility]
