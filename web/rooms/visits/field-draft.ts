// A day being written on the phone: empty from a duty, or gone on with from the card there is; and back into the
// contract's own shape when it is handed in.
import { v7 as uuidv7 } from 'uuid'
import type { DayCardInput, DayCardView } from '../../../contract/visits.ts'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import type { ActivityKind, SpecialGroup } from '../../../domain/visits/day-card.ts'
import type { PhotoKind } from '../../../domain/visits/photo.ts'
import { type ConsentDraft, consentDraftOf } from './consent-draft.ts'

/** A day to write down: a duty, or a day at a unit that stands on no roster. */
export type FieldDay = Omit<FieldDuty, 'dutyId' | 'homeVisitHalf'> & { dutyId: string | null }

export type FieldDraft = {
  /** The act this day is handed in again for, because it was not accepted; it is given up then. */
  replaces?: string
  cardId: string
  version: number
  counts: Partial<Record<ActivityKind, number>>
  /** Trainees of 业务培训 (WRK-6), listeners of 学术讲座. */
  participants: Partial<Record<ActivityKind, number>>
  homeVisits: { group: SpecialGroup; place: string; service: string; nextStep: string; homeBed: boolean }[]
  beneficiaries: ({ id: string; name: string; phone: string } & ConsentDraft)[]
  photos: { sha256: string; size: number; kind: PhotoKind; arrived: boolean }[]
  otherServices: string
  otherWork: string
  leaflets: number
  noticeClicks: number
  screenNotices: number
  transport: string
  lodging: string
  supplies: string
  answers: Record<string, string>
}

/** The draft of a day belongs to its place, doctor and day; nothing of a person stands in the name. */
export const draftKey = (duty: FieldDay): string =>
  `day-card:${duty.dutyId ?? `${duty.unit.id}:${duty.practitioner.id}:${duty.day}`}`

const yuan = (fen: number): string => (fen === 0 ? '' : (fen / 100).toFixed(2).replace(/\.00$/, ''))
/** Yuan as typed into whole fen; anything that is no amount counts as nothing. */
export const fenOf = (text: string): number => {
  const value = Number(text.replace('，', '.').trim() || 0)
  return Number.isFinite(value) && value >= 0 ? Math.round(value * 100) : 0
}

/** `cardId`: the id that a printed card has already. */
export function emptyDraft(cardId: string = uuidv7()): FieldDraft {
  return {
    cardId,
    version: 0,
    counts: {},
    participants: {},
    homeVisits: [],
    beneficiaries: [],
    photos: [],
    otherServices: '',
    otherWork: '',
    leaflets: 0,
    noticeClicks: 0,
    screenNotices: 0,
    transport: '',
    lodging: '',
    supplies: '',
    answers: {},
  }
}

/** What was handed in and not accepted, to be mended: on top of the card there is by now, if there is one. */
export function draftOfInput(
  input: DayCardInput,
  { opId, cardId, version }: { opId: string; cardId: string; version: number },
): FieldDraft {
  const activities = input.activities.map(({ participants = 0, ...one }) => ({ ...one, participants }))
  return {
    ...draftOfFacts({
      ...input,
      activities,
      homeVisits: input.homeVisits.map(({ nextStep = '', homeBed = false, ...one }) => ({
        ...one,
        nextStep,
        homeBed,
      })),
      beneficiaries: input.beneficiaries.map((one) => ({
        id: one.id ?? uuidv7(),
        name: one.name,
        phone: one.phone,
        consents: (one.consents ?? []).map((grant) => ({ ...grant, state: 'given' as const })),
      })),
      photos: (input.photos ?? []).map((photo) => ({ ...photo, arrived: false })),
      answers: input.answers ?? {},
    }),
    replaces: opId,
    cardId,
    version,
  }
}

/** What is there already, to go on with. Masked names come back as they are: the server knows whom they mean. */
export const draftOfCard = (card: DayCardView): FieldDraft => ({
  ...draftOfFacts(card),
  cardId: card.id,
  version: card.version,
})

type Facts = Pick<
  DayCardView,
  | 'otherServices'
  | 'otherWork'
  | 'leaflets'
  | 'noticeClicks'
  | 'screenNotices'
  | 'transportFen'
  | 'lodgingFen'
  | 'suppliesFen'
  | 'answers'
  | 'photos'
  | 'homeVisits'
> & {
  activities: readonly Pick<DayCardView['activities'][number], 'kind' | 'count' | 'participants'>[]
  beneficiaries: readonly Omit<DayCardView['beneficiaries'][number], 'specialGroup'>[]
}

