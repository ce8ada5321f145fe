// Why a message did not leave, or will not: the reason and the remedy, as the desk shows them. Catalogued, so that what is
// stored is a code with its values and never the whole of what a stranger's server said.
import { problems } from '../shared/problem.ts'

const catalogue = {
  'not-reached': {
    zh: '连不上 {host}',
    en: 'Could not reach {host}',
    remedyZh: '核对地址和端口，确认对方服务器开着、本机网络能到达；系统会自动再试。',
    remedyEn: 'Check address and port, and that the server is up; it is tried again by itself.',
  },
  'too-slow': {
    zh: '{host} 在 {seconds} 秒内没有应答',
    en: '{host} did not answer within {seconds} s',
    remedyZh: '对方可能太忙或端口不对；系统会自动再试。',
    remedyEn: 'It may be busy, or the port is wrong; it is tried again by itself.',
  },
  unclear: {
    zh: '已交给 {host}，但没有得到答复，不能确定是否送达',
    en: 'Handed to {host} without an answer: it may or may not have arrived',
    remedyZh: '请先看对方是否已收到：没有收到再点“重试”，已收到点“放弃”并注明。',
    remedyEn: 'Look whether it arrived: retry if not, give up with a note if so.',
  },
  'tls-failed': {
    zh: '与 {host} 的加密连接没有建立：{answer}',
    en: 'No encrypted connection with {host}: {answer}',
    remedyZh: '核对加密方式与端口；单位自建的服务器请让管理员装好证书。',
    remedyEn:
      'Check the kind of encryption and the port; a server of your own needs a certificate that is trusted here.',
  },
  'address-blocked': {
    zh: '{host} 是不允许访问的地址',
    en: '{host} is an address that is never called',
    remedyZh: '本机的云管理地址等不能作为通知地址，请改用对方的正式地址。',
    remedyEn: 'Link-local and metadata addresses are barred; use the proper address of the service.',
  },
  redirected: {
    zh: '{host} 要求转到别的地址，没有跟去',
    en: '{host} redirects elsewhere, which is not followed',
    remedyZh: '请填写最终的地址（https 开头），再点“重试”。',
    remedyEn: 'Enter the final address and retry.',
  },
  'mail-later': {
    zh: '邮件服务器暂时拒收：{answer}',
    en: 'The mail server refuses for now: {answer}',
    remedyZh: '一般是太忙或限量，系统会自动再试。',
    remedyEn: 'Usually busy or limited; it is tried again by itself.',
  },
  'mail-refused': {
    zh: '邮件服务器拒收：{answer}',
    en: 'The mail server refuses: {answer}',
    remedyZh: '核对收件地址和发件地址，改好后重试。',
    remedyEn: 'Check both addresses, then retry.',
  },
  'mail-sign-in': {
    zh: '邮件服务器不认账号或密码：{answer}',
    en: 'The mail server does not accept the account: {answer}',
    remedyZh: '在“通知渠道”里重新填写发信账号；很多邮箱要用“授权码”而不是登录密码。',
    remedyEn: 'Enter the account again under Channels; many mailboxes want a code made for programs.',
  },
  'robot-gone': {
    zh: '群机器人已不存在或被停用（{answer}）',
    en: 'The robot is gone or switched off ({answer})',
    remedyZh: '在群里重新添加机器人，把新地址填到“通知渠道”，再重试或放弃。',
    remedyEn: 'Add the robot to the group again and enter its new address.',
  },
  'robot-later': {
    zh: '群机器人暂时不收：{answer}',
    en: 'The robot takes nothing for now: {answer}',
    remedyZh: '一般是发得太快，系统会自动再试。',
    remedyEn: 'Usually sent too fast; it is tried again by itself.',
  },
  'robot-refused': {
    zh: '群机器人拒收：{answer}',
    en: 'The robot refuses: {answer}',
    remedyZh: '核对机器人的安全设置：加签密钥、关键词（可用“巡诊”）、IP 白名单。',
    remedyEn: 'Check its security settings: signing secret, keywords, permitted addresses.',
  },
  'gateway-refused': {
    zh: '短信网关拒收：{answer}',
    en: 'The SMS gateway refuses: {answer}',
    remedyZh: '核对网关的账号、签名、模板和成功标志，改好后重试。',
    remedyEn: 'Check the account, signature, template and the mark of success, then retry.',
  },
  'http-later': {
    zh: '{host} 暂时不可用（{status}）',
    en: '{host} is not available for now ({status})',
    remedyZh: '系统会自动再试。',
    remedyEn: 'It is tried again by itself.',
  },
  'http-refused': {
    zh: '{host} 拒收（{status}）：{answer}',
    en: '{host} refuses ({status}): {answer}',
    remedyZh: '核对地址和密钥是否还有效，改好后重试。',
    remedyEn: 'Check address and secrets, then retry.',
  },
  'no-transport': {
    zh: '还没有设置{what}',
    en: 'No {whatEn} is set',
    remedyZh: '在“设置 · 通知渠道”里填写，再重试。',
    remedyEn: 'Enter it under Settings, then retry.',
  },
  'channel-off': {
    zh: '这个渠道已停用',
    en: 'This channel is switched off',
    remedyZh: '启用渠道后重试，或放弃。',
    remedyEn: 'Switch it on and retry, or give up.',
  },
  'key-lost': {
    zh: '地址或密码打不开：密钥与数据不配套',
    en: 'Address or password cannot be opened: the key does not belong to the data',
    remedyZh: '恢复备份时请一并恢复 keys 文件夹；找不回就重新填写渠道。',
    remedyEn: 'Restore the keys folder with the data, or enter the channel again.',
  },
  'cannot-send': {
    zh: '发送时出错：{answer}',
    en: 'Sending failed: {answer}',
    remedyZh: '核对渠道设置；仍出错请告诉管理员。',
    remedyEn: 'Check the channel; tell your administrator if it stays.',
  },
  'taken-back': {
    zh: '发送之前已撤回，没有发出',
    en: 'Taken back before it was sent',
    remedyZh: '无需处理。',
    remedyEn: 'Nothing to do.',
    severity: 'note',
  },
  'first-never-left': {
    zh: '被撤回的那条没有发出过，这条也不必发',
    en: 'What it takes back never left, so this does not either',
    remedyZh: '无需处理。',
    remedyEn: 'Nothing to do.',
    severity: 'note',
  },
  'channel-removed': {
    zh: '渠道已删除',
    en: 'The channel was removed',
    remedyZh: '无需处理；需要时另设渠道。',
    remedyEn: 'Nothing to do; add another channel where needed.',
    severity: 'note',
  },
} as const

