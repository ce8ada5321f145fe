// How words of a sheet are compared: without blanks, widths, brackets and punctuation.

/** One form for full and half width, without any blank: `１２ 人` becomes `12人`. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '')
}

/** The part of a header that names it: explanations in brackets, quotes and punctuation are dropped. */
export function labelKey(text: string): string {
  return squeeze(text)
    .toLowerCase()
    .replace(/\([^()]*\)?/g, '')
    .replace(/[“”"'‘’:：,，、.。;；*]/g, '')
}

const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))

/** Share of letter pairs two words have in common, 0 to 1 (Dice). */
function commonPairs(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  if (left.size === 0 || right.size === 0) return 0
  const common = [...left].filter((pair) => right.has(pair)).length
  return (2 * common) / (left.size + right.size)
}

/** How alike two label keys are: 1 equal, 0.85 one begins the other, 0.75 contains, below by common pairs. */
export function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const shorter = Math.min(a.length, b.length)
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) return 0.85
  if (shorter >= 3 && (a.includes(b) || b.includes(a))) return 0.75
  return commonPairs(a, b) * 0.8
}

/**
 * Fingerprint of a table's header, so that a mapping corrected once is remembered for its sender:
 * the same labels in the same order give the same 16 hexadecimal digits, whatever blanks and widths.
 */
export function headerFingerprint(header: readonly string[]): string {
  const text = header.map(labelKey).join('\u001f')
  const hash = (seed: number): string => {
    let h = seed
    for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
    return h.toString(16).padStart(8, '0')
  }
  return hash(0x811c9dc5) + hash(0x9e3779b9)
}
