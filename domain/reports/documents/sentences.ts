// Sentences derived from the facts, one small function each; a sentence whose fact does not exist is not written.
import type { Metric } from '../../programme/programme.ts'
import type { Block, Piece } from './document.ts'
import { dateWords, say } from './document.ts'
import type { CountName, DocumentFacts, TargetFacts } from './facts.ts'
import { COUNT_NAMES, figure, NO_DATA } from './figures.ts'

export type Paragraph = Extract<Block, { kind: 'paragraph' }>
export const paragraph = (id: string, pieces: Piece[]): Paragraph => ({ kind: 'paragraph', id, pieces })
export const item = (id: string, pieces: Piece[]): Paragraph => ({
  kind: 'paragraph',
  id,
  pieces,
  item: true,
})
export const heading = (level: 1 | 2 | 3 | 4, text: string): Block => ({ kind: 'heading', level, text })
export const blank = (id: string, prompt: string): Block => ({ kind: 'blank', id, prompt })

/** 甲、乙、丙等 12 家: long lists name the first few. */
export function namesOf(names: readonly string[], most = 8): string {
  return names.length <= most ? names.join('、') : `${names.slice(0, most).join('、')}等`
}

/** The campaign as official titles quote it: “千名医师万人次下基层”, else 医师下基层. */
export function activityOf(name: string): string {
  const quoted = /“([^”]*下基层)”/.exec(name)?.[1]
  return quoted ? `“${quoted}”` : '“医师下基层”'
}

export const basisOf = (facts: DocumentFacts): string => {
  const { title, number } = facts.programme
  return `《${title.replace(/^.*印发《?|》?的通知$/g, '')}》${number ? `（${number}）` : ''}`
}

/** 为……而写 opening: on what ground, about what, as of when. */
export function opening(facts: DocumentFacts, verb: string): Paragraph {
  return paragraph(
    'opening',
    say`按照${basisOf(facts)}要求，现将${facts.place}${facts.period.label}对口支援工作${verb}如下（数据截至${dateWords(facts.asOf)}）。`,
  )
}

const counted = (facts: DocumentFacts, span: 'span' | 'total', names: readonly CountName[]): Piece[] =>
  names.flatMap((name, i) => [
    `${i === 0 ? '' : '，'}${COUNT_NAMES[name].name}`,
    figure(facts, `${span}.${name}`),
    COUNT_NAMES[name].unit,
  ])

const WORKLOAD: readonly CountName[] = [
  'consultations',
  'caseDiscussions',
  'teachingRounds',
  'lectures',
  'traineeVisits',
  'specialGroupServices',
  'homeVisits',
]

export function coverageLine(facts: DocumentFacts): Paragraph {
  const f = (path: string) => figure(facts, path)
  if (!facts.whole)
    return paragraph(
      'coverage',
      say`${facts.period.label}，${facts.body.name}有${f('span.doctors')}名支援医师到岗，服务受援单位${f('span.unitsServed')}家。公布值班日${f('span.duties')}个，已到期${f('span.due')}个，其中已有日志卡${f('span.recorded')}个。`,
    )
  return paragraph(
    'coverage',
    say`${facts.place}共有受援单位${f('sums.units')}家，已安排支援医师${f('sums.covered')}家，覆盖率${f('sums.coverage')}。${facts.period.label}有${f('span.doctors')}名医师到岗，服务受援单位${f('span.unitsServed')}家；公布值班日${f('span.duties')}个，已到期${f('span.due')}个，其中已有日志卡${f('span.recorded')}个。`,
  )
}

export function personDaysLine(facts: DocumentFacts): Paragraph {
  const f = (path: string) => figure(facts, path)
  const change = facts.sums.change
  const against =
    facts.previous === null || change === null
      ? ([] as Piece[])
      : change === 0
        ? say`，与${facts.previous.label}持平`
        : say`，${facts.previous.label}为${f('previous.personDays')}人次`
  return paragraph(
    'personDays',
    say`${facts.period.label}下基层服务${f('span.personDays')}人次${against}；${dateWords(facts.programme.from)}以来累计${f('total.personDays')}人次。`,
  )
}

export function workloadLine(facts: DocumentFacts, span: 'span' | 'total' = 'span'): Paragraph {
  const when = span === 'span' ? facts.period.label : `${dateWords(facts.programme.from)}以来累计`
  return paragraph(`workload.${span}`, say`${when}${counted(facts, span, WORKLOAD)}。`)
}

