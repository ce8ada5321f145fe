// PLN-9: one up for each one down, turns going round, the best fitting first; the checker counts again.
import { describe, expect, it } from 'vitest'
import { checkDuty, checkPlan } from './check-plan.ts'
import { exchangesOf } from './exchanges.ts'
import { bent, duty, smallProblem, soundDuties } from './plan-small-problem.ts'

const { units } = smallProblem()
const staffed = (...staff: { id: string; specialty: string; unavailableMonths: string[] }[]) =>
  smallProblem({ units: bent(units, 'u1', { exchange: { staff } }) })
const staff = (id: string, specialty = '内科', ...unavailableMonths: string[]) => ({
  id,
  specialty,
  unavailableMonths,
})

describe('exchanges', () => {
  it('send up as many as come down, from units that exchange', () => {
    const problem = staffed(staff('s1'), staff('s2'))
    const exchanges = exchangesOf(problem, soundDuties)
    expect(exchanges.map(({ unit, month, doctor }) => [unit, month, doctor])).toEqual([
      ['u1', '2024-09', 'd1'],
      ['u1', '2024-10', 'd1'],
    ])
    expect(new Set(exchanges.map((one) => one.staff)).size).toBe(2)
    const plan = { duties: soundDuties, uncovered: [], shortfalls: [], exchanges }
    expect(checkPlan(problem, plan)).toEqual([])
    for (const wrong of [[], exchanges.slice(1), [...exchanges, ...exchanges]])
      expect(checkPlan(problem, { ...plan, exchanges: wrong }).map(({ rule }) => rule)).toContain(
        'equal-exchange',
      )
  })
  it('prefer whoever learns in the own specialty, and whoever is free', () => {
    const problem = staffed(staff('s1', '中医'), staff('s2', '内科', '2024-10'), staff('s3', '心内科'))
    expect(exchangesOf(problem, soundDuties).map((one) => one.staff)).toEqual(['s2', 's3'])
  })
  it('refuse a second doctor when only one may go up', () => {
    const problem = staffed(staff('s1'))
    const found = checkDuty(problem, soundDuties, duty('d3', 'u1', '2024-09-11'))
    expect(found.map(({ rule }) => rule)).toEqual(['equal-exchange'])
  })
})
