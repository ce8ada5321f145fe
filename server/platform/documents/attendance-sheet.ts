// 培训签到表: who came, to be printed and signed; with the code while people may still sign in by it (WRK-6, TRN-1).
import { toString as qrcode } from 'qrcode'
import { compileTypst, FAMILIES, type FontOptions } from './typst.ts'

export type AttendanceSheet = {
  unit: string
  /** 'YYYY-MM-DD' */
  day: string
  doctor: string
  hospital: string
  /** `at`: an ISO moment, or '' for whoever was added by name and signs on paper. */
  people: readonly { name: string; clinic: string; session: string; at: string }[]
  link: string | null
}

/** Lines on the first page: what is left stays empty, to be written on. */
const LINES = 24
const EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

/** An A4 sheet as PDF/A-2b. Throws DocumentFailed. */
export async function writeAttendanceSheet(
  sheet: AttendanceSheet,
  options: FontOptions = {},
): Promise<Uint8Array> {
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  const blank = Math.max(0, LINES - sheet.people.length)
  const data = {
    title: '培训签到表',
    unit: sheet.unit,
    day: `${sheet.day.slice(0, 4)}年${Number(sheet.day.slice(5, 7))}月${Number(sheet.day.slice(8))}日`,
    lecturer: `${sheet.hospital} ${sheet.doctor}`,
    count: `共 ${sheet.people.length} 人`,
    hint: sheet.link ? '扫码签到（仅当天有效）' : '',
    columns: ['序号', '姓名', '单位', '场次', '扫码时间', '签名'],
    rows: [
      ...sheet.people.map(({ name, clinic, session, at }) => [
        name,
        clinic,
        session,
        at ? time.format(new Date(at)) : '',
        '',
      ]),
      ...Array.from({ length: blank }, () => ['', '', '', '', '']),
    ],
  }
  const qr = sheet.link
    ? await qrcode(sheet.link, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
    : EMPTY
  const families = { plain: FAMILIES.plain }
  const job = {
    template: 'attendance-sheet.typ',
    dataFile: 'attendance-sheet.json',
    data,
    families,
    files: { 'qr.svg': qr },
  }
  return (await compileTypst(job, options)).pdf
}
