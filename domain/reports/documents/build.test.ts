// Documents from facts: what stands on them, that each number is the fact, and that a missing fact is never 0.
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Programme } from '../../programme/programme.ts'
import { applyEdits, buildDocument, type Head, openBlanks, printedPieces } from './build.ts'
import {
  DOCUMENT_KINDS,
  type Figure,
  figuresOf,
  hanNumber,
  numbered,
  numberWords,
  type OfficialDocument,
  textOf,
} from './document.ts'
import { type DocumentFacts, factsOf, type Ledger } from './facts.ts'
import { factAt, formatFigure, NO_DATA } from './figures.ts'
import { offersFor, spanOf, titlesOf } from './kinds.ts'
import { draftNarratives, topicOf } from './sections.ts'

const head: Head = {
  issuer: '甲县卫生健康局',
  redHead: true,
  agency: '甲卫',
  serial: '',
  recipient: '市卫健委',
  copies: '',
  printer: '甲县卫生健康局办公室',
  signedOn: '2023-08-31',
}
const counts = (n: number): Ledger['span'] => ({
  personDays: n,
  doctors: n,
  unitsServed: n,
  duties: n,
  due: n,
  recorded: n,
  missing: 0,
  toConfirm: 0,
  consultations: n,
  caseDiscussions: n,
  teachingRounds: n,
  lectures: n,
  traineeVisits: n,
  specialGroupServices: n,
  homeVisits: n,
  leaflets: n,
  noticeClicks: n,
  screenNotices: n,
  expensesYuan: n,
  leaves: 0,
  absences: 0,
})
const unit = (name: string, over: Partial<Ledger['units'][number]> = {}): Ledger['units'][number] => ({
  id: name,
  name,
  county: '',
  posted: 1,
  personDays: 3,
  total: 9,
  duties: 3,
  missing: 0,
  nextDuties: 2,
  ...over,
})
const ledger = (over: Partial<Ledger> = {}): Ledger => ({
  programme: {
    id: 'x',
    name: '甲县工作方案',
    number: '甲卫〔2023〕1号',
    title: '甲县卫生健康局关于印发《工作方案》的通知',
    from: '2023-01-01',
    to: '2023-12-31',
  },
  place: '甲县',
  body: { side: 'bureau', name: '甲县卫生健康局' },
  whole: true,
  period: { key: '2023-08', label: '2023年8月', from: '2023-08-01', to: '2023-08-31' },
  asOf: '2023-08-31',
  span: counts(146),
  total: counts(900),
  previous: { label: '2023年7月', personDays: 120 },
  units: [
    unit('甲镇卫生院'),
    unit('乙镇卫生院', { total: 12 }),
    unit('丙镇卫生院', { total: 0, personDays: 0, posted: 0 }),
  ],
  hospitals: [{ id: 'h', name: '甲县医院', doctors: 9, personDays: 146, total: 900, missing: 0 }],
  targets: [
    {
      ruleId: 'person-days',
      name: '下基层服务人次',
      metric: 'personDays',
      unit: '人次',
      target: 1606,
      actual: 900,
      pace: 1069.2,
      forecast: 1352,
      state: 'behind',
      by: '2023-12-31',
      arithmetic: '146 × 11 = 1606',
      citation: '一、工作目标',
    },
    {
      ruleId: 'mobile',
      name: '移动医院巡诊',
      metric: 'mobileRounds',
      unit: '次',
      target: 4,
      actual: null,
      pace: null,
      forecast: null,
      state: 'notMeasured',
      by: '2023-12-31',
      arithmetic: null,
      citation: '一、工作目标',
    },
  ],
  months: [
    { month: '2023-07', personDays: 120, duties: 130 },
    { month: '2023-08', personDays: 146, duties: 150 },
  ],
  packages: [],
  next: { month: '2023-09', label: '2023年9月', duties: 20 },
  minimum: null,
  feedback: null,
  cases: [],
  survey: null,
  ...over,
})

const wordsOf = (document: OfficialDocument): string =>
  [...document.blocks, ...document.attachments.flatMap((a) => a.blocks)]
    .flatMap((block) => {
      if (block.kind === 'heading') return [block.text]
      if (block.kind === 'table')
        return [block.title, ...block.rows.flat().map((c) => textOf([c])), block.note]
      if (block.kind === 'quote') return [block.title, block.text, block.from]
      return printedPieces(block)?.map((piece) => textOf([piece])) ?? []
    })
    .join('')

