// The channels of a county's bodies, its mail server and its SMS gateway, as the bureau sets them. What is secret goes in and
// is never answered; what a test came to is seen on its message in the outbox.
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/notices-channels.ts'
import { refuse } from '../../../contract/problems.ts'
import { ROLE_NAMES } from '../../../domain/access/roles.ts'
import { type CHANNEL_ROLES, type ChannelKind, maskAddress } from '../../../domain/notices/channels.ts'
import { type Action, action, type Context } from '../action.ts'
import { seal } from '../seal.ts'
import { channelRow, transportRow } from './prepare.ts'
import { addressMark } from './queue.ts'
import { noteQueued } from './queued.ts'
import * as store from './store-channels.ts'
import { insertMessages } from './store-outbox.ts'

const KIND_NAMES: Record<ChannelKind, string> = {
  mail: '邮箱',
  wecom: '企业微信群',
  dingtalk: '钉钉群',
  sms: '手机短信',
}
/** Settings as stored: `place` is where the secret belongs. */
type Stored = { place: string; hasSecret: boolean }
const none = () => refuse('not-found', { what: '通知渠道' })
const subject = (id: string) => ({ type: 'noticeChannel', id })

const listChannels = action(contract.listChannels, {
  allow: 'channel.manage',
  async run({ trx }, { params: { regionId } }) {
    const channels = await store.channelsOf(trx, regionId)
    const held = async <S>(kind: 'mail' | 'sms') => {
      const row = await store.transportOf(trx, regionId, kind)
      if (!row) return null
      // what is sealed is never opened to answer a page
      const { hasSecret, place: _place, ...settings } = row.settings as Stored
      return { settings: settings as S, hasSecret, updatedAt: row.updated_at.toISOString() }
    }
    return {
      channels: channels.map((row) => ({
        id: row.id,
        role: row.role as (typeof CHANNEL_ROLES)[number],
        body: row.body ?? '',
        kind: row.kind as ChannelKind,
        label: row.label,
        shown: row.shown,
        kindsOff: row.kinds_off,
        active: row.active,
        last:
          row.last_state && row.last_at
            ? { state: row.last_state, at: new Date(row.last_at).toISOString() }
            : null,
      })),
      mail: await held<contract.MailServer>('mail'),
      sms: await held<contract.SmsGateway>('sms'),
    }
  },
})

const addChannel = action(contract.addChannel, {
  allow: 'channel.manage',
  async run({ trx, actor, services, now, say }, { params: { regionId, id }, body: { of, label, target } }) {
    const { home } = services.config
    const address = target.address.trim()
    const secret = 'secret' in target ? (target.secret ?? '') : ''
    await store.insertChannel(
      trx,
      {
        regionId,
        id,
        body: {
          role: of.role,
          organisationId: 'organisationId' in of ? of.organisationId : null,
          divisionCode: 'divisionCode' in of ? of.divisionCode : null,
        },
        kind: target.kind,
        label,
        shown: maskAddress(target.kind, address),
        addressMark: addressMark(home, target.kind, address),
        sealed: seal({ home, row: channelRow(regionId, id) }, { address, secret }),
        by: actor.accountId,
      },
      now,
    )
    say({
      zh: `新增通知渠道：${ROLE_NAMES[of.role].zh} ${KIND_NAMES[target.kind]} ${label}`,
      subject: subject(id),
      regionId,
    })
    return undefined
  },
})

const changeChannel = action(contract.changeChannel, {
  allow: 'channel.manage',
  async run({ trx, say }, { params: { regionId, id }, body: { label, kindsOff, active } }) {
    if (!(await store.updateChannel(trx, regionId, id, { label, kinds_off: [...new Set(kindsOff)], active })))
      throw none()
    say({ zh: `修改通知渠道：${label}${active ? '' : '（停用）'}`, subject: subject(id), regionId })
    return undefined
  },
})

