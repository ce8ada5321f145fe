// assessments actions: exit with due process, from the facts to another doctor at the unit (ASM-8, ASM-9).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/assessments-exit.ts'
import { refuse } from '../../../contract/problems.ts'
import {
  decideExit,
  EXIT_OUTCOME_NAMES,
  EXIT_STATE_NAMES,
  type ExitAct,
  type ExitOutcome,
  type ExitState,
} from '../../../domain/assessments/exit.ts'
import type { NoticeKind, NoticeParams } from '../../../domain/notices/texts.ts'
import { yearOf } from '../../../domain/shared/calendar.ts'
import { workdaysAfter } from '../../../domain/supervision/leads.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { endByDecision, postingsOf, postSuccessor, successorsFor } from '../dispatch/door.ts'
import { checkReach, holidayTable } from '../programme/door.ts'
import { caseOf, exitRule, exitViews, proposalsNow, proposalViews, termsOf } from './exit-view.ts'
import * as store from './store-exit.ts'

type At = { regionId: string; id: string }

async function show(context: Context, at: At): Promise<contract.ExitCaseView> {
  const row = await store.exitById(context.trx, at)
  const [view] = row ? await exitViews(context, [row]) : []
  if (!view) throw refuse('not-found', { what: '退出事项' })
  return view
}
/** The case, locked, with its empty places; refuses what the reader may not see. */
async function held(context: Context, at: At) {
  await store.lockExit(context.trx, at)
  const view = await show(context, at)
  const row = await store.exitById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '退出事项' })
  return { view, row, places: await store.placesOfExits(context.trx, [row]) }
}
type Held = Awaited<ReturnType<typeof held>>

const bodiesOf = (row: store.ExitRow) => [
  { role: 'receivingUnit' as const, organisationId: row.unit_id },
  { role: 'hospital' as const, organisationId: row.hospital_id },
]
async function tell(
  { trx, actor, now }: Context,
  row: store.ExitRow,
  told: { kind: NoticeKind; params: NoticeParams; toBureau?: boolean },
): Promise<void> {
  await tellNotices(
    trx,
    {
      regionId: row.region_id,
      programmeId: row.programme_id,
      kind: told.kind,
      params: told.params,
      event: `${told.kind}/${row.id}/${now.toISOString()}`,
      subject: { type: 'exit', id: row.id },
      recipients: told.toBureau ? [{ role: 'bureau', divisionCode: row.region_id }] : bodiesOf(row),
      by: actor.accountId,
    },
    now,
  )
}

const listExitProposals = action(contract.listExitProposals, {
  allow: 'exit.propose',
  async run(context, { query }) {
    await checkReach(context, query, 'read')
    const { terms, rule } = await exitRule(context, query.programmeId)
    if (!terms) return { items: [], rule: null }
    return { items: await proposalViews(context, await proposalsNow(context, query, terms)), rule }
  },
})

const listExits = action(contract.listExits, {
  allow: 'exit.read',
  run: async (context, { query }) => ({
    today: context.today,
    items: await exitViews(context, await store.exitsIn(context.trx, query)),
  }),
})

const listMyExits = action(contract.listMyExits, {
  allow: 'exit.own',
  async run(context) {
    const practitionerId = context.actor.practitionerId ?? ''
    if (!practitionerId) return { items: [] }
    return { items: await exitViews(context, await store.exitsIn(context.trx, { practitionerId })) }
  },
})

