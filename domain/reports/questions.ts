// Questions asked before a report is handed in (WRK-18, RPT-10): a month copied from the last one, a number out of all
// proportion, days without a card. A question never blocks; its answer is sealed with the report.
import { type Problem, problems } from '../shared/problem.ts'

const say = problems({
  'report-copies-month': {
    zh: '本月各项合计与 {month} 完全相同，是否照搬？',
    en: 'Every total is that of {month}: was the month copied?',
    remedyZh: '核对日志卡；确实相同请说明。',
    remedyEn: 'Check the day cards, or say that they happen to be the same.',
    severity: 'warning',
  },
  'report-out-of-proportion': {
    zh: '“{label}”本月合计 {count}，此前最多的一个月是 {most}（台账），请核对。',
    en: '"{label}" comes to {count}; the highest month so far was {most} (ledger): please check.',
    remedyZh: '点开数字核对每张日志卡；确有集中义诊等情况请说明。',
    remedyEn: 'Open the number and check its cards, or say what happened.',
    severity: 'warning',
  },
  'report-days-without-card': {
    zh: '还有 {count} 个已到期的值班没有日志卡，本次报送不含这些天。',
    en: '{count} duty days have no card yet: they are not in this report.',
    remedyZh: '请先补记；未到岗的请登记未到岗，或说明原因。',
    remedyEn: 'Record them, report the absence, or say why.',
    severity: 'warning',
  },
  'report-cards-unconfirmed': {
    zh: '有 {count} 张日志卡受援单位还没有确认，已计入本次报送。',
    en: '{count} day cards are counted though the unit has not confirmed them.',
    remedyZh: '请受援单位先确认，或说明原因。',
    remedyEn: 'Let the unit confirm them first, or say why not.',
    severity: 'warning',
  },
  'report-nothing-done': {
    zh: '本期没有任何工作记录，将按零报送。',
    en: 'There is no work at all in this period: it goes up as nothing.',
    remedyZh: '确实没有开展工作请说明原因。',
    remedyEn: 'Say why nothing was done.',
    severity: 'warning',
  },
})

export type MonthTotals = { month: string; totals: Readonly<Record<string, number>> }
export type ReportFigures = {
  /** The period's totals by column of 附件3, with the words of each column. */
  totals: Readonly<Record<string, number>>
  labels: Readonly<Record<string, string>>
  /** Months before, in order. */
  earlier: readonly MonthTotals[]
  cards: number
  daysWithoutCard: number
  unconfirmed: number
}

/** So many times the highest month so far, from so many up, is asked about. */
const TIMES = 3
const FROM = 50
/** Below so many kinds of work sameness says nothing. */
const KINDS = 3

const kindsOf = (totals: Readonly<Record<string, number>>): string[] =>
  Object.entries(totals)
    .filter(([, count]) => count > 0)
    .map(([column, count]) => `${column} ${count}`)
    .sort()

/** The questions a report of a month raises, in a fixed order. */
export function questionsOf(figures: ReportFigures): Problem[] {
  const { totals, labels, earlier, cards, daysWithoutCard, unconfirmed } = figures
  const found: Problem[] = []
  if (cards === 0) found.push(say('report-nothing-done'))
  if (daysWithoutCard > 0) found.push(say('report-days-without-card', { count: daysWithoutCard }))
  if (unconfirmed > 0) found.push(say('report-cards-unconfirmed', { count: unconfirmed }))
  const mine = kindsOf(totals)
  const last = earlier.at(-1)
  if (last && mine.length >= KINDS && kindsOf(last.totals).join() === mine.join())
    found.push(say('report-copies-month', { month: last.month }))
  for (const [column, count] of Object.entries(totals)) {
    const most = Math.max(0, ...earlier.map((m) => m.totals[column] ?? 0))
    if (most > 0 && count >= FROM && count > most * TIMES)
      found.push(
        say('report-out-of-proportion', { label: labels[column] ?? column, count, most }, { column }),
      )
  }
  return found
}
