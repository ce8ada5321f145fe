// The phone's cryptography, nothing but WebCrypto: values sealed by AES-GCM-256 under one data key, which is never
// stored raw. It is wrapped twice for daily use (by the PIN, then by a key that cannot leave this browser) and once
// for the server's recovery key, so that a forgotten PIN loses nothing.

export type Bytes = Uint8Array<ArrayBuffer>
export type Sealed = { iv: Bytes; data: ArrayBuffer }

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const MIN_ITERATIONS = 600_000
/** A phone that was fast while it was set up may be slow on a cold morning. */
const MOST_ITERATIONS = 3_000_000
/** What unlocking should cost on this phone; 1.5 s is the budget, a phone under load needs the rest. */
const UNLOCK_MS = 800

export async function sealBytes(key: CryptoKey, bytes: Bytes, aad: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const algorithm = { name: 'AES-GCM', iv, additionalData: encoder.encode(aad) }
  return { iv, data: await crypto.subtle.encrypt(algorithm, key, bytes) }
}

/** @throws DOMException when the key, the place (`aad`) or one bit is another one. */
export async function openBytes(key: CryptoKey, sealed: Sealed, aad: string): Promise<Bytes> {
  const algorithm = { name: 'AES-GCM', iv: sealed.iv, additionalData: encoder.encode(aad) }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.data))
}

/** Seals a JSON value to its place: `aad` names the row, so that a sealed value moved to another row does not open. */
export const seal = (key: CryptoKey, value: unknown, aad: string): Promise<Sealed> =>
  sealBytes(key, encoder.encode(JSON.stringify(value)), aad)

export const open = async <T>(key: CryptoKey, sealed: Sealed, aad: string): Promise<T> =>
  JSON.parse(decoder.decode(await openBytes(key, sealed, aad))) as T

export const createDataKey = (): Bytes => crypto.getRandomValues(new Uint8Array(32))

/** The working key: it cannot be read out again, not even by our own pages. */
export const importDataKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

/** A key that lives in this browser's IndexedDB and cannot be exported: copied files alone open nothing. */
const createDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

async function derivePinKey(pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', encoder.encode(pin), 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** How many iterations this phone does in the time an unlock may take, by the slower of two samples. */
export async function measureIterations(now: () => number): Promise<number> {
  const sample = 200_000
  let slower = 1
  for (let n = 0; n < 2; n++) {
    const started = now()
    await derivePinKey('measure', new Uint8Array(16), sample)
    slower = Math.max(slower, now() - started)
  }
  const affordable = Math.floor(((UNLOCK_MS / slower) * sample) / 10_000) * 10_000
  return Math.min(MOST_ITERATIONS, Math.max(MIN_ITERATIONS, affordable))
}

/** All that is stored of a PIN. Without it (after too many wrong ones) only the recovery road is left. */
export type PinWrap = { salt: Bytes; iterations: number; deviceKey: CryptoKey; wrapped: Sealed }

export async function wrapWithPin(
  raw: Bytes,
  pin: string,
  iterations: number,
  aad: string,
): Promise<PinWrap> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const deviceKey = await createDeviceKey()
  const inner = await sealBytes(await derivePinKey(pin, salt, iterations), raw, `pin:${aad}`)
  const packed = new Uint8Array(inner.iv.length + inner.data.byteLength)
  packed.set(inner.iv)
  packed.set(new Uint8Array(inner.data), inner.iv.length)
  return { salt, iterations, deviceKey, wrapped: await sealBytes(deviceKey, packed, `device:${aad}`) }
}

/** The raw data key, or null when the PIN is another one. */
export async function unwrapWithPin(wrap: PinWrap, pin: string, aad: string): Promise<Bytes | null> {
  const packed = await openBytes(wrap.deviceKey, wrap.wrapped, `device:${aad}`)
  const inner = { iv: packed.slice(0, 12), data: packed.slice(12).buffer }
  const key = await derivePinKey(pin, wrap.salt, wrap.iterations)
  try {
    return await openBytes(key, inner, `pin:${aad}`)
  } catch {
    return null
  }
}

/** The data key under the server's public key (SPKI, base64): only the server, asked by the signed-in owner, opens it. */
export async function wrapForRecovery(raw: Bytes, recoveryKey: string): Promise<string> {
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('spki', fromBase64(recoveryKey), algorithm, false, ['encrypt'])
  return toBase64(new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, key, raw)))
}

export async function hashBytes(bytes: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

export const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
