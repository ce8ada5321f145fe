// A notice as it leaves the house: plain Chinese, who sends it, and where to look. It says what the notice says (names of
// doctors and units, days) and nothing besides: no resident, no number, no reason of an absence.

const PRODUCT = '巡诊'

type Content = {
  /** The sentence of the notice. */
  sentence: string
  county: string
  /** Where the desk shows it, as an address. */
  link: string
  /** When the notice was told that this one takes back, 'YYYY-MM-DD HH:MM'. */
  takesBack: string | null
}
export type Message = { subject: string; text: string; html: string; short: string }

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** A notice for a mail (subject, text, html), a robot (text) and a text message (short). */
export function composeMessage({ sentence, county, link, takesBack }: Content): Message {
  const said = oneLine(sentence)
  const from = `${county}医师下基层（${PRODUCT}）`
  const back = takesBack ? `本条撤回 ${takesBack} 的通知。` : ''
  const foot = '本消息由系统自动发出，请勿回复；详情请登录查看。'
  const lines = [from, said, ...(back ? [back] : []), `查看：${link}`]
  return {
    subject: `【${PRODUCT}】${said}`.slice(0, 120),
    text: `${lines.join('\n')}\n${foot}`,
    html: [
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body style="font-family:sans-serif;line-height:1.7">',
      `<p style="color:#555">${escapeHtml(from)}</p>`,
      `<p style="font-size:18px">${escapeHtml(said)}</p>`,
      back ? `<p>${escapeHtml(back)}</p>` : '',
      `<p><a href="${escapeHtml(link)}">登录查看</a></p>`,
      `<p style="color:#555;font-size:13px">${foot}</p>`,
      '</body></html>',
    ].join('\n'),
    short: `【${PRODUCT}】${said}${back ? `（${back.replace(/。$/, '')}）` : ''}`,
  }
}

/** The page of the desk that shows what a notice is about. */
export function pageOf(subject: { type: string; id: string }): string {
  switch (subject.type) {
    case 'duty':
      return `/desk/cards/presence?duty=${subject.id}`
    case 'leave':
      return `/desk/roster/leave?leave=${subject.id}`
    case 'report':
      return `/desk/reports/chain?report=${subject.id}`
    case 'completeness':
      return '/desk/reports/completeness'
    case 'expertCard':
      return `/desk/people/experts?doctor=${subject.id}`
    case 'case':
      return `/desk/roster/cases?case=${subject.id}`
    case 'assessment':
      return `/desk/assessments/joint?assessment=${subject.id}`
    case 'creditObjection':
      return `/desk/assessments?doctor=${subject.id}`
    case 'survey':
      return `/desk/surveys?survey=${subject.id}`
    case 'checkDraw':
      return '/desk/supervision'
    case 'issue':
      return `/desk/supervision/issues?issue=${subject.id}`
    case 'lead':
      return `/desk/supervision/leads?lead=${subject.id}`
    case 'measure':
      return `/desk/supervision/measures?measure=${subject.id}`
    case 'expenseClaim':
      return `/desk/funding?claim=${subject.id}`
    case 'exit':
      return `/desk/assessments/exit?exit=${subject.id}`
    case 'violation':
      return '/desk/assessments/exit?show=violations'
    default:
      return '/desk/notices'
  }
}

/** Puts number and text into a gateway's template as its kind wants them: JSON inside quotes, form values, or as they are. */
export function fillTemplate(
  template: string,
  values: Record<string, string>,
  as: 'json' | 'form' | 'plain',
): string {
  const written = (value: string): string =>
    as === 'json' ? JSON.stringify(value).slice(1, -1) : as === 'form' ? encodeURIComponent(value) : value
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : written(value)
  })
}
