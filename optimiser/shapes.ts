// How the days of a unit-month can be made up: every multiset of visits, such as 2 + 2 or 4 or 1 + 3. A
// model that chooses one of them has a far better bound than counting days and doctors apart: half a visit
// of four days is no visit of two (city of 140 units: the relaxation's gap falls from 2–6 % to 0.4 %).
import type { Column, LinearModel } from './linear-model.ts'

/** More would cost the solver more than the bound is worth; the plain rows stand by themselves then. */
const MOST_SHAPES = 40

export type Room = { days: number; visits: number }

/** All multisets of `sizes` within the room, the empty one too; null when there are too many. */
function visitShapes(sizes: readonly number[], room: Room): number[][] | null {
  const order = [...new Set(sizes)].sort((a, b) => b - a)
  const shapes: number[][] = []
  const extend = (from: number, shape: number[], days: number): boolean => {
    if (shapes.push(shape) > MOST_SHAPES) return false
    if (shape.length === room.visits) return true
    return order.every(
      (size, k) => k < from || days + size > room.days || extend(k, [...shape, size], days + size),
    )
  }
  return extend(0, [], 0) ? shapes : null
}

type Visits = {
  room: Room
  /** The columns of visits of each length. */
  bySize: ReadonlyMap<number, readonly Column[]>
}

/** A shape's days and visits, and the column that says whether it is the one. */
export type Shape = { days: number; visits: number; column: Column }

/**
 * Ties the visits of a unit-month, or of a doctor-month, to one shape; it changes no whole solution, only
 * fractional ones. Empty where there is nothing to tie.
 */
export function addShapes(model: LinearModel, { room, bySize }: Visits): Shape[] {
  if (room.days < 2) return []
  const shapes = visitShapes([...bySize.keys()], room)
  if (!shapes || shapes.length < 3) return []
  const chosen = shapes.map((shape) => ({ shape, column: model.column(0) }))
  model.row(
    'shape',
    1,
    1,
    chosen.map(({ column }) => [column, 1]),
  )
  for (const [size, columns] of bySize) {
    const parts = chosen.map(({ shape, column }): [Column, number] => [
      column,
      -shape.filter((part) => part === size).length,
    ])
    const visits = columns.map((column): [Column, number] => [column, 1])
    model.row(
      'visits',
      0,
      0,
      [...visits, ...parts].filter(([, value]) => value !== 0),
    )
  }
  return chosen.map(({ shape, column }) => ({
    days: shape.reduce((a, b) => a + b, 0),
    visits: shape.length,
    column,
  }))
}

/** Days missing to what a unit-month asks for, shape by shape. */
export function addShortfall(
  model: LinearModel,
  shapes: readonly Shape[],
  asked: number,
  missing: Column,
): void {
  const short = shapes
    .map(({ days, column }): [Column, number] => [column, -Math.max(0, asked - days)])
    .filter(([, days]) => days < 0)
  if (short.length > 0) model.row('short', 0, Number.POSITIVE_INFINITY, [[missing, 1], ...short])
}
