// surveys actions: a frame frozen by one person, a seed named by another, drawn anew only with a reason and before any call,
// closed once everybody in turn was tried as often as the rule asks (SVY-1, SVY-2, R19).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/surveys.ts'
import { citation, rulesOf } from '../../../domain/programme/programme.ts'
import { draw } from '../../../domain/surveys/draw.ts'
import { type Frame, strataOf as strataSizes } from '../../../domain/surveys/frame.ts'
import { questionnaireOf as questionsOf } from '../../../domain/surveys/questionnaire.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiMoment } from '../../platform/clock.ts'
import { hmacSm3 } from '../../platform/sm3.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import { actOn, surveyAt } from './act.ts'
import { callActions } from './call-actions.ts'
import { fileActions } from './file-actions.ts'
import { freezeRound, readFrame, strataRows, unitNames } from './frame.ts'
import { attemptsOf, countsOf, nameOf, orderOf, periodsOf, reservesOf, sampleOf, spanOf } from './rule.ts'
import * as store from './store.ts'
import { tellDrawn, tellSeedAsked } from './tell.ts'
import { itemOf, knownOf, presentRound, surveyView } from './view.ts'

async function show(context: Context, at: store.At) {
  const known = await knownOf(context, await surveyAt(context, at))
  const { document } = await programmeOn(context.trx, known.row.programme_id, context.today)
  const rule = rulesOf(document, 'survey').find((one) => one.id === known.row.rule_id)
  return surveyView(context, known, rule ? citation(document, rule) : '')
}

const listSurveys = action(contract.listSurveys, {
  allow: 'survey.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const { document } = await programmeOn(context.trx, params.programmeId, context.today)
    const items = []
    for (const row of await store.surveysOf(context.trx, params))
      items.push(itemOf(await knownOf(context, row)))
    return {
      items,
      rules: rulesOf(document, 'survey').map((rule) => ({
        ruleId: rule.id,
        per: rule.per,
        minimum: rule.minimum,
        counts: countsOf(rule),
        sample: sampleOf(rule),
        reserves: reservesOf(rule),
        citation: citation(document, rule),
        note: rule.note ?? '',
        periods: periodsOf(document, rule.per, context.today),
      })),
    }
  },
})

const NOT_YET = '00000000-0000-0000-0000-000000000000'

const previewFrame = action(contract.previewFrame, {
  allow: 'survey.draw',
  async run(context, { params, query }) {
    await checkReach(context, params, 'read')
    const { document } = await programmeOn(context.trx, params.programmeId, context.today)
    const rule = orderOf(document, query.ruleId)
    const span = spanOf(document, rule.per, query.period, context.today)
    const frame = await readFrame(context, { ...params, ...span }, { surveyId: NOT_YET, round: 0 })
    const sizes = strataSizes(strataRows(frame))
    const names = await unitNames(context, [...sizes.keys()])
    return {
      size: frame.rows.length,
      leftOut: frame.left,
      units: [...sizes].map(([id, size]) => ({ unit: names.get(id) ?? '', size })),
      ...span,
    }
  },
})

function refuseSmallFrame({ rows, left }: Frame, sample: number): void {
  if (rows.length < sample)
    throw refuse('survey-frame-too-small', {
      size: rows.length,
      sample,
      consent: left.noConsent,
      phone: left.noPhone,
      double: left.double,
    })
}

