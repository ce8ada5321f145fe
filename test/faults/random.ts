// One seed, one row of numbers; which request meets which number still hangs on real timing.

export type Chance = { below: (most: number) => number; happens: (share: number) => boolean }

/** Mulberry32. */
export function chance(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { below: (most) => next() * most, happens: (share) => next() < share }
}
