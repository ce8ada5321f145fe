// `npm run faults:offline`: 200 days and 20 photographs on a phone, 20 killed browsers, a bad network; about ten minutes, one line at the end.
// `--short`: twelve days. `--seed N`: another storm. `--cards N`: another number of days.
import { parseArgs } from 'node:util'
import { buildWeb } from '../../cli/build-web.ts'
import setUpDatabase from '../harness/global-setup.ts'
import { LONG, SHORT } from './scales.ts'
import { runStorm } from './storm.ts'

const { values } = parseArgs({
  options: { short: { type: 'boolean' }, seed: { type: 'string' }, cards: { type: 'string' } },
})
const started = Date.now()
const say = (text: string): void => {
  process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}\n`)
}
const base = values.short ? SHORT : LONG
const scale = {
  ...base,
  seed: Number(values.seed ?? base.seed),
  cards: Number(values.cards ?? base.cards),
}

await buildWeb(say)
const tearDown = await setUpDatabase()
let faults: string[]
try {
  const outcome = await runStorm(scale, say)
  for (const [name, value] of Object.entries(outcome.figures)) say(`${name.padEnd(20)} ${value}`)
  faults = outcome.faults
} catch (error) {
  faults = [error instanceof Error ? (error.stack ?? error.message) : String(error)]
} finally {
  await tearDown()
}
for (const fault of faults) say(`✗ ${fault}`)
process.stdout.write(faults.length ? 'FAIL\n' : 'PASS\n')
process.exit(faults.length ? 1 : 0)
