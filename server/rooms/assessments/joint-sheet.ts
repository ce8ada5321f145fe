// 联合考核结果 as a workbook for the offices that promote and reward (ASM-4), drawn from the layout of the official forms.
import type { AssessmentRow } from '../../../contract/assessments-joint.ts'
import type { FormLayout, LayoutValue } from '../../../domain/forms/layout.ts'
import { plainLayout } from '../../../domain/forms/plain-layout.ts'
import type { Cycle } from '../../../domain/programme/assessment.ts'

const STATES: Record<AssessmentRow['state'], string> = {
  open: '待评分',
  signing: '待另一方签署',
  published: '已公布，申诉期内',
  appealed: '申诉中',
  final: '已生效',
}
const PROSE = new Set(['hospital', 'unit', 'signed'])
const WORDS = new Set(['name', 'title', 'grade', 'state'])
const GRADES = { excellent: '优秀', passed: '合格', failed: '不合格' } as const

export function assessmentSheet(programme: string, cycle: Cycle, rows: readonly AssessmentRow[]): FormLayout {
  const parts = rows[0]?.parts ?? []
  const columns: [string, string, number][] = [
    ['no', '序号', 6],
    ['name', '姓名', 10],
    ['title', '职称', 12],
    ['hospital', '支援单位', 24],
    ['unit', '受援单位', 24],
    ...parts.map((p): [string, string, number] => [p.id, `${p.name}（${p.weight}%）`, 12]),
    ['total', '总分', 8],
    ['grade', '等次', 8],
    ['state', '状态', 16],
    ['signed', '签署', 30],
  ]
  const cells = (row: AssessmentRow, i: number): LayoutValue[] => [
    i + 1,
    row.name,
    row.title,
    row.hospital,
    row.unit,
    ...row.parts.map((p) => p.points),
    row.total,
    row.grade ? GRADES[row.grade] : null,
    STATES[row.state],
    row.signed.map((s) => `${s.by} ${s.on}`).join('；'),
  ]
  return plainLayout({
    id: 'joint-assessment',
    label: '联合考核',
    title: `${programme}派驻医师联合考核结果`,
    head: [{ label: '考核周期：', value: `${cycle.from} 至 ${cycle.to}` }],
    columns: columns.map(([key, label, width]) => ({
      key,
      label,
      width,
      kind: PROSE.has(key) ? 'prose' : WORDS.has(key) ? 'word' : 'number',
    })),
    rows: rows.map(cells),
    notes: ['岗位职责、月度考核由排班、日志卡和每月日常考核记录得出，其余由双方评分。'],
    paper: 'a3',
    meta: { year: Number(cycle.id.slice(0, 4)) },
  })
}
