// Turns an account in one of its roles into an actor with its row scope.
import { ROLES, type Role, type RoleHolding, scopeOf } from '../../../domain/access/roles.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { hashToken } from './secrets.ts'
import { allianceMembers, findSession, rolesOf, touchSession } from './store.ts'

const HOUR = 3_600_000
/** A session ends twelve hours after its last use; desks of administrators after two. */
export const lifetime = (role: string): number => (role === 'administrator' ? 2 * HOUR : 12 * HOUR)

const isRole = (value: string): value is Role => (ROLES as readonly string[]).includes(value)
type RoleRow = Awaited<ReturnType<typeof rolesOf>>[number]

async function holdingOf(db: Db | Trx, role: Role, row: RoleRow): Promise<RoleHolding> {
  const own = row.organisation_id ? [row.organisation_id] : []
  const members =
    role === 'allianceOffice' && row.organisation_id ? await allianceMembers(db, row.organisation_id) : []
  // A village clinic looks at the schedule of the township unit above it.
  const above = role === 'village' && row.parent_id ? [row.parent_id] : []
  return {
    role,
    divisionCode: row.division_code,
    organisationIds: [...own, ...members, ...above],
    practitionerId: row.practitioner_id,
  }
}

/** The actor of an account in `role`, or in its first role; null when it holds none. */
export async function actorOf(
  db: Db | Trx,
  account: { id: string; name: string; login: string },
  role?: string,
): Promise<Actor | null> {
  const rows = await rolesOf(db, account.id)
  const row = rows.find((r) => r.role === role) ?? rows[0]
  if (!row || !isRole(row.role)) return null
  const holding = await holdingOf(db, row.role, row)
  return {
    accountId: account.id,
    name: account.name,
    login: account.login,
    role: row.role,
    organisationId: row.organisation_id,
    divisionCode: row.division_code,
    practitionerId: row.practitioner_id,
    scope: scopeOf(holding),
  }
}

/** Finds who holds a session token; null when it is unknown, over or its account disabled. */
export function authenticator(db: Db, clock: Clock) {
  return async (token: string): Promise<Actor | null> => {
    const tokenHash = hashToken(token)
    const session = await findSession(db, tokenHash)
    const now = clock.now()
    if (!session?.active || session.expires_at <= now) return null
    // Written at most once a minute, so that reading pages does not write for each request.
    if (now.getTime() - session.seen_at.getTime() > 60_000)
      await touchSession(db, tokenHash, now, new Date(now.getTime() + lifetime(session.role)))
    return actorOf(db, { id: session.account_id, name: session.name, login: session.login }, session.role)
  }
}
