// What a scan is, by its own first bytes; its name says nothing.
export type ScanType = 'application/pdf' | 'image/jpeg' | 'image/png'

const STARTS: readonly (readonly [ScanType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
]

/** The type of a PDF, JPEG or PNG; null for anything else. */
export function sniffScan(bytes: Uint8Array): ScanType | null {
  return STARTS.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0] ?? null
}
