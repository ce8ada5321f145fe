// Hashes of files in the form every system's `sha256sum -c` reads.
import { createHash } from 'node:crypto'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** One line a file, in the order of the paths. */
export function sumsOf(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`)
    .join('')
}

/** Paths whose bytes are not what the sums say, are missing, or are not listed at all. */
export function checkSums(files: ReadonlyMap<string, Uint8Array>, sums: string): string[] {
  const listed = new Map(
    sums
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const wrong = [...listed].filter(([path, sum]) => {
    const bytes = files.get(path)
    return !bytes || sha256(bytes) !== sum
  })
  const extra = [...files.keys()].filter((path) => path !== 'SHA256SUMS' && !listed.has(path))
  return [...wrong.map(([path]) => path), ...extra].sort()
}
