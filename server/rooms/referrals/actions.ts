// referrals actions: a village clinic records and withdraws what its people need; the township's unit sees it (ORD-1).
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/referrals.ts'
import { maskName, maskPhone } from '../../../domain/people/masking.ts'
import { specialtyOf } from '../../../domain/people/specialties.ts'
import {
  likelyDoubles,
  mayOrderMove,
  ORDER_STATE_NAMES,
  ORDER_TRANSITIONS,
  type OrderState,
  PATIENT_GROUPS,
  URGENCIES,
  WISHES,
} from '../../../domain/referrals/visit-order.ts'
import { daysBetween } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { findOrganisations, organisationById } from '../organisations/door.ts'
import * as store from './store.ts'

const MOST = 1000
const UNIT_KINDS = ['centralTownshipHealthCentre', 'townshipHealthCentre', 'communityHealthCentre']
const oneOf = <T extends string>(known: readonly T[], value: string, otherwise: T): T =>
  known.find((one) => one === value) ?? otherwise
const STATES = Object.keys(ORDER_TRANSITIONS) as OrderState[]
const stateOf = (order: store.OrderRow): OrderState => oneOf(STATES, order.state, 'closed')

/** The actor's own clinic and the unit its needs go to: the one it belongs to, else its township's. */
async function homeOf({ trx, actor }: Context) {
  const village = actor.organisationId ? await organisationById(trx, actor.organisationId) : undefined
  if (village?.kind !== 'villageClinic') return null
  const near = await findOrganisations(trx, { under: village.division_code.slice(0, 9) })
  const unit =
    (village.parent_id ? await organisationById(trx, village.parent_id) : undefined) ??
    near.find((one) => one.active && UNIT_KINDS.includes(one.kind))
  return unit ? { village, unit, regionId: village.division_code.slice(0, 6) } : null
}

const recordVisitOrder = action(contract.recordVisitOrder, {
  allow: 'visitOrder.record',
  async run(context, { params, body }) {
    const { trx, today, now, actor } = context
    const home = await homeOf(context)
    if (!home) throw refuse('order-without-unit')
    if (home.regionId !== params.regionId) throw refuse('not-found', { what: '村卫生所' })
    if (body.specialty !== null && !specialtyOf(body.specialty))
      throw refuse('invalid-value', { path: 'specialty', why: '诊疗科目表里没有这个代码' })
    await store.lockOrder(trx, params.regionId, params.id)
    if (await store.orderById(trx, params.regionId, params.id))
      throw refuse('already-exists', { what: '这条需求' })
    const deviceAt = body.deviceAt ? new Date(body.deviceAt) : null
    const facts = { regionId: params.regionId, by: actor.accountId, at: now, deviceAt }
    await store.insertOrder(trx, {
      ...body,
      ...facts,
      id: params.id,
      villageId: home.village.id,
      unitId: home.unit.id,
      day: today,
    })
    await store.addMove(trx, { ...facts, orderId: params.id, id: uuidv7(), state: 'recorded', reason: '' })
    context.say({
      zh: `${home.village.name} 登记巡诊需求`,
      subject: { type: 'visitOrder', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const withdrawVisitOrder = action(contract.withdrawVisitOrder, {
  allow: 'visitOrder.record',
  async run(context, { params, body }) {
    await store.lockOrder(context.trx, params.regionId, params.id)
    const order = await store.orderById(context.trx, params.regionId, params.id)
    if (!order) throw refuse('not-found', { what: '这条需求' })
    if (!mayOrderMove(stateOf(order), 'withdrawn'))
      throw refuse('order-not-movable', { state: ORDER_STATE_NAMES[stateOf(order)].zh })
    await store.moveOrder(
      context.trx,
      {
        regionId: params.regionId,
        orderId: params.id,
        id: uuidv7(),
        state: 'withdrawn',
        reason: body.reason,
        by: context.actor.accountId,
        at: context.now,
        deviceAt: body.deviceAt ? new Date(body.deviceAt) : null,
      },
      // nobody is to be told any more (SEC-4)
      true,
    )
    context.say({
      zh: `撤回巡诊需求：${body.reason}`,
      subject: { type: 'visitOrder', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const OPEN: OrderState[] = ['recorded', 'returned', 'accepted']

function view(order: store.OrderRow, others: readonly store.OrderRow[], today: string): contract.VisitOrder {
  const need = (one: store.OrderRow) => ({
    id: one.id,
    village: one.village_id,
    group: one.patient_group,
    problem: one.problem,
    day: one.day,
  })
  const open = others.filter((one) => one.id !== order.id && OPEN.includes(stateOf(one)))
  return {
    regionId: order.region_id,
    id: order.id,
    state: stateOf(order),
    day: order.day,
    village: { id: order.village_id, name: order.village },
    unit: order.unit,
    group: oneOf(PATIENT_GROUPS, order.patient_group, 'other'),
    initials: order.initials,
    problem: order.problem,
    specialty: order.specialty,
    urgency: oneOf(URGENCIES, order.urgency, 'routine'),
    wish: oneOf(WISHES, order.wish, 'clinic'),
    contact:
      order.contact_name || order.contact_phone
        ? {
            name: order.contact_name ? maskName(order.contact_name) : null,
            phone: maskPhone(order.contact_phone),
          }
        : null,
    reason: order.reason,
    age: daysBetween(order.day, today),
    doubles: OPEN.includes(stateOf(order))
      ? likelyDoubles(need(order), open.map(need)).map((one) => one.id)
      : [],
  }
}

const listVisitOrders = action(contract.listVisitOrders, {
  allow: 'visitOrder.read',
  async run(context, { query }) {
    const rows = await store.listOrders(context.trx, query, MOST + 1)
    const page = rows.slice(0, MOST)
    const byVillage = Map.groupBy(page, (row) => row.village_id)
    const home = await homeOf(context)
    return {
      today: context.today,
      home: home && {
        regionId: home.regionId,
        villageId: home.village.id,
        village: home.village.name,
        unit: home.unit.name,
      },
      items: page.map((row) => view(row, byVillage.get(row.village_id) ?? [], context.today)),
      more: rows.length > MOST,
    }
  },
})

const revealOrderContact = action(contract.revealOrderContact, {
  allow: 'visitOrder.reveal',
  async run(context, { params, body }) {
    const order = await store.orderById(context.trx, params.regionId, params.id)
    if (!order) throw refuse('not-found', { what: '这条需求' })
    context.say({
      zh: `查看一条巡诊需求的联系方式，理由：${body.reason}`,
      subject: { type: 'visitOrder', id: params.id },
      regionId: params.regionId,
    })
    return { name: order.contact_name, phone: order.contact_phone }
  },
})

export const referralActions: Action[] = [
  recordVisitOrder,
  withdrawVisitOrder,
  listVisitOrders,
  revealOrderContact,
]