export function publicityLine(facts: DocumentFacts): Paragraph {
  return paragraph(
    'publicity',
    say`宣传方面，${facts.period.label}${counted(facts, 'span', ['leaflets', 'noticeClicks', 'screenNotices'])}。`,
  )
}

export function teachingLine(facts: DocumentFacts): Paragraph {
  return paragraph(
    'teaching',
    say`带教培训方面，${facts.period.label}${counted(facts, 'span', ['teachingRounds', 'caseDiscussions', 'lectures', 'traineeVisits'])}。`,
  )
}

export function specialGroupsLine(facts: DocumentFacts): Paragraph {
  return paragraph(
    'specialGroups',
    say`特殊人群服务方面，${facts.period.label}${counted(facts, 'span', ['specialGroupServices', 'homeVisits'])}。`,
  )
}

export function moneyLine(facts: DocumentFacts): Paragraph {
  const each =
    facts.sums.yuanPerDay === null ? ([] as Piece[]) : say`，平均每人次${figure(facts, 'sums.yuanPerDay')}元`
  return paragraph(
    'money',
    say`日志卡登记的巡诊经费（交通、食宿、药械物资）合计${figure(facts, 'span.expensesYuan')}元${each}。`,
  )
}

const STATE_WORDS = {
  reached: '已达到',
  onPace: '进度正常',
  behind: '落后进度',
  missed: '到期未完成',
  notMeasured: NO_DATA,
} as const
export const stateWords = (target: TargetFacts): string => STATE_WORDS[target.state]

/** TGT-11, TGT-12: a target of nought is no number but a direction, said in the plan's own unit; '' for others. */
export function betterThanBefore(target: TargetFacts): string {
  if (target.target !== 0) return ''
  return target.unit === '同比' ? '要求较上年同期增长' : `要求${target.unit}`
}

/** How one target stands, in a sentence: where it should be, where it is, where it will land. */
export function targetLine(facts: DocumentFacts, index: number): Piece[] {
  const t = facts.targets[index]
  if (!t) return []
  const f = (field: string): Piece => figure(facts, `targets.${index}.${field}`)
  const unit = t.unit === '比例' || t.unit === '达标比例' ? '' : t.unit
  const arithmetic = t.arithmetic ? `（${t.arithmetic}）` : ''
  const asked: Piece[] = betterThanBefore(t) ? [betterThanBefore(t)] : say`目标${f('target')}${unit}`
  const goal = say`${t.name}：${asked}${arithmetic}，期限${dateWords(t.by)}`
  if (t.actual === null) return say`${goal}，${NO_DATA}。`
  const pace = t.forecast === null ? [] : say`，按进度应到${f('pace')}${unit}`
  const land = t.state === 'behind' && t.forecast !== null ? say`，照此预计完成${f('forecast')}${unit}` : []
  return say`${goal}${pace}，已完成${f('actual')}${unit}，完成率${f('share')}，${STATE_WORDS[t.state]}${land}。`
}

/** Targets of a topic, by what they measure. */
export const targetsOn = (facts: DocumentFacts, metrics: readonly Metric[]): number[] =>
  facts.targets.flatMap((t, i) => (metrics.includes(t.metric) ? [i] : []))

/** 月度工作量（2024年4月）甲、乙等；…: each package once, with whose it is where the writer answers for several. */
function lateWords(facts: DocumentFacts): string {
  const groups = Map.groupBy(facts.packages, (p) => `${p.name}（${p.label}）`)
  return [...groups]
    .map(([name, own]) => {
      const bodies = [...new Set(own.map((p) => p.body))].filter((body) => body !== facts.body.name)
      return `${name}${namesOf(bodies, 5)}`
    })
    .join('；')
}

