// Days, months, money and moments in the words people use here.

import { weekdayOf } from '../../domain/shared/calendar.ts'
import type { Language } from './preferences.tsx'

const ZH_DAYS = ['一', '二', '三', '四', '五', '六', '日']
const EN_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export const weekdayName = (day: string, language: Language): string => {
  const i = weekdayOf(day) - 1
  return language === 'zh' ? `周${ZH_DAYS[i]}` : (EN_DAYS[i] ?? '')
}

/** 5月22日（周三）; the year only where it differs from `year`. */
export function dayWords(day: string, language: Language, year?: string): string {
  const [y, m, d] = day.split('-')
  if (language === 'en') return `${day} ${weekdayName(day, language)}`
  return `${y === year ? '' : `${y}年`}${Number(m)}月${Number(d)}日（${weekdayName(day, language)}）`
}

export function monthWords(month: string, language: Language): string {
  return language === 'en' ? month : `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`
}

/** A moment in Shanghai: 2024-05-20 09:12. */
export function momentWords(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** 永定区湖雷镇中心卫生院 → 湖雷镇中心卫生院, where the county is plain from the page. */
export function shortName(name: string, county: string): string {
  return county && name.startsWith(county) && name.length > county.length + 2
    ? name.slice(county.length)
    : name
}

export const yuan = (fen: number): string => (fen / 100).toFixed(2)
