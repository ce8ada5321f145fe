// FRM-3, FRM-4 · 永卫〔2024〕13号 附件3: the monthly workload return, 24 columns.
// Bands by meaning: 1–5 people, 6–19 work, 20–24 publicity; a scan of the document shifts the last one.
// Column 23 is yes or no and its total counts the yes; the document's example shows 100 there (N9).
import type { FormDefinition, FormField } from '../form.ts'
import {
  nameWords,
  ownershipWords,
  reportLines,
  specialtyWords,
  supportingUnitWords,
  titleWords,
} from './shared-fields.ts'

const count = (key: string, label: string, width: number, synonyms: readonly string[] = []): FormField => ({
  key,
  label,
  type: 'integer',
  width,
  min: 0,
  total: 'sum',
  synonyms,
})

const people: FormField[] = [
  { key: 'doctorName', label: '姓名', type: 'person', width: 8, required: true, synonyms: nameWords },
  { key: 'title', label: '职称', type: 'title', width: 10, synonyms: titleWords },
  { key: 'specialty', label: '专业', type: 'specialty', width: 10, synonyms: specialtyWords },
  {
    key: 'supportingUnit',
    label: '所在单位',
    type: 'organisation',
    width: 13,
    fillDown: true,
    synonyms: ['上级医疗机构名称', ...supportingUnitWords],
  },
  {
    key: 'ownership',
    label: '单位所属情况(省属、市属、县市区属)',
    type: 'ownership',
    width: 13,
    synonyms: ownershipWords,
  },
]

const work: FormField[] = [
  {
    key: 'roundFunds',
    label: '巡诊经费(元)',
    type: 'money',
    width: 9,
    min: 0,
    total: 'sum',
    totalOnly: true,
    synonyms: ['巡诊费用', '经费'],
  },
  { key: 'city', label: '所在设区市', type: 'text', width: 7, total: 'slash', fillDown: true },
  { key: 'county', label: '所在县', type: 'text', width: 7, total: 'slash', fillDown: true },
  {
    key: 'receivingUnit',
    label: '受援单位',
    type: 'organisation',
    width: 18,
    required: true,
    total: 'slash',
    fillDown: true,
    synonyms: ['基层医疗卫生机构名称', '受援单位名称', '派驻单位', '卫生院'],
  },
  {
    key: 'dutyDay',
    label: '支援时间',
    type: 'monthDay',
    width: 9,
    required: true,
    total: 'slash',
    synonyms: ['支援日期', '下乡时间', '下乡日期', '日期'],
  },
  count('consultations', '诊疗量(人次)', 7, ['诊疗人次', '接诊人次']),
  count('caseDiscussions', '病例讨论(次)', 7),
  count('teachingRounds', '教学查房(次)', 7),
  count('lectures', '学术讲座(次)', 7, ['讲座']),
  count('trainedStaff', '开展业务培训,培训基层医务人员人次(次)', 10, [
    '业务培训',
    '培训人次',
    '培训基层医务人员人次',
  ]),
  count('specialGroupServed', '服务“特殊人群”人次(次),包括咨询、诊疗等情况', 11, [
    '特殊人群',
    '服务特殊人群人次',
  ]),
  count('homeVisits', '送医上门服务次数(次)', 8, ['送医上门', '上门服务次数']),
  { key: 'otherServices', label: '其他服务情况', type: 'text', width: 14, total: 'slash', prose: true },
  {
    key: 'beneficiaries',
    label: '受益群众的姓名及联系方式',
    type: 'text',
    width: 16,
    total: 'slash',
    personal: true,
    prose: true,
    synonyms: ['受益群众姓名及联系方式', '受益群众'],
  },
]

const publicity: FormField[] = [
  count('leaflets', '发放下乡医师信息宣传传单数量(份)', 9, ['宣传传单数量', '传单数量', '传单']),
  count('noticeClicks', '通过微信、微博等发布的相关公告点击人数(人)', 10, ['公告点击人数', '点击人数']),
  count('screenNotices', '通过电子屏、走字屏宣传医师下乡信息数量(次)', 10, ['电子屏宣传次数', '电子屏']),
  {
    key: 'expertStudio',
    label: '是否设置“支援专家工作室”',
    type: 'yesNo',
    width: 9,
    total: 'countYes',
    synonyms: ['支援专家工作室', '专家工作室'],
  },
  { key: 'otherWork', label: '其他工作', type: 'text', width: 14, total: 'slash', prose: true },
]

export const workloadReturn: FormDefinition = {
  id: 'workload-return',
  version: 1,
  annex: 3,
  title: '{county}{year}年“{activity}”对口支援工作量月报表',
  paper: 'a3',
  head: reportLines,
  columns: [
    { label: '支援人员', columns: people },
    { label: '支援人员在受援单位工作情况', columns: work },
    { label: '宣传相关工作', columns: publicity },
  ],
  // Units number the rows of their own copies though the form does not.
  extras: [{ key: 'sequence', label: '序号', type: 'sequence', width: 5 }],
  total: { label: '合计(本行由各单位汇总填写)', span: 5 },
  notes: [
    '1.巡诊经费仅需填报合计数，费用包括但不限于活动过程中产生的交通费、住宿费、药品耗材费用等。',
    '2.受益群众姓名及联系方式可另附页，届时每月将从中抽调人员进行回访，考核活动效果。',
  ],
  signs: [
    { key: 'head', label: '单位负责人（签字）：' },
    { key: 'reviewer', label: '审核人：' },
  ],
}
