// The tags a bureau may write into its own Word templates, what each means, and what it is filled with.
import { printedPieces } from './build.ts'
import { dateWords, numberWords, type OfficialDocument, textOf } from './document.ts'
import type { CountName, DocumentFacts } from './facts.ts'
import { COUNT_NAMES, figure } from './figures.ts'

type Source = { facts: DocumentFacts; document: OfficialDocument }
type Tag = { name: string; meaning: string; value: (source: Source) => string }
type Row = { name: string; meaning: string; path: string }
type Loop = {
  name: string
  meaning: string
  tags: Row[]
  over: 'units' | 'hospitals' | 'targets' | 'months' | 'counties'
}

const at = (path: string) => (source: Source) => textOf([figure(source.facts, path)])

/** What a section of the document says, as plain text: its paragraphs one below the other. */
function sectionText(document: OfficialDocument, words: RegExp): string {
  const out: string[] = []
  let inside = false
  for (const block of document.blocks) {
    if (block.kind === 'heading' && block.level === 1) inside = words.test(block.text)
    else if (inside && (block.kind === 'paragraph' || block.kind === 'blank')) {
      const text = textOf(printedPieces(block) ?? [])
      if (text) out.push(text)
    }
  }
  return out.join('\n')
}

const SPANS: readonly (readonly [string, string, 'span' | 'total'])[] = [
  ['本期', '本期', 'span'],
  ['累计', '项目开始以来', 'total'],
]

const counts: Tag[] = SPANS.flatMap(([prefix, meaning, span]) =>
  (Object.keys(COUNT_NAMES) as CountName[]).map((name) => ({
    name: `${prefix}${COUNT_NAMES[name].name}`,
    meaning: `${meaning}的${COUNT_NAMES[name].name}（${COUNT_NAMES[name].unit}）`,
    value: at(`${span}.${name}`),
  })),
)

const TAGS: readonly Tag[] = [
  { name: '标题', meaning: '文件标题', value: ({ document }) => document.titleLines.join('') },
  { name: '发文机关', meaning: '发文单位', value: ({ document }) => document.issuer },
  { name: '文号', meaning: '发文字号', value: ({ document }) => numberWords(document.number) },
  { name: '主送', meaning: '主送机关', value: ({ document }) => document.recipient },
  { name: '成文日期', meaning: '成文日期', value: ({ document }) => dateWords(document.signature.date) },
  { name: '抄送', meaning: '抄送机关', value: ({ document }) => document.copies },
  { name: '地区', meaning: '县（市、区）或市', value: ({ facts }) => facts.place },
  { name: '单位', meaning: '编写单位', value: ({ facts }) => facts.body.name },
  { name: '项目', meaning: '项目名称', value: ({ facts }) => facts.programme.name },
  { name: '方案文号', meaning: '方案的发文字号', value: ({ facts }) => facts.programme.number },
  { name: '期间', meaning: '本期，如 2024年5月', value: ({ facts }) => facts.period.label },
  { name: '数据截至', meaning: '数据截至的日期', value: ({ facts }) => dateWords(facts.asOf) },
  {
    name: '进度',
    meaning: '“进度”一节的文字',
    value: ({ document }) => sectionText(document, /进度|进展|完成情况|总结/),
  },
  {
    name: '存在问题',
    meaning: '“存在问题”一节的文字',
    value: ({ document }) => sectionText(document, /问题|差距|不足/),
  },
  {
    name: '下步计划',
    meaning: '“下一步计划和建议”一节的文字',
    value: ({ document }) => sectionText(document, /下一?步|计划|建议|要求/),
  },
  { name: '受援单位数', meaning: '受援单位家数', value: at('sums.units') },
  { name: '已覆盖单位数', meaning: '已安排支援医师的受援单位家数', value: at('sums.covered') },
  { name: '覆盖率', meaning: '受援单位覆盖率', value: at('sums.coverage') },
  { name: '满意率', meaning: '满意度测评的满意率', value: at('sums.satisfaction') },
  { name: '知晓率', meaning: '满意度测评中事先知道专家下乡的比例', value: at('sums.awareness') },
  ...counts,
]

