import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { boot } from './boot.ts'
import type { Config } from './platform/config.ts'
import { readConfig } from './platform/config.ts'
import { createDatabase, dropDatabase } from './platform/create-database.ts'
import { startEmbedded } from './platform/embedded-postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-boot-'))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const config: Config = {
  ...readConfig({ PORT: '0', XUNZHEN_HOME: join(folder, 'home') }, false),
  databaseUrl: undefined,
}
const silent = (): void => undefined

describe('the embedded store', () => {
  it('starts from nothing, keeps what was written, and starts again quickly', async () => {
    const first = await boot(config, silent)
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    await first.services.db
      .insertInto('holidays')
      .values({ day: '2031-01-01', kind: 'holiday', name: '元旦' })
      .execute()
    await first.close()
    const steps: string[] = []
    const second = await boot(config, (step) => steps.push(step))
    expect(
      await second.services.db.selectFrom('holidays').selectAll().where('day', '=', '2031-01-01').execute(),
    ).toHaveLength(1)
    // Nothing is loaded twice.
    expect(steps).toHaveLength(1)
    await second.close()
  })
  it('refuses a second server on the same data, and says what to do', async () => {
    const first = await boot(config, silent)
    await expect(boot(config, silent)).rejects.toThrow(/已有一个服务在运行/)
    // The first one is not harmed by the attempt.
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    await first.close()
  })
  it('takes over a database that a killed server left running', async () => {
    const left = await startEmbedded(config.home)
    const again = await startEmbedded(config.home)
    expect([left.found, again.found, again.url === left.url]).toEqual([false, true, true])
    const server = await boot(config, silent)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    await server.close()
    expect((await startEmbedded(config.home).then(async (s) => [s.found, await s.stop()]))[0]).toBe(false)
  })
})

describe('a PostgreSQL server of one’s own (DATABASE_URL)', () => {
  it('is migrated, filled and served like the embedded one', async () => {
    const databaseUrl = await createDatabase(
      process.env.XUNZHEN_TEST_SERVER ?? '',
      `xunzhen_own_${process.pid}`,
    )
    const server = await boot({ ...config, databaseUrl }, silent)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const { n } = await server.services.db
      .selectFrom('divisions')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(n).toBeGreaterThan(40_000)
    await server.close()
    await dropDatabase(databaseUrl)
  })
})

describe('configuration', () => {
  it('names what is wrong with a port', () => {
    expect(() => readConfig({ PORT: 'eighty' }, false)).toThrow(/PORT/)
  })
})
