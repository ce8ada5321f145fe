// Mobile rounds for a problem, proven the best there are unless the time was too short.
import type { RoundChoice, Rounds, RoundsProblem } from '../../domain/dispatch/rounds.ts'
import { visitedBefore } from '../../domain/dispatch/rounds.ts'
import { roundsCost } from '../../domain/dispatch/rounds-cost.ts'
import { minimise } from '../highs.ts'
import { roundDays } from './days.ts'
import { explainChoices, explainMissing } from './explain-rounds.ts'
import { roundsModel } from './model.ts'

/** Half a hundredth of a point: what a proof may be off by. */
const PROVEN = 0.005

/** Rounds for a sound problem (`parseRoundsProblem`); the same problem gives the same rounds. */
export async function solveRounds(problem: RoundsProblem): Promise<Rounds> {
  const started = performance.now()
  const { model, choicesOf } = roundsModel(problem)
  const outcome = await minimise(model, { seconds: problem.timeLimitSeconds, seed: problem.seed })
  const order = (one: RoundChoice) =>
    `${one.quarter} ${problem.teams.findIndex(({ id }) => id === one.team) + 1000} ${one.village}`
  const choices = (outcome.values ? choicesOf(outcome.values) : []).sort((a, b) =>
    order(a) < order(b) ? -1 : 1,
  )
  const cost = roundsCost(problem, choices)
  const proven = outcome.status === 'optimal' && cost.total - outcome.bound < PROVEN
  const bound = proven ? cost.total : Math.max(0, Math.min(cost.total, outcome.bound))
  const gone = new Set(choices.map(({ village }) => village))
  const villages = new Map(problem.villages.map((village) => [village.id, village]))
  const townships = Map.groupBy(choices, ({ village }) => villages.get(village)?.township ?? '')
  return {
    version: 1,
    status: proven ? 'optimal' : 'timeLimit',
    objective: cost.total,
    bound,
    gap: cost.total > 0 ? (cost.total - bound) / cost.total : 0,
    seconds: Math.round(performance.now() - started) / 1000,
    choices: explainChoices(problem, choices),
    unmet: explainMissing(problem, choices, proven),
    days: roundDays(problem, choices),
    summary: {
      cost,
      villages: problem.villages.length,
      visited: problem.villages.filter((one) => gone.has(one.id) || visitedBefore(problem, one)).length,
      townships: [...townships].map(([township, own]) => ({ township, rounds: own.length })),
    },
  }
}
