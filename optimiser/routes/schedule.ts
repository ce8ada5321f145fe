// The clock of one route: back home as early as can be, leaving as late as that allows, so that nobody waits
// on the road who could still be at the hospital.
import { beginAt, latestBegin, type Network } from './network.ts'

export type Schedule = { leave: number; begins: number[]; back: number }

const roadTime = (network: Network, from: number, to: number): number =>
  network.time[from * network.places + to] as number

/** Begins at each stop for a departure at `leave`; null when a window is missed. */
function drive(network: Network, k: number, sequence: readonly number[], leave: number): Schedule | null {
  const vehicle = network.vehicles[k]
  if (!vehicle) return null
  let clock = leave
  let place = vehicle.start
  const begins: number[] = []
  for (const v of sequence) {
    const begin = beginAt(network, v, clock + roadTime(network, place, v))
    if (begin === Number.POSITIVE_INFINITY) return null
    begins.push(begin)
    clock = begin + (network.service[v] as number)
    place = v
  }
  return { leave, begins, back: clock + roadTime(network, place, vehicle.end) }
}

/** The day of vehicle k along a sequence; null when it breaks a window or the shift. */
export function scheduleOf(network: Network, k: number, sequence: readonly number[]): Schedule | null {
  const vehicle = network.vehicles[k]
  const first = vehicle && drive(network, k, sequence, vehicle.from)
  if (!vehicle || !first || first.back > vehicle.to) return null
  let latest = first.back
  let after = vehicle.end
  for (const v of sequence.toReversed()) {
    latest = latestBegin(network, v, latest - roadTime(network, v, after) - (network.service[v] as number))
    after = v
  }
  return drive(network, k, sequence, latest - roadTime(network, vehicle.start, after))
}

/** Minutes from leaving to coming back; infinite when the sequence cannot be driven. */
export function minutesAway(network: Network, k: number, sequence: readonly number[]): number {
  const day = scheduleOf(network, k, sequence)
  return day ? day.back - day.leave : Number.POSITIVE_INFINITY
}
