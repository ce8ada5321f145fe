// Persons as people type them, one a line: 姓名, then the post. The words after the first space are the post.
import type { Named } from './governance.ts'

export function readNamed(line: string): Named | null {
  const text = line
    .normalize('NFC')
    .replace(/[\s，,、：:]+/g, ' ')
    .trim()
  if (text === '') return null
  const cut = text.indexOf(' ')
  return cut < 0 ? { name: text, post: '' } : { name: text.slice(0, cut), post: text.slice(cut + 1) }
}

export const readNamedLines = (lines: string): Named[] =>
  lines.split(/\r?\n/).flatMap((line) => {
    const named = readNamed(line)
    return named ? [named] : []
  })

export const namedLine = (of: Named | null): string => (of ? `${of.name} ${of.post}`.trim() : '')
