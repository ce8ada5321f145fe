import { describe, expect, it } from 'vitest'
import type { Programme, Rule } from '../programme/programme.ts'
import type { HolidayTable } from '../shared/calendar.ts'
import { duesOf, LOCK_AFTER_DAYS, periodLabel, spanOf, workdayFor } from './dues.ts'
import { type Body, completenessOf, obligationsOf, type ReportFact } from './obligations.ts'
import { standingOf } from './targets.ts'

const source = { document: 'plan', heading: '六', quote: '此后每月22日前报送', inferred: false }
const report = (change: Partial<Extract<Rule, { kind: 'report' }>>): Rule => ({
  id: 'monthly',
  clauses: ['RPT-2'],
  source,
  kind: 'report',
  name: '月报',
  forms: ['workload-return'],
  narratives: [],
  period: 'currentMonth',
  due: { day: 22 },
  from: '2024-04-01',
  reporters: ['receivingUnit'],
  recipient: '局',
  ...change,
})
const programme = (rules: Rule[], period = { from: '2024-03-05', to: '2024-12-31' }): Programme => ({
  schema: 1,
  id: 'x',
  name: 'x',
  shortName: 'x',
  division: '350803',
  year: 2024,
  period,
  documents: [
    { id: 'plan', number: '永卫〔2024〕13号', title: 't', issuer: 'i', issuedOn: null, basedOn: [] },
  ],
  office: { name: 'o', sections: [] },
  alliance: null,
  supportingUnits: [],
  receivingUnits: { total: null, named: [], exceptions: [] },
  rules,
})
const HOLIDAYS: HolidayTable = {
  holidays: new Set(['2024-05-01', '2024-05-02', '2024-05-03', '2024-09-16', '2024-09-17']),
  makeUpWorkdays: new Set(['2024-04-28', '2024-09-14']),
  years: new Set([2024]),
}
const dues = (rules: Rule[], period?: { from: string; to: string }) =>
  duesOf(programme(rules, period), HOLIDAYS)
const body = (id: string, more: Partial<Body> = {}): Body => ({
  id,
  name: id,
  level: 'unit',
  reporters: ['receivingUnit'],
  regionId: '350803',
  ...more,
})
const COUNTY = body('350803', { level: 'county', reporters: ['bureau'] })
const CITY = body('350800', { level: 'city', reporters: [], regionId: '350800' })
const PROVINCE = body('350000', { level: 'province', reporters: [], regionId: '350000' })
const ON = (today: string) => ({ today, programmeFrom: '2024-03-05' })
const fact = (more: Partial<ReportFact>): ReportFact => ({
  reportId: 'r',
  packageId: 'monthly',
  period: '2024-04',
  part: 'main',
  bodyId: 'u1',
  state: 'submitted',
  firstOn: '2024-04-22',
  lastAt: '2024-04-22T01:00:00.000Z',
  ...more,
})

