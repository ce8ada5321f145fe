// access actions: sign in and out, switch role, passwords, accounts, audit.
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/access.ts'
import { refuse } from '../../../contract/problems.ts'
import { ROLE_NAMES, ROLES, type Role, scopeOf } from '../../../domain/access/roles.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { actorOf, lifetime } from './actors.ts'
import {
  countFailure,
  forgetFailures,
  hashPassword,
  hashToken,
  newToken,
  passwordMatches,
  refuseWhenLimited,
} from './secrets.ts'
import * as store from './store.ts'

async function describe(context: Context, accountId: string, role?: string): Promise<contract.Me> {
  const account = await store.accountById(context.trx, accountId)
  const actor = account ? await actorOf(context.trx, account, role) : null
  if (!account || !actor) throw refuse('sign-in-needed')
  const roles = await store.rolesOf(context.trx, accountId)
  const row = roles.find((r) => r.role === actor.role)
  return {
    accountId,
    login: account.login,
    name: account.name,
    role: actor.role,
    roles: roles.map((r) => r.role).filter((r): r is Role => (ROLES as readonly string[]).includes(r)),
    organisation: row?.organisation_id ? { id: row.organisation_id, name: row.organisation ?? '' } : null,
    division: row?.division_code ? { code: row.division_code, name: row.division ?? '' } : null,
    practitionerId: actor.practitionerId,
    mustChangePassword: account.must_change_password,
    demonstration: context.services.config.demonstration,
    today: context.today,
  }
}

const signIn = action(contract.signIn, {
  allow: 'anyone',
  async run(context, { body }) {
    const login = body.login.toLowerCase()
    await refuseWhenLimited(login, context.request.ip)
    const account = await store.findAccount(context.trx, login)
    const matches = await passwordMatches(account?.active ? account.password_hash : undefined, body.password)
    if (!account || !matches) {
      await countFailure(login, context.request.ip)
      throw refuse('sign-in-failed')
    }
    await forgetFailures(login)
    const actor = await actorOf(context.trx, account)
    if (!actor) throw refuse('sign-in-failed')
    const token = newToken()
    const expiresAt = new Date(context.now.getTime() + lifetime(actor.role))
    await store.insertSession(context.trx, {
      tokenHash: hashToken(token),
      accountId: account.id,
      role: actor.role,
      device: context.request.device,
      now: context.now,
      expiresAt,
    })
    context.setToken(token)
    context.say({
      zh: `${account.name} 登录`,
      subject: { type: 'account', id: account.id },
      by: { accountId: account.id, name: account.name, role: actor.role },
    })
    return describe(context, account.id)
  },
})

const signOut = action(contract.signOut, {
  allow: 'session.use',
  async run(context) {
    if (context.request.token) await store.deleteSession(context.trx, hashToken(context.request.token))
    context.setToken(null)
    context.say({ zh: '退出登录', subject: { type: 'account', id: context.actor.accountId } })
    return undefined
  },
})

const me = action(contract.me, {
  allow: 'session.use',
  run: (context) => describe(context, context.actor.accountId, context.actor.role),
})

const changeRole = action(contract.changeRole, {
  allow: 'session.use',
  async run(context, { body }) {
    const held = await store.rolesOf(context.trx, context.actor.accountId)
    if (!held.some((r) => r.role === body.role)) throw refuse('not-found', { what: '角色' })
    if (context.request.token)
      await store.setSessionRole(context.trx, hashToken(context.request.token), body.role)
    context.say({ zh: `切换为角色 ${body.role}`, subject: { type: 'account', id: context.actor.accountId } })
    return describe(context, context.actor.accountId, body.role)
  },
})

const changePassword = action(contract.changePassword, {
  allow: 'session.use',
  async run(context, { body }) {
    const { accountId, login } = context.actor
    await refuseWhenLimited(login, context.request.ip)
    const account = await store.accountById(context.trx, accountId)
    if (!(await passwordMatches(account?.password_hash, body.current))) {
      await countFailure(login, context.request.ip)
      throw refuse('sign-in-failed')
    }
    await store.setPassword(context.trx, accountId, await hashPassword(body.next), false)
    await store.deleteSessionsOf(
      context.trx,
      accountId,
      context.request.token ? hashToken(context.request.token) : null,
    )
    context.say({ zh: '修改了自己的密码，其他设备已退出', subject: { type: 'account', id: accountId } })
    return undefined
  },
})

