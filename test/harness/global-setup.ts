// One real PostgreSQL for all tests, with one database prepared as a template: schema, reference data and the
// demonstration's synthetic world. Each test file works on its own copy (test/harness/server.ts).
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { demonstrationClock } from '../../database/demonstration/clock.ts'
import { loadDemonstration } from '../../database/demonstration/load.ts'
import { readConfig } from '../../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../../server/platform/create-database.ts'
import { connect } from '../../server/platform/database.ts'
import { startEmbedded } from '../../server/platform/embedded-postgres.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { defaultHome } from '../../server/platform/postgres-binaries.ts'
import { loadReference } from '../../server/platform/reference-data.ts'

export const TEMPLATE = 'xunzhen_template'

/** Clusters of runs that were killed: their process is gone, so nobody needs them. */
function removeLeftovers(): void {
  mkdirSync(defaultHome(), { recursive: true })
  for (const name of readdirSync(defaultHome()).filter((n) => /^test-\d+$/.test(n))) {
    try {
      process.kill(Number(name.slice(5)), 0)
    } catch {
      rmSync(join(defaultHome(), name), { recursive: true, force: true })
    }
  }
}

/** The server the tests use: DATABASE_URL_FOR_TESTS, or an embedded one of their own without fsync. */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL_FOR_TESTS
  const home = join(defaultHome(), `test-${process.pid}`)
  removeLeftovers()
  const server = given
    ? { url: given, stop: async () => undefined }
    : await startEmbedded(home, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' })
  await dropDatabase(server.url.replace(/\/[^/]*$/, `/${TEMPLATE}`))
  const url = await createDatabase(server.url, TEMPLATE)
  await migrate(url)
  await loadReference(url, () => undefined)
  const db = connect(url, 4)
  const clock = demonstrationClock(undefined)
  await loadDemonstration(
    { db, clock, config: readConfig({}, true), log: () => undefined },
    url,
    () => undefined,
  )
  await db.destroy()
  process.env.XUNZHEN_TEST_SERVER = server.url
  return async () => {
    await server.stop()
    if (!given) rmSync(home, { recursive: true, force: true })
  }
}
