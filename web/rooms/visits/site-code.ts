// The unit's own codes, worked out on its device from the secrets it was given, without a network (SCH-3).
import { useEffect, useState } from 'react'
import type { SiteCodeUnit } from '../../../contract/visits-presence.ts'
import {
  codeMonth,
  digitsOf,
  monthlyMessage,
  rotatingMessage,
  secondsLeft,
} from '../../../domain/visits/site-code.ts'

/** The digits of a message under the unit's secret of that month; null when the device has not been given it. */
async function digits(unit: SiteCodeUnit, month: string, message: string): Promise<string | null> {
  const given = unit.keys.find((one) => one.month === month)
  if (!given) return null
  const bytes = Uint8Array.from(atob(given.key), (char) => char.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return digitsOf(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(message))))
}

export const monthlyDigits = (unit: SiteCodeUnit, month: string): Promise<string | null> =>
  digits(unit, month, monthlyMessage(month))

/** The code of this minute by the server's time as far as this device knows it, and how long it lasts. */
export function useSiteCode(
  unit: SiteCodeUnit,
  serverNow: () => number,
): { digits: string | null; left: number } {
  const [at, setAt] = useState(serverNow)
  const [code, setCode] = useState<string | null>(null)
  useEffect(() => {
    const timer = setInterval(() => setAt(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [serverNow])
  const minute = Math.floor(at / 60_000)
  useEffect(() => {
    let gone = false
    const moment = minute * 60_000
    void digits(unit, codeMonth(moment), rotatingMessage(moment)).then((found) => {
      if (!gone) setCode(found)
    })
    return () => {
      gone = true
    }
  }, [unit, minute])
  return { digits: code, left: secondsLeft(at) }
}

/** Four and four, as people read a number aloud. */
export const spacedDigits = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`
