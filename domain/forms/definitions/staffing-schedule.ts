// FRM-2 · 永卫〔2024〕13号 附件2, the same thirteen columns as 狮总医〔2022〕73号 附件1: who is posted where.
// It is reported again, as a new version, after every change of people (MAT-7).
import type { FormDefinition } from '../form.ts'
import {
  city,
  county,
  mobileWords,
  nameWords,
  ownershipWords,
  receivingUnitWords,
  reportLines,
  sequence,
  specialtyWords,
  supportingUnitWords,
  titleWords,
} from './shared-fields.ts'

export const staffingSchedule: FormDefinition = {
  id: 'staffing-schedule',
  version: 1,
  annex: 2,
  title: '{county}{year}年“{activity}”对口支援人员安排表',
  paper: 'a4',
  head: [],
  columns: [
    sequence,
    city,
    county,
    {
      label: '受援单位',
      columns: [
        {
          key: 'receivingUnit',
          label: '基层医疗卫生机构名称',
          type: 'organisation',
          width: 26,
          required: true,
          fillDown: true,
          synonyms: receivingUnitWords,
        },
        {
          key: 'receivingPhone',
          label: '受援基层卫生机构联系电话',
          type: 'telephone',
          width: 14,
          synonyms: ['受援单位电话', '受援单位联系电话', '机构联系电话', '卫生院电话', '单位电话'],
        },
        {
          key: 'receivingKind',
          label: '单位类型(填写社区卫生服务中心或乡镇卫生院)',
          type: 'kind',
          width: 17,
          synonyms: ['单位类型', '机构类型', '单位类别'],
        },
        {
          key: 'needSpecialty',
          label: '需求专业',
          type: 'specialty',
          width: 10,
          synonyms: ['专业需求', '需求科室', '需求专科', '所需专业'],
        },
      ],
    },
    {
      label: '支援单位',
      columns: [
        {
          key: 'supportingUnit',
          label: '上级医疗机构名称',
          type: 'organisation',
          width: 18,
          required: true,
          fillDown: true,
          synonyms: supportingUnitWords,
        },
        {
          key: 'ownership',
          label: '医疗机构所属情况(省属、市属、县市区属)',
          type: 'ownership',
          width: 15,
          synonyms: ownershipWords,
        },
        {
          key: 'doctorName',
          label: '下基层人员姓名',
          type: 'person',
          width: 11,
          required: true,
          synonyms: nameWords,
        },
        { key: 'specialty', label: '专业', type: 'specialty', width: 11, synonyms: specialtyWords },
        { key: 'title', label: '职称', type: 'title', width: 12, synonyms: titleWords },
        {
          key: 'mobile',
          label: '联系方式',
          type: 'mobile',
          width: 14,
          personal: true,
          synonyms: mobileWords,
        },
      ],
    },
  ],
  extras: [{ key: 'sex', label: '性别', type: 'sex', width: 6 }],
  notes: [],
  signs: reportLines,
}
