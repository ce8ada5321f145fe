// A bureau's own Word template: guarded on upload, its tags found with their places, filled with easy-template-x. Tags are
// plain words in double braces, {{累计人次}}; a loop {{#单位}} … {{/单位}} may run over the rows of a table.
import { TemplateHandler } from 'easy-template-x'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { type Problem, problems } from '../../../domain/shared/problem.ts'
import { LIMITS } from '../sheets/limits.ts'
import { Refused, refusal } from '../sheets/refusals.ts'
import { sniff } from '../sheets/sniff.ts'
import { guardZip } from '../sheets/zip-guard.ts'

const WORD = {
  remedyZh: '请用 WPS 或 Word 打开，另存为 .docx（不带宏的文档）再上传。',
  remedyEn: 'Open it in WPS or Word, save it as a .docx without macros and upload that.',
}
const templateProblem = problems({
  'template-not-word': { zh: '这不是 Word 文档（.docx）', en: 'This is no Word document (.docx).', ...WORD },
  'template-with-macros': {
    zh: '模板里有宏或嵌入的程序（{part}），已拒绝',
    en: 'The template holds macros or embedded programs ({part}) and was refused.',
    ...WORD,
  },
  'template-links-out': {
    zh: '模板引用了外部内容（{target}），已拒绝',
    en: 'The template refers to something outside itself ({target}) and was refused.',
    remedyZh: '请取消超链接、链接图片和附加的模板后再上传。',
    remedyEn: 'Remove hyperlinks, linked pictures and attached templates, then upload it.',
  },
  'template-active-field': {
    zh: '模板里有会读取其他文件的域（{field}），已拒绝',
    en: 'The template has a field that reads other files ({field}) and was refused.',
    remedyZh: '请删去这个域（选中后按 Ctrl+Shift+F9 转成文字）再上传。',
    remedyEn: 'Turn the field into text (Ctrl+Shift+F9) and upload it again.',
  },
  'tag-unknown': {
    zh: '不认识标签 {tag}',
    en: 'The tag {tag} is not known.',
    remedyZh: '请对照标签说明改写{near}。',
    remedyEn: 'See the list of tags{nearEn}.',
  },
  'tag-outside-loop': {
    zh: '标签 {tag} 只能写在 {loop} 里面',
    en: 'The tag {tag} belongs inside {loop}.',
    remedyZh: '请把它放进表格中以 {loop} 开头的那一行。',
    remedyEn: 'Move it into the table row that begins with {loop}.',
  },
  'tag-loop-open': {
    zh: '{tag} 没有对应的结束标签',
    en: '{tag} is not closed.',
    remedyZh: '请在同一行或同一段的末尾写上 {close}。',
    remedyEn: 'Write {close} at the end of the same row or paragraph.',
  },
  'tag-loop-unopened': {
    zh: '{tag} 没有对应的开始标签',
    en: '{tag} closes nothing.',
    remedyZh: '请删去它，或在前面写上 {open}。',
    remedyEn: 'Remove it, or write {open} before it.',
  },
  'tag-braces': {
    zh: '双花括号没有成对：{text}',
    en: 'Braces do not match: {text}',
    remedyZh: '标签写作 {{名称}}，前后各两个半角花括号。',
    remedyEn: 'A tag is written {{name}}, two braces on each side.',
  },
  'template-without-tags': {
    zh: '模板里没有标签，填出来和模板一样',
    en: 'The template has no tags: filled in it would stay as it is.',
    remedyZh: '请对照标签说明，在要填数的地方写上标签。',
    remedyEn: 'Write tags where figures belong; see the list of tags.',
    severity: 'warning',
  },
})

/** Thrown when a file is no template that may be kept. */
export class TemplateRefused extends Error {
  readonly problems: Problem[]
  constructor(found: Problem[]) {
    super(found.map((p) => p.en).join('; '))
    this.problems = found
  }
}

/** Which tags there are: plain ones, and loops with the tags inside them. */
export type TagCatalogue = { plain: readonly string[]; loops: Readonly<Record<string, readonly string[]>> }
export type FoundTag = { name: string; loop: string | null; place: string }
export type TemplateFacts = { tags: FoundTag[]; problems: Problem[] }

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const DANGEROUS =
  /(?:^|\/)(?:vbaProject|vbaData)|^word\/(?:embeddings|activeX|afchunk)|\.(?:bin|exe|dll|js|vbs|ole)$/i
const ACTIVE = /\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|LINK|MACROBUTTON|RD)\b/i

type Texts = Record<string, string>

function xmlAttributes(xml: string, each: (name: string, attributes: Record<string, string>) => void): void {
  const parser = new SaxesParser()
  parser.on('opentag', (tag) =>
    each(tag.name.slice(tag.name.indexOf(':') + 1), tag.attributes as Record<string, string>),
  )
  parser.write(xml).close()
}