function viewOf(account: Awaited<ReturnType<typeof store.allAccounts>>[number]) {
  const roles = account.roles.flatMap((r) => {
    const role = ROLES.find((known) => known === r.role)
    return role ? [{ role, organisation: r.organisation, division: r.division }] : []
  })
  return { id: account.id, login: account.login, name: account.name, active: account.active, roles }
}

async function viewById(context: Context, id: string) {
  const account = (await store.allAccounts(context.trx)).find((a) => a.id === id)
  if (!account) throw refuse('not-found', { what: '账号' })
  return viewOf(account)
}

const listAccounts = action(contract.listAccounts, {
  allow: 'account.manage',
  run: async ({ trx }) => ({ items: (await store.allAccounts(trx)).map(viewOf) }),
})

/** A role without its anchor would see nothing: the account is refused, with the field that is missing. */
function checkAnchor(body: {
  role: Role
  divisionCode: string | null
  organisationId: string | null
  practitionerId: string | null
}): void {
  const holding = {
    role: body.role,
    divisionCode: body.divisionCode,
    organisationIds: body.organisationId ? [body.organisationId] : [],
    practitionerId: body.practitionerId,
  }
  if (body.role === 'administrator' || scopeOf(holding).kind !== 'none') return
  const path =
    body.role === 'doctor'
      ? 'practitionerId'
      : body.role === 'bureau' || body.role === 'inspector'
        ? 'divisionCode'
        : 'organisationId'
  throw refuse(
    'invalid-value',
    { path, why: `角色“${ROLE_NAMES[body.role].zh}”须指定其所属` },
    { place: { path: `body.${path}` } },
  )
}

const createAccount = action(contract.createAccount, {
  allow: 'account.manage',
  async run(context, { body }) {
    checkAnchor(body)
    const id = uuidv7()
    const { password, ...rest } = body
    const made = await store.insertAccount(context.trx, {
      ...rest,
      id,
      passwordHash: await hashPassword(password),
      mustChange: true,
      demonstration: false,
    })
    if (!made) throw refuse('already-exists', { what: `账号 ${body.login}` })
    context.say({ zh: `建立账号 ${body.login}（${body.role}）`, subject: { type: 'account', id } })
    return viewById(context, id)
  },
})

const setAccountActive = action(contract.setAccountActive, {
  allow: 'account.manage',
  async run(context, { params, body }) {
    if (params.id === context.actor.accountId) throw refuse('rule-broken', { why: '不能停用自己的账号' })
    await store.setActive(context.trx, params.id, body.active)
    if (!body.active) await store.deleteSessionsOf(context.trx, params.id, null)
    context.say({
      zh: body.active ? '启用账号' : '停用账号并结束其登录',
      subject: { type: 'account', id: params.id },
    })
    return viewById(context, params.id)
  },
})

const resetPassword = action(contract.resetPassword, {
  allow: 'account.manage',
  async run(context, { params, body }) {
    await viewById(context, params.id)
    await store.setPassword(context.trx, params.id, await hashPassword(body.password), true)
    await store.deleteSessionsOf(context.trx, params.id, null)
    context.say({ zh: '重置密码，下次登录须修改', subject: { type: 'account', id: params.id } })
    return undefined
  },
})

const listAudit = action(contract.listAudit, {
  allow: 'audit.read',
  async run({ trx, actor }, { query }) {
    const rows = await store.auditPage(trx, { ...query, regionLike: actor.divisionCode ?? '' })
    return {
      items: rows.map((r) => ({
        id: r.id,
        at: r.at.toISOString(),
        account: r.account_name,
        role: r.role,
        action: r.action,
        sentence: r.sentence,
      })),
    }
  },
})

export const accessActions: Action[] = [
  signIn,
  signOut,
  me,
  changeRole,
  changePassword,
  listAccounts,
  createAccount,
  setAccountActive,
  resetPassword,
  listAudit,
]
