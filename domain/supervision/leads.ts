// Complaints and leads (SUP-7, ISS-2): where they come from, the working days to answer, which may be the same as one that
// came before, and how they end. Nothing is thrown away: a double points at the one it doubles and can be taken apart again.
import { addDays, type HolidayTable, isWorkday, UnknownHolidayYear } from '../shared/calendar.ts'

export const LEAD_SOURCES = ['hotline', 'letter', 'visit', 'publicPage', 'inspection', 'other'] as const
export type LeadSource = (typeof LEAD_SOURCES)[number]
export const LEAD_SOURCE_NAMES: Record<LeadSource, { zh: string; en: string }> = {
  hotline: { zh: '12345热线', en: '12345 hotline' },
  letter: { zh: '来信', en: 'letter' },
  visit: { zh: '来访', en: 'visit' },
  publicPage: { zh: '公开页反馈', en: 'public page' },
  inspection: { zh: '检查发现', en: 'inspection' },
  other: { zh: '其他', en: 'other' },
}
export const LEAD_STATES = ['open', 'answered', 'duplicate'] as const
export type LeadState = (typeof LEAD_STATES)[number]
export const LEAD_STATE_NAMES: Record<LeadState, { zh: string; en: string }> = {
  open: { zh: '待答复', en: 'to answer' },
  answered: { zh: '已答复', en: 'answered' },
  duplicate: { zh: '重复', en: 'double' },
}
export type LeadAct = 'answer' | 'double' | 'undouble' | 'reopen'
export const LEAD_TRANSITIONS: Record<LeadState, Partial<Record<LeadAct, LeadState>>> = {
  open: { answer: 'answered', double: 'duplicate' },
  answered: { reopen: 'open' },
  duplicate: { undouble: 'open' },
}
export const LEAD_OUTCOMES = ['verified', 'partly', 'unfounded', 'elsewhere'] as const
export type LeadOutcome = (typeof LEAD_OUTCOMES)[number]
export const LEAD_OUTCOME_NAMES: Record<LeadOutcome, { zh: string; en: string }> = {
  verified: { zh: '属实', en: 'true' },
  partly: { zh: '部分属实', en: 'partly true' },
  unfounded: { zh: '不属实', en: 'unfounded' },
  elsewhere: { zh: '不属本项目，已转办', en: 'handed to others' },
}

/** Working days to answer (programme file, rule `oversight`). */
export type ReplyDays = { hotline: number; others: number }

/** The n-th workday after a day; null where its year's holidays are not announced yet. */
export function workdaysAfter(day: string, count: number, holidays: HolidayTable): string | null {
  try {
    let at = day
    for (let left = count; left > 0; ) {
      at = addDays(at, 1)
      if (isWorkday(at, holidays)) left--
    }
    return at
  } catch (error) {
    if (error instanceof UnknownHolidayYear) return null
    throw error
  }
}

/** The last day to answer a lead; the day it came does not count. */
export const replyDay = (
  lead: { source: LeadSource; receivedOn: string },
  days: ReplyDays,
  holidays: HolidayTable,
): string | null =>
  workdaysAfter(lead.receivedOn, lead.source === 'hotline' ? days.hotline : days.others, holidays)

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((one) => b.has(one)).length
const pairsOf = (text: string): Set<string> => {
  const letters = [...text.replace(/[\s\p{P}\d]/gu, '')]
  return new Set(letters.slice(1).map((letter, i) => `${letters[i]}${letter}`))
}

/** How alike two texts are, 0 to 100: shared pairs of letters of all pairs. */
export function likeness(a: string, b: string): number {
  const [first, second] = [pairsOf(a), pairsOf(b)]
  const both = shared(first, second)
  const all = first.size + second.size - both
  return all === 0 ? 0 : Math.round((both * 100) / all)
}

const NUMBERS = /\d{7,18}/g
const numbersOf = (text: string): Set<string> => new Set(text.match(NUMBERS) ?? [])

export type Known = { id: string; unitId: string | null; text: string; contact: string | null }
/** Above this likeness two texts about one unit are asked about. */
const ALIKE = 45
const VERY_ALIKE = 70

/** Earlier leads that may say the same, the likeliest first: a person decides. */
export function similarLeads(lead: Known, earlier: readonly Known[]): { id: string; likeness: number }[] {
  const numbers = numbersOf(`${lead.text} ${lead.contact ?? ''}`)
  return earlier
    .filter((one) => one.id !== lead.id)
    .map((one) => {
      const number = shared(numbers, numbersOf(`${one.text} ${one.contact ?? ''}`)) > 0
      const same = lead.unitId !== null && lead.unitId === one.unitId
      const alike = likeness(lead.text, one.text)
      return { id: one.id, likeness: alike, near: alike >= (same || number ? ALIKE : VERY_ALIKE) }
    })
    .filter((one) => one.near)
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ id, likeness: alike }) => ({ id, likeness: alike }))
}
