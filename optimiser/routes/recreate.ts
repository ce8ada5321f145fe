// Putting stops back (SISR, Christiaens and Vanden Berghe 2020): each where it costs least just now, in an
// order that changes from round to round, now and then blind to a place, so that rounds differ.
import type { Dice } from './dice.ts'
import type { Neighbours } from './neighbours.ts'
import type { Network } from './network.ts'
import { minutesAway } from './schedule.ts'
import { endNodeOf, insertAfter, startOf, type Tours } from './tours.ts'

export type Placement = { node: number; cost: number }

export type Recreation = {
  tours: Tours
  neighbours: Neighbours
  dice: Dice
  /** Vehicles that are alike share a kind; only the first idle one of each kind is tried. */
  kindOf: Int32Array
  kinds: number
  triedKind: Uint8Array
  /** Places to pass before the next one is overlooked. */
  untilBlink: number
  best: Placement
  keys: Float64Array
}

const BLINK = 0.01

/** Vehicles numbered by kind: same places, shift, capacity, limit and price. */
function vehicleKinds(network: Network): { kindOf: Int32Array; kinds: number } {
  const met = new Map<string, number>()
  const kindOf = Int32Array.from(network.vehicles, (vehicle) => {
    const key = JSON.stringify(Object.values(vehicle).map(String))
    if (!met.has(key)) met.set(key, met.size)
    return met.get(key) as number
  })
  return { kindOf, kinds: met.size }
}

function nextBlink(dice: Dice): number {
  return 1 + Math.floor(Math.log(1 - dice.next()) / Math.log(1 - BLINK))
}

/** Looks at one place: behind `u`, where it costs `extra`; kept if that is the cheapest so far and fits. */
function consider(at: Recreation, v: number, u: number, extra: number): void {
  const { tours, best } = at
  const { network, place, next, leave, latest } = tours
  const { places, time, windowAt, opens, closes } = network
  const w = next[u] as number
  const arrival = (leave[u] as number) + (time[(place[u] as number) * places + v] as number)
  let window = windowAt[v] as number
  const lastWindow = windowAt[v + 1] as number
  while (window < lastWindow && arrival > (closes[window] as number)) window++
  if (window === lastWindow) return
  const begin = Math.max(arrival, opens[window] as number)
  const onward = begin + (tours.service[v] as number) + (time[v * places + (place[w] as number)] as number)
  if (onward > (latest[w] as number)) return
  const k = tours.vehicle[u] as number
  const vehicle = network.vehicles[k] as Network['vehicles'][number]
  if ((tours.load[k] as number) + (tours.stopLoad[v] as number) > vehicle.capacity) return
  if (--at.untilBlink <= 0) {
    at.untilBlink = nextBlink(at.dice)
    return
  }
  if (vehicle.maxMinutes !== Number.POSITIVE_INFINITY && minutesWith(tours, v, u) > vehicle.maxMinutes) return
  best.cost = extra
  best.node = u
}

/** The same where the points are not known yet. */
function considerBehind(at: Recreation, v: number, u: number): void {
  const { network, place, next, leg } = at.tours
  const { places, cost } = network
  const onward = cost[v * places + (place[next[u] as number] as number)] as number
  const extra = (cost[(place[u] as number) * places + v] as number) + onward - (leg[u] as number)
  if (extra < at.best.cost) consider(at, v, u, extra)
}

/** Time away if v stood behind u. */
function minutesWith(tours: Tours, v: number, u: number): number {
  const k = tours.vehicle[u] as number
  const order: number[] = []
  if (u === startOf(tours, k)) order.push(v)
  for (
    let x = tours.next[startOf(tours, k)] as number;
    x < tours.network.stops;
    x = tours.next[x] as number
  ) {
    order.push(x)
    if (x === u) order.push(v)
  }
  return minutesAway(tours.network, k, order)
}

