// A sealed copy of what was not uploaded, to be carried to another phone when this one breaks. It holds no key but the
// one wrapped for the server: only the server, asked by the account's owner who has signed in, opens it.
import { z } from 'zod'
import { fromBase64, importDataKey, open, toBase64 } from './crypto.ts'
import { FieldDatabase, type OpRow, type PhotoRow, type VaultRow } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'
import type { Unlocked } from './store.ts'
import { keepVault, type SetUp } from './vault.ts'

const FORMAT = 'xunzhen-field-backup/2'

/** Bytes as base64 inside JSON; everything else as it is. */
function portable(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { buffer: toBase64(new Uint8Array(value)) }
  if (value instanceof Uint8Array) return { bytes: toBase64(value) }
  if (Array.isArray(value)) return value.map(portable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, portable(part)]))
}

function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked)
  if (value === null || typeof value !== 'object') return value
  const { buffer, bytes } = value as { buffer?: unknown; bytes?: unknown }
  if (typeof buffer === 'string') return fromBase64(buffer).buffer
  if (typeof bytes === 'string') return fromBase64(bytes)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpacked(part)]))
}

/** Needs no PIN. */
export async function exportSealed(
  unlocked: Pick<Unlocked, 'store'>,
  vault: Pick<VaultRow, 'accountId' | 'deviceId' | 'label' | 'recovery' | 'check'>,
): Promise<Blob> {
  const parts = await unlocked.store.run((db) =>
    db.transaction('r', db.ops, db.drafts, db.photos, db.meta, async () => ({
      ops: await db.ops.filter((op) => op.state !== 'settled').toArray(),
      drafts: await db.drafts.toArray(),
      photos: await db.photos.where('state').notEqual('settled').toArray(),
      seq: ((await db.meta.get('seq'))?.value as number | undefined) ?? 0,
    })),
  )
  const { accountId, deviceId, label, recovery, check } = vault
  const file = { format: FORMAT, accountId, deviceId, label, recovery, check, ...parts }
  return new Blob([JSON.stringify(portable(file))], { type: 'application/json' })
}

const sealed = z.looseObject({ iv: z.instanceof(Uint8Array), data: z.instanceof(ArrayBuffer) })
const backupSchema = z.object({
  format: z.literal(FORMAT),
  accountId: z.uuid(),
  deviceId: z.uuid(),
  label: z.string().max(80),
  recovery: z.string().min(100).max(2000),
  check: sealed,
  ops: z.array(z.looseObject({ id: z.uuid(), seq: z.number().int().min(1), line: sealed })),
  drafts: z.array(z.looseObject({ key: z.string(), content: sealed })),
  photos: z.array(z.looseObject({ key: z.string(), content: sealed })),
  seq: z.number().int().min(0),
})
type Backup = z.output<typeof backupSchema>

/** @throws CallRefused `not-a-backup` */
function readBackup(text: string): Backup {
  try {
    return backupSchema.parse(unpacked(JSON.parse(text)))
  } catch {
    throw refuseHere('not-a-backup')
  }
}

async function writeRows(backup: Backup): Promise<void> {
  const db = new FieldDatabase(backup.accountId)
  try {
    await db.transaction('rw', [db.ops, db.drafts, db.photos, db.meta], async () => {
      await db.ops.bulkPut(backup.ops as unknown as OpRow[])
      await db.drafts.bulkPut(backup.drafts as unknown as { key: string; content: never; savedAt: string }[])
      await db.photos.bulkPut(backup.photos as unknown as PhotoRow[])
      await db.meta.put({ name: 'seq', value: backup.seq })
    })
  } finally {
    db.close()
  }
}

/**
 * Goes on with a backup on this phone, after signing in online as its owner: the rows, their numbers and the device
 * they belong to. Should the first phone still live, the server takes each number once and shows both versions.
 * @throws CallRefused `not-a-backup`, `other-account`, `vault-exists`, `weak-pin`, `wrong-recovery`, what `recover` throws
 */
export async function importSealed(
  text: string,
  { accountId, pin }: Pick<SetUp, 'accountId' | 'pin'>,
  recover: (deviceId: string, wrapped: string) => Promise<string>,
): Promise<Unlocked> {
  const backup = readBackup(text)
  if (backup.accountId !== accountId) throw refuseHere('other-account')
  const place = `${backup.accountId}/${backup.deviceId}`
  const raw = fromBase64(await recover(backup.deviceId, backup.recovery))
  const check = backup.check as VaultRow['check']
  await open(await importDataKey(raw), check, `check:${place}`).catch(() => {
    throw refuseHere('wrong-recovery')
  })
  const { label, deviceId, recovery } = backup
  return keepVault(raw, pin, { accountId, label, deviceId, recovery, check }, () => writeRows(backup))
}
