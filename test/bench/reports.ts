// `npm run bench:reports`: the report chain on a generated province and a slice of a nation, beside the same SQL run bare;
// prints the table and writes docs/bench-reports.md. XUNZHEN_BENCH_SMALL=1 makes a small one and writes nothing. Never a
// test: the figures belong to the machine they were taken on.
import { rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { createApp } from '../../server/app.ts'
import { projectRoot, readConfig } from '../../server/platform/config.ts'
import { createDatabase } from '../../server/platform/create-database.ts'
import { connect, inScope } from '../../server/platform/database.ts'
import { startEmbedded } from '../../server/platform/embedded-postgres.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { defaultHome } from '../../server/platform/postgres-binaries.ts'
import { loadReference } from '../../server/platform/reference-data.ts'
import { addAccount } from '../../server/rooms/access/door.ts'
import { makeProvince, programmeIdOf, type Size } from '../build/province.ts'
import { listen, runBare, type Statement } from './bare.ts'
import { type Download, downloadYear } from './download.ts'

const small = Boolean(process.env.XUNZHEN_BENCH_SMALL)
const [WARM, COLD] = small ? [5, 1] : [20, 2]
const PASSWORD = 'bench-2024-Xunzhen'
const PROVINCE: Size = small
  ? { division: '35', years: [2024], unitsPerCounty: 3, doctorsPerCounty: 6, daysPerMonth: 4 }
  : { division: '35', years: [2022, 2023, 2024], unitsPerCounty: 14, doctorsPerCounty: 36, daysPerMonth: 12 }
const NATION: Size[] = (small ? ['36'] : ['36', '41', '43', '44']).map((division) => ({
  ...PROVINCE,
  division,
  name: `province${division}`,
  years: [2024],
  daysPerMonth: small ? 2 : 4,
}))
const PROGRAMME = programmeIdOf(2024)
const LEVELS = { county: '350803', city: '350800', province: '350000' } as const
type Level = keyof typeof LEVELS
/** A province built before may be measured again: XUNZHEN_BENCH_HOME keeps it. */
const kept = process.env.XUNZHEN_BENCH_HOME
const home = kept ?? join(defaultHome(), `bench-reports-${process.pid}`)
/** Of the last minute: what else the machine was doing. */
const began = (loadavg()[0] ?? 0).toFixed(1)
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ??
  Number.NaN
const shown = (ms: number): string => (ms < 10 ? ms.toFixed(1) : String(Math.round(ms)))

const QUESTIONS: { what: string; goal?: number; path: (region: string, level: Level) => string }[] = [
  {
    what: '附件1, a year',
    path: (r) => `/api/regions/${r}/programmes/${PROGRAMME}/forms/support-summary/2024`,
  },
  {
    what: '附件3, a month',
    path: (r) => `/api/regions/${r}/programmes/${PROGRAMME}/forms/workload-return/2024-11`,
  },
  { what: 'board', goal: 150, path: (r) => `/api/programmes/${PROGRAMME}/board?regionId=${r}` },
  { what: 'roll-up, a year', path: (r) => `/api/regions/${r}/programmes/${PROGRAMME}/rollup/2024` },
  { what: 'completeness', path: (r) => `/api/obligations/collecting?programmeId=${PROGRAMME}&regionId=${r}` },
]

/** The whole server in this process on a database that was just started. */
async function open(url: string) {
  const db = connect(url, 4)
  const now = new Date('2024-12-31T09:00:00+08:00')
  const app = createApp({
    db,
    clock: { now: () => now },
    config: readConfig({ PORT: '3000' }, true),
    log: (text, details) => process.stderr.write(`${text} ${JSON.stringify(details)}\n`),
  })
  await app.ready()
  const cookies = new Map<string, string>()
  for (const login of Object.keys(LEVELS)) {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { login, password: PASSWORD },
    })
    cookies.set(login, String(answer.headers['set-cookie']).split(';')[0] ?? '')
  }
  const get = async (level: Level, path: string): Promise<{ ms: number; bytes: number }> => {
    const from = performance.now()
    const answer = await app.inject({
      method: 'GET',
      url: path,
      headers: { cookie: cookies.get(level) ?? '' },
    })
    if (answer.statusCode !== 200) throw new Error(`${level} ${path}: ${answer.body.slice(0, 300)}`)
    return { ms: performance.now() - from, bytes: answer.rawPayload.length }
  }
  return {
    get,
    cookie: cookies.get('province') ?? '',
    close: async () => {
      await app.close()
      await db.destroy()
    },
  }
}

