// While a body's people are away, the bureau or the alliance office may answer in its place at once (P7).
import * as contract from '../../../contract/leave.ts'
import { refuse } from '../../../contract/problems.ts'
import { type Action, action } from '../../platform/action.ts'
import * as store from './store.ts'

const listLeaveDelegations = action(contract.listLeaveDelegations, {
  allow: 'leave.read',
  run: async ({ trx, today }) => ({
    items: (await store.delegations(trx, today)).map((row) => ({
      regionId: row.region_id,
      id: row.id,
      organisationId: row.organisation_id,
      organisation: row.organisation,
      from: row.starts_on,
      to: row.ends_on,
      reason: row.reason,
      madeAt: row.made_at.toISOString(),
    })),
  }),
})

const delegateLeave = action(contract.delegateLeave, {
  allow: 'leave.delegate',
  async run({ trx, actor, now, say }, { params, body }) {
    if (body.from > body.to)
      throw refuse(
        'invalid-value',
        { path: 'to', why: '结束日期早于开始日期' },
        { place: { path: 'body.to' } },
      )
    if (!actor.organisationId) throw refuse('not-found', { what: '本单位' })
    await store.insertDelegation(
      trx,
      { ...params, ...body, organisationId: actor.organisationId, by: actor.accountId },
      now,
    )
    say({
      zh: `委托代办请假 ${body.from} 至 ${body.to}：${body.reason}`,
      subject: { type: 'organisation', id: actor.organisationId },
      regionId: params.regionId,
    })
    return undefined
  },
})

const endLeaveDelegation = action(contract.endLeaveDelegation, {
  allow: 'leave.delegate',
  async run({ trx, now, say }, { params }) {
    if (!(await store.endDelegation(trx, params.regionId, params.id, now)))
      throw refuse('not-found', { what: '委托' })
    say({
      zh: '结束委托代办请假',
      subject: { type: 'leaveDelegation', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const delegationActions: Action[] = [listLeaveDelegations, delegateLeave, endLeaveDelegation]