const row = (name: string, meaning: string, path: string): Row => ({ name, meaning, path })
const LOOPS: readonly Loop[] = [
  {
    name: '受援单位',
    meaning: '每家受援单位一行，按累计人次排列',
    over: 'units',
    tags: [
      row('名次', '累计人次的名次', 'rank'),
      row('单位名称', '受援单位', 'name'),
      row('所在县', '县（市、区）', 'county'),
      row('本期人次', '本期下基层服务人次', 'personDays'),
      row('累计人次', '累计下基层服务人次', 'total'),
      row('应完成', '按测算应完成的人次', 'quota'),
      row('还差', '还差的人次', 'gap'),
      row('缺卡', '缺日志卡的值班日', 'missing'),
    ],
  },
  {
    name: '支援单位',
    meaning: '每家支援单位一行',
    over: 'hospitals',
    tags: [
      row('医院名称', '支援单位', 'name'),
      row('到岗医师', '本期到岗医师', 'doctors'),
      row('医院本期人次', '本期下基层服务人次', 'personDays'),
      row('医院累计人次', '累计下基层服务人次', 'total'),
    ],
  },
  {
    name: '目标',
    meaning: '每项数量目标一行',
    over: 'targets',
    tags: [
      row('目标名称', '目标', 'name'),
      row('目标要求', '目标数', 'target'),
      row('目标单位', '计量单位', 'unit'),
      row('目标完成', '已完成', 'actual'),
      row('目标完成率', '完成率', 'share'),
      row('目标应到', '按进度应到', 'pace'),
      row('目标预计', '照此预计', 'forecast'),
    ],
  },
  {
    name: '月份',
    meaning: '每月一行',
    over: 'months',
    tags: [
      row('月', '月份', 'month'),
      row('月人次', '当月下基层服务人次', 'personDays'),
      row('月值班日', '当月公布的值班日', 'duties'),
    ],
  },
]

/** What the help page lists: plain tags, then each loop with the tags of its rows. */
export const tagHelp = {
  tags: TAGS.map(({ name, meaning }) => ({ name, meaning })),
  loops: LOOPS.map(({ name, meaning, tags }) => ({
    name,
    meaning,
    tags: tags.map((t) => ({ name: t.name, meaning: t.meaning })),
  })),
}

/** The names alone, for checking a template. */
export const tagCatalogue: { plain: string[]; loops: Record<string, string[]> } = {
  plain: TAGS.map((t) => t.name),
  loops: Object.fromEntries(LOOPS.map((l) => [l.name, l.tags.map((t) => t.name)])),
}

/** Every tag with its words; a fact that nobody records says 尚无数据, as on the documents themselves. */
export function tagValues(
  facts: DocumentFacts,
  document: OfficialDocument,
): Record<string, string | Record<string, string>[]> {
  const source = { facts, document }
  const cell = (over: Loop['over'], i: number, path: string): string => {
    const value = (facts[over][i] as unknown as Record<string, unknown> | undefined)?.[path]
    // What is not measured this way has a dash; what nobody recorded yet says so.
    if (value === null && path !== 'actual') return '—'
    if (path === 'month') return `${Number(String(value).slice(5))}月`
    return typeof value === 'string' ? value : textOf([figure(facts, `${over}.${i}.${path}`)])
  }
  return {
    ...Object.fromEntries(TAGS.map((t) => [t.name, t.value(source)])),
    ...Object.fromEntries(
      LOOPS.map((l) => [
        l.name,
        facts[l.over].map((_, i) => Object.fromEntries(l.tags.map((t) => [t.name, cell(l.over, i, t.path)]))),
      ]),
    ),
  }
}
