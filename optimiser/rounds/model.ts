// Mobile rounds as a mixed-integer model: one column for each team, village and quarter that no rule forbids,
// its cost from rounds-cost.ts; rows for minimums, maximums and the turn.
import type { RoundChoice, RoundsProblem, RoundVillage } from '../../domain/dispatch/rounds.ts'
import { againCost, choiceTerms, townshipStep } from '../../domain/dispatch/rounds-cost.ts'
import { ruleAgainst } from '../../domain/dispatch/rounds-rules.ts'
import { type Column, LinearModel } from '../linear-model.ts'
import { type Draft, keyOf, ones } from './draft.ts'
import { addPatterns, PATTERN_QUARTERS } from './patterns.ts'
import { addTurn, levelsOf } from './turn.ts'

export type RoundsModel = { model: LinearModel; choicesOf: (values: Float64Array) => RoundChoice[] }

/** The model of a sound problem. */
export function roundsModel(problem: RoundsProblem): RoundsModel {
  const draft: Draft = {
    problem,
    model: new LinearModel(),
    cells: [],
    visits: new Map(),
    patterns: new Map(),
  }
  addCells(draft)
  addTeams(draft)
  addTownships(draft)
  const levels = levelsOf(draft)
  for (const village of problem.villages) addVillage(draft, village, !levels.once.has(village))
  addTurn(draft, levels)
  const { model, cells } = draft
  return {
    model,
    choicesOf: (values) =>
      cells.flatMap(({ column, team, village, quarter }) =>
        (values[column] ?? 0) > 0.5
          ? [{ team: team.id, quarter: problem.quarters[quarter] ?? '', village: village.id }]
          : [],
      ),
  }
}

function addCells({ problem, model, cells, visits }: Draft): void {
  for (const team of problem.teams)
    problem.quarters.forEach((name, quarter) => {
      for (const village of problem.villages) {
        if (ruleAgainst(problem, team, village, name) !== null) continue
        const terms = choiceTerms(problem, team, village, name)
        const column = model.column(Object.values(terms).reduce((sum, value) => sum + value, 0))
        cells.push({ column, team, village, quarter })
        const key = keyOf(village, quarter)
        visits.set(key, [...(visits.get(key) ?? []), column])
      }
    })
}

/** TGT-3, MOB-1: so many villages a team and quarter; what is missing is paid, never hidden. */
function addTeams({ problem, model, cells }: Draft): void {
  const byTeam = Map.groupBy(cells, ({ team, quarter }) => `${quarter} ${team.id}`)
  for (const team of problem.teams) {
    const { min, max } = team.villagesPerQuarter
    problem.quarters.forEach((name, quarter) => {
      const columns = ones((byTeam.get(`${quarter} ${team.id}`) ?? []).map(({ column }) => column))
      if (team.closedQuarters.includes(name)) return
      const missing = model.column(problem.rules.weights.unmet, min)
      model.row('team-min', min, Number.POSITIVE_INFINITY, [...columns, [missing, 1]])
      model.row('team-max', Number.NEGATIVE_INFINITY, max, columns)
    })
  }
}

/** Once a quarter; and, where a village may be visited again, what its rounds cost together. */
function addVillage(
  { problem, model, visits, patterns }: Draft,
  village: RoundVillage,
  again: boolean,
): void {
  const byQuarter = problem.quarters.map((_, quarter) => visits.get(keyOf(village, quarter)) ?? [])
  const open = byQuarter.filter((columns) => columns.length > 0).length
  if (again && open <= PATTERN_QUARTERS) {
    patterns.set(village, addPatterns(problem, model, byQuarter))
    return
  }
  problem.quarters.forEach((name, quarter) => {
    const now = ones(byQuarter[quarter] ?? [])
    if (now.length === 0) return
    model.row('once-a-quarter', Number.NEGATIVE_INFINITY, 1, now)
    problem.quarters.slice(0, again ? quarter : 0).forEach((earlier, q) => {
      const cost = againCost(problem, earlier, name)
      const then = ones(byQuarter[q] ?? [])
      if (cost === 0 || then.length === 0) return
      const both = model.column(cost, 1, false)
      model.row('again', Number.NEGATIVE_INFINITY, 1, [...now, ...then, [both, -1]])
    })
  })
}

/** The nth round to a township costs more than the one before, so that rounds spread. */
function addTownships({ problem, model, cells }: Draft): void {
  for (const [, own] of Map.groupBy(cells, ({ village }) => village.township)) {
    const seats = problem.teams.reduce((sum, { villagesPerQuarter }) => sum + villagesPerQuarter.max, 0)
    const villages = new Set(own.map(({ village }) => village)).size
    const most = Math.min(seats, villages) * problem.quarters.length
    const steps: [Column, number][] = []
    for (let nth = 1; nth <= most; nth++) steps.push([model.column(townshipStep(problem, nth), 1, false), -1])
    model.row('township', 0, 0, [...ones(own.map(({ column }) => column)), ...steps])
  }
}
