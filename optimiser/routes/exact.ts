// The cheapest route of one vehicle among a few stops, proven: dynamic programming over sets of visited stops
// and the last of them, keeping every way that may still turn out best (Held and Karp, with windows, prizes and
// the limit on time away).
import { beginAt, type Network } from './network.ts'
import { minutesAway } from './schedule.ts'

const EXACT_STOPS = 12

/** One way to have visited a set and to stand at its last stop. */
type Way = {
  cost: number
  /** Earliest leaving of the last stop. */
  leave: number
  /** Road and work so far without any waiting, and the latest departure that still works: for `maxMinutes`. */
  busy: number
  latest: number
  last: number
  before: Way | null
}

export type Proof = { sequence: number[]; cost: number }

/**
 * The cheapest route of the only vehicle, what is left out counted; null where this cannot prove it: several
 * windows a stop together with a limit on time away that binds.
 */
export function proveOne(network: Network): Proof | null {
  const [vehicle] = network.vehicles
  if (network.vehicles.length !== 1 || !vehicle || network.stops > EXACT_STOPS) return null
  const limited = vehicle.maxMinutes !== Number.POSITIVE_INFINITY
  const simple = network.windowAt[network.stops] === network.stops
  const exact = bestRoute(network, limited && simple)
  // without the limit the cheapest route is a lower bound; where it keeps the limit, it is the answer
  if (limited && !simple && minutesAway(network, 0, exact.sequence) > vehicle.maxMinutes) return null
  return exact
}

function bestRoute(network: Network, limited: boolean): Proof {
  const { stops, prize } = network
  const all = prize.reduce((sum, value) => sum + value, 0)
  let best: { cost: number; way: Way | null } = { cost: all, way: null }
  const ways: Way[][] = Array.from({ length: (1 << stops) * stops }, () => [])
  for (let v = 0; v < stops; v++) {
    const first = step(network, null, v)
    if (first) keep(ways[(1 << v) * stops + v] as Way[], first, limited)
  }
  for (let set = 1; set < 1 << stops; set++) {
    const lost = lostOutside(network, set)
    for (let v = 0; v < stops; v++)
      for (const way of ways[set * stops + v] as Way[]) {
        const home = comeHome(network, way, limited)
        if (home !== null && home + lost < best.cost) best = { cost: home + lost, way }
        for (let u = 0; u < stops; u++) {
          if (set & (1 << u)) continue
          const further = step(network, way, u)
          if (further) keep(ways[(set | (1 << u)) * stops + u] as Way[], further, limited)
        }
      }
  }
  const sequence: number[] = []
  for (let way = best.way; way; way = way.before) sequence.unshift(way.last)
  return { sequence, cost: best.cost }
}

function lostOutside({ stops, prize }: Network, set: number): number {
  let lost = 0
  for (let v = 0; v < stops; v++) if (!(set & (1 << v))) lost += prize[v] as number
  return lost
}

function loadOf(network: Network, way: Way | null): number {
  return way ? (network.load[way.last] as number) + loadOf(network, way.before) : 0
}

/** On to stop v; null when that is too late or too much. */
function step(network: Network, way: Way | null, v: number): Way | null {
  const [vehicle] = network.vehicles
  if (!vehicle) return null
  const { places, cost, time, service, load } = network
  const from = (way ? way.last : vehicle.start) * places + v
  const road = time[from] as number
  const begin = beginAt(network, v, (way ? way.leave : vehicle.from) + road)
  if (begin === Number.POSITIVE_INFINITY) return null
  if (loadOf(network, way) + (load[v] as number) > vehicle.capacity) return null
  const busy = (way?.busy ?? 0) + road
  const close = network.closes[(network.windowAt[v + 1] as number) - 1] as number
  return {
    cost: (way ? way.cost : vehicle.fixed) + (cost[from] as number),
    leave: begin + (service[v] as number),
    busy: busy + (service[v] as number),
    // leaving at d without waiting means beginning here at d + busy
    latest: Math.min(way?.latest ?? Number.POSITIVE_INFINITY, close - busy),
    last: v,
    before: way,
  }
}

/** Points of the whole route when it ends here; null when the vehicle would be home too late. */
function comeHome(network: Network, way: Way, limited: boolean): number | null {
  const [vehicle] = network.vehicles
  if (!vehicle) return null
  const leg = way.last * network.places + vehicle.end
  const road = network.time[leg] as number
  const back = way.leave + road
  if (back > vehicle.to) return null
  // a later departure shortens the waiting until it would come too late somewhere
  if (limited && Math.max(back - way.latest, way.busy + road) > vehicle.maxMinutes) return null
  return way.cost + (network.cost[leg] as number)
}

function beats(a: Way, b: Way, limited: boolean): boolean {
  if (a.cost > b.cost || a.leave > b.leave) return false
  return !limited || (a.busy <= b.busy && a.latest >= b.latest)
}

/** Adds a way unless another is at least as good in everything, and drops those it beats. */
function keep(ways: Way[], way: Way, limited: boolean): void {
  for (const other of ways) if (beats(other, way, limited)) return
  let kept = 0
  for (const other of ways) if (!beats(way, other, limited)) ways[kept++] = other
  ways.length = kept
  ways.push(way)
}
