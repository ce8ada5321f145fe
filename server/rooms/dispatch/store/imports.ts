// dispatch store: staffing imports and the mappings remembered for their senders.
import type { Db, Trx } from '../../../platform/database.ts'
import type { Where } from './postings.ts'
import { deleteDuties } from './rosters.ts'

export type ImportWrite = Where & {
  id: string
  accountId: string
  fileName: string
  fileHash: string
  fingerprint: string
  preview: unknown
  now: Date
}

export async function insertImport(trx: Trx, i: ImportWrite): Promise<void> {
  await trx
    .insertInto('staffing_imports')
    .values({
      region_id: i.regionId,
      id: i.id,
      programme_id: i.programmeId,
      account_id: i.accountId,
      file_name: i.fileName,
      file_hash: i.fileHash,
      fingerprint: i.fingerprint,
      status: 'previewed',
      preview: JSON.stringify(i.preview),
      created_at: i.now,
    })
    .execute()
}

/** Locks an import for the rest of the transaction, so that two clerks never confirm or undo it at once. */
export async function lockImport(trx: Trx, regionId: string, id: string) {
  return trx
    .selectFrom('staffing_imports')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateImport(
  trx: Trx,
  regionId: string,
  id: string,
  change: { status?: string; preview?: unknown; effects?: unknown; confirmed_at?: Date; undone_at?: Date },
): Promise<void> {
  const { preview, effects, ...rest } = change
  await trx
    .updateTable('staffing_imports')
    .set({
      ...rest,
      ...(preview === undefined ? {} : { preview: JSON.stringify(preview) }),
      ...(effects === undefined ? {} : { effects: JSON.stringify(effects) }),
    })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export async function importsOf(db: Db | Trx, { regionId, programmeId }: Where) {
  return db
    .selectFrom('staffing_imports as i')
    .innerJoin('accounts as a', 'a.id', 'i.account_id')
    .select(['i.id', 'i.file_name', 'i.status', 'i.created_at', 'i.preview', 'a.name as account'])
    .where('i.region_id', '=', regionId)
    .where('i.programme_id', '=', programmeId)
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(100)
    .execute()
}

/** The newest confirmed import of a programme, or undefined: only that one can be undone. */
export async function latestConfirmed(db: Db | Trx, { regionId, programmeId }: Where) {
  return db
    .selectFrom('staffing_imports')
    .select('id')
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('status', '=', 'confirmed')
    .orderBy('confirmed_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

export async function rememberedMapping(
  db: Db | Trx,
  sender: string,
  fingerprint: string,
): Promise<Record<string, string | null> | undefined> {
  const row = await db
    .selectFrom('import_mappings')
    .select('mapping')
    .where('sender', '=', sender)
    .where('form_id', '=', 'staffing-schedule')
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row?.mapping as Record<string, string | null> | undefined
}

type Remembered = { sender: string; fingerprint: string; mapping: Record<string, string | null>; now: Date }

export async function rememberMapping(
  trx: Trx,
  { sender, fingerprint, mapping, now }: Remembered,
): Promise<void> {
  const text = JSON.stringify(mapping)
  await trx
    .insertInto('import_mappings')
    .values({ sender, form_id: 'staffing-schedule', fingerprint, mapping: text, updated_at: now })
    .onConflict((c) =>
      c.columns(['sender', 'form_id', 'fingerprint']).doUpdateSet({ mapping: text, updated_at: now }),
    )
    .execute()
}

type Pair = { unitId: string; practitionerId: string }

/** The duties of these pairs of doctor and unit in one state. */
async function dutiesOfPairs(
  db: Db | Trx,
  { regionId, programmeId }: Where,
  pairs: readonly Pair[],
  status: string,
): Promise<string[]> {
  if (pairs.length === 0) return []
  const wanted = new Set(pairs.map((p) => `${p.practitionerId} ${p.unitId}`))
  const rows = await db
    .selectFrom('duties')
    .select(['id', 'practitioner_id', 'unit_id'])
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('status', '=', status)
    .where(
      'practitioner_id',
      'in',
      pairs.map((p) => p.practitionerId),
    )
    .execute()
  return rows.filter((d) => wanted.has(`${d.practitioner_id} ${d.unit_id}`)).map((d) => d.id)
}

export async function publishedDuties(db: Db | Trx, where: Where, pairs: readonly Pair[]): Promise<number> {
  return (await dutiesOfPairs(db, where, pairs, 'published')).length
}

/** Drafts that stand on postings about to be taken back go with them. */
export async function deleteDrafts(trx: Trx, where: Where, pairs: readonly Pair[]): Promise<void> {
  await deleteDuties(trx, where.regionId, await dutiesOfPairs(trx, where, pairs, 'planned'))
}

export async function reopenPostings(trx: Trx, regionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length)
    await trx
      .updateTable('postings')
      .set({ ended_at: null, ended_reason: null })
      .where('region_id', '=', regionId)
      .where('id', 'in', ids)
      .execute()
}
