// supervision actions: complaints and leads taken in at the desk or heard from the public page, looked for doubles, answered
// within their clock (SUP-7, ISS-2). What is written of them anywhere hides the numbers in it.
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/supervision-leads.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import { ruleOf } from '../../../domain/programme/programme.ts'
import { addDays, daysBetween } from '../../../domain/shared/calendar.ts'
import {
  LEAD_OUTCOME_NAMES,
  LEAD_SOURCE_NAMES,
  LEAD_STATE_NAMES,
  LEAD_TRANSITIONS,
  type LeadOutcome,
  type LeadSource,
  type LeadState,
  replyDay,
  similarLeads,
} from '../../../domain/supervision/leads.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { organisationById } from '../organisations/door.ts'
import { checkReach, holidayTable, programmeOn } from '../programme/door.ts'
import { answerFeedback } from '../publicity/door.ts'
import { namedOf } from './draw-actions.ts'
import * as store from './store-leads.ts'

type At = { regionId: string; id: string }
const MOST = 1_000
/** Days back in which doubles are looked for. */
const DOUBLES_DAYS = 90

type Beside = { acts: readonly store.LeadActRow[]; issues: readonly string[] }
function viewOf(
  { today }: Pick<Context, 'today'>,
  row: store.LeadRow,
  { acts, issues }: Beside,
): contract.LeadView {
  const text = maskNumbersButDays(row.text)
  return {
    regionId: row.region_id,
    id: row.id,
    source: row.source as LeadSource,
    sourceNumber: row.source_number,
    receivedOn: row.received_on,
    unit: namedOf(row.unit_id, row.unit),
    text,
    hidden: text !== row.text,
    hasContact: row.contact !== null,
    dueOn: row.due_on,
    daysLeft: row.due_on ? daysBetween(today, row.due_on) : null,
    state: row.state as LeadState,
    duplicateOf: row.duplicate_of,
    outcome: row.outcome as LeadOutcome | null,
    answer: maskNumbersButDays(row.answer),
    answeredOn: row.answered_on,
    inTime: row.answered_on && row.due_on ? row.answered_on <= row.due_on : null,
    issueIds: [...issues],
    takenBy: row.taker,
    acts: acts.map((one) => ({
      act: one.act,
      note: maskNumbersButDays(one.note),
      by: one.by_name,
      at: one.at.toISOString(),
    })),
  }
}

async function viewsOf(context: Context, regionId: string, rows: readonly store.LeadRow[]) {
  const ids = rows.map((row) => row.id)
  const acts = Map.groupBy(await store.actsOfLeads(context.trx, regionId, ids), (one) => one.lead_id)
  const issues = Map.groupBy(await store.issuesOfLeads(context.trx, regionId, ids), (one) => one.lead_id)
  return rows.map((row) =>
    viewOf(context, row, {
      acts: acts.get(row.id) ?? [],
      issues: (issues.get(row.id) ?? []).map((one) => one.id),
    }),
  )
}

async function read(context: Context, at: At): Promise<store.LeadRow> {
  const row = await store.leadById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '线索' })
  return row
}

async function show(context: Context, at: At): Promise<contract.LeadView> {
  const [view] = await viewsOf(context, at.regionId, [await read(context, at)])
  if (!view) throw refuse('not-found', { what: '线索' })
  return view
}

/** The last day to answer by the programme's terms; null where it names none, or where the holidays are not known yet. */
export async function dueOf(
  { trx, today }: Pick<Context, 'trx' | 'today'>,
  programmeId: string,
  lead: { source: LeadSource; receivedOn: string },
): Promise<string | null> {
  const { document } = await programmeOn(trx, programmeId, today)
  const terms = ruleOf(document, 'oversight')
  if (!terms) return null
  const days = { hotline: terms.hotlineReplyWorkdays, others: terms.leadReplyWorkdays }
  return replyDay(lead, days, await holidayTable(trx))
}

const listLeads = action(contract.listLeads, {
  allow: 'lead.read',
  async run(context, { params, query }) {
    await checkReach(context, { ...params, ...query }, 'read')
    const rows = await store.leadsIn(context.trx, { ...params, ...query, most: MOST + 1 })
    return {
      today: context.today,
      items: await viewsOf(context, params.regionId, rows.slice(0, MOST)),
      more: rows.length > MOST,
    }
  },
})

type Sought = { id: string; unitId: string | null; text: string; contact: string | null }
async function doublesOf(context: Context, regionId: string, lead: Sought) {
  const earlier = await store.leadsSince(context.trx, regionId, addDays(context.today, -DOUBLES_DAYS))
  const found = similarLeads(
    lead,
    earlier.map((row) => ({ id: row.id, unitId: row.unit_id, text: row.text, contact: row.contact })),
  ).slice(0, 5)
  const rows = found.flatMap((one) => earlier.find((row) => row.id === one.id) ?? [])
  const views = await viewsOf(context, regionId, rows)
  return views.map((view) => ({
    ...view,
    likeness: found.find((one) => one.id === view.id)?.likeness ?? 0,
  }))
}

