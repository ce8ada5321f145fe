// access store: accounts, roles, sessions. Passwords and tokens are kept as hashes only.
import type { Db, Trx } from '../../platform/database.ts'

export async function findAccount(db: Db | Trx, login: string) {
  return db.selectFrom('accounts').selectAll().where('login', '=', login).executeTakeFirst()
}

export async function accountById(db: Db | Trx, id: string) {
  return db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function rolesOf(db: Db | Trx, accountId: string) {
  return db
    .selectFrom('account_roles as r')
    .leftJoin('organisations as o', 'o.id', 'r.organisation_id')
    .leftJoin('divisions as d', 'd.code', 'r.division_code')
    .select([
      'r.role',
      'r.division_code',
      'r.organisation_id',
      'r.practitioner_id',
      'o.name as organisation',
      'o.parent_id',
      'd.name as division',
    ])
    .where('r.account_id', '=', accountId)
    .orderBy('r.role')
    .execute()
}

/** The members of the alliances whose office is this organisation (ORG-5). */
export async function allianceMembers(db: Db | Trx, officeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('alliance_members as m')
    .innerJoin('alliances as a', 'a.id', 'm.alliance_id')
    .select('m.organisation_id')
    .where('a.office_id', '=', officeId)
    .execute()
  return rows.map((r) => r.organisation_id)
}

export type Session = {
  tokenHash: string
  accountId: string
  role: string
  device: string
  now: Date
  expiresAt: Date
}

export async function insertSession(trx: Trx, s: Session): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      token_hash: s.tokenHash,
      account_id: s.accountId,
      role: s.role,
      device: s.device,
      created_at: s.now,
      seen_at: s.now,
      expires_at: s.expiresAt,
    })
    .execute()
}

export async function findSession(db: Db | Trx, tokenHash: string) {
  return db
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .select(['s.account_id', 's.role', 's.expires_at', 's.seen_at', 'a.name', 'a.login', 'a.active'])
    .where('s.token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function touchSession(
  db: Db | Trx,
  tokenHash: string,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ seen_at: now, expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function setSessionRole(trx: Trx, tokenHash: string, role: string): Promise<void> {
  await trx.updateTable('sessions').set({ role }).where('token_hash', '=', tokenHash).execute()
}

export async function deleteSession(trx: Trx, tokenHash: string): Promise<void> {
  await trx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

export async function deleteSessionsOf(trx: Trx, accountId: string, keep: string | null): Promise<void> {
  await trx
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .where('token_hash', '!=', keep ?? '')
    .execute()
}

export async function setPassword(
  trx: Trx,
  accountId: string,
  hash: string,
  mustChange: boolean,
): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ password_hash: hash, must_change_password: mustChange })
    .where('id', '=', accountId)
    .execute()
}

export async function setActive(trx: Trx, accountId: string, active: boolean): Promise<void> {
  await trx.updateTable('accounts').set({ active }).where('id', '=', accountId).execute()
}

export type NewAccount = {
  id: string
  login: string
  name: string
  passwordHash: string
  mustChange: boolean
  demonstration: boolean
  role: string
  divisionCode: string | null
  organisationId: string | null
  practitionerId: string | null
}

/** Answers false when the login is taken. */
export async function insertAccount(trx: Trx, a: NewAccount): Promise<boolean> {
  const made = await trx
    .insertInto('accounts')
    .values({
      id: a.id,
      login: a.login,
      name: a.name,
      password_hash: a.passwordHash,
      must_change_password: a.mustChange,
      demonstration: a.demonstration,
    })
    .onConflict((c) => c.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  await trx
    .insertInto('account_roles')
    .values({
      account_id: a.id,
      role: a.role,
      division_code: a.divisionCode,
      organisation_id: a.organisationId,
      practitioner_id: a.practitionerId,
    })
    .execute()
  return true
}

/** An account that stands for somebody elsewhere: it has no role and no password, and nobody signs in by it. */
export async function insertStandIn(trx: Trx, a: { id: string; login: string; name: string }): Promise<void> {
  await trx
    .insertInto('accounts')
    .values({ ...a, password_hash: '!', active: false })
    .execute()
}

export async function allAccounts(db: Db | Trx) {
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'login', 'name', 'active'])
    .orderBy('login')
    .execute()
  const roles = await db
    .selectFrom('account_roles as r')
    .leftJoin('organisations as o', 'o.id', 'r.organisation_id')
    .leftJoin('divisions as d', 'd.code', 'r.division_code')
    .select(['r.account_id', 'r.role', 'o.name as organisation', 'd.name as division'])
    .execute()
  return accounts.map((a) => ({ ...a, roles: roles.filter((r) => r.account_id === a.id) }))
}

export async function auditPage(
  db: Db | Trx,
  filter: {
    subjectType?: string | undefined
    subjectId?: string | undefined
    before?: string | undefined
    regionLike: string
  },
) {
  let query = db
    .selectFrom('audit_events')
    .select(['id', 'at', 'account_name', 'role', 'action', 'sentence'])
    .where('region_id', 'like', `${filter.regionLike}%`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
  if (filter.subjectType) query = query.where('subject_type', '=', filter.subjectType)
  if (filter.subjectId) query = query.where('subject_id', '=', filter.subjectId)
  if (filter.before) query = query.where('at', '<', new Date(filter.before))
  return query.execute()
}
