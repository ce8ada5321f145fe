// The minimum-cost flow of or-tools-wasm on a network read as JSON from standard input, in a process of its
// own; prints its cost and cpu seconds. The package is installed by hand (docs/bench-planner.md).
import { text } from 'node:stream/consumers'

type Flow = {
  addArcsWithCapacityAndUnitCost(tails: number[], heads: number[], most: number[], costs: number[]): unknown
  setNodesSupplies(nodes: number[], supplies: number[]): void
  solve(): Promise<number>
  optimalCost(): number
}
type Task = { tail: number[]; head: number[]; capacity: number[]; cost: number[]; supply: number[] }

// a name in a variable: the type checker must not look for a package that is usually not there
const NAME = 'or-tools-wasm/network-flow'
const { SimpleMinCostFlow } = (await import(NAME)) as { SimpleMinCostFlow: new () => Flow }
const task = JSON.parse(await text(process.stdin)) as Task

async function run(): Promise<{ cost: number; cpu: number }> {
  const before = process.cpuUsage()
  const flow = new SimpleMinCostFlow()
  flow.addArcsWithCapacityAndUnitCost(task.tail, task.head, task.capacity, task.cost)
  flow.setNodesSupplies([...task.supply.keys()], task.supply)
  await flow.solve()
  const cost = flow.optimalCost()
  const { user, system } = process.cpuUsage(before)
  return { cost, cpu: (user + system) / 1e6 }
}

const cold = await run()
const warm = [await run(), await run(), await run()]
console.log(
  JSON.stringify({ cost: cold.cost, cold: cold.cpu, warm: Math.min(...warm.map(({ cpu }) => cpu)) }),
)
process.exit(0)
