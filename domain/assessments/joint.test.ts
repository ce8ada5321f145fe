// ASM-2, ASM-10: points, grades, signatures and appeals; 5,000 random histories in which nobody assesses herself, nothing is
// published without two hands, and nothing is final before its appeal.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssessmentPlan } from '../programme/assessment.ts'
import { addDays } from '../shared/calendar.ts'
import {
  ASSESSMENT_ACTS,
  type Candidate,
  cyclesOf,
  excellenceOf,
  refusalOf,
  resultOf,
  type Step,
  standingOf,
  TRANSITIONS,
} from './joint.ts'

const PLAN: AssessmentPlan = {
  name: '周期联合考核',
  cycleMonths: 6,
  parts: [
    { id: 'work', name: '业务情况', weight: 30, from: 'marks' },
    { id: 'safety', name: '医疗安全', weight: 20, from: 'marks' },
    { id: 'complaints', name: '患者投诉', weight: 10, from: 'marks' },
    { id: 'duty', name: '岗位职责', weight: 20, from: 'attendance' },
    { id: 'monthly', name: '月度考核', weight: 20, from: 'monthly' },
  ],
  signers: ['receivingUnit', 'supportingUnit'],
  passAt: 60,
  excellentAt: 90,
  excellentPercent: 20,
  appealDays: 7,
}
const MARKS = { work: 90, safety: 100, complaints: 100 }
type Who = { side: Step['side']; by: string; practitionerId?: string | null }
const UNIT: Who = { side: 'receivingUnit', by: 'unit' }
const HOSPITAL: Who = { side: 'supportingUnit', by: 'hospital' }
const DOCTOR: Who = { side: 'doctor', by: 'd1', practitionerId: 'd1' }
const BUREAU: Who = { side: 'bureau', by: 'bureau' }
const step = (act: Step['act'], { side, by }: Who, on = '2024-07-01', marks?: Step['marks']): Step => ({
  act,
  side,
  by,
  on,
  ...(marks ? { marks } : {}),
})

describe('cycles', () => {
  it('follow each other from the first month to the last day, those begun', () => {
    const period = { from: '2024-02-26', to: '2024-12-31' }
    expect(cyclesOf(PLAN, period, '2024-12-31')).toEqual([
      { id: '2024-02', from: '2024-02-26', to: '2024-07-31' },
      { id: '2024-08', from: '2024-08-01', to: '2024-12-31' },
    ])
    expect(cyclesOf(PLAN, period, '2024-07-31')).toHaveLength(1)
    expect(cyclesOf(PLAN, period, '2024-02-25')).toHaveLength(0)
  })
})

describe('points', () => {
  it('weigh every part, and have no total while one has none', () => {
    const result = resultOf(PLAN, MARKS, { attendance: 95, monthly: 88 })
    expect(result.parts.map((p) => p.score)).toEqual([27, 20, 10, 19, 17.6])
    expect([result.total, result.grade]).toEqual([93.6, 'excellent'])
    expect(resultOf(PLAN, MARKS, { attendance: null, monthly: 88 })).toMatchObject({
      total: null,
      grade: null,
    })
    expect(resultOf(PLAN, { ...MARKS, work: 0, safety: 10 }, { attendance: 60, monthly: 60 }).grade).toBe(
      'failed',
    )
  })
})

describe('acts', () => {
  const marked = [step('mark', UNIT, '2024-07-01', MARKS)]
  const published = [...marked, step('sign', UNIT), step('sign', HOSPITAL, '2024-07-02')]
  const about = { practitionerId: 'd1', today: '2024-07-03', cycleTo: '2024-06-30' }
  const ask = (steps: readonly Step[], act: Step['act'], { practitionerId = null, ...who }: Who) =>
    refusalOf(PLAN, standingOf(PLAN, steps, about.today), { act, ...who, practitionerId }, about)
  const signedOnce = [...marked, step('sign', UNIT)]
  it.each([
    { what: 'a signature before the marks', steps: [], act: 'sign', who: UNIT, why: 'marksMissing' },
    {
      what: 'one side twice',
      steps: signedOnce,
      act: 'sign',
      who: { ...UNIT, by: 'unit2' },
      why: 'signedAlready',
    },
    {
      what: 'one hand for two sides',
      steps: signedOnce,
      act: 'sign',
      who: { ...HOSPITAL, by: 'unit' },
      why: 'sameHand',
    },
    { what: 'marks of herself', steps: [], act: 'mark', who: { ...UNIT, practitionerId: 'd1' }, why: 'self' },
    { what: 'a bureau’s mark', steps: [], act: 'mark', who: BUREAU, why: 'notSigner' },
    { what: 'marks after publication', steps: published, act: 'mark', who: UNIT, why: 'wrongState' },
    {
      what: 'somebody else’s appeal',
      steps: published,
      act: 'appeal',
      who: { ...DOCTOR, practitionerId: 'd2' },
      why: 'notSigner',
    },
  ] as const)('refuses $what', ({ steps, act, who, why }) => {
    expect(ask(steps, act, who)).toBe(why)
  })
  it('takes no signature before the cycle is over', () => {
    const early = { practitionerId: 'd1', today: '2024-06-30', cycleTo: '2024-06-30' }
    const asked = { act: 'sign', side: 'receivingUnit', by: 'unit', practitionerId: null } as const
    expect(refusalOf(PLAN, standingOf(PLAN, marked, '2024-06-30'), asked, early)).toBe('notOver')
  })
  it('takes signatures off when a mark changes', () => {
    const steps = [...marked, step('sign', UNIT), step('mark', HOSPITAL, '2024-07-02', { work: 80 })]
    expect(standingOf(PLAN, steps, '2024-07-02')).toMatchObject({
      state: 'open',
      signed: {},
      marks: { ...MARKS, work: 80 },
    })
  })
  it('is final the day after the last for an appeal, not on it', () => {
    expect(standingOf(PLAN, published, '2024-07-09')).toMatchObject({
      state: 'published',
      appealUntil: '2024-07-09',
    })
    expect(standingOf(PLAN, published, '2024-07-10').state).toBe('final')
    const late = refusalOf(
      PLAN,
      standingOf(PLAN, published, '2024-07-10'),
      { act: 'appeal', side: 'doctor', by: 'd', practitionerId: 'd1' },
      { practitionerId: 'd1', today: '2024-07-10', cycleTo: '2024-06-30' },
    )
    expect(late).toBe('appealOver')
  })
  it('begins anew when an appeal is upheld, and ends when it is not', () => {
    const appealed = [...published, step('appeal', DOCTOR, '2024-07-03')]
    expect(standingOf(PLAN, appealed, '2024-09-01').state).toBe('appealed')
    expect(standingOf(PLAN, [...appealed, step('uphold', BUREAU, '2024-07-05')], '2024-09-01')).toMatchObject(
      { state: 'open', signed: {} },
    )
    expect(standingOf(PLAN, [...appealed, step('reject', BUREAU, '2024-07-05')], '2024-07-05').state).toBe(
      'final',
    )
  })
})

