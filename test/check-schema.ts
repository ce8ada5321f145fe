// `npm run check:schema`: applies the schema rules (docs/where-to-work.md) to the migrated database, from its own
// catalogue, so that the same SQL runs on one machine and on a distributed PostgreSQL.
import { join } from 'node:path'
import pg from 'pg'
import { createDatabase, dropDatabase } from '../server/platform/create-database.ts'
import { startEmbedded } from '../server/platform/embedded-postgres.ts'
import { migrate } from '../server/platform/migrate.ts'
import { defaultHome } from '../server/platform/postgres-binaries.ts'

type Table = { name: string; operational: boolean; rls: boolean; forced: boolean }

/** Tables that hold a region but are reference tables all the same: national uniqueness, the log. */
const REFERENCE_WITH_REGION = new Set(['practitioner_days'])

/** Breaches of the rules, one sentence each. */
export async function schemaBreaches(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const rows = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> =>
      (await client.query<T>(text)).rows
    const tables =
      await rows<Table>(`select c.relname name, c.relrowsecurity rls, c.relforcerowsecurity forced,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_id') operational
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`)
    const operational = new Set(
      tables.filter((t) => t.operational && !REFERENCE_WITH_REGION.has(t.name)).map((t) => t.name),
    )
    const unique = await rows<{
      table: string
      index: string
      columns: string[]
    }>(`select t.relname "table", i.relname index,
      array(select a.attname::text from unnest(x.indkey::int2[]) k join pg_attribute a on a.attrelid = t.oid and a.attnum = k) columns
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = 'public' and x.indisunique`)
    const foreign = await rows<{
      table: string
      name: string
      target: string
      columns: string[]
    }>(`select t.relname "table", c.conname name, f.relname target,
      array(select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = t.oid and a.attnum = k) columns
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid where c.contype = 'f'`)
    const codes = await rows<{
      table: string
      column: string
    }>(`select table_name "table", column_name "column" from information_schema.columns
      where table_schema = 'public' and (column_name like '%region_id' or column_name like '%_code' or column_name = 'code') and data_type = 'text' and collation_name is distinct from 'C'
      and table_name in (select relname from pg_class where relkind = 'r')`)
    const triggers = await rows<{ name: string }>('select tgname name from pg_trigger where not tgisinternal')
    return [
      ...unique
        .filter((u) => operational.has(u.table) && !u.columns.includes('region_id'))
        .map((u) => `${u.table}: unique index ${u.index} leaves out region_id`),
      ...foreign
        .filter(
          (f) => operational.has(f.target) && !(operational.has(f.table) && f.columns.includes('region_id')),
        )
        .map((f) => `${f.table}: ${f.name} points at operational ${f.target} without region_id`),
      ...tables
        .filter((t) => operational.has(t.name) && t.name !== 'audit_events' && !(t.rls && t.forced))
        .map((t) => `${t.name}: row-level security is not forced`),
      ...codes.map((c) => `${c.table}.${c.column}: codes want COLLATE "C"`),
      ...triggers.map((t) => `trigger ${t.name}: rules stand in grants and in the domain, not in triggers`),
    ]
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const server = await startEmbedded(join(defaultHome(), 'tools'))
  const url = await createDatabase(server.url, `xunzhen_schema_${process.pid}`)
  try {
    await migrate(url)
    const breaches = await schemaBreaches(url)
    process.stdout.write(breaches.length ? `${breaches.join('\n')}\n` : '✓ schema rules hold\n')
    process.exitCode = breaches.length ? 1 : 0
  } finally {
    await dropDatabase(url)
    await server.stop()
  }
}
