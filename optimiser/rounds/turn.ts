// The turn in the model of mobile rounds: no village again while another open to the team waits (MOB-2).
import { type Quarter, type RoundVillage, visitedBefore } from '../../domain/dispatch/rounds.ts'
import type { Column } from '../linear-model.ts'
import { type Cell, type Draft, keyOf, ones } from './draft.ts'

/** Times a village was visited before a quarter, as terms and what is known beforehand. */
function visitsBefore({ problem, visits }: Draft, village: RoundVillage, quarter: number) {
  const columns = Array.from({ length: quarter }, (_, q) => visits.get(keyOf(village, q)) ?? []).flat()
  return { known: visitedBefore(problem, village) ? 1 : 0, terms: ones(columns) }
}

/** What the turn says to one team in one quarter about a (k+1)th visit. */
type Level = { quarter: number; k: number; open: readonly Cell[]; bound: readonly Cell[] }

/** All of them; those that cannot be reached; and the villages that nobody may visit twice. */
export type Levels = { levels: Level[]; closed: Set<Level>; once: Set<RoundVillage> }

/**
 * MOB-2: a (k+1)th visit needs all villages open to that team to have been visited k times. One switch a
 * team, quarter and k says that they have; where all rounds together are too few for it, there is none.
 */
export function levelsOf(draft: Draft): Levels {
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
  return { levels, closed, once: villagesOnce(draft, levels, closed) }
}

/** The rows of the turn. */
export function addTurn(draft: Draft, { levels, closed, once }: Levels): void {
  const { problem } = draft
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
    const patterns = draft.patterns.get(cell.village)
    if (patterns) {
      // a (k+1)th visit now is allowed by the switch, or another team's affair
      const later = patterns.filter(
        ({ quarters }) =>
          quarters.includes(quarter) && known + quarters.filter((q) => q < quarter).length >= k,
      )
      const others = (draft.visits.get(keyOf(cell.village, quarter)) ?? []).filter((c) => c !== cell.column)
      model.row(name, Number.NEGATIVE_INFINITY, 0, [
        ...ones(later.map(({ column }) => column)),
        [all, -1],
        ...others.map((column): [Column, number] => [column, -1]),
      ])
    } else if (known >= k) model.row(name, Number.NEGATIVE_INFINITY, 0, [now, [all, -1]])
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
