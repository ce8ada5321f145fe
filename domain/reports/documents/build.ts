// Builds each kind of document from the facts. Pure: the same facts give the same document (RPT-3, RPT-4, RPT-6,
// RPT-11, SVY-4, ASM-3).
import type { Block, DocumentKind, OfficialDocument, Piece } from './document.ts'
import { dateWords, say } from './document.ts'
import type { DocumentFacts } from './facts.ts'
import { figure, NO_DATA } from './figures.ts'
import { sectionsOf } from './sections.ts'
import {
  activityOf,
  basisOf,
  blank,
  coverageLine,
  heading,
  item,
  moneyLine,
  namesOf,
  opening,
  paragraph,
  personDaysLine,
  problemItems,
  publicityLine,
  specialGroupsLine,
  targetLine,
  teachingLine,
  workloadLine,
} from './sentences.ts'
import { countyTable, hospitalTable, monthBlocks, targetTable, unitTable } from './tables.ts'

/** What a person decides about a document's head and foot; all of it has a default from the programme. */
export type Head = {
  issuer: string
  redHead: boolean
  agency: string
  serial: string
  recipient: string
  copies: string
  printer: string
  /** 成文日期, 'YYYY-MM-DD'. */
  signedOn: string
}

type Part = { titleLines: string[]; blocks: Block[]; attachments: OfficialDocument['attachments'] }

/** How many characters of size 2 fit on a line; two digits take the place of one. */
const TITLE_WIDTH = 19
const widthOf = (text: string): number => text.length - text.replace(/[^\x20-\x7e]/g, '').length / 2

/** Breaks a title where its sense breaks (GB/T 9704-2012, 7.3.1): who and when, what it is about, what it is. */
function titleOf(facts: DocumentFacts, rest: string, before = ''): string[] {
  const who = `${before}${facts.whole ? facts.place : facts.body.name}`
  const { label } = facts.period
  const activity = activityOf(facts.programme.name)
  if (widthOf(`${who}${label}${activity}`) <= TITLE_WIDTH) return [`${who}${label}${activity}`, rest]
  const last = widthOf(`${activity}${rest}`) <= TITLE_WIDTH ? [`${activity}${rest}`] : [activity, rest]
  return widthOf(`${who}${label}`) <= TITLE_WIDTH ? [`${who}${label}`, ...last] : [who, label, ...last]
}

function cases(facts: DocumentFacts): Block[] {
  if (facts.cases.length === 0) return []
  return [
    heading(1, '典型案例'),
    ...facts.cases.map((c): Block => ({ kind: 'quote', title: c.title, text: c.text, from: c.from })),
  ]
}

function monthlyNarrative(facts: DocumentFacts, titles: readonly string[]): Part {
  return {
    titleLines: titleOf(facts, '对口支援工作情况报告'),
    blocks: [opening(facts, '情况报告'), ...sectionsOf(facts, titles), ...cases(facts)],
    attachments: [],
  }
}

function summaryReport(facts: DocumentFacts, titles: readonly string[], name: string): Part {
  const units = facts.units.length > 1
  const attachments = units
    ? [{ title: '受援单位进展情况表', blocks: [unitTable(facts, '受援单位进展情况表')] as Block[] }]
    : []
  return {
    titleLines: titleOf(facts, `对口支援工作${name}`),
    blocks: [opening(facts, '情况报告'), ...sectionsOf(facts, titles), ...cases(facts)],
    attachments,
  }
}

/** ASM-3: target by target what was asked, done and judged; the words beside it are a person's. */
function selfAssessment(facts: DocumentFacts): Part {
  const table = targetTable(facts, '目标自评表')
  const targets: Block[] = facts.targets.length
    ? [
        {
          ...table,
          columns: [...table.columns, { label: '自评说明', width: 9, align: 'left' }],
          rows: table.rows.map((row) => [...row, '']),
        },
      ]
    : [paragraph('self.noTargets', say`方案没有写明数量目标，按职责逐项自评。`)]
  const problems = problemItems(facts)
  return {
    titleLines: titleOf(facts, '对口支援工作自评报告'),
    blocks: [
      opening(facts, '自评情况报告'),
      heading(1, '目标完成情况'),
      ...targets,
      heading(1, '履行职责情况'),
      heading(2, '派驻和到岗'),
      coverageLine(facts),
      heading(2, '诊疗服务'),
      personDaysLine(facts),
      workloadLine(facts),
      heading(2, '带教培训'),
      teachingLine(facts),
      heading(2, '特殊人群服务'),
      specialGroupsLine(facts),
      heading(2, '组织管理'),
      blank('self.management', '组织领导、请假管理、考核和后勤保障'),
      heading(1, '存在不足'),
      ...(problems.length > 0
        ? problems
        : [paragraph('self.none', say`按台账数据未发现进度、到岗、填报和报送方面的不足。`)]),
      blank('self.problems', '其他不足'),
      heading(1, '自评意见'),
      blank('self.words', '自评意见和等次'),
    ],
    attachments: [],
  }
}

