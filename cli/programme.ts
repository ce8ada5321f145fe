// `xunzhen programme check FILE…`: explains every error of a programme file with file, line and remedy.
import { readFileSync } from 'node:fs'
import { readProgramme } from '../server/rooms/programme/programme-file.ts'

/** Exit status 0 when every file is sound (warnings allowed), 1 when one has errors, 64 on wrong usage. */
export async function run(args: string[]): Promise<number> {
  const [act, ...files] = args
  const json = files.includes('--json')
  const names = files.filter((f) => !f.startsWith('--'))
  if (act !== 'check' || names.length === 0) {
    process.stderr.write('用法 usage: xunzhen programme check FILE.yaml [--json]\n')
    return 64
  }
  let wrong = false
  for (const file of names) {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      process.stderr.write(`✗ ${file}: 读不到文件 cannot read: ${(error as Error).message}\n`)
      wrong = true
      continue
    }
    const { programme, problems } = readProgramme(text, file)
    wrong ||= !programme
    if (json) {
      process.stdout.write(`${JSON.stringify({ file, ok: Boolean(programme), problems }, null, 2)}\n`)
      continue
    }
    for (const p of problems) {
      const mark = p.severity === 'error' ? '✗' : p.severity === 'warning' ? '!' : '·'
      process.stdout.write(
        `${mark} ${file}:${p.place?.line ?? 1} [${p.code}] ${p.zh}\n    ${p.en}\n    → ${p.remedyZh}\n`,
      )
    }
    if (programme)
      process.stdout.write(`✓ ${file}: ${programme.shortName}，${programme.rules.length} 条规则\n`)
  }
  return wrong ? 1 : 0
}
