// Mobile rounds as a mixed-integer model: one column for each team, village and quarter that no rule forbids,
// its cost from rounds-cost.ts; rows for minimums, maximums and the turn.
import {
  type Quarter,
  type RoundChoice,
  type RoundsProblem,
  type RoundTeam,
  type RoundVillage,
  visitedBefore,
} from '../../domain/dispatch/rounds.ts'
import { againCost, choiceTerms, townshipStep } from '../../domain/dispatch/rounds-cost.ts'
import { ruleAgainst } from '../../domain/dispatch/rounds-rules.ts'
import { type Column, LinearModel } from '../linear-model.ts'

type Cell = { column: Column; team: RoundTeam; village: RoundVillage; quarter: number }

export type RoundsModel = { model: LinearModel; choicesOf: (values: Float64Array) => RoundChoice[] }

type Draft = {
  problem: RoundsProblem
  model: LinearModel
  cells: Cell[]
  /** Columns by village and quarter. */
  visits: Map<string, Column[]>
}

const keyOf = (village: RoundVillage, quarter: number) => `${quarter} ${village.id}`
const ones = (columns: readonly Column[]) => columns.map((column): [Column, number] => [column, 1])

/** The model of a sound problem. */
export function roundsModel(problem: RoundsProblem): RoundsModel {
  const draft: Draft = { problem, model: new LinearModel(), cells: [], visits: new Map() }
  addCells(draft)
  addTeams(draft)
  addVillages(draft)
  addTownships(draft)
  addTurn(draft)
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

/** Once a quarter; and what two rounds to the same village cost. */
function addVillages({ problem, model, visits }: Draft): void {
  for (const village of problem.villages)
    problem.quarters.forEach((name, quarter) => {
      const now = ones(visits.get(keyOf(village, quarter)) ?? [])
      if (now.length === 0) return
      model.row('once-a-quarter', Number.NEGATIVE_INFINITY, 1, now)
      problem.quarters.slice(0, quarter).forEach((earlier, q) => {
        const cost = againCost(problem, earlier, name)
        const then = ones(visits.get(keyOf(village, q)) ?? [])
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

/** Times a village was visited before a quarter, as terms and what is known beforehand. */
function visitsBefore({ problem, visits }: Draft, village: RoundVillage, quarter: number) {
  const columns = Array.from({ length: quarter }, (_, q) => visits.get(keyOf(village, q)) ?? []).flat()
  return { known: visitedBefore(problem, village) ? 1 : 0, terms: ones(columns) }
}

/** What the turn says to one team in one quarter about a (k+1)th visit. */
type Level = { quarter: number; k: number; open: readonly Cell[]; bound: readonly Cell[] }

/**
 * MOB-2: a (k+1)th visit needs all villages open to that team to have been visited k times. One switch a
 * team, quarter and k says that they have; where all rounds together are too few for it, there is none.
 */
function addTurn(draft: Draft): void {
  const { problem, cells } = draft
  const excused = new Set(problem.exceptions.map(({ village, quarter }) => `${village} ${quarter}`))
  const levels: Level[] = []
  for (const [, open] of Map.groupBy(cells, ({ team, quarter }) => `${quarter} ${team.id}`)) {
    const quarter = open[0]?.quarter ?? 0
    const name: Quarter = problem.quarters[quarter] ?? ''
    const bound = open.filter(({ village }) => !excused.has(`${village.id} ${name}`))
    for (let k = 1; k <= quarter + 1; k++) levels.push({ quarter, k, open, bound })
  }
  const closed = new Set(levels.filter((level) => !canBeReached(draft, level)))
  const once = villagesOnce(draft, levels, closed)
  for (const village of once) {
    const { known, terms } = visitsBefore(draft, village, problem.quarters.length)
    draft.model.row('twice-before-once', Number.NEGATIVE_INFINITY, 1 - known, terms)
  }
  for (const level of levels) addLevel(draft, level, { once, closed: closed.has(level) })
}

/** Whether the rounds up to a quarter could bring every village open to a team to its kth visit. */
function canBeReached(draft: Draft, { quarter, k, open }: Level): boolean {
  const { problem } = draft
  const owed = open.reduce(
    (sum, { village }) => sum + Math.max(0, k - visitsBefore(draft, village, 0).known),
    0,
  )
  const seats = problem.quarters
    .slice(0, quarter + 1)
    .flatMap((name) => problem.teams.filter((team) => !team.closedQuarters.includes(name)))
    .reduce((sum, { villagesPerQuarter }) => sum + villagesPerQuarter.max, 0)
  return owed <= seats
}

/** Villages that no team may visit twice in the whole plan: one tight row each says it all. */
function villagesOnce(draft: Draft, levels: readonly Level[], closed: ReadonlySet<Level>): Set<RoundVillage> {
  const once = new Set(draft.cells.map(({ village }) => village))
  for (const { village } of draft.problem.exceptions)
    for (const known of once) if (known.id === village) once.delete(known)
  for (const level of levels)
    if (level.k === 1 && !closed.has(level)) for (const { village } of level.bound) once.delete(village)
  return once
}

type LevelRule = { once: ReadonlySet<RoundVillage>; closed: boolean }

function addLevel(draft: Draft, { quarter, k, open, bound }: Level, { once, closed }: LevelRule): void {
  const { model } = draft
  const reaching = bound
    .filter(({ village }) => !once.has(village))
    .map((cell) => ({ cell, ...visitsBefore(draft, cell.village, quarter) }))
    .filter(({ known, terms }) => known + Math.min(terms.length, quarter) >= k)
  if (reaching.length === 0) return
  const all = model.column(0, closed ? 0 : 1)
  for (const { village } of closed ? [] : open) {
    const { known, terms } = visitsBefore(draft, village, quarter + 1)
    if (k > known) model.row('turn', -known, Number.POSITIVE_INFINITY, [...terms, [all, -k]])
  }
  for (const { cell, known, terms } of reaching) {
    const name = 'twice-before-once'
    const now: [Column, number] = [cell.column, 1]
    if (known >= k) model.row(name, Number.NEGATIVE_INFINITY, 0, [now, [all, -1]])
    else if (k === 1)
      for (let q = 0; q < quarter; q++) {
        const then = ones(draft.visits.get(keyOf(cell.village, q)) ?? [])
        if (then.length > 0) model.row(name, Number.NEGATIVE_INFINITY, 1, [now, ...then, [all, -1]])
      }
    else {
      // visits before reach k while this one is chosen: only with the switch
      const room = known + Math.min(terms.length, quarter) - (k - 1)
      model.row(name, Number.NEGATIVE_INFINITY, room + k - 1 - known, [
        ...terms,
        [cell.column, room],
        [all, -room],
      ])
    }
  }
}
