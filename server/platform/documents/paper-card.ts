// A day card on paper, for days without a phone or power: the duty's facts printed, everything else to be written; the
// code leads back to the very card it is.
import { toString as qrcode } from 'qrcode'
import { weekdayOf } from '../../../domain/shared/calendar.ts'
import {
  CONSENT_WAY_NAMES,
  CONSENT_WAYS,
  PURPOSE_TEXTS,
  PURPOSES,
  wordingOf,
} from '../../../domain/visits/consents.ts'
import {
  ACTIVITY_KINDS,
  ACTIVITY_NAMES,
  SPECIAL_GROUP_NAMES,
  SPECIAL_GROUPS,
} from '../../../domain/visits/day-card.ts'
import { compileTypst, FAMILIES, type FontOptions } from './typst.ts'

export type PaperSheet = {
  code: string
  link: string
  programme: string
  /** 'YYYY-MM-DD' */
  day: string
  half: 'day' | 'am' | 'pm'
  unit: string
  doctor: string
  hospital: string
}

const HALVES = { day: '全天', am: '上午', pm: '下午' } as const
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']
const dayOf = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 周${WEEKDAYS[weekdayOf(day) - 1] ?? ''}`

/** One A4 page a card, as PDF/A-2b. Throws DocumentFailed. */
export async function writePaperCards(
  sheets: readonly PaperSheet[],
  options: FontOptions = {},
): Promise<Uint8Array> {
  const codes = await Promise.all(
    sheets.map((sheet) => qrcode(sheet.link, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })),
  )
  const data = {
    title: '医师下基层日志卡',
    note: '没有手机或停电时手写；恢复后在电脑或手机上按编号录入，同一张只算一次。原件拍照附在卡上。',
    sheets: sheets.map((sheet, k) => ({
      ...sheet,
      day: `${dayOf(sheet.day)} ${HALVES[sheet.half]}`,
      image: `qr-${k}.svg`,
    })),
    counts: ACTIVITY_KINDS.map((kind) => ({
      name: ACTIVITY_NAMES[kind].zh,
      unit: ACTIVITY_NAMES[kind].unit,
      people: kind === 'lecture' || kind === 'training',
    })),
    further: [
      '发放传单（份）',
      '公告点击（人）',
      '电子屏（次）',
      '交通（元）',
      '食宿（元）',
      '药械物资（元）',
    ],
    groups: SPECIAL_GROUPS.map((group, k) => `${k + 1} ${SPECIAL_GROUP_NAMES[group].zh}`).join('　'),
    purposes: PURPOSES.map((purpose) => PURPOSE_TEXTS[purpose].zh),
    ways: CONSENT_WAYS.map((way, k) => `${'ABC'[k]} ${CONSENT_WAY_NAMES[way].zh}`).join('　'),
    wordings: PURPOSES.map(
      (purpose) =>
        `${PURPOSE_TEXTS[purpose].zh}（第 ${wordingOf(purpose).version} 版）：${wordingOf(purpose).zh}`,
    ),
  }
  const job = {
    template: 'paper-card.typ',
    dataFile: 'paper-card.json',
    data,
    families: { plain: FAMILIES.plain },
    files: Object.fromEntries(codes.map((svg, k) => [`qr-${k}.svg`, svg])),
  }
  return (await compileTypst(job, options)).pdf
}
