// Who is worth standing beside whom: for every stop the best stops to come from and to go to, by the road and
// by the waiting that their windows force; long routes are searched only there.
import { beginAt, type Network } from './network.ts'

export type Neighbours = {
  /** Rows of `width`: stops to come from, best first. */
  before: Int32Array
  /** Rows of `width`: stops to go to, best first. */
  after: Int32Array
  width: number
  /** Points of the legs that `before` and `after` name. */
  costFrom: Float64Array
  costTo: Float64Array
  /** The cost matrix by its end: into[to * places + from]; the matrix itself where both ways cost the same. */
  into: Float64Array
  /** 1 where a vehicle's start or end is as near as the neighbours are. */
  nearDepot: Uint8Array
  /** Rows of `reach`: stops by road, nearest first, the stop itself leading; for tearing out. */
  around: Int32Array
  reach: number
}

/** A minute of forced waiting, measured in minutes of road. */
const WAITING = 0.2
const NEVER = 1e12

/** Points of going from u to v, waiting counted; very much where the windows never allow it. */
function pull(network: Network, u: number, v: number): number {
  const { places, time, cost, service, windowAt, opens, closes } = network
  const road = time[u * places + v] as number
  const earliest = (opens[windowAt[u] as number] as number) + (service[u] as number) + road
  if (beginAt(network, v, earliest) === Number.POSITIVE_INFINITY) return NEVER + earliest
  const latest = (closes[(windowAt[u + 1] as number) - 1] as number) + (service[u] as number) + road
  const wait = latest === Number.POSITIVE_INFINITY ? 0 : beginAt(network, v, latest) - latest
  const waiting = Number.isFinite(wait) ? Math.max(0, wait) : 0
  const share = road > 0 ? (cost[u * places + v] as number) / road : 1
  return (cost[u * places + v] as number) + WAITING * waiting * (share || 1)
}

/** The `width` best of all stops but one, best first; the many others are not sorted. */
function rank(count: number, width: number, skip: number, value: (u: number) => number): number[] {
  const values = new Float64Array(count)
  for (let u = 0; u < count; u++) values[u] = u === skip ? Number.POSITIVE_INFINITY : value(u)
  const last = values.slice().sort()[width - 1] ?? Number.NEGATIVE_INFINITY
  const list: number[] = []
  for (let u = 0; u < count; u++) if (u !== skip && (values[u] as number) <= last) list.push(u)
  list.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b)
  return list.slice(0, width)
}

function turned({ cost, places }: Network): Float64Array {
  const into = new Float64Array(cost.length)
  let same = true
  for (let i = 0; i < places; i++)
    for (let j = 0; j < places; j++) {
      const value = cost[j * places + i] as number
      into[i * places + j] = value
      if (value !== cost[i * places + j]) same = false
    }
  return same ? cost : into
}

export function neighboursOf(network: Network, most = 40, mostReach = 120): Neighbours {
  const { stops, places, cost } = network
  const width = Math.max(0, Math.min(most, stops - 1))
  const reach = Math.max(1, Math.min(mostReach, stops))
  const before = new Int32Array(stops * width)
  const costFrom = new Float64Array(stops * width)
  const costTo = new Float64Array(stops * width)
  const after = new Int32Array(stops * width)
  const around = new Int32Array(stops * reach)
  const nearDepot = new Uint8Array(stops)
  for (let v = 0; v < stops; v++) {
    const from = rank(stops, width, v, (u) => pull(network, u, v))
    before.set(from, v * width)
    const to = rank(stops, width, v, (u) => pull(network, v, u))
    after.set(to, v * width)
    const both = (u: number) => (cost[u * places + v] as number) + (cost[v * places + u] as number)
    from.forEach((u, i) => {
      costFrom[v * width + i] = cost[u * places + v] as number
    })
    to.forEach((u, i) => {
      costTo[v * width + i] = cost[v * places + u] as number
    })
    around[v * reach] = v
    around.set(rank(stops, reach - 1, v, both), v * reach + 1)
    const farthest = Math.max(both(from.at(-1) ?? v), both(to.at(-1) ?? v))
    const near = network.vehicles.some(
      ({ start, end }) => width >= stops - 1 || both(start) <= farthest || both(end) <= farthest,
    )
    nearDepot[v] = near ? 1 : 0
  }
  return { before, after, width, costFrom, costTo, into: turned(network), nearDepot, around, reach }
}
