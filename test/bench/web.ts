// `npm run bench:web`: what the three entries weigh and how long a slow phone waits for them, beside their goals;
// prints the table and writes docs/bench-web.md. Never a test: the figures belong to the machine they were taken on.
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from '../../cli/build-web.ts'
import { projectRoot } from '../../server/platform/config.ts'
import setUpDatabase from '../harness/global-setup.ts'
import { startServer } from '../harness/server.ts'
import { measureDesk, measureField, measurePublic, type Row } from './entries.ts'

const started = Date.now()
const say = (text: string): void => void process.stdout.write(`${text}\n`)

function page(rows: readonly Row[]): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${gigabytes} GB, Node.js ${process.version}`
  const line = ({ what, value, unit, goal }: Row): string =>
    `| ${what} | ${value} ${unit} | ${goal === null ? '—' : `≤ ${goal} ${unit}`} | ${goal === null ? '' : value <= goal ? '✓' : 'over'} |`
  return `# What the pages weigh and how long they take

Written by \`npm run bench:web\` on ${new Date().toISOString().slice(0, 10)}: ${machine}. Headless Chromium against the server on the same machine. "Slow" is 562.5 ms latency, 1.44 Mbit/s down and a quarter of the processor (CDP; Lighthouse's values); the service worker's own fetches and the key derivation run outside the throttled thread, so a real old phone is slower in those. Weights are gzip -9 of documents, scripts and styles. Times are medians and include the driver's few milliseconds. Compare only figures of one machine.

| what | measured | goal | |
|---|---|---|---|
${rows.map(line).join('\n')}
`
}

await buildWeb(say)
const tearDown = await setUpDatabase()
try {
  const server = await startServer()
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const rows = [
    ...(await measurePublic(address)),
    ...(await measureDesk(address)),
    ...(await measureField(server, address)),
  ]
  await server.close()
  const text = page(rows)
  say(text)
  writeFileSync(join(projectRoot, 'docs', 'bench-web.md'), text)
  say(`${Math.round((Date.now() - started) / 1000)} s, docs/bench-web.md written`)
} finally {
  await tearDown()
}