/** The cheapest place for a stop; `node` is -1 where none fits below `most` points. */
export function cheapestPlace(at: Recreation, v: number, most: number): Placement {
  const { tours, neighbours, best } = at
  const { vehicle, previous, next, place, leg, size, network } = tours
  const { cost, places } = network
  const { width, before, after, costFrom, costTo, into } = neighbours
  best.node = -1
  best.cost = most
  const row = v * width
  const own = v * places
  for (let i = row; i < row + width; i++) {
    const u = before[i] as number
    if ((vehicle[u] as number) >= 0) {
      const onward = cost[own + (place[next[u] as number] as number)] as number
      const extra = (costFrom[i] as number) + onward - (leg[u] as number)
      if (extra < best.cost) consider(at, v, u, extra)
    }
    const w = after[i] as number
    if ((vehicle[w] as number) >= 0) {
      const p = previous[w] as number
      const coming = into[own + (place[p] as number)] as number
      const extra = coming + (costTo[i] as number) - (leg[p] as number)
      if (extra < best.cost) consider(at, v, p, extra)
    }
  }
  considerIdle(at, v)
  if (neighbours.nearDepot[v])
    for (let k = 0; k < size.length; k++) {
      if (size[k] === 0) continue
      considerBehind(at, v, startOf(tours, k))
      considerBehind(at, v, previous[endNodeOf(tours, k)] as number)
    }
  return best
}

/** The cheapest idle vehicle for a stop, at any price; `node` is -1 where none can go. */
export function firstOfIdle(at: Recreation, v: number): Placement {
  at.best.node = -1
  at.best.cost = Number.POSITIVE_INFINITY
  considerIdle(at, v)
  return at.best
}

function considerIdle(at: Recreation, v: number): void {
  const { tours, kindOf, kinds, triedKind } = at
  triedKind.fill(0)
  let left = kinds
  for (let k = 0; k < tours.size.length && left > 0; k++) {
    const kind = kindOf[k] as number
    if (tours.size[k] !== 0 || triedKind[kind]) continue
    triedKind[kind] = 1
    left--
    considerBehind(at, v, startOf(tours, k))
  }
}

/** By which the stops to be put back are ordered. */
function keysFor(at: Recreation, list: Int32Array, count: number): void {
  const { tours, dice, keys } = at
  const { network } = tours
  const { places, cost, windowAt, opens, closes, stops } = network
  const roll = dice.next() * 19
  const road = (v: number) => cost[stops * places + v] as number
  for (let i = 0; i < count; i++) {
    const v = list[i] as number
    const open = opens[windowAt[v] as number] as number
    const close = closes[(windowAt[v + 1] as number) - 1] as number
    if (roll < 5) keys[v] = dice.next()
    else if (roll < 9) keys[v] = -(network.load[v] as number)
    else if (roll < 11) keys[v] = -road(v)
    else if (roll < 12) keys[v] = road(v)
    else if (roll < 14) keys[v] = close - open
    else if (roll < 15) keys[v] = open
    else if (roll < 16) keys[v] = -close
    else keys[v] = -(network.prize[v] as number)
  }
}

/**
 * Puts back the first `count` stops of the list, each where it costs least, if that costs less than leaving it
 * out, or no more than `generosity` above: a first stop far away never pays by itself, yet others follow it.
 */
export function recreate(at: Recreation, list: Int32Array, count: number, generosity: number): void {
  const { tours, keys } = at
  keysFor(at, list, count)
  for (let i = 1; i < count; i++) {
    const v = list[i] as number
    const key = keys[v] as number
    let j = i - 1
    while (j >= 0 && (keys[list[j] as number] as number) > key) {
      list[j + 1] = list[j] as number
      j--
    }
    list[j + 1] = v
  }
  for (let i = 0; i < count; i++) {
    const v = list[i] as number
    if ((tours.vehicle[v] as number) >= 0) continue
    const { node } = cheapestPlace(at, v, (tours.network.prize[v] as number) + generosity)
    if (node >= 0) insertAfter(tours, v, node)
  }
}

export function recreationOf(tours: Tours, neighbours: Neighbours, dice: Dice): Recreation {
  const kinds = vehicleKinds(tours.network)
  return {
    tours,
    neighbours,
    dice,
    ...kinds,
    triedKind: new Uint8Array(kinds.kinds),
    untilBlink: nextBlink(dice),
    best: { node: -1, cost: 0 },
    keys: new Float64Array(tours.network.stops),
  }
}
