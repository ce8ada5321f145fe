// Putting messages into the outbox, in the transaction of the act: a notice once for each channel of its recipient, and texts
// to single persons. Nothing is sent here.
import { v7 as uuidv7 } from 'uuid'
import { type ChannelKind, isUrgent, maskAddress } from '../../../domain/notices/channels.ts'
import type { NoticeParams } from '../../../domain/notices/texts.ts'
import type { Trx } from '../database.ts'
import { keyedMark } from '../kept-secret.ts'
import { seal } from '../seal.ts'
import { noteQueued } from './queued.ts'
import { type Body, channelsFor, transportOf } from './store-channels.ts'
import { insertMessages, insertTakeback } from './store-outbox.ts'

/** The same for the same address in one installation, and telling nothing of it. */
export const addressMark = (home: string, kind: ChannelKind, address: string): Buffer =>
  keyedMark(home, 'notice-addresses', [kind, kind === 'mail' ? address.toLowerCase() : address])

type Notice = {
  regionId: string
  kind: string
  params: NoticeParams
  event: string
  takesBack: string | null
  subject: { type: string; id: string }
  programmeId: string | null
  by: string
  recipient: Body
}

/** One message for each channel of the recipient; for none where it has none. */
export async function queueNotice(trx: Trx, notice: Notice, now: Date): Promise<void> {
  const channels = await channelsFor(trx, notice.regionId, notice.recipient, notice.kind)
  if (channels.length === 0) return
  await insertMessages(
    trx,
    channels.map((channel) => ({
      regionId: notice.regionId,
      id: uuidv7(),
      eventKey: notice.event,
      aboutEvent: notice.takesBack,
      kind: notice.kind,
      params: notice.params,
      channelKind: channel.kind as ChannelKind,
      channelId: channel.id,
      addressMark: channel.address_mark,
      shown: channel.shown,
      sealed: null,
      urgent: isUrgent(notice.kind),
      subject: notice.subject,
      programmeId: notice.programmeId,
      by: notice.by,
    })),
    now,
  )
  noteQueued(trx)
}

/** What was not yet sent of an event never is; a transaction that rolls back takes this back as well. */
export async function takeBackQueued(trx: Trx, regionId: string, event: string, now: Date): Promise<void> {
  await insertTakeback(trx, regionId, event, now)
}

export type PersonalText = {
  channel: 'sms'
  regionId: string
  /** 11 digits. */
  phone: string
  text: string
  /** What happened, as a key: told twice, the number has it once. */
  event: string
  /** The event of an earlier text to the same number: not sent if it has not left, and this one neither. */
  takesBack?: string
  /** A stable word for lists, such as `visit-changed`. */
  kind: string
  /** Also at night. */
  urgent?: boolean
  subject: { type: string; id: string }
  programmeId: string | null
  by: string
}

/**
 * A text to one person, in the caller's transaction: number and text sealed at rest, masked on the desk, emptied once sent or
 * given up. `noGateway`: the county has no SMS gateway, nothing was queued, so somebody has to call.
 */
export async function queueText(
  trx: Trx,
  message: PersonalText,
  { home, now }: { home: string; now: Date },
): Promise<'queued' | 'noGateway'> {
  if (message.takesBack) await insertTakeback(trx, message.regionId, message.takesBack, now)
  if (!(await transportOf(trx, message.regionId, message.channel))) return 'noGateway'
  const id = uuidv7()
  await insertMessages(
    trx,
    [
      {
        regionId: message.regionId,
        id,
        eventKey: message.event,
        aboutEvent: message.takesBack ?? null,
        kind: message.kind,
        params: {},
        channelKind: message.channel,
        channelId: null,
        addressMark: addressMark(home, message.channel, message.phone),
        shown: maskAddress(message.channel, message.phone),
        sealed: seal({ home, row: `outbox ${id}` }, { address: message.phone, text: message.text }),
        urgent: message.urgent ?? false,
        subject: message.subject,
        programmeId: message.programmeId,
        by: message.by,
      },
    ],
    now,
  )
  noteQueued(trx)
  return 'queued'
}
