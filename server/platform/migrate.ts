// Brings a database to the newest schema: plain SQL files in order, each in one transaction with its checksum.
// A file that changed after it ran is refused; a second process waits on the advisory lock.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { projectRoot } from './config.ts'

const LOCK = 7_240_313
const folder = join(projectRoot, 'database', 'migrations')

/** @returns the names of the migrations that ran now. @throws when an applied file was edited or the server is too old. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const version = Number(
      (await client.query<{ v: string }>("select current_setting('server_version_num') v")).rows[0]?.v,
    )
    if (version < 160_000)
      throw new Error(`需要 PostgreSQL 16 或更新版本，现为 ${version} · PostgreSQL 16 or newer is needed`)
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    const done = new Map(
      (
        await client.query<{ name: string; checksum: string }>('select name, checksum from migrations')
      ).rows.map((r) => [r.name, r.checksum]),
    )
    const ran: string[] = []
    for (const name of readdirSync(folder)
      .filter((f) => f.endsWith('.sql'))
      .sort()) {
      const text = readFileSync(join(folder, name), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      const before = done.get(name)
      if (before === checksum) continue
      if (before)
        throw new Error(
          `迁移 ${name} 执行后又被改动，请改写为新迁移 · ${name} was edited after it ran: write a new one`,
        )
      await client.query('begin')
      await client.query(text)
      await client.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksum])
      await client.query('commit')
      ran.push(name)
    }
    return ran
  } finally {
    await client.end()
  }
}
