// Brings a server up: database (embedded or DATABASE_URL), migrations, reference data, listening, orderly stop.
import pg from 'pg'
import { createApp } from './app.ts'
import type { Services } from './platform/action.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { createDatabase } from './platform/create-database.ts'
import { connect } from './platform/database.ts'
import { startEmbedded } from './platform/embedded-postgres.ts'
import { migrate } from './platform/migrate.ts'
import { loadReference } from './platform/reference-data.ts'

export type Running = { services: Services; url: string; databaseUrl: string; close: () => Promise<void> }
type Report = (step: string) => void

const WRITER_LOCK = 7_240_314

/** One server process writes into an embedded store; a second one is refused with a reason. */
async function takeWriterLock(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) free', [
    WRITER_LOCK,
  ])
  if (rows[0]?.free) return client
  await client.end()
  throw new Error(
    '同一数据目录已有一个服务在运行，请先停止它 · another server already runs on this data folder: stop it first',
  )
}

/** Opens the database; with `attach` it joins a server that may be running already and leaves it running. */
export async function openDatabase(
  config: Config,
  report: Report,
  options: { attach?: boolean } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  if (config.databaseUrl) {
    report('连接数据库 connecting to PostgreSQL')
    return { url: config.databaseUrl, close: async () => undefined }
  }
  report('启动内置数据库 starting the embedded PostgreSQL')
  const server = await startEmbedded(config.home)
  try {
    const url = await createDatabase(server.url, config.demonstration ? 'xunzhen_demo' : 'xunzhen')
    if (options.attach) return { url, close: server.found ? async () => undefined : server.stop }
    const lock = await takeWriterLock(url)
    lock.on('error', () => undefined)
    const close = async (): Promise<void> => {
      await lock.end().catch(() => undefined)
      await server.stop()
    }
    return { url, close }
  } catch (error) {
    if (!server.found) await server.stop()
    throw error
  }
}

/** Opens the database and prepares the schema; `prepare` may load data before anyone is served. */
export async function boot(
  config: Config,
  report: Report,
  clock: Clock = systemClock,
  prepare?: (services: Services, ownerUrl: string) => Promise<void>,
): Promise<Running> {
  const database = await openDatabase(config, report)
  const db = connect(database.url)
  const shut = async (): Promise<void> => {
    await db.destroy()
    await database.close()
  }
  try {
    const ran = await migrate(database.url)
    if (ran.length) report(`升级数据结构 migrated (${ran.length})`)
    await loadReference(database.url, report)
    const log = (text: string, details: object = {}): void => {
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), text, ...details })}\n`)
    }
    const services: Services = { db, config, clock, log }
    if (prepare) await prepare(services, database.url)
    const app = createApp(services)
    const url = await app.listen({ host: config.host, port: config.port })
    return {
      services,
      url,
      databaseUrl: database.url,
      close: async () => {
        await app.close()
        await shut()
      },
    }
  } catch (error) {
    await shut()
    throw error
  }
}
