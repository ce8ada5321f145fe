import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postingList } from './definitions/posting-list.ts'
import { FORM_DEFINITIONS } from './definitions/registry.ts'
import { staffingSchedule } from './definitions/staffing-schedule.ts'
import { supportSummary } from './definitions/support-summary.ts'
import { workloadReturn } from './definitions/workload-return.ts'
import { type FormData, leavesOf } from './form.ts'
import { headerOf, layoutOf, maskMobiles } from './layout.ts'
import { totalOf } from './totals.ts'
import { validateForm } from './validate.ts'

const empty = (over: Partial<FormData> = {}): FormData => ({
  county: '永定区',
  year: 2024,
  rows: [],
  ...over,
})
const labels = (definition: Parameters<typeof leavesOf>[0], optional = false) =>
  leavesOf(definition, optional).map((field) => field.label)

describe('the official forms', () => {
  it('FRM-1: sixteen columns, a seventeenth on request (N8)', () => {
    expect(labels(supportSummary)).toEqual([
      ...['序号', '地市', '区县', '基层医疗卫生机构名称'],
      ...Array.from({ length: 12 }, (_, i) => `${i + 1}月`),
    ])
    expect(labels(supportSummary, true)).toHaveLength(17)
    expect(headerOf(supportSummary).cells.filter((cell) => cell.r === 0)).toEqual([
      { r: 0, c: 0, rowspan: 2, colspan: 1, label: '序号' },
      { r: 0, c: 1, rowspan: 2, colspan: 1, label: '地市' },
      { r: 0, c: 2, rowspan: 2, colspan: 1, label: '区县' },
      { r: 0, c: 3, rowspan: 1, colspan: 1, label: '受援单位' },
      { r: 0, c: 4, rowspan: 1, colspan: 12, label: '支援人次' },
    ])
  })
  it('FRM-2: thirteen columns under 受援单位 and 支援单位', () => {
    expect(labels(staffingSchedule)).toEqual([
      ...['序号', '地市', '区县', '基层医疗卫生机构名称', '受援基层卫生机构联系电话'],
      ...['单位类型(填写社区卫生服务中心或乡镇卫生院)', '需求专业', '上级医疗机构名称'],
      ...['医疗机构所属情况(省属、市属、县市区属)', '下基层人员姓名', '专业', '职称', '联系方式'],
    ])
  })
  it('FRM-3: twenty-four columns in the bands 1–5, 6–19, 20–24 (N9)', () => {
    expect(leavesOf(workloadReturn)).toHaveLength(24)
    expect(headerOf(workloadReturn).cells.filter((cell) => cell.r === 0)).toEqual([
      { r: 0, c: 0, rowspan: 1, colspan: 5, label: '支援人员' },
      { r: 0, c: 5, rowspan: 1, colspan: 14, label: '支援人员在受援单位工作情况' },
      { r: 0, c: 19, rowspan: 1, colspan: 5, label: '宣传相关工作' },
    ])
    expect(labels(workloadReturn)[22]).toBe('是否设置“支援专家工作室”')
  })
  it('FRM-5: seven columns in one row', () => {
    expect(labels(postingList)).toEqual([
      ...['牵头医院名称', '姓名', '性别', '专业', '职称', '电话', '拟下派乡镇卫生院'],
    ])
    expect(headerOf(postingList).rows).toBe(1)
  })
  it('titles each form as the document does', () => {
    expect(FORM_DEFINITIONS.slice(0, 3).map((of) => layoutOf(of, empty()).title)).toEqual([
      '永定区2024年“医师下基层”对口支援情况汇总表',
      '永定区2024年“医师下基层”对口支援人员安排表',
      '永定区2024年“医师下基层”对口支援工作量月报表',
    ])
    expect(layoutOf(staffingSchedule, empty({ activity: '千名医师万人次下基层' })).title).toContain(
      '“千名医师',
    )
  })
  it('covers every header slot exactly once, whatever the form', () => {
    for (const definition of FORM_DEFINITIONS)
      for (const optional of [false, true]) {
        const { rows, cells } = headerOf(definition, optional)
        const slots = cells.flatMap((cell) =>
          Array.from({ length: cell.rowspan * cell.colspan }, (_, i) =>
            [cell.r + Math.floor(i / cell.colspan), cell.c + (i % cell.colspan)].join(),
          ),
        )
        expect(new Set(slots).size).toBe(slots.length)
        expect(slots).toHaveLength(rows * leavesOf(definition, optional).length)
      }
  })
})

