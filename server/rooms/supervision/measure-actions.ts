// supervision actions: measures noticed, heard, decided, lifted (SUP-9).
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/supervision-measures.ts'
import { may } from '../../../domain/access/roles.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import { ruleOf } from '../../../domain/programme/programme.ts'
import { daysBetween, yearOf } from '../../../domain/shared/calendar.ts'
import { workdaysAfter } from '../../../domain/supervision/leads.ts'
import {
  decideMeasure,
  MEASURE_ACTS,
  MEASURE_KIND_NAMES,
  MEASURE_STATE_NAMES,
  type Measure,
  type MeasureAct,
  type MeasureKind,
  type MeasureState,
} from '../../../domain/supervision/measures.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { checkReach, holidayTable, programmeOn } from '../programme/door.ts'
import { namedOf } from './draw-actions.ts'
import { issueById } from './store-issues.ts'
import * as store from './store-measures.ts'
import { bodiesOf, bureauOf, tell } from './tell.ts'

type At = { regionId: string; id: string }

const measureOf = (row: store.MeasureRow): Measure => ({
  state: row.state as MeasureState,
  replyBy: row.reply_by,
  subject: { unitId: row.unit_id, hospitalId: row.hospital_id, practitionerId: row.practitioner_id },
})
const subjectWords = (row: store.MeasureRow): string =>
  row.practitioner ? `${row.practitioner}（${row.hospital ?? ''}）` : (row.unit ?? row.hospital ?? '')

function viewOf(
  { actor, today }: Pick<Context, 'actor' | 'today'>,
  row: store.MeasureRow,
  acts: readonly store.MeasureActRow[],
): contract.MeasureView {
  const measure = measureOf(row)
  return {
    regionId: row.region_id,
    id: row.id,
    programmeId: row.programme_id,
    kind: row.kind as MeasureKind,
    subject: subjectWords(row),
    unit: namedOf(row.unit_id, row.unit),
    hospital: namedOf(row.hospital_id, row.hospital),
    practitioner: namedOf(row.practitioner_id, row.practitioner),
    issueId: row.issue_id,
    issue: maskNumbersButDays(row.issue ?? ''),
    grounds: maskNumbersButDays(row.grounds),
    replyBy: row.reply_by,
    daysToReply: daysBetween(today, row.reply_by),
    state: measure.state,
    inForceOn: row.in_force_on,
    noticedAt: row.noticed_at.toISOString(),
    mayDo: may(actor.role, 'measure.act')
      ? MEASURE_ACTS.filter((act) => decideMeasure(measure, act, actor, today).ok)
      : [],
    acts: acts.map((one) => ({
      act: one.act,
      words: maskNumbersButDays(one.words),
      by: one.by_name,
      at: one.at.toISOString(),
    })),
  }
}

async function show(context: Context, at: At): Promise<contract.MeasureView> {
  const row = await store.measureById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '处理措施' })
  return viewOf(context, row, await store.actsOfMeasures(context.trx, [at.regionId], [at.id]))
}

const listMeasures = action(contract.listMeasures, {
  allow: 'supervision.read',
  async run(context, { query }) {
    const rows = await store.measuresIn(context.trx, query.programmeId)
    const acts = Map.groupBy(
      await store.actsOfMeasures(
        context.trx,
        [...new Set(rows.map((row) => row.region_id))],
        rows.map((row) => row.id),
      ),
      (one) => one.measure_id,
    )
    return { today: context.today, items: rows.map((row) => viewOf(context, row, acts.get(row.id) ?? [])) }
  },
})

/** How many wait for the reader to reply or to decide. */
export async function measuresWaiting(context: Context, programmeId: string): Promise<number> {
  const rows = await store.measuresIn(context.trx, programmeId)
  return rows
    .map((row) => viewOf(context, row, []))
    .filter((one) =>
      one.state === 'noticed'
        ? one.mayDo.includes('reply') || one.mayDo.includes('impose')
        : one.state === 'replied' && one.mayDo.includes('impose'),
    ).length
}

/** Working days to reply by the programme's terms, from the day after the notice. */
async function replyByOf({ trx, today }: Context, programmeId: string): Promise<string> {
  const { document } = await programmeOn(trx, programmeId, today)
  const terms = ruleOf(document, 'oversight')
  if (!terms) throw refuse('oversight-no-rule', { programme: document.name })
  const day = workdaysAfter(today, terms.measureReplyWorkdays, await holidayTable(trx))
  if (!day) throw refuse('holiday-year-unknown', { year: yearOf(today) + 1 })
  return day
}

