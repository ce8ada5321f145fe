// The task list as a workbook, drawn from the same layout as the official forms.
import type { TaskLevel, TaskLine, TaskView } from '../../../contract/reports-tasks.ts'
import type { FormLayout } from '../../../domain/forms/layout.ts'
import { plainLayout } from '../../../domain/forms/plain-layout.ts'
import type { Programme } from '../../../domain/programme/programme.ts'

const LEVELS: Record<TaskLevel, string> = {
  county: '县（市、区）',
  unit: '受援单位',
  hospital: '支援单位',
  doctor: '医师',
}
const STATES: Record<TaskLine['state'], string> = {
  reached: '已完成',
  onPace: '正常',
  behind: '滞后',
  missed: '未完成',
  none: '无任务',
}

const COLUMNS = [
  ['no', '序号', 6],
  ['name', '', 30],
  ['of', '所属', 34],
  ['share', '任务', 9],
  ['how', '任务如何算出', 40],
  ['done', '已完成', 9],
  ['pace', '应达进度', 10],
  ['forecast', '预计', 9],
  ['perMonth', '每月尚需', 10],
  ['state', '进度', 9],
] as const
const PROSE = new Set<string>(['name', 'of', 'how'])
const NUMBERS = new Set<string>(['share', 'done', 'pace', 'forecast', 'perMonth'])

const how = (l: TaskLine): string =>
  [l.minimum, l.split, l.byHand ? '手工分解' : '', l.unassigned ? `其中 ${l.unassigned} 未落实到人` : '']
    .filter(Boolean)
    .join('；')

export function taskSheet(
  programme: Programme,
  task: TaskView,
  { level, lines, today }: { level: TaskLevel; lines: readonly TaskLine[]; today: string },
): FormLayout {
  const sum = (of: (l: TaskLine) => number): number => lines.reduce((n, l) => n + of(l), 0)
  return plainLayout({
    id: 'task-list',
    label: '任务清单',
    title: `${programme.shortName}任务清单（${task.name.zh}，按${LEVELS[level]}）`,
    head: [
      { label: '目标：', value: `${task.total} ${task.unit}，${task.by} 前` },
      { label: '截至：', value: today },
    ],
    columns: COLUMNS.map(([key, label, width]) => ({
      key,
      label: key === 'name' ? LEVELS[level] : label,
      width,
      kind: PROSE.has(key) ? 'prose' : NUMBERS.has(key) ? 'number' : 'word',
    })),
    rows: lines.map((l, i) => [
      i + 1,
      l.name,
      l.of,
      l.share,
      how(l),
      l.done,
      l.pace,
      l.forecast,
      l.perMonth,
      STATES[l.state],
    ]),
    total: {
      label: '合计',
      span: 3,
      values: [sum((l) => l.share), task.arithmetic, sum((l) => l.done), '', '', '', ''],
    },
    notes: [task.citation],
    paper: 'a3',
    meta: { programme: programme.id, year: programme.year, fields: [] },
  })
}
