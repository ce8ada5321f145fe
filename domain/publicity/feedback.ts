// What residents say without signing in (PUB-7): kinds, what is parked as spam and why, and what lists hide. Nothing a
// person wrote is thrown away: parked is a place, not an end.

export const FEEDBACK_KINDS = ['praise', 'complaint', 'noShow', 'wrongInformation'] as const
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]
export const FEEDBACK_KIND_NAMES: Record<FeedbackKind, { zh: string; en: string }> = {
  praise: { zh: '表扬', en: 'praise' },
  complaint: { zh: '投诉、意见', en: 'complaint' },
  noShow: { zh: '专家没有来', en: 'the expert did not come' },
  wrongInformation: { zh: '这里的信息不对', en: 'wrong information' },
}
export const FEEDBACK_STATES = ['new', 'answered', 'parked'] as const
export type FeedbackState = (typeof FEEDBACK_STATES)[number]

export const MOST_TEXT = 500
export const MOST_CONTACT = 40

/** What stands beside the contact field; the newest last, none is ever changed. */
const CONTACT_WORDINGS: readonly { version: number; zh: string }[] = [
  {
    version: 1,
    zh: '联系方式可以不留。留下的，只用于就这条反馈与您核实和答复，只有卫健局能看到，不会转给被反映的单位。',
  },
]
export const contactWording = (): { version: number; zh: string } =>
  CONTACT_WORDINGS.at(-1) ?? { version: 1, zh: '' }

export const PARK_REASONS = {
  trap: { zh: '填了只有程序看得见的格子', en: 'a field that only programs see was filled' },
  tooFast: { zh: '打开表单后几秒内就提交', en: 'sent within seconds of opening the form' },
  link: { zh: '含网址或揽客联系方式', en: 'holds a link or an advertisement' },
  markup: { zh: '含网页代码', en: 'holds markup or script' },
  repeated: { zh: '内容是重复的字符', en: 'nothing but repeated characters' },
} as const
export type ParkReason = keyof typeof PARK_REASONS

/** Nobody reads the page and writes a sentence in less. */
const FEWEST_SECONDS = 3

type Sent = { text: string; contact: string; trap: string; seconds: number }

const LINK =
  /https?:|www\.|[\w-]+\.(com|cn|net|org|top|xyz|vip|cc|io|info|shop|site|club)\b|加(我)?(微信|v信|vx)|扫码领/i
const MARKUP = /<\s*\/?\s*[a-z!?]|javascript\s*:|\bon\w+\s*=|\[url/i

/** Why a feedback waits apart for a person's look; null when it goes its way. */
export function parkReason({ text, contact, trap, seconds }: Sent): ParkReason | null {
  if (trap !== '') return 'trap'
  if (MARKUP.test(text) || MARKUP.test(contact)) return 'markup'
  if (LINK.test(text)) return 'link'
  const letters = text.replace(/[\s\p{P}]/gu, '')
  if (/(.)\1{14}/u.test(letters) || new Set(letters).size < 2) return 'repeated'
  return seconds < FEWEST_SECONDS ? 'tooFast' : null
}

export type FeedbackAct = 'answer' | 'park' | 'release'
const NEXT: Record<FeedbackState, Partial<Record<FeedbackAct, FeedbackState>>> = {
  new: { answer: 'answered', park: 'parked' },
  parked: { release: 'new' },
  answered: {},
}
/** Where an act leads; undefined where it is not to be done. */
export const afterAct = (state: FeedbackState, act: FeedbackAct): FeedbackState | undefined =>
  NEXT[state][act]
