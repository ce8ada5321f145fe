// publicity actions: taking what residents say, once and never losing it; reading, answering, parking it (PUB-7).
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/publicity-feedback.ts'
import { maskNumbers } from '../../../domain/people/masking.ts'
import {
  afterAct,
  contactWording,
  FEEDBACK_KIND_NAMES,
  type FeedbackKind,
  type FeedbackState,
  PARK_REASONS,
  type ParkReason,
  parkReason,
} from '../../../domain/publicity/feedback.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { readFormToken, receiptOf } from './feedback-token.ts'
import { receivingUnits } from './store.ts'
import * as store from './store-feedback.ts'

/** A family shares an address, a village a unit; a script comes on and on. */
const limits = [
  {
    of: 'address',
    limiter: new RateLimiterMemory({ points: 6, duration: 600, keyPrefix: 'feedback-address' }),
  },
  {
    of: 'unit',
    limiter: new RateLimiterMemory({ points: 120, duration: 86_400, keyPrefix: 'feedback-unit' }),
  },
] as const

async function refuseWhenTooMany(keys: { address: string; unit: string }): Promise<void> {
  for (const { of, limiter } of limits)
    try {
      await limiter.consume(keys[of])
    } catch (error) {
      const wait = (error as { msBeforeNext?: number }).msBeforeNext
      if (wait === undefined) throw error
      throw refuse('too-many-tries', { minutes: Math.ceil(wait / 60_000) })
    }
}

export const sendFeedback = action(contract.sendFeedback, {
  allow: 'anyone',
  async run(context, { body }) {
    const { trx, now, request, services } = context
    const form = readFormToken(services.config, body.token, now)
    if (!form) throw refuse('feedback-form-stale')
    const unit = (await receivingUnits(trx, '')).find((one) => one.id === body.unitId)
    if (!unit) throw refuse('not-found', { what: '受援单位' })
    await refuseWhenTooMany({ address: request.ip, unit: unit.id })
    const { text, contact, trap } = body
    const regionId = unit.division_code.slice(0, 6)
    const receipt = receiptOf(services.config, form.key)
    const id = uuidv7()
    const isNew = await store.insertFeedback(trx, {
      regionId,
      id,
      unitId: unit.id,
      kind: body.kind,
      text,
      contact: contact || null,
      contactWording: contact ? contactWording().version : null,
      parkedReason: parkReason({ text, contact, trap, seconds: form.seconds }),
      formKey: form.key,
      receipt,
      now,
    })
    if (isNew) await context.services.emit?.('feedback', context, { regionId, id })
    context.say({
      zh: `群众反馈：${FEEDBACK_KIND_NAMES[body.kind].zh}（${unit.name}）${isNew ? '' : '（重复提交）'}`,
      regionId,
    })
    return { receipt, already: !isNew }
  },
})

const wordsOf = (reason: string | null): string | null =>
  reason === null ? null : (PARK_REASONS[reason as ParkReason]?.zh ?? reason)

const viewOf = (row: store.FeedbackRow): contract.FeedbackView => ({
  id: row.id,
  unitId: row.unit_id,
  unit: row.unit,
  kind: row.kind as FeedbackKind,
  text: maskNumbers(row.text),
  hasContact: row.contact !== null,
  state: row.state as FeedbackState,
  parkedReason: wordsOf(row.parked_reason),
  madeAt: row.made_at.toISOString(),
  answer: row.answer,
  answeredBy: row.answered_by,
  answeredAt: row.answered_at?.toISOString() ?? null,
})

const MOST = 300

const listFeedback = action(contract.listFeedback, {
  allow: 'feedback.read',
  async run({ trx }, { params, query }) {
    const rows = await store.feedbackIn(trx, params.regionId, { state: query.state, most: MOST + 1 })
    return {
      items: rows.slice(0, MOST).map(viewOf),
      counts: await store.countFeedback(trx, params.regionId),
      more: rows.length > MOST,
    }
  },
})

async function standing(context: Context, at: { regionId: string; id: string }): Promise<store.FeedbackRow> {
  const row = await store.feedbackById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '群众反馈' })
  return row
}

const STATE_WORDS: Record<FeedbackState, string> = { new: '待答复', answered: '已答复', parked: '已搁置' }
const ACT_WORDS = { answer: '答复群众反馈', park: '搁置群众反馈', release: '恢复群众反馈' } as const

const actOnFeedback = action(contract.actOnFeedback, {
  allow: 'feedback.answer',
  async run(context, { params, body }) {
    const row = await standing(context, params)
    const state = afterAct(row.state as FeedbackState, body.act)
    if (!state) throw refuse('feedback-settled', { state: STATE_WORDS[row.state as FeedbackState] })
    if (body.act !== 'release' && !body.words)
      throw refuse(
        'invalid-value',
        { path: 'words', why: body.act === 'answer' ? '须写明答复' : '须写明搁置的理由' },
        { place: { path: 'body.words' } },
      )
    await store.setStanding(context.trx, params, {
      state,
      parkedReason: state === 'parked' ? body.words : null,
      answer:
        state === 'answered' ? { words: body.words, by: context.actor.accountId, at: context.now } : null,
    })
    await context.services.emit?.('feedback', context, params)
    context.say({
      zh: `${ACT_WORDS[body.act]}（${row.unit}）`,
      subject: { type: 'feedback', id: params.id },
      regionId: params.regionId,
    })
    return viewOf(await standing(context, params))
  },
})

const revealFeedback = action(contract.revealFeedback, {
  allow: 'feedback.reveal',
  async run(context, { params, body }) {
    const row = await standing(context, params)
    context.say({
      zh: `查看群众反馈原文和联系方式（${row.unit}），理由：${body.reason}`,
      subject: { type: 'feedback', id: params.id },
      regionId: params.regionId,
    })
    return { text: row.text, contact: row.contact }
  },
})

/** A feedback as the rooms above see it: its words whole, for a room that hides numbers itself. */
export const feedbackWhole = async ({ trx }: Pick<Context, 'trx'>, at: { regionId: string; id: string }) =>
  store.feedbackById(trx, at)

/** Answers a feedback from the room that looked into it; one that is settled stays as it is. */
export async function answerFeedback(
  { trx, actor, now }: Context,
  at: { regionId: string; id: string },
  words: string,
): Promise<void> {
  const row = await store.feedbackById(trx, at)
  if (row?.state !== 'new') return
  await store.setStanding(trx, at, {
    state: 'answered',
    parkedReason: null,
    answer: { words, by: actor.accountId, at: now },
  })
}

/** How many wait for an answer: for the day's page. */
export const countNewFeedback = async ({ trx }: Context, regionId: string): Promise<number> =>
  (await store.countFeedback(trx, regionId)).new

export const feedbackActions: Action[] = [sendFeedback, listFeedback, actOnFeedback, revealFeedback]
