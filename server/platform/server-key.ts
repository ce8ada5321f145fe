// Secrets of this installation, made once and kept beside the data, readable by the server alone.
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const read = new Map<string, Buffer>()

/** The 32 bytes of that purpose, made the first time. */
export function serverKey(home: string, name: string): Buffer {
  const folder = join(home, 'keys')
  const file = join(folder, `${name}.key`)
  const known = read.get(file)
  if (known) return known
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const beside = `${file}.${process.pid}.part`
    writeFileSync(beside, randomBytes(32), { mode: 0o600 })
    try {
      // two servers starting at once agree on whichever came first
      linkSync(beside, file)
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    } finally {
      rmSync(beside, { force: true })
    }
  }
  const key = readFileSync(file)
  read.set(file, key)
  return key
}

/** A mark of some values that only this installation can make: `name` is the purpose, which has a key of its own. */
export function keyedMark(home: string, name: string, values: readonly string[]): Buffer {
  return createHmac('sha256', serverKey(home, name)).update(JSON.stringify(values)).digest()
}
