// Exchanging the tails of two routes (2-opt*): what tearing out short strings cannot reach in long routes.
import type { Dice } from './dice.ts'
import type { Neighbours } from './neighbours.ts'
import type { Network } from './network.ts'
import { joinTails, type Tours } from './tours.ts'

export type Tails = { tours: Tours; neighbours: Neighbours; dice: Dice; kindOf: Int32Array }

/** How many of the stops worth going to next are tried. */
const NEAR = 12

/**
 * Tries to let a random stop go on to a near stop of another route, and that one's predecessor to what came
 * after it, if the cost rises by less than `most`. True when the tails were exchanged.
 */
export function exchangeTails({ tours, neighbours, dice, kindOf }: Tails, most: number): boolean {
  const { network, vehicle, next, previous, place, leg, leave, latest } = tours
  const { stops, places, cost, time, vehicles } = network
  const { width, after, costTo } = neighbours
  const u = dice.below(stops)
  const a = vehicle[u] as number
  if (a < 0 || width === 0) return false
  const i = u * width + dice.below(Math.min(NEAR, width))
  const w = after[i] as number
  const b = vehicle[w] as number
  // only vehicles that are alike can drive each other's way home
  if (b < 0 || b === a || kindOf[a] !== kindOf[b]) return false
  const x = next[u] as number
  const p = previous[w] as number
  // nobody is sent home empty: vehicles are saved by tearing out whole routes
  if (p >= stops && x >= stops) return false
  const across = (place[p] as number) * places + (place[x] as number)
  const extra = (costTo[i] as number) + (cost[across] as number) - (leg[u] as number) - (leg[p] as number)
  if (extra >= most) return false
  if ((leave[u] as number) + (time[u * places + w] as number) > (latest[w] as number)) return false
  if ((leave[p] as number) + (time[across] as number) > (latest[x] as number)) return false
  const limit = vehicles[a] as Network['vehicles'][number]
  if (limit.maxMinutes !== Number.POSITIVE_INFINITY) return false
  const ahead = loadUpTo(tours, u)
  const other = loadUpTo(tours, p)
  if (ahead + (tours.load[b] as number) - other > limit.capacity) return false
  if (other + (tours.load[a] as number) - ahead > limit.capacity) return false
  joinTails(tours, u, w)
  return true
}

/** Load of a route from its start up to a node. */
function loadUpTo({ previous, stopLoad, network }: Tours, node: number): number {
  let load = 0
  for (let v = node; v < network.stops; v = previous[v] as number) load += stopLoad[v] as number
  return load
}
