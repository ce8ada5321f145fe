// How a programme is watched, as its file says it: the checks with who owes them how often (SUP-1 to SUP-6, SUP-10), and the
// terms and weights of oversight. The rules of supervision read these; none of the figures stands in code.
export const CHECK_KINDS = [
  'regularInspection',
  'spotCheck',
  'dailyAssessment',
  'peerReview',
  'fullInspection',
  'functionInspection',
  'reviewRound',
  'leaderVisit',
] as const
export type CheckKind = (typeof CHECK_KINDS)[number]

/** Who owes a check: a body of the programme, each posted doctor, or a level above the county. */
export const CHECK_OWERS = [
  'bureau',
  'allianceOffice',
  'supportingUnit',
  'receivingUnit',
  'doctor',
  'city',
  'province',
] as const
export type CheckOwer = (typeof CHECK_OWERS)[number]

export const CHECK_TARGETS = ['unit', 'doctor'] as const
export type CheckTarget = (typeof CHECK_TARGETS)[number]
export const CHECK_PERIODS = ['month', 'quarter', 'year'] as const
export type CheckPeriod = (typeof CHECK_PERIODS)[number]

/** How a programme wants a check done; the figures are the plan's, or inferred and said so (programme file, rule `supervision`). */
export type CheckPlan = {
  kind: CheckKind
  owedBy: CheckOwer
  target: CheckTarget
  every: CheckPeriod
  /** All targets each period, or so many picks of which a share is always drawn by lot alone. */
  covers: 'all' | 'picks'
  picks?: number | undefined
  randomPercent?: number | undefined
}

export const RISK_SIGNALS = [
  'noShow',
  'contradiction',
  'overdueReport',
  'complaint',
  'overdueIssue',
  'unchecked',
] as const
export type RiskSignal = (typeof RISK_SIGNALS)[number]
/** Points of one such fact (programme file, rule `oversight`). */
export type RiskPoints = Record<RiskSignal, number>

/** Terms of oversight, in one rule: working days to answer leads and to reply to a measure, days to mend, points of risk. */
export type OversightTerms = {
  hotlineReplyWorkdays: number
  leadReplyWorkdays: number
  measureReplyWorkdays: number
  mendingDays: number
  /** A target not checked for so many days counts as unchecked. */
  uncheckedDays: number
  /** Days back from which facts count as risk. */
  riskDays: number
  riskPoints: RiskPoints
}
