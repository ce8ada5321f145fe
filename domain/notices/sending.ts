// What becomes of a message that is due, decided from what is known at that moment: the states an outbox message goes
// through. waiting → sending → sent | waiting (again) | parked; waiting → cancelled; parked → waiting | givenUp (by a person).
import {
  type ChannelKind,
  isUrgent,
  MOST_ATTEMPTS,
  type QuietHours,
  quietUntil,
  sendsAgainWhenUnclear,
} from './channels.ts'
import { type Outcome, type Reason, reason } from './outcomes.ts'

export type Due = {
  kind: string
  channelKind: ChannelKind
  urgent: boolean
  attempts: number
  /** Found as being sent although nobody sends it any more: the sender died with it in hand. */
  abandoned: boolean
  unclear: boolean
  takenBack: boolean
  /** The message on the same address that this one takes back; null where there was none. */
  first: { state: string; unclear: boolean } | null
  /** The channel; null for a text to one person, which has none. */
  channel: { active: boolean; removed: boolean } | null
  /** Whether the county has the mail server or gateway that it goes through; robots need none. */
  hasTransport: boolean
  quiet: QuietHours
}
export type Decision =
  | { do: 'send' }
  | { do: 'wait'; until: Date }
  | { do: 'cancel' | 'park'; reason: Reason; unclear?: boolean }

const mostAttempts = (kind: string): number => (kind === 'test' ? 1 : MOST_ATTEMPTS)
const TRANSPORTS = {
  mail: { what: '邮件服务器', whatEn: 'mail server' },
  sms: { what: '短信网关', whatEn: 'SMS gateway' },
}

function dueAfterCrash(due: Due, host: string): Decision | null {
  if (!due.abandoned) return null
  // A dead sender may have handed it over: whoever cannot drop a second one gets none by itself.
  const again = sendsAgainWhenUnclear(due.channelKind) && due.attempts < mostAttempts(due.kind)
  return again ? null : { do: 'park', unclear: true, reason: reason('unclear', { host }) }
}

function dueAfterTakingBack({ first }: Due, now: Date): Decision | null {
  if (!first || first.state === 'sent' || first.unclear) return null
  if (first.state === 'sending') return { do: 'wait', until: new Date(now.getTime() + 10_000) }
  return { do: 'cancel', reason: reason('first-never-left') }
}

/** What to do with a due message; `host` names the other side in a reason. */
export function decideSending(due: Due, now: Date, host: string): Decision {
  const unclear = due.abandoned || due.unclear
  if (due.takenBack) return { do: 'cancel', unclear, reason: reason('taken-back') }
  const crashed = dueAfterCrash(due, host)
  if (crashed) return crashed
  const takingBack = dueAfterTakingBack(due, now)
  if (takingBack) return takingBack
  if (due.channel?.removed) return { do: 'cancel', unclear, reason: reason('channel-removed') }
  if (due.channel && !due.channel.active && due.kind !== 'test')
    return { do: 'park', unclear, reason: reason('channel-off') }
  if (!due.hasTransport)
    return {
      do: 'park',
      unclear,
      reason: reason('no-transport', TRANSPORTS[due.channelKind === 'mail' ? 'mail' : 'sms']),
    }
  const quiet =
    due.channelKind === 'sms' && !due.urgent && !isUrgent(due.kind) ? quietUntil(now, due.quiet) : null
  return quiet ? { do: 'wait', until: quiet } : { do: 'send' }
}

/** What an attempt leaves behind: the next state. `attempts` counts this one. */
export function settleAttempt(
  message: { kind: string; channelKind: ChannelKind; attempts: number },
  outcome: Outcome,
): { state: 'sent' | 'waiting' | 'parked'; unclear: boolean } {
  if (outcome.kind === 'sent') return { state: 'sent', unclear: false }
  const left = message.attempts < mostAttempts(message.kind)
  const unclear = outcome.kind === 'unclear'
  const again = outcome.kind === 'later' || (unclear && sendsAgainWhenUnclear(message.channelKind))
  return { state: again && left ? 'waiting' : 'parked', unclear }
}
