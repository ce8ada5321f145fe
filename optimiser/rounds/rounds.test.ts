// Whatever the problem, mobile rounds keep every rule and name what they cannot meet; where all plans can be
// counted, none is cheaper.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRoundsProblem } from '../../contract/rounds-problem.ts'
import type { RoundChoice, RoundsProblem } from '../../domain/dispatch/rounds.ts'
import { checkChoices, checkRounds } from '../../domain/dispatch/rounds-check.ts'
import { roundsCost } from '../../domain/dispatch/rounds-cost.ts'
import { solveRounds } from './solve-rounds.ts'

const QUARTERS = ['2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1']
const SPECIALTIES = ['中医', '眼科', '儿科']
const some = <T>(list: readonly T[], most: number) =>
  fc.uniqueArray(fc.constantFrom(...list), { maxLength: most })
const place = fc.option(
  fc.tuple(fc.double({ min: 117, max: 118, noNaN: true }), fc.double({ min: 24, max: 25, noNaN: true })),
)

type Sizes = { quarters: number; villages: number; teams: number; most: number }

const village = (k: number) =>
  fc.record({
    id: fc.constant(`w${k}`),
    name: fc.constant(''),
    township: fc.constantFrom('甲乡', '乙乡'),
    remoteKm: fc.option(fc.integer({ min: 0, max: 80 })),
    remoteLevel: fc.option(fc.integer({ min: 0, max: 3 })),
    need: fc.record({ weight: fc.integer({ min: 0, max: 5 }), specialties: some(SPECIALTIES, 2) }),
    lastVisit: fc.option(fc.constantFrom('2021-05-06', '2023-01-20', '2023-11-02', '2024-03-31')),
    reachableMonths: fc.constantFrom([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [5, 6], [4, 7, 10]),
    closedQuarters: some(QUARTERS, 1),
    at: place,
  })

const problemOf = (sizes: Sizes): fc.Arbitrary<RoundsProblem> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: sizes.quarters }),
      fc.integer({ min: 1, max: sizes.villages }),
      fc.integer({ min: 1, max: sizes.teams }),
    )
    .chain(([quarters, villages, teams]) =>
      fc
        .record({
          villages: fc.tuple(...Array.from({ length: villages }, (_, k) => village(k))),
          teams: fc.tuple(
            ...Array.from({ length: teams }, (_, k) =>
              fc.record({
                id: fc.constant(`t${k}`),
                base: place,
                villagesPerQuarter: fc
                  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: sizes.most }))
                  .map(([min, max]) => ({ min: Math.min(min, max), max })),
                specialties: some(SPECIALTIES, 2),
                closedQuarters: some(QUARTERS, 1),
                own: fc.option(fc.boolean()),
              }),
            ),
          ),
          exceptions: fc.array(fc.tuple(fc.nat(villages - 1), fc.nat(quarters - 1)), { maxLength: 6 }),
          turnBegan: fc.constantFrom(null, '2023-01-01'),
          remoteKmAtLeast: fc.constantFrom(null, null, 15),
          weights: fc.constantFrom({}, { since: 0, again: 0, remote: 0 }),
        })
        .map(({ villages: all, teams: going, exceptions, turnBegan, remoteKmAtLeast, weights }) => {
          const read = parseRoundsProblem({
            version: 1,
            quarters: QUARTERS.slice(0, quarters),
            villages: all,
            teams: going.map(({ own, ...team }) => ({
              ...team,
              townships: own === null ? null : [all[own ? 0 : all.length - 1]?.township],
            })),
            exceptions: exceptions.map(([v, q]) => ({
              village: `w${v}`,
              quarter: QUARTERS[q],
              reason: '突发疫情',
            })),
            rules: { turnBegan, remoteKmAtLeast, weights, day: {} },
          })
          if (read.problem === null) throw new Error(JSON.stringify(read))
          return read.problem
        }),
    )

/** Every plan that breaks no rule, minimums aside. */
function* everyPlan(problem: RoundsProblem): Generator<RoundChoice[]> {
  const slots = problem.teams.flatMap((team) =>
    problem.quarters.flatMap((quarter) =>
      problem.villages.map((one): RoundChoice => ({ team: team.id, quarter, village: one.id })),
    ),
  )
  for (let set = 0; set < 1 << slots.length; set++) yield slots.filter((_, k) => set & (1 << k))
}

