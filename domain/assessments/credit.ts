// Service that counts towards promotion (ASM-5, ASM-6): a doctor's account of days, reckoned from the same days as 附件1 and
// from nothing else. Both formulas stand beside each other: calendar days (天) and person-days (人次, WRK-11). Pure.

/** One counted day card: at most one of a doctor, a unit and a day. */
export type ServedDay = {
  regionId: string
  programmeId: string
  dayCardId: string
  unitId: string
  unit: string
  day: string
  half: 'am' | 'pm' | 'day'
  /** What was done on it, as kinds of activity. */
  activities: readonly string[]
  /** The unit, the office or the bureau confirmed it. */
  confirmed: boolean
  /** The duty of that day was decided to be an absence without leave. */
  absent: boolean
  /** The programme counts a lone half day as a day (WRK-11); else it is worth nothing. */
  halfCounts: boolean
}

/** Why a day is not (yet) in the account. */
export type NotCredited = 'notConfirmed' | 'absent' | 'loneHalf'

export const CREDIT_KINDS = ['clinic', 'teaching', 'homeVisit', 'other'] as const
export type CreditKind = (typeof CREDIT_KINDS)[number]
const KIND_OF: Record<string, CreditKind> = {
  outpatient: 'clinic',
  wardRound: 'clinic',
  surgery: 'clinic',
  caseDiscussion: 'teaching',
  teachingRound: 'teaching',
  lecture: 'teaching',
  training: 'teaching',
  homeVisit: 'homeVisit',
  specialGroupService: 'homeVisit',
}
export const CREDIT_KIND_NAMES: Record<CreditKind, { zh: string; en: string }> = {
  clinic: { zh: '诊疗', en: 'clinical work' },
  teaching: { zh: '带教培训', en: 'teaching' },
  homeVisit: { zh: '上门与特殊人群', en: 'home visits' },
  other: { zh: '其他工作', en: 'other work' },
}

const kindsOf = (day: ServedDay): CreditKind[] => {
  const kinds = new Set(day.activities.map((a): CreditKind => KIND_OF[a] ?? 'other'))
  return kinds.size > 0 ? [...kinds] : ['other']
}

export type CreditLine = ServedDay & { reason: NotCredited | null; kinds: CreditKind[] }
export type CreditSums = {
  /** Calendar days on which she served, each once wherever she was. */
  days: number
  /** Person-days as 附件1 counts them: one a unit and day. */
  personDays: number
  /** Days on which each kind of work was done; a day may stand in several. */
  kinds: Record<CreditKind, number>
}
export type CreditYear = CreditSums & {
  year: number
  /** Person-days that wait for a confirmation. */
  pending: number
}
export type CreditAccount = {
  years: CreditYear[]
  total: CreditSums & { pending: number }
  lines: CreditLine[]
}

/** A day is whole when any card says so, or its morning and its afternoon were served at two places. */
const isWhole = (cards: readonly ServedDay[]): boolean =>
  cards.some((c) => c.half === 'day') ||
  (cards.some((c) => c.half === 'am') && cards.some((c) => c.half === 'pm'))

function reasonOf(day: ServedDay): NotCredited | null {
  if (day.absent) return 'absent'
  if (!day.confirmed) return 'notConfirmed'
  return day.half !== 'day' && !day.halfCounts ? 'loneHalf' : null
}

const noKinds = (): Record<CreditKind, number> => ({ clinic: 0, teaching: 0, homeVisit: 0, other: 0 })

function sumsOf(lines: readonly CreditLine[]): CreditSums {
  const days = Map.groupBy(
    lines.filter((line) => line.reason === null || line.reason === 'loneHalf'),
    (line) => line.day,
  )
  const kinds = noKinds()
  let count = 0
  for (const cards of days.values()) {
    // two lone halves at two places are a day together though neither is a person-day of its own
    if (!cards.some((c) => c.reason === null) && !isWhole(cards)) continue
    count += 1
    for (const kind of new Set(cards.flatMap((c) => c.kinds))) kinds[kind] += 1
  }
  return { days: count, personDays: lines.filter((line) => line.reason === null).length, kinds }
}

const pendingOf = (lines: readonly CreditLine[]): number =>
  lines.filter((line) => line.reason === 'notConfirmed').length

/** The account of one doctor from her counted cards, newest day first; years are calendar years (ASM-6: 每年). */
export function accountOf(days: readonly ServedDay[]): CreditAccount {
  const lines = days
    .map((day): CreditLine => ({ ...day, reason: reasonOf(day), kinds: kindsOf(day) }))
    .sort((a, b) => (a.day === b.day ? (a.unitId < b.unitId ? -1 : 1) : a.day < b.day ? 1 : -1))
  const years = [...Map.groupBy(lines, (line) => Number(line.day.slice(0, 4)))]
    .map(([year, own]) => ({ year, ...sumsOf(own), pending: pendingOf(own) }))
    .sort((a, b) => b.year - a.year)
  return { years, total: { ...sumsOf(lines), pending: pendingOf(lines) }, lines }
}

/** 凡晋必下 (ASM-6): whether a year's days reach what the plan asks of a key doctor. */
export type PromotionGate = { year: number; required: number; days: number; missing: number; met: boolean }
export const gateOf = (
  required: number,
  { year, days }: Pick<CreditYear, 'year' | 'days'>,
): PromotionGate => ({
  year,
  required,
  days,
  missing: Math.max(0, required - days),
  met: days >= required,
})
