// Questions asked at entry about a card that looks odd (WRK-18, peers: flags, not cages). A question never blocks:
// the answer is kept beside the card.
import { addDays } from '../shared/calendar.ts'
import { type Problem, problems } from '../shared/problem.ts'
import { type HeadCounts, participantsOf, SESSIONS } from './attendance.ts'
import type { Activity } from './day-card.ts'
import { workloadOf } from './day-card.ts'

const say = problems({
  'card-nothing-done': {
    zh: '这一天没有填写任何工作，确实如此吗？',
    en: 'Nothing was done on this day: is that so?',
    remedyZh: '若当天诊疗量少，可填写“业务指导”（WRK-14）；确无工作请说明原因。',
    remedyEn: 'On a quiet day enter guidance (WRK-14); otherwise say why.',
    severity: 'warning',
  },
  'card-too-many-consultations': {
    zh: '一天诊疗 {count} 人次，平均每人不到 {minutes} 分钟，请核对。',
    en: '{count} consultations in a day is under {minutes} minutes each: please check.',
    remedyZh: '核对数字；属义诊等情况请说明。',
    remedyEn: 'Check the number, or say why (a free clinic, say).',
    severity: 'warning',
  },
  'card-too-many-home-visits': {
    zh: '一天上门 {count} 次，超过通常可能，请核对。',
    en: '{count} home visits in a day is more than there is time for: please check.',
    remedyZh: '核对次数；集中居住等情况请说明。',
    remedyEn: 'Check the number, or say why.',
    severity: 'warning',
  },
  'card-home-visits-without-record': {
    zh: '填了上门 {count} 次，但只有 {records} 条上门记录。',
    en: '{count} home visits are counted but only {records} are recorded.',
    remedyZh: '补记上门对象类别和服务内容，便于回访（HOM-2）。',
    remedyEn: 'Add who was visited and what was done (HOM-2).',
    severity: 'warning',
  },
  'card-sample-numbers': {
    zh: '数字与官方示例行完全相同（30、5、6、1、10、20、10），是否误抄？',
    en: 'The numbers are those of the official sample row: copied by mistake?',
    remedyZh: '改为当天真实数字。',
    remedyEn: 'Enter the real numbers of the day.',
    severity: 'warning',
  },
  'card-copies-another-day': {
    zh: '数字与 {day} 的日志完全相同，是否照抄？',
    en: 'The numbers are those of {day}, every one: were they copied?',
    remedyZh: '改为当天真实数字；确实相同请说明。',
    remedyEn: 'Enter the real numbers of the day, or say that they happen to be the same.',
    severity: 'warning',
  },
  'card-phone-repeats': {
    zh: '{count} 位受益群众用了同一个电话。',
    en: '{count} beneficiaries share one phone number.',
    remedyZh: '核对电话；同一家庭请说明。',
    remedyEn: 'Check the numbers; say so if they are one family.',
    severity: 'warning',
  },
  'card-phone-without-purpose': {
    zh: '{count} 位群众留了电话，但没有勾选“电话回访”。',
    en: '{count} residents left a number without agreeing to a follow-up call.',
    remedyZh: '征得同意后勾选“电话回访”，或删去电话、只留姓名（SEC-4）。',
    remedyEn: 'Ask for the consent and tick it, or leave the number out (SEC-4).',
  },
  'card-training-differs-from-list': {
    zh: '业务培训填了 {typed} 人次，签到名单有 {signed} 人。',
    en: '{typed} trainees are entered, {signed} signed in.',
    remedyZh: '点“按签到名单”取用人数；有人没签到等情况请说明。',
    remedyEn: 'Take the number from the list, or say why it differs.',
    severity: 'warning',
  },
  'card-lecture-differs-from-list': {
    zh: '学术讲座填了 {typed} 人，签到名单有 {signed} 人。',
    en: '{typed} listeners are entered, {signed} signed in.',
    remedyZh: '点“按签到名单”取用人数；有人没签到等情况请说明。',
    remedyEn: 'Take the number from the list, or say why it differs.',
    severity: 'warning',
  },
  'card-more-names-than-served': {
    zh: '受益群众 {names} 人，多于当天服务的 {served} 人次。',
    en: '{names} beneficiaries are named but only {served} services are counted.',
    remedyZh: '核对诊疗量与名单。',
    remedyEn: 'Check the counts against the list.',
    severity: 'warning',
  },
  'card-day-in-future': {
    zh: '日期 {day} 在今天之后。',
    en: 'The day {day} lies in the future.',
    remedyZh: '核对日期；只能记录已经发生的工作。',
    remedyEn: 'Check the day; only work that happened is recorded.',
  },
  'card-off-the-roster': {
    zh: '{day} 在这个单位没有公布的值班，请说明为什么去。',
    en: 'No duty was published for {day} at this unit: why was the day spent there?',
    remedyZh: '写一句情况（如临时会诊、替同事）；若记错了日期或单位，请改正（SCH-3）。',
    remedyEn: 'Say why (an urgent call, a colleague replaced), or mend the day or the unit (SCH-3).',
    severity: 'warning',
  },
  'card-day-is-holiday': {
    zh: '{day} 是休息日或节假日，与排班不符，请核对。',
    en: '{day} is a holiday or weekend: please check.',
    remedyZh: '核对日期；确在休息日工作请说明。',
    remedyEn: 'Check the day, or say why work took place.',
    severity: 'warning',
  },
})

