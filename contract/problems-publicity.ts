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
  'card-changed': {
    status: 409,
    zh: '名片内容已有第 {version} 版，和您看到的不同。',
    en: 'The card has a version {version} by now, other than the one you saw.',
    remedyZh: '请刷新，看过新内容再保存或同意。',
    remedyEn: 'Read it anew, then save or agree.',
  },
  'wording-changed': {
    status: 409,
    zh: '同意书的文字已更新。',
    en: 'The words of the consent have changed.',
    remedyZh: '请刷新，看过新的文字再同意。',
    remedyEn: 'Read the new words, then agree.',
  },
  'number-in-text': {
    status: 400,
    zh: '“{where}”里有号码“{number}”，公开的文字里不能有电话、身份证等号码。',
    en: '“{where}” holds the number “{number}”: public texts carry no telephone or identity numbers.',
    remedyZh: '请删去这个号码；单位电话公开页上已有。',
    remedyEn: 'Take it out; the unit’s telephone stands on the public page anyway.',
  },
  'paper-by-hospital': {
    status: 403,
    zh: '纸质同意书由医师所在医院医务科保管和登记。',
    en: 'Consents on paper are kept and recorded by the doctor’s own hospital.',
    remedyZh: '请医务科登记，或请医师本人在“我的专家名片”同意。',
    remedyEn: 'Ask the medical office, or the doctor herself.',
  },
  'plan-orders-none': {
    status: 409,
    zh: '“{programme}”没有要求公示专家信息，不能以方案为依据。',
    en: '“{programme}” does not order experts to be announced.',
    remedyZh: '请医师本人同意，或登记纸质同意书。',
    remedyEn: 'Ask the doctor to agree, or record a consent on paper.',
  },
  'name-withdrawn': {
    status: 409,
    zh: '医师本人已撤回姓名公示，方案的要求不能代替本人的意愿。',
    en: 'The doctor withdrew her name: the plan’s order does not stand in for her.',
    remedyZh: '只能由本人重新同意，或登记本人重新签字的同意书。',
    remedyEn: 'Only she may agree anew, signed in or on paper.',
  },
} as const