describe('the bulletin (RPT-11)', () => {
  const facts = factsOf(ledger())
  const text = wordsOf(buildDocument('bulletin', facts, [], head))
  it.each([
    ['the arithmetic of the target', '146 × 11 = 1606'],
    ['pace', '按进度应到1069.2人次'],
    ['forecast', '照此预计完成1352人次'],
    ['what the forecast lacks', '相差254人次'],
    ['what each month needs', '此后每月需177人次'],
    ['who is missing', '尚未安排支援医师的有1家：丙镇卫生院'],
    ['the units’ measure as arithmetic', '1606 ÷ 3 = 535.3，按每家536人次测算'],
    ['which unit must do what', '丙镇卫生院还差536人次，每月需134人次；甲镇卫生院还差527人次'],
    ['who leads', '居前的受援单位是乙镇卫生院'],
    ['a target nobody measures', `移动医院巡诊：目标4次，期限2023年12月31日，${NO_DATA}`],
  ])('says %s', (_, words) => {
    expect(text).toContain(words)
  })
  it('ranks equal totals alike and the next one after them', () => {
    const tied = factsOf(ledger({ units: [unit('a'), unit('b'), unit('c', { total: 1 })] }))
    expect(tied.units.map((u) => u.rank)).toEqual([1, 1, 3])
  })
  it('puts the counties of a city in order and its many units into an annex, turned', () => {
    const units = Array.from({ length: 40 }, (_, i) =>
      unit(`${i}`, { county: i % 2 ? '甲县' : '乙县', total: i }),
    )
    const made = buildDocument('bulletin', factsOf(ledger({ units, place: '丁市' })), [], head)
    const tables = made.blocks.flatMap((b) => (b.kind === 'table' ? [b.title] : []))
    expect(tables).toContain('各县（市、区）进展')
    const annex = made.attachments[0]?.blocks[0]
    expect(annex?.kind === 'table' && annex.landscape && annex.rows.length).toBe(40)
  })
})

describe('months, stages, years (RPT-3, RPT-4, RPT-6)', () => {
  it('tells progress, problems and next steps in the programme’s own words', () => {
    const made = buildDocument(
      'monthlyNarrative',
      factsOf(ledger()),
      ['工作进度推进情况', '存在问题', '下一步工作计划和建议'],
      head,
    )
    const marks = numbered(made.blocks).flatMap(({ block, mark }) =>
      block.kind === 'heading' && block.level === 1 ? [`${mark}${block.text}`] : [],
    )
    expect(marks).toEqual(['一、工作进度推进情况', '二、存在问题', '三、下一步工作计划和建议'])
    const text = wordsOf(made)
    expect(text).toContain('2023年8月下基层服务146人次，2023年7月为120人次')
    expect(text).toContain('此后每月完成不少于177人次')
  })
  it('says so when the ledger shows no problem', () => {
    const fine = factsOf(ledger({ targets: [], units: [unit('甲')] }))
    expect(draftNarratives(fine, ['存在问题']).存在问题).toContain('未发现')
  })
  it('writes of a hospital or a unit without judging the county', () => {
    const own = factsOf(
      ledger({ whole: false, body: { side: 'supportingUnit', name: '甲县医院' }, targets: [] }),
    )
    const text = wordsOf(buildDocument('monthlyNarrative', own, ['工作进度推进情况', '存在问题'], head))
    expect(text).toContain('甲县医院有146名支援医师到岗')
    expect(text).not.toContain('覆盖率')
  })
  it('quotes approved cases with where they come from', () => {
    const facts = factsOf(
      ledger({ cases: [{ title: '家门口的手术', text: '一台手术。', from: '甲镇卫生院' }] }),
    )
    expect(wordsOf(buildDocument('annualReport', facts, ['年度总结'], head))).toContain('家门口的手术')
  })
  it.each([
    ['第一个月工作完成情况', 'progress'],
    ['下一步工作计划和建议', 'next'],
    ['存在问题', 'problems'],
    ['自评', 'selfAssessment'],
    ['阶段性总结', 'summary'],
    ['三级医院对口帮扶', 'countyHospitals'],
    ['总医院优质医疗资源下沉', 'alliance'],
    ['移动医院巡诊', 'mobileRounds'],
    ['其他', 'own'],
  ])('%s is understood as %s', (title, topic) => {
    expect(topicOf(title)).toBe(topic)
  })
})

describe('a target that asks for better than before (TGT-11, TGT-12)', () => {
  it.each([
    ['同比', '要求较上年同期增长'],
    ['较前提高', '要求较前提高'],
  ])('%s is said in words, not as 0', (unitWords, words) => {
    const targets = ledger().targets.map((t) => ({
      ...t,
      metric: 'outpatientGrowth' as const,
      unit: unitWords,
      target: 0,
    }))
    const text = wordsOf(buildDocument('effectReport', factsOf(ledger({ targets })), [], head))
    expect(text).toContain(words)
    expect(text).not.toMatch(/目标0/)
  })
})