type Card = {
  day: string
  half: 'day' | 'am' | 'pm'
  activities: readonly Activity[]
  homeVisits: readonly unknown[]
  /** `mayCall` is said while a card is being written; what is stored keeps no number without it. */
  beneficiaries: readonly { phone: string | null; mayCall?: boolean }[]
  otherServices: string
  /** Null for a day that stands on no roster. */
  dutyId: string | null
}

/** Minutes below which a consultation is doubted, home visits above which a day is doubted. */
const MINUTES = 4
const HOME_VISITS = 16
/** Days back within which a copied card is looked for, and kinds of work below which sameness says nothing. */
export const COPY_DAYS = 31
const COPY_KINDS = 3

type Counted = readonly Pick<Activity, 'kind' | 'count' | 'participants'>[]
const numbersOf = (activities: Counted): string[] =>
  activities
    .filter((a) => a.count + a.participants > 0)
    .map((a) => `${a.kind} ${a.count} ${a.participants}`)
    .sort()

/** The latest earlier day whose numbers this card repeats, every one of them (copy-paste months). */
function copiedFrom(card: Card, others: readonly { day: string; activities: Counted }[]): string | undefined {
  const mine = numbersOf(card.activities)
  if (mine.length < COPY_KINDS) return undefined
  const since = addDays(card.day, -COPY_DAYS)
  return others
    .filter((other) => other.day < card.day && other.day >= since)
    .filter((other) => numbersOf(other.activities).join() === mine.join())
    .map((other) => other.day)
    .sort()
    .at(-1)
}

type Context = {
  /** The server's day. */
  today: string
  /** Null when the calendar does not know. */
  workday: boolean | null
  /** Other days of the same practitioner. */
  others: readonly { day: string; activities: Counted }[]
  /** People on the lists of the day; a session without a list raises no question. */
  signedIn?: HeadCounts
}

/** The questions a card raises. */
export function questionsAbout(card: Card, context: Context): Problem[] {
  const w = workloadOf(card.activities, card.homeVisits.length)
  const found: Problem[] = []
  for (const session of SESSIONS) {
    const signed = context.signedIn?.[session] ?? 0
    const typed = participantsOf(card.activities, session)
    if (signed > 0 && typed !== signed)
      found.push(say(`card-${session}-differs-from-list`, { typed, signed }, { path: 'activities' }))
  }
  const minutes = card.half === 'day' ? 480 : 240
  const served = w.consultations + w.specialGroupServices + w.homeVisits
  const done = card.activities.reduce((n, a) => n + a.count + a.participants, 0) + card.homeVisits.length
  if (card.day > context.today) found.push(say('card-day-in-future', { day: card.day }, { path: 'day' }))
  if (context.workday === false) found.push(say('card-day-is-holiday', { day: card.day }, { path: 'day' }))
  if (card.dutyId === null) found.push(say('card-off-the-roster', { day: card.day }, { path: 'day' }))
  if (done === 0 && card.otherServices === '') found.push(say('card-nothing-done'))
  if (w.consultations > minutes / MINUTES)
    found.push(
      say(
        'card-too-many-consultations',
        { count: w.consultations, minutes: MINUTES },
        { path: 'activities' },
      ),
    )
  if (w.homeVisits > HOME_VISITS)
    found.push(say('card-too-many-home-visits', { count: w.homeVisits }, { path: 'homeVisits' }))
  else if (w.homeVisits > card.homeVisits.length)
    found.push(
      say(
        'card-home-visits-without-record',
        { count: w.homeVisits, records: card.homeVisits.length },
        { path: 'homeVisits' },
      ),
    )
  const sample = [
    w.consultations,
    w.caseDiscussions,
    w.teachingRounds,
    w.lectures,
    w.traineeVisits,
    w.specialGroupServices,
    w.homeVisits,
  ].join()
  // N9: the official sample row of 附件3.
  if (sample === '30,5,6,1,10,20,10') found.push(say('card-sample-numbers'))
  const copied = copiedFrom(card, context.others)
  if (copied) found.push(say('card-copies-another-day', { day: copied }, { path: 'activities' }))
  const phones = Map.groupBy(
    card.beneficiaries.filter((b) => b.phone && !b.phone.includes('*')),
    (b) => b.phone,
  )
  for (const group of phones.values())
    if (group.length > 2)
      found.push(say('card-phone-repeats', { count: group.length }, { path: 'beneficiaries' }))
  const idle = card.beneficiaries.filter(
    (b) => b.mayCall === false && b.phone !== null && !b.phone.includes('*'),
  )
  if (idle.length)
    found.push(say('card-phone-without-purpose', { count: idle.length }, { path: 'beneficiaries' }))
  if (card.beneficiaries.length > served && served > 0)
    found.push(
      say(
        'card-more-names-than-served',
        { names: card.beneficiaries.length, served },
        { path: 'beneficiaries' },
      ),
    )
  return found
}
