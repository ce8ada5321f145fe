// visits store: day cards with their activities, home visits and beneficiaries.
import { sql } from 'kysely'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { type Standings, standingsOf } from './store-consents.ts'
import { photosOf } from './store-photos.ts'

const cards = (db: Db | Trx) =>
  db
    .selectFrom('day_cards as c')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .innerJoin('organisations as h', 'h.id', 'c.hospital_id')
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .selectAll('c')
    .select([
      'u.name as unit',
      'h.name as hospital',
      'p.name as practitioner',
      'p.title_text',
      'p.specialty_text',
    ])

export async function cardById(db: Db | Trx, regionId: string, id: string) {
  return cards(db).where('c.region_id', '=', regionId).where('c.id', '=', id).executeTakeFirst()
}
export type CardRow = NonNullable<Awaited<ReturnType<typeof cardById>>>

/** Holds back every other save of this card, and of a card for the same doctor, unit and day, until this one is done. */
export async function lockDay(
  trx: Trx,
  key: { regionId: string; practitionerId: string; unitId: string; day: string },
  cardId: string,
): Promise<void> {
  for (const name of [
    `card ${key.regionId} ${cardId}`,
    `day ${key.regionId} ${key.practitionerId} ${key.unitId} ${key.day}`,
  ])
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx)
}

