// People's own tables, in the shapes and formats in which they really arrive, through the whole import.
import { describe, expect, it } from 'vitest'
import { formDefinition } from '../../../../domain/forms/definitions/registry.ts'
import { staffingSchedule } from '../../../../domain/forms/definitions/staffing-schedule.ts'
import { workloadReturn } from '../../../../domain/forms/definitions/workload-return.ts'
import type { FormDefinition } from '../../../../domain/forms/form.ts'
import { type IngestResult, ingest } from '../../../../domain/forms/ingest/ingest.ts'
import { FORMATS } from '../../../../test/fixtures/sheets/files.ts'
import { type Sample, SHAPES, type Shape, type SheetCell } from '../../../../test/fixtures/sheets/layouts.ts'
import { DOCTORS, mobileOf } from '../../../../test/fixtures/sheets/people.ts'
import { readContent } from '../../../platform/sheets/read-content.ts'

async function take(bytes: Uint8Array, definition: FormDefinition = staffingSchedule): Promise<IngestResult> {
  return ingest(await readContent(bytes, '表'), definition, { year: 2024 })
}

const xlsx = (shape: Shape): Uint8Array => {
  const [format] = FORMATS
  if (!format) throw new Error('no format')
  return format.make(shape)
}

const only = (result: IngestResult, sample: Sample) =>
  result.rows.map((row, i) =>
    Object.fromEntries(Object.keys(sample.expected[i] ?? {}).map((key) => [key, row.values[key] ?? null])),
  )

const codes = (result: IngestResult, severity?: string): string[] => [
  ...new Set(
    result.problems.filter((problem) => !severity || problem.severity === severity).map(({ code }) => code),
  ),
]

const shape = (cells: SheetCell[][], name = '表'): Shape => ({ name, cells, merges: [] })

describe('every shape in every format', () => {
  for (const [name, make] of Object.entries(SHAPES))
    for (const format of FORMATS)
      it(`${name} as ${format.name}`, async () => {
        const sample = make()
        const result = await take(format.make(sample.shape))
        expect(only(result, sample)).toEqual(sample.expected)
        expect(codes(result, 'error').filter((code) => code !== 'missing-required')).toEqual([])
      })
})

describe('what is said about them', () => {
  it('finds exactly the two mismatches of the official table (N7)', async () => {
    const result = await take(xlsx(SHAPES.yongding?.().shape ?? shape([])))
    const found = result.problems.filter((problem) => problem.code === 'specialty-mismatch')
    expect(found.map((problem) => problem.place?.row)).toEqual([4 + 8, 4 + 12])
    expect(found.map((problem) => problem.zh)).toEqual([
      '需求专业“内科”与派出专业“全科”不符',
      '需求专业“内科”与派出专业“中医”不符',
    ])
  })
  it('reports place names under 所属情况 and masked numbers, and lets aliases pass (N6, N7)', async () => {
    const result = await take(xlsx(SHAPES.shishi?.().shape ?? shape([])))
    expect(codes(result)).toEqual(['unknown-ownership', 'masked-phone'])
    expect(result.rows.map((row) => row.codes.title)).toContain('2331')
  })
  it('keeps merged cells certain and says so of cells it filled', async () => {
    const sample = SHAPES.guangshan?.() ?? { shape: shape([]), expected: [] }
    const merged = await take(xlsx(sample.shape))
    expect(merged.rows.map((row) => row.provenance.receivingUnit ?? 'own')).toEqual([
      'own',
      'merged',
      'own',
      'own',
      'own',
    ])
    expect(codes(merged)).not.toContain('filled-down')
    const flat = await take(xlsx({ ...sample.shape, merges: [] }))
    expect(flat.rows[1]?.provenance.receivingUnit).toBe('inferred')
    expect(codes(flat, 'warning')).toContain('filled-down')
    expect(merged.skipped.at(-1)).toMatchObject({ text: '扫描全能王创建', reason: 'stray' })
  })
  it('counts the people of a section', async () => {
    const result = await take(xlsx(SHAPES.sections?.().shape ?? shape([])))
    expect(result.problems.filter(({ code }) => code === 'section-count').map(({ zh }) => zh)).toEqual([
      '“光山县中医院”写3人，实有2行',
    ])
  })
  it('reads each annex of one document under its own form only', async () => {
    const { shape: second } = SHAPES.yongding?.() ?? { shape: shape([]) }
    const first: SheetCell[][] = [
      ['永定区2024年“医师下基层”对口支援情况汇总表'],
      ['序号', '地市', '区县', '受援单位', '支援人次'],
      [null, null, null, '基层医疗卫生机构名称', ...Array.from({ length: 12 }, (_, i) => `${i + 1}月`)],
      [1, '龙岩市', '永定区', '永定区城郊镇卫生院', 1, 2, 3],
      ['合计', null, null, null, 1, 2, 4],
      [],
    ]
    const both = xlsx({ name: '附件', cells: [...first, ...second.cells], merges: [] })
    const staffing = await take(both)
    expect(staffing.rows).toHaveLength(16)
    const summary = await take(both, formDefinition('support-summary'))
    expect(summary.rows.map((row) => [row.values.receivingUnit, row.values.month3])).toEqual([
      ['永定区城郊镇卫生院', 3],
    ])
    expect(summary.problems.map(({ code, zh }) => [code, zh])).toEqual([
      ['total-disagrees', '“3月”合计填4，按各行计算为3'],
    ])
  })
})

