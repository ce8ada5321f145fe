// 整改清单、制度清单、成果清单 (ISS-4) and the ledgers (ISS-1, ISS-2), made from what is recorded: no row without the issue and the
// evidence it stands on, nothing typed into a list by hand.
import type { FormLayout } from '../forms/layout.ts'
import { maskNumbersButDays } from '../people/masking.ts'
import type { PrintedDocument } from '../reports/documents/printed.ts'
import { ISSUE_SCOPE_NAMES, ISSUE_STATE_NAMES, type IssueScope, type IssueState } from './issues.ts'

export const LIST_KINDS = ['rectification', 'institution', 'outcome'] as const
export type ListKind = (typeof LIST_KINDS)[number]
export const LIST_NAMES: Record<ListKind, string> = {
  rectification: '整改清单',
  institution: '制度清单',
  outcome: '成果清单',
}
export const LEDGER_KINDS = ['work', 'leads', 'measures', 'checks'] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]
export const LEDGER_NAMES: Record<LedgerKind, string> = {
  work: '工作台账',
  leads: '问题线索台账',
  measures: '处理措施台账',
  checks: '检查记录',
}

export type Column = { key: string; label: string; width: number; wide: boolean }
export type Row = { id: string; cells: string[] }
export type Table = { title: string; columns: readonly Column[]; rows: readonly Row[] }

/** A column; prose stands at the left. */
export const column = (key: string, label: string, width: number, wide = false): Column => ({
  key,
  label,
  width,
  wide,
})

/** An issue as the lists say it. */
export type IssueFact = {
  id: string
  what: string
  source: string
  unit: string
  scope: IssueScope | null
  rootCause: string
  measure: string
  owner: string
  dueOn: string | null
  state: IssueState
  overdue: boolean
  mended: string
  recheckedBy: string
  recheckedOn: string | null
  evidence: number
  /** How many others are part of it. */
  parts: number
  results: readonly { kind: 'institution' | 'outcome'; name: string; number: string; madeOn: string }[]
}

const dash = (text: string | null): string => text || '—'

const RECTIFICATION = [
  column('number', '序号', 5),
  column('unit', '涉及单位', 16),
  column('what', '存在问题', 28, true),
  column('source', '来源', 10),
  column('scope', '类别', 8),
  column('rootCause', '原因', 18, true),
  column('measure', '整改措施', 22, true),
  column('owner', '责任单位（人）', 16),
  column('dueOn', '整改时限', 11),
  column('mended', '整改情况', 22, true),
  column('recheck', '复查人、日期', 15),
  column('evidence', '证据', 6),
  column('state', '状态', 9),
]

/** Findings that became part of a common issue stand in its row by number, so that none is listed twice or lost. */
function rectification(issues: readonly IssueFact[]): Table {
  const rows = issues
    .filter((one) => one.state !== 'merged')
    .map((one, i) => ({
      id: one.id,
      cells: [
        String(i + 1),
        dash(one.unit),
        `${one.what}${one.parts ? `（含并入问题 ${one.parts} 个）` : ''}`,
        one.source,
        one.scope ? ISSUE_SCOPE_NAMES[one.scope].zh : '待定性',
        dash(one.rootCause),
        dash(one.measure),
        dash(one.owner),
        dash(one.dueOn),
        dash(one.mended),
        one.recheckedOn ? `${one.recheckedBy} ${one.recheckedOn}` : '—',
        `${one.evidence} 份`,
        one.overdue ? '整改逾期' : ISSUE_STATE_NAMES[one.state].zh,
      ],
    }))
  return { title: LIST_NAMES.rectification, columns: RECTIFICATION, rows }
}

const INSTITUTION = [
  column('number', '序号', 6),
  column('name', '制度名称', 34, true),
  column('no', '文号', 20),
  column('madeOn', '制定日期', 13),
  column('owner', '制定单位', 20),
  column('what', '针对的问题', 40, true),
  column('evidence', '证据', 8),
]
const OUTCOME = [
  column('number', '序号', 6),
  column('name', '整改成果', 40, true),
  column('madeOn', '完成日期', 13),
  column('owner', '责任单位', 20),
  column('what', '针对的问题', 40, true),
  column('recheck', '复查人、日期', 18),
  column('evidence', '证据', 8),
]

