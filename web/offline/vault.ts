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
import { FieldDatabase, VaultDatabase, type VaultRow } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'
import { openStore, requestPersistence, type Unlocked } from './store.ts'

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

async function withVaults<T>(work: (db: VaultDatabase) => Promise<T>): Promise<T> {
  const db = new VaultDatabase()
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

const placeOf = (row: Pick<VaultRow, 'accountId' | 'deviceId'>): string => `${row.accountId}/${row.deviceId}`
const CHECK = 'xunzhen'

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

/** The number this phone gives itself for an account, to be told to `registerDevice`. */
export const newDeviceId = (): string => v4({ random: crypto.getRandomValues(new Uint8Array(16)) })

/** @throws CallRefused `weak-pin` */
export function checkPin(pin: string): void {
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
  checkPin(given.pin)
  const { accountId, label, deviceId } = given
  const raw = createDataKey()
  const row: VaultRow = {
    accountId,
    label,
    deviceId,
    pin: await makePin(raw, given.pin, given),
    wrongPins: 0,
    recovery: await wrapForRecovery(raw, given.recoveryKey),
    check: await seal(await importDataKey(raw), CHECK, `check:${placeOf(given)}`),
    createdAt: new Date().toISOString(),
  }
  await withVaults((db) =>
    db.transaction('rw', db.vaults, async () => {
      // A second key for the same account would make its waiting records unreadable.
      if (await db.vaults.get(accountId)) throw refuseHere('vault-exists')
      await db.vaults.add(row)
    }),
  )
  await requestPersistence()
  return unlockedOf(row, raw)
}

/** The row of an account, also what `exportSealed` needs. @throws CallRefused `no-vault` */
export async function readVault(accountId: string): Promise<VaultRow> {
  const row = await withVaults((db) => db.vaults.get(accountId))
  if (!row) throw refuseHere('no-vault')
  return row
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

/** What an account would leave unsent; needs no PIN. */
export async function countUnsent(accountId: string): Promise<{ ops: number; drafts: number }> {
  const store = openStore(accountId)
  try {
    return await store.run(async (db) => ({
      ops: await db.ops.where('state').anyOf('pending', 'refused', 'conflict').count(),
      drafts: await db.drafts.count(),
    }))
  } finally {
    store.close()
  }
}

/** Removes an account and everything of it from this phone. Only for what is uploaded, or revoked by the server. */
export async function eraseVault(accountId: string): Promise<void> {
  await new FieldDatabase(accountId).delete()
  await withVaults((db) => db.vaults.delete(accountId))
}

/**
 * Signs an account out of this phone. With nothing unsent, all of it is erased. With unsent work it refuses, unless
 * the person confirmed: then everything stays, sealed, for the same account and its PIN. Call `signOut` of the
 * contract beside it. @throws CallRefused `unsent-work`
 */
export async function signOutVault(unlocked: Unlocked, confirmed: boolean): Promise<'erased' | 'kept'> {
  const unsent = await countUnsent(unlocked.accountId)
  const some = unsent.ops + unsent.drafts > 0
  if (some && !confirmed) throw refuseHere('unsent-work', unsent)
  lockVault(unlocked)
  if (some) return 'kept'
  await eraseVault(unlocked.accountId)
  return 'erased'
}

const SIGNS = ['pointerdown', 'keydown', 'visibilitychange'] as const

/**
 * Calls `lock` when nobody touched the page for `idleMs`. It compares times instead of trusting one timer, which
 * stands still while a phone sleeps. Returns the way to stop.
 */
export function watchIdle(idleMs: number, lock: () => void): () => void {
  let last = Date.now()
  const look = (): void => {
    const now = Date.now()
    // A clock set back counts as activity at most once.
    if (now < last) last = now
    if (now - last >= idleMs) lock()
  }
  const touch = (): void => {
    look()
    last = Date.now()
  }
  for (const sign of SIGNS) document.addEventListener(sign, touch, { passive: true })
  const timer = setInterval(look, 15_000)
  return () => {
    clearInterval(timer)
    for (const sign of SIGNS) document.removeEventListener(sign, touch)
  }
}
