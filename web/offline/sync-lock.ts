// One tab sends at a time. Web Locks where there are any; before iOS 15.4 a lease row, which ends by itself when
// its tab dies. Two tabs sending at once would waste the network but do no harm: the server takes each act once.
import { v4 } from 'uuid'
import type { Unlocked } from './store.ts'
import type { Surroundings } from './surroundings.ts'

/** Longer than a request may take, so that a lease does not end under a tab that is sending. */
export const LEASE_MS = 90_000
type Lease = { holder: string; until: number }

async function takeLease(unlocked: Unlocked, holder: string, now: number): Promise<boolean> {
  return unlocked.store.run((db) =>
    db.transaction('rw', db.meta, async () => {
      const lease = (await db.meta.get('lease'))?.value as Lease | undefined
      // A lease that ends later than any could was written before the clock was set back: it counts for nothing.
      const held = lease && lease.holder !== holder && lease.until > now && lease.until <= now + LEASE_MS
      if (held) return false
      await db.meta.put({ name: 'lease', value: { holder, until: now + LEASE_MS } satisfies Lease })
      return true
    }),
  )
}

async function giveBack(unlocked: Unlocked, holder: string): Promise<void> {
  await unlocked.store.run((db) =>
    db.transaction('rw', db.meta, async () => {
      const lease = (await db.meta.get('lease'))?.value as Lease | undefined
      if (lease?.holder === holder) await db.meta.delete('lease')
    }),
  )
}

/** Runs work as the only sending tab; null when another tab is at it. */
export async function runAlone<T>(
  unlocked: Unlocked,
  around: Surroundings,
  work: () => Promise<T>,
): Promise<T | null> {
  if (around.locks)
    return around.locks.request(
      `xunzhen-field-sync-${unlocked.deviceId}`,
      { ifAvailable: true },
      async (lock) => (lock ? work() : null),
    ) as Promise<T | null>
  const holder = v4()
  if (!(await takeLease(unlocked, holder, around.now()))) return null
  try {
    return await work()
  } finally {
    await giveBack(unlocked, holder)
  }
}
