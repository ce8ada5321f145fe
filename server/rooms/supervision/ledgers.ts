// What the lists and ledgers are made from: issues with their last words, leads, measures, checks, put in rows (ISS-1, ISS-2).
import { ROLE_NAMES, type Role } from '../../../domain/access/roles.ts'
import type { CheckKind } from '../../../domain/programme/oversight.ts'
import { CHECK_KIND_NAMES, CHECK_MEANS_NAMES, type CheckMeans } from '../../../domain/supervision/checks.ts'
import { type IssueScope, type IssueState, isOverdue } from '../../../domain/supervision/issues.ts'
import {
  LEAD_OUTCOME_NAMES,
  LEAD_SOURCE_NAMES,
  LEAD_STATE_NAMES,
  type LeadOutcome,
  type LeadSource,
  type LeadState,
} from '../../../domain/supervision/leads.ts'
import {
  type Column,
  column,
  type IssueFact,
  type LedgerKind,
  ledgerOf,
  type Row,
  type Table,
} from '../../../domain/supervision/lists.ts'
import {
  MEASURE_KIND_NAMES,
  MEASURE_STATE_NAMES,
  type MeasureKind,
  type MeasureState,
} from '../../../domain/supervision/measures.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { sourceWords } from './issue-view.ts'
import { checksIn } from './store-checks.ts'
import * as issues from './store-issues.ts'
import { leadsIn } from './store-leads.ts'
import { actsOfMeasures, measuresIn } from './store-measures.ts'

type Where = { regionId: string; programmeId: string }
/** Rows of one list: a county's year is some hundreds. */
const MOST = 20_000

const roleWords = (role: string): string => ROLE_NAMES[role as Role]?.zh ?? role

/** Every issue of a county's programme as the lists say it, oldest first. */
export async function issueFacts(context: Context, where: Where): Promise<IssueFact[]> {
  const { trx, today } = context
  const rows = (await issues.issuesIn(trx, { ...where, most: MOST })).toReversed()
  const ids = rows.map((row) => row.id)
  const regions = [...new Set(rows.map((row) => row.region_id))]
  const acts = Map.groupBy(await issues.actsOfIssues(trx, regions, ids), (one) => one.issue_id)
  const evidence = Map.groupBy(await issues.evidenceOfIssues(trx, regions, ids), (one) => one.issue_id)
  const results = Map.groupBy(await issues.resultsOfIssues(trx, regions, ids), (one) => one.issue_id)
  const parts = Map.groupBy(
    rows.filter((row) => row.merged_into),
    (row) => row.merged_into,
  )
  return rows.map((row) => {
    const own = acts.get(row.id) ?? []
    const passed = row.state === 'closed' ? own.findLast((one) => one.act === 'pass') : undefined
    const mended = own.findLast((one) => one.act === 'report')
    const joined = parts.get(row.id) ?? []
    const units = [...new Set([row, ...joined].flatMap((one) => one.unit ?? one.hospital ?? []))]
    return {
      id: row.id,
      what: row.what,
      source: sourceWords(row),
      unit: units.join('、'),
      scope: row.scope as IssueScope | null,
      rootCause: row.root_cause,
      measure: row.measure,
      owner: row.owner_role
        ? `${row.owner_organisation ?? roleWords(row.owner_role)}${row.owner_name ? `（${row.owner_name}）` : ''}`
        : '',
      dueOn: row.due_on,
      state: row.state as IssueState,
      overdue: isOverdue({ state: row.state as IssueState, dueOn: row.due_on }, today),
      mended: mended?.note ?? '',
      recheckedBy: passed?.by_name ?? '',
      recheckedOn: passed ? shanghaiDay(passed.at) : null,
      evidence: [row, ...joined].reduce((sum, one) => sum + (evidence.get(one.id)?.length ?? 0), 0),
      parts: joined.length,
      results: (results.get(row.id) ?? []).map((one) => ({
        kind: one.kind === 'institution' ? ('institution' as const) : ('outcome' as const),
        name: one.name,
        number: one.number,
        madeOn: one.made_on,
      })),
    }
  })
}

const LEADS = [
  column('number', '序号', 6),
  column('receivedOn', '收到日期', 13),
  column('source', '来源', 12),
  column('sourceNumber', '编号后六位', 12),
  column('unit', '涉及单位', 20),
  column('text', '线索内容', 44, true),
  column('dueOn', '答复期限', 13),
  column('state', '状态', 10),
  column('outcome', '核查结果', 14),
  column('answer', '答复', 36, true),
]
async function leadRows({ trx }: Context, where: Where): Promise<Row[]> {
  const rows = await leadsIn(trx, { ...where, most: MOST })
  return rows
    .toSorted((a, b) => a.received_on.localeCompare(b.received_on))
    .map((row, i) => ({
      id: row.id,
      cells: [
        String(i + 1),
        row.received_on,
        LEAD_SOURCE_NAMES[row.source as LeadSource].zh,
        // a ticket's number names nobody, but looks like one that might
        row.source_number.slice(-6) || '—',
        row.unit ?? '—',
        row.text,
        row.due_on ?? '—',
        LEAD_STATE_NAMES[row.state as LeadState].zh,
        row.outcome ? LEAD_OUTCOME_NAMES[row.outcome as LeadOutcome].zh : '—',
        row.answer || '—',
      ],
    }))
}