const proposeExit = action(contract.proposeExit, {
  allow: 'exit.propose',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const where = { regionId: params.regionId, programmeId: body.programmeId }
    await checkReach(context, where, 'write')
    if (await store.exitById(trx, params)) return show(context, params)
    const { document, terms, rule } = await exitRule(context, body.programmeId)
    if (!terms || !rule) throw refuse('exit-no-rule', { programme: document.name })
    const same = (
      one: Pick<typeof body, 'kind' | 'unitId' | 'hospitalId' | 'practitionerId' | 'department'>,
    ) =>
      one.kind === body.kind &&
      one.unitId === body.unitId &&
      one.hospitalId === body.hospitalId &&
      one.practitionerId === body.practitionerId &&
      one.department === body.department
    const open = (await store.exitsIn(trx, where)).find(
      (row) =>
        row.state !== 'closed' &&
        row.state !== 'withdrawn' &&
        row.kind === body.kind &&
        row.unit_id === body.unitId &&
        row.hospital_id === body.hospitalId &&
        row.practitioner_id === body.practitionerId &&
        row.department === body.department,
    )
    if (open)
      throw refuse('exit-open-already', {
        subject: open.practitioner ?? `${open.hospital}${open.department ?? ''}`,
      })
    const proposal = (await proposalsNow(context, where, terms)).find(same)
    if (!proposal) throw refuse('exit-no-ground', { subject: '这一方' })
    const { inferred, clauses, citation } = rule
    const made = await store.insertExit(
      trx,
      {
        ...where,
        ...body,
        id: params.id,
        facts: { met: proposal.met, doctors: proposal.doctors, facts: proposal.facts, inferred, clauses },
        terms,
        citation,
        by: actor.accountId,
      },
      now,
    )
    if (!made) throw refuse('changed-meanwhile', { what: '退出事项' })
    await store.insertExitAct(
      trx,
      params,
      {
        id: uuidv7(),
        act: 'propose',
        state: 'proposed',
        outcome: null,
        words: body.grounds,
        late: false,
        by: actor.accountId,
        role: actor.role,
      },
      now,
    )
    const view = await show(context, params)
    context.say({
      zh: `提出退出：${view.subject}`,
      subject: { type: 'exit', id: params.id },
      regionId: params.regionId,
      details: { facts: proposal.facts.map(({ signal, ref }) => ({ signal, ref })) },
    })
    return view
  },
})

/** Working days from the day after the notice, by the terms the case was opened under. */
async function replyByOf({ trx, today }: Context, row: store.ExitRow): Promise<string> {
  const day = workdaysAfter(today, termsOf(row).replyWorkdays, await holidayTable(trx))
  if (!day) throw refuse('holiday-year-unknown', { year: yearOf(today) + 1 })
  return day
}

function stateAfter(
  context: Context,
  { row, places }: Held,
  asked: { act: ExitAct; outcome?: ExitOutcome | undefined },
): { state: ExitState; late: boolean } {
  const decision = decideExit(caseOf(row, places), asked, context.actor, {
    today: context.today,
    otherDecides: termsOf(row).otherDecides,
  })
  if (!decision.ok) {
    const { zh, en } = EXIT_STATE_NAMES[row.state as ExitState]
    throw refuse(decision.why, { state: zh, stateEn: en, until: row.reply_by ?? '' })
  }
  return decision
}

/** The postings a decision ends: the doctor's at the unit, or all of the department or the hospital there. */
async function endPostings(context: Context, { row, view }: Held, outcome: ExitOutcome): Promise<number> {
  const where = { regionId: row.region_id, programmeId: row.programme_id }
  const ids = (await postingsOf(context.trx, where))
    .filter((p) => p.unit_id === row.unit_id && p.hospital_id === row.hospital_id)
    .filter((p) => row.kind !== 'doctor' || p.practitioner_id === row.practitioner_id)
    .filter((p) => row.kind !== 'department' || p.specialty_text === row.department)
    .map((p) => p.id)
  const reason = `${EXIT_OUTCOME_NAMES[outcome].zh}：${view.subject}`.slice(0, 200)
  const ended = await endByDecision(context, where, ids, reason)
  for (const posting of ended)
    await store.insertPlace(
      context.trx,
      { regionId: row.region_id, id: row.id },
      {
        id: uuidv7(),
        postingId: posting.id,
        practitionerId: posting.practitioner_id,
        needText: posting.need_text,
        needCode: posting.need_code,
      },
    )
  return ended.length
}

const SENTENCES: Record<contract.ExitCaseView['mayDo'][number], string> = {
  notice: '发出拟退出告知',
  withdraw: '撤回退出事项',
  reply: '陈述申辩',
  decide: '作出退出决定',
  rematch: '安排接替',
  waive: '说明不再安排接替',
}

async function write(
  context: Context,
  at: At,
  a: { act: ExitAct; state: ExitState; outcome?: ExitOutcome | undefined; words: string; late: boolean },
): Promise<void> {
  const { trx, actor, now } = context
  const said = { by: actor.accountId, role: actor.role, id: uuidv7(), outcome: a.outcome ?? null }
  await store.insertExitAct(
    trx,
    at,
    { act: a.act, state: a.state, words: a.words, late: a.late, ...said },
    now,
  )
}

