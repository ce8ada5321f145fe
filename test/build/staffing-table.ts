// Builds a staffing table as a county sends it: title, two header rows with merged bands, two dozen rows.
// Needs, hospitals, specialties and titles are the demonstration's; the people are synthetic.
import * as xlsx from '@e965/xlsx'
import { demoMobile, demoName } from '../../database/demonstration/people.ts'
import { DEMO_STAFFING } from '../../database/demonstration/staffing.ts'

const HEAD = [
  '序号',
  '地市',
  '区县',
  '基层医疗卫生机构名称',
  '受援基层卫生机构联系电话',
  '单位类型(填写社区卫生服务中心或乡镇卫生院)',
  '需求专业',
  '上级医疗机构名称',
  '医疗机构所属情况(省属、市属、县市区属)',
  '下基层人员姓名',
  '专业',
  '职称',
  '联系方式',
]

/** The bytes of an .xlsx; `from` chooses the synthetic people, so that two tables name different ones. */
export function staffingTable(from = 300): Uint8Array {
  const postings = DEMO_STAFFING['yongding-2024'] ?? []
  const rows = postings.map((p, i) => {
    const community = p.unit.includes('社区')
    const ownership = p.hospital.includes('市中医院') ? '市属医院' : '县市区属医院'
    return [
      i + 1,
      '龙岩市',
      '永定区',
      p.unit,
      `58${String(10000 + i)}`,
      community ? '社区卫生服务中心' : '乡镇卫生院',
      p.need,
      p.hospital,
      ownership,
      demoName(from + i),
      p.specialty,
      p.title,
      demoMobile(from + i),
    ]
  })
  const bands = ['序号', '地市', '区县', '受援单位', '', '', '', '支援单位']
  const sheet = xlsx.utils.aoa_to_sheet([
    ['永定区 2024 年“医师下基层”对口支援人员安排表'],
    bands,
    HEAD,
    ...rows,
    ['备注：人员有变动的，请及时重新报送。'],
  ])
  sheet['!merges'] = [
    { s: { r: 0, c: 0 }, e: { r: 0, c: 12 } },
    { s: { r: 1, c: 3 }, e: { r: 1, c: 6 } },
    { s: { r: 1, c: 7 }, e: { r: 1, c: 12 } },
  ]
  const book = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(book, sheet, '安排表')
  return new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
}
