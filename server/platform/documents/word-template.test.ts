// The bureau's own templates: hostile files are refused, wrong tags are named with their places, values stand as text.
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { buildDocument } from '../../../domain/reports/documents/build.ts'
import { factsOf } from '../../../domain/reports/documents/facts.ts'
import { tagCatalogue, tagHelp, tagValues } from '../../../domain/reports/documents/template-tags.ts'
import { sampleHead, sampleLedger } from '../../../test/fixtures/documents.ts'
import { HOSTILE, monthTemplate, wordTemplate } from '../../../test/fixtures/word-templates.ts'
import { checkTemplate, fillTemplate, TemplateRefused } from './word-template.ts'

const facts = factsOf(sampleLedger())
const document = buildDocument('monthlyNarrative', facts, ['工作进度推进情况', '存在问题'], sampleHead())
const wordsOf = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
    .replace(/<\/w:p>|<w:br\/>/g, '\n')
    .replace(/<[^>]+>/g, '')
const check = (bytes: Uint8Array) => checkTemplate(bytes, tagCatalogue)

describe('what is refused', () => {
  it.each(HOSTILE)('%s', async (_, code, make) => {
    const refused = await check(await make()).then(
      () => [],
      (error: unknown) =>
        error instanceof TemplateRefused ? error.problems.map((p) => p.code) : [String(error)],
    )
    expect(refused).toContain(code)
  })
  it('keeps an ordinary document', async () => {
    expect((await check(await monthTemplate())).problems).toEqual([])
  })
})

describe('tags', () => {
  it('are found although Word cuts them into runs, each with its place', async () => {
    const { tags } = await check(await monthTemplate())
    expect(tags).toContainEqual({ name: '地区', loop: null, place: '正文第 1 段' })
    expect(tags).toContainEqual({ name: '本期下基层服务人次', loop: null, place: '正文第 2 段' })
    expect(tags).toContainEqual({ name: '累计人次', loop: '受援单位', place: '正文第 1 个表格第 2 行' })
  })
  it.each([
    ['{{累计下基层人次}}', 'tag-unknown', '{{累计下基层服务人次}}'],
    ['{{constructor}}', 'tag-unknown', ''],
    ['{{#__proto__}}x{{/__proto__}}', 'tag-unknown', ''],
    ['{{单位名称}}', 'tag-outside-loop', '{{#受援单位}}'],
    ['{{#受援单位}}{{单位名称}}', 'tag-loop-open', '{{/受援单位}}'],
    ['{{/受援单位}}', 'tag-loop-unopened', '{{#受援单位}}'],
    ['{{地区', 'tag-braces', ''],
  ])('%s is %s, with its remedy', async (text, code, remedy) => {
    const { problems } = await check(await monthTemplate([text]))
    const found = problems.find((p) => p.code === code)
    expect(found, JSON.stringify(problems)).toBeDefined()
    expect(`${found?.zh}${found?.remedyZh}`).toContain(remedy)
    expect(found?.place?.path).toMatch(/正文第 \d+ 段/)
  })
  it('are missed where there are none', async () => {
    expect((await check(await wordTemplate([]))).problems.map((p) => p.code)).toEqual([
      'template-without-tags',
    ])
  })
  it('all have a meaning and a value of their own', () => {
    const values = tagValues(facts, document)
    const names = [...tagHelp.tags.map((t) => t.name), ...tagHelp.loops.map((l) => l.name)]
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => values[name] === undefined)).toEqual([])
    expect([...tagHelp.tags, ...tagHelp.loops].filter((t) => t.meaning === '')).toEqual([])
  })
})

describe('filling', () => {
  it('puts figures and sections in, a row for each unit, rare characters included', async () => {
    const text = wordsOf(await fillTemplate(await monthTemplate(), tagValues(facts, document)))
    expect(text).toContain('乙区2024年8月简报')
    expect(text).toContain('本期完成31人次，累计187人次，满意率尚无数据。')
    for (const unit of sampleLedger().units) expect(text).toContain(unit.name)
    expect(text).toContain('送医上门进度偏慢')
    expect(text).not.toMatch(/\{\{|\}\}/)
  })
  it('never reads a value as a tag or as markup', async () => {
    const values = { ...tagValues(facts, document), 地区: '<w:p/>{{期间}}&"甲"', 存在问题: '一\n二' }
    const filled = await fillTemplate(await monthTemplate(), values)
    const xml = strFromU8(unzipSync(filled)['word/document.xml'] ?? new Uint8Array())
    expect(xml).toContain('&lt;w:p/&gt;')
    expect(xml).toMatch(/\{ \{期间\} \}|\{ \{\s*期间/)
    expect(wordsOf(filled)).toMatch(/一\n+二/)
  })
})
