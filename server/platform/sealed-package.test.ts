// Packages between boxes: nobody but the receiver opens one, and every byte of it counts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  areKeys,
  isSignedBy,
  openPackage,
  publicKeys,
  readPackage,
  sealPackage,
  signText,
  siteKeys,
} from './sealed-package.ts'

const homes = ['county', 'city', 'other'].map((name) => mkdtempSync(join(tmpdir(), `xunzhen-${name}-`)))
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true })
})
const [county, city, other] = homes.map((home) => siteKeys(home)) as [
  ReturnType<typeof siteKeys>,
  ReturnType<typeof siteKeys>,
  ReturnType<typeof siteKeys>,
]
const about = { id: 'p1', kind: 'reports', sequence: 1, madeAt: '2024-05-23T01:00:00.000Z' }
const payload = { words: '汛期断网，李玥代报', numbers: Array.from({ length: 500 }, (_, i) => i) }
const bytes = sealPackage(county, publicKeys(city), about, payload)
const open = (file: Uint8Array, keys = city, from = county) => {
  const read = readPackage(file)
  return typeof read === 'string' ? read : openPackage(keys, publicKeys(from), read)
}

describe('a sealed package', () => {
  it('comes out as it went in, and says nothing in clear', () => {
    expect(open(bytes)).toEqual({ payload })
    expect(bytes.includes(Buffer.from('汛期'))).toBe(false)
  })
  it('keeps the keys it made the first time', () => {
    expect(publicKeys(siteKeys(homes[0] ?? ''))).toEqual(publicKeys(county))
    expect(areKeys(publicKeys(county))).toBe(true)
    expect(areKeys({ ...publicKeys(county), signKey: publicKeys(county).boxKey })).toBe(false)
    expect(areKeys({ ...publicKeys(county), siteId: publicKeys(city).siteId })).toBe(false)
  })
  it('is refused by whom it is not for, and from whom it does not come', () => {
    expect(open(bytes, other)).toBe('not-for-us')
    expect(open(bytes, city, other)).toBe('forged')
    expect(open(sealPackage(other, publicKeys(city), about, payload))).toBe('forged')
  })
  it('is refused when any byte of it was changed, cut off or added', () => {
    for (let at = 0; at < bytes.length; at += at < 700 ? 1 : 97) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(typeof open(changed), `byte ${at}`).toBe('string')
    }
    for (const length of [0, 3, 8, 50, 300, bytes.length - 1])
      expect(['no-package', 'cut-short'], `length ${length}`).toContain(open(bytes.subarray(0, length)))
    expect(open(Buffer.concat([bytes, Buffer.from('x')]))).toBe('altered')
  })
  it('does not open what unfolds without end', () => {
    const bomb = sealPackage(county, publicKeys(city), about, { x: 'a'.repeat(97 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(open(bomb)).toBe('too-large')
  })
  it('lets a text be signed, for this text only', () => {
    const { signKey } = publicKeys(county)
    const signature = signText(county, '永定')
    expect([isSignedBy(signKey, '永定', signature), isSignedBy(signKey, '永安', signature)]).toEqual([
      true,
      false,
    ])
    expect(isSignedBy('no key', '永定', signature)).toBe(false)
  })
})
