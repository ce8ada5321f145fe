// What notices say: a stable code for each kind and its sentence in both languages, `{name}` filled in from the data when it
// is read. A new kind is a row here; every channel (the desk, the phone, later others) renders the same words.

export const NOTICE_TEXTS = {
  // SUP-8: 未按要求到位，及时上报
  'no-show': {
    zh: '{unit}报告：{doctor} {day} 未到岗',
    en: '{unit} reports that {doctor} did not come on {day}',
  },
  'no-show-withdrawn': {
    zh: '{unit}改为确认到岗：{doctor} {day}，未到岗的报告已撤回',
    en: '{unit} now confirms that {doctor} came on {day}: the report of absence is withdrawn',
  },
} as const

export type NoticeKind = keyof typeof NOTICE_TEXTS
export type NoticeParams = Readonly<Record<string, string | number>>

/** The sentence of a notice; a kind that this version does not know stays readable as its code. */
export function renderNotice(kind: string, params: NoticeParams): { zh: string; en: string } {
  const text: { zh: string; en: string } | undefined = (
    NOTICE_TEXTS as Record<string, { zh: string; en: string }>
  )[kind]
  if (!text) return { zh: kind, en: kind }
  const fill = (words: string): string =>
    words.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
  return { zh: fill(text.zh), en: fill(text.en) }
}
