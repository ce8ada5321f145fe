// The code at the place (SCH-3): the receiving unit's own device shows eight digits that change every minute, worked out
// from a secret of the unit and the month, so that it needs no network; a unit without a screen hangs up a monthly one.
// A wrong code refuses nothing: it is a verdict that a person looks at. The keyed hash (HMAC-SHA-256) is passed in.

const MINUTE = 60_000
/** How far around the act a code is recognised as the unit's own but not of that moment. */
const STALE_MINUTES = 24 * 60
const PREFIX = 'xunzhen:'

/** The keyed hash of a message, under the secret of one unit and month (YYYY-MM). */
export type Hmac = (message: string) => Uint8Array
export type KeyOf = (unitId: string, month: string) => Hmac

export const CODE_VERDICTS = ['rotating', 'monthly', 'stale', 'wrongUnit', 'unreadable'] as const
/** rotating, monthly: of the unit and the time · stale: the unit's, not of that time · unreadable: no code of ours. */
export type CodeVerdict = (typeof CODE_VERDICTS)[number]

/** The month in Shanghai that a moment (ms) lies in; secrets change with it. */
export const codeMonth = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 7)
export const rotatingMessage = (at: number): string => `rotating ${Math.floor(at / MINUTE)}`
export const monthlyMessage = (month: string): string => `monthly ${month}`
/** Seconds until the code changes, 1 to 60. */
export const secondsLeft = (at: number): number => 60 - Math.floor((at % MINUTE) / 1000)

/** Eight digits of a keyed hash, truncated as in RFC 4226. */
export function digitsOf(mac: Uint8Array): string {
  const from = (mac.at(-1) ?? 0) & 15
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength)
  return String((view.getUint32(from) & 0x7fffffff) % 100_000_000).padStart(8, '0')
}

/** What the picture holds: the digits, marked as ours. */
export const qrText = (digits: string): string => `${PREFIX}${digits}`

/** The eight digits of what was scanned or typed (spaces, full-width digits); null when it is no code of ours. */
export function readSiteCode(text: string): string | null {
  const plain = text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s-]/g, '')
  const digits = plain.startsWith(PREFIX) ? plain.slice(PREFIX.length) : plain
  return /^\d{8}$/.test(digits) ? digits : null
}

const rotatingAt = (unitId: string, at: number, keyOf: KeyOf): string =>
  digitsOf(keyOf(unitId, codeMonth(at))(rotatingMessage(at)))
const monthlyOf = (unitId: string, month: string, keyOf: KeyOf): string =>
  digitsOf(keyOf(unitId, month)(monthlyMessage(month)))

function isOf(
  unitId: string,
  digits: string,
  { at, toleranceMinutes, keyOf }: CodeFacts,
): 'rotating' | 'monthly' | null {
  for (let off = -toleranceMinutes; off <= toleranceMinutes; off++)
    if (rotatingAt(unitId, at + off * MINUTE, keyOf) === digits) return 'rotating'
  return monthlyOf(unitId, codeMonth(at), keyOf) === digits ? 'monthly' : null
}

export type CodeFacts = {
  /** When it was scanned, by the server's reckoning (ms). */
  at: number
  unitId: string
  /** The other receiving units, whose codes would speak for another place. */
  otherUnits: readonly string[]
  /** How many minutes the unit's clock and the reckoning may be apart. */
  toleranceMinutes: number
  keyOf: KeyOf
}

/** What a code says of the place and the time of an act. */
export function judgeSiteCode(text: string, facts: CodeFacts): CodeVerdict {
  const digits = readSiteCode(text)
  if (digits === null) return 'unreadable'
  const { at, unitId, otherUnits, keyOf } = facts
  const own = isOf(unitId, digits, facts)
  if (own) return own
  if (otherUnits.some((other) => isOf(other, digits, facts) !== null)) return 'wrongUnit'
  const lastMonth = codeMonth(Date.parse(`${codeMonth(at)}-01T00:00:00+08:00`) - 1)
  if (monthlyOf(unitId, lastMonth, keyOf) === digits) return 'stale'
  for (let off = -STALE_MINUTES; off <= STALE_MINUTES; off++)
    if (rotatingAt(unitId, at + off * MINUTE, keyOf) === digits) return 'stale'
  return 'unreadable'
}
