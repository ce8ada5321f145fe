// The problems of assessments that travel over HTTP; contract/problems.ts gathers them with the others.
export const assessmentProblems = {
  'assessment-refused': {
    status: 409,
    zh: '这一步办不了：{why}。',
    en: 'This step cannot be taken: {whyEn}.',
    remedyZh: '请刷新看清当前状态，由该办理的一方办理。',
    remedyEn: 'Reload, see how it stands, and let whose turn it is take it.',
  },
  'excellence-nobody': {
    status: 409,
    zh: '按标准还没有人可以列入优秀名单。',
    en: 'By the criteria nobody can be on the list yet.',
    remedyZh: '等考核生效后再审定；名单里每人都写明了原因。',
    remedyEn: 'Wait until assessments are final; each person’s reason stands in the list.',
  },
  'certificate-nothing': {
    status: 409,
    zh: '{doctor} {from} 至 {to} 在本县没有已确认的服务，开不出证明。',
    en: '{doctor} has no confirmed service in this county from {from} to {to}: nothing to certify.',
    remedyZh: '请核对起止日期；有日志卡待确认的，请受援单位先确认。',
    remedyEn: 'Check the dates; where cards wait, let the unit confirm them first.',
  },
  'certificate-pending': {
    status: 409,
    zh: '{doctor} 还有 {count} 人次待受援单位确认，不会写进证明。',
    en: '{doctor} has {count} person-days that wait for confirmation and would be left out.',
    remedyZh: '请先催受援单位确认；确需现在出具，请勾选“不含待确认的”。',
    remedyEn: 'Ask the unit to confirm them; to issue it now, tick that they are left out.',
  },
  'certificate-revoked': {
    status: 409,
    zh: '证明 {number} 已作废：{why}。',
    en: 'Certificate {number} was revoked: {why}.',
    remedyZh: '需要时请重新出具。',
    remedyEn: 'Issue a new one where it is needed.',
  },
} as const
