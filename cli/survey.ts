// `bin/xunzhen survey verify FILE [--hash HASH]`: draws a published survey again and says what matches. Needs neither a server
// nor a database; `--hash` is the frame's hash as somebody noted it before the draw (R19).
import { readFileSync } from 'node:fs'
import { asDrawFile, drawFileSchema } from '../contract/survey-draw-file.ts'
import { checkDrawFile } from '../domain/surveys/draw-file.ts'
import { hmacSm3, sm3 } from '../server/platform/sm3.ts'
import { type Streams, standardStreams } from './file-command.ts'

const USAGE = '用法 usage: xunzhen survey verify 抽样文件.json [--hash 事先记下的名单校验值]\n'

/** 0 as published, 1 something differs, 64 usage, 65 no draw file, 66 not to be read. */
export async function run(args: string[], { out, err }: Streams = standardStreams): Promise<number> {
  const [verb, path, flag, announced, more] = args
  const plain = flag === undefined || (flag === '--hash' && /^[0-9a-f]{64}$/.test(announced ?? ''))
  if (verb !== 'verify' || !path || !plain || more !== undefined) {
    err(USAGE)
    return 64
  }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    err(`读不了这个文件 cannot read this file: ${path}（${(error as Error).message}）\n`)
    return 66
  }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    err('这不是抽样文件：不是 JSON · no draw file: not JSON\n')
    return 65
  }
  const parsed = drawFileSchema.safeParse(value)
  if (!parsed.success) {
    const places = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || '（整个文件）')
    err(`这不是抽样文件，或缺了内容 no draw file: ${places.join('、')}\n`)
    return 65
  }
  const file = asDrawFile(parsed.data)
  const findings = checkDrawFile(file, { hash: sm3, keyed: hmacSm3, announced })
  out(`${file.survey.name} ${file.survey.regionId} ${file.survey.programmeId}\n`)
  for (const { ok, zh, en } of findings) out(`${ok ? '✓' : '✗'} ${zh} · ${en}\n`)
  const wrong = findings.filter(({ ok }) => !ok).length
  out(
    wrong === 0
      ? '重新抽取的结果与公布的一致 drawn again, everything is as published\n'
      : `有 ${wrong} 处与公布的不一致 ${wrong} differ\n`,
  )
  return wrong === 0 ? 0 : 1
}
