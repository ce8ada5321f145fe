// funding store: claims with their lines, pictures and moves; the fingerprints of receipts that were claimed (FIN-1).
import { v7 as uuidv7 } from 'uuid'
import type { ClaimAct, ClaimState } from '../../../domain/funding/claim.ts'
import type { ExpenseKind, ExpenseLine } from '../../../domain/funding/expenses.ts'
import type { Db, Trx } from '../../platform/database.ts'

export type At = { regionId: string; id: string }

const claims = (db: Db | Trx) =>
  db
    .selectFrom('expense_claims as c')
    .innerJoin('practitioners as p', 'p.id', 'c.practitioner_id')
    .innerJoin('organisations as h', 'h.id', 'c.hospital_id')
    .innerJoin('organisations as u', 'u.id', 'c.unit_id')
    .select(['c.region_id', 'c.id', 'c.programme_id', 'c.day', 'c.state', 'c.difference', 'c.version'])
    .select(['c.practitioner_id', 'p.name as practitioner', 'c.hospital_id', 'h.name as hospital'])
    .select(['c.unit_id', 'u.name as unit', 'p.title_text as title'])
export type ClaimRow = Awaited<ReturnType<ReturnType<typeof claims>['execute']>>[number]

type Filter = {
  programmeId: string
  regionId?: string | undefined
  from: string
  to: string
  state?: string | undefined
}
const MOST = 5000

export async function claimsBetween(db: Db | Trx, filter: Filter): Promise<ClaimRow[]> {
  let query = claims(db)
    .where('c.programme_id', '=', filter.programmeId)
    .where('c.day', '>=', filter.from)
    .where('c.day', '<=', filter.to)
    .orderBy('c.day', 'desc')
    .orderBy('p.sort_key')
    .orderBy('c.id')
    .limit(MOST)
  if (filter.regionId) query = query.where('c.region_id', '=', filter.regionId)
  if (filter.state) query = query.where('c.state', '=', filter.state)
  return query.execute()
}

export async function claimById(db: Db | Trx, { regionId, id }: At): Promise<ClaimRow | undefined> {
  return claims(db).where('c.region_id', '=', regionId).where('c.id', '=', id).executeTakeFirst()
}

/** The claim of a doctor's day at a unit that is not cancelled. */
export async function claimOfDay(
  db: Db | Trx,
  of: { regionId: string; programmeId: string; practitionerId: string; unitId: string; day: string },
): Promise<ClaimRow | undefined> {
  return claims(db)
    .where('c.region_id', '=', of.regionId)
    .where('c.programme_id', '=', of.programmeId)
    .where('c.practitioner_id', '=', of.practitionerId)
    .where('c.unit_id', '=', of.unitId)
    .where('c.day', '=', of.day)
    .where('c.state', '!=', 'cancelled')
    .executeTakeFirst()
}

