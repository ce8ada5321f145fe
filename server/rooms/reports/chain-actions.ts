// reports actions: the chain — what is owed, one report, handing in, returning, accepting, opening again (RPT-7, P1 to P12).
import { v7 as uuidv7 } from 'uuid'
import type { Received } from '../../../contract/endpoint.ts'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-chain.ts'
import {
  decideReport,
  RESUBMIT_DAYS,
  type ReportRefusal,
  TRANSITIONS,
} from '../../../domain/reports/chain.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import { addDays, daysBetween } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiMoment } from '../../platform/clock.ts'
import { allProgrammes, concerns } from '../programme/door.ts'
import { sideWords } from './bodies.ts'
import { chainFileActions } from './chain-files.ts'
import { tellReport } from './chain-tell.ts'
import { type LoadedReport, loadReport, reportView } from './chain-view.ts'
import { obligationView, owedIn, type SeenObligation } from './obligations.ts'
import { sealSubmission } from './seal-report.ts'
import * as store from './store-chain.ts'

/** A window through the lock is a few weeks at most. */
const MOST_DAYS = 31

const STATE_WORDS: Record<string, string> = {
  draft: '还没有提交',
  submitted: '已提交，等待审核',
  returned: '已退回，等待修改',
  accepted: '已通过',
  filed: '已逐级上报',
}
const ACT_WORDS = {
  submit: '提交报送',
  recall: '撤回报送',
  return: '退回报送',
  accept: '通过报送',
  unaccept: '撤销通过',
  file: '逐级上报',
} as const
const reportName = (loaded: LoadedReport): string =>
  `${loaded.obligation.name}（${periodLabel(loaded.obligation.period)}${loaded.obligation.part === 'supplement' ? '补充' : ''}）`

type Asked = Pick<
  NonNullable<Received<typeof contract.listObligations>['query']>,
  'side' | 'direct' | 'packageId' | 'period' | 'part' | 'level'
>
const isAskedFor = ({ obligation: o, side }: SeenObligation, asked: Asked): boolean =>
  (!asked.side || side === asked.side) &&
  (!asked.direct || side !== 'above') &&
  (!asked.packageId || o.packageId === asked.packageId) &&
  (!asked.period || o.period === asked.period) &&
  (!asked.part || o.part === asked.part) &&
  (!asked.level || o.body.level === asked.level)

const listObligations = action(contract.listObligations, {
  allow: 'report.read',
  async run(context, { query }) {
    const today = query.on ?? context.today
    const items: contract.ObligationView[] = []
    const unowned = []
    for (const p of await allProgrammes(context.trx)) {
      if (query.programmeId && p.id !== query.programmeId) continue
      if (!(await concerns(context.trx, context.actor, p))) continue
      const where = { programmeId: p.id, regionId: query.regionId }
      const owed = await owedIn(context, where, today)
      items.push(
        ...owed.seen
          .filter((s) => isAskedFor(s, query))
          .map((s) => obligationView({ programmeId: p.id }, owed.document, s)),
      )
      unowned.push(...owed.unowned.map((u) => ({ programmeId: p.id, ...u })))
    }
    return { today, items, unowned }
  },
})

/** The report's row, made when the first thing is done to it. */
async function ensureRow(context: Context, loaded: LoadedReport): Promise<LoadedReport> {
  if (loaded.row) return loaded
  const { body, dueOn } = loaded.obligation
  await store.insertReport(context.trx, loaded.key, {
    id: uuidv7(),
    level: body.level,
    organisationId: body.level === 'unit' ? body.id : null,
    dueOn,
    now: context.now,
  })
  return loadReport(context, loaded.key)
}

function refusalOf(loaded: LoadedReport, act: keyof typeof TRANSITIONS.draft, why: ReportRefusal) {
  const { obligation, standing, acts } = loaded
  const side = TRANSITIONS[standing.state][act]?.by[0] ?? 'receiver'
  return refuse(why, {
    state: STATE_WORDS[standing.state] ?? standing.state,
    name: reportName(loaded),
    who: sideWords(obligation.body, side),
    day: obligation.openUntil ?? '',
    clause: obligation.citation,
    opens: sideWords(obligation.body, 'receiver'),
    now: shanghaiMoment(loaded.now),
    last: acts.at(-1) ? shanghaiMoment(acts.at(-1)?.at ?? loaded.now) : '',
  })
}

