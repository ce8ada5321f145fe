// A day card as pages read it: names of residents and their phones masked (SEC-1), with the questions it raises.
import type { z } from 'zod'
import type { DayCardView, listDayCards } from '../../../contract/visits.ts'
import { maskName, maskPhone } from '../../../domain/people/masking.ts'
import { type HolidayTable, isWorkday, yearOf } from '../../../domain/shared/calendar.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import { ACTIVITY_KINDS, type Activity, SPECIAL_GROUPS, workloadOf } from '../../../domain/visits/day-card.ts'
import { PHOTO_KINDS } from '../../../domain/visits/photo.ts'
import { questionsAbout } from '../../../domain/visits/questions.ts'
import type { OtherDays } from './other-days.ts'
import type { CardRow, Parts } from './store.ts'
import type { SignedIn } from './store-attendance.ts'

/** What a card is looked at beside: the calendar, its doctor's other days, who signed in. */
type Surroundings = { today: string; holidays: HolidayTable; others: OtherDays; signedIn: SignedIn }

const oneOf = <T extends string>(known: readonly T[], value: string, otherwise: T): T =>
  known.find((k) => k === value) ?? otherwise
export const halfOf = (value: string): 'day' | 'am' | 'pm' =>
  oneOf(['day', 'am', 'pm'] as const, value, 'day')
export const statusOf = (value: string): DayCardView['status'] =>
  oneOf(['draft', 'submitted', 'confirmed', 'duplicate', 'merged'] as const, value, 'draft')

export function activitiesOf(parts: Parts, cardId: string): Activity[] {
  return parts.activities
    .filter((a) => a.day_card_id === cardId)
    .map((a) => ({
      kind: oneOf(ACTIVITY_KINDS, a.kind, 'guidance'),
      count: a.count,
      title: a.title,
      participants: a.participants,
      online: a.online,
    }))
}

function questionsOf(card: CardRow, parts: Parts, around: Surroundings): Problem[] {
  const { today, holidays, others, signedIn } = around
  const known = holidays.years.has(yearOf(card.day))
  return questionsAbout(
    {
      day: card.day,
      half: halfOf(card.half),
      activities: activitiesOf(parts, card.id),
      homeVisits: parts.homeVisits.filter((v) => v.day_card_id === card.id),
      beneficiaries: parts.beneficiaries.filter((b) => b.day_card_id === card.id),
      otherServices: card.other_services,
      dutyId: card.duty_id,
    },
    {
      today,
      workday: known ? isWorkday(card.day, holidays) : null,
      others: others.get(card.practitioner_id) ?? [],
      signedIn: signedIn.get(card.duty_id ?? '') ?? {},
    },
  )
}

export function cardView(card: CardRow, parts: Parts, around: Surroundings): DayCardView {
  return {
    regionId: card.region_id,
    id: card.id,
    version: card.version,
    status: statusOf(card.status),
    duplicateOf: card.duplicate_of,
    programmeId: card.programme_id,
    dutyId: card.duty_id,
    day: card.day,
    half: halfOf(card.half),
    unit: { id: card.unit_id, name: card.unit },
    practitioner: {
      id: card.practitioner_id,
      name: card.practitioner,
      title: card.title_text,
      specialty: card.specialty_text,
      hospital: card.hospital,
    },
    activities: activitiesOf(parts, card.id),
    homeVisits: parts.homeVisits
      .filter((v) => v.day_card_id === card.id)
      .map((v) => ({
        specialGroup: oneOf(SPECIAL_GROUPS, v.special_group, 'other'),
        place: v.place,
        service: v.service,
        nextStep: v.next_step,
        homeBed: v.home_bed,
      })),
    beneficiaries: parts.beneficiaries
      .filter((b) => b.day_card_id === card.id)
      .map((b) => ({
        id: b.id,
        name: maskName(b.name),
        phone: maskPhone(b.phone),
        specialGroup: b.special_group,
        consents: parts.consents.get(b.id) ?? [],
      })),
    photos: parts.photos
      .filter((photo) => photo.day_card_id === card.id)
      .map((photo) => ({
        sha256: photo.sha256,
        size: photo.size,
        kind: oneOf(PHOTO_KINDS, photo.kind, 'work'),
        arrived: photo.arrived_at !== null,
      })),
    otherServices: card.other_services,
    otherWork: card.other_work,
    leaflets: card.leaflets,
    noticeClicks: card.notice_clicks,
    screenNotices: card.screen_notices,
    transportFen: card.transport_fen,
    lodgingFen: card.lodging_fen,
    suppliesFen: card.supplies_fen,
    answers: card.answers as Record<string, string>,
    questions: questionsOf(card, parts, around),
    updatedAt: card.updated_at.toISOString(),
  }
}

type Item = z.input<(typeof listDayCards)['ok']>['items'][number]

export function cardItem(card: CardRow, parts: Parts, around: Surroundings): Item {
  const records = parts.homeVisits.filter((v) => v.day_card_id === card.id).length
  const w = workloadOf(activitiesOf(parts, card.id), records)
  const answered = Object.keys(card.answers as object)
  return {
    regionId: card.region_id,
    id: card.id,
    status: card.status,
    day: card.day,
    unit: card.unit,
    practitioner: card.practitioner,
    hospital: card.hospital,
    duplicateOf: card.duplicate_of,
    consultations: w.consultations,
    homeVisits: w.homeVisits,
    lectures: w.lectures,
    trainees: w.traineeVisits,
    beneficiaries: parts.beneficiaries.filter((b) => b.day_card_id === card.id).length,
    questions: questionsOf(card, parts, around).filter((q) => !answered.includes(q.code)).length,
  }
}
