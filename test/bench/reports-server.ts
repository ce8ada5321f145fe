// A server of its own for `npm run bench:reports`, so that its memory is its own: listens on a free port, says which.
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/platform/config.ts'
import { connect } from '../../server/platform/database.ts'

const now = new Date('2024-12-31T09:00:00+08:00')
const app = createApp({
  db: connect(process.env.XUNZHEN_BENCH_DATABASE ?? '', 4),
  clock: { now: () => now },
  config: readConfig({ PORT: '3000' }, true),
  log: (text, details) => process.stderr.write(`${text} ${JSON.stringify(details)}\n`),
})
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