async function build(url: string): Promise<void> {
  await migrate(url)
  await loadReference(url, () => undefined)
  const db = connect(url, 2)
  await inScope(db, { kind: 'system' }, async (trx) => {
    for (const [login, region] of Object.entries(LEVELS))
      await addAccount(trx, {
        id: uuidv7(),
        login,
        name: login,
        password: PASSWORD,
        role: 'bureau',
        mustChange: false,
        demonstration: true,
        divisionCode: region.replace(/(00)+$/, ''),
        organisationId: null,
        practitionerId: null,
      })
    await makeProvince(trx, PROVINCE)
  })
  await db.destroy()
}

async function counts(url: string): Promise<Record<string, number>> {
  const db = connect(url, 1)
  const result = await inScope(db, { kind: 'system' }, (trx) =>
    sql<
      Record<string, number>
    >`select (select count(*) from day_cards where programme_id like 'generated%') as cards, (select count(*) from day_cards) as everywhere,
      (select count(*) from programme_organisations where programme_id = ${PROGRAMME} and side = 'receiving') as units,
      (select count(*) from practitioners where organisation_id in (select organisation_id from programme_organisations where programme_id = ${PROGRAMME})) as doctors,
      (select count(*) from ledger_months where programme_id like 'generated%') as months, (select count(*) from programmes where id like 'province%') as nation`.execute(
      trx,
    ),
  )
  await db.destroy()
  return result.rows[0] ?? {}
}

async function isBuilt(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<{ n: number }>('select count(*)::int n from ledger_months')
    return (rows[0]?.n ?? 0) > 0
  } catch {
    return false
  } finally {
    await client.end()
  }
}

/** What autovacuum does by itself within minutes of such a load. */
async function analyse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

type Row = {
  what: string
  level: Level
  goal: number | null
  kb: number
  cold: number[]
  warm: number[]
  bare: number[]
  by: string
}

async function measureAll(
  address: { url: string; restart: () => Promise<string> },
  withCold: boolean,
): Promise<Row[]> {
  const rows: Row[] = []
  let opened = await open(address.url)
  for (const { what, goal, path } of QUESTIONS)
    for (const level of Object.keys(LEVELS) as Level[]) {
      const where = path(LEVELS[level], level)
      const cold: number[] = []
      for (let i = 0; withCold && i < COLD; i++) {
        await opened.close()
        address.url = await address.restart()
        opened = await open(address.url)
        cold.push((await opened.get(level, where)).ms)
      }
      await opened.get(level, where)
      const heard: Statement[] = []
      const stop = listen((statement) => heard.push(statement))
      const { bytes } = await opened.get(level, where)
      stop()
      const warm: number[] = []
      for (let i = 0; i < WARM; i++) warm.push((await opened.get(level, where)).ms)
      const { times, by } = await runBare(address.url, heard, WARM)
      const row = { what, level, goal: goal ?? null, kb: bytes / 1024, cold, warm, bare: times, by }
      rows.push(row)
      say(line(row))
    }
  await opened.close()
  return rows
}

const ratio = (r: Row): number => at(r.warm, 0.5) / at(r.bare, 0.5)
const line = (r: Row): string =>
  `| ${r.what} | ${r.level} | ${Math.round(r.kb)} | ${r.cold.length ? `${shown(at(r.cold, 0.5))} / ${shown(at(r.cold, 0.95))}` : '—'} | ${shown(at(r.warm, 0.5))} / ${shown(at(r.warm, 0.95))} | ${shown(at(r.bare, 0.5))} | ${ratio(r).toFixed(2)} ${ratio(r) <= 1.3 ? '✓' : 'over'} | ${r.goal === null ? '' : at(r.warm, 0.95) <= r.goal ? '✓' : 'over'} |`

