// A citation as the server writes it, taken apart for the page.
type Parts = { document: string; heading: string; quote: string; inferred: boolean }

/** Takes `永卫〔2024〕13号 六（二）：“…”（推定）` apart; words that do not fit stay whole. */
export function citationParts(citation: string): Parts {
  const match = /^(.*?)：“([\s\S]*)”(（推定）)?$/.exec(citation)
  if (!match) return { document: citation, heading: '', quote: '', inferred: false }
  const [document = '', ...heading] = (match[1] ?? '').split(' ')
  return { document, heading: heading.join(' '), quote: match[2] ?? '', inferred: Boolean(match[3]) }
}