/** What the ledger itself shows to be wrong; empty when it shows nothing. */
export function problemItems(facts: DocumentFacts): Paragraph[] {
  const f = (path: string) => figure(facts, path)
  const out: Paragraph[] = []
  facts.targets.forEach((t, i) => {
    if (t.state !== 'behind' && t.state !== 'missed') return
    const g = (field: string): Piece => figure(facts, `targets.${i}.${field}`)
    const unit = t.unit === '比例' ? '' : t.unit
    const text =
      t.forecast === null
        ? say`${t.name}未达到要求。目标${g('target')}${unit}，现为${g('actual')}${unit}，期限${dateWords(t.by)}。`
        : say`${t.name}进度偏慢。目标${g('target')}${unit}，按进度应到${g('pace')}${unit}，实际${g('actual')}${unit}，还差${g('gap')}${unit}，期限${dateWords(t.by)}。`
    out.push(item(`problem.target.${t.ruleId}`, text))
  })
  const without = facts.units.filter((u) => u.total === 0 && u.posted === 0)
  if (facts.whole && without.length > 0)
    out.push(
      item(
        'problem.uncovered',
        say`受援单位尚未全部覆盖。尚未安排支援医师的有${f('sums.uncovered')}家：${namesOf(without.map((u) => u.name))}。`,
      ),
    )
  const idle = facts.units.filter((u) => u.personDays === 0 && (u.total > 0 || u.posted > 0))
  if (facts.whole && idle.length > 0)
    out.push(
      item(
        'problem.idle',
        say`部分单位${facts.period.label}没有医师到岗的记录，计${f('sums.idle')}家（含未安排的）：${namesOf(idle.map((u) => u.name))}。`,
      ),
    )
  if (facts.span.missing > 0) {
    const owing = facts.units.filter((u) => u.missing > 0)
    const where = facts.whole && owing.length > 0 ? `，涉及${namesOf(owing.map((u) => u.name))}` : ''
    out.push(
      item('problem.missing', say`日志填报不及时。已到期的值班日缺日志卡${f('span.missing')}个${where}。`),
    )
  }
  if (facts.span.toConfirm > 0)
    out.push(item('problem.toConfirm', say`受援单位确认不及时。待确认的日志卡还有${f('span.toConfirm')}张。`))
  if (facts.span.leaves + facts.span.absences > 0)
    out.push(
      item(
        'problem.leaves',
        say`${facts.period.label}获准请假${f('span.leaves')}人次，认定缺勤${f('span.absences')}人次，影响了原定的坐诊安排。`,
      ),
    )
  if (facts.packages.length > 0)
    out.push(
      item(
        'problem.late',
        say`报送不及时。逾期未报${f('sums.overdue')}项、迟报${f('sums.late')}项：${lateWords(facts)}。`,
      ),
    )
  return out
}

/** What follows from each problem; nothing is promised that the ledger does not ask for. */
export function nextItems(facts: DocumentFacts): Paragraph[] {
  const f = (path: string) => figure(facts, path)
  const out: Paragraph[] = []
  facts.targets.forEach((t, i) => {
    if (t.state !== 'behind' || t.perMonth === null || t.perMonth === 0) return
    out.push(
      item(
        `next.target.${t.ruleId}`,
        say`加快${t.name}进度。此后每月完成不少于${figure(facts, `targets.${i}.perMonth`)}${t.unit}，确保${dateWords(t.by)}前达到${figure(facts, `targets.${i}.target`)}${t.unit}。`,
      ),
    )
  })
  if (facts.next) {
    const open = facts.units.filter((u) => u.nextDuties === 0)
    out.push(
      item(
        'next.roster',
        facts.next.duties === 0
          ? say`尽快公布${facts.next.label}排班，并在下乡周期开始前向群众公示。`
          : facts.whole && open.length > 0
            ? say`${facts.next.label}已公布值班日${f('next.duties')}个，还有${f('sums.nextUncovered')}家受援单位没有排到：${namesOf(open.map((u) => u.name))}，由支援单位补排。`
            : say`按已公布的${facts.next.label}排班（值班日${f('next.duties')}个）组织医师到岗，提前向群众公示。`,
      ),
    )
  }
  if (facts.span.missing > 0)
    out.push(
      item(
        'next.missing',
        say`${facts.whole ? '督促' : ''}补齐日志卡${f('span.missing')}张，今后当天工作当天登记。`,
      ),
    )
  if (facts.span.toConfirm > 0)
    out.push(
      item(
        'next.toConfirm',
        say`${facts.whole ? '督促受援单位' : ''}逐张核对并确认日志卡${f('span.toConfirm')}张。`,
      ),
    )
  if (facts.sums.overdue > 0)
    out.push(
      item(
        'next.overdue',
        say`${facts.whole ? '督促' : ''}补报逾期未报的材料${f('sums.overdue')}项，今后按期限报送。`,
      ),
    )
  return out
}
