import { describe, expect, it } from 'vitest'
import { meetsTitleFloor, planWorkdays, TITLES } from './plan.ts'
import { habitOf } from './plan-index.ts'
import { smallProblem } from './plan-small-problem.ts'
import { yearTargets } from './plan-targets.ts'

describe('title floor (MAT-1)', () => {
  it.each([
    ['attending', ['attending', 'associateChief', 'chief']],
    ['chief', ['chief']],
    ['resident', ['resident', 'attending', 'associateChief', 'chief']],
    [null, [...TITLES]],
  ] as const)('%s admits %j', (floor, admitted) => {
    expect(TITLES.filter((title) => meetsTitleFloor(title, floor))).toEqual(
      TITLES.filter((title) => (admitted as readonly string[]).includes(title)),
    )
  })
})

describe('the months of a problem', () => {
  it('have their own workdays, make-up days among them (LV-9)', () => {
    const workdays = planWorkdays(smallProblem())
    expect(workdays.get('2024-10')).toHaveLength(19)
    expect(workdays.get('2024-10')).toContain('2024-10-12')
    expect(workdays.get('2024-09')).not.toContain('2024-09-16')
  })
})

describe('the fixed time of a unit (MAT-6)', () => {
  const past = (dates: string[]) => [{ doctor: 'd9', unit: 'u1', month: '2024-08', dates }]
  it.each([
    ['none yet', smallProblem(), null],
    [
      'the most usual one',
      smallProblem({ previous: past(['2024-06-11', '2024-07-09', '2024-08-15']) }),
      { slot: { weekday: 2, ordinal: 2 }, source: 'previous' },
    ],
    [
      'the latest of two as usual',
      smallProblem({ previous: past(['2024-07-09', '2024-08-15']) }),
      { slot: { weekday: 4, ordinal: 3 }, source: 'previous' },
    ],
  ])('%s', (_, problem, expected) => {
    const [unit] = problem.units
    expect(unit && habitOf(problem, unit)).toEqual(expected)
  })
})

describe('the yearly minimum (TGT-13)', () => {
  it.each([
    [['2024-04'], [], 4], // 30 days over the nine months left
    [['2024-12'], [], 30],
    [['2024-09', '2024-10'], ['2024-03-12', '2024-04-09'], 14],
  ])('in %j with %j done asks %i days', (months, dates, required) => {
    const previous = dates.length ? [{ doctor: 'd1', unit: 'u1', month: '2024-03', dates }] : []
    const problem = smallProblem({ months, previous })
    const [doctor] = problem.doctors.map((d) => ({ ...d, minDaysPerYear: 30 }))
    expect(doctor && yearTargets(problem, doctor)).toEqual([{ year: 2024, required }])
  })
})
