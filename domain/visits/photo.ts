// A photograph of a day: what kinds there are, how it is cut for a weak network, and what a file must be before it is
// kept. Phones and desks draw each picture anew, so that neither its place nor its camera travels with it (SEC-4).

export const PHOTO_KINDS = ['work', 'homeVisit', 'publicity', 'paperCard'] as const
export type PhotoKind = (typeof PHOTO_KINDS)[number]
export const PHOTO_NAMES: Record<PhotoKind, { zh: string; en: string }> = {
  work: { zh: '工作现场', en: 'at work' },
  homeVisit: { zh: '入户服务', en: 'home visit' },
  publicity: { zh: '公示宣传', en: 'publicity' },
  paperCard: { zh: '纸质日志卡', en: 'paper day card' },
}

/** Bytes of a part: some seconds on 2G, so that little is sent twice when the line breaks (R28). */
export const PART_BYTES = 65_536
export const MOST_PHOTO_BYTES = 2 * 1024 * 1024
export const MOST_PHOTOS = 9
/** Longest edge in pixels: a typed page stays legible, a picture stays below some hundred kilobytes. */
export const LONGEST_EDGE = 1600
const MOST_PIXELS_AN_EDGE = 8192

export const partsOfSize = (size: number): number => Math.ceil(size / PART_BYTES)

/** Bytes that a part must have: all are full but the last. 0 for a part that does not exist. */
export function bytesOfPart(size: number, part: number): number {
  if (part < 0 || part >= partsOfSize(size)) return 0
  return Math.min(PART_BYTES, size - part * PART_BYTES)
}

export type Look = { width: number; height: number } | { fault: 'not-jpeg' | 'carries-exif' | 'too-large' }

const START_OF_FRAME = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Reads a JPEG's segments up to its picture: its size in pixels, or why it is not kept. APP1 is where Exif and XMP stand. */
export function lookAtPhoto(bytes: Uint8Array): Look {
  const word = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
  if (word(0) !== 0xffd8) return { fault: 'not-jpeg' }
  let look: Look = { fault: 'not-jpeg' }
  for (let at = 2; at + 4 <= bytes.length; at += 2 + word(at + 2)) {
    const marker = word(at)
    if (marker >> 8 !== 0xff || word(at + 2) < 2) break
    if (marker === 0xffda) return look
    if (marker === 0xffe1) return { fault: 'carries-exif' }
    if (!START_OF_FRAME(marker & 0xff)) continue
    const [height, width] = [word(at + 5), word(at + 7)]
    if (width > 0 && height > 0)
      look = Math.max(width, height) > MOST_PIXELS_AN_EDGE ? { fault: 'too-large' } : { width, height }
  }
  return { fault: 'not-jpeg' }
}
