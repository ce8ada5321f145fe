// What people compare to know a signing key: its SHA-256 in groups of four.
import { createHash } from 'node:crypto'

/** @param signKey base64 of the key's DER (SPKI) */
export const fingerprintOf = (signKey: string): string =>
  (
    createHash('sha256').update(Buffer.from(signKey, 'base64')).digest('hex').slice(0, 32).match(/.{4}/g) ??
    []
  ).join(' ')
