// Reads a programme file: YAML to the checked programme, or problems with line and remedy.
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { asProgramme, programmeFileSchema } from '../../../contract/programme-file.ts'
import { checkProgramme } from '../../../domain/programme/check.ts'
import type { Programme } from '../../../domain/programme/programme.ts'
import { type Problem, problems } from '../../../domain/shared/problem.ts'

const say = problems({
  'programme-yaml-broken': {
    zh: 'YAML 写法有误：{why}',
    en: 'The YAML is broken: {why}',
    remedyZh: '检查该行的缩进、引号和冒号（冒号后要有空格）。',
    remedyEn: 'Check indentation, quotes and colons of this line.',
  },
  'programme-field-wrong': {
    zh: '字段 {path} 不对：{whyZh}',
    en: 'Field {path} is not valid: {why}',
    remedyZh: '对照 programmes/schema.json 或已有方案文件改正。',
    remedyEn: 'Compare with programmes/schema.json or one of the programmes there are.',
  },
  'programme-field-unknown': {
    zh: '{path} 中有不认识的字段：{names}。',
    en: 'Unknown fields in {path}: {names}.',
    remedyZh: '删去，或核对拼写。',
    remedyEn: 'Remove them or check the spelling.',
  },
  'programme-too-large': {
    zh: '方案文件超过 1 MB。',
    en: 'The programme file is larger than 1 MB.',
    remedyZh: '方案只写规则，名单请用导入功能。',
    remedyEn: 'A programme holds rules only; import people from tables.',
  },
})

export type ReadProgramme = { programme: Programme | null; problems: Problem[] }

function lineOf(document: Document, counter: LineCounter, path: PropertyKey[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line
  }
  return undefined
}

const chinese = z.locales.zhCN().localeError
const english = z.locales.en().localeError

/** An issue in the words of one language; an issue's own message where the locale has none. */
function worded(issue: z.core.$ZodIssue, locale: z.core.$ZodErrorMap): string {
  const said = locale(issue as z.core.$ZodRawIssue)
  return (typeof said === 'string' ? said : said?.message) ?? issue.message
}

function problemOf(issue: z.core.$ZodIssue, file: string, line: number | undefined): Problem {
  const path = issue.path.map(String).join('.') || '文件'
  const place = { file, path, ...(line ? { line } : {}) }
  if (issue.code === 'unrecognized_keys')
    return say('programme-field-unknown', { path, names: issue.keys.join('、') }, place)
  return say(
    'programme-field-wrong',
    { path, why: worded(issue, english), whyZh: worded(issue, chinese) },
    place,
  )
}

/** The same problems with the file and the line of their path. */
export function placed(text: string, file: string, found: readonly Problem[]): Problem[] {
  if (found.length === 0) return []
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, schema: 'core' })
  return found.map((p) => {
    const path = (p.place?.path ?? '').split('.').map((s) => (/^\d+$/.test(s) ? Number(s) : s))
    const line = lineOf(document, counter, path)
    return { ...p, place: { ...p.place, file, ...(line ? { line } : {}) } }
  })
}

/** Parses and checks the text of a programme file; `programme` is null when any error stands. */
export function readProgramme(text: string, file: string): ReadProgramme {
  if (text.length > 1_000_000)
    return { programme: null, problems: [say('programme-too-large', {}, { file })] }
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, schema: 'core' })
  if (document.errors.length > 0) {
    return {
      programme: null,
      problems: document.errors.map((e) =>
        say(
          'programme-yaml-broken',
          { why: e.message.split('\n')[0] ?? e.code },
          { file, line: counter.linePos(e.pos[0]).line },
        ),
      ),
    }
  }
  const parsed = programmeFileSchema.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (!parsed.success)
    return {
      programme: null,
      problems: parsed.error.issues.map((i) => problemOf(i, file, lineOf(document, counter, i.path))),
    }
  const programme = asProgramme(parsed.data)
  const found = placed(text, file, checkProgramme(programme))
  return { programme: found.some((p) => p.severity === 'error') ? null : programme, problems: found }
}
