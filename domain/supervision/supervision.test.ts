// Periods, checklists, what stands against a check, clocks and doubles of leads (SUP-1 to SUP-7).
import { describe, expect, it } from 'vitest'
import type { HolidayTable } from '../shared/calendar.ts'
import { type CheckRecord, refusalsOf } from './check-record.ts'
import { checklistOf, scoreOf } from './checklists.ts'
import { periodOn, periodWords, spanOf } from './checks.ts'
import { likeness, replyDay, similarLeads } from './leads.ts'
import { type IssueFact, listOf } from './lists.ts'

const holidays: HolidayTable = {
  holidays: new Set(['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05']),
  makeUpWorkdays: new Set(['2024-04-28', '2024-05-11']),
  years: new Set([2024]),
}

describe('periods', () => {
  it.each([
    ['month', '2024-02-29', '2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
    ['quarter', '2024-05-20', '2024-Q2', '2024-04-01', '2024-06-30', '2024年第2季度'],
    ['quarter', '2024-12-31', '2024-Q4', '2024-10-01', '2024-12-31', '2024年第4季度'],
    ['year', '2024-05-20', '2024', '2024-01-01', '2024-12-31', '2024年'],
  ] as const)('%s of %s', (every, day, period, ...[from, to, words]) => {
    expect(periodOn(every, day)).toBe(period)
    expect(spanOf(period)).toEqual({ from, to })
    expect(periodWords(period)).toBe(words)
  })
})

describe('a score', () => {
  const { items } = checklistOf('spotCheck')
  const all = (answer: 'yes' | 'no' | 'notApplicable') =>
    Object.fromEntries(items.map((one) => [one.key, answer]))
  it('is of what applied, weighed by points', () => {
    expect(scoreOf(items, all('yes'))).toBe(100)
    expect(scoreOf(items, all('no'))).toBe(0)
    expect(scoreOf(items, all('notApplicable'))).toBeNull()
    expect(scoreOf(items, { ...all('yes'), onPost: 'no', leave: 'notApplicable' })).toBe(55.6)
  })
})

const record = (part: Partial<CheckRecord> = {}): CheckRecord => ({
  kind: 'spotCheck',
  regionId: '350803',
  target: 'doctor',
  unitId: 'u',
  unitRegionId: '350803',
  practitionerId: 'p',
  doneOn: '2024-05-20',
  answers: { onPost: 'yes', signedIn: 'yes', cards: 'yes', leave: 'notApplicable' },
  findings: [],
  ...part,
})
const stranger = { organisationId: 'h', practitionerId: null }
const whys = (part: Partial<CheckRecord>, by: Parameters<typeof refusalsOf>[2] = stranger) =>
  refusalsOf(record(part), checklistOf('spotCheck').items, by, '2024-05-20').map(
    ({ why, path }) => `${why} ${path}`,
  )
const seen = { kind: 'statement' as const, text: '上午九点到诊室，门锁着，值班护士说没来' }

describe('a check', () => {
  it('stands when every item is answered and every no is proved', () => {
    expect(whys({})).toEqual([])
    const findings = [{ itemKey: 'onPost', what: '不在岗', evidence: [seen] }]
    expect(whys({ answers: { ...record().answers, onPost: 'no' }, findings })).toEqual([])
  })
  it.each([
    [
      'of herself',
      { practitionerId: 'me' },
      { organisationId: null, practitionerId: 'me' },
      'check-of-oneself body.unitId',
    ],
    [
      'of one’s own unit',
      { target: 'unit', practitionerId: null },
      { organisationId: 'u', practitionerId: null },
      'check-of-oneself body.unitId',
    ],
    ['of another county', { unitRegionId: '350802' }, stranger, 'check-other-county body.unitId'],
    ['of tomorrow', { doneOn: '2024-05-21' }, stranger, 'check-day-to-come body.doneOn'],
    [
      'with an item open',
      { answers: { onPost: 'yes', signedIn: 'yes', cards: 'yes' } },
      stranger,
      'check-unanswered body.answers.leave',
    ],
    [
      'with an item nobody asked',
      { answers: { ...record().answers, other: 'yes' } },
      stranger,
      'check-unknown-item body.answers.other',
    ],
    [
      'with a no and nothing found',
      { answers: { ...record().answers, cards: 'no' } },
      stranger,
      'check-no-without-finding body.answers.cards',
    ],
    [
      'with a finding and no evidence',
      { findings: [{ itemKey: null, what: '管理松散', evidence: [] }] },
      stranger,
      'finding-without-evidence body.findings.0.evidence',
    ],
    [
      'with an opinion for evidence',
      { findings: [{ itemKey: null, what: '管理松散', evidence: [{ kind: 'statement', text: '不好。' }] }] },
      stranger,
      'finding-without-evidence body.findings.0.evidence',
    ],
  ] as [string, Partial<CheckRecord>, Parameters<typeof refusalsOf>[2], string][])(
    'does not stand %s',
    (_, part, by, why) => {
      expect(whys(part, by)).toEqual([why])
    },
  )
})

describe('a lead', () => {
  const days = { hotline: 5, others: 15 }
  it('is answered within working days of the plan, holidays and make-up days counted', () => {
    expect(replyDay({ source: 'hotline', receivedOn: '2024-05-20' }, days, holidays)).toBe('2024-05-27')
    // 28 April is worked, 1 to 5 May are not, 11 May is
    expect(replyDay({ source: 'hotline', receivedOn: '2024-04-27' }, days, holidays)).toBe('2024-05-07')
    expect(replyDay({ source: 'letter', receivedOn: '2024-12-30' }, days, holidays)).toBeNull()
  })
  it('is like another that says the same in other words, of the same unit or with the same number', () => {
    const text = '湖雷卫生院五月十五日内科专家没有来，等了一上午'
    const again = '五月十五日湖雷卫生院的内科专家没有来，我们等了一上午没人'
    expect(likeness(text, text)).toBe(100)
    expect(likeness(text, '挂号窗口收费没有给发票')).toBeLessThan(10)
    expect(likeness('', '')).toBe(0)
    const known = [
      { id: 'a', unitId: 'u', text, contact: null },
      { id: 'b', unitId: 'u', text: '挂号窗口收费没有给发票', contact: null },
      { id: 'c', unitId: 'other', text, contact: null },
    ]
    expect(
      similarLeads({ id: 'n', unitId: 'u', text: again, contact: null }, known).map((one) => one.id),
    ).toEqual(['a'])
    expect(similarLeads({ id: 'n', unitId: 'u', text, contact: null }, known).map((one) => one.id)).toEqual([
      'a',
      'c',
    ])
  })
})

describe('a list', () => {
  const fact: IssueFact = {
    id: 'i',
    what: '公示栏 2024-04-30 的排班，电话13800000123，证件350803199001011234',
    source: '定期检查',
    unit: '甲卫生院',
    scope: 'individual',
    rootCause: '',
    measure: '当天更换',
    owner: '甲卫生院',
    dueOn: '2024-05-31',
    state: 'closed',
    overdue: false,
    mended: '已更换',
    recheckedBy: '复查人',
    recheckedOn: '2024-05-20',
    evidence: 2,
    parts: 0,
    results: [{ kind: 'institution', name: '公示办法', number: '', madeOn: '2024-05-18' }],
  }
  it('keeps its days and hides its numbers', () => {
    const [row] = listOf('rectification', [fact]).rows
    expect(row?.cells[2]).toBe('公示栏 2024-04-30 的排班，电话〔号码已隐去〕，证件〔号码已隐去〕')
    expect([row?.cells[8], row?.cells[10], row?.cells[12]]).toEqual([
      '2024-05-31',
      '复查人 2024-05-20',
      '已销号',
    ])
    expect(listOf('institution', [fact]).rows[0]?.cells[3]).toBe('2024-05-18')
  })
  it('holds results only of what was passed, and no merged finding twice', () => {
    expect(listOf('institution', [{ ...fact, state: 'reported' }]).rows).toEqual([])
    expect(
      listOf('rectification', [fact, { ...fact, id: 'm', state: 'merged' }]).rows.map((one) => one.id),
    ).toEqual(['i'])
  })
})
