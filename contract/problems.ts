// The problems that travel over HTTP: code → status, words in both languages, remedy.
// A lock always says why and who can open it; a refusal always says what to do next.
import { type Place, type Problem, problems } from '../domain/shared/problem.ts'
import { assessmentProblems } from './problems-assessments.ts'
import { documentProblems } from './problems-documents.ts'
import { exitProblems } from './problems-exit.ts'
import { federationProblems } from './problems-federation.ts'
import { fundingProblems } from './problems-funding.ts'
import { leaveProblems } from './problems-leave.ts'
import { organisationProblems } from './problems-organisations.ts'
import { publicityProblems } from './problems-publicity.ts'
import { reportProblems } from './problems-reports.ts'
import { supervisionProblems } from './problems-supervision.ts'
import { surveyProblems } from './problems-surveys.ts'

const catalogue = {
  'sign-in-needed': {
    status: 401,
    zh: '请先登录。',
    en: 'Please sign in.',
    remedyZh: '登录后再试；若刚才还能用，说明登录已过期。',
    remedyEn: 'Sign in and try again; your session may have ended.',
  },
  'sign-in-failed': {
    status: 401,
    zh: '账号或密码不对。',
    en: 'The account or the password is wrong.',
    remedyZh: '请核对后重试；忘记密码请联系本单位管理员重置。',
    remedyEn: 'Check both and try again, or ask your administrator for a reset.',
  },
  'too-many-tries': {
    status: 429,
    zh: '尝试次数过多，请在 {minutes} 分钟后再试。',
    en: 'Too many tries: wait {minutes} minutes.',
    remedyZh: '稍后再试，或联系管理员。',
    remedyEn: 'Wait, or ask your administrator.',
  },
  forbidden: {
    status: 403,
    zh: '您的角色（{role}）不能进行“{act}”。',
    en: 'Your role ({role}) may not do this: {act}.',
    remedyZh: '需要时请由 {who} 办理。',
    remedyEn: 'Ask one of: {who}.',
  },
  'wrong-origin': {
    status: 403,
    zh: '请求来源不符，已拒绝。',
    en: 'The request came from another origin.',
    remedyZh: '请从本系统页面操作。',
    remedyEn: 'Use the pages of this system.',
  },
  'not-found': {
    status: 404,
    zh: '没有找到{what}，或不在您的管辖范围内。',
    en: 'No such {what}, or it lies outside your scope.',
    remedyZh: '请返回列表重新选择。',
    remedyEn: 'Go back to the list and choose again.',
  },
  'invalid-input': {
    status: 400,
    zh: '填写内容有 {count} 处不对。',
    en: '{count} of the values are not valid.',
    remedyZh: '请按各处提示修改后重试。',
    remedyEn: 'Mend each place named and try again.',
  },
  'invalid-value': {
    status: 400,
    zh: '“{path}”不对：{why}',
    en: '"{path}" is not valid: {why}',
    remedyZh: '请修改后重试。',
    remedyEn: 'Mend it and try again.',
  },
  'too-large': {
    status: 413,
    zh: '内容超过上限（{limit}）。',
    en: 'Larger than the limit of {limit}.',
    remedyZh: '请拆分或压缩后再传。',
    remedyEn: 'Split it and try again.',
  },
  'changed-meanwhile': {
    status: 409,
    zh: '{what}刚被别人改过。',
    en: 'Somebody else changed {what} meanwhile.',
    remedyZh: '请刷新查看最新内容，再决定是否修改。',
    remedyEn: 'Reload, look at the newest state, then decide.',
  },
  'already-exists': {
    status: 409,
    zh: '{what}已经存在。',
    en: '{what} exists already.',
    remedyZh: '请直接使用已有的，或换一个。',
    remedyEn: 'Use the one there is, or choose another.',
  },
  'month-published': {
    status: 423,
    zh: '{month} 的排班已于 {when} 公布，原则上不得调整（SCH-2）。',
    en: 'The schedule of {month} was published on {when} and is frozen (SCH-2).',
    remedyZh: '确需变动请走请假或变更流程，由{who}办理。',
    remedyEn: 'Use leave or a change request; {who} can open it.',
  },
  'rule-broken': {
    status: 422,
    zh: '不能这样安排：{why}',
    en: 'This arrangement breaks a rule: {why}',
    remedyZh: '请换一天、换一位医师，或调整规则后重排。',
    remedyEn: 'Choose another day or doctor, or change the rule and plan again.',
  },
  'plan-outdated': {
    status: 409,
    zh: '试算之后情况已经变化，这个方案不能再采用：{why}',
    en: 'Things have changed since the trial, and this plan no longer holds: {why}',
    remedyZh: '请重新试算。',
    remedyEn: 'Run the trial again.',
  },
  'duty-not-movable': {
    status: 423,
    zh: '{day} {unit} 的值班{why}，不能移动。',
    en: 'The duty of {day} at {unit} cannot be moved: {why}.',
    remedyZh: '已过去的不再变动；锁定的请先由排班人员解除锁定。',
    remedyEn: 'What is past stays; whoever plans may unlock what is locked.',
  },
  ...federationProblems,
  ...documentProblems,
  ...fundingProblems,
  ...leaveProblems,
  ...organisationProblems,
  ...publicityProblems,
  ...assessmentProblems,
  ...exitProblems,
  ...reportProblems,
  ...surveyProblems,
  ...supervisionProblems,
  'photo-awaited': {
    status: 409,
    zh: '这张照片还没有传完。',
    en: 'This photograph has not arrived yet.',
    remedyZh: '拍照的手机联网后会自动接着传；请稍后再看。',
    remedyEn: 'The phone that took it goes on sending by itself; look again later.',
  },
  'photo-not-jpeg': {
    status: 400,
    zh: '这个文件不是完整的照片。',
    en: 'This file is not a whole photograph.',
    remedyZh: '请重新拍一张，或从相册另选一张。',
    remedyEn: 'Take it again, or choose another one.',
  },
  'photo-carries-exif': {
    status: 400,
    zh: '照片里带有拍摄地点等信息，没有保存。',
    en: 'The photograph carries its place or camera and was not kept.',
    remedyZh: '请用本页的拍照按钮重新选取，系统会先去掉这些信息。',
    remedyEn: 'Choose it again with the button of this page, which takes them out first.',
  },
  'photo-too-large': {
    status: 400,
    zh: '照片的尺寸太大，没有保存。',
    en: 'The photograph has too many pixels and was not kept.',
    remedyZh: '请用本页的拍照按钮重新选取，系统会先缩小。',
    remedyEn: 'Choose it again with the button of this page, which makes it smaller first.',
  },
  'device-revoked': {
    status: 403,
    zh: '这部手机已被停用。',
    en: 'This phone has been revoked.',
    remedyZh: '本机未上传的记录仍加密保存；请联系本单位管理员恢复，或换手机登录后取回。',
    remedyEn: 'What was not sent stays sealed on it; ask your administrator.',
  },
  'sync-content-differs': {
    status: 409,
    zh: '同一个序号（{seq}）先后收到了不同的内容，两份都已保留。',
    en: 'Two different records came under one number ({seq}); both are kept.',
    remedyZh: '请核对后重新填写一次。',
    remedyEn: 'Check both and enter it once more.',
  },
  'sync-number-passed': {
    status: 409,
    zh: '序号 {seq} 早已结束，没有再次生效。',
    en: 'The number {seq} is long settled and took no effect again.',
    remedyZh: '请重新填写一次。',
    remedyEn: 'Enter it once more.',
  },
  'mismatch-needs-reason': {
    status: 422,
    zh: '{doctor}（{have}）与需求专业（{need}）不符，须写明理由（MAT-4）。',
    en: '{doctor} ({have}) does not match the need ({need}); a reason is required (MAT-4).',
    remedyZh: '填写理由后再保存。',
    remedyEn: 'Write the reason and save again.',
  },
  'holiday-year-unknown': {
    status: 422,
    zh: '{year} 年的节假日安排尚未录入，不能按普通周末推算（LV-9）。',
    en: 'The holidays of {year} are not in the table yet; they are never guessed (LV-9).',
    remedyZh: '国务院公布后由管理员在“设置 · 节假日”录入。',
    remedyEn: 'An administrator enters them under Settings once they are announced.',
  },
  'nothing-to-plan': {
    status: 422,
    zh: '还不能排班：{why}',
    en: 'Nothing can be planned yet: {why}',
    remedyZh: '先导入人员安排表，或补全单位与医师。',
    remedyEn: 'Import the staffing table first, or complete units and doctors.',
  },
  'import-has-errors': {
    status: 422,
    zh: '表中还有 {count} 处必须改正的问题，未写入任何数据。',
    en: '{count} errors are left in the table; nothing was written.',
    remedyZh: '按问题清单改正，或在预览中跳过有误的行。',
    remedyEn: 'Mend them, or skip the rows in the preview.',
  },
  'import-not-open': {
    status: 409,
    zh: '这次导入{state}，不能再操作。',
    en: 'This import is {state} already.',
    remedyZh: '请重新上传文件。',
    remedyEn: 'Upload the file again.',
  },
  'file-refused': {
    status: 422,
    zh: '这个文件不能导入：{why}',
    en: 'This file cannot be imported: {whyEn}',
    remedyZh: '{remedy}',
    remedyEn: '{remedyEn}',
  },
  'duplicate-day-card': {
    status: 409,
    zh: '{doctor} {date} 在 {unit} 已有一张日志卡。',
    en: '{doctor} already has a day card at {unit} for {date}.',
    remedyZh: '两份都已保留，请核对后合并。',
    remedyEn: 'Both are kept: compare and merge them.',
  },
  'card-closed': {
    status: 423,
    zh: '这张日志卡{state}，不能直接修改。',
    en: 'This day card is {state} and cannot be changed directly.',
    remedyZh: '请由{who}退回后再改。',
    remedyEn: '{who} can return it for correction.',
  },
  'phone-without-purpose': {
    status: 422,
    zh: '“{name}”没有同意电话回访，不能留电话（SEC-4）。',
    en: '{name} did not agree to a follow-up call, so no number is kept (SEC-4).',
    remedyZh: '征得同意后勾选“电话回访”，或删去电话、只留姓名。',
    remedyEn: 'Ask for the consent and tick it, or leave the number out.',
  },
  'consent-missing': {
    status: 422,
    zh: '没有“{purpose}”的有效同意，或已经撤回。',
    en: 'There is no standing consent for: {purpose}.',
    remedyZh: '需要时请当面重新征得同意，记在当次的日志卡上。',
    remedyEn: 'Ask again in person and write it on that visit’s card.',
  },
  'code-not-today': {
    status: 422,
    zh: '只能在 {day} 当天签到。',
    en: 'Signing in is open on {day} alone.',
    remedyZh: '请核对日期；当天漏签的由医生按姓名补签。',
    remedyEn: 'Check the day; the doctor adds by name whoever was missed.',
  },
  'attendance-full': {
    status: 422,
    zh: '这一天的签到已满 {most} 人。',
    en: 'There are {most} on the list of this day already.',
    remedyZh: '请先划去误签的；确有更多人请联系卫健局。',
    remedyEn: 'Strike out what is wrong first, or ask the bureau.',
  },
  'order-without-unit': {
    status: 422,
    zh: '这个账号没有挂到村卫生所，或村卫生所没有对应的乡镇卫生院。',
    en: 'This account belongs to no village clinic, or the clinic to no health centre.',
    remedyZh: '请卫健局或管理员在“机构与人员”里补上隶属关系，需求仍保存在本机。',
    remedyEn: 'Ask the bureau to set where the clinic belongs; the need stays on this phone.',
  },
  'order-not-movable': {
    status: 423,
    zh: '这条需求{state}，不能再撤回。',
    en: 'This need can no longer be withdrawn ({state}).',
    remedyZh: '请联系乡镇卫生院。',
    remedyEn: 'Ask the health centre.',
  },
  'outside-programme': {
    status: 422,
    zh: '{date} 不在项目期间（{from} 至 {to}）内。',
    en: '{date} lies outside the programme ({from} to {to}).',
    remedyZh: '请核对日期或选择另一个项目。',
    remedyEn: 'Check the date or choose another programme.',
  },
  'programme-invalid': {
    status: 422,
    zh: '方案文件有 {count} 处不对。',
    en: 'The programme file has {count} errors.',
    remedyZh: '按所列行号修改后重试。',
    remedyEn: 'Mend the lines named and try again.',
  },
  'busy-elsewhere': {
    status: 409,
    zh: '正在进行另一次排班（{month}）。',
    en: 'Another planning run is under way ({month}).',
    remedyZh: '等它完成，或先取消它。',
    remedyEn: 'Wait for it, or cancel it first.',
  },
  'server-fault': {
    status: 500,
    zh: '系统内部出错，您填写的内容没有丢失也没有写入一半。',
    en: 'The server failed; nothing was half written.',
    remedyZh: '请稍后重试；若仍出错，把编号 {requestId} 告诉管理员。',
    remedyEn: 'Try again; if it stays, tell your administrator the number {requestId}.',
  },
  unavailable: {
    status: 503,
    zh: '系统正在启动或数据库暂不可用。',
    en: 'The system is starting, or its database is away.',
    remedyZh: '请稍候片刻再试。',
    remedyEn: 'Try again in a moment.',
  },
} as const

export type ProblemCode = keyof typeof catalogue
const make = problems(catalogue)

/** A refusal thrown by actions: carries the HTTP status and the problem; details go in `problems`. */
export class Refused extends Error {
  readonly status: number
  readonly problem: Problem
  readonly problems: Problem[]
  constructor(problem: Problem, status: number, details: Problem[] = []) {
    super(problem.en)
    this.problem = problem
    this.status = status
    this.problems = details
  }
}

type Extra = { place?: Place; problems?: Problem[] }

/** Builds the refusal of a code: `throw refuse('not-found', { what: '排班' })`. */
export function refuse(
  code: ProblemCode,
  values: Record<string, string | number> = {},
  extra: Extra = {},
): Refused {
  return new Refused(make(code, values, extra.place), catalogue[code].status, extra.problems)
}
