import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { databaseTypes, publishedSchemas } from '../cli/generate.ts'
import { projectRoot } from '../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../server/platform/create-database.ts'
import { migrate } from '../server/platform/migrate.ts'
import { schemaBreaches } from './check-schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-'))
afterAll(() => rmSync(folder, { recursive: true }))

const server = (): string => process.env.XUNZHEN_TEST_SERVER ?? ''

describe('generated files are fresh (npm run generate)', () => {
  it('database/types.ts', async () => {
    const file = join(folder, 'types.ts')
    await databaseTypes(server(), file)
    expect(readFileSync(join(projectRoot, 'database', 'types.ts'), 'utf8')).toBe(readFileSync(file, 'utf8'))
  })
  it.each(Object.entries(publishedSchemas()))('%s', (path, text) => {
    expect(JSON.parse(readFileSync(join(projectRoot, path), 'utf8'))).toEqual(JSON.parse(text))
  })
})

describe('schema', () => {
  it('keeps the schema rules (npm run check:schema)', async () => {
    const url = await createDatabase(server(), `xunzhen_rules_${process.pid}`)
    await migrate(url)
    expect(await schemaBreaches(url)).toEqual([])
    await dropDatabase(url)
  })
  it('finds a breach when there is one', async () => {
    const url = await createDatabase(server(), `xunzhen_breach_${process.pid}`)
    const { default: pg } = await import('pg')
    await migrate(url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('create table wrong (region_id text, id uuid unique)')
    await client.end()
    expect(await schemaBreaches(url)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('leaves out region_id'),
        expect.stringContaining('row-level security'),
        expect.stringContaining('COLLATE'),
      ]),
    )
    await dropDatabase(url)
  })
  it('migrates twice without doing anything the second time', async () => {
    const url = await createDatabase(server(), `xunzhen_twice_${process.pid}`)
    expect((await migrate(url)).length).toBeGreaterThan(0)
    expect(await migrate(url)).toEqual([])
    await dropDatabase(url)
  })
})