const giveNotice = action(contract.giveNotice, {
  allow: 'measure.notice',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    await checkReach(context, { ...params, programmeId: body.programmeId }, 'write')
    if (await store.measureById(trx, params)) return show(context, params)
    const issue = await issueById(trx, { regionId: params.regionId, id: body.issueId })
    if (!issue) throw refuse('not-found', { what: '问题' })
    const subject = {
      unitId: body.against === 'unit' ? issue.unit_id : null,
      hospitalId: body.against === 'unit' ? null : issue.hospital_id,
      practitionerId: body.against === 'doctor' ? issue.practitioner_id : null,
    }
    const there =
      body.against === 'unit'
        ? subject.unitId
        : body.against === 'doctor'
          ? subject.practitionerId
          : subject.hospitalId
    if (!there) throw refuse('measure-no-subject', {}, { place: { path: 'body.against' } })
    const replyBy = await replyByOf(context, body.programmeId)
    await store.insertMeasure(trx, { ...params, ...body, ...subject, replyBy, by: actor.accountId }, now)
    await store.insertMeasureAct(
      trx,
      params,
      {
        id: uuidv5('notice', params.id),
        act: 'notice',
        state: 'noticed',
        words: body.grounds,
        by: actor.accountId,
        role: actor.role,
      },
      now,
    )
    const row = await store.measureById(trx, params)
    if (row) {
      await tell(
        trx,
        {
          regionId: params.regionId,
          programmeId: body.programmeId,
          kind: 'measure-noticed',
          params: { subject: subjectWords(row), kind: MEASURE_KIND_NAMES[body.kind].zh, until: replyBy },
          event: `measure-noticed/${params.id}`,
          subject: { type: 'measure', id: params.id },
          recipients: bodiesOf(row),
          by: actor.accountId,
        },
        now,
      )
      context.say({
        zh: `拟处理告知：${subjectWords(row)} ${MEASURE_KIND_NAMES[body.kind].zh}，陈述申辩至 ${replyBy}`,
        subject: { type: 'measure', id: params.id },
        regionId: params.regionId,
      })
    }
    return show(context, params)
  },
})

const ACT_WORDS: Record<MeasureAct, string> = {
  reply: '陈述申辩',
  impose: '作出处理决定',
  drop: '决定不予处理',
  lift: '解除处理措施',
}
const OUTCOMES: Partial<Record<MeasureAct, string>> = { impose: '已生效', drop: '不予处理', lift: '已解除' }

const actOnMeasure = action(contract.actOnMeasure, {
  allow: 'measure.act',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    await store.lockMeasure(trx, params)
    const row = await store.measureById(trx, params)
    if (!row) throw refuse('not-found', { what: '处理措施' })
    const decision = decideMeasure(measureOf(row), body.act, actor, today)
    if (!decision.ok)
      throw refuse(decision.why, {
        state: MEASURE_STATE_NAMES[row.state as MeasureState].zh,
        until: row.reply_by,
      })
    const { state } = decision.measure
    await store.setMeasure(
      trx,
      params,
      { state, ...(body.act === 'impose' ? { in_force_on: today } : {}) },
      now,
    )
    await store.insertMeasureAct(
      trx,
      params,
      { id: uuidv7(), act: body.act, state, words: body.words, by: actor.accountId, role: actor.role },
      now,
    )
    const kind = MEASURE_KIND_NAMES[row.kind as MeasureKind].zh
    await tell(
      trx,
      {
        regionId: params.regionId,
        programmeId: row.programme_id,
        kind: body.act === 'reply' ? 'measure-replied' : 'measure-settled',
        params: { subject: subjectWords(row), kind, outcome: OUTCOMES[body.act] ?? '' },
        event: `measure-${body.act}/${params.id}/${now.toISOString()}`,
        subject: { type: 'measure', id: params.id },
        recipients: body.act === 'reply' ? [bureauOf(params.regionId)] : bodiesOf(row),
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: `${ACT_WORDS[body.act]}：${subjectWords(row)} ${kind}`,
      subject: { type: 'measure', id: params.id },
      regionId: params.regionId,
      details: { act: body.act, state },
    })
    return show(context, params)
  },
})

export const measureActions: Action[] = [listMeasures, giveNotice, actOnMeasure]