const freezeFrame = action(contract.freezeFrame, {
  allow: 'survey.draw',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    await checkReach(context, params, 'write')
    const { document } = await programmeOn(trx, params.programmeId, today)
    const rule = orderOf(document, body.ruleId)
    const span = spanOf(document, rule.per, body.period, today)
    const name = nameOf(rule.per, body.period)
    await store.lockSurvey(trx, { regionId: params.regionId, id: `${body.ruleId} ${body.period}` })
    const there = await store.standingSurvey(trx, { ...params, ruleId: body.ruleId, period: body.period })
    if (there) {
      const [first] = await store.roundsOf(trx, there.region_id, [there.id])
      // the same act told again
      if (there.id === body.id) return show(context, { regionId: there.region_id, id: there.id })
      throw refuse('survey-there', { name, at: shanghaiMoment(there.made_at), by: first?.freezer ?? '' })
    }
    const sample = body.sample ?? sampleOf(rule)
    if (sample === null)
      throw refuse('invalid-value', { path: 'sample', why: '方案没有写明人数，请填写要抽的人数' })
    if (rule.minimum && sample < rule.minimum)
      throw refuse('survey-sample-below', { minimum: rule.minimum, sample })
    const at = { regionId: params.regionId, id: body.id }
    const frame = await readFrame(context, { ...params, ...span }, { surveyId: at.id, round: 1 })
    refuseSmallFrame(frame, sample)
    await store.insertSurvey(trx, {
      ...at,
      programmeId: params.programmeId,
      ruleId: rule.id,
      per: rule.per,
      period: body.period,
      sample,
      reserves: reservesOf(rule),
      minimum: rule.minimum,
      counts: countsOf(rule),
      attempts: attemptsOf(rule),
      published: rule.publish ?? false,
      questionnaire: questionsOf(rule),
      by: actor.accountId,
      now,
    })
    const hash = await freezeRound(context, at, frame, { round: 1, reason: '' })
    await tellSeedAsked(context, await surveyAt(context, at), 1)
    context.say({
      zh: `固定${name}名单 ${frame.rows.length} 人，校验值 ${hash}`,
      subject: { type: 'survey', id: at.id },
      regionId: at.regionId,
    })
    return show(context, at)
  },
})

const getSurvey = action(contract.getSurvey, {
  allow: 'survey.read',
  run: (context, { params }) => show(context, params),
})

const giveSeed = action(contract.giveSeed, {
  allow: 'survey.seed',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const { known, next } = await actOn(context, params, 'seed')
    const round = presentRound(known)
    if (!round || body.round !== round.round) throw refuse('changed-meanwhile', { what: '这份名单' })
    const rows = await store.frameRows(trx, params, round.round)
    const { sample, reserves } = known.row
    const { shares, list } = draw(
      rows.map(({ key, unit_id }) => ({ key, stratum: unit_id })),
      { sample, reserves, seed: body.seed },
      hmacSm3,
    )
    await store.setSeed(trx, round, { seed: body.seed, by: actor.accountId, at: now, shares })
    await store.setPlaces(trx, params, round.round, list)
    await store.setState(trx, params, { state: next })
    await tellDrawn(context, known.row, round.round)
    context.say({
      zh: `给出种子“${body.seed}”，从 ${rows.length} 人中抽 ${sample} 人（${nameOf(known.row.per, known.row.period)}）`,
      subject: { type: 'survey', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params)
  },
})

const redrawSurvey = action(contract.redrawSurvey, {
  allow: 'survey.draw',
  async run(context, { params, body }) {
    const { known, next } = await actOn(context, params, 'redraw')
    const { row } = known
    const { document } = await programmeOn(context.trx, row.programme_id, context.today)
    const span = spanOf(document, row.per === 'year' ? 'year' : 'month', row.period, context.today)
    const round = row.round + 1
    const where = { regionId: row.region_id, programmeId: row.programme_id, ...span }
    const frame = await readFrame(context, where, { surveyId: row.id, round })
    refuseSmallFrame(frame, row.sample)
    const hash = await freezeRound(context, params, frame, { round, reason: body.reason })
    await store.setState(context.trx, params, { state: next, round })
    await tellSeedAsked(context, row, round)
    context.say({
      zh: `重抽${nameOf(row.per, row.period)}（第 ${round} 次，校验值 ${hash}），原因：${body.reason}；原名单保留`,
      subject: { type: 'survey', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params)
  },
})

const endSurvey = action(contract.endSurvey, {
  allow: 'survey.draw',
  async run(context, { params, body }) {
    const { known, next } = await actOn(context, params, body.act)
    if (body.act === 'cancel' && body.note === '')
      throw refuse('invalid-value', { path: 'note', why: '作废须写明原因' })
    const end = { by: context.actor.accountId, at: context.now, note: body.note }
    await store.setState(context.trx, params, { state: next, end })
    context.say({
      zh: `${body.act === 'close' ? '结束' : '作废'}${nameOf(known.row.per, known.row.period)}${body.note ? `：${body.note}` : ''}`,
      subject: { type: 'survey', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params)
  },
})

export const surveyActions: Action[] = [
  listSurveys,
  previewFrame,
  freezeFrame,
  getSurvey,
  giveSeed,
  redrawSurvey,
  endSurvey,
  ...callActions,
  ...fileActions,
]
