// Supervises the real PostgreSQL whose binaries come as an npm package: initdb once, start, re-attach, stop.
// It listens on loopback only, with a generated password, and refuses to run as root, as PostgreSQL does.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { binariesFor, databaseUser, reachableBy } from './postgres-binaries.ts'

/** `found` tells that the server was running before we came: left by a killed process or owned by another one. */
export type EmbeddedPostgres = { url: string; found: boolean; stop: () => Promise<void> }
type Owner = { uid: number; gid: number } | undefined

const exe = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name)

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const urlOf = (port: number, password: string): string =>
  `postgres://xunzhen:${password}@127.0.0.1:${port}/postgres`

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function initialise(home: string, bin: string, owner: Owner): void {
  const data = join(home, 'data')
  if (existsSync(join(data, 'PG_VERSION'))) return
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(home, 'password.tmp')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) for (const path of [home, data, passwordFile]) chownSync(path, owner.uid, owner.gid)
  const args = ['-D', data, '-U', 'xunzhen', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const result = spawnSync(
    join(bin, exe('initdb')),
    [...args, '--encoding=UTF8', '--locale=C', '--data-checksums'],
    {
      ...owner,
      cwd: home,
      encoding: 'utf8',
    },
  )
  if (result.status !== 0) throw new Error(`initdb: ${result.stderr || result.error?.message}`)
  writeFileSync(join(home, 'secret'), password, { mode: 0o600 })
  rmSync(passwordFile, { force: true })
}

/** The port of a server that a killed process left running in this folder, or null. */
async function leftRunning(home: string, password: string): Promise<number | null> {
  const pidFile = join(home, 'data', 'postmaster.pid')
  for (let tries = 0; tries < 40 && existsSync(pidFile); tries++) {
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    const pid = Number(lines[0])
    const port = Number(lines[3])
    try {
      process.kill(pid, 0)
    } catch {
      return null
    }
    if (port && (await answers(urlOf(port, password)))) return port
    await wait(250)
  }
  return null
}

async function waitUntilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL 未能启动 · did not start:\n${log()}`)
    if (await answers(url)) return
    await wait(30)
  }
  child.kill('SIGINT')
  throw new Error(`PostgreSQL 30 秒内没有就绪 · not ready in time:\n${log()}`)
}

/** Stops a server by its pid file: fast shutdown, waits until the file is gone (at most 20 s). */
async function stopByPidFile(home: string): Promise<void> {
  const pidFile = join(home, 'data', 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  for (let tries = 0; tries < 800 && existsSync(pidFile); tries++) await wait(25)
}

/**
 * Starts (or re-attaches to) the embedded server in `home`; `settings` are extra `-c` settings, for tests.
 * @throws when the binaries are missing for this platform or the server does not come up.
 */
export async function startEmbedded(
  home: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  mkdirSync(home, { recursive: true })
  const owner = databaseUser()
  if (owner) chownSync(home, owner.uid, owner.gid)
  if (owner && !reachableBy(home, owner))
    throw new Error(`数据目录 ${home} 对数据库用户不可达，请用 XUNZHEN_HOME 指定别处 · not reachable`)
  chmodSync(home, 0o700)
  const bin = binariesFor(home, owner)
  initialise(home, bin, owner)
  const password = readFileSync(join(home, 'secret'), 'utf8')
  const stop = (): Promise<void> => stopByPidFile(home)
  const running = await leftRunning(home, password)
  if (running) return { url: urlOf(running, password), found: true, stop }
  const port = await freePort()
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '60',
    ...settings,
  }
  const args = [
    '-D',
    join(home, 'data'),
    ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const logFile = join(home, 'postgresql.log')
  const log = openSync(logFile, 'w')
  // Detached, so that Ctrl+C in the terminal reaches us first and the server is stopped in order.
  const child = spawn(join(bin, exe('postgres')), args, {
    ...owner,
    cwd: home,
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  await waitUntilReady(urlOf(port, password), child, () => readFileSync(logFile, 'utf8').slice(-4000))
  child.unref()
  return { url: urlOf(port, password), found: false, stop }
}