const HEAD = [
  '序号',
  '受援单位',
  '需求专业',
  '支援单位',
  '姓名',
  '专业',
  '职称',
  '联系方式',
  '所属情况',
  '单位类型',
]
const row = (over: Partial<Record<string, SheetCell>>): SheetCell[] => {
  const base: Record<string, SheetCell> = {
    序号: 1,
    受援单位: '东山镇卫生院',
    需求专业: '内科',
    支援单位: '甲县医院',
    姓名: DOCTORS[0] ?? '',
    专业: '内科',
    职称: '主治医师',
    联系方式: mobileOf(1),
    所属情况: '县属',
    单位类型: '乡镇卫生院',
  }
  return HEAD.map((key) => (over[key] === undefined ? (base[key] ?? null) : over[key]))
}

describe('what is wrong in a staffing schedule', () => {
  const other = { 姓名: DOCTORS[1] ?? '', 联系方式: mobileOf(2) }
  it.each<[string, SheetCell[][], string]>([
    ['two doctors in one cell', [row({ 姓名: `${DOCTORS[0]}、${DOCTORS[1]}` })], 'two-people-in-cell'],
    ['two doctors below each other', [row({ 姓名: `${DOCTORS[0]}\n${DOCTORS[1]}` })], 'two-people-in-cell'],
    ['name and phone in one cell', [row({ 姓名: `${DOCTORS[0]} 13800000009` })], 'name-with-phone'],
    ['the same doctor twice', [row({}), row({ 受援单位: '西山镇卫生院' })], 'duplicate-doctor'],
    [
      'the same doctor, hospital written longer',
      [row({}), row({ 支援单位: '乙市甲县医院' })],
      'duplicate-doctor',
    ],
    ['one phone for two', [row({}), row({ 姓名: DOCTORS[1] ?? '' })], 'duplicate-phone'],
    ['an unknown title', [row({ 职称: '高级工程师' })], 'unknown-title'],
    ['an unknown specialty', [row({ 专业: '后勤' })], 'unknown-specialty'],
    ['an unknown ownership', [row({ 所属情况: '甲县' })], 'unknown-ownership'],
    ['an unknown kind', [row({ 单位类型: '企业' })], 'unknown-kind'],
    ['no name', [row({ 姓名: null }), row(other)], 'missing-required'],
    ['a number that lost digits', [row({ 联系方式: '1.38E+10' })], 'lost-digits'],
    ['a bad phone', [row({ 联系方式: '12345' })], 'bad-phone'],
    ['a mismatch', [row({ 专业: '中医' })], 'specialty-mismatch'],
  ])('%s', async (_, rows, code) => {
    const result = await take(xlsx(shape([HEAD, ...rows])))
    const found = result.problems.filter((problem) => problem.code === code)
    expect(found.length).toBeGreaterThan(0)
    expect(
      found.every(({ zh, remedyZh, place }) => zh !== '' && remedyZh !== '' && (place?.row ?? 0) > 1),
    ).toBe(true)
  })
  it('finds nothing wrong in a right one, and leaves the example out', async () => {
    const example = row({ 序号: '示例', 姓名: '李三' })
    const result = await take(xlsx(shape([HEAD, example, row({}), row({ ...other, 序号: 2 })])))
    expect(result.problems).toEqual([])
    expect(result.rows.map((each) => each.values.doctorName)).toEqual(DOCTORS.slice(0, 2))
    expect(result.skipped.map(({ reason }) => reason)).toEqual(['example'])
  })
  it('takes the phone out of the name cell', async () => {
    const result = await take(
      xlsx(shape([HEAD, row({ 姓名: `${DOCTORS[0]}（13800000009）`, 联系方式: null })])),
    )
    expect(result.rows[0]?.values).toMatchObject({ doctorName: DOCTORS[0], mobile: '13800000009' })
  })
  it('names a missing required column once, and takes a remembered choice', async () => {
    const head = HEAD.map((label) => (label === '姓名' ? '甲乙丙丁' : label))
    const rows = [row({ 姓名: 'Dr A' }), row({ 姓名: 'Dr B', 联系方式: mobileOf(3) })]
    const cells = [head, ...rows]
    const result = await take(xlsx(shape(cells)))
    expect(result.problems.filter(({ code }) => code === 'missing-column')).toHaveLength(1)
    const chosen = ingest([{ name: '表', cells: cells as string[][], merges: [] }], staffingSchedule, {
      year: 2024,
      mapping: { 甲乙丙丁: 'doctorName', 单位类型: null },
    })
    expect(chosen.rows.map((each) => each.values.doctorName)).toEqual(['DrA', 'DrB'])
    expect(chosen.rows[0]?.values).not.toHaveProperty('receivingKind')
    expect(chosen.mapping[0]?.fingerprint).toBe(result.mapping[0]?.fingerprint)
  })
})

