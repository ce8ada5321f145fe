// Leaving: signing an account out of this phone never throws unsent work away unasked.
import { FieldDatabase } from './field-database.ts'
import { refuseHere } from './phone-problems.ts'
import { openStore, type Unlocked } from './store.ts'
import { lockVault } from './vault.ts'
import { MOST_WRONG_PINS, withVaults } from './vault-rows.ts'

/** What an account would leave unsent; needs no PIN. */
export async function countUnsent(
  accountId: string,
): Promise<{ ops: number; drafts: number; photos: number }> {
  const store = openStore(accountId)
  try {
    return await store.run(async (db) => ({
      ops: await db.ops.where('state').anyOf('pending', 'refused', 'conflict').count(),
      drafts: await db.drafts.count(),
      // those of a day that was not accepted count with their day, and are given up with it
      photos: await db.photos.where('state').anyOf('draft', 'pending', 'refused').count(),
    }))
  } finally {
    store.close()
  }
}

/** Removes an account and everything of it from this phone. Only for what is uploaded, or revoked by the server. */
async function eraseVault(accountId: string): Promise<void> {
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
  const some = unsent.ops + unsent.drafts + unsent.photos > 0
  if (some && !confirmed) throw refuseHere('unsent-work', unsent)
  lockVault(unlocked)
  if (some) return 'kept'
  await eraseVault(unlocked.accountId)
  return 'erased'
}

/**
 * R27: what a revoked phone does. No PIN opens it any more; what was only carried along is erased; unsent work
 * stays sealed under the one wrap that the server alone can open, once an administrator restores the phone.
 */
export async function sealOff(unlocked: Unlocked): Promise<void> {
  await withVaults((db) => db.vaults.update(unlocked.accountId, { pin: null, wrongPins: MOST_WRONG_PINS }))
  await unlocked.store.run((db) => db.bundle.clear())
  lockVault(unlocked)
}
