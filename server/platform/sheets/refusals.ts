// Why an uploaded file is not read, each with a stable code and what the person can do instead.
import { problems } from '../../../domain/shared/problem.ts'

const AGAIN = {
  remedyZh: '请用 WPS 或 Excel 打开后另存为 .xlsx，再上传。',
  remedyEn: 'Open it in WPS or Excel, save it as .xlsx and upload that.',
}
const SMALLER = {
  remedyZh: '请只保留要上报的表格，删去空白行列和其他内容，另存为 .xlsx 再上传。',
  remedyEn: 'Keep only the table to report, delete blank rows and columns, save as .xlsx and upload that.',
}
const TABLE = {
  remedyZh: '请上传表格原文件（.xlsx、.xls、.et、.csv、.ods 或 .docx），或下载模板填写。',
  remedyEn: 'Upload the table itself (.xlsx, .xls, .et, .csv, .ods or .docx), or fill in our template.',
}

export const refusal = problems({
  'file-missing': {
    zh: '找不到文件“{name}”',
    en: 'The file “{name}” cannot be found or read.',
    remedyZh: '请检查文件名和位置。',
    remedyEn: 'Check its name and place.',
  },
  'file-empty': { zh: '文件是空的', en: 'The file is empty.', ...AGAIN },
  'file-too-large': {
    zh: '文件有 {size} MB，超过 {limit} MB',
    en: 'The file has {size} MB, more than {limit} MB.',
    ...SMALLER,
  },
  'file-encrypted': {
    zh: '文件有打开密码',
    en: 'The file is protected by a password.',
    remedyZh: '请去掉打开密码后再上传。',
    remedyEn: 'Remove the password and upload it again.',
  },
  'file-is-pdf': {
    zh: '这是 PDF 文件，不是表格',
    en: 'This is a PDF, not a sheet, whatever its name says.',
    ...TABLE,
  },
  'file-is-image': { zh: '这是图片，不是表格', en: 'This is a picture, not a sheet.', ...TABLE },
  'file-is-archive': { zh: '这是压缩包，不是表格', en: 'This is an archive, not a sheet.', ...TABLE },
  'file-is-ofd': { zh: '这是 OFD 版式文件，不是表格', en: 'This is an OFD document, not a sheet.', ...TABLE },
  'file-is-old-text': {
    zh: '这是旧版 Word 或 WPS 文字文件',
    en: 'This is an old Word or WPS Writer document.',
    remedyZh: '请用 WPS 或 Word 打开后另存为 .docx，再上传。',
    remedyEn: 'Open it in WPS or Word, save it as .docx and upload that.',
  },
  'file-unknown': { zh: '不认识这种文件', en: 'This kind of file is not known.', ...TABLE },
  'file-damaged': { zh: '文件已损坏，读不出来', en: 'The file is damaged and cannot be read.', ...AGAIN },
  'zip-bomb': {
    zh: '文件解压后过大，已停止读取',
    en: 'The file unpacks to far more than its size; reading was stopped.',
    ...SMALLER,
  },
  'xml-with-dtd': {
    zh: '文件含有外部定义（DTD），已拒绝',
    en: 'The file carries a document type definition (DTD) and was refused.',
    ...AGAIN,
  },
  'sheet-too-wide': {
    zh: '表格超过 {limit} 列',
    en: 'The sheet has more than {limit} columns.',
    ...SMALLER,
  },
  'sheet-too-long': { zh: '表格超过 {limit} 行', en: 'The sheet has more than {limit} rows.', ...SMALLER },
  'sheet-too-many-cells': {
    zh: '表格超过 {limit} 个单元格',
    en: 'The sheet has more than {limit} cells.',
    ...SMALLER,
  },
  'file-too-slow': {
    zh: '{seconds} 秒内没有读完，已停止',
    en: 'Reading did not end within {seconds} seconds and was stopped.',
    ...SMALLER,
  },
  'file-too-heavy': {
    zh: '读取所需内存过大，已停止',
    en: 'Reading needed too much memory and was stopped.',
    ...SMALLER,
  },
})

export type RefusalCode = Parameters<typeof refusal>[0]

/** Thrown inside the reader; carries a code across the thread instead of a stack. */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly values: Record<string, string | number>
  constructor(code: RefusalCode, values: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.values = values
  }
}
