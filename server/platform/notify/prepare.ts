// From a claimed message to one that can be sent: opens what is sealed, puts the notice into words, and hands it to its channel.
import type { MailServer, SmsGateway } from '../../../contract/notices-channels.ts'
import { composeMessage, pageOf } from '../../../domain/notices/message.ts'
import { answerWords, type Outcome, reason } from '../../../domain/notices/outcomes.ts'
import { renderOutside } from '../../../domain/notices/texts.ts'
import { unseal } from '../seal.ts'
import { sendMail } from './send-mail.ts'
import { sendToRobot } from './send-robot.ts'
import { sendText } from './send-sms.ts'
import type { DueRow } from './store-sender.ts'

/** How long one attempt may take. */
const LIMIT = 15_000
const ZONE = 8 * 3_600_000

export type Surroundings = { home: string; publicUrl: string; now: Date; limitMs?: number }
/** Sends one claimed message; the outcome of an attempt, never an error. */
export type Deliver = (row: DueRow, around: Surroundings) => Promise<Outcome>

type Opened = { address: string; secret?: string; text?: string }
const KEY_LOST: Outcome = { kind: 'refused', reason: reason('key-lost') }
/** What stays the same over all attempts of a message, and is nobody's name. */
const messageIdOf = (id: string): string => `<${id}@notice.xunzhen>`

export const channelRow = (regionId: string, id: string): string => `channel ${regionId} ${id}`
export const transportRow = (regionId: string, kind: string): string => `transport ${regionId} ${kind}`

/** The other side in words for a reason: never more of an address than lists show. */
export function hostOf(row: Pick<DueRow, 'channel_kind' | 'shown' | 'transport'>): string {
  const settings = row.transport as Partial<MailServer & SmsGateway> | null
  if (row.channel_kind === 'mail') return settings?.host ?? row.shown
  if (row.channel_kind === 'sms') return (settings?.url && URL.parse(settings.url)?.host) || row.shown
  return row.shown.split('/')[0] ?? row.shown
}

function wordsOf(row: DueRow, { publicUrl }: Surroundings) {
  const { first } = row
  const told = first && (first.state === 'sent' || first.unclear) ? first : null
  return {
    inReplyTo: told ? messageIdOf(told.id) : null,
    ...composeMessage({
      sentence: renderOutside(row.kind, row.params),
      county: row.county,
      link: `${publicUrl}${pageOf({ type: row.subject_type, id: row.subject_id })}`,
      takesBack: told
        ? new Date(Date.parse(told.madeAt) + ZONE).toISOString().slice(0, 16).replace('T', ' ')
        : null,
    }),
  }
}

async function hand(row: DueRow, opened: Opened, around: Surroundings): Promise<Outcome> {
  const { home, now, limitMs = LIMIT } = around
  const { inReplyTo, subject, text, html, short } = wordsOf(row, around)
  if (row.channel_kind === 'wecom' || row.channel_kind === 'dingtalk') {
    const robot = { kind: row.channel_kind, address: opened.address, secret: opened.secret ?? '' }
    return sendToRobot(robot, { id: row.id, text }, { limitMs, now })
  }
  const place = { home, row: transportRow(row.region_id, row.channel_kind) }
  if (row.channel_kind === 'mail') {
    const secret = row.transport_sealed && unseal<{ password: string }>(place, row.transport_sealed)
    if (!secret) return KEY_LOST
    const mail = { messageId: messageIdOf(row.id), inReplyTo, to: opened.address, subject, text, html }
    return sendMail({ ...(row.transport as MailServer), ...secret }, mail, limitMs)
  }
  const secret = row.transport_sealed && unseal<{ headers: string[] }>(place, row.transport_sealed)
  if (!secret) return KEY_LOST
  const message = { id: row.id, phone: opened.address, text: opened.text ?? short }
  return sendText({ ...(row.transport as SmsGateway), ...secret }, message, limitMs)
}

export const deliver: Deliver = async (row, around) => {
  const { home } = around
  const opened = row.channel_id
    ? row.channel_sealed &&
      unseal<Opened>({ home, row: channelRow(row.region_id, row.channel_id) }, row.channel_sealed)
    : row.sealed && unseal<Opened>({ home, row: `outbox ${row.id}` }, row.sealed)
  if (!opened) return KEY_LOST
  try {
    return await hand(row, opened, around)
  } catch (error) {
    // Nothing in there throws once it talks to the other side; what is left are settings that cannot be worked with.
    const answer = answerWords(String((error as Error).message), [opened.address, opened.secret ?? ''])
    return { kind: 'refused', reason: reason('cannot-send', { answer }) }
  }
}