export type ReasonCode = keyof typeof catalogue
export type Reason = { code: ReasonCode; values: Record<string, string | number> }
export const reason = (code: ReasonCode, values: Reason['values'] = {}): Reason => ({ code, values })

const say = problems(catalogue)
/** A stored reason in words; of a code that this version does not know, the code. */
export function reasonWords(stored: { code: string; values: Record<string, string | number> }) {
  return stored.code in catalogue
    ? say(stored.code as ReasonCode, stored.values)
    : {
        code: stored.code,
        zh: stored.code,
        en: stored.code,
        remedyZh: '',
        remedyEn: '',
        severity: 'error' as const,
      }
}

/** What an attempt came to. `unclear`: it was handed over, and nobody said whether it arrived. */
export type Outcome =
  | { kind: 'sent' }
  | {
      kind: 'later' | 'refused' | 'unclear'
      reason: Reason /** the whole service is away, not this message alone */
      away?: boolean
    }

/**
 * What another server said, fit to be kept and shown: one line, short, without secrets, numbers of people or addresses.
 * `secrets` are the very words that must never be seen again.
 */
export function answerWords(text: string, secrets: readonly string[] = []): string {
  const hidden = secrets
    .filter((secret) => secret.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, secret) => left.replaceAll(secret, '***'), text.toWellFormed())
  return (
    hidden
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .replace(/[\w.+-]+@[\w.-]+/g, '***')
      .replace(/\d{7,}/g, '***')
      .trim()
      .slice(0, 120) || '—'
  )
}
