// access: signing in and out, accounts and their roles, the audit log.
import { z } from 'zod'
import { ROLES } from '../domain/access/roles.ts'
import { endpoint, id, text } from './endpoint.ts'

const meSchema = z.object({
  accountId: z.string(),
  login: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  roles: z.array(z.enum(ROLES)),
  organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
  division: z.object({ code: z.string(), name: z.string() }).nullable(),
  practitionerId: z.string().nullable(),
  mustChangePassword: z.boolean(),
  demonstration: z.boolean(),
  today: z.string(),
})
export type Me = z.output<typeof meSchema>

const password = z.string().min(10).max(200)

export const signIn = endpoint({
  id: 'signIn',
  method: 'POST',
  path: '/api/session',
  summary: '登录 sign in',
  body: z.strictObject({ login: text(60), password: z.string().min(1).max(200) }),
  ok: meSchema,
})
export const signOut = endpoint({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  summary: '退出 sign out',
  ok: 'none',
})
export const me = endpoint({
  id: 'me',
  method: 'GET',
  path: '/api/session',
  summary: '当前登录 who am I',
  ok: meSchema,
})
export const changeRole = endpoint({
  id: 'changeRole',
  method: 'POST',
  path: '/api/session/role',
  summary: '切换角色 change role',
  body: z.strictObject({ role: z.enum(ROLES) }),
  ok: meSchema,
})
export const changePassword = endpoint({
  id: 'changePassword',
  method: 'POST',
  path: '/api/session/password',
  summary: '修改密码 change password',
  body: z.strictObject({ current: z.string().min(1).max(200), next: password }),
  ok: 'none',
})

export const accountSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  active: z.boolean(),
  roles: z.array(
    z.object({ role: z.enum(ROLES), organisation: z.string().nullable(), division: z.string().nullable() }),
  ),
})
export const listAccounts = endpoint({
  id: 'listAccounts',
  method: 'GET',
  path: '/api/accounts',
  summary: '账号列表 list accounts',
  ok: z.object({ items: z.array(accountSchema) }),
})
export const createAccount = endpoint({
  id: 'createAccount',
  method: 'POST',
  path: '/api/accounts',
  summary: '新建账号 create an account',
  body: z.strictObject({
    login: z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/),
    name: text(60),
    password,
    role: z.enum(ROLES),
    divisionCode: z
      .string()
      .regex(/^\d{2,12}$/)
      .nullable(),
    organisationId: id.nullable(),
    practitionerId: id.nullable(),
  }),
  ok: accountSchema,
})
export const setAccountActive = endpoint({
  id: 'setAccountActive',
  method: 'POST',
  path: '/api/accounts/:id/active',
  summary: '停用或启用账号 enable or disable an account',
  params: z.object({ id }),
  body: z.strictObject({ active: z.boolean() }),
  ok: accountSchema,
})
export const resetPassword = endpoint({
  id: 'resetPassword',
  method: 'POST',
  path: '/api/accounts/:id/password',
  summary: '重置密码 reset a password',
  params: z.object({ id }),
  body: z.strictObject({ password }),
  ok: 'none',
})
export const listAudit = endpoint({
  id: 'listAudit',
  method: 'GET',
  path: '/api/audit',
  summary: '操作日志 audit log',
  query: z.object({
    subjectType: z.string().max(40).optional(),
    subjectId: z.string().max(80).optional(),
    before: z.iso.datetime().optional(),
  }),
  ok: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        account: z.string(),
        role: z.string(),
        action: z.string(),
        sentence: z.string(),
      }),
    ),
  }),
})
