// people store: versions of experts' cards and the acts about them, which only grow (PUB-1).
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { CardPurpose, CardWay } from '../../../domain/people/expert-cards.ts'
import type { Db, Trx } from '../../platform/database.ts'

/** Versions of a card, newest first. */
export async function cardVersions(db: Db | Trx, practitionerId: string) {
  return db
    .selectFrom('expert_cards as c')
    .innerJoin('accounts as a', 'a.id', 'c.written_by')
    .select(['c.version', 'c.introduction', 'c.good_at', 'c.written_as', 'c.written_at', 'a.name as writer'])
    .where('c.practitioner_id', '=', practitionerId)
    .orderBy('c.version', 'desc')
    .execute()
}
export type CardVersionRow = Awaited<ReturnType<typeof cardVersions>>[number]

/** Acts about a card, oldest first. */
export async function cardActs(db: Db | Trx, practitionerIds: readonly string[]) {
  if (practitionerIds.length === 0) return []
  return db
    .selectFrom('expert_consents as e')
    .leftJoin('accounts as a', 'a.id', 'e.made_by')
    .select([
      'e.id',
      'e.practitioner_id',
      'e.purpose',
      'e.act',
      'e.way',
      'e.card_version',
      'e.wording_version',
      'e.signed_on',
      'e.note',
      'e.made_as',
      'e.made_at',
      'e.happened_at',
      'a.name as maker',
    ])
    .where('e.practitioner_id', 'in', [...practitionerIds])
    .orderBy('e.seq')
    .execute()
}
export type CardActRow = Awaited<ReturnType<typeof cardActs>>[number]

/** The newest version's number of each practitioner that has a card. */
export async function newestVersions(
  db: Db | Trx,
  practitionerIds: readonly string[],
): Promise<Map<string, number>> {
  if (practitionerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('expert_cards')
    .select(['practitioner_id', sql<number>`max(version)::int`.as('version')])
    .where('practitioner_id', 'in', [...practitionerIds])
    .groupBy('practitioner_id')
    .execute()
  return new Map(rows.map((row) => [row.practitioner_id, row.version]))
}

/** One writer at a time decides about a card. */
export async function lockPractitioner(trx: Trx, id: string): Promise<void> {
  await trx.selectFrom('practitioners').select('id').where('id', '=', id).forUpdate().execute()
}

type Version = {
  practitionerId: string
  version: number
  introduction: string
  goodAt: string
  by: string
  as: string
  now: Date
}

export async function insertCardVersion(trx: Trx, v: Version): Promise<void> {
  await trx
    .insertInto('expert_cards')
    .values({
      practitioner_id: v.practitionerId,
      version: v.version,
      introduction: v.introduction,
      good_at: v.goodAt,
      written_by: v.by,
      written_as: v.as,
      written_at: v.now,
    })
    .execute()
}

export type CardActWrite = {
  practitionerId: string
  purpose: CardPurpose
  act: 'given' | 'withdrawn'
  way: CardWay
  cardVersion: number | null
  wordingVersion: number | null
  signedOn?: string | null
  note?: string
  by: string
  as: string
  now: Date
  happenedAt: Date
}

export async function insertCardAct(trx: Trx, a: CardActWrite): Promise<void> {
  await trx
    .insertInto('expert_consents')
    .values({
      id: uuidv7(),
      practitioner_id: a.practitionerId,
      purpose: a.purpose,
      act: a.act,
      way: a.way,
      card_version: a.cardVersion,
      wording_version: a.wordingVersion,
      signed_on: a.signedOn ?? null,
      note: a.note ?? '',
      made_by: a.by,
      made_as: a.as,
      made_at: a.now,
      happened_at: a.happenedAt,
    })
    .execute()
}

/** Names shown because the plan orders it; whoever spoke of her name before keeps the last word. */
export async function showNamesByPlan(
  trx: Trx,
  practitionerIds: readonly string[],
  ground: { note: string; by: string; as: string; now: Date },
): Promise<void> {
  const spoken = await cardActs(trx, practitionerIds)
  for (const practitionerId of practitionerIds) {
    if (spoken.some((one) => one.practitioner_id === practitionerId && one.purpose === 'name')) continue
    const base = { practitionerId, cardVersion: null, wordingVersion: null, happenedAt: ground.now }
    await insertCardAct(trx, { ...base, ...ground, purpose: 'name', act: 'given', way: 'plan' })
  }
}
