// What is being typed of a card: pure moves between the server's view, the form and what is sent.
import type { DayCardInput, DayCardView } from '../../../contract/visits.ts'
import type { PhotoView } from '../../../contract/visits-photos.ts'
import {
  ACTIVITY_NAMES,
  type Activity,
  type ActivityKind,
  SPECIAL_GROUP_NAMES,
  type SpecialGroup,
  workloadOf,
} from '../../../domain/visits/day-card.ts'
import { yuan } from '../../shell/format.ts'
import { type ConsentDraft, consentDraftOf } from './consent-draft.ts'

export type HomeVisit = {
  specialGroup: SpecialGroup
  place: string
  service: string
  nextStep: string
  homeBed: boolean
}
export type Beneficiary = {
  id: string
  name: string
  phone: string | null
  specialGroup: SpecialGroup | null
} & ConsentDraft
export type Draft = Omit<
  DayCardInput,
  'activities' | 'homeVisits' | 'beneficiaries' | 'photos' | 'answers' | 'deviceAt'
> & {
  activities: Activity[]
  homeVisits: HomeVisit[]
  beneficiaries: Beneficiary[]
  photos: PhotoView[]
  answers: Record<string, string>
}
export type Start = {
  programmeId: string
  dutyId: string | null
  unitId: string
  practitionerId: string
  day: string
  half: 'day' | 'am' | 'pm'
}

/** Kinds that are a plain count; lectures and trainings carry a title and participants. */
export const MAIN_KINDS = [
  'outpatient',
  'specialGroupService',
  'homeVisit',
  'caseDiscussion',
  'teachingRound',
  'guidance',
] as const satisfies readonly ActivityKind[]
export const MORE_KINDS = [
  'wardRound',
  'surgery',
  'referralHelp',
  'technique',
  'publicHealthGuidance',
  'management',
] as const satisfies readonly ActivityKind[]

export const emptyDraft = (start: Start): Draft => ({
  ...start,
  activities: [],
  homeVisits: [],
  beneficiaries: [],
  photos: [],
  otherServices: '',
  otherWork: '',
  leaflets: 0,
  noticeClicks: 0,
  screenNotices: 0,
  transportFen: 0,
  lodgingFen: 0,
  suppliesFen: 0,
  answers: {},
})

/** What a card and its draft hold under the same names. */
const SAME = [
  'programmeId',
  'dutyId',
  'day',
  'half',
  'activities',
  'homeVisits',
  'photos',
  'otherServices',
  'otherWork',
  'leaflets',
  'noticeClicks',
  'screenNotices',
  'transportFen',
  'lodgingFen',
  'suppliesFen',
  'answers',
] as const

function pick<T, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>
}

export function draftOf(card: DayCardView): Draft {
  return {
    ...pick(card, SAME),
    unitId: card.unit.id,
    practitionerId: card.practitioner.id,
    beneficiaries: card.beneficiaries.map((b) => ({
      ...b,
      specialGroup: b.specialGroup as SpecialGroup | null,
      ...consentDraftOf(b.consents),
    })),
  }
}

/** What is sent: rows nobody filled in are left out, blank answers are none. */
export function inputOf(draft: Draft): DayCardInput {
  return {
    ...draft,
    activities: draft.activities.filter((a) => a.count > 0 || a.participants > 0 || a.title.trim() !== ''),
    homeVisits: draft.homeVisits.filter((v) => v.place.trim() !== '' || v.service.trim() !== ''),
    beneficiaries: draft.beneficiaries
      .filter((b) => b.name.trim() !== '')
      .map((b) => ({
        id: b.id,
        name: b.name,
        phone: b.phone?.trim() || null,
        specialGroup: b.specialGroup,
        consents: b.consents,
      })),
    photos: draft.photos.map(({ sha256, size, kind }) => ({ sha256, size, kind })),
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([, text]) => text.trim() !== '')),
  }
}

export const countOf = (draft: Draft, kind: ActivityKind): number =>
  draft.activities.filter((a) => a.kind === kind).reduce((n, a) => n + a.count, 0)

/** Sets a plain count; title and participants that came with it stay. */
export function withCount(draft: Draft, kind: ActivityKind, count: number): Draft {
  const [first] = draft.activities.filter((a) => a.kind === kind)
  const others = draft.activities.filter((a) => a.kind !== kind)
  const blank = { kind, title: '', participants: 0, online: false }
  return {
    ...draft,
    activities: count === 0 && !first?.participants ? others : [...others, { ...(first ?? blank), count }],
  }
}

/** The facts of a card in lines, to lay two beside each other. */
export function cardLines(draft: Draft): [string, string][] {
  const w = workloadOf(draft.activities, draft.homeVisits.length)
  const kinds = Object.keys(ACTIVITY_NAMES) as ActivityKind[]
  return [
    ...kinds
      .filter((k) => k !== 'homeVisit')
      .map((k): [string, string] => [ACTIVITY_NAMES[k].zh, String(countOf(draft, k))]),
    ['送医上门', String(w.homeVisits)],
    ['培训人次', String(w.traineeVisits)],
    [
      '上门记录',
      draft.homeVisits.map((v) => `${SPECIAL_GROUP_NAMES[v.specialGroup].zh} ${v.place}`).join('；'),
    ],
    ['受益群众', draft.beneficiaries.map((b) => b.name).join('、')],
    ['照片', String(draft.photos.length)],
    ['其他服务', draft.otherServices],
    ['其他宣传', draft.otherWork],
    ['传单 / 点击 / 电子屏', `${draft.leaflets} / ${draft.noticeClicks} / ${draft.screenNotices}`],
    [
      '交通 / 住宿 / 物资（元）',
      `${yuan(draft.transportFen)} / ${yuan(draft.lodgingFen)} / ${yuan(draft.suppliesFen)}`,
    ],
  ]
}
