// PUB-2: each unit's schedule goes out before its first day of the month, by the channels the programme names.
import { type Programme, rulesOf } from '../programme/programme.ts'

/** What a publication is recorded under. */
export const PUBLICATION_CHANNELS = ['poster', 'wechat', 'screen', 'leaflet'] as const
type PublicationChannel = (typeof PUBLICATION_CHANNELS)[number]

const WORDS: readonly [RegExp, PublicationChannel][] = [
  [/公示|海报|栏|张贴/, 'poster'],
  [/公众号|订阅号|微信|微博/, 'wechat'],
  [/屏/, 'screen'],
  [/传单|折页|宣传单/, 'leaflet'],
]

/** The channels a programme asks for before the cycle, each with the records that satisfy it: one of 多种媒体 is any. */
export function cycleChannels(programme: Programme): { name: string; by: readonly PublicationChannel[] }[] {
  const names = rulesOf(programme, 'publicity')
    .filter((rule) => rule.before === 'cycle')
    .flatMap((rule) => rule.channels)
  return [...new Set(names)].map((name) => {
    const found = WORDS.find(([words]) => words.test(name))
    return { name, by: found ? [found[1]] : PUBLICATION_CHANNELS }
  })
}

export type WentOut = { channel: string; unitId: string | null; on: string }
export type CycleState = 'inTime' | 'late' | 'open' | 'missed'

/** How a channel of a unit stands: the earliest record counts, the county's own for all its units. */
export function cycleState(
  asked: { unitId: string; firstDay: string; by: readonly string[]; today: string },
  records: readonly WentOut[],
): { state: CycleState; on: string | null } {
  const [on] = records
    .filter((one) => asked.by.includes(one.channel) && (one.unitId ?? asked.unitId) === asked.unitId)
    .map((one) => one.on)
    .toSorted()
  if (on) return { state: on < asked.firstDay ? 'inTime' : 'late', on }
  return { state: asked.today < asked.firstDay ? 'open' : 'missed', on: null }
}

type Day = { day: string; expert: string; title: string; specialty: string; hospital: string; time: string }
type Sheet = { unit: string; month: string; phone: string | null; days: readonly Day[]; address: string }

/** 传单: a page to print or hand to a printer. */
export const leafletText = ({ unit, month, phone, days, address }: Sheet): string =>
  `专家到${unit}坐诊（${month}）\n\n${days
    .map((d) => `${d.day} ${d.time}\n${d.specialty}　${d.expert} ${d.title}（${d.hospital}）`)
    .join(
      '\n\n',
    )}\n\n请带身份证、医保卡。${phone ? `咨询电话：${phone}。` : ''}行动不便的老人可以预约上门服务。\n改期以网页为准：${address}\n`

/** 电子屏、走字屏: one line that runs past. */
export const screenText = ({ unit, month, phone, days }: Sheet): string =>
  `${unit}${month}专家坐诊：${days
    .map((d) => `${d.day}${d.time}${d.specialty}${d.expert}${d.title}`)
    .join('；')}。${phone ? `咨询电话${phone}。` : ''}`
