// A photograph's parts add up to it, and a file's own words say whether it is kept.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { photoOf } from '../../test/fixtures/photo.ts'
import { bytesOfPart, lookAtPhoto, MOST_PHOTO_BYTES, partsOfSize } from './photo.ts'

describe('parts', () => {
  it('add up to the whole, none empty, none beyond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_PHOTO_BYTES }), (size) => {
        const parts = Array.from({ length: partsOfSize(size) }, (_, part) => bytesOfPart(size, part))
        expect(parts.reduce((a, b) => a + b, 0)).toBe(size)
        expect(parts.every((bytes) => bytes > 0)).toBe(true)
        expect([bytesOfPart(size, parts.length), bytesOfPart(size, -1)]).toEqual([0, 0])
      }),
    )
  })
})

describe('a file', () => {
  it.each([
    ['a photograph', photoOf(1).bytes, { width: 800, height: 600 }],
    ['one with its place in it', photoOf(1, 5000, { exif: true }).bytes, { fault: 'carries-exif' }],
    ['one too large to look at', photoOf(1, 5000, { width: 9000 }).bytes, { fault: 'too-large' }],
    ['one without a size', photoOf(1, 5000, { width: 0 }).bytes, { fault: 'not-jpeg' }],
    ['a page', new TextEncoder().encode('<html><script>alert(1)</script>'), { fault: 'not-jpeg' }],
    ['a beginning only', photoOf(1).bytes.slice(0, 30), { fault: 'not-jpeg' }],
    ['nothing', new Uint8Array(), { fault: 'not-jpeg' }],
  ])('%s', (_, bytes, look) => expect(lookAtPhoto(bytes)).toEqual(look))
  it('ends for whatever bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        expect(lookAtPhoto(new Uint8Array([0xff, 0xd8, ...tail]))).toBeTypeOf('object')
      }),
      { numRuns: 2000 },
    )
  })
})
