// Refusals of documents and of the bureau's own Word templates.
export const documentProblems = {
  'document-outside': {
    status: 422,
    zh: '{period} 不在项目期间（{from} 至 {to}）内，或不是这种文件的期间。',
    en: '{period} lies outside the programme ({from} to {to}), or is no period of this document.',
    remedyZh: '请另选月份或年度。',
    remedyEn: 'Choose another month or year.',
  },
  'document-not-begun': {
    status: 422,
    zh: '{period}还没有开始，没有数据可写。',
    en: '{period} has not begun: there is nothing to write about.',
    remedyZh: '请选择已经开始的月份或年度。',
    remedyEn: 'Choose a month or year that has begun.',
  },
  'document-not-yours': {
    status: 403,
    zh: '“{name}”由卫健局或医共体办公室编写。',
    en: '“{name}” is written by the bureau or the alliance office.',
    remedyZh: '请选择本单位的月度工作情况、总结或自评。',
    remedyEn: 'Choose a report of your own body.',
  },
  'document-of-others': {
    status: 403,
    zh: '这是{body}的文件，由该单位自己修改。',
    en: 'This is a document of {body}: that body edits it.',
    remedyZh: '可以查看和下载；需要改动请联系该单位。',
    remedyEn: 'You may read and download it; ask that body for changes.',
  },
  'document-not-made': {
    status: 422,
    zh: '文件没有生成：{why}',
    en: 'The document was not made: {whyEn}',
    remedyZh: '{remedy}',
    remedyEn: '{remedyEn}',
  },
  'template-refused': {
    status: 422,
    zh: '这个模板不能用，有 {count} 处要改。',
    en: 'This template cannot be used: {count} places to mend.',
    remedyZh: '按所列的位置改好后再上传。',
    remedyEn: 'Mend the places named and upload it again.',
  },
  'template-of-another-kind': {
    status: 422,
    zh: '模板“{name}”不是为这种文件做的，或已停用。',
    en: 'The template “{name}” is for another document, or out of use.',
    remedyZh: '请另选一个模板。',
    remedyEn: 'Choose another template.',
  },
} as const
