// FRM-6: layouts to begin with. 工作情况表 and 台账 stand in the plans without a template; these are a proposal a bureau changes.
import { CUSTOM_FIELDS } from './custom-fields.ts'
import type { CustomColumn, CustomTable } from './custom-table.ts'

const WORK = new Set(['consultations', 'caseDiscussions', 'teachingRounds', 'lectures', 'skillTrainings'])
const column = (field: string): CustomColumn => ({
  field,
  label: '',
  band: WORK.has(field) ? '业务工作' : '',
})
const columns = (...fields: string[]): CustomColumn[] => fields.map(column)

export const CUSTOM_STARTERS: readonly CustomTable[] = [
  {
    title: '{county}{period}医师下基层工作情况表',
    rowsBy: 'unit',
    columns: columns(
      ...['sequence', 'receivingUnit', 'doctors', 'personDays', 'consultations', 'caseDiscussions'],
      ...['teachingRounds', 'lectures', 'skillTrainings', 'trainedStaff', 'specialGroupServed', 'homeVisits'],
      'blank',
    ),
    paper: 'a4',
    withTotal: true,
    notes: ['本表数字由日志卡汇总，不另行填报。'],
    signs: ['单位负责人（签字）：', '审核人：'],
  },
  {
    title: '{county}{period}医师下基层工作台账',
    rowsBy: 'card',
    columns: columns(
      ...['sequence', 'dutyDay', 'half', 'doctorName', 'title', 'supportingUnit', 'receivingUnit'],
      ...['consultations', 'caseDiscussions', 'teachingRounds', 'lectures', 'trainedStaff', 'homeVisits'],
      ...['otherServices', 'blank'],
    ),
    paper: 'a3',
    withTotal: true,
    notes: [],
    signs: ['单位负责人（签字）：', '审核人：'],
  },
]

/** A table as it begins for these rows: what says whose row it is, and the first numbers. */
export function emptyTable(rowsBy: CustomTable['rowsBy']): CustomTable {
  const naming = CUSTOM_FIELDS.filter((f) => f.names?.includes(rowsBy)).map((f) => f.key)
  return {
    title: '{county}{period}医师下基层工作情况表',
    rowsBy,
    columns: columns('sequence', ...naming, ...(rowsBy === 'card' ? [] : ['personDays']), 'consultations'),
    paper: 'a4',
    withTotal: true,
    notes: [],
    signs: [],
  }
}
