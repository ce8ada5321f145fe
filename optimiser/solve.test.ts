// The rules and wishes of a plan, one by one, on problems small enough to see through.
import { describe, expect, it } from 'vitest'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import { DEFAULT_WEIGHTS, type Plan, type PlanProblem } from '../domain/dispatch/plan.ts'
import { planCost } from '../domain/dispatch/plan-cost.ts'
import { type Bend, bent, smallProblem } from '../domain/dispatch/plan-small-problem.ts'
import { daysOf } from '../domain/shared/calendar.ts'
import { solvePlan } from './solve.ts'

const { units, doctors } = smallProblem()
const forbidden = { weights: { ...DEFAULT_WEIGHTS, mismatch: null } }

/** Solves and checks: no test below may pass on an unsound plan. */
async function sound(problem: PlanProblem): Promise<Plan> {
  const plan = await solvePlan(problem)
  expect(checkPlan(problem, plan)).toEqual([])
  return plan
}
const solved = (bend: Bend) => sound(smallProblem(bend))
const conflictsOf = (plan: Plan, unit: string, month = '2024-09') =>
  plan.uncovered.find((entry) => entry.unit === unit && entry.month === month)?.conflicts ?? []
const rules = (plan: Plan, unit: string, month?: string) =>
  conflictsOf(plan, unit, month)
    .map(({ rule }) => rule)
    .sort()

describe('a plan', () => {
  it('is proven, matched by specialty and the same each time', async () => {
    const plan = await solved({})
    expect(plan).toMatchObject({ status: 'optimal', gap: 0, uncovered: [], mismatches: [] })
    expect(plan.duties.filter(({ unit }) => unit === 'u2').every(({ doctor }) => doctor === 'd2')).toBe(true)
    expect({ ...(await solved({})), seconds: 0 }).toEqual({ ...plan, seconds: 0 })
  })
  it('never plans a holiday, and pays for a make-up day (LV-9)', async () => {
    const keep = ['2024-10-01', '2024-10-02', '2024-10-12']
    const unavailable = daysOf('2024-10').filter((day) => !keep.includes(day))
    const plan = await solved({ months: ['2024-10'], doctors: doctors.map((d) => ({ ...d, unavailable })) })
    expect(new Set(plan.duties.map(({ date }) => date))).toEqual(new Set(['2024-10-12']))
    expect(plan.summary.cost.terms.makeUp).toBe(DEFAULT_WEIGHTS.makeUp * plan.duties.length)
  })
  it('says infeasible when nothing at all can be planned', async () => {
    const plan = await solved({ doctors: doctors.map((doctor) => ({ ...doctor, title: 'nurse' })) })
    expect(plan.status).toBe('infeasible')
    expect(plan.uncovered).toHaveLength(4)
  })
})

describe('what stands against coverage is named with its clause and by whom', () => {
  it('the title floor (MAT-1)', async () => {
    const plan = await solved({ doctors: bent(doctors, 'd2', { title: 'resident' }), rules: forbidden })
    expect(rules(plan, 'u2')).toEqual(['mismatch-forbidden', 'title-floor'])
    expect(conflictsOf(plan, 'u2').find(({ rule }) => rule === 'title-floor')).toMatchObject({
      clause: 'MAT-1',
      who: ['d2'],
    })
    const open = await solved({
      doctors: bent(doctors, 'd2', { title: 'resident' }),
      rules: { ...forbidden, titleFloor: null },
    })
    expect(open.uncovered).toEqual([])
  })
  it('leave for the whole month (LV-1)', async () => {
    const away = bent(doctors, 'd2', { unavailable: daysOf('2024-09') })
    const plan = await solved({ doctors: away, rules: forbidden })
    expect(rules(plan, 'u2')).toEqual(['mismatch-forbidden', 'unavailable'])
    expect(rules(plan, 'u2', '2024-10')).toEqual([])
  })
  it('a unit that is closed (PLN-2)', async () => {
    const plan = await solved({ units: bent(units, 'u1', { closedDates: daysOf('2024-09') }) })
    expect(rules(plan, 'u1')).toEqual(['closed-date'])
  })
  it('other units that need the same doctor (TGT-7)', async () => {
    const plan = await solved({
      units: units.map((unit) => ({ ...unit, needs: [{ specialty: '中医', weight: 1 }] })),
      doctors: bent(doctors, 'd2', { maxDaysPerMonth: 1 }),
      rules: forbidden,
    })
    expect(plan.uncovered).toHaveLength(2)
    const [left] = plan.uncovered
    const other = left?.unit === 'u1' ? 'u2' : 'u1'
    expect(left?.conflicts.map(({ rule }) => rule).sort()).toEqual([
      'doctor-max-days',
      'mismatch-forbidden',
      'unit-min-days',
    ])
    expect(left?.conflicts.find(({ rule }) => rule === 'unit-min-days')?.who).toEqual([other])
    expect(left?.conflicts.find(({ rule }) => rule === 'doctor-max-days')?.who).toEqual(['d2'])
  })
  it('a fixed rotation that nobody can keep (PLN-8)', async () => {
    const away = doctors.map((doctor, k) => ({
      ...doctor,
      unavailable: daysOf(k === 1 ? '2024-09' : '2024-10'),
    }))
    const plan = await solved({ doctors: away, rules: { ...forbidden, rotation: 'fixed' } })
    expect(plan.uncovered.map(({ unit, month }) => `${unit} ${month}`).sort()).toEqual([
      'u1 2024-10',
      'u2 2024-09',
    ])
  })
})

