// How notices leave the house: the kinds of channels, when a message is tried again, the hours in which no text is sent.
import { maskPhone } from '../people/masking.ts'

export const CHANNEL_KINDS = ['mail', 'wecom', 'dingtalk', 'sms'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** Bodies that a channel may belong to: those that notices are addressed to. */
export const CHANNEL_ROLES = ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'] as const

/** Notices that also arrive as a text at night. */
const URGENT: ReadonlySet<string> = new Set<string>(['test'])
export const isUrgent = (kind: string): boolean => URGENT.has(kind)

/** A message is tried this often, then it waits for a person. */
export const MOST_ATTEMPTS = 8
const FIRST_WAIT = 30_000
const LONGEST_WAIT = 3_600_000

/** How long to wait after an attempt in milliseconds: doubling to an hour, spread by `random` in [0, 1). */
export function retryDelay(attempt: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
  return Math.round(wait * (0.75 + random / 2))
}

/**
 * What follows when nobody can say whether an attempt arrived. A mail carries an identifier by which a second one is
 * dropped, so it is sent again; robots and gateways drop nothing, so a person looks first: nothing is sent twice by itself.
 */
export const sendsAgainWhenUnclear = (kind: ChannelKind): boolean => kind === 'mail'

/** Hours of the Shanghai day, 'HH:MM', in which no text is sent; equal ends: none. */
export type QuietHours = { from: string; to: string }
export const QUIET_DEFAULT: QuietHours = { from: '21:00', to: '08:00' }

const DAY = 86_400_000
const ZONE = 8 * 3_600_000
const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** When the quiet hours end that `moment` lies in; null outside of them. The first minute is quiet, the last is not. */
export function quietUntil(moment: Date, { from, to }: QuietHours): Date | null {
  const start = minutes(from)
  const end = minutes(to)
  const local = moment.getTime() + ZONE
  const midnight = local - (local % DAY)
  const now = (local - midnight) / 60_000
  const overNight = start > end
  const quiet = overNight ? now >= start || now < end : now >= start && now < end
  if (!quiet) return null
  const days = overNight && now >= start ? 1 : 0
  return new Date(midnight + days * DAY + end * 60_000 - ZONE)
}

/** An address as lists show it: enough to tell it from others, too little to use it. */
export function maskAddress(kind: ChannelKind, address: string): string {
  if (kind === 'sms') return maskPhone(address) ?? ''
  if (kind === 'mail') {
    const at = address.lastIndexOf('@')
    return `${address.slice(0, 1)}***${address.slice(at)}`
  }
  const url = URL.parse(address)
  return url ? `${url.host}/…${address.length > 40 ? address.slice(-3) : ''}` : '…'
}
