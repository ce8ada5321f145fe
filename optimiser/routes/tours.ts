// The routes of a search as linked lists with two clocks: the earliest leaving of every stop and the latest
// beginning that keeps the rest of the day possible. With both, one insertion is judged in constant time.
// Changes of a round are remembered route by route, so that a refused round is undone.
import { beginAt, latestBegin, type Network } from './network.ts'
import { minutesAway } from './schedule.ts'

export type Tours = {
  network: Network
  /** Nodes: the stops, then for vehicle k its start (stops + 2k) and its end (stops + 2k + 1). */
  place: Int32Array
  next: Int32Array
  previous: Int32Array
  /** Vehicle of a stop; -1 when it is left out. */
  vehicle: Int32Array
  /** Points of the leg from a node to the next; of an idle vehicle's start: what its setting out saves (−fixed). */
  leg: Float64Array
  leave: Float64Array
  latest: Float64Array
  load: Float64Array
  size: Int32Array
  service: Float64Array
  stopLoad: Float64Array
  /** Points of road, vehicles and stops left out. */
  cost: number
  absent: Int32Array
  absentAt: Int32Array
  absentCount: number
  /** What `undo` puts back. */
  saved: Int32Array
  savedTo: number
  touched: Int32Array
  touchedCount: number
  isTouched: Uint8Array
  savedCost: number
}

export const startOf = (tours: Tours, k: number): number => tours.network.stops + 2 * k
export const endNodeOf = (tours: Tours, k: number): number => tours.network.stops + 2 * k + 1

/** No vehicle on the road, every stop left out. */
export function emptyTours(network: Network): Tours {
  const { stops, vehicles } = network
  const nodes = stops + 2 * vehicles.length
  const padded = (values: Float64Array) => {
    const all = new Float64Array(nodes)
    all.set(values)
    return all
  }
  const tours: Tours = {
    network,
    place: Int32Array.from({ length: nodes }, (_, v) => v),
    next: new Int32Array(nodes).fill(-1),
    previous: new Int32Array(nodes).fill(-1),
    vehicle: new Int32Array(nodes).fill(-1),
    leg: new Float64Array(nodes),
    leave: new Float64Array(nodes),
    latest: new Float64Array(nodes),
    load: new Float64Array(vehicles.length),
    size: new Int32Array(vehicles.length),
    service: padded(network.service),
    stopLoad: padded(network.load),
    cost: network.prize.reduce((sum, prize) => sum + prize, 0),
    absent: Int32Array.from({ length: stops }, (_, v) => v),
    absentAt: Int32Array.from({ length: stops }, (_, v) => v),
    absentCount: stops,
    saved: new Int32Array(stops + vehicles.length),
    savedTo: 0,
    touched: new Int32Array(vehicles.length),
    touchedCount: 0,
    isTouched: new Uint8Array(vehicles.length),
    savedCost: 0,
  }
  vehicles.forEach((vehicle, k) => {
    const start = startOf(tours, k)
    tours.place[start] = vehicle.start
    tours.place[start + 1] = vehicle.end
    tours.vehicle[start] = k
    tours.vehicle[start + 1] = k
    link(tours, start, start + 1)
    // a vehicle that stays at home drives nothing, also where its day would end elsewhere
    tours.leg[start] = -vehicle.fixed
    tours.leave[start] = vehicle.from
    tours.latest[start + 1] = vehicle.to
    goBackward(tours, start)
  })
  return tours
}

function link(tours: Tours, from: number, to: number): void {
  const { network, place } = tours
  tours.next[from] = to
  tours.previous[to] = from
  tours.leg[from] = network.cost[(place[from] as number) * network.places + (place[to] as number)] as number
}

/** Earliest times from a node on, as far as they change; false when the day is no longer possible. */
function goForward(tours: Tours, from: number): boolean {
  const { network, place, next, previous, leave, service, latest } = tours
  const { time, places, stops, windowAt, opens, closes } = network
  let before = previous[from] as number
  let x = from
  while (x < stops) {
    const arrival =
      (leave[before] as number) + (time[(place[before] as number) * places + (place[x] as number)] as number)
    const w = windowAt[x] as number
    const begin =
      arrival <= (closes[w] as number) ? Math.max(arrival, opens[w] as number) : beginAt(network, x, arrival)
    if (begin === Number.POSITIVE_INFINITY) return false
    const done = begin + (service[x] as number)
    if (done === leave[x] && x !== from) return true
    leave[x] = done
    before = x
    x = next[x] as number
  }
  const home =
    (leave[before] as number) + (time[(place[before] as number) * places + (place[x] as number)] as number)
  leave[x] = home
  return home <= (latest[x] as number)
}

