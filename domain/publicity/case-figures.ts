// A case's figures: counted from day cards, never typed, in the words of the county's forms (PUB-5, FRM-3).
import { type ActivityKind, workloadOf } from '../visits/day-card.ts'

type Card = {
  unitId: string
  practitionerId: string
  day: string
  homeVisitRecords: number
  activities: readonly { kind: ActivityKind; count: number; participants: number }[]
}

const ROWS = [
  ['doctors', '下派医师', 'doctors', '人'],
  ['dutyDays', '下基层', 'duty days', '人次'],
  ['consultations', '诊疗', 'consultations', '人次'],
  ['specialGroupServices', '特殊人群服务', 'services to special groups', '人次'],
  ['homeVisits', '送医上门', 'home visits', '人次'],
  ['teachingRounds', '教学查房', 'teaching rounds', '次'],
  ['lectures', '讲座', 'lectures', '场'],
  ['traineeVisits', '培训基层人员', 'trainees', '人次'],
] as const

/** The rows that are not nothing, with their unit; a doctor's day at a unit counts once (WRK-11). */
export function caseFigures(
  cards: readonly Card[],
): { key: string; zh: string; en: string; value: number; unit: string }[] {
  const sums: Record<(typeof ROWS)[number][0], number> = {
    doctors: new Set(cards.map((card) => card.practitionerId)).size,
    dutyDays: new Set(cards.map((card) => `${card.practitionerId} ${card.unitId} ${card.day}`)).size,
    consultations: 0,
    specialGroupServices: 0,
    homeVisits: 0,
    teachingRounds: 0,
    lectures: 0,
    traineeVisits: 0,
  }
  for (const card of cards) {
    const work = workloadOf(card.activities, card.homeVisitRecords)
    sums.consultations += work.consultations
    sums.specialGroupServices += work.specialGroupServices
    sums.homeVisits += work.homeVisits
    sums.teachingRounds += work.teachingRounds
    sums.lectures += work.lectures
    sums.traineeVisits += work.traineeVisits
  }
  return ROWS.flatMap(([key, zh, en, unit]) =>
    sums[key] > 0 ? [{ key, zh, en, value: sums[key], unit }] : [],
  )
}