/** Results count once somebody looked at the mending and passed it. */
function resultsOf(issues: readonly IssueFact[], kind: 'institution' | 'outcome'): Table {
  const rows = issues
    .filter((one) => one.state === 'closed')
    .flatMap((one) => one.results.filter((result) => result.kind === kind).map((result) => ({ one, result })))
    .map(({ one, result }, i) => {
      const recheck = `${one.recheckedBy} ${dash(one.recheckedOn)}`
      const tail =
        kind === 'institution'
          ? [dash(result.number), result.madeOn, dash(one.owner), one.what]
          : [result.madeOn, dash(one.owner), one.what, recheck]
      return { id: one.id, cells: [String(i + 1), result.name, ...tail, `${one.evidence} 份`] }
    })
  return kind === 'institution'
    ? { title: LIST_NAMES.institution, columns: INSTITUTION, rows }
    : { title: LIST_NAMES.outcome, columns: OUTCOME, rows }
}

const masked = (table: Table): Table => ({
  ...table,
  rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(maskNumbersButDays) })),
})

/** One of the three lists as it stands, numbers hidden. */
export const listOf = (kind: ListKind, issues: readonly IssueFact[]): Table =>
  masked(kind === 'rectification' ? rectification(issues) : resultsOf(issues, kind))

/** A ledger's table, numbers hidden. */
export const ledgerOf = (kind: LedgerKind, columns: readonly Column[], rows: readonly Row[]): Table =>
  masked({ title: LEDGER_NAMES[kind], columns, rows })

/** What stands above and below a table on paper. */
export type PaperHead = {
  body: string
  programme: string
  county: string
  year: number
  /** 第 2 版 or 未签发. */
  standing: string
  signer: string
  /** 'YYYY-MM-DD' */
  date: string
}

const line = (key: string, label: string, value: string, stamp = '') => ({ key, label, value, stamp })

const isList = (table: Table): boolean => Object.values(LIST_NAMES).includes(table.title)
const titleOf = (table: Table, { county, year }: PaperHead): string =>
  `${county}${year}年度“医师下基层”对口支援${table.title}`

/** The official layout of a table, from which the workbook and the PDF are drawn. */
export function layoutOfTable(table: Table, head: PaperHead): FormLayout {
  return {
    formId: 'supervision-list',
    version: 1,
    annexLabel: table.title,
    title: titleOf(table, head),
    headLines: [
      line('body', '填报单位：', head.body, '（盖章）'),
      line('standing', '', head.standing),
      line('date', '日期：', head.date),
    ],
    columns: table.columns.map(({ key, width, wide }) => ({
      key,
      width,
      align: wide ? 'left' : 'center',
      numeric: false,
    })),
    widths: table.columns.map((one) => one.width),
    header: {
      rows: 1,
      cells: table.columns.map(({ label }, c) => ({ r: 0, c, rowspan: 1, colspan: 1, label })),
    },
    rows: table.rows.map((row) => [...row.cells]),
    total: null,
    notes: [
      isList(table)
        ? '本表由系统按检查、线索和整改记录生成，每一行都有证据可查；号码已隐去。'
        : '本表由系统按办理记录生成；号码已隐去。',
    ],
    signs: isList(table)
      ? [line('signer', '签发人：', head.signer), line('leader', '分管领导：', '')]
      : [line('clerk', '填表人：', ''), line('leader', '分管领导：', '')],
    paper: table.columns.length > 8 ? 'a3' : 'a4',
    meta: {
      county: head.county,
      year: head.year,
      month: '',
      activity: '医师下基层',
      programme: '',
      fields: table.columns.map((one) => one.key),
    },
  }
}

const dateWords = (day: string): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** The same as a document to go on writing in. */
export function documentOfTable(table: Table, head: PaperHead): PrintedDocument {
  return {
    issuer: head.body,
    redHead: false,
    number: '',
    titleLines: [titleOf(table, head)],
    recipient: '',
    blocks: [
      {
        kind: 'text',
        lead: '',
        text: `共 ${table.rows.length} 条（${head.standing}）。每一条都有证据可查，号码已隐去。`,
      },
      {
        kind: 'table',
        title: table.title,
        columns: table.columns.map(({ label, width, wide }) => ({
          label,
          width,
          align: wide ? ('left' as const) : ('center' as const),
        })),
        rows: table.rows.map((row) => [...row.cells]),
        landscape: true,
        note: head.signer ? `签发人：${head.signer}` : '未签发',
      },
    ],
    attachments: [],
    unit: head.body,
    date: dateWords(head.date),
    copies: '',
    printer: '',
  }
}
