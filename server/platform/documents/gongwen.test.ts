// Official documents on paper and in Word: the page of GB/T 9704, every name, only allowed fonts, no lonely signature.
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { applyEdits, buildDocument } from '../../../domain/reports/documents/build.ts'
import { DOCUMENT_KINDS, type DocumentKind } from '../../../domain/reports/documents/document.ts'
import { factsOf, type Ledger } from '../../../domain/reports/documents/facts.ts'
import { type PrintedDocument, printedOf } from '../../../domain/reports/documents/printed.ts'
import { RARE, sampleHead, sampleLedger } from '../../../test/fixtures/documents.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { chartPng } from './chart-picture.ts'
import { writeDocx } from './docx.ts'
import { writeGongwenPdf } from './gongwen.ts'
import { DocumentFailed } from './typst.ts'

const TITLES = ['工作进度推进情况', '存在问题', '下一步工作计划和建议']
const made = (kind: DocumentKind, over: Partial<Ledger> = {}): PrintedDocument =>
  printedOf(buildDocument(kind, factsOf(sampleLedger(over)), TITLES, sampleHead()))
const text = (words: string, lead = '') => ({ kind: 'text' as const, lead, text: words })
const short = (over: Partial<PrintedDocument> = {}): PrintedDocument => ({
  ...made('monthlyNarrative'),
  blocks: [text('正文。')],
  attachments: [],
  ...over,
})
const pagesOf = async (pdf: Uint8Array): Promise<string[]> => (await pdfFacts(pdf)).text.split('\n')

/** A county-wide city: counties ranked, the units' table turned in an annex. */
const city: Partial<Ledger> = {
  units: Array.from({ length: 45 }, (_, i) => ({
    id: `u${i}`,
    name: `第${i}镇卫生院`,
    county: `${'甲乙丙'[i % 3]}县`,
    posted: 1,
    personDays: i % 4,
    total: i,
    duties: 2,
    missing: 0,
    nextDuties: 1,
  })),
}

describe('the red-head PDF (GB/T 9704-2012)', () => {
  it.each(DOCUMENT_KINDS)('%s: PDF/A-2b, even pages, the imprint last, allowed fonts alone', async (kind) => {
    const { pdf, pages } = await writeGongwenPdf(made(kind))
    const facts = await pdfFacts(pdf)
    expect(pages % 2).toBe(0)
    expect(facts.raw).toMatch(/pdfaid:part>2<|pdfaid:part="2"/)
    expect(facts.raw).toMatch(/pdfaid:conformance>B<|pdfaid:conformance="B"/)
    expect(facts.fonts.filter((name) => !/^Noto(?:Serif|Sans)SC-/.test(name))).toEqual([])
    const all = facts.text.split('\n')
    expect(all.at(-1)).toContain('印发')
    expect(all[0]).toContain('甲市乙区卫生健康局文件')
    expect(all[0]).toContain('乙卫〔2024〕21号')
    expect(all[0]).toContain('—1—')
  })
  it('carries every name, rare characters included', async () => {
    const { text: words } = await pdfFacts((await writeGongwenPdf(made('bulletin'))).pdf)
    for (const unit of sampleLedger().units) expect(words).toContain(unit.name)
    for (const character of RARE) expect(words).toContain(character)
    const story = await pdfFacts((await writeGongwenPdf(made('monthlyNarrative'))).pdf)
    expect(story.text).toContain('李玥堃')
  })
  it('never leaves the signature alone on a page, nor the imprint without an even page', async () => {
    for (let lines = 12; lines <= 46; lines += 2) {
      const blocks = Array.from({ length: lines }, (_, i) => text(`第${i}行正文。`))
      const { pdf, pages } = await writeGongwenPdf(short({ blocks }))
      const all = await pagesOf(pdf)
      const signed = all.find((page) => /乙区卫生健康局2024年8月31日/.test(page.replace(/抄送.*/, '')))
      expect(signed, `${lines} lines`).toMatch(/行正文/)
      expect(pages % 2, `${lines} lines`).toBe(0)
    }
  })
  it('breaks a long last paragraph rather than leave the signature behind', async () => {
    const { pdf } = await writeGongwenPdf(
      short({ blocks: [text(`${'长'.repeat(28 * 9)}。`), text(`${'末'.repeat(28 * 12)}。`)] }),
    )
    const page = (await pagesOf(pdf)).find((each) => /2024年8月31日(?!印发)/.test(each))
    expect(page).toMatch(/末/)
  })
  it('prints a plain report without a red head or an imprint', async () => {
    const { text: words } = await pdfFacts((await writeGongwenPdf({ ...short(), redHead: false })).pdf)
    expect(words).not.toMatch(/文件|印发|〔/)
  })
  it('lists two annexes by number and puts each on a page of its own', async () => {
    const attachments = ['甲表', '乙表'].map((title) => ({ title, blocks: [text('内容。')] }))
    const words = (await pdfFacts((await writeGongwenPdf(short({ attachments }))).pdf)).text
    expect(words).toMatch(/附件：1\.甲表2\.乙表/)
    expect(words).toMatch(/附件1甲表内容/)
  })
  it('turns a wide table and repeats its header', async () => {
    const { pdf } = await writeGongwenPdf(made('bulletin', city))
    const words = (await pdfFacts(pdf)).text
    expect(words.split('受援单位县（市、区）').length).toBeGreaterThan(2)
    expect(words).toContain('各县（市、区）进展')
  })
  it('prints text that would be program code as the text it is, and names what no font has', async () => {
    const nasty = '#read("/etc/passwd") $x$ *a* @b <c> \\ // [d]'
    const { text: words } = await pdfFacts((await writeGongwenPdf(short({ blocks: [text(nasty)] }))).pdf)
    expect(words.replace(/\s/g, '')).toContain(nasty.replace(/\s/g, ''))
    await expect(writeGongwenPdf(short({ blocks: [text('孙𠮷')] }))).rejects.toThrow(DocumentFailed)
  })
  it('falls back to the shipped fonts where the bureau’s folder does not exist', async () => {
    expect((await writeGongwenPdf(short(), { fontFolder: '/nowhere/fonts' })).pages).toBe(2)
  })
  it('keeps lines to write on where a part would stand empty, and leaves other open places out', async () => {
    const { text: words } = await pdfFacts((await writeGongwenPdf(made('selfAssessment'))).pdf)
    expect(words).toContain('自评意见')
    expect(words).not.toContain('此处补充')
  })
})

