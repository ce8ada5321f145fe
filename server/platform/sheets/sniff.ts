// What a file is, by its first bytes; the name is never asked, for a PDF is often renamed .xlsx.

export type FileKind =
  | 'empty'
  | 'zip'
  | 'compound'
  | 'pdf'
  | 'image'
  | 'archive'
  | 'rtf'
  | 'html'
  | 'xml-sheet'
  | 'text'
  | 'binary'

const SIGNATURES: readonly (readonly [readonly number[], FileKind])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0x50, 0x4b, 0x05, 0x06], 'zip'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'compound'],
  [[0x89, 0x50, 0x4e, 0x47], 'image'],
  [[0xff, 0xd8, 0xff], 'image'],
  [[0x47, 0x49, 0x46, 0x38], 'image'],
  [[0x49, 0x49, 0x2a, 0x00], 'image'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'image'],
  [[0x42, 0x4d], 'image'],
  [[0x52, 0x61, 0x72, 0x21], 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
  [[0x1f, 0x8b], 'archive'],
]

/** The kind of a file by its content. */
export function sniff(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty'
  const found = SIGNATURES.find(([signature]) => signature.every((byte, i) => bytes[i] === byte))
  if (found) return found[1]
  const start = decodeText(bytes.subarray(0, 4096))
  if (/^\s*%PDF-/.test(start)) return 'pdf'
  if (start.startsWith('{\\rtf')) return 'rtf'
  if (/urn:schemas-microsoft-com:office:spreadsheet|<\?mso-application/.test(start)) return 'xml-sheet'
  if (/<(?:!doctype html|html|table|body|head|meta)[\s>]/i.test(start)) return 'html'
  const strange = Array.from(start).filter((char) => char < '\t' || (char > '\r' && char < ' ')).length
  return strange > start.length / 100 ? 'binary' : 'text'
}

/** Whether every second byte of plain text is empty: UTF-16 that lost its mark. */
function looksUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 400)
  let even = 0
  let odd = 0
  for (const [i, byte] of head.entries()) {
    if (byte === 0 && i % 2 === 0) even++
    if (byte === 0 && i % 2 === 1) odd++
  }
  if (odd > head.length / 25 && even === 0) return 'utf-16le'
  return even > head.length / 25 && odd === 0 ? 'utf-16be' : undefined
}

/** Decodes text by its mark, else as UTF-8 where that fits, else as GB18030 (old Excel and WPS). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const wide = looksUtf16(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    // A cut in the middle of a letter is no reason to take UTF-8 for GB18030.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
