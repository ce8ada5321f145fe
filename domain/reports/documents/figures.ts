// Makes the figures of a document from its facts: a path in, the number with its words out. A fact that nobody
// records yet is said to be so and never printed as 0 (SVY-4).
import { dateWords, type Figure, type Piece } from './document.ts'
import type { CountName, DocumentFacts } from './facts.ts'

export const NO_DATA = '尚无数据'

export const COUNT_NAMES: Record<CountName, { name: string; unit: string }> = {
  personDays: { name: '下基层服务人次', unit: '人次' },
  doctors: { name: '下基层医师', unit: '名' },
  unitsServed: { name: '有医师到岗的受援单位', unit: '家' },
  duties: { name: '公布的值班日', unit: '个' },
  due: { name: '已到期的值班日', unit: '个' },
  recorded: { name: '已有日志卡的值班日', unit: '个' },
  missing: { name: '缺日志卡的值班日', unit: '个' },
  toConfirm: { name: '待受援单位确认的日志卡', unit: '张' },
  consultations: { name: '诊疗群众', unit: '人次' },
  caseDiscussions: { name: '疑难病例讨论', unit: '次' },
  teachingRounds: { name: '教学查房', unit: '次' },
  lectures: { name: '学术讲座', unit: '场次' },
  traineeVisits: { name: '业务培训', unit: '人次' },
  specialGroupServices: { name: '服务特殊人群', unit: '人次' },
  homeVisits: { name: '送医上门', unit: '人次' },
  leaflets: { name: '发放宣传单', unit: '份' },
  noticeClicks: { name: '公众号宣传点击', unit: '人次' },
  screenNotices: { name: '电子屏宣传', unit: '次' },
  expensesYuan: { name: '巡诊经费', unit: '元' },
  leaves: { name: '获准请假', unit: '人次' },
  absences: { name: '认定的缺勤', unit: '人次' },
}

const FIELD_NAMES: Record<string, { name: string; unit: string }> = {
  posted: { name: '派驻医师', unit: '名' },
  total: { name: '累计下基层服务人次', unit: '人次' },
  nextDuties: { name: '下月公布的值班日', unit: '个' },
  rank: { name: '累计人次名次', unit: '名' },
  quota: { name: '按测算应完成', unit: '人次' },
  gap: { name: '还差', unit: '' },
  perMonth: { name: '此后每月需完成', unit: '' },
  target: { name: '目标', unit: '' },
  actual: { name: '已完成', unit: '' },
  pace: { name: '按进度应到', unit: '' },
  forecast: { name: '照此预计', unit: '' },
  share: { name: '完成率', unit: '比例' },
  behind: { name: '低于进度', unit: '' },
  forecastGap: { name: '预计缺口', unit: '' },
  units: { name: '受援单位', unit: '家' },
  covered: { name: '已安排医师的受援单位', unit: '家' },
  coverage: { name: '受援单位覆盖率', unit: '比例' },
  uncovered: { name: '尚未安排医师的受援单位', unit: '家' },
  idle: { name: '本期没有医师到岗的受援单位', unit: '家' },
  unitsMissingCards: { name: '有缺卡的受援单位', unit: '家' },
  late: { name: '迟报', unit: '项' },
  overdue: { name: '逾期未报', unit: '项' },
  monthsLeft: { name: '剩余月数', unit: '个月' },
  monthsWhole: { name: '项目月数', unit: '个月' },
  daysGone: { name: '已过天数', unit: '天' },
  daysWhole: { name: '项目天数', unit: '天' },
  quotaGap: { name: '各单位合计还差', unit: '人次' },
  perUnit: { name: '每家应完成', unit: '人次' },
  nextUncovered: { name: '下月未排班的受援单位', unit: '家' },
  change: { name: '比上期增减', unit: '人次' },
  yuanPerDay: { name: '每人次经费', unit: '元' },
  satisfaction: { name: '满意率', unit: '比例' },
  awareness: { name: '知晓率', unit: '比例' },
  completed: { name: '测评完成', unit: '人' },
  judged: { name: '明确评价', unit: '人' },
  aware: { name: '事先知晓', unit: '人' },
  satisfied: { name: '评价满意', unit: '人' },
  praise: { name: '群众表扬', unit: '条' },
  complaints: { name: '群众投诉', unit: '条' },
  other: { name: '其他反馈', unit: '条' },
}

/** A share prints as a percentage; everything else as it is. */
export function formatFigure(value: number, unit: string): string {
  if (unit === '比例' || unit === '达标比例') return `${Math.round(value * 1000) / 10}%`
  return String(Math.round(value * 100) / 100)
}

/** The fact at a path such as `units.3.total`; undefined where there is none. */
export function factAt(facts: DocumentFacts, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (at && typeof at === 'object' ? (at as Record<string, unknown>)[key] : undefined),
      facts,
    )
}

function periodOf(facts: DocumentFacts, path: string, field: string): string {
  const [group] = path.split('.')
  const since = `${dateWords(facts.programme.from)}至${dateWords(facts.asOf)}`
  if (group === 'span' || group === 'feedback' || group === 'survey') return facts.period.label
  if (group === 'previous') return facts.previous?.label ?? ''
  if (group === 'next' || field === 'nextDuties' || field === 'nextUncovered') return facts.next?.label ?? ''
  if (group === 'units' || group === 'hospitals' || group === 'counties')
    return ['personDays', 'duties', 'missing'].includes(field) ? facts.period.label : since
  if (field === 'idle' || field === 'unitsMissingCards' || field === 'change' || field === 'yuanPerDay')
    return facts.period.label
  if (group === 'months') {
    const month = factAt(facts, `${path.split('.').slice(0, 2).join('.')}.month`)
    return `${String(month).slice(0, 4)}年${Number(String(month).slice(5))}月`
  }
  return since
}

/** Whose number it is, put in front of what is counted: 湖雷镇中心卫生院 · 累计…. */
function ownerOf(facts: DocumentFacts, path: string): string {
  const [group, index] = path.split('.')
  if (group === 'targets') return `${String(factAt(facts, `targets.${index}.name`))} · `
  if (group === 'units' || group === 'hospitals' || group === 'counties')
    return `${String(factAt(facts, `${group}.${index}.name`))} · `
  return ''
}

function unitOf(facts: DocumentFacts, path: string, field: string): string {
  if (path.startsWith('targets.') && field !== 'share')
    return facts.targets[Number(path.split('.')[1])]?.unit ?? ''
  if (path.startsWith('units.') && (field === 'gap' || field === 'perMonth')) return '人次'
  return (COUNT_NAMES[field as CountName] ?? FIELD_NAMES[field])?.unit ?? ''
}

/** The figure at a path, or 尚无数据 where the ledger has nothing. */
export function figure(facts: DocumentFacts, path: string): Piece {
  const value = factAt(facts, path)
  if (typeof value !== 'number' || Number.isNaN(value)) return NO_DATA
  const field = path.split('.').at(-1) ?? ''
  const unit = unitOf(facts, path, field)
  const known = COUNT_NAMES[field as CountName] ?? FIELD_NAMES[field]
  const found: Figure = {
    path,
    value,
    text: formatFigure(value, unit),
    metric: `${ownerOf(facts, path)}${known?.name ?? field}`,
    period: periodOf(facts, path, field),
    unit,
  }
  return found
}
