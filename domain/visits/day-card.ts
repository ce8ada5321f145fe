// The day card's vocabulary and arithmetic: activity kinds, special groups, and what each form column counts.

/** WRK-1…WRK-17: what a doctor does on a duty day. */
export const ACTIVITY_KINDS = [
  'outpatient',
  'wardRound',
  'surgery',
  'caseDiscussion',
  'teachingRound',
  'lecture',
  'training',
  'specialGroupService',
  'homeVisit',
  'referralHelp',
  'technique',
  'publicHealthGuidance',
  'guidance',
  'management',
] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

export const ACTIVITY_NAMES: Record<ActivityKind, { zh: string; en: string; unit: string; clause: string }> =
  {
    outpatient: { zh: '门诊诊疗', en: 'consultations', unit: '人次', clause: 'WRK-2' },
    wardRound: { zh: '管病床', en: 'ward patients', unit: '人次', clause: 'WRK-1' },
    surgery: { zh: '手术', en: 'operations', unit: '台', clause: 'WRK-1' },
    caseDiscussion: { zh: '病例讨论', en: 'case discussions', unit: '次', clause: 'WRK-3' },
    teachingRound: { zh: '教学查房', en: 'teaching rounds', unit: '次', clause: 'WRK-4' },
    lecture: { zh: '学术讲座', en: 'lectures', unit: '次', clause: 'WRK-5' },
    training: { zh: '业务培训', en: 'training sessions', unit: '次', clause: 'WRK-6' },
    specialGroupService: {
      zh: '服务特殊人群',
      en: 'services to special groups',
      unit: '人次',
      clause: 'WRK-7',
    },
    homeVisit: { zh: '送医上门', en: 'home visits', unit: '次', clause: 'WRK-8' },
    referralHelp: { zh: '协助转诊', en: 'referrals helped', unit: '人次', clause: 'WRK-9' },
    technique: { zh: '适宜技术推广', en: 'techniques introduced', unit: '项', clause: 'WRK-12' },
    publicHealthGuidance: {
      zh: '公卫与签约指导',
      en: 'public-health guidance',
      unit: '次',
      clause: 'WRK-13',
    },
    guidance: { zh: '业务指导', en: 'guidance', unit: '次', clause: 'WRK-14' },
    management: { zh: '管理支援', en: 'management support', unit: '次', clause: 'WRK-17' },
  }

/** HOM-1: 高龄、失能、长期患病老年人、残疾人、腿脚不便老人. */
export const SPECIAL_GROUPS = [
  'advancedAge',
  'disabledElder',
  'longTermIll',
  'disabledPerson',
  'limitedMobility',
  'other',
] as const
export type SpecialGroup = (typeof SPECIAL_GROUPS)[number]
export const SPECIAL_GROUP_NAMES: Record<SpecialGroup, { zh: string; en: string }> = {
  advancedAge: { zh: '高龄老人', en: 'advanced age' },
  disabledElder: { zh: '失能老人', en: 'disabled elder' },
  longTermIll: { zh: '长期患病老年人', en: 'long-term ill elder' },
  disabledPerson: { zh: '残疾人', en: 'disabled person' },
  limitedMobility: { zh: '腿脚不便老人', en: 'elder with limited mobility' },
  other: { zh: '其他', en: 'other' },
}

export type Activity = {
  kind: ActivityKind
  count: number
  title: string
  participants: number
  online: boolean
}

/** The counts of 附件3 columns 11–17 (FRM-3), from a card's activities and home-visit records. */
export type Workload = {
  consultations: number
  caseDiscussions: number
  teachingRounds: number
  lectures: number
  traineeVisits: number
  specialGroupServices: number
  homeVisits: number
}

/**
 * Derives the workload columns of a card. Consultations are outpatient, ward and operated patients (WRK-1, WRK-2);
 * trainees are the participants of training sessions (WRK-6); home visits are the records, or the typed count
 * when no record was made, whichever is larger, so that one visit never counts twice (WRK-8, HOM-2).
 */
export function workloadOf(
  activities: readonly Pick<Activity, 'kind' | 'count' | 'participants'>[],
  homeVisitRecords: number,
): Workload {
  const sum = (...kinds: ActivityKind[]): number =>
    activities.filter((a) => kinds.includes(a.kind)).reduce((n, a) => n + a.count, 0)
  return {
    consultations: sum('outpatient', 'wardRound', 'surgery'),
    caseDiscussions: sum('caseDiscussion'),
    teachingRounds: sum('teachingRound'),
    lectures: sum('lecture'),
    traineeVisits: activities.filter((a) => a.kind === 'training').reduce((n, a) => n + a.participants, 0),
    specialGroupServices: sum('specialGroupService'),
    homeVisits: Math.max(sum('homeVisit'), homeVisitRecords),
  }
}

/** States of a card and who may move it on; a duplicate waits for a person to merge it (P13). */
export const CARD_TRANSITIONS = {
  draft: ['draft', 'submitted'],
  submitted: ['submitted', 'confirmed', 'draft'],
  confirmed: ['draft'],
  duplicate: ['merged', 'duplicate'],
  merged: [],
} as const
export type CardStatus = keyof typeof CARD_TRANSITIONS
export function mayMove(from: CardStatus, to: CardStatus): boolean {
  return (CARD_TRANSITIONS[from] as readonly CardStatus[]).includes(to)
}