/** Latest times from a node back to the start, as far as they change. */
function goBackward(tours: Tours, from: number): void {
  const { network, place, next, previous, latest, service } = tours
  const { time, places, stops, windowAt, opens, closes } = network
  let x = from
  let after = next[x] as number
  while (x < stops) {
    const limit =
      (latest[after] as number) -
      (time[(place[x] as number) * places + (place[after] as number)] as number) -
      (service[x] as number)
    const w = windowAt[x] as number
    const single = (windowAt[x + 1] as number) - w === 1
    const begin =
      single && limit >= (opens[w] as number)
        ? Math.min(limit, closes[w] as number)
        : latestBegin(network, x, limit)
    if (begin === latest[x] && x !== from) return
    latest[x] = begin
    after = x
    x = previous[x] as number
  }
  latest[x] =
    (latest[after] as number) - (time[(place[x] as number) * places + (place[after] as number)] as number)
}

/** Both clocks of a route after its links changed around `at` (a stop or the end). */
function windClocks(tours: Tours, at: number): boolean {
  const possible = goForward(tours, at)
  const back = at < tours.network.stops ? at : (tours.previous[at] as number)
  goBackward(tours, back)
  return possible
}

/** Remembers a route before its first change of the round. */
function touch(tours: Tours, k: number): void {
  if (tours.isTouched[k]) return
  tours.isTouched[k] = 1
  tours.touched[tours.touchedCount++] = k
  let x = tours.next[startOf(tours, k)] as number
  const end = endNodeOf(tours, k)
  while (x !== end) {
    tours.saved[tours.savedTo++] = x
    x = tours.next[x] as number
  }
  tours.saved[tours.savedTo++] = -1
}

/** Begins a round: what follows can be undone. */
export function mark(tours: Tours): void {
  for (let i = 0; i < tours.touchedCount; i++) tours.isTouched[tours.touched[i] as number] = 0
  tours.touchedCount = 0
  tours.savedTo = 0
  tours.savedCost = tours.cost
}

function setAbsent(tours: Tours, v: number): void {
  tours.vehicle[v] = -1
  tours.absentAt[v] = tours.absentCount
  tours.absent[tours.absentCount++] = v
}

function setPresent(tours: Tours, v: number, k: number): void {
  tours.vehicle[v] = k
  const hole = tours.absentAt[v] as number
  const last = tours.absent[--tours.absentCount] as number
  tours.absent[hole] = last
  tours.absentAt[last] = hole
}

/** Puts a stop that was left out behind a node of a route; the caller has seen that it fits. */
export function insertAfter(tours: Tours, v: number, before: number): void {
  const k = tours.vehicle[before] as number
  touch(tours, k)
  const after = tours.next[before] as number
  tours.cost -= (tours.leg[before] as number) + (tours.network.prize[v] as number)
  link(tours, before, v)
  link(tours, v, after)
  tours.cost += (tours.leg[before] as number) + (tours.leg[v] as number)
  setPresent(tours, v, k)
  tours.size[k] = (tours.size[k] as number) + 1
  tours.load[k] = (tours.load[k] as number) + (tours.stopLoad[v] as number)
  windClocks(tours, v)
}

/** Takes `count` stops from `first` on out of their route; their clocks are wound by `closeGap`. */
export function takeOut(tours: Tours, first: number, count: number): number {
  const k = tours.vehicle[first] as number
  touch(tours, k)
  const before = tours.previous[first] as number
  let x = first
  tours.cost -= tours.leg[before] as number
  for (let i = 0; i < count; i++) {
    tours.cost += (tours.network.prize[x] as number) - (tours.leg[x] as number)
    tours.load[k] = (tours.load[k] as number) - (tours.stopLoad[x] as number)
    setAbsent(tours, x)
    x = tours.next[x] as number
  }
  link(tours, before, x)
  tours.size[k] = (tours.size[k] as number) - count
  if (tours.size[k] === 0) goIdle(tours, k)
  tours.cost += tours.leg[before] as number
  return x
}

