// Builds the pages when their sources changed since the last build (vite, three builds: desk, phone, public renderer).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../server/platform/config.ts'

const stamp = join(projectRoot, 'dist', 'built-from')
const sources = [
  'web/**/*.{ts,tsx,css,html,svg,png,webmanifest}',
  'contract/**/*.ts',
  'domain/**/*.ts',
  'vite.config.ts',
  'package-lock.json',
]

/** A hash over names, sizes and times of everything a build reads. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((pattern) => globSync(pattern, { cwd: projectRoot })).sort()) {
    const path = join(projectRoot, file)
    hash.update(file).update(statSync(path).size.toString()).update(readFileSync(path))
  }
  return hash.digest('hex')
}

/** R28: what a phone loads before its first page, at most (docs/decisions/0007); pictures of the icon come later. */
const FIELD_BUDGET = 130 * 1024

/** The page, what it names, what that imports at once, and the service worker; parts loaded when opened come after. */
function firstFiles(cwd: string): string[] {
  const page = readFileSync(join(cwd, 'index.html'), 'utf8')
  const found = new Set([...page.matchAll(/assets\/[\w.-]+\.(?:js|css)/g)].map(([file]) => file))
  for (const file of found) {
    if (!file.endsWith('.js')) continue
    const text = readFileSync(join(cwd, file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)) found.add(`assets/${name}`)
  }
  return ['index.html', 'service-worker.js', ...found]
}

function fieldWeight(): { first: number; later: number } {
  const cwd = join(projectRoot, 'dist', 'field')
  const weigh = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(cwd, file)), { level: 9 }).length, 0)
  const first = firstFiles(cwd)
  const later = globSync('assets/*.{js,css}', { cwd }).filter((file) => !first.includes(file))
  return { first: weigh(first), later: weigh(later) }
}

/** Builds when needed. @throws with the tool's words when the build fails. */
export async function buildWeb(report: (step: string) => void): Promise<void> {
  const now = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  report('构建页面（首次约半分钟）building the pages')
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  for (const mode of ['web', 'field', 'public']) {
    const result = spawnSync(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
      cwd: projectRoot,
      encoding: 'utf8',
    })
    if (result.status !== 0) throw new Error(`vite build --mode ${mode}:\n${result.stdout}\n${result.stderr}`)
  }
  const { first, later } = fieldWeight()
  const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1)
  report(
    `手机端首次加载 ${kilobytes(first)} KB（gzip，上限 130 KB），其后 ${kilobytes(later)} KB the phone's first load, and what follows`,
  )
  if (first > FIELD_BUDGET) throw new Error(`the phone's first load is ${first} bytes, over ${FIELD_BUDGET}`)
  mkdirSync(join(projectRoot, 'dist'), { recursive: true })
  writeFileSync(stamp, now)
}
