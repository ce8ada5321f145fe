// Values kept so that the database alone does not tell them: sealed with a key that lies beside the data, bound to their row.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { serverKey } from './kept-secret.ts'

/** AES-256-GCM: one byte of version, 12 of nonce, 16 of tag, then the value. */
const VERSION = 1

/** Where a sealed value belongs: its key file, and the row it may be opened in. */
export type SealPlace = { home: string; row: string }
const KEY = 'notice-channels'

export function seal({ home, row }: SealPlace, value: unknown): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', serverKey(home, KEY), nonce)
  cipher.setAAD(Buffer.from(row))
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
}

/** The value; null where the key is another one or the row was changed. */
export function unseal<T>({ home, row }: SealPlace, sealed: Buffer): T | null {
  if (sealed[0] !== VERSION || sealed.length < 29) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', serverKey(home, KEY), sealed.subarray(1, 13))
    decipher.setAAD(Buffer.from(row))
    decipher.setAuthTag(sealed.subarray(13, 29))
    return JSON.parse(
      Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8'),
    ) as T
  } catch {
    return null
  }
}
