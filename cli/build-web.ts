// Builds the pages when their sources changed since the last build (vite, two builds: browser and public renderer).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../server/platform/config.ts'

const stamp = join(projectRoot, 'dist', 'built-from')
const sources = [
  'web/**/*.{ts,tsx,css,html}',
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

/** Builds when needed. @throws with the tool's words when the build fails. */
export async function buildWeb(report: (step: string) => void): Promise<void> {
  const now = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  report('构建页面（首次约半分钟）building the pages')
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  for (const mode of ['web', 'public']) {
    const result = spawnSync(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
      cwd: projectRoot,
      encoding: 'utf8',
    })
    if (result.status !== 0) throw new Error(`vite build --mode ${mode}:\n${result.stdout}\n${result.stderr}`)
  }
  mkdirSync(join(projectRoot, 'dist'), { recursive: true })
  writeFileSync(stamp, now)
}
