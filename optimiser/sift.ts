// Large models solved small: the linear relaxation prices every column, and a column whose price alone lifts
// the plan above what is known to be reachable cannot be part of a better plan. The bound stays a bound of
// the whole model: whatever uses a column left out costs at least the relaxation plus that column's price.
import { minimise, type Outcome, type RunOptions } from './highs.ts'
import { LinearModel } from './linear-model.ts'
import { relax } from './relaxation.ts'

/** Below this many columns the solver is quicker than the sifting. */
const SMALL = 2500
/** First guess of how far the optimum lies above the relaxation; doubled while it proves too small. */
const FIRST_WIDTH = 0.0003
const ROUNDING = 1e-6

export type SiftOptions = RunOptions & {
  /** Points of a solution known already. */
  upper: number
}

type Part = { model: LinearModel; kept: Int32Array }

/** Minimises like `minimise`; `bound` holds for the whole model, `status` optimal only with its proof. */
export async function minimiseSifted(model: LinearModel, options: SiftOptions): Promise<Outcome> {
  if (model.size.columns < SMALL) return minimise(model, options)
  const started = performance.now()
  const left = () => options.seconds - (performance.now() - started) / 1000
  const relaxed = await relax(model, options.seconds)
  if (!relaxed) return minimise(model, { ...options, seconds: left() })
  options.onProgress?.(options.upper, relaxed.objective)
  const { columns } = model.size
  let width = Math.max(1, relaxed.objective * FIRST_WIDTH)
  let known: Float64Array | null = null
  for (;;) {
    // a plan that beats the known one uses no column dearer than what lies between it and the relaxation
    const most = options.upper - relaxed.objective + ROUNDING
    const isLast = width >= most
    if (isLast) width = Math.max(0, most)
    const limit = isLast ? Number.POSITIVE_INFINITY : relaxed.objective + width
    const part = partOf(model, (column) => (relaxed.prices[column] ?? 0) <= width + ROUNDING)
    const expand = (values: Float64Array) => {
      const all = new Float64Array(columns)
      part.kept.forEach((column, k) => {
        all[column] = values[k] ?? 0
      })
      return all
    }
    const start: Float64Array | null = known
    const outcome = await minimise(part.model, {
      ...options,
      // what the narrow model found is the wide one's to improve: its search ends where their bounds meet
      start: start ? Float64Array.from(part.kept, (column) => start[column] ?? 0) : undefined,
      seconds: left(),
      onSolution: (values, bound) => options.onSolution?.(expand(values), Math.min(bound, limit)),
      onProgress: (objective, bound) => options.onProgress?.(objective, Math.min(bound, limit)),
    })
    if (isLast && outcome.status === 'infeasible')
      return { ...outcome, status: 'optimal', objective: options.upper, bound: options.upper }
    const bound = Math.min(outcome.bound, limit)
    const open = outcome.objective - Math.max(ROUNDING, (options.gap ?? 0) * outcome.objective)
    const enough = outcome.values !== null && open <= bound
    const found = { ...outcome, bound, values: outcome.values && expand(outcome.values) }
    // a narrow model may have nothing to offer within the nodes it is given
    const isOver = outcome.status === 'stopped' && (outcome.values !== null || left() <= 0)
    if (isLast || isOver || enough || options.stop?.()) return found
    known = found.values ?? known
    // wide enough to close the gap asked for, had the wider model nothing better to offer
    width = outcome.values ? Math.max(1.2 * width, open - relaxed.objective + ROUNDING) : 2 * width
  }
}

/** The model without the whole-numbered columns refused, and without rows that then always hold. */
function partOf(model: LinearModel, keeps: (column: number) => boolean): Part {
  const { columns, rows } = model.size
  const { starts, indices, values } = model.matrix()
  const allowed = (column: number) =>
    !model.integral[column] || (model.lower[column] ?? 0) > 0 || keeps(column)
  const terms = Array.from({ length: rows }, (): [number, number][] => [])
  for (let column = 0; column < columns; column++)
    if (allowed(column))
      for (let k = starts[column] ?? 0; k < (starts[column + 1] ?? 0); k++)
        terms[indices[k] ?? 0]?.push([column, values[k] ?? 0])
  const used = new Uint8Array(columns)
  const binding = terms.map((row, r) => {
    const isBinding = !alwaysHolds(model, r, row)
    if (isBinding) for (const [column] of row) used[column] = 1
    return isBinding
  })
  const part = new LinearModel()
  const place = new Int32Array(columns)
  const kept: number[] = []
  for (let column = 0; column < columns; column++) {
    const isFree = used[column] === 0 && (model.cost[column] ?? 0) >= 0 && (model.lower[column] ?? 0) === 0
    if (isFree || !allowed(column)) continue
    place[column] = part.column(model.cost[column] ?? 0, model.upper[column], model.integral[column])
    part.lower[place[column] ?? 0] = model.lower[column] ?? 0
    kept.push(column)
  }
  terms.forEach((row, r) => {
    if (!binding[r]) return
    const own = row.map(([column, value]): [number, number] => [place[column] ?? 0, value])
    part.row(model.rowNames[r] ?? '', model.rowLower[r] ?? 0, model.rowUpper[r] ?? 0, own)
  })
  return { model: part, kept: Int32Array.from(kept) }
}

/** Whether a row holds whatever its columns' bounds allow. */
function alwaysHolds(model: LinearModel, row: number, terms: readonly [number, number][]): boolean {
  let least = 0
  let most = 0
  for (const [column, value] of terms) {
    const [low, high] = [model.lower[column] ?? 0, model.upper[column] ?? 0]
    least += value * (value > 0 ? low : high)
    most += value * (value > 0 ? high : low)
  }
  return least >= (model.rowLower[row] ?? 0) && most <= (model.rowUpper[row] ?? 0)
}