it('holds over 5,000 random histories', () => {
  const people = [
    { side: 'receivingUnit' as const, by: 'unit', practitionerId: null },
    { side: 'supportingUnit' as const, by: 'hospital', practitionerId: null },
    { side: 'supportingUnit' as const, by: 'unit', practitionerId: null },
    { side: 'doctor' as const, by: 'd1', practitionerId: 'd1' },
    { side: 'receivingUnit' as const, by: 'd1', practitionerId: 'd1' },
    { side: 'bureau' as const, by: 'bureau', practitionerId: null },
  ]
  const deed = fc.record({
    act: fc.constantFrom(...ASSESSMENT_ACTS),
    who: fc.constantFrom(...people),
    wait: fc.integer({ min: 0, max: 5 }),
    points: fc.integer({ min: 0, max: 100 }),
  })
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
      const steps: Step[] = []
      let today = '2024-07-01'
      for (const { act, who, wait, points } of deeds) {
        today = addDays(today, wait)
        const before = standingOf(PLAN, steps, today)
        const bureauOnly = act === 'uphold' || act === 'reject'
        if (bureauOnly !== (who.side === 'bureau')) continue
        const refused = refusalOf(
          PLAN,
          before,
          { act, ...who },
          { practitionerId: 'd1', today, cycleTo: '2024-06-30' },
        )
        if (refused) continue
        const marks = act === 'mark' ? { work: points, safety: points, complaints: points } : undefined
        steps.push(step(act, who, today, marks))
        const now = standingOf(PLAN, steps, today)
        expect(TRANSITIONS[before.state][act]).toContain(now.state)
        if (who.practitionerId === 'd1') expect(act).toBe('appeal')
        if (now.state === 'published') {
          const hands = Object.values(now.signed).map((s) => s.by)
          expect(new Set(hands).size).toBe(2)
        }
        if (now.state === 'final') expect(act).toBe('reject')
      }
    }),
    { numRuns: 5_000 },
  )
})

describe('the excellent', () => {
  const one = (practitionerId: string, total: number, more: Partial<Candidate> = {}): Candidate => ({
    practitionerId,
    total,
    grade: total >= 90 ? 'excellent' : 'passed',
    final: true,
    absences: 0,
    measures: 0,
    ...more,
  })
  it('are those above the score without absence or measure, within the share, each with its reason', () => {
    const list = excellenceOf({ ...PLAN, excellentPercent: 40 }, [
      one('a', 99, { absences: 1 }),
      one('b', 98),
      one('c', 97, { measures: 1 }),
      one('d', 96, { final: false }),
      one('e', 95),
      one('f', 91),
      one('g', 70),
    ])
    expect(list.map((r) => [r.practitionerId, r.chosen, r.why])).toEqual([
      ['a', false, 'absence'],
      ['b', true, null],
      ['c', false, 'measure'],
      ['d', false, 'notFinal'],
      ['e', true, null],
      ['f', false, 'share'],
      ['g', false, 'score'],
    ])
  })
  it('are not parted by the alphabet where the score is one', () => {
    const list = excellenceOf({ ...PLAN, excellentPercent: 50 }, [
      one('a', 95),
      one('b', 95),
      one('c', 80),
      one('d', 80),
    ])
    expect(list.filter((r) => r.chosen).map((r) => r.practitionerId)).toEqual(['a', 'b'])
    const tied = excellenceOf({ ...PLAN, excellentPercent: 34 }, [one('a', 95), one('b', 95), one('c', 80)])
    expect(tied.filter((r) => r.chosen)).toHaveLength(2)
  })
  it('are all who fit where the share is larger than they are', () => {
    const list = excellenceOf({ ...PLAN, excellentPercent: 50 }, [
      one('a', 95),
      one('b', 70),
      one('c', 70),
      one('d', 70),
    ])
    expect(list.map((r) => r.why)).toEqual([null, 'score', 'score', 'score'])
  })
  it('are none where the share of few is none', () => {
    expect(excellenceOf(PLAN, [one('a', 99)]).filter((r) => r.chosen)).toEqual([])
  })
})
