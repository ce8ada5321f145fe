// 下基层费用报销清单 as a workbook, drawn from the layout of the official forms: what finance pays by (FIN-1).
import type { ClaimRow } from '../../../contract/funding-expenses.ts'
import type { FormLayout, LayoutValue } from '../../../domain/forms/layout.ts'
import { plainLayout } from '../../../domain/forms/plain-layout.ts'
import { EXPENSE_KINDS, EXPENSE_NAMES } from '../../../domain/funding/expenses.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Parts } from './store-expenses.ts'

const STATES = {
  draft: '草稿',
  submitted: '待审核',
  returned: '已退回',
  approved: '已审核',
  paid: '已付款',
  cancelled: '已作废',
} as const
const COLUMNS: readonly [key: string, label: string, width: number][] = [
  ['no', '序号', 6],
  ['name', '姓名', 10],
  ['hospital', '报销单位', 22],
  ['day', '下乡日期', 12],
  ['unit', '受援单位', 24],
  ...EXPENSE_KINDS.map((kind): [string, string, number] => [kind, `${EXPENSE_NAMES[kind].zh}（元）`, 10]),
  ['total', '合计（元）', 10],
  ['card', '日志卡经费（元）', 11],
  ['receipts', '票据', 34],
  ['state', '状态', 9],
  ['by', '最后办理', 20],
  ['why', '与日志卡不一致的原因', 24],
]
const PROSE = new Set(['hospital', 'unit', 'receipts', 'why'])
const NUMBERS = new Set<string>(['no', ...EXPENSE_KINDS, 'total', 'card'])

export function claimSheet(rows: readonly ClaimRow[], lines: Parts['lines'], month: string): FormLayout {
  const byClaim = Map.groupBy(lines, (l) => l.claim_id)
  const cells = (row: ClaimRow, i: number): LayoutValue[] => [
    i + 1,
    row.practitioner.name,
    row.hospital.name,
    row.day,
    row.unit.name,
    ...EXPENSE_KINDS.map((kind) => (row.kinds[kind] ?? 0) / 100),
    row.totalFen / 100,
    row.card ? (row.card.transport + row.card.lodging + row.card.supplies) / 100 : null,
    (byClaim.get(row.id) ?? [])
      .map((l) => (l.number ? `${l.issuer} ${l.number}` : `无票据：${l.note}`))
      .join('；'),
    STATES[row.state],
    row.last ? `${row.last.by} ${shanghaiDay(new Date(row.last.at))}` : '',
    row.difference,
  ]
  const sum = (of: (row: ClaimRow) => number): number => rows.reduce((all, row) => all + of(row), 0) / 100
  return plainLayout({
    id: 'expense-list',
    label: '',
    title: `${month.slice(0, 4)}年${Number(month.slice(5))}月下基层费用报销清单`,
    columns: COLUMNS.map(([key, label, width]) => ({
      key,
      label,
      width,
      kind: PROSE.has(key) ? 'prose' : NUMBERS.has(key) ? 'number' : 'word',
    })),
    rows: rows.map(cells),
    total: {
      label: '合计',
      span: 5,
      values: [
        ...EXPENSE_KINDS.map((kind) => sum((row) => row.kinds[kind] ?? 0)),
        sum((row) => row.totalFen),
        ...Array.from({ length: 5 }, () => null),
      ],
    },
    notes: ['交通、食宿等费用按规定由原单位报销。已作废的不列入。日志卡经费只作对照，不重复计算。'],
    paper: 'a3',
    meta: { year: Number(month.slice(0, 4)), month },
  })
}
