// The browser's folder on the disk: killing whatever runs on it, and searching it for words that must not stand there.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Browsers and all their children that run on `folder`, by the process table of this machine. */
function processesOf(folder: string): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 64e6 })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null)
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: args ?? '' }))
  const found = new Set(
    rows.filter((row) => row.args.includes(`--user-data-dir=${folder}`)).map((r) => r.pid),
  )
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { pid, parent } of rows) if (found.has(parent)) found.add(pid)
  }
  found.delete(process.pid)
  return [...found]
}

/** SIGKILL to all of them at once; answers how many there were. */
export function killOn(folder: string): number {
  const pids = processesOf(folder)
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // it ended by itself in between
    }
  }
  return pids.length
}

/** Where in the folder's files a word stands in plain text (UTF-8 or UTF-16LE). */
export function standsIn(folder: string, words: readonly string[]): string[] {
  const needles = words.flatMap((word) => [
    { name: word, bytes: Buffer.from(word, 'utf8') },
    { name: word, bytes: Buffer.from(word, 'utf16le') },
  ])
  return find(folder, needles)
}

/** Where a piece of a photograph stands in plain bytes. */
export function piecesIn(folder: string, photos: readonly Buffer[]): string[] {
  const needles = photos.flatMap((photo, number) =>
    [0.2, 0.5, 0.8].map((share) => {
      const at = Math.floor(photo.length * share)
      return { name: `a piece of photograph ${number}`, bytes: photo.subarray(at, at + 32) }
    }),
  )
  return find(folder, needles)
}

function find(folder: string, needles: readonly { name: string; bytes: Buffer }[]): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path)
      return needles
        .filter((needle) => bytes.includes(needle.bytes))
        .map((needle) => `${needle.name} in ${relative(folder, path)}`)
    })
}
