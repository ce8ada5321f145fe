// A share with what it is worth: Wilson's interval at 95 %, beside it the one for a finite population. Drawn in proportion, so
// the plain share estimates the county's; who did not answer may think otherwise, which no interval tells.

/** 97.5th percentile of the normal distribution. */
const Z = 1.959964

export type Interval = { low: number; high: number }
export type Estimate = {
  yes: number
  of: number
  /** 0 to 1; null where nobody answered. */
  share: number | null
  interval: Interval | null
  /** Narrower, because the population is small and part of it was asked; a census has no width. */
  finite: Interval | null
}

/** So few answers of one unit would tell who said what: they are counted in the sum alone (SEC-1). */
export const SMALL_CELL = 5
export const tooFewToShow = (answers: number): boolean => answers > 0 && answers < SMALL_CELL

function wilson(share: number, n: number): Interval {
  const square = Z * Z
  const middle = (share + square / (2 * n)) / (1 + square / n)
  const half = (Z / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** `yes` of `of` answers, from a population of `population` people. */
export function estimate(yes: number, of: number, population: number): Estimate {
  if (of === 0) return { yes, of, share: null, interval: null, finite: null }
  const share = yes / of
  const finite =
    of >= population
      ? { low: share, high: share }
      : wilson(share, (of * (population - 1)) / (population - of))
  return { yes, of, share, interval: wilson(share, of), finite }
}
