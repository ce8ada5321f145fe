// The task list as a workbook, drawn from the same layout as the official forms.
import type { TaskLevel, TaskLine, TaskView } from '../../../contract/reports-tasks.ts'
import type { FormLayout } from '../../../domain/forms/layout.ts'
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
  return {
    formId: 'task-list',
    version: 1,
    annexLabel: '任务清单',
    title: `${programme.shortName}任务清单（${task.name.zh}，按${LEVELS[level]}）`,
    headLines: [
      { key: 'total', label: '目标：', value: `${task.total} ${task.unit}，${task.by} 前`, stamp: '' },
      { key: 'on', label: '截至：', value: today, stamp: '' },
    ],
    columns: COLUMNS.map(([key, , width]) => ({
      key,
      width,
      align: key === 'name' || key === 'of' || key === 'how' ? 'left' : 'center',
      numeric: ['share', 'done', 'pace', 'forecast', 'perMonth'].includes(key),
    })),
    widths: COLUMNS.map(([, , width]) => width),
    header: {
      rows: 1,
      cells: COLUMNS.map(([key, label], c) => ({
        r: 0,
        c,
        rowspan: 1,
        colspan: 1,
        label: key === 'name' ? LEVELS[level] : label,
      })),
    },
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
    signs: [],
    paper: 'a3',
    meta: { programme: programme.id, county: '', year: programme.year, month: '', activity: '', fields: [] },
  }
}
