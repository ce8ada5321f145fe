// The route search: tear out, put back, keep what is better or only a little worse, less and less so
// (simulated annealing). Its end is a number of rounds, so that the same seed gives the same routes.
import { type Dice, diceOf } from './dice.ts'
import { neighboursOf } from './neighbours.ts'
import type { Network } from './network.ts'
import { cheapestPlace, firstOfIdle, type Recreation, recreate, recreationOf } from './recreate.ts'
import { type Ruin, tearAround } from './ruin.ts'
import { exchangeTails, type Tails } from './tails.ts'
import { emptyTours, insertAfter, mark, sequences, type Tours, undo } from './tours.ts'

export type SearchOptions = {
  seed: number
  iterations: number
  seconds: number
  tuning?: Partial<Tuning>
}

/** Measured on public instances (optimiser/bench/routes.ts); nothing here changes what routes mean. */
export type Tuning = {
  /** First and last heat, in mean legs of the first routes. */
  hot: number
  cold: number
  /** Share of rounds that put back stops above their price, and how far, in heats. */
  generous: number
  generosity: number
  /** Share of rounds around a stop left out that force it in; and share of these with a vehicle of its own. */
  forced: number
  alone: number
  /** Stops left out that are tried again beside those just torn out; and beside one with its own vehicle. */
  again: number
  company: number
  /** Exchanges of tails tried in a round, for each stop of a middling route. */
  tails: number
}

const TUNED: Tuning = {
  hot: 1,
  cold: 0.01,
  generous: 0.3,
  generosity: 1,
  forced: 0.5,
  alone: 0.1,
  again: 10,
  company: 80,
  tails: 0.25,
}

export type Found = { sequences: number[][]; cost: number; iterations: number; timeLimit: boolean }

type Search = {
  tours: Tours
  ruin: Ruin
  recreation: Recreation
  dice: Dice
  list: Int32Array
  /** The round in which a stop was put on the list as torn out. */
  listed: Int32Array
  tuning: Tuning
}

function searchOf(network: Network, { seed, tuning }: SearchOptions): Search {
  const dice = diceOf(seed)
  const neighbours = neighboursOf(network)
  const tours = emptyTours(network)
  return {
    tours,
    dice,
    recreation: recreationOf(tours, neighbours, dice),
    ruin: {
      tours,
      neighbours,
      dice,
      average: 10,
      longest: 10,
      tornIn: new Int32Array(network.vehicles.length),
      round: 0,
    },
    list: new Int32Array(network.stops),
    listed: new Int32Array(network.stops),
    tuning: { ...TUNED, ...tuning },
  }
}

/** Routes for a network: the cheapest met. */
export function searchRoutes(network: Network, options: SearchOptions): Found {
  const started = performance.now()
  const search = searchOf(network, options)
  const { tours, dice, recreation, list, tuning } = search
  const tails: Tails = { tours, dice, neighbours: search.ruin.neighbours, kindOf: recreation.kindOf }
  const best = { cost: tours.cost, next: tours.next.slice() }
  const remember = () => {
    if (tours.cost > best.cost - 1e-7) return
    best.cost = tours.cost
    best.next.set(tours.next)
  }
  // first everybody goes wherever it fits, at any price: what does not pay is dropped while it is hot
  list.set(tours.absent)
  recreate(recreation, list, network.stops, Number.POSITIVE_INFINITY)
  remember()
  const leg = meanLeg(tours)
  const used = tours.size.filter((size) => size > 0).length
  const exchanges = Math.round((tuning.tails * (network.stops - tours.absentCount)) / Math.max(1, used))
  let current = tours.cost
  let heat = tuning.hot * leg
  let done = 0
  let timeLimit = false
  for (; done < options.iterations; done++) {
    if ((done & 127) === 0) {
      timeLimit = performance.now() - started > options.seconds * 1000
      if (timeLimit) break
      heat = leg * tuning.hot * (tuning.cold / tuning.hot) ** (done / options.iterations)
    }
    mark(tours)
    const possible = changeRoutes(search, heat)
    if (possible && tours.cost < current - heat * Math.log(1 - dice.next())) {
      current = tours.cost
      remember()
    } else undo(tours)
    for (let i = 0; i < exchanges; i++)
      if (exchangeTails(tails, -heat * Math.log(1 - dice.next()))) {
        current = tours.cost
        remember()
      }
  }
  tours.next.set(best.next)
  return { sequences: sequences(tours), cost: best.cost, iterations: done, timeLimit }
}

/** One round; false when it has to be undone. */
function changeRoutes(search: Search, heat: number): boolean {
  const { tours, ruin, recreation, dice, list, tuning } = search
  const seed = dice.below(tours.network.stops)
  const earlier = tours.absentCount
  const wasOut = (tours.vehicle[seed] as number) < 0
  if (!tearAround(ruin, seed)) return false
  let count = 0
  for (let i = earlier; i < tours.absentCount; i++) list[count++] = tours.absent[i] as number
  const forced = wasOut && dice.next() < tuning.forced
  const alone = forced && dice.next() < tuning.alone
  if (earlier > 0) count = addNearby(search, seed, count, alone ? tuning.company : tuning.again)
  if (forced) {
    const { node } = alone
      ? firstOfIdle(recreation, seed)
      : cheapestPlace(recreation, seed, Number.POSITIVE_INFINITY)
    if (node >= 0) insertAfter(tours, seed, node)
  }
  const generosity = dice.next() < tuning.generous ? -heat * tuning.generosity * Math.log(1 - dice.next()) : 0
  recreate(recreation, list, count, generosity)
  return true
}

/** Adds up to `most` stops near the seed that were left out before this round. */
function addNearby(search: Search, seed: number, count: number, most: number): number {
  const { tours, list, listed, ruin } = search
  const { around, reach } = ruin.neighbours
  for (let i = 0; i < count; i++) listed[list[i] as number] = ruin.round
  let to = count
  for (let i = seed * reach; i < (seed + 1) * reach && to - count < most; i++) {
    const v = around[i] as number
    if ((tours.vehicle[v] as number) < 0 && listed[v] !== ruin.round) list[to++] = v
  }
  return to
}

/** What a leg costs on average, as the measure of heat. */
function meanLeg(tours: Tours): number {
  const { network } = tours
  let lost = 0
  for (let i = 0; i < tours.absentCount; i++) lost += network.prize[tours.absent[i] as number] as number
  const legs = network.stops - tours.absentCount + tours.size.filter((size) => size > 0).length
  const leg = legs > 0 ? (tours.cost - lost) / legs : 0
  return leg > 0 ? leg : 1
}
