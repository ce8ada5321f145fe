// A model of mobile rounds under construction, shared by the files that add to it.
import type { RoundsProblem, RoundTeam, RoundVillage } from '../../domain/dispatch/rounds.ts'
import type { Column, LinearModel } from '../linear-model.ts'
import type { Pattern } from './patterns.ts'

/** A team that could go to a village in a quarter. */
export type Cell = { column: Column; team: RoundTeam; village: RoundVillage; quarter: number }

export type Draft = {
  problem: RoundsProblem
  model: LinearModel
  cells: Cell[]
  /** Columns by village and quarter (`keyOf`). */
  visits: Map<string, Column[]>
  patterns: Map<RoundVillage, Pattern[]>
}

export const keyOf = (village: RoundVillage, quarter: number) => `${quarter} ${village.id}`

export const ones = (columns: readonly Column[]) => columns.map((column): [Column, number] => [column, 1])
