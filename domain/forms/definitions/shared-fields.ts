// Columns that several official forms share, with the other headers under which clerks send them.
import type { FormField, FormLine } from '../form.ts'

export const sequence: FormField = {
  key: 'sequence',
  label: '序号',
  type: 'sequence',
  width: 5,
  synonyms: ['编号', '序'],
}
export const city: FormField = {
  key: 'city',
  label: '地市',
  type: 'text',
  width: 9,
  fillDown: true,
  synonyms: ['设区市', '市', '所在市'],
}
export const county: FormField = {
  key: 'county',
  label: '区县',
  type: 'text',
  width: 9,
  fillDown: true,
  synonyms: ['县区', '县（市、区）', '县市区', '所在区县', '县'],
}

export const receivingUnitWords = [
  '受援单位',
  '受援单位名称',
  '受援医院',
  '受援机构',
  '基层医疗机构名称',
  '拟下派乡镇卫生院',
  '下派乡镇卫生院',
  '派驻单位',
  '派驻卫生院',
  '卫生院名称',
  '卫生院',
  '乡镇卫生院',
  '被帮扶单位',
  '受帮扶单位',
  '下沉单位',
]
export const supportingUnitWords = [
  '支援单位',
  '支援单位名称',
  '支援医院',
  '牵头医院名称',
  '牵头医院',
  '派出单位',
  '派出医院',
  '所在单位',
  '帮扶单位',
  '帮扶医院',
  '选派单位',
  '上级医院',
]
export const nameWords = [
  '姓名',
  '人员姓名',
  '医师姓名',
  '医生姓名',
  '专家姓名',
  '下派人员姓名',
  '派驻专家',
  '派驻医师',
  '支援专家',
  '支援人员',
  '下派人员',
  '专家',
]
export const specialtyWords = ['从事专业', '医师专业', '科室', '专业科室', '所在科室', '执业范围', '科别']
export const titleWords = ['技术职务', '专业技术职务', '技术职称', '专业技术职称', '职务职称']
export const mobileWords = ['电话', '手机', '手机号', '手机号码', '联系电话', '本人电话', '电话号码']
export const ownershipWords = ['医疗机构所属情况', '单位所属情况', '所属情况', '隶属关系', '单位隶属']

/** 填报单位（盖章）, 填报人, 填报日期 (RPT-9). */
export const reportLines: readonly FormLine[] = [
  { key: 'unit', label: '填报单位：', stamp: '（盖章）' },
  { key: 'reporter', label: '填报人：' },
  { key: 'reportedOn', label: '填报日期：' },
]
