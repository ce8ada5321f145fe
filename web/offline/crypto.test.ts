// Sealing, the PIN's and the server's wrap: what opens, and what must not.
import { expect, test } from 'vitest'
import {
  createDataKey,
  fromBase64,
  hashBytes,
  importDataKey,
  MIN_ITERATIONS,
  measureIterations,
  open,
  openBytes,
  seal,
  sealBytes,
  toBase64,
  unwrapWithPin,
  wrapForRecovery,
  wrapWithPin,
} from './crypto.ts'

const FEW = 1_000

test('a value comes back as it was, and the same value never looks the same', async () => {
  const key = await importDataKey(createDataKey())
  const value = { place: '黄庄卫生院', counts: [1, 2, 3], none: null }
  const [one, two] = [await seal(key, value, 'op:1'), await seal(key, value, 'op:1')]
  expect(await open(key, one, 'op:1')).toEqual(value)
  expect(toBase64(new Uint8Array(one.data))).not.toBe(toBase64(new Uint8Array(two.data)))
})

test('a sealed value opens only at its own place, with its own key, untouched', async () => {
  const key = await importDataKey(createDataKey())
  const sealed = await seal(key, 'text', 'op:1')
  await expect(open(key, sealed, 'op:2')).rejects.toThrow()
  await expect(open(await importDataKey(createDataKey()), sealed, 'op:1')).rejects.toThrow()
  new Uint8Array(sealed.data)[0] = (new Uint8Array(sealed.data)[0] ?? 0) ^ 1
  await expect(open(key, sealed, 'op:1')).rejects.toThrow()
})

test('bytes of every value survive sealing and base64', async () => {
  const key = await importDataKey(createDataKey())
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256)
  const back = await openBytes(key, await sealBytes(key, bytes, 'photo:x'), 'photo:x')
  expect(await hashBytes(back)).toBe(await hashBytes(bytes))
  expect(fromBase64(toBase64(bytes))).toEqual(bytes)
})

test('the data key and the device key cannot be read out of the browser', async () => {
  const key = await importDataKey(createDataKey())
  expect(key.extractable).toBe(false)
  const wrap = await wrapWithPin(createDataKey(), '135790', FEW, 'a/d')
  expect(wrap.deviceKey.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', wrap.deviceKey)).rejects.toThrow()
})

test('the PIN opens the wrap; another PIN, account or device key does not', async () => {
  const raw = createDataKey()
  const wrap = await wrapWithPin(raw, '135790', FEW, 'a/d')
  expect(await unwrapWithPin(wrap, '135790', 'a/d')).toEqual(raw)
  expect(await unwrapWithPin(wrap, '135791', 'a/d')).toBeNull()
  await expect(unwrapWithPin(wrap, '135790', 'b/d')).rejects.toThrow()
  const other = await wrapWithPin(raw, '135790', FEW, 'a/d')
  await expect(unwrapWithPin({ ...wrap, deviceKey: other.deviceKey }, '135790', 'a/d')).rejects.toThrow()
})

test('a slow phone still does 600,000 iterations, a fast one more', async () => {
  let calls = 0
  const clock = (perCall: number) => () => perCall * calls++
  expect(await measureIterations(clock(2_000))).toBe(MIN_ITERATIONS)
  calls = 0
  expect(await measureIterations(clock(80))).toBe(2_000_000)
  calls = 0
  expect(await measureIterations(clock(1))).toBe(3_000_000)
})

test('the server opens the recovery wrap with its private key', async () => {
  const algorithm = {
    name: 'RSA-OAEP',
    hash: 'SHA-256',
    modulusLength: 3072,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt'])
  const spki = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)))
  const raw = createDataKey()
  const wrapped = await wrapForRecovery(raw, spki)
  expect(wrapped.length).toBeGreaterThanOrEqual(100)
  const back = await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, pair.privateKey, fromBase64(wrapped))
  expect(new Uint8Array(back)).toEqual(raw)
})
