// Who may open what on this phone: a PIN for every day, a counter that ends guessing, and the recovery road through
// the server, so that neither a forgotten PIN nor five wrong ones lose a record. One vault an account.
import { v4 } from 'uuid'
import {
  type Bytes,
  createDataKey,
  fromBase64,
  importDataKey,
  measureIterations,
  open,
  type PinWrap,
  seal,
  unwrapWithPin,
  wrapForRecovery,
  wrapWithPin,
} from './crypto.ts'
import type { VaultDatabase, VaultRow } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'
import { openStore, requestPersistence, type Unlocked } from './store.ts'
import { MOST_WRONG_PINS, readVault, withVaults } from './vault-rows.ts'

const placeOf = (row: Pick<VaultRow, 'accountId' | 'deviceId'>): string => `${row.accountId}/${row.deviceId}`
const CHECK = 'xunzhen'

/** The number this phone gives itself for an account, to be told to `registerDevice`. */
export const newDeviceId = (): string => v4({ random: crypto.getRandomValues(new Uint8Array(16)) })

/** @throws CallRefused `weak-pin` */
function checkPin(pin: string): void {
  const rows = ['01234567890123456789', '98765432109876543210']
  const weak = !/^\d{6,12}$/.test(pin) || /^(\d)\1+$/.test(pin) || rows.some((row) => row.includes(pin))
  if (weak) throw refuseHere('weak-pin')
}

const unlockedOf = async (row: Pick<VaultRow, 'accountId' | 'deviceId'>, raw: Bytes): Promise<Unlocked> => {
  const key = await importDataKey(raw)
  raw.fill(0)
  return { accountId: row.accountId, deviceId: row.deviceId, store: openStore(row.accountId), key }
}

const makePin = async (
  raw: Bytes,
  pin: string,
  row: Pick<VaultRow, 'accountId' | 'deviceId'>,
): Promise<PinWrap> => wrapWithPin(raw, pin, await measureIterations(() => performance.now()), placeOf(row))

export type SetUp = { accountId: string; label: string; deviceId: string; recoveryKey: string; pin: string }

/**
 * Sets an account up after signing in online and `registerDevice`, and opens it.
 * @throws CallRefused `weak-pin`, `vault-exists`
 */
export async function setUpVault(given: SetUp): Promise<Unlocked> {
  const raw = createDataKey()
  const { accountId, label, deviceId } = given
  return keepVault(raw, given.pin, {
    accountId,
    label,
    deviceId,
    recovery: await wrapForRecovery(raw, given.recoveryKey),
    check: await seal(await importDataKey(raw), CHECK, `check:${placeOf(given)}`),
  })
}

type Owned = Pick<VaultRow, 'accountId' | 'label' | 'deviceId' | 'recovery' | 'check'>

/**
 * Keeps a data key on this phone under a PIN, once `before` is done, and opens it.
 * @throws CallRefused `weak-pin`, `vault-exists`
 */
export async function keepVault(
  raw: Bytes,
  pin: string,
  owned: Owned,
  before: () => Promise<void> = async () => undefined,
): Promise<Unlocked> {
  checkPin(pin)
  const row: VaultRow = {
    ...owned,
    pin: await makePin(raw, pin, owned),
    wrongPins: 0,
    createdAt: new Date().toISOString(),
  }
  // A second key for the same account would make its waiting records unreadable.
  const refuseSecond = async (db: VaultDatabase): Promise<void> => {
    if (await db.vaults.get(row.accountId)) throw refuseHere('vault-exists')
  }
  await withVaults(refuseSecond)
  await before()
  await withVaults((db) =>
    db.transaction('rw', db.vaults, async () => {
      await refuseSecond(db)
      await db.vaults.add(row)
    }),
  )
  await requestPersistence()
  return unlockedOf(row, raw)
}

/** Counts the try before it is made: closing the tab in between does not give it back. */
function countTry(accountId: string): Promise<number> {
  return withVaults((db) =>
    db.transaction('rw', db.vaults, async () => {
      const row = await db.vaults.get(accountId)
      if (!row) throw refuseHere('no-vault')
      const wrongPins = row.wrongPins + 1
      if (wrongPins > MOST_WRONG_PINS) await db.vaults.update(accountId, { pin: null })
      else await db.vaults.update(accountId, { wrongPins })
      return wrongPins
    }),
  )
}

async function rawByPin(row: VaultRow, pin: string): Promise<Bytes> {
  if (!row.pin) throw refuseHere('pin-removed', { tries: MOST_WRONG_PINS })
  const tries = await countTry(row.accountId)
  const raw = tries > MOST_WRONG_PINS ? null : await unwrapWithPin(row.pin, pin, placeOf(row))
  if (raw) {
    await withVaults((db) => db.vaults.update(row.accountId, { wrongPins: 0 }))
    return raw
  }
  if (tries < MOST_WRONG_PINS) throw refuseHere('wrong-pin', { left: MOST_WRONG_PINS - tries })
  await withVaults((db) => db.vaults.update(row.accountId, { pin: null }))
  throw refuseHere('pin-removed', { tries: MOST_WRONG_PINS })
}

/** @throws CallRefused `wrong-pin` (says how many tries are left), `pin-removed`, `no-vault` */
export async function unlockVault(accountId: string, pin: string): Promise<Unlocked> {
  const row = await readVault(accountId)
  return unlockedOf(row, await rawByPin(row, pin))
}

/** Forgets the key in this tab; what is stored stays sealed. Stop the sync runner first. */
export function lockVault(unlocked: Unlocked): void {
  unlocked.key = null
  unlocked.store.close()
}

/** @throws CallRefused as `unlockVault`, and `weak-pin` */
export async function changePin(accountId: string, pin: string, next: string): Promise<void> {
  checkPin(next)
  const row = await readVault(accountId)
  const raw = await rawByPin(row, pin)
  const made = await makePin(raw, next, row)
  raw.fill(0)
  await withVaults((db) => db.vaults.update(accountId, { pin: made, wrongPins: 0 }))
}

/**
 * Opens an account whose PIN is forgotten or removed, after signing in online, and sets a new PIN.
 * `recover` is `recoverDevice`: it gets the wrapped key and answers with the data key (both base64).
 * @throws CallRefused `weak-pin`, `wrong-recovery`, `no-vault`, and what the server refuses
 */
export async function recoverVault(
  accountId: string,
  pin: string,
  recover: (deviceId: string, wrapped: string) => Promise<string>,
): Promise<Unlocked> {
  checkPin(pin)
  const row = await readVault(accountId)
  const raw = fromBase64(await recover(row.deviceId, row.recovery))
  try {
    await open(await importDataKey(raw), row.check, `check:${placeOf(row)}`)
  } catch {
    throw refuseHere('wrong-recovery')
  }
  const made = await makePin(raw, pin, row)
  await withVaults((db) => db.vaults.update(accountId, { pin: made, wrongPins: 0 }))
  return unlockedOf(row, raw)
}