const removeChannel = action(contract.removeChannel, {
  allow: 'channel.manage',
  async run({ trx, now, say }, { params: { regionId, id } }) {
    if (!(await store.updateChannel(trx, regionId, id, { removed_at: now }))) throw none()
    say({ zh: '删除通知渠道', subject: subject(id), regionId })
    return undefined
  },
})

const testChannel = action(contract.testChannel, {
  allow: 'channel.manage',
  async run({ trx, actor, now, say }, { params: { regionId, id } }) {
    const channel = await store.channelById(trx, regionId, id)
    if (!channel) throw none()
    const messageId = uuidv7()
    await insertMessages(
      trx,
      [
        {
          regionId,
          id: messageId,
          eventKey: `test/${messageId}`,
          aboutEvent: null,
          kind: 'test',
          params: {},
          channelKind: channel.kind as ChannelKind,
          channelId: id,
          addressMark: channel.address_mark,
          shown: channel.shown,
          sealed: null,
          urgent: true,
          subject: subject(id),
          programmeId: null,
          by: actor.accountId,
        },
      ],
      now,
    )
    noteQueued(trx)
    say({ zh: `发送测试消息：${channel.label}`, subject: subject(id), regionId })
    return { messageId }
  },
})

/** Saves settings; a secret that was not given stays what it was, and only while it goes to the same place. */
async function saveTransport(
  { trx, actor, services, now }: Context,
  given: { regionId: string; kind: 'mail' | 'sms'; settings: object; secret: object | null; place: string },
): Promise<void> {
  const { regionId, kind, secret, place } = given
  const known = await store.transportOf(trx, regionId, kind)
  const row = { home: services.config.home, row: transportRow(regionId, kind) }
  const before = known?.settings as Stored | undefined
  const keep = secret === null && known && before?.place === place
  if (secret === null && before?.hasSecret && !keep)
    throw refuse('invalid-input', { count: 1 }, { problems: [secretAgain] })
  await store.saveTransport(
    trx,
    {
      regionId,
      kind,
      settings: { ...given.settings, place, hasSecret: keep ? before?.hasSecret : secretGiven(secret) },
      sealed: keep
        ? known.sealed
        : seal(row, secret ?? (kind === 'mail' ? { password: '' } : { headers: [] })),
      by: actor.accountId,
    },
    now,
  )
}
const secretGiven = (secret: object | null): boolean =>
  Object.values(secret ?? {}).some((value) => value.length > 0)
// Otherwise a password could be sent to another server by whoever may change the address but never knew it.
const secretAgain = refuse('invalid-value', {
  path: '密码、密钥',
  why: '服务器地址或账号改了，须重新填写',
}).problem

const saveMailServer = action(contract.saveMailServer, {
  allow: 'channel.manage',
  async run(context, { params: { regionId }, body: { settings, password } }) {
    await saveTransport(context, {
      regionId,
      kind: 'mail',
      settings,
      secret: password === undefined ? null : { password },
      place: `${settings.host}:${settings.port} ${settings.security} ${settings.user}`,
    })
    context.say({ zh: `设置邮件服务器：${settings.host}:${settings.port}`, regionId })
    return undefined
  },
})

const saveSmsGateway = action(contract.saveSmsGateway, {
  allow: 'channel.manage',
  async run(context, { params: { regionId }, body: { settings, headers } }) {
    await saveTransport(context, {
      regionId,
      kind: 'sms',
      settings,
      secret: headers === undefined ? null : { headers },
      place: new URL(settings.url).host,
    })
    context.say({ zh: `设置短信网关：${new URL(settings.url).host}`, regionId })
    return undefined
  },
})

const removeTransport = action(contract.removeTransport, {
  allow: 'channel.manage',
  async run({ trx, say }, { params: { regionId, kind } }) {
    await store.deleteTransport(trx, regionId, kind)
    say({ zh: kind === 'mail' ? '停用邮件服务器' : '停用短信网关', regionId })
    return undefined
  },
})

export const channelActions: Action[] = [
  listChannels,
  addChannel,
  changeChannel,
  removeChannel,
  testChannel,
  saveMailServer,
  saveSmsGateway,
  removeTransport,
]
