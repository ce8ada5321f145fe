// The certificate of service (ASM-5): what it says, its number and check code, and the text that is signed. Anybody with the
// bureau's public key proves it without us.
import type { CreditKind } from './credit.ts'

export type CertificateContent = {
  /** Of this shape of certificate. */
  v: 1
  number: string
  checkCode: string
  region: { id: string; name: string }
  practitioner: { name: string; title: string; hospital: string }
  from: string
  to: string
  days: number
  personDays: number
  years: { year: number; days: number; personDays: number }[]
  kinds: Record<CreditKind, number>
  units: string[]
  /** SHA-256 of the days it stands on, in order. */
  ledger: string
  /** The clause by which service counts; empty where the plan has none. */
  clause: string
  issuer: string
  /** The day of issue, Asia/Shanghai. */
  issuedOn: string
}

/** Letters and digits that are not taken for one another when read out or copied by hand. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** Sixty bits as twelve letters in three groups: XXXX-XXXX-XXXX. */
export function checkCodeOf(bytes: Uint8Array): string {
  const letters = [...bytes.slice(0, 12)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '2').join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8, 12)}`
}
/** As people type it: any case, blanks and dashes anywhere, O and 0 alike; null where it is none. */
export function readCheckCode(typed: string): string | null {
  const letters = [...typed.normalize('NFKC').toUpperCase()].filter((c) => ALPHABET.includes(c)).join('')
  return letters.length === 12 ? `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}` : null
}

/** 基层服务证明 永定区 2024 第 12 号. */
export const numberOf = (region: string, year: number, serial: number): string =>
  `${region}基层服务〔${year}〕${serial}号`

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  )
}

/** JSON with the keys of every object in order: the same text however its parts were put together or stored. */
export const orderedJson = (value: unknown): string => JSON.stringify(ordered(value))

/** One text for one content, whatever order its parts were put together in: this is what is signed. */
export const signedText = (content: CertificateContent): string =>
  `xunzhen-certificate-1\n${orderedJson(content)}`

/** The days a certificate stands on, as one text to be hashed. */
export const ledgerText = (lines: readonly { day: string; unitId: string; dayCardId: string }[]): string =>
  [...lines]
    .map((line) => `${line.day} ${line.unitId} ${line.dayCardId}`)
    .sort()
    .join('\n')
