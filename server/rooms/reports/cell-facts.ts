// Opens the facts behind a cell: the day cards a number is made of, under the reader's own rights.
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { leavesOf } from '../../../domain/forms/form.ts'
import { countsWholeDaysOnly } from '../../../domain/programme/programme.ts'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { programmeOn } from '../programme/door.ts'
import { checkPeriod, type FormRequest, figuresOfCard, workloadFilter, workloadTotals } from './form-data.ts'
import { type CountedCard, countedCard, countedCards } from './store-cards.ts'
import { sumsBetween } from './store-ledger.ts'

type Fact = {
  regionId: string
  dayCardId: string
  day: string
  practitioner: string
  unit: string
  value: string
  status: string
}
/** `cards` is how many there are; the facts are the first of them, in the form's order. */
export type Facts = { explanation: string; total: number | null; cards: number; facts: Fact[] }
export const SHOWN = 500

const TOTAL_ROW = 'total'
const STATUS: Record<string, string> = { submitted: '已提交', confirmed: '已确认' }

export function factOf(card: CountedCard, value: string): Fact {
  return {
    regionId: card.region_id ?? '',
    dayCardId: card.id ?? '',
    day: card.day ?? '',
    practitioner: card.practitioner,
    unit: card.unit,
    value,
    status: STATUS[card.status ?? ''] ?? '',
  }
}

/** 附件1: a unit's month is the person-days of its cards; a doctor's two halves of one day are one (WRK-11). */
async function summaryFacts(
  context: Context,
  request: FormRequest,
  cell: { rowId: string; column: string },
): Promise<Facts> {
  const number = Number(/^month(\d+)$/.exec(cell.column)?.[1] ?? 0)
  const month = number ? `${request.period}-${String(number).padStart(2, '0')}` : null
  const span = month
    ? { from: `${month}-01`, to: lastDayOf(month) }
    : { from: `${request.period}-01-01`, to: `${request.period}-12-31` }
  const { document } = await programmeOn(context.trx, request.programmeId, context.today)
  const filter = {
    ...request,
    ...span,
    unitId: cell.rowId === TOTAL_ROW ? request.unitId : cell.rowId,
  }
  const wholeDaysOnly = countsWholeDaysOnly(document)
  const sums = await sumsBetween(context.trx, filter)
  const cards = await countedCards(context.trx, { ...filter, wholeDaysOnly }, { limit: SHOWN })
  return {
    explanation: '每位医师下基层工作 1 天，记为 1 人次；同一天的上下午只计一次。',
    total: wholeDaysOnly ? sums.whole_days : sums.person_days,
    cards: wholeDaysOnly ? sums.whole_days : sums.cards,
    facts: cards.map((c) => factOf(c, '1 人次')),
  }
}

/** 附件3: a number is one card's own; in the total row it is all cards of the month. */
async function workloadFacts(
  context: Context,
  request: FormRequest,
  cell: { rowId: string; column: string },
): Promise<Facts> {
  const filter = workloadFilter(request)
  const whole = cell.rowId === TOTAL_ROW
  const one = whole ? undefined : await countedCard(context.trx, filter, cell.rowId)
  const cards = whole ? await countedCards(context.trx, filter, { limit: SHOWN }) : one ? [one] : []
  const figureOf = (card: CountedCard): number | string => {
    const numbers = { ...figuresOfCard(card), roundFunds: (card.expenses_fen ?? 0) / 100 }
    return (numbers as Record<string, number>)[cell.column] ?? ''
  }
  const values = cards.map(figureOf)
  const sums = whole ? await sumsBetween(context.trx, filter) : null
  const total = sums ? workloadTotals(sums)[cell.column] : Number(values[0])
  const label = formDefinition(request.formId)
  const name = label ? leavesOf(label).find((f) => f.key === cell.column)?.label : cell.column
  return {
    explanation: `“${name ?? cell.column}”由下列日志卡汇总，合计由系统计算（RPT-10）。`,
    total: total === undefined || Number.isNaN(total) || values.includes('') ? null : total,
    cards: sums?.cards ?? cards.length,
    facts: cards.map((c, i) => factOf(c, String(values[i] ?? ''))),
  }
}

export async function cellFacts(
  context: Context,
  request: FormRequest,
  cell: { rowId: string; column: string },
): Promise<Facts> {
  checkPeriod(request)
  if (request.formId === 'support-summary') return summaryFacts(context, request, cell)
  if (request.formId === 'workload-return') return workloadFacts(context, request, cell)
  return {
    explanation: '本行来自派驻关系（人员安排表），在“排班 · 派驻”中维护。',
    total: null,
    cards: 0,
    facts: [],
  }
}
