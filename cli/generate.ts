// `npm run generate`: makes what is generated from the code anew: database/types.ts from the migrated schema,
// programmes/schema.json and the OpenAPI document. A test checks that the committed copies are fresh.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../server/platform/create-database.ts'
import { startEmbedded } from '../server/platform/embedded-postgres.ts'
import { migrate } from '../server/platform/migrate.ts'
import { defaultHome } from '../server/platform/postgres-binaries.ts'

/** Writes the Kysely types of the migrated schema to `file`. */
export async function generateTypes(serverUrl: string, file: string): Promise<void> {
  const url = await createDatabase(serverUrl, `xunzhen_types_${process.pid}`)
  try {
    await migrate(url)
    const bin = join(projectRoot, 'node_modules', '.bin', 'kysely-codegen')
    const args = [
      '--dialect',
      'postgres',
      '--url',
      url,
      '--out-file',
      file,
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
      '--overrides',
      '{"columns":{}}',
      '--exclude-pattern',
      'migrations',
    ]
    const result = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' })
    if (result.status !== 0) throw new Error(result.stderr || result.stdout)
    // bigint arrives as a number here: our counts and fen stay far below 2^53 (server/platform/database.ts).
    const text = readFileSync(file, 'utf8').replace(/export type Int8 = .*/, 'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;')
    writeFileSync(file, text)
  } finally {
    await dropDatabase(url)
  }
}

if (import.meta.main) {
  const server = await startEmbedded(join(defaultHome(), 'tools'))
  try {
    await generateTypes(server.url, join(projectRoot, 'database', 'types.ts'))
  } finally {
    await server.stop()
  }
}
