import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTIVITY_KINDS,
  type Activity,
  CARD_TRANSITIONS,
  type CardStatus,
  mayMove,
  workloadOf,
} from './day-card.ts'
import { questionsAbout } from './questions.ts'

const activity = (kind: Activity['kind'], count: number, participants = 0): Activity => ({
  kind,
  count,
  participants,
  title: '',
  online: false,
})

describe('workload (FRM-3 columns 11–17)', () => {
  it('derives the seven columns from what was recorded', () => {
    const w = workloadOf(
      [
        activity('outpatient', 20),
        activity('wardRound', 5),
        activity('surgery', 1),
        activity('training', 2, 18),
        activity('lecture', 1, 30),
        activity('homeVisit', 2),
      ],
      3,
    )
    expect(w).toEqual({
      consultations: 26,
      caseDiscussions: 0,
      teachingRounds: 0,
      lectures: 1,
      traineeVisits: 18,
      specialGroupServices: 0,
      homeVisits: 3,
    })
  })
  it('adds up: the columns of two cards are those of their activities together', () => {
    const some = fc.array(
      fc.record({ kind: fc.constantFrom(...ACTIVITY_KINDS), count: fc.nat(50), participants: fc.nat(50) }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [x, y, both] = [workloadOf(a, 0), workloadOf(b, 0), workloadOf([...a, ...b], 0)]
        return (
          both.consultations === x.consultations + y.consultations &&
          both.traineeVisits === x.traineeVisits + y.traineeVisits &&
          both.homeVisits === x.homeVisits + y.homeVisits
        )
      }),
    )
  })
})

describe('states of a card', () => {
  it('lets nobody leave the end state and keeps duplicates apart', () => {
    expect(CARD_TRANSITIONS.merged).toEqual([])
    for (const to of ['draft', 'submitted', 'confirmed'] as CardStatus[])
      expect(mayMove('duplicate', to)).toBe(false)
    expect(mayMove('draft', 'confirmed')).toBe(false)
  })
})

describe('questions (WRK-18)', () => {
  const card = {
    day: '2024-05-14',
    half: 'day' as const,
    activities: [] as Activity[],
    homeVisits: [] as unknown[],
    beneficiaries: [] as { phone: string | null }[],
    otherServices: '',
    dutyId: '01a00000-0000-7000-8000-000000000001' as string | null,
  }
  const codes = (change: Partial<typeof card>, context = { today: '2024-05-20', workday: true }) =>
    questionsAbout({ ...card, ...change }, { ...context, others: [] }).map((q) => q.code)
  it.each([
    ['an empty day', {}, ['card-nothing-done']],
    ['a quiet day with guidance', { activities: [activity('guidance', 1)] }, []],
    ['121 patients', { activities: [activity('outpatient', 121)] }, ['card-too-many-consultations']],
    [
      'a day on no roster',
      { dutyId: null, activities: [activity('outpatient', 9)] },
      ['card-off-the-roster'],
    ],
    ['120 patients', { activities: [activity('outpatient', 120)] }, []],
    ['seventeen home visits', { homeVisits: Array(17).fill({}) }, ['card-too-many-home-visits']],
    [
      'home visits without a record',
      { activities: [activity('homeVisit', 2)] },
      ['card-home-visits-without-record'],
    ],
    [
      'a shared phone',
      { activities: [activity('outpatient', 9)], beneficiaries: Array(3).fill({ phone: '13800000001' }) },
      ['card-phone-repeats'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })
  it('sees a day that repeats an earlier one, every number of it', () => {
    const numbers = [activity('outpatient', 14), activity('teachingRound', 2), activity('training', 1, 9)]
    const asked = (others: { day: string; activities: Activity[] }[], activities = numbers) =>
      questionsAbout({ ...card, activities }, { today: '2024-05-20', workday: true, others })
        .filter((q) => q.code === 'card-copies-another-day')
        .map((q) => q.zh)
    const again = numbers.toReversed()
    expect(
      asked([
        { day: '2024-05-01', activities: again },
        { day: '2024-05-07', activities: [...again, activity('surgery', 0)] },
      ]),
    ).toEqual(['数字与 2024-05-07 的日志完全相同，是否照抄？'])
    expect(asked([{ day: '2024-05-07', activities: [...again, activity('surgery', 1)] }])).toEqual([])
    expect(asked([{ day: '2024-05-14', activities: again }])).toEqual([])
    expect(asked([{ day: '2024-04-12', activities: again }])).toEqual([])
    expect(asked([{ day: '2024-05-21', activities: again }])).toEqual([])
    const few = numbers.slice(0, 2)
    expect(asked([{ day: '2024-05-07', activities: few }], few)).toEqual([])
  })
  it('knows the sample row and the future', () => {
    const sample = [
      activity('outpatient', 30),
      activity('caseDiscussion', 5),
      activity('teachingRound', 6),
      activity('lecture', 1),
      activity('training', 1, 10),
      activity('specialGroupService', 20),
    ]
    expect(codes({ activities: sample, homeVisits: Array(10).fill({}) })).toContain('card-sample-numbers')
    expect(codes({ day: '2024-05-21' })).toContain('card-day-in-future')
    expect(codes({ day: '2024-05-18' }, { today: '2024-05-20', workday: false })).toContain(
      'card-day-is-holiday',
    )
  })
})
