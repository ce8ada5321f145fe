// `npm run generate`: makes anew what is generated from the code: database/types.ts from the migrated schema,
// and the published JSON Schemas. test/generated.test.ts checks that the committed copies are fresh.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { planSchemas } from '../contract/plan-problem.ts'
import { programmeFileSchema } from '../contract/programme-file.ts'
import { projectRoot } from '../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../server/platform/create-database.ts'
import { startEmbedded } from '../server/platform/embedded-postgres.ts'
import { migrate } from '../server/platform/migrate.ts'
import { defaultHome } from '../server/platform/postgres-binaries.ts'

/** The Kysely types of the migrated schema, made on a database of its own on `serverUrl`. */
export async function databaseTypes(serverUrl: string, file: string): Promise<void> {
  const url = await createDatabase(serverUrl, `xunzhen_types_${process.pid}`)
  try {
    await migrate(url)
    const bin = join(projectRoot, 'node_modules', '.bin', 'kysely-codegen')
    const parsers = [
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
      '--exclude-pattern',
      'migrations',
    ]
    const result = spawnSync(
      process.execPath,
      [bin, '--dialect', 'postgres', '--url', url, '--out-file', file, ...parsers],
      { encoding: 'utf8' },
    )
    if (result.status !== 0) throw new Error(result.stderr || result.stdout)
    // bigint arrives as a number here: our counts and fen stay far below 2^53 (server/platform/database.ts).
    const number =
      'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;'
    writeFileSync(file, readFileSync(file, 'utf8').replace(/export type Int8 = .*/, number))
  } finally {
    await dropDatabase(url)
  }
}

/** The published schemas by path within the project. */
export function publishedSchemas(): Record<string, string> {
  const text = (schema: unknown): string => `${JSON.stringify(schema, null, 2)}\n`
  const plans = Object.fromEntries(
    Object.entries(planSchemas()).map(([name, schema]) => [`docs/${name}`, text(schema)]),
  )
  return { 'programmes/schema.json': text(z.toJSONSchema(programmeFileSchema, { io: 'input' })), ...plans }
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(publishedSchemas())) writeFileSync(join(projectRoot, path), text)
  const server = await startEmbedded(join(defaultHome(), 'tools'))
  try {
    await databaseTypes(server.url, join(projectRoot, 'database', 'types.ts'))
  } finally {
    await server.stop()
  }
}