describe('what nobody measured (SVY-4)', () => {
  it('is said to be so, never 0', () => {
    const text = wordsOf(buildDocument('effectReport', factsOf(ledger()), [], head))
    expect(text).toContain(`群众满意度测评：${NO_DATA}`)
    expect(text).toContain(`群众反馈：${NO_DATA}`)
    expect(text).not.toMatch(/满意率0|测评完成0/)
  })
  it('is printed once it is there', () => {
    const facts = factsOf(
      ledger({ survey: { completed: 125, judged: 120, satisfied: 114, askedAware: 124, aware: 93 } }),
    )
    expect(wordsOf(buildDocument('effectReport', facts, [], head))).toMatch(/满意率95%；.*知晓率75%/)
  })
})

describe('the self-assessment (ASM-3)', () => {
  it('gives every target its row and leaves the words blank', () => {
    const made = buildDocument('selfAssessment', factsOf(ledger()), [], head)
    const table = made.blocks.find((b) => b.kind === 'table')
    expect(table?.kind === 'table' && table.rows.map((row) => row.at(-1))).toEqual(['', ''])
    expect(openBlanks(made)).toBeGreaterThan(2)
  })
})

describe('a person’s words', () => {
  const facts = factsOf(ledger())
  const made = buildDocument('monthlyNarrative', facts, ['存在问题'], head)
  const block = made.blocks.find((b) => b.kind === 'paragraph' && b.item)
  const id = block?.kind === 'paragraph' ? block.id : ''
  const drafted = block?.kind === 'paragraph' ? textOf(block.pieces) : ''
  const edit = { block: id, text: '已说明。', drafted, by: '张三', at: '2023-08-31T01:00:00Z' }
  it('stand in place of the draft and are told apart from it when the ledger moves on', () => {
    const once = applyEdits(made, [edit])
    expect(wordsOf(once)).toContain('已说明。')
    const later = buildDocument(
      'monthlyNarrative',
      factsOf(ledger({ targets: ledger().targets.map((t) => ({ ...t, actual: t.actual && 950 })) })),
      ['存在问题'],
      head,
    )
    const found = applyEdits(later, [edit]).blocks.find((b) => b.kind === 'paragraph' && b.id === id)
    expect(found?.kind === 'paragraph' && found.edited?.stale).toBe(true)
    const same = once.blocks.find((b) => b.kind === 'paragraph' && b.id === id)
    expect(same?.kind === 'paragraph' && same.edited?.stale).toBe(false)
  })
  it('leave a paragraph out when they are empty', () => {
    expect(wordsOf(applyEdits(made, [{ ...edit, text: '' }]))).not.toContain(drafted)
  })
})

describe('marks and numbers', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [42, '四十二'],
  ])('%i is %s', (n, han) => {
    expect(hanNumber(n)).toBe(han)
  })
  it('leaves the serial open until there is one', () => {
    expect(numberWords({ agency: '永卫', year: '2024', serial: '' })).toBe('永卫〔2024〕　　号')
    expect(numberWords({ agency: '永卫', year: '2024', serial: '13' })).toBe('永卫〔2024〕13号')
  })
})

const nat = fc.nat(9999)
const anyCounts = fc.record(
  Object.fromEntries(Object.keys(counts(0)).map((key) => [key, nat])) as Record<
    keyof Ledger['span'],
    typeof nat
  >,
)
const names = fc.uniqueArray(fc.constantFrom('甲', '乙', '丙', '丁', '戊', '己', '庚'), {
  minLength: 0,
  maxLength: 7,
})
const anyTarget = fc.record({
  actual: fc.option(nat),
  pace: fc.option(nat),
  forecast: fc.option(nat),
  state: fc.constantFrom('reached', 'onPace', 'behind', 'missed', 'notMeasured' as const),
})
const anyLedger = fc
  .record({
    span: anyCounts,
    total: anyCounts,
    names,
    seeds: fc.array(nat, { minLength: 35, maxLength: 35 }),
    target: anyTarget,
    months: fc.integer({ min: 0, max: 12 }),
    whole: fc.boolean(),
    minimum: fc.option(fc.constant({ days: 1, citation: '' })),
    feedback: fc.option(fc.record({ praise: nat, complaints: nat, other: nat })),
  })
  .map(
    ({ names: list, seeds, target, months, ...rest }): Ledger =>
      ledger({
        ...rest,
        units: list.map((name, i) =>
          unit(`${name}卫生院`, {
            total: seeds[i] ?? 0,
            personDays: seeds[i + 7] ?? 0,
            posted: (seeds[i + 14] ?? 0) % 3,
            missing: (seeds[i + 21] ?? 0) % 4,
            nextDuties: (seeds[i + 28] ?? 0) % 2,
          }),
        ),
        targets: [{ ...(ledger().targets[0] as Ledger['targets'][number]), ...target }],
        months: Array.from({ length: months }, (_, i) => ({
          month: `2023-${String(i + 1).padStart(2, '0')}`,
          personDays: seeds[i] ?? 0,
          duties: seeds[i + 12] ?? 0,
        })),
      }),
  )