const getReport = action(contract.getReport, {
  allow: 'report.read',
  async run(context, { params }) {
    return reportView(context, await loadReport(context, params))
  },
})

const saveReportDraft = action(contract.saveReportDraft, {
  allow: 'report.file',
  async run(context, { params, body }) {
    await store.lockReport(context.trx, params)
    const loaded = await ensureRow(context, await loadReport(context, params))
    if (!loaded.of || !TRANSITIONS[loaded.standing.state].submit?.by.includes(loaded.side))
      throw refusalOf(loaded, 'submit', loaded.side === 'owner' ? 'report-closed' : 'report-not-yours')
    const newest = loaded.drafts.at(-1)?.revision ?? 0
    // P19: what was written on an older text is kept beside the newer one, for a person to choose
    const aside = body.basedOn < loaded.revision
    await store.insertDraft(context.trx, {
      ...loaded.of,
      id: uuidv7(),
      revision: newest + 1,
      aside,
      words: JSON.stringify(body.words),
      by: context.actor.accountId,
      at: context.now,
    })
    context.say({
      zh: `保存报送文字：${loaded.obligation.body.name} ${reportName(loaded)}${aside ? '（与他人同时编辑，另存一份）' : ''}`,
      subject: { type: 'report', id: loaded.of.reportId },
      regionId: params.regionId,
    })
    return reportView(context, await loadReport(context, params))
  },
})

type Acting = { params: store.ReportKey; body: Parameters<typeof sealSubmission>[2] }

function checkStamp(loaded: LoadedReport, stamp: string): void {
  if (stamp === loaded.stamp) return
  const last = loaded.acts.at(-1)
  throw refuse('report-changed', {
    who: last?.actor ?? '另一位同事',
    at: last ? shanghaiMoment(last.at) : '',
  })
}

function checkResubmit(context: Context, day: string | undefined): string {
  const chosen = day ?? addDays(context.today, RESUBMIT_DAYS)
  const days = daysBetween(context.today, chosen)
  if (days >= 0 && days <= MOST_DAYS) return chosen
  throw refuse(
    'invalid-value',
    { path: 'resubmitBy', why: `重新提交的最后一天应在今天到 ${MOST_DAYS} 天之内` },
    { place: { path: 'body.resubmitBy' } },
  )
}

async function perform(context: Context, { params, body }: Acting): Promise<void> {
  await store.lockReport(context.trx, params)
  const loaded = await ensureRow(context, await loadReport(context, params))
  checkStamp(loaded, body.stamp)
  const resubmitBy = body.act === 'return' ? checkResubmit(context, body.resubmitBy) : undefined
  const decision = decideReport(loaded.standing, body.act, loaded.actor, {
    ...loaded.facts,
    comments: body.comments.length,
    note: body.note,
    resubmitBy,
  })
  if (!decision.ok) throw refusalOf(loaded, body.act, decision.why)
  const { of, row } = loaded
  if (!of || !row) throw refuse('not-found', { what: '报送' })
  const version = body.act === 'submit' ? await sealSubmission(context, loaded, body) : row.version
  await store.insertAct(context.trx, {
    ...of,
    id: uuidv7(),
    act: body.act,
    side: loaded.side,
    state: decision.report.state,
    version,
    note: body.note,
    by: context.actor.accountId,
    at: context.now,
  })
  await store.insertComments(
    context.trx,
    of,
    body.act === 'return' ? body.comments.map((c) => ({ ...c, id: uuidv7(), version })) : [],
    { by: context.actor.accountId, at: context.now },
  )
  await store.updateReport(context.trx, of.regionId, of.reportId, {
    state: decision.report.state,
    version,
    due_on: loaded.obligation.dueOn,
    resubmit_by: decision.report.resubmitBy,
    submitted_by: decision.report.submittedBy,
    last_at: context.now,
    ...(body.act === 'submit'
      ? {
          // owed anew, it is a new first time; a correction keeps the day of the first (P11)
          first_submitted_at: loaded.facts.owedAnew ? context.now : (row.first_submitted_at ?? context.now),
          last_submitted_at: context.now,
        }
      : {}),
    ...(body.act === 'recall' && row.version <= 1 ? { first_submitted_at: null } : {}),
  })
  const event = body.act === 'submit' && loaded.side === 'receiver' ? 'submitFor' : body.act
  await tellReport(context, loaded, event, { note: body.note, comments: body.comments.length })
  context.say({
    zh: `${ACT_WORDS[body.act]}：${loaded.obligation.body.name} ${reportName(loaded)}${body.note ? `，${body.note}` : ''}`,
    subject: { type: 'report', id: of.reportId },
    regionId: params.regionId,
    details: { act: body.act, state: decision.report.state, version },
  })
}

