// leave actions: read, consent, decide, file, revoke; each act is one row that stays (LV-3 to LV-7, P1 to P8).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/leave.ts'
import { refuse } from '../../../contract/problems.ts'
import {
  type Body,
  decide,
  holdersOfLeave,
  type LeaveAct,
  type Refusal,
} from '../../../domain/leave/transitions.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { applyChange, withdrawAbsence } from '../dispatch/door.ts'
import { absenceActions } from './absence-actions.ts'
import { delegationActions } from './delegation-actions.ts'
import { BODY_WORDS, bodiesOf, bodyWords, bureauByOf, leaveOf, momentOf } from './facts.ts'
import { offersOf, previewLeave, requestLeave } from './request.ts'
import * as store from './store.ts'
import { tellStanding } from './tell.ts'
import { leaveView, nextLevel } from './view.ts'

/** Days around today that a phone shows leaves of. */
const [DAYS_BACK, DAYS_AHEAD] = [14, 45]

type Place = { regionId: string; id: string }

const STATE_WORDS: Record<string, string> = {
  consenting: '在征求两单位同意',
  exception: '等待批准例外',
  deciding: '等待卫健局办理',
  granted: '已获准',
  refused: '未获同意',
  withdrawn: '已撤回',
  revoked: '已被撤销',
}
const ACT_WORDS: Record<LeaveAct, string> = {
  consent: '同意请假',
  approve: '批准例外（迟请）',
  grant: '准假',
  refuse: '不同意请假',
  withdraw: '撤回请假',
  revoke: '撤销已准的假',
  file: '请假备案',
}

async function read(context: Context, { regionId, id }: Place) {
  const row = await store.leaveById(context.trx, regionId, id)
  if (!row) throw refuse('not-found', { what: '请假' })
  return {
    row,
    acts: await store.actsOf(context.trx, [regionId], [id]),
    delegated: await store.delegatedOn(context.trx, regionId, context.today),
  }
}

async function show(context: Context, at: Place): Promise<contract.LeaveView> {
  const { row, ...beside } = await read(context, at)
  return leaveView(context, row, beside)
}

type Asked = { act: LeaveAct; body: Body; note: string; level?: string | undefined }

/** Checks an act, writes it down and moves the leave; answers the leave as it was, and where it went. */
async function perform(context: Context, at: Place, asked: Asked) {
  await store.lockLeave(context.trx, at.regionId, at.id)
  const { row, acts, delegated } = await read(context, at)
  const leave = leaveOf(row, acts)
  const refuseWith = (why: Refusal) =>
    refuse(why, {
      state: STATE_WORDS[leave.state] ?? leave.state,
      holders: bodyWords(holdersOfLeave(leave)),
      day: row.day,
    })
  const names = bodiesOf(context, row, delegated)
  const speaks = names.find((one) => one.body === asked.body)
  if (!speaks) throw refuseWith('leave-not-yours')
  if (speaks.inPlace && !['consent', 'refuse'].includes(asked.act)) throw refuseWith('leave-not-yours')
  const { accountId, practitionerId } = context.actor
  const level = asked.level ?? nextLevel(row, leave)
  const decision = decide(
    leave,
    asked.act,
    { accountId, practitionerId, body: asked.body },
    { now: momentOf(context.now), bureauBy: bureauByOf(row), ...(level ? { level } : {}) },
  )
  if (!decision.ok) throw refuseWith(decision.why)
  const needsWords = speaks.inPlace || asked.act === 'refuse' || asked.act === 'revoke'
  if (needsWords && !asked.note)
    throw refuse(
      'invalid-value',
      { path: 'note', why: speaks.inPlace ? '代办须写明原因' : '须写明理由' },
      { place: { path: 'body.note' } },
    )
  if (asked.act === 'file' && level !== nextLevel(row, leave)) throw refuseWith('leave-said-already')
  await store.insertAct(
    context.trx,
    {
      regionId: at.regionId,
      id: uuidv7(),
      leaveId: at.id,
      act: asked.act,
      body: asked.body,
      inPlace: speaks.inPlace,
      level: asked.act === 'file' ? (level ?? null) : null,
      note: asked.note,
      by: accountId,
    },
    context.now,
  )
  const { state } = decision.leave
  if (state !== leave.state || asked.act === 'consent')
    await store.setState(context.trx, at.regionId, at.id, { state, since: context.now })
  if (decision.effects.includes('tellBodies')) await tellStanding(context, row, state)
  context.say({
    zh: `${ACT_WORDS[asked.act]}${speaks.inPlace ? `（代${BODY_WORDS[asked.body]}）` : ''}：${row.practitioner} ${row.day}${asked.note ? `，${asked.note}` : ''}`,
    subject: { type: 'leave', id: at.id },
    regionId: at.regionId,
    details: { act: asked.act, body: asked.body, state },
  })
  return row
}

