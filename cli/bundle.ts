// `bin/xunzhen bundle verify FILE`: whether an inspection bundle is as it was made: every file's hash, and the chain of every
// report's sealed versions. Needs neither a server nor a database.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { checkSums } from '../server/platform/documents/sums.ts'

const USAGE = '用法 usage: xunzhen bundle verify 文件.zip\n'
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array())

/** Reports whose versions do not follow from each other: each hash covers its content and the hash before. */
export function brokenChains(files: ReadonlyMap<string, Uint8Array>): string[] {
  const folders = new Map<string, number>()
  for (const path of files.keys()) {
    const found = /^(reports\/.+)\/v(\d+)\/content\.json$/.exec(path)
    if (found?.[1]) folders.set(found[1], Math.max(folders.get(found[1]) ?? 0, Number(found[2])))
  }
  return [...folders].flatMap(([folder, last]) => {
    let before = ''
    for (let version = 1; version <= last; version++) {
      const at = `${folder}/v${version}`
      const hash = createHash('sha256')
        .update(`${before}\n${text(files.get(`${at}/content.json`))}`)
        .digest('hex')
      if (hash !== text(files.get(`${at}/hash.txt`)).trim()) return [at]
      before = hash
    }
    return []
  })
}

export async function run(args: string[]): Promise<number> {
  const [verb, file] = args
  if (verb !== 'verify' || !file) {
    process.stderr.write(USAGE)
    return 64
  }
  let files: Map<string, Uint8Array>
  try {
    files = new Map(Object.entries(unzipSync(readFileSync(file))))
  } catch (error) {
    process.stderr.write(`读不了这个文件 cannot read this file: ${file}（${(error as Error).message}）\n`)
    return 66
  }
  const sums = files.get('SHA256SUMS')
  if (!sums) {
    process.stderr.write('这不是检查资料包：缺 SHA256SUMS · no inspection bundle\n')
    return 65
  }
  const wrong = checkSums(files, text(sums))
  const broken = brokenChains(files)
  for (const path of wrong) process.stdout.write(`被改动或缺失 altered or missing: ${path}\n`)
  for (const path of broken) process.stdout.write(`封存版本不符 sealed version differs: ${path}\n`)
  if (wrong.length + broken.length > 0) return 1
  process.stdout.write(`完好 intact: ${files.size} 个文件 files\n`)
  return 0
}
