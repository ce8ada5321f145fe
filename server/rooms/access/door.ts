// What other rooms and the command line may ask of access.
import type { Trx } from '../../platform/database.ts'
import { hashPassword } from './secrets.ts'
import { insertAccount, insertStandIn, type NewAccount } from './store.ts'

export { insertStandIn }

/** Makes an account with a password; answers false when the login is taken. */
export async function addAccount(
  trx: Trx,
  account: Omit<NewAccount, 'passwordHash'> & { password: string },
): Promise<boolean> {
  const { password, ...rest } = account
  return insertAccount(trx, { ...rest, passwordHash: await hashPassword(password) })
}
