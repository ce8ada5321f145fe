// What notices say: a stable code for each kind and its sentence in both languages, `{name}` filled in from the data when it
// is read. A new kind is a row here; every channel (the desk, the phone, mail, robots, texts) renders the same words, but for
// `outside`: what is said outside the house where the whole sentence is more than its reader needs there.

export const NOTICE_TEXTS = {
  // 发送测试
  test: {
    zh: '这是一条测试消息，收到即表示渠道可用',
    en: 'This is a test: if you read it, the channel works',
  },
  // SUP-8: 未按要求到位，及时上报
  'no-show': {
    zh: '{unit}报告：{doctor} {day} 未到岗',
    en: '{unit} reports that {doctor} did not come on {day}',
  },
  'no-show-withdrawn': {
    zh: '{unit}改为确认到岗：{doctor} {day}，未到岗的报告已撤回',
    en: '{unit} now confirms that {doctor} came on {day}: the report of absence is withdrawn',
  },
  // ASM-2: both sides have signed; the doctor may appeal until a day
  'assessment-published': {
    zh: '{doctor}在{unit}的联合考核双方已签署，{until} 前可申诉',
    en: 'The assessment of {doctor} at {unit} is signed by both; an appeal may come until {until}',
  },
  'assessment-appeal': {
    zh: '{doctor}对在{unit}的联合考核提出申诉，待处理',
    en: '{doctor} appeals against the assessment at {unit}',
  },
  // ASM-5: a doctor objects to her account
  'credit-objection': {
    zh: '{doctor}对 {day} 的基层服务记录有异议，待答复',
    en: '{doctor} objects to the account of {day}: an answer is asked for',
  },
  // LV-3: 先报所在单位和受援单位同意
  'leave-asked': {
    zh: '{doctor}请假：{day} {unit}，请{by}前办理（同意或不同意）',
    en: '{doctor} asks for leave on {day} at {unit}: please answer before {by}',
  },
  // LV-5: 与上级卫健行政部门请假
  'leave-at-bureau': {
    zh: '{doctor} {day} {unit}的请假，两单位已同意，待卫健局办理{late}',
    en: 'Leave of {doctor} on {day} at {unit}: both bodies agree, the bureau decides{late}',
  },
  // P7: nobody acts for longer than the rules bear
  'leave-waiting': {
    zh: '{doctor} {day} {unit}的请假已超过 24 小时没人办理，等{who}；可写明原因代办',
    en: 'Leave of {doctor} on {day} at {unit}: nobody acted for 24 hours, the turn of {who}; others may act with a reason',
  },
  'leave-settled': {
    zh: '{doctor} {day} {unit}的请假：{outcome}',
    en: 'Leave of {doctor} on {day} at {unit}: {outcome}',
  },
  // LV-8: 未经书面正式请假脱岗
  'absence-decided': {
    zh: '{doctor} {day} {unit}未到岗的处理意见：{outcome}',
    en: 'Absence of {doctor} on {day} at {unit}: {outcome}',
    // what was decided about a person is read after signing in, not in a group
    outside: '{unit} {day} 未到岗一事已有处理意见，请登录查看',
  },
  // RPT-7: 逐级报送、复核、退回
  'report-submitted': {
    zh: '{body}提交了{report}，请审核',
    en: '{body} handed in {report}: please review it',
  },
  'report-submitted-for': {
    zh: '上级已代{body}提交{report}，请核对',
    en: 'The level above handed in {report} for {body}: please look at it',
  },
  'report-recalled': { zh: '{body}撤回了{report}', en: '{body} took back {report}' },
  'report-returned': {
    zh: '{report}被退回，有 {comments} 条意见，请修改后重新提交',
    en: '{report} was returned with {comments} comments: mend it and hand it in again',
  },
  'report-accepted': { zh: '{report}已通过审核', en: '{report} was accepted' },
  'report-unaccepted': {
    zh: '{body}的{report}被上级撤销通过，请重新审核',
    en: 'The level above opened {report} of {body} again: please review it anew',
  },
  'report-exception-asked': {
    zh: '{body}申请逾期或更正提交{report}，请答复',
    en: '{body} asks to hand in {report} behind the lock: please answer',
  },
  'report-exception-granted': {
    zh: '{report}已批准开放，请在 {note} 前（含当天）提交',
    en: '{report} is open until the end of {note}',
  },
  'report-exception-refused': {
    zh: '{report}的逾期或更正申请未获同意',
    en: 'The exception asked for {report} was refused',
  },
  'report-due': {
    zh: '{body}的{report}应于 {day} 前报送（含当天），还有 {days} 天',
    en: '{report} of {body} is due by {day}, in {days} days',
  },
  'report-missing': {
    zh: '{report}应于 {day} 前报送，还有 {count} 家没有报',
    en: '{report} was due by {day}: {count} bodies have not handed it in',
  },
  'report-overdue': {
    zh: '{body}的{report}应于 {day} 前报送，已逾期 {days} 天',
    en: '{report} of {body} was due by {day}, {days} days ago',
  },
  // PUB-1: what a doctor decided about her card; posters that hang already are her hospital's to follow up
  'expert-card-agreed': {
    zh: '{doctor}同意公示专家名片，公开页、海报和文案已带上',
    en: '{doctor} agreed to her card: pages, posters and texts carry it now',
  },
  'expert-card-withdrawn': {
    zh: '{doctor}撤回了公示，公开页已不显示；已经印出的海报请撤换',
    en: '{doctor} withdrew: public pages show it no more; please replace printed posters',
  },
  // PUB-5: each step of a typical case tells whose turn it is
  'case-submitted': {
    zh: '{author}报来典型经验《{title}》，请审核',
    en: '{author} submits the case “{title}”: please review it',
  },
  'case-returned': {
    zh: '典型经验《{title}》退回修改',
    en: 'The case “{title}” was returned to be changed',
  },
  'case-approved': {
    zh: '典型经验《{title}》审核通过（第 {version} 版）',
    en: 'The case “{title}” is approved (version {version})',
  },
  'case-published': {
    zh: '典型经验《{title}》已在公开页发布',
    en: 'The case “{title}” is public',
  },
  'case-withdrawn': {
    zh: '典型经验《{title}》已撤下',
    en: 'The case “{title}” was withdrawn',
  },
  // R19: the seed of a draw is a second person's
  'survey-seed-asked': {
    zh: '{by}已固定{survey}名单，请另一人给出种子后抽取',
    en: '{by} froze the frame of {survey}: another person names the seed',
  },
  'survey-drawn': {
    zh: '{survey}已抽取，可以开始拨打',
    en: '{survey} was drawn: calls may begin',
  },
  // SUP-1 to SUP-4: who owes a look is told when it is drawn, and when its term is over
  'checks-owed': {
    zh: '{period}{check}：请在 {until} 前（含当天）检查 {count} 个对象',
    en: '{check}, {period}: {count} to be looked at by {until}',
  },
  'checks-late': {
    zh: '{period}{check}还有 {count} 个对象没有检查，期限 {until} 已过',
    en: '{check}, {period}: {count} were not looked at by {until}',
  },
  'check-found': {
    zh: '{body}的{check}发现 {count} 个问题，待定性和分派',
    en: '{check} of {body} found {count} issues: to be classified and assigned',
  },
  // ISS-5: each step tells whose turn it is; what was found is read after signing in
  'issue-assigned': {
    zh: '请在 {until} 前（含当天）整改：{what}',
    en: 'To be mended by {until}: {what}',
    outside: '有问题分派给贵单位，请在 {until} 前（含当天）整改，请登录查看',
  },
  'issue-reported': {
    zh: '{body}报请复查：{what}',
    en: '{body} says it is mended, please re-check: {what}',
    outside: '{body}报请复查整改情况，请登录查看',
  },
  'issue-settled': {
    zh: '复查{outcome}：{what}',
    en: 'Re-checked, {outcome}: {what}',
    outside: '有整改问题复查{outcome}，请登录查看',
  },
  'issue-overdue': {
    zh: '{body}的整改已过期限 {until}：{what}',
    en: 'Mending by {body} is past its term {until}: {what}',
    outside: '{body}有整改已过期限 {until}，请登录查看',
  },
  // SUP-7
  'lead-taken': {
    zh: '公开页来了一条投诉线索（{unit}），请在 {until} 前答复',
    en: 'A complaint came by the public page ({unit}): answer by {until}',
    outside: '公开页来了一条投诉线索，请在 {until} 前答复',
  },
  'lead-due': {
    zh: '有 {count} 条线索应于 {until} 答复，还没有答复',
    en: '{count} leads due on {until} are not answered',
  },
  // SUP-9: what is decided about somebody is read after signing in, not in a group
  'measure-noticed': {
    zh: '拟对{subject}{kind}，可在 {until} 前（含当天）陈述申辩',
    en: '{subject}: {kind} is considered; a reply is waited for until {until}',
    outside: '有一项拟处理告知，可在 {until} 前（含当天）陈述申辩，请登录查看',
  },
  'measure-replied': {
    zh: '{subject}对{kind}提交了陈述申辩，请审阅',
    en: '{subject} replied to: {kind}',
    outside: '收到一份陈述申辩，请登录查看',
  },
  'measure-settled': {
    zh: '对{subject}的{kind}：{outcome}',
    en: '{kind} of {subject}: {outcome}',
    outside: '一项处理措施已有决定，请登录查看',
  },
  // FIN-1: the home unit is asked; a sum is read after signing in
  'expense-submitted': {
    zh: '{doctor}提交了 {day} 下乡费用报销单，请审核',
    en: '{doctor} handed in the expenses of {day}: please approve',
  },
  // ASM-9: the same for an exit
  'exit-noticed': {
    zh: '拟对{subject}退出或调整的告知，可在 {until} 前（含当天）陈述申辩',
    en: '{subject}: an exit is considered; a reply is waited for until {until}',
    outside: '有一项拟退出或调整的告知，可在 {until} 前（含当天）陈述申辩，请登录查看',
  },
  'exit-replied': {
    zh: '{subject}的退出事项收到陈述申辩，请审阅',
    en: 'A reply came in the exit of {subject}',
    outside: '收到一份陈述申辩，请登录查看',
  },
  'exit-decided': {
    zh: '{subject}的退出事项：{outcome}',
    en: 'The exit of {subject}: {outcome}',
    outside: '一项退出事项已有决定，请登录查看',
  },
  'exit-rematched': {
    zh: '{unit}由{doctor}接替派驻',
    en: '{doctor} is posted to {unit} instead',
  },
  // ASM-11: 及时报告牵头医院
  'violation-reported': {
    zh: '{unit}报告派驻医师{doctor}{what}，请签收并处理',
    en: '{unit} reports {doctor}: {what}; please acknowledge',
    outside: '有一份派驻医师情况报告待签收，请登录查看',
  },
  'violation-acknowledged': {
    zh: '{lead}已签收关于{doctor}的报告',
    en: '{lead} acknowledged the report about {doctor}',
    outside: '一份派驻医师情况报告已签收，请登录查看',
  },
} as const

export type NoticeKind = keyof typeof NOTICE_TEXTS
export type NoticeParams = Readonly<Record<string, string | number>>

type Text = { zh: string; en: string; outside?: string }
const TEXTS: Readonly<Record<string, Text>> = NOTICE_TEXTS
const fill = (words: string, params: NoticeParams): string =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))

/** The sentence of a notice; a kind that this version does not know stays readable as its code. */
export function renderNotice(kind: string, params: NoticeParams): { zh: string; en: string } {
  const text = TEXTS[kind] ?? { zh: kind, en: kind }
  return { zh: fill(text.zh, params), en: fill(text.en, params) }
}

/** What a mail, a robot or a text says of it. */
export function renderOutside(kind: string, params: NoticeParams): string {
  const text = TEXTS[kind]
  return text?.outside ? fill(text.outside, params) : renderNotice(kind, params).zh
}
