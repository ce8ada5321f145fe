// visits store: residents with what they agreed to; consents and withdrawals only ever appended (SEC-4, R22).
import { sql } from 'kysely'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import { type ConsentWay, PURPOSES, type Purpose, type Standing } from '../../../domain/visits/consents.ts'
import type { Db, Trx } from '../../platform/database.ts'

type StandingRow = Standing & { beneficiaryId: string }
/** By beneficiary. */
export type Standings = ReadonlyMap<string, StandingRow[]>

/** How each purpose stands for the people of some cards. */
export async function standingsOf(
  db: Db | Trx,
  regions: readonly string[],
  cardIds: readonly string[],
): Promise<Standings> {
  if (cardIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('consent_standings')
    .select(['beneficiary_id', 'purpose', 'state', 'wording_version', 'way'])
    .where('region_id', 'in', [...regions])
    .where('day_card_id', 'in', [...cardIds])
    .execute()
  const standings = rows.flatMap((row): StandingRow[] => {
    const purpose = PURPOSES.find((one) => one === row.purpose)
    return purpose && row.beneficiary_id
      ? [
          {
            beneficiaryId: row.beneficiary_id,
            purpose,
            state: row.state === 'given' ? 'given' : 'withdrawn',
            version: row.wording_version ?? 1,
            way: row.way ?? 'earlier',
          },
        ]
      : []
  })
  return Map.groupBy(standings, (one) => one.beneficiaryId)
}

export type ConsentWrite = {
  regionId: string
  id: string
  cardId: string
  beneficiaryId: string
  purpose: Purpose
  act: 'given' | 'removed'
  version: number
  way: ConsentWay | 'earlier'
  by: string
  at: Date
  deviceAt: Date | null
}
export async function addConsents(trx: Trx, consents: readonly ConsentWrite[]): Promise<void> {
  if (consents.length === 0) return
  await trx
    .insertInto('beneficiary_consents')
    .values(
      consents.map((c) => ({
        region_id: c.regionId,
        id: c.id,
        day_card_id: c.cardId,
        beneficiary_id: c.beneficiaryId,
        purpose: c.purpose,
        act: c.act,
        wording_version: c.version,
        way: c.way,
        made_by: c.by,
        made_at: c.at,
        device_at: c.deviceAt,
      })),
    )
    .execute()
}

/** Empties the numbers nobody may call any more; `of` names a card or a person's mark. */
export async function erasePhones(
  trx: Trx,
  regionId: string,
  of: { cardId: string } | { mark: string },
): Promise<void> {
  let query = trx
    .updateTable('beneficiaries as b')
    .set({ phone: null })
    .where('b.region_id', '=', regionId)
    .where('b.phone', 'is not', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('consent_standings as s')
            .select('s.purpose')
            .whereRef('s.region_id', '=', 'b.region_id')
            .whereRef('s.beneficiary_id', '=', 'b.id')
            .where('s.purpose', '=', 'survey')
            .where('s.state', '=', 'given'),
        ),
      ),
    )
  query = 'cardId' in of ? query.where('b.day_card_id', '=', of.cardId) : query.where('b.mark', '=', of.mark)
  await query.execute()
}

export type WithdrawalWrite = {
  regionId: string
  id: string
  cardId: string
  beneficiaryId: string
  mark: string | null
  day: string
  purposes: readonly Purpose[]
  askedBy: string
  note: string
  by: string
  at: Date
  deviceAt: Date | null
}
/** Told twice it is the same withdrawal. */
export async function addWithdrawal(trx: Trx, w: WithdrawalWrite): Promise<void> {
  await trx
    .insertInto('consent_withdrawals')
    .values(
      w.purposes.map((purpose) => ({
        region_id: w.regionId,
        id: w.id,
        purpose,
        day_card_id: w.cardId,
        beneficiary_id: w.beneficiaryId,
        mark: w.mark,
        day: w.day,
        asked_by: w.askedBy,
        note: w.note,
        made_by: w.by,
        made_at: w.at,
        device_at: w.deviceAt,
      })),
    )
    .onConflict((o) => o.columns(['region_id', 'id', 'purpose']).doNothing())
    .execute()
}

const people = (db: Db | Trx) =>
  db
    .selectFrom('beneficiaries as b')
    .innerJoin('day_cards as c', (j) =>
      j.onRef('c.region_id', '=', 'b.region_id').onRef('c.id', '=', 'b.day_card_id'),
    )
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .where('c.status', '!=', 'merged')
    .select([
      'b.region_id',
      'b.id',
      'b.day_card_id',
      'b.name',
      'b.phone',
      'b.mark',
      'c.day',
      'u.name as unit',
      'p.name as practitioner',
    ])

export async function personById(db: Db | Trx, regionId: string, id: string) {
  return people(db).where('b.region_id', '=', regionId).where('b.id', '=', id).executeTakeFirst()
}
export type PersonRow = NonNullable<Awaited<ReturnType<typeof personById>>>

type Wanted = { month?: string; name?: string | undefined; phone?: string | undefined }
/** People of a programme's cards, newest day first, at most `most`. */
export async function findPeople(
  db: Db | Trx,
  at: { regionId: string; programmeId: string },
  { month, name, phone }: Wanted,
  most: number,
): Promise<PersonRow[]> {
  let query = people(db)
    .where('c.region_id', '=', at.regionId)
    .where('c.programme_id', '=', at.programmeId)
    .orderBy('c.day', 'desc')
    .orderBy('b.id')
    .limit(most)
  if (month) query = query.where('c.day', '>=', `${month}-01`).where('c.day', '<=', lastDayOf(month))
  if (name) query = query.where('b.name', '=', name)
  if (phone) query = query.where('b.phone', '=', phone)
  return query.execute()
}

/** Everything that was said of one person's consents, oldest first, with who wrote it down. */
export async function consentHistory(db: Db | Trx, person: PersonRow) {
  const given = db
    .selectFrom('beneficiary_consents as e')
    .leftJoin('accounts as a', 'a.id', 'e.made_by')
    .select([
      'e.purpose',
      'e.act',
      sql<number | null>`e.wording_version`.as('version'),
      'e.way as how',
      'e.made_at',
      'a.name as by',
      sql<string>`''`.as('note'),
    ])
    .where('e.region_id', '=', person.region_id)
    .where('e.beneficiary_id', '=', person.id)
  const withdrawn = db
    .selectFrom('consent_withdrawals as w')
    .leftJoin('accounts as a', 'a.id', 'w.made_by')
    .select([
      'w.purpose',
      sql<string>`'withdrawn'`.as('act'),
      sql<number | null>`null::int`.as('version'),
      'w.asked_by as how',
      'w.made_at',
      'a.name as by',
      'w.note',
    ])
    .where('w.region_id', '=', person.region_id)
    .where((e) =>
      e.or([
        e('w.beneficiary_id', '=', person.id),
        ...(person.mark ? [e.and([e('w.mark', '=', person.mark), e('w.day', '>=', person.day)])] : []),
      ]),
    )
  return given.unionAll(withdrawn).orderBy('made_at').execute()
}