describe('locks (SCH-2)', () => {
  it('are kept even where they cost', async () => {
    const plan = await solved({
      locks: [
        { doctor: 'd1', unit: 'u2', month: '2024-09' },
        { doctor: 'd3', unit: 'u1', date: '2024-10-25' },
      ],
    })
    expect(plan.uncovered).toEqual([])
    expect(plan.mismatches).toMatchObject([{ unit: 'u2', doctor: 'd1', months: ['2024-09'] }])
    expect(plan.duties.some((d) => d.doctor === 'd3' && d.unit === 'u1' && d.date === '2024-10-25')).toBe(
      true,
    )
  })
  it.each([
    [
      'a resident',
      { doctors: bent(doctors, 'd1', { title: 'resident' as const }) },
      { doctor: 'd1', unit: 'u1', month: '2024-09' },
      'title-floor',
    ],
    ['a holiday', {}, { doctor: 'd1', unit: 'u1', date: '2024-09-16' }, 'workday'],
    [
      'a day of leave',
      { doctors: bent(doctors, 'd1', { unavailable: ['2024-09-10'] }) },
      { doctor: 'd1', unit: 'u1', date: '2024-09-10' },
      'unavailable',
    ],
  ] as const)('on %s leave the unit-month uncovered and name the conflict', async (_, bend, lock, rule) => {
    const plan = await solved({ ...bend, locks: [lock] })
    expect(rules(plan, 'u1')).toEqual(['lock', rule].sort())
    expect(plan.uncovered).toHaveLength(1)
  })
  it('that contradict each other leave one of the two uncovered', async () => {
    const plan = await solved({
      locks: [
        { doctor: 'd1', unit: 'u1', date: '2024-09-10' },
        { doctor: 'd1', unit: 'u2', date: '2024-09-10' },
      ],
    })
    expect(plan.uncovered).toHaveLength(1)
    expect(plan.uncovered[0]?.conflicts.map(({ rule }) => rule)).toContain('lock')
  })
  it('beyond a doctor’s days leave one of the two uncovered', async () => {
    const plan = await solved({
      doctors: bent(doctors, 'd1', { maxDaysPerMonth: 1 }),
      locks: [
        { doctor: 'd1', unit: 'u1', month: '2024-09' },
        { doctor: 'd1', unit: 'u2', month: '2024-09' },
      ],
    })
    expect(plan.uncovered).toHaveLength(1)
    expect(plan.uncovered[0]?.conflicts.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['lock', 'doctor-max-days']),
    )
  })
})

