// What a feedback form carries: when it was opened, signed, so that haste shows and a form is taken once; and the receipt
// that follows from it, by which its sender looks up the answer.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../platform/config.ts'
import { keyedMark } from '../../platform/kept-secret.ts'

const HOURS_OPEN = 12
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

const markOf = (home: string, at: string, nonce: string): Buffer =>
  keyedMark(home, 'feedback', [at, nonce]).subarray(0, 12)

export function formToken({ home }: Config, now: Date): string {
  const [at, nonce] = [now.getTime().toString(36), randomBytes(9).toString('base64url')]
  return `${at}.${nonce}.${markOf(home, at, nonce).toString('base64url')}`
}

/** @returns the form's own key and how many seconds it was open; undefined for one that is not ours or too old */
export function readFormToken(
  { home }: Config,
  token: string,
  now: Date,
): { key: string; seconds: number } | undefined {
  const [at = '', nonce = '', mark = ''] = token.split('.')
  const given = Buffer.from(mark, 'base64url')
  if (given.length !== 12 || !timingSafeEqual(given, markOf(home, at, nonce))) return undefined
  const seconds = (now.getTime() - Number.parseInt(at, 36)) / 1000
  return seconds >= 0 && seconds < HOURS_OPEN * 3600 ? { key: nonce, seconds } : undefined
}

/** Twelve letters nobody guesses, without those that are mistaken for each other; the same for the same form. */
export const receiptOf = ({ home }: Config, key: string): string =>
  [...keyedMark(home, 'feedback-receipt', [key]).subarray(0, 12)].map((byte) => LETTERS[byte % 32]).join('')
