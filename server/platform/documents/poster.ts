// The poster a receiving unit hangs out before each month (PUB-1, PUB-2): which doctor comes on which day.
// It never carries a doctor's mobile number; people call the unit or scan the code.
import { toString as qrcode } from 'qrcode'
import { weekdayOf } from '../../../domain/shared/calendar.ts'
import { compileTypst, DocumentFailed, documentProblem, FAMILIES, type FontOptions } from './typst.ts'

type PosterHalf = 'morning' | 'afternoon' | 'wholeDay' | 'homeVisit'

export type PosterEntry = {
  /** 'YYYY-MM-DD' */
  date: string
  half: PosterHalf
  doctorName: string
  title: string
  /** In words villagers use: see plainSpecialty in domain/people/specialties.ts. */
  specialty: string
  hospital: string
}

/** An expert who agreed to be introduced (PUB-1). */
type PosterExpert = { heading: string; goodAt: string; introduction: string }

export type Poster = {
  /** The receiving unit's name as the township knows it. */
  receivingUnit: string
  /** 'YYYY-MM' */
  month: string
  entries: readonly PosterEntry[]
  experts: readonly PosterExpert[]
  /** The unit's own telephone. */
  telephone: string
  /** Address of the public page behind the code. */
  link: string
  /** Changes since the last version, one sentence each (PUB-3). */
  notices: readonly string[]
  /** Who answers for the poster, printed at its foot. */
  issuer: string
  /** Tells an old print from the current one: 第2版 · 2024-05-20 10:00. */
  versionMark: string
}

const HALVES: Readonly<Record<PosterHalf, string>> = {
  morning: '上午',
  afternoon: '下午',
  wholeDay: '全天',
  homeVisit: '上门送医',
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']
const MOBILE = /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/

/** A doctor's number may have slipped into a name, a hospital or a notice: refuse rather than publish. */
function refuseMobiles(poster: Poster): void {
  const parts = [...poster.entries, ...poster.experts].flatMap((part) => Object.values(part))
  const texts = [...parts, ...poster.notices, poster.issuer]
  const found = texts.find((text) => MOBILE.test(text))
  if (found !== undefined) throw new DocumentFailed(documentProblem('mobile-on-poster', { place: found }))
}

const dayOf = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

/** An A4 poster as PDF/A-2b, days in order. Throws DocumentFailed. */
export async function writePoster(poster: Poster, options: FontOptions = {}): Promise<Uint8Array> {
  refuseMobiles(poster)
  const entries = [...poster.entries].sort(
    (a, b) => a.date.localeCompare(b.date) || (a.half < b.half ? 1 : -1),
  )
  const month = `${poster.month.slice(0, 4)}年${Number(poster.month.slice(5))}月`
  const data = {
    heading: `${poster.receivingUnit}${month}专家坐诊安排`,
    headline: '专家下乡　家门口看病',
    unit: poster.receivingUnit,
    month,
    columns: ['日期', '时间', '专家', '职称', '看什么病', '来自'],
    rows: entries.map((entry) => ({
      day: dayOf(entry.date),
      weekday: `周${WEEKDAYS[weekdayOf(entry.date) - 1] ?? ''}`,
      half: HALVES[entry.half],
      doctorName: entry.doctorName,
      title: entry.title,
      specialty: entry.specialty,
      hospital: entry.hospital,
    })),
    experts: poster.experts,
    notices: poster.notices,
    telephone: poster.telephone,
    changeLine: '专家临时改期，以本单位公告和扫码页面为准。',
    issuer: poster.issuer,
    versionMark: poster.versionMark,
  }
  const qr = await qrcode(poster.link, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  const families = { plain: FAMILIES.plain }
  const job = { template: 'poster.typ', dataFile: 'poster.json', data, families, files: { 'qr.svg': qr } }
  return (await compileTypst(job, options)).pdf
}
