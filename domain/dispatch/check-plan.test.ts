// Every hard rule broken once: the checker must name it, and say nothing of a sound plan.
import { describe, expect, it } from 'vitest'
import { checkDuty, checkPlan } from './check-plan.ts'
import { DEFAULT_WEIGHTS, type Duty, type Plan } from './plan.ts'
import { PLAN_RULES } from './plan-rules.ts'
import { type Bend, bent, duty, smallProblem, soundDuties } from './plan-small-problem.ts'

const { units, doctors } = smallProblem()
const more = (...extra: Duty[]) => [...soundDuties, ...extra]
const instead = (...replaced: Duty[]) => [...soundDuties.slice(replaced.length), ...replaced]
const rulesOf = (bend: Bend, duties: Duty[], rest: Partial<Plan> = {}) =>
  checkPlan(smallProblem(bend), { uncovered: [], shortfalls: [], exchanges: [], ...rest, duties }).map(
    ({ rule }) => rule,
  )

const named = { conflicts: [{ rule: 'unavailable', clause: 'LV-1', who: ['d1'], text: '' }] }

describe('a sound plan', () => {
  it('breaks nothing', () => {
    expect(rulesOf({}, soundDuties)).toEqual([])
    expect(rulesOf({ rules: { rotation: 'fixed' } }, soundDuties)).toEqual([])
  })
  it('may leave a month uncovered if it says so and why', () => {
    const uncovered = [{ unit: 'u1', month: '2024-09', missing: 1, ...named }]
    expect(rulesOf({}, soundDuties.slice(1), { uncovered })).toEqual([])
    expect(rulesOf({ rules: { rotation: 'fixed' } }, soundDuties.slice(1), { uncovered })).toEqual([])
    expect(rulesOf({}, soundDuties, { uncovered })).toEqual(['unit-min-days'])
    expect(
      rulesOf({}, soundDuties.slice(1), {
        uncovered: [{ ...uncovered[0], missing: 1, conflicts: [] }] as Plan['uncovered'],
      }),
    ).toEqual(['unit-min-days'])
  })
})

const broken: [string, Bend, Duty[]][] = [
  ['workday', {}, instead(duty('d1', 'u1', '2024-09-16'))], // 中秋
  ['workday', {}, instead(duty('d1', 'u1', '2024-09-21'))],
  ['unavailable', { doctors: bent(doctors, 'd1', { unavailable: ['2024-09-10'] }) }, soundDuties],
  ['own-clinic', { doctors: bent(doctors, 'd1', { ownClinicWeekdays: [2] }) }, soundDuties],
  ['closed-date', { units: bent(units, 'u1', { closedDates: ['2024-10-08'] }) }, soundDuties],
  ['one-unit-a-day', {}, more(duty('d1', 'u2', '2024-09-10'))],
  ['duplicate-duty', {}, more(duty('d1', 'u1', '2024-09-10'))],
  [
    'doctor-max-days',
    { doctors: bent(doctors, 'd1', { maxDaysPerMonth: 1 }) },
    more(duty('d1', 'u1', '2024-09-11')),
  ],
  ['unit-min-days', {}, soundDuties.slice(1)],
  [
    'unit-max-days',
    { units: bent(units, 'u1', { daysPerMonth: { min: 1, max: 1 } }) },
    more(duty('d3', 'u1', '2024-09-11')),
  ],
  ['title-floor', { doctors: bent(doctors, 'd1', { title: 'resident' }) }, soundDuties],
  ['title-floor', { doctors: bent(doctors, 'd2', { title: 'nurse' }) }, soundDuties],
  [
    'mismatch-forbidden',
    { rules: { weights: { ...DEFAULT_WEIGHTS, mismatch: null } } },
    instead(duty('d2', 'u1', '2024-09-11')),
  ],
  ['max-units-per-doctor', { rules: { maxUnitsPerDoctor: 1 } }, more(duty('d1', 'u2', '2024-09-11'))],
  ['max-doctors-per-unit', { rules: { maxDoctorsPerUnit: 1 } }, more(duty('d3', 'u1', '2024-09-11'))],
  ['min-days-per-doctor-at-unit', { rules: { minDaysPerDoctorAtUnit: 2 } }, soundDuties],
  ['rotation-fixed', { rules: { rotation: 'fixed' } }, instead(duty('d3', 'u1', '2024-09-10'))],
  ['lock', { locks: [{ doctor: 'd3', unit: 'u1', month: '2024-09' }] }, soundDuties],
  ['lock', { locks: [{ doctor: 'd1', unit: 'u1', date: '2024-09-11' }] }, soundDuties],
  ['year-min-days', { doctors: bent(doctors, 'd3', { minDaysPerYear: 12 }) }, soundDuties],
  ['home-visit', {}, soundDuties.map((one) => ({ ...one, homeVisit: null }))],
  ['resident-days', { rules: { presence: 'resident' } }, soundDuties],
  [
    'one-team',
    { rules: { team: 'hospital' }, doctors: bent(doctors, 'd3', { hospital: 'h2' }) },
    more(duty('d3', 'u1', '2024-09-11')),
  ],
  ['equal-exchange', { units: bent(units, 'u1', { exchange: { staff: [] } }) }, soundDuties],
  ['outside-months', {}, more(duty('d1', 'u1', '2024-11-05'))],
  ['unknown-reference', {}, more(duty('d7', 'u1', '2024-09-11'))],
]