function checkParts(names: readonly string[], texts: Texts): void {
  const found: Problem[] = []
  const part = names.find((name) => DANGEROUS.test(name))
  if (part) found.push(templateProblem('template-with-macros', { part }))
  let main = ''
  xmlAttributes(texts['[Content_Types].xml'] ?? '<x/>', (_, a) => {
    if (a.PartName === '/word/document.xml') main = a.ContentType ?? ''
    if (/macroEnabled|vbaProject|oleObject|activeX/i.test(a.ContentType ?? '') && !part)
      found.push(templateProblem('template-with-macros', { part: a.PartName ?? a.ContentType ?? '' }))
  })
  if (main !== MAIN && found.length === 0) found.push(templateProblem('template-not-word'))
  for (const [name, xml] of Object.entries(texts)) {
    if (!name.endsWith('.rels')) continue
    xmlAttributes(xml, (tag, a) => {
      if (tag === 'Relationship' && /external/i.test(a.TargetMode ?? ''))
        found.push(
          templateProblem('template-links-out', { target: (a.Target ?? '').slice(0, 80) }, { path: name }),
        )
    })
  }
  for (const [name, xml] of Object.entries(texts)) {
    if (!name.startsWith('word/') || name.endsWith('.rels')) continue
    let code = ''
    let inside = false
    const parser = new SaxesParser()
    parser.on('opentag', (tag) => {
      inside = /instrText$/.test(tag.name)
      const instruction = (tag.attributes as Record<string, string>)['w:instr']
      if (instruction) code += ` ${instruction}`
      if (/altChunk$/.test(tag.name))
        found.push(templateProblem('template-with-macros', { part: tag.name }, { path: name }))
    })
    parser.on('closetag', () => {
      inside = false
    })
    parser.on('text', (text) => {
      if (inside) code += text
    })
    parser.write(xml).close()
    const field = ACTIVE.exec(code)?.[1]
    if (field)
      found.push(templateProblem('template-active-field', { field: field.toUpperCase() }, { path: name }))
  }
  if (found.length > 0) throw new TemplateRefused(found)
}

/** Unpacks a file that may be kept as a template. @throws TemplateRefused */
async function openTemplate(bytes: Uint8Array): Promise<Texts> {
  const refuse = (problem: Problem): never => {
    throw new TemplateRefused([problem])
  }
  if (bytes.length > LIMITS.fileBytes)
    refuse(refusal('file-too-large', { size: Math.round(bytes.length / 1e6), limit: LIMITS.fileBytes / 1e6 }))
  if (sniff(bytes) !== 'zip') refuse(templateProblem('template-not-word'))
  try {
    if ((await guardZip(bytes)) !== 'text-document') refuse(templateProblem('template-not-word'))
  } catch (error) {
    if (error instanceof Refused) refuse(refusal(error.code, error.values))
    throw error
  }
  const entries = unzipSync(bytes)
  const texts = Object.fromEntries(
    Object.entries(entries).flatMap(([name, data]) =>
      /\.(?:xml|rels)$/i.test(name) ? [[name, strFromU8(data)]] : [],
    ),
  )
  checkParts(Object.keys(entries), texts)
  return texts
}

type Line = { text: string; place: string; row: string }

/** The text of every paragraph with its place: 正文第 3 段, 第 1 个表格第 2 行. */
function linesOf(part: string, xml: string): Line[] {
  const where = /header/.test(part) ? '页眉' : /footer/.test(part) ? '页脚' : '正文'
  const lines: Line[] = []
  const open: { text: string }[] = []
  let paragraphs = 0
  let tables = 0
  let depth = 0
  let row = 0
  let inText = false
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => {
    if (tag.name === 'w:tbl') {
      depth += 1
      if (depth === 1) {
        tables += 1
        row = 0
      }
    } else if (tag.name === 'w:tr' && depth === 1) row += 1
    else if (tag.name === 'w:p') {
      if (depth === 0) paragraphs += 1
      open.push({ text: '' })
    } else inText = tag.name === 'w:t'
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (inText && last) last.text += text
  })
  parser.on('closetag', (tag) => {
    if (tag.name === 'w:tbl') depth -= 1
    if (tag.name === 'w:t') inText = false
    const done = tag.name === 'w:p' ? open.pop() : undefined
    if (done?.text)
      lines.push({
        text: done.text,
        place: depth > 0 ? `${where}第 ${tables} 个表格第 ${row} 行` : `${where}第 ${paragraphs} 段`,
        row: depth > 0 ? `${part}/${tables}/${row}` : `${part}/p${paragraphs}`,
      })
  })
  parser.write(xml).close()
  return lines
}

