// The list of accounts on this phone, one row an account: names, the wraps of its key, the wrong tries.
import { VaultDatabase, type VaultRow } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'

/** Wrong PINs in a row before the PIN is removed and only the recovery road is left. */
export const MOST_WRONG_PINS = 5

export type VaultSummary = {
  accountId: string
  label: string
  deviceId: string
  /** False after too many wrong PINs: sign in and recover. */
  pinSet: boolean
  triesLeft: number
}

export async function withVaults<T>(work: (db: VaultDatabase) => Promise<T>): Promise<T> {
  const db = new VaultDatabase()
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

/** The accounts set up on this phone. */
export async function listVaults(): Promise<VaultSummary[]> {
  const rows = await withVaults((db) => db.vaults.toArray())
  return rows.map((row) => ({
    accountId: row.accountId,
    label: row.label,
    deviceId: row.deviceId,
    pinSet: row.pin !== null,
    triesLeft: MOST_WRONG_PINS - row.wrongPins,
  }))
}

/** The row of an account, also what `exportSealed` needs. @throws CallRefused `no-vault` */
export async function readVault(accountId: string): Promise<VaultRow> {
  const row = await withVaults((db) => db.vaults.get(accountId))
  if (!row) throw refuseHere('no-vault')
  return row
}
