// Refusals of the publicity room.
export const publicityProblems = {
  'feedback-form-stale': {
    status: 409,
    zh: '这张表单打开太久了，没有提交。',
    en: 'This form was open for too long and was not sent.',
    remedyZh: '您写的内容还在，请核对后再点一次提交。',
    remedyEn: 'What you wrote is still there: look at it and send it again.',
  },
  'feedback-settled': {
    status: 423,
    zh: '这条反馈{state}，不能再做这一步。',
    en: 'This feedback is {state} and cannot be acted on like this.',
    remedyZh: '刷新列表看它现在的状态。',
    remedyEn: 'Read the list anew to see where it stands.',
  },
} as const
