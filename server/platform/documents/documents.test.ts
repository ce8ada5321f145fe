// PDFs beyond the three golden forms: the poster, long tables, hostile text, missing glyphs, fonts.
import { fileURLToPath } from 'node:url'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { postingList } from '../../../domain/forms/definitions/posting-list.ts'
import { layoutOf } from '../../../domain/forms/layout.ts'
import { plainSpecialty, specialtyOf } from '../../../domain/people/specialties.ts'
import { canvasOrNone, difference, golden, pdfFacts, picture } from '../../../test/fixtures/sheets/golden.ts'
import { DOCTORS } from '../../../test/fixtures/sheets/people.ts'
import { writeFormPdf } from './pdf.ts'
import { type Poster, writePoster } from './poster.ts'
import { compileTypst, DocumentFailed } from './typst.ts'

const poster: Poster = {
  receivingUnit: '东山镇中心卫生院',
  month: '2024-05',
  experts: [],
  entries: [3, 8, 14, 16, 22, 28].map((day, i) => ({
    date: `2024-05-${String(day).padStart(2, '0')}`,
    half: (['morning', 'afternoon', 'wholeDay', 'homeVisit'] as const)[i % 4] ?? 'morning',
    doctorName: DOCTORS[i] ?? '',
    title: ['主治医师', '副主任医师', '主任医师'][i % 3] ?? '',
    specialty: plainSpecialty(specialtyOf(['03.04', '50', '03.07'][i % 3] ?? '') ?? { code: '', name: '' }),
    hospital: '甲县医院',
  })),
  telephone: '0597-5711193',
  link: 'https://example.org/p/dongshan/2024-05',
  notices: ['5月3日的门诊改到5月10日上午。'],
  issuer: '甲县“医师下基层”对口支援 · 东山镇中心卫生院公示',
  versionMark: '第2版 · 2024年4月28日',
}

const failureOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    return error instanceof DocumentFailed ? error.problem.code : String(error)
  }
  return 'none'
}

describe('the poster (PUB-1)', () => {
  it('says who comes when, from where, and whom to call', async () => {
    const { text, pages, fonts } = await pdfFacts(await writePoster(poster))
    for (const word of [
      '东山镇中心卫生院',
      '2024年5月',
      '5月3日',
      '周五',
      '上门送医',
      '0597-5711193',
      '第2版',
    ])
      expect(text).toContain(word)
    for (const entry of poster.entries) expect(text).toContain(entry.doctorName)
    expect(pages).toBe(1)
    expect(fonts.every((name) => name.startsWith('NotoSansSC'))).toBe(true)
  })
  it.each([
    ['in a notice', { notices: ['请致电13800000123'] }],
    [
      'in a name',
      { entries: poster.entries.map((entry) => ({ ...entry, doctorName: '李玥138 0000 0123' })) },
    ],
  ])('refuses a mobile number %s', async (_, over) => {
    expect(await failureOf(writePoster({ ...poster, ...over }))).toBe('mobile-on-poster')
  })
  it('carries a code that reads back, and looks like the committed picture', async ({ skip }) => {
    const canvas = await canvasOrNone()
    if (!canvas) return skip('no canvas for this platform')
    const pdf = await writePoster(poster)
    const image = await canvas.loadImage(Buffer.from(await picture(canvas, pdf, 1200)))
    const surface = canvas.createCanvas(image.width, image.height)
    surface.getContext('2d').drawImage(image, 0, 0)
    const { data } = surface.getContext('2d').getImageData(0, 0, image.width, image.height)
    expect(jsQR.default(new Uint8ClampedArray(data), image.width, image.height)?.data).toBe(poster.link)
    const small = await picture(canvas, pdf, 500)
    const file = fileURLToPath(new URL('poster.golden.png', import.meta.url))
    const { mean, plain } = await difference(canvas, small, golden(file, small))
    expect(mean).toBeLessThan(3)
    expect(plain).toBeLessThan(0.01)
  })
})

describe('forms of any length and text', () => {
  const row = (i: number, over: object = {}) => ({
    supportingUnit: '甲县医院',
    doctorName: DOCTORS[i % 9] ?? '',
    title: '主治医师',
    receivingUnit: `第${i}镇卫生院`,
    ...over,
  })
  const listOf = (rows: ReturnType<typeof row>[]) =>
    layoutOf(postingList, { county: '甲县', year: 2024, rows })
  it('repeats the header on every page and numbers them', async () => {
    const { pages, text } = await pdfFacts(
      await writeFormPdf(listOf(Array.from({ length: 120 }, (_, i) => row(i)))),
    )
    expect(pages).toBeGreaterThan(2)
    expect(text.split('牵头医院名称')).toHaveLength(pages + 1)
    expect(text).toMatch(new RegExp(`第${pages}页\\s*共${pages}页`))
  })
  it('prints text that would be program code as the text it is', async () => {
    const nasty = '#read("/etc/passwd") $x$ *a* @b <c> \\ // [d]'
    const { text } = await pdfFacts(await writeFormPdf(listOf([row(1, { specialty: nasty })])))
    expect(text.replace(/\s/g, '')).toContain(nasty.replace(/\s/g, ''))
  })
  it('names the characters that no font has instead of printing boxes', async () => {
    const work = writeFormPdf(listOf([row(1, { doctorName: '孙晓𠮷' })]))
    expect(await failureOf(work)).toBe('missing-glyphs')
    await expect(work).rejects.toThrow('𠮷')
  })
  it('fails on an unknown font family and on a broken template', async () => {
    const job = { template: 'form.typ', dataFile: 'form.json', data: {}, files: {} }
    expect(await failureOf(compileTypst({ ...job, families: { title: ['No Such Font'] } }))).toBe(
      'unknown-font',
    )
    expect(await failureOf(compileTypst({ ...job, families: { title: ['Noto Serif SC'] } }))).toBe(
      'document-failed',
    )
  })
  it('fails when the template itself names a family that is not there', async () => {
    const source = '#set text(font: "Nowhere Sans")\n#json("form.json").at("x", default: "y")'
    const job = { template: 'inline.typ', dataFile: 'form.json', data: {}, families: {} }
    expect(await failureOf(compileTypst({ ...job, files: { 'inline.typ': source } }))).toBe('unknown-font')
  })
})
