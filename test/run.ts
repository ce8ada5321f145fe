// `npm test`: everything, in order, with one plain line at the end. `npm run lint` stops after the static checks.
// Each step counts as one test; the test runners add their own counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildWeb } from '../cli/build-web.ts'
import { projectRoot } from '../server/platform/config.ts'

type Counts = { passed: number; failed: number; skipped: number }
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const bin = (name: string): string => join(projectRoot, 'node_modules', '.bin', name)
const output = join(projectRoot, 'test', 'output')

function heading(text: string): void {
  process.stdout.write(`\n── ${text}\n`)
}

function add(counts: Counts): void {
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}

/** A step that passes or fails as a whole. */
function step(name: string, command: string, args: string[]): void {
  heading(name)
  const started = Date.now()
  const result = spawnSync(command, args, { cwd: projectRoot, stdio: 'inherit' })
  const passed = result.status === 0
  process.stdout.write(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 })
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

function vitest(name: string, args: string[]): void {
  heading(name)
  const report = join(output, `${args.at(-1)?.replace(/\W+/g, '-') ?? 'vitest'}.json`)
  const result = spawnSync(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '0' } },
  )
  if (!existsSync(report)) {
    add({ passed: 0, failed: 1, skipped: 0 })
    return
  }
  const r = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  // A run that fails without a failed test (a broken set-up, a crash) still counts as a failure.
  const failed = r.numFailedTests || (result.status === 0 ? 0 : 1)
  add({ passed: r.numPassedTests, failed, skipped: r.numPendingTests })
}

mkdirSync(output, { recursive: true })
step('format and lint (Biome)', bin('biome'), ['check', '.'])
step('lint, type-aware (oxlint)', bin('oxlint'), ['--type-aware', '--quiet', '.'])
step('types (tsc)', bin('tsc'), ['--noEmit'])
step('boundaries (dependency-cruiser)', bin('depcruise'), [
  '--config',
  'dependency-cruiser.config.mjs',
  'domain',
  'contract',
  'server',
  'optimiser',
  'web',
  'cli',
  'database',
])
step('dead code (knip)', bin('knip'), [])
if (process.argv[2] !== 'lint') {
  heading('build')
  await buildWeb((text) => process.stdout.write(`${text}\n`))
  vitest('unit, property, HTTP, golden files', ['--config', 'vitest.config.ts'])
  vitest('browser journeys', ['--config', 'test/journeys/vitest.config.ts'])
}
const { passed, failed, skipped } = total
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = failed === 0 ? 0 : 1
