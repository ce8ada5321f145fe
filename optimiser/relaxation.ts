// The linear relaxation of a large model, by pricing: solved on the columns that look cheap, and again with
// those that its duals then price below nothing, until there are none. Most of a city's columns are pairs
// nobody would think of; leaving them out until asked for makes the relaxation several times quicker.
import type { Model } from 'highs'
import { dataOf, solver } from './highs.ts'
import type { LinearModel } from './linear-model.ts'

/** `prices`: what each column would add to the relaxation's value. */
export type Relaxation = { objective: number; prices: Float64Array }

/** Columns of each long row to begin with, the cheapest ones. */
const FIRST_OF_ROW = 12
const LONG_ROW = 40
/** Columns with fewer coefficients are slacks and the like: always in. */
const FEW = 4
const EPSILON = 1e-7

type Matrix = ReturnType<LinearModel['matrix']>

/** The linear relaxation; null when it was not finished in time. */
export async function relax(model: LinearModel, seconds: number): Promise<Relaxation | null> {
  const highs = await solver()
  const ends = performance.now() + seconds * 1000
  const matrix = model.matrix()
  const known = firstColumns(model, matrix)
  const order = [...known.keys()].filter((column) => known[column] === 1)
  const { optimal } = highs.constants.modelStatus
  return highs.withModel(partOf(model, matrix, order), (run) => {
    for (;;) {
      run.options.set({
        output_flag: false,
        time_limit: run.getRunTime() + Math.max(0.05, (ends - performance.now()) / 1000),
      })
      run.run()
      if (run.getModelStatus() !== optimal) return null
      const prices = pricesOf(model, matrix, run.getSolution().rowDual)
      const fresh = [...prices.keys()].filter((c) => known[c] === 0 && (prices[c] ?? 0) < -EPSILON)
      if (fresh.length === 0) return { objective: run.getObjectiveValue(), prices }
      add(run, partOf(model, matrix, fresh))
      for (const column of fresh) known[column] = 1
    }
  })
}

/** 1 for the columns to begin with: short and free ones, and the cheapest of each long row. */
function firstColumns(model: LinearModel, { starts, indices }: Matrix): Uint8Array {
  const { columns, rows } = model.size
  const known = new Uint8Array(columns)
  const length = new Int32Array(rows)
  for (const row of indices) length[row] = (length[row] ?? 0) + 1
  const order = [...known.keys()].sort((a, b) => (model.cost[a] ?? 0) - (model.cost[b] ?? 0) || a - b)
  const taken = new Int32Array(rows)
  for (const column of order) {
    const [from = 0, to = 0] = [starts[column], starts[column + 1]]
    let isIn = to - from < FEW || !model.integral[column] || (model.cost[column] ?? 0) <= 0
    const counts = !isIn
    for (let k = from; k < to && !isIn; k++) {
      const row = indices[k] ?? 0
      isIn = (length[row] ?? 0) > LONG_ROW && (taken[row] ?? 0) < FIRST_OF_ROW
    }
    if (!isIn) continue
    known[column] = 1
    if (counts) for (let k = from; k < to; k++) taken[indices[k] ?? 0] = (taken[indices[k] ?? 0] ?? 0) + 1
  }
  return known
}

/** The model with these columns only, all its rows, and no column whole-numbered. */
function partOf(model: LinearModel, { starts, indices, values }: Matrix, order: readonly number[]) {
  const at = new Int32Array(order.length + 1)
  order.forEach((column, k) => {
    at[k + 1] = (at[k] ?? 0) + (starts[column + 1] ?? 0) - (starts[column] ?? 0)
  })
  const part = {
    starts: at,
    indices: new Int32Array(at.at(-1) ?? 0),
    values: new Float64Array(at.at(-1) ?? 0),
  }
  order.forEach((column, k) => {
    part.indices.set(indices.subarray(starts[column], starts[column + 1]), at[k])
    part.values.set(values.subarray(starts[column], starts[column + 1]), at[k])
  })
  const of = (list: readonly number[]) => Float64Array.from(order, (column) => list[column] ?? 0)
  return {
    ...dataOf(model, true),
    numCols: order.length,
    colCost: of(model.cost),
    colLower: of(model.lower),
    colUpper: of(model.upper),
    matrix: { format: 'csc' as const, numRows: model.size.rows, numCols: order.length, ...part },
  }
}

function add(run: Model, part: ReturnType<typeof partOf>): void {
  run.addCols({ cost: part.colCost, lower: part.colLower, upper: part.colUpper, matrix: part.matrix })
}

/** Reduced costs of all columns, those left out as well. */
function pricesOf(
  model: LinearModel,
  { starts, indices, values }: Matrix,
  duals: Float64Array,
): Float64Array {
  const prices = Float64Array.from(model.cost)
  for (let column = 0; column < prices.length; column++) {
    let price = prices[column] ?? 0
    for (let k = starts[column] ?? 0; k < (starts[column + 1] ?? 0); k++)
      price -= (values[k] ?? 0) * (duals[indices[k] ?? 0] ?? 0)
    prices[column] = price
  }
  return prices
}
