// notices: the channels by which bodies are told besides the desk, and the county's mail server and SMS gateway. Addresses
// and passwords go in and never come out again.
import { z } from 'zod'
import { CHANNEL_KINDS, CHANNEL_ROLES } from '../domain/notices/channels.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const oneLine = (max: number) => text(max).regex(/^[^\p{Cc}]*$/u, '不能换行')
const webAddress = z.url({ protocol: /^https?$/ }).max(500)
/** Left out: what was stored stays. */
const secret = z
  .string()
  .max(500)
  .regex(/^[^\p{Cc}]*$/u, '不能换行')
  .optional()

const mailServerSchema = z
  .strictObject({
    host: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.:-]{1,253}$/, '不是服务器地址'),
    port: z.number().int().min(1).max(65_535),
    /** `tls`: encrypted from the start (465); `starttls`: made so (587); `none`: a relay inside the house. */
    security: z.enum(['tls', 'starttls', 'none']),
    user: z
      .string()
      .trim()
      .max(200)
      .regex(/^[^\p{Cc}]*$/u),
    fromAddress: z.email().max(200),
    fromName: oneLine(60),
  })
  .refine(({ security, user }) => security !== 'none' || user === '', {
    path: ['user'],
    message: '不加密时不能用账号密码，密码会在网络上被看到',
  })
export type MailServer = z.output<typeof mailServerSchema>

const smsGatewaySchema = z.strictObject({
  url: webAddress,
  method: z.enum(['POST', 'GET']),
  /** How {phone} and {text} are written into the template. */
  bodyKind: z.enum(['json', 'form']),
  /** Also the query of a GET. */
  template: text(2000),
  /** Words that the answer of a gateway holds when it took the text, besides a status of 2xx. */
  success: oneLine(100),
  quiet: z.strictObject({ from: clock, to: clock }),
})
export type SmsGateway = z.output<typeof smsGatewaySchema>
/** Headers of the gateway, such as its key: 'Name: value'. */
const headers = z
  .array(
    z
      .string()
      .max(500)
      .regex(/^[A-Za-z0-9-]{1,60}: ?[\x20-\x7e]{0,400}$/, '应为“名称: 值”'),
  )
  .max(10)
  .optional()

const body = z.union([
  z.object({ role: z.literal('bureau'), divisionCode: regionId }),
  z.object({ role: z.enum(CHANNEL_ROLES).exclude(['bureau']), organisationId: id }),
])
const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mail'), address: z.email().max(200) }),
  z.object({ kind: z.literal('wecom'), address: webAddress }),
  z.object({ kind: z.literal('dingtalk'), address: webAddress, secret }),
  z.object({ kind: z.literal('sms'), address: z.string().regex(/^1\d{10}$/, '应为 11 位手机号') }),
])

const channelSchema = z.object({
  id: z.string(),
  role: z.enum(CHANNEL_ROLES),
  /** The organisation's name, or the division's. */
  body: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  label: z.string(),
  shown: z.string(),
  kindsOff: z.array(z.string()),
  active: z.boolean(),
  /** What last happened on it: a state of the outbox, and when. */
  last: z.object({ state: z.string(), at: z.string() }).nullable(),
})
export type ChannelView = z.output<typeof channelSchema>
const held = z.object({ hasSecret: z.boolean(), updatedAt: z.string() })

const params = z.object({ regionId })
const one = z.object({ regionId, id })
export const listChannels = endpoint({
  id: 'listChannels',
  method: 'GET',
  path: '/api/regions/:regionId/notice-channels',
  summary: '通知渠道 channels of a county',
  params,
  ok: z.object({
    channels: z.array(channelSchema),
    mail: held.extend({ settings: mailServerSchema }).nullable(),
    sms: held.extend({ settings: smsGatewaySchema }).nullable(),
  }),
})
export const addChannel = endpoint({
  id: 'addChannel',
  method: 'PUT',
  path: '/api/regions/:regionId/notice-channels/:id',
  summary: '新增通知渠道 add a channel',
  params: one,
  body: z.strictObject({ of: body, label: oneLine(40), target }),
  ok: 'none',
})
export const changeChannel = endpoint({
  id: 'changeChannel',
  method: 'PATCH',
  path: '/api/regions/:regionId/notice-channels/:id',
  summary: '修改通知渠道 change a channel',
  params: one,
  body: z.strictObject({
    label: oneLine(40),
    kindsOff: z.array(z.string().max(60)).max(50),
    active: z.boolean(),
  }),
  ok: 'none',
})
export const removeChannel = endpoint({
  id: 'removeChannel',
  method: 'DELETE',
  path: '/api/regions/:regionId/notice-channels/:id',
  summary: '删除通知渠道 remove a channel',
  params: one,
  ok: 'none',
})
/** Puts a test message into the outbox: it takes the way of all others, and its row says what came of it. */
export const testChannel = endpoint({
  id: 'testChannel',
  method: 'POST',
  path: '/api/regions/:regionId/notice-channels/:id/tests',
  summary: '发送测试消息 send a test',
  params: one,
  ok: z.object({ messageId: z.string() }),
})
export const saveMailServer = endpoint({
  id: 'saveMailServer',
  method: 'PUT',
  path: '/api/regions/:regionId/notice-transports/mail',
  summary: '设置邮件服务器 set the mail server',
  params,
  body: z.strictObject({ settings: mailServerSchema, password: secret }),
  ok: 'none',
})
export const saveSmsGateway = endpoint({
  id: 'saveSmsGateway',
  method: 'PUT',
  path: '/api/regions/:regionId/notice-transports/sms',
  summary: '设置短信网关 set the SMS gateway',
  params,
  body: z.strictObject({ settings: smsGatewaySchema, headers }),
  ok: 'none',
})
export const removeTransport = endpoint({
  id: 'removeTransport',
  method: 'DELETE',
  path: '/api/regions/:regionId/notice-transports/:kind',
  summary: '停用邮件服务器或短信网关 remove a transport',
  params: z.object({ regionId, kind: z.enum(['mail', 'sms']) }),
  ok: 'none',
})