describe('a broken rule', () => {
  it.each(broken)('%s is named', (rule, bend, duties) => {
    const found = checkPlan(smallProblem(bend), { duties, uncovered: [], shortfalls: [], exchanges: [] })
    expect(found.map((violation) => violation.rule)).toContain(rule)
    for (const violation of found) {
      expect(violation.clause).toBe(PLAN_RULES[violation.rule].clause)
      expect(violation.who.length).toBeGreaterThan(0)
      expect(violation.text).toMatch(/\p{Script=Han}/u)
    }
  })
  it('covers every rule a finished plan can break', () => {
    const tried = new Set(broken.map(([rule]) => rule))
    const untried = Object.keys(PLAN_RULES).filter((rule) => !tried.has(rule))
    // a want of common days and a want of time explain uncovered months; no duty can break them
    expect(untried).toEqual(['no-common-day', 'time-limit'])
  })
})

describe('one move', () => {
  it.each([
    ['nothing', {}, duty('d3', 'u1', '2024-09-11'), []],
    ['its own old place', {}, duty('d1', 'u1', '2024-09-10'), []],
    ['a holiday', {}, duty('d3', 'u1', '2024-10-01'), ['workday']],
    ['another place that day', {}, duty('d1', 'u2', '2024-09-10'), ['one-unit-a-day']],
    [
      'too many days',
      { doctors: bent(doctors, 'd1', { maxDaysPerMonth: 1 }) },
      duty('d1', 'u2', '2024-09-12'),
      ['doctor-max-days'],
    ],
    [
      'a second unit',
      { rules: { maxUnitsPerDoctor: 1 } },
      duty('d1', 'u2', '2024-09-12'),
      ['max-units-per-doctor'],
    ],
    [
      'a second doctor',
      { rules: { maxDoctorsPerUnit: 1 } },
      duty('d3', 'u1', '2024-09-12'),
      ['max-doctors-per-unit'],
    ],
    [
      'a full unit',
      { units: bent(units, 'u1', { daysPerMonth: { min: 1, max: 1 } }) },
      duty('d3', 'u1', '2024-09-12'),
      ['unit-max-days'],
    ],
    ['a new face', { rules: { rotation: 'fixed' } }, duty('d3', 'u1', '2024-09-12'), ['rotation-fixed']],
    [
      'a resident',
      { doctors: bent(doctors, 'd3', { title: 'resident' }) },
      duty('d3', 'u1', '2024-09-12'),
      ['title-floor'],
    ],
  ] satisfies [string, Bend, Duty, string[]][])('meets %s', (_, bend, move, rules) => {
    expect(checkDuty(smallProblem(bend), soundDuties, move).map(({ rule }) => rule)).toEqual(rules)
  })
})