describe('a workload return as clerks fill it in', () => {
  const head = [
    '姓名',
    '职称',
    '专业',
    '所在单位',
    '受援单位',
    '支援时间',
    '诊疗量(人次)',
    '学术讲座(次)',
    '是否设置“支援专家工作室”',
  ]
  const line = (
    day: SheetCell,
    count: SheetCell,
    studio: SheetCell = '是',
    lectures: SheetCell = 1,
  ): SheetCell[] => [
    ...[DOCTORS[0] ?? '', '主治医师', '内科', '甲县医院', '东山镇卫生院', day, count, lectures, studio],
  ]
  it.each<[SheetCell, SheetCell, [string | null, number | null], string[]]>([
    ['2月10日', 30, ['2024-02-10', 30], []],
    ['２月１０日', '约３０人次', ['2024-02-10', 30], ['approximate-number']],
    ['2024/2/10', '十二', ['2024-02-10', 12], ['words-to-number']],
    ['2024年2月10日', '1,200', ['2024-02-10', 1200], []],
    ['2024-02-10', '/', ['2024-02-10', null], []],
    ['20240210', '30人次', ['2024-02-10', 30], []],
    [new Date('2024-02-10T00:00:00Z'), 0, ['2024-02-10', 0], []],
    [45332, 5, ['2024-02-10', 5], ['date-from-serial']],
    ['2023-12-31', 5, ['2023-12-31', 5], ['other-year']],
    ['2月30日', 5, [null, 5], ['unreadable-date']],
    [2.1, 5, [null, 5], ['unreadable-date']],
    ['2月10日', '很多', ['2024-02-10', null], ['not-a-number']],
    ['2月10日', -3, ['2024-02-10', null], ['below-minimum']],
    ['2月10日', 2.5, ['2024-02-10', null], ['not-whole']],
  ])('day %j and count %j', async (day, count, read, expected) => {
    const result = await take(xlsx(shape([head, line(day, count)])), workloadReturn)
    expect(result.rows.map(({ values }) => [values.dutyDay, values.consultations])).toEqual([read])
    expect(codes(result)).toEqual(expected)
  })
  it('counts the yes, shows a total that disagrees and refuses 100 as an answer (N9, RPT-10)', async () => {
    const cells = [
      head,
      line('2月10日', 30),
      line('2月17日', 20, '否'),
      line('2月24日', 10, 100),
      ['合计(本行由各单位汇总填写)', null, null, null, '/', '/', 60, 4, 1],
    ]
    const result = await take(xlsx(shape(cells)), workloadReturn)
    expect(result.rows.map(({ values }) => values.expertStudio)).toEqual([true, false, null])
    expect(result.problems.map(({ code, place }) => [code, place?.column])).toEqual([
      ['not-yes-or-no', 'I'],
      ['total-disagrees', 'H'],
    ])
    expect(result.totals).toEqual({ consultations: 60, lectures: 4, expertStudio: 1 })
  })
})