/** Holds back every other word of the unit about this duty until this act is done. */
export async function lockDuty(trx: Trx, regionId: string, dutyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`presence ${regionId} ${dutyId}`}, 0))`.execute(
    trx,
  )
}

/** The card that counts for a doctor, unit and day, if there is one (P13). */
export async function cardOfDay(
  db: Db | Trx,
  key: { regionId: string; programmeId: string; practitionerId: string; unitId: string; day: string },
): Promise<CardRow | undefined> {
  return cards(db)
    .where('c.region_id', '=', key.regionId)
    .where('c.programme_id', '=', key.programmeId)
    .where('c.practitioner_id', '=', key.practitionerId)
    .where('c.unit_id', '=', key.unitId)
    .where('c.day', '=', key.day)
    .where('c.status', 'in', ['draft', 'submitted', 'confirmed'])
    .executeTakeFirst()
}

type ListFilter = {
  month: string
  programmeId?: string | undefined
  unitId?: string | undefined
  status?: string | undefined
}

export async function listCards(db: Db | Trx, filter: ListFilter): Promise<CardRow[]> {
  let query = cards(db)
    .where('c.day', '>=', `${filter.month}-01`)
    .where('c.day', '<=', lastDayOf(filter.month))
    .where('c.status', '!=', 'merged')
    .orderBy('c.day')
    .orderBy('u.sort_key')
    .orderBy('c.id')
    .limit(3000)
  if (filter.programmeId) query = query.where('c.programme_id', '=', filter.programmeId)
  if (filter.unitId) query = query.where('c.unit_id', '=', filter.unitId)
  if (filter.status) query = query.where('c.status', '=', filter.status)
  return query.execute()
}

export async function partsOf(db: Db | Trx, regionIds: readonly string[], cardIds: readonly string[]) {
  if (cardIds.length === 0)
    return { activities: [], homeVisits: [], beneficiaries: [], photos: [], consents: new Map() as Standings }
  const regions = [...regionIds]
  const ids = [...cardIds]
  const [activities, homeVisits, beneficiaries, consents] = [
    await db
      .selectFrom('day_card_activities')
      .selectAll()
      .where('region_id', 'in', regions)
      .where('day_card_id', 'in', ids)
      .orderBy('id')
      .execute(),
    await db
      .selectFrom('home_visits')
      .selectAll()
      .where('region_id', 'in', regions)
      .where('day_card_id', 'in', ids)
      .orderBy('id')
      .execute(),
    await db
      .selectFrom('beneficiaries')
      .selectAll()
      .where('region_id', 'in', regions)
      .where('day_card_id', 'in', ids)
      .orderBy('id')
      .execute(),
    await standingsOf(db, regions, ids),
  ]
  const photos = await photosOf(db, regions, ids)
  return { activities, homeVisits, beneficiaries, consents, photos }
}
export type Parts = Awaited<ReturnType<typeof partsOf>>

/** Published duties of the month up to `until` that no card answers yet. */
export async function missingCards(
  db: Db | Trx,
  filter: { month: string; until: string; programmeId?: string | undefined; unitId?: string | undefined },
) {
  let query = db
    .selectFrom('report_duties as d')
    .innerJoin('organisations as u', 'u.id', 'd.unit_id')
    .innerJoin('practitioners as p', 'p.id', 'd.practitioner_id')
    .select([
      'd.region_id',
      'd.id',
      'd.programme_id',
      'd.day',
      'd.half',
      'd.unit_id',
      'u.name as unit',
      'd.practitioner_id',
      'p.name as practitioner',
    ])
    .where('d.status', '=', 'published')
    .where('d.month', '=', filter.month)
    .where('d.day', '<=', filter.until)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('day_cards as c')
            .select('c.id')
            .whereRef('c.region_id', '=', 'd.region_id')
            .whereRef('c.programme_id', '=', 'd.programme_id')
            .whereRef('c.practitioner_id', '=', 'd.practitioner_id')
            .whereRef('c.unit_id', '=', 'd.unit_id')
            .whereRef('c.day', '=', 'd.day')
            .where('c.status', '!=', 'merged'),
        ),
      ),
    )
    .orderBy('d.day')
    .orderBy('d.id')
    .limit(1000)
  if (filter.programmeId) query = query.where('d.programme_id', '=', filter.programmeId)
  if (filter.unitId) query = query.where('d.unit_id', '=', filter.unitId)
  return query.execute()
}

/** Cards of those days, merged ones left out. */
export async function cardsBetween(
  db: Db | Trx,
  { from, to }: { from: string; to: string },
  most = 500,
): Promise<CardRow[]> {
  return cards(db)
    .where('c.day', '>=', from)
    .where('c.day', '<=', to)
    .where('c.status', '!=', 'merged')
    .orderBy('c.day')
    .orderBy('c.id')
    .limit(most)
    .execute()
}

export type CardWrite = {
  regionId: string
  id: string
  programmeId: string
  dutyId: string | null
  unitId: string
  hospitalId: string
  practitionerId: string
  day: string
  half: string
  status: string
  duplicateOf: string | null
  otherServices: string
  otherWork: string
  leaflets: number
  noticeClicks: number
  screenNotices: number
  transportFen: number
  lodgingFen: number
  suppliesFen: number
  answers: unknown
  version: number
  by: string
  deviceAt: Date | null
  now: Date
}

export async function writeCard(trx: Trx, c: CardWrite): Promise<void> {
  const values = {
    programme_id: c.programmeId,
    duty_id: c.dutyId,
    unit_id: c.unitId,
    hospital_id: c.hospitalId,
    practitioner_id: c.practitionerId,
    day: c.day,
    half: c.half,
    status: c.status,
    duplicate_of: c.duplicateOf,
    other_services: c.otherServices,
    other_work: c.otherWork,
    leaflets: c.leaflets,
    notice_clicks: c.noticeClicks,
    screen_notices: c.screenNotices,
    transport_fen: c.transportFen,
    lodging_fen: c.lodgingFen,
    supplies_fen: c.suppliesFen,
    answers: JSON.stringify(c.answers),
    version: c.version,
    device_at: c.deviceAt,
    updated_at: c.now,
  }
  await trx
    .insertInto('day_cards')
    .values({ region_id: c.regionId, id: c.id, ...values, created_by: c.by, created_at: c.now })
    .onConflict((o) => o.columns(['region_id', 'id']).doUpdateSet(values))
    .execute()
}

export type ActivityWrite = {
  id: string
  kind: string
  count: number
  title: string
  participants: number
  online: boolean
}
export type HomeVisitWrite = {
  id: string
  specialGroup: string
  place: string
  service: string
  nextStep: string
  homeBed: boolean
}
export type BeneficiaryWrite = {
  id: string
  name: string
  phone: string | null
  specialGroup: string | null
  /** Tells the same person on another card without saying who it is. */
  mark: string | null
}

/** Replaces the parts of a card. */
export async function writeParts(
  trx: Trx,
  regionId: string,
  cardId: string,
  parts: { activities: ActivityWrite[]; homeVisits: HomeVisitWrite[]; beneficiaries: BeneficiaryWrite[] },
): Promise<void> {
  for (const table of ['day_card_activities', 'home_visits', 'beneficiaries'] as const)
    await trx.deleteFrom(table).where('region_id', '=', regionId).where('day_card_id', '=', cardId).execute()
  const at = { region_id: regionId, day_card_id: cardId }
  if (parts.activities.length)
    await trx
      .insertInto('day_card_activities')
      .values(parts.activities.map((a) => ({ ...at, ...a })))
      .execute()
  if (parts.homeVisits.length)
    await trx
      .insertInto('home_visits')
      .values(
        parts.homeVisits.map((v) => ({
          ...at,
          id: v.id,
          special_group: v.specialGroup,
          place: v.place,
          service: v.service,
          next_step: v.nextStep,
          home_bed: v.homeBed,
        })),
      )
      .execute()
  if (parts.beneficiaries.length)
    await trx
      .insertInto('beneficiaries')
      .values(
        parts.beneficiaries.map((b) => ({
          ...at,
          id: b.id,
          name: b.name,
          phone: b.phone,
          special_group: b.specialGroup,
          mark: b.mark,
        })),
      )
      .execute()
}

export async function setStatus(
  trx: Trx,
  regionId: string,
  id: string,
  change: {
    status: string
    version: number
    confirmed_by?: string | null
    confirmed_at?: Date | null
    updated_at: Date
  },
): Promise<void> {
  await trx
    .updateTable('day_cards')
    .set(change)
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export async function beneficiaryById(db: Db | Trx, regionId: string, id: string) {
  return db
    .selectFrom('beneficiaries as b')
    .innerJoin('day_cards as c', (j) =>
      j.onRef('c.region_id', '=', 'b.region_id').onRef('c.id', '=', 'b.day_card_id'),
    )
    .select(['b.id', 'b.name', 'b.phone', 'b.day_card_id'])
    .where('b.region_id', '=', regionId)
    .where('b.id', '=', id)
    .executeTakeFirst()
}
