// Packages between boxes: signed by who sends, sealed for who receives (Ed25519, X25519 with HKDF-SHA256, AES-256-GCM over
// gzip). The whole header is signed and names the hash of what follows; nothing is opened before both are checked. `x1`
// names this set of algorithms in the header, so that another one can stand beside it.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { keptSecret } from './kept-secret.ts'

const MAGIC = Buffer.from('XZP1')
const ALGORITHMS = 'x1'
const MOST_HEADER = 4096
/** What a package may hold once opened: a county's month is far below. */
const MOST_OPENED = 96 * 1024 * 1024
const [SIGNATURE, NONCE, TAG] = [64, 12, 16]

export type Keys = { sign: KeyObject; box: KeyObject }
/** Public keys as base64 of their DER (SPKI); the id is made from the signing key. */
export type PublicKeys = { siteId: string; signKey: string; boxKey: string }

const pem = (kind: 'ed25519' | 'x25519'): string =>
  (kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string

/** This box's own keys, made the first time and kept beside the data. */
export function siteKeys(home: string): Keys {
  return {
    sign: createPrivateKey(keptSecret(home, 'site-sign.pem', () => pem('ed25519'))),
    box: createPrivateKey(keptSecret(home, 'site-box.pem', () => pem('x25519'))),
  }
}

const spki = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')

const siteIdOf = (signKey: string): string =>
  createHash('sha256').update(Buffer.from(signKey, 'base64')).digest('hex').slice(0, 32)

export function publicKeys(keys: Keys): PublicKeys {
  const signKey = spki(keys.sign)
  return { siteId: siteIdOf(signKey), signKey, boxKey: spki(keys.box) }
}

/** A public key of the expected kind; null where it is none. */
function publicKeyFrom(base64: string, kind: 'ed25519' | 'x25519'): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === kind ? key : null
  } catch {
    return null
  }
}

export const areKeys = ({ siteId, signKey, boxKey }: PublicKeys): boolean =>
  publicKeyFrom(signKey, 'ed25519') !== null &&
  publicKeyFrom(boxKey, 'x25519') !== null &&
  siteIdOf(signKey) === siteId

export const signText = (keys: Keys, text: string): string =>
  sign(null, Buffer.from(text, 'utf8'), keys.sign).toString('base64')
export function isSignedBy(signKey: string, text: string, signature: string): boolean {
  const key = publicKeyFrom(signKey, 'ed25519')
  return key !== null && verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
}

export type PackageHeader = {
  algorithms: string
  id: string
  kind: string
  from: string
  to: string
  /** Grows with every package of one sender to one receiver. */
  sequence: number
  madeAt: string
  ephemeralKey: string
  /** SHA-256 and length of the sealed part. */
  hash: string
  size: number
}
type About = Pick<PackageHeader, 'id' | 'kind' | 'sequence' | 'madeAt'>

const sealKey = (own: KeyObject, other: KeyObject, salt: string): Buffer =>
  Buffer.from(
    hkdfSync('sha256', diffieHellman({ privateKey: own, publicKey: other }), salt, 'xunzhen package x1', 32),
  )

/** Signs and seals `payload` (JSON) for a receiver. @throws when the receiver's keys are none */
export function sealPackage(keys: Keys, to: PublicKeys, about: About, payload: unknown): Buffer {
  const receiver = publicKeyFrom(to.boxKey, 'x25519')
  if (!receiver) throw new Error('the receiver has no key')
  const { siteId } = publicKeys(keys)
  const ephemeral = generateKeyPairSync('x25519')
  const nonce = randomBytes(NONCE)
  const key = sealKey(ephemeral.privateKey, receiver, `${siteId} ${to.siteId} ${about.id}`)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(gzipSync(JSON.stringify(payload))), cipher.final()])
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body])
  const header: PackageHeader = {
    ...about,
    algorithms: ALGORITHMS,
    from: siteId,
    to: to.siteId,
    ephemeralKey: spki(ephemeral.privateKey),
    hash: createHash('sha256').update(sealed).digest('hex'),
    size: sealed.length,
  }
  const head = Buffer.from(JSON.stringify(header), 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([MAGIC, length, head, sign(null, head, keys.sign), sealed])
}

export type PackageFault = 'no-package' | 'cut-short' | 'not-for-us' | 'forged' | 'altered' | 'too-large'
type Read = { header: PackageHeader; head: Buffer; signature: Buffer; sealed: Buffer }

const isHeader = (value: unknown): value is PackageHeader => {
  const h = value as Partial<PackageHeader> | null
  return (
    typeof h === 'object' &&
    h !== null &&
    h.algorithms === ALGORITHMS &&
    [h.id, h.kind, h.from, h.to, h.madeAt, h.ephemeralKey, h.hash].every(
      (v) => typeof v === 'string' && v.length > 0 && v.length < 400,
    ) &&
    Number.isSafeInteger(h.sequence) &&
    Number.isSafeInteger(h.size)
  )
}

/** Reads a package's header without trusting it; its sender's key is looked up by `header.from`. */
export function readPackage(bytes: Uint8Array): Read | PackageFault {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 8 || !file.subarray(0, 4).equals(MAGIC)) return 'no-package'
  const length = file.readUInt32BE(4)
  if (length > MOST_HEADER) return 'no-package'
  const end = 8 + length + SIGNATURE
  if (file.length < end) return 'cut-short'
  const head = file.subarray(8, 8 + length)
  let header: unknown
  try {
    header = JSON.parse(head.toString('utf8'))
  } catch {
    return 'no-package'
  }
  if (!isHeader(header)) return 'no-package'
  const sealed = file.subarray(end)
  if (sealed.length < header.size) return 'cut-short'
  if (sealed.length > header.size) return 'altered'
  return { header, head, signature: file.subarray(8 + length, end), sealed }
}

/** Opens a package of a known sender: signature, addressee, hash and tag in that order, then the payload. */
export function openPackage(keys: Keys, from: PublicKeys, read: Read): { payload: unknown } | PackageFault {
  const { header, head, signature, sealed } = read
  const sender = publicKeyFrom(from.signKey, 'ed25519')
  if (!sender || header.from !== from.siteId || !verify(null, head, sender, signature)) return 'forged'
  const own = publicKeys(keys)
  if (header.to !== own.siteId) return 'not-for-us'
  if (createHash('sha256').update(sealed).digest('hex') !== header.hash) return 'altered'
  const ephemeral = publicKeyFrom(header.ephemeralKey, 'x25519')
  if (!ephemeral || sealed.length < NONCE + TAG) return 'altered'
  try {
    const key = sealKey(keys.box, ephemeral, `${header.from} ${header.to} ${header.id}`)
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    const zipped = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
    const text = gunzipSync(zipped, { maxOutputLength: MOST_OPENED })
    return { payload: JSON.parse(text.toString('utf8')) }
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'altered'
  }
}
