// The pure parts of the import: numbers, days, labels, fingerprints, columns, and sheets of any content.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDate } from '../../shared/calendar.ts'
import { FORM_DEFINITIONS } from '../definitions/registry.ts'
import { staffingSchedule } from '../definitions/staffing-schedule.ts'
import { workloadReturn } from '../definitions/workload-return.ts'
import { type FormField, importFieldsOf, leavesOf } from '../form.ts'
import { columnName, type Grid, type GridValue, spreadMerges } from '../grid.ts'
import { coerce } from './coerce.ts'
import { ingest } from './ingest.ts'
import { chineseNumber, dayOfSerial, readDay, readNumber } from './numbers.ts'
import { readHead, yearIn } from './report-head.ts'
import { headerFingerprint, labelKey, likeness, squeeze } from './text.ts'

const field = (key: string): FormField => {
  const found = FORM_DEFINITIONS.flatMap((of) => importFieldsOf(of)).find((of) => of.key === key)
  if (!found) throw new Error(key)
  return found
}

describe('numbers and days', () => {
  it.each([
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['一百零五', 105],
    ['三千二百', 3200],
    ['零', 0],
    ['十二人', undefined],
  ])('%s is %s', (text, number) => {
    expect(chineseNumber(text)).toBe(number)
  })
  it.each([
    ['30', 30, 'plain'],
    ['30人次', 30, 'plain'],
    ['约30人次', 30, 'approximate'],
    ['30余人', 30, 'approximate'],
    ['1,200元', 1200, 'plain'],
    ['十二次', 12, 'words'],
  ])('%s reads as %i', (text, number, how) => {
    expect(readNumber(text)).toEqual({ number, how })
  })
  it('reads every day of a leap year in every spelling', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2024-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const [y, m, d] = iso.split('-').map(Number)
          for (const text of [
            iso,
            `${y}年${m}月${d}日`,
            `${y}/${m}/${d}`,
            `${m}月${d}日`,
            `${m}.${d}`,
            iso.replaceAll('-', ''),
          ])
            expect(readDay(text, 2024)).toBe(iso)
          const serial = Date.parse(iso) / 86_400_000 + 25_569
          expect(dayOfSerial(serial)).toBe(iso)
        },
      ),
    )
  })
  it('never invents a day', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const day = readDay(text, 2024)
        expect(day === undefined || isDate(day)).toBe(true)
      }),
    )
  })
})

describe('labels', () => {
  it('compares without blanks, widths, brackets and quotes', () => {
    expect(labelKey('单位类型(填 写社区卫生 服务中心或 乡镇卫生院)')).toBe('单位类型')
    expect(labelKey('服务“特殊人群”人次（次），包括咨询')).toBe('服务特殊人群人次包括咨询')
    expect(squeeze(' １２　人 ')).toBe('12人')
    expect(likeness('姓名', '姓名')).toBe(1)
    expect(likeness('电话', '职称')).toBe(0)
  })
  it('gives one fingerprint to one header, whatever its blanks, and another to another order', () => {
    const header = leavesOf(staffingSchedule).map((of) => of.label)
    const spaced = header.map((label) => Array.from(label).join(' '))
    expect(headerFingerprint(spaced)).toBe(headerFingerprint(header))
    expect(headerFingerprint(header)).toMatch(/^[0-9a-f]{16}$/)
    expect(headerFingerprint([...header].reverse())).not.toBe(headerFingerprint(header))
    expect(headerFingerprint(['甲乙', '丙'])).not.toBe(headerFingerprint(['甲', '乙丙']))
  })
  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

describe('single cells', () => {
  it.each<[string, GridValue, unknown, string[]]>([
    ['mobile', '138-0000-0001', '13800000001', []],
    ['mobile', 13800000001, '13800000001', []],
    ['mobile', '138××××0001', '138****0001', ['masked-phone']],
    ['mobile', '1.38E+10', null, ['lost-digits']],
    ['mobile', 138000000011380000, null, ['lost-digits']],
    ['receivingPhone', '0597—5832146', '0597-5832146', []],
    ['doctorName', '张 明 远', '张明远', []],
    ['doctorName', '阿卜杜拉·买买提', '阿卜杜拉·买买提', []],
    ['doctorName', '孙晓𠮷', '孙晓𠮷', []],
    ['doctorName', '张明远 李玥', '张明远、李玥', ['two-people-in-cell']],
    ['doctorName', '待定人员若干名', '待定人员若干名', ['unlikely-name']],
    ['ownership', '县（市、区）属', '县市区属医院', []],
    ['receivingKind', '社区服务中心', '社区卫生服务中心', []],
    ['receivingKind', '中心卫生院', '乡镇卫生院', []],
    ['title', '/', null, []],
    ['consultations', '无', null, []],
    ['expertStudio', '无', false, []],
    ['expertStudio', '√', true, []],
    ['sex', '女性', '女', []],
  ])('%s %j', (key, raw, value, codes) => {
    const read = coerce(raw, field(key), 2024)
    expect(read.value).toBe(value)
    expect(read.problems.map((problem) => problem.code)).toEqual(codes)
  })
})

describe('around the table', () => {
  it('finds the reporting lines inside a cell, beside it, and in the paragraphs before (RPT-9)', () => {
    const grid: Grid = {
      name: '表',
      caption: ['甲县2024年“医师下基层”对口支援工作量月报表'],
      cells: [['填报单位：甲县医院（盖章）　填报人：周敏行'], ['填报日期：', '2024年5月22日']],
      merges: [],
    }
    expect(readHead(workloadReturn, grid)).toEqual({
      unit: '甲县医院',
      reporter: '周敏行',
      reportedOn: '2024年5月22日',
    })
    expect(yearIn([grid])).toBe(2024)
  })
  it('cuts merges that reach beyond the sheet', () => {
    const table = spreadMerges({
      name: '',
      cells: [
        ['甲', null],
        [null, '乙'],
      ],
      merges: [[0, 0, 9_999_999, 0]],
    })
    expect(table.cells).toEqual([
      ['甲', null],
      ['甲', '乙'],
    ])
  })
  it('says why nothing was read', () => {
    const result = ingest([{ name: '空', cells: [['你好']], merges: [] }], staffingSchedule, { year: 2024 })
    expect(result.rows).toEqual([])
    expect(result.problems[0]?.code).toBe('no-table-found')
  })
  it('never throws and places every problem inside the sheet, whatever the cells', () => {
    const words = leavesOf(staffingSchedule).map((of) => of.label)
    const value = fc.oneof(
      fc.constantFrom<GridValue>(
        null,
        '',
        ...words,
        '张明远',
        '甲县医院',
        '合计',
        '备注：',
        '示例',
        1,
        13800000001,
      ),
      fc.string({ maxLength: 6 }),
      fc.double(),
      fc.record({ date: fc.constant('2024-02-10') }),
    )
    const merge = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(12), fc.nat(12))
    const grids = fc.record({
      name: fc.constant('表'),
      cells: fc.array(fc.array(value, { maxLength: 14 }), { maxLength: 14 }),
      merges: fc.array(merge, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(grids, (grid) => {
        for (const definition of FORM_DEFINITIONS) {
          const result = ingest([grid], definition, { year: 2024 })
          const rows = [...result.rows, ...result.skipped].map((of) => of.row)
          expect(rows.every((row) => row >= 1 && row <= grid.cells.length)).toBe(true)
          expect(new Set(result.rows.map((of) => of.row)).size).toBe(result.rows.length)
          if (result.mapping.length === 0) expect(result.problems.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})
