// Shares come to the whole exactly whatever the weights; the plans' own tasks and their arithmetic (PLN-7, N15).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { asProgramme, programmeFileSchema } from '../../contract/programme-file.ts'
import { apportion, cascade, type Leaf } from './shares.ts'
import { landingOf, leavesOf, type Posted, shareWords, tasksOf, weightWords } from './tasks.ts'

const FOLDER = join(import.meta.dirname, '../../programmes')
const PLANS = new Map(
  readdirSync(FOLDER)
    .filter((f) => f.endsWith('.yaml'))
    .map((f) => asProgramme(programmeFileSchema.parse(parse(readFileSync(join(FOLDER, f), 'utf8')))))
    .map((p) => [p.id, p]),
)
const plan = (id: string) => {
  const found = PLANS.get(id)
  if (!found) throw new Error(id)
  return found
}
const total = (parts: Iterable<number>): number => [...parts].reduce((n, p) => n + p, 0)

const weights = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 })
const whole = fc.integer({ min: 0, max: 100_000 })

describe('apportion', () => {
  it('comes to the whole, is off by less than one, and is the same again', () => {
    fc.assert(
      fc.property(whole, weights, (n, w) => {
        const parts = apportion(n, w)
        const sum = total(w)
        expect(total(parts)).toBe(sum === 0 ? 0 : n)
        for (const [i, part] of parts.entries())
          if (sum > 0) expect(Math.abs(part - (n * (w[i] ?? 0)) / sum)).toBeLessThan(1)
        expect(apportion(n, w)).toEqual(parts)
      }),
    )
  })
  it('gives nobody without weight anything, and nobody less than one with less weight', () => {
    fc.assert(
      fc.property(whole, weights, (n, w) => {
        const parts = apportion(n, w)
        for (const [i, a] of w.entries())
          for (const [j, b] of w.entries()) if (a > b) expect(parts[i]).toBeGreaterThanOrEqual(parts[j] ?? 0)
        for (const [i, a] of w.entries()) if (a === 0) expect(parts[i]).toBe(0)
      }),
    )
  })
  it.each([
    [1606, Array.from({ length: 146 }, () => 11), 11],
    [80, [1, 1, 1], 27],
    [0, [3, 4], 0],
  ])('%i', (n, w, first) => {
    expect(apportion(n, w)[0]).toBe(first)
  })
})

const leaf = fc.record({
  unit: fc.integer({ min: 0, max: 9 }),
  hospital: fc.integer({ min: 0, max: 3 }),
  weight: fc.integer({ min: 1, max: 40 }),
})
describe('cascade', () => {
  it('adds up exactly at every level', () => {
    fc.assert(
      fc.property(whole, fc.array(leaf, { minLength: 1, maxLength: 50 }), (n, drawn) => {
        const units = Array.from({ length: 10 }, (_, i) => ({ id: `u${i}`, regionId: i % 3 ? 'a' : 'b' }))
        const leaves: Leaf[] = drawn.map((d, i) => ({
          regionId: '',
          unitId: `u${d.unit}`,
          hospitalId: `h${d.hospital}`,
          practitionerId: `p${i}`,
          weight: d.weight,
          months: 1,
          since: '2024-01',
        }))
        const split = cascade(n, { units, leaves })
        expect(total(split.counties.values())).toBe(n)
        expect(total(split.units.values())).toBe(n)
        expect(total(split.leaves.map((s) => s.amount))).toBe(n)
        for (const [code, amount] of split.counties)
          expect(total(units.filter((u) => u.regionId === code).map((u) => split.units.get(u.id) ?? 0))).toBe(
            amount,
          )
        for (const unit of units) {
          const own = split.leaves.filter((s) => s.leaf.unitId === unit.id)
          if (own.length) expect(total(own.map((s) => s.amount))).toBe(split.units.get(unit.id))
        }
      }),
    )
  })
  it('lets a hand stand, above and below', () => {
    const units = [
      { id: 'u1', regionId: 'a' },
      { id: 'u2', regionId: 'a' },
      { id: 'u3', regionId: 'b' },
    ]
    const at = (unitId: string, weight: number): Leaf => ({
      regionId: '',
      unitId,
      hospitalId: 'h',
      practitionerId: unitId,
      weight,
      months: 1,
      since: '2024-01',
    })
    const leaves = [at('u1', 5), at('u2', 5), at('u3', 10)]
    const split = cascade(
      100,
      { units, leaves },
      {
        counties: new Map([
          ['a', 70],
          ['b', 30],
        ]),
        units: new Map([['a', new Map([['u1', 60]])]]),
      },
    )
    expect([...split.counties]).toEqual([
      ['a', 70],
      ['b', 30],
    ])
    expect([...split.units]).toEqual([
      ['u1', 60],
      ['u2', 0],
      ['u3', 30],
    ])
  })
})

