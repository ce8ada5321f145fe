// 通知发送 on the desk: what was sent, what waits and until when, what needs a person and why.
import * as contract from '../../../contract/notices-outbox.ts'
import { refuse } from '../../../contract/problems.ts'
import type { ChannelKind } from '../../../domain/notices/channels.ts'
import { reasonWords } from '../../../domain/notices/outcomes.ts'
import { NOTICE_TEXTS, type NoticeParams, renderNotice } from '../../../domain/notices/texts.ts'
import { type Action, action } from '../action.ts'
import { noteQueued } from './queued.ts'
import * as store from './store-outbox.ts'

const MOST = 200

/** Texts to single persons stay sealed: the list says that there is one, not what it says. */
const wordsOf = (row: store.MessageRow): { zh: string; en: string } =>
  row.kind in NOTICE_TEXTS
    ? renderNotice(row.kind, row.params as NoticeParams)
    : { zh: '发给本人的短信（内容不在此显示）', en: 'A text to a person (not shown here)' }

function viewOf(row: store.MessageRow): contract.OutboxView {
  const stored = row.reason as { code: string; values: Record<string, string | number> } | null
  return {
    id: row.id,
    kind: row.kind,
    ...wordsOf(row),
    body: row.body ?? '',
    channelKind: row.channel_kind as ChannelKind,
    label: row.label ?? '',
    shown: row.shown,
    state: row.state as contract.OutboxView['state'],
    attempts: row.attempts,
    madeAt: row.made_at.toISOString(),
    nextAt: row.state === 'waiting' ? row.next_at.toISOString() : null,
    settledAt: row.settled_at?.toISOString() ?? null,
    reason: stored ? reasonWords(stored) : null,
    unclear: row.unclear,
    note: row.note,
  }
}

const listOutbox = action(contract.listOutbox, {
  allow: 'channel.manage',
  async run({ trx }, { params: { regionId }, query: { show, before } }) {
    const rows = await store.messagesOf(trx, regionId, { show, before, most: MOST + 1 })
    const counts = (await store.countsOf(trx, regionId)) as Record<
      'waiting' | 'parked' | 'sent' | 'settled',
      number
    >
    return { counts, items: rows.slice(0, MOST).map(viewOf), more: rows.length > MOST }
  },
})

const getOutboxMessage = action(contract.getOutboxMessage, {
  allow: 'channel.manage',
  async run({ trx }, { params: { regionId, id } }) {
    const row = await store.messageById(trx, regionId, id)
    if (!row) throw refuse('not-found', { what: '通知' })
    return viewOf(row)
  },
})

const retryMessages = action(contract.retryMessages, {
  allow: 'channel.manage',
  async run({ trx, now, say }, { params: { regionId }, body: { ids } }) {
    const count = await store.retryParked(trx, regionId, ids, now)
    if (count) noteQueued(trx)
    say({ zh: `重试停发的通知 ${count} 条`, regionId, details: { ids } })
    return { count }
  },
})

const giveUpMessages = action(contract.giveUpMessages, {
  allow: 'channel.manage',
  async run({ trx, actor, now, say }, { params: { regionId }, body: { ids, reason } }) {
    const count = await store.giveUpParked(trx, { regionId, ids, note: reason, by: actor.accountId }, now)
    say({ zh: `放弃停发的通知 ${count} 条：${reason}`, regionId, details: { ids } })
    return { count }
  },
})

export const outboxActions: Action[] = [listOutbox, getOutboxMessage, retryMessages, giveUpMessages]
