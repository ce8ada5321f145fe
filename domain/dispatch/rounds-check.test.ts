// The checker finds what is wrong with mobile rounds: one sound plan, bent in every way a rule forbids.
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_ROUND_WEIGHTS,
  type RoundChoice,
  type Rounds,
  type RoundsProblem,
  type RoundTeam,
} from './rounds.ts'
import { checkRounds } from './rounds-check.ts'
import { roundsCost } from './rounds-cost.ts'
import { roundConflict } from './rounds-rules.ts'

const village = (id: string, township: string, given: Partial<RoundsProblem['villages'][number]> = {}) => ({
  id,
  name: id,
  township,
  remoteKm: 40,
  remoteLevel: null,
  need: { weight: 1, specialties: [] },
  lastVisit: null,
  reachableMonths: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  closedQuarters: [],
  at: null,
  ...given,
})
const team = (id: string, townships: string[] | null): RoundTeam => ({
  id,
  name: id,
  hospital: 'h',
  base: null,
  villagesPerQuarter: { min: 1, max: 1 },
  specialties: [],
  townships,
  closedQuarters: [],
})
const problem: RoundsProblem = {
  version: 1,
  seed: 1,
  timeLimitSeconds: 1,
  quarters: ['2024-Q3', '2024-Q4'],
  villages: [
    village('a', 'x'),
    village('b', 'x', { lastVisit: '2023-05-01' }),
    village('c', 'y'),
    village('d', 'y', { reachableMonths: [7, 8, 9] }),
    village('e', 'x', { remoteKm: 3 }),
  ],
  teams: [team('t', null), team('u', ['y'])],
  exceptions: [],
  rules: {
    turnBegan: null,
    remoteKmAtLeast: 10,
    kmPerLevel: 20,
    longAgoMonths: 24,
    weights: DEFAULT_ROUND_WEIGHTS,
    day: null,
  },
}
const sound: RoundChoice[] = [
  { team: 't', quarter: '2024-Q3', village: 'a' },
  { team: 'u', quarter: '2024-Q3', village: 'd' },
  { team: 't', quarter: '2024-Q4', village: 'b' },
  { team: 'u', quarter: '2024-Q4', village: 'c' },
]

function planOf(choices: RoundChoice[], given: Partial<Rounds> = {}): Rounds {
  const cost = roundsCost(problem, choices)
  return {
    version: 1,
    status: 'timeLimit',
    objective: cost.total,
    bound: 0,
    gap: 1,
    seconds: 0,
    choices: choices.map((choice) => ({ ...choice, exception: null, reasons: [], alternatives: [] })),
    unmet: [],
    days: [],
    summary: { cost, villages: 5, visited: 4, townships: [] },
    ...given,
  }
}
const instead = (k: number, given: Partial<RoundChoice>) =>
  sound.map((choice, n) => (n === k ? { ...choice, ...given } : choice))
const rulesOf = (plan: Rounds, asked: RoundsProblem = problem) =>
  checkRounds(asked, plan).map(({ rule }) => rule)

describe('checkRounds', () => {
  it('finds nothing in sound rounds: b again only after all were visited', () => {
    expect(rulesOf(planOf(sound))).toEqual([])
  })
  it.each<[string, string, RoundChoice[]]>([
    ['a second visit while others wait', 'twice-before-once', instead(0, { village: 'b' })],
    ['a second visit within the plan', 'twice-before-once', instead(3, { village: 'd' })],
    ['two teams in one village', 'once-a-quarter', instead(0, { village: 'd' })],
    ['a closed road', 'closed-quarter', instead(3, { village: 'd' })],
    ['another area', 'other-area', instead(1, { village: 'a' })],
    ['a village that is not remote', 'not-remote', instead(0, { village: 'e' })],
    ['too many in a quarter', 'team-max', instead(2, { quarter: '2024-Q3' })],
    ['a quarter without a round', 'team-min', sound.slice(0, 3)],
    ['an unknown village', 'unknown-reference', instead(0, { village: 'z' })],
    ['an unknown team', 'unknown-reference', instead(0, { team: 'z' })],
    ['a quarter outside the plan', 'unknown-reference', instead(0, { quarter: '2025-Q1' })],
  ])('finds %s', (_, rule, choices) => {
    expect(rulesOf(planOf(choices))).toContain(rule)
  })
  it('takes a recorded reason for an early second visit', () => {
    const exceptions = [{ village: 'b', quarter: '2024-Q4', reason: '回访' }]
    const choices = instead(3, { village: 'c' }).map((one) =>
      one.village === 'a' ? { ...one, village: 'c', team: 't' } : one,
    )
    const plan = planOf(choices.slice(0, 3), {
      unmet: [
        { team: 'u', quarter: '2024-Q4', missing: 1, conflicts: [roundConflict('closed-quarter', ['u'])] },
      ],
    })
    expect(rulesOf(plan)).toEqual(['twice-before-once'])
    expect(rulesOf(plan, { ...problem, exceptions })).toEqual([])
  })
  it('finds an unmet quarter that is not unmet, or named without a rule', () => {
    const entry = {
      team: 'u',
      quarter: '2024-Q4',
      missing: 1,
      conflicts: [roundConflict('closed-quarter', ['u'])],
    }
    expect(rulesOf(planOf(sound, { unmet: [entry] }))).toEqual(['team-min'])
    const silent = { ...entry, conflicts: [] }
    expect(rulesOf(planOf(sound.slice(0, 3), { unmet: [silent] }))).toContain('team-min')
    expect(rulesOf(planOf(sound.slice(0, 3), { unmet: [entry] }))).not.toContain('team-min')
  })
  it('finds a team sent while it is closed', () => {
    const teams = problem.teams.map((one) => ({ ...one, closedQuarters: ['2024-Q4'] }))
    expect(rulesOf(planOf(sound), { ...problem, teams })).toEqual(['team-closed', 'team-closed'])
  })
  it('finds points that do not add up and proofs that prove nothing', () => {
    expect(rulesOf(planOf(sound, { objective: 1 }))).toEqual(['arithmetic'])
    expect(rulesOf(planOf(sound, { status: 'optimal' }))).toEqual(['arithmetic'])
    expect(rulesOf(planOf(sound, { bound: 1e6 }))).toEqual(['arithmetic'])
  })
})