describe('wishes', () => {
  const preferred = { weekday: 2, ordinal: 2 }
  it('keep the fixed time asked for, and tell the drift where one doctor cannot (MAT-6)', async () => {
    const same = units.map((unit) => ({ ...unit, preferred, needs: [{ specialty: '内科', weight: 1 }] }))
    const plan = await solved({
      months: ['2024-10'],
      units: same,
      doctors: doctors.filter(({ id }) => id === 'd1'),
    })
    expect(plan).toMatchObject({ status: 'optimal', uncovered: [] })
    expect(plan.duties.map(({ date }) => date)).toContain('2024-10-08')
    expect(plan.summary.drift).toMatchObject({ duties: 2, offWeekday: 0, offOrdinal: 1 })
  })
  it('keep the doctor of the months before (MAT-6)', async () => {
    const previous = [{ doctor: 'd3', unit: 'u1', month: '2024-08', dates: ['2024-08-13'] }]
    const plan = await solved({ previous, rules: { weights: { ...DEFAULT_WEIGHTS, fairness: 0 } } })
    expect(plan.duties.filter(({ unit }) => unit === 'u1').every(({ doctor }) => doctor === 'd3')).toBe(true)
    expect(plan.summary.drift.units[0]).toMatchObject({ weekday: 2, ordinal: 2, source: 'previous', kept: 2 })
  })
  it('share the days between the doctors', async () => {
    const alike = doctors.map((doctor) => ({ ...doctor, specialty: '内科' }))
    const both = units.map((unit) => ({ ...unit, needs: [{ specialty: '内科', weight: 1 }] }))
    const plan = await solved({
      units: both,
      doctors: alike,
      rules: { weights: { ...DEFAULT_WEIGHTS, continuity: 0, fairness: 10 } },
    })
    expect(plan.summary.fairness.doctors).toMatchObject({ min: 1, max: 2 })
  })
  it('fill a quota of owners, or say that it is not met (TGT-1)', async () => {
    const hospitals = smallProblem().hospitals.map((hospital) =>
      hospital.id === 'h2' ? { ...hospital, shareAtLeast: 0.5 } : hospital,
    )
    const municipal = bent(doctors, 'd3', { hospital: 'h2' })
    expect((await solved({ hospitals, doctors: municipal })).summary.fairness.quotas).toEqual([
      { ownership: 'municipal', required: 0.5, share: 0.5, met: true },
    ])
    expect((await solved({ hospitals })).summary.fairness.quotas[0]).toMatchObject({ share: 0, met: false })
  })
  it('reach a yearly minimum, or name what is short (TGT-13)', async () => {
    const asked = bent(doctors, 'd3', { minDaysPerYear: 6 }) // 3 of 6 days fall to two of the last four months
    const plan = await solved({ doctors: asked })
    expect(plan.duties.filter(({ doctor }) => doctor === 'd3')).toHaveLength(3)
    const tooMuch = await solved({ doctors: bent(doctors, 'd3', { minDaysPerYear: 30 }) })
    expect(tooMuch.shortfalls).toMatchObject([{ doctor: 'd3', year: 2024, required: 15, planned: 4 }])
    expect(tooMuch.shortfalls[0]?.conflicts.map(({ rule }) => rule)).toEqual(['doctor-max-days'])
  })
  it('serve different needs with different doctors when there are days for both', async () => {
    const needs = [
      { specialty: '内科', weight: 2 },
      { specialty: '中医', weight: 1 },
    ]
    const plan = await solved({
      months: ['2024-09'],
      units: [{ ...units[0], needs, daysPerMonth: { min: 2, max: 2 } } as (typeof units)[number]],
    })
    expect(plan.duties.map(({ doctor }) => doctor)).toContain('d2')
    expect(plan.summary.cost.terms.needUnserved).toBe(0)
  })
})

describe('explanations', () => {
  it('of an alternative tell its true extra cost', async () => {
    const problem = smallProblem({ months: ['2024-09'] })
    const plan = await sound(problem)
    const priced = plan.duties.flatMap((duty) =>
      duty.alternatives.filter(({ by }) => by === 'replace').map((other) => ({ duty, other })),
    )
    expect(priced.length).toBeGreaterThan(0)
    for (const { duty, other } of priced) {
      const changed = plan.duties.map((one) => (one === duty ? { ...one, doctor: other.doctor } : one))
      const extra = planCost(problem, changed).total - plan.objective
      expect(other.extraCost).toBeCloseTo(extra, 2)
      expect(extra).toBeGreaterThanOrEqual(-1e-6)
    }
  })
  it('name the rule that refuses a candidate', async () => {
    const plan = await solved({ doctors: bent(doctors, 'd3', { title: 'nurse' }) })
    const refused = plan.duties
      .find(({ unit }) => unit === 'u1')
      ?.alternatives.find(({ doctor }) => doctor === 'd3')
    expect(refused).toMatchObject({ extraCost: null, rule: 'title-floor' })
  })
})
