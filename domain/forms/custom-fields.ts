// FRM-6: what a table of one's own may show. Each column is a fact of the ledger or of the registers; nothing here is typed.
import type { FieldType } from './form.ts'

export const ROWS_BY = ['unit', 'hospital', 'doctor', 'county', 'month', 'card'] as const
/** One row a receiving unit, a hospital, a doctor, a county, a month, or a day card. */
export type RowsBy = (typeof ROWS_BY)[number]

export type CustomField = {
  key: string
  label: string
  type: FieldType
  width: number
  /** Rows it may stand in; all of them where not given. */
  rows?: readonly RowsBy[]
  /** A number of the ledger: it is added up and opens its facts. */
  figure?: true
  /** It says whose row it is, in tables of these rows. */
  names?: readonly RowsBy[]
  prose?: true
}

const person: readonly RowsBy[] = ['doctor', 'card']
const place: readonly RowsBy[] = ['unit', 'county', 'card']
const text = (key: string, label: string, width: number, more: Partial<CustomField>): CustomField => ({
  key,
  label,
  type: 'text',
  width,
  ...more,
})
const figure = (key: string, label: string, width = 8, more: Partial<CustomField> = {}): CustomField => ({
  key,
  label,
  type: 'integer',
  width,
  figure: true,
  ...more,
})
const addedUp: readonly RowsBy[] = ['unit', 'hospital', 'doctor', 'county', 'month']

/** The catalogue, in the order in which it is offered. */
export const CUSTOM_FIELDS: readonly CustomField[] = [
  { key: 'sequence', label: '序号', type: 'sequence', width: 5 },
  text('month', '月份', 9, { rows: ['month'], names: ['month'] }),
  { key: 'dutyDay', label: '日期', type: 'monthDay', width: 9, rows: ['card'], names: ['card'] },
  text('half', '时段', 6, { rows: ['card'] }),
  text('city', '设区市', 8, { rows: place }),
  text('county', '县（市、区）', 10, { rows: place, names: ['county'] }),
  text('receivingUnit', '受援单位', 20, { rows: ['unit', 'card'], names: ['unit'] }),
  text('receivingKind', '单位类型', 12, { rows: ['unit'] }),
  text('receivingUnits', '服务的受援单位', 22, { rows: ['doctor', 'hospital'], prose: true }),
  text('doctorName', '医师', 8, { rows: person, names: ['doctor'] }),
  text('title', '职称', 10, { rows: person }),
  text('specialty', '专业', 10, { rows: person }),
  text('supportingUnit', '支援单位', 18, { rows: [...person, 'hospital'], names: ['hospital'] }),
  text('ownership', '单位所属', 9, { rows: [...person, 'hospital'] }),
  // A doctor at two units is one doctor in the total: it is counted anew, not added up.
  figure('doctors', '下派医师（人）', 9, { rows: ['unit', 'hospital', 'county', 'month'] }),
  figure('personDays', '下基层服务（人次）', 10, { rows: addedUp }),
  figure('consultations', '诊疗量（人次）'),
  figure('caseDiscussions', '病例讨论（次）'),
  figure('teachingRounds', '教学查房（次）'),
  figure('lectures', '学术讲座（次）'),
  figure('skillTrainings', '技能培训（次）'),
  figure('trainedStaff', '培训基层医务人员（人次）', 10),
  figure('specialGroupServed', '服务特殊人群（人次）', 10),
  figure('homeVisits', '送医上门（次）'),
  figure('leaflets', '宣传传单（份）'),
  figure('noticeClicks', '公告点击（人）'),
  figure('screenNotices', '电子屏宣传（次）'),
  { key: 'roundFunds', label: '巡诊经费（元）', type: 'money', width: 10, figure: true },
  text('otherServices', '其他服务情况', 18, { rows: ['card'], prose: true }),
  text('otherWork', '其他工作', 18, { rows: ['card'], prose: true }),
  text('blank', '备注', 14, { prose: true }),
]

export const fitsRows = (field: CustomField, rows: RowsBy): boolean =>
  !field.rows || field.rows.includes(rows)
