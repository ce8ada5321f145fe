// All rules of a programme by kind: what each says in words, the words it comes from, whether it was inferred.
import type { z } from 'zod'
import type { programmeFileSchema } from '../../../contract/programme-file.ts'
import { EXIT_SIGNAL_NAMES } from '../../../domain/assessments/exit-proposals.ts'
import { EXIT_SIGNALS } from '../../../domain/programme/exit-terms.ts'
import { METRIC_NAMES } from '../../../domain/reports/targets.ts'
import { Citation } from '../../kit/clause.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { programmeWords } from './words.ts'

type Document = z.output<typeof programmeFileSchema>
type Rule = Document['rules'][number]

const LEVELS = { junior: '初级', intermediate: '中级', associateSenior: '副高级', senior: '正高级' }
const PER: Record<string, string> = {
  month: '每月',
  year: '每年',
  quarter: '每季度',
  programme: '全程',
  random: '不定期',
}
const BY: Record<string, string> = { doctor: '每位医师', department: '每个科室', keyDoctor: '重点医师' }
const REPORTERS = {
  receivingUnit: '受援单位',
  supportingUnit: '支援单位',
  allianceOffice: '医共体办公室',
  bureau: '卫健局',
}

/** A rule in one plain sentence. */
const dueWords = (due: Extract<Rule, { kind: 'report' }>['due']): string =>
  'day' in due
    ? `每月 ${due.day} 日前`
    : 'date' in due
      ? `${due.date} 前`
      : `排班变更后 ${due.withinDays} 天内`

function ruleWords(rule: Rule): string {
  switch (rule.kind) {
    case 'titleFloor':
      return rule.floor ? `职称须在${LEVELS[rule.floor]}及以上` : '不限职称'
    case 'minimumDuty':
      return `${BY[rule.by]}${PER[rule.per]}至少 ${rule.days}${rule.upTo ? `–${rule.upTo}` : ''} 个${rule.dayKind === 'workingDay' ? '工作日' : '天'}`
    case 'homeVisitHalfDays':
      return `每月至少 ${rule.halfDays} 个半天送医上门`
    case 'posting':
      return `每次派驻 ${rule.months} 个月，${rule.rotation === 'fixed' ? '各月同一医师' : '不同月份可换医师'}`
    case 'matching':
      return `${rule.mismatch === 'forbidden' ? '专业不符不得派出' : '专业不符须写明理由'}${rule.fixedWeekday ? '，时间相对固定' : ''}`
    case 'personDay':
      return `下基层 1 天记 1 人次，半天${rule.halfDay === 'countsAsDay' ? '也记 1 人次' : '不计'}`
    case 'target':
      return `${METRIC_NAMES[rule.metric].zh} ${PER[rule.per]}不少于 ${rule.atLeast}${rule.unit}，${rule.by} 前${rule.arithmetic ? `（${rule.arithmetic}）` : ''}`
    case 'report':
      return `${rule.name}：${dueWords(rule.due)}由${rule.reporters.map((r) => REPORTERS[r]).join('、')}报${rule.recipient}`
    case 'planFiling':
      return `${rule.name}：${rule.due} 前由${rule.reporters.map((r) => REPORTERS[r]).join('、')}报${rule.recipient}`
    case 'leave':
      return `请假须提前 ${rule.bureauLeadDays} 天${rule.replacementDate ? '，并写明调整后的支援时间' : ''}`
    case 'publicity':
      return `${rule.before === 'duty' ? '坐诊前' : rule.before === 'cycle' ? '每期开始前' : ''}公示，渠道：${rule.channels.join('、')}`
    case 'survey':
      return `${PER[rule.per]}满意度回访${rule.minimum ? `不少于 ${rule.minimum} 人` : rule.sample ? `抽 ${rule.sample} 人` : ''}`
    case 'supervision':
      return `${rule.by}${PER[rule.per]}${rule.how}${rule.check?.picks ? `，每期抽 ${rule.check.picks} 个，其中纯随机不少于 ${rule.check.randomPercent}%` : ''}`
    case 'oversight':
      return `12345 线索 ${rule.hotlineReplyWorkdays} 个工作日、其他线索 ${rule.leadReplyWorkdays} 个工作日内答复；责令整改、通报批评前给 ${rule.measureReplyWorkdays} 个工作日陈述申辩；整改一般 ${rule.mendingDays} 天`
    case 'assessment':
      return `${rule.name}：每 ${rule.cycleMonths} 个月一期，${rule.parts.map((p) => `${p.name} ${p.weight}%`).join('、')}；${rule.passAt} 分合格，${rule.excellentAt} 分优秀（不超过 ${rule.excellentPercent}%），公布后 ${rule.appealDays} 天内可申诉`
    case 'exit':
      return `${rule.applies.join('、')}${rule.terms ? `：${EXIT_SIGNALS.flatMap((s) => (rule.terms?.thresholds[s] ? [`${EXIT_SIGNAL_NAMES[s].zh} ${rule.terms.thresholds[s]} 次`] : [])).join('，或')}，可提出退出；告知后 ${rule.terms.replyWorkdays} 个工作日内陈述申辩${rule.terms.otherDecides ? '，提出与决定由两人分办' : ''}` : ''}`
    case 'exchange':
      return `按 1:${rule.ratio} 对调`
    case 'credit':
      return rule.keyDoctorDays ? `重点医师满 ${rule.keyDoctorDays} 天计学分` : '下基层时间计入晋升'
    case 'obligation':
      return rule.name
  }
}

export function RuleList({ document, citations }: { document: Document; citations: Record<string, string> }) {
  const w = useWords(programmeWords)
  const groups = Map.groupBy(document.rules, (rule) => rule.kind)
  return (
    <>
      {[...groups].map(([kind, rules]) => (
        <section key={kind} className="rule-group">
          <h3>{w.kinds[kind] ?? kind}</h3>
          <ul>
            {rules.map((rule) => (
              <li key={rule.id} className="rule">
                <div>
                  <p className="rule-words">
                    {ruleWords(rule)} {rule.source.inferred ? <Mark tone="due">{w.inferred}</Mark> : null}
                  </p>
                  {rule.note ? <p className="quiet">{rule.note}</p> : null}
                </div>
                <Citation
                  citation={
                    citations[rule.id] ??
                    `${rule.source.document} ${rule.source.heading}：“${rule.source.quote}”`
                  }
                  clauses={rule.clauses}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