function page(found: {
  rows: Row[]
  nation: Row[]
  year: Download
  sizes: Record<string, number>
  after: Record<string, number>
}): string {
  const { rows, nation, year, sizes, after } = found
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${gigabytes} GB, Node.js ${process.version}`
  const head =
    '| what | reader | KB | cold p50 / p95 | warm p50 / p95 | same SQL bare p50 | ratio (≤ 1.3) | board p95 ≤ 150 |\n|---|---|---|---|---|---|---|---|'
  const perSecond = Math.round(year.rows / year.seconds)
  return `# The report chain on a province

Written by \`npm run bench:reports\` on ${new Date().toISOString().slice(0, 10)}: ${machine}; embedded PostgreSQL as it is shipped (fsync on, nothing tuned); load of the machine when it began ${began}. Milliseconds. The province is generated: ${sizes.units} units, ${sizes.doctors} doctors, ${PROVINCE.years.length} years, ${sizes.cards?.toLocaleString('en')} day cards, ${sizes.months?.toLocaleString('en')} months added up (docs/decisions/0008).

Each request runs through the whole server (session, policy, row-level security, contract) by \`inject\`: ${WARM} times warm; cold is the first request after PostgreSQL and the server were stopped and started (${COLD} times each: PostgreSQL's buffers and every plan are gone, the operating system's page cache is not). "Same SQL bare" is every reading statement of that very request, heard as it went by, run again in one transaction under the same role and row scope by ${rows[0]?.by ?? 'psql'} (its own timing, answers thrown away). Forms come in pages of 500 rows with the sums of all.

${head}
${rows.map(line).join('\n')}

## A year's 附件3 of the province as a file

${year.rows.toLocaleString('en')} rows × 24 columns in ${year.seconds.toFixed(1)} s: **${perSecond.toLocaleString('en')} rows/s** (goal ≥ 10,000: ${perSecond >= 10_000 ? 'met' : 'missed'}), ${(year.bytes / 2 ** 20).toFixed(1)} MB. The server's own process: ${year.before} MB before, ${year.peak} MB at its peak, **${year.peak - year.before} MB** for the download (goal < 150 MB: ${year.peak < 150 ? 'met by the whole process' : year.peak - year.before < 150 ? 'met by the download, not by the whole process' : 'missed'}).

## What falls short

- The ratio to bare SQL is over 1.3 wherever the SQL itself takes few milliseconds: session, contract and layout cost some 5 to 20 ms each time, however fast the database is. It is the absolute time that a reader waits.
${rows.some((r) => r.goal !== null && at(r.warm, 0.95) > r.goal) ? "- The province's board misses its goal on this machine at the load it had: most of it is the database reading 14,000 months and 42,000 doctors' places under row-level security.\n" : ''}- Completeness of a province is reckoned in JavaScript from 13,000 obligations by the same rule that the screens use (domain/reports/obligations.ts), not in SQL: its ratio to its few statements is large while its time is small.
- A cold figure keeps the operating system's page cache; a machine that was switched off reads from its disk besides.
- What a download adds to the server's memory depends on when its garbage is collected (76 MB and 209 MB were seen in two runs of one day); a whole server with its typesetter, solver and codecs loaded stands above 150 MB before anybody asks for anything.
- Looking back "as of" a day in the midst of a month reads that month's days again (docs/decisions/0008) and is slower than today's board.
- The nation is a slice: other provinces' rows in the same tables on one machine, not a distributed database.

## A slice of a nation

${NATION.length} more provinces of one year beside it, ${after.everywhere?.toLocaleString('en')} day cards in all; the same questions, warm.${sizes.nation ? ' In this run the first table was taken beside them too.' : ''}

${head}
${nation.map(line).join('\n')}
`
}

const address = { url: '', restart: async () => '' }
const started = Date.now()
// a connection that the restart cut off under a client is what a cold start is
process.on('uncaughtException', (error) => {
  if (!/terminat|ECONNRESET/.test(error.message)) throw error
})
let server = await startEmbedded(home)
address.restart = async () => {
  await server.stop()
  server = await startEmbedded(home)
  return server.url.replace(/\/[^/]*$/, '/bench')
}
try {
  const database = server.url.replace(/\/[^/]*$/, '/bench')
  const built = kept ? await isBuilt(database) : false
  address.url = built ? database : await createDatabase(server.url, 'bench')
  if (built) await migrate(address.url)
  else await build(address.url)
  await analyse(address.url)
  say(`built after ${Math.round((Date.now() - started) / 1000)} s`)
  const sizes = await counts(address.url)
  // a kept database may hold the nation already: then both tables are taken beside it
  const beside = sizes.nation !== 0
  const rows = await measureAll(address, true)
  const opened = await open(address.url)
  const { cookie } = opened
  await opened.close()
  const year = await downloadYear(
    address.url,
    cookie,
    `/api/regions/350000/programmes/${PROGRAMME}/forms/workload-return/2024/xlsx`,
  )
  say(`xlsx ${JSON.stringify(year)}`)
  const db = connect(address.url, 1)
  if (!beside) await inScope(db, { kind: 'system' }, (trx) => makeProvince(trx, ...NATION))
  await db.destroy()
  await analyse(address.url)
  const nation = await measureAll(address, false)
  const text = page({ rows, nation, year, sizes, after: await counts(address.url) })
  say(text)
  if (!small) writeFileSync(join(projectRoot, 'docs', 'bench-reports.md'), text)
} finally {
  await server.stop()
  if (!kept) rmSync(home, { recursive: true, force: true })
}
