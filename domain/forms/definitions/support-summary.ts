// FRM-1 · 永卫〔2024〕13号 附件1: person-days of support by receiving unit and month.
// The table in the document has a 17th, unnamed header cell: an optional total column (N8).
import type { FormDefinition, FormField } from '../form.ts'
import { city, county, receivingUnitWords, reportLines, sequence } from './shared-fields.ts'

const monthKeys = Array.from({ length: 12 }, (_, i) => `month${i + 1}`)

const months: FormField[] = monthKeys.map((key, i) => ({
  key,
  label: `${i + 1}月`,
  type: 'integer',
  width: 6,
  min: 0,
  total: 'sum',
  synonyms: [`${i + 1}月份`],
}))

const yearTotal: FormField = {
  key: 'yearTotal',
  label: '合计',
  type: 'integer',
  width: 7,
  min: 0,
  total: 'sum',
  sumOf: monthKeys,
  optional: true,
  synonyms: ['小计', '总计', '全年'],
}

export const supportSummary: FormDefinition = {
  id: 'support-summary',
  version: 1,
  annex: 1,
  title: '{county}{year}年“{activity}”对口支援情况汇总表',
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
          width: 30,
          required: true,
          synonyms: receivingUnitWords,
        },
      ],
    },
    { label: '支援人次', columns: [...months, yearTotal] },
  ],
  extras: [],
  total: { label: '合计', span: 4 },
  notes: ['每位医师下基层工作1天，记为1人次。'],
  signs: reportLines,
}
