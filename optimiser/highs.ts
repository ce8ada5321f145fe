// Runs a linear model in HiGHS (WebAssembly, one thread, blocking): proofs to a gap of zero, the same
// result for the same model and seed.
import loader, { type Highs, type ModelData } from 'highs'
import type { LinearModel } from './linear-model.ts'

export type Outcome = {
  status: 'optimal' | 'infeasible' | 'stopped'
  /** Values of the best solution's columns; null when none was found. */
  values: Float64Array | null
  objective: number
  /** Proven: no solution costs less. */
  bound: number
}

export type RunOptions = {
  seconds: number
  seed: number
  /** Relative gap at which the search may stop; 0 proves to the last point. */
  gap?: number | undefined
  /** Nodes of the search tree after which to stop: a limit that gives the same result on any machine. */
  nodes?: number | undefined
  /** A solution known already, from which the search begins. */
  start?: Float64Array | undefined
  /** Called with each better solution. */
  onSolution?: ((values: Float64Array, bound: number) => void) | undefined
  onProgress?: ((objective: number, bound: number) => void) | undefined
  stop?: (() => boolean) | undefined
}

// the package's declarations call its ES module CommonJS, so the default export needs naming here
const loadHighs = loader as unknown as () => Promise<Highs>

let loading: Promise<Highs> | undefined

export function solver(): Promise<Highs> {
  loading ??= loadHighs()
  return loading
}

export function dataOf(model: LinearModel, relaxed: boolean): ModelData {
  const { columns, rows } = model.size
  return {
    numCols: columns,
    numRows: rows,
    colCost: Float64Array.from(model.cost),
    colLower: Float64Array.from(model.lower),
    colUpper: Float64Array.from(model.upper),
    rowLower: Float64Array.from(model.rowLower),
    rowUpper: Float64Array.from(model.rowUpper),
    matrix: { format: 'csc', numRows: rows, numCols: columns, ...model.matrix() },
    ...(relaxed ? {} : { integrality: Int32Array.from(model.integral, Number) }),
  }
}

/** Minimises a model, to proven optimality or until the time is over. */
export async function minimise(model: LinearModel, options: RunOptions): Promise<Outcome> {
  if (model.size.columns === 0)
    return { status: 'optimal', values: new Float64Array(), objective: 0, bound: 0 }
  const highs = await solver()
  return highs.withModel(dataOf(model, false), (run): Outcome => {
    run.options.set({
      output_flag: false,
      time_limit: Math.max(0.05, options.seconds),
      random_seed: options.seed & 0x7fffffff,
      // proofs to the last point; the rest measured to halve the proof time on matching models
      mip_rel_gap: options.gap ?? 0,
      ...(options.nodes === undefined ? {} : { mip_max_nodes: options.nodes }),
      mip_heuristic_run_rins: false,
      mip_heuristic_run_rens: false,
      mip_lp_age_limit: 5,
    })
    if (options.start) run.setSolution({ colValue: options.start })
    const kind = highs.constants.callbackType
    run.run({
      [kind.mipImprovingSolution]: (event) => {
        const { mip_solution: values, mip_dual_bound: bound } = event.data
        if (values) options.onSolution?.(values, bound ?? 0)
      },
      [kind.mipLogging]: (event) => {
        const { mip_primal_bound: objective, mip_dual_bound: bound } = event.data
        options.onProgress?.(objective ?? Number.POSITIVE_INFINITY, bound ?? 0)
      },
      [kind.mipInterrupt]: (event) => {
        if (options.stop?.()) event.interrupt()
      },
    })
    const status = run.getModelStatus()
    const { modelStatus } = highs.constants
    if (status === modelStatus.infeasible)
      return {
        status: 'infeasible',
        values: null,
        objective: Number.POSITIVE_INFINITY,
        bound: Number.POSITIVE_INFINITY,
      }
    const objective = run.getObjectiveValue()
    const optimal = status === modelStatus.optimal
    const found = optimal || Number(run.info.get('primal_solution_status')) === 2
    return {
      status: optimal ? 'optimal' : 'stopped',
      values: found ? run.getSolution().colValue : null,
      objective: found ? objective : Number.POSITIVE_INFINITY,
      bound: Number(run.info.get('mip_dual_bound')),
    }
  })
}

/** Names of the rows of a smallest set that cannot hold together, by the model's linear relaxation. */
export async function smallestConflict(model: LinearModel): Promise<string[]> {
  const highs = await solver()
  return highs.withModel(dataOf(model, true), (run) => {
    // the default strategy returns an empty set; row priority keeps bounds out of the answer
    run.options.set({
      output_flag: false,
      iis_strategy: highs.constants.iis.strategyRowPriority,
      time_limit: 5,
    })
    run.run()
    if (run.getModelStatus() !== highs.constants.modelStatus.infeasible) return []
    return [...run.getIis().rowIndex].map((row) => model.rowNames[row] ?? '')
  })
}
