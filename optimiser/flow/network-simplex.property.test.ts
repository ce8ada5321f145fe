// The flow core against HiGHS: on random networks both find the same cost, and the duals prove it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minimise } from '../highs.ts'
import { LinearModel } from '../linear-model.ts'
import { minimumCostFlow, type Network } from './network-simplex.ts'

type Arc = [tail: number, head: number, capacity: number, cost: number]

const randomNetwork = fc.integer({ min: 2, max: 9 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    arcs: fc.array(
      fc.tuple(
        fc.nat(nodes - 1),
        fc.nat(nodes - 1),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: -20, max: 90 }),
      ),
      { minLength: 1, maxLength: 30 },
    ),
    moved: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.nat(4)), { maxLength: 4 }),
  }),
)

function networkOf(nodes: number, arcs: readonly Arc[], moved: readonly [number, number, number][]): Network {
  const supply = new Float64Array(nodes)
  for (const [from, to, amount] of moved) {
    supply[from] = (supply[from] ?? 0) + amount
    supply[to] = (supply[to] ?? 0) - amount
  }
  return {
    nodes,
    tail: Int32Array.from(arcs, (arc) => arc[0]),
    head: Int32Array.from(arcs, (arc) => arc[1]),
    capacity: Float64Array.from(arcs, (arc) => arc[2]),
    cost: Float64Array.from(arcs, (arc) => arc[3] / 4),
    supply,
  }
}

async function byHighs({ nodes, tail, head, capacity, cost, supply }: Network) {
  const model = new LinearModel()
  const rows = Array.from({ length: nodes }, (): [number, number][] => [])
  for (let arc = 0; arc < tail.length; arc++) {
    const column = model.column(cost[arc] ?? 0, capacity[arc], false)
    rows[tail[arc] ?? 0]?.push([column, 1])
    rows[head[arc] ?? 0]?.push([column, -1])
  }
  for (const [node, row] of rows.entries()) model.row('node', supply[node] ?? 0, supply[node] ?? 0, row)
  return minimise(model, { seconds: 5, seed: 1 })
}

describe('the cheapest flow', () => {
  it('costs what HiGHS says, in whole flows, and its duals prove it', async () => {
    await fc.assert(
      fc.asyncProperty(randomNetwork, async ({ nodes, arcs, moved }) => {
        const network = networkOf(nodes, arcs as Arc[], moved as [number, number, number][])
        const found = minimumCostFlow(network)
        const expected = await byHighs(network)
        expect(found.feasible).toBe(expected.status === 'optimal')
        if (!found.feasible) return
        expect(found.cost).toBeCloseTo(expected.objective, 6)
        const balance = new Float64Array(nodes)
        found.flow.forEach((flow, arc) => {
          const [tail, head, capacity, cost] = arcs[arc] as Arc
          expect(Number.isInteger(flow) && flow >= 0 && flow <= capacity).toBe(true)
          balance[tail] = (balance[tail] ?? 0) + flow
          balance[head] = (balance[head] ?? 0) - flow
          const reduced = cost / 4 + (found.potential[tail] ?? 0) - (found.potential[head] ?? 0)
          if (flow < capacity) expect(reduced).toBeGreaterThan(-1e-6)
          if (flow > 0) expect(reduced).toBeLessThan(1e-6)
        })
        expect([...balance]).toEqual([...network.supply])
      }),
      { numRuns: 400, seed: 20240407 },
    )
  })

  it('of a ring without limit that pays has no cost, and says so', () => {
    const endless = networkOf(
      2,
      [
        [0, 1, 1, 0],
        [0, 1, 1, -9],
        [1, 0, 1, 0],
      ],
      [],
    )
    endless.capacity.fill(Number.POSITIVE_INFINITY)
    expect(() => minimumCostFlow(endless)).toThrow('no cheapest cost')
  })
})
