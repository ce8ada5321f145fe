// A network under construction: nodes by number, arcs one after another, then the typed arrays of the solver.
import type { Network } from './network-simplex.ts'

export class NetworkBuilder {
  #nodes = 0
  readonly #tail: number[] = []
  readonly #head: number[] = []
  readonly #capacity: number[] = []
  readonly #cost: number[] = []

  node(): number {
    return this.#nodes++
  }

  /** An arc's number; `capacity` may be infinite. */
  arc(tail: number, head: number, capacity: number, cost: number): number {
    this.#tail.push(tail)
    this.#head.push(head)
    this.#capacity.push(capacity)
    return this.#cost.push(cost) - 1
  }

  /** Everything flows from `source` to `sink`. */
  build(source: number, sink: number, amount: number): Network {
    const supply = new Float64Array(this.#nodes)
    supply[source] = amount
    supply[sink] = -amount
    return {
      nodes: this.#nodes,
      tail: Int32Array.from(this.#tail),
      head: Int32Array.from(this.#head),
      capacity: Float64Array.from(this.#capacity),
      cost: Float64Array.from(this.#cost),
      supply,
    }
  }
}