function forecastItems(facts: DocumentFacts): Block[] {
  const f = (path: string): Piece => figure(facts, path)
  const growing = facts.targets.flatMap((t, i) =>
    t.forecast !== null && facts.asOf < t.by ? [{ t, i }] : [],
  )
  const rows = growing.map(({ t, i }) => {
    const g = (field: string): Piece => figure(facts, `targets.${i}.${field}`)
    const land =
      t.forecastGap === 0
        ? say`可以完成目标${g('target')}${t.unit}`
        : say`与目标${g('target')}${t.unit}相差${g('forecastGap')}${t.unit}；要按期完成，此后每月需${t.perMonth === null ? NO_DATA : g('perMonth')}${t.unit}`
    return item(
      `forecast.${t.ruleId}`,
      say`${t.name}：已完成${g('actual')}${t.unit}，按目前的速度到${dateWords(t.by)}预计完成${g('forecast')}${t.unit}，${land}。`,
    )
  })
  if (rows.length === 0) return []
  return [
    heading(1, '进度预测'),
    paragraph(
      'forecast.how',
      say`项目共${f('sums.daysWhole')}天，截至${dateWords(facts.asOf)}已过${f('sums.daysGone')}天；预测按各项目标自身期限的已过天数同比例推算。`,
    ),
    ...rows,
  ]
}

function demands(facts: DocumentFacts): Block[] {
  const f = (path: string): Piece => figure(facts, path)
  const behind = facts.units.flatMap((unit, i) => ((unit.perMonth ?? 0) > 0 ? [{ unit, i }] : []))
  // Units that lack the same are named together, the widest gap first.
  const groups = [...Map.groupBy(behind, ({ unit }) => unit.gap ?? 0)].sort(([x], [y]) => y - x)
  const rows: Block[] = []
  if (groups.length > 0) {
    const pieces = groups.flatMap(([, own], k) => {
      const at = `units.${own[0]?.i ?? 0}`
      const names = namesOf(
        own.map(({ unit }) => unit.name),
        6,
      )
      const each = own.length > 1 ? '各' : ''
      return say`${k > 0 ? '；' : ''}${names}${each}还差${f(`${at}.gap`)}人次，每月需${f(`${at}.perMonth`)}人次`
    })
    rows.push(
      item(
        'demand.quota',
        say`按期补齐人次差距。测算：${facts.quotaArithmetic}。各单位合计还差${f('sums.quotaGap')}人次，其余${f('sums.monthsLeft')}个月内：${pieces}。逐家数字见进展情况表。`,
      ),
    )
  }
  const none = facts.units.filter((u) => u.total === 0)
  if (none.length > 0)
    rows.push(
      item(
        'demand.none',
        say`尚无到岗记录的单位（${namesOf(
          none.map((u) => u.name),
          12,
        )}），由支援单位逐家落实医师和日期。`,
      ),
    )
  if (facts.span.missing > 0)
    rows.push(
      item(
        'demand.cards',
        say`有缺卡的${f('sums.unitsMissingCards')}家单位，补齐日志卡${f('span.missing')}张。`,
      ),
    )
  rows.push(item('demand.all', say`各单位对照差距抓紧整改，整改情况随下一次月报一并报送。`))
  return [heading(1, '工作要求'), ...rows, blank('demand.words', '其他要求')]
}

/** RPT-11: ranking, who is missing, gaps, pace and forecast, and the arithmetic of each target. */
function bulletin(facts: DocumentFacts): Part {
  const f = (path: string): Piece => figure(facts, path)
  const problems = problemItems(facts)
  const long = facts.units.length > 30
  const top = facts.units.filter((u) => u.rank <= 3 && u.total > 0)
  return {
    titleLines: titleOf(facts, '对口支援工作进展情况的通报', '关于'),
    blocks: [
      paragraph(
        'opening',
        say`现将${facts.place}截至${dateWords(facts.asOf)}的对口支援工作进展情况通报如下（依据${basisOf(facts)}）。`,
      ),
      heading(1, '总体进展'),
      coverageLine(facts),
      personDaysLine(facts),
      workloadLine(facts),
      // A plan with many numbers is read in a table; its arithmetic stands below.
      ...(facts.targets.length > 6
        ? [targetTable(facts, '目标完成情况')]
        : facts.targets.map((t, i) => item(`target.${t.ruleId}`, targetLine(facts, i)))),
      ...monthBlocks(facts, '各月下基层服务人次'),
      heading(1, '各单位进展'),
      ...(top.length > 0
        ? [
            paragraph(
              'ranking',
              say`累计下基层服务人次居前的受援单位是${namesOf(
                top.map((u) => u.name),
                6,
              )}。`,
            ),
          ]
        : []),
      ...(facts.counties.length > 0 ? [countyTable(facts, '各县（市、区）进展')] : []),
      ...(long || facts.units.length === 0 ? [] : [unitTable(facts, '受援单位进展')]),
      ...(facts.hospitals.length > 0 ? [hospitalTable(facts, '支援单位进展')] : []),
      heading(1, '存在差距'),
      ...(problems.length > 0
        ? problems
        : [paragraph('gap.none', say`${f('sums.units')}家受援单位进度正常，台账中没有发现差距。`)]),
      ...forecastItems(facts),
      ...demands(facts),
    ],
    attachments: long
      ? [{ title: '受援单位进展情况表', blocks: [unitTable(facts, '受援单位进展情况表')] }]
      : [],
  }
}

