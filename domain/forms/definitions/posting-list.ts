// FRM-5 · 光医管委办〔2021〕1号 附件1, 附件2: the seven-column list of staff posted for a year's cycle.
// One receiving unit may take several people (N12), so rows, not units, are counted.
import type { FormDefinition } from '../form.ts'
import {
  mobileWords,
  nameWords,
  receivingUnitWords,
  reportLines,
  specialtyWords,
  supportingUnitWords,
  titleWords,
} from './shared-fields.ts'

export const postingList: FormDefinition = {
  id: 'posting-list',
  version: 1,
  annex: 1,
  title: '{county}{year}年下派乡镇卫生院人员名单',
  paper: 'a4',
  head: [],
  columns: [
    {
      key: 'supportingUnit',
      label: '牵头医院名称',
      type: 'organisation',
      width: 22,
      required: true,
      fillDown: true,
      synonyms: ['上级医疗机构名称', ...supportingUnitWords],
    },
    { key: 'doctorName', label: '姓名', type: 'person', width: 11, required: true, synonyms: nameWords },
    { key: 'sex', label: '性别', type: 'sex', width: 7 },
    { key: 'specialty', label: '专业', type: 'specialty', width: 16, synonyms: specialtyWords },
    { key: 'title', label: '职称', type: 'title', width: 16, synonyms: titleWords },
    {
      key: 'mobile',
      label: '电话',
      type: 'mobile',
      width: 16,
      personal: true,
      synonyms: ['联系方式', ...mobileWords],
    },
    {
      key: 'receivingUnit',
      label: '拟下派乡镇卫生院',
      type: 'organisation',
      width: 34,
      required: true,
      fillDown: true,
      synonyms: ['基层医疗卫生机构名称', ...receivingUnitWords],
    },
  ],
  extras: [{ key: 'sequence', label: '序号', type: 'sequence', width: 5 }],
  notes: [],
  signs: reportLines,
}
