// The cheapest one-to-one assignment of rows to columns (Kuhn and Munkres), exact, for small tables.

/**
 * For each row the column it gets, every column at most once; `cost[row][column]` finite. There must be at
 * least as many columns as rows. Equal costs go to the lower column, so that the answer never depends on chance.
 */
export function cheapestAssignment(cost: readonly (readonly number[])[]): number[] {
  const rows = cost.length
  const columns = cost[0]?.length ?? 0
  if (rows > columns) throw new RangeError(`${rows} rows do not fit ${columns} columns`)
  const rowPrice = new Float64Array(rows + 1)
  const columnPrice = new Float64Array(columns + 1)
  // owner[0] is the row being placed; columns and rows count from 1
  const owner = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    owner[0] = row
    place(cost, { rowPrice, columnPrice, owner })
  }
  const taken = new Array<number>(rows).fill(-1)
  for (let column = 1; column <= columns; column++) {
    const row = owner[column] ?? 0
    if (row > 0) taken[row - 1] = column - 1
  }
  return taken
}

type Prices = { rowPrice: Float64Array; columnPrice: Float64Array; owner: Int32Array }

/** Finds the cheapest alternating path from the row at owner[0] to a free column, and turns it over. */
function place(cost: readonly (readonly number[])[], { rowPrice, columnPrice, owner }: Prices): void {
  const size = columnPrice.length
  const slack = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(size)
  const seen = new Uint8Array(size)
  let here = 0
  do {
    seen[here] = 1
    const row = owner[here] ?? 0
    let least = Number.POSITIVE_INFINITY
    let next = 0
    for (let column = 1; column < size; column++) {
      if (seen[column]) continue
      const reduced =
        (cost[row - 1]?.[column - 1] ?? Number.POSITIVE_INFINITY) -
        (rowPrice[row] ?? 0) -
        (columnPrice[column] ?? 0)
      if (reduced < (slack[column] ?? 0)) {
        slack[column] = reduced
        before[column] = here
      }
      if ((slack[column] ?? 0) < least) [least, next] = [slack[column] ?? 0, column]
    }
    for (let column = 0; column < size; column++)
      if (seen[column]) {
        const owned = owner[column] ?? 0
        rowPrice[owned] = (rowPrice[owned] ?? 0) + least
        columnPrice[column] = (columnPrice[column] ?? 0) - least
      } else slack[column] = (slack[column] ?? 0) - least
    here = next
  } while (owner[here] !== 0)
  while (here !== 0) {
    const back = before[here] ?? 0
    owner[here] = owner[back] ?? 0
    here = back
  }
}
