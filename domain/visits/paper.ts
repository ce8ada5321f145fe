// The code on a printed day card: month and day of its duty, then four letters that are hard to misread. Whoever types it
// need not care for case, spaces or the hyphen.

/** Crockford's base 32: no I, L, O, U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 4

/** The code of a duty: `day` 'YYYY-MM-DD', `mark` at least three bytes that only this installation can make. */
export function paperCode(day: string, mark: Uint8Array): string {
  let bits = ((mark[0] ?? 0) << 16) | ((mark[1] ?? 0) << 8) | (mark[2] ?? 0)
  let letters = ''
  for (let k = 0; k < LENGTH; k++) {
    letters += LETTERS[bits & 31] ?? ''
    bits >>= 5
  }
  return `${day.slice(5, 7)}${day.slice(8)}-${letters}`
}

/** What was typed, or read out of a square code's address, as a code; null when it is none. */
export function readPaperCode(typed: string): string | null {
  const inAddress = /[?&]code=([^&#\s]+)/.exec(typed)?.[1]
  const plain = (inAddress ?? typed)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const found = /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([0-9A-HJKMNP-TV-Z]{4})$/.exec(plain)
  return found ? `${found[1]}${found[2]}-${found[3]}` : null
}