/** Serialises what happens to one claim. */
export async function lockClaim(trx: Trx, { regionId, id }: At): Promise<void> {
  await trx
    .selectFrom('expense_claims')
    .select('id')
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

export async function partsOf(db: Db | Trx, rows: readonly { region_id: string; id: string }[]) {
  if (rows.length === 0) return { lines: [], photos: [], moves: [] }
  const regions = [...new Set(rows.map((r) => r.region_id))]
  const ids = rows.map((r) => r.id)
  const lines = await db
    .selectFrom('expense_lines')
    .select(['claim_id', 'kind', 'amount_fen', 'issuer', 'number', 'note'])
    .where('region_id', 'in', regions)
    .where('claim_id', 'in', ids)
    .orderBy('position')
    .execute()
  const photos = await db
    .selectFrom('expense_photos')
    .select(['claim_id', 'sha256', 'size'])
    .where('region_id', 'in', regions)
    .where('claim_id', 'in', ids)
    .orderBy('id')
    .execute()
  const moves = await db
    .selectFrom('expense_moves as m')
    .innerJoin('accounts as a', 'a.id', 'm.made_by')
    .select(['m.claim_id', 'm.act', 'm.state', 'm.note', 'm.total_fen', 'm.made_by', 'm.made_at'])
    .select('a.name as by')
    .where('m.region_id', 'in', regions)
    .where('m.claim_id', 'in', ids)
    .orderBy('m.made_at', 'desc')
    .orderBy('m.id', 'desc')
    .execute()
  return { lines, photos, moves }
}
export type Parts = Awaited<ReturnType<typeof partsOf>>

export async function insertClaim(
  trx: Trx,
  c: At & {
    programmeId: string
    practitionerId: string
    hospitalId: string
    unitId: string
    day: string
    difference: string
    by: string
    now: Date
  },
): Promise<boolean> {
  const made = await trx
    .insertInto('expense_claims')
    .values({
      region_id: c.regionId,
      id: c.id,
      programme_id: c.programmeId,
      practitioner_id: c.practitionerId,
      hospital_id: c.hospitalId,
      unit_id: c.unitId,
      day: c.day,
      state: 'draft',
      difference: c.difference,
      made_by: c.by,
      made_at: c.now,
    })
    .onConflict((o) => o.doNothing())
    .executeTakeFirst()
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function updateClaim(
  trx: Trx,
  { regionId, id }: At,
  to: { state: ClaimState; version: number; difference?: string },
): Promise<void> {
  await trx
    .updateTable('expense_claims')
    .set(to)
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export async function replaceLines(
  trx: Trx,
  { regionId, id }: At,
  lines: readonly (ExpenseLine & { numberKey: string })[],
): Promise<void> {
  await trx.deleteFrom('expense_lines').where('region_id', '=', regionId).where('claim_id', '=', id).execute()
  if (lines.length === 0) return
  await trx
    .insertInto('expense_lines')
    .values(
      lines.map((line, position) => ({
        region_id: regionId,
        id: uuidv7(),
        claim_id: id,
        position,
        kind: line.kind,
        amount_fen: line.fen,
        issuer: line.issuer,
        number: line.number,
        number_key: line.numberKey,
        note: line.note,
      })),
    )
    .execute()
}

export async function insertMove(
  trx: Trx,
  { regionId, id }: At,
  move: { act: ClaimAct; state: ClaimState; note: string; totalFen: number; by: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('expense_moves')
    .values({
      region_id: regionId,
      id: uuidv7(),
      claim_id: id,
      act: move.act,
      state: move.state,
      note: move.note,
      total_fen: move.totalFen,
      made_by: move.by,
      made_at: move.now,
    })
    .execute()
}

/** Takes a fingerprint for a claim; answers where it stands when another has it. */
export async function takeReceipt(
  trx: Trx,
  { regionId, id }: At,
  fingerprint: string,
): Promise<{ regionId: string; id: string } | null> {
  await trx
    .insertInto('claimed_receipts')
    .values({ fingerprint, county_code: regionId, claim_id: id })
    .onConflict((o) => o.column('fingerprint').doNothing())
    .execute()
  const row = await trx
    .selectFrom('claimed_receipts')
    .select(['county_code', 'claim_id'])
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row && row.claim_id !== id ? { regionId: row.county_code, id: row.claim_id } : null
}

/** Gives back a claim's fingerprints of one sort: `n:` numbers, `p:` pictures. */
export async function dropReceipts(trx: Trx, id: string, like: string): Promise<void> {
  await trx
    .deleteFrom('claimed_receipts')
    .where('claim_id', '=', id)
    .where('fingerprint', 'like', `${like}%`)
    .execute()
}

/** A line of another claim with the same number, whoever issued it; read over all rows. */
export async function likeNumber(db: Db | Trx, numberKey: string, notId: string) {
  return db
    .selectFrom('expense_lines as l')
    .innerJoin('expense_claims as c', (j) =>
      j.onRef('c.region_id', '=', 'l.region_id').onRef('c.id', '=', 'l.claim_id'),
    )
    .select(['c.region_id', 'c.id'])
    .where('l.number_key', '=', numberKey)
    .where('c.id', '!=', notId)
    .where('c.state', '!=', 'cancelled')
    .executeTakeFirst()
}

export async function insertPhoto(
  trx: Trx,
  { regionId, id }: At,
  photo: { sha256: string; content: Uint8Array; by: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('expense_photos')
    .values({
      region_id: regionId,
      id: uuidv7(),
      claim_id: id,
      sha256: photo.sha256,
      size: photo.content.length,
      content: Buffer.from(photo.content),
      added_by: photo.by,
      added_at: photo.now,
    })
    .onConflict((o) => o.columns(['region_id', 'claim_id', 'sha256']).doNothing())
    .execute()
}

export async function photoBytes(db: Db | Trx, { regionId, id }: At, sha256: string) {
  return db
    .selectFrom('expense_photos')
    .select('content')
    .where('region_id', '=', regionId)
    .where('claim_id', '=', id)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
}

export async function deletePhoto(trx: Trx, { regionId, id }: At, sha256: string): Promise<void> {
  await trx
    .deleteFrom('expense_photos')
    .where('region_id', '=', regionId)
    .where('claim_id', '=', id)
    .where('sha256', '=', sha256)
    .execute()
}

/** Sums of a month by hospital, kind and state, in fen; cancelled claims left out. */
export async function claimSums(db: Db | Trx, filter: Omit<Filter, 'state'>) {
  let query = db
    .selectFrom('expense_claims as c')
    .innerJoin('organisations as h', 'h.id', 'c.hospital_id')
    .innerJoin('expense_lines as l', (j) =>
      j.onRef('l.region_id', '=', 'c.region_id').onRef('l.claim_id', '=', 'c.id'),
    )
    .select(['c.hospital_id', 'h.name as hospital', 'c.state', 'l.kind'])
    .select((e) => [
      e.fn.sum<number>('l.amount_fen').as('fen'),
      e.fn.agg<string[]>('array_agg', ['c.id']).distinct().as('claims'),
    ])
    .where('c.programme_id', '=', filter.programmeId)
    .where('c.day', '>=', filter.from)
    .where('c.day', '<=', filter.to)
    .where('c.state', '!=', 'cancelled')
    .groupBy(['c.hospital_id', 'h.name', 'c.state', 'l.kind'])
  if (filter.regionId) query = query.where('c.region_id', '=', filter.regionId)
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, kind: row.kind as ExpenseKind, fen: Number(row.fen) }))
}
