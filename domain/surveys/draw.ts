// The draw (R19): each unit has its share by largest remainder, and within a unit those with the smallest HMAC-SM3(seed, key)
// are called, the next ones are its reserves in that very order. The hash is handed in: the same everywhere, and no library.
import { type FrameRow, strataOf } from './frame.ts'

/** Hexadecimal, lower case. */
export type Hash = (text: string) => string
/** HMAC of `text` under `key`, hexadecimal. */
export type KeyedHash = (key: string, text: string) => string

export type Share = {
  stratum: string
  size: number
  /** Whole part and remainder of sample × size ÷ total. */
  whole: number
  remainder: number
  /** One more by the largest remainder. */
  extra: boolean
  share: number
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The sample divided among the strata in proportion to their sizes, by largest remainder, in whole numbers; equal remainders
 * go to the stratum whose id comes first. @throws RangeError when the frame is smaller than the sample
 */
export function allocate(sizes: ReadonlyMap<string, number>, sample: number): Share[] {
  const total = [...sizes.values()].reduce((n, size) => n + size, 0)
  if (!Number.isSafeInteger(sample) || sample < 1 || sample > total)
    throw new RangeError(`a sample of ${sample} from ${total}`)
  const shares = [...sizes]
    .sort(([a], [b]) => byText(a, b))
    .map(([stratum, size]) => ({
      stratum,
      size,
      whole: Math.floor((sample * size) / total),
      remainder: (sample * size) % total,
    }))
  const open = sample - shares.reduce((n, { whole }) => n + whole, 0)
  const first = new Set(
    [...shares]
      .sort((a, b) => b.remainder - a.remainder || byText(a.stratum, b.stratum))
      .slice(0, open)
      .map(({ stratum }) => stratum),
  )
  return shares.map((one) => {
    const extra = first.has(one.stratum)
    return { ...one, extra, share: one.whole + (extra ? 1 : 0) }
  })
}

/** The sum in the open: 100 × 37 ÷ 412 = 8 余 404 → 9. */
export function arithmetic(one: Share, sample: number, total: number): string {
  return `${sample} × ${one.size} ÷ ${total} = ${one.whole} 余 ${one.remainder} → ${one.share}`
}

/** A drawn person: `place` counts from 1 within the stratum; behind the stratum's share stand its reserves. */
export type Drawn = { key: string; stratum: string; place: number; reserve: boolean }
export type Draw = { shares: Share[]; list: Drawn[] }

/**
 * Draws `sample` people and, for each stratum, up to `reserves` times its share behind them.
 * @throws RangeError when the frame is smaller than the sample
 */
export function draw(
  rows: readonly FrameRow[],
  { sample, reserves, seed }: { sample: number; reserves: number; seed: string },
  keyed: KeyedHash,
): Draw {
  const shares = allocate(strataOf(rows), sample)
  const marked = rows.map((row) => ({ ...row, mark: keyed(seed, row.key) }))
  const strata = Map.groupBy(marked, ({ stratum }) => stratum)
  const list = shares.flatMap(({ stratum, share }) =>
    (strata.get(stratum) ?? [])
      .sort((a, b) => byText(a.mark, b.mark) || byText(a.key, b.key))
      .slice(0, share + Math.ceil(share * reserves))
      .map(({ key }, i) => ({ key, stratum, place: i + 1, reserve: i >= share })),
  )
  return { shares, list }
}