describe('due days (RPT-*; the conflicts of the plans: 1, 2, 22)', () => {
  it('asks for the current month on the 22nd, open ten days more where the plan names no lock', () => {
    const found = dues([report({})])
    expect(found.map((d) => [d.period, d.dueOn])).toEqual(
      ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) => [`2024-${m}`, `2024-${m}-22`]),
    )
    expect(LOCK_AFTER_DAYS).toBe(10)
    expect(found[0]?.openUntil).toBe('2024-05-02')
    expect(found[0]?.citation).toContain('永卫〔2024〕13号')
  })
  it('asks for the previous month on the 2nd, the last one after the programme has ended', () => {
    const found = dues([report({ period: 'previousMonth', due: { day: 2 } })])
    expect(found.at(-1)).toMatchObject({ period: '2024-12', dueOn: '2025-01-02' })
    expect(found[0]).toMatchObject({ period: '2024-03', dueOn: '2024-04-02' })
  })
  it('asks for a quarter in the month after it', () => {
    expect(dues([report({ period: 'quarter', due: { day: 10 } })]).map((d) => [d.period, d.dueOn])).toEqual([
      ['2024-Q1', '2024-04-10'],
      ['2024-Q2', '2024-07-10'],
      ['2024-Q3', '2024-10-10'],
      ['2024-Q4', '2025-01-10'],
    ])
  })
  it('asks for what came after the 22nd in a supplement of its own, without the words (RPT-2)', () => {
    const found = dues([report({ supplementDay: 5, narratives: ['存在问题'] })])
    expect(found.slice(0, 3).map((d) => [d.period, d.part, d.dueOn, d.narratives.length])).toEqual([
      ['2024-04', 'main', '2024-04-22', 1],
      ['2024-04', 'supplement', '2024-05-05', 0],
      ['2024-05', 'main', '2024-05-22', 1],
    ])
  })
  it('locks on the outer date a plan names (N11), or so many days after', () => {
    const year = report({ period: 'year', due: { date: '2024-12-18', lastOn: '2024-12-20' } })
    expect(dues([year])[0]).toMatchObject({ dueOn: '2024-12-18', openUntil: '2024-12-20' })
    expect(dues([report({ lockAfterDays: 0 })])[0]?.openUntil).toBe('2024-04-22')
  })
  it.each([
    ['2024-05-01', 'keep', '2024-05-01'],
    ['2024-05-01', 'after', '2024-05-06'],
    ['2024-05-01', 'before', '2024-04-30'],
    ['2024-04-28', 'after', '2024-04-28'], // a make-up Sunday is a workday
    ['2024-09-15', 'before', '2024-09-14'],
    ['2024-05-22', 'after', '2024-05-22'],
  ] as const)('%s, %s, is %s', (day, how, expected) => {
    expect(workdayFor(day, how, HOLIDAYS)).toBe(expected)
  })
  it('keeps a plan to be filed, and a short month its last day', () => {
    const plan: Rule = {
      id: 'plan',
      clauses: ['PLN-5'],
      source,
      kind: 'planFiling',
      name: '实施细则',
      due: '2024-03-31',
      reporters: ['bureau'],
      recipient: '局',
    }
    expect(dues([plan])[0]).toMatchObject({ forms: [], narratives: ['实施细则'], dueOn: '2024-03-31' })
    expect(dues([report({ due: { day: 31 } })]).map((d) => d.dueOn)).toContain('2024-06-30')
  })
})

describe('who owes it, and how it stands', () => {
  const on = (today: string, reports: ReportFact[] = [], rules = [report({})], bodies = [body('u1')]) =>
    obligationsOf(dues(rules), bodies, reports, ON(today)).filter((o) => o.period === '2024-04')
  it('keeps the closed interval: due day and last open day are in, the next days are not (P10)', () => {
    const timing = (today: string) => on(today)[0]?.timing
    expect(
      ['2024-04-14', '2024-04-15', '2024-04-22', '2024-04-23', '2024-05-02', '2024-05-03'].map(timing),
    ).toEqual(['upcoming', 'dueSoon', 'dueSoon', 'overdue', 'overdue', 'locked'])
    const handedIn = (firstOn: string) => on('2024-05-20', [fact({ firstOn })])[0]?.timing
    expect([handedIn('2024-04-22'), handedIn('2024-04-23')]).toEqual(['onTime', 'late'])
  })
  it('says when a day lies before the programme was issued (N5)', () => {
    const rule = report({ period: 'year', due: { date: '2024-02-01' }, from: '2024-01-01' })
    expect(obligationsOf(dues([rule]), [body('u1')], [], ON('2024-03-10'))[0]?.timing).toBe('backFilled')
  })
  it('gives each level its days after the one below; the top takes and owes nothing (RPT-7)', () => {
    const rules = [report({ upward: { to: 'province', withinDays: 3 } })]
    const found = on('2024-04-20', [], rules, [body('u1'), COUNTY, CITY, PROVINCE])
    expect(found.map((o) => [o.body.id, o.dueOn])).toEqual([
      ['u1', '2024-04-22'],
      ['350803', '2024-04-25'],
      ['350800', '2024-04-28'],
    ])
    expect(on('2024-04-20', [], [report({})], [body('u1'), COUNTY]).map((o) => o.body.id)).toEqual(['u1'])
  })
  it('lets a bureau owe what the plan asks of bureaus on the day itself', () => {
    const rules = [report({ reporters: ['bureau'], upward: { to: 'province', withinDays: 2 } })]
    const found = on('2024-04-20', [], rules, [body('u1'), COUNTY, CITY])
    expect(found.map((o) => [o.body.id, o.dueOn])).toEqual([
      ['350803', '2024-04-22'],
      ['350800', '2024-04-24'],
    ])
  })
  it('asks for 附件2 anew only of those a change concerns, and again after the next (MAT-7)', () => {
    const rule = report({ period: 'onChange', due: { withinDays: 3 }, forms: ['staffing-schedule'] })
    const change = (on: string, organisations: string[]) => ({
      month: '2024-04',
      on,
      at: `${on}T02:00:00.000Z`,
      organisations,
    })
    const owed = (today: string, reports: ReportFact[], ...days: string[]) =>
      obligationsOf(
        duesOf(
          programme([rule]),
          HOLIDAYS,
          days.map((d) => change(d, ['u1'])),
        ),
        [body('u1'), body('u2')],
        reports,
        ON(today),
      ).map((o) => [o.body.id, o.dueOn, o.timing, o.owedAnew])
    const handed = fact({ firstOn: '2024-04-11', lastAt: '2024-04-11T02:00:00.000Z' })
    expect(owed('2024-04-10', [])).toEqual([])
    expect(owed('2024-04-10', [], '2024-04-10')).toEqual([['u1', '2024-04-13', 'dueSoon', false]])
    expect(owed('2024-04-11', [handed], '2024-04-10')).toEqual([['u1', '2024-04-13', 'onTime', false]])
    expect(owed('2024-04-16', [handed], '2024-04-10', '2024-04-12')).toEqual([
      ['u1', '2024-04-15', 'overdue', true],
    ])
  })
  it('counts a recalled report as not handed in', () => {
    expect(on('2024-04-20', [fact({ state: 'draft' })])[0]?.timing).toBe('dueSoon')
  })
  it('counts completeness and timeliness of what is owed', () => {
    const bodies = ['u1', 'u2', 'u3', 'u4'].map((id) => body(id))
    const found = on(
      '2024-04-30',
      [
        fact({}),
        fact({ bodyId: 'u2', firstOn: '2024-04-25', state: 'accepted' }),
        fact({ bodyId: 'u3', state: 'returned' }),
      ],
      [report({})],
      bodies,
    )
    expect(completenessOf(found)).toEqual({
      owed: 4,
      submitted: 3,
      onTime: 2,
      accepted: 1,
      returned: 1,
      missing: ['u4'],
    })
  })
})

