// The problems of assessments that travel over HTTP; contract/problems.ts gathers them with the others.
export const assessmentProblems = {
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
