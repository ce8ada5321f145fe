// LV-8 · 永卫〔2024〕13号: 未经书面正式请假脱岗. A report of absence is no verdict: whom it concerns is heard first.
import { addDays } from '../shared/calendar.ts'

export const ABSENCE_DECISIONS = ['excused', 'warned', 'counted'] as const
export type AbsenceDecision = (typeof ABSENCE_DECISIONS)[number]
export const ABSENCE_DECISION_NAMES: Record<AbsenceDecision, { zh: string; en: string }> = {
  excused: { zh: '情况属实，不作处理', en: 'excused' },
  warned: { zh: '提醒谈话', en: 'warned' },
  counted: { zh: '按脱岗计入考核', en: 'counts in the assessment' },
}

export type CaseState = 'open' | 'replied' | 'decided'

/** Days after the report within which the reply is waited for (our reading; the plans are silent). */
const REPLY_DAYS = 3

/** The last day on which the reply is waited for, itself included. */
export const replyUntil = (reportedOn: string): string => addDays(reportedOn, REPLY_DAYS)

export function caseState(acts: readonly { act: string }[]): CaseState {
  if (acts.some((one) => one.act === 'decision')) return 'decided'
  return acts.some((one) => one.act === 'reply') ? 'replied' : 'open'
}

/** Nobody is judged unheard: after a reply, or when its days are over. */
export const mayDecide = (state: CaseState, reportedOn: string, today: string): boolean =>
  state === 'replied' || (state === 'open' && today > replyUntil(reportedOn))
