// 医师基层服务一览 as a workbook, drawn from the layout of the official forms (ASM-4, ASM-7).
import type { CreditRow } from '../../../contract/assessments-credit.ts'
import { CREDIT_KIND_NAMES, CREDIT_KINDS } from '../../../domain/assessments/credit.ts'
import type { FormLayout, LayoutValue } from '../../../domain/forms/layout.ts'
import { plainLayout } from '../../../domain/forms/plain-layout.ts'

const COLUMNS: readonly [key: string, label: string, width: number][] = [
  ['no', '序号', 6],
  ['name', '姓名', 10],
  ['title', '职称', 12],
  ['hospital', '所在单位', 26],
  ['days', '基层服务（天）', 10],
  ['personDays', '下基层（人次）', 10],
  ['pending', '待确认（人次）', 10],
  ...CREDIT_KINDS.map((kind): [string, string, number] => [kind, `${CREDIT_KIND_NAMES[kind].zh}（天）`, 10]),
  ['gate', '凡晋必下', 14],
  ['grassroots', '基层门急诊（人次）', 12],
  ['here', '本院门急诊（人次）', 12],
  ['share', '基层占比（%）', 10],
  ['rounds', '下乡巡诊（次）', 10],
  ['contracts', '家庭医生签约', 10],
]

const WORDS = new Set(['name', 'title', 'gate'])

const gateWords = (row: CreditRow): string =>
  row.gate ? (row.gate.met ? `达到 ${row.gate.required} 天` : `差 ${row.gate.missing} 天`) : '方案未定天数'

export function creditSheet(rows: readonly CreditRow[], year: number): FormLayout {
  const cells = (row: CreditRow, i: number): LayoutValue[] => [
    i + 1,
    row.name,
    row.title,
    row.hospital,
    row.days,
    row.personDays,
    row.pending,
    ...CREDIT_KINDS.map((kind) => row.kinds[kind] ?? 0),
    gateWords(row),
    row.grassrootsConsultations,
    row.hospitalConsultations,
    row.grassrootsShare,
    row.rounds,
    row.contracts,
  ]
  return plainLayout({
    id: 'credit-list',
    label: '基层服务一览',
    title: `${year}年医师基层服务一览`,
    columns: COLUMNS.map(([key, label, width]) => ({
      key,
      label,
      width,
      kind: key === 'hospital' ? 'prose' : WORDS.has(key) ? 'word' : 'number',
    })),
    rows: rows.map(cells),
    notes: ['天：按日历日，一天只计一次；人次：按附件1，一单位一天计一人次。只计受援单位已确认的日志卡。'],
    paper: 'a3',
    meta: { year },
  })
}