function surveyLines(facts: DocumentFacts): Block[] {
  const f = (path: string): Piece => figure(facts, path)
  const survey = facts.survey
    ? say`群众满意度测评完成${f('survey.completed')}人，其中明确评价${f('survey.judged')}人、满意${f('survey.satisfied')}人，满意率${f('sums.satisfaction')}；事先知道专家下乡${f('survey.aware')}人，知晓率${f('sums.awareness')}。`
    : say`群众满意度测评：${NO_DATA}（测评结束后写入）。`
  const feedback = facts.feedback
    ? say`公开页面收到群众表扬${f('feedback.praise')}条、投诉${f('feedback.complaints')}条、其他反映${f('feedback.other')}条。`
    : say`群众反馈：${NO_DATA}。`
  return [paragraph('survey', survey), paragraph('feedback', feedback)]
}

/** SVY-4: what the programme did for people, with what nobody has measured yet said to be so. */
function effectReport(facts: DocumentFacts): Part {
  const before: readonly string[] = [
    'outpatientGrowth',
    'inpatientGrowth',
    'recordQuality',
    'infectionControl',
    'primaryCareShare',
    'tcmCapability',
    'nationalIndicators',
  ]
  const changes = facts.targets.flatMap((t, i) =>
    before.includes(t.metric) ? [item(`effect.${t.ruleId}`, targetLine(facts, i))] : [],
  )
  return {
    titleLines: titleOf(facts, '对口支援工作社会成效评估报告'),
    blocks: [
      opening(facts, '社会成效评估情况报告'),
      heading(1, '群众就医更方便'),
      coverageLine(facts),
      personDaysLine(facts),
      ...monthBlocks(facts, '各月下基层服务人次'),
      workloadLine(facts),
      heading(1, '特殊人群得到照顾'),
      specialGroupsLine(facts),
      heading(1, '基层能力得到提升'),
      teachingLine(facts),
      ...changes,
      heading(1, '群众评价'),
      ...surveyLines(facts),
      publicityLine(facts),
      heading(1, '投入'),
      moneyLine(facts),
      ...cases(facts),
      heading(1, '评估意见'),
      blank('effect.words', '评估意见'),
    ],
    attachments:
      facts.units.length > 1
        ? [{ title: '受援单位进展情况表', blocks: [unitTable(facts, '受援单位进展情况表')] }]
        : [],
  }
}

const BUILD: Record<DocumentKind, (facts: DocumentFacts, titles: readonly string[]) => Part> = {
  monthlyNarrative,
  stageReport: (facts, titles) => summaryReport(facts, titles, '阶段性总结'),
  annualReport: (facts, titles) => summaryReport(facts, titles, '年度报告'),
  selfAssessment,
  bulletin,
  effectReport,
}

/** A document of a kind, drafted; `titles` are the programme's own narratives (`titlesOf`). */
export function buildDocument(
  kind: DocumentKind,
  facts: DocumentFacts,
  titles: readonly string[],
  head: Head,
): OfficialDocument {
  const part = BUILD[kind](facts, titles)
  return {
    kind,
    ...part,
    issuer: head.issuer,
    redHead: head.redHead,
    number: { agency: head.agency, year: head.signedOn.slice(0, 4), serial: head.serial },
    recipient: head.recipient,
    signature: { unit: head.issuer, date: head.signedOn },
    copies: head.copies,
    printer: head.printer,
    asOf: facts.asOf,
  }
}

export type Edit = { block: string; text: string; drafted: string; by: string; at: string }

const draftedOf = (block: Block): string | undefined =>
  block.kind === 'paragraph'
    ? block.pieces.map((p) => (typeof p === 'string' ? p : p.text)).join('')
    : block.kind === 'blank'
      ? ''
      : undefined

/** Puts a person's words where they belong; an emptied paragraph is left out of print but can be brought back. */
export function applyEdits(document: OfficialDocument, edits: readonly Edit[]): OfficialDocument {
  const by = new Map(edits.map((edit) => [edit.block, edit]))
  return {
    ...document,
    blocks: document.blocks.map((block) => {
      if (block.kind !== 'paragraph' && block.kind !== 'blank') return block
      const edit = by.get(block.id)
      if (!edit) return block
      const { text, drafted, at } = edit
      return { ...block, edited: { text, by: edit.by, at, drafted, stale: drafted !== draftedOf(block) } }
    }),
  }
}

/** What a paragraph or a place to write prints: a person's words, the draft, or nothing. */
export function printedPieces(block: Block): Piece[] | undefined {
  if (block.kind !== 'paragraph' && block.kind !== 'blank') return undefined
  if (block.edited) return block.edited.text === '' ? [] : [block.edited.text]
  return block.kind === 'paragraph' ? block.pieces : []
}

/** How many places still wait for a person's words. */
export const openBlanks = (document: OfficialDocument): number =>
  document.blocks.filter((b) => b.kind === 'blank' && !b.edited?.text).length
