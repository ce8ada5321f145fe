// A change in words for residents: what is off, what holds instead. It never says why (SEC-1): a doctor's leave is hers.
import { weekdayOf } from '../shared/calendar.ts'
import type { ChangeLine } from './changes.ts'

/** Who comes for what, as the public may see it. */
export type ShownDuty = {
  half: 'day' | 'am' | 'pm'
  expert: string
  title: string
  specialty: string
  hospital: string
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']
export const dayWords = (day: string): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（周${WEEKDAYS[weekdayOf(day) - 1]}）`
const HALVES = { day: '全天', am: '上午', pm: '下午' }

type Sentence = Pick<ChangeLine<ShownDuty>, 'kind' | 'was' | 'now'>
type At = { day: string; shown: ShownDuty }
const whenOf = ({ day, shown }: At): string => `${dayWords(day)}${HALVES[shown.half]}`
const whoOf = ({ shown }: At): string => `${shown.specialty} ${shown.expert}${shown.title}`

/** One sentence: 原定…，改为…. */
export function changeWords({ kind, was, now }: Sentence): string {
  if (!now) return was ? `${whenOf(was)} ${whoOf(was)}的坐诊取消。` : '坐诊取消。'
  if (!was || kind === 'added') return `新增：${whenOf(now)} ${whoOf(now)}坐诊。`
  switch (kind) {
    case 'restored':
      return `${whenOf(now)} ${whoOf(now)}的坐诊照常进行。`
    case 'moved':
      return `${whoOf(was)}原定${whenOf(was)}坐诊，改到${whenOf(now)}。`
    case 'replaced':
      return `${whenOf(was)}原定${whoOf(was)}坐诊，改由${whoOf(now)}坐诊。`
    case 'movedAndReplaced':
    case 'cancelled':
      return `原定${whenOf(was)} ${whoOf(was)}坐诊，改为${whenOf(now)} ${whoOf(now)}坐诊。`
  }
}

export type UnitChange = {
  unit: string
  phone: string | null
  lines: readonly string[]
  address: string
}

/** 公众号, 村民群, a sheet beside the poster: ready to paste. */
export const changeArticle = ({ unit, phone, lines, address }: UnitChange): string =>
  `【变更通知】${unit}\n\n乡亲们，专家坐诊安排有变更：\n\n${lines.map((line) => `· ${line}`).join('\n')}\n\n${phone ? `咨询电话 ${phone}。` : ''}最新安排见：\n${address}\n`

/** 短信 to whoever has booked: no name of a reader, no reason, the unit's own number. */
export const changeMessage = ({ unit, phone, lines, address }: UnitChange): string =>
  `【${unit}】坐诊变更：${lines.join('')}${phone ? `咨询${phone}，` : ''}详见${address}`
