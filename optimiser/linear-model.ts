// A linear model under construction: columns with costs and bounds, rows with a name, coefficients as
// triplets; turned into the sparse columns that the solver takes.

export type Column = number

export class LinearModel {
  readonly cost: number[] = []
  readonly lower: number[] = []
  readonly upper: number[] = []
  readonly integral: boolean[] = []
  readonly rowLower: number[] = []
  readonly rowUpper: number[] = []
  readonly rowNames: string[] = []
  readonly #rows: number[] = []
  readonly #columns: number[] = []
  readonly #values: number[] = []

  /** A column between `lower` and `upper`, whole-numbered unless `integral` is false. */
  column(cost: number, upper = 1, integral = true): Column {
    this.cost.push(cost)
    this.lower.push(0)
    this.upper.push(upper)
    this.integral.push(integral)
    return this.cost.length - 1
  }

  /** A row low ≤ Σ value·column ≤ high; rows without coefficients are dropped unless they cannot hold. */
  row(name: string, low: number, high: number, terms: readonly (readonly [Column, number])[]): void {
    if (terms.length === 0 && low <= 0 && high >= 0) return
    const row = this.rowNames.push(name) - 1
    this.rowLower.push(low)
    this.rowUpper.push(high)
    const sums = new Map<Column, number>()
    for (const [column, value] of terms) sums.set(column, (sums.get(column) ?? 0) + value)
    for (const [column, value] of sums) {
      this.#rows.push(row)
      this.#columns.push(column)
      this.#values.push(value)
    }
  }

  get size(): { columns: number; rows: number; coefficients: number } {
    return { columns: this.cost.length, rows: this.rowNames.length, coefficients: this.#rows.length }
  }

  /** Compressed sparse columns. */
  matrix(): { starts: Int32Array; indices: Int32Array; values: Float64Array } {
    const starts = new Int32Array(this.cost.length + 1)
    for (const column of this.#columns) starts[column + 1] = (starts[column + 1] ?? 0) + 1
    for (let j = 0; j < this.cost.length; j++) starts[j + 1] = (starts[j + 1] ?? 0) + (starts[j] ?? 0)
    const next = starts.slice()
    const indices = new Int32Array(this.#rows.length)
    const values = new Float64Array(this.#rows.length)
    this.#columns.forEach((column, k) => {
      const place = next[column] ?? 0
      next[column] = place + 1
      indices[place] = this.#rows[k] ?? 0
      values[place] = this.#values[k] ?? 0
    })
    return { starts, indices, values }
  }
}