function draftOfFacts(card: Facts): Omit<FieldDraft, 'cardId' | 'version'> {
  const sum = (part: 'count' | 'participants') => {
    const found: Partial<Record<ActivityKind, number>> = {}
    for (const activity of card.activities)
      found[activity.kind] = (found[activity.kind] ?? 0) + activity[part]
    return found
  }
  return {
    counts: sum('count'),
    participants: sum('participants'),
    homeVisits: card.homeVisits.map((visit) => ({
      group: visit.specialGroup,
      place: visit.place,
      service: visit.service,
      nextStep: visit.nextStep,
      homeBed: visit.homeBed,
    })),
    beneficiaries: card.beneficiaries.map((one) => ({
      id: one.id,
      name: one.name,
      phone: one.phone ?? '',
      ...consentDraftOf(one.consents),
    })),
    photos: card.photos,
    otherServices: card.otherServices,
    otherWork: card.otherWork,
    leaflets: card.leaflets,
    noticeClicks: card.noticeClicks,
    screenNotices: card.screenNotices,
    transport: yuan(card.transportFen),
    lodging: yuan(card.lodgingFen),
    supplies: yuan(card.suppliesFen),
    answers: card.answers,
  }
}

const kindsOf = (draft: FieldDraft): ActivityKind[] => [
  ...new Set([...Object.keys(draft.counts), ...Object.keys(draft.participants)] as ActivityKind[]),
]

/** The card as the contract takes it; `deviceAt` is the phone's own clock, kept beside the server's. */
export function inputOf(draft: FieldDraft, duty: FieldDay, deviceAt: string | null): DayCardInput {
  return {
    programmeId: duty.programmeId,
    dutyId: duty.dutyId,
    unitId: duty.unit.id,
    practitionerId: duty.practitioner.id,
    day: duty.day,
    half: duty.half,
    activities: kindsOf(draft)
      .map((kind) => ({
        kind,
        count: draft.counts[kind] ?? 0,
        participants: draft.participants[kind] ?? 0,
      }))
      .filter(({ count, participants }) => count > 0 || participants > 0),
    homeVisits: draft.homeVisits
      .filter((visit) => visit.place.trim() && visit.service.trim())
      .map((visit) => ({
        specialGroup: visit.group,
        place: visit.place,
        service: visit.service,
        nextStep: visit.nextStep,
        homeBed: visit.homeBed,
      })),
    beneficiaries: draft.beneficiaries
      .filter((one) => one.name.trim())
      .map((one) => ({
        id: one.id,
        name: one.name,
        phone: one.phone.trim() || null,
        consents: one.consents,
      })),
    // drafts kept by an earlier version of these pages know no photographs
    photos: (draft.photos ?? []).map(({ sha256, size, kind }) => ({ sha256, size, kind })),
    otherServices: draft.otherServices,
    otherWork: draft.otherWork,
    leaflets: draft.leaflets,
    noticeClicks: draft.noticeClicks,
    screenNotices: draft.screenNotices,
    transportFen: fenOf(draft.transport),
    lodgingFen: fenOf(draft.lodging),
    suppliesFen: fenOf(draft.supplies),
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([, text]) => text.trim())),
    deviceAt,
  }
}

/** The card as this phone shows it until the server has answered: what was entered, one version on. */
export function cardOfDraft(
  draft: FieldDraft,
  duty: FieldDay,
  { submit, at }: { submit: boolean; at: string },
): DayCardView {
  const input = inputOf(draft, duty, at)
  return {
    regionId: duty.regionId,
    id: draft.cardId,
    version: draft.version + 1,
    status: submit ? 'submitted' : 'draft',
    duplicateOf: null,
    programmeId: duty.programmeId,
    dutyId: duty.dutyId,
    day: duty.day,
    half: duty.half,
    unit: { id: duty.unit.id, name: duty.unit.name },
    practitioner: duty.practitioner,
    activities: input.activities.map((activity) => ({
      kind: activity.kind,
      count: activity.count,
      participants: activity.participants ?? 0,
      title: '',
      online: false,
    })),
    homeVisits: input.homeVisits.map((visit) => ({
      specialGroup: visit.specialGroup,
      place: visit.place,
      service: visit.service,
      nextStep: visit.nextStep ?? '',
      homeBed: visit.homeBed ?? false,
    })),
    beneficiaries: draft.beneficiaries
      .filter((one) => one.name.trim())
      .map((one) => ({
        id: one.id,
        name: one.name,
        phone: one.phone.trim() || null,
        specialGroup: null,
        consents: [
          ...one.consents.map((grant) => ({ ...grant, state: 'given' as const })),
          ...one.withdrawn.map((purpose) => ({
            purpose,
            state: 'withdrawn' as const,
            version: 1,
            way: 'oral',
          })),
        ],
      })),
    photos: draft.photos ?? [],
    otherServices: draft.otherServices,
    otherWork: draft.otherWork,
    leaflets: draft.leaflets,
    noticeClicks: draft.noticeClicks,
    screenNotices: draft.screenNotices,
    transportFen: input.transportFen,
    lodgingFen: input.lodgingFen,
    suppliesFen: input.suppliesFen,
    answers: input.answers ?? {},
    questions: [],
    updatedAt: at,
  }
}

/** Whether a card is the one of this day. */
export const isOf = (card: DayCardView, duty: FieldDay): boolean =>
  (card.dutyId !== null && card.dutyId === duty.dutyId) ||
  (card.day === duty.day && card.unit.id === duty.unit.id && card.practitioner.id === duty.practitioner.id)
