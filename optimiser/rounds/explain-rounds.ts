// Why this village, which else could have had the round and at what price, and which rule stands against
// those that would have been cheaper.
import type {
  ExplainedChoice,
  RoundAlternative,
  RoundChoice,
  RoundConflict,
  RoundsProblem,
  RoundTeam,
  RoundVillage,
  UnmetQuarter,
} from '../../domain/dispatch/rounds.ts'
import { remotenessKm } from '../../domain/dispatch/rounds.ts'
import { checkChoices } from '../../domain/dispatch/rounds-check.ts'
import {
  choiceTerms,
  missingRounds,
  missingSpecialties,
  monthsSince,
  roundKm,
  roundsCost,
} from '../../domain/dispatch/rounds-cost.ts'
import { type RoundRule, roundConflict, ruleAgainst } from '../../domain/dispatch/rounds-rules.ts'

/** Candidates named for each choice, and refused ones beside them. */
const NAMED = 3

const points = (value: number) => Math.round(value * 1e6) / 1e6

/** Every choice with its reasons and alternatives. */
export function explainChoices(problem: RoundsProblem, choices: readonly RoundChoice[]): ExplainedChoice[] {
  const teams = new Map(problem.teams.map((team) => [team.id, team]))
  const villages = new Map(problem.villages.map((village) => [village.id, village]))
  return choices.flatMap((choice) => {
    const team = teams.get(choice.team)
    const village = villages.get(choice.village)
    if (!team || !village) return []
    return [
      {
        ...choice,
        exception: exceptionFor(problem, choices, choice),
        reasons: reasonsFor(problem, team, village, choice),
        alternatives: alternativesTo(problem, choices, choice),
      },
    ]
  })
}

/** The recorded reason, where the choice would break the turn without it. */
function exceptionFor(
  problem: RoundsProblem,
  choices: readonly RoundChoice[],
  choice: RoundChoice,
): string | null {
  const entry = problem.exceptions.find(
    ({ village, quarter }) => village === choice.village && quarter === choice.quarter,
  )
  if (!entry) return null
  const without = { ...problem, exceptions: problem.exceptions.filter((other) => other !== entry) }
  const broken = checkChoices(without, choices).some(
    ({ rule, who }) => rule === 'twice-before-once' && who[1] === choice.village && who[2] === choice.quarter,
  )
  return broken ? entry.reason : null
}

function reasonsFor(
  problem: RoundsProblem,
  team: RoundTeam,
  village: RoundVillage,
  choice: RoundChoice,
): ExplainedChoice['reasons'] {
  const terms = choiceTerms(problem, team, village, choice.quarter)
  const since = monthsSince(problem, village, choice.quarter)
  const km = roundKm(team, village)
  const missing = missingSpecialties(team, village)
  const order = problem.quarters.indexOf(choice.quarter) + 1
  const visited =
    village.lastVisit === null
      ? '从未巡诊'
      : `距上次巡诊（${village.lastVisit}）${since >= problem.rules.longAgoMonths ? '已满' : ''}${since}个月`
  const brought = village.need.specialties.filter((specialty) => !missing.includes(specialty))
  const reasons = [
    { code: 'need', text: `需求权重 ${village.need.weight}`, cost: terms.need },
    { code: 'waiting', text: `排在第 ${order} 个季度`, cost: terms.waiting },
    { code: 'since', text: visited, cost: terms.since },
    { code: 'remote', text: `边远程度 ${remotenessKm(problem, village)} 公里`, cost: terms.remote },
    {
      code: 'distance',
      text: km === null ? '位置未填，不计路程' : `距${team.name || team.id}驻地 ${km} 公里`,
      cost: terms.distance,
    },
  ]
  if (village.need.specialties.length > 0)
    reasons.push({
      code: 'specialty',
      text: missing.length > 0 ? `缺少专业：${missing.join('、')}` : `专业齐全：${brought.join('、')}`,
      cost: terms.specialty,
    })
  return reasons
}

/**
 * The cheapest villages to go to instead, all else unchanged, with the points it would cost; and the cheapest
 * of those that a rule forbids, with the rule.
 */
function alternativesTo(
  problem: RoundsProblem,
  choices: readonly RoundChoice[],
  choice: RoundChoice,
): RoundAlternative[] {
  const now = roundsCost(problem, choices).total
  const team = problem.teams.find(({ id }) => id === choice.team)
  if (!team) return []
  const others = problem.villages
    .filter(({ id }) => id !== choice.village)
    .map((village) => {
      const changed = choices.map((one) => (one === choice ? { ...choice, village: village.id } : one))
      return { village, changed, extra: points(roundsCost(problem, changed).total - now) }
    })
    .sort((a, b) => a.extra - b.extra || (a.village.id < b.village.id ? -1 : 1))
  const free: RoundAlternative[] = []
  const refused: RoundAlternative[] = []
  for (const { village, changed, extra } of others) {
    if (free.length === NAMED) break
    const rule =
      ruleAgainst(problem, team, village, choice.quarter) ?? checkChoices(problem, changed)[0]?.rule
    if (!rule) free.push({ village: village.id, extraCost: extra })
    else if (refused.length < NAMED) refused.push({ village: village.id, extraCost: null, rule })
  }
  return [...free, ...refused]
}

/** What each team lacks in each quarter, with the rules against every village and how many each concerns. */
export function explainMissing(
  problem: RoundsProblem,
  choices: readonly RoundChoice[],
  proven: boolean,
): UnmetQuarter[] {
  return missingRounds(problem, choices).map((missing) => {
    const team = problem.teams.find(({ id }) => id === missing.team)
    const against = new Map<RoundRule, string[]>()
    for (const village of team ? problem.villages : []) {
      const rule = ruleFor(problem, choices, team as RoundTeam, village, missing.quarter)
      if (rule) against.set(rule, [...(against.get(rule) ?? []), village.id])
    }
    const conflicts: RoundConflict[] = [...against].map(([rule, villages]) =>
      roundConflict(rule, [missing.team, ...villages]),
    )
    // every village free and still nobody sent: only the clock, or too few villages for all teams
    if (conflicts.length === 0)
      conflicts.push(roundConflict(proven ? 'team-max' : 'time-limit', [missing.team]))
    return { ...missing, conflicts }
  })
}

function ruleFor(
  problem: RoundsProblem,
  choices: readonly RoundChoice[],
  ...[team, village, quarter]: [RoundTeam, RoundVillage, string]
): RoundRule | null {
  const alone = ruleAgainst(problem, team, village, quarter)
  if (alone) return alone
  const added = [...choices, { team: team.id, village: village.id, quarter }]
  const [broken] = checkChoices(problem, added)
  return broken ? (broken.rule as RoundRule) : null
}
