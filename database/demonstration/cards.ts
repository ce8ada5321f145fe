// Day cards of the demonstration's past duty days: plausible, repeatable numbers; the newest days stay open so
// that there is something to do, and one day is entered twice so that there is something to merge.
import { v7 as uuidv7 } from 'uuid'
import { daysBetween } from '../../domain/shared/calendar.ts'
import { SPECIAL_GROUPS } from '../../domain/visits/day-card.ts'
import type { Trx } from '../../server/platform/database.ts'
import { addUpAll } from '../../server/rooms/visits/door.ts'
import { demoMobile, demoName, pick } from './people.ts'

type Who = { author: string; confirmer: string }
type DutyRow = {
  region_id: string | null
  id: string | null
  programme_id: string | null
  unit_id: string | null
  hospital_id: string | null
  practitioner_id: string | null
  day: string | null
  half: string | null
}
const OTHER = ['', '', '协助转诊到上级医院1人次', '指导家庭医生签约随访', '协助完善门诊病历模板']
const PLACES = ['上村', '下村', '桥头', '岭背', '溪口', '坪上']

function activitiesOf(id: string): { kind: string; count: number; participants: number; title: string }[] {
  const list = [
    { kind: 'outpatient', count: 12 + pick(`${id}o`, 24), participants: 0, title: '' },
    { kind: 'specialGroupService', count: 2 + pick(`${id}s`, 7), participants: 0, title: '' },
  ]
  if (pick(`${id}t`, 3) === 0)
    list.push({ kind: 'teachingRound', count: 1 + pick(`${id}t2`, 2), participants: 4, title: '' })
  if (pick(`${id}c`, 3) === 0) list.push({ kind: 'caseDiscussion', count: 1, participants: 5, title: '' })
  if (pick(`${id}l`, 4) === 0)
    list.push({ kind: 'lecture', count: 1, participants: 10 + pick(`${id}l2`, 15), title: '高血压规范管理' })
  if (pick(`${id}b`, 3) === 0)
    list.push({ kind: 'training', count: 1, participants: 6 + pick(`${id}b2`, 12), title: '基层常见病诊治' })
  return list
}

function cardOf(duty: DutyRow, today: string, who: Who) {
  const id = duty.id ?? ''
  const age = daysBetween(duty.day ?? today, today)
  const at = new Date(`${duty.day}T17:30:00+08:00`)
  const confirmed = age > 6
  return {
    region_id: duty.region_id ?? '',
    id: uuidv7(),
    programme_id: duty.programme_id ?? '',
    duty_id: duty.id,
    unit_id: duty.unit_id ?? '',
    hospital_id: duty.hospital_id ?? '',
    practitioner_id: duty.practitioner_id ?? '',
    day: duty.day ?? '',
    half: duty.half ?? 'day',
    status: confirmed ? 'confirmed' : 'submitted',
    other_services: OTHER[pick(`${id}x`, OTHER.length)] ?? '',
    other_work: '微信公众号提前宣传',
    leaflets: 20 + pick(`${id}f`, 60),
    notice_clicks: 50 + pick(`${id}n`, 200),
    screen_notices: 1 + pick(`${id}e`, 4),
    transport_fen: 4000 + pick(`${id}m`, 8) * 500,
    supplies_fen: pick(`${id}p`, 3) * 2000,
    created_by: who.author,
    created_at: at,
    updated_at: at,
    confirmed_by: confirmed ? who.confirmer : null,
    confirmed_at: confirmed ? at : null,
  }
}
type Card = ReturnType<typeof cardOf>

async function inParts<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) await write(rows.slice(i, i + 1000))
}

async function writeParts(trx: Trx, cards: readonly Card[]): Promise<void> {
  const of = (c: Card): { region_id: string; day_card_id: string } => ({
    region_id: c.region_id,
    day_card_id: c.id,
  })
  const activities = cards.flatMap((c) =>
    activitiesOf(c.duty_id ?? '').map((a) => ({ ...of(c), id: uuidv7(), ...a })),
  )
  const visits = cards.flatMap((c) =>
    Array.from({ length: pick(`${c.duty_id}h`, 4) }, (_, i) => ({
      ...of(c),
      id: uuidv7(),
      special_group: SPECIAL_GROUPS[pick(`${c.duty_id}g${i}`, 5)] ?? 'other',
      place: `${PLACES[pick(`${c.duty_id}v${i}`, PLACES.length)]}${1 + i}组`,
      service: '上门问诊、测血压血糖、用药指导',
      next_step: i === 0 ? '两周后复查血压' : '',
    })),
  )
  const people = cards.flatMap((c) =>
    Array.from({ length: 2 + pick(`${c.duty_id}q`, 3) }, (_, i) => {
      const n = 700 + pick(`${c.duty_id}r${i}`, 9000)
      return {
        ...of(c),
        id: uuidv7(),
        name: demoName(n),
        // whoever does not agree to be called leaves no number (SEC-4)
        phone: i === 0 || pick(`${c.duty_id}k${i}`, 5) > 0 ? demoMobile(n) : null,
        special_group: null,
      }
    }),
  )
  const author = new Map(cards.map((c) => [c.id, c]))
  const consents = people.flatMap((person) => {
    const card = author.get(person.day_card_id)
    if (!card || person.phone === null) return []
    const given = {
      region_id: person.region_id,
      day_card_id: person.day_card_id,
      beneficiary_id: person.id,
      act: 'given',
      wording_version: 1,
      way: 'oral',
      made_by: card.created_by,
      made_at: card.created_at,
    }
    const photo = pick(`${person.phone}p`, 4) === 0 ? [{ ...given, id: uuidv7(), purpose: 'photo' }] : []
    return [{ ...given, id: uuidv7(), purpose: 'survey' }, ...photo]
  })
  await inParts(activities, (part) => trx.insertInto('day_card_activities').values(part).execute())
  await inParts(visits, (part) => trx.insertInto('home_visits').values(part).execute())
  await inParts(people, (part) => trx.insertInto('beneficiaries').values(part).execute())
  await inParts(consents, (part) => trx.insertInto('beneficiary_consents').values(part).execute())
}

/** Writes the cards of all published duties before today; leaves a few open and doubles one. */
export async function writeDemoCards(trx: Trx, today: string, who: Who): Promise<void> {
  const duties = await trx
    .selectFrom('report_duties')
    .select(['region_id', 'id', 'programme_id', 'unit_id', 'hospital_id', 'practitioner_id', 'day', 'half'])
    .where('status', '=', 'published')
    .where('day', '<', today)
    .orderBy('day', 'desc')
    .orderBy('unit_id')
    .execute()
  const open = new Set(duties.slice(0, 3).map((d) => d.id))
  const cards = duties.filter((d) => !open.has(d.id)).map((d) => cardOf(d, today, who))
  await inParts(cards, (part) => trx.insertInto('day_cards').values(part).execute())
  await writeParts(trx, cards)
  await addUpAll(trx)
  const [first] = cards.filter((c) => c.status === 'submitted')
  if (!first) return
  const double = { ...first, id: uuidv7(), status: 'duplicate', duplicate_of: first.id, leaflets: 5 }
  await trx.insertInto('day_cards').values(double).execute()
  await writeParts(trx, [double])
}