const actOnReport = action(contract.actOnReport, {
  allow: 'report.file',
  async run(context, received) {
    await perform(context, received)
    return reportView(context, await loadReport(context, received.params))
  },
})

const askReportException = action(contract.askReportException, {
  allow: 'report.file',
  async run(context, { params, body }) {
    await store.lockReport(context.trx, params)
    const loaded = await ensureRow(context, await loadReport(context, params))
    if (loaded.side !== 'owner' || !loaded.of) throw refusalOf(loaded, 'submit', 'report-not-yours')
    const { exceptions, facts } = loaded
    if (
      exceptions.some((e) => e.state === 'asked') ||
      facts.exceptions.some((e) => facts.today <= e.expiresOn)
    )
      throw refuse('report-exception-open')
    const view = await reportView(context, loaded)
    if (!view.lock.locked) throw refuse('report-not-locked')
    await store.insertException(context.trx, {
      ...loaded.of,
      id: uuidv7(),
      reason: body.reason,
      by: context.actor.accountId,
      at: context.now,
    })
    await tellReport(context, loaded, 'ask', { note: body.reason, comments: 0 })
    context.say({
      zh: `申请逾期或更正：${loaded.obligation.body.name} ${reportName(loaded)}，${body.reason}`,
      subject: { type: 'report', id: loaded.of.reportId },
      regionId: params.regionId,
    })
    return reportView(context, await loadReport(context, params))
  },
})

const decideReportException = action(contract.decideReportException, {
  allow: 'report.file',
  async run(context, { params, body }) {
    await store.lockReport(context.trx, params)
    const loaded = await loadReport(context, params)
    const asked = loaded.exceptions.find((e) => e.id === params.exceptionId)
    if (!loaded.of || !asked) throw refuse('not-found', { what: '逾期或更正申请' })
    if (loaded.side === 'owner') throw refusalOf(loaded, 'accept', 'report-not-yours')
    if (asked.asked_by === context.actor.accountId) throw refuse('report-same-person')
    const granted = body.decision === 'granted'
    const expiresOn = granted ? checkResubmit(context, body.expiresOn) : null
    if (!granted && !body.note) throw refuse('report-no-reason')
    const decided = await store.decideException(
      context.trx,
      { ...loaded.of, id: asked.id },
      { state: body.decision, expiresOn, note: body.note, by: context.actor.accountId, at: context.now },
    )
    if (!decided) throw refuse('report-exception-decided')
    await tellReport(context, loaded, granted ? 'open' : 'keep', {
      note: expiresOn ?? body.note,
      comments: 0,
    })
    context.say({
      zh: `${granted ? `批准在 ${expiresOn} 前提交` : '不同意逾期或更正'}：${loaded.obligation.body.name} ${reportName(loaded)}`,
      subject: { type: 'report', id: loaded.of.reportId },
      regionId: params.regionId,
    })
    return reportView(context, await loadReport(context, params))
  },
})

export const chainActions: Action[] = [
  listObligations,
  getReport,
  saveReportDraft,
  actOnReport,
  askReportException,
  decideReportException,
  ...chainFileActions,
]