const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).flatMap(([name, data]) =>
      name.endsWith('.xml') ? [[name, strFromU8(data)]] : [],
    ),
  )

describe('the .docx for Word and WPS', () => {
  it('names the fonts clerks have, with black headings, on A4 with the margins of the standard', async () => {
    const bytes = await writeDocx(made('annualReport'))
    const {
      'word/document.xml': body = '',
      'word/styles.xml': styles = '',
      'word/settings.xml': settings = '',
    } = partsOf(bytes)
    for (const font of ['仿宋_GB2312', '黑体', '楷体_GB2312', '方正小标宋简体'])
      expect(`${styles}${body}`).toContain(`w:eastAsia="${font}"`)
    const heading = /<w:style [^>]*w:styleId="Heading1".*?<\/w:style>/.exec(styles)?.[0] ?? ''
    expect(heading).toContain('w:val="000000"')
    expect(body).toMatch(/<w:pgSz w:w="11906" w:h="1683[78]"/)
    expect(body).toMatch(/w:top="2098".*?w:left="1587"/)
    expect(settings).toContain('<w:evenAndOddHeaders')
    expect(body.match(/<w:tblHeader\/>/g)?.length).toBeGreaterThan(2)
    const footers = Object.entries(partsOf(bytes)).filter(([name]) => name.includes('footer'))
    expect(footers.every(([, xml]) => xml.includes('PAGE') && xml.includes('—'))).toBe(true)
    expect(Object.keys(unzipSync(bytes)).filter((name) => name.endsWith('.png'))).toHaveLength(1)
  })
  it('says the same as the PDF, word for word', async () => {
    const document = made('bulletin')
    const body = partsOf(await writeDocx(document))['word/document.xml'] ?? ''
    const words = body.replace(/<[^>]+>/g, '')
    const { text: printed } = await pdfFacts((await writeGongwenPdf(document)).pdf)
    for (const block of document.blocks) {
      if (block.kind === 'text') expect(words).toContain(`${block.lead}${block.text}`)
      if (block.kind === 'heading') expect(printed).toContain(block.text)
      if (block.kind === 'table')
        for (const value of block.rows.flat().filter(Boolean)) expect(words).toContain(value)
    }
  })
  it('keeps the last words with the signature', async () => {
    const body = partsOf(await writeDocx(short()))['word/document.xml'] ?? ''
    const last = body.slice(0, body.indexOf('正文。')).lastIndexOf('<w:p>')
    expect(body.slice(last, body.indexOf('正文。'))).toContain('<w:keepNext/>')
  })
  it('turns the page for a wide table and comes back', async () => {
    const body = partsOf(await writeDocx(made('bulletin', city)))['word/document.xml'] ?? ''
    const turned = [...body.matchAll(/<w:pgSz [^>]*>/g)].map(([tag]) => /landscape/.test(tag))
    expect(turned).toEqual([false, true, false])
    expect(body).toMatch(/<w:pgSz w:w="1683[78]" w:h="11906" w:orient="landscape"/)
  })
  it('marks what waits for a person, and prints what a person wrote', async () => {
    const base = buildDocument('monthlyNarrative', factsOf(sampleLedger()), TITLES, sampleHead())
    const open = partsOf(await writeDocx(printedOf(base)))['word/document.xml'] ?? ''
    expect(open).toContain('此处补充')
    const edits = base.blocks.flatMap((b) =>
      b.kind === 'blank'
        ? [{ block: b.id, text: '已补写。\n第二段。', drafted: '', by: '甲', at: '2024-08-31T00:00:00Z' }]
        : [],
    )
    const done = partsOf(await writeDocx(printedOf(applyEdits(base, edits))))['word/document.xml'] ?? ''
    expect(done).not.toContain('此处补充')
    expect(done).toContain('第二段。')
  })
  it('draws the chart as a picture of its own size', () => {
    const chart = made('monthlyNarrative').blocks.find((b) => b.kind === 'chart')
    const png = chart?.kind === 'chart' ? chartPng(chart.chart) : new Uint8Array()
    const view = new DataView(png.buffer, png.byteOffset)
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1770, 708])
  })
})

describe('the outline', () => {
  it.each(DOCUMENT_KINDS)('%s stays as committed', async (kind) => {
    const document = made(kind)
    const outline = [...document.blocks, ...document.attachments.flatMap((a) => a.blocks)].map((b) =>
      b.kind === 'heading' || b.kind === 'blank'
        ? `${b.kind} ${b.text}`
        : b.kind === 'text'
          ? `text ${b.lead}${b.text}`
          : b.kind === 'table'
            ? `table ${b.title} ${b.columns.map((c) => c.label).join('|')} × ${b.rows.length}`
            : `${b.kind} ${b.kind === 'chart' ? b.chart.title : b.title}`,
    )
    await expect([document.titleLines.join(' / '), ...outline, ''].join('\n')).toMatchFileSnapshot(
      `golden/${kind}.txt`,
    )
  })
})
