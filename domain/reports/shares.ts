// Splits a whole among parts so that the parts come to the whole exactly (PLN-7): the largest remainder, the same for the same
// input. No county, no calendar: weights in, whole numbers out.

/**
 * `total` (a whole number) by `weights` (whole numbers): each part has its quota rounded down, and what is left goes one by one
 * to the largest remainders, the first of equals first. With no weight at all nothing can be split: all parts are 0.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((n, w) => n + w, 0)
  if (sum <= 0) return weights.map(() => 0)
  const parts = weights.map((w) => Math.floor((total * w) / sum))
  const left = total - parts.reduce((n, p) => n + p, 0)
  const order = weights
    .map((w, i) => ({ i, remainder: (total * w) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1
  return parts
}

/** A doctor at a unit from a hospital: the smallest part a task is split into. */
export type Leaf = {
  regionId: string
  unitId: string
  hospitalId: string
  practitionerId: string
  /** Person-days that the programme's minimum asks of this doctor at this unit. */
  weight: number
  /** Months posted there. */
  months: number
  /** First month posted there ('YYYY-MM'). */
  since: string
}

/** Amounts set by hand: by county's code for the whole, by unit's id for a county. */
export type HandSplit = {
  counties: ReadonlyMap<string, number> | null
  units: ReadonlyMap<string, ReadonlyMap<string, number>>
}
const NO_HAND: HandSplit = { counties: null, units: new Map() }

export type ShareOf<L extends Leaf = Leaf> = { leaf: L; amount: number }
export type Cascade<L extends Leaf = Leaf> = {
  counties: Map<string, number>
  units: Map<string, number>
  leaves: ShareOf<L>[]
}

type UnitOf = { id: string; regionId: string }
const byKey = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> =>
  Map.groupBy(items, key) as Map<string, T[]>
const sumOf = (leaves: readonly Leaf[]): number => leaves.reduce((n, l) => n + l.weight, 0)

/**
 * Cascades `total` county → unit → doctor: a split by hand stands where there is one, the weights otherwise. Each level comes
 * to the one above exactly as long as no hand set another sum and there is somebody to give it to. A hospital's share is the
 * sum of its doctors'.
 */
export function cascade<L extends Leaf>(
  total: number,
  { units, leaves }: { units: readonly UnitOf[]; leaves: readonly L[] },
  hand: HandSplit = NO_HAND,
): Cascade<L> {
  const ofUnit = byKey(leaves, (l) => l.unitId)
  const ofCounty = byKey(units, (u) => u.regionId)
  const codes = [...new Set([...ofCounty.keys(), ...(hand.counties?.keys() ?? [])])].sort()
  const weightOf = (u: UnitOf): number => sumOf(ofUnit.get(u.id) ?? [])
  const weights = codes.map((code) => (ofCounty.get(code) ?? []).reduce((n, u) => n + weightOf(u), 0))
  const derived = apportion(total, weights)
  const result: Cascade<L> = { counties: new Map(), units: new Map(), leaves: [] }
  for (const [i, code] of codes.entries()) {
    const amount = hand.counties ? (hand.counties.get(code) ?? 0) : (derived[i] ?? 0)
    result.counties.set(code, amount)
    const members = ofCounty.get(code) ?? []
    const own = hand.units.get(code)
    const split = apportion(amount, members.map(weightOf))
    for (const [j, unit] of members.entries())
      result.units.set(unit.id, own ? (own.get(unit.id) ?? 0) : (split[j] ?? 0))
  }
  for (const unit of units) {
    const own = ofUnit.get(unit.id) ?? []
    const split = apportion(
      result.units.get(unit.id) ?? 0,
      own.map((l) => l.weight),
    )
    for (const [k, leaf] of own.entries()) result.leaves.push({ leaf, amount: split[k] ?? 0 })
  }
  return result
}
