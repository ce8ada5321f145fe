// What only the phone can refuse, worded like the server's refusals, so that pages show both the same way.
import { type Problem, problems } from '../../domain/shared/problem.ts'
import { CallRefused } from '../shell/call.ts'

const say = problems({
  'phone-full': {
    zh: '手机存储空间不足，这次没有保存成功。',
    en: 'The phone is out of storage: this was not saved.',
    remedyZh: '请先联网上传，或清理手机空间后再保存；已保存的记录都在。',
    remedyEn: 'Upload while online or free some space, then save again; what was saved before is still here.',
  },
  'phone-locked': {
    zh: '本机已锁定。',
    en: 'This phone is locked.',
    remedyZh: '请输入 PIN 解锁后继续。',
    remedyEn: 'Enter your PIN to go on.',
  },
  'weak-pin': {
    zh: 'PIN 须为 6 至 12 位数字，且不能全部相同或顺次相连。',
    en: 'A PIN has 6 to 12 digits, not all alike and not in a row.',
    remedyZh: '请换一个。',
    remedyEn: 'Choose another one.',
  },
  'wrong-pin': {
    zh: 'PIN 不对，还可以试 {left} 次。',
    en: 'Wrong PIN: {left} tries left.',
    remedyZh: '请核对后重试；忘记 PIN 可联网用密码登录后重设，未上传的记录不会丢。',
    remedyEn: 'Try again, or sign in online with your password to set a new one; nothing unsent is lost.',
  },
  'pin-removed': {
    zh: 'PIN 连续输错 {tries} 次，已作废。',
    en: 'The PIN was removed after {tries} wrong tries.',
    remedyZh: '请联网用密码登录并重设 PIN；未上传的记录仍加密保存在本机。',
    remedyEn:
      'Sign in online with your password and set a new PIN; unsent records are still here, encrypted.',
  },
  'no-vault': {
    zh: '这个账号还没有在本机启用离线填报。',
    en: 'This account is not set up on this phone.',
    remedyZh: '请联网登录一次并设置 PIN。',
    remedyEn: 'Sign in online once and set a PIN.',
  },
  'vault-exists': {
    zh: '这个账号已在本机启用，不能重复设置。',
    en: 'This account is already set up on this phone.',
    remedyZh: '请用 PIN 解锁；忘记 PIN 请重设。',
    remedyEn: 'Unlock with your PIN, or set a new one.',
  },
  'wrong-recovery': {
    zh: '取回的密钥打不开本机数据。',
    en: 'The recovered key does not open this phone.',
    remedyZh: '请用原账号登录；仍不行请联系管理员，并先导出加密备份。',
    remedyEn:
      'Sign in with the same account; otherwise export the encrypted backup and ask your administrator.',
  },
  'not-a-backup': {
    zh: '这不是本系统导出的加密备份，或文件不完整。',
    en: 'This is no encrypted backup of this system, or not all of it.',
    remedyZh: '请选择“我的”页里导出的备份文件（.json）。',
    remedyEn: 'Choose the file that the page “Mine” exported (.json).',
  },
  'other-account': {
    zh: '这份备份属于另一个账号。',
    en: 'This backup belongs to another account.',
    remedyZh: '请用导出时的账号登录。',
    remedyEn: 'Sign in with the account that exported it.',
  },
  'unsent-work': {
    zh: '还有 {ops} 条记录、{photos} 张照片未上传，{drafts} 份草稿未完成。',
    en: '{ops} records and {photos} photographs are not uploaded, {drafts} drafts are unfinished.',
    remedyZh: '请先联网上传；坚持退出时，它们会加密留在本机，等同一账号再次登录。',
    remedyEn: 'Upload first. If you leave anyway they stay here, encrypted, until the same account returns.',
  },
  'not-recordable': {
    zh: '“{path}”填写不对，无法保存。',
    en: '"{path}" cannot be saved: {why}',
    remedyZh: '请修改后再保存。',
    remedyEn: 'Mend it and save again.',
  },
  'not-withdrawable': {
    zh: '只有未被接受的记录可以撤回。',
    en: 'Only records that were not accepted can be withdrawn.',
    remedyZh: '请刷新后查看这条记录的状态。',
    remedyEn: 'Look at the state of this record again.',
  },
  'reason-needed': {
    zh: '请写明撤回的原因。',
    en: 'Say why it is withdrawn.',
    remedyZh: '填写原因后再撤回。',
    remedyEn: 'Write the reason, then withdraw.',
  },
  'photo-unreadable': {
    zh: '这个文件打不开，不是照片或已损坏。',
    en: 'This file cannot be opened: it is no photograph, or damaged.',
    remedyZh: '请重新拍一张，或从相册另选一张。',
    remedyEn: 'Take it again, or choose another one.',
  },
  'photo-broken': {
    zh: '这张照片反复传不完整。',
    en: 'This photograph does not arrive whole.',
    remedyZh: '请在日志卡里删去它，重新拍一张。',
    remedyEn: 'Remove it from its day and take it again.',
  },
  'record-unreadable': {
    zh: '这条记录在本机上已损坏，无法上传。',
    en: 'This record is damaged on this phone and cannot be sent.',
    remedyZh: '请导出加密备份并联系管理员，再补填一次。',
    remedyEn: 'Export the encrypted backup, tell your administrator and enter it again.',
  },
  'slow-network': {
    zh: '网络太慢，这次没有传完。',
    en: 'The network is too slow: this upload did not finish.',
    remedyZh: '记录都在本机，会自动再试。',
    remedyEn: 'The records are safe here; it will be tried again.',
  },
  'broken-answer': {
    zh: '服务器的回应不完整。',
    en: 'The answer of the server is not complete.',
    remedyZh: '记录都在本机，会自动再试；如果连着公共 Wi-Fi，请先完成网页认证。',
    remedyEn:
      'The records are safe here; it will be tried again. On public Wi-Fi, finish its sign-in page first.',
  },
  'not-taken': {
    zh: '服务器暂时没有收下记录。',
    en: 'The server did not take the records yet.',
    remedyZh: '记录都在本机，会自动再试；长时间如此请联系管理员。',
    remedyEn: 'The records are safe here; it will be tried again. If it lasts, tell your administrator.',
  },
  'store-failed': {
    zh: '本机存储出错，暂时无法上传。',
    en: "The phone's storage failed; uploading has stopped.",
    remedyZh: '请关闭本页再打开；仍不行请导出加密备份并联系管理员。',
    remedyEn:
      'Close this page and open it again; otherwise export the encrypted backup and tell your administrator.',
  },
})

type Code = Parameters<typeof say>[0]
type Values = Parameters<typeof say>[1]

/** A problem of the phone's own, to be stored or shown. */
export const phoneProblem = (code: Code, values: Values = {}): Problem => say(code, values)

/** A refusal of the phone; `status` is 0, as there was no server. */
export function refuseHere(code: Code, values: Values = {}): CallRefused {
  return new CallRefused({ ...say(code, values), status: 0, problems: [] })
}

/** Whether an error is this refusal of the phone. */
export const isRefusedHere = (error: unknown, code: Code): boolean =>
  error instanceof CallRefused && error.refusal.code === code
