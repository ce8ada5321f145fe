import { describe, expect, it } from 'vitest'
import { ROLES } from '../access/roles.ts'
import type { Programme, Rule } from '../programme/programme.ts'
import { standingOf } from './targets.ts'
import { concernsRole, periodLabel, tasksOf } from './tasks.ts'

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
  reporters: ['bureau'],
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

describe('due days (RPT-*; the conflicts of the plans: 1, 2, 22)', () => {
  it('asks for the current month on the 22nd', () => {
    const tasks = tasksOf(programme([report({})]), [], '2024-05-20')
    expect(tasks.map((t) => [t.period, t.dueOn])).toEqual(
      ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) => [`2024-${m}`, `2024-${m}-22`]),
    )
    expect(tasks.slice(0, 3).map((t) => t.state)).toEqual(['overdue', 'dueSoon', 'upcoming'])
    expect(tasks[0]?.citation).toContain('永卫〔2024〕13号')
  })
  it('asks for the previous month on the 2nd, the last one after the programme has ended', () => {
    const tasks = tasksOf(programme([report({ period: 'previousMonth', due: { day: 2 } })]), [], '2025-01-03')
    expect(tasks.at(-1)).toMatchObject({ period: '2024-12', dueOn: '2025-01-02', state: 'overdue' })
    expect(tasks[0]).toMatchObject({ period: '2024-03', dueOn: '2024-04-02' })
  })
  it('asks for a quarter in the month after it', () => {
    const tasks = tasksOf(programme([report({ period: 'quarter', due: { day: 10 } })]), [], '2024-05-20')
    expect(tasks.map((t) => [t.period, t.dueOn])).toEqual([
      ['2024-Q1', '2024-04-10'],
      ['2024-Q2', '2024-07-10'],
      ['2024-Q3', '2024-10-10'],
      ['2024-Q4', '2025-01-10'],
    ])
  })
  it('keeps the closed interval: the due day itself is in time, the next day is late', () => {
    const on = (filedOn: string) =>
      tasksOf(
        programme([report({})]),
        [{ packageId: 'monthly', period: '2024-04', filedOn, filedAt: `${filedOn}T01:00:00.000Z` }],
        '2024-05-20',
      )[0]?.state
    expect([on('2024-04-22'), on('2024-04-23')]).toEqual(['filed', 'filedLate'])
    expect(tasksOf(programme([report({})]), [], '2024-04-22')[0]).toMatchObject({
      state: 'dueSoon',
      daysLeft: 0,
    })
  })
  it('asks for 附件2 anew after a change, and again after the next (MAT-7)', () => {
    const rule = report({ period: 'onChange', due: { withinDays: 3 }, forms: ['staffing-schedule'] })
    const change = (on: string) => ({ month: '2024-04', on, at: `${on}T02:00:00.000Z` })
    const filed = (on: string) => ({
      packageId: 'monthly',
      period: '2024-04',
      filedOn: on,
      filedAt: `${on}T08:00:00.000Z`,
    })
    const told = (changes: string[], filings: string[]) =>
      tasksOf(programme([rule]), filings.map(filed), '2024-04-12', changes.map(change)).map((t) => [
        t.dueOn,
        t.state,
      ])
    expect(told([], [])).toEqual([])
    expect(told(['2024-04-10'], [])).toEqual([['2024-04-13', 'dueSoon']])
    expect(told(['2024-04-08'], [])).toEqual([['2024-04-11', 'overdue']])
    expect(told(['2024-04-10'], ['2024-04-11'])).toEqual([['2024-04-13', 'filed']])
    expect(told(['2024-04-10', '2024-04-12'], ['2024-04-11'])).toEqual([['2024-04-15', 'dueSoon']])
  })
  it('flags a deadline before the programme as back-filled (N5)', () => {
    const early = report({ due: { date: '2024-02-28' }, period: 'once', from: '2024-01-01' })
    expect(tasksOf(programme([early]), [], '2024-05-20')[0]?.state).toBe('backFilled')
  })
  it('labels periods as people write them', () => {
    expect(['2024-05', '2024-Q2', '2024'].map(periodLabel)).toEqual(['2024年5月', '2024年第2季度', '2024年'])
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

describe('who is shown a task (S2: both sides; S3: the receiving unit; S0: 总医院)', () => {
  it.each([
    [
      ['supportingUnit', 'receivingUnit'],
      ['bureau', 'inspector', 'allianceOffice', 'hospital', 'receivingUnit'],
    ],
    [['receivingUnit'], ['bureau', 'inspector', 'allianceOffice', 'receivingUnit']],
    [['allianceOffice'], ['bureau', 'inspector', 'allianceOffice']],
    [['bureau'], ['bureau', 'inspector']],
  ] as const)('%s: %s', (reporters, roles) => {
    const shown = ROLES.filter((role) => concernsRole(role, { reporters: [...reporters] }))
    expect(new Set(shown)).toEqual(new Set(roles))
  })
})
