// Supervision in four layers (SUP-1) and the checks besides (SUP-2 to SUP-6, SUP-10): which there are, how often each is
// owed, and what a recorded one has to hold. How many, by whom and how often stands in the programme's file.
import type { Role } from '../access/roles.ts'
import type { CheckKind, CheckOwer, CheckPeriod, CheckTarget } from '../programme/oversight.ts'
import { addMonths, lastDayOf, monthOf, yearOf } from '../shared/calendar.ts'

export const CHECK_KIND_NAMES: Record<CheckKind, { zh: string; en: string }> = {
  regularInspection: { zh: '定期检查', en: 'regular inspection' },
  spotCheck: { zh: '抽查督查', en: 'spot check' },
  dailyAssessment: { zh: '日常考核', en: 'daily assessment' },
  peerReview: { zh: '队员互查', en: 'peer review' },
  fullInspection: { zh: '季度全面检查', en: 'quarterly full inspection' },
  functionInspection: { zh: '职能科室检查', en: 'inspection by function departments' },
  reviewRound: { zh: '复核评分', en: 'review round' },
  leaderVisit: { zh: '领导走访', en: 'visit of a leader' },
}

export const CHECK_MEANS = ['visit', 'phone', 'video'] as const
export type CheckMeans = (typeof CHECK_MEANS)[number]
export const CHECK_MEANS_NAMES: Record<CheckMeans, { zh: string; en: string }> = {
  visit: { zh: '现场', en: 'on site' },
  phone: { zh: '电话', en: 'by telephone' },
  video: { zh: '视频', en: 'by video' },
}

/** The period a day lies in: '2024-05', '2024-Q2' or '2024'. */
export function periodOn(every: CheckPeriod, day: string): string {
  const year = String(yearOf(day))
  if (every === 'year') return year
  if (every === 'month') return monthOf(day)
  return `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** First and last day of a period, both included. */
export function spanOf(period: string): { from: string; to: string } {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) {
    const first = addMonths(`${quarter[1]}-01`, (Number(quarter[2]) - 1) * 3)
    return { from: `${first}-01`, to: lastDayOf(addMonths(first, 2)) }
  }
  if (/^\d{4}$/.test(period)) return { from: `${period}-01-01`, to: `${period}-12-31` }
  return { from: `${period}-01`, to: lastDayOf(period) }
}

/** 2024年5月, 2024年第2季度, 2024年. */
export function periodWords(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) return `${quarter[1]}年第${quarter[2]}季度`
  const [year, month] = period.split('-')
  return month ? `${year}年${Number(month)}月` : `${year}年`
}

/** Which checks a role does; the levels above the county are bureaus too. */
const KINDS_OF: Partial<Record<Role, readonly CheckKind[]>> = {
  bureau: [
    'regularInspection',
    'fullInspection',
    'functionInspection',
    'reviewRound',
    'spotCheck',
    'leaderVisit',
  ],
  allianceOffice: ['regularInspection', 'fullInspection', 'functionInspection', 'spotCheck', 'leaderVisit'],
  hospital: ['spotCheck', 'functionInspection', 'leaderVisit'],
  receivingUnit: ['dailyAssessment'],
  doctor: ['peerReview'],
}
export const kindsOf = (role: Role): readonly CheckKind[] => KINDS_OF[role] ?? []

/** What a check of a kind looks at when no task says it. */
export const targetOf = (kind: CheckKind, role: Role): CheckTarget =>
  kind === 'dailyAssessment' || kind === 'peerReview' || (kind === 'spotCheck' && role === 'hospital')
    ? 'doctor'
    : 'unit'

/** The role that owes what a plan puts on a body; levels above the county draw for themselves. */
export const roleOfOwer = (ower: CheckOwer): Role | null =>
  ower === 'supportingUnit' ? 'hospital' : ower === 'city' || ower === 'province' ? null : ower