const MEASURES = [
  column('number', '序号', 6),
  column('kind', '措施', 12),
  column('subject', '对象', 22),
  column('grounds', '事由', 40, true),
  column('noticedOn', '告知日期', 13),
  column('replyBy', '申辩期限', 13),
  column('reply', '陈述申辩', 30, true),
  column('state', '状态', 14),
  column('inForceOn', '生效日期', 13),
]
async function measureRows({ trx }: Context, { regionId, programmeId }: Where): Promise<Row[]> {
  const rows = (await measuresIn(trx, programmeId)).filter((row) => row.region_id === regionId).toReversed()
  const acts = await actsOfMeasures(
    trx,
    [regionId],
    rows.map((row) => row.id),
  )
  return rows.map((row, i) => ({
    id: row.id,
    cells: [
      String(i + 1),
      MEASURE_KIND_NAMES[row.kind as MeasureKind].zh,
      row.practitioner ? `${row.practitioner}（${row.hospital ?? ''}）` : (row.unit ?? row.hospital ?? ''),
      row.grounds,
      shanghaiDay(row.noticed_at),
      row.reply_by,
      acts
        .filter((one) => one.measure_id === row.id && one.act === 'reply')
        .map((one) => one.words)
        .join('；') || '—',
      MEASURE_STATE_NAMES[row.state as MeasureState].zh,
      row.in_force_on ?? '—',
    ],
  }))
}

const CHECKS = [
  column('number', '序号', 6),
  column('doneOn', '日期', 13),
  column('kind', '检查', 14),
  column('unit', '受查单位', 22),
  column('practitioner', '受查医师', 12),
  column('means', '方式', 9),
  column('people', '检查人员', 26),
  column('score', '得分', 8),
  column('issues', '发现问题', 10),
  column('note', '说明', 34, true),
]
async function checkRows({ trx }: Context, where: Where): Promise<Row[]> {
  const rows = (await checksIn(trx, { ...where, most: MOST })).toReversed()
  const found = Map.groupBy(await issues.issuesIn(trx, { ...where, most: MOST }), (one) => one.check_id)
  return rows.map((row, i) => ({
    id: row.id,
    cells: [
      String(i + 1),
      row.done_on,
      CHECK_KIND_NAMES[row.kind as CheckKind].zh,
      row.unit,
      row.practitioner ?? '—',
      CHECK_MEANS_NAMES[row.means as CheckMeans].zh,
      row.people || row.by_name,
      row.score === null ? '—' : String(row.score),
      String(found.get(row.id)?.length ?? 0),
      row.note || '—',
    ],
  }))
}

const WORK = [
  column('number', '序号', 6),
  column('day', '日期', 13),
  column('kind', '工作', 16),
  column('unit', '对象', 26),
  column('what', '内容', 60, true),
  column('by', '办理人', 20),
]
const ISSUE_WORK: Record<string, string> = {
  raise: '发现问题',
  classify: '问题定性',
  assign: '分派整改',
  report: '整改报告',
  pass: '复查销号',
  fail: '复查未通过',
  reopen: '重新整改',
  merge: '并入共性问题',
}
/** ISS-1: everything that was done, day by day. */
async function workRows(context: Context, where: Where): Promise<Row[]> {
  const { trx } = context
  const found = await issues.issuesIn(trx, { ...where, most: MOST })
  const byId = new Map(found.map((row) => [row.id, row]))
  const acts = await issues.actsOfIssues(
    trx,
    [...new Set(found.map((row) => row.region_id))],
    found.map((row) => row.id),
  )
  const rows = [
    ...(await checksIn(trx, { ...where, most: MOST })).map((row) => ({
      id: row.id,
      cells: [
        row.done_on,
        CHECK_KIND_NAMES[row.kind as CheckKind].zh,
        row.practitioner ? `${row.unit} ${row.practitioner}` : row.unit,
        `${CHECK_MEANS_NAMES[row.means as CheckMeans].zh}检查${row.score === null ? '' : `，得分 ${row.score}`}${row.note ? `；${row.note}` : ''}`,
        row.people || row.by_name,
      ],
    })),
    ...acts.map((act) => {
      const issue = byId.get(act.issue_id)
      return {
        id: act.id,
        cells: [
          shanghaiDay(act.at),
          ISSUE_WORK[act.act] ?? act.act,
          issue?.unit ?? '—',
          `${issue?.what ?? ''}${act.note ? `（${act.note}）` : ''}`,
          act.by_name,
        ],
      }
    }),
    ...(await leadsIn(trx, { ...where, most: MOST })).map((row) => ({
      id: row.id,
      cells: [
        row.received_on,
        '受理线索',
        row.unit ?? '—',
        `${LEAD_SOURCE_NAMES[row.source as LeadSource].zh}：${row.text}`,
        row.taker ?? '公开页',
      ],
    })),
  ]
  return rows
    .toSorted((a, b) => (a.cells[0] ?? '').localeCompare(b.cells[0] ?? ''))
    .map((row, i) => ({ id: row.id, cells: [String(i + 1), ...row.cells] }))
}

const LEDGERS: Record<
  LedgerKind,
  { columns: readonly Column[]; rows: (context: Context, where: Where) => Promise<Row[]> }
> = {
  leads: { columns: LEADS, rows: leadRows },
  measures: { columns: MEASURES, rows: measureRows },
  checks: { columns: CHECKS, rows: checkRows },
  work: { columns: WORK, rows: workRows },
}

export async function ledgerTable(context: Context, where: Where & { kind: LedgerKind }): Promise<Table> {
  const { columns, rows } = LEDGERS[where.kind]
  return ledgerOf(where.kind, columns, await rows(context, where))
}
