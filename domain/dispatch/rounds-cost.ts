// What mobile rounds cost, as plain counting over choices; docs/routes.md is this file as a table, and nothing
// else decides what a plan of rounds costs.

import { greatCircleKm } from '../shared/distance.ts'
import {
  monthsBetweenQuarters,
  monthsUntil,
  type Quarter,
  type RoundChoice,
  type RoundsProblem,
  type RoundTeam,
  type RoundTerms,
  type RoundVillage,
  remotenessKm,
} from './rounds.ts'

const ROAD = 1.35

const noRoundTerms = (): RoundTerms => ({
  unmet: 0,
  need: 0,
  waiting: 0,
  since: 0,
  again: 0,
  distance: 0,
  remote: 0,
  specialty: 0,
  township: 0,
})

const whole = (value: number) => Math.round(value * 1e6) / 1e6

/** Road kilometres from a team's base to a village; null when a position is unknown. */
export function roundKm(team: RoundTeam, village: RoundVillage): number | null {
  if (!team.base || !village.at) return null
  return Math.round(ROAD * greatCircleKm(team.base, village.at) * 10) / 10
}

/** Months since the last visit at a quarter, never more than `longAgoMonths`. */
export function monthsSince({ rules }: RoundsProblem, village: RoundVillage, quarter: Quarter): number {
  if (village.lastVisit === null) return rules.longAgoMonths
  return Math.min(rules.longAgoMonths, Math.max(0, monthsUntil(village.lastVisit, quarter)))
}

/** Specialties that a village needs and a team does not bring. */
export function missingSpecialties(team: RoundTeam, village: RoundVillage): string[] {
  return village.need.specialties.filter((specialty) => !team.specialties.includes(specialty))
}

/** Largest need and remoteness, against which villages are measured; one walk a problem. */
const extremes = new WeakMap<RoundsProblem, { need: number; remote: number }>()
function extremesOf(problem: RoundsProblem): { need: number; remote: number } {
  const known = extremes.get(problem)
  if (known) return known
  const found = {
    need: Math.max(...problem.villages.map(({ need }) => need.weight), 0),
    remote: Math.max(...problem.villages.map((village) => remotenessKm(problem, village)), 0),
  }
  extremes.set(problem, found)
  return found
}

/** Points of one choice by itself. */
export function choiceTerms(
  problem: RoundsProblem,
  team: RoundTeam,
  village: RoundVillage,
  quarter: Quarter,
): RoundTerms {
  const { weights, longAgoMonths } = problem.rules
  const most = extremesOf(problem)
  const share = most.need > 0 ? village.need.weight / most.need : 1
  return {
    ...noRoundTerms(),
    need: whole(weights.need * (1 - share)),
    // the more it is needed, the more every quarter of waiting costs
    waiting: whole(weights.waiting * share * problem.quarters.indexOf(quarter)),
    since: whole(weights.since * (longAgoMonths - monthsSince(problem, village, quarter))),
    distance: whole(weights.distance * (roundKm(team, village) ?? 0)),
    remote: whole(weights.remote * (most.remote - remotenessKm(problem, village))),
    specialty: whole(weights.specialty * missingSpecialties(team, village).length),
  }
}

/** Points of two rounds of one plan to the same village: what is short of `longAgoMonths` between them. */
export function againCost({ rules }: RoundsProblem, earlier: Quarter, later: Quarter): number {
  return whole(rules.weights.again * Math.max(0, rules.longAgoMonths - monthsBetweenQuarters(earlier, later)))
}

/** Points of the nth round to one township. */
export const townshipStep = ({ rules }: RoundsProblem, nth: number): number =>
  whole(rules.weights.township * (nth - 1))

/** Quarters and villages missing to each team's minimum. */
export function missingRounds(
  problem: RoundsProblem,
  choices: readonly RoundChoice[],
): { team: string; quarter: Quarter; missing: number }[] {
  return problem.teams.flatMap((team) =>
    problem.quarters.flatMap((quarter) => {
      const going = choices.filter((one) => one.team === team.id && one.quarter === quarter).length
      const missing = team.closedQuarters.includes(quarter) ? 0 : team.villagesPerQuarter.min - going
      return missing > 0 ? [{ team: team.id, quarter, missing }] : []
    }),
  )
}

export type RoundsCost = { total: number; terms: RoundTerms }

/** The whole objective, by term; choices in any order, all of known teams and villages. */
export function roundsCost(problem: RoundsProblem, choices: readonly RoundChoice[]): RoundsCost {
  const terms = noRoundTerms()
  const teams = new Map(problem.teams.map((team) => [team.id, team]))
  const villages = new Map(problem.villages.map((village) => [village.id, village]))
  const townships = new Map<string, number>()
  choices.forEach((choice, k) => {
    const team = teams.get(choice.team)
    const village = villages.get(choice.village)
    if (!team || !village) return
    const own = choiceTerms(problem, team, village, choice.quarter)
    for (const term of Object.keys(terms) as (keyof RoundTerms)[]) terms[term] += own[term]
    for (const other of choices.slice(0, k))
      if (other.village === choice.village) {
        const [earlier, later] = [other.quarter, choice.quarter].sort()
        terms.again += againCost(problem, earlier ?? '', later ?? '')
      }
    const nth = (townships.get(village.township) ?? 0) + 1
    townships.set(village.township, nth)
    terms.township += townshipStep(problem, nth)
  })
  for (const { missing } of missingRounds(problem, choices))
    terms.unmet += problem.rules.weights.unmet * missing
  for (const term of Object.keys(terms) as (keyof RoundTerms)[]) terms[term] = whole(terms[term])
  return { total: whole(Object.values(terms).reduce((sum, value) => sum + value, 0)), terms }
}
