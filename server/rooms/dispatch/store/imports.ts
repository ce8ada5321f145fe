// dispatch store: staffing imports and the mappings remembered for their senders.
import type { Db, Trx } from '../../../platform/database.ts'
import type { Where } from './postings.ts'

export type ImportWrite = Where & { id: string; accountId: string; fileName: string; fileHash: string; fingerprint: string; preview: unknown; now: Date }

export async function insertImport(trx: Trx, i: ImportWrite): Promise<void> {
  await trx
    .insertInto('staffing_imports')
    .values({ region_id: i.regionId, id: i.id, programme_id: i.programmeId, account_id: i.accountId, file_name: i.fileName, file_hash: i.fileHash, fingerprint: i.fingerprint, status: 'previewed', preview: JSON.stringify(i.preview), created_at: i.now })
    .execute()
}

export async function importById(db: Db | Trx, regionId: string, id: string) {
  return db.selectFrom('staffing_imports').selectAll().where('region_id', '=', regionId).where('id', '=', id).executeTakeFirst()
}

export async function updateImport(trx: Trx, regionId: string, id: string, change: { status?: string; preview?: unknown; effects?: unknown; confirmed_at?: Date; undone_at?: Date }): Promise<void> {
  const { preview, effects, ...rest } = change
  await trx
    .updateTable('staffing_imports')
    .set({ ...rest, ...(preview === undefined ? {} : { preview: JSON.stringify(preview) }), ...(effects === undefined ? {} : { effects: JSON.stringify(effects) }) })
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
    .executeTakeFirst()
}

export async function rememberedMapping(db: Db | Trx, sender: string, fingerprint: string): Promise<Record<string, string | null> | undefined> {
  const row = await db
    .selectFrom('import_mappings')
    .select('mapping')
    .where('sender', '=', sender)
    .where('form_id', '=', 'staffing-schedule')
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  return row?.mapping as Record<string, string | null> | undefined
}

export async function rememberMapping(trx: Trx, sender: string, fingerprint: string, mapping: Record<string, string | null>, now: Date): Promise<void> {
  const text = JSON.stringify(mapping)
  await trx
    .insertInto('import_mappings')
    .values({ sender, form_id: 'staffing-schedule', fingerprint, mapping: text, updated_at: now })
    .onConflict((c) => c.columns(['sender', 'form_id', 'fingerprint']).doUpdateSet({ mapping: text, updated_at: now }))
    .execute()
}

export async function countDuties(db: Db | Trx, { regionId, programmeId }: Where, pairs: readonly { unitId: string; practitionerId: string }[]): Promise<number> {
  if (pairs.length === 0) return 0
  const row = await db
    .selectFrom('duties')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionId)
    .where('programme_id', '=', programmeId)
    .where('status', '=', 'published')
    .where('practitioner_id', 'in', pairs.map((p) => p.practitionerId))
    .executeTakeFirst()
  return row?.n ?? 0
}

export async function reopenPostings(trx: Trx, regionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length) await trx.updateTable('postings').set({ ended_at: null, ended_reason: null }).where('region_id', '=', regionId).where('id', 'in', ids).execute()
}
