// The address behind a duty's code: county, duty and a mark that only this installation can make. It opens on the duty's
// own day alone, by the server's clock, so that a code may be carried by the phone beforehand and is worth nothing after.
import { timingSafeEqual } from 'node:crypto'
import { create } from 'qrcode'
import { parse } from 'uuid'
import type { Config } from '../../platform/config.ts'
import { keyedMark } from '../../platform/kept-secret.ts'

const MARK_BYTES = 12
const markOf = (home: string, regionId: string, dutyId: string): Buffer =>
  keyedMark(home, 'attendance', [regionId, dutyId]).subarray(0, MARK_BYTES)

export function attendanceToken({ home }: Config, duty: { regionId: string; dutyId: string }): string {
  const whole = Buffer.concat([parse(duty.dutyId), markOf(home, duty.regionId, duty.dutyId)])
  return `${duty.regionId}${whole.toString('base64url')}`
}

/** The duty a token names, or undefined when this installation did not make it. */
export function readToken({ home }: Config, token: string): { regionId: string; dutyId: string } | undefined {
  const regionId = token.slice(0, 6)
  const whole = Buffer.from(token.slice(6), 'base64url')
  if (!/^\d{6}$/.test(regionId) || whole.length !== 16 + MARK_BYTES) return undefined
  const dutyId = whole.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return timingSafeEqual(whole.subarray(16), markOf(home, regionId, dutyId))
    ? { regionId, dutyId }
    : undefined
}

/** The dots of a code, row by row, one bit each: the phone draws it without a library. */
export type CodeDots = { size: number; dots: string }

export function codeOf(text: string): CodeDots {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const bytes = Buffer.alloc(Math.ceil(modules.data.length / 8))
  modules.data.forEach((dot, i) => {
    if (dot) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (0x80 >> (i & 7))
  })
  return { size: modules.size, dots: bytes.toString('base64') }
}

export const attendanceAddress = (config: Config, duty: { regionId: string; dutyId: string }): string =>
  `${config.publicUrl}/s/${attendanceToken(config, duty)}`
