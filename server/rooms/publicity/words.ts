// The schedule in words people use: plain specialties, half days, days with their weekday.
import type { PublicDuty, PublicExpert } from '../../../contract/public-page.ts'
import { plainSpecialty, specialtyOf } from '../../../domain/people/specialties.ts'
import { dayWords } from '../../../domain/publicity/change-words.ts'
import type { PublicDutyRow } from './store.ts'

export const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

const half = (value: string | null): 'day' | 'am' | 'pm' => (value === 'am' || value === 'pm' ? value : 'day')

type Shown = Pick<
  PublicDutyRow,
  | 'day'
  | 'half'
  | 'home_visit_half'
  | 'expert'
  | 'name_shown'
  | 'title_text'
  | 'specialty_code'
  | 'specialty_text'
  | 'hospital'
>

/** How residents know an expert whose name is not shown: 陈医师. */
export const surnameOnly = (name: string): string => `${[...name][0] ?? ''}医师`

/** A duty as residents may see it: an expert whose name is not shown by the surname alone. */
export function publicDuty(row: Shown): PublicDuty {
  const known = row.specialty_code ? specialtyOf(row.specialty_code) : undefined
  return {
    day: row.day ?? '',
    half: half(row.half),
    homeVisitHalf: row.home_visit_half === 'am' || row.home_visit_half === 'pm' ? row.home_visit_half : null,
    expert: row.name_shown ? row.expert : surnameOnly(row.expert),
    title: row.title_text,
    specialty: known ? plainSpecialty(known) : row.specialty_text,
    hospital: row.hospital,
    mark: null,
  }
}

type Introduced = Shown & Pick<PublicDutyRow, 'practitioner_id' | 'introduction' | 'good_at'>

/** The experts of some duties who agreed to be introduced, each once, in the order of their days (PUB-1). */
export function introducedExperts(rows: readonly Introduced[]): PublicExpert[] {
  const each = new Map(rows.map((row) => [row.practitioner_id, row]))
  return [...each.values()].flatMap((row) => {
    if (!row.introduction) return []
    const { expert, title, specialty, hospital } = publicDuty(row)
    return [{ expert, title, specialty, hospital, introduction: row.introduction, goodAt: row.good_at ?? '' }]
  })
}

/** A unit's own number; where a clerk entered somebody's mobile as the unit's, none is shown (SEC-1). */
export const switchboard = (phone: string | null): string | null =>
  phone && /1[3-9]\d{9}/.test(phone.replace(/\D/g, '')) ? null : phone

const TIMES = { day: '全天', am: '上午', pm: '下午' }
export const timeWords = (d: Pick<PublicDuty, 'half' | 'homeVisitHalf'>): string =>
  d.homeVisitHalf ? `${TIMES[d.half]}（${TIMES[d.homeVisitHalf]}上门送医）` : TIMES[d.half]

type Article = {
  county: string
  month: string
  units: readonly { name: string; phone: string | null; duties: PublicDuty[]; experts: PublicExpert[] }[]
  address: string
  /** What changed since it first went out, in sentences. */
  changes: readonly string[]
}

/** Ready text for a 公众号 article: one block a unit, no mobile, no link that needs an app (PUB-2). */
export function wechatText({ county, month, units, address, changes }: Article): string {
  const blocks = units
    .filter((u) => u.duties.length > 0)
    .map((u) => {
      const lines = u.duties.map(
        (d) => `  ${dayWords(d.day)} ${timeWords(d)}｜${d.specialty}｜${d.expert} ${d.title}｜${d.hospital}`,
      )
      const experts = u.experts.map(
        (e) => `  ${e.expert}（${e.title}）：${e.goodAt ? `擅长${e.goodAt}。` : ''}${e.introduction}`,
      )
      const introduced = experts.length ? `\n  ［专家介绍］\n${experts.join('\n')}` : ''
      return `【${u.name}】${u.phone ? `咨询电话 ${u.phone}` : ''}\n${lines.join('\n')}${introduced}`
    })
  const changed = changes.length
    ? `【变更通知】以下坐诊有变更，请相互转告：\n${changes.map((line) => `  · ${line}`).join('\n')}\n\n`
    : ''
  return `${county}${monthWords(month)}专家下乡坐诊安排\n\n${changed}乡亲们，本月专家到家门口坐诊，安排如下：\n\n${blocks.join('\n\n')}\n\n行动不便的老人可致电当地卫生院预约上门送医。安排如有变动，以本页最新公告为准：\n${address}\n`
}