/** The known tag that differs least, for the remedy; '' when none is near. */
function nearest(name: string, known: readonly string[]): string {
  const shared = (other: string): number => [...new Set(name)].filter((c) => other.includes(c)).length
  const best = known
    .map((other) => ({ other, score: shared(other) / Math.max(name.length, other.length) }))
    .sort((a, b) => b.score - a.score)[0]
  return best && best.score >= 0.5 ? best.other : ''
}

const TAG = /\{\{([^{}]*)\}\}/g
const braced = (name: string): string => `{{${name}}}`

type Loop = { name: string; line: Line }

/** Reads the tags of a text in order and says what is wrong with each. */
function readTags(lines: readonly Line[], catalogue: TagCatalogue): TemplateFacts {
  const tags: FoundTag[] = []
  const found: Problem[] = []
  const stack: Loop[] = []
  const report = (
    code: Parameters<typeof templateProblem>[0],
    values: Record<string, string>,
    line: Line,
  ): void => {
    found.push(templateProblem(code, values, { path: line.place }))
  }
  const unknown = (name: string, known: readonly string[], line: Line): void => {
    const near = nearest(name.replace(/^[#/]/, ''), known)
    report(
      'tag-unknown',
      {
        tag: braced(name),
        near: near ? `，可能是 ${braced(near)}` : '',
        nearEn: near ? `; perhaps ${braced(near)}` : '',
      },
      line,
    )
  }
  for (const line of lines) {
    for (const match of line.text.matchAll(TAG)) {
      const name = (match[1] ?? '').trim()
      const loop = stack.at(-1)
      if (name.startsWith('#')) {
        if (!Object.hasOwn(catalogue.loops, name.slice(1))) unknown(name, Object.keys(catalogue.loops), line)
        stack.push({ name: name.slice(1), line })
        tags.push({ name, loop: null, place: line.place })
      } else if (name.startsWith('/')) {
        const last = stack.pop()
        if (!last) report('tag-loop-unopened', { tag: braced(name), open: braced(`#${name.slice(1)}`) }, line)
        else if (name !== '/' && last.name !== name.slice(1))
          report('tag-loop-open', { tag: braced(`#${last.name}`), close: braced(`/${last.name}`) }, last.line)
        tags.push({ name, loop: null, place: line.place })
      } else {
        const inside = loop
          ? Object.hasOwn(catalogue.loops, loop.name)
            ? (catalogue.loops[loop.name] ?? [])
            : []
          : []
        const home = Object.entries(catalogue.loops).find(([, names]) => names.includes(name))?.[0]
        if (!inside.includes(name) && !catalogue.plain.includes(name)) {
          if (home) report('tag-outside-loop', { tag: braced(name), loop: braced(`#${home}`) }, line)
          else unknown(name, [...inside, ...catalogue.plain], line)
        }
        tags.push({ name, loop: loop?.name ?? null, place: line.place })
      }
    }
    const rest = line.text.replace(TAG, '')
    if (/\{\{|\}\}/.test(rest)) report('tag-braces', { text: rest.slice(0, 40) }, line)
  }
  for (const { name, line } of stack)
    report('tag-loop-open', { tag: braced(`#${name}`), close: braced(`/${name}`) }, line)
  return { tags, problems: found }
}

/** Checks a template: may it be kept, which tags it has and where, and what is wrong with them. @throws TemplateRefused */
export async function checkTemplate(bytes: Uint8Array, catalogue: TagCatalogue): Promise<TemplateFacts> {
  const texts = await openTemplate(bytes)
  const tags: FoundTag[] = []
  const found: Problem[] = []
  for (const part of Object.keys(texts)
    .filter((name) => /^word\/(?:document|header\d*|footer\d*)\.xml$/.test(name))
    .sort()) {
    const read = readTags(linesOf(part, texts[part] ?? ''), catalogue)
    tags.push(...read.tags)
    found.push(...read.problems)
  }
  if (tags.length === 0 && found.length === 0) found.push(templateProblem('template-without-tags'))
  return { tags, problems: found }
}

export type TemplateValues = Record<string, string | Record<string, string>[]>

/** Puts braces apart, so that a value can never be read as a tag of its own. */
const harmless = (value: string): string => value.replaceAll('{{', '{ {').replaceAll('}}', '} }')

/** Fills a checked template; values stand as text, whatever is in them. */
export async function fillTemplate(bytes: Uint8Array, values: TemplateValues): Promise<Uint8Array> {
  const safe = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? harmless(value)
        : value.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, harmless(v)]))),
    ]),
  )
  const handler = new TemplateHandler({
    delimiters: { tagStart: '{{', tagEnd: '}}', containerTagOpen: '#', containerTagClose: '/' },
  })
  return new Uint8Array(await handler.process(Buffer.from(bytes), safe))
}