const findSimilarLeads = action(contract.findSimilarLeads, {
  allow: 'lead.write',
  async run(context, { params, body }) {
    context.say({ zh: '线索查重', regionId: params.regionId })
    const lead = { id: '', unitId: body.unitId, text: body.text, contact: body.contact || null }
    return { items: body.text ? await doublesOf(context, params.regionId, lead) : [] }
  },
})

const takeLead = action(contract.takeLead, {
  allow: 'lead.write',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    await checkReach(context, { ...params, programmeId: body.programmeId }, 'write')
    if (await store.leadById(trx, params)) return show(context, params)
    if (body.receivedOn > today)
      throw refuse('check-day-to-come', { what: body.receivedOn }, { place: { path: 'body.receivedOn' } })
    const unit = body.unitId ? await organisationById(trx, body.unitId) : null
    if (body.unitId && !unit?.division_code.startsWith(params.regionId))
      throw refuse('check-other-county', {}, { place: { path: 'body.unitId' } })
    const known = body.sourceNumber
      ? await store.leadOfNumber(trx, params.regionId, { source: body.source, number: body.sourceNumber })
      : undefined
    if (known)
      throw refuse('lead-known', { day: known.received_on }, { place: { path: 'body.sourceNumber' } })
    const lead = { id: params.id, unitId: body.unitId, text: body.text, contact: body.contact || null }
    const doubles = body.distinct ? [] : await doublesOf(context, params.regionId, lead)
    if (doubles.length)
      throw refuse('lead-alike', { count: doubles.length }, { place: { path: 'body.text' } })
    await store.insertLead(
      trx,
      {
        ...params,
        ...body,
        contact: lead.contact,
        feedbackId: null,
        dueOn: await dueOf(context, body.programmeId, body),
        by: actor.accountId,
      },
      now,
    )
    await addAct(context, params, { act: 'receive', state: 'open', note: '' })
    context.say({
      zh: `登记线索：${LEAD_SOURCE_NAMES[body.source].zh}${unit ? `（${unit.name}）` : ''}`,
      subject: { type: 'lead', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params)
  },
})

export const addAct = (
  { trx, actor, now }: Pick<Context, 'trx' | 'actor' | 'now'>,
  { regionId, id }: At,
  done: { act: string; state: string; note: string },
): Promise<void> =>
  store.insertLeadAct(
    trx,
    // nobody stands for whoever wrote on the public page
    { regionId, id: uuidv7(), leadId: id, ...done, by: actor.login ? actor.accountId : null },
    now,
  )

type Act = Parameters<Parameters<typeof action<typeof contract.actOnLead>>[1]['run']>[1]['body']

async function change(context: Context, row: store.LeadRow, body: Act, state: LeadState): Promise<string> {
  const { trx, now, today } = context
  const at = { regionId: row.region_id, id: row.id }
  switch (body.act) {
    case 'answer':
      await store.setLead(
        trx,
        at,
        { state, outcome: body.outcome, answer: body.words, answered_on: today },
        now,
      )
      if (row.feedback_id)
        await answerFeedback(context, { regionId: row.region_id, id: row.feedback_id }, body.words)
      return `${LEAD_OUTCOME_NAMES[body.outcome].zh}：${body.words}`
    case 'double': {
      const of = await store.leadById(trx, { regionId: row.region_id, id: body.of })
      if (!of || of.id === row.id || of.state === 'duplicate') throw refuse('lead-double-wrong')
      await store.setLead(trx, at, { state, duplicate_of: of.id }, now)
      return ''
    }
    case 'undouble':
      await store.setLead(trx, at, { state, duplicate_of: null }, now)
      return ''
    case 'reopen':
      await store.setLead(trx, at, { state, outcome: null, answered_on: null }, now)
      return body.words
  }
}

const ACT_WORDS: Record<Act['act'], string> = {
  answer: '答复线索',
  double: '标记重复线索',
  undouble: '取消重复标记',
  reopen: '重新办理线索',
}

const actOnLead = action(contract.actOnLead, {
  allow: 'lead.write',
  async run(context, { params, body }) {
    await store.lockLead(context.trx, params)
    const row = await read(context, params)
    const state = LEAD_TRANSITIONS[row.state as LeadState][body.act]
    if (!state) throw refuse('lead-closed', { state: LEAD_STATE_NAMES[row.state as LeadState].zh })
    const note = await change(context, row, body, state)
    await addAct(context, params, { act: body.act, state, note })
    context.say({
      zh: `${ACT_WORDS[body.act]}：${LEAD_SOURCE_NAMES[row.source as LeadSource].zh} ${row.received_on}${row.unit ? `（${row.unit}）` : ''}`,
      subject: { type: 'lead', id: params.id },
      regionId: params.regionId,
      details: { act: body.act, state },
    })
    return show(context, params)
  },
})

const revealLead = action(contract.revealLead, {
  allow: 'lead.reveal',
  async run(context, { params, body }) {
    const row = await read(context, params)
    context.say({
      zh: `查看线索原文和联系方式（${LEAD_SOURCE_NAMES[row.source as LeadSource].zh} ${row.received_on}），理由：${maskNumbersButDays(body.reason)}`,
      subject: { type: 'lead', id: params.id },
      regionId: params.regionId,
    })
    return { text: row.text, contact: row.contact }
  },
})

export const leadActions: Action[] = [listLeads, findSimilarLeads, takeLead, actOnLead, revealLead]