const listLeaves = action(contract.listLeaves, {
  allow: 'leave.read',
  async run(context, { query }) {
    const rows = await store.leavesOf(context.trx, query)
    const regions = [...new Set(rows.map((row) => row.region_id))]
    const acts = await store.actsOf(
      context.trx,
      regions,
      rows.map((row) => row.id),
    )
    const delegated = new Map<string, Set<string>>()
    for (const region of regions)
      delegated.set(region, await store.delegatedOn(context.trx, region, context.today))
    return {
      items: rows.map((row) =>
        leaveView(context, row, { acts, delegated: delegated.get(row.region_id) ?? new Set() }),
      ),
    }
  },
})

const getLeave = action(contract.getLeave, {
  allow: 'leave.read',
  run: (context, { params }) => show(context, params),
})

const actOnLeave = action(contract.actOnLeave, {
  allow: 'leave.act',
  async run(context, { params, body }) {
    await perform(context, params, body)
    return show(context, params)
  },
})

const grantLeave = action(contract.grantLeave, {
  allow: 'leave.decide',
  async run(context, { params, body }) {
    const row = await perform(context, params, { act: 'grant', body: 'bureau', note: body.note })
    if (!body.out.includes(row.duty_id))
      throw refuse('rule-broken', { why: `准假须把 ${row.day} 的这个值班调出` })
    const { absenceId } = await applyChange(
      context,
      { regionId: row.region_id, programmeId: row.programme_id },
      {
        change: {
          kind: 'leave',
          practitionerId: row.practitioner_id,
          from: row.day,
          to: row.day,
          reason: row.reason,
        },
        stamp: body.stamp,
        out: body.out,
        into: body.into,
      },
    )
    await store.setState(context.trx, row.region_id, row.id, {
      state: 'granted',
      since: context.now,
      absence_id: absenceId,
    })
    return show(context, params)
  },
})

const revokeLeave = action(contract.revokeLeave, {
  allow: 'leave.decide',
  async run(context, { params, body }) {
    const row = await perform(context, params, { act: 'revoke', body: 'bureau', note: body.reason })
    // the doctor can be sent again; what was moved meanwhile stays until somebody moves it back
    if (row.absence_id) await withdrawAbsence(context.trx, row.region_id, row.absence_id, context.now)
    return show(context, params)
  },
})

const getFieldLeaves = action(contract.getFieldLeaves, {
  allow: 'leave.read',
  async run(context) {
    const span = { from: addDays(context.today, -DAYS_BACK), to: addDays(context.today, DAYS_AHEAD) }
    const rows = await store.leavesBetween(context.trx, span)
    const regions = [...new Set(rows.map((row) => row.region_id))]
    const acts = await store.actsOf(
      context.trx,
      regions,
      rows.map((row) => row.id),
    )
    const leaves = rows.map((row) => leaveView(context, row, { acts, delegated: new Set() }))
    return { offers: await offersOf(context, DAYS_AHEAD), leaves }
  },
})

export const leaveActions: Action[] = [
  getFieldLeaves,
  requestLeave,
  previewLeave,
  listLeaves,
  getLeave,
  actOnLeave,
  grantLeave,
  revokeLeave,
  ...delegationActions,
  ...absenceActions,
]