/** Doctors posted to units in turn, a hospital for each three. */
function posted(count: number, from: string, to: string): Posted[] {
  return Array.from({ length: count }, (_, i) => ({
    regionId: '000000',
    unitId: `u${i % 24}`,
    hospitalId: `h${i % 3}`,
    practitionerId: `p${i}`,
    department: '03',
    startsOn: from,
    endsOn: to,
  }))
}

describe('the plans’ tasks', () => {
  it.each([
    [
      'sanming-2023',
      [
        'person-days',
        'mid-year-lectures',
        'mid-year-traineevisits',
        'mid-year-consultations',
        'mid-year-specialgroupservices',
        'mid-year-homevisits',
      ],
      [1606, 80, 800, 7000, 800, 60],
    ],
    ['yongding-2024', ['monthly-day'], [null]],
    ['licheng-2023', ['monthly-days'], [null]],
    ['shishi-2022', ['monthly-days'], [null]],
    ['guangshan-2021', ['monthly-working-days', 'skill-training'], [null, 12]],
  ])('%s', (id, ids, targets) => {
    const tasks = tasksOf(plan(id))
    expect(tasks.map((t) => t.id)).toEqual(ids)
    expect(tasks.map((t) => t.target)).toEqual(targets)
  })
  it('N15: 146 doctors in eleven months are 1606', () => {
    const programme = plan('sanming-2023')
    const task = tasksOf(programme)[0]
    if (!task) throw new Error('no task')
    const leaves = leavesOf(programme, task, posted(146, '2023-02-01', '2023-12-31'))
    expect(weightWords(leaves)).toBe('146 人 × 11 月 × 1 天 = 1606')
    expect(task.arithmetic).toBe('146 × 11 = 1606')
    const units = Array.from({ length: 24 }, (_, i) => ({ id: `u${i}`, regionId: '000000' }))
    expect(cascade(task.target ?? 0, { units, leaves }).leaves.every((s) => s.amount === 11)).toBe(true)
    expect(shareWords(11, 11, { amount: 1606, weight: 1606 })).toBe('')
  })
  it.each([
    ['yongding-2024', 24, '2024-03-05', '2024-12-31', '24 人 × 10 月 × 1 天 = 240'],
    ['licheng-2023', 8, '2023-08-15', '2023-12-15', '8 人 × 5 月 × 1 天 = 40'],
    ['shishi-2022', 9, '2022-06-09', '2022-12-31', '9 人 × 7 月 × 1 天 = 63'],
    ['guangshan-2021', 24, '2021-05-01', '2022-04-30', '24 人 × 12 月 × 4 天 = 1152'],
  ])('%s: %i doctors', (id, count, ...[from, to, words]) => {
    const programme = plan(id)
    const task = tasksOf(programme)[0]
    if (!task) throw new Error('no task')
    expect(weightWords(leavesOf(programme, task, posted(count, from, to)))).toBe(words)
  })
  it('asks a doctor’s minimum once a month, wherever she is posted; a department’s of the department', () => {
    const of = (id: string) => {
      const programme = plan(id)
      const task = tasksOf(programme)[0]
      if (!task) throw new Error('no task')
      const { from } = programme.period
      const twice: Posted[] = posted(1, from, programme.period.to).flatMap((p) => [p, { ...p, unitId: 'u9' }])
      const pair = posted(2, from, programme.period.to).map((p) => ({ ...p, unitId: 'u', hospitalId: 'h' }))
      const sum = (list: Posted[]): number => total(leavesOf(programme, task, list).map((l) => l.weight))
      return [sum(twice), sum(pair)]
    }
    expect(of('yongding-2024')).toEqual([10, 20])
    expect(of('guangshan-2021')).toEqual([96, 48])
  })
})

describe('landing', () => {
  it.each([
    ['2024-05-20', 4, { state: 'behind', remaining: 7, perMonth: 1 }],
    ['2024-05-20', 11, { state: 'reached', remaining: 0, perMonth: 0 }],
    ['2024-12-31', 9, { state: 'behind', remaining: 2, perMonth: 2 }],
    ['2025-01-01', 9, { state: 'missed', remaining: 2, perMonth: null }],
    ['2023-12-31', 0, { state: 'onPace', remaining: 11, perMonth: 1 }],
  ])('on %s with %i of 11', (today, done, expected) => {
    expect(landingOf({ share: 11, done }, { from: '2024-01-01', by: '2024-12-31' }, today)).toMatchObject(
      expected,
    )
  })
})
