// Secrets of this server, each made once and kept in a file beside the data that the server alone may read.
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The secret of that name; `make` makes it the first time. Servers that start at once agree on whichever came first. */
export function keptSecret(home: string, name: string, make: () => string): string {
  const folder = join(home, 'keys')
  const file = join(folder, name)
  if (existsSync(file)) return readFileSync(file, 'utf8')
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
  return readFileSync(file, 'utf8')
}