function goIdle(tours: Tours, k: number): void {
  tours.load[k] = 0
  tours.leg[startOf(tours, k)] = -(tours.network.vehicles[k] as Network['vehicles'][number]).fixed
}

/** Winds the clocks after `takeOut`; false when the shorter way takes longer and the day breaks. */
export function closeGap(tours: Tours, after: number): boolean {
  if (!windClocks(tours, after)) return false
  const k = tours.vehicle[after] as number
  const { maxMinutes } = tours.network.vehicles[k] as Network['vehicles'][number]
  if (maxMinutes === Number.POSITIVE_INFINITY || tours.size[k] === 0) return true
  return minutesAway(tours.network, k, sequenceOf(tours, k)) <= maxMinutes
}

/** Puts back every route that changed since `mark`. */
export function undo(tours: Tours): void {
  const { network, next, touched, touchedCount, saved } = tours
  for (let i = 0; i < touchedCount; i++) {
    const k = touched[i] as number
    const end = endNodeOf(tours, k)
    for (let x = next[startOf(tours, k)] as number; x !== end; x = next[x] as number) setAbsent(tours, x)
  }
  let at = 0
  for (let i = 0; i < touchedCount; i++) {
    const k = touched[i] as number
    let before = startOf(tours, k)
    let load = 0
    let size = 0
    for (let v = saved[at++] as number; v >= 0; v = saved[at++] as number) {
      link(tours, before, v)
      setPresent(tours, v, k)
      load += network.load[v] as number
      size++
      before = v
    }
    link(tours, before, endNodeOf(tours, k))
    tours.load[k] = load
    tours.size[k] = size
    if (size === 0) goIdle(tours, k)
    rewind(tours, k)
  }
  tours.cost = tours.savedCost
}

/**
 * Lets stop u go on to stop w of another route, and w's predecessor to what came after u; the caller has seen
 * that both fit. Not to be undone.
 */
export function joinTails(tours: Tours, u: number, w: number): void {
  const { next, previous, vehicle, leg } = tours
  const a = vehicle[u] as number
  const b = vehicle[w] as number
  const x = next[u] as number
  const p = previous[w] as number
  tours.cost -= (leg[u] as number) + (leg[p] as number)
  const lastOfB = previous[endNodeOf(tours, b)] as number
  const lastOfA = previous[endNodeOf(tours, a)] as number
  link(tours, u, w)
  link(tours, lastOfB, endNodeOf(tours, a))
  if (x < tours.network.stops) {
    link(tours, p, x)
    link(tours, lastOfA, endNodeOf(tours, b))
  } else link(tours, p, endNodeOf(tours, b))
  tours.cost += (leg[u] as number) + (leg[p] as number)
  for (const k of [a, b]) {
    count(tours, k)
    rewind(tours, k)
  }
}

/** Size, load and vehicle of the stops of a route, from its links. */
function count(tours: Tours, k: number): void {
  let load = 0
  let size = 0
  const end = endNodeOf(tours, k)
  for (let x = tours.next[startOf(tours, k)] as number; x !== end; x = tours.next[x] as number) {
    tours.vehicle[x] = k
    load += tours.stopLoad[x] as number
    size++
  }
  tours.load[k] = load
  tours.size[k] = size
}

/** Winds both clocks of a whole route. */
function rewind(tours: Tours, k: number): void {
  const { network, leave, latest, next, previous } = tours
  const first = next[startOf(tours, k)] as number
  const last = previous[endNodeOf(tours, k)] as number
  // times that fit nowhere keep the winding from stopping half way
  for (let x = first; x < network.stops; x = next[x] as number) {
    leave[x] = Number.NaN
    latest[x] = Number.NaN
  }
  goForward(tours, first)
  goBackward(tours, last)
}

/** The stops of a vehicle in order. */
function sequenceOf(tours: Tours, k: number): number[] {
  const found: number[] = []
  const end = endNodeOf(tours, k)
  for (let x = tours.next[startOf(tours, k)] as number; x !== end; x = tours.next[x] as number) found.push(x)
  return found
}

/** The stops of every vehicle in order. */
export function sequences(tours: Tours): number[][] {
  return tours.network.vehicles.map((_, k) => sequenceOf(tours, k))
}