const actOnExit = action(contract.actOnExit, {
  allow: 'exit.act',
  async run(context, { params, body }) {
    const { trx, now } = context
    const one = await held(context, params)
    const { row, view } = one
    if (body.act === 'decide' && !body.outcome)
      throw refuse('exit-no-outcome', {}, { place: { path: 'body.outcome' } })
    const outcome = body.act === 'decide' ? body.outcome : undefined
    const { state: next, late } = stateAfter(context, one, { act: body.act, outcome })
    const replyBy = body.act === 'notice' ? await replyByOf(context, row) : row.reply_by
    const ended = outcome === 'adjust' || outcome === 'end' ? await endPostings(context, one, outcome) : 0
    // nothing is left to match where the posting had ended before
    const state = next === 'rematching' && ended === 0 ? 'closed' : next
    await store.setExit(
      trx,
      params,
      { state: next, ...(outcome ? { outcome } : {}), ...(replyBy ? { reply_by: replyBy } : {}) },
      now,
    )
    if (state !== next) await store.setExit(trx, params, { state }, now)
    await write(context, params, {
      act: body.act,
      state,
      outcome,
      words: body.words,
      late: body.act === 'reply' && late,
    })
    if (body.act === 'notice')
      await tell(context, row, {
        kind: 'exit-noticed',
        params: { subject: view.subject, until: replyBy ?? '' },
      })
    if (body.act === 'reply')
      await tell(context, row, { kind: 'exit-replied', params: { subject: view.subject }, toBureau: true })
    if (outcome || (body.act === 'withdraw' && row.reply_by))
      await tell(context, row, {
        kind: 'exit-decided',
        params: { subject: view.subject, outcome: outcome ? EXIT_OUTCOME_NAMES[outcome].zh : '已撤回' },
      })
    context.say({
      zh: `${SENTENCES[body.act]}${outcome ? `（${EXIT_OUTCOME_NAMES[outcome].zh}）` : ''}：${view.subject}`,
      subject: { type: 'exit', id: params.id },
      regionId: params.regionId,
      details: { act: body.act, state, late },
    })
    return show(context, params)
  },
})

/** Who may come to a place that was left: of another hospital where a hospital's support was ended, never whoever left. */
async function candidates(context: Context, at: At, placeId: string) {
  const { row, places, view } = await held(context, at)
  const place = places.find((one) => one.id === placeId && one.successor_id === null)
  if (!place) throw refuse('not-found', { what: '待接替的位置' })
  const where = { regionId: row.region_id, programmeId: row.programme_id }
  const found = await successorsFor(context, where, { unitId: row.unit_id, needCode: place.need_code })
  // nor does anybody come whose own case is open
  const open = (await store.exitsIn(context.trx, where)).filter(
    (one) => one.state !== 'closed' && one.state !== 'withdrawn',
  )
  const left = new Set([...places, ...open].map((one) => one.practitioner_id))
  const items = found
    .filter((one) => !left.has(one.practitionerId))
    .filter((one) => row.kind !== 'hospital' || row.outcome !== 'end' || one.hospitalId !== row.hospital_id)
  return { row, place, places, view, where, items }
}

const listExitSuccessors = action(contract.listExitSuccessors, {
  allow: 'exit.rematch',
  async run(context, { params }) {
    const { items } = await candidates(context, params, params.placeId)
    return { items: items.slice(0, 30) }
  },
})

const rematchExit = action(contract.rematchExit, {
  allow: 'exit.rematch',
  async run(context, { params, body }) {
    const { trx, now } = context
    const { row, place, places, view, where, items } = await candidates(context, params, params.placeId)
    const { state } = stateAfter(context, { row, places, view }, { act: 'rematch' })
    const who = items.find((one) => one.practitionerId === body.practitionerId)
    if (!who) throw refuse('exit-no-successor', { why: '已在该单位、已离任、职称不够或不属于本项目' })
    const postingId = await postSuccessor(context, where, place.posting_id, { who, reason: body.words })
    await store.fillPlace(
      trx,
      { regionId: params.regionId, id: place.id },
      { postingId, practitionerId: who.practitionerId },
    )
    await store.setExit(trx, params, { state }, now)
    await write(context, params, {
      act: 'rematch',
      state,
      words: `${who.name}（${who.hospital}）接替${place.doctor}：${body.words}`,
      late: false,
    })
    const unit = view.unit.name
    await tell(context, row, { kind: 'exit-rematched', params: { unit, doctor: who.name } })
    context.say({
      zh: `${SENTENCES.rematch}：${unit} ${who.name} 接替 ${place.doctor}`,
      subject: { type: 'exit', id: params.id },
      regionId: params.regionId,
      details: { postingId },
    })
    return show(context, params)
  },
})

export const exitActions: Action[] = [
  listExitProposals,
  listExits,
  listMyExits,
  proposeExit,
  actOnExit,
  listExitSuccessors,
  rematchExit,
]
