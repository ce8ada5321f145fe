// Tearing out strings of neighbouring stops from neighbouring routes (SISR): what is torn out together can be
// put together better.
import type { Dice } from './dice.ts'
import type { Neighbours } from './neighbours.ts'
import { closeGap, type Tours, takeOut } from './tours.ts'

export type Ruin = {
  tours: Tours
  neighbours: Neighbours
  dice: Dice
  /** Stops torn out on average, and the longest string. */
  average: number
  longest: number
  /** The round in which a vehicle was torn last. */
  tornIn: Int32Array
  round: number
}

const KEEP_GROWING = 0.01

/** Tears out one string that holds stop c, in half of the cases sparing a stretch inside it. */
function tear(ruin: Ruin, c: number, longest: number): boolean {
  const { tours, dice } = ruin
  const size = tours.size[tours.vehicle[c] as number] as number
  const length = 1 + dice.below(Math.min(size, Math.floor(longest)))
  let spared = 0
  if (length > 1 && length < size && dice.next() < 0.5) {
    spared = 1
    while (length + spared < size && dice.next() > KEEP_GROWING) spared++
  }
  const whole = length + spared
  const { stops } = tours.network
  let behind = 0
  for (let x = tours.next[c] as number; x < stops && behind < whole - 1; x = tours.next[x] as number) behind++
  let ahead = 0
  for (let x = tours.previous[c] as number; x < stops && ahead < whole - 1; x = tours.previous[x] as number)
    ahead++
  const least = Math.max(0, whole - 1 - behind)
  let first = c
  for (let steps = least + dice.below(ahead - least + 1); steps > 0; steps--)
    first = tours.previous[first] as number
  if (spared === 0) return closeGap(tours, takeOut(tours, first, length))
  const head = dice.below(length + 1)
  let after = head > 0 ? takeOut(tours, first, head) : first
  if (head > 0 && !closeGap(tours, after)) return false
  if (head === length) return true
  for (let i = 0; i < spared; i++) after = tours.next[after] as number
  return closeGap(tours, takeOut(tours, after, length - head))
}

/** Tears routes around a stop; false when a shorter way takes longer and the day breaks. */
export function tearAround(ruin: Ruin, seed: number): boolean {
  const { tours, neighbours, dice, tornIn } = ruin
  const { stops } = tours.network
  const round = ++ruin.round
  let used = 0
  for (let k = 0; k < tours.size.length; k++) if ((tours.size[k] as number) > 0) used++
  if (used === 0) return true
  const longest = Math.min(ruin.longest, (stops - tours.absentCount) / used)
  const strings = Math.floor(1 + dice.next() * ((4 * ruin.average) / (1 + longest) - 1))
  const row = seed * neighbours.reach
  let torn = 0
  for (let i = row; i < row + neighbours.reach && torn < strings; i++) {
    const c = neighbours.around[i] as number
    const k = tours.vehicle[c] as number
    if (k < 0 || tornIn[k] === round) continue
    tornIn[k] = round
    torn++
    if (!tear(ruin, c, longest)) return false
  }
  return true
}