describe('the total row (RPT-10)', () => {
  const row = { doctorName: '李三', receivingUnit: '下党卫生院', dutyDay: '2024-02-10', consultations: 30 }
  it('strikes out, sums and counts the yes', () => {
    const rows = [
      { ...row, expertStudio: true, leaflets: 100, roundFunds: null },
      { ...row, expertStudio: false, leaflets: 5, roundFunds: null },
      { ...row, expertStudio: true, leaflets: null, roundFunds: null },
    ]
    const layout = layoutOf(workloadReturn, empty({ rows, totals: { roundFunds: 1000 } }))
    expect(layout.total).toEqual({
      label: '合计(本行由各单位汇总填写)',
      span: 5,
      values: [
        ...[1000, '/', '/', '/', '/', 90],
        // Nothing was stated in these columns, so nothing is claimed below them.
        ...[null, null, null, null, null, null],
        ...['/', '/', 105, null, null, 2, '/'],
      ],
    })
    expect(layout.rows[0]?.slice(5, 11)).toEqual(['/', null, null, '下党卫生院', '2月10日', 30])
    expect(layout.rows.map((cells) => cells[22])).toEqual(['是', '否', '是'])
  })
  it('adds amounts of the rows where they carry them, exact to the 分', () => {
    const funds = leavesOf(workloadReturn).find((field) => field.key === 'roundFunds')
    if (!funds) throw new Error('no roundFunds')
    expect(totalOf(funds, [{ roundFunds: 0.1 }, { roundFunds: 0.2 }], { roundFunds: 9 })).toBe(0.3)
  })
  it('is the sum of its column for any numbers, and the yearly column the sum of the months', () => {
    const cell = fc.option(fc.nat(500), { nil: null })
    const record = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`month${i + 1}`, cell]))
    fc.assert(
      fc.property(fc.array(fc.record(record), { maxLength: 30 }), (rows) => {
        const layout = layoutOf(supportSummary, empty({ rows, withOptional: true }))
        const sum = (c: number) => layout.rows.reduce((n, cells) => n + Number(cells[c] ?? 0), 0)
        const stated = (c: number) => rows.length === 0 || layout.rows.some((cells) => cells[c] !== null)
        const totals = Array.from({ length: 13 }, (_, i) => (stated(i + 4) ? sum(i + 4) : null))
        expect(layout.total?.values).toEqual(totals)
        expect(sum(16)).toBe(Array.from({ length: 12 }, (_, i) => sum(i + 4)).reduce((a, b) => a + b, 0))
      }),
    )
  })
})

describe('masking and checking', () => {
  it('masks mobiles in personal columns only', () => {
    const rows = [{ doctorName: '李三', mobile: '13800000123', receivingPhone: '0597-5832146' }]
    const layout = layoutOf(staffingSchedule, empty({ rows, masked: true }))
    expect(layout.rows[0]?.[12]).toBe('138*****23')
    expect(layout.rows[0]?.[4]).toBe('0597-5832146')
    expect(maskMobiles('王五13800000123；李三 13800000456')).toBe('王五138*****23；李三 138*****56')
  })
  it.each([
    [{ doctorName: '李三', receivingUnit: '甲卫生院', dutyDay: '2024-02-30' }, ['unreadable-date']],
    [{ doctorName: '', receivingUnit: '甲卫生院', dutyDay: '2024-02-03' }, ['missing-required']],
    [{ doctorName: '李三', receivingUnit: '甲', dutyDay: '2024-02-03', lectures: -1 }, ['below-minimum']],
    [{ doctorName: '李三', receivingUnit: '甲', dutyDay: '2024-02-03', lectures: 1.5 }, ['not-whole']],
    [{ doctorName: '李三', receivingUnit: '甲', dutyDay: '2024-02-03', expertStudio: 100 }, ['wrong-type']],
    [{ doctorName: '李三', receivingUnit: '甲', dutyDay: '2024-02-03', salary: 1 }, ['not-a-field']],
    [{ doctorName: '李三', receivingUnit: '甲', dutyDay: '2024-02-03', lectures: 0 }, []],
  ])('finds what is wrong in a row %#', (row, codes) => {
    const found = validateForm(workloadReturn, { rows: [row] })
    expect(found.map((problem) => problem.code)).toEqual(codes)
  })
})
