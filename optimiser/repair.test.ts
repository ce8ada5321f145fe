// Repairs by example: a leave, a chain of moves, published days kept, a day nobody can take.
import { describe, expect, it } from 'vitest'
import type { PlanProblem } from '../domain/dispatch/plan.ts'
import { type Bend, bent, duty, smallProblem } from '../domain/dispatch/plan-small-problem.ts'
import type { RepairDuty } from '../domain/dispatch/repair.ts'
import { daysOf } from '../domain/shared/calendar.ts'
import { repairPlan } from './repair.ts'
import { repairInWorker } from './repair-in-worker.ts'

const { doctors, units } = smallProblem()
const placed = (
  doctor: string,
  unit: string,
  date: string,
  mark: Partial<Pick<RepairDuty, 'fixed' | 'published'>> = {},
): RepairDuty => {
  const { doctor: who, unit: where, date: when } = duty(doctor, unit, date)
  return { doctor: who, unit: where, date: when, fixed: false, published: true, ...mark }
}
const september = (bend: Bend): PlanProblem => smallProblem({ months: ['2024-09'], ...bend })
const today = '2024-09-01'
const plan = [placed('d1', 'u1', '2024-09-10'), placed('d2', 'u2', '2024-09-10')]

describe('a leave of some days', () => {
  const problem = september({ doctors: bent(doctors, 'd1', { unavailable: ['2024-09-10', '2024-09-11'] }) })
  it('is met by another day of the doctor, by another doctor on the day, or left open, told apart', async () => {
    const { forced, options } = await repairPlan({ problem, duties: plan, today })
    expect(forced.map(({ broken }) => broken.map(({ rule }) => rule))).toEqual([['unavailable']])
    const kinds = options.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['another-day', 'another-doctor', 'leave-open']))
    const day = options.find(({ kind }) => kind === 'another-day')
    expect(day?.into).toMatchObject([{ doctor: 'd1', unit: 'u1' }])
    const doctor = options.find(({ kind }) => kind === 'another-doctor')
    expect(doctor?.into).toEqual([{ doctor: 'd3', unit: 'u1', date: '2024-09-10' }])
    expect(doctor?.counts).toEqual({ forced: 1, moved: 0, published: 1, unitsTold: 1 })
    const open = options.at(-1)
    expect(open).toMatchObject({ kind: 'leave-open', into: [], uncovered: [{ unit: 'u1', missing: 1 }] })
    for (const option of options.slice(0, -1)) expect(option.uncovered).toEqual([])
  })
  it('gives the same answers in a thread of its own', async () => {
    const task = { problem, duties: plan, today }
    expect(await repairInWorker(task)).toEqual(await repairPlan(task))
  })
  it('leaves a locked duty where it is and says that it breaks the rule', async () => {
    const locked = [placed('d1', 'u1', '2024-09-10', { fixed: true }), ...plan.slice(1)]
    const { forced, stuck, options } = await repairPlan({ problem, duties: locked, today })
    expect([forced, options]).toEqual([[], []])
    expect(stuck.map(({ duty: { doctor } }) => doctor)).toEqual(['d1'])
  })
  it('of today is taken over on the spot or moved to a day to come, never to another hour of today', async () => {
    const { options } = await repairPlan({ problem, duties: plan, today: '2024-09-10' })
    expect(options.find(({ kind }) => kind === 'another-doctor')?.into[0]?.date).toBe('2024-09-10')
    const closed = september({ units: bent(units, 'u2', { closedDates: ['2024-09-11'] }) })
    const late = [placed('d1', 'u1', '2024-09-10'), placed('d2', 'u2', '2024-09-11')]
    const moved = await repairPlan({ problem: closed, duties: late, today: '2024-09-10' })
    for (const { into } of moved.options) expect(into.every(({ date }) => date > '2024-09-10')).toBe(true)
  })
  it('does not look at days that are over', async () => {
    const late = await repairPlan({ problem, duties: plan, today: '2024-09-11' })
    expect(late).toEqual({ forced: [], stuck: [], options: [] })
  })
})

describe('a month in which a doctor is gone', () => {
  const gone = { unavailable: daysOf('2024-09') }
  // d3 could take u1, but has given both days to u2, where d2 could stand in
  const busy = (mark: Partial<RepairDuty>) => [
    placed('d1', 'u1', '2024-09-10'),
    placed('d3', 'u2', '2024-09-11', mark),
    placed('d3', 'u2', '2024-09-18', mark),
  ]
  const problem = september({
    doctors: bent(doctors, 'd1', gone),
    units: bent(units, 'u2', {
      daysPerMonth: { min: 2, max: 2 },
      needs: ['中医', '内科'].map((specialty) => ({ specialty, weight: 1 })),
    }),
    rules: { weights: { ...smallProblem().rules.weights, mismatch: 400 } },
  })
  it('moves others only because nobody is free', async () => {
    const lonely = { ...problem, doctors: problem.doctors.filter(({ id }) => id !== 'd2') }
    const tight = await repairPlan({ problem: lonely, duties: busy({ published: false }), today })
    expect(tight.options[0]?.uncovered.length).toBe(1)
    const free = await repairPlan({ problem, duties: busy({ published: false }), today })
    expect(free.options[0]).toMatchObject({ uncovered: [], counts: { forced: 1, moved: 0 } })
  })
  it('moves drafts by a chain when the one who could help is full', async () => {
    const only = {
      ...problem,
      rules: { ...problem.rules, weights: { ...problem.rules.weights, mismatch: null } },
    }
    const { options } = await repairPlan({ problem: only, duties: busy({ published: false }), today })
    // d2 matches u2 only: d3 goes to u1, d2 takes a day of u2 over
    const [best] = options
    expect(best).toMatchObject({ uncovered: [], counts: { forced: 1, moved: 1, published: 1 } })
    expect(best?.into).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ doctor: 'd3', unit: 'u1' }),
        expect.objectContaining({ doctor: 'd2', unit: 'u2' }),
      ]),
    )
  })
})

describe('a closing', () => {
  it('moves the day, not the doctor', async () => {
    const problem = september({ units: bent(units, 'u1', { closedDates: ['2024-09-10'] }) })
    const { options } = await repairPlan({ problem, duties: plan, today })
    expect(options[0]).toMatchObject({ kind: 'another-day', into: [{ doctor: 'd1', unit: 'u1' }] })
  })
  it('of a whole month names the closing', async () => {
    const problem = september({ units: bent(units, 'u1', { closedDates: daysOf('2024-09') }) })
    const { options } = await repairPlan({ problem, duties: plan, today })
    expect(options.map(({ kind }) => kind)).toEqual(['leave-open'])
    expect(options[0]?.uncovered[0]?.conflicts.map(({ rule }) => rule)).toEqual(['closed-date'])
  })
})
