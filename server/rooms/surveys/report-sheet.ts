// The report of a survey as a table by unit with its sums, drawn from the same layout as the official forms. No person is in it.
import type { EstimateView, SurveyView } from '../../../contract/surveys.ts'
import type { FormLayout, LayoutValue } from '../../../domain/forms/layout.ts'
import { type PlainColumn, plainLayout } from '../../../domain/forms/plain-layout.ts'
import { SMALL_CELL, tooFewToShow } from '../../../domain/surveys/estimate.ts'

const COLUMNS = [
  ['no', '序号', 5],
  ['unit', '受援单位', 26],
  ['size', '名单人数', 8],
  ['drawn', '抽取', 7],
  ['reserves', '动用替补', 8],
  ['reached', '接通', 7],
  ['completed', '完成', 7],
  ['refused', '不愿回答', 8],
  ['unable', '无法回答', 8],
  ['lost', '打不通、错号', 9],
  ['withdrawn', '撤回同意', 8],
  ['open', '未打完', 7],
  ['satisfied', '满意／作答', 10],
  ['aware', '知晓／作答', 10],
] as const
const columns = COLUMNS.map(
  ([key, label, width]): PlainColumn => ({
    key,
    label,
    width,
    kind: key === 'unit' ? 'prose' : key === 'satisfied' || key === 'aware' ? 'word' : 'number',
  }),
)

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const estimateWords = ({ yes, of, share, interval, finite }: EstimateView): string =>
  share === null || !interval || !finite
    ? '没有作答'
    : `${yes}／${of}，${percent(share)}（95%置信区间 ${percent(interval.low)}～${percent(interval.high)}，按有限总体 ${percent(finite.low)}～${percent(finite.high)}）`

/** The paper travels: a handful of answers would tell who said what. */
const shareOf = (yes: number | null, of: number): string =>
  yes === null || tooFewToShow(of) ? '—' : `${yes}／${of}`

type Cells = Pick<
  SurveyView['units'][number],
  'size' | 'tally' | 'judged' | 'satisfied' | 'askedAware' | 'aware'
>
const cells = ({ size, tally, judged, satisfied, askedAware, aware }: Cells): LayoutValue[] => [
  size,
  tally.drawn,
  tally.reserves,
  tally.reached,
  tally.completed,
  tally.refused,
  tally.unable,
  tally.noAnswer + tally.wrongNumber,
  tally.withdrawn,
  tally.open,
  shareOf(satisfied, judged),
  shareOf(aware, askedAware),
]

const figureNote = (view: SurveyView): string => {
  const done = view.counts === 'completed' ? view.tally.completed : view.tally.drawn
  const what = view.counts === 'completed' ? '完成' : '抽取'
  return view.minimum === null
    ? `本次抽取 ${view.sample} 人。`
    : `方案要求${what}不少于 ${view.minimum} 人，实际${what} ${done} 人${done >= view.minimum ? '' : `，差 ${view.minimum - done} 人`}。`
}

export function reportSheet(view: SurveyView, today: string): FormLayout {
  const round = view.rounds.find((one) => one.round === view.round)
  const tries = `${view.attempts.days} 天内打 ${view.attempts.most} 次`
  return plainLayout({
    id: 'survey-report',
    label: '回访报告',
    title: `${view.name}结果（按受援单位）`,
    head: [
      { label: '截至：', value: today },
      { label: '状态：', value: view.state === 'closed' ? '已结束' : '进行中' },
      { label: '可回访群众：', value: `${view.frameSize} 人` },
    ],
    columns,
    rows: view.units.map((unit, i) => [i + 1, unit.unit, ...cells(unit)]),
    total: {
      label: '合计',
      span: 2,
      values: cells({
        size: view.frameSize,
        tally: view.tally,
        judged: view.satisfaction.of,
        satisfied: view.satisfaction.yes,
        askedAware: view.awareness.of,
        aware: view.awareness.yes,
      }),
    },
    notes: [
      figureNote(view),
      `满意：${estimateWords(view.satisfaction)}`,
      `知晓：${estimateWords(view.awareness)}`,
      `医生到场：${estimateWords(view.came)}`,
      `分母固定：抽取 ${view.tally.drawn} 人，另动用替补 ${view.tally.reserves} 人；打不通的须${tries}才换替补，没有接通和不愿回答的不从分母中剔除。`,
      `名单 ${round?.frameSize ?? 0} 人，校验值 ${round?.frameHash ?? ''}；种子“${round?.seed ?? ''}”由${round?.seededBy ?? ''}给出；按单位最大余数法分配，HMAC-SM3 抽取，共抽 ${view.round} 次。`,
      `作答不足 ${SMALL_CELL} 人的，不单列满意和知晓，只计入总数。`,
      '没有作答者的看法可能不同，置信区间不反映这一点。',
    ],
    meta: { programme: view.programmeId, year: Number(view.period.slice(0, 4)), fields: [] },
  })
}