describe('periods', () => {
  it.each([
    ['2024-05', '2024年5月', '2024-05-01', '2024-05-31'],
    ['2024-Q1', '2024年第1季度', '2024-01-01', '2024-03-31'],
    ['2024', '2024年', '2024-01-01', '2024-12-31'],
  ])('%s', (period, label, from, to) => {
    expect(periodLabel(period)).toBe(label)
    expect(spanOf(period)).toEqual({ from, to })
  })
  it('is no period else', () => {
    for (const odd of ['2024-13', '2024-Q5', 'x', '']) expect(spanOf(odd)).toBeNull()
  })
})

describe('targets (TGT-*)', () => {
  const target = (change: Partial<Extract<Rule, { kind: 'target' }>>): Extract<Rule, { kind: 'target' }> => ({
    id: 't',
    clauses: ['TGT-2'],
    source,
    kind: 'target',
    metric: 'personDays',
    atLeast: 1606,
    unit: '人次',
    per: 'programme',
    by: '2023-12-31',
    ...change,
  })
  const year = programme([], { from: '2023-01-01', to: '2023-12-31' })
  it.each([
    [1606, '2023-06-30', 'reached'],
    [800, '2023-06-30', 'onPace'],
    [700, '2023-06-30', 'behind'],
    [1605, '2024-01-01', 'missed'],
    [null, '2023-06-30', 'notMeasured'],
  ] as const)('%s person-days on %s is %s', (actual, today, state) => {
    expect(standingOf(target({}), year, actual, today).state).toBe(state)
  })
  it('asks one round a quarter four times a year (TGT-3)', () => {
    expect(
      standingOf(target({ metric: 'mobileRounds', atLeast: 1, per: 'quarter' }), year, 2, '2023-07-01')
        .target,
    ).toBe(4)
  })
  it('does not spread a head count over the year', () => {
    expect(standingOf(target({ metric: 'doctors', atLeast: 146 }), year, 100, '2023-02-01')).toMatchObject({
      pace: 146,
      state: 'behind',
    })
  })
})
