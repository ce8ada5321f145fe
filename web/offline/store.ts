// The store of one account on this phone: every access to its tables goes through `run`, which mends lost
// connections and tells a full phone apart. Values are sealed before a transaction opens: IndexedDB commits a
// transaction that waits for WebCrypto.
import { open, seal } from './crypto.ts'
import { type BundleRow, FieldDatabase } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'

export type Store = {
  /**
   * Runs work on the database. A lost connection is opened anew and the work runs again, so it must be repeatable.
   * @throws CallRefused `phone-full` when the phone's storage is used up; nothing was written then.
   */
  run<T>(work: (db: FieldDatabase) => Promise<T>): Promise<T>
  /** Tells listeners in this tab that something was written. */
  announce(): void
  onChange(listener: () => void): () => void
  close(): void
}

/** An account whose data is open; `key` is null once it was locked. */
export type Unlocked = {
  readonly accountId: string
  readonly deviceId: string
  readonly store: Store
  key: CryptoKey | null
}

/** @throws CallRefused `phone-locked` */
export function keyOf(unlocked: Unlocked): CryptoKey {
  if (!unlocked.key) throw refuseHere('phone-locked')
  return unlocked.key
}

const TRIES = 3

/** Browsers name the same failure at several depths: on the error, its cause, or what Dexie keeps as `inner`. */
function named(error: unknown, names: readonly string[]): boolean {
  for (let at: unknown = error, depth = 0; at && depth < 4; depth++) {
    const { name, inner, cause } = at as { name?: string; inner?: unknown; cause?: unknown }
    if (name && names.includes(name)) return true
    at = inner ?? cause
  }
  return false
}
// iOS cuts connections of pages in the background: DatabaseClosedError, or UnknownError "Connection to Indexed Database server lost".
const LOST = ['DatabaseClosedError', 'UnknownError', 'InvalidStateError', 'TransactionInactiveError']

export function openStore(accountId: string, connect = () => new FieldDatabase(accountId)): Store {
  let db = connect()
  const listeners = new Set<() => void>()
  let closed = false
  return {
    async run(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await work(db)
        } catch (error) {
          if (named(error, ['QuotaExceededError'])) throw refuseHere('phone-full')
          if (closed) throw refuseHere('phone-locked')
          if (attempt >= TRIES || !named(error, LOST)) throw error
          db.close()
          db = connect()
        }
      }
    },
    announce: () => {
      for (const listener of listeners) listener()
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      closed = true
      listeners.clear()
      db.close()
    },
  }
}

/** Asks the browser not to evict this site's data; whether it agreed. */
export async function requestPersistence(): Promise<boolean> {
  const storage = (navigator as { storage?: Partial<StorageManager> }).storage
  try {
    return (await storage?.persist?.()) ?? false
  } catch {
    return false
  }
}

/**
 * Keeps a half-filled form. `key` stands in the open: `day-card:<duty id>`, never a name. Forms and their fields
 * carry autocomplete="off": browsers write what is typed into their own session files otherwise.
 */
export async function saveDraft(unlocked: Unlocked, key: string, value: unknown): Promise<void> {
  const content = await seal(keyOf(unlocked), value, `draft:${key}`)
  await unlocked.store.run((db) => db.drafts.put({ key, content, savedAt: new Date().toISOString() }))
}

export async function readDraft<T>(unlocked: Unlocked, key: string): Promise<T | null> {
  const row = await unlocked.store.run((db) => db.drafts.get(key))
  return row ? open<T>(keyOf(unlocked), row.content, `draft:${key}`) : null
}

export const deleteDraft = (unlocked: Unlocked, key: string): Promise<void> =>
  unlocked.store.run((db) => db.drafts.delete(key))

/** Keys and times of the drafts, newest first. */
export async function listDrafts(unlocked: Unlocked): Promise<{ key: string; savedAt: string }[]> {
  const rows = await unlocked.store.run((db) => db.drafts.toArray())
  return rows.map(({ key, savedAt }) => ({ key, savedAt })).sort((a, b) => b.savedAt.localeCompare(a.savedAt))
}

export const bundleRow = async (dataKey: CryptoKey, key: string, value: unknown): Promise<BundleRow> => ({
  key,
  content: await seal(dataKey, value, `bundle:${key}`),
  keptAt: new Date().toISOString(),
})

/** Keeps an answer of the server for reading offline, such as the duties of the coming 14 days. */
export async function keepBundle(unlocked: Unlocked, key: string, value: unknown): Promise<void> {
  const row = await bundleRow(keyOf(unlocked), key, value)
  await unlocked.store.run((db) => db.bundle.put(row))
}

/** The same, unless an act waits to be sent that the answer cannot know of yet. Answers whether it was kept. */
export async function keepBundleIfSent(unlocked: Unlocked, key: string, value: unknown): Promise<boolean> {
  const row = await bundleRow(keyOf(unlocked), key, value)
  return unlocked.store.run((db) =>
    db.transaction('rw', db.ops, db.bundle, async () => {
      if ((await db.ops.where('state').equals('pending').count()) > 0) return false
      await db.bundle.put(row)
      return true
    }),
  )
}

export async function readBundle<T>(
  unlocked: Unlocked,
  key: string,
): Promise<{ value: T; keptAt: string } | null> {
  const row = await unlocked.store.run((db) => db.bundle.get(key))
  if (!row) return null
  return { value: await open<T>(keyOf(unlocked), row.content, `bundle:${key}`), keptAt: row.keptAt }
}
