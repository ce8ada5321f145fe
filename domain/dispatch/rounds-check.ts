// Checks mobile rounds against every hard rule by plain counting over the choices, on a road of its own:
// nothing here knows how they were found.
import {
  type RoundChoice,
  type RoundConflict,
  type Rounds,
  type RoundsProblem,
  type RoundTeam,
  type RoundVillage,
  visitedBefore,
} from './rounds.ts'
import { roundsCost } from './rounds-cost.ts'
import { type RoundRule, roundConflict, ruleAgainst } from './rounds-rules.ts'

type Known = { team: RoundTeam; village: RoundVillage; choice: RoundChoice }

/** The choices whose team, village and quarter the problem knows. */
function knownChoices(problem: RoundsProblem, choices: readonly RoundChoice[]): Known[] {
  const teams = new Map(problem.teams.map((team) => [team.id, team]))
  const villages = new Map(problem.villages.map((village) => [village.id, village]))
  return choices.flatMap((choice) => {
    const team = teams.get(choice.team)
    const village = villages.get(choice.village)
    return team && village && problem.quarters.includes(choice.quarter) ? [{ team, village, choice }] : []
  })
}

const whoOf = ({ choice }: Known) => [choice.team, choice.village, choice.quarter]

/** MOB-2: nobody goes a (k+1)th time where a village of theirs that is open has not been visited k times. */
function checkTurn(problem: RoundsProblem, known: readonly Known[]): RoundConflict[] {
  const times = (village: RoundVillage, keep: (quarter: string) => boolean) =>
    (visitedBefore(problem, village) ? 1 : 0) +
    known.filter((one) => one.village === village && keep(one.choice.quarter)).length
  return known.flatMap((one) => {
    const { team, village, choice } = one
    const excused = problem.exceptions.some(
      (entry) => entry.village === village.id && entry.quarter === choice.quarter,
    )
    const before = times(village, (quarter) => quarter < choice.quarter)
    if (excused || before === 0) return []
    const waiting = problem.villages.filter(
      (other) =>
        ruleAgainst(problem, team, other, choice.quarter) === null &&
        times(other, (quarter) => quarter <= choice.quarter) < before,
    )
    return waiting.length > 0
      ? [roundConflict('twice-before-once', [...whoOf(one), ...waiting.slice(0, 3).map(({ id }) => id)])]
      : []
  })
}

/** Hard rules broken by choices, minimums left out; none for sound ones. */
export function checkChoices(problem: RoundsProblem, choices: readonly RoundChoice[]): RoundConflict[] {
  const known = knownChoices(problem, choices)
  const found: RoundConflict[] = []
  const say = (rule: RoundRule, who: string[]) => found.push(roundConflict(rule, who))
  for (const choice of choices)
    if (!known.some((one) => one.choice === choice))
      say('unknown-reference', Object.values(choice).map(String))
  for (const one of known) {
    const against = ruleAgainst(problem, one.team, one.village, one.choice.quarter)
    if (against) say(against, whoOf(one))
  }
  for (const [key, same] of Map.groupBy(known, ({ choice }) => `${choice.village} ${choice.quarter}`))
    if (same.length > 1) say('once-a-quarter', key.split(' '))
  for (const [, same] of Map.groupBy(known, ({ choice }) => `${choice.team} ${choice.quarter}`)) {
    const [first] = same
    if (first && same.length > first.team.villagesPerQuarter.max)
      say('team-max', [first.team.id, first.choice.quarter])
  }
  return [...found, ...checkTurn(problem, known)]
}

type Checked = Pick<Rounds, 'choices' | 'unmet' | 'objective' | 'bound' | 'status' | 'summary'>

/** Every hard rule that a plan of rounds breaks; none for a sound plan. */
export function checkRounds(problem: RoundsProblem, rounds: Checked): RoundConflict[] {
  const found = checkChoices(
    problem,
    rounds.choices.map(({ team, quarter, village }) => ({ team, quarter, village })),
  )
  // TGT-3, MOB-1: each team its rounds in each quarter, or named with the rules against it
  for (const team of problem.teams)
    for (const quarter of problem.quarters) {
      const going = rounds.choices.filter((one) => one.team === team.id && one.quarter === quarter).length
      const asked = team.closedQuarters.includes(quarter) ? 0 : team.villagesPerQuarter.min
      const missing = Math.max(0, asked - going)
      const named = rounds.unmet.find((entry) => entry.team === team.id && entry.quarter === quarter)
      if (missing !== (named?.missing ?? 0) || (named && named.conflicts.length === 0))
        found.push(roundConflict('team-min', [team.id, quarter]))
    }
  const counted = roundsCost(problem, rounds.choices).total
  const off = (value: number) => Math.abs(value - counted) > 1e-4
  if (off(rounds.objective) || off(rounds.summary.cost.total)) found.push(roundConflict('arithmetic', []))
  if (rounds.bound > counted + 1e-4 || (rounds.status === 'optimal' && off(rounds.bound)))
    found.push(roundConflict('arithmetic', ['bound']))
  return found
}