describe('mobile rounds', () => {
  it('break no rule, name what they cannot meet, and account for every point', async () => {
    let unmet = 0
    let again = 0
    await fc.assert(
      fc.asyncProperty(problemOf({ quarters: 4, villages: 7, teams: 3, most: 2 }), async (problem) => {
        const rounds = await solveRounds(problem)
        expect(checkRounds(problem, rounds)).toEqual([])
        expect(rounds.status).toBe('optimal')
        unmet += rounds.unmet.length
        again += rounds.choices.filter(({ exception }) => exception !== null).length
        const { terms } = rounds.summary.cost
        const reasons = rounds.choices.flatMap((one) => one.reasons).reduce((sum, { cost }) => sum + cost, 0)
        expect(reasons + terms.unmet + terms.township + terms.again).toBeCloseTo(rounds.objective, 4)
        for (const choice of rounds.choices)
          for (const { village: other, extraCost } of choice.alternatives) {
            if (extraCost === null) continue
            const changed = rounds.choices.map((one) => (one === choice ? { ...one, village: other } : one))
            expect(
              checkChoices(
                problem,
                changed.map(({ team, quarter, village: to }) => ({ team, quarter, village: to })),
              ),
            ).toEqual([])
            expect(roundsCost(problem, changed).total - rounds.objective).toBeCloseTo(extraCost, 4)
            // the plan is proven: nobody else would have been cheaper
            expect(extraCost).toBeGreaterThan(-0.006)
          }
      }),
      { numRuns: 150, seed: 20241111 },
    )
    // the rules bite: some quarters cannot be met, some villages are visited again for a recorded reason
    expect(unmet).toBeGreaterThan(20)
    expect(again).toBeGreaterThan(0)
  })

  it('cost no more than any other plan there is, where all can be counted', async () => {
    await fc.assert(
      fc.asyncProperty(problemOf({ quarters: 3, villages: 3, teams: 1, most: 2 }), async (problem) => {
        const rounds = await solveRounds(problem)
        let cheapest = Number.POSITIVE_INFINITY
        for (const plan of everyPlan(problem)) {
          const { total } = roundsCost(problem, plan)
          if (total < cheapest && checkChoices(problem, plan).length === 0) cheapest = total
        }
        expect(rounds.objective).toBeCloseTo(cheapest, 4)
      }),
      { numRuns: 120, seed: 20241112 },
    )
  })

  it('are the same for the same problem', async () => {
    await fc.assert(
      fc.asyncProperty(problemOf({ quarters: 4, villages: 7, teams: 2, most: 1 }), async (problem) => {
        const first = await solveRounds(problem)
        expect({ ...(await solveRounds(structuredClone(problem))), seconds: 0 }).toEqual({
          ...first,
          seconds: 0,
        })
      }),
      { numRuns: 15, seed: 20241113 },
    )
  })
})

const given = (more: object): RoundsProblem => {
  const read = parseRoundsProblem({
    version: 1,
    quarters: ['2024-Q3', '2024-Q4'],
    villages: [
      { id: '近村', township: '甲乡', remoteKm: 10, need: { weight: 5 }, lastVisit: '2024-01-10' },
      { id: '远村', township: '乙乡', remoteKm: 60, need: { weight: 5 } },
    ],
    teams: [{ id: '一队' }],
    ...more,
  })
  if (read.problem === null) throw new Error(JSON.stringify(read.problems))
  return read.problem
}
const villagesOf = ({ choices }: { choices: RoundChoice[] }) => choices.map(({ village: id }) => id)

describe('which village', () => {
  it('is the one never visited, however near the other; then the other, its turn over', async () => {
    const rounds = await solveRounds(given({}))
    expect(villagesOf(rounds)).toEqual(['远村', '近村'])
    expect(rounds.choices[0]?.reasons.map(({ text }) => text)).toContain('从未巡诊')
    expect(rounds.choices[1]?.reasons.map(({ text }) => text)).toContain('距上次巡诊（2024-01-10）10个月')
    expect(rounds.choices[0]?.alternatives).toEqual([
      { village: '近村', extraCost: null, rule: 'twice-before-once' },
    ])
  })
  it('may be visited again for a recorded reason, which is told', async () => {
    const exceptions = [{ village: '近村', quarter: '2024-Q3', reason: '发现结核聚集' }]
    const weights = { weights: { remote: 0, since: 0, distance: 0, waiting: 0, again: 0 } }
    const villages = [
      { id: '近村', township: '甲乡', need: { weight: 9 }, lastVisit: '2024-01-10' },
      { id: '远村', township: '乙乡', need: { weight: 1 } },
    ]
    const quarters = ['2024-Q3']
    const rounds = await solveRounds(given({ exceptions, villages, quarters, rules: weights }))
    expect(rounds.choices).toMatchObject([{ village: '近村', exception: '发现结核聚集' }])
    expect(villagesOf(await solveRounds(given({ villages, quarters, rules: weights })))).toEqual(['远村'])
  })
  it('is none where all are closed, with the rule and the clause', async () => {
    const villages = [{ id: '雪村', township: '甲乡', reachableMonths: [7, 8, 9] }]
    const rounds = await solveRounds(
      given({ villages, exceptions: [{ village: '雪村', quarter: '2024-Q4', reason: '路通' }] }),
    )
    expect(rounds.unmet).toEqual([
      {
        team: '一队',
        quarter: '2024-Q4',
        missing: 1,
        conflicts: [
          {
            rule: 'closed-quarter',
            clause: 'MOB-2',
            who: ['一队', '雪村'],
            text: '该村本季度道路不通或不便接待',
          },
        ],
      },
    ])
  })
  it('gets a timetable where the day is described', async () => {
    const villages = [{ id: '远村', township: '乙乡', at: [117.2, 24.7] }]
    const teams = [{ id: '一队', base: [117, 24.7] }]
    const rounds = await solveRounds(given({ villages, teams, quarters: ['2024-Q3'], rules: { day: {} } }))
    expect(rounds.days).toMatchObject([
      {
        team: '一队',
        quarter: '2024-Q3',
        leave: '08:00',
        stops: [{ village: '远村', arrive: '08:41', leave: '11:41' }],
      },
    ])
  })
  it('is unknown when the time is over at once, and that is said', async () => {
    const problem = { ...given({}), timeLimitSeconds: 1e-9 }
    const rounds = await solveRounds(problem)
    expect(checkRounds(problem, rounds)).toEqual([])
  })
})
