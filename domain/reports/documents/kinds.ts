// Which documents a programme has for a period, from its own rules (RPT-3, RPT-4, RPT-6, RPT-11, SVY-4, ASM-3).
import type { Programme, Rule, RuleOf } from '../../programme/programme.ts'
import { rulesOf } from '../../programme/programme.ts'
import { lastDayOf, monthOf } from '../../shared/calendar.ts'
import { periodLabel } from '../dues.ts'
import type { DocumentKind } from './document.ts'
import { MONTHLY_TITLES, topicOf, YEARLY_TITLES } from './sections.ts'

export const KIND_NAMES: Record<DocumentKind, { zh: string; en: string }> = {
  monthlyNarrative: { zh: '月度工作情况', en: 'monthly narrative' },
  stageReport: { zh: '阶段性总结', en: 'stage report' },
  annualReport: { zh: '年度报告', en: 'annual report' },
  selfAssessment: { zh: '自评报告', en: 'self-assessment' },
  bulletin: { zh: '进展通报', en: 'bulletin' },
  effectReport: { zh: '社会成效评估', en: 'report on effects' },
}

/** What a period is called by: a month, or the year. A stage runs from the programme's start to the end of its month. */
const BY_MONTH: ReadonlySet<DocumentKind> = new Set(['monthlyNarrative', 'stageReport', 'bulletin'])
export const isMonthly = (kind: DocumentKind): boolean => BY_MONTH.has(kind)

/** The kinds that judge a whole county: only who answers for it writes them. */
const WHOLE: ReadonlySet<DocumentKind> = new Set(['bulletin', 'effectReport'])
export const needsWhole = (kind: DocumentKind): boolean => WHOLE.has(kind)

type Span = { key: string; label: string; from: string; to: string }

/** The days a document of a kind counts, kept within the programme; undefined when they lie outside it. */
export function spanOf(programme: Programme, kind: DocumentKind, period: string): Span | undefined {
  const whole = programme.period
  const month = /^\d{4}-\d{2}$/.test(period)
  if (month !== isMonthly(kind)) return undefined
  const first = month ? `${period}-01` : `${period}-01-01`
  const last = month ? lastDayOf(period) : `${period}-12-31`
  const to = last < whole.to ? last : whole.to
  if (kind === 'stageReport') {
    if (last < whole.from || monthOf(period) > monthOf(whole.to)) return undefined
    return { key: period, label: stageLabel(whole.from, to), from: whole.from, to }
  }
  const from = first > whole.from ? first : whole.from
  // A programme that runs over the turn of a year is summed up whole in its last year.
  const start = !month && period === whole.to.slice(0, 4) ? whole.from : from
  if (start > to) return undefined
  const turns = start.slice(0, 4) !== to.slice(0, 4)
  return { key: period, label: turns ? stageLabel(start, to) : periodLabel(period), from: start, to }
}

/** 2024年3—5月, 2021年5月—2022年4月. */
function stageLabel(from: string, to: string): string {
  const [a, b] = [monthOf(from), monthOf(to)]
  if (a === b) return periodLabel(a)
  if (a.slice(0, 4) === b.slice(0, 4))
    return `${a.slice(0, 4)}年${Number(a.slice(5))}—${Number(b.slice(5))}月`
  return `${periodLabel(a)}—${periodLabel(b)}`
}

type ReportRule = RuleOf<'report'>
const narrated = (programme: Programme): ReportRule[] =>
  rulesOf(programme, 'report').filter((rule) => rule.narratives.length > 0)

/** The package a document belongs to, by its period; a month's package is the first month's only in that month. */
export function ruleOf(programme: Programme, kind: DocumentKind, period: string): ReportRule | undefined {
  const rules = narrated(programme)
  if (kind === 'monthlyNarrative') {
    const first = rules.find((r) => r.period === 'firstMonth')
    if (first && 'date' in first.due && monthOf(first.due.date) === period) return first
    return rules.find((r) => r.period === 'previousMonth' || r.period === 'currentMonth')
  }
  if (kind === 'bulletin' || kind === 'effectReport') return undefined
  return rules.find((r) => r.period === 'year')
}

/** The programme's own titles for a kind; those it does not name come from the clause. */
export function titlesOf(programme: Programme, kind: DocumentKind, period: string): string[] {
  const own = ruleOf(programme, kind, period)?.narratives ?? []
  const stage = (title: string): boolean => /阶段/.test(title)
  const self = (title: string): boolean => topicOf(title) === 'selfAssessment'
  switch (kind) {
    case 'monthlyNarrative':
      return own.length > 1 ? own : completed(own, MONTHLY_TITLES)
    case 'stageReport':
      return completed(own.filter(stage), ['阶段性工作完成情况', ...YEARLY_TITLES.slice(1)])
    case 'annualReport':
      return completed(
        own.filter((title) => !stage(title) && !self(title)),
        YEARLY_TITLES,
      )
    case 'selfAssessment':
    case 'bulletin':
    case 'effectReport':
      return own.filter(self)
  }
}

/** Problems and next steps belong to every report; the first part is the programme's own where it has one. */
function completed(own: readonly string[], usual: readonly string[]): string[] {
  const has = (topic: string): boolean => own.some((title) => topicOf(title) === topic)
  const missing = usual.filter((title) => {
    const topic = topicOf(title)
    return topic === 'problems' || topic === 'next' ? !has(topic) : own.length === 0
  })
  return [...own, ...missing]
}

export type Offer = {
  kind: DocumentKind
  name: string
  period: string
  label: string
  /** The rule it answers, in words; '' where the programme only implies it. */
  citation: Rule | null
  titles: string[]
}

/** Every document of a programme that a month touches: the month's, the stage up to it, the year's. */
export function offersFor(programme: Programme, month: string, whole: boolean): Offer[] {
  const kinds: DocumentKind[] = [
    'monthlyNarrative',
    'bulletin',
    'stageReport',
    'annualReport',
    'selfAssessment',
    'effectReport',
  ]
  return kinds
    .filter((kind) => whole || !needsWhole(kind))
    .flatMap((kind) => {
      const period = isMonthly(kind) ? month : month.slice(0, 4)
      const span = spanOf(programme, kind, period)
      if (!span) return []
      const bulletin = programme.rules.find((r) => r.clauses.includes('RPT-11'))
      const survey = rulesOf(programme, 'survey').find((r) => r.per === 'year')
      const rule =
        kind === 'bulletin' ? bulletin : kind === 'effectReport' ? survey : ruleOf(programme, kind, period)
      return [
        {
          kind,
          name: KIND_NAMES[kind].zh,
          period,
          label: span.label,
          citation: rule ?? null,
          titles: titlesOf(programme, kind, period),
        },
      ]
    })
}
