// What the programme orders of surveys, with the figures a plan leaves open filled in by ours (docs/surveys.md).
import { refuse } from '../../../contract/problems.ts'
import { type Programme, type RuleOf, rulesOf } from '../../../domain/programme/programme.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import { lastDayOf, monthOf, monthsBetween } from '../../../domain/shared/calendar.ts'

export type SurveyOrder = RuleOf<'survey'>

export const attemptsOf = (rule: SurveyOrder): { most: number; days: number } =>
  rule.attempts ?? { most: 3, days: 2 }
export const reservesOf = (rule: SurveyOrder): number => rule.reserves ?? 1
export const countsOf = (rule: SurveyOrder): 'drawn' | 'completed' => rule.counts ?? 'completed'
/** How many are drawn unless the bureau asks for more; null where the plan gives no figure. */
export const sampleOf = (rule: SurveyOrder): number | null => rule.sample ?? rule.minimum

/** @throws Refused `survey-no-rule` */
export function orderOf(document: Programme, ruleId: string): SurveyOrder {
  const rule = rulesOf(document, 'survey').find((one) => one.id === ruleId)
  if (!rule) throw refuse('survey-no-rule', { programme: document.shortName })
  return rule
}

export const nameOf = (per: string, period: string): string =>
  `${periodLabel(period)}${per === 'year' ? '群众满意度测评' : '回访'}`

/** Years or months of the programme that have begun, newest first. */
export function periodsOf(document: Programme, per: 'month' | 'year', today: string): string[] {
  const { from, to } = document.period
  if (from > today) return []
  const last = today < to ? today : to
  if (per === 'month') return monthsBetween(monthOf(from), monthOf(last)).reverse()
  const [first, end] = [Number(from.slice(0, 4)), Number(last.slice(0, 4))]
  return Array.from({ length: end - first + 1 }, (_, i) => String(end - i))
}

/** The days a survey asks about, up to today. @throws Refused `survey-outside` */
export function spanOf(
  document: Programme,
  per: 'month' | 'year',
  period: string,
  today: string,
): { from: string; to: string } {
  if (!periodsOf(document, per, today).includes(period))
    throw refuse('survey-outside', { period, ...document.period })
  const { from, to } = document.period
  const [first, last] =
    per === 'month' ? [`${period}-01`, lastDayOf(period)] : [`${period}-01-01`, `${period}-12-31`]
  const until = [last, to, today].sort()[0] ?? today
  return { from: first < from ? from : first, to: until }
}
