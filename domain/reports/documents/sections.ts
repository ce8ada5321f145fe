// What a programme asks to be written, by the titles it uses itself: each narrative title is understood by its words
// and answered from the facts. A title nothing is known about becomes a place for a person's own words.
import type { Metric } from '../../programme/programme.ts'
import { type Block, say, textOf } from './document.ts'
import type { DocumentFacts } from './facts.ts'
import {
  blank,
  coverageLine,
  heading,
  item,
  moneyLine,
  nextItems,
  paragraph,
  personDaysLine,
  problemItems,
  publicityLine,
  specialGroupsLine,
  targetLine,
  targetsOn,
  teachingLine,
  workloadLine,
} from './sentences.ts'
import { monthBlocks, targetTable } from './tables.ts'

type Topic =
  | 'problems'
  | 'next'
  | 'selfAssessment'
  | 'countyHospitals'
  | 'mobileRounds'
  | 'alliance'
  | 'summary'
  | 'progress'
  | 'own'

// The first whose words stand in the title; the order matters: 下一步工作计划 is no progress.
const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['problems', /问题|困难|不足/],
  ['next', /下一?步|下月|计划|建议|打算/],
  ['selfAssessment', /自评|自查/],
  ['countyHospitals', /三级医院|对口帮扶/],
  ['mobileRounds', /移动医院|巡回/],
  ['alliance', /总医院|医共体|资源下沉/],
  ['summary', /总结|年度|阶段/],
  ['progress', /进度|推进|完成情况|工作情况|开展情况|下基层/],
]
export const topicOf = (title: string): Topic => TOPICS.find(([, words]) => words.test(title))?.[0] ?? 'own'

const SPREAD: readonly Metric[] = [
  'doctors',
  'municipalDoctorShare',
  'unitsCovered',
  'unitCoverage',
  'personDays',
]

function targetItems(facts: DocumentFacts, metrics: readonly Metric[]): Block[] {
  return targetsOn(facts, metrics).map((i) =>
    item(`target.${facts.targets[i]?.ruleId}`, targetLine(facts, i)),
  )
}

/** TGT-3, TGT-4: targets of their own; a programme without one leaves the words to a person. */
function ownTopic(facts: DocumentFacts, id: string, metrics: readonly Metric[], prompt: string): Block[] {
  return [...targetItems(facts, metrics), blank(`${id}.words`, prompt)]
}

function progress(facts: DocumentFacts): Block[] {
  const targets = facts.targets.length > 0 ? [targetTable(facts, '目标完成情况')] : []
  return [
    heading(2, '派驻与到岗'),
    coverageLine(facts),
    heading(2, '服务开展'),
    personDaysLine(facts),
    workloadLine(facts),
    publicityLine(facts),
    ...monthBlocks(facts, '各月下基层服务人次'),
    ...(targets.length > 0 ? [heading(2, '目标进度'), ...targets] : []),
    blank('progress.words', '本期的主要做法、领导重视和部门配合情况'),
  ]
}

function summary(facts: DocumentFacts): Block[] {
  const targets =
    facts.targets.length > 0 ? [heading(2, '目标完成情况'), targetTable(facts, '目标完成情况')] : []
  return [
    heading(2, '总体情况'),
    coverageLine(facts),
    personDaysLine(facts),
    ...monthBlocks(facts, '各月下基层服务人次'),
    ...targets,
    heading(2, '主要成效'),
    workloadLine(facts),
    teachingLine(facts),
    specialGroupsLine(facts),
    publicityLine(facts),
    moneyLine(facts),
    blank('summary.words', '组织领导、工作机制和特色做法'),
  ]
}

function problemSection(facts: DocumentFacts): Block[] {
  const found = problemItems(facts)
  const none = paragraph(
    'problem.none',
    say`按台账数据，${facts.period.label}未发现进度、到岗、填报和报送方面的问题。`,
  )
  return [
    ...(found.length > 0 ? found : [none]),
    blank('problem.words', '台账之外的问题，如设备、药品、群众知晓'),
  ]
}

function nextSection(facts: DocumentFacts): Block[] {
  const found = nextItems(facts)
  const none = paragraph('next.none', say`按现有安排继续推进，保持进度。`)
  return [...(found.length > 0 ? found : [none]), blank('next.words', '其他计划，以及对上级的建议')]
}

function assessed(facts: DocumentFacts): Block[] {
  return [
    ...facts.targets.map((t, i) => item(`self.${t.ruleId}`, targetLine(facts, i))),
    blank('self.words', '自评意见和等次'),
  ]
}

const ALLIANCE: readonly Metric[] = ['personDays', 'lectures', 'traineeVisits', 'skillTrainings']

/** The blocks under a narrative title of the programme. */
function sectionOf(facts: DocumentFacts, title: string): Block[] {
  switch (topicOf(title)) {
    case 'problems':
      return problemSection(facts)
    case 'next':
      return nextSection(facts)
    case 'selfAssessment':
      return assessed(facts)
    case 'countyHospitals':
      return ownTopic(
        facts,
        'countyHospitals',
        ['countyHospitalSupportDays'],
        '帮扶县医院的专科、手术带教和新技术',
      )
    case 'mobileRounds':
      return ownTopic(facts, 'mobileRounds', ['mobileRounds'], '移动医院巡诊的时间、地点、人次和药械')
    case 'alliance':
      return [
        personDaysLine(facts),
        teachingLine(facts),
        ...targetItems(facts, ALLIANCE),
        blank('alliance.words', '优质医疗资源下沉的做法'),
      ]
    case 'summary':
      return summary(facts)
    case 'progress':
      return /下基层/.test(title)
        ? [coverageLine(facts), personDaysLine(facts), workloadLine(facts), ...targetItems(facts, SPREAD)]
        : progress(facts)
    case 'own':
      return [blank(`own.${title}`, title)]
  }
}

/** RPT-3: the three parts of a month's report where a programme names none itself. */
export const MONTHLY_TITLES = ['工作进度推进情况', '存在问题', '下一步工作计划和建议']
export const YEARLY_TITLES = ['年度工作完成情况', '存在问题', '下一步工作计划和建议']

/** Each title as 一、二、… with its blocks; a title that comes twice is told once. */
export function sectionsOf(facts: DocumentFacts, titles: readonly string[]): Block[] {
  return [...new Set(titles)].flatMap((title, i) => [
    heading(1, title),
    ...sectionOf(facts, title).map((block) =>
      block.kind === 'paragraph' || block.kind === 'blank' ? { ...block, id: `${i + 1}.${block.id}` } : block,
    ),
  ])
}

/**
 * RPT-1, RPT-3: the narrative fields of a report package, drafted from the facts, title by title as the programme
 * names them; plain text that a person goes on with. Tables and charts stay in the document.
 */
export function draftNarratives(facts: DocumentFacts, titles: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    titles.map((title) => {
      let n = 0
      const lines = sectionOf(facts, title).flatMap((block) => {
        if (block.kind !== 'paragraph') return []
        if (!block.item) return [textOf(block.pieces)]
        n += 1
        return [`${n}.${textOf(block.pieces)}`]
      })
      return [title, lines.join('\n')]
    }),
  )
}