/** All text that is no figure, without the words that may hold digits of their own: dates, periods, arithmetic. */
function looseDigits(document: OfficialDocument, facts: DocumentFacts): string[] {
  const known = [
    facts.quotaArithmetic,
    facts.programme.number,
    ...facts.targets.flatMap((t) => (t.arithmetic ? [t.arithmetic] : [])),
  ].filter(Boolean)
  return document.blocks.flatMap((block) => {
    const pieces = block.kind === 'paragraph' ? block.pieces : block.kind === 'table' ? block.rows.flat() : []
    return pieces
      .filter((p): p is string => typeof p === 'string')
      .map((text) =>
        known
          .reduce((left, each) => left.replaceAll(each, ''), text)
          .replace(/(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年/g, ''),
      )
      .filter((text) => /\d/.test(text))
  })
}

describe('each number printed', () => {
  it('is the fact it leads to, in every kind of document, and no number stands without one', () => {
    fc.assert(
      fc.property(anyLedger, fc.constantFrom(...DOCUMENT_KINDS), (raw, kind) => {
        const facts = factsOf(raw)
        const made = buildDocument(
          kind,
          facts,
          ['年度总结', '自评', '存在问题', '下一步计划', '工作进度'],
          head,
        )
        for (const found of figuresOf(made) as Figure[]) {
          const value = factAt(facts, found.path)
          expect(found.value).toBe(value)
          expect(found.text).toBe(formatFigure(value as number, found.unit))
          expect(found.metric).not.toBe('')
          expect(found.period, found.path).not.toBe('')
        }
        expect(looseDigits(made, facts)).toEqual([])
        for (const block of made.blocks)
          if (block.kind === 'chart')
            expect(block.chart.series[0]?.values).toEqual(facts.months.map((m) => m.personDays))
      }),
      { numRuns: 150 },
    )
  })
})

describe('the five programmes as data', () => {
  const folder = new URL('../../../programmes/', import.meta.url)
  const programmes = readdirSync(folder)
    .filter((f) => f.endsWith('.yaml'))
    .map((f) => parse(readFileSync(new URL(f, folder), 'utf8')) as Programme)
  const of = (id: string): Programme => programmes.find((p) => p.id === id) as Programme
  it.each([
    [
      'yongding-2024',
      'monthlyNarrative',
      '2024-03',
      ['第一个月工作完成情况', '存在问题', '下一步工作计划和建议'],
    ],
    [
      'yongding-2024',
      'monthlyNarrative',
      '2024-05',
      ['工作进度推进情况', '存在问题', '下一步工作计划和建议'],
    ],
    ['licheng-2023', 'monthlyNarrative', '2023-09', ['工作进度推进情况', '存在问题', '下一步工作计划和建议']],
    ['shishi-2022', 'stageReport', '2022-09', ['阶段性总结', '存在问题', '下一步工作计划和建议']],
    [
      'sanming-2023',
      'annualReport',
      '2023',
      [
        '医师下基层',
        '三级医院对口帮扶',
        '总医院优质医疗资源下沉',
        '移动医院巡诊',
        '存在问题',
        '下一步工作计划和建议',
      ],
    ],
  ] as const)('%s %s %s', (id, kind, period, titles) => {
    expect(titlesOf(of(id), kind, period)).toEqual(titles)
  })
  it.each(programmes.map((p) => [p.id, p] as const))(
    '%s has documents for each of its months',
    (_, programme) => {
      const offers = offersFor(programme, programme.period.from.slice(0, 7), true)
      expect(offers.map((o) => o.kind)).toEqual([
        'monthlyNarrative',
        'bulletin',
        'stageReport',
        'annualReport',
        'selfAssessment',
        'effectReport',
      ])
      expect(offersFor(programme, '2019-01', true)).toEqual([])
    },
  )
  it('sums a programme over the turn of a year up in its last year', () => {
    expect(spanOf(of('guangshan-2021'), 'annualReport', '2022')).toMatchObject({
      from: '2021-05-01',
      to: '2022-04-30',
    })
    expect(spanOf(of('guangshan-2021'), 'annualReport', '2022')?.label).toBe('2021年5月—2022年4月')
    expect(spanOf(of('guangshan-2021'), 'stageReport', '2022-01')?.label).toBe('2021年5月—2022年1月')
    expect(spanOf(of('yongding-2024'), 'stageReport', '2024-08')?.label).toBe('2024年3—8月')
  })
})
