// 典型经验材料: an approved version as it is sent upward, with its number and hash (PUB-6).
import { compileTypst, FAMILIES, type FontOptions } from './typst.ts'

export type CaseSheet = {
  title: string
  done: string
  effect: string
  county: string
  author: string
  units: readonly string[]
  doctors: readonly { name: string; title: string; hospital: string }[]
  figures: {
    from: string
    to: string
    readAt: string
    cards: number
    rows: readonly { zh: string; value: number; unit: string }[]
  } | null
  version: number
  hash: string
  /** An ISO moment. */
  approvedAt: string
}

const dayOf = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
const shanghai = (iso: string): string =>
  new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const paragraphs = (text: string): string[] => text.split(/\n+/).filter((line) => line.trim() !== '')

/** An A4 document as PDF/A-2b. Throws DocumentFailed. */
export async function writeCaseSheet(sheet: CaseSheet, options: FontOptions = {}): Promise<Uint8Array> {
  const { figures } = sheet
  const data = {
    title: sheet.title,
    facts: [
      ['县（市、区）', sheet.county],
      ['撰写单位', sheet.author],
      ['受援单位', sheet.units.join('、')],
      ...(sheet.doctors.length
        ? [['下派医师', sheet.doctors.map((d) => `${d.name}（${d.hospital}${d.title}）`).join('、')]]
        : []),
    ],
    sections: [
      { heading: '一、主要做法', paragraphs: paragraphs(sheet.done) },
      { heading: '二、取得成效', paragraphs: paragraphs(sheet.effect) },
    ],
    figures: figures
      ? {
          heading: `三、数据（${dayOf(figures.from)}至${dayOf(figures.to)}）`,
          rows: figures.rows.map((row) => [row.zh, `${row.value} ${row.unit}`]),
          source: `以上数据由系统按 ${figures.cards} 张下基层日志卡统计，${dayOf(shanghai(figures.readAt))}取数。`,
        }
      : { heading: '', rows: [], source: '' },
    foot: `第 ${sheet.version} 版 · ${dayOf(shanghai(sheet.approvedAt))}审核通过 · 校验值 ${sheet.hash.slice(0, 16)}`,
    hash: sheet.hash,
  }
  const families = { plain: FAMILIES.plain }
  const job = { template: 'case-sheet.typ', dataFile: 'case-sheet.json', data, families, files: {} }
  return (await compileTypst(job, options)).pdf
}
