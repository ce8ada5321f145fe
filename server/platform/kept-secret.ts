// Secrets of this server, each made once and kept in a file beside the data that the server alone may read.
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the file of that name holds; `make` makes it the first time. Servers that start at once agree on whichever came first. */
function keptFile(home: string, name: string, make: () => string | Buffer): Buffer {
  const folder = join(home, 'keys')
  const file = join(folder, name)
  if (existsSync(file)) return readFileSync(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const beside = `${file}.${process.pid}.part`
  writeFileSync(beside, make(), { mode: 0o600 })
  try {
    linkSync(beside, file)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  } finally {
    rmSync(beside, { force: true })
  }
  return readFileSync(file)
}

/** A secret in words, such as a PEM. */
export const keptSecret = (home: string, name: string, make: () => string): string =>
  keptFile(home, name, make).toString('utf8')

const read = new Map<string, Buffer>()

/** The 32 bytes of a purpose. */
export function serverKey(home: string, purpose: string): Buffer {
  const name = `${purpose}.key`
  const at = join(home, name)
  const known = read.get(at) ?? keptFile(home, name, () => randomBytes(32))
  read.set(at, known)
  return known
}

/** A mark of some values that only this installation can make: `purpose` has a key of its own. */
export function keyedMark(home: string, purpose: string, values: readonly string[]): Buffer {
  return createHmac('sha256', serverKey(home, purpose)).update(JSON.stringify(values)).digest()
}
